# the desk: the queue, who has what, advice to officers
queue-summary = { $count } open, { $late } late. Longest { $longest }
queue-wait = Wait
queue-grade = Grade
queue-what = What and where
queue-risk = Risk
queue-known = Known?
queue-known-yes = yes
queue-known-no = no
queue-known-unchecked = could not check
queue-known-police = Police: { $answer }
queue-known-health = Health: { $answer }
queue-known-both = Both: { $answer }
queue-known-open = Not told yet
queue-find = Find in the queue
queue-next-grade = Give a grade
queue-next-known = Check records
queue-next-holder = Nobody has it
queue-next-risk = Agree the risk
filter-words = Place, person, number or who has it
filter-all = All
filter-nobody = Nobody
filter-here = This desk
filter-others = Others
filter-shown = { $shown } shown, { $hidden } left out
filter-late = { $count ->
        [one] One late incident is left out
       *[other] { $count } late incidents are left out
    }
filter-close = Show all
queue-has = Who has it
queue-nobody = Nobody
queue-also = { $who }. Also claimed: { $also }
queue-late = { $time } late
queue-soon = { $time } soon
queue-attended = Scene { $time }
queue-late-told = { $count ->
        [one] One more is late
       *[other] { $count } more are late
    }
queue-changes = { $count ->
        [one] One change. Update
       *[other] { $count } changes. Update
    }
grade-immediate = Immediate
grade-priority = Priority
grade-scheduled = Scheduled
grade-advice = Advice
grade-open = Not graded
claim-take = Take it
claim-release = Give it back
claim-held = { $who } has it, { $station }, since { $time }
claim-also = { $who } at { $station } claimed it as well, at { $time }. The first claim counts until they agree otherwise.
command-advise = Advise officers
command-find = Find in this page
command-next-pane = Next part of the window
command-previous-pane = Previous part of the window
command-next-shift = For the next shift
pane-top = Top bar
pane-message = Message
pane-page = Page
pane-sections = Sections
pane-buttons = Main buttons
pane-queue = Queue
pane-incident = Incident
next-shift-title = For the next shift
next-shift-open = { $count } open
next-shift-hint = What is open, and what is closed with something left on it. Handovers and tasks are those of your side.
next-shift-hint-shared = What is open, and what is closed with something left on it. From a seat the list has that side's handovers and tasks too.
next-shift-none = Nothing is open, and nothing is left to do
next-shift-left = What is left
next-shift-nothing-left = Nothing but to close it
next-shift-more = { $count } left. { $first }
left-detained = Detained: the 24 hours end at { $time }
left-detained-travel = Detained, and not at a place of safety yet
left-held = Detained until { $time } at most, with { $who }. Record the end when you know it
left-held-past = The limit passed { $time }, and no end is recorded. The person was with { $who }
left-held-open = Detained, with { $who }
left-danger = Finish the reason for the { $time } danger share
left-stays = Police stay at the hospital, asked at { $time }
left-advice = What was done on the { $time } advice to { $to } is not known yet
left-handover-open = The { $time } handover is not accepted yet
left-handed-over = { $who } took it over at { $time }
left-nobody = nobody yet
left-by-police = { $who }, police
left-by-health = { $who }, health
left-due = { $what }, by { $time }
left-marker = Look at the marker again: { $what }, due { $day }
left-outcome = Say how it ended
command-next-incident = Next in the queue
command-previous-incident = Previous in the queue
queue-end = There is nothing further in the queue
advise-title = Advise officers
advise-hint = What to do, in words that help now. Anything from the person's record is a share: F7.
advise-to = Whom do you advise?
advise-to-hint = Call sign or name
advise-way = How?
advise-advised = What you advised
advise-understood = What they said they understood
advise-agreed = Do they agree?
advise-yes = They agree
advise-partly = They agree in part
advise-no = They do not agree
advise-done = What was done
advise-done-hint = This can wait
advise-save = Record the advice
advise-told = The advice is recorded
advise-before = Advised before
advise-line = { $time } to { $to }, { $how }
advise-back = Said back: { $words }
advise-was-done = Done: { $words }
advise-add = Add what was done
todo-advice = Say what was done on the { $time } advice to { $to }
advise-to-missing = Write whom you advised
advise-advised-missing = Write what you advised
advise-understood-missing = Ask them to say it back, and write what they said
advise-agreed-missing = Say whether they agree

# pages of supervisors and governance leads, as the palette lists them
page-people = People
page-invite = Invite somebody
page-agreement = Sharing agreement
page-partnership = The partnership's questions
page-keys = Keys
page-recovery = Recovery codes
page-disposal = Destroy what has run out
page-backup = Backups
page-devices = Devices and receipts
page-month = The month
page-baseline = Compare and count
page-export = Export the month

# follow-ups that both sides see
follow-give = Who does it, and by when
follow-end = It ended
follow-name = { $what }: { $task }
follow-owner = Who does it
follow-due = By when
follow-due-hint = Within 24 hours, for example 10:00. This can stay empty.
follow-how = How did it end?
follow-done = Done
follow-not-reached = Nobody was reached
follow-not-needed = No longer needed
follow-passed-on = Passed on
follow-ended = { $how }, { $who }, { $time }
follow-owner-missing = Write a name or a role
follow-due-wrong = Write a time within 24 hours, for example 10:00
follow-how-missing = Choose how it ended
outcome-unowned = { $count ->
        [one] One follow-up has nobody who does it yet
       *[other] { $count } follow-ups have nobody who does them yet
    }
