//! Disposal as a story: what goes, what stays, who may order it, and that nothing is left in any page of any file.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use rusqlite::Connection;

use super::super::kdf::Key;
use super::super::keys::db_key;
use super::super::story::{NOW, Team, cases, team};
use super::super::*;
use super::pages::{holds, opened};
use super::*;
use crate::domain::content::{Content, Detail, DetailSet, IncidentOpened, NoteSource, NoteWritten, Post};
use crate::domain::ids::{IncidentId, ItemId, StreamId};

const GONE: IncidentId = IncidentId([1; 16]);
const KEPT: IncidentId = IncidentId([2; 16]);
/// In the middle of a word, so that an index that keeps only the end of a word shows it as well.
const WORDS: &str = "xylophonequagmire";
const BASIS: (&str, &str) = ("mental-health-record", "a table");

fn ring(vault: &Vault, member: &Unlocked) -> Ring {
    vault.ring(member, &Compartment::SEALED).unwrap()
}

fn note(incident: IncidentId, words: &str) -> Content {
    Content::NoteWritten(NoteWritten {
        incident,
        note: ItemId([2; 16]),
        source: NoteSource::Seen,
        text: words.to_owned(),
    })
}

fn write(vault: &mut Vault, by: &Unlocked, content: &Content, stream: StreamId) -> EntryRef {
    let ring = ring(vault, by);
    let entry = NewEntry::of(content, Some(by.side), stream).unwrap();
    let places = vault.append(Author::Member(by), &ring, NOW, vec![entry]);
    places.unwrap()[0]
}

fn whole(vault: &Vault) -> Vec<Finding> {
    vault.verify(&mut |_, _| true).unwrap().findings
}

fn view(vault: &Vault, compartment: Compartment, ring: &Ring) -> View {
    View::open(vault, compartment, ring, &mut |_, _| true).unwrap()
}

/// Two incidents in the health compartment, the first with a rare word, a draft and a long note; both in shared.
struct Scene {
    dir: tempfile::TempDir,
    team: Team,
}

fn scene() -> Scene {
    let dir = tempfile::tempdir().unwrap();
    let mut team = team(dir.path());
    let (gone, kept) = (new_stream(), new_stream());
    let long = format!("{WORDS} {}", "and so on for a long while ".repeat(400));
    for (incident, words, stream) in [
        (GONE, WORDS, gone),
        (KEPT, "an ordinary note that stays", kept),
        (GONE, long.as_str(), gone),
        (KEPT, "another that stays", kept),
    ] {
        write(&mut team.vault, &team.nurse, &note(incident, words), stream);
    }
    let shared = new_stream();
    for content in [
        Content::IncidentOpened(IncidentOpened {
            incident: GONE,
            reference: "26-0001".to_owned(),
            at: NOW,
            post: Post::Car,
            station: "TR-07".to_owned(),
            crew: vec![],
        }),
        Content::DetailSet(DetailSet {
            incident: GONE,
            item: ItemId([3; 16]),
            detail: Detail::Place(format!("{WORDS} lane")),
        }),
    ] {
        write(&mut team.vault, &team.officer, &content, shared);
    }
    let name = format!("note/{}", GONE.hex());
    team.vault
        .save_draft(Compartment::Health, &name, WORDS.as_bytes())
        .unwrap();
    Scene { dir, team }
}

/// What an attacker looks for: sealed bodies, sealed and open data keys.
fn secrets_of(vault: &Vault, plan: &DisposalPlan, ring: &Ring) -> Vec<Vec<u8>> {
    let mut secrets = Vec::new();
    for place in plan.contents.iter().chain(&plan.keys) {
        let body: Vec<u8> = vault
            .conn
            .query_row(
                "SELECT body FROM entry WHERE seq = ?1",
                [place.seq.cast_signed()],
                |row| row.get(0),
            )
            .unwrap();
        secrets.push(body[..32].to_vec());
        secrets.push(body[body.len() - 32..].to_vec());
        if body.len() > 8_000 {
            secrets.push(body[6_000..6_032].to_vec());
        }
    }
    for id in &plan.key_ids {
        secrets.push(ring.remembered(*id, plan.compartment).unwrap().to_vec());
    }
    secrets
}

/// Every page of every file of the vault, with every key in hand.
fn everything(dir: &Path, vault: &Vault, views: &[(Compartment, Key)]) -> Vec<u8> {
    let mut all = opened(&dir.join("log.db"), &db_key(&vault.log_key, vault.device));
    for (compartment, key) in views {
        all.extend(opened(&dir.join(format!("view-{}.db", compartment.name())), key));
    }
    for file in fs::read_dir(dir).unwrap() {
        all.extend(fs::read(file.unwrap().path()).unwrap());
    }
    all
}

#[test]
fn what_was_disposed_of_is_in_no_page_of_any_file_and_the_log_is_whole() {
    let Scene { dir, mut team } = scene();
    let lead = ring(&team.vault, &team.health_lead);
    let shown = view(&team.vault, Compartment::Health, &lead);
    assert_eq!(shown.search(WORDS, 9).unwrap().len(), 2);
    let plan = team.vault.plan_disposal(&shown, GONE, &lead).unwrap();
    assert_eq!(
        (plan.contents.len(), plan.keys.len(), plan.drafts.len()),
        (2, 1, 1)
    );
    let secrets = secrets_of(&team.vault, &plan, &lead);
    let key = team.vault.view_key(Compartment::Health, &lead).unwrap();
    let keys = [(Compartment::Health, key)];
    let before = everything(dir.path(), &team.vault, &keys);
    for secret in secrets.iter().take(secrets.len() - plan.key_ids.len()) {
        assert!(holds(&before, secret), "the search finds what is there");
    }
    assert!(holds(&before, WORDS.as_bytes()));
    drop(shown);

    let done = team
        .vault
        .dispose(&team.health_lead, &lead, &plan, BASIS, NOW)
        .unwrap();
    assert!(done.in_force && done.finished && !team.vault.disposal_is_due());
    let after = everything(dir.path(), &team.vault, &keys);
    for (number, secret) in secrets.iter().enumerate() {
        assert!(!holds(&after, secret), "secret {number} is still in a page");
    }
    assert!(!holds(&after, WORDS.as_bytes()), "a word is still in a page");
    assert!(!holds(&after, b"nequagmire"), "nor the end of one");
    assert!(
        holds(&after, b"an ordinary note"),
        "and the search still finds the rest"
    );

    assert!(whole(&team.vault).is_empty());
    let shown = view(&team.vault, Compartment::Health, &lead);
    assert_eq!(shown.search(WORDS, 9).unwrap().len(), 0);
    assert_eq!(shown.entries_of(GONE).unwrap().len(), 0);
    assert_eq!(shown.entries_of(KEPT).unwrap().len(), 2);
    let grown = shown.dump().unwrap();
    drop(shown);
    let anew = View::rebuild(&team.vault, Compartment::Health, &lead, &mut |_, _| true).unwrap();
    assert_eq!(anew.dump().unwrap(), grown, "a view made anew says the same");
    assert!(team.vault.drafts(Compartment::Health, &lead).unwrap().is_empty());
    assert!(
        team.vault.plan_disposal(&anew, GONE, &lead).is_err(),
        "nothing is left"
    );
}

/// The search would find what is left when a part of the recipe is left out.
#[test]
fn without_secure_delete_in_the_index_or_without_emptying_the_journal_the_words_are_found() {
    for leave_out in ["index", "journal"] {
        let Scene { dir, team } = scene();
        let lead = ring(&team.vault, &team.health_lead);
        let shown = view(&team.vault, Compartment::Health, &lead);
        let key = team.vault.view_key(Compartment::Health, &lead).unwrap();
        if leave_out == "index" {
            shown
                .connection()
                .execute_batch("INSERT INTO fts (fts, rank) VALUES ('secure-delete', 0)")
                .unwrap();
        }
        let forget =
            "INSERT INTO fts (fts, rowid, text) SELECT 'delete', arrival, text FROM item WHERE incident = ?1";
        shown.connection().execute(forget, [GONE.0]).unwrap();
        shown
            .connection()
            .execute("DELETE FROM item WHERE incident = ?1", [GONE.0])
            .unwrap();
        if leave_out == "index" {
            assert!(empty_journal(shown.connection()).unwrap());
        }
        let found = opened(&dir.path().join("view-health.db"), &key);
        assert!(holds(&found, b"ophonequagmire"), "{leave_out}");
    }
}

#[test]
fn only_the_compartments_own_lead_orders_it_and_the_common_ones_wait_for_the_other() {
    let Scene { dir: _dir, mut team } = scene();
    let lead = ring(&team.vault, &team.health_lead);
    let shown = view(&team.vault, Compartment::Health, &lead);
    let plan = team.vault.plan_disposal(&shown, GONE, &lead).unwrap();
    for who in [&team.police_lead, &team.nurse, &team.officer, &team.supervisor] {
        let refused = team.vault.dispose(who, &Ring::empty(), &plan, BASIS, NOW);
        assert!(
            matches!(refused, Err(VaultError::NotAllowed { .. })),
            "{}",
            who.name
        );
    }
    let other = ring(&team.vault, &team.police_lead);
    let common = view(&team.vault, Compartment::Shared, &other);
    let plan = team.vault.plan_disposal(&common, GONE, &other).unwrap();
    let waits = team
        .vault
        .dispose(&team.police_lead, &other, &plan, BASIS, NOW)
        .unwrap();
    assert!(!waits.in_force && !waits.finished);
    assert_eq!(
        common.entries_of(GONE).unwrap().len(),
        2,
        "nothing goes before the other lead agrees"
    );
    assert!(whole(&team.vault).is_empty());
    let order = team.vault.disposal_orders().pop().unwrap();
    assert_eq!(order.agreed, None);
    team.vault.confirm(&team.health_lead, order.place, NOW).unwrap();
    let agreed = team.vault.disposal_orders().pop().unwrap().agreed;
    assert_eq!(agreed, Some((team.health_lead.id, NOW)), "who agreed, and when");
}

#[test]
fn an_order_reaches_no_structure_no_other_compartment_and_nothing_that_is_still_to_be_written() {
    let Scene { dir: _dir, mut team } = scene();
    let device = team.vault.device().0;
    let next = team.vault.checkpoint(NOW).unwrap().size;
    let everything: Vec<EntryRef> = (0..next + 3).map(|seq| EntryRef { device, seq }).collect();
    let order = Content::Disposed(Disposed {
        compartment: Compartment::Health,
        entries: everything,
        keys: vec![],
        basis: BASIS.0.to_owned(),
        policy: BASIS.1.to_owned(),
    });
    let lead = ring(&team.vault, &team.health_lead);
    let write_order = [append::ToWrite::structure(&order).unwrap()];
    team.vault
        .write(Author::Member(&team.health_lead), &lead, NOW, &write_order)
        .unwrap();
    let place = write(
        &mut team.vault,
        &team.nurse,
        &note(KEPT, "written after"),
        new_stream(),
    );
    assert!(place.seq < next + 3, "its place was named in the order");
    let gone: Vec<Vec<u8>> = team
        .vault
        .conn
        .prepare("SELECT header FROM entry WHERE body IS NULL")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(!gone.is_empty());
    for raw in gone {
        let header = Header::parse(&raw).unwrap();
        assert_eq!(header.compartment, Compartment::Health);
        assert!(header.seq < next);
    }
    assert!(whole(&team.vault).is_empty());
    let health = view(&team.vault, Compartment::Health, &lead);
    assert_eq!(health.search("after", 9).unwrap().len(), 1);
    remove_body(&team.vault.conn, place.seq);
    let found = whole(&team.vault);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].seq, Some(place.seq), "its body may not be taken away");
}

fn remove_body(conn: &Connection, seq: u64) {
    let changed = conn.execute("UPDATE entry SET body = NULL WHERE seq = ?1", [seq.cast_signed()]);
    assert_eq!(changed, Ok(1));
}

#[test]
fn what_a_killed_process_left_is_finished_at_the_next_opening() {
    for with_ring in [true, false] {
        let Scene { dir, mut team } = scene();
        let lead = ring(&team.vault, &team.health_lead);
        let shown = view(&team.vault, Compartment::Health, &lead);
        let plan = team.vault.plan_disposal(&shown, GONE, &lead).unwrap();
        let key = team.vault.view_key(Compartment::Health, &lead).unwrap();
        drop(shown);
        let order = Content::Disposed(Disposed {
            compartment: Compartment::Health,
            entries: plan.contents.iter().chain(&plan.keys).copied().collect(),
            keys: plan.key_ids.clone(),
            basis: BASIS.0.to_owned(),
            policy: BASIS.1.to_owned(),
        });
        let structure = [append::ToWrite::structure(&order).unwrap()];
        team.vault
            .write(Author::Member(&team.health_lead), &lead, NOW, &structure)
            .unwrap();
        assert!(
            team.vault.disposal_is_due(),
            "killed here: the view still holds the words"
        );
        let log_key = team.vault.log_key.clone();
        let device = team.vault.device;
        drop(team.vault);
        assert!(holds(
            &opened(&dir.path().join("view-health.db"), &key),
            WORDS.as_bytes()
        ));
        let who = if with_ring {
            &team.health_lead
        } else {
            &team.officer
        };
        let vault = Vault::open(dir.path(), who).unwrap();
        assert!(!vault.disposal_is_due());
        assert_eq!(
            dir.path().join("view-health.db").exists(),
            with_ring,
            "thrown away without its key"
        );
        assert!(!holds(
            &opened(&dir.path().join("view-health.db"), &key),
            WORDS.as_bytes()
        ));
        assert!(!holds(
            &opened(&dir.path().join("log.db"), &db_key(&log_key, device)),
            WORDS.as_bytes()
        ));
        assert!(whole(&vault).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(12), ..ProptestConfig::default() })]

    /// Whatever is disposed of, in whatever order: the log is whole, what was kept is there, and a body that goes
    /// without an order is named.
    #[test]
    fn any_disposals_leave_a_whole_log(
        streams in prop::collection::vec(1..4_usize, 2..6),
        disposed in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        stolen in any::<prop::sample::Index>(),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let Template { health_lead, nurse: member, .. } = template();
        let mut vault = template().copy(dir.path());
        let nurse = ring(&vault, member);
        let lead = ring(&vault, health_lead);
        let incidents: Vec<IncidentId> = (10..).take(streams.len()).map(|n| IncidentId([n; 16])).collect();
        let names: Vec<StreamId> = streams.iter().map(|_| new_stream()).collect();
        for round in 0..3 {
            for (n, many) in streams.iter().enumerate() {
                if *many > round {
                    let entry = NewEntry::of(&note(incidents[n], "words"), Some(Side::Health), names[n]).unwrap();
                    vault.append(Author::Member(member), &nurse, NOW, vec![entry]).unwrap();
                }
            }
        }
        let mut left: Vec<usize> = (0..streams.len()).collect();
        for pick in disposed {
            if left.len() > 1 {
                let n = left.remove(pick.index(left.len()));
                let plan = vault.plan_of(Compartment::Health, &[names[n]].into()).unwrap();
                prop_assert_eq!(plan.contents.len(), streams[n]);
                prop_assert!(vault.dispose(health_lead, &lead, &plan, BASIS, NOW).unwrap().finished);
                prop_assert!(whole(&vault).is_empty());
            }
        }
        let reader = Vault::open_to_read(dir.path(), health_lead).unwrap();
        prop_assert!(whole(&reader).is_empty());
        let shown = view(&reader, Compartment::Health, &lead);
        for (n, incident) in incidents.iter().enumerate() {
            let wanted = if left.contains(&n) { streams[n] } else { 0 };
            prop_assert_eq!(shown.entries_of(*incident).unwrap().len(), wanted);
        }
        let plan = vault.plan_of(Compartment::Health, &[names[left[0]]].into()).unwrap();
        let places: Vec<EntryRef> = plan.contents.iter().chain(&plan.keys).copied().collect();
        let place = places[stolen.index(places.len())];
        remove_body(&vault.conn, place.seq);
        let found = whole(&vault);
        prop_assert!(found.iter().any(|f| f.seq == Some(place.seq) && f.what.contains("without an order")));
    }
}

/// A team is slow to make (Argon2id): made once, its folder copied for each case.
struct Template {
    dir: tempfile::TempDir,
    health_lead: Unlocked,
    nurse: Unlocked,
}

fn template() -> &'static Template {
    static MADE: std::sync::OnceLock<Template> = std::sync::OnceLock::new();
    MADE.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let Team {
            health_lead, nurse, ..
        } = team(dir.path());
        Template {
            dir,
            health_lead,
            nurse,
        }
    })
}

impl Template {
    fn copy(&self, to: &Path) -> Vault {
        for file in fs::read_dir(self.dir.path()).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
        Vault::open(to, &self.health_lead).unwrap()
    }
}
