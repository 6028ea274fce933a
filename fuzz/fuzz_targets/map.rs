//! Whatever the bytes, reading a map answers; what was opened can be saved and opened again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maillage::file;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(loaded) = file::read(bytes) {
        let text = file::to_string(&loaded.map);
        if file::newer_major_of(&loaded.map).is_none() {
            let again = file::read(text.as_bytes()).expect("what was opened can be saved and opened");
            assert!(file::to_string(&again.map) == text);
        }
    }
});
