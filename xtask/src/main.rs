//! `cargo xtask`, the only build script of the project. It needs cargo and npm, and installs everything else.

mod advisories;
mod browser;
mod browsers;
mod cli;
mod commands;
mod fuzz;
mod interop;
mod lint;
mod module_parts;
mod mutants;
mod node;
mod packaging;
mod page;
mod project;
mod python;
mod reproduce;
mod rust;
mod scale;
mod serve;
mod shell;
mod size;
mod stamp;
mod test;
mod wasm;

use std::process::ExitCode;

fn main() -> ExitCode {
    let outcome = match cli::parse(lexopt::Parser::from_env()) {
        Ok(command) => commands::execute(command),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            shell::print_error(&error);
            ExitCode::FAILURE
        }
    }
}
