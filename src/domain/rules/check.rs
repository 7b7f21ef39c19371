//! What a rule table must hold before it may be used: it is whole and agrees with itself.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::table::{Bundle, Commencement, Confidence, Leg, Retention, Row, Table, Who};

/// Rows and bundles that the engine names. A table without one of them would leave a decision without a leg.
const NEEDED_ROWS: [&str; 16] = [
    "cl_consent_explicit",
    "cl_best_interests",
    "cl_public_interest_harm",
    "cl_public_interest_crime",
    "duty_fgm",
    "duty_terror_38B",
    "duty_rta_172",
    "duty_notifiable_disease",
    "duty_s42_assist",
    "duty_wales_adult",
    "duty_wales_child",
    "duty_coroner",
    "court_order",
    "power_vir_44A",
    "power_svd_16",
    "ex_immigration",
];
const NEEDED_BUNDLES: [&str; 22] = [
    "consent",
    "consent-crime",
    "care-plan",
    "own-care",
    "best-interests",
    "best-interests-life",
    "harm",
    "harm-at-risk",
    "harm-life",
    "crime",
    "victim",
    "duty",
    "duty-child",
    "duty-disease",
    "order",
    "police-tells-for-safety",
    "police-tells-with-consent",
    "police-tells-life",
    "police-tells-harm",
    "police-duty",
    "police-order",
    "anonymous",
];

/// UK GDPR and the Data Protection Act 2018: earlier days were under other law.
const EARLIEST: NaiveDate = match NaiveDate::from_ymd_opt(2018, 5, 25) {
    Some(day) => day,
    None => NaiveDate::MAX,
};
/// No table is true as at a day beyond this one.
const LATEST: NaiveDate = match NaiveDate::from_ymd_opt(2100, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// The first thing that is wrong, as a sentence.
pub(super) fn check(table: &Table) -> Result<(), String> {
    dates(table)?;
    unique(table.row.iter().map(|row| row.slug.as_str()), "row")?;
    unique(table.bundle.iter().map(|bundle| bundle.id.as_str()), "bundle")?;
    unique(table.code_list.iter().map(|list| list.name.as_str()), "code list")?;
    unique(
        table.retention.iter().map(|row| row.slug.as_str()),
        "retention row",
    )?;
    table.retention.iter().try_for_each(retention)?;
    needed(table)?;
    table.row.iter().try_for_each(row)?;
    table
        .bundle
        .iter()
        .try_for_each(|bundle| bundle_slugs(table, bundle))
}

fn dates(table: &Table) -> Result<(), String> {
    if table.version.trim().is_empty() {
        return Err("it has no version.".to_owned());
    }
    if table.valid_from > table.as_at {
        return Err("`valid_from` is later than `as_at`.".to_owned());
    }
    if table.valid_from < EARLIEST {
        return Err("`valid_from` is before 25 May 2018, when the law that its rows name began.".to_owned());
    }
    if table.as_at > LATEST {
        return Err("`as_at` is after the year 2100. Nobody knows that law.".to_owned());
    }
    let numbers = &table.thresholds;
    let all = [
        numbers.danger_reason_due_hours,
        numbers.shift_hours,
        numbers.tell_person_days,
        numbers.not_told_review_days,
        numbers.capacity_valid_hours,
        numbers.reason_min_chars,
        numbers.consent_ask_again_months,
        numbers.fgm_report_months,
        numbers.recovery_shown_days,
        numbers.recovery_drill_months,
        numbers.breach_report_hours,
        numbers.repeat_requests,
        numbers.repeat_request_days,
        numbers.review_late_days,
        numbers.log_check_days,
        numbers.laptop_quiet_days,
    ];
    if numbers.complaint_acknowledged_days == 0 {
        return Err("a threshold is nought.".to_owned());
    }
    let kept = table.shelf_life.iter().map(|kept| kept.hours);
    if all.contains(&0) || kept.into_iter().any(|hours| hours == 0) {
        return Err("a threshold is nought.".to_owned());
    }
    most(table)?;
    if let Some(fault) = table
        .desk
        .as_ref()
        .and_then(super::super::desk::GradeLimits::fault)
    {
        return Err(fault);
    }
    if numbers.danger_reason_due_hours > 4 {
        return Err("the reason of a danger share is due after four hours at the latest.".to_owned());
    }
    if numbers.breach_report_hours > 72 {
        return Err("a data breach is reported within 72 hours at the latest.".to_owned());
    }
    if numbers.capacity_act_age != 16 || numbers.adult_age != 18 {
        return Err("the ages 16 (Mental Capacity Act) and 18 (adult) are fixed by statute.".to_owned());
    }
    Ok(())
}

/// Numbers that nobody could work with: too large is as wrong as nought.
fn most(table: &Table) -> Result<(), String> {
    let numbers = &table.thresholds;
    let all = [
        ("shift_hours", numbers.shift_hours, 24),
        ("tell_person_days", numbers.tell_person_days, 31),
        ("not_told_review_days", numbers.not_told_review_days, 92),
        ("capacity_valid_hours", numbers.capacity_valid_hours, 24),
        ("reason_min_chars", numbers.reason_min_chars, 500),
        ("consent_ask_again_months", numbers.consent_ask_again_months, 24),
        // FGM Act 2003 s5B(5)(c): one month
        ("fgm_report_months", numbers.fgm_report_months, 1),
        // DPA 2018 s164A(3): 30 days
        (
            "complaint_acknowledged_days",
            numbers.complaint_acknowledged_days,
            30,
        ),
        ("review_late_days", numbers.review_late_days, 92),
        ("log_check_days", numbers.log_check_days, 92),
        ("laptop_quiet_days", numbers.laptop_quiet_days, 92),
        ("recovery_shown_days", numbers.recovery_shown_days, 366),
        ("recovery_drill_months", numbers.recovery_drill_months, 24),
        ("repeat_requests", numbers.repeat_requests, 20),
        ("repeat_request_days", numbers.repeat_request_days, 366),
    ];
    for (name, found, most) in all {
        if found > most {
            return Err(format!("`{name}` is {found}; {most} is the most."));
        }
    }
    for kept in &table.shelf_life {
        if kept.hours > 24 * 366 {
            return Err("a shelf life is longer than a year; leave out what keeps.".to_owned());
        }
    }
    Ok(())
}

fn unique<'a>(names: impl Iterator<Item = &'a str>, what: &str) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(format!("the {what} `{name}` is there twice."));
        }
    }
    Ok(())
}

fn needed(table: &Table) -> Result<(), String> {
    for slug in NEEDED_ROWS {
        if !table.row.iter().any(|row| row.slug == slug) {
            return Err(format!("the row `{slug}` is missing."));
        }
    }
    for id in NEEDED_BUNDLES {
        if !table.bundle.iter().any(|bundle| bundle.id == id) {
            return Err(format!("the bundle `{id}` is missing."));
        }
    }
    Ok(())
}

fn row(row: &Row) -> Result<(), String> {
    let slug = &row.slug;
    let blank = |text: &str| text.trim().is_empty();
    if blank(slug) || blank(&row.title) || blank(&row.test) || blank(&row.law) {
        return Err(format!("the row `{slug}` lacks its title, test or source."));
    }
    if row.who.is_empty() || row.confidence.is_empty() {
        return Err(format!(
            "the row `{slug}` does not say who may use it, or how well its source was seen."
        ));
    }
    if (row.leg == Leg::Power) != row.force.is_some() {
        return Err(format!(
            "`force` of the row `{slug}` belongs to powers and only to them."
        ));
    }
    let shaky = row.confidence.contains(&Confidence::Unconfirmed);
    if row.commencement == Commencement::InForce && shaky && row.from.is_none() {
        return Err(format!(
            "the row `{slug}` is switched on, and its source is not confirmed; say since when (`from`)."
        ));
    }
    if row.from.is_some_and(|from| from > LATEST) {
        return Err(format!("the row `{slug}` begins after the year 2100."));
    }
    if let (Some(from), Some(until)) = (row.from, row.until)
        && from > until
    {
        return Err(format!("the row `{slug}` ends before it begins."));
    }
    Ok(())
}

fn retention(row: &Retention) -> Result<(), String> {
    let blank = |text: &str| text.trim().is_empty();
    let texts = [&row.slug, &row.title, &row.rule, &row.clock, &row.law];
    if texts.into_iter().any(|text| blank(text)) || row.who.is_empty() || row.confidence.is_empty() {
        return Err(format!(
            "the retention row `{}` lacks a part: title, rule, clock, source, whose record or how well it was seen.",
            row.slug
        ));
    }
    if row.keep_years == Some(0) {
        return Err(format!(
            "the retention row `{}` keeps nothing for nought years.",
            row.slug
        ));
    }
    Ok(())
}

fn bundle_slugs(table: &Table, bundle: &Bundle) -> Result<(), String> {
    leg_of(table, bundle, &bundle.confidentiality, &[Leg::Confidentiality])?;
    for slug in &bundle.power {
        leg_of(table, bundle, slug, &[Leg::Power])?;
    }
    for (side, slugs) in [(Who::Health, &bundle.health), (Who::Police, &bundle.police)] {
        for slug in slugs {
            let row = leg_of(table, bundle, slug, &[Leg::DataProtection, Leg::Exemption])?;
            if !row.who.contains(&side) {
                return Err(format!(
                    "the bundle `{}` gives `{slug}` to a side that may not use it.",
                    bundle.id
                ));
            }
        }
        if !slugs.is_empty() && slugs.iter().all(|slug| slug.starts_with("ex_")) {
            return Err(format!(
                "the bundle `{}` rests on an exemption alone; an exemption is never a gateway.",
                bundle.id
            ));
        }
    }
    Ok(())
}

fn leg_of<'t>(table: &'t Table, bundle: &Bundle, slug: &str, legs: &[Leg]) -> Result<&'t Row, String> {
    let Some(row) = table.row.iter().find(|row| row.slug == slug) else {
        return Err(format!(
            "the bundle `{}` names `{slug}`, which is not a row.",
            bundle.id
        ));
    };
    if !legs.contains(&row.leg) {
        return Err(format!(
            "the bundle `{}` uses `{slug}` on the wrong leg.",
            bundle.id
        ));
    }
    if !row.selectable || row.commencement == Commencement::NotConfirmed {
        return Err(format!("the bundle `{}` uses `{slug}`, which is off.", bundle.id));
    }
    Ok(row)
}

#[cfg(test)]
mod tests {
    use crate::domain::decision::facts::Nation;
    use crate::domain::rules::{EMBEDDED, Rules, RulesError};

    fn refusal(from: &str, to: &str) -> String {
        assert!(EMBEDDED.contains(from), "{from}");
        Rules::from_toml(&EMBEDDED.replacen(from, to, 1))
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn the_embedded_table_holds_every_part_of_the_law_that_the_program_reads() {
        let rules = Rules::embedded().unwrap();
        assert_eq!(rules.version, "england-and-wales-2026-11-21");
        assert!(rules.rows().len() >= 88 && rules.red_lines().len() == 10);
        assert!(rules.bundles().len() >= 11 && !rules.renamed().is_empty());
        assert!(rules.code_list("serious-crime").is_some());
    }

    #[test]
    fn law_switches_on_by_day_and_nation() {
        let rules = Rules::embedded().unwrap();
        let day = |text: &str| text.parse().unwrap();
        assert!(!rules.in_force("power_vir_44A", day("2026-01-11"), Nation::England));
        assert!(rules.in_force("power_vir_44A", day("2026-01-12"), Nation::England));
        assert!(rules.in_force("duty_wales_adult", day("2026-11-21"), Nation::Wales));
        assert!(!rules.in_force("duty_wales_adult", day("2026-11-21"), Nation::England));
        // Enacted, start not confirmed: off, however late the day.
        assert!(!rules.in_force("duty_child_share_16LA", day("2036-01-01"), Nation::England));
        assert!(!rules.in_force("duty_csa_report", day("2036-01-01"), Nation::England));
        assert!(!rules.in_force("no_such_row", day("2026-11-21"), Nation::England));
    }

    #[test]
    fn a_table_that_lifts_a_red_line_is_refused_and_says_which() {
        let lifts = |from: &str, to: &str, code: &str| {
            assert!(EMBEDDED.contains(from), "{from}");
            let refused = Rules::from_toml(&EMBEDDED.replacen(from, to, 1)).unwrap_err();
            assert!(matches!(refused, RulesError::RedLine(_)), "{refused}");
            assert!(refused.to_string().contains(code), "{refused}");
        };
        lifts("selectable = false", "selectable = true", "RL1");
        lifts(
            "law = \"DPA 2018 Sch 2 para 2\"",
            "law = \"DPA 2018 Schedule 2 paragraph 4\"",
            "RL1",
        );
        lifts("code = \"RL6\"", "code = \"RL60\"", "RL6");
        lifts("code = \"RL3\"", "code = \"RL3\"\nlifted = true", "RL3");
        lifts("code = \"RL3\"", "code = \"RL3\"\nuntil = \"2027-01-01\"", "RL3");
        lifts(
            "rule = \"No disclosure for immigration",
            "rule = \"Disclosure for immigration",
            "RL1",
        );
        lifts(
            "slug = \"child_no_police_station\"",
            "slug = \"child_no_police_station\"\nuntil = \"2027-01-01\"",
            "RL5",
        );
        lifts(
            "power = [\"power_health_functions\"]",
            "power = [\"power_svd_16\"]",
            "RL6",
        );
        lifts("name = \"escalate\"", "name = \"risk-score\"", "RL9");
        let told = refusal("\"ex_s2p2_crime\"]", "\"ex_immigration\"]");
        assert!(told.contains("ex_immigration"), "{told}");
    }

    #[test]
    fn a_table_that_is_broken_is_refused_and_says_where() {
        assert!(refusal("[thresholds]", "[thresholds").contains("cannot be read"));
        let told = refusal("valid_from", "colour = \"red\"\nvalid_from");
        assert!(told.contains("colour") && told.contains("line "), "{told}");
        assert!(refusal("slug = \"duty_fgm\"", "slug = \"duty_fgn\"").contains("duty_fgm"));
        assert!(refusal("slug = \"duty_fgm\"", "slug = \"court_order\"").contains("twice"));
        assert!(
            refusal(
                "from = \"2026-01-12\"",
                "from = \"2026-01-12\"\nuntil = \"2020-01-01\""
            )
            .contains("ends before")
        );
        assert!(refusal("reason_due_hours = 4", "reason_due_hours = 40").contains("four hours"));
    }

    #[test]
    fn numbers_and_days_that_nobody_could_work_with_are_refused_by_name() {
        for (from, to, name) in [
            (
                "capacity_valid_hours = 12",
                "capacity_valid_hours = 100000",
                "capacity_valid_hours",
            ),
            ("shift_hours = 12", "shift_hours = 240", "shift_hours"),
            (
                "reason_min_chars = 20",
                "reason_min_chars = 9000",
                "reason_min_chars",
            ),
            (
                "fgm_report_months = 1",
                "fgm_report_months = 2",
                "fgm_report_months",
            ),
            (
                "acknowledged_days = 30",
                "acknowledged_days = 31",
                "complaint_acknowledged_days",
            ),
            ("acknowledged_days = 30", "acknowledged_days = 0", "nought"),
            ("repeat_requests = 3", "repeat_requests = 300", "repeat_requests"),
            ("capacity_act_age = 16", "capacity_act_age = 1", "16"),
            ("adult_age = 18", "adult_age = 5", "18"),
            (
                "valid_from = \"2018-05-25\"",
                "valid_from = \"1000-01-01\"",
                "valid_from",
            ),
            ("as_at = \"2026-11-21\"", "as_at = \"9026-11-21\"", "as_at"),
            (
                "breach_report_hours = 72",
                "breach_report_hours = 99999",
                "72 hours",
            ),
        ] {
            let told = refusal(from, to);
            assert!(told.contains(name), "{to}: {told}");
        }
    }

    #[test]
    fn what_is_not_confirmed_is_switched_on_with_the_day_it_began() {
        let off = "force = \"must\"\ncommencement = \"not-confirmed\"\n";
        assert!(refusal(off, "force = \"must\"\n").contains("say since when"));
        let on = EMBEDDED.replacen(off, "force = \"must\"\nfrom = \"2026-12-01\"\n", 1);
        let on = Rules::from_toml(&on).unwrap();
        let day = |text: &str| text.parse().unwrap();
        assert!(!on.in_force("duty_csa_report", day("2026-11-30"), Nation::England));
        assert!(on.in_force("duty_csa_report", day("2026-12-01"), Nation::England));
    }

    #[test]
    fn no_row_under_another_name_goes_round_a_red_line() {
        let refused = |text: &str| match Rules::from_toml(text) {
            Err(RulesError::RedLine(told)) => told,
            other => panic!("{other:?}"),
        };
        let home_office = format!(
            "{EMBEDDED}\n[[row]]\nslug = \"power_home_office\"\nleg = \"power\"\nforce = \"must\"\ntitle = \"Tell\"\n\
             test = \"asked\"\nlaw = \"x\"\nwho = [\"health\"]\nconfidence = [\"mem\"]\n"
        );
        assert!(refused(&home_office).contains("RL1"));
        let silent = EMBEDDED.replacen(
            "not_for = \"patient information;",
            "not_for = \"other than patients:",
            1,
        );
        assert_ne!(silent, EMBEDDED);
        assert!(refused(&silent).contains("RL6"));
        let gone = EMBEDDED.replacen("code = \"RL1\"", "code = \"RL11\"", 1);
        assert!(refused(&gone).contains("RL1"));
    }

    #[test]
    fn a_force_s_own_waiting_times_come_in_with_its_table_or_with_the_reason_why_not() {
        let own = |immediate: u32| {
            format!(
                "{EMBEDDED}\n[desk]\nsource = \"Northmere control room policy, 1 November 2026\"\n\
                 [desk.minutes]\nimmediate = {immediate}\npriority = 15\nscheduled = 45\nadvice = 90\n"
            )
        };
        let rules = Rules::from_toml(&own(5)).unwrap();
        let limits = rules.desk_limits().unwrap();
        assert_eq!(limits.minutes(crate::domain::content::Grade::Immediate), 5);
        assert!(Rules::embedded().unwrap().desk_limits().is_none());
        for wrong in [0, 1_441] {
            let why = Rules::from_toml(&own(wrong)).unwrap_err().to_string();
            assert!(why.contains("waiting time of the desk"), "{why}");
        }
    }
}
