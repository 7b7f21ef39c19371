//! The Merkle tree against the eight leaves that the reference implementation of Certificate Transparency (RFC 6962)
//! publishes, with their roots and proofs.

use super::super::merkle::{Hash, consistency, inclusion, is_consistent, is_included, leaf, root_of};
use super::{array, hex};

const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn leaves(count: usize) -> Vec<Hash> {
    LEAVES[..count].iter().map(|text| leaf(&hex(text))).collect()
}

fn root(count: usize) -> Hash {
    array(ROOTS[count - 1])
}

#[test]
fn the_roots_are_the_published_ones() {
    for count in 1..=8 {
        assert_eq!(root_of(&leaves(count)), root(count), "{count} leaves");
    }
}

/// Leaf, size, path: place 0 of 8, 5 of 8, 2 of 3, 1 of 5.
#[test]
fn inclusion_paths_are_the_published_ones() {
    let published: [(u64, usize, &[&str]); 5] = [
        (0, 1, &[]),
        (
            0,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            &[
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            3,
            &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
        ),
        (
            1,
            5,
            &[
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ];
    for (place, size, path) in published {
        let path: Vec<Hash> = path.iter().map(|hash| array(hash)).collect();
        assert_eq!(inclusion(&leaves(size), place), Some(path.clone()));
        let of = leaf(&hex(LEAVES[usize::try_from(place).unwrap()]));
        let size = u64::try_from(size).unwrap();
        assert!(is_included(
            &of,
            place,
            size,
            &path,
            &root(usize::try_from(size).unwrap())
        ));
    }
}

#[test]
fn consistency_paths_are_the_published_ones() {
    let published: [(usize, usize, &[&str]); 4] = [
        (1, 1, &[]),
        (
            1,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            &[
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            &[
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ];
    for (old, new, path) in published {
        let path: Vec<Hash> = path.iter().map(|hash| array(hash)).collect();
        let count = |size| u64::try_from(size).unwrap();
        assert_eq!(consistency(&leaves(new), count(old)), Some(path.clone()));
        assert!(is_consistent(
            (count(old), &root(old)),
            (count(new), &root(new)),
            &path
        ));
        assert_eq!(
            is_consistent((count(old), &root(new)), (count(new), &root(old)), &path),
            old == new
        );
    }
}
