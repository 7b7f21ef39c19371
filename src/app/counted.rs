//! Counts in words for a person: one entry, two entries.

use std::fmt::Display;

/// A count with its noun, which is said otherwise of one than of none or many: `counted(1, "entry", "entries")`.
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(count: N, one: &str, many: &str) -> String {
    let noun = if count == N::from(1) { one } else { many };
    format!("{count} {noun}")
}

/// Entries of a log.
pub fn entries<N: Copy + Display + PartialEq + From<u8>>(count: N) -> String {
    counted(count, "entry", "entries")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_said_otherwise_than_none_and_many() {
        let said = [0_u64, 1, 2].map(entries);
        assert_eq!(said, ["0 entries", "1 entry", "2 entries"]);
        assert_eq!(counted(1_usize, "member can", "members can"), "1 member can");
    }
}
