//! The Merkle tree of RFC 6962 over one device's headers: its root stands in every next header; proofs that an entry
//! is in it and that a later tree continues an earlier one.

use super::kdf::sha256;

/// The hash of a tree or a leaf.
pub type Hash = [u8; 32];

/// The hash of one entry: `SHA-256(0x00 ‖ header)`.
pub fn leaf(header: &[u8]) -> Hash {
    sha256(&[&[0], header])
}

/// In one piece: verification makes some ten of them for each entry.
fn node(left: &Hash, right: &Hash) -> Hash {
    let mut both = [1; 65];
    let (_, hashes) = both.split_at_mut(1);
    if let ([first, second], []) = hashes.as_chunks_mut::<32>() {
        (*first, *second) = (*left, *right);
    }
    sha256(&[&both])
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

/// The root over these leaves.
pub fn root_of(leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::default();
    for leaf in leaves {
        frontier.push(*leaf);
    }
    frontier.root()
}

/// Two or more leaves in the two subtrees of RFC 6962: the left one has the largest power of two below their number.
fn halves(leaves: &[Hash]) -> Option<(&[Hash], &[Hash])> {
    leaves.split_at_checked(leaves.len().next_power_of_two() / 2)
}

/// The hashes that lead from the leaf at `index` to the root over `leaves` (RFC 9162 section 2.1.3.1); `None` when
/// there is no such leaf.
pub fn inclusion(leaves: &[Hash], index: u64) -> Option<Vec<Hash>> {
    let (mut part, mut at) = (leaves, usize::try_from(index).ok()?);
    if at >= part.len() {
        return None;
    }
    let mut path = Vec::new();
    while part.len() > 1 {
        let (left, right) = halves(part)?;
        if let Some(in_right) = at.checked_sub(left.len()) {
            path.push(root_of(left));
            (part, at) = (right, in_right);
        } else {
            path.push(root_of(right));
            part = left;
        }
    }
    path.reverse();
    Some(path)
}

/// The hashes that show that the tree over `leaves` begins with the tree over its first `old` leaves (RFC 9162 section
/// 2.1.4.1); empty for 0 and for all of them, `None` when `old` is more than there are.
pub fn consistency(leaves: &[Hash], old: u64) -> Option<Vec<Hash>> {
    let (mut part, mut rest) = (leaves, usize::try_from(old).ok()?);
    if rest > part.len() {
        return None;
    }
    let mut path = Vec::new();
    let mut whole = true;
    while rest > 0 && rest < part.len() {
        let (left, right) = halves(part)?;
        if rest <= left.len() {
            path.push(root_of(right));
            part = left;
        } else {
            path.push(root_of(left));
            (part, rest, whole) = (right, rest.saturating_sub(left.len()), false);
        }
    }
    if !whole {
        path.push(root_of(part));
    }
    path.reverse();
    Some(path)
}

/// Whether `path` leads from this leaf at `index` to the root of a tree of `size` (RFC 9162 section 2.1.3.2).
pub fn is_included(leaf: &Hash, index: u64, size: u64, path: &[Hash], root: &Hash) -> bool {
    let Some(last) = size.checked_sub(1).filter(|last| index <= *last) else {
        return false;
    };
    let mut climb = Climb { at: index, last };
    let mut hash = *leaf;
    for sibling in path {
        let Some(left) = climb.step() else { return false };
        hash = if left {
            node(sibling, &hash)
        } else {
            node(&hash, sibling)
        };
    }
    climb.last == 0 && hash == *root
}

/// Whether `path` shows that the tree of `new` leaves begins with the tree of `old` (RFC 9162 section 2.1.4.2). Any
/// tree continues the empty one.
pub fn is_consistent(old: (u64, &Hash), new: (u64, &Hash), path: &[Hash]) -> bool {
    let ((old, old_root), (new, new_root)) = (old, new);
    if old == 0 || old >= new {
        let same = old == new && old_root == new_root;
        return path.is_empty() && (same || (old == 0 && new > 0 && *old_root == sha256(&[])));
    }
    let mut path = path.iter();
    let first = if old.is_power_of_two() {
        Some(old_root)
    } else {
        path.next()
    };
    let Some(first) = first else { return false };
    let whole = old.trailing_zeros();
    let mut climb = Climb {
        at: (old >> whole).saturating_sub(1),
        last: new.saturating_sub(1) >> whole,
    };
    let (mut before, mut after) = (*first, *first);
    for sibling in path {
        let Some(left) = climb.step() else { return false };
        if left {
            before = node(sibling, &before);
            after = node(sibling, &after);
        } else {
            after = node(&after, sibling);
        }
    }
    climb.last == 0 && before == *old_root && after == *new_root
}

/// Where a verifier stands on its way up: the place of its node in its row, and the last place of that row.
struct Climb {
    at: u64,
    last: u64,
}

impl Climb {
    /// One step up: whether the sibling stands on the left. `None` at the top.
    fn step(&mut self) -> Option<bool> {
        if self.last == 0 {
            return None;
        }
        let left = self.at & 1 == 1 || self.at == self.last;
        if left {
            // a last node without a sibling on its right moves up unchanged until it is a right one
            let alone = self.at.trailing_zeros().min(63);
            self.at >>= alone;
            self.last >>= alone;
        }
        self.at >>= 1;
        self.last >>= 1;
        Some(left)
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

    #[test]
    fn every_leaf_of_every_small_tree_is_proved_and_nothing_else_is() {
        let leaves: Vec<Hash> = (0..40_u8).map(|n| leaf(&[n])).collect();
        for size in 0..=leaves.len() {
            let tree = &leaves[..size];
            let (root, n) = (root_of(tree), size as u64);
            assert!(inclusion(tree, n).is_none());
            for (at, this) in tree.iter().enumerate() {
                let path = inclusion(tree, at as u64).unwrap();
                let holds = |leaf: &Hash, at: usize, size: u64, path: &[Hash]| {
                    is_included(leaf, at as u64, size, path, &root)
                };
                assert!(holds(this, at, n, &path), "{at} of {size}");
                assert!(!holds(&[9; 32], at, n, &path));
                for wrong in (0..size).filter(|wrong| *wrong != at) {
                    assert!(!holds(this, wrong, n, &path), "{at} of {size} at {wrong}");
                }
                let longer = [path.as_slice(), &[root]].concat();
                assert!(!holds(this, at, n, &longer));
                assert!(size == 1 || !holds(this, at, n, &path[1..]));
            }
        }
    }

    #[test]
    fn every_tree_continues_each_earlier_one_and_no_other() {
        let leaves: Vec<Hash> = (0..40_u8).map(|n| leaf(&[n])).collect();
        for new in 0..=leaves.len() {
            let after = root_of(&leaves[..new]);
            assert!(consistency(&leaves[..new], new as u64 + 1).is_none());
            for old in 0..=new {
                let before = root_of(&leaves[..old]);
                let path = consistency(&leaves[..new], old as u64).unwrap();
                let holds = |old_root: &Hash, new_root: &Hash, path: &[Hash]| {
                    is_consistent((old as u64, old_root), (new as u64, new_root), path)
                };
                assert!(holds(&before, &after, &path), "{old} to {new}");
                assert!(!holds(&[9; 32], &after, &path), "{old} to {new}");
                assert!(old == 0 || !holds(&before, &[9; 32], &path), "{old} to {new}");
                assert!(!holds(&before, &after, &[path.as_slice(), &[after]].concat()));
                for at in 0..path.len() {
                    let mut changed = path.clone();
                    changed[at][0] ^= 1;
                    assert!(!holds(&before, &after, &changed));
                    changed.remove(at);
                    assert!(!holds(&before, &after, &changed));
                }
                assert!(old == new || !is_consistent((new as u64, &after), (old as u64, &before), &path));
            }
        }
    }
}
