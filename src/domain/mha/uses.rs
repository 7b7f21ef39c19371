//! Which of several uses in one incident a step and a private line belong to: what one side kept of an earlier use is
//! never read as said of a later one.

use super::record::Lines;
use super::state::{S136State, Taken};
use crate::domain::content::{S136Kept, S136Step};
use crate::domain::ids::ItemId;
use crate::domain::incident::SideFile;
use crate::domain::time::Moment;

/// The steps of the present use, in the order of the log: from the one that it began with.
pub fn present_steps(state: &S136State) -> &[Taken] {
    let from = state.later.last().copied().unwrap_or_default();
    state.steps.get(from..).unwrap_or_default()
}

/// The lines that this side keeps of the present use; an empty one is taken back.
pub fn kept_lines(own: &SideFile, state: &S136State) -> Lines {
    let uses = uses(state);
    let present = uses.len().checked_sub(1);
    let mut lines = Lines::new();
    for (at, kept) in &own.s136 {
        if belongs(kept, *at, &uses) != present {
            continue;
        }
        if kept.value.is_empty() {
            lines.remove(&kept.field);
        } else {
            lines.insert(kept.field, kept.value.clone());
        }
    }
    lines
}

/// One use, as far as lines are to be told apart.
#[derive(Default)]
struct Use {
    /// The steps that began it: more than one where two devices recorded it.
    began: Vec<ItemId>,
    /// When its beginning was recorded; `None` while nothing began.
    since: Option<Moment>,
    /// When its end was recorded first.
    ended: Option<Moment>,
}

fn uses(state: &S136State) -> Vec<Use> {
    let mut uses = vec![Use::default()];
    for (at, taken) in state.steps.iter().enumerate() {
        if state.later.contains(&at) {
            uses.push(Use::default());
        }
        let Some(present) = uses.last_mut() else { continue };
        if matches!(taken.step, S136Step::Used { .. } | S136Step::Warrant { .. }) {
            present.began.push(taken.item);
            present.since.get_or_insert(taken.recorded);
        } else if matches!(taken.step, S136Step::Ended { .. }) {
            present.ended.get_or_insert(taken.recorded);
        }
    }
    uses
}

/// The use that a line belongs to: the one that it names. A line that names none, as earlier versions wrote them, belongs to
/// the use that was running when it was written, or to the first. A line of a use that was taken back goes to the use that
/// was running then and had not ended, which is the same one recorded twice, or else to the one that was recorded next; it
/// is nobody's where there is neither, so that it is asked again and never read of somebody else's detention.
fn belongs(kept: &S136Kept, at: Moment, uses: &[Use]) -> Option<usize> {
    let running = uses
        .iter()
        .rposition(|one| one.since.is_some_and(|since| since <= at));
    let Some(began) = kept.began else {
        return running.or(Some(0));
    };
    let named = uses.iter().position(|one| one.began.contains(&began));
    let open = |which: &usize| {
        let ended = uses.get(*which).and_then(|one| one.ended);
        ended.is_none_or(|ended| at < ended)
    };
    named.or_else(|| running.filter(open)).or_else(|| {
        uses.iter()
            .position(|one| one.since.is_some_and(|since| since > at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::{
        Advice, Consulted, Conveyance, EndedHow, S136Field, S136Recorded, WarrantKind,
    };
    use crate::domain::ids::IncidentId;

    const INCIDENT: IncidentId = IncidentId([1; 16]);

    fn minute(minutes: i64) -> Moment {
        Moment(1_778_616_000_000).plus_minutes(minutes)
    }

    fn used(at: i64) -> S136Step {
        S136Step::Used {
            at: minute(at),
            consulted: Consulted::CrewNurse {
                name: "J Patel".to_owned(),
            },
            advice: Some(Advice::Supports),
            place: None,
            conveyance: Conveyance::Ambulance,
        }
    }

    fn ended(at: i64) -> S136Step {
        S136Step::Ended {
            at: minute(at),
            how: Some(EndedHow::Assessed),
        }
    }

    /// Steps, each under its number and recorded at its minute.
    fn state(steps: &[(u8, i64, S136Step)]) -> S136State {
        let mut state = S136State::default();
        for (item, at, step) in steps {
            let recorded = S136Recorded {
                incident: INCIDENT,
                item: ItemId([*item; 16]),
                step: step.clone(),
            };
            state.take(&recorded, minute(*at));
        }
        state
    }

    fn kept(began: Option<u8>, at: i64, value: &str) -> (Moment, S136Kept) {
        let kept = S136Kept {
            incident: INCIDENT,
            item: ItemId([99; 16]),
            field: S136Field::Outcome,
            value: value.to_owned(),
            began: began.map(|item| ItemId([item; 16])),
        };
        (minute(at), kept)
    }

    fn outcome(lines: &[(Moment, S136Kept)], state: &S136State) -> Option<String> {
        let own = SideFile {
            s136: lines.to_vec(),
            ..SideFile::default()
        };
        kept_lines(&own, state).remove(&S136Field::Outcome)
    }

    #[test]
    fn a_second_use_reads_no_private_line_of_the_first_however_late_it_was_written() {
        let first = state(&[(1, 0, used(0)), (2, 90, ended(90))]);
        let second = state(&[(1, 0, used(0)), (2, 90, ended(90)), (3, 200, used(200))]);
        let of_first = [kept(Some(1), 80, "s2")];
        assert_eq!(outcome(&of_first, &first).as_deref(), Some("s2"));
        assert_eq!(outcome(&of_first, &second), None);
        assert_eq!(
            outcome(&[kept(Some(1), 300, "s2")], &second),
            None,
            "from another device"
        );
        let both = [kept(Some(1), 80, "s2"), kept(Some(3), 260, "s3")];
        assert_eq!(outcome(&both, &second).as_deref(), Some("s3"));
        assert_eq!(
            outcome(&both, &first).as_deref(),
            Some("s2"),
            "the later use was taken back: its line is not the first one's"
        );
        let warrant = S136Step::Warrant {
            at: minute(200),
            kind: WarrantKind::Remove,
            kept: false,
            place: None,
            number: "W 14".to_owned(),
            until: None,
            present: String::new(),
        };
        let by_warrant = state(&[(1, 0, used(0)), (2, 90, ended(90)), (3, 200, warrant)]);
        assert_eq!(outcome(&both, &by_warrant).as_deref(), Some("s3"));
    }

    #[test]
    fn a_line_of_an_earlier_version_belongs_to_the_use_that_was_running_when_it_was_written() {
        let second = state(&[(1, 0, used(0)), (2, 90, ended(90)), (3, 200, used(200))]);
        assert_eq!(outcome(&[kept(None, 80, "s2")], &second), None);
        assert_eq!(
            outcome(&[kept(None, 199, "s2")], &second),
            None,
            "after its end, of the first"
        );
        assert_eq!(
            outcome(&[kept(None, 200, "s3")], &second).as_deref(),
            Some("s3"),
            "with its beginning"
        );
        let one = state(&[(1, 10, used(10))]);
        assert_eq!(
            outcome(&[kept(None, 5, "s2")], &one).as_deref(),
            Some("s2"),
            "before any"
        );
    }

    #[test]
    fn a_line_outlives_a_use_that_was_recorded_anew_and_never_falls_to_an_earlier_one() {
        let lines = [kept(Some(7), 20, "s2")];
        let anew = state(&[(1, 30, used(5))]);
        assert_eq!(
            outcome(&lines, &anew).as_deref(),
            Some("s2"),
            "taken back and recorded anew"
        );
        let twice = state(&[(1, 2, used(2)), (2, 90, ended(90))]);
        assert_eq!(
            outcome(&lines, &twice).as_deref(),
            Some("s2"),
            "two devices recorded it"
        );
        let wrong_second = state(&[(1, 0, used(0)), (2, 10, ended(10))]);
        assert_eq!(
            outcome(&lines, &wrong_second),
            None,
            "the second one was wrong: not the first one's"
        );
        // both of one use stand: whichever is the earlier, a line of either is read
        let both = state(&[(1, 2, used(4)), (7, 3, used(2))]);
        assert_eq!(outcome(&lines, &both).as_deref(), Some("s2"));
    }

    #[test]
    fn the_steps_of_the_present_use_are_those_since_it_began() {
        let second = state(&[(1, 0, used(0)), (2, 90, ended(90)), (3, 200, used(200))]);
        let items: Vec<ItemId> = present_steps(&second).iter().map(|taken| taken.item).collect();
        assert_eq!(items, [ItemId([3; 16])]);
        assert_eq!(present_steps(&second.without(ItemId([3; 16]))).len(), 2);
    }
}
