//! Builds the engine as three WebAssembly modules with their JavaScript bindings, in `pkg/wasm`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::node;
use crate::project::Project;
use crate::rust::{WASM_TARGET, cargo, ensure_wasm_target, rustc};
use crate::shell::{read, run, run_quietly, step};
use crate::stamp::{Stamp, fingerprint};

/// The version of `wasm-bindgen-cli-support` in `xtask/Cargo.toml`, which a test compares with this.
const BINDGEN_VERSION: &str = "0.2.130";

/// The WebAssembly features that the module may use, by their names in rustc and in wasm-opt. Every browser since March
/// 2023 has them. They are listed because wasm-opt with all features writes modules that Chromium refuses.
const FEATURES: [(&str, &str); 7] = [
    ("bulk-memory", "bulk-memory"),
    ("multivalue", "multivalue"),
    ("mutable-globals", "mutable-globals"),
    ("nontrapping-fptoint", "nontrapping-float-to-int"),
    ("reference-types", "reference-types"),
    ("sign-ext", "sign-ext"),
    ("simd128", "simd"),
];

/// A module that is built from the engine's crate.
pub struct Module {
    /// The feature of the crate that has its bindings.
    feature: &'static str,
    /// The name of its files, `<name>.js` and `<name>_bg.wasm`.
    name: &'static str,
}

/// What every visit needs: snapshots, questions, packs.
pub const CORE: Module = Module { feature: "core", name: "geobit" };
/// What is needed when a file is opened.
pub const READERS: Module = Module { feature: "readers", name: "geobit_readers" };
/// What is needed when there are roads.
pub const ROADS: Module = Module { feature: "roads", name: "geobit_roads" };
const MODULES: [&Module; 3] = [&CORE, &READERS, &ROADS];

/// Builds the modules, and the files of the package that are bundled with their bindings, unless they are up to date.
pub fn build(project: &Project) -> Result<()> {
    build_modules(project)?;
    bundle(project)
}

/// Builds `pkg/wasm` unless it is up to date.
fn build_modules(project: &Project) -> Result<()> {
    let lock = fs::read_to_string(project.path("Cargo.lock")).context("cannot read Cargo.lock")?;
    check_versions(&locked_versions(&lock, "wasm-bindgen"))?;
    node::install(project)?;
    ensure_wasm_target(project)?;
    let flags = compiler_flags(project)?;
    let inputs = [
        "src",
        "Cargo.toml",
        "Cargo.lock",
        "rust-toolchain.toml",
        "xtask/src/wasm.rs",
        "node_modules/binaryen/package.json",
    ];
    let inputs: Vec<PathBuf> = inputs.iter().map(|path| project.path(path)).collect();
    let build = fingerprint(&inputs, &[])?;
    let stamp = Stamp {
        name: "wasm",
        inputs,
        settings: flags.join(" "),
        outputs: [vec![project.path("pkg/wasm")], MODULES.map(|module| compiled_module(project, module)).to_vec()]
            .concat(),
        exclude: vec![],
    };
    stamp.refresh(project, "building the engine for WebAssembly", || {
        let bindings = project.target.join("wasm/bindings");
        fs::remove_dir_all(&bindings).ok();
        // A module is finished while the next one is compiled, for which the compiler has use for one processor most of the time.
        thread::scope(|scope| {
            let mut finishing = Vec::new();
            for module in MODULES {
                compile(project, module, &flags, &build)?;
                let bindings = &bindings;
                finishing.push(scope.spawn(move || {
                    bind(project, module, bindings)?;
                    optimise(project, module, bindings)
                }));
            }
            finishing.into_iter().try_for_each(|module| module.join().expect("it does not panic"))
        })?;
        publish(project, &bindings)
    })
}

/// Writes the files of the package that import nothing: its worker and its libraries, with their notices.
fn bundle(project: &Project) -> Result<()> {
    let paths = |paths: &[&str]| -> Vec<PathBuf> { paths.iter().map(|path| project.path(path)).collect() };
    let stamp = Stamp {
        name: "package",
        inputs: paths(&["pkg/src", "pkg/parts", "pkg/build", "pkg/wasm", "pkg/package.json", "package-lock.json"]),
        settings: String::new(),
        outputs: paths(&["pkg/worker.js", "pkg/dist", "pkg/NOTICES.md"]),
        exclude: vec![],
    };
    stamp.refresh(project, "bundling the package", || {
        run_quietly(node::npm(project).args(["run", "build", "--workspace", "pkg"]))
    })
}

/// Checks that the engine uses exactly the version of `wasm-bindgen` that the bindings are generated for.
fn check_versions(locked: &[String]) -> Result<()> {
    match locked {
        [] => bail!("Cargo.lock has no wasm-bindgen; add `wasm-bindgen = \"={BINDGEN_VERSION}\"` to Cargo.toml"),
        [version] if version == BINDGEN_VERSION => Ok(()),
        versions => bail!(
            "Cargo.lock has wasm-bindgen {}, but xtask generates bindings for {BINDGEN_VERSION}; make them the same: \
             `wasm-bindgen` in Cargo.toml, `wasm-bindgen-cli-support` in xtask/Cargo.toml and BINDGEN_VERSION in xtask/src/wasm.rs",
            versions.join(" and ")
        ),
    }
}

/// Returns the versions of a package in Cargo.lock.
fn locked_versions(lock: &str, package: &str) -> Vec<String> {
    let name = format!("name = \"{package}\"");
    lock.split("[[package]]")
        .filter(|entry| entry.lines().any(|line| line == name))
        .filter_map(|entry| entry.lines().find_map(|line| line.strip_prefix("version = ")))
        .map(|version| version.trim_matches('"').to_owned())
        .collect()
}

/// Returns the flags for rustc: those of the user, the features, and replacements for the paths of this machine.
fn compiler_flags(project: &Project) -> Result<Vec<String>> {
    let mut flags = user_flags();
    let features: Vec<_> = FEATURES.iter().map(|(rustc, _)| format!("+{rustc}")).collect();
    flags.push(format!("-Ctarget-feature={}", features.join(",")));
    for (folder, replacement) in local_folders(project)? {
        flags.push(format!("--remap-path-prefix={}={replacement}", folder.display()));
    }
    Ok(flags)
}

fn user_flags() -> Vec<String> {
    let split = |name: &str, separator: char| {
        let flags = env::var(name).ok()?;
        Some(flags.split(separator).filter(|flag| !flag.is_empty()).map(str::to_owned).collect())
    };
    split("CARGO_ENCODED_RUSTFLAGS", '\x1f').or_else(|| split("RUSTFLAGS", ' ')).unwrap_or_default()
}

/// Returns the folders whose paths the compiler would write into the module, and what it writes instead. If several match
/// a path, rustc takes the last one.
fn local_folders(project: &Project) -> Result<Vec<(PathBuf, &'static str)>> {
    let mut folders = Vec::new();
    if let Some(home) = env::home_dir().filter(|home| home.parent().is_some()) {
        folders.push((home.clone(), "home"));
        add_cargo_home(&home.join(".cargo"), &mut folders);
    }
    if let Some(cargo_home) = env::var_os("CARGO_HOME") {
        add_cargo_home(Path::new(&cargo_home), &mut folders);
    }
    folders.push((read(rustc(project).args(["--print", "sysroot"]))?.into(), "rust"));
    folders.push((project.target.clone(), "target"));
    folders.push((project.root.clone(), "geobit"));
    Ok(folders)
}

/// Adds cargo's home and the sources of crates in it, which lie in a folder named after the registry they came from.
fn add_cargo_home(cargo_home: &Path, folders: &mut Vec<(PathBuf, &'static str)>) {
    folders.push((cargo_home.to_owned(), "cargo"));
    let registries = fs::read_dir(cargo_home.join("registry/src")).into_iter().flatten().flatten();
    let mut sources: Vec<_> = registries.map(|entry| (entry.path(), "crates")).collect();
    sources.sort();
    folders.append(&mut sources);
}

/// Compiles a module. `build` is what all modules of a build have in common, and no others: they refuse each other otherwise.
/// Dependencies are compiled once, as they are the same.
fn compile(project: &Project, module: &Module, flags: &[String], build: &str) -> Result<()> {
    let mut cargo = cargo_for_wasm(project, flags, "build");
    run(cargo.args(["--no-default-features", "--features", module.feature]).env("GEOBIT_BUILD", build))?;
    let compiled = project.target.join("wasm").join(WASM_TARGET).join("release/geobit.wasm");
    // Cargo gives all modules the same name.
    fs::copy(compiled, compiled_module(project, module))?;
    Ok(())
}

/// Returns the path of a module as compiled, which still has the names of its functions.
pub fn compiled_module(project: &Project, module: &Module) -> PathBuf {
    project.target.join("wasm").join(format!("{}.wasm", module.feature))
}

/// Runs clippy on the code that is compiled for WebAssembly only. It shares the flags and the folder of the build, so that
/// dependencies are compiled once.
pub fn clippy(project: &Project) -> Result<()> {
    run(cargo_for_wasm(project, &compiler_flags(project)?, "clippy").args(["--", "-D", "warnings"]))
}

fn cargo_for_wasm(project: &Project, flags: &[String], command: &str) -> Command {
    let mut cargo = cargo(project);
    cargo
        .args([command, "--release", "--lib", "--package", "geobit", "--target", WASM_TARGET])
        // Sharing a folder with builds of other flags would make cargo compile everything again each time.
        .arg("--target-dir")
        .arg(project.target.join("wasm"))
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    cargo
}

fn bind(project: &Project, module: &Module, bindings: &Path) -> Result<()> {
    step(&format!("writing the JavaScript bindings of {}", module.name), || {
        Bindgen::new()
            .input_path(compiled_module(project, module))
            .out_name(module.name)
            .web(true)?
            .typescript(true)
            .omit_default_module_path(false)
            // pkg/src/instance.js replaces an instance that failed.
            .reset_state_function(true)
            .generate(bindings)
    })
}

fn optimise(project: &Project, module: &Module, bindings: &Path) -> Result<()> {
    let name = module.name;
    let module = optimised_module(module, bindings);
    let features = FEATURES.iter().map(|(_, binaryen)| format!("--enable-{binaryen}"));
    step(&format!("optimising {name}"), || {
        run_quietly(
            node::script(project, "node_modules/binaryen/bin/wasm-opt")
                .args(["-O3", "--strip-debug", "--strip-producers"])
                .args(features)
                .arg(&module)
                .arg("-o")
                .arg(&module),
        )
    })
}

/// Returns the path of a module in the folder of the bindings.
fn optimised_module(module: &Module, bindings: &Path) -> PathBuf {
    bindings.join(format!("{}_bg.wasm", module.name))
}

/// Moves the finished files to `pkg/wasm`, all at once where the file system allows it.
fn publish(project: &Project, bindings: &Path) -> Result<()> {
    for module in MODULES {
        let code = fs::read(optimised_module(module, bindings))?;
        if let Some((folder, _)) = local_folders(project)?.iter().find(|(folder, _)| contains_path(&code, folder)) {
            bail!(
                "the module {} contains the path {} of this machine; see `local_folders` in xtask/src/wasm.rs",
                module.name,
                folder.display()
            );
        }
    }
    let place = project.path("pkg/wasm");
    fs::remove_dir_all(&place).ok();
    // Renaming fails if the target folder is on another disk.
    fs::rename(bindings, &place).or_else(|_| copy_files(bindings, &place))
}

fn copy_files(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

fn contains_path(module: &[u8], folder: &Path) -> bool {
    let folder = folder.as_os_str().as_encoded_bytes();
    // A shorter path would be found by chance.
    folder.len() >= 4 && module.windows(folder.len()).any(|bytes| bytes == folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n\n\
        [[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"0.2.99\"\n";

    #[test]
    fn versions_in_the_lock_file_are_those_of_exactly_that_package() {
        assert_eq!(locked_versions(LOCK, "wasm-bindgen"), ["0.2.130"]);
        assert_eq!(locked_versions(LOCK, "wasm-bindgen-shared"), ["0.2.99"]);
        assert!(locked_versions(LOCK, "wasm").is_empty());
    }

    #[test]
    fn a_mismatch_names_both_versions() {
        check_versions(&[BINDGEN_VERSION.into()]).unwrap();
        let message = check_versions(&["0.2.99".into()]).unwrap_err().to_string();
        assert!(message.contains("wasm-bindgen 0.2.99") && message.contains(BINDGEN_VERSION), "{message}");
        check_versions(&[]).unwrap_err();
    }

    #[test]
    fn the_linked_bindings_have_the_version_that_is_checked() {
        let lock = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock")).unwrap();
        assert_eq!(locked_versions(&lock, "wasm-bindgen-cli-support"), [BINDGEN_VERSION]);
    }

    #[test]
    fn a_path_of_this_machine_is_found_in_a_module() {
        assert!(contains_path(b"\0asm..panicked at /users/ann/src/lib.rs", Path::new("/users/ann")));
        assert!(!contains_path(b"\0asm..panicked at geobit/src/lib.rs", Path::new("/users/ann")));
    }
}
