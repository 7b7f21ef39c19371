//! Throws bytes at the reader of Merkle proofs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    tandem_fuzz::vault::outside::proof(bytes);
});
