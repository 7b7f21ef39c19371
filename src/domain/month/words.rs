//! The codes and labels of the month's tables. Constants only: nothing that a person typed can become one.

use serde::Serialize;

use crate::domain::content::{
    Advice, AgeBand, Channel, ConsultedCode, ContactMode, Conveyance, FollowUp, IncidentOutcome, KnownAnswer,
    NotSharedReason, OtherWay, OutsideAsker, PersonTold, PlaceOfSafety, Post, Source, Verdict,
};
use crate::domain::decision::conclusion::{Confidentiality, Outcome};
use crate::domain::decision::facts::Direction;
use crate::domain::role::Side;

/// A code for files and the words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Name {
    /// Kebab-case, as entries write it.
    pub code: &'static str,
    /// For a person.
    pub label: &'static str,
}

/// A code with its words.
pub(super) const fn name(code: &'static str, label: &'static str) -> Name {
    Name { code, label }
}

pub(super) const POSTS: [Post; 2] = [Post::Car, Post::Desk];

pub(super) fn post(post: Post) -> Name {
    match post {
        Post::Car => name("car", "Car"),
        Post::Desk => name("desk", "Control room"),
    }
}

pub(super) fn mode(mode: ContactMode) -> Name {
    match mode {
        ContactMode::FaceToFace => name("face-to-face", "Face to face"),
        ContactMode::FromDesk => name("from-desk", "From the control room, by phone or as advice"),
    }
}

pub(super) fn source(source: Source) -> Name {
    match source {
        Source::Call999 => name("call999", "999 call"),
        Source::Call101 => name("call101", "101 call"),
        Source::Officers => name("officers", "Officers on scene asked"),
        Source::Ambulance => name("ambulance", "Ambulance asked"),
        Source::Health => name("health", "Health service asked"),
        Source::Encounter => name("encounter", "The crew came across it"),
        Source::Other => name("other", "Something else"),
    }
}

pub(super) fn outcome(outcome: IncidentOutcome) -> Name {
    match outcome {
        IncidentOutcome::FamilyOrFriend => name("family-or-friend", "Left with family or a friend"),
        IncidentOutcome::HomeWithAdvice => name("home-with-advice", "Home, with advice"),
        IncidentOutcome::Gp => name("gp", "GP"),
        IncidentOutcome::CrisisTeam => name("crisis-team", "Crisis team"),
        IncidentOutcome::EmergencyDepartment => name("emergency-department", "Emergency department"),
        IncidentOutcome::Section136 => name("section136", "Section 136 used"),
        IncidentOutcome::Arrested => name("arrested", "Arrested"),
        IncidentOutcome::NotFound => name("not-found", "Not found"),
        IncidentOutcome::Other => name("other", "Something else"),
    }
}

pub(super) fn follow_up(follow_up: FollowUp) -> Name {
    match follow_up {
        FollowUp::TellGp => name("tell-gp", "Tell the GP"),
        FollowUp::TellCoordinator => name("tell-coordinator", "Tell the care coordinator"),
        FollowUp::Safeguarding => name("safeguarding", "Safeguarding referral"),
        FollowUp::FrequentCaller => name("frequent-caller", "Frequent-caller review"),
        FollowUp::CallBack => name("call-back", "Ring the person back"),
    }
}

pub(super) fn seat(side: Side) -> Name {
    match side {
        Side::Police => name("police", "Police seat"),
        Side::Health => name("health", "Nurse's seat"),
    }
}

pub(super) fn asker(asker: OutsideAsker) -> Name {
    match asker {
        OutsideAsker::Court => name("court", "A court or coroner"),
        OutsideAsker::Solicitor => name("solicitor", "A solicitor"),
        OutsideAsker::Insurer => name("insurer", "An insurer"),
        OutsideAsker::Family => name("family", "A relative or friend"),
        OutsideAsker::Media => name("media", "Press or broadcaster"),
        OutsideAsker::OtherDepartment => name("other-department", "Another department or public body"),
        OutsideAsker::ImmigrationEnforcement => name("immigration-enforcement", "Immigration enforcement"),
        OutsideAsker::Other => name("other", "Somebody else"),
    }
}

pub(super) fn verdict(verdict: Verdict) -> Name {
    match verdict {
        Verdict::AsExpected => name("as-expected", "As expected"),
        Verdict::Ask => name("ask", "The person was asked why"),
        Verdict::Concern => name("concern", "A concern for the data lead"),
    }
}

pub(super) fn direction(direction: Direction) -> Name {
    match direction {
        Direction::HealthToPolice => name("health-to-police", "Nurse to officer"),
        Direction::PoliceToHealth => name("police-to-health", "Officer to nurse"),
        Direction::HealthToOther => name("health-to-other", "Nurse to somebody else"),
        Direction::PoliceToOther => name("police-to-other", "Officer to somebody else"),
    }
}

pub(super) fn ground(ground: Confidentiality) -> Name {
    match ground {
        Confidentiality::Consent => name("consent", "The person agreed"),
        Confidentiality::CarePlanConsent => name("care-plan-consent", "Agreed earlier, in the care plan"),
        Confidentiality::BestInterests => name("best-interests", "Could not decide; best for the person"),
        Confidentiality::PublicInterestHarm => name(
            "public-interest-harm",
            "Without agreement, to prevent serious harm",
        ),
        Confidentiality::PublicInterestCrime => name(
            "public-interest-crime",
            "Without agreement, because of serious crime",
        ),
        Confidentiality::StatutoryDuty => name("statutory-duty", "The law requires it"),
        Confidentiality::CourtOrder => name("court-order", "Court order"),
        Confidentiality::NotConfidential => name("not-confidential", "Not confidential"),
        Confidentiality::None => name("none", "No ground"),
    }
}

pub(super) fn not_shared(reason: NotSharedReason) -> Name {
    match reason {
        NotSharedReason::NotNeeded => name("not-needed", "Not needed"),
        NotSharedReason::NotAgreed => name("not-agreed", "Not agreed, and nothing outweighs that"),
        NotSharedReason::CouldAddHarm => name("could-add-harm", "Sharing could add harm"),
        NotSharedReason::NeedAdvice => name("need-advice", "Advice is needed first"),
        NotSharedReason::Other => name("other", "Another reason"),
    }
}

pub(super) const RULINGS: [Outcome; 6] = [
    Outcome::Share,
    Outcome::ShareNowCompleteLater,
    Outcome::DoNotShare,
    Outcome::Escalate,
    Outcome::Blocked,
    Outcome::Incomplete,
];

pub(super) fn ruling(outcome: Outcome) -> Name {
    match outcome {
        Outcome::Share => name("share", "May be shared"),
        Outcome::ShareNowCompleteLater => name("share-now-complete-later", "Share now, complete later"),
        Outcome::DoNotShare => name("do-not-share", "Not justified"),
        Outcome::Escalate => name("escalate", "Needs a senior view"),
        Outcome::Blocked => name("blocked", "A red line"),
        Outcome::Incomplete => name("incomplete", "An answer was missing"),
    }
}

pub(super) const TOLD: [PersonTold; 4] = [
    PersonTold::Yes,
    PersonTold::Later,
    PersonTold::No,
    PersonTold::NotYetRecorded,
];

pub(super) fn told(told: PersonTold) -> Name {
    match told {
        PersonTold::Yes => name("yes", "The person knows"),
        PersonTold::Later => name("later", "The person will be told"),
        PersonTold::No => name("no", "Not told: it would add to the danger"),
        PersonTold::NotYetRecorded => name("not-yet-recorded", "Not recorded yet"),
    }
}

pub(super) fn channel(channel: Channel) -> Name {
    match channel {
        Channel::OnScreen => name("on-screen", "On this screen"),
        Channel::InPerson => name("in-person", "In person"),
        Channel::Radio => name("radio", "By radio"),
        Channel::Phone => name("phone", "By phone"),
    }
}

pub(super) const CONSULTED: [ConsultedCode; 3] = [
    ConsultedCode::CrewNurse,
    ConsultedCode::Other,
    ConsultedCode::NotPracticable,
];

pub(super) fn consulted(consulted: ConsultedCode) -> Name {
    match consulted {
        ConsultedCode::CrewNurse => name("crew-nurse", "The crew's nurse"),
        ConsultedCode::Other => name("other", "Somebody else on the statutory list"),
        ConsultedCode::NotPracticable => name("not-practicable", "Not practicable, reason given"),
    }
}

pub(super) const ADVICE: [Advice; 3] = [Advice::Supports, Advice::AnotherWay, Advice::NoView];

pub(super) fn advice(advice: Advice) -> Name {
    match advice {
        Advice::Supports => name("supports", "Supported it"),
        Advice::AnotherWay => name("another-way", "Suggested another way"),
        Advice::NoView => name("no-view", "Gave no view"),
    }
}

pub(super) const OTHER_WAYS: [OtherWay; 7] = [
    OtherWay::WentFreely,
    OtherWay::StayedWithOthers,
    OtherWay::CrisisTeam,
    OtherWay::Ambulance,
    OtherWay::HomeWithAdvice,
    OtherWay::Arrested,
    OtherWay::Other,
];

pub(super) fn other_way(way: OtherWay) -> Name {
    match way {
        OtherWay::WentFreely => name("went-freely", "Went along freely"),
        OtherWay::StayedWithOthers => name("stayed-with-others", "Stayed with family, friends or a carer"),
        OtherWay::CrisisTeam => name("crisis-team", "The crisis team took over"),
        OtherWay::Ambulance => name("ambulance", "Ambulance, for physical care"),
        OtherWay::HomeWithAdvice => name("home-with-advice", "Home with advice"),
        OtherWay::Arrested => name("arrested", "Arrested"),
        OtherWay::Other => name("other", "Something else"),
    }
}

pub(super) const PLACES: [PlaceOfSafety; 6] = [
    PlaceOfSafety::HealthBased,
    PlaceOfSafety::EmergencyDepartment,
    PlaceOfSafety::PrivateHome,
    PlaceOfSafety::Other,
    PlaceOfSafety::PoliceStation,
    PlaceOfSafety::NotKnown,
];

pub(super) fn place(place: PlaceOfSafety) -> Name {
    match place {
        PlaceOfSafety::HealthBased => name("health-based", "Health-based place of safety"),
        PlaceOfSafety::EmergencyDepartment => name("emergency-department", "Emergency department"),
        PlaceOfSafety::PrivateHome => name("private-home", "Private home"),
        PlaceOfSafety::Other => name("other", "Another suitable place"),
        PlaceOfSafety::PoliceStation => name("police-station", "Police station"),
        PlaceOfSafety::NotKnown => name("not-known", "Not known, reason given"),
    }
}

pub(super) const CONVEYANCES: [Conveyance; 6] = [
    Conveyance::Ambulance,
    Conveyance::PoliceVehicle,
    Conveyance::OtherHealthVehicle,
    Conveyance::None,
    Conveyance::Other,
    Conveyance::NotKnown,
];

pub(super) fn conveyance(conveyance: Conveyance) -> Name {
    match conveyance {
        Conveyance::Ambulance => name("ambulance", "Ambulance"),
        Conveyance::PoliceVehicle => name("police-vehicle", "Police vehicle"),
        Conveyance::OtherHealthVehicle => name("other-health-vehicle", "Another health vehicle"),
        Conveyance::None => name("none", "Already at the place of safety"),
        Conveyance::Other => name("other", "Another way, said which"),
        Conveyance::NotKnown => name("not-known", "Not known, reason given"),
    }
}

pub(super) fn known(known: KnownAnswer) -> Name {
    match known {
        KnownAnswer::Known => name("known", "Known"),
        KnownAnswer::NotKnown => name("not-known", "Checked and not known"),
        KnownAnswer::CouldNotCheck => name("could-not-check", "Could not be checked"),
    }
}

pub(super) const SEXES: [Name; 3] = [
    name("female", "Female"),
    name("male", "Male"),
    name("other", "Indeterminate or other"),
];

/// Of a code of either list of sexes; `None` for one that says nothing.
pub(super) fn sex(code: &str) -> Option<Name> {
    let at = match code {
        "F" | "female" => 0,
        "M" | "male" => 1,
        "I" | "other" => 2,
        _ => return None,
    };
    SEXES.get(at).copied()
}

/// Five groups and "not stated" (2001 census, as the NHS Data Dictionary groups its categories).
pub(super) const GROUPS: [Name; 6] = [
    name("white", "White"),
    name("mixed", "Mixed"),
    name("asian", "Asian or Asian British"),
    name("black", "Black or Black British"),
    name("other", "Chinese or any other group"),
    name("not-stated", "Asked, not stated"),
];

/// The group of an NHS ethnic category.
pub(super) fn nhs_group(code: &str) -> Option<Name> {
    let at = match code {
        "A" | "B" | "C" => 0,
        "D" | "E" | "F" | "G" => 1,
        "H" | "J" | "K" | "L" => 2,
        "M" | "N" | "P" => 3,
        "R" | "S" => 4,
        "Z" => 5,
        _ => return None,
    };
    GROUPS.get(at).copied()
}

/// The group of an officer's code at section 136.
pub(super) fn seen_group(code: &str) -> Option<Name> {
    let at = match code {
        "white" => 0,
        "mixed" => 1,
        "asian" => 2,
        "black" => 3,
        "chinese-or-other" => 4,
        "not-stated" => 5,
        _ => return None,
    };
    GROUPS.get(at).copied()
}

pub(super) const FORCE: [Name; 1] = [name("recorded", "Something is written")];

pub(super) const YES_NO: [Name; 2] = [name("yes", "Yes"), name("no", "No")];

pub(super) fn yes_no(code: &str) -> Option<Name> {
    YES_NO.into_iter().find(|known| known.code == code)
}

/// UK Mental Health Triage Scale (Sands, Elsom, Colgate 2015): codes and times.
pub(super) const TRIAGE: [Name; 7] = [
    name("A", "A: at once"),
    name("B", "B: within 4 hours"),
    name("C", "C: within 24 hours"),
    name("D", "D: within 72 hours"),
    name("E", "E: within 4 weeks"),
    name("F", "F: another service"),
    name("G", "G: advice or information only"),
];

pub(super) fn triage(code: &str) -> Option<Name> {
    TRIAGE.into_iter().find(|known| known.code == code)
}

pub(super) const AGES: [Name; 5] = [
    name("under-18", "Under 18"),
    name("18-to-24", "18 to 24"),
    name("25-to-44", "25 to 44"),
    name("45-to-64", "45 to 64"),
    name("65-and-over", "65 and over"),
];

pub(super) fn age(band: AgeBand) -> Name {
    let [child, young, adult, middle, older] = AGES;
    match band {
        AgeBand::Child => child,
        AgeBand::YoungAdult => young,
        AgeBand::Adult => adult,
        AgeBand::Middle => middle,
        AgeBand::Older => older,
    }
}

pub(super) const ADULT: [Name; 2] = [name("under-18", "Under 18"), name("18-and-over", "18 and over")];

pub(super) fn adult(code: &str) -> Option<Name> {
    ADULT.into_iter().find(|known| known.code == code)
}

pub(super) const HANDOVERS: [Name; 2] = [
    name("within-1-hour", "Within an hour of arriving"),
    name("over-1-hour", "After more than an hour"),
];

pub(super) fn handover(code: &str) -> Option<Name> {
    HANDOVERS.into_iter().find(|known| known.code == code)
}

/// How long somebody was kept beyond the permitted period.
pub(super) const LIMITS: [Name; 4] = [
    name("no", "Within the limit"),
    name("under-1", "Up to an hour beyond it"),
    name("1-to-4", "1 to 4 hours beyond it"),
    name("over-4", "More than 4 hours beyond it"),
];

pub(super) fn limit(code: &str) -> Option<Name> {
    LIMITS.into_iter().find(|known| known.code == code)
}

/// How far a use had come when it was recorded last.
pub(super) const STATES: [Name; 8] = [
    name("detained", "Detained, nobody had set out"),
    name("conveyed", "On the way"),
    name("arrived", "At a place of safety, with the police"),
    name("handed-over", "Handed over to health staff"),
    name("extended", "More time given"),
    name("assessed", "Assessed"),
    name("went-missing", "The person was missing"),
    name("ended", "Ended"),
];

pub(super) fn state(code: &str) -> Option<Name> {
    STATES.into_iter().find(|known| known.code == code)
}

/// What came of the assessment: grouped, so that a small group of statuses does not stand alone.
pub(super) const ASSESSED: [Name; 5] = [
    name("admitted-informally", "Admitted informally"),
    name("admitted-detained", "Detained under section 2, 3 or 4"),
    name("community", "Went home: GP, community team or no follow-up"),
    name("no-disorder", "No mental disorder found"),
    name("otherwise", "Ended in another way"),
];

pub(super) fn assessed(code: &str) -> Option<Name> {
    let at = match code {
        "informal-admission" => 0,
        "s2" | "s3" | "s4" => 1,
        "discharged-no-follow-up" | "discharged-gp" | "discharged-community-team" => 2,
        "no-mental-disorder" => 3,
        "general-hospital" | "arrested" | "returned-awol" | "died" | "absconded" | "lapsed-time-limit"
        | "other" => 4,
        _ => return None,
    };
    ASSESSED.get(at).copied()
}
