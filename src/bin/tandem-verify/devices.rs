//! The devices of a log: their keys, which of them was revoked, and what each knew when.

use std::collections::BTreeMap;

use crate::people::{Id, Place, Refusal};

struct Device {
    key: [u8; 32],
    /// The entry that revoked it.
    revoked: Option<Place>,
    /// By device: its witness entries about that device, as (their seq, how many entries they cover). Both grow.
    seen: BTreeMap<Id, Vec<(u64, u64)>>,
}

/// Every device that was ever enrolled.
#[derive(Default)]
pub(crate) struct Devices(BTreeMap<Id, Device>);

impl Devices {
    /// A device's key.
    pub(crate) fn key(&self, device: Id) -> Option<[u8; 32]> {
        self.0.get(&device).map(|device| device.key)
    }

    /// Whether more than one device is there: with one alone nothing can be overtaken.
    pub(crate) fn are_several(&self) -> bool {
        self.0.len() > 1
    }

    /// Whether the device of `later` knew of `earlier`: its own entries at once, another's from its witness entry on.
    pub(crate) fn knew(&self, later: Place, earlier: Place) -> bool {
        if later.0 == earlier.0 {
            return earlier.1 < later.1;
        }
        let seen = self
            .0
            .get(&later.0)
            .and_then(|device| device.seen.get(&earlier.0));
        let covered = seen.map_or(0, |seen| {
            let before = seen.iter().rev().find(|(seq, _)| *seq < later.1);
            before.map_or(0, |(_, size)| *size)
        });
        covered > earlier.1
    }

    /// Whether this device may write at this place: it is enrolled, and was not revoked as far as it knew.
    pub(crate) fn may_append(&self, place: Place) -> Result<(), Refusal> {
        let device = self
            .0
            .get(&place.0)
            .ok_or("nothing here says whose key signed it")?;
        match device.revoked {
            Some(order) if self.knew(place, order) => Err("its device was revoked and knew it"),
            Some(_) | None => Ok(()),
        }
    }

    pub(crate) fn enrol(&mut self, device: Id, key: [u8; 32]) -> Result<(), Refusal> {
        if self.0.contains_key(&device) {
            return Err("this device is enrolled already");
        }
        let new = Device {
            key,
            revoked: None,
            seen: BTreeMap::new(),
        };
        self.0.insert(device, new);
        Ok(())
    }

    pub(crate) fn revoke(&mut self, by: Place, device: Id) -> Result<(), Refusal> {
        if by.0 == device {
            return Err("a device is revoked from another one");
        }
        let gone = self.0.get_mut(&device).ok_or("there is no such device")?;
        if gone.revoked.is_some() {
            return Err("this device was revoked already");
        }
        gone.revoked = Some(by);
        Ok(())
    }

    pub(crate) fn witness(&mut self, by: Place, device: Id, size: u64) -> Result<(), Refusal> {
        if by.0 == device || !self.0.contains_key(&device) {
            return Err("a device witnesses another one's entries");
        }
        let witness = self
            .0
            .get_mut(&by.0)
            .ok_or("nothing here says whose key signed it")?;
        let seen = witness.seen.entry(device).or_default();
        if size == 0 || seen.last().is_some_and(|(_, last)| *last >= size) {
            return Err("it covers no more than the witness before it");
        }
        seen.push((by.1, size));
        Ok(())
    }
}
