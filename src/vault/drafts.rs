//! Drafts: words that are being typed, sealed to their compartment, kept through a crash, never part of the log.

use zeroize::Zeroizing;

use crate::domain::role::Compartment;

use super::append::unsealed;
use super::error::VaultError;
use super::kdf::derive;
use super::ring::Ring;
use super::sealing::{open_with, pad, seal_to, unpadded_len};
use super::store::Vault;

const INFO: &[u8] = b"tandem/draft/v1";

/// A draft's name and its words.
pub type Draft = (String, Zeroizing<Vec<u8>>);

impl Vault {
    /// Keeps a draft, in place of one with the same name. Whoever writes need not be able to read the compartment.
    pub fn save_draft(
        &mut self,
        compartment: Compartment,
        key: &str,
        words: &[u8],
    ) -> Result<(), VaultError> {
        self.must_write()?;
        let public = self.epoch_public(compartment)?;
        let name = key.as_bytes();
        let length =
            u16::try_from(name.len()).map_err(|_long| VaultError::refused("a draft's name is too long"))?;
        let mut plain = Zeroizing::new(Vec::with_capacity(2 + name.len() + words.len()));
        plain.extend_from_slice(&length.to_be_bytes());
        plain.extend_from_slice(name);
        plain.extend_from_slice(words);
        let sealed =
            seal_to(&public, INFO, &compartment.code().to_be_bytes(), &pad(&plain)).map_err(unsealed)?;
        let mut insert = self.conn.prepare_cached(
            "INSERT OR REPLACE INTO draft (compartment, k, epoch_pk, sealed) VALUES (?1, ?2, ?3, ?4)",
        )?;
        insert.execute((
            compartment.code(),
            self.draft_name(compartment, key),
            public,
            sealed,
        ))?;
        Ok(())
    }

    /// The drafts of a compartment, with their names, in the order of their names.
    pub fn drafts(&self, compartment: Compartment, ring: &Ring) -> Result<Vec<Draft>, VaultError> {
        if !ring.has(compartment) {
            return Err(VaultError::refused(format!(
                "no key of {} is held",
                compartment.name()
            )));
        }
        let mut statement = self
            .conn
            .prepare("SELECT epoch_pk, sealed FROM draft WHERE compartment = ?1")?;
        let rows = statement.query_map([compartment.code()], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))
        })?;
        let mut drafts = Vec::new();
        for row in rows {
            let (public, sealed) = row?;
            drafts.extend(open_draft(compartment, ring, &public, &sealed));
        }
        drafts.sort_by(|a: &Draft, b: &Draft| a.0.cmp(&b.0));
        Ok(drafts)
    }

    /// Forgets a draft.
    pub fn drop_draft(&mut self, compartment: Compartment, key: &str) -> Result<(), VaultError> {
        self.must_write()?;
        self.conn
            .prepare_cached("DELETE FROM draft WHERE compartment = ?1 AND k = ?2")?
            .execute((compartment.code(), self.draft_name(compartment, key)))?;
        Ok(())
    }

    /// The name under which a draft is kept: it does not tell the incident. It stays when the log key changes.
    fn draft_name(&self, compartment: Compartment, key: &str) -> [u8; 32] {
        *derive::<32>(
            self.log_keys.oldest(&self.log_key).as_slice(),
            key.as_bytes(),
            &[b"tandem/draft-name/v1", &compartment.code().to_be_bytes()],
        )
    }
}

fn open_draft(compartment: Compartment, ring: &Ring, public: &[u8], sealed: &[u8]) -> Option<Draft> {
    let held = ring.secret(compartment, public)?;
    let plain = open_with(&held.secret, INFO, &compartment.code().to_be_bytes(), sealed).ok()?;
    let plain = plain.get(..unpadded_len(&plain)?)?;
    let (length, rest) = plain.split_first_chunk::<2>()?;
    let (name, words) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    Some((
        String::from_utf8(name.to_vec()).ok()?,
        Zeroizing::new(words.to_vec()),
    ))
}
