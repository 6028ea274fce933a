//! What the system prefers: dark colours, reduced motion. Followed while the window is open.

use std::sync::{Arc, Mutex};

/// What the system said last.
#[derive(Default)]
pub struct SystemPrefs {
    state: Arc<Mutex<State>>,
    subscription: Option<mundy::Subscription>,
}

#[derive(Clone, Copy, Default)]
struct State {
    dark: Option<bool>,
    reduced_motion: bool,
}

impl SystemPrefs {
    /// Starts to listen; the window is drawn again when something changes.
    pub fn watch(&mut self, ctx: &egui::Context) {
        let state = self.state.clone();
        let ctx = ctx.clone();
        let interest = mundy::Interest::ColorScheme | mundy::Interest::ReducedMotion;
        self.subscription = Some(mundy::Preferences::subscribe(interest, move |preferences| {
            let now = State {
                dark: match preferences.color_scheme {
                    mundy::ColorScheme::Dark => Some(true),
                    mundy::ColorScheme::Light => Some(false),
                    mundy::ColorScheme::NoPreference => None,
                },
                reduced_motion: preferences.reduced_motion == mundy::ReducedMotion::Reduce,
            };
            if let Ok(mut state) = state.lock() {
                *state = now;
            }
            ctx.request_repaint();
        }));
    }

    /// Whether it wants dark colours, where it says.
    pub fn dark(&self) -> Option<bool> {
        self.state.lock().ok().and_then(|state| state.dark)
    }

    /// Whether it wants things to keep still.
    pub fn reduced_motion(&self) -> bool {
        self.state.lock().is_ok_and(|state| state.reduced_motion)
    }
}
