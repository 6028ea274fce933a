//! `maillage convert`: a map as a picture, a page or another file, without a window.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::percent::Percent;
use crate::drawing::sheet::{Orientation, Paper, SheetSize};
use crate::drawing::{SizeBy, ThemeKind};
use crate::export::files::NotWritten;
use crate::export::picture::{DateShown, TextAs};
use crate::export::{self, Audience, Format};
use crate::import;
use crate::import::table::Mapping;
use crate::lang::Lang;
use crate::model::{ActorId, FuzzyDate, Map};

pub(super) const HELP: &str = "\
The ending of OUT says what is written: .svg, .png or .pdf for a picture, .html for a page anyone can open,
.maillage for a map. What the audience may not see is left out: contacts, private fields, notes and names
of checkers for the public (the default, but for .maillage, where everything is kept). OUT is replaced in one
go or not at all. The same input and options give the same bytes.

Sizes: natural (as large as the map asks for), A4 to A0 with -portrait or -landscape behind it, or pixels
(1920x1080). Without --size a PDF is A4, other pictures natural.

Views: parts of the map by KEY=VALUE, as often as wanted:
  territory=NAME      the network of a territory
  tag=WORD            actors with a tag (one of several)
  hide=KIND           no actors, or links, of a kind (its id, or a family's)
  focus=ID[:STEPS]    all but an actor's neighbourhood faded
  only=ID[:STEPS]     an actor's neighbourhood alone
  hulls=no            no shapes around groups
  sizes=same          all actors of one size (links, weight or same)

Exit status: 0 when OUT was written, 1 when IN could not be read or OUT not written, 2 for wrong usage.

Examples:
  maillage convert reseau.maillage reseau.pdf --size A3
  maillage convert reseau.maillage affiche.pdf --size A0-landscape --theme dark --lang en
  maillage convert reseau.maillage image.png --size 1920x1080 --scale 2 --no-legend
  maillage convert reseau.maillage nantes.svg --view territory='Nantes Métropole' --view hulls=no
  maillage convert reseau.maillage page.html
  maillage convert acteurs.csv liens.csv reseau.maillage      (as many files as make one map)
  maillage convert liste.xlsx reseau.maillage --mapping liste.json
  maillage convert reseau.maillage reseau.csv      (actors; links go to reseau-links.csv beside it)
  maillage convert reseau.maillage a-diffuser.maillage --audience public";

/// What `maillage convert` is asked for.
#[derive(Args, Debug)]
pub struct ConvertArgs {
    /// The file to read, or those that together are one map (lists of actors, of links).
    #[arg(value_name = "IN", required = true)]
    inputs: Vec<PathBuf>,
    /// The file to write; its ending says as what.
    #[arg(value_name = "OUT", required = true)]
    to: PathBuf,
    /// Take IN for this format (gexf, graphml, gml, pajek, dot, kumu, csv, xlsx, …) whatever it looks like.
    #[arg(long, value_name = "FORMAT", value_parser = super::check::format_word)]
    from: Option<import::Format>,
    /// Of tables: what their columns are, a file of JSON as the import window keeps it.
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Who will see it: public for pictures and pages, internal for maps unless said otherwise.
    #[arg(long, value_parser = words(["public", "partners", "internal"], Audience::from_word))]
    audience: Option<Audience>,
    /// Light or dark.
    #[arg(long, value_enum, default_value_t = Theme::Light)]
    theme: Theme,
    /// The language of the words around the map; the system's unless said otherwise.
    #[arg(long, value_parser = words(["fr", "en"], |word| Some(Lang::from_locale(word))))]
    lang: Option<Lang>,
    /// How large it is: natural, A4 to A0, A3-portrait, 1920x1080.
    #[arg(long, value_name = "SIZE")]
    size: Option<SheetSize>,
    /// Of a PNG: pixels to a pixel of the drawing (96 to the inch).
    #[arg(long, value_name = "N", default_value_t = 1.0, value_parser = scale)]
    scale: f64,
    /// Which part of the map, KEY=VALUE (see below); as often as wanted.
    #[arg(long, value_name = "KEY=VALUE")]
    view: Vec<String>,
    /// Nothing behind the drawing.
    #[arg(long)]
    transparent: bool,
    /// Of an SVG: text as outlines, for programs that read no fonts from a picture.
    #[arg(long)]
    outlines: bool,
    /// A subtitle instead of the first words of the description.
    #[arg(long, value_name = "TEXT")]
    subtitle: Option<String>,
    /// The date to print (2026, 2026-03 or 2026-03-21); that of the newest information unless said otherwise.
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// No title.
    #[arg(long)]
    no_title: bool,
    /// No subtitle.
    #[arg(long)]
    no_subtitle: bool,
    /// No legend.
    #[arg(long)]
    no_legend: bool,
    /// No sources.
    #[arg(long)]
    no_sources: bool,
    /// No date.
    #[arg(long)]
    no_date: bool,
    /// No author.
    #[arg(long)]
    no_author: bool,
    /// No licence and no "made with".
    #[arg(long)]
    no_attribution: bool,
    /// Nothing but the map.
    #[arg(long)]
    bare: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Theme {
    Light,
    Dark,
}

/// A parser of one of some words.
fn words<T: Clone + Send + Sync + 'static>(
    words: impl IntoIterator<Item = &'static str>,
    read: impl Fn(&str) -> Option<T> + Clone + Send + Sync + 'static,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(words).try_map(move |word| read(&word).ok_or("unknown"))
}

fn scale(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(scale) if (0.1..=20.0).contains(&scale) => Ok(scale),
        _ => Err("a number from 0.1 to 20".to_owned()),
    }
}

/// Converts. The exit status is 0 when the file was written, 1 where it could not be, 2 for wrong usage.
pub(super) fn run(args: &ConvertArgs) -> u8 {
    let (to, inputs) = (&args.to, &args.inputs);
    // A name without an ending is that of a map, as it always was.
    let bare = to.extension().is_none().then_some(Format::Maillage);
    let Some(format) = Format::of_path(to).or(bare) else {
        let endings: Vec<String> = Format::ALL.iter().map(|format| format!(".{}", format.ending())).collect();
        eprintln!("{}: its ending names no format\n  use one of {}", to.display(), endings.join(" "));
        return 2;
    };
    let mapping = match args.mapping.as_deref().map(mapping).transpose() {
        Ok(mapping) => mapping,
        Err(error) => {
            eprintln!("{error}");
            return 2;
        }
    };
    let map = match super::open::say(inputs, args.from, mapping).outcome {
        Ok(read) => {
            read.warnings.iter().take(20).for_each(|(_, what)| eprintln!("{what}"));
            read.map
        }
        Err(refused) => {
            eprintln!("{}: {}", inputs[0].display(), refused);
            return 1;
        }
    };
    let options = match options(args, format, &map) {
        Ok(options) => options,
        Err(error) => {
            eprintln!("{error}");
            return 2;
        }
    };
    let (seen, _) = export::for_audience(&map, options.audience);
    for loss in export::data::losses(&seen, format) {
        eprintln!("{}: {loss}", to.display());
    }
    let mut percent = Percent::new();
    let made = export::files::save(&map, format, &options, to, &mut |done| {
        percent.show(f64::from(done));
        true
    });
    drop(percent);
    match made {
        Ok(written) => {
            let left_out = written.left_out.total();
            if left_out > 0 && std::io::stderr().is_terminal() {
                eprintln!("{left_out} values left out for this audience");
            }
            0
        }
        Err(NotWritten::Export(error)) => {
            eprintln!("{}: {error}\n  {}", to.display(), error.hint());
            1
        }
        Err(NotWritten::Save(path, error)) => {
            eprintln!("{}: {error}\n  {}", path.display(), error.hint());
            1
        }
    }
}

/// The mapping a file holds.
fn mapping(path: &Path) -> Result<Mapping, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Mapping::from_json(&text).map_err(|error| format!("{}: no mapping: {error}", path.display()))
}

fn options(args: &ConvertArgs, format: Format, map: &Map) -> Result<export::Options, String> {
    let usual = if format == Format::Maillage { Audience::Internal } else { Audience::Public };
    let usual_size = match format {
        Format::Pdf => SheetSize::Paper(Paper::A4, Orientation::Fit),
        _ => SheetSize::Natural,
    };
    let mut options =
        export::Options { audience: args.audience.unwrap_or(usual), ..export::Options::default() };
    let picture = &mut options.picture;
    picture.lang = args.lang.unwrap_or_else(Lang::of_system);
    picture.theme = if args.theme == Theme::Dark { ThemeKind::Dark } else { ThemeKind::Light };
    picture.size = args.size.unwrap_or(usual_size);
    picture.scale = args.scale;
    picture.transparent = args.transparent;
    picture.text = if args.outlines { TextAs::Outlines } else { TextAs::Text };
    picture.subtitle.clone_from(&args.subtitle);
    let parts = &mut picture.parts;
    for (part, without) in [
        (&mut parts.title, args.no_title),
        (&mut parts.subtitle, args.no_subtitle),
        (&mut parts.legend, args.no_legend),
        (&mut parts.sources, args.no_sources),
        (&mut parts.date, args.no_date),
        (&mut parts.author, args.no_author),
        (&mut parts.attribution, args.no_attribution),
    ] {
        *part = !without && !args.bare;
    }
    if let Some(date) = &args.date {
        let read = FuzzyDate::parse_typed(date).ok_or("a date is 2026, 2026-03 or 2026-03-21")?;
        picture.date = DateShown::Made(read);
    }
    for view in &args.view {
        look(&mut picture.looking, view, map)?;
    }
    Ok(options)
}

/// Takes in one `KEY=VALUE` of a view.
fn look(looking: &mut export::picture::Looking, view: &str, map: &Map) -> Result<(), String> {
    let (key, value) = view.split_once('=').ok_or_else(|| format!("a view is KEY=VALUE, not {view}"))?;
    match key {
        "territory" => looking.filter.territory = Some(value.to_owned()),
        "tag" => drop(looking.filter.tags.insert(value.to_owned())),
        "hide" => {
            let schema = map.schema();
            if schema.family(&value.into()).is_some() {
                looking.filter.set_family_hidden(schema, &value.into(), true);
            } else if schema.link_kind(&value.into()).is_some() {
                looking.filter.hidden_link_kinds.insert(value.into());
            } else if schema.actor_kind(&value.into()).is_some() {
                looking.filter.hidden_kinds.insert(value.into());
            } else {
                return Err(format!("this map knows no kind or family {value}"));
            }
        }
        "focus" | "only" => {
            let (id, steps) = neighbourhood(value, map)?;
            if key == "focus" {
                looking.focus = Some(([id].into(), steps));
            } else {
                let around =
                    crate::query::neighbourhood(map, &std::collections::BTreeSet::from([id]), steps, None);
                looking.only = Some(around.ids(map).cloned().collect());
            }
        }
        "hulls" => looking.without_hulls = value == "no",
        "sizes" => {
            looking.size_by = match value {
                "links" => SizeBy::Links,
                "weight" => SizeBy::Weight,
                "same" => SizeBy::Same,
                other => return Err(format!("sizes follow links, weight or same, not {other}")),
            }
        }
        other => {
            return Err(format!(
                "views know territory, tag, hide, focus, only, hulls and sizes, not {other}"
            ));
        }
    }
    Ok(())
}

/// An actor by id, and a number of steps: `cress:2`. An id may hold colons itself.
fn neighbourhood(value: &str, map: &Map) -> Result<(ActorId, u32), String> {
    let whole = ActorId::new(value);
    if map.actor(&whole).is_some() {
        return Ok((whole, 1));
    }
    let parts = value.rsplit_once(':').and_then(|(id, steps)| Some((ActorId::new(id), steps.parse().ok()?)));
    match parts {
        Some((id, steps)) if map.actor(&id).is_some() && (1..=9).contains(&steps) => Ok((id, steps)),
        _ => Err(format!("there is no actor {value} (an id, with 1 to 9 steps behind a colon)")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        args: ConvertArgs,
    }

    #[test]
    fn any_number_of_files_become_one() {
        let read = |words: &[&str]| <Line as clap::Parser>::try_parse_from(words).map(|line| line.args);
        let args = read(&["convert", "a.csv", "b.csv", "c.csv", "out.maillage", "--bare"]).expect("it fits");
        assert_eq!((args.inputs.len(), args.to.as_path()), (3, Path::new("out.maillage")));
        assert_eq!(read(&["convert", "a.csv", "out.svg"]).map(|args| args.inputs.len()).ok(), Some(1));
        assert!(read(&["convert", "a.csv"]).is_err());
    }
}
