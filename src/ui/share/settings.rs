//! Settings: how a map was shared last, kept with the preferences for each map.

use serde::{Deserialize, Serialize};

use crate::drawing::sheet::{Parts, SheetSize};
use crate::drawing::{SizeBy, ThemeKind};
use crate::export::picture::{DateShown, Looking, TextAs, Window};
use crate::export::{self, Audience, Format, PictureOptions};
use crate::lang::Lang;
use crate::model::FuzzyDate;
use crate::session::Session;
use crate::ui::cx::{Action, Cx};
use crate::ui::prefs::{Prefs, SizeChoice};

/// Maps whose settings are kept.
const MOST_MAPS: usize = 40;

/// What of the map is shared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// What filter and focus leave.
    #[default]
    Shown,
    /// Everything.
    Whole,
    /// What the window shows, as it shows it.
    Window,
    /// What is selected.
    Selection,
}

/// How a map is shared. Words stand for what other parts of the program name, so that preferences of
/// another version still read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShareSettings {
    /// The ending of the file.
    pub format: String,
    /// The ending of data for other programs.
    pub data: String,
    /// Who will see it.
    pub audience: String,
    /// What of the map.
    pub content: Content,
    /// As [`SheetSize`] writes it.
    pub size: String,
    /// Pixels of a PNG to a pixel of the drawing.
    pub scale: u32,
    /// Whether it is dark.
    pub dark: bool,
    /// `fr` or `en`; the window's where none was chosen.
    pub lang: Option<String>,
    /// What is left out around the map, by its word.
    pub without: Vec<String>,
    /// Whether nothing lies behind the drawing.
    pub transparent: bool,
    /// Whether the text of an SVG is drawn.
    pub outlines: bool,
}

impl Default for ShareSettings {
    fn default() -> Self {
        Self {
            format: Format::Png.ending().to_owned(),
            data: Format::Xlsx.ending().to_owned(),
            audience: Audience::Public.word().to_owned(),
            content: Content::default(),
            size: SheetSize::Natural.to_string(),
            scale: 2,
            dark: false,
            lang: None,
            without: Vec::new(),
            transparent: false,
            outlines: false,
        }
    }
}

/// The parts around the map by their words.
pub const PARTS: [&str; 7] = ["title", "subtitle", "legend", "sources", "date", "author", "attribution"];

impl ShareSettings {
    /// Those kept for a map; the usual ones where there are none.
    pub fn of(prefs: &Prefs, map_id: &str) -> Self {
        prefs.shared.iter().find(|(id, _)| id == map_id).map(|(_, kept)| kept.clone()).unwrap_or_default()
    }

    /// Keeps them for a map, at the head.
    pub fn keep(&self, prefs: &mut Prefs, map_id: &str) {
        prefs.shared.retain(|(id, _)| id != map_id);
        prefs.shared.insert(0, (map_id.to_owned(), self.clone()));
        prefs.shared.truncate(MOST_MAPS);
    }

    /// Keeps them for the open map where they changed.
    pub fn keep_changes(&self, before: &Self, cx: &Cx<'_>) {
        if self != before {
            let mut prefs = cx.prefs.clone();
            self.keep(&mut prefs, cx.session.map_id().as_str());
            cx.send(Action::Prefs(Box::new(prefs)));
        }
    }

    /// The format.
    pub fn format(&self) -> Format {
        let known = |format: &Format| !format.is_data() && format.ending() == self.format;
        Format::ALL.into_iter().find(known).unwrap_or(Format::Png)
    }

    /// The format of data for other programs.
    pub fn data_format(&self) -> Format {
        let known = |format: &Format| format.is_data() && format.ending() == self.data;
        Format::ALL.into_iter().find(known).unwrap_or(Format::Xlsx)
    }

    /// The audience: the public where it cannot be read.
    pub fn audience(&self) -> Audience {
        Audience::from_word(&self.audience).unwrap_or_default()
    }

    /// The size.
    pub fn size(&self) -> SheetSize {
        self.size.parse().unwrap_or_default()
    }

    /// The language.
    pub fn lang(&self, window: Lang) -> Lang {
        self.lang.as_deref().map_or(window, Lang::from_locale)
    }

    fn parts(&self) -> Parts {
        let has = |word: &str| !self.without.iter().any(|without| without == word);
        Parts {
            title: has("title"),
            subtitle: has("subtitle"),
            legend: has("legend"),
            sources: has("sources"),
            date: has("date"),
            author: has("author"),
            attribution: has("attribution"),
        }
    }

    /// What an export is asked for. `window` is what the window shows of the map.
    pub fn options(
        &self,
        session: &Session,
        prefs: &Prefs,
        window: Window,
        lang: Lang,
        today: FuzzyDate,
    ) -> export::Options {
        let picture = PictureOptions {
            lang: self.lang(lang),
            theme: if self.dark { ThemeKind::Dark } else { ThemeKind::Light },
            size: self.size(),
            scale: f64::from(self.scale.clamp(1, 8)),
            parts: self.parts(),
            subtitle: None,
            date: DateShown::Made(today),
            transparent: self.transparent && self.format() != Format::Pdf,
            text: if self.outlines { TextAs::Outlines } else { TextAs::Text },
            looking: looking(self.content, session, prefs, window),
        };
        export::Options { audience: self.audience(), picture }
    }
}

/// What of a session's map is looked at.
pub fn looking(content: Content, session: &Session, prefs: &Prefs, window: Window) -> Looking {
    let without_hulls = !prefs.hulls;
    let size_by = match prefs.sizes {
        SizeChoice::Links => SizeBy::Links,
        SizeChoice::Same => SizeBy::Same,
    };
    let whole = Looking { without_hulls, size_by, ..Looking::default() };
    if content == Content::Whole {
        return whole;
    }
    let focus = session.focus().map(|focus| (focus.seeds.clone(), focus.degrees));
    let shown = Looking { filter: session.filter().clone(), focus, ..whole };
    match content {
        Content::Window => Looking { window: Some(window), ..shown },
        Content::Selection => {
            let selection = session.selection();
            let mut only = selection.actors.clone();
            for link in selection.links.iter().filter_map(|id| session.map().link(id)) {
                only.extend([link.from.clone(), link.to.clone()]);
            }
            Looking { only: Some(only), focus: None, ..shown }
        }
        _ => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_kept_for_each_map_and_read_with_a_safe_audience() {
        let mut prefs = Prefs::default();
        let mut settings = ShareSettings { size: "A3-portrait".to_owned(), ..ShareSettings::default() };
        settings.without.push("legend".to_owned());
        settings.keep(&mut prefs, "a");
        for n in 0..100 {
            ShareSettings::default().keep(&mut prefs, &format!("other {}", n % 60));
            settings.keep(&mut prefs, "a");
        }
        assert_eq!(ShareSettings::of(&prefs, "a"), settings);
        assert_eq!(ShareSettings::of(&prefs, "unknown"), ShareSettings::default());
        assert_eq!(prefs.shared.len(), MOST_MAPS);
        assert!(!settings.parts().legend && settings.parts().title);
        let odd = ShareSettings { audience: "everyone?".into(), size: "huge".into(), ..settings };
        assert_eq!((odd.audience(), odd.size()), (Audience::Public, SheetSize::Natural));
    }
}
