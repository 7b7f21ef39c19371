//! What the people of one organisation know: what an attacker is given when all of it is taken.

/// What the people of one organisation know.
#[derive(Debug, Default)]
pub(crate) struct Secrets {
    /// Handle and passphrase.
    pub(crate) slots: Vec<(String, String)>,
    /// Recovery codes 1 and 2.
    pub(crate) recovery: Vec<String>,
    /// Invitation codes, used and unused.
    pub(crate) invitations: Vec<String>,
}

impl Secrets {
    /// What one member alone knows.
    pub(crate) fn only(&self, handle: &str) -> Self {
        let own = self.slots.iter().filter(|(own, _)| own == handle);
        Self {
            slots: own.cloned().collect(),
            ..Self::default()
        }
    }
}
