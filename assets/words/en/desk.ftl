# the desk: the queue, who has what, advice to officers
queue-summary = { $count } open, { $late } late. Longest { $longest }
queue-wait = Wait
queue-grade = Grade
queue-what = What and where
queue-risk = Risk
queue-has = Who has it
queue-nobody = Nobody
queue-also = { $who }. Also claimed: { $also }
queue-late = { $time } late
queue-soon = { $time } soon
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
