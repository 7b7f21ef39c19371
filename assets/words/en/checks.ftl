# checks and reviews: the log, who looked, reviews
checks-open = Checks and reviews
checks-title = Checks and reviews, { $month }
checks-no-content = Who, when and what kind. No words of a note, a person or a decision are on this page; what somebody typed to answer for an override is.
checks-parts = What to look at
checks-part-reviews = Reviews: { $count }
checks-part-looks = Who looked: { $count }
checks-part-log = The log: { $count ->
        [0] well
       *[other] { $count } to do
    }
checks-draw-due = The draw of { $month } is due: until it is made, below, no decision and no opening of that month is picked for a check
checks-nothing-review = Nothing waits for you
checks-log-fine = Nothing is to be done about the log
checks-todo = To do
checks-todo-now = Now
checks-todo-unreadable = A page of the log's file cannot be read: the file is damaged
checks-todo-unreadable-next = Tell both governance leads today. Keep this computer as it is, check the whole log below, and put the last backup back on another one.
checks-todo-findings = { $count ->
        [one] The last check of the whole log found one thing that is not as it was written
       *[other] The last check of the whole log found { $count } things that are not as they were written
    }
checks-todo-findings-next = Tell both governance leads today. Keep this computer as it is and a copy of the vault apart; they check each entry that is named on People, or with tandem verify.
checks-todo-differs-police = The log does not begin with the entries of the police checkpoint
checks-todo-differs-health = The log does not begin with the entries of the trust's checkpoint
checks-todo-differs-next = Tell both governance leads today. Keep the file and this computer as they are: together they show what was changed.
checks-todo-forked = { $device } wrote its history twice
checks-todo-forked-next = Tell both governance leads today. Nothing more of it is taken in; both histories are kept.
checks-todo-never = Nobody has checked the whole log
checks-todo-never-next = Press Check the whole log below. It reads every entry; you can go on working.
checks-todo-check = The whole log was last checked { $days } days ago
checks-todo-none-police = The police hold no checkpoint outside this computer
checks-todo-none-health = The trust holds no checkpoint outside this computer
checks-todo-none-next = One of their supervisors or leads takes one out below, and keeps the file where the other organisation cannot change it
checks-todo-old-police = The checkpoint of the police is { $days } days old
checks-todo-old-health = The checkpoint of the trust is { $days } days old
checks-todo-quiet = { $device } has written nothing that is here for { $days } days
checks-todo-unseen = Nothing that { $device } wrote is here
checks-todo-quiet-next = Ask who has it. Bring its file here, and take one from here to it: { $count ->
        [one] one entry waits
       *[other] { $count } entries wait
    } for it. If it is lost, a governance lead stops it on Devices.
checks-todo-clocks = The clock stood wrong on { $devices }
checks-todo-clocks-next = Set that computer's clock, best by the network. What was written stays as it is; the order of entries does not hang on the clock.
checks-checkpoint = Checkpoints outside this computer
checks-since = { $count ->
        [one] One entry was written since
       *[other] { $count } entries were written since
    }
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
checks-no-devices = None: this log has one laptop
checks-device-last = last wrote { $at }, { $days ->
        [0] today
        [one] one day ago
       *[other] { $days } days ago
    }
checks-device-never = has not written here
checks-device-stopped = stopped or in conflict
checks-device-waits = { $count ->
        [one] One entry of this laptop waits for it: write it a file on Devices
       *[other] { $count } entries of this laptop wait for it: write it a file on Devices
    }
checks-clocks = Clocks
checks-clocks-unreadable = The latest entries could not be read
checks-clocks-fine = Nothing odd in the latest entries
checks-clock-jump = { $device }, entry { $entry }: the clock said { $said } after { $before }
checks-clock-more = and { $count } more
checks-held-police = Held by the police
checks-held-health = Held by the trust
checks-held-none = No checkpoint yet
checks-held-taken = { $count } entries of { $device }, taken out { $at }
checks-held-holds = { $count } entries of { $device }: the log still begins with them, compared { $at }
checks-held-differs = { $count } entries of { $device }: THE LOG DOES NOT HOLD THEM, compared { $at }. Tell both governance leads
checks-checkpoint-why = Each organisation keeps a checkpoint outside this computer. Whoever holds one can show later whether anything before it was changed.
checks-file = File of a checkpoint
checks-file-hint = A new file to take one out; the kept file to compare
checks-file-missing = Enter a file
checks-take = Take a checkpoint out
checks-compare = Compare this checkpoint
checks-taken = The checkpoint is in { $file }. Keep it outside this computer.
checks-holds = The log begins with exactly the entries of that checkpoint
checks-differs = The log does not hold the entries of that checkpoint. Tell both governance leads.
checks-shorter = Entries are missing: { $count } of that device are here
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
checks-find-hint = An incident's reference, for example 26-0098, or a name. Enter asks the whole log, both seats.
checks-who-looked = Who looked at this incident
checks-looked = Incident { $reference }: { $count ->
        [0] nobody looked
        [one] looked at once
       *[other] looked at { $count } times
    }
checks-head-how = How
checks-look-page = Private page
checks-look-register = A register of all incidents
checks-look-extract = Made an extract
checks-look-governance = Opened as governance lead
checks-look-reviewed = With a typed reason, reviewed by the other organisation
checks-openings-how = An opening without a part in it may have a good reason that the log does not know: a colleague asked by radio, or the wrong row was pressed. Ask before you conclude. Spot checks come with the draw of the month.
checks-answer = { $name } answered: { $answer }
checks-note-left = They have left, so nothing can be passed on to them here. Ask outside Tandem if it matters.
checks-answered = Answered
checks-sent = Asked { $at }
checks-read = Read { $at }
checks-more = { $count } more. Type more of the reference or the name.
checks-opening = { $name } opened { $reference }, { $at }, { $seat }
checks-no-part = No part in it
checks-spot = Spot check
checks-part-none = Nothing in the log says why
checks-part-asked = The other side had asked about it
checks-part-worked = On the crew, or wrote of it
checks-part-register = A register, open to everybody of that side: names and words of all incidents
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
checks-cases = To review: { $open }. { $of ->
        [0] Nothing has two findings yet.
       *[other] Of { $of } that two reviewers have looked at, they agree on { $agreed }.
    } Each finds alone; what others found shows after that.
checks-case-despite = Section 136, { $at }, recorded with a reason although: { $rule }
checks-case-stopped = Section 136, { $at }, stopped: { $rule }
checks-case-learnt = Section 136, { $at }, became known: { $rule }
checks-learnt = Nobody could be stopped by it: it became known when the person was there already
checks-nothing-recorded = Nothing was recorded; it is counted that it was tried
checks-case-danger = Danger share by { $whose }, { $reference }, { $at }
checks-case-governance = Record { $reference } opened by a governance lead, { $whose }, { $at }
checks-case-commissioner = Log for the Commissioner taken by a governance lead, { $whose }, { $at }
checks-case-drawn = Decision by { $whose }, { $reference }, { $at }, drawn
checks-danger-open = The reason is not finished
checks-danger-ground = Finished: { $ground }
checks-both = { $what }: you found { $mine }, the other reviewer { $other }
checks-word-add = Add a learning note
checks-word = Learning note to whoever decided
checks-word-hint = It goes with your finding. Their own governance lead passes it on.
checks-notes = Notes and questions for your people
checks-notes-hint = The other organisation's reviewers wrote the notes; your supervisors asked the questions. Your governance lead passes them on, and they appear in that person's own seat.
checks-note = { $name }: { $reference }, { $at }
checks-pass-on = Pass on
checks-waits-lead = Waits for your governance lead
checks-redraw = Draw again and compare
checks-redrawn-same = Drawn again for the reviewers of { $whose }: the same { $count } of { $of }, from the same seed
checks-redrawn-other = Drawn again for the reviewers of { $whose }: NOT the same. Tell both governance leads.
checks-age = { $count ->
        [0] New today
        [one] One day old
       *[other] { $count } days old
    }
checks-code-shared = { $count ->
        [one] Shared: one thing
       *[other] Shared: { $count } things
    }
checks-code-danger = { $count ->
        [one] Told in Danger now: one thing
       *[other] Told in Danger now: { $count } things
    }
checks-code-kept = Not shared: { $reason }
checks-code-asked = The person was asked
checks-code-not-asked = The person was not asked
checks-code-took = It took { $seconds } s, { $check } s of that to check
checks-at-once = The first { $shown } of { $count }; the next come as these are done
checks-no-reason = No reason was typed for it
checks-drawn = { $count } of { $of } decisions were drawn, { $at }. Nobody can draw again.
checks-draw-how = Decisions of the other organisation are drawn. The seed is the log as it stood when the month had ended; nobody chooses it. A receipt or a checkpoint that they took later shows that it was not changed: ask them to read theirs out, or for the file.
checks-size = Entries on the receipt
checks-size-missing = Enter the number of entries on the receipt
checks-code = Its twenty characters
checks-held-file = Or the file of their checkpoint
checks-held-file-hint = In place of the two above: a file that they took out here after the month had ended
checks-draw-title = The draw of { $month }
checks-draw = Draw decisions

# what a governance lead opens
opened-open = Open a record, or the log
opened-title = Open a record, or take the log
opened-not-yours = Only a governance lead opens an organisation's record
opened-hint = Each opening is an entry with your reason. The other organisation's reviewers read the reason; they do not see the record.
opened-record = An incident's record: your side and what is shared
opened-reference = Reference
opened-reference-hint = For example 26-0098
opened-why = Why you open it
opened-why-hint = At least 20 characters. Nothing about the person
opened-do = Open it
opened-shown = Record of { $reference }
opened-commissioner = The log for the Commissioner
opened-commissioner-hint = Section 62 of the Data Protection Act 2018: collection, alteration, consultation, disclosure, combination and erasure by your organisation, with time, who, who received and why. No words of a record are in it.
opened-commissioner-trust = Section 62 binds the police. The trust writes the same lines to answer for what it did (UK GDPR Articles 5(2) and 24).
opened-from = First day
opened-from-hint = For example 2026-04-01
opened-until = Last day
opened-until-hint = For example 2026-04-30
opened-day = Enter a day, for example 2026-04-01
opened-request = Why it is made
opened-request-hint = At least 20 characters, for example the Commissioner's request and its number
opened-folder = New folder
opened-folder-hint = It must not exist yet
opened-make = Write the log
opened-made = The log is in { $folder }

# words of a review, in the seat of whoever they are for
todo-words = { $count ->
        [one] One note from a review to read
       *[other] { $count } notes from reviews to read
    }
words-title = From reviews
words-hint = For you alone. Reading one is an entry; supervisors see that it was read.
words-of-decision = Your decision about { $reference }, { $at }
words-of-opening = Your look at { $reference }, { $at }
words-answer = Your answer
words-answer-hint = At least 20 characters: why you opened it, nothing about the person. Supervisors read it
words-send = Answer
words-read = I have read it
word-good = The reason says all that is needed
word-say-what-you-saw = Next time, say in the reason what you saw or heard
word-say-why-not-less = Next time, say in the reason why less would not have done
word-tell-the-person = The person is to be told as soon as it is safe
word-finish-sooner = The reason of a danger share is due within hours
word-why-opened = Why did you open this page?
