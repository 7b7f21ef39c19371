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

set-up-step = Step { $step } of { $of }
set-up-together = Who works together?
set-up-nation = Whose law applies?
set-up-nation-missing = Choose England or Wales
set-up-england = England
set-up-wales = Wales
set-up-police = Police force
set-up-police-hint = Its full name, as it stands in the sharing agreement
set-up-police-missing = Write the name of the police force
set-up-health = Health trust or board
set-up-health-hint = Its full name, as it stands in the sharing agreement
set-up-health-missing = Write the name of the trust or board
set-up-partnership = What you call the partnership
set-up-partnership-hint = For example Northmoor street triage
set-up-partnership-missing = Write what you call the partnership
set-up-device = This computer
set-up-device-name = Name of this computer
set-up-device-name-hint = What people call it, for example TR-07
set-up-device-name-missing = Write a name for this computer
set-up-size = Can you read this line at your normal distance?
set-up-size-hint = Choose the size that you read with ease. Ctrl + and Ctrl - change it at any time, until the program ends.
set-up-size-1 = Usual size, for a desk
set-up-size-2 = Larger, for a laptop in a car
set-up-size-3 = Largest
set-up-recovery = Who holds recovery?
set-up-recovery-explain = If everyone in one organisation forgets their passphrase, its two holders together can open that organisation's part of the log. They cannot open the other's.
set-up-recovery-own = Each holder sees only their own code, on a page that they open.
set-up-holder = Holder { $number }, by office
set-up-holder-police-1-missing = Write the office of the force's first holder
set-up-holder-police-2-missing = Write the office of the force's second holder
set-up-holder-health-1-missing = Write the office of the trust's first holder
set-up-holder-health-2-missing = Write the office of the trust's second holder
set-up-office-police-1 = Force information manager
set-up-office-police-2 = Data protection officer
set-up-office-health-1 = Caldicott Guardian
set-up-office-health-2 = Senior information risk owner
set-up-leads = Who are the two governance leads?
set-up-leads-explain = Each lead invites the people of their own organisation. Neither can open the other's records.
set-up-lead-police = Governance lead of the force
set-up-lead-police-hint = As colleagues see the name, for example A Morgan
set-up-lead-police-missing = Write the name of the force's governance lead
set-up-lead-health = Governance lead of the trust
set-up-lead-health-hint = As colleagues see the name, for example R Shah
set-up-lead-health-missing = Write the name of the trust's governance lead
set-up-make = Make the vault
set-up-making = Making the vault
set-up-list-title = Before the first shift
set-up-codes-explain = Give each lead their code, in person. It works once.
set-up-lead = { $name }, governance lead, { $organisation }
set-up-lead-joins = { $lead }, opens the invitation
set-up-joined = Has joined. The code is used up
set-up-joined-already = This lead has joined already
set-up-code-already = This code was made and shown to its holder. It cannot be shown again.
set-up-section-leads = Governance leads
set-up-section-recovery = Recovery holders, each on their own
set-up-section-people = People
set-up-section-agreement = Working together
set-up-recovery-opens = { $office }, { $organisation }, opens their recovery code
set-up-invite-officer = Invite officers
set-up-invite-nurse = Invite nurses
set-up-invite-supervisor-police = Invite police supervisors
set-up-invite-supervisor-health = Invite health supervisors
set-up-agreement = Sharing agreement and advice numbers
set-up-done = Done
set-up-to-do = To do
set-up-can-wait = Can wait
set-up-people-state = { $invited } invited, { $joined } joined
set-up-finish = Finish set-up
set-up-finish-hint = Both leads and all four recovery holders first. The rest can follow later.

agreement-title = Sharing agreement and advice
agreement-hint = With no agreement in force there are no short cuts. Duties and emergencies never wait.
agreement-reference = Reference of the sharing agreement
agreement-reference-hint = Leave empty when none is in force
agreement-reference-missing = Write the reference of the agreement that the clause belongs to
agreement-clause = Clause on telling known or not known
agreement-clause-hint = For example 4.2. Officers then tell it in one press
agreement-police-advice = Police advice, telephone
agreement-health-advice = Health advice, telephone
agreement-advice-hint = Whom to ring when a decision is hard
agreement-save = Save
agreement-saved = The agreement is saved

role-officer = Police officer
role-nurse = Mental-health nurse
role-supervisor-police = Police supervisor
role-supervisor-health = Health supervisor
role-governance-police = Governance lead, police
role-governance-health = Governance lead, health

join-title = Open your invitation
join-explain = Your governance lead gave you a one-time code. Nobody else sees what comes next.
join-code = One-time code
join-code-hint = Five groups. Small letters and blanks are fine
join-code-missing = Type the one-time code
join-shown-title = { $name }, this is your passphrase
join-shown-role = You join as: { $role }
join-passphrase = Your passphrase, shown once
join-write-down = Write it down now and keep it where only you can reach it. Nobody can look it up for you.
join-lost-title = If it is lost
join-lost-crew = Your governance lead invites you again and you get a new one. What you wrote stays; nothing is reset.
join-lost-supervisor = Your governance lead invites you again and you get a new one. Nothing is reset.
join-lost-governance = The recovery holders of your organisation are needed, both of them. Nothing is reset.
join-written = I have written it down
join-back-title = Type it back
join-handle-hint = What you will type to sign in, for example your collar number
join-handle-missing = Choose a handle
join-typed = Passphrase, all five words
join-typed-hint = From your paper
join-typed-missing = Type the five words from your paper
join-show-again = Show the five words again
join-working = Making your keys. About a second
join-finish = Join
join-done-title = { $name }, you have joined
join-done = Your handle is { $handle }. You sign in with it and your passphrase.

recovery-hand-over-title = Hand the computer to: { $office }
recovery-hand-over = Only the { $office } of { $organisation } may see the next page.
recovery-hand-over-alone = Everybody else looks away. Have pen and paper ready.
recovery-show = I am the { $office }. Show my code
recovery-code-title = Your recovery code
recovery-write-down = Write it down, seal the paper, and lock it away. This page is the only place where it ever stands.
recovery-lost = Then { $organisation } can no longer be recovered if all its people forget their passphrases. Day-to-day work goes on as before.
recovery-last = The last group, from your paper
recovery-last-hint = Five characters
recovery-last-differs = That is not the last group of your code. Look at your paper and type it again
recovery-done = I have written it down
recovery-once = It will not be shown again

invite-title = Invite a person to { $organisation }
invite-role = What will they be?
invite-role-missing = Choose what they will be
invite-seat-hint = Records incidents and shares, in their own seat
invite-supervisor-hint = Sees decisions and counts, no names and no notes
invite-governance-hint = Looks after people, agreement and retention
invite-name = Name, as colleagues see it
invite-name-hint = For example PC 4411 Hughes, or J Patel
invite-name-missing = Write their name
invite-make = Make invitation
invite-code-title = Give this code to { $name }
invite-code-explain = In person, on paper. It works once, for 14 days. They open it on this computer and make their own passphrase.
invite-done = Done
invite-another = Invite another person

people-title = People of { $organisation }
people-table = People
people-name = Name
people-role = Role
people-state = State
people-active = Active
people-invited = Invited, not joined yet
people-agreement = Sharing agreement
people-no-agreement = No agreement is in force. Sharing takes a full reason each time.
people-change-agreement = Change the agreement
people-invite = Invite person
people-month = The month
people-log = The log
people-log-hint = Check every entry, signature and page. It takes a moment.
people-verify = Check the log
people-verifying = Checking the log
people-log-good = All { $entries } entries are whole and in order
people-log-bad = { $count } of { $entries } entries do not hold. Keep this computer as it is and tell the other organisation's lead.

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

help-everywhere = These work on every page, also while you type. Everything here is also a button.
help-inside = Inside a page
help-enter = Continue
help-commit = Share, close or end: the button that commits
help-escape = Leave, keep the draft
help-digits = Choose an option; 0 is none of these
help-space = Choose or tick
help-tab = Next field
help-zoom = Larger, smaller, usual size
help-close = Close
palette-field = Type a few letters
palette-hint = A command, a place, a name or a log number. One digit chooses by its place
palette-none = No incident matches. Check the spelling or try the log number.
palette-go = Go
palette-open = Open
palette-closed = Closed
palette-finish = Finish the reason for the { $time } danger share
end-title = End the shift
end-title-office = Sign out
end-open = { $count ->
    [one] 1 incident is still open
   *[other] { $count } incidents are still open
 }
end-open-hint = They stay open and wait for the next shift
end-nothing-open = Nothing is open
end-danger = Reason to finish
end-explain = Both of you are signed out and every PIN is forgotten. Tomorrow starts with the passphrase.
end-explain-office = You are signed out. The counts are put away.
end-now = End shift
end-not = Keep working

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
