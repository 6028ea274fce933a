//! Fingerprints: whether two files hold the same bytes, without keeping either.

use std::fmt;
use std::hash::Hasher as _;

use siphasher::sip128::{Hasher128 as _, SipHasher13};

/// The fingerprint of some bytes: 128 bits of SipHash-1-3 (Aumasson and Bernstein 2012) under a fixed
/// key. Tells copies apart; not made against someone who wants two files to look the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// The fingerprint of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let mut made = Fingerprinting::default();
        made.add(bytes);
        made.done()
    }

    /// Reads what `Display` wrote: 32 hexadecimal digits.
    pub fn from_text(text: &str) -> Option<Self> {
        let is_hex = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hex { u128::from_str_radix(text, 16).ok().map(Self) } else { None }
    }
}

/// A fingerprint in the making, of bytes that come in pieces.
pub(super) struct Fingerprinting(SipHasher13);

impl Default for Fingerprinting {
    fn default() -> Self {
        Self(SipHasher13::new_with_keys(0x6d61_696c_6c61_6765, 1))
    }
}

impl Fingerprinting {
    /// Adds what comes next.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    /// The fingerprint of all that was added.
    pub fn done(&self) -> Fingerprint {
        Fingerprint(self.0.finish128().as_u128())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}
