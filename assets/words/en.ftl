# Every sentence on a screen. House rules: short everyday words, sentence case, verbs on buttons, 24-hour times;
# a single sentence has no full stop, two or more do. Add keys to the section of your area.

## common

back = Back
continue = Continue
change = Change
undo = Undo
show-as-table = Show as table
show-as-chart = Show as chart
problem-title = There is a problem
error-spoken = Error: { $text }
pin-progress = { $count } of 6 numbers typed

badge-police = P
badge-nurse = N

## setup

## sign-in

## board

## workspace

## share

card-from = From { $who }
card-name-and-name = { " and " }
card-item-line = { $nature }, { $time }
card-fact = Seen, or from a record
card-opinion = { $who } thinks so
card-told-by-person = The person said so
card-third-party = Somebody else said so
card-how = Told to { $to }, { $how }. { $told }
card-how-at = Told to { $to } at { $time }, { $how }. { $told }
card-person-knows = The person knows
card-person-later = The person will be told later
card-person-no = The person is not told: it would add to the danger
card-person-open = Not recorded yet whether the person knows
card-withdrawn = Withdrawn { $time }
card-withdrawn-hint = Do not use these words any more. They may already have been read.
card-danger-open = Danger share, reason to be finished
basis-consent = The person agreed
basis-care-plan = The person agreed earlier, in the care plan
basis-best-interests = The person cannot decide about this right now. It is best for them.
basis-harm = Shared without agreement, to prevent serious harm
basis-crime = Shared without agreement, because of serious crime
basis-duty = The law says it must be told
basis-court-order = A court ordered it
basis-not-confidential = Shared for policing and care, not given in confidence
basis-none = No ground recorded
basis-agreement = Shared under the sharing agreement
basis-danger = Danger now
channel-on-screen = On this screen
channel-in-person = In person
channel-radio = By radio
channel-phone = By phone

## danger

## s136

## outcome

## supervisor

## help

command-help = Keys for this page
command-police-seat = Police seat
command-nurse-seat = Nurse seat
command-shared-view = Shared view
command-board = Live board
command-share = Share
command-danger = Danger now
command-s136 = Section 136
command-cover = Cover
command-new-incident = New incident
command-palette = Go to, find, do
command-outcome = Outcome
command-back = Back
command-undo = Undo
command-lock = Lock both seats
command-next-theme = Next theme
command-saved = Show when it was saved
command-end-shift = End shift
section-known = Known
section-notes = Notes
section-risk = Risk
section-details = Incident
section-shared-log = Shared log
section-follow-up = Follow-up
section-timeline = Timeline
saved-nothing = Nothing to save yet
saved-at = Saved { $time }
saved-not = Not saved. { $why }
take-a-seat-first = Take the police seat (F2) or the nurse seat (F3) first

## errors
