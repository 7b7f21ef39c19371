//! The devices of a log: which may write, and what each knew when. A device knows what it wrote itself, and another's
//! entries from its witness entry that covers them on.

use std::collections::BTreeMap;

use ed25519_dalek::VerifyingKey;

use crate::domain::content::{DeviceEnrolled, Witnessed};
use crate::domain::ids::{DeviceId, EntryRef};

use super::authority::Refusal;

#[derive(Debug, Clone)]
struct Device {
    name: String,
    sign: VerifyingKey,
    /// The entry that revoked it, and its logical time.
    revoked: Option<(EntryRef, u64)>,
    /// By witnessed device: this device's witness entries as (their seq, how many entries they cover). Both grow.
    seen: BTreeMap<DeviceId, Vec<(u64, u64)>>,
}

/// All devices that were ever enrolled.
#[derive(Debug, Clone, Default)]
pub(crate) struct Devices(BTreeMap<DeviceId, Device>);

impl Devices {
    pub(crate) fn name(&self, device: DeviceId) -> Option<&str> {
        self.0.get(&device).map(|d| d.name.as_str())
    }

    pub(crate) fn key(&self, device: DeviceId) -> Option<&VerifyingKey> {
        self.0.get(&device).map(|d| &d.sign)
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = DeviceId> {
        self.0.keys().copied()
    }

    pub(crate) fn is_revoked(&self, device: DeviceId) -> bool {
        self.0.get(&device).is_some_and(|d| d.revoked.is_some())
    }

    /// Whether the device of `later` knew of `earlier` when it wrote `later`: its own entries at once, another's after
    /// the witness entry that covers them.
    pub(crate) fn knew(&self, later: EntryRef, earlier: EntryRef) -> bool {
        if later.device == earlier.device {
            return earlier.seq < later.seq;
        }
        self.seen_before(later, earlier.device) > earlier.seq
    }

    /// How many entries of `of` the device of `place` had witnessed before `place`.
    pub(crate) fn seen_before(&self, place: EntryRef, of: DeviceId) -> u64 {
        let seen = self.0.get(&place.device).and_then(|d| d.seen.get(&of));
        seen.map_or(0, |seen| {
            let before = seen.partition_point(|(seq, _)| *seq < place.seq);
            before
                .checked_sub(1)
                .and_then(|last| seen.get(last))
                .map_or(0, |(_, size)| *size)
        })
    }

    /// Whether an entry at this place counts: its device is enrolled, and was not revoked as far as it knew.
    pub(crate) fn may_append(&self, place: EntryRef) -> Result<(), Refusal> {
        let device = self.0.get(&place.device).ok_or("its device is not enrolled")?;
        match device.revoked {
            Some((order, _)) if self.knew(place, order) => Err("its device was revoked and knew it"),
            Some(_) | None => Ok(()),
        }
    }

    /// Whether the entry's device was revoked without knowing it yet. Such an entry counts and is marked as late.
    pub(crate) fn is_late(&self, place: EntryRef, lamport: u64) -> bool {
        let order = self.0.get(&place.device).and_then(|d| d.revoked);
        order.is_some_and(|(order, at)| at < lamport && !self.knew(place, order))
    }

    pub(crate) fn enrol(&mut self, enrolled: &DeviceEnrolled) -> Result<(), Refusal> {
        if self.0.contains_key(&enrolled.device) {
            return Err("this device is enrolled already");
        }
        let sign = VerifyingKey::try_from(enrolled.sign_pk.as_slice())
            .map_err(|_bad| "a public key is malformed")?;
        let device = Device {
            name: enrolled.name.clone(),
            sign,
            revoked: None,
            seen: BTreeMap::new(),
        };
        self.0.insert(enrolled.device, device);
        Ok(())
    }

    /// A device is revoked from another one, once.
    pub(crate) fn revoke(&mut self, by: EntryRef, lamport: u64, device: DeviceId) -> Result<(), Refusal> {
        if by.device == device {
            return Err("a device is revoked from another one");
        }
        let gone = self.0.get_mut(&device).ok_or("there is no such device")?;
        if gone.revoked.is_some() {
            return Err("this device was revoked already");
        }
        gone.revoked = Some((by, lamport));
        Ok(())
    }

    /// A witness entry covers more than the one before.
    pub(crate) fn witness(&mut self, by: EntryRef, witnessed: &Witnessed) -> Result<(), Refusal> {
        if by.device == witnessed.device || witnessed.root.len() != 32 {
            return Err("a device witnesses another one's entries, by their root");
        }
        if !self.0.contains_key(&witnessed.device) {
            return Err("there is no such device");
        }
        let device = self.0.get_mut(&by.device).ok_or("its device is not enrolled")?;
        let seen = device.seen.entry(witnessed.device).or_default();
        if seen.last().is_some_and(|(_, size)| *size >= witnessed.size) || witnessed.size == 0 {
            return Err("it covers no more than the witness before it");
        }
        seen.push((by.seq, witnessed.size));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: DeviceId = DeviceId([1; 16]);
    const B: DeviceId = DeviceId([2; 16]);

    fn at(device: DeviceId, seq: u64) -> EntryRef {
        EntryRef { device, seq }
    }

    fn two() -> Devices {
        let mut devices = Devices::default();
        for device in [A, B] {
            devices
                .enrol(&DeviceEnrolled {
                    device,
                    name: "TR".to_owned(),
                    sign_pk: ed25519_dalek::SigningKey::from_bytes(&[7; 32])
                        .verifying_key()
                        .to_bytes()
                        .to_vec(),
                })
                .unwrap();
        }
        devices
    }

    fn of_a(size: u64) -> Witnessed {
        Witnessed {
            device: A,
            size,
            root: vec![0; 32],
        }
    }

    #[test]
    fn a_device_knows_what_it_wrote_and_what_it_witnessed_from_then_on() {
        let mut devices = two();
        devices.witness(at(B, 3), &of_a(5)).unwrap();
        devices.witness(at(B, 9), &of_a(8)).unwrap();
        assert!(devices.witness(at(B, 10), &of_a(8)).is_err());
        assert!(devices.witness(at(A, 10), &of_a(9)).is_err());
        for (later, earlier, knew) in [
            (at(B, 3), at(A, 4), false),
            (at(B, 4), at(A, 4), true),
            (at(B, 4), at(A, 5), false),
            (at(B, 10), at(A, 7), true),
            (at(A, 10), at(B, 0), false),
            (at(A, 2), at(A, 1), true),
            (at(A, 1), at(A, 1), false),
        ] {
            assert_eq!(devices.knew(later, earlier), knew, "{later:?} {earlier:?}");
        }
    }

    #[test]
    fn a_revoked_device_stops_where_it_knows_and_is_late_before() {
        let mut devices = two();
        assert!(devices.revoke(at(B, 2), 40, B).is_err());
        devices.revoke(at(A, 4), 40, B).unwrap();
        assert!(devices.revoke(at(A, 5), 41, B).is_err());
        devices.witness(at(B, 6), &of_a(5)).unwrap();
        assert!(!devices.is_late(at(B, 4), 39));
        assert!(devices.is_late(at(B, 5), 41));
        assert!(devices.may_append(at(B, 6)).is_ok());
        assert!(devices.may_append(at(B, 7)).is_err());
        assert!(!devices.is_late(at(B, 7), 43));
        assert!(devices.may_append(at(DeviceId([9; 16]), 0)).is_err());
    }
}
