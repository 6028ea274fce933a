//! A text field that completes: offers beneath, walked with the arrows, taken with Enter or a click.

use egui::{
    Align2, FontId, Id, Key, Margin, Modifiers, Popup, PopupCloseBehavior, Rect, Response, RichText, Role,
};
use egui::{ScrollArea, TextEdit, Ui, Vec2, WidgetInfo};

use crate::ui::cx::Cx;
use crate::ui::theme::{self, color};
use crate::ui::widgets::{self, Glyph};

/// Offers are at least so wide: names and what tells them apart are longer than most fields.
const OFFERS: f32 = 340.0;

/// Something offered.
pub(in crate::ui) struct Offer<T> {
    /// What it is.
    pub label: String,
    /// What tells it apart.
    pub detail: String,
    /// How it looks on the map, where it does.
    pub glyph: Option<Glyph>,
    /// What it stands for.
    pub value: T,
}

/// What became of a completing field in a frame.
pub(in crate::ui) struct Completion<T> {
    /// The field.
    pub response: Response,
    /// What was taken from the offers.
    pub chosen: Option<T>,
    /// Whether Enter was pressed on the text as it stands.
    pub entered: bool,
}

/// What a field remembers while its offers are open.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// The offer the arrows stand on.
    at: Option<usize>,
    /// Where the offers were drawn: the field keeps them open while they are being clicked.
    popup: Option<Rect>,
    /// Closed by Escape until the text changes.
    dismissed: bool,
}

/// How a completing field looks and behaves.
pub(in crate::ui) struct Looks<'a> {
    /// Its accessible name.
    pub name: &'a str,
    /// Shown while it is empty.
    pub hint: &'a str,
    /// Small words at its right end.
    pub trailing: &'a str,
    /// Whether Enter takes the first offer at once (a pick), or only one the arrows chose (free text).
    pub picks: bool,
}

/// Shows the field; `offers` is asked only while it has the cursor.
pub(in crate::ui) fn completion<T>(
    ui: &mut Ui,
    cx: &Cx<'_>,
    id: Id,
    looks: &Looks<'_>,
    text: &mut String,
    offers: impl FnOnce(&str) -> Vec<Offer<T>>,
) -> Completion<T> {
    if !cx.may_edit() {
        let response = widgets::read_only_field(ui, cx, id, looks.name, text, widgets::Reads::Line);
        show_trailing(ui, cx, looks, &response);
        return Completion { response, chosen: None, entered: false };
    }
    let mut state: State = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let had_focus = ui.memory(|memory| memory.has_focus(id));
    let pressed = |ui: &mut Ui, key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (mut up, mut down, mut take) = (false, false, false);
    if state.popup.is_some() {
        if pressed(ui, Key::Escape) {
            state.dismissed = true;
        }
        if had_focus {
            up = pressed(ui, Key::ArrowUp);
            down = pressed(ui, Key::ArrowDown);
            if looks.picks || state.at.is_some() {
                take = pressed(ui, Key::Enter);
            }
        }
    }
    let width = ui.available_width();
    let edit = TextEdit::singleline(text)
        .id(id)
        .hint_text(RichText::new(looks.hint).text_style(theme::value()))
        .font(theme::value())
        .margin(Margin::symmetric(8, 5))
        .desired_width(width);
    let response = widgets::quiet_edit(ui, edit);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, looks.name));
    show_trailing(ui, cx, looks, &response);
    if response.changed() || response.gained_focus() {
        state.dismissed = false;
        state.at = None;
    }
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let pointer = ui.input(|input| input.pointer.interact_pos());
    let over_offers = state.popup.zip(pointer).is_some_and(|(popup, at)| popup.contains(at));
    let open = !state.dismissed && !entered && (response.has_focus() || over_offers);
    let mut chosen = None;
    let list = if open { offers(text) } else { Vec::new() };
    if list.is_empty() {
        state.popup = None;
        state.at = None;
    } else {
        let last = list.len() - 1;
        state.at = match state.at {
            None if down => Some(0),
            Some(at) if down => Some((at + 1).min(last)),
            Some(0) | None if up => None,
            Some(at) if up => Some(at - 1),
            at => at.map(|at| at.min(last)),
        };
        let lit = state.at.or(looks.picks.then_some(0));
        let shown = Popup::from_response(&response)
            .open(true)
            .close_behavior(PopupCloseBehavior::IgnoreClicks)
            .gap(2.0)
            .width(response.rect.width().max(OFFERS))
            .show(|ui| {
                let mut clicked = None;
                ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
                    for (place, offer) in list.iter().enumerate() {
                        let row = offer_row(ui, cx, offer, lit == Some(place));
                        if lit == Some(place) && (up || down) {
                            row.scroll_to_me(None);
                        }
                        if row.clicked() {
                            clicked = Some(place);
                        }
                    }
                });
                clicked
            });
        let clicked = shown.as_ref().and_then(|shown| shown.inner);
        state.popup = shown.map(|shown| shown.response.rect);
        let taken = clicked.or(if take { lit } else { None });
        if let Some(place) = taken {
            chosen = list.into_iter().nth(place).map(|offer| offer.value);
            state = State { dismissed: true, ..State::default() };
        }
    }
    ui.data_mut(|data| data.insert_temp(id, state));
    Completion { response, chosen, entered }
}

fn show_trailing(ui: &Ui, cx: &Cx<'_>, looks: &Looks<'_>, field: &Response) {
    if !looks.trailing.is_empty() && !field.has_focus() {
        let at = field.rect.right_center() - Vec2::new(8.0, 0.0);
        let ink = color(cx.theme.ink_2);
        ui.painter().text(at, Align2::RIGHT_CENTER, looks.trailing, FontId::proportional(12.0), ink);
    }
}

fn offer_row<T>(ui: &mut Ui, cx: &Cx<'_>, offer: &Offer<T>, lit: bool) -> Response {
    let has_glyph = offer.glyph.is_some();
    let mut words = egui::text::LayoutJob::default();
    let style = ui.style();
    RichText::new(&offer.label).text_style(theme::value()).color(color(cx.theme.ink)).append_to(
        &mut words,
        style,
        egui::FontSelection::Default,
        egui::Align::Center,
    );
    if !offer.detail.is_empty() {
        RichText::new(format!("  {}", offer.detail)).small().color(color(cx.theme.ink_2)).append_to(
            &mut words,
            style,
            egui::FontSelection::Default,
            egui::Align::Center,
        );
    }
    ui.horizontal(|ui| {
        if let Some(glyph) = &offer.glyph {
            widgets::glyph(ui, 20.0, glyph, true);
        }
        let width = ui.available_width();
        let button = egui::Button::selectable(lit, words).truncate().min_size(Vec2::new(width, 26.0));
        // A column of its own sets the words at the left; in a row they would stand in the middle.
        let response = ui.vertical(|ui| ui.add(button)).inner;
        let name = if has_glyph || offer.detail.is_empty() {
            offer.label.clone()
        } else {
            format!("{} {}", offer.label, offer.detail)
        };
        widgets::named(response, Role::Button, &name)
    })
    .inner
}
