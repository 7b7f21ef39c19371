//! Bodies as verification sees them: unopened, against their headers and the orders in force.

use std::collections::HashSet;

use crate::domain::ids::KeyId;
use crate::vault::disposal::Disposals;
use crate::vault::header::{Header, Kind};

/// What passed so far.
#[derive(Default)]
pub(super) struct Bodies {
    /// Data keys that were destroyed by order.
    destroyed: HashSet<KeyId>,
}

impl Bodies {
    /// What is wrong with a body, of which length and SHA-256 are told. A missing one is right only where an order in force covers its entry; and an order
    /// that takes a key takes all that the key opens.
    pub(super) fn look(
        &mut self,
        header: &Header,
        body: Option<(usize, [u8; 32])>,
        orders: Option<&Disposals>,
    ) -> Option<&'static str> {
        let Some((length, hash)) = body else {
            if !orders.is_some_and(|orders| orders.covers(header)) {
                return Some("its body is missing without an order");
            }
            if header.kind == Kind::Key {
                self.destroyed.insert(header.key);
            }
            return None;
        };
        if u32::try_from(length).ok() != Some(header.body_len) {
            return Some("its body has another length");
        }
        if hash != header.body_hash {
            return Some("its body was changed");
        }
        let locked_in = header.kind == Kind::Content
            && self.destroyed.contains(&header.key)
            && !orders.is_some_and(|orders| orders.covers(header));
        locked_in.then_some("its data key was destroyed by an order that does not name it")
    }
}
