//! A rule table on paper: one file without script, picture or link, for a lawyer to read, mark and sign.

use std::fmt::Write as _;

use super::{Adoption, TableFact};
use crate::domain::role::Side;
use crate::domain::rules::{Leg, Retention, Row, Rules};

const STYLE: &str = "body{font:15px/1.45 sans-serif;max-width:62em;margin:2em auto;padding:0 1em;color:#111;background:#fff}\
h1{font-size:1.5em}h2{font-size:1.2em;margin-top:2em}section{border-top:1px solid #888;padding:.5em 0;break-inside:avoid}\
h3{font-size:1em;margin:.2em 0}dl{display:grid;grid-template-columns:9em 1fr;gap:.1em 1em;margin:.3em 0}dt{color:#555}\
dd{margin:0;overflow-wrap:anywhere}.off{border:2px solid #a00;padding:.1em .4em;font-weight:bold}.small{font-size:.85em;color:#444}";

/// The whole table as a page.
pub fn page(rules: &Rules, fact: &TableFact) -> String {
    let mut page = String::new();
    head(&mut page, rules, fact);
    for leg in Leg::ALL {
        let _written = writeln!(page, "<h2>{}</h2>", leg.words());
        for row in rules.rows().iter().filter(|row| row.leg == leg) {
            one(&mut page, row);
        }
    }
    lists(&mut page, rules);
    page.push_str("</body></html>\n");
    page
}

fn head(page: &mut String, rules: &Rules, fact: &TableFact) {
    let version = escaped(&rules.version);
    let _written = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>Rule table {version}</title>\
         <style>{STYLE}</style></head><body>\n<h1>Rule table {version}</h1>\n<dl>"
    );
    pair(page, "Law as at", &rules.as_at().to_string());
    pair(page, "Knows the law from", &rules.valid_from().to_string());
    pair(page, "SHA-256", &fact.sha256);
    pair(page, "Adopted", &adopted(fact.adopted.as_ref()));
    pair(
        page,
        "Now",
        if fact.in_force { "in force" } else { "not in force" },
    );
    page.push_str("</dl>\n<p class=\"small\">Plain-language rules to check and to change; not legal advice. A changed table takes a new version and date, and counts once a governance lead of each organisation has signed it.</p>\n");
    page.push_str("<h2>Red lines: held by the program, lifted by no table</h2>\n");
    for line in rules.red_lines() {
        let _written = writeln!(
            page,
            "<section><h3>{}</h3><p>{}</p><p class=\"small\">{}</p></section>",
            escaped(&line.code),
            escaped(&line.rule),
            escaped(&line.basis)
        );
    }
}

/// Who adopted a table, in words.
pub(super) fn adopted(adoption: Option<&Adoption>) -> String {
    adoption.map_or_else(
        || "comes with the program".to_owned(),
        |adoption| {
            let side = match adoption.side {
                Side::Police => "police",
                Side::Health => "health",
            };
            format!(
                "proposed by {} ({side}), approved by {}, in force since {}",
                adoption.by,
                adoption.approved_by,
                adoption.since.iso()
            )
        },
    )
}

fn one(page: &mut String, row: &Row) {
    let _written = write!(
        page,
        "<section><h3>{} <span class=\"small\">{}</span></h3><dl>",
        escaped(&row.title),
        escaped(&row.slug)
    );
    pair(page, "Test", &row.test);
    if let Some(force) = row.force {
        pair(page, "Strength", force.words());
    }
    pair(page, "Who", &row.who_words());
    pair(page, "From whom to whom", &row.to);
    pair(page, "To be recorded", &row.fields);
    pair(page, "Does not allow", &row.not_for);
    pair(page, "Used for", &row.used_for);
    pair(page, "Source", &row.law);
    let dates = row.dates_words();
    if dates.starts_with("off") {
        let _written = write!(
            page,
            "<dt>In force</dt><dd><span class=\"off\">{}</span></dd>",
            escaped(&dates)
        );
    } else {
        pair(page, "In force", &dates);
    }
    pair(page, "Nation", row.nation.words());
    pair(page, "Source seen", &row.confidence_words());
    page.push_str("</dl></section>\n");
}

fn lists(page: &mut String, rules: &Rules) {
    page.push_str("<h2>Ready-made situations</h2>\n");
    for bundle in rules.bundles() {
        let _written = write!(page, "<section><h3>{}</h3><dl>", escaped(&bundle.situation));
        pair(page, "Power", &bundle.power.join(", "));
        pair(page, "Confidentiality", &bundle.confidentiality);
        pair(page, "Health", &bundle.health.join(", "));
        pair(page, "Police", &bundle.police.join(", "));
        page.push_str("</dl></section>\n");
    }
    page.push_str("<h2>Code lists</h2>\n");
    for list in rules.code_lists() {
        let _written = write!(page, "<section><h3>{}</h3><dl>", escaped(&list.name));
        pair(page, "Codes", &list.entries.join("; "));
        pair(page, "Source", &list.source);
        page.push_str("</dl></section>\n");
    }
    page.push_str("<h2>Numbers</h2>\n<dl>");
    for (name, value) in rules.thresholds().named() {
        pair(page, name, &value.to_string());
    }
    page.push_str("</dl>\n<h2>Retention</h2>\n");
    for row in rules.retention() {
        retention(page, row);
    }
    page.push_str("<h2>Terms of the Data Protection Act 1998</h2>\n");
    for term in rules.renamed() {
        let _written = write!(page, "<section><h3>{}</h3><dl>", escaped(&term.old));
        pair(page, "Now", &term.now);
        pair(page, "Law enforcement", &term.now_law_enforcement);
        page.push_str("</dl></section>\n");
    }
}

fn retention(page: &mut String, row: &Retention) {
    let _written = write!(
        page,
        "<section><h3>{} <span class=\"small\">{}</span></h3><dl>",
        escaped(&row.title),
        escaped(&row.slug)
    );
    pair(page, "Rule", &row.rule);
    pair(page, "Counts from", &row.clock);
    pair(page, "Source", &row.law);
    pair(page, "Nation", row.nation.words());
    page.push_str("</dl></section>\n");
}

fn pair(page: &mut String, name: &str, value: &str) {
    if !value.trim().is_empty() {
        let _written = write!(page, "<dt>{}</dt><dd>{}</dd>", escaped(name), escaped(value));
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::super::shipped_fact;
    use super::*;
    use std::sync::Arc;

    #[test]
    fn every_row_red_line_list_and_number_is_on_the_page_and_what_is_off_says_so() {
        let rules = Arc::new(Rules::embedded().unwrap());
        let html = page(&rules, &shipped_fact(&rules));
        for row in rules.rows() {
            assert!(html.contains(&escaped(&row.slug)), "{}", row.slug);
            assert!(html.contains(&escaped(&row.test)), "{}", row.slug);
            assert!(html.contains(&escaped(&row.law)), "{}", row.slug);
        }
        for line in rules.red_lines() {
            assert!(html.contains(&escaped(&line.rule)), "{}", line.code);
        }
        for list in rules.code_lists() {
            assert!(html.contains(&escaped(&list.entries.join("; "))), "{}", list.name);
        }
        assert_eq!(html.matches("off: enacted, start date not confirmed").count(), 2);
        assert_eq!(html.matches("off: nobody may pick it").count(), 1);
        assert!(html.contains("danger_reason_due_hours"));
        assert!(!html.contains("<script") && !html.contains("http"));
    }
}
