# Every sentence on a screen. House rules: short everyday words, sentence case, verbs on buttons, 24-hour times;
# a single sentence has no full stop, two or more do. Add keys to the section of your area.

## common

back = Back
continue = Continue
change = Change
undo = Undo
working = Working
show-as-table = Show as table
show-as-chart = Show as chart
problem-title = There is a problem
error-spoken = Error: { $text }
pin-progress = { $count } of 6 numbers typed

save = Save
working = Working
minutes = { $count } min
and-between = { " and " }
police-only = Police only
nurse-only = Nurse only
shared-both = Both of you can see this
shared-short = Shared
the-nurse = the nurse
the-officer = the officer
private-until-shared = Only you can read this until you share it
struck-name = Old words, corrected: { $words }
finish-it = Finish it

source-999 = 999 call
source-101 = 101 call
source-officers = Officers on scene
source-ambulance = Ambulance
source-health = Health service
source-encounter = Came across it
source-other = Other
source-with-log = { $source }, log { $log }
milestone-call = Call
milestone-assigned = Assigned
milestone-on-scene = On scene
milestone-decision = Decision
milestone-conveyed = Conveyed
milestone-handed-over = Handed over
milestone-clear = Clear
outcome-family = Left with family or friend
outcome-home = Home, with advice
outcome-gp = GP
outcome-crisis-team = Crisis team
outcome-emergency = Emergency department
outcome-s136 = Section 136
outcome-arrested = Arrested
outcome-not-found = Not found
outcome-other = Other
follow-up-gp = Tell GP
follow-up-coordinator = Tell care coordinator
follow-up-safeguarding = Safeguarding
follow-up-frequent = Frequent caller
follow-up-call-back = Call back
risk-none = No risk of harm seen
risk-possible = Harm possible
risk-likely = Harm likely today
risk-now = Harm risk now
known-yes = Yes, known
known-no = No, not known
known-could-not = Could not check
note-seen = Seen
note-told = Told by the person
note-record = Record
note-my-view = My view
task-brief = Brief the care coordinator or GP
task-tell-person = Tell the person what was shared
task-tell-person-later = Tell the person later what was shared
task-complete-record = Complete the record
task-report-duty = Report before the duty's deadline
task-report-lead = Report to the governance lead
task-correction = Send a correction
task-ask-again = Ask the person again

incident-title = Incident { $reference }
state-on-scene = On scene { $time }
state-open = Open { $time }
state-clear = Clear { $time }
state-closed = Closed { $time }
place-open = Place not known yet
person-open = Person not known yet
person-age = { $name }, { $age }
person-about-age = { $name }, about { $age }
opened-at = Opened { $time }
stamp-name = Stamp now: { $step }

todo-title = Still to do
todo-nothing = Nothing left to do here
todo-danger = Finish the reason for the { $time } danger share
todo-by = by { $time }
todo-s136-ends = Section 136: the 24 hours end
todo-s136-past = Section 136: the 24 hours are over. Get senior advice now
todo-s136-arrive = Section 136: record the arrival
todo-share-draft = Go on with the share that you began
todo-known = Known or not known: check your records
todo-details = How it came and where it is
todo-outcome = Outcome and follow-up
todo-close = Close the incident
todo-known-told = Known or not known, both sides
you-were-here = You were here { $time }: { $what }
touched-opened = Incident opened
touched-details = Details changed
touched-shared = { $who } shared
tag-now = Now
tag-soon = Soon
tag-later = Later
tag-done = Done

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

board-title = Live board
board-summary = { $count } open. Longest { $longest }
board-empty = Nothing waiting
board-empty-last = Nothing waiting. Last incident closed { $time }.
board-from-police = From police
board-from-nurse = From nurse
board-from-crew = From the crew
board-nothing-shared = Nothing shared yet
board-others = Other incidents { $count }
board-close-list = Back to this incident
board-open-page = Incident page
list-name = Incidents
list-open = Open
list-incident = Incident
list-where = Where
list-who = Who
list-has = Who has it
list-next = Next step
list-closed = Closed { $time }
list-danger = Reason due

new-opened = Opened { $time } by { $crew }. It is saved already.
new-hint = Everything here can be filled in later
new-source = How did it come?
new-source-missing = Choose how it came, so that the log number has its place
new-log = Log number
new-place = Place
new-person = Person
new-age = Age
new-about = About that age

## workspace

section-name = { $whose }: { $section }
status-done = done
status-open = to do
known-question-health = Known to your services?
known-question-police = Known to police?
known-why = Why could it not be checked?
known-why-missing = Say why it could not be checked
known-missing = Choose known, not known or could not check first
known-answered = { $answer }. Answered { $time }.
known-open = Not checked yet
known-told = Told { $who } { $time }
known-tell = Tell { $who }
notes-source = Where do the words come from?
notes-new = New note
notes-hint = Saves as you type. Only you can read this until you share it.
notes-save = Save note
notes-empty = Write what you saw, were told or read
notes-none = No notes yet
note-line = { $time }. { $source }
note-corrected = Corrected { $time }: { $why }
note-taken-back = Taken back
note-shared = Shared { $time }
note-pick = Pick to share
note-pick-name = Pick to share: { $words }
note-correct = Correct
note-correct-name = Correct: { $words }
note-new-words = The words from now on
note-why = Why is it corrected?
note-why-missing = Say why the note is corrected
note-save-correction = Save correction
note-keep = Keep as it is
risk-question = What is the risk of harm?
risk-hint = Agree on it together. It describes this moment, not the person.
log-empty = Nothing has been shared in this incident
withdraw = Withdraw
withdraw-name = Withdraw what was shared at { $time }
withdraw-check = It will no longer be shown. They may already have read it. The log keeps that it was shared.
withdraw-yes = Withdraw it
withdraw-no = Keep it
tasks-none = Nothing to do after this incident yet
tasks-shared = Follow-up that both of you chose
tasks-shared-none = None chosen yet
tasks-shared-change = Change outcome and follow-up
task-done = Mark as done
task-done-name = Mark as done: { $task }
task-note = What was done?
timeline-key = { $time } { $whose }
timeline-shared = { $who } shared: { $words }
timeline-withdrawn = { $who } withdrew what was shared
timeline-danger-finished = The reason for the danger share was finished
timeline-closed = Incident closed
timeline-known = Known or not known: { $answer }
timeline-note = { $source }: { $words }
timeline-corrected = Note corrected: { $why }
timeline-decided-share = Decided to share
timeline-decided-not = Decided not to share
timeline-decided-danger = Finished the reason for a danger share
timeline-task = Done: { $task }

## share

card-short-line = { $basis }, { $how }, { $time }
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

danger-title = Danger now: tell both of you
danger-title-officer = Danger now: tell the officer
danger-title-nurse = Danger now: tell the nurse
danger-question = What is the danger?
danger-radio = Say this on the radio now
danger-practice = Practice only. Nobody outside this computer is told.
danger-other = Something else
danger-words = What the danger is
danger-choose = Choose what the danger is
danger-say-what = Write what the danger is
danger-will-see = What { $who } will see
danger-preview = DANGER { $time } from { $from }. { $what }
danger-officer = the officer
danger-nurse = the nurse
danger-both = both of you
danger-from-officer = officer
danger-from-nurse = nurse
danger-from-crew = the crew
danger-tell = Tell them
danger-stop = Stop
danger-reason-due = Recorded as an emergency. Finish the reason by { $time }.
danger-told = { $who } told at { $time }. Finish the reason later.
danger-told-radio = Recorded at { $time }. Say it on the radio now.
danger-told-practice = Practice only: nobody has been told

## s136

s136-title = Section 136
s136-what = What happened?
s136-what-missing = Choose what happened
s136-used = Used section 136
s136-arrived = Arrived at place of safety
s136-ended = Assessment finished
s136-not-used = Considered, not used
s136-moved = Arrived at another place of safety
s136-constable = Only the officer decides on section 136. Take the police seat (F2)
s136-consulted = Consulted before deciding?
s136-nurse-here = Yes: { $name }, nurse, here
s136-nurse-absent = Yes: the nurse, here
s136-nurse-missing = No nurse is signed in. Choose someone else and say who
s136-consulted-other = Yes: someone else
s136-consulted-no = No, not practicable
s136-who = Name, job and time
s136-why-not = Why was it not practicable?
s136-consulted-missing = Say who you consulted, or why you could not
s136-consulted-name = Consulted { $name }
s136-consulted-nobody = Nobody consulted: { $why }
s136-advice = What did they advise?
s136-advice-supports = Supports it
s136-advice-other = Suggests another way
s136-advice-none = No view
s136-advice-missing = Choose what they advised
s136-travel = How does the person travel?
s136-travel-ambulance = Ambulance
s136-travel-police = Police car
s136-travel-health = Another health vehicle
s136-travel-none = Already there
s136-travel-missing = Choose how the person travels
s136-place = Place of safety
s136-place-health = Hospital suite
s136-place-emergency = Emergency department
s136-place-home = Home, with the agreements that it needs
s136-place-other = Another suitable place
s136-instead = What was done instead?
s136-instead-missing = Say what was done instead
s136-time = When?
s136-time-hint = Empty means now, { $now }
s136-time-wrong = The time must be now or earlier, written like 21:12
s136-time-before = The time must be after the step before it
s136-recorded = Recorded: { $step }
s136-limit = The 24-hour limit
s136-starts = Starts when the person arrives at the first place of safety
s136-not-running = Not running
s136-ends = Ends
s136-left = { $time } left
s136-past = The 24-hour limit passed at { $time }. Get senior advice now
s136-more-time = More time: only by the doctor, up to 12 hours more, for the person's condition
s136-moved-hint = Going to another place of safety does not restart the 24 hours
s136-tag-used = Section 136 used { $time }
s136-tag-ends = Section 136 ends { $time }
s136-tag-past = Section 136 limit passed { $time }
s136-tag-ended = Assessment finished { $time }
s136-tag-not-used = Section 136: not used

## outcome

outcome-title = Outcome
outcome-open-for = { $reference }, open { $time }
outcome-question = How did it end?
outcome-missing = Choose how it ended
outcome-follow-up = Follow-up
outcome-before = Before you can close
outcome-nothing-left = Nothing is left to do
outcome-left = { $count ->
    [one] 1 thing left: { $first }
   *[other] { $count } things left. The first: { $first }
  }
outcome-known-police = Known to police was not told. You can close without it.
outcome-known-health = Known to services was not told. You can close without it.
outcome-close = Close incident
outcome-save = Save, keep open
outcome-closed-told = Incident closed
outcome-saved-told = Outcome saved
outcome-reopen = Reopen incident
outcome-reopen-why = Why is it opened again?
outcome-reopen-missing = Say why it is opened again

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
