//! What of an entry can be searched for: the words that people typed or were given, and references.

use crate::domain::content::{
    AfterOutside, BreachStep, Consulted, Content, Detail, Disclosed, FieldForm, FilledBy, OutsideStep,
    S136Field, S136Form, S136Step,
};

/// The words of an entry, one piece a line; empty where there are none.
#[expect(clippy::too_many_lines, reason = "one line for each kind of entry")]
pub(super) fn searchable(content: &Content) -> String {
    let pieces: Vec<&str> = match content {
        Content::IncidentOpened(opened) => {
            let mut pieces = vec![opened.reference.as_str(), opened.station.as_str()];
            pieces.extend(opened.crew.iter().map(|member| member.name.as_str()));
            pieces
        }
        Content::DetailSet(set) => match &set.detail {
            Detail::Source { log, .. } => vec![log],
            Detail::Place(place) => vec![place],
            Detail::Person { name, .. } => vec![name],
            Detail::Risk(_) | Detail::Identity(_) => vec![],
            Detail::Spot {
                postcode,
                three_words,
                grid,
            } => vec![postcode, three_words, grid],
            Detail::RedFlags { words, .. } | Detail::Plan(words) | Detail::Injuries(words) => vec![words],
            Detail::Somebody(somebody) => vec![&somebody.name],
            Detail::Marker(marker) => vec![&marker.code, &marker.evidence],
        },
        Content::Disclosed(disclosed) => told(disclosed),
        Content::ToldOutside(outside) => told(&outside.0),
        Content::S136Recorded(recorded) => s136_words(&recorded.step),
        Content::S136Kept(kept) => vec![s136_line(kept.field, &kept.value)],
        Content::Reopened(reopened) => vec![&reopened.why],
        Content::KnownAnswered(known) => vec![&known.why],
        Content::NoteWritten(note) => vec![&note.text],
        Content::NoteArrived(note) => vec![&note.text],
        Content::NoteAmended(amended) => vec![&amended.text, &amended.why],
        Content::FieldSet(set) => vec![&set.value],
        Content::MarkerKept(kept) => vec![&kept.marker.code, &kept.marker.evidence],
        Content::Joined(joined) => vec![&joined.other_reference],
        Content::Parted(parted) => vec![&parted.why],
        Content::DecisionMade(decision) => {
            let words = &decision.words;
            let mut pieces: Vec<&str> = vec![
                &words.best_interests,
                &words.wishes,
                &words.least,
                &words.proportionate,
                &words.reason,
                &decision.telling.not_told_words,
            ];
            let said = decision.record.iter().flat_map(|record| &record.said);
            let typed =
                said.filter(|(field, said)| said.by == FilledBy::Answer && field.form() == FieldForm::Words);
            pieces.extend(typed.map(|(_, said)| said.value.as_str()));
            let advice = decision.telling.advice.iter();
            pieces.extend(advice.flat_map(|asked| [asked.who.as_str(), asked.answer.as_str()]));
            pieces
        }
        Content::TaskSet(set) => vec![&set.words, &set.owner],
        Content::TaskDone(done) => vec![&done.note],
        Content::ConsentKept(kept) => vec![&kept.words, &kept.limits],
        Content::ConsentTakenBack(back) => vec![&back.words],
        Content::ConsentLevelSet(set) => vec![&set.partner, &set.form],
        Content::RecordCompleted(completed) => completed.said.values().map(String::as_str).collect(),
        Content::Requested(asked) => vec![&asked.words, &asked.why, &asked.from_name],
        Content::RequestAnswered(answered) => vec![&answered.from_name],
        Content::RequestRefused(refused) => vec![&refused.words],
        Content::Corrected(corrected) => vec![&corrected.words, &corrected.from_name],
        Content::AfterOutside(after) => match &after.change {
            AfterOutside::Corrected(corrected) => vec![&corrected.words],
            AfterOutside::Withdrawn(_) | AfterOutside::Reached(_) => vec![],
            AfterOutside::BreachOpened(opened) => vec![&opened.words, &opened.by],
            AfterOutside::BreachStepped(stepped) => step_words(&stepped.step),
        },
        Content::BreachOpened(opened) => vec![&opened.words, &opened.by],
        Content::BreachStepped(stepped) => step_words(&stepped.step),
        Content::OutsideRequested(asked) => {
            vec![&asked.who, &asked.capacity, &asked.what, &asked.basis]
        }
        Content::OutsideStepped(stepped) => match &stepped.step {
            OutsideStep::DocumentSeen { what } => vec![what],
            OutsideStep::Advised { by, words, .. } => vec![by, words],
            OutsideStep::LeadTold { who, .. } => vec![who],
            OutsideStep::Refused { why } => vec![why],
            OutsideStep::Answered { items, .. } => items.iter().map(|item| item.words.as_str()).collect(),
        },
        Content::HandoverGiven(given) => {
            let mut pieces = vec![given.place.as_str(), given.by.as_str()];
            pieces.extend(given.sbar.parts());
            pieces
        }
        Content::HandoverReceived(received) => vec![&received.name, &received.role, &received.remark],
        Content::AdviceGiven(advice) => {
            vec![&advice.to, &advice.advised, &advice.understood, &advice.done]
        }
        Content::Claimed(claimed) => vec![&claimed.name, &claimed.station],
        Content::StayAsked(asked) => vec![&asked.asked_by, &asked.agreed],
        Content::FollowUpSet(set) => vec![&set.owner],
        Content::FollowUpDone(done) => vec![&done.by],
        Content::Genesis(_)
        | Content::DeviceEnrolled(_)
        | Content::DeviceRevoked(_)
        | Content::Witnessed(_)
        | Content::Invited(_)
        | Content::MemberJoined(_)
        | Content::EpochMade(_)
        | Content::Granted(_)
        | Content::RecoveryHolder(_)
        | Content::RecoveryUsed(_)
        | Content::PolicySet(_)
        | Content::RulesAdopted(_)
        | Content::Disposed(_)
        | Content::MemberChanged(_)
        | Content::Reinvited(_)
        | Content::Approved(_)
        | Content::LogKeyMade(_)
        | Content::PartnershipWritten(_)
        | Content::PassphraseChanged(_)
        | Content::MilestoneStamped(_)
        | Content::Withdrawn(_)
        | Content::DangerFinished(_)
        | Content::OutcomeSet(_)
        | Content::Closed(_)
        | Content::Undone(_)
        | Content::ChangeReached(_)
        | Content::RequestFact(_)
        | Content::OutsideFact(_)
        | Content::BreachFact(_)
        | Content::Heard(_)
        | Content::NoteGiven(_)
        | Content::PaperMade(_)
        | Content::Graded(_)
        | Content::Released(_)
        | Content::NoteMoved(_)
        | Content::OpenedFact(_)
        | Content::KnownToldFact(_)
        | Content::DecisionFact(_)
        | Content::DangerFinishedFact(_)
        | Content::S136Fact(_)
        | Content::S136TakenBack(_)
        | Content::JoinedFact(_)
        | Content::S136Despite(_)
        | Content::S136Stopped(_)
        | Content::S136Learnt(_)
        | Content::S136Counted(_)
        | Content::ClosedFact(_)
        | Content::Viewed(_)
        | Content::RegisterViewed(_)
        | Content::Exported(_)
        | Content::ReasonGiven(_)
        | Content::RulesRefused(_)
        | Content::MonthReleased(_)
        | Content::BaselineSet(_)
        | Content::OwnCounts(_)
        | Content::OwnCountsKept(_)
        | Content::StatedCounts(_)
        | Content::ReviewDrawn(_)
        | Content::Reviewed(_)
        | Content::AccessChecked(_)
        | Content::LogChecked(_)
        | Content::RedLineStopped(_)
        | Content::WordPassedFact(_)
        | Content::WordReadFact(_)
        | Content::GovernanceOpened(_)
        | Content::CheckpointHeld(_)
        | Content::ReviewWordPassed(_)
        | Content::ReviewWordRead(_) => vec![],
    };
    let filled: Vec<&str> = pieces
        .into_iter()
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    filled.join("\n")
}

fn told(disclosed: &Disclosed) -> Vec<&str> {
    let mut pieces: Vec<&str> = disclosed.items.iter().map(|item| item.words.as_str()).collect();
    pieces.push(&disclosed.from_name);
    for receiver in &disclosed.to {
        pieces.extend([
            receiver.name.as_str(),
            receiver.organisation.as_str(),
            receiver.why.as_str(),
        ]);
    }
    pieces
}

/// What was typed in a step of section 136.
fn s136_words(step: &S136Step) -> Vec<&str> {
    match step {
        S136Step::NotUsed {
            instead, consulted, ..
        } => vec![instead, consulted_words(consulted)],
        S136Step::Used { consulted, .. }
        | S136Step::Considered {
            consulted: Some(consulted),
            ..
        } => vec![consulted_words(consulted)],
        S136Step::Warrant { number, present, .. } => vec![number, present],
        S136Step::Conveyed { to, authorised, .. } => vec![to, authorised],
        S136Step::HandedOver { to, .. } | S136Step::FormGiven { to, .. } => {
            vec![to]
        }
        S136Step::Extended {
            by, superintendent, ..
        } => vec![by, superintendent],
        S136Step::Checked { by, .. } => vec![by],
        S136Step::Said { field, value } => vec![s136_line(*field, value)],
        S136Step::TakenBack { why, .. } => vec![why],
        S136Step::Arrived { .. }
        | S136Step::Ended { .. }
        | S136Step::Considered { .. }
        | S136Step::Kept { .. }
        | S136Step::Left { .. }
        | S136Step::Assessed { .. }
        | S136Step::Absconded { .. }
        | S136Step::Retaken { .. } => vec![],
    }
}

/// A line of the record, where it holds typed words; codes and times are not searched for.
fn s136_line(field: S136Field, value: &str) -> &str {
    if matches!(field.form(), S136Form::Words | S136Form::Uses) {
        value
    } else {
        ""
    }
}

fn consulted_words(consulted: &Consulted) -> &str {
    match consulted {
        Consulted::CrewNurse { name } => name,
        Consulted::Other { who } => who,
        Consulted::NotPracticable { why } => why,
    }
}

fn step_words(step: &BreachStep) -> Vec<&str> {
    match step {
        BreachStep::Contained { how } | BreachStep::PersonTold { how, .. } => vec![how],
        BreachStep::Assessed { why, .. } | BreachStep::PersonNotTold { why } | BreachStep::Closed { why } => {
            vec![why]
        }
        BreachStep::CommissionerTold { reference, late, .. } => vec![reference, late],
    }
}
