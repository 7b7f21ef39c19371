//! Uses of force after the first, as one line of the police record holds them.

use serde::{Deserialize, Serialize};

/// One use of force or restraint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForceUse {
    /// Which kind: a code of [`S136Field::Force`](crate::domain::content::S136Field::Force).
    pub what: String,
    /// In which position: a code of
    /// [`S136Field::ForcePosition`](crate::domain::content::S136Field::ForcePosition).
    pub position: String,
    /// For how many minutes.
    pub minutes: u32,
    /// Injuries, or that there were none.
    pub injuries: String,
}

/// The uses that a line holds, in their order; `None` when it holds something else. An empty line holds none.
pub fn uses(line: &str) -> Option<Vec<ForceUse>> {
    if line.is_empty() {
        return Some(Vec::new());
    }
    serde_json::from_str(line).ok()
}

/// The line that holds these uses; empty for none, which takes the line back.
pub fn line(uses: &[ForceUse]) -> String {
    if uses.is_empty() {
        return String::new();
    }
    serde_json::to_string(uses).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::S136Field;
    use crate::domain::mha::record::fits;
    use crate::domain::time::Moment;

    fn one(what: &str, position: &str, minutes: u32, injuries: &str) -> ForceUse {
        ForceUse {
            what: what.to_owned(),
            position: position.to_owned(),
            minutes,
            injuries: injuries.to_owned(),
        }
    }

    #[test]
    fn several_uses_are_kept_in_order_and_one_that_says_too_little_does_not_fit() {
        let both = [
            one("handcuffs", "standing", 12, "None seen"),
            one("limb-restraints", "prone", 3, "Graze, left wrist"),
        ];
        assert_eq!(uses(&line(&both)), Some(both.to_vec()));
        assert_eq!((line(&[]), uses("")), (String::new(), Some(Vec::new())));
        let fit = |line: &str| fits(S136Field::ForceMore, line, Moment(0));
        assert!(fit(&line(&both)));
        for wrong in [
            one("none", "standing", 1, "None"),
            one("rope", "standing", 1, "None"),
            one("hands", "", 1, "None"),
            one("hands", "prone", 3_000, "None"),
            one("hands", "prone", 1, " "),
        ] {
            assert!(!fit(&line(&[both[0].clone(), wrong.clone()])), "{wrong:?}");
        }
        for line in ["hands", "[]", "[{\"what\":\"hands\"}]"] {
            assert!(!fit(line), "{line}");
        }
        assert!(!fit(&line(&vec![both[0].clone(); 21])));
    }
}
