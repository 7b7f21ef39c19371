//! What tests of the window share: a harness that draws on the processor, and scans of what it shows.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file is a crate of its own and uses a part of this"
)]

pub mod cpu_renderer;
pub mod harness;
pub mod night;
pub mod scan;
