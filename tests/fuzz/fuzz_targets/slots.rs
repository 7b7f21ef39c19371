//! Throws bytes at the reader of the key file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    tandem_fuzz::vault::outside::slots(bytes);
});
