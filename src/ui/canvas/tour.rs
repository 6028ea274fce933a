//! Tour: the camera moved by itself over an open map while frames are counted, so that what the
//! README says of fluency can be measured on any machine (`--measure-frames`, `scripts/frames.sh`).

use crate::canvas::Camera;
use crate::geometry::Point;

/// A tour under way.
#[derive(Debug)]
pub struct Tour {
    secs: f64,
    part: usize,
    /// Where the whole map is seen.
    whole: Option<Camera>,
    /// When the part began, the last frame's time, how many there were, the longest wait.
    started: Option<f64>,
    last: f64,
    frames: u32,
    longest: f64,
    waited: f64,
    /// Seconds of processor time when the part began.
    cpu: Option<f64>,
}

/// The parts of a tour.
const PARTS: [&str; 4] =
    ["panning over the whole map", "zooming in and out", "panning near by", "standing still, redrawn"];
/// Seconds before a tour begins and between its parts, for what is worked out to be there.
const REST_SECS: f64 = 1.0;

impl Tour {
    /// A tour of which each part takes so many seconds.
    pub fn new(secs: f64) -> Self {
        Self {
            secs: secs.max(0.5),
            part: 0,
            whole: None,
            started: None,
            last: 0.0,
            frames: 0,
            longest: 0.0,
            waited: 0.0,
            cpu: None,
        }
    }

    /// Moves the camera on. Gives a line to print after each part, and whether the tour is over.
    pub fn step(&mut self, camera: &mut Camera, whole: Camera, now_secs: f64) -> (Option<String>, bool) {
        let whole = *self.whole.get_or_insert(whole);
        let started = match self.started {
            Some(started) => started,
            None => {
                *self = Self { whole: Some(whole), part: self.part, ..Self::new(self.secs) };
                self.started = Some(now_secs + REST_SECS);
                now_secs + REST_SECS
            }
        };
        let at = now_secs - started;
        if at < 0.0 {
            self.last = now_secs;
            self.pose(camera, whole, 0.0);
            return (None, false);
        }
        if self.frames == 0 {
            self.cpu = cpu_secs();
        }
        let wait = now_secs - self.last;
        self.last = now_secs;
        self.frames += 1;
        self.longest = self.longest.max(wait);
        self.waited += wait;
        self.pose(camera, whole, at / self.secs);
        if at < self.secs {
            return (None, false);
        }
        let cpu = self.cpu.zip(cpu_secs()).map_or(0.0, |(from, to)| to - from);
        let line = format!(
            "{}: {} frames in {:.1} s, {:.1} a second, longest {:.0} ms, {:.1} ms of processor a frame",
            PARTS[self.part],
            self.frames,
            self.waited,
            f64::from(self.frames) / self.waited.max(1e-9),
            self.longest * 1000.0,
            cpu * 1000.0 / f64::from(self.frames)
        );
        self.part += 1;
        self.started = None;
        (Some(line), self.part == PARTS.len())
    }

    /// Where the camera is at a time of the part, from 0 to 1.
    fn pose(&self, camera: &mut Camera, whole: Camera, t: f64) {
        let (sin, cos) = (t * 4.0 * std::f64::consts::TAU).sin_cos();
        let circle = |zoom: f64| Point::new(cos, sin) * (120.0 / zoom);
        let zoom = match self.part {
            1 => whole.zoom * 8f64.powf(0.5 - 0.5 * (t * 2.0 * std::f64::consts::TAU).cos()),
            2 => whole.zoom.max(0.5),
            _ => whole.zoom,
        };
        let center = match self.part {
            0 | 2 => whole.center_in_world + circle(zoom),
            _ => whole.center_in_world,
        };
        (camera.zoom, camera.center_in_world) = (zoom, center);
    }
}

/// Processor time of the program on all its threads so far, where the system tells it.
fn cpu_secs() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name in brackets: user and system time are fields 14 and 15, in hundredths.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) / 100.0)
}
