//! The program `tandem`: the window, or one command of the command line.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;

use tandem::app::clock::SystemClock;
use tandem::app::comfort::Comfort;
use tandem::app::command_line::engine;
use tandem::cli::{Args, Exit, run};
use tandem::domain::rules::Rules;
use tandem::ui;

fn main() -> ExitCode {
    tandem::app::process::keep_memory_private();
    let args = Args::parse();
    let Some(dir) = args.vault.clone().or_else(default_vault) else {
        return complain("This machine names no data folder. Say where the vault is with --vault DIR");
    };
    let exit = args
        .command
        .as_ref()
        .map_or(Exit::Window, |command| run(&args, command, &dir));
    if exit == Exit::Window {
        window(&args, &dir)
    } else {
        exit.code()
    }
}

/// The platform's data folder.
fn default_vault() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "tandem").map(|dirs| dirs.data_dir().join("vault"))
}

fn window(args: &Args, dir: &Path) -> ExitCode {
    let comfort_file = Comfort::file();
    let comfort = comfort_file.as_deref().map(Comfort::read).unwrap_or_default();
    let asked = args.theme.clone().unwrap_or_else(|| comfort.theme.clone());
    let theme = match asked.as_str() {
        "light" => ui::theme::Theme::Light,
        "dark" => ui::theme::Theme::Dark,
        "night" => ui::theme::Theme::Night,
        _ => return complain("The themes are light, dark and night"),
    };
    let clock = Arc::new(SystemClock);
    let engine = match engine(dir, Arc::clone(&clock) as Arc<_>) {
        Ok(engine) => engine,
        Err(problem) => return complain(&problem.to_string()),
    };
    let rules = match Rules::embedded() {
        Ok(rules) => Arc::new(rules),
        Err(error) => return complain(&error.to_string()),
    };
    let training = tandem::app::command_line::is_training(dir);
    match ui::open(ui::Options {
        engine,
        clock,
        rules,
        theme,
        comfort,
        comfort_file,
        training,
    }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => complain(&format!(
            "The window could not be opened: {error}. On a machine without a display, use the commands: tandem --help"
        )),
    }
}

#[expect(clippy::print_stderr, reason = "there is no window to say it in")]
fn complain(words: &str) -> ExitCode {
    eprintln!("{words}");
    ExitCode::from(2)
}
