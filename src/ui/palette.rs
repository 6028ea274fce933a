//! The palette: every command and every actor, found by typing.

use egui::{
    Align, Align2, Context, FontId, Frame, Id, Label, Layout, Margin, Modal, RichText, Role, ScrollArea,
    Stroke, TextEdit, Ui, Vec2, WidgetInfo,
};

use super::canvas;
use super::command::{Command, Group};
use super::cx::{Action, Cx};
use super::search::{self, Lead, Row};
use super::theme::{self, color};
use crate::icons::ui as icon;
use crate::lang::Lang;
use crate::query::{Hit, fold};
use crate::session::Selection;
use crate::text::Text;

/// Actors listed at most; the commands follow.
const MAX_ACTORS: usize = 5;
/// From the top of the window to the palette.
const TOP: f32 = 72.0;
const WIDTH: f32 = 560.0;

/// The palette while it is open.
#[derive(Debug, Default)]
pub struct Palette {
    typed: String,
    chosen: usize,
    /// Whether the field has had the cursor: it asks for it once.
    focused: bool,
    /// Each command with its folded names in both languages; made when the palette opens.
    names: Vec<(Command, String)>,
    lines: Vec<Line>,
    found_for: Option<String>,
}

/// A line of the list.
#[derive(Debug)]
enum Line {
    /// The key of a group's title.
    Title(&'static str),
    /// An actor.
    Actor(Hit),
    /// A command, and whether it can be done now.
    Command(Command, bool),
}

impl Line {
    fn is_item(&self) -> bool {
        !matches!(self, Self::Title(_))
    }
}

impl Palette {
    /// Shows the palette; `false` once it is done with.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> bool {
        if self.names.is_empty() {
            self.names = names();
        }
        self.find(cx);
        let keys = search::take_keys(ctx);
        let items = self.lines.iter().filter(|line| line.is_item()).count();
        self.chosen = search::moved(self.chosen, items, keys.step);
        let id = Id::unique("palette");
        let mut modal = Modal::new(id)
            .area(Modal::default_area(id).anchor(Align2::CENTER_TOP, Vec2::new(0.0, TOP)))
            .frame(Frame::window(&ctx.global_style()).inner_margin(Margin::ZERO).stroke(Stroke::NONE));
        modal.backdrop_color = color(cx.theme.scrim);
        let response = modal.show(ctx, |ui| {
            ui.set_width(WIDTH.min(ctx.content_rect().width() - 48.0));
            ui.spacing_mut().item_spacing.y = 1.0;
            self.field(ui, cx);
            let y = ui.cursor().top();
            let line = Stroke::new(1.0, color(cx.theme.line));
            ui.painter().hline(ui.max_rect().x_range(), y, line);
            ui.add_space(5.0);
            self.find(cx);
            let room = (ctx.content_rect().height() - TOP - 140.0).clamp(160.0, 480.0);
            let clicked = ScrollArea::vertical()
                .max_height(room)
                .min_scrolled_height(room)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    Frame::new()
                        .inner_margin(Margin::symmetric(8, 0))
                        .show(ui, |ui| self.list(ui, cx, keys.step != 0))
                        .inner
                })
                .inner;
            ui.add_space(8.0);
            clicked
        });
        let done = match (response.inner, keys.enter) {
            (Some(at), _) => self.choose(cx, at),
            (None, true) => self.choose(cx, self.chosen),
            (None, false) => keys.escape || response.should_close(),
        };
        if done {
            ctx.memory_mut(|memory| memory.request_focus(canvas::canvas_id()));
        }
        !done
    }

    fn field(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        Frame::new().inner_margin(Margin::symmetric(20, 10)).show(ui, |ui| {
            ui.allocate_ui_with_layout(
                Vec2::new(ui.available_width(), 32.0),
                Layout::right_to_left(Align::Center),
                |ui| {
                    search::key_badge(ui, cx, cx.t("key-escape"));
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let glass = RichText::new(icon::MAGNIFYING_GLASS.to_string()).size(18.0);
                        ui.label(glass.color(color(cx.theme.ink_2)));
                        let hint = RichText::new(cx.t("palette-hint")).color(color(cx.theme.ink_2));
                        let edit = TextEdit::singleline(&mut self.typed)
                            .id(Id::unique("palette field"))
                            .hint_text(hint)
                            .font(FontId::proportional(16.0))
                            .frame(Frame::NONE)
                            .align(Align2::LEFT_CENTER)
                            .event_filter(search::text_keys())
                            .desired_width(ui.available_width());
                        let response = ui.add(edit);
                        let name = cx.t("palette-hint");
                        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
                        if !self.focused {
                            self.focused = true;
                            response.request_focus();
                        }
                        if response.changed() {
                            self.chosen = 0;
                        }
                    });
                },
            );
        });
    }

    /// The list; the item that was clicked, if any.
    fn list(&mut self, ui: &mut Ui, cx: &Cx<'_>, follow: bool) -> Option<usize> {
        let mut clicked = None;
        let moving = ui.input(|input| input.pointer.delta() != Vec2::ZERO);
        let mut at = 0;
        for line in &self.lines {
            let mut shown = match line {
                Line::Title(key) => {
                    ui.add_space(6.0);
                    ui.horizontal(|ui| {
                        ui.add_space(12.0);
                        let title = RichText::new(cx.t(key)).text_style(theme::section());
                        ui.label(title.color(color(cx.theme.ink_2)));
                    });
                    ui.add_space(2.0);
                    continue;
                }
                Line::Actor(hit) => match search::hit_row(cx, hit) {
                    Some(row) => row,
                    // It cannot be gone: the list is of this frame's map. Counted all the same.
                    None => {
                        at += 1;
                        continue;
                    }
                },
                Line::Command(command, enabled) => Row {
                    enabled: *enabled,
                    keys: command.shortcut_text(cx.text),
                    aside: self.aside(cx, *command),
                    ..Row::new(Lead::Icon(command.icon()), command.label(cx))
                },
            };
            shown.chosen = at == self.chosen;
            let response = search::row(ui, cx, &shown);
            if shown.chosen && follow {
                response.scroll_to_me(None);
            }
            if response.hovered() && moving {
                self.chosen = at;
            }
            if response.clicked() {
                clicked = Some(at);
            }
            at += 1;
        }
        if at == 0 {
            ui.add_space(8.0);
            let none = RichText::new(cx.t("palette-none")).text_style(theme::value());
            ui.vertical_centered(|ui| ui.add(Label::new(none.color(color(cx.theme.ink_2))).wrap()));
            ui.add_space(8.0);
        }
        clicked
    }

    /// A command's group, where the list is not in groups and its name needs it.
    fn aside(&self, cx: &Cx<'_>, command: Command) -> String {
        let bare = !self.typed.trim().is_empty() && command.group() == Group::Appearance;
        if bare { cx.t(command.group().key()).to_owned() } else { String::new() }
    }

    fn find(&mut self, cx: &Cx<'_>) {
        if self.found_for.as_deref() == Some(&self.typed) {
            return;
        }
        self.found_for = Some(self.typed.clone());
        self.lines.clear();
        let hits = cx.session.index().search(cx.session.map(), &self.typed, MAX_ACTORS);
        if !hits.is_empty() {
            self.lines.push(Line::Title("palette-actors"));
            self.lines.extend(hits.into_iter().map(Line::Actor));
        }
        let commands = matching(&self.names, &self.typed);
        let enabled = |command: Command| command.is_enabled(cx.session);
        if self.typed.trim().is_empty() {
            for group in Group::ALL {
                self.lines.push(Line::Title(group.key()));
                let of_group = commands.iter().filter(|command| command.group() == group);
                self.lines.extend(enabled_first(of_group.copied(), enabled));
            }
        } else if !commands.is_empty() {
            self.lines.push(Line::Title("palette-commands"));
            self.lines.extend(enabled_first(commands.into_iter(), enabled));
        }
    }

    /// Does an item; `true` where it could be done.
    fn choose(&self, cx: &Cx<'_>, at: usize) -> bool {
        match self.lines.iter().filter(|line| line.is_item()).nth(at) {
            Some(Line::Actor(hit)) => {
                cx.send(Action::WalkTo(Selection::actor(hit.actor.clone())));
                true
            }
            Some(Line::Command(command, true)) => {
                cx.command(*command);
                true
            }
            _ => false,
        }
    }
}

/// Every command but those that make no sense here, with its names in both languages.
fn names() -> Vec<(Command, String)> {
    let texts = Lang::ALL.map(Text::new);
    let listed = |command: &&Command| !matches!(command, Command::Palette | Command::Escape);
    let name = |command: Command| {
        let of = |text: &Text| format!("{} {}", text.get(command.key()), text.get(command.group().key()));
        fold(&texts.iter().map(of).collect::<Vec<_>>().join(" "))
    };
    Command::ALL.iter().filter(listed).map(|command| (*command, name(*command))).collect()
}

/// The commands whose names hold every typed word; those with a name that begins so come first.
fn matching(names: &[(Command, String)], typed: &str) -> Vec<Command> {
    let typed = fold(typed);
    let words: Vec<&str> = typed.split(' ').filter(|word| !word.is_empty()).collect();
    let mut found: Vec<(bool, Command)> = names
        .iter()
        .filter(|(_, name)| words.iter().all(|word| name.contains(word)))
        .map(|(command, name)| {
            let starts = words.iter().all(|word| name.split(' ').any(|part| part.starts_with(word)));
            (!starts, *command)
        })
        .collect();
    // Stable: commands keep their own order.
    found.sort_by_key(|(later, _)| *later);
    found.into_iter().map(|(_, command)| command).collect()
}

fn enabled_first(
    commands: impl Iterator<Item = Command>,
    enabled: impl Fn(Command) -> bool,
) -> impl Iterator<Item = Line> {
    let (can, cannot): (Vec<Command>, Vec<Command>) = commands.partition(|command| enabled(*command));
    let can = can.into_iter().map(|command| Line::Command(command, true));
    can.chain(cannot.into_iter().map(|command| Line::Command(command, false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_in_both_languages_without_accents() {
        let names = names();
        assert_eq!(matching(&names, "retablir"), [Command::Redo]);
        assert!(matching(&names, "REDO").contains(&Command::Redo));
        assert_eq!(matching(&names, "enregistrer sous"), [Command::SaveAs]);
        assert!(matching(&names, "zzz").is_empty());
    }

    #[test]
    fn all_but_two_commands_are_listed() {
        let all = matching(&names(), "");
        assert_eq!(all.len(), Command::ALL.len() - 2);
        assert!(!all.contains(&Command::Palette) && !all.contains(&Command::Escape));
    }

    #[test]
    fn what_cannot_be_done_comes_last() {
        let commands = [Command::Undo, Command::Save, Command::Open];
        let lines: Vec<Line> =
            enabled_first(commands.into_iter(), |command| command != Command::Undo).collect();
        let names: Vec<Command> = lines
            .iter()
            .filter_map(|line| if let Line::Command(command, _) = line { Some(*command) } else { None })
            .collect();
        assert_eq!(names, [Command::Save, Command::Open, Command::Undo]);
    }
}
