# Several laptops of one log: joining, enrolling, files between them, taking one out.
file-missing = Write where the file is, or drop it on the window
file-whole = Write the whole path, from the first folder on
file-drop = A file can also be dropped on this window

set-up-other = Join with this laptop, or put a backup back
laptop-title = This laptop
laptop-what = What is it to become?
laptop-join = One more laptop of a partnership that exists
laptop-join-hint = It makes a request. A governance lead answers it on a laptop that is there already
laptop-restore = The vault of a backup
laptop-restore-hint = Everything in it is checked first
laptop-what-missing = Choose one of the two
laptop-name = Name of this laptop
laptop-name-hint = What people call it, for example TR-08
laptop-name-missing = Write a name for this laptop
laptop-request = Where the request goes
laptop-request-hint = A new file, for example on a memory stick. It holds nothing secret
laptop-ask = Make the request
laptop-wait-title = Waiting for the answer
laptop-wait-how = Carry the request to a governance lead's laptop. There it is taken in on the page Devices, with this code, read from here and not from the file:
laptop-code = Code of this laptop, { $name }
laptop-answer = The answer
laptop-answer-hint = The file that the other laptop wrote
laptop-answer-code = The code that the other laptop shows
laptop-code-missing = Write the code that stands on the other laptop's screen
laptop-finish = Take the answer in
laptop-again = Begin anew
laptop-again-title = Begin anew?
laptop-again-explain = The answer to the earlier request will open nothing
laptop-checking = Checking every entry
laptop-restore-title = Put a backup back
laptop-restore-explain = It opens for any member who is in it. Afterwards it can be read at once; a governance lead makes this laptop a device of its own before anybody writes.
laptop-backup = The backup
laptop-put-back = Check it and put it back
laptop-enrolled = This laptop is part of the log: { $count ->
        [one] one entry
       *[other] { $count } entries
    }, all checked
laptop-stop = Stop

enrol-open = Enrol a laptop
enrol-title = Enrol a laptop
enrol-explain = The new laptop makes a request and shows a code. Read the code from its screen, or have it read out to you. Whoever swapped the request on the way would have another code.
enrol-request = The request
enrol-request-hint = The file that the new laptop wrote
enrol-code = The code on the new laptop's screen
enrol-code-missing = Write the code that stands on the new laptop's screen
enrol-answer = Where the answer goes
enrol-answer-hint = A new file. Only the new laptop can open it
enrol-do = Enrol it
enrol-done-title = Enrolled
enrol-done-how = Carry the answer to the new laptop. It asks for this code, read from here:
enrol-done-code = Code of the answer
enrol-done-file = { $file }, { $count ->
        [one] one entry
       *[other] { $count } entries
    }, sealed
enrol-done = Done

carry-open = Files between laptops
carry-title = Files between laptops
carry-explain = Laptops meet by sealed files, in any order and any number of times. Only members of this log can open one. Nothing is taken in that is not as it was signed.
carry-write = Write a file
carry-for = For
carry-for-all = Any laptop, everything
carry-for-one = { $name }, what it is not known to have
carry-for-missing = Choose whom the file is for
carry-to = Where it goes
carry-to-hint = A new file, for example on a memory stick
carry-do-write = Write it
carry-written = Written: { $file }, { $count ->
        [one] one entry
       *[other] { $count } entries
    }
carry-admit = Take a file in
carry-from = The file
carry-from-hint = One that another laptop wrote
carry-do-admit = Take it in
carry-working = Checking and taking over
carry-came = { $new ->
        [0] Nothing new came
        [one] One new entry came
       *[other] { $new } new entries came
    }, { $known } were here already
carry-waiting = { $count ->
        [one] One entry waits
       *[other] { $count } entries wait
    } for others that are missing. Ask the other laptop for a file with everything
carry-passphrases = { $count ->
        [one] One passphrase was
       *[other] { $count } passphrases were
    } changed on another laptop. The new one counts here now
carry-fork = { $name } wrote its history twice. Both are kept, and nothing more of it is taken in. Tell the other organisation's lead
carry-superseded = Others have seen more of this laptop than is here: this folder is an older copy of it. It can be read; see Devices

devices-press = Press a laptop to take it out of the log
devices-out-title = Take { $name } out of the log?
devices-out-does = It may write no longer. What it wrote before it learns this is kept and marked. That it was taken out is an entry with your name.
devices-out-cannot = Keys that were open on it stay known to whoever has it. Renew the keys afterwards, on the page Keys.
devices-out = Take it out
devices-out-done = Taken out. Renew the keys if somebody may have it
devices-renew-why = This folder is an older copy of its laptop, for example from a backup. It can be read. To write again it becomes a laptop of its own.
devices-renew-out = This laptop was taken out of the log on another one. It can be read. If that was a mistake, make it a laptop of its own; then it may write again.
devices-renew = Make it a laptop of its own
devices-renewed = This laptop is called { $name } from now on and may write
