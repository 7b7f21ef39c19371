# Destroying what has run out: choose, check, confirm, certificate.
disposal-open = Destroying records
keys-look-disposal = Look at what would go
disposal-title = Destroying records
disposal-explain = When the time of a record has run out, or when it should never have been made, its words and the keys to them are destroyed. That a record was made, by whom and when, stays in the log, and so does your order.
disposal-waiting = Waiting for you
disposal-waits = { $part }{ $incident }: { $count ->
        [one] one entry
       *[other] { $count } entries
    }
disposal-waits-by = Ordered by { $organisation } on { $day }
disposal-of-incident = { " " }of { $reference }
disposal-quiet = Closed incidents that have been quiet for long
disposal-quiet-none = No closed incident has been quiet for as long as the shortest row of your schedule asks
disposal-quiet-more = Press one to fill in its reference. Whether its time has run out depends on the row, and is checked next.
disposal-reference = Incident
disposal-last = Last entry
disposal-which = Which incident
disposal-incident = Reference
disposal-incident-hint = For example 20-0117. Once what was shared is gone, the 32 digits that stand on the certificate
disposal-incident-missing = Write the reference of the incident
disposal-basis = On what ground
disposal-agreed-row = { $rule }. Named by the sharing agreement
disposal-departs = The sharing agreement keeps these records by another row: { $agreed }. Go on only if that row does not apply here.
disposal-basis-missing = Choose the row of the schedule on which it rests
disposal-part = Which part
disposal-part-own = What { $organisation } alone can read
disposal-part-own-hint = Destroyed as soon as you order it
disposal-part-shared = What both organisations can read
disposal-part-shared-hint = Waits until the other organisation's governance lead agrees
disposal-part-both = Both
disposal-part-missing = Choose which part
disposal-look = See what would go
disposal-orders = Orders so far
disposal-orders-none = Nothing was ever ordered to be destroyed
disposal-ordered = Ordered
disposal-by = By
disposal-what = Part
disposal-count = Entries
disposal-state = State
disposal-state-waits = Waits for the other organisation
disposal-state-done = Carried out on { $done } of { $all } { $all ->
        [one] laptop
       *[other] laptops
    }
disposal-all = Certificate of all orders
disposal-check-title = Destroy what is left of { $reference }?
disposal-ground = Ground
disposal-law = Source
disposal-goes-words = { $entries ->
        [one] One entry
       *[other] { $entries } entries
    }, { $keys ->
        [one] one key
       *[other] { $keys } keys
    } and { $drafts ->
        [0] no draft
        [one] one draft
       *[other] { $drafts } drafts
    }, written { $days }
disposal-days-one = on { $first }
disposal-days-many = from { $first } to { $last }
disposal-cannot = This cannot be undone. Nobody can bring it back: no governance lead, no recovery code, nor whoever made this program
disposal-stays-title = What stays
disposal-stays = That an entry was made, by whom, when and how long it was, and your order with its ground. The log can be checked as before.
disposal-copies-title = What it does not reach
disposal-copies = Copies made before: backups, extracts, printed pages, pictures of a screen. Destroy older backups too. Other laptops destroy it when they take your order in.
disposal-waits-explain = What both organisations can read is destroyed when the other organisation's governance lead has agreed. Until then nothing of it is gone.
disposal-hold = I have checked that nothing holds it: no inquest, complaint, request under way or public inquiry
disposal-hold-missing = Check that nothing holds it, and tick the line
disposal-number = Entries that go, as a number
disposal-number-hint = Type { $count }, so that this is never done by one press
disposal-number-missing = Type { $count }, the number of entries that go
disposal-destroy = Destroy it
disposal-leave = Destroy nothing
disposal-confirm-title = Agree to destroy { $part }{ $incident }?
disposal-confirm-explain = { $organisation } ordered this on { $day }. When you agree, it is destroyed at once on this laptop, and on the others as they take your agreement in.
disposal-agree = Agree and destroy it
disposal-agreed = Destroyed. The list says which laptops are known to have carried it out
disposal-done-title = What was done
disposal-done-destroyed = { $part }: { $count ->
        [one] one entry was
       *[other] { $count } entries were
    } destroyed here, with { $keys ->
        [one] one key
       *[other] { $keys } keys
    }
disposal-done-waits = { $part }: { $count ->
        [one] one entry waits
       *[other] { $count } entries wait
    } for the other organisation's governance lead. Nothing of it is gone yet
disposal-certificate = Certificate
disposal-certificate-explain = It says what was destroyed, when, by whom and on what ground, and holds no word of it. The laptop signs it. Beside it goes the same for other programs.
disposal-file = File
disposal-file-hint = A new text file
disposal-save = Save the certificate
disposal-saved = Saved: { $file }
disposal-finished = Done
