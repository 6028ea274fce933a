//! The places of links in the fan of their pair.

use super::{NONE, Prepared, PreparedLink};

/// Gives each link its place among those of its pair: by number, so by id.
pub(super) fn fan_out(links: &mut [PreparedLink]) {
    // One number for both ends sorts faster than two.
    let pair =
        |link: &PreparedLink| u64::from(link.from.min(link.to)) << 32 | u64::from(link.from.max(link.to));
    let mut pairs: Vec<(u64, u32)> = links.iter().map(pair).zip(0u32..).collect();
    pairs.sort_unstable();
    for pair in pairs.chunk_by(|a, b| a.0 == b.0) {
        // As a rule a pair has one link, which is as it is.
        for (place, (_, number)) in (0u32..).zip(pair).filter(|_| pair.len() > 1) {
            let fan = &mut links[*number as usize].fan;
            (fan.place, fan.of) = (place, pair.len() as u32);
        }
    }
}

impl Prepared {
    /// Gives the links of one pair their places anew, by id; gives back their numbers.
    pub(super) fn fan_out_pair(&mut self, a: u32, b: u32) -> Vec<u32> {
        // Walking the links of the less linked end is enough.
        let walked = if self.actors[a as usize].links <= self.actors[b as usize].links { a } else { b };
        let mut pair: Vec<u32> = self
            .links_at(walked as usize)
            .filter(|link| {
                let link = &self.links[*link as usize];
                link.tie != NONE && ((link.from, link.to) == (a, b) || (link.from, link.to) == (b, a))
            })
            .collect();
        pair.sort_by(|x, y| self.links[*x as usize].record.id.cmp(&self.links[*y as usize].record.id));
        // The smaller id leads, as it does where numbers follow ids.
        let first =
            if self.actors[a as usize].record.id <= self.actors[b as usize].record.id { a } else { b };
        for (place, number) in (0u32..).zip(&pair) {
            let link = &mut self.links[*number as usize];
            (link.fan.place, link.fan.of) = (place, pair.len() as u32);
            link.fan.reversed = link.from != first;
        }
        pair
    }
}
