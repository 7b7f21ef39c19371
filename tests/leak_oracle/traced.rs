//! What a process writes, seen by the system and not by looking at files afterwards: a child works under `strace` with
//! temporary files forced, and no call that writes may carry a word of the shift.

use std::collections::BTreeSet;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use rusqlite::OpenFlags;
use tandem::app::api::Request;
use tandem::app::clock::{Clock as _, HandClock};
use tandem::domain::ids::IncidentId;
use tandem::domain::role::{Compartment, Side};
use tandem::vault::view::View;
use tandem::vault::{Vault, restore, unlock};

use crate::keys;
use crate::live::words::{HEALTH, POLICE, begin_drafts, frame, share, sow, task_done, told};
use crate::live::{Crew, EVENING, begin_shift, desk, found, office, open_incident, sit};
use crate::stranger::{Key, open_db};

/// Tells the child where it works.
const FOLDER: &str = "TANDEM_TEST_TRACED_FOLDER";
/// The backup of the traced shift.
const KEPT: &str = "kept.tandem-backup";
/// Tells the child to be careless, too: the control.
const CARELESS: &str = "TANDEM_TEST_TRACED_CARELESS";

/// The child: a whole shift, a month, then every kind of work for which a database likes temporary files, a backup that is
/// put back, and a disposal. Without a folder there is nothing to do.
#[test]
fn shift_that_is_traced() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let vault = folder.join("vault");
    let clock = Arc::new(HandClock::at(EVENING));
    let crew = found(&vault, &clock);
    let incident = work(&vault, &clock, &crew);
    for (side, handle) in [(Side::Police, "4411"), (Side::Health, "jpatel")] {
        strain(&vault, &crew, side, handle);
    }
    keep(&folder, &clock, &crew);
    destroy(&vault, &crew, incident);
    // the views are made anew from the log
    for view in ["view-police.db", "view-health.db", "view-shared.db"] {
        std::fs::remove_file(vault.join(view)).unwrap();
    }
    let again = desk(&vault, &clock);
    begin_shift(&again, &crew);
    for side in Side::ALL {
        sit(&again, side);
    }
    again.must(Request::Verify);
    again.must(Request::EndShift);
    if std::env::var_os(CARELESS).is_some() {
        std::fs::write(vault.join("careless.txt"), format!("{POLICE} note")).unwrap();
        let plain =
            rusqlite::Connection::open_with_flags(folder.join("careless.db"), OpenFlags::default()).unwrap();
        plain
            .execute_batch(&format!(
                "CREATE TABLE t (x); INSERT INTO t VALUES ('{HEALTH} note');"
            ))
            .unwrap();
    }
}

/// A lead makes a backup while everybody's words are in the log, and puts it back beside.
fn keep(folder: &Path, clock: &Arc<HandClock>, crew: &Crew) {
    let kept = folder.join(KEPT);
    let desk = desk(&folder.join("vault"), clock);
    office(&desk, crew, "hlead");
    desk.must(Request::BackUp(kept.clone()));
    desk.must(Request::EndShift);
    drop(desk);
    let who = ("hlead", &crew.passphrase("hlead"));
    let done = restore(&kept, &folder.join("restored"), who, EVENING, &mut |_, _, _| true).unwrap();
    assert!(done.entries > 50, "{} entries were put back", done.entries);
}

/// A lead destroys what their side wrote about the incident.
fn destroy(dir: &Path, crew: &Crew, incident: IncidentId) {
    let lead = unlock(dir, "hlead", &crew.passphrase("hlead")).unwrap();
    let mut vault = Vault::open(dir, &lead).unwrap();
    let ring = vault.ring(&lead, &Compartment::SEALED).unwrap();
    let view = View::open(&vault, Compartment::Health, &ring, &mut |_, _| true).unwrap();
    let plan = vault.plan_disposal(&view, incident, &ring).unwrap();
    drop(view);
    let done = vault
        .dispose(&lead, &ring, &plan, ("basis", "policy"), EVENING)
        .unwrap();
    assert!(done.in_force && done.finished && !plan.contents.is_empty());
}

fn work(vault: &Path, clock: &Arc<HandClock>, crew: &Crew) -> IncidentId {
    let desk = desk(vault, clock);
    begin_shift(&desk, crew);
    let incident = open_incident(&desk);
    frame(&desk, incident);
    for side in Side::ALL {
        sit(&desk, side);
        sow(&desk, clock, incident, side, 12);
        share(&desk, clock, incident, side, told(side));
        task_done(&desk, incident, side);
        begin_drafts(&desk, incident, side);
        desk.must(Request::Find("note".to_owned()));
    }
    desk.must(Request::EndShift);
    for handle in ["hlead", "plead", "amorgan"] {
        office(&desk, crew, handle);
        desk.must(Request::ShowMonth(clock.now().month().unwrap()));
        desk.must(Request::EndShift);
    }
    incident
}

/// Sorting, grouping, a temporary table, an index, VACUUM: with a small cache, and temporary files asked for.
fn strain(vault: &Path, crew: &Crew, side: Side, handle: &str) {
    let name = if side == Side::Police { "police" } else { "health" };
    let needles = keys::of(vault, crew, &[handle]);
    let key: Key = needles[&format!("view/{name}")].clone().try_into().unwrap();
    let view = open_db(&vault.join(format!("view-{name}.db")), &key).unwrap();
    view.execute_batch("PRAGMA temp_store = FILE; PRAGMA cache_size = 4; PRAGMA temp.cache_size = 4;")
        .unwrap();
    let table: String = view
        .query_row(
            "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'body'
             WHERE m.type = 'table' AND m.name NOT LIKE '%fts%' LIMIT 1",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let mut many = String::from("CREATE TEMP TABLE many AS SELECT CAST(body AS TEXT) AS x FROM ");
    many.push_str(&table);
    many.push(';');
    for _ in 0..9 {
        many.push_str("INSERT INTO many SELECT x || abs(random()) FROM many;");
    }
    view.execute_batch(&many).unwrap();
    let words: i64 = view
        .query_row("SELECT count(*) FROM many WHERE x LIKE '%note%'", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert!(words > 1_000, "{words} rows are too few to spill");
    view.execute_batch(
        "CREATE TEMP TABLE sorted AS SELECT x FROM many ORDER BY x DESC, random();
         CREATE INDEX temp.by_words ON many (x);
         CREATE TEMP TABLE grouped AS SELECT x, count(*) FROM many GROUP BY x UNION SELECT x, 1 FROM sorted;
         BEGIN; UPDATE many SET x = x || '.'; ROLLBACK; DROP TABLE temp.sorted; VACUUM;",
    )
    .unwrap();
}

/// What the calls of a traced process said.
struct Trace {
    lines: Vec<String>,
    output: Output,
}

const CALLS: &str = "trace=write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,openat,open,creat,memfd_create,\
                     rename,renameat,renameat2,prctl,prlimit64,setrlimit";

impl Trace {
    /// Runs a program with these arguments, temporary files sent into `folder`.
    fn of(folder: &Path, program: &Path, arguments: &[&str], more: &[&str]) -> Self {
        let log = folder.join("trace");
        let output = Command::new("strace")
            .args(["-f", "-qq", "-y", "-s", "80000", "-e", CALLS, "-o"])
            .arg(&log)
            .arg(program)
            .args(arguments)
            .envs([FOLDER, "SQLITE_TMPDIR", "TMPDIR"].map(|name| (name, folder)))
            .envs(more.iter().map(|name| (*name, "yes")))
            .output()
            .unwrap_or_else(|error| panic!("strace is needed: apt-get install strace: {error}"));
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let text = std::fs::read(&log).unwrap();
        Self {
            lines: String::from_utf8_lossy(&text)
                .lines()
                .map(str::to_owned)
                .collect(),
            output,
        }
    }

    fn of_shift(folder: &Path, more: &[&str]) -> Self {
        let shift = [
            "--exact",
            "traced::shift_that_is_traced",
            "--nocapture",
            "--test-threads=1",
        ];
        Self::of(folder, &std::env::current_exe().unwrap(), &shift, more)
    }

    /// Calls that carry a word which only one side may read, or the SQLite header of a plain file.
    fn plain(&self) -> Vec<&str> {
        let carries = |line: &&String| {
            [POLICE, HEALTH, "SQLite format 3"]
                .iter()
                .any(|word| line.contains(word))
        };
        self.lines.iter().filter(carries).map(String::as_str).collect()
    }

    fn writes(&self) -> usize {
        self.lines.iter().filter(|line| line.contains("write")).count()
    }

    /// Files that were made, by name.
    fn made(&self) -> BTreeSet<String> {
        let made = self
            .lines
            .iter()
            .filter(|line| line.contains("O_CREAT") || line.contains("memfd_create"));
        made.filter_map(|line| Some(line.split('"').nth(1)?.rsplit('/').next()?.to_owned()))
            .collect()
    }
}

#[test]
fn no_call_that_writes_carries_a_word_and_no_temporary_file_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let trace = Trace::of_shift(folder.path(), &[]);
    println!("{} writes; made: {:?}", trace.writes(), trace.made());
    assert!(trace.writes() > 1_000, "{} writes are too few", trace.writes());
    let plain: Vec<&str> = trace
        .plain()
        .iter()
        .map(|line| &line[..line.len().min(200)])
        .collect();
    assert!(plain.is_empty(), "{plain:#?}");
    let strange: Vec<_> = trace
        .made()
        .into_iter()
        .filter(|name| !is_expected(name))
        .collect();
    assert!(strange.is_empty(), "files that nobody expects: {strange:?}");
    // the program says nothing by itself; what is here is the test's own frame
    let said = String::from_utf8_lossy(&trace.output.stderr).into_owned();
    assert!(said.is_empty(), "on standard error: {said}");
}

/// The files of a vault and of a backup on its way, and nothing else.
fn is_expected(name: &str) -> bool {
    let base = ["-wal", "-shm", "-journal"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name);
    let view = base
        .strip_prefix("view-")
        .and_then(|rest| rest.strip_suffix(".db"));
    matches!(
        base,
        "log.db" | "lock" | "keyslots.json" | "keyslots.json.new" | "null"
    ) || view.is_some()
        || matches!(base.strip_prefix(KEPT), Some(".copying" | ".sealing"))
}

/// The program as it is shipped makes its practice vault: its words are in no call, and before anything else it forbids
/// core dumps and reading by others.
#[test]
fn the_program_writes_no_word_of_its_practice_shifts_and_keeps_its_memory_to_itself() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    let demo = [
        "--vault",
        vault.to_str().unwrap(),
        "demo",
        "--no-window",
        "--incidents",
        "10",
        "--months",
        "1",
    ];
    let trace = Trace::of(folder.path(), Path::new(env!("CARGO_BIN_EXE_tandem")), &demo, &[]);
    let first = |what: &str| trace.lines.iter().position(|line| line.contains(what));
    let opened = first("keyslots.json").unwrap();
    for what in [
        "prctl(PR_SET_DUMPABLE, SUID_DUMP_DISABLE) = 0",
        "RLIMIT_CORE, {rlim_cur=0, rlim_max=0}, NULL) = 0",
    ] {
        assert!(first(what).is_some_and(|at| at < opened), "{what}");
    }
    let writes = trace.lines.iter().filter(|line| line.contains("write"));
    let told: Vec<&String> = writes
        .filter(|line| line.contains(&folder.path().display().to_string()))
        .collect();
    assert!(told.len() > 1_000, "{} writes are too few", told.len());
    // the program is closed to other people's tracers: only root sees what its calls carry
    let seen = told.iter().filter(|line| line.contains(">, \"")).count();
    let root = std::fs::metadata("/proc/self").unwrap().uid() == 0;
    assert!(seen > 1_000 || !root, "the bytes of {seen} writes only were seen");
    for word in [
        "Holding a broken bottle",
        "On-call doctor",
        "SQLite format 3",
        "\"t\":\"",
        "side.note",
    ] {
        let plain = told.iter().filter(|line| line.contains(word)).count();
        assert_eq!(plain, 0, "{word} was written to a file");
    }
    let strange: Vec<_> = trace
        .made()
        .into_iter()
        .filter(|name| !is_expected(name))
        .collect();
    assert!(strange.is_empty(), "files that nobody expects: {strange:?}");
}

/// The control: a plain file and a plain database are seen.
#[test]
fn a_careless_write_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let trace = Trace::of_shift(folder.path(), &[CARELESS]);
    let plain = trace.plain().join("\n");
    for what in [POLICE, HEALTH, "SQLite format 3", "careless.txt", "careless.db"] {
        assert!(plain.contains(what), "{what} is not in {plain}");
    }
    assert!(trace.made().contains("careless.txt"));
}
