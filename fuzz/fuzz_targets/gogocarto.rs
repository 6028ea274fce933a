//! Whatever the bytes, the reader answers: see `import/mod.rs`.
#![no_main]

mod import;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| import::answer(maillage::import::Format::GoGoCarto, bytes));
