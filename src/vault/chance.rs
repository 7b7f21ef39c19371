//! The operating system's randomness, the only source of keys and names.

use crate::domain::ids::{DeviceId, IncidentId, ItemId, KeyId, MemberId, StreamId};

/// Random bytes. A computer that has no randomness cannot keep a secret: the process ends at once rather than go on
/// with weak keys. (On the platforms that Tandem runs on this does not happen after the system has started.)
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() {
        std::process::abort();
    }
    bytes
}

/// A number below `limit`, each as likely as the other; `limit` of 0 gives 0.
pub(crate) fn below(limit: u16) -> u16 {
    if limit == 0 {
        return 0;
    }
    let fair = u32::from(limit) * (65_536 / u32::from(limit));
    loop {
        let drawn = u16::from_be_bytes(bytes());
        if u32::from(drawn) < fair {
            return drawn % limit;
        }
    }
}

/// A name for a new stream.
pub fn new_stream() -> StreamId {
    StreamId(bytes())
}

/// A name for a new incident.
pub fn new_incident() -> IncidentId {
    IncidentId(bytes())
}

/// A name for a new note, decision, disclosure or task.
pub fn new_item() -> ItemId {
    ItemId(bytes())
}

/// A name for a new member.
pub(crate) fn new_member() -> MemberId {
    MemberId(bytes())
}

/// A name for a new device.
pub(crate) fn new_device() -> DeviceId {
    DeviceId(bytes())
}

/// A name for a new data key.
pub(crate) fn new_key() -> KeyId {
    KeyId(bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_drawn_about_equally_often() {
        let mut seen = [0_u32; 3];
        for _ in 0..3_000 {
            seen[usize::from(below(3))] += 1;
        }
        assert!(seen.iter().all(|n| (850..1_150).contains(n)), "{seen:?}");
        assert_eq!(below(0), 0);
        assert_ne!(new_stream(), new_stream());
    }
}
