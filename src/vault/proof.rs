//! Inclusion proofs as text (C2SP `tlog-proof`): one entry, the hashes that lead from it to a checkpoint, and that
//! checkpoint. Whoever has it and the header needs nothing else of the log.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::merkle::{Hash, is_included};

/// The first line, as the format has it.
const FIRST: &str = "c2sp.org/tlog-proof@v1";
/// A path is never longer: a tree has at most 2^63 leaves.
const LONGEST_PATH: usize = 63;

/// A proof that an entry is in the log of its device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The entry's number in its device's log, from 0.
    pub index: u64,
    /// The hashes from the leaf's sibling up to the root's child.
    pub path: Vec<Hash>,
    /// A signed note: origin, size and root of the device's log.
    pub checkpoint: String,
}

impl Proof {
    /// The proof as text, ready for a file that ends in `.tlog-proof`.
    pub fn text(&self) -> String {
        let mut text = format!("{FIRST}\nindex {}\n", self.index);
        for hash in &self.path {
            text.push_str(&STANDARD.encode(hash));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        text
    }

    /// Reads a proof; `None` when the text is not one in the form that [`Proof::text`] writes. Extra data, which the
    /// format allows, is passed over: nothing vouches for it.
    pub fn read(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(FIRST)?.strip_prefix('\n')?;
        let rest = match rest.strip_prefix("extra ") {
            Some(extra) => extra.split_once('\n')?.1,
            None => rest,
        };
        let (index, mut rest) = rest.strip_prefix("index ")?.split_once('\n')?;
        let mut path = Vec::new();
        loop {
            let (line, after) = rest.split_once('\n')?;
            rest = after;
            if line.is_empty() {
                break;
            }
            path.push(STANDARD.decode(line).ok()?.try_into().ok()?);
            if path.len() > LONGEST_PATH {
                return None;
            }
        }
        Some(Self {
            index: plain_number(index)?,
            path,
            checkpoint: rest.to_owned(),
        })
    }

    /// Whether it leads from this leaf to the head that its checkpoint states. Who signed that checkpoint is another
    /// question.
    pub fn leads_to_its_head(&self, leaf: &Hash) -> bool {
        head(&self.checkpoint)
            .is_some_and(|(size, root)| is_included(leaf, self.index, size, &self.path, &root))
    }
}

/// Size and root of a checkpoint's text.
fn head(checkpoint: &str) -> Option<(u64, Hash)> {
    let mut lines = checkpoint.split('\n').skip(1);
    let size = plain_number(lines.next()?)?;
    let root = STANDARD.decode(lines.next()?).ok()?.try_into().ok()?;
    Some((size, root))
}

/// A decimal number without sign or leading zeros.
fn plain_number(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::super::merkle::{inclusion, leaf, root_of};
    use super::*;

    fn proof_of(index: u64, size: u8) -> (Proof, Hash) {
        let leaves: Vec<Hash> = (0..size).map(|n| leaf(&[n])).collect();
        let root = STANDARD.encode(root_of(&leaves));
        let proof = Proof {
            index,
            path: inclusion(&leaves, index).unwrap(),
            checkpoint: format!("tandem/log/device\n{size}\n{root}\n\n\u{2014} signature\n"),
        };
        (proof, leaves[usize::try_from(index).unwrap()])
    }

    #[test]
    fn a_proof_is_read_back_and_leads_from_its_own_leaf_only() {
        for (index, size) in [(0, 1), (0, 2), (5, 7), (6, 7), (99, 100)] {
            let (proof, leaf) = proof_of(index, size);
            let read = Proof::read(&proof.text()).unwrap();
            assert_eq!(read, proof);
            assert!(read.leads_to_its_head(&leaf));
            assert!(!read.leads_to_its_head(&[0; 32]));
            let elsewhere = Proof {
                index: index + 1,
                ..read
            };
            assert!(!elsewhere.leads_to_its_head(&leaf));
        }
    }

    #[test]
    fn the_published_form_with_extra_data_is_read() {
        // The shape of the example in C2SP tlog-proof, its shortened signatures left out.
        let text = "c2sp.org/tlog-proof@v1\nextra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6kYXJ3aW4tYXJ\nindex 73894\n\
                    gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\nB95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n\n\
                    example.com/fancylog\n109482\nsFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n\n";
        let proof = Proof::read(text).unwrap();
        assert_eq!((proof.index, proof.path.len()), (73_894, 2));
        assert!(proof.checkpoint.starts_with("example.com/fancylog\n109482\n"));
        assert!(!proof.leads_to_its_head(&[0; 32]));
    }

    #[test]
    fn another_form_is_refused() {
        let (proof, _) = proof_of(5, 7);
        let text = proof.text();
        for (from, to) in [
            ("index 5", "index 05"),
            ("index 5", "index +5"),
            ("index 5", "index "),
            ("@v1", "@v2"),
            ("=\n", "\n"),
            ("\n\ntandem", "\ntandem"),
        ] {
            assert!(text.contains(from));
            let changed = Proof::read(&text.replacen(from, to, 1));
            assert!(changed.is_none(), "{from:?} for {to:?}: {changed:?}");
        }
        let endless = format!(
            "{FIRST}\nindex 0\n{}\n",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".repeat(64)
        );
        assert!(Proof::read(&endless).is_none());
        assert!(Proof::read("").is_none());
    }
}
