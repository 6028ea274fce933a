//! Maps for the benches: deterministic, of any size, with communities of all sizes scattered over a
//! disc, most links inside them and a few across.

// Each bench uses its part of this.
#![allow(dead_code, clippy::expect_used)]

use std::fmt::Write as _;

use maillage::file;
use maillage::model::Map;

/// The sizes the application is made for: actors, links.
pub const SIZES: [(usize, usize); 4] = [(187, 275), (3_000, 7_000), (15_000, 35_000), (213_000, 500_000)];
/// France's.
pub const FRANCE: (usize, usize) = (213_000, 500_000);

/// What actors are, as often as they come here.
const KINDS: [&str; 10] = [
    "association",
    "association",
    "association",
    "association",
    "cooperative",
    "entreprise",
    "commune",
    "personne",
    "reseau",
    "projet",
];

/// Numbers by SplitMix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, count: usize) -> usize {
        ((self.next() * count as f64) as usize).min(count - 1)
    }
}

/// A map as the bytes of a file.
pub fn bytes((actors, links): (usize, usize)) -> Vec<u8> {
    let mut chance = Chance(7);
    // Communities: where each begins among the actors, and where it lies.
    let mut starts = vec![0];
    while starts[starts.len() - 1] < actors {
        let size = 6.0 * (1.0 - chance.next()).powf(-0.75);
        starts.push((starts[starts.len() - 1] + (size as usize).clamp(4, 1 + actors / 8)).min(actors));
    }
    let reach = 34.0 * (actors as f64).sqrt();
    let mut text = String::from(
        "{\"format\": \"maillage\", \"version\": \"1.0\", \"id\": \"bench\", \"title\": \"Bench\",\n",
    );
    let schema = file::schema_to_json(file::default_schema());
    let _ = write!(text, "\"schema\": {schema},\n\"actors\": [\n");
    for pair in starts.windows(2) {
        let (angle, out) = (chance.next() * std::f64::consts::TAU, chance.next().sqrt() * reach);
        let (x, y) = (out * angle.cos(), out * angle.sin());
        let spread = 26.0 * ((pair[1] - pair[0]) as f64).sqrt();
        let usual = KINDS[chance.below(KINDS.len())];
        for number in pair[0]..pair[1] {
            // Nearer the middle more often, as layouts draw communities.
            let (angle, out) = (chance.next() * std::f64::consts::TAU, chance.next().powf(0.6) * spread);
            let kind = if chance.next() < 0.6 { usual } else { KINDS[chance.below(KINDS.len())] };
            let comma = if number + 1 < actors { "," } else { "" };
            let _ = writeln!(
                text,
                "{{\"id\": \"a{number:07}\", \"kind\": \"{kind}\", \"name\": \"Acteur {number} de Saint-Nazaire\", \
                 \"position\": {{\"x\": {:.2}, \"y\": {:.2}}}}}{comma}",
                x + out * angle.cos(),
                y + out * angle.sin(),
            );
        }
    }
    text.push_str("],\n\"links\": [\n");
    for number in 0..links {
        let from = chance.below(actors);
        let home = starts.partition_point(|start| *start <= from) - 1;
        let (begin, end) = (starts[home], starts[home + 1]);
        let to = match chance.next() {
            // Some actors of a community have most of its links.
            inside if inside < 0.9 => begin + ((chance.next().powi(3)) * (end - begin) as f64) as usize,
            _ => chance.below(actors),
        };
        let kind = if chance.next() < 0.8 { "soutient" } else { "partenaire_de" };
        let comma = if number + 1 < links { "," } else { "" };
        let _ = writeln!(
            text,
            "{{\"id\": \"l{number:07}\", \"from\": \"a{from:07}\", \"to\": \"a{to:07}\", \"kind\": \"{kind}\"}}{comma}"
        );
    }
    text.push_str("]}\n");
    text.into_bytes()
}

/// A map.
pub fn map(size: (usize, usize)) -> Map {
    file::read(&bytes(size)).expect("the bench's map is read").map
}
