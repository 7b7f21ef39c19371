//! The Merkle tree of RFC 6962: leaves, inclusion (RFC 9162 section 2.1.3.2), and the text form C2SP `tlog-proof`.

use crate::bytes::{number, sha256, unbase64_to};

/// SHA-256(0x00 ‖ header).
pub(crate) fn leaf(header: &[u8]) -> [u8; 32] {
    sha256(&[&[0], header])
}

/// Whether the path leads from the leaf at `index` to the root of a tree of `size` leaves.
pub(crate) fn is_included(leaf: [u8; 32], index: u64, size: u64, path: &[[u8; 32]], root: &[u8; 32]) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size.saturating_sub(1), leaf);
    for sibling in path {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            hash = sha256(&[&[1], sibling, &hash]);
            while at % 2 == 0 && at != 0 {
                (at, last) = (at / 2, last / 2);
            }
        } else {
            hash = sha256(&[&[1], &hash, sibling]);
        }
        (at, last) = (at / 2, last / 2);
    }
    last == 0 && hash == *root
}

/// A tree that grows: the roots of its full subtrees, largest first.
#[derive(Default)]
pub(crate) struct Frontier {
    size: u64,
    nodes: Vec<[u8; 32]>,
}

impl Frontier {
    /// How many leaves.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf.
    pub(crate) fn push(&mut self, leaf: [u8; 32]) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.nodes.pop() {
                hash = sha256(&[&[1], &left, &hash]);
            }
        }
        self.nodes.push(hash);
        self.size = self.size.saturating_add(1);
    }

    /// The root over all leaves.
    pub(crate) fn root(&self) -> [u8; 32] {
        let joined = self.nodes.iter().rev().copied();
        joined
            .reduce(|right, left| sha256(&[&[1], &left, &right]))
            .unwrap_or_else(|| sha256(&[]))
    }
}

/// A proof as text: the entry's number, the path, the checkpoint with its signature.
pub(crate) struct Proof {
    pub(crate) index: u64,
    pub(crate) path: Vec<[u8; 32]>,
    pub(crate) checkpoint: String,
}

impl Proof {
    /// Reads `c2sp.org/tlog-proof@v1` without extra data, which Tandem does not write.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("c2sp.org/tlog-proof@v1\nindex ")?;
        let (head, checkpoint) = rest.split_once("\n\n")?;
        let mut lines = head.split('\n');
        let index = number(lines.next()?)?;
        let path = lines.map(unbase64_to).collect::<Option<Vec<[u8; 32]>>>()?;
        Some(Self {
            index,
            path,
            checkpoint: checkpoint.to_owned(),
        })
    }
}
