//! One side asks the other, and the answers. What is asked is shared content; why something is refused is not.

use std::collections::BTreeSet;

use super::Engine;
use super::incident::{MAX_WORDS, fits};
use super::seats::new_item;
use super::writing::Act;
use crate::app::api::{AskAnswer, AskForm, Done, ShareForm};
use crate::app::problem::Problem;
use crate::domain::consent::surely_same;
use crate::domain::content::{
    Content, Disclosed, NotSharedReason, RequestAim, RequestAnswer, RequestAnswered, RequestCode,
    RequestFact, RequestRefused, Requested, Trigger, VictimNotice, VictimRequest,
};
use crate::domain::decision::conclusion::{Conclusion, Confidentiality, Outcome};
use crate::domain::decision::facts::{ConsentState, Direction, ItemCategory, Purpose};
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::role::Side;
use crate::domain::time::Moment;

/// Longest words of a request: it is a question, not a record.
const MAX_ASKED: usize = 2_000;

impl Engine {
    /// One side asks the other for something.
    pub(super) fn ask_other(&mut self, form: AskForm) -> Result<Done, Problem> {
        let side = self.private_seat()?;
        self.shared_of(form.incident)?;
        let (at, by) = (self.now(), self.my_id()?);
        check_asked(side, &form, at)?;
        let times = self.times_asked(&form, by, at)?.saturating_add(1);
        let (incident, request) = (form.incident, new_item());
        let fact = RequestFact {
            incident,
            request,
            by,
            side,
            code: RequestCode::Asked {
                crime: form.aim != RequestAim::Safety,
                times,
            },
            at,
        };
        let asked = Requested {
            incident,
            request,
            from: side,
            from_name: self.my_name(),
            what: form.what,
            words: form.words.trim().to_owned(),
            purpose: form.purpose,
            aim: form.aim,
            why: form.why.trim().to_owned(),
            needed_by: form.needed_by,
            times,
        };
        self.write(vec![
            Content::Requested(asked).into(),
            Content::RequestFact(fact).into(),
        ])?;
        Ok(Done::Ok)
    }

    /// Refuses a request, or puts it off.
    pub(super) fn answer_other(
        &mut self,
        incident: IncidentId,
        request: ItemId,
        answer: AskAnswer,
    ) -> Result<Done, Problem> {
        self.private_seat()?;
        let mut acts = Vec::new();
        let (shown, code) = match answer {
            AskAnswer::Refuse(reason, words) => {
                fits(&words, MAX_WORDS, "The reason")?;
                if reason == NotSharedReason::Other {
                    filled(&words, "The reason")?;
                }
                let refused = RequestRefused {
                    incident,
                    request,
                    reason,
                    words,
                };
                acts.push(Content::RequestRefused(refused).into());
                (RequestAnswer::Refused, RequestCode::Refused(reason))
            }
            AskAnswer::Defer(until) => {
                not_past(until, self.now())?;
                (RequestAnswer::Deferred(until), RequestCode::Deferred)
            }
        };
        acts.extend(self.answer_acts(incident, request, shown, code)?);
        self.write(acts)?;
        Ok(Done::Ok)
    }

    /// The acts by which a share answers the request that it was begun from.
    pub(super) fn share_answers(&mut self, form: &ShareForm, told: &Disclosed) -> Result<Vec<Act>, Problem> {
        let Trigger::Request { request } = form.trigger else {
            return Ok(Vec::new());
        };
        if told.to.iter().any(|to| to.side.is_none()) {
            return self.answer_outside(request, form.incident, told);
        }
        let disclosure = told.disclosure;
        let (shown, code) = if form.partly {
            (RequestAnswer::Partly(disclosure), RequestCode::Partly)
        } else {
            (RequestAnswer::Shared(disclosure), RequestCode::Shared)
        };
        self.answer_acts(form.incident, request, shown, code)
    }

    /// What a request is for is no statement of whoever answers it: it is looked up once more here.
    pub(super) fn check_request(&mut self, form: &ShareForm, found: &Conclusion) -> Result<(), Problem> {
        let Trigger::Request { request } = form.trigger else {
            return self.check_passed_by(form, found);
        };
        let shared = self.shared_of(form.incident)?;
        let Some(card) = shared.requests.iter().find(|card| card.asked.request == request) else {
            return Ok(());
        };
        let told = &form.facts.disclosure;
        let of_victim = matches!(card.asked.aim, RequestAim::Victim(_));
        if of_victim && !told.victim_request {
            return Err(Problem::new(
                "A-990",
                "This request is for a victim’s information, to deal with a crime",
                "Answer it from its own line, which brings its tests with it. Nothing was shared",
            ));
        }
        if card.asked.times >= self.config.rules.thresholds().repeat_requests && !told.repeated_request {
            return Err(asked_often());
        }
        let for_crime = matches!(
            told.purpose,
            Purpose::PreventSeriousCrime | Purpose::InvestigateCrime
        );
        if card.asked.aim != RequestAim::Safety
            && form.facts.consent.state == ConsentState::Given
            && !for_crime
        {
            return Err(Problem::new(
                "A-991",
                "This request is for a crime, and the person was asked about something else",
                "Go back, and ask them about telling it for a crime. Nothing was shared",
            ));
        }
        Ok(())
    }

    /// A request that wants a senior view is not passed by: what it asks for goes to whoever asked from its own line. A life,
    /// the law and what serves a person who cannot decide wait for nobody.
    fn check_passed_by(&mut self, form: &ShareForm, found: &Conclusion) -> Result<(), Problem> {
        let told = &form.facts.disclosure;
        let across = matches!(
            told.direction,
            Direction::HealthToPolice | Direction::PoliceToHealth
        );
        let waits = matches!(
            found.confidentiality,
            Confidentiality::Consent
                | Confidentiality::CarePlanConsent
                | Confidentiality::PublicInterestHarm
                | Confidentiality::PublicInterestCrime
        );
        if !across || !waits || found.outcome == Outcome::ShareNowCompleteLater {
            return Ok(());
        }
        let often = self.config.rules.thresholds().repeat_requests;
        let side = self.private_seat()?;
        let shared = self.shared_of(form.incident)?;
        let theirs = |kind: &ItemCategory| told.items.contains(kind);
        let passed_by = shared
            .to_answer(side)
            .any(|card| card.asked.times >= often && card.asked.what.as_ref().is_some_and(theirs));
        if passed_by { Err(asked_often()) } else { Ok(()) }
    }

    /// The acts by which a decision not to share answers the request that it was begun from.
    pub(super) fn refusal_answers(
        &mut self,
        form: &ShareForm,
        reason: NotSharedReason,
    ) -> Result<Vec<Act>, Problem> {
        let Trigger::Request { request } = form.trigger else {
            return Ok(Vec::new());
        };
        if self.outside_card(request).is_ok() {
            // a request from outside stays refused, as it was
            return Ok(Vec::new());
        }
        let code = RequestCode::Refused(reason);
        self.answer_acts(form.incident, request, RequestAnswer::Refused, code)
    }

    fn answer_acts(
        &mut self,
        incident: IncidentId,
        request: ItemId,
        answer: RequestAnswer,
        code: RequestCode,
    ) -> Result<Vec<Act>, Problem> {
        let side = self.private_seat()?;
        let shared = self.shared_of(incident)?;
        if !shared.to_answer(side).any(|card| card.asked.request == request) {
            return Err(Problem::new(
                "A-444",
                "That request was answered already, or is not for this seat",
                "Open the shared log to see what came of it",
            ));
        }
        let fact = RequestFact {
            incident,
            request,
            by: self.my_id()?,
            side,
            code,
            at: self.now(),
        };
        let answered = RequestAnswered {
            incident,
            request,
            from: side,
            from_name: self.my_name(),
            answer,
        };
        Ok(vec![
            Content::RequestAnswered(answered).into(),
            Content::RequestFact(fact).into(),
        ])
    }

    /// How many times this member asked before, as governance and a senior view count it: each other incident about what is
    /// surely the same person, within the days of the rule table, and in this incident each request for the same kind of
    /// thing that was refused. Ordinary questions within one incident count for nothing.
    fn times_asked(&mut self, form: &AskForm, by: MemberId, at: Moment) -> Result<u32, Problem> {
        let Some(view) = &self.desk.shared else {
            return Ok(0);
        };
        let days = i64::from(self.config.rules.thresholds().repeat_request_days);
        let since = at.plus_minutes(-days * 24 * 60);
        let mut others = BTreeSet::new();
        let mut here = Vec::new();
        for placed in view.of_kinds(&["shared.requested"])? {
            let Content::Requested(asked) = placed.content else {
                continue;
            };
            if placed.author != Some(by) {
                continue;
            }
            if asked.incident == form.incident {
                here.push(asked);
            } else if placed.at >= since {
                others.insert(asked.incident);
            }
        }
        let shared = self.shared_of(form.incident)?;
        let refused = |asked: &Requested| {
            let card = shared.request(asked.request);
            let no = |answer: &RequestAnswer| matches!(answer, RequestAnswer::Refused);
            card.is_some_and(|card| card.answers.iter().any(|(.., answer)| no(answer)))
        };
        here.retain(|asked| asked.what == form.what && refused(asked));
        let mut times = u32::try_from(here.len()).unwrap_or(u32::MAX);
        let person = self.person_of(form.incident)?;
        for other in others {
            let same = surely_same(&self.person_of(other)?, &person);
            times = times.saturating_add(u32::from(same));
        }
        Ok(times)
    }

    /// The member who sits here.
    pub(super) fn my_id(&self) -> Result<MemberId, Problem> {
        self.seated
            .as_ref()
            .map(|member| member.id)
            .ok_or_else(|| Problem::new("A-201", "This belongs to one seat", "Take a seat first"))
    }
}

fn check_asked(side: Side, form: &AskForm, now: Moment) -> Result<(), Problem> {
    filled(&form.words, "What you ask for")?;
    filled(&form.why, "Why you need it")?;
    fits(&form.words, MAX_ASKED, "What you ask for")?;
    fits(&form.why, MAX_ASKED, "Why you need it")?;
    let never = match form.what {
        Some(ItemCategory::WholeRecord) => true,
        Some(ItemCategory::NhsNumber) => side == Side::Police,
        Some(ItemCategory::Intelligence) => side == Side::Health,
        _ => false,
    };
    if never {
        return Err(Problem::new(
            "A-442",
            "That never crosses to the other side",
            "Ask for the one thing that you need to know",
        ));
    }
    if form.aim != RequestAim::Safety && side == Side::Health {
        return Err(Problem::new(
            "A-445",
            "Only police ask for a crime",
            "Choose safety and care",
        ));
    }
    if let RequestAim::Victim(victim) = &form.aim {
        victim_tests(victim)?;
    }
    form.needed_by.map_or(Ok(()), |by| not_past(by, now))
}

/// Tests (a), (b) and (c) of a victim information request, and its notice.
fn victim_tests(victim: &VictimRequest) -> Result<(), Problem> {
    if !(victim.held && victim.enquiry && victim.necessary) {
        return Err(Problem::new(
            "A-441",
            "A request for a victim’s information must meet all three tests",
            "Do not ask where one is not met. Ask your supervisor",
        ));
    }
    if let VictimNotice::Withheld(why) = &victim.notice {
        filled(why, "Why the victim is not told")?;
        fits(why, MAX_ASKED, "Why the victim is not told")?;
    }
    Ok(())
}

fn asked_often() -> Problem {
    Problem::new(
        "A-932",
        "Whoever asks has asked about this person several times already",
        "Answer it from its own line, which says so and asks for a senior view. Nothing was shared",
    )
}

/// Words that have to be there.
pub(super) fn filled(words: &str, what: &str) -> Result<(), Problem> {
    if words.trim().is_empty() {
        return Err(Problem::new(
            "A-440",
            format!("{what} is empty"),
            "Write a few words",
        ));
    }
    Ok(())
}

/// A time that is now or later.
fn not_past(at: Moment, now: Moment) -> Result<(), Problem> {
    if at < now.plus_minutes(-1) {
        return Err(Problem::new(
            "A-443",
            "That time is past",
            "Give a time that is still to come",
        ));
    }
    Ok(())
}
