//! A line that shows that there was no power ends the use, and one undo takes back both.

use crate::domain::content::S136Step;
use crate::domain::ids::ItemId;
use crate::domain::incident::SharedIncident;

/// The steps that go with this one when it is undone: the lines that were recorded in one go with the end of the use of
/// which there was no power, and that end. Every other step goes alone.
pub(super) fn with_its_end(shared: &SharedIncident, item: ItemId) -> Vec<ItemId> {
    let mut steps = shared.s136.steps.iter().rev().peekable();
    let last = steps.peek().map(|taken| (taken.item, taken.recorded));
    let mut together = Vec::new();
    for taken in steps {
        if last != Some((item, taken.recorded)) {
            break;
        }
        let line = matches!(taken.step, S136Step::Said { .. });
        let end = matches!(taken.step, S136Step::Ended { .. });
        together.push(taken.item);
        if end && together.len() > 1 {
            return together;
        }
        if !line {
            break;
        }
    }
    vec![item]
}
