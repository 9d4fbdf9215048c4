//! Running other programs, and telling what is going on meanwhile.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::Instant;

use anyhow::{Error, Result, bail};

/// One line for the person who waits.
pub fn say(line: &str) {
    println!("{line}");
    // Children write to the same place, and must not overtake.
    io::stdout().flush().ok();
}

/// What went wrong, in one line.
pub fn complain(error: &Error) {
    eprintln!("error: {error:#}");
}

/// Does every part, also after one has failed: one run tells all there is to mend.
pub fn each(parts: &[(&str, &dyn Fn() -> Result<()>)]) -> Result<()> {
    let mut failed = Vec::new();
    for (name, part) in parts {
        if let Err(error) = part() {
            complain(&error);
            failed.push(*name);
        }
    }
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

/// Does one step of the work and tells what it was and how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    say(&format!("· {what}"));
    let begun = Instant::now();
    let done = work()?;
    say(&format!("  {what}: {:.1} s", begun.elapsed().as_secs_f64()));
    Ok(done)
}

/// Runs a program whose output is worth seeing.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|error| cannot_start(command, error))?;
    succeeded(command, status)
}

/// Runs a program whose output matters only when it fails.
pub fn run_quietly(command: &mut Command) -> Result<()> {
    let output = command.output().map_err(|error| cannot_start(command, error))?;
    if !output.status.success() {
        io::stdout().write_all(&output.stdout)?;
        io::stderr().write_all(&output.stderr)?;
    }
    succeeded(command, output.status)
}

/// What a program prints, without the line end.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| cannot_start(command, error))?;
    if !output.status.success() {
        io::stderr().write_all(&output.stderr)?;
    }
    succeeded(command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// Whether a program is there and ends well.
pub fn works(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

fn succeeded(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    match status.code() {
        Some(code) => bail!("`{}` failed with exit code {code}", shown(command)),
        None => bail!("`{}` was ended by a signal", shown(command)),
    }
}

fn cannot_start(command: &Command, error: io::Error) -> Error {
    let program = command.get_program().to_string_lossy();
    match how_to_install(&program) {
        Some(hint) if error.kind() == io::ErrorKind::NotFound => {
            anyhow::anyhow!("`{program}` was not found; install it with {hint}")
        }
        _ => Error::new(error).context(format!("cannot start `{}`", shown(command))),
    }
}

/// The command that brings a missing tool, for the machine this runs on.
pub fn how_to_install(program: &str) -> Option<&'static str> {
    Some(match program.trim_end_matches(".cmd") {
        "node" | "npm" if cfg!(windows) => "`winget install OpenJS.NodeJS.LTS`",
        "node" | "npm" if cfg!(target_os = "macos") => "`brew install node`",
        "node" | "npm" => "`nvm install --lts`, or your system's package of Node.js 20.19 or newer",
        "rustup" => "the command shown on https://rustup.rs",
        _ => return None,
    })
}

/// The command as it would be typed: cargo names itself with the folder it is in.
fn shown(command: &Command) -> String {
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
        let said = cannot_start(Command::new("npm").arg("ci"), missing).to_string();
        assert!(said.starts_with("`npm` was not found; install it with `"), "{said}");
    }

    #[test]
    fn every_part_is_done_and_the_failed_ones_are_named() {
        let done = std::cell::Cell::new(0);
        let good = || {
            done.set(done.get() + 1);
            Ok(())
        };
        let bad = || bail!("no");
        each(&[("one", &good), ("two", &good)]).unwrap();
        let said = each(&[("one", &bad), ("two", &good), ("three", &bad)]).unwrap_err().to_string();
        assert_eq!((said.as_str(), done.get()), ("failed: one, three", 3));
    }

    #[test]
    fn a_failure_names_the_command_and_its_exit_code() {
        let mut cargo = Command::new("cargo");
        cargo.arg("--no-such-option").stderr(Stdio::null());
        let failed = run(&mut cargo).unwrap_err().to_string();
        assert_eq!(failed, "`cargo --no-such-option` failed with exit code 1");
    }
}
