//! What tests of the window share: a harness that draws on the processor, and scans of what it shows.
#![cfg(test)]
#![allow(
    dead_code,
    unreachable_pub,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "each test file is a crate of its own and uses a part of this; in some of them it counts as a test"
)]

pub mod cpu_renderer;
pub mod harness;
pub mod night;
pub mod painted;
pub mod scan;
