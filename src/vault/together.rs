//! Many appends as one transaction with one wait for the disk: all of them stay or none does.

use super::append::once;
use super::error::VaultError;
use super::store::Vault;

impl Vault {
    /// Runs many appends as one transaction with one wait for the disk. When `f` fails, all of them are taken back;
    /// within another such run, these alone.
    pub fn append_in_bulk<T, E: From<VaultError>>(
        &mut self,
        f: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.in_bulk {
            return self.one_of_many(f);
        }
        self.begin_together()?;
        match f(self) {
            Ok(value) => self.finish_together().map(|()| value).map_err(E::from),
            Err(error) => {
                self.take_back()?;
                Err(error)
            }
        }
    }

    /// Begins a transaction that all appends share until [`Vault::finish_together`]. None of them is on the disk before.
    pub fn begin_together(&mut self) -> Result<(), VaultError> {
        self.must_write()?;
        if self.in_bulk {
            return Err(VaultError::refused("other entries are being written"));
        }
        once(&self.conn, "BEGIN IMMEDIATE")?;
        self.in_bulk = true;
        Ok(())
    }

    /// Whether what was written since [`Vault::begin_together`] can still be kept: a disk that takes no more may have
    /// ended the transaction. Nothing more may be written then.
    pub fn holds_together(&self) -> bool {
        self.in_bulk && !self.conn.is_autocommit()
    }

    /// Ends it: all is on the disk when this returns `Ok`, and nothing of it otherwise.
    pub fn finish_together(&mut self) -> Result<(), VaultError> {
        if !self.holds_together() {
            self.take_back()?;
            return Err(VaultError::DiskFull);
        }
        match once(&self.conn, "COMMIT") {
            Ok(()) => {
                self.in_bulk = false;
                Ok(())
            }
            Err(error) => {
                self.take_back()?;
                Err(error)
            }
        }
    }

    fn take_back(&mut self) -> Result<(), VaultError> {
        self.in_bulk = false;
        if !self.conn.is_autocommit() {
            self.conn.execute_batch("ROLLBACK")?;
        }
        self.reload()
    }

    /// Some of the appends of a transaction, which stay or go without the others.
    fn one_of_many<T, E: From<VaultError>>(
        &mut self,
        f: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        if !self.holds_together() {
            return Err(VaultError::DiskFull.into());
        }
        once(&self.conn, "SAVEPOINT act")?;
        let done = f(self).and_then(|value| Ok(once(&self.conn, "RELEASE act").map(|()| value)?));
        if done.is_err() {
            if self.holds_together() {
                self.conn
                    .execute_batch("ROLLBACK TO act; RELEASE act")
                    .map_err(VaultError::from)?;
            }
            self.reload()?;
        }
        done
    }
}
