//! What the people of one organisation know: what an attacker is given when all of it is taken.

/// What the people of one organisation know.
#[derive(Debug, Default)]
pub struct Secrets {
    /// Handle and passphrase.
    pub slots: Vec<(String, String)>,
    /// Recovery codes 1 and 2.
    pub recovery: Vec<String>,
    /// Invitation codes, used and unused.
    pub invitations: Vec<String>,
}

impl Secrets {
    /// What one member alone knows.
    pub fn only(&self, handle: &str) -> Self {
        let own = self.slots.iter().filter(|(own, _)| own == handle);
        Self {
            slots: own.cloned().collect(),
            ..Self::default()
        }
    }
}
