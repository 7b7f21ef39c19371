//! Who may be in the log, on which side, and which compartments their keys open.

use serde::{Deserialize, Serialize};

/// One of the two organisations that answer a crisis together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The police force.
    Police,
    /// The mental-health trust.
    Health,
}

impl Side {
    /// Both sides, police first, as they stand on every screen.
    pub const ALL: [Self; 2] = [Self::Police, Self::Health];

    /// The side across the line.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Police => Self::Health,
            Self::Health => Self::Police,
        }
    }

    /// The compartment that only this side's keys open.
    pub fn compartment(self) -> Compartment {
        match self {
            Self::Police => Compartment::Police,
            Self::Health => Compartment::Health,
        }
    }
}

/// What a member is in the log. Each belongs to one [`Side`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Police officer: the police seat.
    Officer,
    /// Mental-health nurse: the nurse seat.
    Nurse,
    /// Reads decisions and counts, never content. Belongs to either side.
    Supervisor,
    /// Administers its own organisation's members and compartment.
    Governance,
}

impl Role {
    /// Whether a member of this side can hold this role: officers are police, nurses are health.
    pub fn fits(self, side: Side) -> bool {
        match self {
            Self::Officer => side == Side::Police,
            Self::Nurse => side == Side::Health,
            Self::Supervisor | Self::Governance => true,
        }
    }

    /// The compartments whose secrets this role is given. Never both police and health.
    pub fn compartments(self, side: Side) -> Vec<Compartment> {
        match self {
            Self::Officer | Self::Nurse => vec![side.compartment(), Compartment::Shared],
            Self::Supervisor => vec![Compartment::Oversight],
            Self::Governance => vec![side.compartment(), Compartment::Shared, Compartment::Oversight],
        }
    }
}

/// Who can open an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compartment {
    /// Structure: members, keys, devices. Every member and verifier opens it; it holds no content.
    Log,
    /// Police members.
    Police,
    /// Health members.
    Health,
    /// Both sides.
    Shared,
    /// Supervisors and governance leads: decisions and counts, never names.
    Oversight,
}

impl Compartment {
    /// All of them, in the order of their codes.
    pub const ALL: [Self; 5] = [
        Self::Log,
        Self::Police,
        Self::Health,
        Self::Shared,
        Self::Oversight,
    ];

    /// Those that have an epoch secret of their own.
    pub const SEALED: [Self; 4] = [Self::Police, Self::Health, Self::Shared, Self::Oversight];

    /// The number that stands in an entry's header.
    pub fn code(self) -> u16 {
        match self {
            Self::Log => 0,
            Self::Police => 1,
            Self::Health => 2,
            Self::Shared => 3,
            Self::Oversight => 4,
        }
    }

    /// The compartment of a header's number.
    pub fn from_code(code: u16) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|compartment| compartment.code() == code)
    }

    /// Its name in file names, JSON and the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Police => "police",
            Self::Health => "health",
            Self::Shared => "shared",
            Self::Oversight => "oversight",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_role_is_given_both_police_and_health() {
        for side in Side::ALL {
            for role in [Role::Officer, Role::Nurse, Role::Supervisor, Role::Governance] {
                let given = role.compartments(side);
                assert!(
                    !given.contains(&side.other().compartment()),
                    "{role:?} of {side:?}"
                );
                if role == Role::Supervisor {
                    assert_eq!(given, vec![Compartment::Oversight]);
                }
            }
        }
    }
}
