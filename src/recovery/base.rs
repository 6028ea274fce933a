//! Packed copies of maps: the bytes of a file, compressed, with a head that tells damage.

use std::io;
use std::path::Path;

use crate::file::{self, Fingerprint, MAX_BYTES};

/// What a packed copy begins with.
const MAGIC: &[u8; 8] = b"MAILPK1\n";
/// Magic, fingerprint of the unpacked bytes.
const HEAD: usize = 8 + 32;
/// Fast; text of this kind comes down to a tenth.
const LEVEL: u8 = 4;

/// Packs bytes.
pub(super) fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(bytes.len() / 6 + HEAD);
    packed.extend_from_slice(MAGIC);
    packed.extend_from_slice(Fingerprint::of(bytes).to_string().as_bytes());
    packed.extend(miniz_oxide::deflate::compress_to_vec(bytes, LEVEL));
    packed
}

/// Unpacks what [`pack`] packed; `None` where it is damaged.
pub(super) fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let (head, deflated) = packed.split_at_checked(HEAD)?;
    let fingerprint = head.strip_prefix(MAGIC)?;
    let fingerprint = Fingerprint::from_text(std::str::from_utf8(fingerprint).ok()?)?;
    let bytes = miniz_oxide::inflate::decompress_to_vec_with_limit(deflated, MAX_BYTES as usize).ok()?;
    (Fingerprint::of(&bytes) == fingerprint).then_some(bytes)
}

/// Writes a packed copy to a file, whole or not at all.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    file::save_bytes(&pack(bytes), path).map_err(io::Error::other)
}

/// Reads a packed copy; `None` where it is not there or damaged.
pub(super) fn read(path: &Path) -> Option<Vec<u8>> {
    unpack(&file::bytes_of(path).ok()?)
}
