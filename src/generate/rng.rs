//! Chance: the same numbers from the same seed on every machine.

/// A stream of random numbers (SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom
/// number generators", 2014).
///
/// Only sums, products, quotients and square roots are used on its floats: these are exact to the
/// bit everywhere, which powers, logarithms and sines are not.
#[derive(Clone, Debug)]
pub(super) struct Rng(u64);

impl Rng {
    /// One of the independent streams of a seed.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut rng = Self(seed ^ stream.wrapping_mul(0xd134_2543_de82_ef95));
        rng.next();
        rng
    }

    /// Sixty-four random bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A whole number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// A number from 0 up to but not 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// True this often, in parts of a hundred.
    pub fn percent(&mut self, often: usize) -> bool {
        self.below(100) < often
    }

    /// One item of a list that is not empty.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// A number of at least 1 with a heavy tail (Pareto's law with exponent 8/5).
    pub fn pareto(&mut self) -> f64 {
        // 1 / u^(5/8), by square roots.
        let half = (1.0 - self.unit()).sqrt();
        1.0 / (half * half.sqrt().sqrt())
    }

    /// The rank of the item on which a random share of the whole falls, by running totals of weights.
    pub fn by_weight(&mut self, totals: &[u64]) -> usize {
        let whole = totals.last().copied().unwrap_or_default();
        let share = self.below(whole as usize) as u64;
        totals.partition_point(|total| *total <= share).min(totals.len().saturating_sub(1))
    }

    /// `len` decimal digits.
    pub fn digits(&mut self, len: usize) -> String {
        (0..len).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }

    /// An id in the form of those the program gives: sixteen characters, 80 random bits.
    pub fn id(&mut self) -> String {
        const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let bits = (u128::from(self.next()) << 64) | u128::from(self.next());
        (0..16).map(|place| char::from(ALPHABET[((bits >> (5 * place)) & 31) as usize])).collect()
    }
}

/// Running totals of weights, for [`Rng::by_weight`].
pub(super) fn running_totals(weights: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let mut total = 0;
    weights
        .into_iter()
        .map(|weight| {
            total += weight;
            total
        })
        .collect()
}
