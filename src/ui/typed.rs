//! A passphrase, PIN or code as it is typed: wiped when it is handed over or dropped, never kept for undo.

use egui::{Id, Response, Ui};

use super::widgets::{Field, FieldKind};
use crate::app::Secret;
use crate::app::problem::Problem;

/// Room for the longest secret, so that growing never leaves a copy behind in memory.
const ROOM: usize = 256;

/// A secret as it is typed.
pub(crate) struct Typed {
    text: String,
}

impl Default for Typed {
    fn default() -> Self {
        Self {
            text: String::with_capacity(ROOM),
        }
    }
}

impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Typed")
    }
}

impl Drop for Typed {
    fn drop(&mut self) {
        drop(self.take());
    }
}

impl Typed {
    /// Draws the field it is typed into.
    pub(crate) fn field(&mut self, ui: &mut Ui, field: Field<'_>) -> Response {
        field.show(ui, &mut self.text)
    }

    /// How many characters were typed.
    pub(crate) fn count(&self) -> usize {
        self.text.chars().count()
    }

    /// Nothing but blanks was typed.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Both hold the same.
    pub(crate) fn same_as(&self, other: &Self) -> bool {
        self.text == other.text
    }

    /// What was typed, without dashes and blanks and in capitals, equals `group`.
    pub(crate) fn is_group(&self, group: &str) -> bool {
        let typed = self.text.chars().filter(char::is_ascii_alphanumeric);
        typed.map(|c| c.to_ascii_uppercase()).eq(group.chars())
    }

    /// Letters and digits that were typed; dashes and blanks do not count.
    pub(crate) fn symbols(&self) -> usize {
        self.text.chars().filter(char::is_ascii_alphanumeric).count()
    }

    /// Takes off what goes beyond so many letters and digits. Dashes and blanks are dropped.
    pub(crate) fn overflow(&mut self, most: usize) -> Self {
        let mut rest = Self::default();
        let typed = self.take();
        for (at, symbol) in typed
            .expose()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .enumerate()
        {
            if at < most {
                self.text.push(symbol);
            } else {
                rest.text.push(symbol);
            }
        }
        rest
    }

    /// All of them one after another, with room enough that nothing is copied on the way.
    pub(crate) fn joined(parts: &[Self]) -> Secret {
        let mut text = String::with_capacity(ROOM);
        for part in parts {
            text.push_str(&part.text);
        }
        Secret::new(text)
    }

    /// Hands the secret over and forgets it here.
    pub(crate) fn take(&mut self) -> Secret {
        Secret::new(std::mem::replace(&mut self.text, String::with_capacity(ROOM)))
    }

    /// Hands a copy over, where it is needed once more.
    pub(crate) fn copy(&self) -> Secret {
        Secret::new(self.text.clone())
    }

    /// Wipes it.
    pub(crate) fn clear(&mut self) {
        drop(self.take());
    }
}

/// A field for a passphrase.
pub(crate) fn passphrase_field(id: Id, label: &str) -> Field<'_> {
    Field::new(id, label).kind(FieldKind::Passphrase)
}

/// A field for a PIN of six digits.
pub(crate) fn pin_field(id: Id, label: &str) -> Field<'_> {
    Field::new(id, label).kind(FieldKind::Pin)
}

/// A problem in its two sentences, as a person reads them beside a field.
pub(crate) fn sentences(problem: &Problem) -> String {
    format!("{}. {}", problem.what, problem.next)
}

/// The words of a secret, for the one page that shows it to its owner.
pub(crate) fn expose(secret: &Secret) -> &str {
    secret.expose()
}
