//! What a disk holds: the bytes of a file, all at once.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Smaller files are read by one thread.
const SHARED_FROM: u64 = 8 << 20;

/// The bytes of a file from its beginning, which is `len` long as far as anyone knows; at most `most`.
///
/// # Errors
/// Whatever the system says.
pub(super) fn bytes_of(file: &mut File, len: u64, most: u64) -> io::Result<Vec<u8>> {
    if len < SHARED_FROM || len > most {
        return rest_of(file, Vec::with_capacity(len.min(most) as usize), most);
    }
    // Most of the time goes into making the pages that the bytes come to lie in: two threads share that.
    let mut bytes = vec![0; len as usize];
    let middle = bytes.len() / 2;
    let (first, second) = bytes.split_at_mut(middle);
    let here = &*file;
    let (first, second) = crate::job::both(|| fill(here, first, 0), || fill(here, second, middle as u64));
    let (first, second) = (first?, second?);
    // Where it got shorter meanwhile.
    bytes.truncate(if first < middle { first } else { middle + second });
    file.seek(SeekFrom::Start(bytes.len() as u64))?;
    rest_of(file, bytes, most)
}

/// What follows, added to what is there already.
fn rest_of(file: &mut File, mut bytes: Vec<u8>, most: u64) -> io::Result<Vec<u8>> {
    let left = most.saturating_sub(bytes.len() as u64);
    file.take(left).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Fills a piece with the bytes from a place of the file on, as far as there are any; how many.
#[cfg(unix)]
fn fill(file: &File, piece: &mut [u8], from: u64) -> io::Result<usize> {
    use std::os::unix::fs::FileExt;
    let mut filled = 0;
    while filled < piece.len() {
        match file.read_at(&mut piece[filled..], from + filled as u64) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Elsewhere reading goes on from where it ended: `rest_of` takes it all.
#[cfg(not(unix))]
fn fill(_file: &File, _piece: &mut [u8], _from: u64) -> io::Result<usize> {
    Ok(0)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn all_bytes_come_in_their_order_whatever_the_length_was_thought_to_be() {
        let whole: Vec<u8> = (0..SHARED_FROM + 1_000).map(|at| (at % 251) as u8).collect();
        let mut file = tempfile::tempfile().expect("a temporary file");
        file.write_all(&whole).expect("it is written");
        let len = whole.len() as u64;
        for said in [0, 10, len - 500, len, len + 500, 2 * len] {
            file.rewind().expect("it goes back");
            assert!(bytes_of(&mut file, said, 4 * len).expect("it is read") == whole, "{said}");
        }
        file.rewind().expect("it goes back");
        assert_eq!(bytes_of(&mut file, len, 100).expect("it is read"), whole[..100]);
    }
}
