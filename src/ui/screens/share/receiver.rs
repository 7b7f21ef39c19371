//! To whom it goes: the other seat, or somebody outside the crew who is named.

use egui::Ui;

use super::draft::{At, Outside};
use super::phrases::{Phrase, options, person};
use super::sheet::Look;
use super::{Matter, Share};
use crate::app::api::SeatState;
use crate::domain::content::Receiver;
use crate::domain::decision::facts::Recipient;
use crate::domain::decision::path::YesNo;
use crate::domain::role::Side;
use crate::domain::telling::names_a_group;
use crate::ui::parts::organisation;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{FieldKind, gap, link, support, title};
use crate::ui::words::{t, ta};

/// Who can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whom {
    /// The other seat.
    Across(Side),
    /// Somebody outside the crew.
    Outside(Recipient),
}

impl Phrase for Whom {
    fn key(self) -> &'static str {
        match self {
            Self::Across(Side::Police) => "to-officer",
            Self::Across(Side::Health) => "to-nurse",
            Self::Outside(Recipient::Ambulance) => "to-ambulance",
            Self::Outside(Recipient::Hospital) => "to-hospital",
            Self::Outside(Recipient::Gp) => "to-gp",
            Self::Outside(Recipient::LocalAuthority) => "to-local-authority",
            Self::Outside(Recipient::VoluntaryPartner) => "to-voluntary",
            Self::Outside(Recipient::Relative) => "to-relative",
            Self::Outside(Recipient::Coroner) => "to-coroner",
            Self::Outside(Recipient::Solicitor) => "to-solicitor",
            Self::Outside(Recipient::Insurer) => "to-insurer",
            Self::Outside(_) => "to-other",
        }
    }
}

/// In the order of the digits, after the other seat.
const OUTSIDE: [Recipient; 6] = [
    Recipient::Ambulance,
    Recipient::Hospital,
    Recipient::Gp,
    Recipient::LocalAuthority,
    Recipient::VoluntaryPartner,
    Recipient::Relative,
];

/// A seat of the laptop.
pub(super) fn seat<'a>(cx: &'a Cx<'_>, side: Side) -> Option<&'a SeatState> {
    match side {
        Side::Police => cx.state.police.as_ref(),
        Side::Health => cx.state.health.as_ref(),
    }
}

/// Who of the crew is told: the person who is signed in, or the role.
pub(super) fn across_name(cx: &Cx<'_>, from: Side) -> String {
    let to = from.other();
    seat(cx, to).map_or_else(
        || {
            t(match to {
                Side::Police => "share-role-officer",
                Side::Health => "share-role-nurse",
            })
        },
        |seat| seat.name.clone(),
    )
}

impl Share {
    /// Who is told, by name.
    pub(super) fn receiver_name(&self, cx: &Cx<'_>, from: Side) -> String {
        match &self.draft.to {
            Some(outside) => outside.called(),
            None => across_name(cx, from),
        }
    }

    /// Who is told, as it is stored.
    pub(super) fn receiver(&self, cx: &Cx<'_>, from: Side) -> Receiver {
        let to = from.other();
        match &self.draft.to {
            Some(outside) => Receiver {
                side: None,
                member: None,
                name: outside.called(),
                organisation: match outside.organisation.trim() {
                    "" if outside.kind == Recipient::Relative => t("to-family"),
                    named => named.to_owned(),
                },
                kind: Some(outside.kind),
                why: outside.why.trim().to_owned(),
            },
            None => Receiver::crew(
                to,
                seat(cx, to).map(|seat| seat.member),
                across_name(cx, from),
                organisation(cx.state, to),
            ),
        }
    }

    /// To whom it goes, on the first page, and the way to change it.
    pub(super) fn receiver_link_ui(&mut self, cx: &Cx<'_>, matter: &Matter, ui: &mut Ui) {
        let to = self.receiver(cx, matter.side);
        let args = [("who", to.name.into()), ("organisation", to.organisation.into())];
        if link(ui, &ta("share-to", &args), Some(&ta("share-to-change", &args))).clicked() {
            self.go(At::To);
        }
    }

    pub(super) fn receiver_ui(&mut self, cx: &Cx<'_>, matter: &Matter, ui: &mut Ui) {
        self.problems.show(ui);
        let mut all = vec![Whom::Across(matter.side.other())];
        all.extend(OUTSIDE.map(Whom::Outside));
        // whoever asked from outside may be none of the usual ones
        let asked = self.draft.to.as_ref().map(|to| to.kind);
        // a coroner asks about the living too, and stands in the register with the courts
        let of_court = matches!(asked, Some(Recipient::Court | Recipient::Coroner));
        let coroner = (self.draft.answers.dead || of_court).then_some(Recipient::Coroner);
        let asked = asked.filter(|kind| !OUTSIDE.contains(kind) && Some(*kind) != coroner);
        all.extend(coroner.into_iter().chain(asked).map(Whom::Outside));
        let mut value = Some(match &self.draft.to {
            Some(outside) => Whom::Outside(outside.kind),
            None => Whom::Across(matter.side.other()),
        });
        let words = t("share-title-to");
        title(ui, &words);
        self.died_ui(cx, matter, ui);
        gap(ui, Space::Sm);
        let sheet = self.sheet(cx.field_id("share"));
        if sheet.one(ui, ("to", &words), &options(&all, ""), Look::Page, &mut value) {
            self.problems.clear();
            self.draft.to = match (value, self.draft.to.take()) {
                (Some(Whom::Outside(kind)), Some(before)) => Some(Outside { kind, ..before }),
                (Some(Whom::Outside(kind)), None) => Some(Outside::of(kind)),
                (Some(Whom::Across(_)) | None, _) => None,
            };
            self.draft.channel = None;
        }
        self.outside_ui(cx, ui);
    }

    /// Whether the person has died: no until it is changed. The coroner is then among whom to tell.
    fn died_ui(&mut self, cx: &Cx<'_>, matter: &Matter, ui: &mut Ui) {
        let name = person(&matter.shared);
        let words = ta("share-died", &[("person", name.as_str().into())]);
        let all = options(&[YesNo::No, YesNo::Yes], &name);
        let dead = self.draft.answers.dead;
        let mut value = Some(if dead { YesNo::Yes } else { YesNo::No });
        let sheet = self.sheet(cx.field_id("share"));
        if sheet.one(ui, ("died", &words), &all, Look::Inline, &mut value) {
            self.draft.answers.dead = value == Some(YesNo::Yes);
        }
        if self.draft.answers.dead {
            support(ui, &ta("share-dead-hint", &[("person", name.into())]));
        }
    }

    /// Who outside the crew it is, by name.
    fn outside_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let Some(mut outside) = self.draft.to.clone() else {
            return;
        };
        gap(ui, Space::Sm);
        let sheet = self.sheet(cx.field_id("share"));
        let family = outside.kind == Recipient::Relative;
        let role = if family {
            "share-to-relation"
        } else {
            "share-to-role"
        };
        let fields = [
            (
                "to_name",
                "share-to-name",
                Some("share-to-name-hint"),
                &mut outside.name,
            ),
            ("to_role", role, None, &mut outside.role),
            (
                "to_organisation",
                "share-to-organisation",
                None,
                &mut outside.organisation,
            ),
            ("to_why", "share-to-why", None, &mut outside.why),
        ];
        for (field, label, hint, text) in fields {
            if family && field == "to_organisation" {
                continue;
            }
            let hint = hint.map(t);
            sheet.line(ui, field, (&t(label), hint.as_deref()), FieldKind::Line, text);
        }
        support(ui, &t("share-to-outside-hint"));
        self.draft.to = Some(outside);
    }

    /// What a named receiver still needs, with its field.
    pub(super) fn to_problem(&self) -> Option<(&'static str, String)> {
        let outside = self.draft.to.as_ref()?;
        let missing = |field, key| Some((field, t(key)));
        if outside.called().is_empty() {
            missing("to_name", "share-to-name-missing")
        } else if names_a_group(&outside.called()) {
            missing("to_name", "share-to-group")
        } else if outside.organisation.trim().is_empty() && outside.kind != Recipient::Relative {
            missing("to_organisation", "share-to-organisation-missing")
        } else if outside.why.trim().is_empty() {
            missing("to_why", "share-to-why-missing")
        } else {
            None
        }
    }
}
