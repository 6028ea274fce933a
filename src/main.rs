//! Maillage: the window, or `check` without one.

use std::process::ExitCode;

use maillage::cli;

/// Maps are millions of small texts and lists, made on every core: this allocator packs them closer
/// than the system's, is faster at it, and gives back what a finished job leaves.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Milliseconds for which the allocator keeps what became free: by itself it waits a second, and then
/// for someone to ask for more.
const KEPT_MS: std::ffi::c_long = 10;

/// The allocator's name for that; its Rust side has only those before and after.
const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;

fn keep_little_memory() {
    // SAFETY: it takes no pointer and sets a number the allocator reads when it next looks.
    #[allow(unsafe_code)]
    unsafe {
        libmimalloc_sys::mi_option_set(PURGE_DELAY, KEPT_MS);
    }
}

/// Gives the system what the allocator keeps for later: an idle window needs it no more.
#[cfg(feature = "window")]
fn give_memory_back() {
    // SAFETY: it takes no pointer, may be called on any thread at any time, and touches only memory
    // that nobody holds.
    #[allow(unsafe_code)]
    unsafe {
        libmimalloc_sys::mi_collect(true);
    }
}

fn main() -> ExitCode {
    keep_little_memory();
    let args = cli::parse();
    if let Some(command) = &args.command {
        let status = cli::run(command, &mut std::io::stdout().lock());
        // Nobody reads any more (`maillage check … | head`): nothing is left to be said.
        return status.map_or(ExitCode::FAILURE, ExitCode::from);
    }
    window(args)
}

#[cfg(feature = "window")]
fn window(args: cli::Cli) -> ExitCode {
    use maillage::{job, lang::Lang, text::Text, ui};
    job::after_long_work(give_memory_back);
    let Err(refusal) = ui::run(args.file, args.measure_frames) else { return ExitCode::SUCCESS };
    let text = Text::new(Lang::of_system());
    match refusal {
        ui::Refusal::NoDisplay => eprintln!("{}", text.get("no-display")),
        ui::Refusal::Window(reason) => eprintln!("{}", text.with("no-window", &[("reason", reason.into())])),
    }
    ExitCode::FAILURE
}

#[cfg(not(feature = "window"))]
fn window(_args: cli::Cli) -> ExitCode {
    use maillage::{lang::Lang, text::Text};
    eprintln!("{}", Text::new(Lang::of_system()).get("built-without-window"));
    ExitCode::FAILURE
}
