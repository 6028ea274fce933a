//! Compound files (OLE): the container of workbooks before 2007, and of those with a password.
//! After [MS-CFB]; every chain of sectors is followed no further than the file has sectors.

use super::fault::Fault;

const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// The largest number of a sector; above are marks such as "end of chain".
const LAST_SECTOR: u32 = 0xFFFF_FFF9;

/// Whether bytes begin as a compound file does.
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// Whether there is the stream in which Excel keeps what is encrypted.
pub fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &name).is_some()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

struct Container<'b> {
    bytes: &'b [u8],
    sector: usize,
    next: Vec<u32>,
}

impl<'b> Container<'b> {
    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.bytes.get(start..)?;
        // The last sector may be cut short.
        Some(rest.get(..self.sector).unwrap_or(rest))
    }

    /// The bytes of a chain of sectors.
    fn chain(&self, first: u32) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut number = first;
        for _ in 0..=self.next.len() {
            if number > LAST_SECTOR {
                return Some(out);
            }
            out.extend_from_slice(self.sector(number)?);
            number = *self.next.get(number as usize)?;
        }
        // It goes round in a circle.
        None
    }
}

/// The first stream of one of these names.
///
/// # Errors
/// Where the container is damaged or has no such stream.
pub fn stream(bytes: &[u8], names: &[&str]) -> Result<Vec<u8>, Fault> {
    find(bytes, names).ok_or(Fault::Xls("its container is corrupt or holds no workbook"))
}

fn find(bytes: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let sector = match u16_at(bytes, 30)? {
        shift @ (9 | 12) => 1_usize << shift,
        _ => return None,
    };
    let mut container = Container { bytes, sector, next: Vec::new() };
    let most = bytes.len() / sector + 1;
    // Where the table of chains stands: 109 places in the header, the rest in sectors of their own.
    let mut tables: Vec<u32> = (0..109).filter_map(|at| u32_at(bytes, 76 + 4 * at)).collect();
    let mut more = u32_at(bytes, 68)?;
    while more <= LAST_SECTOR && tables.len() <= most + 109 {
        let list = container.sector(more)?;
        let places = sector / 4 - 1;
        tables.extend((0..places).filter_map(|at| u32_at(list, 4 * at)));
        more = u32_at(list, 4 * places)?;
    }
    for table in tables.into_iter().filter(|table| *table <= LAST_SECTOR).take(most) {
        let list = container.sector(table)?;
        container.next.extend((0..list.len() / 4).filter_map(|at| u32_at(list, 4 * at)));
    }
    let directory = container.chain(u32_at(bytes, 48)?)?;
    let name_of = |entry: &[u8]| {
        let len = usize::from(u16_at(entry, 64)?).checked_sub(2)?.min(62);
        let units: Vec<u16> =
            entry.get(..len)?.chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
        String::from_utf16(&units).ok()
    };
    let entries = || directory.chunks_exact(128);
    let wanted = |name: &&str| {
        entries().find(|entry| name_of(entry).is_some_and(|own| own.eq_ignore_ascii_case(name)))
    };
    let entry = names.iter().find_map(wanted)?;
    let (first, len) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
    let mut out = if len < u32_at(bytes, 56)? as usize {
        small(&container, entries().next()?, first, len)?
    } else {
        container.chain(first)?
    };
    out.truncate(len);
    Some(out)
}

/// A small stream, kept in pieces of 64 bytes inside the stream of the root.
fn small(container: &Container<'_>, root: &[u8], first: u32, len: usize) -> Option<Vec<u8>> {
    let within = container.chain(u32_at(root, 116)?)?;
    let table = container.chain(u32_at(container.bytes, 60)?)?;
    let mut out = Vec::new();
    let mut number = first;
    while out.len() < len && number <= LAST_SECTOR {
        let start = (number as usize).checked_mul(64)?;
        out.extend_from_slice(within.get(start..start + 64)?);
        number = u32_at(&table, (number as usize).checked_mul(4)?)?;
    }
    Some(out)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A compound file that holds one stream, of 4096 bytes or more once padded.
    pub(crate) fn container(name: &str, body: &[u8]) -> Vec<u8> {
        let sectors = body.len().div_ceil(512).max(8);
        let mut header = vec![0_u8; 512];
        header[..8].copy_from_slice(&MAGIC);
        header[30] = 9;
        header[32] = 6;
        header[44] = 1;
        header[48..52].copy_from_slice(&1_u32.to_le_bytes());
        header[56..60].copy_from_slice(&4096_u32.to_le_bytes());
        header[60..64].copy_from_slice(&u32::MAX.to_le_bytes());
        header[68..72].copy_from_slice(&u32::MAX.to_le_bytes());
        header[76..512].fill(0xFF);
        header[76..80].copy_from_slice(&0_u32.to_le_bytes());
        // Sector 0: the table of chains; 1: the directory; from 2: the stream.
        let mut table = vec![0xFF_u8; 512];
        let put = |table: &mut Vec<u8>, at: usize, next: u32| {
            table[4 * at..4 * at + 4].copy_from_slice(&next.to_le_bytes());
        };
        put(&mut table, 0, 0xFFFF_FFFD);
        put(&mut table, 1, 0xFFFF_FFFE);
        for sector in 0..sectors {
            let next = if sector + 1 == sectors { 0xFFFF_FFFE } else { sector as u32 + 3 };
            put(&mut table, sector + 2, next);
        }
        let entry = |name: &str, kind: u8, first: u32, len: u32| {
            let mut entry = vec![0_u8; 128];
            let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            entry[..units.len()].copy_from_slice(&units);
            entry[64..66].copy_from_slice(&(units.len() as u16 + 2).to_le_bytes());
            entry[66] = kind;
            entry[116..120].copy_from_slice(&first.to_le_bytes());
            entry[120..124].copy_from_slice(&len.to_le_bytes());
            entry
        };
        let mut directory = entry("Root Entry", 5, 0xFFFF_FFFE, 0);
        directory.extend(entry(name, 2, 2, (sectors * 512) as u32));
        directory.resize(512, 0);
        let mut body = body.to_vec();
        body.resize(sectors * 512, 0);
        [header, table, directory, body].concat()
    }

    #[test]
    fn a_stream_is_found_and_circles_end() {
        let mut bytes = container("Workbook", b"hello");
        assert!(stream(&bytes, &["Book", "Workbook"]).expect("it is there").starts_with(b"hello"));
        assert!(stream(&bytes, &["Book"]).is_err());
        // The stream's second sector leads back to its first.
        let at = 512 + 4 * 3;
        bytes[at..at + 4].copy_from_slice(&2_u32.to_le_bytes());
        assert!(stream(&bytes, &["Workbook"]).is_err());
    }
}
