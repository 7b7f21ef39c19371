//! Throws bytes at the reader of written cases.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    tandem_fuzz::vault::outside::case(bytes);
});
