//! `cargo xtask`: the only build script of the project. It needs cargo and npm, and installs the rest.

mod browser;
mod cli;
mod commands;
mod contributors;
mod demo;
mod lint;
mod node;
mod page;
mod project;
mod rust;
mod serve;
mod shell;
mod size;
mod stamp;
mod test;
mod traps;
mod wasm;

use std::process::ExitCode;

fn main() -> ExitCode {
    let outcome = match cli::parse(lexopt::Parser::from_env()) {
        Ok(command) => commands::carry_out(command),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            shell::complain(&error);
            ExitCode::FAILURE
        }
    }
}
