//! What the record of section 136 or 135 says in words, by a code or by a time: one name for every such line, its form,
//! who may read it, and the part of the record that it stands in.
//!
//! The lines are those of a full record (Mental Health Act 1983 ss135-136C, the Regulations of 2017, the national
//! return, and the Mental Health Units (Use of Force) Act 2018 s12). [`S136Field::ALL`] is the order on paper and on the
//! pages.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::role::Side;

/// How a line is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum S136Form {
    /// Free words.
    Words,
    /// One of these codes.
    Choice(&'static [&'static str]),
    /// A time of day that has been, stored as an instant in UTC.
    Time,
    /// Whole minutes.
    Minutes,
    /// Uses of force, one after another: see [`crate::domain::mha::force`].
    Uses,
}

/// The part of the record that a line stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum S136Part {
    /// The three grounds of s136(1).
    Grounds,
    /// Where the person was found (s136(1A)).
    Found,
    /// The consultation of s136(1C).
    Consulted,
    /// The ambulance, and why it was not one.
    Travel,
    /// The place of safety and what it asks for.
    Place,
    /// What the person was told and what was looked after.
    Care,
    /// The person, as the national return asks.
    Person,
    /// What only the police keep: search, force, camera, property.
    Police,
    /// What only the nurse keeps: findings, who assessed, how it came out.
    Health,
}

impl S136Part {
    /// Every part, in the order of the record.
    pub const ALL: [Self; 9] = [
        Self::Grounds,
        Self::Found,
        Self::Consulted,
        Self::Travel,
        Self::Place,
        Self::Care,
        Self::Person,
        Self::Police,
        Self::Health,
    ];

    /// Whose private half it belongs to; `None` for what both see.
    pub fn side(self) -> Option<Side> {
        match self {
            Self::Police => Some(Side::Police),
            Self::Health => Some(Side::Health),
            Self::Grounds
            | Self::Found
            | Self::Consulted
            | Self::Travel
            | Self::Place
            | Self::Care
            | Self::Person => None,
        }
    }

    /// Its name in the words of the window and of papers.
    pub fn key(self) -> &'static str {
        match self {
            Self::Grounds => "grounds",
            Self::Found => "found",
            Self::Consulted => "consulted",
            Self::Travel => "travel",
            Self::Place => "place",
            Self::Care => "care",
            Self::Person => "person",
            Self::Police => "police",
            Self::Health => "health",
        }
    }
}

const YES_NO: S136Form = S136Form::Choice(&["yes", "no"]);
const KNOWN: S136Form = S136Form::Choice(&["yes", "no", "not-known"]);

macro_rules! fields {
    ($($part:ident { $($(#[$doc:meta])+ $variant:ident $key:literal $form:expr),+ $(,)? })+) => {
        /// One line of the record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum S136Field { $($($(#[$doc])+ #[serde(rename = $key)] $variant),+),+ }

        impl S136Field {
            /// Every line, in the order of the record.
            pub const ALL: &'static [Self] = &[$($(Self::$variant),+),+];

            /// Its name in files and in the words of the window.
            pub fn key(self) -> &'static str {
                match self { $($(Self::$variant => $key),+),+ }
            }

            /// How it is answered.
            pub fn form(self) -> S136Form {
                match self { $($(Self::$variant => $form),+),+ }
            }

            /// Where it stands.
            pub fn part(self) -> S136Part {
                match self { $($(Self::$variant)|+ => S136Part::$part),+ }
            }
        }
    };
}

fields! {
    Grounds {
        /// The person appears to have a mental disorder.
        Disorder "disorder" YES_NO,
        /// They are in immediate need of care or control.
        Need "need" YES_NO,
        /// It is necessary in their interests or to protect others.
        Necessary "necessary" YES_NO,
        /// What was seen and heard.
        GroundsWords "grounds-words" S136Form::Words,
        /// Who detained: constables only.
        Officers "officers" S136Form::Words,
        /// Whether warnings and markers had been read.
        Markers "markers" YES_NO,
        /// Whether the person was held under section 135 or 136 in the 36 hours before.
        HeldBefore "held-before" KNOWN,
    }
    Found {
        /// The class of place where the person was found (s136(1A)).
        FoundClass "found-class" S136Form::Choice(&["public", "workplace", "railway", "rooftop", "communal-area", "hospital", "police-station", "dwelling"]),
        /// Which place.
        FoundAt "found-at" S136Form::Words,
        /// Whether a place was entered to get to the person (s136(1B)).
        Entry "entry" S136Form::Choice(&["none", "without-force", "with-force"]),
    }
    Consulted {
        /// The consulted person's profession: the list of s136(1C) and regulation 8.
        ConsultedRole "consulted-role" S136Form::Choice(&["nurse", "doctor", "amhp", "occupational-therapist", "paramedic"]),
        /// When it began.
        ConsultedFrom "consulted-from" S136Form::Time,
        /// When it ended.
        ConsultedUntil "consulted-until" S136Form::Time,
        /// How.
        ConsultedHow "consulted-how" S136Form::Choice(&["in-person", "phone", "video", "radio"]),
        /// Registration number or organisation.
        ConsultedNumber "consulted-number" S136Form::Words,
        /// Whether the advice was followed.
        Followed "followed" YES_NO,
        /// Why not.
        FollowedNot "followed-not" S136Form::Words,
        /// Whether the crew's nurse was there.
        NursePresent "nurse-present" YES_NO,
    }
    Travel {
        /// Whether an ambulance was asked for.
        Ambulance "ambulance" KNOWN,
        /// When it was asked for.
        AmbulanceAt "ambulance-at" S136Form::Time,
        /// The ambulance service's number.
        AmbulanceNumber "ambulance-number" S136Form::Words,
        /// What became of it.
        AmbulanceCame "ambulance-came" S136Form::Choice(&["came", "refused", "diverted", "too-long"]),
        /// When it arrived.
        AmbulanceArrived "ambulance-arrived" S136Form::Time,
        /// How the person travelled, where that was not as it was meant.
        TravelBy "travel-by" S136Form::Choice(&["ambulance", "police-vehicle", "other-health-vehicle", "none", "other", "not-known"]),
        /// Why a police vehicle.
        PoliceVehicle "police-vehicle" S136Form::Choice(&["not-in-30", "not-requested", "behaviour", "refused", "diverted", "other", "not-known"]),
        /// Why another way, or why it is not known.
        TravelWhy "travel-why" S136Form::Words,
    }
    Place {
        /// Of which class the place of safety is.
        PlaceClass "place-class" S136Form::Choice(&["health-based", "emergency-department", "private-home", "other", "police-station", "not-known"]),
        /// Why an emergency department was the first one.
        WhyEmergency "why-emergency" S136Form::Choice(&["medical", "no-health-place", "other", "not-known"]),
        /// Which place of safety.
        PlaceName "place-name" S136Form::Words,
        /// The agreement that a home or other premises need (s135(6), (7)).
        Agreed "agreed" S136Form::Choice(&["person", "person-and-occupier", "occupier", "manager"]),
        /// Police station: an imminent risk of serious injury or death (regulation 2).
        StationRisk "station-risk" YES_NO,
        /// Police station: no other place in the force area can reasonably be expected to detain.
        StationNoOther "station-no-other" YES_NO,
        /// Police station: a healthcare professional is there so far as practicable.
        StationCare "station-care" YES_NO,
        /// Police station: the inspector or above who authorised it.
        StationInspector "station-inspector" S136Form::Words,
        /// How it is known that the person is 18 or over, where the age was not known.
        AdultBecause "adult-because" S136Form::Words,
        /// Police station: a solicitor (Codes of Practice).
        Solicitor "solicitor" S136Form::Choice(&["not-wanted", "asked", "spoken-to"]),
        /// Police station: an appropriate adult (PACE Code C, Annex E).
        AppropriateAdult "appropriate-adult" S136Form::Choice(&["not-needed", "asked", "came"]),
        /// Also arrested for an offence.
        Arrested "arrested" YES_NO,
        /// Who agreed that police may leave, on which view of the risk.
        LeaveAgreed "leave-agreed" S136Form::Words,
    }
    Care {
        /// The person was told their rights.
        Rights "rights" YES_NO,
        /// When.
        RightsAt "rights-at" S136Form::Time,
        /// Children, dependants, pets, premises.
        Dependants "dependants" S136Form::Choice(&["none", "looked-after", "not-known"]),
        /// What was arranged for them.
        DependantsWords "dependants-words" S136Form::Words,
        /// The nearest relative or carer.
        Relative "relative" S136Form::Choice(&["told-with-consent", "no-consent", "not-reached", "nobody"]),
        /// The feedback leaflet was given.
        Leaflet "leaflet" YES_NO,
    }
    Person {
        /// Sex or gender, as the national return asks.
        Sex "sex" S136Form::Choice(&["male", "female", "other", "not-known"]),
        /// Ethnicity as the officer saw it.
        EthnicitySeen "ethnicity-seen" S136Form::Choice(&["white", "black", "asian", "mixed", "chinese-or-other", "not-stated"]),
        /// Ethnicity as the person says it: the 18+1 codes of the 2001 and 2011 census lists by their
        /// letters, and Arab, which has none.
        EthnicitySaid "ethnicity-said" S136Form::Choice(&["a", "b", "c", "d", "e", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "w", "arab", "z"]),
        /// The person's preferred language (Wales asks for it).
        Language "language" S136Form::Choice(&["english", "welsh", "other", "not-known"]),
        /// An offer to speak Welsh was made (Wales).
        WelshOffer "welsh-offer" YES_NO,
        /// Why the age is not known.
        AgeNotKnown "age-not-known" S136Form::Words,
    }
    Police {
        /// A search, and under which power.
        Search "search" S136Form::Choice(&["none", "s136c", "other-power"]),
        /// The grounds, and what was found.
        SearchWords "search-words" S136Form::Words,
        /// Force or restraint.
        Force "force" S136Form::Choice(&["none", "hands", "handcuffs", "limb-restraints", "spit-guard", "irritant", "conducted-energy", "other"]),
        /// In which position.
        ForcePosition "force-position" S136Form::Choice(&["standing", "seated", "side", "supine", "prone"]),
        /// For how long.
        ForceMinutes "force-minutes" S136Form::Minutes,
        /// Injuries, or that there were none.
        ForceInjuries "force-injuries" S136Form::Words,
        /// Whether somebody was injured by it.
        ForceInjured "force-injured" YES_NO,
        /// Every further use of force, each with its kind, position, minutes and injuries.
        ForceMore "force-more" S136Form::Uses,
        /// The number of the use-of-force form.
        ForceNumber "force-number" S136Form::Words,
        /// The body-worn camera.
        Camera "camera" S136Form::Choice(&["on", "part", "off", "not-taken"]),
        /// When it was switched on.
        CameraOn "camera-on" S136Form::Time,
        /// When it was switched off.
        CameraOff "camera-off" S136Form::Time,
        /// Why it was off or switched off (Use of Force Act 2018 s12).
        CameraWhy "camera-why" S136Form::Words,
        /// Staff of a mental-health unit were assisted there.
        UnitAssisted "unit-assisted" S136Form::Choice(&["no", "attended", "assisted"]),
        /// Property, and where it is.
        Property "property" S136Form::Words,
    }
    Health {
        /// What the nurse found.
        Findings "findings" S136Form::Words,
        /// The approved mental health professional.
        Amhp "amhp" S136Form::Words,
        /// When they arrived.
        AmhpAt "amhp-at" S136Form::Time,
        /// When they had finished.
        AmhpUntil "amhp-until" S136Form::Time,
        /// The first doctor; older records name every doctor here.
        Doctors "doctors" S136Form::Words,
        /// When the first of them arrived.
        DoctorAt "doctor-at" S136Form::Time,
        /// When the first of them had finished.
        DoctorUntil "doctor-until" S136Form::Time,
        /// The second doctor, where there was one.
        SecondDoctor "second-doctor" S136Form::Words,
        /// When they arrived.
        SecondDoctorAt "second-doctor-at" S136Form::Time,
        /// When they had finished.
        SecondDoctorUntil "second-doctor-until" S136Form::Time,
        /// How it came out.
        Outcome "outcome" S136Form::Choice(&["no-mental-disorder", "discharged-no-follow-up", "discharged-gp", "discharged-community-team", "informal-admission", "s2", "s3", "s4", "general-hospital", "arrested", "returned-awol", "died", "absconded", "lapsed-time-limit", "other"]),
        /// What follows.
        FollowUpWords "follow-up" S136Form::Words,
    }
}

impl S136Field {
    /// Whose private half it belongs to; `None` for what both see.
    pub fn side(self) -> Option<Side> {
        self.part().side()
    }
}

/// A line of the record that only the writer's side may read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct S136Kept {
    /// The incident.
    pub incident: IncidentId,
    /// This entry's own name.
    pub item: ItemId,
    /// Which line.
    pub field: S136Field,
    /// Words, a code, an instant or minutes; empty takes the line back.
    pub value: String,
    /// The step that its use began with; `None` where none had been recorded yet, and in entries from before this was
    /// kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<ItemId>,
}
