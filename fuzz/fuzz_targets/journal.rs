//! Whatever the bytes, reading a journal answers and its steps can be taken and taken back. Each line is
//! given the checksum it would need, or a journal would hardly ever get beyond its first line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maillage::recovery::read_journal;

fuzz_target!(|bytes: &[u8]| {
    read_journal(bytes);
    let mut sealed = Vec::with_capacity(bytes.len() + 64);
    for line in bytes.split(|byte| *byte == b'\n') {
        sealed.extend(format!("{:08x} ", crc32fast::hash(line)).into_bytes());
        sealed.extend(line);
        sealed.push(b'\n');
    }
    read_journal(&sealed);
});
