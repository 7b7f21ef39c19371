//! The person's note in words: what one side shared about them, with whom, when and why, and what they can do about it.
//! Plain, or easy to read: one idea on a line, large. Made from what [`select`] lets through and nothing else.

use super::words::say;
use crate::domain::agreement::Office;
use crate::domain::content::{Basis, Channel, DecisionResult, PolicySet};
use crate::domain::decision::conclusion::{Confidentiality, Task};
use crate::domain::decision::facts::Purpose;
use crate::domain::incident::{SharedIncident, SideFile};
use crate::domain::paper::note::{Choice, NoteItem, NoteShare, Said, Selection, Settled, TakenBack, select};
use crate::domain::paper::{Block, Document, Language, Picture, Scale};
use crate::domain::role::Side;
use crate::domain::time::Moment;

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
    select(cards, about.side, &settled(about.own), choice)
}

/// The two codes of the own decisions that a note is made with.
fn settled(own: &SideFile) -> Settled {
    let mut settled = Settled::default();
    for (_, decision) in &own.decisions {
        let (DecisionResult::Shared { disclosure } | DecisionResult::DangerFinished { disclosure }) =
            decision.result
        else {
            continue;
        };
        let purpose = decision.facts.disclosure.purpose;
        settled.purposes.insert(disclosure, purpose);
        if decision.conclusion.tasks.contains(&Task::TellThePersonLater) {
            settled.later.insert(disclosure);
        }
    }
    settled
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
                .flat_map(moments)
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
            self.contact(about.contact),
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
        blocks.extend(share.items.iter().flat_map(|item| self.item(item)));
        blocks.extend(
            share
                .taken_back
                .map(|back| Block::Paragraph(self.taken_back(back))),
        );
        blocks.push(Block::Heading(2, self.say("note-why", &[])));
        let why = [self.what_for(share), Some(self.why(share.basis))];
        let why: Vec<String> = why.into_iter().flatten().collect();
        blocks.push(Block::Paragraph(why.join(" ")));
        blocks
    }

    fn easy(&self, about: &NoteAbout<'_>, selection: &Selection) -> Vec<Block> {
        let line = |picture: Picture, key: &str| Block::Pictured(picture, self.say(key, &[]));
        let day = about.shared.opened.day_words();
        let mut blocks = Vec::new();
        if !about.shared.person.is_empty() {
            let words = self.say("easy-for", &[("name", &about.shared.person)]);
            blocks.push(Block::Pictured(Picture::Person, words));
        }
        blocks.extend([
            Block::Pictured(Picture::Clock, self.say("easy-about-when", &[("day", &day)])),
            Block::Pictured(
                Picture::People,
                self.say("easy-about-who", &[("who", about.organisation)]),
            ),
        ]);
        if selection.shares.is_empty() {
            blocks.push(line(Picture::Paper, "easy-nothing"));
        } else {
            blocks.push(line(Picture::Speech, "easy-about-told"));
            blocks.push(line(Picture::Paper, "easy-about-page"));
        }
        for share in &selection.shares {
            blocks.extend(self.easy_share(share));
        }
        blocks.push(Block::Heading(1, self.say("easy-rights", &[])));
        blocks.extend([
            line(Picture::Question, "easy-right-ask"),
            line(Picture::Cross, "easy-right-object"),
            line(Picture::Paper, "easy-right-copy"),
            line(Picture::Tick, "easy-right-free"),
            line(Picture::Pen, "easy-right-correct"),
        ]);
        if selection.shares.iter().any(|share| agreed(share.basis)) {
            blocks.push(line(Picture::Speech, "easy-right-withdraw"));
        }
        blocks.extend(self.easy_complaint(about));
        blocks
    }

    fn easy_complaint(&self, about: &NoteAbout<'_>) -> Vec<Block> {
        let line = |picture: Picture, key: &str| Block::Pictured(picture, self.say(key, &[]));
        let days = about.complaint_days.to_string();
        let contact = if about.contact.is_empty() {
            Block::WriteIn(self.say("easy-contact-write", &[]))
        } else {
            let words = self.say("easy-contact", &[("contact", about.contact)]);
            Block::Pictured(Picture::Phone, words)
        };
        vec![
            Block::Heading(1, self.say("easy-complain", &[])),
            line(Picture::Speech, "easy-complain-us"),
            Block::Pictured(
                Picture::Letter,
                self.say("easy-complain-days", &[("days", &days)]),
            ),
            contact,
            line(Picture::Warning, "easy-complain-commissioner"),
            line(Picture::Phone, "easy-complain-reach"),
            line(Picture::Paper, "easy-complete"),
            line(Picture::People, "easy-language"),
        ]
    }

    fn easy_share(&self, share: &NoteShare) -> Vec<Block> {
        let (day, time) = (share.at.day_words(), share.at.clock());
        let when = self.say("easy-when", &[("day", &day), ("time", &time)]);
        let mut blocks = vec![
            Block::Heading(1, self.say("easy-share", &[])),
            Block::Pictured(Picture::People, self.names(share)),
            Block::Pictured(Picture::Clock, when),
            Block::Heading(1, self.say("easy-what", &[])),
        ];
        blocks.extend(share.items.iter().flat_map(|item| self.easy_item(item)));
        blocks.extend(
            share
                .taken_back
                .into_iter()
                .flat_map(|back| self.easy_taken_back(back)),
        );
        blocks.push(Block::Heading(1, self.say("easy-why", &[])));
        if let Some(words) = self.what_for(share) {
            blocks.push(Block::Pictured(Picture::Question, words));
        }
        let why = self.why(share.basis);
        let ideas = why.split_inclusive(". ");
        blocks.extend(ideas.map(|idea| Block::Pictured(ground_picture(share.basis), idea.trim().to_owned())));
        blocks
    }

    /// What was said stands beside an empty frame: whoever gives the note draws or sticks in the picture that fits.
    fn easy_item(&self, item: &NoteItem) -> Vec<Block> {
        let mut blocks = vec![match &item.said {
            Said::SomebodyElse => Block::Pictured(Picture::Speech, self.say("easy-somebody-else", &[])),
            Said::Mistake => Block::Pictured(Picture::Cross, self.say("easy-mistake", &[])),
            Said::Words(words) if item.opinion => {
                Block::Pictured(Picture::Own, self.say("easy-opinion", &[("words", words)]))
            }
            Said::Words(words) => Block::Pictured(Picture::Own, words.clone()),
        }];
        for (at, words) in &item.corrected {
            let corrected = self.say_at("easy-corrected", *at);
            blocks.push(Block::Pictured(Picture::Pen, corrected));
            blocks.push(Block::Pictured(Picture::Own, words.clone()));
        }
        blocks
    }

    fn item(&self, item: &NoteItem) -> Vec<Block> {
        let mut blocks = vec![match &item.said {
            Said::SomebodyElse => Block::Paragraph(self.say("note-somebody-else", &[])),
            Said::Mistake => Block::Paragraph(self.say("note-mistake", &[])),
            Said::Words(words) if item.opinion => Block::Quote(self.say("note-opinion", &[("words", words)])),
            Said::Words(words) => Block::Quote(words.clone()),
        }];
        for (at, words) in &item.corrected {
            blocks.push(Block::Paragraph(self.say_at("note-corrected", *at)));
            blocks.push(Block::Quote(words.clone()));
        }
        blocks
    }

    fn taken_back(&self, back: TakenBack) -> String {
        if back.all_know {
            self.say_at("note-taken-back-known", back.at)
        } else {
            self.say_at("note-taken-back", back.at)
        }
    }

    fn easy_taken_back(&self, back: TakenBack) -> [Block; 2] {
        let then = if back.all_know {
            self.say("easy-taken-back-known", &[])
        } else {
            self.say("easy-taken-back-open", &[])
        };
        [
            Block::Pictured(Picture::Cross, self.say_at("easy-taken-back", back.at)),
            Block::Pictured(Picture::People, then),
        ]
    }

    /// Words with a day and a time.
    fn say_at(&self, key: &str, at: Moment) -> String {
        self.say(key, &[("day", &at.day_words()), ("time", &at.clock())])
    }

    fn names(&self, share: &NoteShare) -> String {
        share.to.join(&self.say("name-and-name", &[]))
    }

    fn contact(&self, contact: &str) -> Block {
        if contact.is_empty() {
            Block::WriteIn(self.say("note-contact-write", &[]))
        } else {
            Block::Paragraph(self.say("note-contact", &[("contact", contact)]))
        }
    }

    /// What it was for, where that is known. Whom else it was to protect is not said: that could show who spoke.
    fn what_for(&self, share: &NoteShare) -> Option<String> {
        let key = match (share.basis, share.purpose?) {
            // the ground says it already
            (Basis::Danger | Basis::Decided(Confidentiality::StatutoryDuty), _) | (_, Purpose::LegalDuty) => {
                return None;
            }
            (_, Purpose::SafetyOfPerson) => "for-your-safety",
            (
                _,
                Purpose::SafetyOfOthers
                | Purpose::StaffSafety
                | Purpose::SafeguardingChild
                | Purpose::SafeguardingAdult,
            ) => "for-safety",
            (_, Purpose::DirectCare) => "for-care",
            (_, Purpose::PreventSeriousCrime | Purpose::InvestigateCrime) => "for-crime",
            (_, Purpose::HousingEligibility) => "for-housing",
            (_, Purpose::Statistics) => "for-counts",
            (_, Purpose::Advice) => "for-advice",
            (_, Purpose::Other) => return None,
        };
        Some(self.say(key, &[]))
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
            Basis::OwnCare => "why-own-care",
        };
        self.say(key, &[])
    }
}

/// When it crossed, was corrected and was taken back.
fn moments(share: &NoteShare) -> impl Iterator<Item = Moment> {
    let corrected = share.items.iter().flat_map(|item| &item.corrected);
    let back = share.taken_back.map(|back| back.at);
    corrected.map(|(at, _)| *at).chain([share.at]).chain(back)
}

fn agreed(basis: Basis) -> bool {
    matches!(
        basis,
        Basis::Decided(Confidentiality::Consent | Confidentiality::CarePlanConsent)
    )
}

/// The picture beside a ground.
fn ground_picture(basis: Basis) -> Picture {
    match basis {
        Basis::Decided(Confidentiality::Consent | Confidentiality::CarePlanConsent) => Picture::Tick,
        Basis::Danger | Basis::Decided(Confidentiality::PublicInterestHarm) => Picture::Warning,
        Basis::Decided(
            Confidentiality::StatutoryDuty
            | Confidentiality::CourtOrder
            | Confidentiality::PublicInterestCrime,
        ) => Picture::Paper,
        Basis::Agreement | Basis::OwnCare => Picture::People,
        Basis::Decided(
            Confidentiality::BestInterests | Confidentiality::NotConfidential | Confidentiality::None,
        ) => Picture::Person,
    }
}
