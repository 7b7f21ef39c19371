# The sharing decision: what each item is marked with, what stays open, what was answered before, lists beside a question.

share-title-purpose-outside = Why do they need this?
share-is-best = Is sharing best for { $person }?
share-why-not-best = Why is it not best for { $person }?

share-crime-serious = Usually serious enough: { $crimes }
share-crime-often = Often counts as well: { $crimes }
share-crime-not = Usually not serious enough: { $crimes }
share-crime-judge = This crime, here, is for you to judge. Say why it is serious under “More for the record”.

share-marked = { $about }. Marked: { $marks }
share-open = Still open on the record, due at { $time }: { $what }
share-open-more = { $count ->
    [one] { $what } and 1 more
   *[other] { $what } and { $count } more
}

share-senior = Senior view: who, when, what they said
share-senior-hint = Only the agreement stands in the way. With a senior view on the record you can go on.
share-senior-go-on = Go on with the senior view
share-senior-missing = Write whom you asked, when, and what they said

share-earlier-other = Earlier, at { $time }: { $basis }. That was about other things, another receiver or another purpose: ask again.

record-discloser-number = Your collar number or professional registration
