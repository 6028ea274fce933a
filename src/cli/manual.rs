//! The manual: man pages and shell completions, made from the same definitions as `--help`. They are
//! committed in `assets/`, for whoever packages Maillage.

use std::io;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::Cli;

/// Every file of the manual: its path within `assets/`, and its text.
///
/// # Errors
/// None that writing to memory is known to give.
pub fn files() -> io::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    let mut command = Cli::command();
    command.build();
    for (shell, name) in [
        (Shell::Bash, "maillage.bash"),
        (Shell::Zsh, "_maillage"),
        (Shell::Fish, "maillage.fish"),
        (Shell::PowerShell, "_maillage.ps1"),
    ] {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut command.clone(), "maillage", &mut script);
        files.push((format!("completions/{name}"), text(script)));
    }
    let subcommands = command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help");
    for sub in subcommands.cloned() {
        let name = format!("maillage-{}", sub.get_name());
        let page = page(sub)?;
        files.push((format!("man/{name}.1"), page));
    }
    files.push(("man/maillage.1".to_owned(), page(command)?));
    Ok(files)
}

fn page(command: clap::Command) -> io::Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).manual("Maillage").render(&mut page)?;
    Ok(text(page))
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_speaks_of_every_command() {
        let files = files().expect("memory can be written to");
        let page = |name: &str| files.iter().find(|(path, _)| path == name).map(|(_, text)| text.as_str());
        let main = page("man/maillage.1").expect("there is a main page");
        for sub in ["check", "layout", "diff", "merge", "convert", "generate"] {
            assert!(main.contains(sub) && page(&format!("man/maillage-{sub}.1")).is_some(), "{sub}");
        }
        let convert = page("man/maillage-convert.1").unwrap_or_default();
        assert!(convert.contains("audience") && convert.contains("A0\\-landscape"), "{convert}");
        assert!(page("completions/maillage.bash").is_some_and(|script| script.contains("--no-legend")));
    }
}
