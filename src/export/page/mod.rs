//! Page: a map as one HTML file that anyone can open, in any browser, with no network.
//!
//! The file holds everything: a small script and style, the fonts, what is needed to draw the map
//! (a [recipe](crate::drawing::Recipe)), and the map itself as the text of its `.maillage` file, which
//! the page offers for download, byte for byte. A Content-Security-Policy in the file allows the
//! script and the style by their hashes, nothing else, and no connection of any kind.
//!
//! Everything of the map is data: it stands in JSON that no browser runs, and the script only ever
//! makes text nodes of it. Where scripts are off (previews of e-mail programs), a plain list of the
//! actors and their links shows instead.
//!
//! Limitations: what the given map holds is in the file; whoever shares it has removed what is
//! private before. The list without scripts stops at [`PLAIN_LIST_MOST`] actors.

mod drawing;
mod escape;
mod outline;
mod part;
mod plain;
mod policy;

use std::collections::BTreeSet;

use crate::drawing::SizeBy;
use crate::drawing::theme::{Theme, ThemeKind};
use crate::lang::Lang;
use crate::model::{ActorId, ActorKindId, LinkKindId, Map};
use crate::text::Text;

pub use part::part_of;
pub use plain::PLAIN_LIST_MOST;

const TEMPLATE: &str = include_str!("../../../assets/page/page.html");
/// The script, by idea; together they are one function.
const SCRIPT: [&str; 7] = [
    include_str!("../../../assets/page/shapes.js"),
    include_str!("../../../assets/page/labels.js"),
    include_str!("../../../assets/page/paint.js"),
    include_str!("../../../assets/page/view.js"),
    include_str!("../../../assets/page/text.js"),
    include_str!("../../../assets/page/panels.js"),
    include_str!("../../../assets/page/main.js"),
];
const STYLE: &str = include_str!("../../../assets/page/page.css");
const FAVICON: &[u8] = include_bytes!("../../../assets/icons/maillage-small.svg");
const REGULAR: &[u8] = include_bytes!("../../../assets/page/Inter-Regular.woff2");
const SEMI_BOLD: &[u8] = include_bytes!("../../../assets/page/Inter-SemiBold.woff2");

/// How a page begins. Whoever opens it may change language and theme.
#[derive(Clone, Debug, Default)]
pub struct PageOptions {
    /// The language it opens in.
    pub lang: Lang,
    /// The theme it opens in; `None` follows the reader's system.
    pub theme: Option<ThemeKind>,
    /// The day it was made (`YYYY-MM-DD`), shown with author and licence; empty to say nothing. The
    /// page's bytes follow from map and options alone.
    pub date: String,
    /// Whether groups do without their hulls.
    pub without_hulls: bool,
    /// What the size of nodes says.
    pub size_by: SizeBy,
    /// Kinds of actors hidden at first; the legend brings them back.
    pub hidden_kinds: BTreeSet<ActorKindId>,
    /// Kinds of links hidden at first.
    pub hidden_link_kinds: BTreeSet<LinkKindId>,
    /// The neighbourhood in focus at first: an actor, and up to how many steps.
    pub focus: Option<(ActorId, u32)>,
}

/// Why a page could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The drawing could not be put into JSON.
    #[error("the drawing could not be written: {0}")]
    Drawing(#[from] serde_json::Error),
}

/// Writes a map as a page. All that the map holds is in it: give it what the audience may see.
///
/// The same map and options give the same text.
///
/// # Errors
/// [`Error::Drawing`], which no map known so far brings about: numbers that are none are left out.
pub fn write(map: &Map, options: &PageOptions) -> Result<String, Error> {
    let text = Text::new(options.lang);
    let drawing = drawing::to_json(map, options)?;
    let style = style();
    let script = script();
    let policy = policy::policy(&script, &style);
    let title = if map.about.title.trim().is_empty() { text.get("page-untitled") } else { &map.about.title };
    let theme = match options.theme {
        None => "auto",
        Some(ThemeKind::Light) => "light",
        Some(ThemeKind::Dark) => "dark",
    };
    let file = crate::file::to_string(map);
    let mut page = String::with_capacity(TEMPLATE.len() + file.len() * 2 + drawing.len() + 200_000);
    for (at, part) in TEMPLATE.split("{{").enumerate() {
        let Some((name, rest)) = part.split_once("}}").filter(|_| at > 0) else {
            page.push_str(part);
            continue;
        };
        match name {
            "lang" => page.push_str(options.lang.tag()),
            "theme" => page.push_str(theme),
            "policy" => page.push_str(&policy),
            "version" => page.push_str(env!("CARGO_PKG_VERSION")),
            "title" => escape::html(&mut page, &escape::cut(title, 300)),
            "favicon" => page.push_str(&policy::base64(FAVICON)),
            "style" => page.push_str(&style),
            "script" => page.push_str(&script),
            "drawing" => escape::json_in_script(&mut page, &drawing),
            "file" => escape::json_in_script(&mut page, &file),
            "plain" => plain::write(&mut page, map, &text, options),
            // A test holds that the template names nothing else but icons.
            _ => {
                if let Some(icon) = name.strip_prefix("icon ") {
                    page.push_str(&outline::interface_icon(icon));
                }
            }
        }
        page.push_str(rest);
    }
    Ok(page)
}

/// The script. With other line ends a browser would see other bytes than were hashed.
fn script() -> String {
    format!("(() => {{\n'use strict';\n{}\n}})();\n", SCRIPT.join("\n")).replace('\r', "")
}

/// The style: the fonts, the colours of both themes, then the rules.
fn style() -> String {
    let mut style = String::new();
    for (weight, bytes) in [(400, REGULAR), (600, SEMI_BOLD)] {
        style.push_str(&format!(
            "@font-face{{font-family:Inter;font-weight:{weight};src:url(data:font/woff2;base64,{})}}\n",
            policy::base64(bytes)
        ));
    }
    let light = variables(Theme::light());
    let dark = variables(Theme::dark());
    style.push_str(&format!(":root{{color-scheme:light;{light}}}\n"));
    style.push_str(&format!(":root[data-theme=dark]{{color-scheme:dark;{dark}}}\n"));
    style.push_str(&format!(
        "@media (prefers-color-scheme:dark){{:root[data-theme=auto]{{color-scheme:dark;{dark}}}}}\n"
    ));
    // Paper is light.
    style.push_str(&format!("@media print{{:root[data-theme]{{color-scheme:light;{light}}}}}\n"));
    style.push_str(&STYLE.replace('\r', ""));
    style
}

fn variables(theme: &Theme) -> String {
    [
        ("canvas", theme.canvas),
        ("panel", theme.panel),
        ("panel-2", theme.panel_2),
        ("line", theme.line),
        ("line-strong", theme.line_strong),
        ("ink", theme.ink),
        ("ink-2", theme.ink_2),
        ("accent", theme.accent),
        ("accent-soft", theme.accent_soft),
        ("on-accent", theme.on_accent),
        ("warn", theme.warn),
        ("warn-soft", theme.warn_soft),
        ("ok", theme.ok),
        ("ok-soft", theme.ok_soft),
        ("focus", theme.focus_ring),
        ("scrim", theme.scrim),
    ]
    .map(|(name, colour)| format!("--{name}:{colour}"))
    .join(";")
}
