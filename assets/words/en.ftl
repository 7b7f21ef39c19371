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
