//! Throws bytes at the reader of codes typed from paper.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    tandem_fuzz::vault::outside::code(bytes);
});
