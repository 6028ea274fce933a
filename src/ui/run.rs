//! Starting the window, or saying in one sentence why there can be none.

use std::path::PathBuf;

use super::App;
use crate::lang::Lang;
use crate::recovery;
use crate::text::Text;

/// The application's id: what desktops match the window with its icon and entry by.
pub const APP_ID: &str = "org.maillage.Maillage";

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The session has no screen.
    #[error("no display")]
    NoDisplay,
    /// The window or the GPU could not be had.
    #[error("{0}")]
    Window(String),
}

/// Opens the window and comes back once it is closed. With `tour_secs` the camera moves by itself
/// and frames are counted, so many seconds for each part.
///
/// # Errors
/// Where there is no display, or no way to draw on it.
pub fn run(file: Option<PathBuf>, tour_secs: Option<f64>) -> Result<(), Refusal> {
    if !has_display() {
        return Err(Refusal::NoDisplay);
    }
    say_where_work_is_on_panic();
    let icon = image::load_from_memory(include_bytes!("../../assets/icons/maillage-256.png")).map(|icon| {
        let icon = icon.into_rgba8();
        egui::IconData { width: icon.width(), height: icon.height(), rgba: icon.into_raw() }
    });
    let mut viewport = egui::ViewportBuilder::default()
        .with_app_id(APP_ID)
        .with_title("Maillage")
        .with_inner_size([1380.0, 840.0])
        .with_min_inner_size([960.0, 600.0])
        .with_drag_and_drop(true);
    if let Ok(icon) = icon {
        viewport = viewport.with_icon(icon);
    }
    let mut wgpu_options = egui_wgpu::WgpuConfiguration::default();
    if let egui_wgpu::WgpuSetup::CreateNew(setup) = &mut wgpu_options.wgpu_setup {
        let usual = setup.device_descriptor.clone();
        // A window draws from few buffers: large blocks ahead of need would mostly stay empty. What
        // is larger than a block gets just what it needs.
        setup.device_descriptor = std::sync::Arc::new(move |adapter| egui_wgpu::wgpu::DeviceDescriptor {
            memory_hints: egui_wgpu::wgpu::MemoryHints::Manual {
                suballocated_device_memory_block_size: (2 << 20)..(4 << 20),
            },
            ..usual(adapter)
        });
    }
    let options = eframe::NativeOptions {
        viewport,
        wgpu_options,
        renderer: eframe::Renderer::Wgpu,
        system_font_fallback: true,
        persist_window: true,
        dithering: false,
        ..Default::default()
    };
    let app = move |cc: &eframe::CreationContext<'_>| {
        let mut app = App::new(cc, file);
        app.trust_clear_color();
        if let Some(secs) = tour_secs {
            app.start_tour(secs);
        }
        app
    };
    eframe::run_native(APP_ID, options, Box::new(|cc| Ok(Box::new(app(cc))))).map_err(|error| match error {
        // A display is named, and nothing answers there.
        eframe::Error::WinitEventLoop(_) => Refusal::NoDisplay,
        other => Refusal::Window(other.to_string()),
    })
}

/// Brings journals to the disk before anything else is said of a panic, and says where they are: in a
/// note for the next start, and on the terminal where there is one.
fn say_where_work_is_on_panic() {
    recovery::guard_against_panics(recovery::Store::of_user(), |store, crash| {
        if crash.whole {
            let text = Text::new(Lang::of_system());
            let folder = store.recovery().display().to_string();
            eprintln!("{}", text.with("panic-journal", &[("folder", folder.into())]));
        }
    });
}

/// Whether the session has a screen. On Linux winit's own answer is an unreadable chain.
fn has_display() -> bool {
    if !cfg!(all(unix, not(target_os = "macos"))) {
        return true;
    }
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
