//! What tests of the window share: a harness that draws on the processor, and scans of what it shows.
#![expect(
    clippy::allow_attributes,
    reason = "a test file that uses all of it would leave an expectation unmet"
)]
#![allow(dead_code, reason = "each test file uses a part of it")]
#![expect(unreachable_pub, reason = "each test file is a crate of its own")]

pub mod cpu_renderer;
pub mod harness;
pub mod night;
pub mod scan;
