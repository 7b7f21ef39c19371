//! Throws bytes at the reader of rule tables.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    tandem_fuzz::vault::outside::rules(bytes);
});
