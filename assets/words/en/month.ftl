# the month's trend and indicators, checks and reviews
month-trend = { $from } to { $to }
month-trend-month = Month
month-trend-proof = A change is an association. It does not prove what caused it: other things change as well.
indicators-title = The twenty indicators
indicators-hint = As published evaluations of such teams counted them. Beside each stands for how many cases it was not recorded.
indicators-number = No
indicators-counted = How it is counted
indicators-missing = Missing
indicators-part = { $count } of { $of }
indicators-not-here = not here
checks-open = Checks and reviews
checks-title = Checks and reviews, { $month }
checks-no-content = Who, when and what kind. No words of a note, a person or a decision are on this page; what somebody typed to answer for an override is.
checks-log = The log itself
checks-whole = Checked as a whole
checks-never = Never, as far as this log says
checks-checked = { $at } by { $by }: { $entries } entries, { $findings ->
        [0] nothing wrong
        [one] one finding
       *[other] { $findings } findings
    }
checks-here = Entries of this device
checks-entries = { $count }
checks-devices = Other devices
checks-no-devices = None: this log has one laptop
checks-device-last = last wrote { $at }, { $days ->
        [0] today
        [one] one day ago
       *[other] { $days } days ago
    }
checks-device-never = has not written here
checks-device-stopped = stopped or in conflict
checks-device-waits = { $count } entries of this laptop wait for it
checks-clocks = Clocks
checks-clocks-fine = Nothing odd in the latest entries
checks-clock-jump = { $device }, entry { $entry }: the clock said { $said } after { $before }
checks-clock-more = and { $count } more
checks-held-police = Held by the police
checks-held-health = Held by the trust
checks-held-none = No checkpoint yet
checks-held-taken = { $count } entries of { $device }, taken out { $at }
checks-held-holds = { $count } entries of { $device }: the log still begins with them, compared { $at }
checks-held-differs = { $count } entries of { $device }: THE LOG DOES NOT HOLD THEM, compared { $at }. Tell both governance leads
checks-checkpoint-why = Each organisation keeps a checkpoint outside this computer. Whoever holds one can show later whether anything before it was changed.
checks-file = File of a checkpoint
checks-file-hint = A new file to take one out; the kept file to compare
checks-file-missing = Enter a file
checks-take = Take a checkpoint out
checks-compare = Compare this checkpoint
checks-taken = The checkpoint is in { $file }. Keep it outside this computer.
checks-holds = The log begins with exactly the entries of that checkpoint
checks-differs = The log does not hold the entries of that checkpoint. Tell both governance leads.
checks-shorter = Entries are missing: { $count } of that device are here
checks-checkpoints = Checkpoints kept here
checks-checkpoints-are = { $count }, the last { $last }
checks-none-yet = not made yet
checks-verify = Check the whole log
checks-verified = { $entries } entries looked at, { $findings ->
        [0] nothing wrong
        [one] one finding: tell a governance lead
       *[other] { $findings } findings: tell a governance lead
    }
checks-access = Who looked
checks-openings = { $count } openings of private pages by your organisation's people. Without a part in the incident: { $odd }. To look at: { $open }.
checks-find = Find who looked
checks-find-hint = An incident's reference, for example 26-0098, or a name. Enter asks the whole log, both seats.
checks-who-looked = Who looked at this incident
checks-looked = Incident { $reference }: { $count ->
        [0] nobody looked
        [one] looked at once
       *[other] looked at { $count } times
    }
checks-head-how = How
checks-look-page = Private page
checks-look-extract = Made an extract
checks-look-governance = Opened as governance lead
checks-look-reviewed = With a typed reason, reviewed by the other organisation
checks-answered = Answered
checks-sent = Asked { $at }
checks-read = Read { $at }
checks-more = { $count } more. Type more of the reference or the name.
checks-opening = { $name } opened { $reference }, { $at }, { $seat }
checks-no-part = No part in it
checks-spot = Spot check
checks-part-none = Nothing in the log says why
checks-part-asked = The other side had asked about it
checks-part-worked = On the crew, or wrote of it
checks-as-expected = As expected
checks-ask = Ask the person
checks-concern = Concern
checks-police-seat = police
checks-nurse-seat = nurse
checks-crew = the crew
checks-head-incident = Incident
checks-head-who = Who
checks-head-when = When
checks-head-seat = Seat
checks-head-why = Why they could
checks-head-finding = Finding
checks-reviews = Reviews
checks-cases = To review: { $open }. Of { $of } that two reviewers have looked at, they agree on { $agreed }. Each finds alone; what others found shows after that.
checks-case-despite = Section 136, { $at }, recorded with a reason although: { $rule }
checks-case-stopped = Section 136, { $at }, stopped: { $rule }
checks-nothing-recorded = Nothing was recorded; it is counted that it was tried
checks-case-danger = Danger share by { $whose }, { $reference }, { $at }
checks-case-governance = Record { $reference } opened by a governance lead, { $whose }, { $at }
checks-case-commissioner = Log for the Commissioner taken by a governance lead, { $whose }, { $at }
checks-case-drawn = Decision by { $whose }, { $reference }, { $at }, drawn
checks-danger-open = The reason is not finished
checks-danger-ground = Finished: { $ground }
checks-both = { $what }: you found { $mine }, the other reviewer { $other }
checks-word-add = Add a learning note
checks-word = Learning note to whoever decided
checks-word-hint = It goes with your finding. Their own governance lead passes it on.
checks-notes = Notes and questions for your people
checks-notes-hint = The other organisation's reviewers wrote the notes; your supervisors asked the questions. Your governance lead passes them on, and they appear in that person's own seat.
checks-note = { $name }: { $reference }, { $at }
checks-pass-on = Pass on
checks-waits-lead = Waits for your governance lead
checks-redraw = Draw again and compare
checks-redrawn-same = Drawn again for the reviewers of { $whose }: the same { $count } of { $of }, from the same seed
checks-redrawn-other = Drawn again for the reviewers of { $whose }: NOT the same. Tell both governance leads.
checks-age = { $count ->
        [one] One day old
       *[other] { $count } days old
    }
checks-no-reason = No reason was typed for it
checks-drawn = { $count } of { $of } decisions were drawn, { $at }. Nobody can draw again.
checks-draw-how = Decisions of the other organisation are drawn. The seed is the log as it stood when the month had ended; nobody chooses it. A receipt that they took later shows that it was not changed: ask them to read theirs out.
checks-size = Entries on the receipt
checks-size-missing = Enter the number of entries on the receipt
checks-code = Its twenty characters
checks-draw = Draw decisions

month-trend-baseline = Section 136 used, baseline
month-hours-of = { $count } h
against-title = Before and after
against-none = No baseline is stated, so that nothing is compared. Open Compare and count to state one.
against-counts = Section 136 was used { $after } times in { $month } and { $before } times in { $baseline }
against-change = Change { $percent }%; with the chance in such counts, anything from { $low }% to { $high }% (95% interval of the ratio of two counts)
against-no-change = With none in one of the two months a change in per cent cannot be worked out
against-rates = For a month and 100,000 residents that is { $after } and { $before } ({ $residents } residents, mid-year estimate { $year })
against-no-year = of a year not stated
against-from-records = The baseline's number is from records kept before this log, as a supervisor stated it
against-from-log = The baseline's number is from this log
own-title = What one organisation counts by itself
own-neither = Neither governance lead has added counts of this month yet
own-police = As the police governance lead counted it, small numbers hidden and others rounded before anybody else saw them. The trust's part is not here yet.
own-health = As the trust's governance lead counted it, small numbers hidden and others rounded before anybody else saw them. The police part is not here yet.
own-both = As each governance lead counted it, small numbers hidden and others rounded before anybody else saw them
own-hidden = hidden
own-chart = { $title }, { $total } in all
baseline-open = Compare and count
baseline-title = Compare and count
baseline-stated = The baseline
baseline-hint = A month before the team began, and figures measured then. Every page and pack says where they are from. What changed since is an association and proves no cause.
baseline-month = Month
baseline-month-hint = As year and month, for example 2025-04
baseline-month-wrong = Enter a month as year and month, for example 2025-04
baseline-used = Uses of section 136 in it
baseline-used-hint = From records kept before this log. Leave it empty to take the number from this log.
baseline-minutes = Median minutes of an officer at such an incident
baseline-minutes-hint = As measured before the team began. Without it no hours are compared.
baseline-residents = Residents where the team works
baseline-residents-hint = The mid-year population estimate. Without it there is no rate.
baseline-year = Year of that estimate
baseline-year-hint = For example 2024
baseline-number-wrong = Enter a whole number from 1 to { $most }, or leave it empty
baseline-keep = Keep this baseline
baseline-kept = The baseline is kept. Every month is compared with it from now on.
own-count-title = Your organisation's own counts of { $month }
own-count-what = The program counts your organisation's own record: who was known to it, sex, ethnic group, tasks, and hours and use of force or triage codes. Nobody is shown a record. Counts from 1 to 7 are hidden and others rounded before they leave your organisation's part of the log.
own-count = Count { $month } and add it
own-counted = The counts are in the month
chart-counts = { $title }, { $total } in all{ $missing ->
        [0] {""}
       *[other] , { $missing } not recorded
    }
chart-measure = { $title }{ $missing ->
        [0] {""}
       *[other] , { $missing } without
    }
chart-intervals = Share of those recorded, 95% interval: { $parts }
chart-interval = { $group } { $low } to { $high }%
indicators-not-added = not added yet
scope-all = All teams
scope-car = Car
scope-desk = Control room
scope-team = Team
scope-beside = Compare with
scope-before = The month before
scope-year = A year before
scope-baseline = The baseline
scope-team-note = { $team } only. Packs, the trend, the baseline and what one organisation counts are always about all teams.
month-stop = Stop, and write nothing

# what a governance lead opens
opened-open = Open a record, or a log
opened-title = Opened by a governance lead
opened-not-yours = Only a governance lead opens an organisation's record
opened-hint = Each opening is an entry with your reason. The other organisation's reviewers read the reason; they do not see the record.
opened-record = An incident's record: your side and what is shared
opened-reference = Reference
opened-reference-hint = For example 26-0098
opened-why = Why you open it
opened-why-hint = At least 20 characters. Nothing about the person
opened-do = Open it
opened-shown = Record of { $reference }
opened-commissioner = The log for the Commissioner
opened-commissioner-hint = Section 62 of the Data Protection Act 2018: collection, alteration, consultation, disclosure, combination and erasure by your organisation, with time, who, who received and why. No words of a record are in it.
opened-from = First day
opened-from-hint = For example 2026-04-01
opened-until = Last day
opened-until-hint = For example 2026-04-30
opened-day = Enter a day, for example 2026-04-01
opened-request = Why it is made
opened-request-hint = At least 20 characters, for example the Commissioner's request and its number
opened-folder = New folder
opened-folder-hint = It must not exist yet
opened-make = Write the log
opened-made = The log is in { $folder }

# words of a review, in the seat of whoever they are for
todo-words = { $count ->
        [one] One note from a review to read
       *[other] { $count } notes from reviews to read
    }
words-title = From reviews
words-hint = For you alone. Reading one is an entry; supervisors see that it was read.
words-of-decision = Your decision about { $reference }, { $at }
words-of-opening = Your look at { $reference }, { $at }
words-answer = Your answer
words-answer-hint = At least 20 characters: why you opened it, nothing about the person. Supervisors read it
words-send = Answer
words-read = I have read it
word-good = The reason says all that is needed
word-say-what-you-saw = Next time, say in the reason what you saw or heard
word-say-why-not-less = Next time, say in the reason why less would not have done
word-tell-the-person = The person is to be told as soon as it is safe
word-finish-sooner = The reason of a danger share is due within hours
word-why-opened = Why did you open this page?
