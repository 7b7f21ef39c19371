//! The ten red lines that no table lifts: each must be said, word for word, and nothing in the table may go round one.

use super::table::{Bundle, Row, Table, Who};

/// Each red line as the program holds it.
pub(super) const RED_LINES: [(&str, &str); 10] = [
    (
        "RL1",
        "No disclosure for immigration enforcement: no such recipient, no such purpose, no exemption of Sch 2 para 4; a request is recorded as refused and goes to the governance lead",
    ),
    (
        "RL2",
        "Neither side opens the other's system or full record; nothing typed by one side is copied into the other's record except as a logged shared item",
    ),
    (
        "RL3",
        "No clinical detail on police lists or police-held notes; no police intelligence on the clinical record",
    ),
    (
        "RL4",
        "NHS number not shown to, stored for or exported to police; only used by health to identify in an emergency episode",
    ),
    ("RL5", "Under-18 never to a police station as place of safety"),
    ("RL6", "Serious-violence-duty power never for patient information"),
    ("RL7", "No silent edits: amendments append"),
    (
        "RL8",
        "No export that lists persons without a purpose, recipient and approver",
    ),
    ("RL9", "No automated decision: scores never choose the pathway"),
    ("RL10", "A person's refusal is never displayed as a risk marker"),
];

/// The red line that the table would lift, as a sentence.
pub(super) fn check(table: &Table) -> Result<(), String> {
    said(table)?;
    immigration(table)?;
    children(table)?;
    serious_violence(table)?;
    scores(table)?;
    consent(table)
}

fn said(table: &Table) -> Result<(), String> {
    for (code, rule) in RED_LINES {
        let mut lines = table.red_line.iter().filter(|line| line.code == code);
        let (Some(line), None) = (lines.next(), lines.next()) else {
            return Err(format!(
                "the red line {code} is missing or there twice; red lines cannot be lifted."
            ));
        };
        if line.lifted.is_some() || line.until.is_some() || line.selectable.is_some() {
            return Err(format!(
                "it says that the red line {code} is lifted or ends; red lines cannot be lifted."
            ));
        }
        if line.rule.trim() != rule {
            return Err(format!(
                "the red line {code} is worded otherwise than the program holds it; it must stand word for word."
            ));
        }
    }
    if table.red_line.len() == RED_LINES.len() {
        Ok(())
    } else {
        Err("there are ten red lines, RL1 to RL10; a table adds none.".to_owned())
    }
}

/// RL1: no row that anybody could pick rests on the immigration exemption, under whatever name.
fn immigration(table: &Table) -> Result<(), String> {
    let rests_on_it = |row: &Row| {
        let slug = row.slug.to_lowercase();
        let title = row.title.to_lowercase();
        let law = format!("{} ", row.law.to_lowercase().replace("paragraph", "para"));
        slug.contains("immigration")
            || title.contains("immigration")
            || [
                "sch 2 para 4 ",
                "sch 2 para 4,",
                "sch 2 para 4;",
                "schedule 2 para 4 ",
            ]
            .iter()
            .any(|cited| law.contains(cited))
    };
    if let Some(row) = table.row.iter().find(|row| row.selectable && rests_on_it(row)) {
        return Err(format!(
            "it makes the immigration row `{}` selectable, which red line RL1 forbids.",
            row.slug
        ));
    }
    match table
        .row
        .iter()
        .find(|row| row.selectable && serves_the_home_office(row))
    {
        Some(row) => Err(format!(
            "the row `{}` tells the Home Office, which red line RL1 forbids; only victims of modern slavery go there (`duty_msa_52`).",
            row.slug
        )),
        None => Ok(()),
    }
}

/// Rows that lead to the department of immigration enforcement, but for the modern-slavery referral.
fn serves_the_home_office(row: &Row) -> bool {
    let words = [&row.slug, &row.title, &row.test, &row.to, &row.used_for];
    let named = words.into_iter().any(|text| {
        let text = text.to_lowercase().replace(['_', '-'], " ");
        ["home office", "border force", "visas", "deportation"]
            .iter()
            .any(|word| text.contains(word))
    });
    named && row.slug != "duty_msa_52"
}

/// RL5: the row about children and police stations is there, is law everywhere, and does not end.
fn children(table: &Table) -> Result<(), String> {
    let held = table.row.iter().any(|row| {
        row.slug == "child_no_police_station"
            && row.until.is_none()
            && row.from.is_none()
            && row.commencement == super::Commencement::InForce
            && row.nation == super::RowNation::EnglandAndWales
    });
    if held {
        Ok(())
    } else {
        Err(
            "the row `child_no_police_station` is missing, off, or has an end, which red line RL5 forbids."
                .to_owned(),
        )
    }
}

/// RL6: no situation is filled in with the serious-violence power, and its row says what it may not carry.
fn serious_violence(table: &Table) -> Result<(), String> {
    let said =
        |row: &Row| row.slug != "power_svd_16" || row.not_for.to_lowercase().contains("patient information");
    if !table.row.iter().all(said) {
        return Err(
            "the row `power_svd_16` does not say that patient information is not for it, which red line RL6 wants."
                .to_owned(),
        );
    }
    let uses = |bundle: &&Bundle| {
        bundle.power.iter().any(|slug| {
            let law = table.row.iter().find(|row| row.slug == *slug);
            slug == "power_svd_16"
                || law.is_some_and(|row| row.law.to_lowercase().contains("serious violence"))
        })
    };
    match table.bundle.iter().find(uses) {
        Some(bundle) => Err(format!(
            "the bundle `{}` uses the serious-violence power, which red line RL6 keeps from patient data.",
            bundle.id
        )),
        None => Ok(()),
    }
}

/// RL9: nothing in a table is a score.
fn scores(table: &Table) -> Result<(), String> {
    let names = table
        .row
        .iter()
        .map(|row| &row.slug)
        .chain(table.bundle.iter().map(|bundle| &bundle.id))
        .chain(table.code_list.iter().map(|list| &list.name));
    let mut names = names.filter(|name| {
        let mut words = name.split(['_', '-', ' ']);
        words.any(|word| {
            matches!(
                word.to_lowercase().as_str(),
                "score" | "scores" | "points" | "weight"
            )
        })
    });
    match names.next() {
        Some(name) => Err(format!(
            "`{name}` is a score, which red line RL9 forbids: scores never choose the pathway."
        )),
        None => Ok(()),
    }
}

/// Consent of the person belongs to confidentiality; as a basis in data-protection law it is for voluntary partners.
fn consent(table: &Table) -> Result<(), String> {
    let given = |row: &Row| row.slug == "a6_a_consent" && row.who.iter().any(|who| *who != Who::Voluntary);
    if table.row.iter().any(given) {
        Err("UK GDPR consent is not for police or NHS: consent belongs to confidentiality.".to_owned())
    } else {
        Ok(())
    }
}
