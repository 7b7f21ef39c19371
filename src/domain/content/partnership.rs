//! The partnership's 22 questions: answers and signatures of governance leads. In the compartment `log`, where every
//! member reads them: references and posts, nothing about any person who was helped.

use serde::{Deserialize, Serialize};

use crate::domain::agreement::PartnershipAnswer;
use crate::domain::ids::EntryRef;

/// What a governance lead wrote about the questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Partnership {
    /// An answer, signed by the writer's organisation. It takes the place of the answer before.
    Answered(PartnershipAnswer),
    /// The other organisation signs the answer of that entry.
    Signed(EntryRef),
}

/// An entry of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnershipWritten {
    /// What was written.
    pub wrote: Partnership,
}
