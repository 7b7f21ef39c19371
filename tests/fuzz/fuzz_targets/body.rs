//! Throws bytes at the reader of an entry's body.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    tandem_fuzz::vault::outside::body(bytes);
});
