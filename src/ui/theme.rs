//! The window's look: egui's styles from the tokens of `drawing::theme` and `drawing::metrics`.
//! Both styles are set once; the theme preference chooses between them.

use std::sync::Arc;

use egui::style::{Selection, WidgetVisuals};
use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, Style,
    TextStyle, Vec2, Visuals,
};

use crate::drawing::theme::{Rgba, Theme};

/// The family of strong text.
pub const STRONG: &str = "strong";
/// The family of tabular figures.
pub const TABULAR: &str = "tabular";
/// The family of filled icons (nodes); regular icons stand in every family as a fallback.
pub const ICON_FILL: &str = "icon-fill";

/// A colour as egui wants it.
pub fn color(rgba: Rgba) -> Color32 {
    let [r, g, b, a] = rgba.0;
    Color32::from_rgba_unmultiplied(r, g, b, a)
}

/// 13 px: values and rows.
pub fn value() -> TextStyle {
    TextStyle::Name("value".into())
}

/// 12 px strong: titles of sections.
pub fn section() -> TextStyle {
    TextStyle::Name("section".into())
}

/// 14 px strong: primary buttons and names.
pub fn strong() -> TextStyle {
    TextStyle::Name("strong".into())
}

/// 13 px tabular figures.
pub fn figures() -> TextStyle {
    TextStyle::Name("figures".into())
}

/// 16 px strong: headings of dialogs and panels.
pub fn subtitle() -> TextStyle {
    TextStyle::Name("subtitle".into())
}

/// The strong weight at a size.
pub fn strong_font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(STRONG.into()))
}

/// Filled icons at a size.
pub fn icon_fill_font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(ICON_FILL.into()))
}

/// Puts fonts and both styles in place.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    ctx.set_style_of(egui::Theme::Light, style(Theme::light(), false));
    ctx.set_style_of(egui::Theme::Dark, style(Theme::dark(), true));
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let files: [(&str, &'static [u8]); 5] = [
        ("regular", include_bytes!("../../assets/fonts/Inter-Regular.ttf")),
        ("semibold", include_bytes!("../../assets/fonts/Inter-SemiBold.ttf")),
        ("figures", include_bytes!("../../assets/fonts/Inter-Tabular.ttf")),
        ("icons", include_bytes!("../../assets/fonts/Phosphor-Regular.ttf")),
        ("icons-fill", include_bytes!("../../assets/fonts/Phosphor-Fill.ttf")),
    ];
    for (name, bytes) in files {
        let mut data = FontData::from_static(bytes);
        if name.starts_with("icons") {
            // Phosphor's box is taller than capitals: so set, its middle meets theirs.
            data.tweak.y_offset_factor = 0.03;
        }
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    }
    let families = [
        (FontFamily::Proportional, ["regular", "icons"]),
        (FontFamily::Monospace, ["figures", "icons"]),
        (FontFamily::Name(STRONG.into()), ["semibold", "icons"]),
        (FontFamily::Name(TABULAR.into()), ["figures", "icons"]),
        (FontFamily::Name(ICON_FILL.into()), ["icons-fill", "icons"]),
    ];
    for (family, names) in families {
        fonts.families.insert(family, names.map(str::to_owned).to_vec());
    }
    fonts
}

fn style(theme: &Theme, dark: bool) -> Style {
    let mut style = Style::default();
    let sans = FontFamily::Proportional;
    let strong_family = FontFamily::Name(STRONG.into());
    style.text_styles = [
        (TextStyle::Small, FontId::new(12.0, sans.clone())),
        (TextStyle::Body, FontId::new(14.0, sans.clone())),
        (TextStyle::Button, FontId::new(14.0, sans.clone())),
        (TextStyle::Heading, FontId::new(18.0, strong_family.clone())),
        (TextStyle::Monospace, FontId::new(13.0, FontFamily::Monospace)),
        (value(), FontId::new(13.0, sans)),
        (section(), FontId::new(12.0, strong_family.clone())),
        (strong(), FontId::new(14.0, strong_family.clone())),
        (figures(), FontId::new(13.0, FontFamily::Name(TABULAR.into()))),
        (subtitle(), FontId::new(16.0, strong_family)),
    ]
    .into();
    style.drag_value_text_style = figures();
    style.spacing.item_spacing = Vec2::new(8.0, 4.0);
    style.spacing.button_padding = Vec2::new(12.0, 6.0);
    style.spacing.interact_size = Vec2::new(32.0, 28.0);
    style.spacing.indent = 16.0;
    style.spacing.window_margin = Margin::same(20);
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.combo_height = 320.0;
    style.spacing.tooltip_width = 320.0;
    style.spacing.scroll.floating = true;
    style.interaction.tooltip_delay = 0.4;
    style.interaction.selectable_labels = false;
    style.visuals = visuals(theme, dark);
    style
}

fn visuals(theme: &Theme, dark: bool) -> Visuals {
    let base = if dark { Visuals::dark() } else { Visuals::light() };
    let widget = |fill: Rgba, line: Rgba, text: Rgba| WidgetVisuals {
        bg_fill: color(fill),
        weak_bg_fill: color(fill),
        bg_stroke: Stroke::new(1.0, color(line)),
        corner_radius: CornerRadius::same(6),
        fg_stroke: Stroke::new(1.0, color(text)),
        expansion: 0.0,
    };
    let mut visuals = Visuals { dark_mode: dark, ..base };
    visuals.widgets.noninteractive = widget(theme.panel, theme.line, theme.ink);
    visuals.widgets.inactive = widget(theme.panel, theme.line_strong, theme.ink);
    visuals.widgets.hovered = widget(theme.panel_2, theme.line_strong, theme.ink);
    visuals.widgets.active = widget(theme.accent_soft, theme.accent, theme.ink);
    visuals.widgets.open = widget(theme.accent_soft, theme.accent, theme.ink);
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(color(theme.ink_2));
    visuals.selection =
        Selection { bg_fill: color(theme.accent_soft), stroke: Stroke::new(1.5, color(theme.accent)) };
    visuals.hyperlink_color = color(theme.accent);
    visuals.faint_bg_color = color(theme.panel_2);
    visuals.extreme_bg_color = color(theme.panel_2);
    visuals.text_edit_bg_color = Some(color(theme.panel));
    visuals.code_bg_color = color(theme.panel_2);
    visuals.warn_fg_color = color(theme.warn);
    visuals.error_fg_color = color(theme.danger);
    visuals.window_corner_radius = CornerRadius::same(12);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.window_fill = color(theme.panel);
    visuals.panel_fill = color(theme.panel);
    visuals.window_stroke = Stroke::new(1.0, color(theme.line));
    let shade = |blur, y, alpha: u8| Shadow {
        offset: [0, y],
        blur,
        spread: 0,
        color: Color32::from_black_alpha(alpha),
    };
    visuals.window_shadow = shade(24, 6, if dark { 90 } else { 30 });
    visuals.popup_shadow = shade(8, 2, if dark { 70 } else { 22 });
    visuals.text_cursor.stroke = Stroke::new(1.5, color(theme.accent));
    visuals.striped = false;
    visuals.indent_has_left_vline = false;
    visuals.disabled_alpha = 0.45;
    visuals
}
