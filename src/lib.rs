//! Maillage maps an ecosystem of actors: who relates to whom, edited, explained and shared.
//!
//! The house has floors; each may use those above it in this list and no other (a test holds it):
//!
//! ```text
//! lang  icons  fold     the two languages; icon names; text as it is compared (leaves)
//! text                  the interface's sentences in both languages
//! job                   background work: progress, cancel (uses nothing of the above)
//! geometry              points, boxes, finite numbers; units in names
//! model                 what a map is: actors, links, schema, provenance, positions
//! edit                  how it changes: Edit -> Transaction -> History
//! merge                 two copies of a map: what differs, what goes together, what clashes
//! query  layout  geo    search, filter, neighbourhoods; positions; French places
//! drawing               the picture: map + positions + style + view -> placed shapes and labels
//! file                  bytes in and out: the native file, its schema, templates and samples
//! import                foreign files in: graphs and tables of other tools, as a map and a report
//! export                bytes out: pictures and pages from the drawing, data from the map
//! generate              invented maps of any size, for trials and benchmarks
//! recovery              what was not saved: journal, versions, locks; noticing other writers
//! session               one open map: selection, view, history, files
//! canvas                camera, hit-testing, gestures as pure state machines
//! ui                    egui and eframe: panels, commands, theme, GPU painting
//! main, cli             the window, or `check`, `layout`, `generate`, `diff`, `merge`, `convert`
//! ```
//!
//! Everything but `ui` runs headless: the command line, the tests and the benchmarks use it as the
//! window does. A change flows one way: a widget or gesture yields an [`edit::Edit`], which plans a
//! transaction of record diffs; the session applies it, keeps it in its history and says what it
//! touched; canvas, search index and panels update that and no more.

pub mod canvas;
pub mod cli;
pub mod drawing;
pub mod edit;
pub mod export;
pub mod file;
pub mod fold;
pub mod generate;
pub mod geo;
pub mod geometry;
pub mod icons;
pub mod import;
pub mod job;
pub mod lang;
pub mod layout;
pub mod merge;
pub mod model;
pub mod query;
pub mod recovery;
pub mod session;
pub mod text;
#[cfg(feature = "window")]
pub mod ui;
