//! Runs other programs and prints what is going on.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::Instant;

use anyhow::{Error, Result, bail};

/// Prints one line at once.
pub fn print_line(line: &str) {
    println!("{line}");
    // Child processes write to the same output and must not overtake this line.
    io::stdout().flush().ok();
}

/// Prints an error with its causes in one line.
pub fn print_error(error: &Error) {
    eprintln!("error: {error:#}");
}

/// Runs all parts even after one has failed, so that one run reports every failure.
pub fn run_all(parts: &[(&str, &dyn Fn() -> Result<()>)]) -> Result<()> {
    let mut failed = Vec::new();
    for (name, part) in parts {
        if let Err(error) = part() {
            print_error(&error);
            failed.push(*name);
        }
    }
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

/// Runs one step of the work, and prints its name and how long it took.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    print_line(&format!("· {name}"));
    let start = Instant::now();
    let result = work()?;
    print_line(&format!("  {name}: {:.1} s", start.elapsed().as_secs_f64()));
    Ok(result)
}

/// Runs a program and shows its output.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|error| cannot_start(command, error))?;
    check_status(command, status)
}

/// Runs a program and shows its output only if it fails.
pub fn run_quietly(command: &mut Command) -> Result<()> {
    let output = command.output().map_err(|error| cannot_start(command, error))?;
    if !output.status.success() {
        io::stdout().write_all(&output.stdout)?;
        io::stderr().write_all(&output.stderr)?;
    }
    check_status(command, output.status)
}

/// Runs a program and returns what it prints, without trailing white space.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| cannot_start(command, error))?;
    if !output.status.success() {
        io::stderr().write_all(&output.stderr)?;
    }
    check_status(command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// Returns whether a program exists and succeeds.
pub fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

fn check_status(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    match status.code() {
        Some(code) => bail!("`{}` failed with exit code {code}", format_command(command)),
        None => bail!("`{}` was killed by a signal", format_command(command)),
    }
}

fn cannot_start(command: &Command, error: io::Error) -> Error {
    let program = command.get_program().to_string_lossy();
    match install_hint(&program) {
        Some(hint) if error.kind() == io::ErrorKind::NotFound => {
            anyhow::anyhow!("`{program}` was not found; install it with {hint}")
        }
        _ => Error::new(error).context(format!("cannot start `{}`", format_command(command))),
    }
}

/// Returns the command that installs a missing tool on this system.
pub fn install_hint(program: &str) -> Option<&'static str> {
    Some(match program.trim_end_matches(".cmd") {
        "node" | "npm" if cfg!(windows) => "`winget install OpenJS.NodeJS.LTS`",
        "node" | "npm" if cfg!(target_os = "macos") => "`brew install node`",
        "node" | "npm" => "`nvm install --lts`, or your system's package of Node.js 20.19 or newer",
        "rustup" => "the command shown on https://rustup.rs",
        _ => return None,
    })
}

/// Formats a command as a person would type it, without the folder of the program.
fn format_command(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let words = std::iter::once(program.file_name().unwrap_or_default()).chain(command.get_args());
    let line: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    line.join(" ")
}

#[cfg(test)]
mod tests {
    use std::process::Stdio;

    use super::*;

    #[test]
    fn a_missing_tool_is_named_with_the_command_that_installs_it() {
        let missing = io::Error::from(io::ErrorKind::NotFound);
        let message = cannot_start(Command::new("npm").arg("ci"), missing).to_string();
        assert!(message.starts_with("`npm` was not found; install it with `"), "{message}");
    }

    #[test]
    fn all_parts_run_and_the_failed_ones_are_named() {
        let runs = std::cell::Cell::new(0);
        let good = || {
            runs.set(runs.get() + 1);
            Ok(())
        };
        let bad = || bail!("no");
        run_all(&[("one", &good), ("two", &good)]).unwrap();
        let message = run_all(&[("one", &bad), ("two", &good), ("three", &bad)]).unwrap_err().to_string();
        assert_eq!((message.as_str(), runs.get()), ("failed: one, three", 3));
    }

    #[test]
    fn a_failure_names_the_command_and_its_exit_code() {
        let mut cargo = Command::new("cargo");
        cargo.arg("--no-such-option").stderr(Stdio::null());
        let message = run(&mut cargo).unwrap_err().to_string();
        assert_eq!(message, "`cargo --no-such-option` failed with exit code 1");
    }
}
