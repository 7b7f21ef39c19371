//! A month of 1,000 incidents out of a log of ten years: what a supervisor waits for after unlocking, beside plain SQL over
//! the same rows in a file that is not encrypted.

use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;
use tandem::app::api::Request;
use tandem::app::clock::HandClock;
use tandem::app::command_line::{ask, engine};
use tandem::app::worker::Inline;
use tandem::domain::content::{
    Advice, AgeBand, Channel, ClosedFact, ConsultedCode, Content, Conveyance, DecisionCount, DecisionFact,
    IncidentOutcome, NotSharedReason, OpenedFact, OtherWay, PersonTold, PlaceOfSafety, Post, S136Counted,
    S136Fact, Source, Viewed,
};
use tandem::domain::decision::conclusion::{Confidentiality, Outcome};
use tandem::domain::decision::facts::Direction;
use tandem::domain::ids::{IncidentId, ItemId, MemberId, PersonMark};
use tandem::domain::incident::Placed;
use tandem::domain::month::{count_month, people_met};
use tandem::domain::role::{Compartment, Side};
use tandem::domain::time::{Moment, YearMonth};
use tandem::vault::view::View;
use tandem::vault::{Ring, unlock};

use crate::clock::{median, wall};
use crate::entries::{Dice, write};
use crate::people::{found, pass};
use crate::table::{Table, Target};

/// Incidents of one month.
const A_MONTH: u64 = 1_000;
const ROUNDS: usize = 7;
/// Entries in one act while the log is made.
const TOGETHER: usize = 600;

fn april() -> YearMonth {
    YearMonth::new(2024, 4).unwrap()
}

/// The facts of one incident.
fn facts(dice: &mut Dice, number: u64, at: Moment) -> Vec<Content> {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&number.to_be_bytes());
    let (incident, grounds) = (IncidentId(id), Confidentiality::CARRYING);
    let pick = |of: usize, n: u64| usize::try_from(n).unwrap_or(0) % of;
    let mut person = [0; 16];
    person[..8].copy_from_slice(&(dice.next() % 5_000).to_be_bytes());
    let mut all = vec![
        Content::OpenedFact(OpenedFact {
            incident,
            at,
            post: Post::Car,
            reference: String::new(),
        }),
        Content::Viewed(Viewed {
            incident,
            member: MemberId(id),
            side: Side::Health,
            at: at.plus_minutes(10),
        }),
        Content::DecisionFact(DecisionFact {
            incident,
            decision: ItemId(id),
            direction: Some(Direction::ALL[pick(2, number)]),
            count: if number.is_multiple_of(9) {
                DecisionCount::NotShared(NotSharedReason::NotAgreed)
            } else {
                DecisionCount::Shared
            },
            outcome: Some(Outcome::Share),
            confidentiality: grounds[pick(grounds.len(), dice.next())],
            power: vec!["police-act-1996".to_owned()],
            asked: true,
            person_told: PersonTold::Yes,
            channel: Some(Channel::OnScreen),
            items: 1,
            at: at.plus_minutes(20),
            took_ms: 24_000,
            check_ms: 4_000,
            rules: "england-and-wales-2026-11-21".to_owned(),
        }),
        Content::ClosedFact(ClosedFact {
            incident,
            at: at.plus_minutes(70),
            source: Some(Source::Call999),
            outcome: Some(IncidentOutcome::ALL[pick(IncidentOutcome::ALL.len(), dice.next())]),
            follow_up: Vec::new(),
            on_scene_minutes: u32::try_from(20 + dice.next() % 60).ok(),
            handover_minutes: None,
            age: Some(AgeBand::of(u32::try_from(16 + dice.next() % 60).unwrap_or(30))),
            mode: None,
            reached_minutes: None,
            person: Some(PersonMark(person)),
        }),
    ];
    if number.is_multiple_of(8) {
        all.extend(detained(
            dice,
            (incident, ItemId(id)),
            number,
            at.plus_minutes(30),
        ));
    }
    all
}

/// Section 136, every fourth time considered and not used.
fn detained(
    dice: &mut Dice,
    (incident, item): (IncidentId, ItemId),
    number: u64,
    at: Moment,
) -> [Content; 2] {
    let used = !number.is_multiple_of(32);
    let mut pick = |codes: [&'static str; 2]| codes[usize::from(dice.next().is_multiple_of(2))];
    let codes = [
        ("sex", pick(["female", "male"])),
        ("ethnicity-seen", pick(["white", "black"])),
        ("age-band", pick(["18-and-over", "under-18"])),
        ("handover", pick(["within-1-hour", "over-1-hour"])),
        ("outcome", pick(["s2", "discharged-gp"])),
        ("ended", pick(["assessed", "grounds-ended"])),
        ("extended", pick(["no", "yes"])),
        ("police-vehicle", pick(["not-in-30", "behaviour"])),
    ];
    [
        Content::S136Fact(S136Fact {
            incident,
            item,
            used,
            consulted: ConsultedCode::CrewNurse,
            advice: Some(Advice::Supports),
            place: used.then_some(PlaceOfSafety::HealthBased),
            conveyance: used.then_some(Conveyance::PoliceVehicle),
            other_way: (!used).then_some(OtherWay::CrisisTeam),
            at,
        }),
        Content::S136Counted(S136Counted {
            incident,
            item,
            at,
            ended: None,
            codes: codes
                .map(|(line, code)| (line.to_owned(), code.to_owned()))
                .into(),
        }),
    ]
}

/// A vault with so many incidents: a thousand in April 2024, the others spread over five years before and five after it.
fn make(dir: &Path, incidents: u64) {
    let mut crew = found(dir);
    let mut dice = Dice(17);
    let start = april().start();
    let mut waiting = Vec::new();
    let others = incidents.saturating_sub(A_MONTH);
    for number in 0..incidents {
        let minutes = i64::try_from(number).unwrap_or(0);
        let at = if number < others {
            // ten years, evenly
            let step = 10 * 365 * 24 * 60 / i64::try_from(others.max(1)).unwrap_or(1);
            let away = (minutes / 2 + 1) * step;
            if number.is_multiple_of(2) {
                start.plus_minutes(-away)
            } else {
                april().end().plus_minutes(away)
            }
        } else {
            start.plus_minutes((minutes - i64::try_from(others).unwrap_or(0)) * 40)
        };
        waiting.extend(facts(&mut dice, number, at));
        if waiting.len() >= TOGETHER || number + 1 == incidents {
            let now = april().end().plus_minutes(6 * 365 * 24 * 60);
            write(
                &mut crew.vault,
                Some(&crew.officer),
                &crew.officer.1,
                now,
                &std::mem::take(&mut waiting),
            )
            .unwrap();
        }
    }
}

/// The same rows where anybody can read them.
#[expect(
    clippy::disallowed_methods,
    reason = "the baseline is a file that the vault would never make"
)]
fn plain(path: &Path, entries: &[Placed]) -> Connection {
    let conn = Connection::open(path).unwrap();
    conn.execute_batch(
        "CREATE TABLE item (kind TEXT NOT NULL, own_at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
         BEGIN",
    )
    .unwrap();
    for placed in entries {
        let body = placed.content.to_bytes();
        let value: serde_json::Value = serde_json::from_slice(&body).unwrap();
        let row = (
            value["t"].as_str().unwrap(),
            value["at"].as_i64().unwrap(),
            String::from_utf8(body).unwrap(),
        );
        conn.execute("INSERT INTO item VALUES (?1, ?2, ?3)", row).unwrap();
    }
    conn.execute_batch("COMMIT; CREATE INDEX item_kind ON item (kind, own_at)")
        .unwrap();
    conn
}

/// What a month's tables ask of the rows: one query for each table that has cases here.
fn by_sql(conn: &Connection) -> u64 {
    let count = |kind: &str, what: &str| {
        format!(
            "SELECT coalesce({what}, ''), count(*) FROM item WHERE kind = '{kind}' AND own_at >= ?1 AND own_at < ?2 GROUP BY 1"
        )
    };
    let one = |field: &str| format!("json_extract(body, '$.{field}')");
    let mut queries = vec![count("oversight.opened", &one("post"))];
    for field in ["source", "outcome", "age", "follow_up"] {
        queries.push(count("oversight.closed", &one(field)));
    }
    for field in [
        "count",
        "outcome",
        "direction",
        "confidentiality",
        "asked",
        "person_told",
        "channel",
    ] {
        queries.push(count("oversight.decision", &one(field)));
    }
    queries.push(count(
        "oversight.decision",
        "json_extract(body, '$.direction', '$.confidentiality')",
    ));
    queries.push(count(
        "oversight.decision",
        "json_extract(body, '$.check_ms') < 2000",
    ));
    queries.push(count("oversight.viewed", &one("side")));
    for field in ["used", "consulted", "advice", "place", "conveyance", "other_way"] {
        queries.push(count("oversight.s136", &one(field)));
    }
    for line in [
        "sex",
        "ethnicity-seen",
        "age-band",
        "handover",
        "outcome",
        "ended",
        "extended",
        "police-vehicle",
    ] {
        queries.push(count("oversight.s136-return", &one(&format!("codes.\"{line}\""))));
    }
    for (kind, field) in [
        ("oversight.closed", "on_scene_minutes"),
        ("oversight.decision", "took_ms"),
    ] {
        // the middle one
        queries.push(format!(
            "SELECT coalesce(json_extract(body, '$.{field}'), 0), 1 FROM item
             WHERE kind = '{kind}' AND own_at >= ?1 AND own_at < ?2 ORDER BY 1 LIMIT 1 OFFSET 500"
        ));
    }
    // who came again within ninety days
    queries.push(
        "WITH met AS (SELECT json_extract(body, '$.person') AS who, own_at FROM item
             WHERE kind = 'oversight.closed' AND own_at >= ?1 - 7776000000 AND own_at < ?2),
         gap AS (SELECT own_at, own_at - lag(own_at) OVER (PARTITION BY who ORDER BY own_at) AS gap FROM met)
         SELECT coalesce(gap / 604800000, -1), count(*) FROM gap WHERE own_at >= ?1 GROUP BY 1"
            .to_owned(),
    );
    counted_by(conn, &queries)
}

/// All rows that the queries count in the month.
fn counted_by(conn: &Connection, queries: &[String]) -> u64 {
    let month = [april().start().0, april().end().0];
    queries
        .iter()
        .map(|sql| {
            let mut statement = conn.prepare_cached(sql).unwrap();
            let rows = statement.query_map(month, |row| row.get::<_, i64>(1)).unwrap();
            rows.map(|count| u64::try_from(count.unwrap()).unwrap())
                .sum::<u64>()
        })
        .sum()
}

fn measured(work: impl Fn() -> u64) -> f64 {
    let rounds = (0..ROUNDS).map(|_| {
        let (took, counted) = wall(&work);
        assert!(counted > 0);
        took.as_secs_f64() * 1_000.0
    });
    median(rounds.collect())
}

fn month_ms(dir: &Path, folder: &Path) -> (f64, f64) {
    let lead = unlock(dir, "rvale", &pass("rvale")).unwrap();
    let vault = tandem::vault::Vault::open(dir, &lead).unwrap();
    let ring: Ring = vault.ring(&lead, &[Compartment::Oversight]).unwrap();
    let view = View::open(&vault, Compartment::Oversight, &ring, &mut |_, _| true).unwrap();
    let entries = || {
        let mut entries = view.month_entries(april()).unwrap();
        entries.extend(
            view.closed_before(april(), &people_met(april(), &entries))
                .unwrap(),
        );
        entries.extend(view.asked_for(april()).unwrap());
        entries.extend(view.looked_after(april()).unwrap());
        entries
    };
    let all = view
        .of_kinds(&[
            "oversight.opened",
            "oversight.closed",
            "oversight.decision",
            "oversight.viewed",
            "oversight.s136",
            "oversight.s136-return",
        ])
        .unwrap();
    let conn = plain(&folder.join("plain-month.db"), &all);
    let ours = measured(|| count_month(april(), &entries()).opened());
    let sql = measured(|| by_sql(&conn));
    drop(conn);
    std::fs::remove_file(folder.join("plain-month.db")).unwrap();
    (ours, sql)
}

/// What a supervisor waits for after unlocking: the page with a year's trend, and then the whole pack, PDF and workbook
/// included, as the window asks for them. In milliseconds.
fn waited_ms(dir: &Path, folder: &Path) -> [f64; 2] {
    let clock = HandClock::at(april().end().plus_minutes(6 * 365 * 24 * 60 + 60));
    let mut desk = Inline::new(engine(dir, Arc::new(clock)).unwrap());
    let sign_in = Request::SignInOffice {
        handle: "rvale".to_owned(),
        passphrase: pass("rvale"),
    };
    ask(&mut desk, sign_in).unwrap();
    let mut timed = |request: Request| {
        let (took, answer) = wall(|| ask(&mut desk, request));
        answer.unwrap();
        took.as_secs_f64() * 1_000.0
    };
    let page = timed(Request::ShowMonth(april()));
    let pack = timed(Request::Export(april(), folder.join("pack")));
    [page, pack]
}

/// A month out of a short log and out of a long one.
pub(crate) fn month(folder: &Path, table: &mut Table) {
    let long: u64 = std::env::var("MONTH_INCIDENTS")
        .ok()
        .and_then(|many| many.parse().ok())
        .unwrap_or(100_000);
    let (mut took, mut waited) = (Vec::new(), Vec::new());
    for incidents in [long / 10, long] {
        let place = tempfile::tempdir_in(folder).unwrap();
        let dir = place.path().join("vault");
        make(&dir, incidents);
        let (ours, sql) = month_ms(&dir, place.path());
        table.add(
            &format!("a month, {incidents} incidents"),
            &format!("{sql:.1} ms by SQL, plain"),
            &format!("{ours:.1} ms"),
            ours / sql,
            &Target::AtMost(3.0),
        );
        took.push(ours);
        waited.push(waited_ms(&dir, place.path()));
    }
    table.add(
        "a month after unlocking",
        "2 s",
        &format!("{:.1} ms", took[1]),
        took[1] / 1_000.0,
        &Target::AtMost(2.0),
    );
    for (at, what) in ["the month's page, after unlocking", "the whole pack, page open"]
        .iter()
        .enumerate()
    {
        let [short, long] = [waited[0][at], waited[1][at]];
        let beside = format!("2 s; log a tenth: {short:.0} ms");
        table.add(
            what,
            &beside,
            &format!("{long:.0} ms"),
            long / 1_000.0,
            &Target::AtMost(2.0),
        );
    }
    table.add(
        "the same month, log ten times",
        &format!("{:.1} ms", took[0]),
        &format!("{:.1} ms", took[1]),
        took[1] / took[0],
        &Target::AtMost(2.0),
    );
}
