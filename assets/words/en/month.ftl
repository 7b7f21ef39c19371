# the month's trend and indicators
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
