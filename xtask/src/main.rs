//! `cargo xtask`: the only build script of the project. It needs cargo and npm, and installs the rest.

mod browser;
mod cli;
mod commands;
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
mod wasm;

/// Stands in until the generator of the demo snapshot lands as `demo.rs`.
mod demo {
    pub fn write(path: &std::path::Path) -> anyhow::Result<()> {
        if !path.exists() {
            std::fs::write(
                path,
                "id,start,end,lon,lat,uncertainty_km,kind,type,subtype,actor1,actor2,fatalities_low,fatalities_best,fatalities_high,country,admin1,place,source,headline\n",
            )?;
        }
        Ok(())
    }
}

use std::process::ExitCode;

fn main() -> ExitCode {
    let outcome = match cli::parse(lexopt::Parser::from_env()) {
        Ok(command) => commands::carry_out(command),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
