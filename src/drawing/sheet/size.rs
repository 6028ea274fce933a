//! Size: how large a sheet is, on paper, in pixels, or as large as the map asks for.

use std::fmt;
use std::str::FromStr;

/// The longest side of a sheet that is as large as its map asks for, in pixels: 3.8 m at 96 to the inch.
/// Maps beyond (or with an actor absurdly far away) are drawn smaller. PDF readers take 5 m at most.
pub const MAX_NATURAL_SIDE: f64 = 14_400.0;
/// The longest side one may ask for in pixels.
const MAX_PIXELS: u32 = 20_000;
/// The shortest.
const MIN_PIXELS: u32 = 64;

/// A size of paper (ISO 216).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the names say it
pub enum Paper {
    A4,
    A3,
    A2,
    A1,
    A0,
}

impl Paper {
    /// Every size, the smallest first.
    pub const ALL: [Paper; 5] = [Paper::A4, Paper::A3, Paper::A2, Paper::A1, Paper::A0];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::A3 => "A3",
            Self::A2 => "A2",
            Self::A1 => "A1",
            Self::A0 => "A0",
        }
    }

    /// Its short and long side in millimetres.
    pub fn sides_mm(self) -> [f64; 2] {
        match self {
            Self::A4 => [210.0, 297.0],
            Self::A3 => [297.0, 420.0],
            Self::A2 => [420.0, 594.0],
            Self::A1 => [594.0, 841.0],
            Self::A0 => [841.0, 1189.0],
        }
    }
}

/// How paper lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Orientation {
    /// As suits the map.
    #[default]
    Fit,
    /// The short side below.
    Portrait,
    /// The long side below.
    Landscape,
}

/// How large a sheet is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SheetSize {
    /// As large as the map at 100 %, every name with room.
    #[default]
    Natural,
    /// A sheet of paper.
    Paper(Paper, Orientation),
    /// So many pixels.
    Pixels(u32, u32),
}

/// Millimetres of a CSS pixel.
const MM_PER_PX: f64 = 25.4 / 96.0;

impl SheetSize {
    /// Width and height in CSS pixels, with those in millimetres for paper; `None` where the map decides.
    /// `wide` says how paper lies that may lie either way.
    pub(super) fn output_px(self, wide: bool) -> Option<([f64; 2], Option<[f64; 2]>)> {
        match self {
            Self::Natural => None,
            Self::Pixels(width, height) => Some(([f64::from(width), f64::from(height)], None)),
            Self::Paper(paper, orientation) => {
                let [short, long] = paper.sides_mm();
                let wide = match orientation {
                    Orientation::Fit => wide,
                    Orientation::Portrait => false,
                    Orientation::Landscape => true,
                };
                let mm = if wide { [long, short] } else { [short, long] };
                Some((mm.map(|side| side / MM_PER_PX), Some(mm)))
            }
        }
    }

    /// CSS pixels per sheet pixel. Print is read closer than a screen, so type is smaller on A4 than in the
    /// window; a larger sheet hangs farther away, so it grows by half as much as the paper does.
    pub(super) fn scale(self) -> f64 {
        match self {
            Self::Natural | Self::Pixels(..) => 1.0,
            Self::Paper(paper, _) => {
                let long = |paper: Paper| paper.sides_mm()[1];
                0.72 * (long(paper) / long(Paper::A4)).sqrt()
            }
        }
    }
}

impl fmt::Display for SheetSize {
    /// As [`SheetSize::from_str`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Natural => f.write_str("natural"),
            Self::Pixels(width, height) => write!(f, "{width}x{height}"),
            Self::Paper(paper, orientation) => {
                let way = match orientation {
                    Orientation::Fit => "",
                    Orientation::Portrait => "-portrait",
                    Orientation::Landscape => "-landscape",
                };
                write!(f, "{}{way}", paper.name())
            }
        }
    }
}

impl FromStr for SheetSize {
    type Err = String;

    /// Reads `natural`, `A4` to `A0` with `-portrait` or `-landscape` behind it, or `1920x1080`.
    fn from_str(text: &str) -> Result<Self, String> {
        let lower = text.trim().to_lowercase();
        if lower == "natural" {
            return Ok(Self::Natural);
        }
        let (name, way) = lower.split_once('-').unwrap_or((&lower, ""));
        if let Some(paper) = Paper::ALL.into_iter().find(|paper| paper.name().eq_ignore_ascii_case(name)) {
            let orientation = match way {
                "" | "fit" => Orientation::Fit,
                "portrait" => Orientation::Portrait,
                "landscape" => Orientation::Landscape,
                other => return Err(format!("paper lies portrait, landscape or fit, not {other}")),
            };
            return Ok(Self::Paper(paper, orientation));
        }
        let sides = lower
            .split_once('x')
            .and_then(|(width, height)| Some((width.parse::<u32>().ok()?, height.parse::<u32>().ok()?)));
        match sides {
            Some((width, height))
                if [width, height].iter().all(|side| (MIN_PIXELS..=MAX_PIXELS).contains(side)) =>
            {
                Ok(Self::Pixels(width, height))
            }
            Some(_) => Err(format!("a side has {MIN_PIXELS} to {MAX_PIXELS} pixels")),
            None => {
                Err("a size is natural, A4 to A0 (A3-portrait, A1-landscape) or pixels (1920x1080)".into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_they_are_written() {
        let mut sizes = vec![SheetSize::Natural, SheetSize::Pixels(1920, 1080)];
        for paper in Paper::ALL {
            for way in [Orientation::Fit, Orientation::Portrait, Orientation::Landscape] {
                sizes.push(SheetSize::Paper(paper, way));
            }
        }
        for size in sizes {
            assert_eq!(size.to_string().parse(), Ok(size));
        }
        assert_eq!("a3-Landscape".parse(), Ok(SheetSize::Paper(Paper::A3, Orientation::Landscape)));
        for wrong in ["", "A5", "A4-sideways", "1920", "0x0", "99999x10", "-1x5", "axb"] {
            assert!(wrong.parse::<SheetSize>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn paper_has_its_size_and_lies_as_asked() {
        let a4 = |way| SheetSize::Paper(Paper::A4, way).output_px(true).and_then(|(_, mm)| mm);
        assert_eq!(a4(Orientation::Fit), Some([297.0, 210.0]));
        assert_eq!(a4(Orientation::Portrait), Some([210.0, 297.0]));
    }
}
