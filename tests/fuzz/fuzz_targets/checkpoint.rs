//! Throws bytes at the reader of signed notes and checkpoints.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    tandem_fuzz::vault::outside::checkpoint(bytes);
});
