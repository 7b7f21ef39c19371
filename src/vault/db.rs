//! The one place that opens a SQLite database: SQLCipher with a raw key, and every setting that `docs/log-format.md`
//! names.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Once;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use zeroize::Zeroizing;

use crate::domain::ids::to_hex;

use super::error::VaultError;
use super::journal;

/// How many statements a connection keeps ready.
const STATEMENTS: usize = 64;

/// What a database is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The log: nothing confirmed may be lost, so every commit waits for the disk.
    Log,
    /// A view: losing the last commits costs a rebuild only.
    View,
}

/// Whether it may be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read and write; made when it is not there.
    Write,
    /// Read only.
    ReadOnly,
}

/// Opens a database under a raw 32-byte key. Who opens the log to write to it is alone in that. A wrong key or a damaged first page gives [`VaultError::OtherLog`].
pub fn open_keyed(
    path: &Path,
    key: &[u8; 32],
    purpose: Purpose,
    access: Access,
) -> Result<Connection, VaultError> {
    let conn = match access {
        Access::Write => open_unread(path, key, access)?,
        Access::ReadOnly => open_to_read(path, key)?,
    };
    let wanted = match purpose {
        Purpose::Log => "FULL",
        Purpose::View => "NORMAL",
    };
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
        row.get::<_, i64>(0)
    })?;
    if access == Access::Write {
        let mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        if mode != "wal" {
            return Err(VaultError::ReadOnly);
        }
        conn.execute_batch(&format!(
            "PRAGMA synchronous = {wanted}; PRAGMA wal_autocheckpoint = 1000;"
        ))?;
        match purpose {
            Purpose::Log => journal::make_room(path),
            Purpose::View => rest(&conn)?,
        }
    } else {
        conn.execute_batch("PRAGMA query_only = ON;")?;
    }
    Ok(conn)
}

/// Room for many pages, in which a view is folded from a whole log: 16 MiB, so that the word index is not written again
/// and again.
pub(crate) fn make_room(conn: &Connection) -> Result<(), VaultError> {
    Ok(conn.execute_batch("PRAGMA cache_size = -16384;")?)
}

/// Room for the upper pages of a word index, as long as a view is only looked at: 4 MiB. What was taken beyond goes
/// back to the system.
pub(crate) fn rest(conn: &Connection) -> Result<(), VaultError> {
    Ok(conn.execute_batch("PRAGMA cache_size = -4096; PRAGMA shrink_memory;")?)
}

/// Starts the library once, alone. SQLite reports itself ready to other threads before SQLCipher has set itself up
/// (`SQLITE_EXTRA_INIT` runs last), so a second first connection at that moment would be refused its key.
fn start_library() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        // what SQLite gives back holds decrypted pages and words: it is overwritten first, for the life of the process
        let wipe = |conn: Connection| conn.execute_batch("PRAGMA cipher_memory_security = ON;");
        drop(Connection::open_in_memory().and_then(wipe));
    });
}

/// A database that never touches the disk.
pub(crate) fn open_in_memory() -> Result<Connection, VaultError> {
    start_library();
    let conn = Connection::open_in_memory()?;
    conn.execute_batch(
        "PRAGMA cipher_log_level = NONE; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
         PRAGMA recursive_triggers = ON; PRAGMA temp_store = MEMORY;",
    )?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    Ok(conn)
}

/// Opens for reading, also on a medium that cannot be written: where no other process can be writing and nothing waits
/// in the journal, the file is read as it lies. A damaged file is opened, so that it can be examined page by page.
pub(crate) fn open_to_read(path: &Path, key: &[u8; 32]) -> Result<Connection, VaultError> {
    let conn = open_unread(path, key, Access::ReadOnly)?;
    let read = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
        row.get::<_, i64>(0)
    });
    if read.is_err_and(|error| error.sqlite_error_code() == Some(ErrorCode::CannotOpen)) {
        let mut journal = path.as_os_str().to_owned();
        journal.push("-wal");
        if Path::new(&journal).exists() {
            return Err(VaultError::ReadOnly);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        return keyed(Connection::open_with_flags(immutable_address(path), flags)?, key);
    }
    Ok(conn)
}

/// `file:…?immutable=1` with everything but plain letters escaped.
fn immutable_address(path: &Path) -> String {
    let mut address = "file:".to_owned();
    for byte in path.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push('%');
            address.push_str(&to_hex(&[byte]));
        }
    }
    address + "?immutable=1"
}

/// Opens without reading a page.
fn open_unread(path: &Path, key: &[u8; 32], access: Access) -> Result<Connection, VaultError> {
    start_library();
    let flags = match access {
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Access::ReadOnly => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    keyed(
        Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?,
        key,
    )
}

/// Gives a connection its key and every setting.
fn keyed(conn: Connection, key: &[u8; 32]) -> Result<Connection, VaultError> {
    // SQLCipher writes to stderr unless told otherwise. `temp_store` is also compiled in.
    conn.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    conn.execute_batch(&pragma("key", key)?)?;
    conn.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON; PRAGMA recursive_triggers = ON; PRAGMA temp_store = MEMORY;
         PRAGMA busy_timeout = 5000;",
    )?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // one act goes through some twenty statements: with the usual room for sixteen each would be read anew each time
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(conn)
}

/// Puts a database under another raw key, all pages in one transaction: a power cut leaves the old key or the new.
/// What the old key opened is then written over.
pub(crate) fn rekey(conn: &Connection, key: &[u8; 32]) -> Result<(), VaultError> {
    conn.execute_batch(&pragma("rekey", key)?)?;
    // a reader that is in the way leaves old pages only until the next checkpoint
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_row| Ok(()))?;
    Ok(())
}

/// `PRAGMA key` or `rekey` with a raw key.
fn pragma(name: &str, key: &[u8; 32]) -> Result<Zeroizing<String>, VaultError> {
    let mut pragma = Zeroizing::new(String::with_capacity(128));
    pragma.push_str("PRAGMA ");
    pragma.push_str(name);
    pragma.push_str(" = \"x'");
    for byte in key {
        if write!(pragma, "{byte:02x}").is_err() {
            return Err(VaultError::Closed);
        }
    }
    pragma.push_str("'\";");
    Ok(pragma)
}

/// Brings a database up to the last of the numbered migrations, each in a transaction of its own. A database that a
/// newer program has migrated further is refused untouched.
pub fn migrate(conn: &Connection, migrations: &[&str]) -> Result<(), VaultError> {
    let done: u32 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let done = usize::try_from(done).unwrap_or(usize::MAX);
    if done > migrations.len() {
        return Err(VaultError::NewerFormat {
            found: format!("database version {done}"),
        });
    }
    for (number, sql) in migrations.iter().enumerate().skip(done) {
        let version = number + 1;
        conn.execute_batch(&format!(
            "BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {version};\nCOMMIT;"
        ))
        .inspect_err(|_error| {
            if !conn.is_autocommit() {
                drop(conn.execute_batch("ROLLBACK"));
            }
        })?;
    }
    Ok(())
}

/// What the cipher's own check finds, one text for each damaged page; empty when every page is as it was written. A page
/// that the write-ahead log holds anew is read from there, so what is left of it in the file does not count.
pub(crate) fn damaged_pages(conn: &Connection) -> Result<Vec<String>, VaultError> {
    let mut statement = conn.prepare("PRAGMA cipher_integrity_check")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut found: Vec<String> = rows.collect::<Result<_, _>>()?;
    if !found.is_empty()
        && let Some(path) = conn.path()
    {
        let held = journal::pages(Path::new(path));
        found.retain(|what| page_of(what).is_none_or(|page| !held.contains(&page)));
    }
    Ok(found)
}

/// The number in a message like `HMAC verification failed for page 3`.
pub(crate) fn page_of(message: &str) -> Option<u64> {
    let (_, after) = message.split_once("page ")?;
    after.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIGRATIONS: [&str; 2] = ["CREATE TABLE a (x) STRICT", "CREATE TABLE b (x TEXT) STRICT;"];

    fn first(dir: &Path) -> Connection {
        let conn = open_keyed(&dir.join("t.db"), &[7; 32], Purpose::Log, Access::Write).unwrap();
        migrate(&conn, &["CREATE TABLE a (x TEXT) STRICT;"]).unwrap();
        conn
    }

    #[test]
    fn every_setting_is_on() {
        let dir = tempfile::tempdir().unwrap();
        let conn = first(dir.path());
        for (name, wanted) in [
            ("foreign_keys", 1),
            ("secure_delete", 1),
            ("trusted_schema", 0),
            ("cell_size_check", 1),
            ("recursive_triggers", 1),
            ("temp_store", 2),
            ("synchronous", 2),
            ("busy_timeout", 5000),
        ] {
            let got: i64 = conn.pragma_query_value(None, name, |row| row.get(0)).unwrap();
            assert_eq!(got, wanted, "{name}");
        }
        assert!(conn.db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE).unwrap());
        let options: Vec<String> = conn
            .prepare("PRAGMA compile_options")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert!(
            options.iter().any(|o| o == "TEMP_STORE=3"),
            "temporary files never reach the disk"
        );
    }

    #[test]
    fn another_key_opens_nothing_and_a_newer_version_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let conn = first(dir.path());
        conn.execute_batch("INSERT INTO a VALUES ('ZZCANARY'); PRAGMA user_version = 9;")
            .unwrap();
        assert!(matches!(
            migrate(&conn, &MIGRATIONS),
            Err(VaultError::NewerFormat { .. })
        ));
        drop(conn);
        let path = dir.path().join("t.db");
        let wrong = open_keyed(&path, &[8; 32], Purpose::Log, Access::Write);
        assert_eq!(wrong.unwrap_err(), VaultError::OtherLog);
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(8).any(|w| w == b"ZZCANARY" || w == b"SQLite f"));
    }

    #[test]
    fn a_failed_migration_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let conn = first(dir.path());
        assert!(
            migrate(
                &conn,
                &[
                    "",
                    "CREATE TABLE c (x TEXT) STRICT; CREATE TABLE a (y TEXT) STRICT;"
                ]
            )
            .is_err()
        );
        assert!(conn.is_autocommit());
        let version: i64 = conn
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        assert_eq!(version, 1);
    }

    #[test]
    fn a_file_on_a_medium_that_cannot_be_written_is_read_as_it_lies() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("a folder % with ? signs");
        std::fs::create_dir(&folder).unwrap();
        drop(first(&folder));
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let conn = Connection::open_with_flags(immutable_address(&folder.join("t.db")), flags).unwrap();
        let conn = keyed(conn, &[7; 32]).unwrap();
        let rows: i64 = conn
            .query_row("SELECT count(*) FROM a", [], |row| row.get(0))
            .unwrap();
        assert_eq!(rows, 0);
        assert_eq!(
            std::fs::read_dir(&folder).unwrap().count(),
            1,
            "nothing was made beside it"
        );
    }

    #[test]
    fn many_threads_may_open_their_first_database_at_once() {
        let gate = std::sync::Barrier::new(16);
        std::thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| {
                    let dir = tempfile::tempdir().unwrap();
                    gate.wait();
                    drop(first(dir.path()));
                });
            }
        });
    }

    #[test]
    fn a_reader_cannot_write() {
        let dir = tempfile::tempdir().unwrap();
        let writer = first(dir.path());
        let reader = open_keyed(&dir.path().join("t.db"), &[7; 32], Purpose::Log, Access::ReadOnly).unwrap();
        let refused = reader
            .execute_batch("INSERT INTO a VALUES ('x')")
            .map_err(VaultError::from);
        assert_eq!(refused, Err(VaultError::ReadOnly));
        drop(writer);
    }
}
