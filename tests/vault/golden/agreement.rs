//! One of each form of the sharing agreement and of the partnership's questions.

use chrono::NaiveDate;
use tandem::domain::agreement::{
    AnswerState, Clause, ConsentFor, ConsentText, Contact, Kept, Office, PartnershipAnswer, RecordType,
    Terms, Ticks,
};
use tandem::domain::content::{Channel, Content, Partnership, PartnershipWritten, PolicySet, Regime};
use tandem::domain::decision::facts::{Direction, ItemCategory, Purpose, Recipient};
use tandem::domain::ids::{DeviceId, EntryRef};
use tandem::domain::role::Side;

pub(super) fn partnership() -> Vec<Content> {
    let clause = Clause {
        number: "4.4".to_owned(),
        title: "Live incident".to_owned(),
        direction: Direction::PoliceToHealth,
        purposes: vec![Purpose::StaffSafety],
        ticks: vec![Ticks {
            to: Recipient::Nurse,
            items: vec![ItemCategory::WeaponsMarker],
        }],
        usual: "police-tells-for-safety".to_owned(),
        staff: "Share what bears on safety".to_owned(),
    };
    let terms = Terms {
        version: 2,
        starts: NaiveDate::from_ymd_opt(2026, 4, 1),
        police_regime: Some(Regime::General),
        channels: vec![Channel::OnScreen],
        clauses: vec![clause],
        contacts: vec![Contact {
            side: Side::Health,
            office: Office::CaldicottGuardian,
            name: "Dr Jo Marsh".to_owned(),
            in_hours: "01632 960100".to_owned(),
            out_of_hours: String::new(),
        }],
        kept: vec![Kept {
            side: Side::Health,
            record: RecordType::Notes,
            rule: "mental-health-record".to_owned(),
        }],
        consent: vec![ConsentText {
            at: ConsentFor::Asking,
            english: "May I tell the officer?".to_owned(),
            welsh: String::new(),
        }],
        ..Terms::default()
    };
    let entry = EntryRef {
        device: DeviceId([4; 16]),
        seq: 9,
    };
    let answer = PartnershipAnswer {
        question: 7,
        state: AnswerState::Met,
        evidence: "ISA 4, clause 4.4".to_owned(),
        owner: "Caldicott Guardian".to_owned(),
        reviewed: NaiveDate::from_ymd_opt(2026, 11, 20),
        review_by: NaiveDate::from_ymd_opt(2027, 11, 20),
    };
    let wrote = |wrote| Content::PartnershipWritten(PartnershipWritten { wrote });
    vec![
        Content::PolicySet(PolicySet {
            agreement: Some("ISA-7".to_owned()),
            terms: Some(Box::new(terms)),
            ..PolicySet::default()
        }),
        wrote(Partnership::Answered(answer)),
        wrote(Partnership::Signed(entry)),
    ]
}
