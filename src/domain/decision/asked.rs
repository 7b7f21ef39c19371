//! What a request of the other side says of itself, taken over into the answers of the decision that answers it: what it
//! is for, and of a victim's information its tests and whether the victim knows.

use super::facts::Purpose;
use super::path::Answers;
use crate::domain::content::{RecordField, RequestAim, Requested, VictimNotice, VictimRequest};

/// That a test is met, as the form of the request has it: a tick.
const MET: &str = "Met, as the request says.";

impl Answers {
    /// Begins with what the request says. What was answered already stays; what the request is for does not.
    pub fn take_request(&mut self, asked: &Requested) {
        self.requested_for = Some(purpose(asked));
        self.times_asked = Some(asked.times).filter(|times| *times > 0);
        if let RequestAim::Victim(victim) = &asked.aim {
            self.take_victim(victim);
        }
    }

    fn take_victim(&mut self, victim: &VictimRequest) {
        self.more.insert(RecordField::VictimPurpose, "crime".to_owned());
        let tests = [
            (RecordField::VictimHeld, victim.held),
            (RecordField::VictimLine, victim.enquiry),
            (RecordField::VictimNecessary, victim.necessary),
        ];
        let mut begin = |field, words: &str| {
            self.more.entry(field).or_insert_with(|| words.to_owned());
        };
        for (field, _) in tests.into_iter().filter(|(_, met)| *met) {
            begin(field, MET);
        }
        let counselling = if victim.counselling { "yes" } else { "no" };
        begin(RecordField::VictimCounselling, counselling);
        match &victim.notice {
            VictimNotice::Given => begin(RecordField::VictimNoticeState, "given"),
            VictimNotice::SoonAfter => begin(RecordField::VictimNoticeState, "soon"),
            VictimNotice::Withheld(why) => {
                begin(RecordField::VictimNoticeState, "withheld");
                begin(RecordField::VictimNoticeWithheld, why);
            }
        }
    }

    /// Whether the victim has written notice, will have it as soon as can be, or it is withheld with the reason written
    /// down (Police, Crime, Sentencing and Courts Act 2022 s44B). Words alone are no notice.
    pub fn victim_notice_settled(&self) -> bool {
        match self.says(RecordField::VictimNoticeState) {
            Some("given" | "soon") => true,
            Some("withheld") => self.says(RecordField::VictimNoticeWithheld).is_some(),
            _ => false,
        }
    }
}

/// What the answer is for: a request for a crime is never answered as one for safety.
pub fn purpose(asked: &Requested) -> Purpose {
    let crime = matches!(
        asked.purpose,
        Purpose::PreventSeriousCrime | Purpose::InvestigateCrime
    );
    match asked.aim {
        RequestAim::Crime | RequestAim::Victim(_) if !crime => Purpose::InvestigateCrime,
        RequestAim::Crime | RequestAim::Victim(_) | RequestAim::Safety => asked.purpose,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::conclusion::Outcome;
    use crate::domain::decision::facts::{Facts, ItemCategory, Nation};
    use crate::domain::decision::path::{Agreed, Context};
    use crate::domain::decision::record_tests::day;
    use crate::domain::decision::settle;
    use crate::domain::ids::{IncidentId, ItemId};
    use crate::domain::role::Side;
    use crate::domain::rules::Rules;

    fn asked(aim: RequestAim) -> Requested {
        Requested {
            incident: IncidentId([1; 16]),
            request: ItemId([2; 16]),
            from: Side::Police,
            from_name: "PC 4411 Hughes".to_owned(),
            what: None,
            words: "Whether she was treated".to_owned(),
            purpose: Purpose::SafetyOfPerson,
            aim,
            why: "The charge".to_owned(),
            needed_by: None,
            times: 1,
        }
    }

    fn victim(counselling: bool, notice: VictimNotice) -> RequestAim {
        RequestAim::Victim(VictimRequest {
            held: true,
            enquiry: true,
            necessary: true,
            counselling,
            notice,
        })
    }

    fn answered(aim: RequestAim, items: &[ItemCategory]) -> (Facts, Outcome) {
        let rules = Rules::embedded().unwrap();
        let mut answers = Answers::default();
        answers.take_request(&asked(aim));
        answers.agreed = Some(Agreed::ToldNow);
        let ctx = Context {
            requested: true,
            ..Context::nurse_to_officer(day(), Nation::England, items.to_vec())
        };
        let facts = answers.to_facts(&ctx, items, &rules);
        let outcome = settle(&facts, &answers, &rules).outcome;
        (facts, outcome)
    }

    #[test]
    fn a_request_for_a_crime_is_answered_as_one() {
        let one = [ItemCategory::PresentationAndRisk];
        let (facts, _) = answered(RequestAim::Safety, &one);
        assert_eq!(facts.disclosure.purpose, Purpose::SafetyOfPerson);
        let (facts, _) = answered(RequestAim::Crime, &one);
        assert_eq!(facts.disclosure.purpose, Purpose::InvestigateCrime);
        assert!(!facts.disclosure.victim_request);
        let (facts, outcome) = answered(victim(false, VictimNotice::Given), &one);
        assert_eq!(facts.disclosure.purpose, Purpose::InvestigateCrime);
        assert!(facts.disclosure.victim_request && facts.disclosure.victim_notice_given);
        assert_eq!(outcome, Outcome::Share);
    }

    #[test]
    fn a_victims_counselling_notes_are_presumed_off_limits_also_when_the_request_says_so_itself() {
        let notes = [ItemCategory::CounsellingNotes];
        let (_, outcome) = answered(victim(true, VictimNotice::Given), &notes);
        assert!(!outcome.crosses(), "{outcome:?}");
    }

    #[test]
    fn notice_is_given_follows_or_is_withheld_for_a_reason_and_words_alone_are_none() {
        let one = [ItemCategory::PresentationAndRisk];
        for notice in [
            VictimNotice::SoonAfter,
            VictimNotice::Withheld("It would tip off the suspect".to_owned()),
        ] {
            let (_, outcome) = answered(victim(false, notice), &one);
            assert_eq!(outcome, Outcome::Share);
        }
        let mut answers = Answers::default();
        answers
            .more
            .insert(RecordField::VictimNotice, "not yet".to_owned());
        assert!(!answers.victim_notice_settled());
        answers
            .more
            .insert(RecordField::VictimNoticeState, "withheld".to_owned());
        assert!(!answers.victim_notice_settled(), "withheld needs its reason");
    }
}
