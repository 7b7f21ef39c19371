//! The tables of a view, whether a database has them, and all of it as text.

use std::fmt::Write as _;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _};

use crate::domain::ids::to_hex;
use crate::domain::role::Compartment;
use crate::vault::VaultError;

/// The form of the tables and of what is folded into them. Another number means: rebuild.
const FORM: i64 = 1;

/// `item.arrival` is the entry's place in this device's log; it is no part of what the view says, since another
/// device received the same entries in another order. `own_at` is the time that the content itself names.
/// The word index gathers 16 MiB in memory before it writes, not one: where many entries come in one transaction it has
/// fewer pieces to merge.
const TABLES: &str = "
CREATE TABLE meta (k TEXT PRIMARY KEY, v BLOB NOT NULL) STRICT;
CREATE TABLE item (
    arrival  INTEGER PRIMARY KEY,
    device   BLOB NOT NULL,
    seq      INTEGER NOT NULL,
    lamport  INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    own_at   INTEGER NOT NULL,
    author   BLOB,
    incident BLOB,
    stream   BLOB NOT NULL,
    kind     TEXT NOT NULL,
    body     BLOB NOT NULL,
    text     TEXT NOT NULL,
    UNIQUE (device, seq)
) STRICT;
CREATE INDEX item_incident ON item (incident, lamport, device, seq);
CREATE INDEX item_kind ON item (kind, own_at);
CREATE TABLE incident (
    incident  BLOB PRIMARY KEY,
    reference TEXT NOT NULL,
    opened    INTEGER NOT NULL,
    closed    INTEGER
) STRICT;
CREATE INDEX incident_opened ON incident (opened, incident);
CREATE INDEX incident_reference ON incident (reference);
CREATE VIRTUAL TABLE fts USING fts5 (
    text, content = 'item', content_rowid = 'arrival', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO fts (fts, rank) VALUES ('secure-delete', 1);
INSERT INTO fts (fts, rank) VALUES ('hashsize', 16777216);
";

/// What is open is found without looking at what is closed. No part of the form: a view that lacks it is given it.
const OPEN_INDEX: &str =
    "CREATE INDEX IF NOT EXISTS incident_open ON incident (opened, incident) WHERE closed IS NULL";

/// Makes the tables in an empty database.
pub(super) fn create(conn: &Connection, compartment: Compartment) -> Result<(), VaultError> {
    let transaction = conn.unchecked_transaction()?;
    transaction.execute_batch(TABLES)?;
    transaction.execute_batch(OPEN_INDEX)?;
    set(&transaction, "form", FORM)?;
    set(&transaction, "compartment", i64::from(compartment.code()))?;
    set(&transaction, "applied", 0)?;
    transaction.commit()?;
    Ok(())
}

/// Gives a view that an earlier program made the index that it lacks.
pub(super) fn complete(conn: &Connection) -> Result<(), VaultError> {
    Ok(conn.execute_batch(OPEN_INDEX)?)
}

/// Refuses a database of another form or compartment.
pub(super) fn check(conn: &Connection, compartment: Compartment) -> Result<(), VaultError> {
    let right = get(conn, "form")? == Some(FORM)
        && get(conn, "compartment")? == Some(i64::from(compartment.code()))
        && get(conn, "applied")?.is_some_and(|applied| applied >= 0);
    if right {
        Ok(())
    } else {
        Err(VaultError::damaged("a view has another form"))
    }
}

/// A number of the table `meta`.
pub(super) fn get(conn: &Connection, key: &str) -> Result<Option<i64>, VaultError> {
    Ok(conn
        .prepare_cached("SELECT v FROM meta WHERE k = ?1")?
        .query_row([key], |row| row.get::<_, Vec<u8>>(0))
        .optional()?
        .and_then(|bytes| Some(i64::from_be_bytes(bytes.try_into().ok()?))))
}

/// Sets a number of the table `meta`.
pub(super) fn set(conn: &Connection, key: &str, value: i64) -> Result<(), VaultError> {
    conn.prepare_cached("INSERT INTO meta (k, v) VALUES (?1, ?2) ON CONFLICT (k) DO UPDATE SET v = ?2")?
        .execute((key, value.to_be_bytes().as_slice()))?;
    Ok(())
}

/// Everything but arrival numbers, in one order; the word index is checked against the items first.
pub(super) fn dump(conn: &Connection) -> Result<String, VaultError> {
    conn.execute_batch("INSERT INTO fts (fts, rank) VALUES ('integrity-check', 1)")?;
    let mut text = String::new();
    for query in [
        "SELECT lamport, device, seq, at, own_at, author, incident, stream, kind, body, text FROM item \
         ORDER BY lamport, device, seq",
        "SELECT incident, reference, opened, closed FROM incident ORDER BY incident",
    ] {
        let mut statement = conn.prepare_cached(query)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                write_value(&mut text, row.get_ref(column)?);
            }
            text.push('\n');
        }
        text.push('\n');
    }
    Ok(text)
}

fn write_value(text: &mut String, value: ValueRef<'_>) {
    let written = match value {
        ValueRef::Null => write!(text, "- "),
        ValueRef::Integer(number) => write!(text, "{number} "),
        ValueRef::Real(number) => write!(text, "{number} "),
        ValueRef::Text(bytes) => write!(text, "{:?} ", String::from_utf8_lossy(bytes)),
        ValueRef::Blob(bytes) => write!(text, "{} ", to_hex(bytes)),
    };
    debug_assert!(written.is_ok(), "writing to a string succeeds");
}
