//! The other parts of the draft: dates, channels, contacts, retention and the words for the person.

use egui::{Align, Id, Layout, Ui};

use super::words::{channel_words, consent_words, office_words, record_words, regime_words};
use super::{Agreement, At};
use crate::domain::agreement::{
    ConsentFor, ConsentText, Contact, Kept, LONGEST_TEXT, Office, RecordType, Terms, who,
};
use crate::domain::content::{Channel, Regime};
use crate::domain::decision::facts::Nation;
use crate::domain::role::Side;
use crate::ui::parts::organisation;
use crate::ui::screen::Cx;
use crate::ui::screens::share::read_day;
use crate::ui::theme::Space;
use crate::ui::widgets::page::ONE_COLUMN;
use crate::ui::widgets::{
    Button, ButtonKind, ChoiceOption, Choices, Field, FieldKind, Page, Ticks, back_link, gap, heading,
    support, title,
};
use crate::ui::words::{t, ta};

/// In the order of the digits.
const REGIMES: [Regime; 2] = [Regime::General, Regime::LawEnforcement];

/// The four days of the page, as their fields are called.
const DAYS: [&str; 4] = [
    "agreement-starts",
    "agreement-ends",
    "agreement-review",
    "agreement-ended-day",
];

impl Agreement {
    pub(super) fn section_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let page = Page::new(cx.field_id("agreement-section").with(self.at));
        let mut leave = false;
        page.body(ui, |ui| {
            leave |= back_link(ui).clicked();
            title(ui, &self.section_title(cx));
            self.problems.show(ui);
            match self.at {
                At::Dates => self.dates_ui(cx, ui),
                At::Channels => channels_ui(cx, ui, self.terms()),
                At::Contacts(side) => contacts_ui(cx, ui, self.terms(), side),
                At::Kept(side) => kept_ui(cx, ui, self.terms(), side),
                At::Consent => consent_ui(cx, ui, self.terms()),
                At::Hub | At::Clause(_) => {}
            }
        });
        page.footer(ui, |ui| {
            leave |= Button::new(ButtonKind::Primary, &t("agreement-part-done"))
                .on_enter()
                .show(ui)
                .clicked();
        });
        if leave && self.may_leave(cx) {
            self.leave_part();
        }
    }

    fn section_title(&self, cx: &Cx<'_>) -> String {
        let of = |key: &str, side: Side| ta(key, &[("organisation", organisation(cx.state, side).into())]);
        match self.at {
            At::Contacts(side) => of("agreement-part-contacts", side),
            At::Kept(side) => of("agreement-part-kept", side),
            At::Channels => t("agreement-part-channels"),
            At::Consent => t("agreement-part-consent"),
            At::Dates | At::Hub | At::Clause(_) => t("agreement-part-dates"),
        }
    }

    fn dates_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let reference = self.draft.agreement.get_or_insert_default();
        Field::new(cx.field_id("agreement-reference"), &t("agreement-reference"))
            .hint(&t("agreement-reference-hint"))
            .show(ui, reference);
        let clause = self.draft.known_clause.get_or_insert_default();
        Field::new(cx.field_id("agreement-known"), &t("agreement-clause"))
            .hint(&t("agreement-clause-hint"))
            .width(120.0)
            .show(ui, clause);
        for (name, typed) in DAYS.iter().zip(&mut self.days) {
            let id = cx.field_id(name);
            let (label, hint) = (t(name), t("agreement-day-hint"));
            Field::new(id, &label)
                .hint(&hint)
                .width(200.0)
                .error(self.problems.of(id))
                .show(ui, typed);
        }
        let mut partners = self.terms().partners.join(", ");
        Field::new(cx.field_id("agreement-partners"), &t("agreement-partners"))
            .hint(&t("agreement-partners-hint"))
            .show(ui, &mut partners);
        self.terms().partners = partners
            .split(", ")
            .map(str::to_owned)
            .filter(|name| !name.is_empty())
            .collect();
        self.take_days();
    }

    /// Days that can be read stand in the draft; the others stay in their fields until they can.
    fn take_days(&mut self) {
        let [starts, ends, review, ended] = self.days.each_ref().map(|typed| read_day(typed));
        let terms = self.terms();
        (terms.starts, terms.ends, terms.review, terms.ended) = (starts, ends, review, ended);
    }

    /// A day that cannot be read is said beside its field before the page is left.
    fn may_leave(&mut self, cx: &Cx<'_>) -> bool {
        let unread: Vec<(Id, String)> = DAYS
            .iter()
            .zip(&self.days)
            .filter(|(_, typed)| !typed.trim().is_empty() && read_day(typed).is_none())
            .map(|(name, _)| (cx.field_id(name), t("agreement-day-unread")))
            .collect();
        let fine = self.at != At::Dates || unread.is_empty();
        self.problems.set(if fine { Vec::new() } else { unread });
        let empty = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
        if empty(&self.draft.agreement) {
            self.draft.agreement = None;
        }
        if empty(&self.draft.known_clause) {
            self.draft.known_clause = None;
        }
        fine
    }
}

fn channels_ui(cx: &Cx<'_>, ui: &mut Ui, terms: &mut Terms) {
    support(ui, &t("agreement-channels-hint"));
    let labels: Vec<String> = Channel::ALL
        .iter()
        .map(|channel| channel_words(*channel))
        .collect();
    let options: Vec<ChoiceOption<'_>> = labels.iter().map(|label| ChoiceOption::new(label)).collect();
    let mut ticked: Vec<bool> = Channel::ALL
        .iter()
        .map(|channel| terms.channels.contains(channel))
        .collect();
    let question = t("agreement-channels");
    let shown = Ticks::new(cx.field_id("agreement-channel"), &question, &options).show(ui, &mut ticked);
    if shown.changed {
        let on = Channel::ALL.iter().zip(ticked).filter(|(_, on)| *on);
        terms.channels = on.map(|(channel, _)| *channel).collect();
    }
    gap(ui, Space::Sm);
    let labels: Vec<String> = REGIMES.iter().map(|regime| regime_words(*regime)).collect();
    let options: Vec<ChoiceOption<'_>> = labels.iter().map(|label| ChoiceOption::new(label)).collect();
    let mut chosen = REGIMES
        .iter()
        .position(|regime| terms.police_regime == Some(*regime));
    let question = t("agreement-regime");
    Choices::new(cx.field_id("agreement-regime"), &question, &options)
        .hint(&t("agreement-regime-hint"))
        .show(ui, &mut chosen);
    terms.police_regime = chosen.and_then(|at| REGIMES.get(at)).copied();
}

fn contacts_ui(cx: &Cx<'_>, ui: &mut Ui, terms: &mut Terms, side: Side) {
    support(ui, &t("agreement-contacts-hint"));
    for (at, office) in Office::ALL.iter().enumerate() {
        let place = terms
            .contacts
            .iter()
            .position(|contact| contact.side == side && contact.office == *office);
        let mut contact = match place.and_then(|place| terms.contacts.get(place)) {
            Some(contact) => contact.clone(),
            None => Contact {
                side,
                office: *office,
                name: String::new(),
                in_hours: String::new(),
                out_of_hours: String::new(),
            },
        };
        let before = contact.clone();
        gap(ui, Space::Xs);
        heading(ui, &office_words(*office));
        let id = cx.field_id("agreement-contact").with((side, at));
        let narrow = ui.ctx().content_rect().width() < ONE_COLUMN;
        let beside = Layout::left_to_right(Align::TOP).with_main_wrap(true);
        let layout = if narrow {
            Layout::top_down(Align::LEFT)
        } else {
            beside
        };
        ui.with_layout(layout, |ui| {
            let fields = [
                ("contact-name", &mut contact.name),
                ("contact-in-hours", &mut contact.in_hours),
                ("contact-out-of-hours", &mut contact.out_of_hours),
            ];
            for (key, text) in fields {
                ui.scope(|ui| {
                    ui.set_width(CONTACT);
                    ui.vertical(|ui| {
                        Field::new(id.with(key), &t(key)).width(CONTACT).show(ui, text);
                    });
                });
            }
        });
        if contact != before {
            if let Some(old) = place.and_then(|place| terms.contacts.get_mut(place)) {
                *old = contact;
            } else {
                terms.contacts.push(contact);
                terms
                    .contacts
                    .sort_by_key(|contact| (contact.side, contact.office));
            }
        }
    }
}

/// The width of a contact's field, in points.
const CONTACT: f32 = 232.0;

fn kept_ui(cx: &Cx<'_>, ui: &mut Ui, terms: &mut Terms, side: Side) {
    support(ui, &t("agreement-kept-hint"));
    let nation = cx.state.nation.unwrap_or(Nation::England);
    let rules: Vec<_> = cx
        .rules
        .retention()
        .iter()
        .filter(|row| row.keep_years.is_some() && row.who.contains(&who(side)) && row.nation.covers(nation))
        .collect();
    let open = t("agreement-kept-open");
    let mut options: Vec<ChoiceOption<'_>> = rules
        .iter()
        .map(|row| ChoiceOption::with_hint(&row.title, &row.rule))
        .collect();
    options.push(ChoiceOption::new(&open));
    for (at, record) in RecordType::ALL.iter().enumerate() {
        let place = terms
            .kept
            .iter()
            .position(|kept| kept.side == side && kept.record == *record);
        let rule = place
            .and_then(|place| terms.kept.get(place))
            .map(|kept| kept.rule.clone());
        let mut chosen = match &rule {
            Some(rule) => rules.iter().position(|row| row.slug == *rule),
            None => Some(rules.len()),
        };
        let question = record_words(*record);
        let id = cx.field_id("agreement-keep").with((side, at));
        let shown = Choices::new(id, &question, &options).show(ui, &mut chosen);
        gap(ui, Space::Sm);
        if !shown.changed {
            continue;
        }
        terms
            .kept
            .retain(|kept| kept.side != side || kept.record != *record);
        if let Some(row) = chosen.and_then(|at| rules.get(at)) {
            terms.kept.push(Kept {
                side,
                record: *record,
                rule: row.slug.clone(),
            });
        }
    }
}

fn consent_ui(cx: &Cx<'_>, ui: &mut Ui, terms: &mut Terms) {
    support(ui, &t("agreement-consent-hint"));
    for at in ConsentFor::ALL {
        let place = terms.consent.iter().position(|text| text.at == *at);
        let mut text = match place.and_then(|place| terms.consent.get(place)) {
            Some(text) => text.clone(),
            None => ConsentText {
                at: *at,
                english: String::new(),
                welsh: String::new(),
            },
        };
        let before = text.clone();
        gap(ui, Space::Xs);
        heading(ui, &consent_words(*at));
        let id = cx.field_id("agreement-words").with(*at);
        for (key, words) in [
            ("consent-english", &mut text.english),
            ("consent-welsh", &mut text.welsh),
        ] {
            Field::new(id.with(key), &t(key))
                .kind(FieldKind::Area(3))
                .show(ui, words);
            if words.chars().count() > LONGEST_TEXT {
                *words = words.chars().take(LONGEST_TEXT).collect();
            }
        }
        if text != before {
            match place.and_then(|place| terms.consent.get_mut(place)) {
                Some(old) => *old = text,
                None => terms.consent.push(text),
            }
        }
    }
}
