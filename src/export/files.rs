//! Files: an export at its place on the disk, written as safely as maps are saved. A format of two
//! tables is two files, both made before either is written.

use std::path::{Path, PathBuf};

use super::data::csv;
use super::{Error, Format, LeftOut, Options, for_audience, write_seen};
use crate::file::{self, SaveError};
use crate::lang::Lang;
use crate::model::Map;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The files, the one that was asked for first.
    pub files: Vec<PathBuf>,
    /// What the audience may not see, and was not written.
    pub left_out: LeftOut,
}

/// Why nothing, or not everything, was written.
#[derive(Debug)]
pub enum NotWritten {
    /// It could not be made; no file was touched.
    Export(Error),
    /// This file could not be saved; what it held is still there.
    Save(PathBuf, SaveError),
}

/// The file of links beside a table of actors: `reseau-acteurs.csv`, `reseau-liens.csv`; of a name
/// that does not say what it lists, `reseau.csv`, `reseau-liens.csv`.
pub fn links_beside(actors: &Path, lang: Lang) -> PathBuf {
    let name = actors.file_stem().unwrap_or_default().to_string_lossy();
    let stem = Lang::ALL
        .into_iter()
        .find_map(|lang| {
            let [suffix, _] = csv::suffixes(lang);
            let at = name.len().checked_sub(suffix.len())?;
            name.get(at..)?.eq_ignore_ascii_case(suffix).then(|| &name[..at])
        })
        .unwrap_or(&name);
    let [_, suffix] = csv::suffixes(lang);
    let ending = actors.extension().map_or("csv".into(), |ending| ending.to_string_lossy());
    actors.with_file_name(format!("{stem}{suffix}.{ending}"))
}

/// The second file that a map in a format takes beside the first, where it takes one.
pub fn second_file(map: &Map, format: Format, first: &Path, lang: Lang) -> Option<PathBuf> {
    (format == Format::Csv && map.link_count() > 0).then(|| links_beside(first, lang))
}

/// Writes a map in a format to a file, for an audience; in a format of two tables to a file beside it
/// too. `watch` is told how much is done, from 0 to 1, and says whether to go on: stopped, it leaves
/// every file as it was.
///
/// # Errors
/// Where it was stopped, cannot be made or cannot be saved.
pub fn save(
    map: &Map,
    format: Format,
    options: &Options,
    to: &Path,
    watch: &mut dyn FnMut(f32) -> bool,
) -> Result<Written, NotWritten> {
    let (seen, left_out) = for_audience(map, options.audience);
    let stopped = || NotWritten::Export(Error::Stopped);
    let not_saved = |path: &Path, error| NotWritten::Save(path.to_owned(), error);
    if format == Format::Maillage {
        if !watch(0.1) {
            return Err(stopped());
        }
        // Checked and saved as the window saves.
        file::save(&seen, to).map_err(|error| not_saved(to, error))?;
        return Ok(Written { files: vec![to.to_owned()], left_out });
    }
    let lang = options.picture.lang;
    let made = write_seen(&seen, format, options, &mut |done| watch(0.9 * done));
    let mut files = vec![(to.to_owned(), made.map_err(NotWritten::Export)?)];
    if let Some(second) = second_file(&seen, format, to, lang) {
        files.push((second, csv::links(&seen, lang)));
    }
    if !watch(0.9) {
        return Err(stopped());
    }
    for (path, bytes) in &files {
        file::save_bytes(bytes, path).map_err(|error| not_saved(path, error))?;
    }
    watch(1.0);
    Ok(Written { files: files.into_iter().map(|(path, _)| path).collect(), left_out })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::Sample;

    fn sample() -> Map {
        Sample::ALL[0].open().expect("samples open").map
    }

    #[test]
    fn links_stand_beside_actors_under_the_same_name() {
        for (actors, lang, links) in [
            ("d/reseau.csv", Lang::Fr, "d/reseau-liens.csv"),
            ("d/reseau-acteurs.csv", Lang::Fr, "d/reseau-liens.csv"),
            ("d/Réseau-Actors.CSV", Lang::Fr, "d/Réseau-liens.CSV"),
            ("d/reseau-acteurs.csv", Lang::En, "d/reseau-links.csv"),
            ("d/é.csv", Lang::En, "d/é-links.csv"),
        ] {
            assert_eq!(links_beside(Path::new(actors), lang), Path::new(links));
        }
    }

    #[test]
    fn two_tables_are_two_files_and_all_other_formats_one() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let options = Options::default();
        for format in Format::ALL.into_iter().filter(|format| format.is_data()) {
            let path = folder.path().join(format!("r.{}", format.ending()));
            let written = save(&sample(), format, &options, &path, &mut |_| true).expect("it is written");
            assert_eq!(written.files.len(), if format == Format::Csv { 2 } else { 1 }, "{format:?}");
            for file in &written.files {
                let bytes = std::fs::read(file).expect("it is there");
                assert!(!bytes.is_empty(), "{format:?}");
            }
        }
    }

    #[test]
    fn stopped_it_leaves_what_was_there() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        for format in Format::ALL {
            // At every place where it may be stopped.
            for most in 0.. {
                let path = folder.path().join(format!("r.{}", format.ending()));
                file::save_bytes(b"before", &path).expect("the folder is ours");
                let mut asked = 0;
                let mut watch = |done: f32| {
                    asked += 1;
                    // Once the file is there it is too late.
                    asked <= most || done >= 1.0
                };
                let size = crate::drawing::sheet::SheetSize::Pixels(64, 64);
                let picture = crate::export::PictureOptions { size, ..Default::default() };
                let options = Options { picture, ..Options::default() };
                match save(&sample(), format, &options, &path, &mut watch) {
                    Ok(_) => break,
                    Err(NotWritten::Export(Error::Stopped)) => {
                        assert_eq!(std::fs::read(&path).expect("it is there"), b"before", "{format:?}");
                    }
                    Err(other) => panic!("{format:?}: {other:?}"),
                }
            }
        }
    }
}
