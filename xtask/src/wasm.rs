//! The engine as a WebAssembly module with its JavaScript bindings: `pkg/wasm`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::node;
use crate::project::Project;
use crate::rust::{WASM, cargo, ensure_wasm_target, rustc};
use crate::shell::{read, run, run_quietly, step};
use crate::stamp::Stamp;
use crate::traps;

/// The version of `wasm-bindgen-cli-support` in `xtask/Cargo.toml`; a test holds the two together.
const BINDGEN: &str = "0.2.130";

/// What the module may use of WebAssembly, as rustc and as wasm-opt call it. Every browser since 2023 has these.
/// They are named because wasm-opt with all features writes modules that Chromium refuses.
const FEATURES: [(&str, &str); 7] = [
    ("bulk-memory", "bulk-memory"),
    ("multivalue", "multivalue"),
    ("mutable-globals", "mutable-globals"),
    ("nontrapping-fptoint", "nontrapping-float-to-int"),
    ("reference-types", "reference-types"),
    ("sign-ext", "sign-ext"),
    ("simd128", "simd"),
];

/// How much the compiler may inline. Its own 275 makes the module 4 % larger in brotli, for which the budget has no room.
const INLINE: &str = "-Cllvm-args=-inline-threshold=45";

/// Brings `pkg/wasm` up to date.
pub fn build(project: &Project) -> Result<()> {
    let lock = fs::read_to_string(project.path("Cargo.lock")).context("cannot read Cargo.lock")?;
    check_versions(&locked_version(&lock, "wasm-bindgen"))?;
    node::install(project)?;
    ensure_wasm_target(project)?;
    let flags = compiler_flags(project)?;
    let sources = ["src", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "xtask/src/wasm.rs", "xtask/src/traps.rs"];
    let stamp = Stamp {
        name: "wasm",
        inputs: sources.iter().chain(&["node_modules/binaryen/package.json"]).map(|path| project.path(path)).collect(),
        settings: flags.join(" "),
        outputs: vec![project.path("pkg/wasm"), module_with_names(project)],
        except: vec![],
    };
    stamp.refresh(project, "building the engine for WebAssembly", || {
        let module = compile(project, &flags)?;
        let bound = bind(project, &module)?;
        optimise(project, &bound)?;
        publish(project, &bound)
    })
}

/// The generated bindings fit only a module of exactly their version.
fn check_versions(locked: &[String]) -> Result<()> {
    match locked {
        [] => bail!("Cargo.lock has no wasm-bindgen; add `wasm-bindgen = \"={BINDGEN}\"` to Cargo.toml"),
        [version] if version == BINDGEN => Ok(()),
        versions => bail!(
            "Cargo.lock has wasm-bindgen {}, but xtask writes bindings for {BINDGEN}; make both the same: \
             `wasm-bindgen` in Cargo.toml, `wasm-bindgen-cli-support` in xtask/Cargo.toml and BINDGEN in xtask/src/wasm.rs",
            versions.join(" and ")
        ),
    }
}

/// The versions of a package in Cargo.lock.
fn locked_version(lock: &str, package: &str) -> Vec<String> {
    let name = format!("name = \"{package}\"");
    lock.split("[[package]]")
        .filter(|entry| entry.lines().any(|line| line == name))
        .filter_map(|entry| entry.lines().find_map(|line| line.strip_prefix("version = ")))
        .map(|version| version.trim_matches('"').to_owned())
        .collect()
}

/// The user's own flags, the features, and names for this machine's folders that every machine shares.
fn compiler_flags(project: &Project) -> Result<Vec<String>> {
    let mut flags = own_flags();
    flags.push(INLINE.into());
    let features: Vec<_> = FEATURES.iter().map(|(rustc, _)| format!("+{rustc}")).collect();
    flags.push(format!("-Ctarget-feature={}", features.join(",")));
    for (folder, name) in folders(project)? {
        flags.push(format!("--remap-path-prefix={}={name}", folder.display()));
    }
    Ok(flags)
}

fn own_flags() -> Vec<String> {
    let split = |name: &str, separator: char| {
        let flags = env::var(name).ok()?;
        Some(flags.split(separator).filter(|flag| !flag.is_empty()).map(str::to_owned).collect())
    };
    split("CARGO_ENCODED_RUSTFLAGS", '\x1f').or_else(|| split("RUSTFLAGS", ' ')).unwrap_or_default()
}

/// The folders whose paths the compiler would write into the module, and what to write instead. Of two that fit, the
/// later one counts.
fn folders(project: &Project) -> Result<Vec<(PathBuf, &'static str)>> {
    let mut folders = Vec::new();
    if let Some(home) = env::home_dir().filter(|home| home.parent().is_some()) {
        folders.push((home.clone(), "home"));
        folders.push((home.join(".cargo"), "cargo"));
    }
    if let Some(cargo_home) = env::var_os("CARGO_HOME") {
        folders.push((cargo_home.into(), "cargo"));
    }
    folders.push((read(rustc(project).args(["--print", "sysroot"]))?.into(), "rust"));
    folders.push((project.target.clone(), "target"));
    folders.push((project.root.clone(), "geobit"));
    Ok(folders)
}

fn compile(project: &Project, flags: &[String]) -> Result<PathBuf> {
    run(&mut cargo_for_wasm(project, flags, "build"))?;
    Ok(module_with_names(project))
}

/// The module as the compiler leaves it, with the names of its functions.
pub fn module_with_names(project: &Project) -> PathBuf {
    project.target.join("wasm").join(WASM).join("release/geobit.wasm")
}

/// Clippy on what only the module has. It shares the flags and the folder of the build, and so the compiled macros.
pub fn clippy(project: &Project) -> Result<()> {
    run(cargo_for_wasm(project, &compiler_flags(project)?, "clippy").args(["--", "-D", "warnings"]))
}

fn cargo_for_wasm(project: &Project, flags: &[String], command: &str) -> Command {
    let mut cargo = cargo(project);
    cargo
        .args([command, "--release", "--lib", "--package", "geobit", "--target", WASM])
        // A folder of its own: with other flags in turn, cargo would compile everything anew each time.
        .arg("--target-dir")
        .arg(project.target.join("wasm"))
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    cargo
}

fn bind(project: &Project, module: &Path) -> Result<PathBuf> {
    let bound = project.target.join("wasm/bindings");
    fs::remove_dir_all(&bound).ok();
    step("writing the JavaScript bindings", || {
        let mut output = Bindgen::new()
            .input_path(module)
            .out_name("geobit")
            .web(true)?
            .typescript(true)
            .omit_default_module_path(false)
            // `traps` knows functions by their names as the compiler wrote them.
            .demangle(false)
            // The package replaces an instance that trapped: pkg/src/instance.js.
            .reset_state_function(true)
            .generate_output()?;
        traps::without_words(output.wasm_mut());
        traps::without_endless_angles(output.wasm_mut());
        output.emit(&bound)
    })?;
    Ok(bound)
}

fn optimise(project: &Project, bound: &Path) -> Result<()> {
    let module = bound.join("geobit_bg.wasm");
    let features = FEATURES.iter().map(|(_, binaryen)| format!("--enable-{binaryen}"));
    step("optimising the module", || {
        run_quietly(
            node::script(project, "node_modules/binaryen/bin/wasm-opt")
                .args([
                    // Functions with one caller are the compiler's to inline: twice is 2 % more.
                    "-O3",
                    "--converge",
                    // Nothing but the end of the stack lies in the first 1,024 bytes: constants may go into the offsets
                    // of loads and stores.
                    "--low-memory-unused",
                    "--one-caller-inline-max-function-size=0",
                    "--strip-debug",
                    "--strip-producers",
                ])
                .args(features)
                .arg(&module)
                .arg("-o")
                .arg(&module),
        )
    })
}

/// Puts the finished files in place, all at once as far as a reader can tell.
fn publish(project: &Project, bound: &Path) -> Result<()> {
    let module = fs::read(bound.join("geobit_bg.wasm"))?;
    if let Some((folder, _)) = folders(project)?.iter().find(|(folder, _)| names(&module, folder)) {
        bail!("the module names the folder {} of this machine; see `folders` in xtask/src/wasm.rs", folder.display());
    }
    let place = project.path("pkg/wasm");
    fs::remove_dir_all(&place).ok();
    fs::rename(bound, &place).or_else(|_| copy_files(bound, &place))
}

/// For a target folder on another disk.
fn copy_files(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

fn names(module: &[u8], folder: &Path) -> bool {
    let folder = folder.as_os_str().as_encoded_bytes();
    // A shorter one would be found by chance.
    folder.len() >= 4 && module.windows(folder.len()).any(|bytes| bytes == folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n\n\
        [[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"0.2.99\"\n";

    #[test]
    fn the_lock_file_tells_the_version_of_exactly_that_package() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), ["0.2.130"]);
        assert_eq!(locked_version(LOCK, "wasm-bindgen-shared"), ["0.2.99"]);
        assert!(locked_version(LOCK, "wasm").is_empty());
    }

    #[test]
    fn a_mismatch_names_both_versions() {
        check_versions(&[BINDGEN.into()]).unwrap();
        let said = check_versions(&["0.2.99".into()]).unwrap_err().to_string();
        assert!(said.contains("wasm-bindgen 0.2.99") && said.contains(BINDGEN), "{said}");
        check_versions(&[]).unwrap_err();
    }

    #[test]
    fn the_linked_bindings_are_of_the_version_that_is_compared() {
        let lock = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock")).unwrap();
        assert_eq!(locked_version(&lock, "wasm-bindgen-cli-support"), [BINDGEN]);
    }

    #[test]
    fn a_folder_of_this_machine_is_found_in_a_module() {
        assert!(names(b"\0asm..panicked at /users/ann/src/lib.rs", Path::new("/users/ann")));
        assert!(!names(b"\0asm..panicked at geobit/src/lib.rs", Path::new("/users/ann")));
    }
}
