//! Answers that others published, put to the vault's own functions. Where each file comes from: `tests/vectors/README.md`.

mod agreement;
mod derivation;
mod notes;
mod sealing;
mod signatures;
mod tree;

use serde::Deserialize;

/// A file of Project Wycheproof.
#[derive(Deserialize)]
struct Wycheproof<Test, Group = Nothing> {
    #[serde(rename = "numberOfTests")]
    count: usize,
    #[serde(rename = "testGroups")]
    groups: Vec<TestGroup<Test, Group>>,
}

#[derive(Deserialize)]
struct TestGroup<Test, Group> {
    tests: Vec<Test>,
    #[serde(flatten)]
    common: Group,
}

#[derive(Deserialize)]
struct Nothing {}

/// Bytes of the even number of hexadecimal digits.
pub(super) fn hex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

fn array<const N: usize>(text: &str) -> [u8; N] {
    hex(text).try_into().unwrap()
}
