//! The person's note in words: what one side shared about them, with whom, when and why, and what they can do about it.
//! Plain, or easy to read: one idea on a line, large. Made from what [`select`] lets through and nothing else.

use std::collections::BTreeSet;

use super::words::say;
use crate::domain::agreement::Office;
use crate::domain::content::{Basis, Channel, DecisionResult, PolicySet};
use crate::domain::decision::conclusion::{Confidentiality, Task};
use crate::domain::ids::ItemId;
use crate::domain::incident::{SharedIncident, SideFile};
use crate::domain::paper::note::{Choice, NoteItem, NoteShare, Selection, select};
use crate::domain::paper::{Block, Document, Language, Scale};
use crate::domain::role::Side;

/// How the note is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoteForm {
    /// In which language.
    pub language: Language,
    /// Easy to read: one idea on a line, large letters.
    pub easy: bool,
    /// What stands on it.
    pub choice: Choice,
}

/// What a note is made from.
#[derive(Debug, Clone, Copy)]
pub struct NoteAbout<'a> {
    /// The incident.
    pub shared: &'a SharedIncident,
    /// The own half: only for which shares it was decided to tell later.
    pub own: &'a SideFile,
    /// Whose note.
    pub side: Side,
    /// That side's organisation.
    pub organisation: &'a str,
    /// How the person reaches it; empty: written in by hand.
    pub contact: &'a str,
    /// Within how many days a complaint is acknowledged (DPA 2018 s164A).
    pub complaint_days: u32,
}

/// How a person reaches this side with a question or a complaint, from the settings that both organisations agreed on;
/// empty when they name nothing. Numbers that only staff ring are not among them.
pub fn contact(policy: &PolicySet, side: Side) -> String {
    let offices = [Office::RecordsTeam, Office::DataProtectionOfficer];
    let contacts = policy
        .terms
        .as_ref()
        .map(|terms| terms.contacts.as_slice())
        .unwrap_or_default();
    let open = |office: &Office| {
        contacts.iter().find(|contact| {
            contact.side == side && contact.office == *office && !contact.in_hours.trim().is_empty()
        })
    };
    let Some(contact) = offices.iter().find_map(open) else {
        return String::new();
    };
    match contact.name.trim() {
        "" => contact.in_hours.trim().to_owned(),
        name => format!("{name}, {}", contact.in_hours.trim()),
    }
}

/// The note, and what stands on it and what does not.
pub fn note(about: &NoteAbout<'_>, form: &NoteForm) -> (Document, Selection) {
    let selection = selection(about, &form.choice);
    let writer = Writer {
        language: form.language,
        easy: form.easy,
    };
    (writer.document(about, &selection), selection)
}

/// What stands on the note and what does not.
fn selection(about: &NoteAbout<'_>, choice: &Choice) -> Selection {
    let outside = about.own.told_outside.iter();
    let cards = about.shared.disclosures.iter().chain(outside);
    select(cards, about.side, &later(about.own), choice)
}

/// The shares for which it was decided to tell the person later.
fn later(own: &SideFile) -> BTreeSet<ItemId> {
    own.decisions
        .iter()
        .filter(|(_, decision)| decision.conclusion.tasks.contains(&Task::TellThePersonLater))
        .filter_map(|(_, decision)| match decision.result {
            DecisionResult::Shared { disclosure } | DecisionResult::DangerFinished { disclosure } => {
                Some(disclosure)
            }
            DecisionResult::NotShared { .. } => None,
        })
        .collect()
}

struct Writer {
    language: Language,
    easy: bool,
}

impl Writer {
    fn say(&self, key: &str, gaps: &[(&str, &str)]) -> String {
        say(self.language, key, gaps)
    }

    fn document(&self, about: &NoteAbout<'_>, selection: &Selection) -> Document {
        let blocks = if self.easy {
            self.easy(about, selection)
        } else {
            self.plain(about, selection)
        };
        let reference = about.shared.reference.as_str();
        Document {
            title: self.say(if self.easy { "easy-title" } else { "note-title" }, &[]),
            language: self.language,
            scale: if self.easy { Scale::Large } else { Scale::Usual },
            dated: selection
                .shares
                .iter()
                .map(|share| share.at)
                .max()
                .unwrap_or(about.shared.opened),
            footer: self.say(
                "note-footer",
                &[("organisation", about.organisation), ("reference", reference)],
            ),
            blocks,
        }
    }

    fn plain(&self, about: &NoteAbout<'_>, selection: &Selection) -> Vec<Block> {
        let day = about.shared.opened.day_words();
        let mut blocks = Vec::new();
        if !about.shared.person.is_empty() {
            blocks.push(Block::Paragraph(
                self.say("note-for", &[("name", &about.shared.person)]),
            ));
        }
        blocks.push(Block::Paragraph(
            self.say("note-about", &[("day", &day), ("who", about.organisation)]),
        ));
        if selection.shares.is_empty() {
            blocks.push(Block::Paragraph(self.say("note-nothing", &[])));
        }
        for share in &selection.shares {
            blocks.extend(self.plain_share(share));
        }
        let consented = selection.shares.iter().any(|share| agreed(share.basis));
        let mut rights = vec![
            self.say("note-right-ask", &[]),
            self.say("note-right-object", &[]),
            self.say("note-right-copy", &[]),
            self.say("note-right-correct", &[]),
        ];
        if consented {
            rights.push(self.say("note-right-withdraw", &[]));
        }
        let days = about.complaint_days.to_string();
        blocks.extend([
            Block::Heading(1, self.say("note-rights", &[])),
            Block::List(rights),
            Block::Heading(1, self.say("note-complain", &[])),
            Block::Paragraph(self.say("note-complain-us", &[("days", &days)])),
            Block::Paragraph(self.say("note-complain-law", &[])),
            Block::Paragraph(self.say("note-complain-commissioner", &[])),
            self.contact(about.contact, "note-contact", "note-contact-write"),
            Block::Paragraph(self.say("note-reference", &[("reference", &about.shared.reference)])),
            Block::Paragraph(self.say("note-complete", &[])),
            Block::Paragraph(self.say("note-language", &[])),
        ]);
        blocks
    }

    fn plain_share(&self, share: &NoteShare) -> Vec<Block> {
        let when = [
            ("day", share.at.day_words()),
            ("time", share.at.clock()),
            ("how", self.how(share.channel)),
        ];
        let when: Vec<(&str, &str)> = when.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut blocks = vec![
            Block::Heading(1, self.say("note-share", &[("to", &self.names(share))])),
            Block::Paragraph(self.say("note-when", &when)),
            Block::Heading(2, self.say("note-what", &[])),
        ];
        blocks.extend(share.items.iter().map(|item| self.item(item)));
        blocks.push(Block::Heading(2, self.say("note-why", &[])));
        blocks.push(Block::Paragraph(self.why(share.basis)));
        blocks
    }

    fn easy(&self, about: &NoteAbout<'_>, selection: &Selection) -> Vec<Block> {
        let line = |key: &str| Block::Paragraph(self.say(key, &[]));
        let day = about.shared.opened.day_words();
        let mut blocks = Vec::new();
        if !about.shared.person.is_empty() {
            blocks.push(Block::Paragraph(
                self.say("easy-for", &[("name", &about.shared.person)]),
            ));
        }
        blocks.extend([
            Block::Paragraph(self.say("easy-about-when", &[("day", &day)])),
            Block::Paragraph(self.say("easy-about-who", &[("who", about.organisation)])),
        ]);
        if selection.shares.is_empty() {
            blocks.push(line("easy-nothing"));
        } else {
            blocks.extend([line("easy-about-told"), line("easy-about-page")]);
        }
        for share in &selection.shares {
            blocks.extend(self.easy_share(share));
        }
        let days = about.complaint_days.to_string();
        blocks.extend([
            Block::Heading(1, self.say("easy-rights", &[])),
            line("easy-right-ask"),
            line("easy-right-object"),
            line("easy-right-copy"),
            line("easy-right-correct"),
            Block::Heading(1, self.say("easy-complain", &[])),
            line("easy-complain-us"),
            Block::Paragraph(self.say("easy-complain-days", &[("days", &days)])),
            line("easy-complain-commissioner"),
            line("easy-complain-reach"),
            self.contact(about.contact, "easy-contact", "easy-contact-write"),
            line("easy-complete"),
            line("easy-language"),
        ]);
        blocks
    }

    fn easy_share(&self, share: &NoteShare) -> Vec<Block> {
        let (day, time) = (share.at.day_words(), share.at.clock());
        let mut blocks = vec![
            Block::Heading(1, self.say("easy-share", &[])),
            Block::Paragraph(self.names(share)),
            Block::Paragraph(self.say("easy-when", &[("day", &day), ("time", &time)])),
            Block::Heading(1, self.say("easy-what", &[])),
        ];
        blocks.extend(share.items.iter().map(|item| self.item(item)));
        blocks.push(Block::Heading(1, self.say("easy-why", &[])));
        let why = self.why(share.basis);
        let ideas = why
            .split_inclusive(". ")
            .map(|idea| Block::Paragraph(idea.trim().to_owned()));
        blocks.extend(ideas);
        blocks
    }

    fn item(&self, item: &NoteItem) -> Block {
        let (somebody, opinion) = if self.easy {
            ("easy-somebody-else", "easy-opinion")
        } else {
            ("note-somebody-else", "note-opinion")
        };
        match &item.words {
            None => Block::Paragraph(self.say(somebody, &[])),
            Some(words) if item.opinion => Block::Quote(self.say(opinion, &[("words", words)])),
            Some(words) => Block::Quote(words.clone()),
        }
    }

    fn names(&self, share: &NoteShare) -> String {
        share.to.join(&self.say("name-and-name", &[]))
    }

    fn contact(&self, contact: &str, given: &str, write: &str) -> Block {
        if contact.is_empty() {
            Block::WriteIn(self.say(write, &[]))
        } else {
            Block::Paragraph(self.say(given, &[("contact", contact)]))
        }
    }

    fn how(&self, channel: Channel) -> String {
        match channel {
            Channel::OnScreen => self.say("how-on-screen", &[]),
            Channel::InPerson => self.say("how-in-person", &[]),
            Channel::Radio => self.say("how-radio", &[]),
            Channel::Phone => self.say("how-phone", &[]),
        }
    }

    fn why(&self, basis: Basis) -> String {
        let key = match basis {
            Basis::Decided(Confidentiality::Consent) => "why-consent",
            Basis::Decided(Confidentiality::CarePlanConsent) => "why-care-plan",
            Basis::Decided(Confidentiality::BestInterests) => "why-best-interests",
            Basis::Decided(Confidentiality::PublicInterestHarm) => "why-harm",
            Basis::Decided(Confidentiality::PublicInterestCrime) => "why-crime",
            Basis::Decided(Confidentiality::StatutoryDuty) => "why-duty",
            Basis::Decided(Confidentiality::CourtOrder) => "why-court",
            Basis::Decided(Confidentiality::NotConfidential) => "why-not-confidential",
            Basis::Decided(Confidentiality::None) => "why-none",
            Basis::Agreement => "why-agreement",
            Basis::Danger => "why-danger",
        };
        self.say(key, &[])
    }
}

fn agreed(basis: Basis) -> bool {
    matches!(
        basis,
        Basis::Decided(Confidentiality::Consent | Confidentiality::CarePlanConsent)
    )
}
