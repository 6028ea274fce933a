//! Commands: what a person can ask for. One list drives menus, palette, keys and tooltips.

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::icons::ui as icon;
use crate::session::Session;

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident => $key:literal, $group:ident, $icon:expr, [$($mods:expr, $code:ident);*];)*) => {
        /// Something a person can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command { $($(#[$doc])* $name,)* }

        impl Command {
            /// Every command, in the order the palette lists them.
            pub const ALL: &'static [Command] = &[$(Command::$name,)*];

            /// The key of its name in the translations; `<key>-tip` says more where that helps.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => concat!("cmd-", $key),)* }
            }

            /// Where menus and the shortcut list put it.
            pub fn group(self) -> Group {
                match self { $(Self::$name => Group::$group,)* }
            }

            /// Its icon.
            pub fn icon(self) -> char {
                match self { $(Self::$name => $icon,)* }
            }

            /// The keys that ask for it.
            pub fn shortcuts(self) -> &'static [KeyboardShortcut] {
                match self { $(Self::$name => const { &[$(KeyboardShortcut::new($mods, Key::$code)),*] },)* }
            }
        }
    };
}

/// A group of commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// New, open, save.
    File,
    /// Undo, add, remove.
    Edit,
    /// Layouts, alignment.
    Arrange,
    /// Zoom, focus, panels.
    View,
    /// Theme, language, motion.
    Appearance,
    /// About and keys.
    Help,
}

impl Group {
    /// Every group in its order.
    pub const ALL: [Group; 6] =
        [Group::File, Group::Edit, Group::Arrange, Group::View, Group::Appearance, Group::Help];

    /// The key of its name in the translations.
    pub fn key(self) -> &'static str {
        match self {
            Self::File => "group-file",
            Self::Edit => "group-edit",
            Self::Arrange => "group-arrange",
            Self::View => "group-view",
            Self::Appearance => "group-appearance",
            Self::Help => "group-help",
        }
    }
}

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

commands! {
    /// A new map: empty or from a template.
    New => "new", File, icon::FILE_PLUS, [CTRL, N];
    /// Opens a file.
    Open => "open", File, icon::FOLDER_OPEN, [CTRL, O];
    /// Opens the example.
    OpenExample => "open-example", File, icon::COMPASS, [];
    /// Saves.
    Save => "save", File, icon::FLOPPY_DISK, [CTRL, S];
    /// Saves under another name.
    SaveAs => "save-as", File, icon::FLOPPY_DISK_BACK, [CTRL_SHIFT, S];
    /// What saves replaced, to look at or put back.
    Versions => "versions", File, icon::CLOCK_COUNTER_CLOCKWISE, [];
    /// Makes a picture, a page or a file of the map.
    Share => "share", File, icon::EXPORT, [CTRL, E];
    /// Writes the map for other programs.
    ExportData => "export-data", File, icon::TABLE, [CTRL_SHIFT, E];
    /// Puts the selection, or what the window shows, on the clipboard as an image.
    CopyImage => "copy-image", File, icon::IMAGE, [CTRL_SHIFT, C];
    /// Brings in a spreadsheet or a graph of another tool.
    Import => "import", File, icon::DOWNLOAD, [CTRL_SHIFT, O];
    /// Chooses a file to bring in.
    ImportFile => "import-file", File, icon::FOLDER_OPEN, [];
    /// The reports of earlier imports, kept with the map.
    ImportReports => "import-reports", File, icon::ARTICLE, [];
    /// Merges another copy of the map in.
    MergeCopy => "merge-copy", File, icon::GIT_MERGE, [];
    /// Stops a layout where it is, or a file being opened or saved.
    StopWork => "stop-work", File, icon::X_CIRCLE, [];
    /// Closes the window.
    Quit => "quit", File, icon::SIGN_OUT, [CTRL, Q];

    /// Takes the last step back.
    Undo => "undo", Edit, icon::ARROW_U_UP_LEFT, [CTRL, Z];
    /// Takes the last undone step again.
    Redo => "redo", Edit, icon::ARROW_U_UP_RIGHT, [CTRL, Y; CTRL_SHIFT, Z];
    /// A new actor beside the selection.
    AddActor => "add-actor", Edit, icon::PLUS_CIRCLE, [NONE, N];
    /// A new link from the selected actor.
    AddLink => "add-link", Edit, icon::LINK, [NONE, L];
    /// Edits the selected actor's name in place.
    Rename => "rename", Edit, icon::PENCIL_SIMPLE, [NONE, F2];
    /// Duplicates the selected actors.
    Duplicate => "duplicate", Edit, icon::COPY, [CTRL, D];
    /// Copies the selection as cells.
    Copy => "copy", Edit, icon::CLIPBOARD_TEXT, [CTRL, C];
    /// Adds copied actors and links, or cells of a spreadsheet.
    Paste => "paste", Edit, icon::CLIPBOARD, [CTRL, V];
    /// Removes what is selected.
    Delete => "delete", Edit, icon::TRASH, [NONE, Delete; NONE, Backspace];
    /// Selects every shown actor.
    SelectAll => "select-all", Edit, icon::SELECTION_ALL, [CTRL, A];
    /// Selects the neighbours too.
    SelectNeighbours => "select-neighbours", Edit, icon::GRAPH, [CTRL_SHIFT, A];
    /// Pins the selected actors, or frees them.
    TogglePin => "toggle-pin", Edit, icon::PUSH_PIN, [NONE, P];
    /// Finds near-equal actors.
    Duplicates => "duplicates", Edit, icon::GIT_MERGE, [];
    /// Edits kinds, colours and fields.
    EditSchema => "edit-schema", Edit, icon::SHAPES, [CTRL, T];
    /// Edits title, author and licence of the map.
    EditMap => "edit-map", Edit, icon::INFO, [];

    /// Lays the map out by its links.
    Arrange => "arrange", Arrange, icon::SHARE_NETWORK, [CTRL, L];
    /// By its links, communities apart.
    ArrangeCommunities => "arrange-communities", Arrange, icon::USERS_THREE, [];
    /// Distances as in the network.
    ArrangeDistances => "arrange-distances", Arrange, icon::ARROWS_OUT_SIMPLE, [];
    /// Rings around the selected actor.
    ArrangeAround => "arrange-around", Arrange, icon::CROSSHAIR_SIMPLE, [];
    /// Rows by family.
    ArrangeFamilies => "arrange-families", Arrange, icon::ROWS, [];
    /// Rows by the direction of links.
    ArrangeDirections => "arrange-directions", Arrange, icon::TREE_STRUCTURE, [];
    /// A circle.
    ArrangeCircle => "arrange-circle", Arrange, icon::CIRCLE, [];
    /// A grid by kind.
    ArrangeGrid => "arrange-grid", Arrange, icon::DOTS_SIX_VERTICAL, [];
    /// Moves apart who stands on another.
    ArrangeOverlaps => "arrange-overlaps", Arrange, icon::ARROWS_OUT, [];
    /// Lays out the selection alone, by its links.
    ArrangeSelection => "arrange-selection", Arrange, icon::SELECTION, [];
    /// Finds places for those who have none.
    ArrangeNew => "arrange-new", Arrange, icon::USER_PLUS, [];
    /// Whether layouts bear on the selection alone.
    ArrangeOnlySelection => "arrange-only-selection", Arrange, icon::SELECTION, [];
    /// Whether layouts start from the present places.
    ArrangeKeepPresent => "arrange-keep-present", Arrange, icon::MAP_PIN, [];
    /// Whether layouts leave room for labels.
    ArrangeForLabels => "arrange-for-labels", Arrange, icon::TEXT_AA, [];
    /// Whether territories gather.
    GatherTerritories => "gather-territories", Arrange, icon::MAP_TRIFOLD, [];
    /// Whether joint bids and other groups gather their members.
    GatherBids => "gather-bids", Arrange, icon::USERS_THREE, [];
    /// Whether families gather.
    GatherFamilies => "gather-families", Arrange, icon::SHAPES, [];
    /// Lines the selection up on the left.
    AlignLeft => "align-left", Arrange, icon::ARROW_LEFT, [];
    /// On one vertical through its middle.
    AlignCenter => "align-center", Arrange, icon::ARROWS_LEFT_RIGHT, [];
    /// On the right.
    AlignRight => "align-right", Arrange, icon::ARROW_RIGHT, [];
    /// At the top.
    AlignTop => "align-top", Arrange, icon::ARROW_UP, [];
    /// On one horizontal through its middle.
    AlignMiddle => "align-middle", Arrange, icon::ARROWS_DOWN_UP, [];
    /// At the bottom.
    AlignBottom => "align-bottom", Arrange, icon::ARROW_DOWN, [];
    /// At equal distances from left to right.
    DistributeHorizontally => "distribute-horizontally", Arrange, icon::COLUMNS, [];
    /// At equal distances from top to bottom.
    DistributeVertically => "distribute-vertically", Arrange, icon::ROWS, [];

    /// Puts the cursor in the search field.
    Search => "search", View, icon::MAGNIFYING_GLASS, [CTRL, F];
    /// Opens the palette.
    Palette => "palette", View, icon::COMMAND, [CTRL, K];
    /// Keeps the neighbours of the selection sharp and fades the rest; again: leaves.
    Focus => "focus", View, icon::CIRCLE_HALF, [NONE, F];
    /// One degree more.
    FocusMore => "focus-more", View, icon::PLUS, [];
    /// One degree less.
    FocusLess => "focus-less", View, icon::MINUS, [];
    /// Shows all that filters and focus hide.
    ShowAll => "show-all", View, icon::EYE, [CTRL_SHIFT, F];
    /// Centres the selection.
    Center => "center", View, icon::CROSSHAIR, [NONE, C];
    /// Shows the whole map.
    FitAll => "fit-all", View, icon::CORNERS_OUT, [NONE, Num0; CTRL, Num0];
    /// Zooms in.
    ZoomIn => "zoom-in", View, icon::PLUS, [NONE, Plus; NONE, Equals; CTRL, Plus; CTRL, Equals];
    /// Zooms out.
    ZoomOut => "zoom-out", View, icon::MINUS, [NONE, Minus; CTRL, Minus];
    /// Zoom 100 %.
    ZoomReset => "zoom-reset", View, icon::FRAME_CORNERS, [];
    /// Shows or hides the legend.
    ToggleLegend => "toggle-legend", View, icon::SIDEBAR_SIMPLE, [CTRL, B];
    /// Shows or hides the inspector.
    ToggleInspector => "toggle-inspector", View, icon::SLIDERS_HORIZONTAL, [CTRL, I];
    /// Shows or hides the table.
    ToggleTable => "toggle-table", View, icon::TABLE, [CTRL_SHIFT, T];
    /// Shows or hides hulls.
    ToggleHulls => "toggle-hulls", View, icon::POLYGON, [NONE, H];
    /// Moves the keyboard to the next region of the window.
    NextRegion => "next-region", View, icon::SWAP, [NONE, F6];
    /// Whole screen.
    FullScreen => "full-screen", View, icon::ARROWS_OUT, [NONE, F11];

    /// Follows the system's light or dark.
    ThemeSystem => "theme-system", Appearance, icon::CIRCLE_HALF, [];
    /// Light theme.
    ThemeLight => "theme-light", Appearance, icon::SUN, [];
    /// Dark theme.
    ThemeDark => "theme-dark", Appearance, icon::MOON, [];
    /// French.
    French => "french", Appearance, icon::TRANSLATE, [];
    /// English.
    English => "english", Appearance, icon::TRANSLATE, [];
    /// Motion as the system wants, or none.
    ToggleMotion => "toggle-motion", Appearance, icon::LIGHTNING, [];

    /// The first-run card.
    Welcome => "welcome", Help, icon::HAND, [];
    /// The list of keys and gestures.
    Shortcuts => "shortcuts", Help, icon::KEYBOARD, [NONE, F1];
    /// Version, licences, data.
    About => "about", Help, icon::QUESTION, [];
    /// Closes a dialog, leaves a gesture, the focus, the selection: one a press.
    Escape => "escape", Help, icon::X, [NONE, Escape];
}

impl Command {
    /// Whether it can be done now.
    pub fn is_enabled(self, session: &Session) -> bool {
        let selection = session.selection();
        let reads = matches!(
            self,
            Self::Copy | Self::SelectAll | Self::SelectNeighbours | Self::EditMap | Self::EditSchema
        );
        let changes = matches!(self.group(), Group::Edit | Group::Arrange) && !reads;
        if session.read_only().is_some() && changes {
            return false;
        }
        match self {
            Self::Save | Self::MergeCopy => session.read_only().is_none(),
            Self::Undo => session.next_undo().is_some(),
            Self::Redo => session.next_redo().is_some(),
            Self::Delete | Self::Center | Self::Copy => !selection.is_empty(),
            Self::Duplicate | Self::TogglePin | Self::SelectNeighbours => !selection.actors.is_empty(),
            Self::Focus => session.focus().is_some() || !selection.actors.is_empty(),
            Self::AddLink => session.map().actor_count() > 0,
            Self::Rename => selection.single_actor().is_some(),
            Self::FocusMore | Self::FocusLess => session.focus().is_some(),
            Self::ShowAll => session.focus().is_some() || session.filter().is_active(),
            Self::SelectAll | Self::FitAll | Self::Share | Self::ExportData | Self::CopyImage => {
                session.map().actor_count() > 0
            }
            Self::ImportReports => session.map().extra.contains_key(crate::import::kept::MEMBER),
            other => super::arrange::is_enabled(other, session).unwrap_or(true),
        }
    }

    /// Whether its keys mean something else where text is typed: bare ones are letters, and nothing
    /// there may add to the map or change what is selected.
    pub fn yields_to_text(self) -> bool {
        self.shortcuts().iter().any(|keys| keys.modifiers.is_none())
            || self.is_text_command()
            || matches!(self, Self::Duplicate | Self::SelectNeighbours)
    }

    /// Commands a text field has of its own.
    pub fn is_text_command(self) -> bool {
        matches!(self, Self::Undo | Self::Redo | Self::Copy | Self::Paste | Self::SelectAll | Self::Delete)
    }

    /// Its name, with what it bears on where that helps ("Annuler : renommer « CRESS »").
    pub fn label(self, cx: &super::cx::Cx<'_>) -> String {
        let step = match self {
            Self::Undo => cx.session.next_undo(),
            Self::Redo => cx.session.next_redo(),
            _ => None,
        };
        match step {
            Some(step) => {
                let what = super::describe::step(cx.text, step);
                cx.tr(if self == Self::Undo { "undo-step" } else { "redo-step" }, &[("what", what.into())])
            }
            None => cx.t(self.key()).to_owned(),
        }
    }

    /// Its first shortcut as people read it ("Ctrl+Maj+S" in French).
    pub fn shortcut_text(self, text: &crate::text::Text) -> Option<String> {
        let keys = self.shortcuts().first()?;
        let mut parts = Vec::new();
        if keys.modifiers.command || keys.modifiers.ctrl {
            parts.push(
                text.get(if cfg!(target_os = "macos") { "key-command" } else { "key-ctrl" }).to_owned(),
            );
        }
        if keys.modifiers.shift {
            parts.push(text.get("key-shift").to_owned());
        }
        parts.push(match keys.logical_key {
            Key::Delete => text.get("key-delete").to_owned(),
            Key::Escape => text.get("key-escape").to_owned(),
            Key::Num0 => "0".to_owned(),
            Key::Plus => "+".to_owned(),
            Key::Minus => "−".to_owned(),
            key => key.name().to_owned(),
        });
        Some(parts.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::lang::Lang;
    use crate::text::Text;

    #[test]
    fn no_two_shortcuts_clash() {
        let mut seen: BTreeMap<String, Command> = BTreeMap::new();
        for command in Command::ALL {
            for keys in command.shortcuts() {
                assert!(!keys.modifiers.alt, "{command:?} uses Alt");
                let name = format!("{:?}", keys);
                if let Some(other) = seen.insert(name, *command) {
                    panic!("{other:?} and {command:?} share {keys:?}");
                }
                // 1 to 9 set the degrees of the focus.
                let digit = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6]
                    .contains(&keys.logical_key);
                assert!(!(digit && keys.modifiers.is_none()), "{command:?} takes a digit");
            }
        }
    }

    #[test]
    fn every_command_has_a_name_in_both_languages() {
        for lang in Lang::ALL {
            let text = Text::new(lang);
            for command in Command::ALL {
                assert!(text.has(command.key()), "{} in {lang:?}", command.key());
            }
            for group in Group::ALL {
                assert!(text.has(group.key()));
            }
        }
    }
}
