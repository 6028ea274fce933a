//! Packed copies of maps: the bytes of a file, compressed, with a head that tells damage.

use std::io;
use std::path::Path;

use miniz_oxide::deflate::core::{self, CompressorOxide, TDEFLFlush, TDEFLStatus};

use crate::file::{self, Fingerprint, MAX_BYTES, Watch};

/// What a packed copy begins with.
const MAGIC: &[u8; 8] = b"MAILPK1\n";
/// Magic, fingerprint of the unpacked bytes.
const HEAD: usize = 8 + 32;
/// Fast; text of this kind comes down to a tenth.
const LEVEL: i32 = 4;
/// So many bytes are packed between two words on how far it is.
const PIECE: usize = 1 << 20;

/// Packs bytes for someone who waits; `None` where they stopped it.
pub(super) fn pack(bytes: &[u8], watch: Watch<'_>) -> Option<Vec<u8>> {
    let mut packed = Vec::with_capacity(bytes.len() / 6 + HEAD);
    packed.extend_from_slice(MAGIC);
    packed.extend_from_slice(Fingerprint::of(bytes).to_string().as_bytes());
    // Bare deflate, and no other strategy than usual.
    let mut packer = CompressorOxide::new(core::create_comp_flags_from_zip_params(LEVEL, 0, 0));
    let mut rest = bytes;
    loop {
        let (piece, after) = rest.split_at(rest.len().min(PIECE));
        rest = after;
        let flush = if rest.is_empty() { TDEFLFlush::Finish } else { TDEFLFlush::None };
        let (status, _) = core::compress_to_output(&mut packer, piece, flush, |out| {
            packed.extend_from_slice(out);
            true
        });
        if watch.is_stopped() {
            return None;
        }
        watch.set(1.0 - rest.len() as f64 / bytes.len().max(1) as f64);
        match (status, rest.is_empty()) {
            (TDEFLStatus::Done, true) => return Some(packed),
            (TDEFLStatus::Okay, false) => {}
            // Taking what it gives, it has nothing to complain of.
            _ => return None,
        }
    }
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
    write_watched(path, bytes, Watch::none())
}

/// The same for someone who waits; one who stopped it gets the error of an interruption.
pub(super) fn write_watched(path: &Path, bytes: &[u8], watch: Watch<'_>) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let packed = pack(bytes, watch).ok_or(io::ErrorKind::Interrupted)?;
    file::save_bytes(&packed, path).map_err(io::Error::other)
}

/// Reads a packed copy; `None` where it is not there or damaged.
pub(super) fn read(path: &Path) -> Option<Vec<u8>> {
    unpack(&file::bytes_of(path).ok()?)
}
