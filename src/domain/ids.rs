//! Names of things: random 16-byte identifiers, one type for each thing that is named.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// An identifier was not 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an identifier has 32 hexadecimal digits")]
pub struct NotAnId;

/// Writes bytes as lower-case hexadecimal digits.
pub fn to_hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            for nibble in [byte >> 4, byte & 0x0f] {
                text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
            }
            text
        })
}

/// Reads exactly `N` bytes of hexadecimal digits.
pub fn from_hex<const N: usize>(text: &str) -> Result<[u8; N], NotAnId> {
    let digits: Vec<u8> = text
        .chars()
        .map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok()).ok_or(NotAnId))
        .collect::<Result<_, _>>()?;
    if digits.len() != N * 2 {
        return Err(NotAnId);
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = pair.iter().fold(0, |sum, digit| (sum << 4) | digit);
    }
    Ok(bytes)
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 16]);

        impl $name {
            /// The identifier as 32 hexadecimal digits.
            pub fn hex(&self) -> String {
                to_hex(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                from_hex(text).map(Self)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.hex())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.hex())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                from_hex(&text).map(Self).map_err(D::Error::custom)
            }
        }
    };
}

id!(
    /// A person who holds keys in this log.
    MemberId
);
id!(
    /// A laptop or desk computer that writes to this log.
    DeviceId
);
id!(
    /// One live event, from the call or encounter to its outcome.
    IncidentId
);
id!(
    /// The entries of one incident in one compartment, or a month's ledger. Random, so that streams of one
    /// incident in two compartments cannot be linked by their names.
    StreamId
);
id!(
    /// One fact that later entries point at: a note, a decision, a disclosure, a task.
    ItemId
);
id!(
    /// One data key.
    KeyId
);
id!(
    /// A person under a keyed pseudonym: the same full name gives the same mark, and without the key, which supervisors
    /// do not hold, nobody finds the name.
    PersonMark
);

/// Names this log: SHA-256 of the genesis header with this field zero.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogId(pub [u8; 32]);

impl LogId {
    /// The log's name as 64 hexadecimal digits.
    pub fn hex(&self) -> String {
        to_hex(&self.0)
    }
}

impl fmt::Debug for LogId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogId({})", self.hex())
    }
}

/// Where an entry stands: its device and its place in that device's series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryRef {
    /// The device that wrote it.
    pub device: DeviceId,
    /// 0, 1, 2… without a gap for each device.
    pub seq: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_reads_back_and_refuses_anything_else() {
        let id = MemberId([0xab; 16]);
        assert_eq!(id.hex().parse(), Ok(id));
        for bad in ["", "ab", "zz", &"a".repeat(31), &"a".repeat(33), &"é".repeat(16)] {
            assert_eq!(bad.parse::<MemberId>(), Err(NotAnId), "{bad}");
        }
    }
}
