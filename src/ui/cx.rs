//! What panels are given: the state to read, and a box for what they want done.
//!
//! Panels never change the session: they send an [`Action`], and the app does them all once the
//! frame is laid out.

use std::cell::RefCell;
use std::path::PathBuf;

use super::command::Command;
use super::prefs::Prefs;
use crate::drawing::theme::Theme;
use crate::edit::Edit;
use crate::geometry::Point;
use crate::lang::Lang;
use crate::model::{ActorId, LinkId};
use crate::query::Filter;
use crate::session::{Focus, Selection, Session};
use crate::text::{Text, Value};

/// Something a panel wants done once the frame is laid out.
#[derive(Debug)]
#[allow(clippy::large_enum_variant)] // a handful a frame, moved once
pub enum Action {
    /// A command.
    Do(Command),
    /// A change of the map.
    Edit(Edit),
    /// The end of a typing run.
    Seal,
    /// Move everything selected by so much in the world, and pin it there.
    MoveSelected(Point),
    /// Another selection.
    Select(Selection),
    /// Another selection, and the camera flies to it.
    WalkTo(Selection),
    /// Another filter.
    Filter(Filter),
    /// Another focus, or none.
    Focus(Option<Focus>),
    /// Opens a file (asks first where there is unsaved work).
    OpenPath(PathBuf),
    /// Opens a dialog.
    Dialog(super::dialogs::Dialog),
    /// Starts a new map.
    NewMap(NewMap),
    /// A new actor at a place of the world, its name typed in place.
    CreateAt(Point),
    /// The chooser for a new link between two actors (a missing end is to be chosen).
    ConnectDialog {
        /// The first actor.
        from: ActorId,
        /// The second, where it is known.
        to: Option<ActorId>,
    },
    /// Shows a link in the inspector.
    ShowLink(LinkId),
    /// Preferences changed.
    Prefs(Box<Prefs>),
    /// The layout under way is given up.
    CancelArranging,
    /// An import is ready: a new map, or the next state of the open one.
    Imported(Box<super::import::Finished>),
    /// Something about lost or shared work.
    Safety(super::recovery::Safety),
    /// A picture, a page or a file of the map.
    Share(super::share::Sharing),
    /// A short message that goes away by itself.
    Toast(String),
}

/// What a new map starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewMap {
    /// Nothing but the vocabulary.
    Empty,
    /// The template of a joint bid.
    Bid,
    /// The template of a network of actors.
    Network,
}

/// What a panel sees during a frame.
pub struct Cx<'a> {
    /// The open map.
    pub session: &'a Session,
    /// The sentences.
    pub text: &'a Text,
    /// The colours.
    pub theme: &'static Theme,
    /// The preferences.
    pub prefs: &'a Prefs,
    /// Whether things may move.
    pub motion: bool,
    actions: RefCell<Vec<Action>>,
}

impl<'a> Cx<'a> {
    /// The view of a frame.
    pub fn new(
        session: &'a Session,
        text: &'a Text,
        theme: &'static Theme,
        prefs: &'a Prefs,
        motion: bool,
    ) -> Self {
        Self { session, text, theme, prefs, motion, actions: RefCell::new(Vec::new()) }
    }

    /// A sentence.
    pub fn t<'s>(&'s self, key: &'s str) -> &'s str {
        self.text.get(key)
    }

    /// A sentence with its variables.
    pub fn tr(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.text.with(key, values)
    }

    /// Whether the open map may be changed, or only looked at.
    pub fn may_edit(&self) -> bool {
        self.session.read_only().is_none()
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.text.lang()
    }

    /// Asks for something to be done after this frame.
    pub fn send(&self, action: Action) {
        self.actions.borrow_mut().push(action);
    }

    /// Asks for a change of the map.
    pub fn edit(&self, edit: Edit) {
        self.send(Action::Edit(edit));
    }

    /// Asks for a command.
    pub fn command(&self, command: Command) {
        self.send(Action::Do(command));
    }

    /// What was asked for.
    pub fn into_actions(self) -> Vec<Action> {
        self.actions.into_inner()
    }
}
