//! The whole window drawn by a GPU (lavapipe, a software one, where there is no other): a picture
//! comes out, and the map is in it. No picture is kept to compare with: drivers round differently.
#![cfg(feature = "gpu-tests")]

use std::collections::BTreeSet;

use egui_kittest::Harness;
use maillage::file::Sample;
use maillage::session::{Origin, Session};
use maillage::ui::App;

/// Fills of the light theme that the example shows: those of its territories, its public
/// authorities and its organisations.
const FILLS: [(&str, [u8; 3]); 3] =
    [("orange", [0xCB, 0x6A, 0x34]), ("blue", [0x3C, 0x78, 0xD0]), ("green", [0x3F, 0x9F, 0x80])];
/// The fewest pixels of each fill: a single small actor has more.
const FEWEST_PIXELS: usize = 150;
/// How far a channel may be from the fill's: drivers round differently.
const TOLERANCE: u8 = 3;

#[test]
fn the_window_draws_the_actors_of_the_example() {
    let mut harness = Harness::builder()
        .with_size([1440.0, 900.0])
        .with_theme(egui::Theme::Light)
        .with_render_cursor(false)
        .with_max_steps(64)
        .wgpu()
        .build_eframe(|cc| App::new(cc, None));
    let example = Sample::PaysDeLaLoire.open().expect("the sample opens").map;
    harness.state_mut().set_session(Session::new(example, Origin::Example));
    // The welcome card stands before the map.
    harness.run_steps(2);
    harness.key_press(egui::Key::Escape);
    harness.run_steps(8);

    let picture = harness.render().expect("the GPU draws the window");
    assert_eq!(picture.dimensions(), (1440, 900));
    let colours: BTreeSet<[u8; 4]> = picture.pixels().map(|pixel| pixel.0).collect();
    assert!(colours.len() > 100, "{} colours: the window is empty", colours.len());
    for (name, fill) in FILLS {
        let near = |pixel: &[u8; 4]| fill.iter().zip(pixel).all(|(a, b)| a.abs_diff(*b) <= TOLERANCE);
        let count = picture.pixels().filter(|pixel| near(&pixel.0)).count();
        assert!(count >= FEWEST_PIXELS, "{count} pixels of {name}: its actors are not drawn");
    }
}
