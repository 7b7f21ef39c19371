# What each code of a decision is called on the page that explains it: the name of the list, then the code.

purpose-safety-of-person = the person's safety
purpose-safety-of-others = somebody else's safety
purpose-staff-safety = the safety of the crew and other staff
purpose-direct-care = the person's care
purpose-safeguarding-child = to protect a child
purpose-safeguarding-adult = to protect an adult at risk
purpose-prevent-serious-crime = to prevent or stop a serious crime
purpose-investigate-crime = to deal with a crime
purpose-legal-duty = a duty in law
purpose-housing-eligibility = whether the person can be housed
purpose-statistics = counts from which nobody can be identified
purpose-advice = advice that names nobody
purpose-other = another purpose

direction-health-to-police = from health to police
direction-police-to-health = from police to health
direction-health-to-other = from health to somebody outside the crew
direction-police-to-other = from police to somebody outside the crew

recipient-police-officer = police officer
recipient-nurse = nurse
recipient-ambulance = ambulance crew
recipient-local-authority = local authority
recipient-hospital = hospital
recipient-gp = GP
recipient-voluntary-partner = charity or other voluntary partner
recipient-court = court
recipient-coroner = coroner
recipient-immigration-enforcement = immigration enforcement
recipient-other-government = another department of government
recipient-media = press and broadcasters
recipient-relative = relative or friend
recipient-solicitor = solicitor
recipient-insurer = insurer

duty-fgm-disclosed = FGM of a girl under 18, told or seen at work (FGM Act 2003 s5B)
duty-fgm-suspected = FGM suspected only: no duty to report under FGM Act 2003 s5B
duty-terrorism = Terrorism (Terrorism Act 2000 s38B)
duty-driver-identity-request = Who drove (Road Traffic Act 1988 s172)
duty-court-order-seen = A court order, seen
duty-court-order-claimed = A court order that was spoken of and not seen
duty-coroner-notice = A coroner's notice
duty-adult-at-risk-report-wales = Adult at risk, Wales (Social Services and Well-being (Wales) Act 2014 s128)
duty-child-at-risk-report-wales = Child at risk, Wales (Social Services and Well-being (Wales) Act 2014 s130)
duty-notifiable-disease = A disease that must be notified
duty-child-abuse-report = A suspected sexual offence against a child (Crime and Policing Act 2026)
duty-child-welfare-share = A child's welfare (Children Act 2004 s16LA)
duty-safeguarding-board-request = A safeguarding board's request (Care Act 2014 s45)

item-presentation-and-risk = how the person presents, and the risk
item-crisis-plan = what the crisis plan says to do
item-known-to-service = known to services, or not
item-medication-critical = medicine that matters now
item-allergy = allergy
item-diagnosis = diagnosis
item-history = what happened earlier
item-whole-record = a whole record
item-address = address
item-nhs-number = NHS number
item-weapons-marker = weapons marker
item-violence-marker = violence marker
item-bail-conditions = bail or order conditions
item-spent-convictions = spent convictions
item-intelligence = police intelligence
item-contact-details = how to reach somebody
item-counselling-notes = counselling notes
item-counts = counts

why-unsafe = asking would have been unsafe
why-no-time = there was no time
why-absent = the person was not there
why-would-prejudice = asking would have spoilt the purpose
why-unresponsive = the person could not answer
why-not-said = nobody said why

refused-not-needed = not needed
refused-not-agreed = not agreed, and nothing outweighs that
refused-could-add-harm = sharing could add harm
refused-need-advice = advice is needed first
refused-other = another reason

not-told-adds-to-danger = Telling would add to the danger
not-told-would-prejudice = Telling would spoil what the sharing is for
not-told-cannot-be-told = The person cannot take it in, or cannot be reached
not-told-other = Another reason

adviser-senior = senior on call
adviser-caldicott-guardian = Caldicott Guardian
adviser-information-governance = information governance
adviser-legal = lawyer

sure-high = seen, or from a checked record
sure-medium = told by the person, or not checked
sure-low = a view, or somebody else's report

task-brief-coordinator-or-gp = Brief the care coordinator or GP
task-tell-the-person = Tell the person
task-tell-the-person-later = Tell the person later
task-complete-record = Complete the record
task-report-by-duty-deadline = Report before the duty's deadline
task-report-to-governance-lead = Report to the governance lead
task-send-correction = Send a correction
task-ask-again = Ask the person again

crime-serious = serious
crime-not-serious = not serious enough

harmed-self = the person
harmed-others = somebody else
harmed-child = a child
harmed-staff = the crew or other staff

# Lines whose words in the window speak to whoever fills them in.
line-discloser-number = Collar number or professional registration
line-capacity-explained = What was explained, and how
line-capacity-help = The help that was given
line-capacity-evidence = What was seen or heard for each ability
line-capacity-belief = What the belief rests on
line-against-person = Harm to the person from sharing
line-against-trust = Harm to trust, and to the work with them
line-other-ways = Other ways that were considered
line-risk-practitioner = Risk to whoever shared
line-parent-name = Parent: name, relation, how that is known
line-capacity-again = Was capacity looked at again?
line-life-option = What else was considered
line-victim-held = Why police believed that it was held
line-third-party-said = Somebody else told some of it: could it go on?
regime-law-enforcement = law enforcement (Data Protection Act 2018 Part 3)
regime-general = general purposes (Data Protection Act 2018 Part 2)
held-as-suspect = a suspect
held-as-convicted = convicted of an offence
held-as-victim = a victim
held-as-witness = a witness
held-as-other = none of suspect, convicted, victim or witness

corrected-factual-error = it was wrong
corrected-late-entry = it became known only then
corrected-identity-merge = it was about somebody else
corrected-clinical-correction = clinical correction
corrected-subject-dispute = the person disputes it
corrected-court = a court ordered it

withdrawn-consent-withdrawn = the person took back their agreement
withdrawn-no-longer-needed = no longer needed
withdrawn-shared-in-error = it should not have been shared

telling-phone = by phone
telling-in-person = face to face
telling-secure-email = by secure email
telling-letter = by letter
telling-radio = by radio
