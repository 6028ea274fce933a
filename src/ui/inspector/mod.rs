//! The inspector: the sheet of what is selected, every field edited in place.

mod actor;
mod complete;
mod fields;
mod link;
mod links;
mod map;
mod several;
mod sources;
mod verbs;

use egui::{Frame, Margin, ScrollArea, Ui};
use egui_commonmark::CommonMarkCache;

pub(super) use complete::{Looks, Offer, completion};
pub(super) use link::actors_like;
pub(super) use verbs::{list as verb_list, ordered as ordered_verbs};

use super::cx::{Action, Cx};
use super::kind_picker::KindPicker;
use super::recovery::Safety;
use super::widgets;
use crate::geo::Gazetteer;
use crate::icons::ui as icon;
use crate::job::{Job, Outcome};
use crate::model::ActorId;
use crate::session::ReadOnly;

/// What the inspector remembers between frames.
pub struct InspectorState {
    kinds: KindPicker,
    verbs: verbs::VerbPicker,
    markdown: CommonMarkCache,
    /// The record whose description is open for editing.
    describing: Option<String>,
    /// Whether empty fields that few people fill are shown too.
    all_fields: bool,
    /// The actor whose links are all listed, however many.
    all_links: Option<ActorId>,
    links: links::LinkList,
    several: several::Several,
    /// What is being typed where something is picked from a list.
    typed: String,
    /// What `typed` is for: record and field.
    typing: String,
    near: actor::NearNames,
    france: France,
}

impl Default for InspectorState {
    fn default() -> Self {
        Self {
            kinds: KindPicker::with_editor(),
            verbs: Default::default(),
            markdown: Default::default(),
            describing: None,
            all_fields: false,
            all_links: None,
            links: Default::default(),
            several: Default::default(),
            typed: String::new(),
            typing: String::new(),
            near: Default::default(),
            france: Default::default(),
        }
    }
}

/// The gazetteer, unpacked in the background before someone needs it.
#[derive(Default)]
enum France {
    #[default]
    Cold,
    Warming(Job<()>),
    Ready,
}

impl France {
    /// The gazetteer once it is ready; the first call starts to unpack it.
    fn get(&mut self, ctx: &egui::Context) -> Option<&'static Gazetteer> {
        match self {
            Self::Cold => {
                let ctx = ctx.clone();
                let work = |_: &crate::job::Progress| {
                    Gazetteer::france();
                };
                *self = Self::Warming(Job::start(work, move || ctx.request_repaint()));
                None
            }
            Self::Warming(job) => {
                if job.poll() != Outcome::Running {
                    *self = Self::Ready;
                }
                None
            }
            Self::Ready => Some(Gazetteer::france()),
        }
    }
}

impl InspectorState {
    /// The text being typed in a field that picks from a list; empty when another field had it.
    fn typed_for(&mut self, field: String) -> &mut String {
        if self.typing != field {
            self.typing = field;
            self.typed.clear();
        }
        &mut self.typed
    }
}

/// Says that the sheet can only be read, with the way to a copy that can be changed where one can be
/// saved.
fn say_read_only(ui: &mut Ui, cx: &Cx<'_>) {
    widgets::wide_notice(ui, cx, icon::LOCK_SIMPLE, cx.t("read-only-sheet"));
    // What only a later version knows would be lost in a copy.
    let copies = !matches!(cx.session.read_only(), Some(ReadOnly::NewerVersion(_)));
    if copies && widgets::link_button(ui, cx, cx.t("read-only-copy")).clicked() {
        cx.send(Action::Safety(Safety::SaveCopy));
    }
    ui.add_space(8.0);
}

/// Shows the sheet of the selection, or of the map itself.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut InspectorState) {
    let selection = cx.session.selection();
    let map = cx.session.map();
    let salt = match (selection.single_actor(), selection.single_link()) {
        (Some(id), _) => format!("actor {id}"),
        (_, Some(id)) => format!("link {id}"),
        _ if selection.is_empty() => "map".to_owned(),
        _ => "several".to_owned(),
    };
    ScrollArea::vertical().id_salt(&salt).auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(16, 16)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            if !cx.may_edit() {
                say_read_only(ui, cx);
            }
            ui.push_id(&salt, |ui| {
                if let Some(actor) = selection.single_actor().and_then(|id| map.actor(id)) {
                    actor::show(ui, cx, state, actor);
                } else if let Some(link) = selection.single_link().and_then(|id| map.link(id)) {
                    link::show(ui, cx, state, link);
                } else if selection.is_empty() {
                    map::show(ui, cx, state);
                } else {
                    several::show(ui, cx, state);
                }
            });
            ui.add_space(24.0);
        });
    });
}
