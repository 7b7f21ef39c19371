//! The two layers that read outside bytes, compiled without the window and its crates.

#[path = "../../../src/domain/mod.rs"]
pub mod domain;
#[path = "../../../src/vault/mod.rs"]
pub mod vault;
