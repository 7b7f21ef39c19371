//! Duties and orders: which binds whom, where and since when (`domain-law` 1.5).

use super::facts::{ConsentState, Direction, DutyKind, Facts, HarmTo, ItemCategory, Purpose, Recipient};
use super::interest;
use super::items::{self, clinical, from_health};
use crate::domain::rules::{Commencement, Force, Leg, Rules, Who};

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
    /// What it compels; `None` where its wording sets no list.
    pub(super) compels: Option<&'static [ItemCategory]>,
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
            Err(why) => reasons.push(why),
        }
    }
    named(facts, rules)
}

/// The row of the rule table that a duty stands on.
pub(super) fn slug_of(kind: DutyKind) -> &'static str {
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
        DutyKind::ChildAbuseReport => "duty_csa_report",
        DutyKind::ChildWelfareShare => "duty_child_share_16LA",
    }
}

fn stated(facts: &Facts, rules: &Rules, kind: DutyKind) -> Result<Binding, String> {
    if kind == DutyKind::FgmSuspected {
        return Err("Suspicion or risk of FGM is not the reporting duty, which needs a girl's own words or signs that were seen. Use safeguarding.".to_owned());
    }
    if kind == DutyKind::CourtOrderClaimed {
        return Err(
            "A court order counts when it has been seen. Ask for a copy; nobody has to act on word of one."
                .to_owned(),
        );
    }
    let slug = slug_of(kind);
    if !rules.in_force(slug, facts.date, facts.nation) {
        let title = rules.row(slug).map_or(slug, |row| row.title.as_str());
        return Err(format!(
            "\u{201c}{title}\u{201d} is not law in this nation on this day, so it does not count."
        ));
    }
    to_whom(facts, kind).map_err(str::to_owned)?;
    let when_asked = matches!(
        kind,
        DutyKind::DriverIdentityRequest | DutyKind::SafeguardingBoardRequest
    );
    if when_asked && !facts.disclosure.requested_by_recipient {
        return Err(
            "This duty begins with a request, and none was made. Nobody has to answer what was not asked."
                .to_owned(),
        );
    }
    match about_whom(facts, rules, kind) {
        About::Them => Ok(Binding::Binds(Bound {
            slug,
            compels: items::compelled(kind),
            order: kind == DutyKind::CourtOrderSeen,
            safeguards: matches!(
                kind,
                DutyKind::FgmDisclosed
                    | DutyKind::AdultAtRiskReportWales
                    | DutyKind::ChildAtRiskReportWales
                    | DutyKind::SafeguardingBoardRequest
                    | DutyKind::ChildAbuseReport
                    | DutyKind::ChildWelfareShare
            ),
        })),
        About::AgeMissing => Ok(Binding::NeedsAge),
        About::SomebodyElse(why) => Err(why.to_owned()),
    }
}

/// Whether a duty is about this person.
enum About {
    Them,
    AgeMissing,
    SomebodyElse(&'static str),
}

fn about_whom(facts: &Facts, rules: &Rules, kind: DutyKind) -> About {
    let child = facts.person.age.map(|age| age < rules.thresholds().adult_age);
    let child_harmed = facts.harm.to == Some(HarmTo::Child);
    let about_adults = matches!(
        kind,
        DutyKind::AdultAtRiskReportWales | DutyKind::SafeguardingBoardRequest
    );
    if kind == DutyKind::FgmDisclosed {
        return match child {
            Some(true) => About::Them,
            Some(false) => About::SomebodyElse(
                "The FGM reporting duty is about girls under 18; for a woman it does not apply.",
            ),
            None => About::AgeMissing,
        };
    }
    if kind == DutyKind::ChildAtRiskReportWales && !child_harmed {
        return match child {
            Some(true) => About::Them,
            Some(false) => {
                About::SomebodyElse("The duty to report a child at risk is about somebody under 18.")
            }
            None => About::AgeMissing,
        };
    }
    if matches!(kind, DutyKind::ChildAbuseReport | DutyKind::ChildWelfareShare) {
        return of_a_child(facts, kind, child);
    }
    if about_adults && child == Some(true) {
        return About::SomebodyElse(
            "This duty is about adults; for somebody under 18 the child duties apply.",
        );
    }
    if about_adults && !facts.person.adult_at_risk {
        return About::SomebodyElse(
            "This duty needs an adult at risk: care and support needs, at risk, and because of them not able to protect themself.",
        );
    }
    About::Them
}

/// The duties of 2026 are about a child, who need not be the person: a parent, or somebody who is suspected. Section
/// 16LA gives way where telling would harm the child more than silence.
fn of_a_child(facts: &Facts, kind: DutyKind, child: Option<bool>) -> About {
    let at_stake = child == Some(true) || interest::child_at_stake(facts);
    let harms_more = child == Some(true) && facts.capacity.best_interests == Some(false);
    match child {
        _ if kind == DutyKind::ChildWelfareShare && harms_more => About::SomebodyElse(
            "Telling would harm the child more than silence, so the duty to share gives way.",
        ),
        _ if at_stake => About::Them,
        None => About::AgeMissing,
        Some(_) => About::SomebodyElse("This duty is about somebody under 18."),
    }
}

/// Whether the duty binds this body towards this receiver.
fn to_whom(facts: &Facts, kind: DutyKind) -> Result<(), &'static str> {
    let recipient = facts.disclosure.recipient;
    let health = from_health(facts);
    let constable =
        recipient == Recipient::PoliceOfficer && facts.disclosure.direction != Direction::PoliceToHealth;
    let (binds, why) = match kind {
        DutyKind::FgmDisclosed | DutyKind::FgmSuspected => (
            health && constable,
            "The FGM reporting duty binds a regulated professional towards police, and nobody else.",
        ),
        DutyKind::Terrorism | DutyKind::DriverIdentityRequest => {
            (constable, "This duty is owed to police only.")
        }
        // only a registered medical practitioner notifies, in England and in Wales: nobody who decides here is one
        DutyKind::NotifiableDisease => (
            false,
            "A disease is notified by a registered medical practitioner, to the local authority's proper officer. Tell the doctor; a nurse and police do not hold that duty.",
        ),
        DutyKind::CoronerNotice => (
            recipient == Recipient::Coroner,
            "A coroner's notice is answered to the coroner, not to anybody else.",
        ),
        DutyKind::AdultAtRiskReportWales
        | DutyKind::ChildAtRiskReportWales
        | DutyKind::SafeguardingBoardRequest => (
            recipient == Recipient::LocalAuthority,
            "This duty is owed to the local authority or its safeguarding board, not to this receiver.",
        ),
        DutyKind::ChildAbuseReport => (
            constable || recipient == Recipient::LocalAuthority,
            "A suspected child sex offence is reported to police or the local authority, and to nobody else.",
        ),
        DutyKind::ChildWelfareShare => (
            constable
                || matches!(
                    recipient,
                    Recipient::Nurse | Recipient::Hospital | Recipient::LocalAuthority
                ),
            "The duty to share for a child's welfare binds police, NHS bodies and councils towards one another.",
        ),
        DutyKind::CourtOrderSeen | DutyKind::CourtOrderClaimed => (
            recipient != Recipient::Media,
            "An order is answered to the court or to a party, never to the media. Get advice.",
        ),
    };
    if binds { Ok(()) } else { Err(why) }
}

/// Duties that have no code of their own among the facts: the user names the row as the power.
fn named(facts: &Facts, rules: &Rules) -> Binding {
    let told = &facts.disclosure;
    let child = facts
        .person
        .age
        .is_some_and(|age| age < rules.thresholds().adult_age)
        || facts.harm.to == Some(HarmTo::Child);
    let kind = match told.power.as_str() {
        "duty_csa_report" => Some(DutyKind::ChildAbuseReport),
        "duty_child_share_16LA" => Some(DutyKind::ChildWelfareShare),
        _ => None,
    };
    if let Some(kind) = kind {
        return stated(facts, rules, kind).unwrap_or(Binding::Not);
    }
    let to_council = told.recipient == Recipient::LocalAuthority && told.requested_by_recipient;
    let asked_by_government =
        from_health(facts) && told.requested_by_recipient && told.recipient == Recipient::OtherGovernment;
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
        "duty_to_share_care" => ("duty_to_share_care", own_care(facts)),
        "duty_cqc" => ("duty_cqc", asked_by_government),
        "duty_nhse_info" => ("duty_nhse_info", asked_by_government),
        _ => return Binding::Not,
    };
    if !holds || !rules.in_force(slug, facts.date, facts.nation) {
        return Binding::Not;
    }
    let safeguards = matches!(slug, "duty_s47_assist" | "duty_s42_assist");
    let compels = match slug {
        "duty_s47_assist" | "duty_s42_assist" => items::compelled(DutyKind::SafeguardingBoardRequest),
        _ => None,
    };
    Binding::Binds(Bound {
        slug,
        compels,
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
        Who::Health
    } else {
        Who::Police
    };
    let asks = slug == "power_vir_44A" && facts.disclosure.victim_request;
    if !row.who.contains(&side) && !asks {
        return Err(format!(
            "{} is not this side's power. The ordinary power is used.",
            row.title
        ));
    }
    if !between(facts, rules, slug) {
        return Err(format!(
            "{} does not run between these bodies, or not for this. The ordinary power is used.",
            row.title
        ));
    }
    let binds = match slug {
        "power_art2" => facts.emergency.real_and_immediate_threat_to_life,
        "duty_to_share_care" => own_care(facts),
        "power_mha_136_1C" | "power_mappa" => true,
        _ => false,
    };
    match row.force {
        Some(Force::May) => Ok(()),
        Some(Force::Must) if binds => Ok(()),
        Some(Force::Must) => Err(format!(
            "{} does not bind here on these facts. The ordinary power is used.",
            row.title
        )),
        Some(Force::Limit | Force::Reference) | None => Err(format!(
            "{} is not a gateway for sharing. The ordinary power is used.",
            row.title
        )),
    }
}

/// Whether a named power runs between this body and this receiver, for what this is about (`domain-law` 1.5).
pub(super) fn between(facts: &Facts, rules: &Rules, slug: &str) -> bool {
    let told = &facts.disclosure;
    let to = |receivers: &[Recipient]| receivers.contains(&told.recipient);
    let child = interest::is_child(facts, rules) || interest::child_at_stake(facts);
    match slug {
        // PCSC Act 2022 ss11, 12: specified authorities
        "power_svd_16" => to(&[
            Recipient::PoliceOfficer,
            Recipient::LocalAuthority,
            Recipient::OtherGovernment,
        ]),
        // Crime and Disorder Act 1998 s115(2): relevant authorities
        "power_cda_115" | "power_cda_17A" | "power_mappa" => to(&[
            Recipient::PoliceOfficer,
            Recipient::Nurse,
            Recipient::Ambulance,
            Recipient::Hospital,
            Recipient::LocalAuthority,
            Recipient::OtherGovernment,
        ]),
        // Children Act 1989 ss17, 27: towards the local authority
        "power_s17_ca89" => child && to(&[Recipient::LocalAuthority]),
        // Children Act 2004 ss10, 11: partners
        "power_ca04_s10_11" => {
            child
                && to(&[
                    Recipient::PoliceOfficer,
                    Recipient::Nurse,
                    Recipient::Ambulance,
                    Recipient::Hospital,
                    Recipient::LocalAuthority,
                ])
        }
        // Mental Health Act 1983 s136(1C): a constable and a professional
        "power_mha_136_1C" => to(&[Recipient::PoliceOfficer, Recipient::Nurse, Recipient::Ambulance]),
        "power_vir_44A" => told.victim_request && told.recipient == Recipient::PoliceOfficer,
        _ => true,
    }
}

/// Health tells health for the person's own care, and the person, who could decide, was not asked (HSCA 2012 s251B; implied
/// consent). An answer that was given and does not hold implies nothing, nor does a purpose that is not their care.
pub(super) fn own_care(facts: &Facts) -> bool {
    from_health(facts)
        && clinical(facts.disclosure.recipient)
        && facts.disclosure.purpose == Purpose::DirectCare
        && facts.disclosure.agreement_allows
        && facts.consent.state == ConsentState::NotAsked
        && !facts.person.dead
}
