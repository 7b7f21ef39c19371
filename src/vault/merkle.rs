//! The Merkle tree of RFC 6962 over one device's headers: its root stands in every next header.

use super::kdf::sha256;

/// The hash of a tree or a leaf.
pub(crate) type Hash = [u8; 32];

/// The hash of one entry: `SHA-256(0x00 ‖ header)`.
pub(crate) fn leaf(header: &[u8]) -> Hash {
    sha256(&[&[0], header])
}

fn node(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left, right])
}

/// The right edge of a tree: the roots of its full subtrees, largest first. Enough to add a leaf and to give the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Frontier {
    size: u64,
    nodes: Vec<Hash>,
}

impl Frontier {
    /// How many leaves.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf.
    pub(crate) fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.nodes.pop() {
                hash = node(&left, &hash);
            }
        }
        self.nodes.push(hash);
        self.size = self.size.saturating_add(1);
    }

    /// The root over all leaves; for none, `SHA-256("")`.
    pub(crate) fn root(&self) -> Hash {
        let mut nodes = self.nodes.iter().rev();
        let Some(last) = nodes.next() else {
            return sha256(&[]);
        };
        nodes.fold(*last, |right, left| node(left, &right))
    }

    /// The nodes one after another, for storage.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.nodes.concat()
    }

    /// Reads back what was stored; `None` when size and nodes do not belong together.
    pub(crate) fn from_bytes(size: u64, bytes: &[u8]) -> Option<Self> {
        let (nodes, rest) = bytes.as_chunks::<32>();
        (rest.is_empty() && u32::try_from(nodes.len()).ok()? == size.count_ones()).then(|| Self {
            size,
            nodes: nodes.to_vec(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::to_hex;

    /// The definition of RFC 6962 section 2.1, word for word.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => sha256(&[]),
            [only] => *only,
            _ => {
                let split = leaves.len().next_power_of_two() / 2;
                node(&by_definition(&leaves[..split]), &by_definition(&leaves[split..]))
            }
        }
    }

    #[test]
    fn roots_equal_the_definition_and_survive_storage() {
        let leaves: Vec<Hash> = (0..130_u8).map(|n| leaf(&[n])).collect();
        let mut frontier = Frontier::default();
        for n in 0..leaves.len() {
            assert_eq!(frontier.root(), by_definition(&leaves[..n]), "size {n}");
            let stored = Frontier::from_bytes(frontier.size(), &frontier.to_bytes()).unwrap();
            assert_eq!(stored, frontier);
            frontier.push(leaves[n]);
        }
        assert!(Frontier::from_bytes(3, &[0; 32]).is_none());
    }

    #[test]
    fn known_roots_of_the_certificate_transparency_test_data() {
        let data: [&[u8]; 3] = [b"", b"\x00", b"\x10"];
        let mut frontier = Frontier::default();
        assert_eq!(
            to_hex(&frontier.root()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        let mut roots = Vec::new();
        for piece in data {
            frontier.push(leaf(piece));
            roots.push(to_hex(&frontier.root()));
        }
        assert_eq!(
            roots[0],
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
        assert_eq!(
            roots[1],
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
        );
        assert_eq!(
            roots[2],
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
        );
    }
}
