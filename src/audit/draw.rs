//! A draw of decisions for review that nobody can steer and anybody can repeat: seeded with the log itself as it stood when
//! the month had ended, which a receipt fixes that the other organisation holds.

use sha2::{Digest as _, Sha256};

use crate::domain::content::ReviewDrawn;
use crate::domain::role::Side;
use crate::domain::time::YearMonth;

/// What a draw depends on, and nothing else does.
#[derive(Debug, Clone, Copy)]
pub struct Draw<'a> {
    /// The month.
    pub month: YearMonth,
    /// The reviewers' organisation.
    pub by: Side,
    /// How many entries the seed covers.
    pub size: u64,
    /// The twenty characters of the receipt of so many entries.
    pub code: &'a str,
}

impl<'a> Draw<'a> {
    /// What this draw depends on.
    pub fn of(drawn: &'a ReviewDrawn) -> Self {
        Self {
            month: drawn.month,
            by: drawn.by,
            size: drawn.size,
            code: &drawn.code,
        }
    }
}

/// Draws so many of these, in the order in which they were drawn. Each has the number SHA-256 of `tandem/draw/v1`, month,
/// side, size, the code in capitals without hyphens, and its name (a decision's in hexadecimal; of an entry, its device in
/// hexadecimal, a slash and its number), with a line feed between each; the smallest numbers are drawn.
pub fn draw<T: Copy + Ord>(draw: &Draw<'_>, of: &[T], many: usize, name: impl Fn(&T) -> String) -> Vec<T> {
    let code: String = draw
        .code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let side = draw.by.compartment().name();
    let number = |one: &T| -> [u8; 32] {
        let parts = [
            "tandem/draw/v1".to_owned(),
            draw.month.to_string(),
            side.to_owned(),
            draw.size.to_string(),
            code.clone(),
            name(one),
        ];
        Sha256::digest(parts.join("\n").as_bytes()).into()
    };
    let mut drawn: Vec<([u8; 32], T)> = of.iter().map(|one| (number(one), *one)).collect();
    drawn.sort_unstable();
    drawn.dedup();
    drawn.into_iter().map(|(_, one)| one).take(many).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::ItemId;

    fn drawn(code: &str, of: u8) -> Vec<ItemId> {
        let decisions: Vec<ItemId> = (0..of).map(|n| ItemId([n; 16])).collect();
        let seed = Draw {
            month: "2026-04".parse().unwrap(),
            by: Side::Police,
            size: 4_711,
            code,
        };
        draw(&seed, &decisions, 10, ItemId::hex)
    }

    #[test]
    fn the_same_receipt_draws_the_same_decisions_however_its_code_is_written() {
        let first = drawn("ABCDE-FGHJK-MNPQR-STVWX", 200);
        assert_eq!(first.len(), 10);
        assert_eq!(first, drawn("abcde fghjk mnpqr stvwx", 200));
        assert_ne!(first, drawn("ABCDE-FGHJK-MNPQR-STVWY", 200));
        assert_eq!(drawn("A", 4).len(), 4, "no more than there are");
    }

    #[test]
    fn every_decision_has_the_same_chance() {
        let mut times = [0_u32; 50];
        for n in 0..500 {
            for ItemId(id) in drawn(&format!("CODE{n}"), 50) {
                times[usize::from(id[0])] += 1;
            }
        }
        // 500 draws of 10 out of 50: 100 each, give or take five standard deviations
        assert!(times.iter().all(|times| (55..=145).contains(times)), "{times:?}");
    }

    #[test]
    fn a_stranger_draws_again_with_sha256_alone() {
        let text = "tandem/draw/v1\n2026-04\npolice\n4711\nABCDE\n00000000000000000000000000000000";
        let expected: [u8; 32] = Sha256::digest(text.as_bytes()).into();
        assert_eq!(expected[0], Sha256::digest(text)[0]);
        let of_two = [ItemId([0; 16]), ItemId([1; 16])];
        let other = text.replace(&"0".repeat(32), &"01".repeat(16));
        let second: [u8; 32] = Sha256::digest(other.as_bytes()).into();
        let seed = Draw {
            month: "2026-04".parse().unwrap(),
            by: Side::Police,
            size: 4_711,
            code: "abcde",
        };
        let first_drawn = if expected < second { of_two[0] } else { of_two[1] };
        assert_eq!(draw(&seed, &of_two, 1, ItemId::hex), [first_drawn]);
    }
}
