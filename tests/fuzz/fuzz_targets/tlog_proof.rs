//! Throws bytes at the reader of proofs as text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    tandem_fuzz::vault::outside::tlog_proof(bytes);
});
