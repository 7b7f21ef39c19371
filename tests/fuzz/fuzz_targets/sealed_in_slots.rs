//! Throws bytes at the reader of what is sealed in the key file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    tandem_fuzz::vault::outside::sealed_in_slots(bytes);
});
