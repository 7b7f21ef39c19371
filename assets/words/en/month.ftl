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
