# the law, for a lawyer and whoever looks something up
command-rules = The law and the rule table
rules-open = The law
rules-title = The law as Tandem reads it
rules-about = { $version }, law as at { $day }
rules-this-table = This table: { $adopted }
rules-not-advice = Plain-language rules for your lawyers to check and to change. Not legal advice.
rules-comes-with-program = comes with the program
rules-adopted-by = proposed by { $by }, approved by { $other }, in force since { $day }
rules-find = Find
rules-find-hint = A word, a section or a code, for example "section 136" or "consent"
rules-found = { $count ->
        [one] One entry
       *[other] { $count } entries
    }
rules-none = Nothing in this table has all of these words. Try fewer.
rules-what = What
rules-part = Part
rules-part-tables = Tables of this log
rules-part-red-lines = Red lines
rules-part-bundles = Ready-made situations
rules-part-codes = Code lists
rules-part-numbers = Numbers
rules-part-retention = Retention
rules-part-terms = Terms of 1998
rules-leg-power = Powers and duties
rules-leg-confidentiality = What lifts confidence
rules-leg-data-protection = Data protection
rules-leg-exemption = Exemptions: never a gateway
rules-leg-children = Children and young people
rules-on = On
rules-off = Off
rules-off-not-confirmed = Off: enacted, start date not confirmed. No decision can rest on it.
rules-off-barred = Off: nobody can pick it, and no table can switch it on
rules-red-line-holds = Never lifted
rules-in-force = In force
rules-not-in-force = Not in force
rules-test = Test
rules-force = Strength
rules-force-must = Must share
rules-force-may = May share
rules-force-limit = Limits sharing
rules-force-reference = For reference, not a gateway
rules-who = Who may use it
rules-who-health = health
rules-who-police = police
rules-who-voluntary = voluntary partners
rules-to = From whom to whom
rules-fields = To be recorded
rules-not-for = Does not allow
rules-used-for = Used for
rules-source = Source
rules-dates = In force
rules-dates-unknown = start date not confirmed
rules-dates-throughout = throughout the time this table covers
rules-from = from { $day }
rules-until = until { $day }
rules-nation = Nation
rules-nation-both = England and Wales
rules-nation-england = England only
rules-nation-wales = Wales only
rules-seen = How well the source was seen
rules-seen-public = seen in a public copy of the text
rules-seen-statute = statute cited, not read again for this table
rules-seen-memory = from memory, check before relying on it
rules-seen-unconfirmed = not confirmed, or sources differ
rules-slug = Name in records
rules-what-never = What never happens
rules-basis = Why
rules-health-act = Health's own act
rules-police-act = Police's own act
rules-codes = Codes
rules-number = Value
rules-now = Now
rules-now-enforcement = Now, for law enforcement
rules-years = { $count ->
        [one] one year
       *[other] { $count } years
    }
rules-retention-rule = Rule
rules-keep = Kept for
rules-clock = Counted from
rules-law-as-at = Law as at
rules-adopted = Adopted
rules-digest = SHA-256 of the file
rules-not-the-one-in-force = You are reading a table that is not in force now. Decisions of its day rest on it.
rules-one-is-refused = This program does not use one of the adopted tables. Open it under "Tables of this log" to see why.
rules-refused-so-far = { $count ->
        [one] One rule table was refused, on { $day }.
       *[other] { $count } rule tables were refused, the last on { $day }.
    }
rules-saved = Saved as { $file }
rules-save-page = Save as a page to print
rules-save-file = Save the table's file
rules-read-current = Read the table in force
rules-read-this = Read this table
rules-back-to-list = Back to the list
rules-adopt = Adopt a newer table
rules-adopt-title = Adopt a newer rule table
rules-adopt-how = You propose it. It holds once a governance lead of the other organisation has confirmed it on the page of keys. Decisions already made keep the rules of their day.
rules-adopt-checked = It is checked first: whole, newer than the one in force, all ten red lines unchanged. A table that fails is refused, and the log says that it was tried.
rules-file = The table's file
rules-file-hint = The whole path of a TOML file, from a stick or a folder
rules-file-missing = Write the path of the table's file
rules-file-whole = Write the whole path, from the root or the drive
rules-propose = Propose this table
rules-propose-shipped = Propose the table that the program brings
rules-proposed = Proposed. It holds once the other organisation has confirmed it.
