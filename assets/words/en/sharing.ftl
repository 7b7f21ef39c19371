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

card-date-open = date not known
card-item-line-open-until = { $nature }, date not known, good until { $until }
share-true-on-record-hint = Leave this empty if nobody knows, or write the day, for example 3 5 2026
share-senior = Senior view: who, when, what they said
share-senior-hint = Only the agreement stands in the way. With a senior view on the record you can go on.
share-senior-hint-flag = What is written above stands in the way. With a senior view on the record you can go on.
share-senior-hint-staff = What is written above stands in the way. Ask somebody senior who does not work with them. With their view on the record you can go on.
share-no-senior = A senior view alone opens nothing here. It can tell you what to look at again. You can share when something new is known: the person’s answer, whether they can decide, or how great the danger is.
share-senior-go-on = Go on with the senior view
share-senior-missing = Write whom you asked, when, and what they said

share-earlier-other = Earlier, at { $time }: { $basis }. That was about other things, another receiver or another purpose: ask again.

share-asked-fresh = { $months ->
    [0] Asked before: they said yes on { $day }.
    [one] Asked before: they said yes on { $day }, a month ago.
   *[other] Asked before: they said yes on { $day }, { $months } months ago.
}
share-asked-stale = Asked before: they said yes on { $day }, { $months } months ago. That is too long: ask as if for the first time.
share-asked-expired = Asked before: they said yes on { $day }, for a time that has run out
share-asked-back = Asked before: they said yes on { $day } and took it back
share-asked-no = Asked before: they said no on { $day }. That is their right.
share-asked-words = Their words: “{ $words }”
share-asked-purpose = It was for another purpose: { $purpose }
share-asked-receiver = It was for another receiver
share-asked-not = It was not about: { $what }
share-asked-all = What they agreed to before

share-level-nothing = Level with { $partner }, { $day }: nothing is agreed. They are told nothing.
share-level-services = Level with { $partner }, { $day }: just services. They are told nothing until the person moves on.
share-level-talked = Level with { $partner }, { $day }: talked through, for { $services }. It does not serve for another service.
share-level-signed = Level with { $partner }, { $day }: signed form, for { $services }. It does not serve for another service.
