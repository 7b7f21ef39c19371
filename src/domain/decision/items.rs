//! Which items may cross at all, which a duty compels, and which bear on what police tell for.

use super::facts::{Direction, DutyKind, Facts, ItemCategory as Item, Purpose, Recipient};

/// What is left of the items, what was taken out, and the red line that was touched.
#[derive(Debug, Clone, Default)]
pub(super) struct Sifted {
    pub(super) left: Vec<Item>,
    pub(super) out: Vec<Item>,
    pub(super) red_line: Option<&'static str>,
    pub(super) reasons: Vec<String>,
}

/// Whether police receive it, by the direction or by who the receiver is.
pub(super) fn to_police(facts: &Facts) -> bool {
    facts.disclosure.direction == Direction::HealthToPolice
        || facts.disclosure.recipient == Recipient::PoliceOfficer
}

/// Whether health discloses.
pub(super) fn from_health(facts: &Facts) -> bool {
    matches!(
        facts.disclosure.direction,
        Direction::HealthToPolice | Direction::HealthToOther
    )
}

/// Whether the receiver looks after the person's health.
pub(super) fn clinical(recipient: Recipient) -> bool {
    matches!(
        recipient,
        Recipient::Nurse | Recipient::Ambulance | Recipient::Hospital | Recipient::Gp
    )
}

/// Takes out what may never cross that way (red lines RL2 to RL4), and what would name the person where nobody is to
/// be identified.
pub(super) fn sift(facts: &Facts) -> Sifted {
    let mut sifted = Sifted::default();
    for &item in &facts.disclosure.items {
        if sifted.left.contains(&item) || sifted.out.contains(&item) {
            continue;
        }
        match never(facts, item) {
            None => sifted.left.push(item),
            Some((code, why)) => {
                sifted.out.push(item);
                sifted.red_line = sifted.red_line.or(code);
                sifted.reasons.push(why.to_owned());
            }
        }
    }
    sifted
}

fn never(facts: &Facts, item: Item) -> Option<(Option<&'static str>, &'static str)> {
    let recipient = facts.disclosure.recipient;
    let to_clinic = facts.disclosure.direction == Direction::PoliceToHealth || clinical(recipient);
    match item {
        Item::WholeRecord => Some((
            Some("RL2"),
            "A whole record never crosses. Pick the few words that are needed; an order for a record is answered by the record holder.",
        )),
        Item::NhsNumber if !from_health(facts) => Some((
            Some("RL4"),
            "Police hold no NHS number, so they have none to give.",
        )),
        Item::NhsNumber if to_police(facts) => Some((Some("RL4"), "An NHS number is never given to police.")),
        Item::NhsNumber if !facts.disclosure.identifiable || !may_have_nhs_number(recipient) => {
            Some((Some("RL4"), "An NHS number is for health and care services only."))
        }
        Item::Intelligence if to_clinic => Some((
            Some("RL3"),
            "Police intelligence never crosses to the clinical side.",
        )),
        Item::Intelligence if !may_have_intelligence(recipient) => Some((
            None,
            "Police intelligence goes to police, a council, a court or a coroner, and to nobody else.",
        )),
        Item::Address | Item::ContactDetails if !facts.disclosure.identifiable => Some((
            None,
            "An address or a telephone number can name the person, so it is not anonymous.",
        )),
        Item::PresentationAndRisk
        | Item::CrisisPlan
        | Item::KnownToService
        | Item::MedicationCritical
        | Item::Allergy
        | Item::Diagnosis
        | Item::History
        | Item::Address
        | Item::ContactDetails
        | Item::NhsNumber
        | Item::WeaponsMarker
        | Item::ViolenceMarker
        | Item::BailConditions
        | Item::SpentConvictions
        | Item::Intelligence
        | Item::CounsellingNotes
        | Item::Counts => None,
    }
}

/// Who may have an NHS number from health, beside health services themselves (red line RL4).
pub fn may_have_nhs_number(recipient: Recipient) -> bool {
    clinical(recipient)
        || matches!(
            recipient,
            Recipient::LocalAuthority | Recipient::Court | Recipient::Coroner
        )
}

/// Who may have police intelligence at all, whatever the person agreed to.
fn may_have_intelligence(recipient: Recipient) -> bool {
    matches!(
        recipient,
        Recipient::PoliceOfficer | Recipient::LocalAuthority | Recipient::Court | Recipient::Coroner
    )
}

/// What a duty compels; `None` where its wording sets no list (an order, a notice).
pub(super) fn compelled(kind: DutyKind) -> Option<&'static [Item]> {
    match kind {
        // FGM Act 2003 s5B(5): who the girl is and why the report is made.
        DutyKind::FgmDisclosed => Some(&[Item::PresentationAndRisk, Item::Address, Item::ContactDetails]),
        // Terrorism Act 2000 s38B: what may materially help.
        DutyKind::Terrorism => Some(&[
            Item::PresentationAndRisk,
            Item::KnownToService,
            Item::History,
            Item::Address,
            Item::ContactDetails,
            Item::WeaponsMarker,
            Item::ViolenceMarker,
            Item::BailConditions,
            Item::Intelligence,
        ]),
        // Road Traffic Act 1988 s172(2)(b): who was driving, nothing clinical.
        DutyKind::DriverIdentityRequest => Some(&[Item::Address, Item::ContactDetails]),
        // Notification Regulations 2010: the person and the disease.
        DutyKind::NotifiableDisease => Some(&[
            Item::PresentationAndRisk,
            Item::Diagnosis,
            Item::Address,
            Item::ContactDetails,
            Item::NhsNumber,
        ]),
        // 2014 Act ss128, 130, Care Act s45 and Children Act 2004 s16LA: what bears on the risk or the enquiry.
        DutyKind::AdultAtRiskReportWales
        | DutyKind::ChildAtRiskReportWales
        | DutyKind::SafeguardingBoardRequest
        | DutyKind::ChildWelfareShare => Some(&[
            Item::PresentationAndRisk,
            Item::CrisisPlan,
            Item::KnownToService,
            Item::MedicationCritical,
            Item::Diagnosis,
            Item::History,
            Item::Address,
            Item::ContactDetails,
            Item::NhsNumber,
            Item::WeaponsMarker,
            Item::ViolenceMarker,
            Item::BailConditions,
        ]),
        // Crime and Policing Act 2026: what is suspected, of whom, and who the child is.
        DutyKind::ChildAbuseReport => Some(&[
            Item::PresentationAndRisk,
            Item::KnownToService,
            Item::History,
            Item::Address,
            Item::ContactDetails,
        ]),
        DutyKind::CourtOrderSeen | DutyKind::CoronerNotice => None,
        DutyKind::FgmSuspected | DutyKind::CourtOrderClaimed => Some(&[]),
    }
}

/// Markers and conditions that police hold: not given in confidence by the person.
pub(super) fn police_fact(item: Item) -> bool {
    matches!(
        item,
        Item::WeaponsMarker | Item::ViolenceMarker | Item::BailConditions
    )
}

/// Whether a purpose is a policing purpose or somebody's safety. Early help under the agreement is safeguarding. A duty
/// that was stated and does not bind is no purpose: what is only claimed opens nothing.
fn policing_or_safety(facts: &Facts) -> bool {
    match facts.disclosure.purpose {
        Purpose::LegalDuty => facts.duty.kind.is_none(),
        Purpose::SafetyOfPerson
        | Purpose::SafetyOfOthers
        | Purpose::StaffSafety
        | Purpose::SafeguardingChild
        | Purpose::SafeguardingAdult
        | Purpose::PreventSeriousCrime
        | Purpose::InvestigateCrime => true,
        Purpose::DirectCare
        | Purpose::HousingEligibility
        | Purpose::Statistics
        | Purpose::Advice
        | Purpose::Other => false,
    }
}

/// Whether an item that police hold bears on what they tell it for. Care alone is no policing purpose; care where
/// serious harm is likely protects life.
pub(super) fn bears(item: Item, facts: &Facts) -> bool {
    let recipient = facts.disclosure.recipient;
    let purpose = facts.disclosure.purpose;
    let grave = facts.harm.serious && facts.harm.likely || facts.emergency.real_and_immediate_threat_to_life;
    let care_to_save = purpose == Purpose::DirectCare && grave;
    let safety = policing_or_safety(facts) || care_to_save;
    let care = care_to_save
        || matches!(
            purpose,
            Purpose::SafetyOfPerson | Purpose::SafeguardingChild | Purpose::SafeguardingAdult
        );
    match item {
        Item::WeaponsMarker | Item::ViolenceMarker | Item::BailConditions => safety,
        Item::PresentationAndRisk | Item::KnownToService | Item::Address | Item::ContactDetails => {
            safety || care
        }
        Item::CrisisPlan => care || purpose == Purpose::SafetyOfOthers || purpose == Purpose::StaffSafety,
        Item::MedicationCritical | Item::Allergy | Item::Diagnosis | Item::NhsNumber => care,
        // A past is not today's risk. A court, a coroner and a child-protection team may need it.
        Item::History => {
            safety
                && matches!(
                    recipient,
                    Recipient::LocalAuthority | Recipient::Court | Recipient::Coroner
                )
        }
        Item::Intelligence => {
            safety && matches!(recipient, Recipient::PoliceOfficer | Recipient::LocalAuthority)
        }
        Item::WholeRecord | Item::SpentConvictions | Item::CounsellingNotes | Item::Counts => false,
    }
}

/// The least that an emergency may carry at once: what helps to save a life now. A past, a bail condition and
/// intelligence wait for the rest of the record. A relative has only what lets them help.
pub(super) fn minimum(item: Item, recipient: Recipient) -> bool {
    let helps_anybody = matches!(
        item,
        Item::PresentationAndRisk | Item::MedicationCritical | Item::Address | Item::ContactDetails
    );
    let helps_a_service = matches!(
        item,
        Item::CrisisPlan
            | Item::KnownToService
            | Item::Allergy
            | Item::Diagnosis
            | Item::NhsNumber
            | Item::WeaponsMarker
            | Item::ViolenceMarker
    );
    helps_anybody || (helps_a_service && recipient != Recipient::Relative)
}
