//! The register of what people agreed to: filled with each decision, read by its own side, and taken back there.

use std::sync::Arc;

use super::Engine;
use super::incident::{MAX_WORDS, fits};
use super::seats::new_item;
use super::writing::Act;
use crate::app::api::{ConsentLevelForm, Done, ShareForm};
use crate::app::problem::Problem;
use crate::domain::consent::{
    LevelProblem, Register, check_level, levels_of, person_asked, register, surely_same,
};
use crate::domain::content::{
    ConsentAnswer, ConsentKept, ConsentLevel, ConsentLevelSet, ConsentTakenBack, Content, PersonAsked,
    Receiver, RecordField, RegisterCode, SharingRecord,
};
use crate::domain::decision::facts::{ConsentState, Recipient};
use crate::domain::decision::yes_counts;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::time::Moment;

impl Engine {
    /// What this decision adds to the register: the person's own answer in this incident. Nobody asked, nothing kept; a yes
    /// that did not count is none. A yes that was taken back is so in the register too, and where none stands there the
    /// answer is a no.
    pub(super) fn consent_of(
        &mut self,
        form: &ShareForm,
        decision: ItemId,
        record: &SharingRecord,
        at: Moment,
    ) -> Result<Vec<Act>, Problem> {
        let answer = match form.facts.consent.state {
            ConsentState::Given if yes_counts(&form.facts, &self.config.rules) => ConsentAnswer::Yes,
            ConsentState::Withdrawn => {
                let words = record.says(RecordField::ConsentWords).unwrap_or_default();
                let back = self.taken_back(form, words)?;
                if !back.is_empty() {
                    return Ok(back);
                }
                ConsentAnswer::No
            }
            ConsentState::Refused => ConsentAnswer::No,
            ConsentState::Given | ConsentState::NotAsked | ConsentState::CarePlan => return Ok(Vec::new()),
        };
        let says = |field| record.says(field).unwrap_or_default().to_owned();
        let disclosure = &form.facts.disclosure;
        let kept = ConsentKept {
            incident: form.incident,
            consent: new_item(),
            decision,
            person: self.person_of(form.incident)?,
            answer,
            items: disclosure.items.clone(),
            recipient: disclosure.recipient,
            receivers: record
                .receivers
                .iter()
                .map(|receiver| receiver.name.clone())
                .collect(),
            purpose: disclosure.purpose,
            words: says(RecordField::ConsentWords),
            how: says(RecordField::ConsentHow),
            limits: says(RecordField::ConsentLimits),
            given: at,
            expires: expires(record.says(RecordField::ConsentExpires), at),
        };
        Ok(vec![Content::ConsentKept(Box::new(kept)).into()])
    }

    /// Takes back every yes of this person that stands for this kind of receiver: those of this incident, and those of whom
    /// more than a name says that it is the same person.
    fn taken_back(&mut self, form: &ShareForm, words: &str) -> Result<Vec<Act>, Problem> {
        let (register, person) = (self.consents()?, self.person_of(form.incident)?);
        let standing = register.answers.iter().filter(|held| {
            let kept = &held.kept;
            let theirs = kept.incident == form.incident || surely_same(&kept.person, &person);
            let stands = held.taken_back.is_none() && kept.answer == ConsentAnswer::Yes;
            theirs && stands && kept.recipient == form.facts.disclosure.recipient
        });
        let back = standing.map(|held| ConsentTakenBack {
            incident: held.kept.incident,
            item: new_item(),
            consent: held.kept.consent,
            words: words.to_owned(),
        });
        Ok(back.map(|back| Content::ConsentTakenBack(back).into()).collect())
    }

    /// Whom an incident is about, as far as this seat's side knows.
    pub(super) fn person_of(&mut self, incident: IncidentId) -> Result<PersonAsked, Problem> {
        let side = self.private_seat()?;
        let shared = self.shared_of(incident)?;
        let own = self.own_of(incident)?;
        Ok(person_asked(&shared, &own, side))
    }

    /// The register of this seat's side.
    pub(super) fn consents(&self) -> Result<Register, Problem> {
        self.private_seat()?;
        let Some(view) = &self.desk.own else {
            return Err(Problem::locked());
        };
        Ok(register(&view.consents()?))
    }

    /// The register, for the window: that it was read is an entry first.
    pub(super) fn show_consents(&mut self) -> Result<Done, Problem> {
        self.note_register(RegisterCode::Consents)?;
        Ok(Done::Consents(Arc::new(self.consents()?)))
    }

    /// What whoever may be the person of this incident answered before: for reading beside the question.
    pub(super) fn asked_before(&mut self, incident: IncidentId) -> Result<Done, Problem> {
        let all = self.consents()?;
        let person = self.person_of(incident)?;
        let today = self.now().london_date().unwrap_or_default();
        let register = Register {
            answers: all.of(&person, today).cloned().collect(),
            levels: levels_of(&all.levels, &person, today)
                .filter(|held| held.holds)
                .cloned()
                .collect(),
        };
        Ok(Done::AskedBefore(Arc::new(register)))
    }

    /// A voluntary partner is told nothing that the level in force with it does not allow: the person moves on by saying so,
    /// and that is recorded first.
    pub(super) fn check_levels(&mut self, form: &ShareForm, to: &[Receiver]) -> Result<(), Problem> {
        if form.facts.disclosure.recipient != Recipient::VoluntaryPartner || by_law(form) {
            return Ok(());
        }
        let (all, person) = (self.consents()?, self.person_of(form.incident)?);
        let today = self.now().london_date().unwrap_or_default();
        let theirs: Vec<_> = levels_of(&all.levels, &person, today)
            .filter(|held| held.holds && to.iter().any(|receiver| held.is_with(&receiver.organisation)))
            .collect();
        if theirs
            .iter()
            .any(|held| held.set.level < ConsentLevel::TalkedThrough)
        {
            return Err(Problem::new(
                "A-850",
                "The person's level with this partner lets nothing be told to it",
                "Talk it through with the person. Record the new level under Consent first, or do not share",
            ));
        }
        let service = form.answers.says(RecordField::PartnerService).unwrap_or_default();
        // another ground than their yes has its own bounds
        let on_their_yes = form.facts.consent.state == ConsentState::Given && form.answers.carries();
        if on_their_yes && theirs.iter().any(|held| !held.allows(service)) {
            return Err(Problem::new(
                "A-923",
                "The person agreed to this partner for some of its services, and this is not said to be for one of them",
                "Go back to whether the person agreed and choose the service. For another service, record a new level first",
            ));
        }
        Ok(())
    }

    /// The person took a yes back: from here on it is offered to nobody.
    pub(super) fn take_back_consent(&mut self, consent: ItemId, words: &str) -> Result<Done, Problem> {
        let register = self.consents()?;
        let standing = register
            .answer(consent)
            .filter(|held| held.taken_back.is_none() && held.kept.answer == ConsentAnswer::Yes);
        let Some(held) = standing else {
            return Err(Problem::new(
                "A-411",
                "There is no yes there that can be taken back",
                "Open the register again and choose one that stands",
            ));
        };
        let words = words.trim();
        fits(words, MAX_WORDS, "What the person said")?;
        let back = ConsentTakenBack {
            incident: held.kept.incident,
            item: new_item(),
            consent,
            words: words.to_owned(),
        };
        self.write(vec![Content::ConsentTakenBack(back).into()])?;
        self.show_consents()
    }

    /// Records how far the person of the incident in focus lets a voluntary partner's information go.
    pub(super) fn set_consent_level(&mut self, form: &ConsentLevelForm) -> Result<Done, Problem> {
        self.private_seat()?;
        let Some((incident, _)) = self.desk.focus else {
            return Err(Problem::new(
                "A-412",
                "No incident is open",
                "Open the incident with this person first",
            ));
        };
        let services = form.services.iter().map(|service| service.trim());
        let set = ConsentLevelSet {
            incident,
            item: new_item(),
            person: self.person_of(incident)?,
            partner: form.partner.trim().to_owned(),
            level: form.level,
            day: form.day,
            form: form.form.trim().to_owned(),
            services: services
                .filter(|service| !service.is_empty())
                .map(str::to_owned)
                .collect(),
        };
        for words in [&set.partner, &set.form].into_iter().chain(&set.services) {
            fits(words, 200, "A name")?;
        }
        let today = self.now().london_date().unwrap_or_default();
        check_level(&set, today).map_err(level_problem)?;
        self.write(vec![Content::ConsentLevelSet(set).into()])?;
        self.show_consents()
    }
}

/// From when on a yes serves no more, as the record says it.
fn expires(code: Option<&str>, at: Moment) -> Option<Moment> {
    const DAY: i64 = 24 * 60;
    match code {
        Some("today") => Some(at.plus_minutes(DAY)),
        Some("seven-days") => Some(at.plus_minutes(7 * DAY)),
        _ => None,
    }
}

fn level_problem(problem: LevelProblem) -> Problem {
    let (code, what, next) = match problem {
        LevelProblem::NoPerson => (
            "A-413",
            "Nobody is named in this incident",
            "Write who the person is under Details first",
        ),
        LevelProblem::NoPartner => (
            "A-414",
            "No partner is named",
            "Write which voluntary partner it is",
        ),
        LevelProblem::Later => (
            "A-415",
            "That day is after today",
            "Write the day on which the person agreed",
        ),
        LevelProblem::NoService => (
            "A-416",
            "No service is named",
            "Write for which services; what is agreed for one is not for another",
        ),
        LevelProblem::NoForm => (
            "A-417",
            "A signed form has a reference",
            "Write the reference of the form",
        ),
    };
    Problem::new(code, what, next)
}

/// What the person agreed to does not bound a threat to life, a duty or an order.
fn by_law(form: &ShareForm) -> bool {
    form.facts.emergency.real_and_immediate_threat_to_life || form.facts.duty.kind.is_some()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{form, form_of, practice, share, shift, sit};
    use super::*;
    use crate::app::api::Request;
    use crate::app::command_line::ask;
    use crate::app::worker::Inline;
    use crate::domain::content::{ConsentLevel, Detail, NotSharedReason};
    use crate::domain::decision::path::{Agreed, Answers};
    use crate::domain::role::Side;

    fn opened(desk: &mut Inline) -> IncidentId {
        let Done::Opened(incident) = ask(desk, Request::OpenIncident).unwrap() else {
            panic!("an incident was to be opened");
        };
        let person = Detail::Person {
            name: "Sam Reed".to_owned(),
            age: Some(34),
            about: true,
        };
        ask(desk, Request::SetDetail(incident, person)).unwrap();
        incident
    }

    fn shown(desk: &mut Inline) -> Register {
        let Done::Consents(register) = ask(desk, Request::ShowConsents).unwrap() else {
            panic!("the register was to be shown");
        };
        Register::clone(&register)
    }

    #[test]
    fn a_yes_is_kept_by_its_own_side_offered_to_it_alone_and_taken_back_there() {
        let dir = tempfile::tempdir().unwrap();
        let vault = dir.path().join("vault");
        let made = practice(&vault);
        let mut desk = shift(&vault, &made, "jpatel");
        let incident = opened(&mut desk);
        sit(&mut desk, Side::Health);
        share(&mut desk, incident);
        refuse(&mut desk, form(incident));
        let register = shown(&mut desk);
        let [_, first] = register.answers.as_slice() else {
            panic!("two answers: {register:?}");
        };
        assert_eq!(first.kept.person.name, "Sam Reed");
        assert_eq!(first.kept.answer, ConsentAnswer::Yes);
        assert_eq!(first.kept.receivers, ["PC 4411 Hughes"]);
        let consent = first.kept.consent;
        let back = |words: &str| Request::TakeBackConsent {
            consent,
            words: words.to_owned(),
        };
        ask(&mut desk, back("not any more")).unwrap();
        let taken = shown(&mut desk).answer(consent).unwrap().taken_back.clone();
        assert_eq!(taken.unwrap().1, "not any more");
        assert_eq!(ask(&mut desk, back("again")).unwrap_err().code, "A-411");
        let before = ask(&mut desk, Request::AskedBefore(incident)).unwrap();
        assert!(matches!(before, Done::AskedBefore(found) if found.answers.len() == 2));
        sit(&mut desk, Side::Police);
        assert_eq!(
            shown(&mut desk),
            Register::default(),
            "the other side keeps nothing of it"
        );
        ask(&mut desk, Request::SharedView).unwrap();
        assert_eq!(ask(&mut desk, Request::ShowConsents).unwrap_err().code, "A-201");
    }

    fn refuse(desk: &mut Inline, form: ShareForm) {
        let commit = Request::CommitDecision {
            form: Box::new(form),
            reason: Some(NotSharedReason::NotNeeded),
        };
        ask(desk, commit).unwrap();
    }

    #[test]
    fn a_yes_that_is_taken_back_in_a_decision_stands_no_more_and_one_that_never_counted_is_not_kept() {
        let dir = tempfile::tempdir().unwrap();
        let vault = dir.path().join("vault");
        let made = practice(&vault);
        let mut desk = shift(&vault, &made, "jpatel");
        let incident = opened(&mut desk);
        sit(&mut desk, Side::Health);
        let answered = |agreed, informed: &str| {
            let answers = Answers {
                agreed: Some(agreed),
                more: [(RecordField::ConsentInformed, informed.to_owned())].into(),
                ..Answers::default()
            };
            form_of(incident, answers, |context| context)
        };
        refuse(&mut desk, answered(Agreed::ToldNow, "no"));
        assert_eq!(
            shown(&mut desk),
            Register::default(),
            "told nothing, agreed to nothing"
        );
        share(&mut desk, incident);
        refuse(&mut desk, answered(Agreed::TookBack, "all"));
        let register = shown(&mut desk);
        let [only] = register.answers.as_slice() else {
            panic!("one answer: {register:?}");
        };
        assert!(only.taken_back.is_some(), "{only:?}");
        refuse(&mut desk, answered(Agreed::TookBack, "all"));
        let register = shown(&mut desk);
        let latest = register.answers.first().unwrap();
        assert_eq!(latest.kept.answer, ConsentAnswer::No, "nothing stood any more");
    }

    #[test]
    fn a_level_for_a_partner_needs_its_services_and_its_form() {
        let dir = tempfile::tempdir().unwrap();
        let vault = dir.path().join("vault");
        let made = practice(&vault);
        let mut desk = shift(&vault, &made, "jpatel");
        let incident = opened(&mut desk);
        sit(&mut desk, Side::Health);
        let level = |level, form: &str, services: &[&str]| {
            Request::SetConsentLevel(Box::new(ConsentLevelForm {
                partner: "Seaview".to_owned(),
                level,
                day: "2026-01-02".parse().unwrap(),
                form: form.to_owned(),
                services: services.iter().map(|&service| service.to_owned()).collect(),
            }))
        };
        let told = ask(&mut desk, level(ConsentLevel::SignedForm, "", &["housing"])).unwrap_err();
        assert_eq!(told.code, "A-417");
        let told = ask(&mut desk, level(ConsentLevel::TalkedThrough, "", &[])).unwrap_err();
        assert_eq!(told.code, "A-416");
        ask(&mut desk, level(ConsentLevel::SignedForm, "F-7", &["housing"])).unwrap();
        let held = shown(&mut desk).levels.first().unwrap().clone();
        assert!(held.allows("Housing") && !held.allows("outreach"));
        let mut form = form(incident);
        form.facts.disclosure.recipient = Recipient::VoluntaryPartner;
        let receiver = |organisation: &str| Receiver {
            organisation: organisation.to_owned(),
            ..crate::app::engine::receiver(Side::Police, None)
        };
        for (service, refused) in [
            ("housing ", None),
            ("outreach", Some("A-923")),
            ("", Some("A-923")),
        ] {
            let more = &mut form.answers.more;
            more.insert(RecordField::PartnerService, service.to_owned());
            let told = desk.engine_mut().check_levels(&form, &[receiver("Seaview")]);
            assert_eq!(told.err().map(|problem| problem.code), refused, "{service:?}");
        }
        ask(&mut desk, level(ConsentLevel::JustServices, "", &[])).unwrap();
        let mut told = |partner: &str| desk.engine_mut().check_levels(&form, &[receiver(partner)]);
        assert_eq!(told("seaview ").unwrap_err().code, "A-850");
        assert!(told("Another house").is_ok(), "a level is one partner's");
    }
}
