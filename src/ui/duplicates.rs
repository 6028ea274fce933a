//! Near-equal actors, proposed for merging and never merged without a yes.

use std::collections::BTreeSet;

use egui::{Align, Context, Frame, Id, Layout, Margin, RichText, ScrollArea, Ui, Vec2};

use super::cx::{Action, Cx};
use super::theme::{self, color};
use super::{describe, dialogs, widgets};
use crate::drawing::theme::Rgba;
use crate::edit::{Edit, FieldName, merged_actor};
use crate::icons::ui as icon;
use crate::job::{Job, Outcome};
use crate::model::{Actor, ActorId};
use crate::query::duplicates::propose;
use crate::query::{Pair, Register, Why};
use crate::session::Selection;

/// Beyond so many actors the search goes to a job.
const AT_ONCE: usize = 3_000;
/// The height of a pair, the same for all: only those on show are laid out.
const PAIR_HEIGHT: f32 = 200.0;

type Dismissed = BTreeSet<(ActorId, ActorId)>;

/// The dialog while it is open.
#[derive(Debug, Default)]
pub struct Duplicates {
    pairs: Vec<Pair>,
    /// The state of the map that was searched.
    searched: Option<u64>,
    search: Option<Job<Vec<Pair>>>,
}

impl Duplicates {
    /// Shows the dialog; `false` once it is done with.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> bool {
        self.look(ctx, cx);
        let mut stays = true;
        let open = dialogs::modal(ctx, cx, "duplicates", 640.0, |ui| {
            dialogs::title(ui, cx.t("duplicates-title"));
            ui.add(
                egui::Label::new(
                    RichText::new(cx.t("duplicates-hint"))
                        .text_style(theme::value())
                        .color(color(cx.theme.ink_2)),
                )
                .wrap(),
            );
            ui.add_space(8.0);
            if self.search.is_some() {
                ui.horizontal(|ui| {
                    ui.add(egui::Spinner::new().size(16.0));
                    ui.label(cx.t("duplicates-searching"));
                });
            } else if self.pairs.is_empty() {
                ui.add(egui::Label::new(cx.t("duplicates-none")).wrap());
            } else {
                widgets::caption(ui, cx, cx.text.count("duplicates-count", self.pairs.len()));
            }
            let mut dismissed = None;
            let height = (ctx.content_rect().height() - 320.0).max(PAIR_HEIGHT);
            ScrollArea::vertical().max_height(height).show_rows(
                ui,
                PAIR_HEIGHT,
                self.pairs.len(),
                |ui, shown| {
                    for (at, pair) in self.pairs.iter().enumerate().take(shown.end).skip(shown.start) {
                        ui.push_id((pair.a.as_str(), pair.b.as_str()), |ui| match show_pair(ui, cx, pair) {
                            Answer::None => {}
                            Answer::Dismiss => dismissed = Some(at),
                            Answer::Leave => stays = false,
                        });
                    }
                },
            );
            if let Some(at) = dismissed {
                let pair = self.pairs.remove(at);
                ctx.data_mut(|data| {
                    let set: &mut Dismissed = data.get_temp_mut_or_default(dismissed_id(cx));
                    set.insert((pair.a, pair.b));
                });
            }
            dialogs::buttons(ui, |ui| {
                if widgets::primary_button(ui, cx, cx.t("close")).clicked() {
                    stays = false;
                }
            });
        });
        open.is_some() && stays
    }

    /// Looks for pairs once the dialog opens and after each change of the map.
    fn look(&mut self, ctx: &Context, cx: &Cx<'_>) {
        let version = cx.session.content_version();
        if self.searched != Some(version) {
            self.searched = Some(version);
            let dismissed: Dismissed = ctx.data(|data| data.get_temp(dismissed_id(cx))).unwrap_or_default();
            let map = cx.session.map();
            self.pairs.retain(|pair| map.actor(&pair.a).is_some() && map.actor(&pair.b).is_some());
            if map.actor_count() <= AT_ONCE {
                self.pairs = propose(map, &dismissed);
                self.search = None;
            } else {
                let (map, waker) = (cx.session.snapshot(), ctx.clone());
                self.search =
                    Some(Job::start(move |_| propose(&map, &dismissed), move || waker.request_repaint()));
            }
        }
        if let Some(search) = &self.search {
            match search.poll() {
                Outcome::Running => {}
                Outcome::Done(mut pairs) => {
                    let dismissed: Dismissed =
                        ctx.data(|data| data.get_temp(dismissed_id(cx))).unwrap_or_default();
                    pairs.retain(|pair| !dismissed.contains(&(pair.a.clone(), pair.b.clone())));
                    self.pairs = pairs;
                    self.search = None;
                }
                Outcome::Lost => self.search = None,
            }
        }
    }
}

/// Where the pairs are kept that someone said are two, until the program ends.
fn dismissed_id(cx: &Cx<'_>) -> Id {
    Id::unique(("dismissed duplicates", cx.session.map_id().as_str()))
}

enum Answer {
    None,
    Dismiss,
    Leave,
}

fn show_pair(ui: &mut Ui, cx: &Cx<'_>, pair: &Pair) -> Answer {
    let map = cx.session.map();
    let mut answer = Answer::None;
    let (Some(a), Some(b)) = (map.actor(&pair.a), map.actor(&pair.b)) else { return answer };
    ui.allocate_ui(Vec2::new(ui.available_width(), PAIR_HEIGHT), |ui| {
        ui.set_height(PAIR_HEIGHT);
        Frame::new()
            .stroke(egui::Stroke::new(1.0, color(cx.theme.line)))
            .corner_radius(8)
            .inner_margin(Margin::symmetric(12, 10))
            .show(ui, |ui| {
                ui.set_height(PAIR_HEIGHT - 32.0);
                ui.columns(2, |columns| {
                    let sides = [(&**a, &**b, "duplicates-keep-left"), (&**b, &**a, "duplicates-keep-right")];
                    for (ui, (keep, gone, label)) in columns.iter_mut().zip(sides) {
                        if show_side(ui, cx, keep, gone, label) {
                            answer = Answer::Leave;
                        }
                    }
                });
                ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
                    ui.horizontal(|ui| {
                        let why = why_in_words(cx, &pair.why);
                        ui.label(
                            RichText::new(icon::INFO.to_string()).size(16.0).color(color(cx.theme.ink_2)),
                        );
                        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                            if widgets::link_button(ui, cx, cx.t("duplicates-not")).clicked() {
                                answer = Answer::Dismiss;
                            }
                            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                                let words = RichText::new(why).text_style(egui::TextStyle::Small);
                                ui.add(egui::Label::new(words.color(color(cx.theme.ink_2))).truncate());
                            });
                        });
                    });
                });
            });
    });
    answer
}

/// One actor of a pair with the button that keeps it. `true` where the map is to be looked at.
fn show_side(ui: &mut Ui, cx: &Cx<'_>, keep: &Actor, gone: &Actor, label: &str) -> bool {
    let mut leaves = false;
    let name = widgets::actor_name(cx, keep);
    ui.horizontal(|ui| {
        widgets::glyph(ui, 24.0, &widgets::glyph_of_kind(cx, &keep.kind), true);
        let words = RichText::new(name).text_style(theme::strong());
        let response = ui.add(egui::Button::new(words).frame(false).truncate());
        let show = cx.tr("duplicates-show", &[("name", name.to_owned().into())]);
        let response = response.on_hover_text(&show).on_hover_cursor(egui::CursorIcon::PointingHand);
        if widgets::named(response, egui::Role::Button, &show).clicked() {
            cx.send(Action::WalkTo(Selection::actor(keep.id.clone())));
            leaves = true;
        }
    });
    let degree = cx.session.map().degree(&keep.id);
    let kind = widgets::kind_label(cx, &keep.kind);
    let mut facts = vec![kind];
    if !keep.place.commune.is_empty() {
        facts.push(keep.place.commune.to_string());
    }
    facts.push(cx.text.count("count-links", degree));
    let facts = RichText::new(facts.join(" · ")).text_style(egui::TextStyle::Small);
    ui.add(egui::Label::new(facts.color(color(cx.theme.ink_2))).truncate());
    ui.add_space(4.0);
    let response = ui.horizontal(|ui| widgets::button(ui, cx.t(label))).inner;
    let spoken = format!("{} · {name}", cx.t(label));
    if widgets::named(response, egui::Role::Button, &spoken).clicked() {
        cx.edit(Edit::Merge { keep: keep.id.clone(), gone: gone.id.clone() });
    }
    let taken = taken_by(cx, keep, gone);
    if !taken.is_empty() {
        let words = cx.tr("duplicates-takes", &[("what", taken.join(", ").into())]);
        small_line(ui, words, cx.theme.ink_2);
    }
    let lost = lost_by(cx, keep, gone);
    if !lost.is_empty() {
        let words = cx.tr("duplicates-leaves", &[("what", lost.join(", ").into())]);
        small_line(ui, words, cx.theme.warn);
    }
    leaves
}

/// A small line, whole as a tooltip where it is cut.
fn small_line(ui: &mut Ui, words: String, ink: Rgba) {
    let text = RichText::new(&words).text_style(egui::TextStyle::Small).color(color(ink));
    ui.add(egui::Label::new(text).truncate()).on_hover_text(words);
}

/// What both say differently, in words: the actor that stays keeps its own.
fn lost_by(cx: &Cx<'_>, keep: &Actor, gone: &Actor) -> Vec<String> {
    let differ = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a != b;
    let (mine, theirs) = (&keep.identifiers, &gone.identifiers);
    let numbers = [(&mine.siren, &theirs.siren), (&mine.siret, &theirs.siret), (&mine.rna, &theirs.rna)];
    let confidence = (&keep.provenance.confidence, &gone.provenance.confidence);
    let fields = [
        (keep.kind != gone.kind, FieldName::Kind),
        (differ(&keep.short_name, &gone.short_name), FieldName::ShortName),
        (differ(&keep.acronym, &gone.acronym), FieldName::Acronym),
        (!keep.place.is_empty() && !gone.place.is_empty() && keep.place != gone.place, FieldName::Commune),
        (!keep.period.is_empty() && !gone.period.is_empty() && keep.period != gone.period, FieldName::Start),
        (numbers.iter().any(|(a, b)| differ(a, b)), FieldName::Identifiers),
        (differ(&keep.legal_form, &gone.legal_form), FieldName::LegalForm),
        (differ(&keep.website, &gone.website), FieldName::Website),
        (
            gone.custom.iter().any(|(id, value)| keep.custom.get(id).is_some_and(|mine| mine != value)),
            FieldName::Custom,
        ),
        (matches!(confidence, (Some(a), Some(b)) if a != b), FieldName::Confidence),
    ];
    let fields = fields.into_iter().filter(|(differs, _)| *differs);
    fields.map(|(_, field)| cx.t(describe::field_key(field)).to_owned()).collect()
}

/// What the actor that stays takes from the other, in words.
fn taken_by(cx: &Cx<'_>, keep: &Actor, gone: &Actor) -> Vec<String> {
    let merged = merged_actor(keep, gone);
    let mut taken = Vec::new();
    let links = cx.session.map().degree(&gone.id);
    if links > 0 {
        taken.push(cx.text.count("duplicates-takes-links", links));
    }
    let differs = [
        (merged.aliases != keep.aliases, FieldName::Aliases),
        (merged.short_name != keep.short_name, FieldName::ShortName),
        (merged.acronym != keep.acronym, FieldName::Acronym),
        (merged.place != keep.place, FieldName::Commune),
        (merged.tags != keep.tags, FieldName::Tags),
        (merged.description != keep.description, FieldName::Description),
        (merged.notes != keep.notes, FieldName::Notes),
        (merged.period.start != keep.period.start, FieldName::Start),
        (merged.period.end != keep.period.end, FieldName::End),
        (merged.identifiers != keep.identifiers, FieldName::Identifiers),
        (merged.legal_form != keep.legal_form, FieldName::LegalForm),
        (merged.website != keep.website, FieldName::Website),
        (merged.contacts != keep.contacts, FieldName::Contacts),
        (merged.custom != keep.custom, FieldName::Custom),
        (merged.provenance.sources != keep.provenance.sources, FieldName::Sources),
        (merged.provenance.confidence != keep.provenance.confidence, FieldName::Confidence),
    ];
    let fields = differs.into_iter().filter(|(differs, _)| *differs);
    taken.extend(fields.map(|(_, field)| cx.t(describe::field_key(field)).to_owned()));
    taken
}

fn why_in_words(cx: &Cx<'_>, why: &Why) -> String {
    match why {
        Why::SameNumber(register, number) => {
            let register = match register {
                Register::Siren => "SIREN",
                Register::Siret => "SIRET",
                Register::Rna => "RNA",
            };
            let number = crate::model::identifier::grouped(number);
            cx.tr("duplicates-why-number", &[("register", register.into()), ("number", number.into())])
        }
        Why::SameName => cx.t("duplicates-why-same").to_owned(),
        Why::NearName => cx.t("duplicates-why-near").to_owned(),
        Why::OtherName(name) => cx.tr("duplicates-why-other", &[("name", name.clone().into())]),
        Why::Acronym(name) => cx.tr("duplicates-why-acronym", &[("name", name.clone().into())]),
    }
}
