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
checks-devices-are = { $others } others; { $stopped } stopped or in conflict
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
checks-find-hint = An incident's reference, for example 26-0098, or a name
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
checks-case-danger = Danger share by { $whose }, { $at }
checks-case-despite = Section 136, { $at }, recorded with a reason although: { $rule }
checks-case-stopped = Section 136, { $at }, stopped: { $rule }
checks-nothing-recorded = Nothing was recorded; it is counted that it was tried
checks-case-drawn = Decision by { $whose }, { $at }, drawn
checks-age = { $count ->
        [one] One day old
       *[other] { $count } days old
    }
checks-no-reason = No reason was typed for it
checks-drawn = { $count } of { $of } decisions were drawn, { $at }. Nobody can draw again.
checks-draw-how = Decisions of the other organisation are drawn with a receipt that they hold on paper, made after the month. Ask them to read it out. Whoever has the receipt can repeat the draw.
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
