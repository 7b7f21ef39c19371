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

## frame

bar-tandem = Tandem
bar-tandem-line = Street triage, together
bar-set-up = Setting up
bar-device = Device { $name }
bar-shared = Shared view. Both of you can see this
bar-shared-short = Shared view
bar-police = Police only
bar-nurse = Nurse only
bar-private-line = { $name }. Only you can read this until you share it
bar-crew = { $police } and { $nurse }. { $station }
bar-nobody = Nobody
bar-supervisor-police = Supervisor, police
bar-supervisor-health = Supervisor, health
bar-governance-police = Governance lead, police
bar-governance-health = Governance lead, health
bar-police-seat = Police
bar-police-seat-name = Take the police seat
bar-nurse-seat = Nurse
bar-nurse-seat-name = Take the nurse seat
bar-shared-view = Shared view
bar-shared-view-name = Back to the shared view
bar-cover = Cover
bar-cover-name = Cover the screen
bar-sign-out = Sign out
bar-theme-light = Theme: light
bar-theme-light-name = Theme: light. Press for dark
bar-theme-dark = Theme: dark
bar-theme-dark-name = Theme: dark. Press for night
bar-theme-night = Theme: night
bar-theme-night-name = Theme: night. Press for light
training-stripe = TRAINING, not real people
problem-read = I have read this
working = Working

## setup

## sign-in

sign-in-title = Start your shift
sign-in-police = Police seat
sign-in-nurse = Nurse seat
sign-in-handle = Handle
sign-in-passphrase = Passphrase
sign-in-sign-in = Sign in
sign-in-police-name = Sign in to the police seat
sign-in-nurse-name = Sign in to the nurse seat
sign-in-show = Show
sign-in-hide = Hide
sign-in-working = Opening your keys with the passphrase. About a second
sign-in-handle-missing = Type your handle
sign-in-passphrase-missing = Type your passphrase
sign-in-pin-hint = Now a PIN of 6 numbers, for this shift and this computer only
sign-in-pin = PIN
sign-in-pin-again = The same PIN again
sign-in-pin-differs = The two PINs were different. Type both again
sign-in-pin-missing = Set a PIN for this shift
sign-in-ready = Signed in { $time }. PIN set for this shift
sign-in-different = Use a different person
sign-in-different-police = Use a different person in the police seat
sign-in-different-nurse = Use a different person in the nurse seat
sign-in-where = Where are you?
sign-in-car = Car
sign-in-desk = Desk
sign-in-vehicle = Vehicle
sign-in-desk-name = Desk
sign-in-alone-hint = If a seat stays empty
sign-in-alone = Only one of us today
sign-in-start = Start shift
sign-in-starting = Opening the shared incidents
sign-in-invited = I have an invitation
sign-in-office = Supervisor or governance lead
sign-in-missing-all = Nobody has signed in. Sign in to at least one seat
sign-in-missing-police = Sign in to the police seat, or choose "Only one of us today"
sign-in-missing-nurse = Sign in to the nurse seat, or choose "Only one of us today"
sign-in-where-missing = Choose car or desk
sign-in-station-missing = Write which vehicle or desk, for example Car 2
sign-in-office-title = Supervisor or governance lead
sign-in-office-hint = You see decisions and counts. You see no names and no notes.

seat-title-police = Take the police seat
seat-title-nurse = Take the nurse seat
seat-pin = PIN
seat-pin-hint = No Enter needed. { $count } of 6 numbers typed
seat-use-passphrase = Forgot it? Use your passphrase
seat-different = Not you? Use a different person
seat-leave = Leave
seat-tries-used-police = The PIN was wrong five times. Use your passphrase for the police seat. The nurse seat still works.
seat-tries-used-nurse = The PIN was wrong five times. Use your passphrase for the nurse seat. The police seat still works.

cover-covered = Covered
cover-locked = Locked
cover-any-key = Press any key, then a PIN
cover-pin = PIN of either seat
cover-whose = Whose passphrase?

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
