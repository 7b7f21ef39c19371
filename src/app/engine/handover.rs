//! Handing an incident over, and signing for it: the giver stays responsible until somebody has signed.

use std::path::Path;

use super::Engine;
use super::incident::{MAX_WORDS, fits, not_future};
use super::seats::new_item;
use super::writing::Act;
use crate::app::api::{Done, HandoverForm, ReceiptForm};
use crate::app::paper::{Pages, SheetAbout, proposed, sheet};
use crate::app::problem::Problem;
use crate::domain::content::{
    Content, HandoverGiven, HandoverReceived, HandoverTo, Milestone, MilestoneStamped, PaperKind, PaperMade,
    PaperOut, ReceivedHow,
};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::HandoverCard;
use crate::domain::paper::Document;
use crate::domain::role::{Role, Side};
use crate::vault::{is_paper_code, paper_code};

/// The longest name, role or place, in characters.
const LONGEST_NAME: usize = 120;

impl Engine {
    pub(super) fn hand_over(&mut self, form: HandoverForm) -> Result<Done, Problem> {
        let side = self.private_seat()?;
        let shared = self.shared_of(form.incident)?;
        for words in form.sbar.parts() {
            fits(words, MAX_WORDS, "One part of the handover")?;
        }
        fits(&form.place, LONGEST_NAME, "The place")?;
        if form.sbar.situation.trim().is_empty() && form.sbar.recommendation.trim().is_empty() {
            return Err(Problem::new(
                "A-711",
                "This handover says nothing yet",
                "Write at least what is happening, or what is asked",
            ));
        }
        if side == Side::Police && form.to.is_outside() {
            let own = self.own_of(form.incident)?;
            let undecided = proposed(&shared, &own, side, form.to);
            let same = form.sbar.situation == undecided.situation
                && form.sbar.background == undecided.background
                && form.sbar.assessment == undecided.assessment;
            if !same {
                return Err(Problem::new(
                    "A-712",
                    "Words stand here that nobody decided to share",
                    "Share them with the hospital first (F7). What was shared stands here by itself",
                ));
            }
        }
        let given = HandoverGiven {
            incident: form.incident,
            handover: new_item(),
            to: form.to,
            place: form.place.trim().to_owned(),
            by: self.my_name(),
            sbar: form.sbar,
            code: paper_code(),
        };
        self.write_from_draft(
            vec![Content::HandoverGiven(given).into()],
            &handover_draft_key(form.incident),
        )?;
        Ok(Done::Ok)
    }

    /// Somebody signs: a colleague from their own seat, anybody else with name and role here, or with the paper's code.
    pub(super) fn receive(&mut self, form: &ReceiptForm) -> Result<Done, Problem> {
        self.private_seat()?;
        let card = self.handover_card(form.incident, form.handover)?;
        if card.received.is_some() {
            return Err(Problem::new(
                "A-713",
                "Somebody signed for this already",
                "Look at who has it, and speak to them",
            ));
        }
        let now = self.now();
        let at = form.at.unwrap_or(now);
        not_future(at, now)?;
        let (name, role) = self.signer(form, &card)?;
        let received = HandoverReceived {
            incident: form.incident,
            handover: form.handover,
            name,
            role,
            at,
            how: form.how,
            read_back: form.read_back,
            remark: form.remark.trim().to_owned(),
        };
        fits(&received.remark, MAX_WORDS, "The remark")?;
        let mut acts: Vec<Act> = vec![Content::HandoverReceived(received).into()];
        let shared = self.shared_of(form.incident)?;
        let stamped = shared.milestones.contains_key(&Milestone::HandedOver);
        if card.given.to != HandoverTo::NextShift && !stamped && shared.closed.is_none() {
            // both sides see that the person is in other hands, and no word of what was said
            let stamp = MilestoneStamped {
                incident: form.incident,
                item: new_item(),
                milestone: Milestone::HandedOver,
                at,
            };
            acts.push(Content::MilestoneStamped(stamp).into());
        }
        self.write(acts)?;
        Ok(Done::Ok)
    }

    /// Who signs, and whether they may.
    fn signer(&self, form: &ReceiptForm, card: &HandoverCard) -> Result<(String, String), Problem> {
        let outside = card.given.to.is_outside();
        match form.how {
            ReceivedHow::OwnSeat => {
                let me = self.seated.as_ref();
                if outside || card.author == me.map(|member| member.id) {
                    return Err(Problem::new(
                        "A-714",
                        "Whoever gives it cannot sign for it",
                        "Let the person who takes over sign: from their own seat, here with name and role, or on paper",
                    ));
                }
                let role = me.map(|member| role_words(member.role)).unwrap_or_default();
                return Ok((self.my_name(), role));
            }
            ReceivedHow::OnPaper if !is_paper_code(&card.given.code, &form.code) => {
                return Err(Problem::new(
                    "A-715",
                    "That is not the code of this sheet",
                    "Ask them to read the last line of the sheet again",
                ));
            }
            ReceivedHow::OnLaptop | ReceivedHow::OnPaper => {}
        }
        let (name, role) = (form.name.trim(), form.role.trim());
        if name.is_empty() || role.is_empty() {
            return Err(Problem::new(
                "A-716",
                "The signature needs a name and a role",
                "Ask who takes over and what they are, for example charge nurse",
            ));
        }
        fits(name, LONGEST_NAME, "The name")?;
        fits(role, LONGEST_NAME, "The role")?;
        Ok((name.to_owned(), role.to_owned()))
    }

    /// The sheet to the printer: no file of it is left.
    pub(super) fn print_sheet(&mut self, incident: IncidentId, handover: ItemId) -> Result<Done, Problem> {
        let (document, _) = self.sheet(incident, handover)?;
        self.print(&document, sheet_made(incident, handover))
    }

    /// The sheet as files.
    pub(super) fn save_sheet(
        &mut self,
        incident: IncidentId,
        handover: ItemId,
        folder: &Path,
    ) -> Result<Done, Problem> {
        let (document, reference) = self.sheet(incident, handover)?;
        let pages = Pages::save(&document, folder, &format!("handover {reference}"))?;
        let made = PaperMade {
            pdf: pages.digest.clone(),
            ..sheet_made(incident, handover)
        };
        self.write(vec![Content::PaperMade(made).into()])
            .inspect_err(|_problem| pages.take_back())?;
        Ok(Done::PaperMade(vec![pages.pdf, pages.html]))
    }

    fn sheet(&mut self, incident: IncidentId, handover: ItemId) -> Result<(Document, String), Problem> {
        let side = self.private_seat()?;
        let shared = self.shared_of(incident)?;
        let card = self.handover_card(incident, handover)?;
        let genesis = self.vault()?.genesis();
        let organisation = match side {
            Side::Police => &genesis.police,
            Side::Health => &genesis.health,
        };
        let about = SheetAbout {
            shared: &shared,
            card: &card,
            organisation,
        };
        Ok((sheet(&about), shared.reference.clone()))
    }

    fn handover_card(&self, incident: IncidentId, handover: ItemId) -> Result<HandoverCard, Problem> {
        let own = self.own_of(incident)?;
        let found = own
            .handovers
            .into_iter()
            .find(|card| card.given.handover == handover);
        found.ok_or_else(|| {
            Problem::new(
                "A-717",
                "That handover is not in your side's record",
                "Choose one from the list",
            )
        })
    }
}

fn sheet_made(incident: IncidentId, handover: ItemId) -> PaperMade {
    PaperMade {
        incident,
        item: new_item(),
        paper: PaperKind::Handover,
        out: PaperOut::Saved,
        about: vec![handover],
        pdf: String::new(),
        form: None,
    }
}

fn role_words(role: Role) -> String {
    match role {
        Role::Officer => "Officer",
        Role::Nurse => "Nurse",
        Role::Supervisor => "Supervisor",
        Role::Governance => "Governance lead",
    }
    .to_owned()
}

/// The key of the draft of a handover.
pub fn handover_draft_key(incident: IncidentId) -> String {
    format!("handover/{}", incident.hex())
}
