//! What the person answered in earlier incidents, under the question whether they agree: with its age, its words, and in
//! what it differs. It is read, never used: the answer that counts is today's.

use egui::Ui;

use super::more::field_words;
use super::phrases::words;
use super::sheet::Look;
use super::{Matter, Share};
use crate::domain::consent::{Freshness, LevelHeld, Offer, Wanted, offers, person_asked};
use crate::domain::content::{ConsentLevel, RecordField};
use crate::domain::decision::facts::Recipient;
use crate::domain::decision::path::{Agreed, Context};
use crate::ui::action::Action;
use crate::ui::route::Route;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{gap, link, support};
use crate::ui::words::{t, ta};

/// So many earlier answers are in sight at once; the register has the others.
const IN_SIGHT: usize = 2;

impl Share {
    /// The latest answers of whoever may be this person, each as a sentence.
    pub(super) fn asked_before_ui(&mut self, cx: &mut Cx<'_>, matter: &Matter, ctx: &Context, ui: &mut Ui) {
        let found = self.offers(cx, matter, ctx);
        let levels = self.levels(ctx);
        if found.is_empty() && levels.is_empty() {
            return;
        }
        gap(ui, Space::Sm);
        for held in &levels {
            support(ui, &level_words(held));
        }
        if self.draft.answers.agreed == Some(Agreed::ToldNow) {
            self.service_ui(cx, &levels, ui);
        }
        for offer in found.iter().take(IN_SIGHT) {
            support(ui, &offer_words(offer));
        }
        if link(ui, &t("share-asked-all"), None).clicked() {
            let back = Box::new(cx.route.clone());
            cx.push(Action::Go(Route::Consents(back)));
        }
    }

    /// How far the person lets this voluntary partner's information go, as it was recorded last. What was agreed with
    /// another partner is not its business.
    fn levels(&self, ctx: &Context) -> Vec<LevelHeld> {
        let partner = self
            .draft
            .to
            .as_ref()
            .map(|to| to.organisation.as_str())
            .filter(|_| ctx.recipient == Recipient::VoluntaryPartner);
        let (Some(register), Some(partner)) = (&self.before, partner) else {
            return Vec::new();
        };
        let theirs = register.levels.iter().filter(|held| held.is_with(partner));
        theirs.cloned().collect()
    }

    /// For which of the services that the level names it is told: those and no others can be chosen. One by itself is
    /// chosen already.
    fn service_ui(&mut self, cx: &Cx<'_>, levels: &[LevelHeld], ui: &mut Ui) {
        let services: Vec<String> = levels.iter().flat_map(LevelHeld::services).cloned().collect();
        let field = RecordField::PartnerService;
        let more = &mut self.draft.answers.more;
        if let ([only], false) = (services.as_slice(), more.contains_key(&field)) {
            more.insert(field, only.clone());
        }
        if services.is_empty() {
            return;
        }
        let said = self.draft.answers.says(field);
        let mut value = services.iter().position(|service| Some(service.trim()) == said);
        let all: Vec<(usize, String)> = services.iter().cloned().enumerate().collect();
        gap(ui, Space::Xs);
        let sheet = self.sheet(cx.field_id("share"));
        let changed = sheet.one(
            ui,
            (field.key(), &field_words(field)),
            &all,
            Look::Inline,
            &mut value,
        );
        if let Some(service) = value.filter(|_| changed).and_then(|at| services.get(at)) {
            self.draft.answers.more.insert(field, service.trim().to_owned());
        }
        gap(ui, Space::Xs);
    }

    fn offers(&self, cx: &Cx<'_>, matter: &Matter, ctx: &Context) -> Vec<Offer> {
        let Some(register) = &self.before else {
            return Vec::new();
        };
        let facts = self.draft.answers.to_facts(ctx, &ctx.items, cx.rules);
        let person = person_asked(&matter.shared, &matter.own, matter.side);
        let wanted = Wanted {
            incident: matter.shared.incident,
            person: &person,
            items: &ctx.items,
            recipient: ctx.recipient,
            purpose: facts.disclosure.purpose,
        };
        offers(register, wanted, cx.now, cx.rules)
    }
}

/// "Level with Seaview: talked through, 3 March 2026, for housing advice."
fn level_words(held: &LevelHeld) -> String {
    let key = match held.set.level {
        ConsentLevel::Nothing => "share-level-nothing",
        ConsentLevel::JustServices => "share-level-services",
        ConsentLevel::TalkedThrough => "share-level-talked",
        ConsentLevel::SignedForm => "share-level-signed",
    };
    let args = [
        ("partner", held.set.partner.trim().to_owned().into()),
        ("day", held.set.day.format("%-d %B %Y").to_string().into()),
        ("services", held.set.services.join(", ").into()),
    ];
    ta(key, &args)
}

/// "Asked before: said yes on 3 March 2026, 8 months ago, in these words: …. Then it was for another purpose."
fn offer_words(offer: &Offer) -> String {
    let kept = &offer.held.kept;
    let day = kept.given.day_words();
    let stands = |key: &str, months: u32| ta(key, &[("months", months.into()), ("day", day.as_str().into())]);
    let mut all = vec![match offer.freshness {
        Freshness::Fresh(months) => stands("share-asked-fresh", months),
        Freshness::Stale(months) => stands("share-asked-stale", months),
        Freshness::Expired => stands("share-asked-expired", 0),
        Freshness::TakenBack => stands("share-asked-back", 0),
        Freshness::No => stands("share-asked-no", 0),
    }];
    if !kept.words.trim().is_empty() {
        all.push(ta("share-asked-words", &[("words", kept.words.trim().into())]));
    }
    if offer.other_purpose {
        let what = words(kept.purpose, "");
        all.push(ta(
            "share-asked-purpose",
            &[("purpose", what.to_lowercase().into())],
        ));
    }
    if offer.other_recipient {
        all.push(t("share-asked-receiver"));
    }
    if !offer.not_asked.is_empty() {
        let what: Vec<String> = offer.not_asked.iter().map(|item| words(*item, "")).collect();
        let what = what.join(", ").to_lowercase();
        all.push(ta("share-asked-not", &[("what", what.into())]));
    }
    for sentence in &mut all {
        if !sentence.ends_with('.') {
            sentence.push('.');
        }
    }
    all.join(" ")
}
