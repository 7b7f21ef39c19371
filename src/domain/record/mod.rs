//! The triage record: what each side writes down about an incident, and how it is checked. Nothing here reads a clock or a
//! file; what is not known may always be left out or said to be not known.

mod codes;
mod field;
mod formats;
mod nhs_words;
#[cfg(test)]
mod tests;

pub use codes::{Codes, List, MarkerKind, Markers, Seen, Triage};
pub use field::{Block, Form, NOT_KNOWN, SideField};
pub use formats::{
    Fault, OLDEST, born, grid_reference, nhs_number, nhs_number_belongs, pnc_id, postcode, what3words,
};
pub use nhs_words::{STRUCK, holds_nhs_number, nhs_numbers, without_nhs_numbers};
