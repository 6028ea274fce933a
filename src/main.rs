//! Maillage: the window, or `check` without one.

use std::process::ExitCode;

use maillage::cli;

fn main() -> ExitCode {
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
    use maillage::{lang::Lang, text::Text, ui};
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
