//! Duties as the pages reach them: the day by which one is done, and the law that an officer names.

use chrono::NaiveDate;

use super::conclusion::Confidentiality;
use super::facts::{Direction, DutyKind, ItemCategory, Nation, Recipient};
use super::path::{Agreed, Answers, Context, PolicingPurpose, Question, StrongReason};
use super::record_tests::{day, record};
use super::{problems, settle};
use crate::domain::content::RecordField;
use crate::domain::rules::Rules;

#[test]
fn fgm_is_reported_by_the_end_of_one_calendar_month_however_short() {
    for ((year, month, today), last) in [
        ((2027, 1, 31), "28 February 2027"),
        ((2027, 2, 1), "1 March 2027"),
        ((2027, 5, 31), "30 June 2027"),
    ] {
        let date = NaiveDate::from_ymd_opt(year, month, today).unwrap();
        let items = vec![ItemCategory::PresentationAndRisk];
        let ctx = Context {
            age: Some(14),
            ..Context::nurse_to_officer(date, Nation::England, items)
        };
        let answers = Answers {
            agreed: Some(Agreed::SaidNo),
            gillick_competent: Some(true),
            reason: Some(StrongReason::LawSaysIMust),
            duty: Some(DutyKind::FgmDisclosed),
            ..Answers::default()
        };
        let record = record(&answers, &ctx, None);
        let said = record.says(RecordField::DutyDeadline).unwrap_or_default();
        assert!(said.contains(last), "{said}");
    }
}

fn to_the_council() -> Context {
    Context {
        direction: Direction::PoliceToOther,
        recipient: Recipient::LocalAuthority,
        age: Some(34),
        ..Context::officer_to_nurse(day(), Nation::Wales, vec![ItemCategory::PresentationAndRisk])
    }
}

#[test]
fn an_officer_who_names_the_law_tells_under_it_and_one_who_names_none_under_the_common_law() {
    let rules = Rules::embedded().unwrap();
    let ctx = to_the_council();
    let found = |duty| {
        let answers = Answers {
            policing_purpose: Some(PolicingPurpose::LegalDuty),
            duty,
            ..Answers::default()
        };
        let facts = answers.to_facts(&ctx, &ctx.items, &rules);
        assert_eq!(facts.duty.kind, duty);
        assert!(problems(Question::OfficerPurpose, &answers, &ctx, &rules).is_empty());
        settle(&facts, &answers, &rules)
    };
    let named = found(Some(DutyKind::AdultAtRiskReportWales));
    assert_eq!(
        named.confidentiality,
        Confidentiality::StatutoryDuty,
        "{:?}",
        named.reasons
    );
    assert!(
        named.power.contains(&"duty_wales_adult".to_owned()),
        "{:?}",
        named.power
    );
    let common = found(None);
    assert_eq!(common.confidentiality, Confidentiality::NotConfidential);
}

#[test]
fn a_law_that_an_officer_named_falls_away_with_the_purpose() {
    let rules = Rules::embedded().unwrap();
    let ctx = to_the_council();
    let answers = Answers {
        policing_purpose: Some(PolicingPurpose::ProtectLife),
        duty: Some(DutyKind::AdultAtRiskReportWales),
        ..Answers::default()
    };
    assert_eq!(answers.to_facts(&ctx, &ctx.items, &rules).duty.kind, None);
}
