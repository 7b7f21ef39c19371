//! What a person works with: the readable entries of one compartment, in an encrypted database of its own with a
//! word index. It is folded from the log and can be thrown away at any time: losing it costs a rebuild.
//!
//! Views are never attached to one another; whoever needs two compartments asks two views. A view is opened for a
//! compartment that the session's ring can open, and dropping it closes the file.
//!
//! Reading order: [`View`], `fill` (from the log, in pages), `read` (incidents and months), `search`, `schema`,
//! `words` (what of an entry can be searched for).

mod crew;
mod fill;
mod forget;
mod overseen;
mod read;
mod schema;
mod search;
mod words;

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::db::{self, Access, Purpose};
use super::{Ring, Vault, VaultError};
use crate::domain::role::Compartment;

pub(crate) use forget::clean;
pub use search::Hit;

/// Told how many entries of how many are folded; `false` stops after the page at hand.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

/// A view's file of up to so many bytes is looked through when it is opened: about 20 ms.
const CHECKED_WHOLE: u64 = 8 * 1024 * 1024;
/// After so many entries at once a view gives back the room that it took for them.
const MANY: u64 = 5_000;
/// The ending of the mark that a page failed its check.
const DAMAGED: &str = "-damaged";

/// The view of one compartment.
pub struct View {
    conn: Connection,
    compartment: Compartment,
}

impl fmt::Debug for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View")
            .field("compartment", &self.compartment)
            .finish_non_exhaustive()
    }
}

impl View {
    /// Opens the view of a compartment and folds in what the log has gained. A view that is missing, damaged, of
    /// another form or of another log is thrown away and made anew under a new key. A vault that is open for reading
    /// only gets a view in memory, so that the view's files belong to the one process that writes; so does one whose
    /// disk takes no more.
    ///
    /// # Errors
    /// [`VaultError::NotAllowed`] when the ring cannot open the compartment; [`VaultError::Cancelled`] when `progress`
    /// said stop (what is folded stays folded); otherwise what the disk or the log says.
    pub fn open(
        vault: &Vault,
        compartment: Compartment,
        ring: &Ring,
        progress: Progress<'_>,
    ) -> Result<Self, VaultError> {
        if !ring.has(compartment) {
            return Err(VaultError::refused(
                "this seat has no key to that part of the record",
            ));
        }
        // a ring without the present epoch opens no view that others use
        if vault.is_writable() && vault.holds_current(compartment, ring) {
            let mut on_disk = Self::on_disk(vault, compartment, ring).and_then(|mut view| {
                view.take_in(vault, ring, progress)?;
                Ok(view)
            });
            // a large file is not read whole before it is used, so its damage may show only now
            if matches!(on_disk, Err(VaultError::LogDamaged { .. })) {
                on_disk = Self::rebuild(vault, compartment, ring, progress);
            }
            // A disk that takes no more must not keep anybody from reading what is recorded.
            if !matches!(
                on_disk,
                Err(VaultError::DiskFull | VaultError::ReadOnly | VaultError::Io { .. })
            ) {
                return on_disk;
            }
        }
        let mut view = Self::in_memory(compartment)?;
        view.take_in(vault, ring, progress)?;
        Ok(view)
    }

    /// Throws away the view of a compartment and folds it anew from the first entry, under a new key. For damage that
    /// shows while a view is in use, and for proof. Drop the old view first.
    ///
    /// # Errors
    /// As [`View::open`].
    pub fn rebuild(
        vault: &Vault,
        compartment: Compartment,
        ring: &Ring,
        progress: Progress<'_>,
    ) -> Result<Self, VaultError> {
        let mut view = Self::anew(vault, compartment, ring)?;
        view.take_in(vault, ring, progress)?;
        Ok(view)
    }

    /// Takes out what was ordered to be destroyed and folds in what the log has gained since, in pages, each with its
    /// position in one transaction. Gives how many readable entries came in. What is recorded stays readable: where
    /// the view's file takes no more, or is damaged, the view goes on in memory until it is opened again, and all
    /// readable entries come in anew.
    ///
    /// # Errors
    /// As [`View::open`].
    pub fn catch_up(
        &mut self,
        vault: &Vault,
        ring: &Ring,
        progress: Progress<'_>,
    ) -> Result<u64, VaultError> {
        match self.take_in(vault, ring, progress) {
            Ok(came) => Ok(came),
            Err(VaultError::Cancelled) => Err(VaultError::Cancelled),
            Err(_of_its_file) => {
                let mut view = Self::in_memory(self.compartment)?;
                let came = view.take_in(vault, ring, progress)?;
                *self = view;
                Ok(came)
            }
        }
    }

    fn take_in(&mut self, vault: &Vault, ring: &Ring, progress: Progress<'_>) -> Result<u64, VaultError> {
        self.apply_orders(vault)?;
        let log = fill::Log {
            vault,
            ring,
            compartment: self.compartment,
        };
        if !vault.holds_all(self.compartment, ring) {
            self.note_gaps(&log)?;
        }
        let came = self.fold_in(&log, progress)?;
        if came > MANY {
            db::rest(&self.conn)?;
        }
        Ok(came)
    }

    /// Which compartment it shows.
    pub fn compartment(&self) -> Compartment {
        self.compartment
    }

    /// Everything in it as text in one order, for comparing two views: one that grew, one that was rebuilt and one
    /// whose entries came in another order are the same text.
    ///
    /// # Errors
    /// What the database says.
    pub fn dump(&self) -> Result<String, VaultError> {
        self.marked(schema::dump(&self.conn))
    }

    #[cfg(test)]
    pub(crate) fn connection(&self) -> &Connection {
        &self.conn
    }

    /// A view that never touches the disk.
    fn in_memory(compartment: Compartment) -> Result<Self, VaultError> {
        let conn = db::open_in_memory()?;
        schema::create(&conn, compartment)?;
        Ok(Self { conn, compartment })
    }

    fn on_disk(vault: &Vault, compartment: Compartment, ring: &Ring) -> Result<Self, VaultError> {
        let path = path_of(vault.dir(), compartment);
        let key = vault.view_key(compartment, ring)?;
        match Self::existing(&path, compartment, &key, CHECKED_WHOLE) {
            Ok(view) if view.fits(vault, ring) && !view.is_to_be_filled(vault, ring) => Ok(view),
            Err(error @ (VaultError::DiskFull | VaultError::ReadOnly | VaultError::AlreadyOpen { .. })) => {
                Err(error)
            }
            Ok(view) => {
                drop(view);
                Self::anew(vault, compartment, ring)
            }
            Err(_) => Self::anew(vault, compartment, ring),
        }
    }

    /// Whether entries were passed over for want of an epoch that this ring has.
    fn is_to_be_filled(&self, vault: &Vault, ring: &Ring) -> bool {
        vault.holds_all(self.compartment, ring) && !matches!(schema::get(&self.conn, "gaps"), Ok(None))
    }

    fn anew(vault: &Vault, compartment: Compartment, ring: &Ring) -> Result<Self, VaultError> {
        let path = path_of(vault.dir(), compartment);
        let key = vault.reset_view_key(compartment, ring)?;
        remove(&path)?;
        let conn = db::open_keyed(&path, &key, Purpose::View, Access::Write)?;
        db::make_room(&conn)?;
        schema::create(&conn, compartment)?;
        Ok(Self { conn, compartment })
    }

    /// The view that is there, if it is of this form and no damage is known. A file of up to `whole` bytes is looked
    /// through at once; of a larger one each page is checked when it is read, and what fails leaves a mark.
    fn existing(
        path: &Path,
        compartment: Compartment,
        key: &[u8; 32],
        whole: u64,
    ) -> Result<Self, VaultError> {
        let length = std::fs::metadata(path)
            .map_err(|_missing| VaultError::Closed)?
            .len();
        if beside(path, DAMAGED).exists() {
            return Err(VaultError::damaged("a page of a view failed its check"));
        }
        let conn = db::open_keyed(path, key, Purpose::View, Access::Write)?;
        if length <= whole && !db::damaged_pages(&conn)?.is_empty() {
            return Err(VaultError::damaged("a page of a view fails its check"));
        }
        schema::check(&conn, compartment)?;
        schema::complete(&conn)?;
        Ok(Self { conn, compartment })
    }

    /// Passes a result of reading on; damage leaves a mark, so that the view is made anew when it is next opened.
    fn marked<T>(&self, read: Result<T, VaultError>) -> Result<T, VaultError> {
        if matches!(read, Err(VaultError::LogDamaged { .. }))
            && let Some(path) = self.conn.path().filter(|path| !path.is_empty())
        {
            // where no mark can be left, the same page fails again
            drop(std::fs::write(beside(Path::new(path), DAMAGED), b""));
        }
        read
    }

    /// Whether the last entry that was folded in stands at the same place of this log: a log that was put back from
    /// a backup has lost it or has another one there.
    fn fits(&self, vault: &Vault, ring: &Ring) -> bool {
        let log = fill::Log {
            vault,
            ring,
            compartment: self.compartment,
        };
        self.agrees_with(&log).unwrap_or(false)
    }
}

/// Where the view of a compartment lies in a vault's folder.
fn path_of(dir: &Path, compartment: Compartment) -> PathBuf {
    dir.join(format!("view-{}.db", compartment.name()))
}

/// The file beside a view's database with this ending.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Removes a view's database with its write-ahead log.
fn remove(path: &Path) -> Result<(), VaultError> {
    for ending in ["", "-wal", "-shm", DAMAGED] {
        match std::fs::remove_file(beside(path, ending)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod disk_tests;
#[cfg(test)]
mod tests;
