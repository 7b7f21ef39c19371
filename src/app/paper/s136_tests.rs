//! Five hundred invented forms from a seed: what is missing is always named, and a form that is made lacks nothing.

use super::*;
use crate::domain::content::{
    Advice, Consulted, Content, Conveyance, CrewMember, IncidentOpened, PlaceOfSafety, Post, S136Recorded,
    WarrantKind,
};
use crate::domain::ids::{DeviceId, EntryRef, IncidentId, ItemId, MemberId};
use crate::domain::incident::{Placed, SharedIncident, fold_shared};
use crate::domain::mha::record::{Lines, fits};
use crate::domain::mha::step::{About, check};
use crate::domain::role::Side;

/// The part of the record that a side keeps for itself.
fn keeps(side: Side) -> S136Part {
    match side {
        Side::Police => S136Part::Police,
        Side::Health => S136Part::Health,
    }
}

/// 12 May 2026, 21:00 in London.
pub(super) const NINE: Moment = Moment(1_778_616_000_000);

/// A small generator: the same seed gives the same forms.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn up_to(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.up_to(100) < percent
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.up_to(of.len())]
    }
}

pub(super) fn opened(dice: &mut Dice) -> SharedIncident {
    let officer = CrewMember {
        member: MemberId([1; 16]),
        side: Side::Police,
        name: "PC 4411 Hughes".to_owned(),
    };
    let opened = IncidentOpened {
        incident: IncidentId([1; 16]),
        reference: "26-0117".to_owned(),
        at: NINE,
        post: Post::Car,
        station: "Car 2".to_owned(),
        crew: vec![officer],
    };
    let placed = Placed {
        entry: EntryRef {
            device: DeviceId([1; 16]),
            seq: 1,
        },
        lamport: 1,
        at: NINE,
        author: None,
        content: Content::IncidentOpened(opened),
    };
    let mut shared = fold_shared(&[placed]).unwrap();
    shared.person = "Sam Okoro".to_owned();
    shared.age = dice
        .chance(80)
        .then(|| u32::try_from(12 + dice.up_to(70)).unwrap());
    if dice.chance(60) {
        shared.place = "Mill Lane footbridge".to_owned();
    }
    shared
}

pub(super) fn take(shared: &mut SharedIncident, step: S136Step, now: Moment) -> bool {
    take_for(shared, step, false, now)
}

/// With a typed reason a rule that leaves room for judgement lets it pass.
fn take_for(shared: &mut SharedIncident, step: S136Step, reason: bool, now: Moment) -> bool {
    let about = About {
        law: law(),
        state: &shared.s136,
        age: shared.age,
        age_about: shared.age_about,
        now,
        earlier: None,
    };
    if check(&about, &step, reason).is_err() {
        return false;
    }
    let recorded = S136Recorded {
        incident: shared.incident,
        item: ItemId([9; 16]),
        step,
    };
    shared.s136.take(&recorded, now);
    true
}

fn say_it(shared: &mut SharedIncident, field: S136Field, value: &str, now: Moment) {
    let value = value.to_owned();
    assert!(take(shared, S136Step::Said { field, value }, now), "{field:?}");
}

/// How the use begins: section 136 with or without a consultation, or a warrant.
fn begin(dice: &mut Dice, shared: &mut SharedIncident, at: Moment, now: Moment) {
    let again = shared.s136.ended.is_some();
    let travel = dice.one(&[
        Conveyance::Ambulance,
        Conveyance::PoliceVehicle,
        Conveyance::OtherHealthVehicle,
        Conveyance::None,
        Conveyance::Other,
        Conveyance::NotKnown,
    ]);
    if matches!(travel, Conveyance::Other | Conveyance::NotKnown) {
        // what is said in one go with a use is its own
        say_it(shared, S136Field::TravelWhy, "Brought by a passer-by", now);
    }
    if dice.chance(20) {
        let kept = dice.chance(30);
        let warrant = S136Step::Warrant {
            at,
            kind: WarrantKind::Remove,
            number: "12, Invented court".to_owned(),
            present: "T Moss, AMHP; Dr A Reed".to_owned(),
            kept,
            place: kept.then_some(PlaceOfSafety::HealthBased),
            until: None,
        };
        assert!(take_for(shared, warrant, again, now));
        let leg = S136Step::Conveyed {
            at,
            to: "Elm suite".to_owned(),
            by: travel,
            authorised: String::new(),
        };
        assert!(take(shared, leg, now));
        return;
    }
    let consulted = match dice.up_to(3) {
        0 => Consulted::CrewNurse {
            name: "J Patel".to_owned(),
        },
        1 => Consulted::Other {
            who: "Dr A Reed".to_owned(),
        },
        _ => Consulted::NotPracticable {
            why: "On the bridge rail, no time".to_owned(),
        },
    };
    let advice = dice.one(&[Advice::Supports, Advice::AnotherWay, Advice::NoView]);
    let asked = !matches!(consulted, Consulted::NotPracticable { .. });
    let used = S136Step::Used {
        at,
        consulted,
        advice: asked.then_some(advice),
        place: None,
        conveyance: travel,
    };
    assert!(take_for(shared, used, again, now));
}

/// Where the person is taken, as far as it is recorded before the form is asked for.
fn go(dice: &mut Dice, shared: &mut SharedIncident, seen: &mut Seen, now: Moment) {
    let places = [
        PlaceOfSafety::HealthBased,
        PlaceOfSafety::EmergencyDepartment,
        PlaceOfSafety::PrivateHome,
        PlaceOfSafety::Other,
        PlaceOfSafety::PoliceStation,
        PlaceOfSafety::NotKnown,
    ];
    let place = dice.one(&places);
    match place {
        PlaceOfSafety::PrivateHome | PlaceOfSafety::Other => {
            say_it(shared, S136Field::Agreed, "manager", now);
        }
        PlaceOfSafety::PoliceStation => {
            shared.age = Some(30);
            for field in [
                S136Field::StationRisk,
                S136Field::StationNoOther,
                S136Field::StationCare,
            ] {
                say_it(shared, field, "yes", now);
            }
            say_it(shared, S136Field::StationInspector, "Insp 12 Shah", now);
        }
        PlaceOfSafety::NotKnown => say_it(shared, S136Field::TravelWhy, "Nobody can say", now),
        PlaceOfSafety::HealthBased | PlaceOfSafety::EmergencyDepartment => {}
    }
    let began = shared.s136.began().unwrap();
    let at = began.plus_minutes(45);
    let place = Some(place);
    let there = if dice.chance(25) {
        seen.kept += 1;
        S136Step::Kept { at, place }
    } else {
        S136Step::Arrived { at, place }
    };
    assert!(take(shared, there, now), "{place:?}");
    go_on(dice, shared, seen, now);
}

/// What follows the arrival.
fn go_on(dice: &mut Dice, shared: &mut SharedIncident, seen: &mut Seen, now: Moment) {
    let began = shared.s136.began().unwrap();
    if dice.chance(25) {
        seen.moved += 1;
        let leg = S136Step::Conveyed {
            at: began.plus_minutes(60),
            to: "Elm suite".to_owned(),
            by: Conveyance::Ambulance,
            authorised: "T Moss, AMHP".to_owned(),
        };
        let there = S136Step::Arrived {
            at: began.plus_minutes(90),
            place: Some(PlaceOfSafety::HealthBased),
        };
        assert!(take(shared, leg, now) && take(shared, there, now));
    }
    if dice.chance(20) {
        seen.extended += 1;
        let more = S136Step::Extended {
            at: began.plus_minutes(100),
            minutes: u32::try_from(1 + dice.up_to(720)).unwrap(),
            by: "Dr A Reed, 9990001".to_owned(),
            why: MoreTime::TooDistressed,
            superintendent: String::new(),
            assessed_there: Some(false),
        };
        assert!(take(shared, more, now));
    }
    if dice.chance(20) {
        let assessed = S136Step::Assessed {
            at: began.plus_minutes(120),
        };
        assert!(take(shared, assessed, now));
    }
    if dice.chance(30) {
        seen.ended += 1;
        let ended = S136Step::Ended {
            at: began.plus_minutes(150),
            how: Some(EndedHow::GroundsEnded),
        };
        assert!(take(shared, ended, now));
    }
}

/// What there was among the seeds.
#[derive(Default)]
struct Seen {
    kept: u32,
    moved: u32,
    extended: u32,
    ended: u32,
    again: u32,
}

impl Seen {
    fn all(&self) -> [u32; 5] {
        [self.kept, self.moved, self.extended, self.ended, self.again]
    }
}

/// Something that fits the line, as a person may answer it.
fn answer(dice: &mut Dice, field: S136Field, now: Moment) -> String {
    let value = match field.form() {
        S136Form::Words => dice
            .one(&["Insp 12 Shah", "None seen", "Hospital suite, Mill Lane", "é 永"])
            .to_owned(),
        S136Form::Choice(codes) => dice.one(codes).to_owned(),
        S136Form::Time => NINE.plus_minutes(-5).0.to_string(),
        S136Form::Minutes => dice.up_to(30).to_string(),
        S136Form::Uses => {
            r#"[{"what":"handcuffs","position":"seated","minutes":4,"injuries":"None seen"}]"#.to_owned()
        }
    };
    assert!(fits(field, &value, now), "{field:?} {value}");
    value
}

/// Answers what is missing until nothing is; what a rule refuses is answered another way.
fn complete(dice: &mut Dice, shared: &mut SharedIncident, own: &mut Lines, side: Side, now: Moment) {
    for _ in 0..2_000 {
        let record = Record {
            shared,
            own,
            side: Some(side),
        };
        let Some(gap) = record.gaps().first().copied() else {
            return;
        };
        assert_eq!(
            s136_form(&record, "Invented Police", now).unwrap_err().first(),
            Some(&gap)
        );
        match gap {
            Gap::Age if dice.chance(50) => shared.age = Some(30),
            Gap::Age => {
                let value = "Would not say, looks 40".to_owned();
                let field = S136Field::AgeNotKnown;
                take(shared, S136Step::Said { field, value }, now);
            }
            Gap::Arrival => {
                let at = shared.s136.began().unwrap().plus_minutes(50);
                take(shared, S136Step::Arrived { at, place: None }, now);
            }
            Gap::Line(field) => {
                let value = answer(dice, field, now);
                if field.side().is_some() {
                    own.insert(field, value);
                } else {
                    take(shared, S136Step::Said { field, value }, now);
                }
            }
        }
    }
    panic!("the record never becomes whole");
}

/// One use, and now and then a second one after it.
fn happen(dice: &mut Dice, shared: &mut SharedIncident, seen: &mut Seen, now: Moment) {
    let (first, second) = (now.plus_minutes(-2), now.plus_minutes(-1));
    begin(dice, shared, NINE, first);
    if dice.chance(70) {
        go(dice, shared, seen, first);
    }
    if shared.s136.ended.is_some() && dice.chance(60) {
        seen.again += 1;
        begin(dice, shared, NINE.plus_minutes(180), second);
        if dice.chance(50) {
            go(dice, shared, seen, second);
        }
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "everything that is asked of one form")]
fn five_hundred_forms_lack_nothing_and_no_form_is_made_from_a_record_that_does() {
    let mut dice = Dice(136);
    let now = NINE.plus_minutes(400);
    let mut seen = Seen::default();
    let (mut lines, mut taken_out) = (0, 0);
    for number in 0..500 {
        let mut shared = opened(&mut dice);
        happen(&mut dice, &mut shared, &mut seen, now);
        let mut own = Lines::new();
        let side = dice.one(&[Side::Police, Side::Health]);
        complete(&mut dice, &mut shared, &mut own, side, now);
        let force = own.get(&S136Field::Force).is_some_and(|force| force != "none");
        if force {
            let more = answer(&mut dice, S136Field::ForceMore, now);
            own.insert(S136Field::ForceMore, more);
        }
        let record = Record {
            shared: &shared,
            own: &own,
            side: Some(side),
        };
        let form = s136_form(&record, "Invented Police", now).unwrap();
        for block in &form.blocks {
            if let Block::Facts(facts) = block {
                for (name, value) in facts {
                    assert!(!value.trim().is_empty(), "form {number}: {name} is empty");
                    assert!(!value.starts_with("s136-"), "form {number}: {name} has no words");
                    lines += 1;
                }
            }
        }
        let police = side == Side::Police;
        let gaps = checker::missing(&form, police);
        assert!(gaps.is_empty(), "form {number} lacks {gaps:?}:\n{}", form.text());
        if number % 10 == 0 {
            taken_out += every_line_is_missed(&form, police);
        }
        let text = form.text();
        let second = "2. Handcuffs, position: Seated, 4 min, injuries: None seen";
        assert_eq!(text.contains(second), force, "form {number}: every use of force");
        for wanted in S136Field::ALL
            .iter()
            .filter(|field| record.wanted(**field) && record.reads(**field))
        {
            let words = say(Language::English, &format!("s136-line-{}", wanted.key()), &[]);
            assert!(text.contains(&words), "form {number} lacks {wanted:?}");
        }
        let other = keeps(side.other());
        let hidden = S136Field::ALL.iter().filter(|field| field.part() == other);
        for field in hidden {
            let words = say(Language::English, &format!("s136-line-{}:", field.key()), &[]);
            assert!(
                !text.contains(&words),
                "form {number} shows {field:?} of the other side"
            );
        }
        if matches!(
            shared.s136.conveyance(),
            Some(Conveyance::Other | Conveyance::NotKnown)
        ) {
            assert!(
                record.line(S136Field::TravelWhy).is_some(),
                "form {number} says no reason"
            );
        }
    }
    assert!(lines > 500 * 20, "{lines}");
    assert!(taken_out > 50 * 15, "{taken_out}");
    assert!(
        seen.all().into_iter().all(|count| count >= 30),
        "{:?}",
        seen.all()
    );
}

/// The checker misses each line that is mandatory when it is taken out; gives how many those were.
fn every_line_is_missed(form: &Document, police: bool) -> usize {
    let mut missed = 0;
    for (at, block) in form.blocks.iter().enumerate() {
        let Block::Facts(facts) = block else { continue };
        for fact in 0..facts.len() {
            let mut without = form.clone();
            if let Block::Facts(facts) = &mut without.blocks[at] {
                facts.remove(fact);
            }
            missed += usize::from(!checker::missing(&without, police).is_empty());
        }
    }
    missed
}

#[test]
fn every_line_code_and_part_has_its_words() {
    for field in S136Field::ALL {
        let key = format!("s136-line-{}", field.key());
        assert_ne!(say(Language::English, &key, &[]), key);
        if let S136Form::Choice(codes) = field.form() {
            for code in codes {
                let key = format!("s136-code-{code}");
                assert_ne!(say(Language::English, &key, &[]), key);
            }
        }
    }
}
