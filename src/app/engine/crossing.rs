//! What may cross: the bytes say what was decided, item by item as the notes have it, and to whom; and that it was heard.

use super::Engine;
use super::incident::fits;
use super::reused::check_asked_about;
use super::sharing::changed;
use crate::app::api::{Done, Phase, ShareForm};
use crate::app::problem::Problem;
use crate::app::proposal::{basis_of, known_item};
use crate::domain::content::{Channel, Content, Disclosed, Heard, Nature, NoteSource, Receiver, SharedItem};
use crate::domain::decision::conclusion::Conclusion;
use crate::domain::decision::facts::{Direction, ItemCategory};
use crate::domain::decision::restrictions::teller_may_be_told;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::SideFile;
use crate::domain::role::Side;
use crate::domain::rules::Rules;
use crate::domain::telling::{LONGEST_ITEM, names_a_group};
use crate::domain::time::Moment;

/// The longest name, organisation or reason of a receiver, in characters.
const LONGEST_NAME: usize = 120;

/// The bytes say what was decided and nothing more.
pub(super) fn check_disclosed(
    side: Side,
    form: &ShareForm,
    conclusion: &Conclusion,
    disclosed: &Disclosed,
) -> Result<(), Problem> {
    if !conclusion.outcome.crosses() {
        let why = conclusion
            .reasons
            .first()
            .cloned()
            .unwrap_or_else(|| "The answers do not allow it".to_owned());
        return Err(Problem::new(
            "A-250",
            why,
            "Nothing was shared. Change an answer, or record that you do not share",
        ));
    }
    // in the order of what was picked, less what may not cross: each thing by itself
    let picked = form.facts.disclosure.items.iter().enumerate();
    let crossing: Vec<ItemCategory> = picked
        .filter(|(at, kind)| conclusion.lets(*at, **kind))
        .map(|(_, kind)| *kind)
        .collect();
    let told: Vec<ItemCategory> = disclosed.items.iter().map(|item| item.category).collect();
    let same = disclosed.incident == form.incident
        && disclosed.from == Some(side)
        && !told.is_empty()
        && told == crossing
        && disclosed.items.iter().all(|item| !item.words.trim().is_empty())
        && disclosed.basis == basis_of(conclusion)
        && disclosed.channel == form.channel
        && disclosed.person_told == form.person_told;
    disclosed
        .items
        .iter()
        .try_for_each(|item| fits(&item.words, LONGEST_ITEM, "One item"))?;
    if same { Ok(()) } else { Err(changed()) }
}

/// Each item is as the picked notes have it: the same words keep their source, and are no fresher than their note;
/// other words say where they come from, and are of the time of deciding.
pub(super) fn check_items(
    side: Side,
    form: &ShareForm,
    own: &SideFile,
    disclosed: &Disclosed,
    rules: &Rules,
    now: Moment,
) -> Result<(), Problem> {
    let known = own
        .known
        .as_ref()
        .map(|(answer, _, at)| known_item(side, *answer, *at, rules));
    let honest = |item: &SharedItem| {
        if item.category == ItemCategory::KnownToService && known.as_ref() == Some(item) {
            return true;
        }
        let note = own
            .notes
            .iter()
            .find(|note| form.notes.contains(&note.note) && note.text.trim() == item.words);
        match note {
            Some(note) => item.source == Some(note.source) && says_its_nature(item) && item.as_at <= note.at,
            None => says_its_nature(item) && item.as_at <= now,
        }
    };
    if !disclosed.items.iter().all(honest) {
        return Err(Problem::new(
            "A-391",
            "What was checked does not say what the note says: seen, told, or from a record, and when",
            "Go back to the first page and pick the note again. Nothing was shared",
        ));
    }
    if side == Side::Police && told_by_another(form, own, disclosed) && !teller_may_be_told(&form.answers) {
        return Err(Problem::new(
            "A-644",
            "Somebody else told some of this, and it is not said that they agreed or are not identified by it",
            "Go back and answer that, or leave those words out. Nothing was shared",
        ));
    }
    Ok(())
}

/// Somebody else told some of it, or it stands in other words for what they told.
fn told_by_another(form: &ShareForm, own: &SideFile, disclosed: &Disclosed) -> bool {
    let picked = own.notes.iter().filter(|note| form.notes.contains(&note.note));
    let picked: Vec<_> = picked.collect();
    let another = picked.iter().any(|note| note.source == NoteSource::SomeoneElse);
    disclosed.items.iter().any(|item| {
        let as_noted = picked.iter().any(|note| note.text.trim() == item.words);
        let known = item.category == ItemCategory::KnownToService;
        item.nature == Nature::ThirdParty || (another && !as_noted && !known)
    })
}

/// Fact, opinion or report follows from the source; only a record's date may stay open.
fn says_its_nature(item: &SharedItem) -> bool {
    let dated = !item.as_at_open || item.source == Some(NoteSource::Record);
    dated && item.source.map(NoteSource::nature) == Some(item.nature)
}

/// Whoever is named can be answerable for what they are told.
pub(super) fn check_outside(form: &ShareForm, disclosed: &Disclosed) -> Result<(), Problem> {
    let [to] = disclosed.to.as_slice() else {
        return Err(changed());
    };
    let direction = matches!(
        form.facts.disclosure.direction,
        Direction::HealthToOther | Direction::PoliceToOther
    );
    let same = direction
        && to.side.is_none()
        && to.member.is_none()
        && to.kind == Some(form.facts.disclosure.recipient)
        && disclosed.channel != Channel::OnScreen;
    if !same {
        return Err(changed());
    }
    [&to.name, &to.organisation, &to.why]
        .into_iter()
        .try_for_each(|words| fits(words, LONGEST_NAME, "The receiver"))?;
    if is_named(to) {
        Ok(())
    } else {
        Err(Problem::new(
            "A-390",
            "Nobody is named who is told",
            "Write a name or the role they hold, their organisation, and why they need it. A team is not a person",
        ))
    }
}

/// A name or role that is no group, an organisation, a reason.
pub(super) fn is_named(to: &Receiver) -> bool {
    let filled = [&to.name, &to.organisation, &to.why]
        .iter()
        .all(|words| !words.trim().is_empty());
    filled && !names_a_group(&to.name)
}

impl Engine {
    /// The bytes name who is told as the engine knows them, or somebody outside the crew.
    pub(super) fn check_receivers(
        &self,
        side: Side,
        form: &ShareForm,
        disclosed: &Disclosed,
        outside: bool,
    ) -> Result<(), Problem> {
        if disclosed.from_name != self.my_name() {
            return Err(changed());
        }
        if outside {
            check_asked_about(form, &disclosed.to)?;
            return check_outside(form, disclosed);
        }
        let across = matches!(
            form.facts.disclosure.direction,
            Direction::HealthToPolice | Direction::PoliceToHealth
        );
        let here = self.receivers(Some(side));
        let same = here.len() == disclosed.to.len()
            && here
                .iter()
                .zip(&disclosed.to)
                .all(|(here, to)| here.name == to.name && here.side == to.side);
        if same && across { Ok(()) } else { Err(changed()) }
    }

    /// The person whom spoken words were for confirms that they heard them: from their seat, or with the other person
    /// beside them in the shared view.
    pub(super) fn heard(
        &mut self,
        incident: IncidentId,
        disclosure: ItemId,
        by: Side,
    ) -> Result<Done, Problem> {
        let may = match self.phase {
            Phase::Seat(side) => side == by,
            Phase::Shared => true,
            Phase::NoVault
            | Phase::SetUp
            | Phase::SignIn
            | Phase::Office(_)
            | Phase::Covered
            | Phase::Locked => false,
        };
        let shared = self.shared_of(incident)?;
        let waits = shared
            .disclosures
            .iter()
            .any(|card| card.disclosure == disclosure && card.waits_for(by));
        let Some(name) = self
            .seats
            .get(by)
            .map(|seat| seat.name.clone())
            .filter(|_| may && waits)
        else {
            return Err(Problem::new(
                "A-392",
                "Nothing waits there to be heard by that person",
                "Whoever was told confirms it: from their own seat, or in the shared view while they are signed in",
            ));
        };
        let heard = Heard {
            incident,
            disclosure,
            by,
            name,
        };
        self.write(vec![Content::Heard(heard).into()])?;
        Ok(Done::Ok)
    }
}
