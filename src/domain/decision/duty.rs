//! Duties and orders: which binds whom, where and since when (`domain-law` 1.5).

use super::facts::{Direction, DutyKind, Facts, HarmTo, Nation, Recipient};
use super::items::from_health;
use crate::domain::rules::{Commencement, Leg, Rules};

/// What came of looking for a duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Binding {
    /// None is stated, or the stated one does not bind. Reasons say why.
    Not,
    /// It may bind: an age is missing.
    NeedsAge,
    /// It binds.
    Binds(Bound),
}

/// A duty or order that binds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bound {
    /// Its row.
    pub(super) slug: &'static str,
    /// The stated duty; `None` where the user named the power only.
    pub(super) kind: Option<DutyKind>,
    /// A court's order, not a statute.
    pub(super) order: bool,
    /// It protects a child or an adult at risk.
    pub(super) safeguards: bool,
}

/// Looks at the stated duty first, then at a duty named as the power.
pub(super) fn find(facts: &Facts, rules: &Rules, reasons: &mut Vec<String>) -> Binding {
    if let Some(kind) = facts.duty.kind {
        match stated(facts, rules, kind) {
            Ok(binding) => return binding,
            Err(why) => reasons.push(why.to_owned()),
        }
    }
    named(facts, rules)
}

fn slug_of(kind: DutyKind) -> &'static str {
    match kind {
        DutyKind::FgmDisclosed | DutyKind::FgmSuspected => "duty_fgm",
        DutyKind::Terrorism => "duty_terror_38B",
        DutyKind::DriverIdentityRequest => "duty_rta_172",
        DutyKind::CourtOrderSeen | DutyKind::CourtOrderClaimed => "court_order",
        DutyKind::CoronerNotice => "duty_coroner",
        DutyKind::AdultAtRiskReportWales => "duty_wales_adult",
        DutyKind::ChildAtRiskReportWales => "duty_wales_child",
        DutyKind::NotifiableDisease => "duty_notifiable_disease",
        DutyKind::SafeguardingBoardRequest => "duty_s42_assist",
    }
}

fn stated(facts: &Facts, rules: &Rules, kind: DutyKind) -> Result<Binding, &'static str> {
    match kind {
        DutyKind::FgmSuspected => {
            return Err(
                "Suspicion or risk of FGM is not the reporting duty, which needs a girl's own words or signs that were seen. Use safeguarding.",
            );
        }
        DutyKind::CourtOrderClaimed => {
            return Err(
                "A court order counts when it has been seen. Ask for a copy; nobody has to act on word of one.",
            );
        }
        DutyKind::AdultAtRiskReportWales | DutyKind::ChildAtRiskReportWales
            if facts.nation != Nation::Wales =>
        {
            return Err("The duty of the 2014 Act to report somebody at risk is law in Wales only.");
        }
        DutyKind::SafeguardingBoardRequest if facts.nation != Nation::England => {
            return Err("The Care Act duty to answer a safeguarding board is law in England only.");
        }
        _ => {}
    }
    let slug = slug_of(kind);
    if !rules.in_force(slug, facts.date, facts.nation) {
        return Err(
            "The duty that was stated is not in force on this day in this nation, so it does not count.",
        );
    }
    who_and_whom(facts, kind)?;
    let age = facts.person.age;
    let adult_age = rules.thresholds().adult_age;
    let child = age.is_some_and(|age| age < adult_age);
    match kind {
        DutyKind::FgmDisclosed if age.is_none() => return Ok(Binding::NeedsAge),
        DutyKind::FgmDisclosed if !child => {
            return Err("The FGM reporting duty is about girls under 18; for a woman it does not apply.");
        }
        DutyKind::ChildAtRiskReportWales if !child && facts.harm.to != Some(HarmTo::Child) => {
            return match age {
                None => Ok(Binding::NeedsAge),
                Some(_) => Err("The duty to report a child at risk is about somebody under 18."),
            };
        }
        DutyKind::AdultAtRiskReportWales | DutyKind::SafeguardingBoardRequest if child => {
            return Err("This duty is about adults; for somebody under 18 the child duties apply.");
        }
        DutyKind::AdultAtRiskReportWales | DutyKind::SafeguardingBoardRequest
            if !facts.person.adult_at_risk =>
        {
            return Err(
                "This duty needs an adult at risk: care and support needs, at risk, and not able to protect themself because of them.",
            );
        }
        _ => {}
    }
    Ok(Binding::Binds(Bound {
        slug,
        kind: Some(kind),
        order: kind == DutyKind::CourtOrderSeen,
        safeguards: matches!(
            kind,
            DutyKind::FgmDisclosed
                | DutyKind::AdultAtRiskReportWales
                | DutyKind::ChildAtRiskReportWales
                | DutyKind::SafeguardingBoardRequest
        ),
    }))
}

/// Whether the duty binds this body towards this receiver.
fn who_and_whom(facts: &Facts, kind: DutyKind) -> Result<(), &'static str> {
    let recipient = facts.disclosure.recipient;
    let health = from_health(facts);
    let to_constable = matches!(recipient, Recipient::PoliceOfficer)
        && facts.disclosure.direction != Direction::PoliceToHealth;
    match kind {
        DutyKind::FgmDisclosed if !(health && to_constable) => {
            Err("The FGM reporting duty binds a regulated professional towards police, and nobody else.")
        }
        DutyKind::Terrorism | DutyKind::DriverIdentityRequest if !to_constable => {
            Err("This duty is owed to police only.")
        }
        DutyKind::CoronerNotice if recipient != Recipient::Coroner => {
            Err("A coroner's notice is answered to the coroner, not to anybody else.")
        }
        DutyKind::AdultAtRiskReportWales
        | DutyKind::ChildAtRiskReportWales
        | DutyKind::SafeguardingBoardRequest
            if recipient != Recipient::LocalAuthority =>
        {
            Err("This duty is owed to the local authority or its safeguarding board, not to this receiver.")
        }
        DutyKind::NotifiableDisease
            if !(health && matches!(recipient, Recipient::LocalAuthority | Recipient::OtherGovernment)) =>
        {
            Err("A disease is notified by a doctor to the local authority's proper officer, never to police.")
        }
        _ => Ok(()),
    }
}

/// Duties that have no code of their own among the facts: the user names the row as the power.
fn named(facts: &Facts, rules: &Rules) -> Binding {
    let told = &facts.disclosure;
    let child = facts
        .person
        .age
        .is_some_and(|age| age < rules.thresholds().adult_age)
        || facts.harm.to == Some(HarmTo::Child);
    let to_council = told.recipient == Recipient::LocalAuthority && told.requested_by_recipient;
    let (slug, holds) = match told.power.as_str() {
        "duty_s47_assist" => ("duty_s47_assist", to_council && child),
        "duty_s42_assist" => (
            "duty_s42_assist",
            to_council && facts.person.adult_at_risk && !child,
        ),
        "duty_iopc_dsi" => (
            "duty_iopc_dsi",
            !from_health(facts) && told.recipient == Recipient::OtherGovernment,
        ),
        "duty_cqc" => (
            "duty_cqc",
            from_health(facts) && told.requested_by_recipient && told.recipient == Recipient::OtherGovernment,
        ),
        _ => return Binding::Not,
    };
    if !holds || !rules.in_force(slug, facts.date, facts.nation) {
        return Binding::Not;
    }
    let safeguards = matches!(slug, "duty_s47_assist" | "duty_s42_assist");
    Binding::Binds(Bound {
        slug,
        kind: None,
        order: false,
        safeguards,
    })
}

/// Whether a named power carries this disclosure's first leg; if not, why.
pub(super) fn power_carries(facts: &Facts, rules: &Rules, slug: &str) -> Result<(), String> {
    let Some(row) = rules.row(slug).filter(|row| row.leg == Leg::Power) else {
        return Err(format!(
            "`{slug}` is not a power of the rule table; the ordinary power is used."
        ));
    };
    if row.commencement == Commencement::NotConfirmed {
        return Err(format!(
            "{}: enacted, not confirmed in force. The ordinary power is used.",
            row.title
        ));
    }
    if !rules.in_force(slug, facts.date, facts.nation) {
        return Err(format!(
            "{} is not law here on this day. The ordinary power is used.",
            row.title
        ));
    }
    let side = if from_health(facts) {
        crate::domain::rules::Who::Health
    } else {
        crate::domain::rules::Who::Police
    };
    let asks = slug == "power_vir_44A" && facts.disclosure.victim_request;
    if !row.who.contains(&side) && !asks {
        return Err(format!(
            "{} is not this side's power. The ordinary power is used.",
            row.title
        ));
    }
    match row.force {
        Some(crate::domain::rules::Force::May) => Ok(()),
        Some(crate::domain::rules::Force::Must) if slug == "power_art2" => {
            if facts.emergency.real_and_immediate_threat_to_life {
                Ok(())
            } else {
                Err(
                    "Article 2 needs a real and immediate risk to life. The ordinary power is used."
                        .to_owned(),
                )
            }
        }
        Some(crate::domain::rules::Force::Must) if slug == "duty_to_share_care" && own_care(facts) => Ok(()),
        Some(crate::domain::rules::Force::Must) if matches!(slug, "power_mha_136_1C" | "power_mappa") => {
            Ok(())
        }
        Some(crate::domain::rules::Force::Must) => Err(format!(
            "{} does not bind here on these facts. The ordinary power is used.",
            row.title
        )),
        _ => Err(format!(
            "{} is not a gateway for sharing. The ordinary power is used.",
            row.title
        )),
    }
}

/// Health tells health for the person's own care (HSCA 2012 s251B; implied consent).
pub(super) fn own_care(facts: &Facts) -> bool {
    use super::facts::Purpose;
    from_health(facts)
        && super::items::clinical(facts.disclosure.recipient)
        && matches!(
            facts.disclosure.purpose,
            Purpose::DirectCare | Purpose::SafetyOfPerson
        )
}
