//! Which parts of the code make the engine as large as it is: what to look at when it is over its budget.
//!
//! Functions are counted in the module as the compiler leaves it, which still has their names; the optimiser makes it
//! some percent smaller, and compression leaves about two fifths.

use std::collections::HashMap;
use std::fs;

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::project::Project;
use crate::size::grouped;
use crate::wasm;

/// How many of the largest parts are told.
const TOLD: usize = 10;

/// A crate, or a module of the engine, with the bytes of its functions.
#[derive(Debug, PartialEq)]
struct Part {
    name: String,
    bytes: u64,
}

#[derive(Debug)]
struct Parts {
    /// The largest one first.
    code: Vec<Part>,
    /// Texts and tables, of whatever part.
    data: u64,
}

/// The largest parts as a table in Markdown, which is read as well on a terminal.
pub fn table(project: &Project) -> Result<String> {
    let path = wasm::module_with_names(project);
    let module = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(parts(&module).context("the compiled module cannot be taken apart")?.table())
}

impl Parts {
    fn table(&self) -> String {
        let whole = self.data + self.code.iter().map(|part| part.bytes).sum::<u64>();
        let mut table = String::from("| part of the engine   | bytes, raw | share  |\n|---|--:|--:|\n");
        let mut line = |name: &str, bytes: u64| {
            let share = 100.0 * bytes as f64 / whole.max(1) as f64;
            table.push_str(&format!("| {name:20} | {:>10} | {share:4.1} % |\n", grouped(bytes)));
        };
        let told = self.code.len().min(TOLD);
        self.code[..told].iter().for_each(|part| line(&part.name, part.bytes));
        line("other code", self.code[told..].iter().map(|part| part.bytes).sum());
        line("data", self.data);
        table
    }
}

fn parts(module: &[u8]) -> Result<Parts> {
    let (mut sizes, mut imported, mut data) = (Vec::new(), 0, 0);
    let mut names = HashMap::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.range().len() as u64),
            Payload::DataSection(section) => data = section.range().len() as u64,
            Payload::CustomSection(section) => {
                let KnownCustom::Name(subsections) = section.as_known() else { continue };
                for subsection in subsections {
                    if let Name::Function(functions) = subsection? {
                        for function in functions {
                            let function = function?;
                            names.insert(function.index, function.name);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let mut sums = HashMap::<String, u64>::new();
    for (number, bytes) in (imported..).zip(sizes) {
        let name = names.get(&number).copied().unwrap_or_default();
        // They tell the generator of the bindings what to write, and go when it is done.
        if !name.contains("describe") {
            *sums.entry(part_of(name)).or_default() += bytes;
        }
    }
    let mut code: Vec<Part> = sums.into_iter().map(|(name, bytes)| Part { name, bytes }).collect();
    code.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
    Ok(Parts { code, data })
}

/// The crate of a function, of the engine the module. What is generic counts where it is written, not where it is used.
fn part_of(mangled: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(mangled));
    let paths = name.split(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == ':'));
    let Some(path) = paths.map(|path| path.trim_start_matches(':')).find(|path| path.contains("::")) else {
        return if name.is_empty() { "without a name".into() } else { "C and bindings".into() };
    };
    let mut steps = path.split("::");
    let (krate, module) = (steps.next().unwrap_or_default(), steps.next().unwrap_or_default());
    // `{impl}` and what lies in the crate itself have no module.
    if krate == "geobit" && module.starts_with(|letter: char| letter.is_lowercase()) {
        return format!("{krate}::{module}");
    }
    krate.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_belong_to_a_crate_and_ours_to_a_module() {
        for (name, part) in [
            ("_ZN6geobit5route5route17h1fb6225ded15459eE", "geobit::route"),
            (
                "_ZN63_$LT$geobit..decimal..Decimal$u20$as$u20$core..fmt..Display$GT$3fmt17h4070be48211a1ab1E",
                "geobit::decimal",
            ),
            ("_ZN44_$LT$$RF$T$u20$as$u20$core..fmt..Display$GT$3fmt17h65b97f7e41cfe6c4E", "core"),
            ("_ZN45_$LT$f64$u20$as$u20$zmij..private..Sealed$GT$20write_to_zmij_buffer17h65b97f7e41cfe6c4E", "zmij"),
            ("_RNvNtNtNtNtCsgXGp5Oqx2Ny_4core3num7flt2dec8strategy6dragon12format_exact", "core"),
            ("memcpy", "C and bindings"),
            ("", "without a name"),
        ] {
            assert_eq!(part_of(name), part, "{name}");
        }
    }

    /// A module of one imported and three own functions: of the crate `a`, for the bindings, and of `b`.
    fn module() -> Vec<u8> {
        let section = |id: u8, content: &[u8]| [&[id, content.len() as u8], content].concat();
        let function = |number: u8, name: &str| [&[number, name.len() as u8], name.as_bytes()].concat();
        let names = [
            &[4][..],
            &function(0, "_ZN1z1fE"),
            &function(1, "_ZN1a1fE"),
            &function(2, "_ZN1a8describeE"),
            &function(3, "_ZN1b1fE"),
        ]
        .concat();
        [
            b"\0asm\x01\0\0\0".to_vec(),
            section(1, &[1, 0x60, 0, 0]),
            section(2, &[1, 1, b'm', 1, b'f', 0, 0]),
            section(3, &[3, 0, 0, 0]),
            section(10, &[3, 2, 0, 0x0B, 2, 0, 0x0B, 4, 0, 1, 1, 0x0B]),
            section(0, &[&[4][..], b"name", &section(1, &names)].concat()),
        ]
        .concat()
    }

    #[test]
    fn functions_are_summed_up_and_descriptions_left_out() {
        let parts = parts(&module()).unwrap();
        let part = |name: &str, bytes| Part { name: name.into(), bytes };
        assert_eq!((parts.code, parts.data), (vec![part("b", 4), part("a", 2)], 0));
    }

    #[test]
    fn the_table_tells_the_largest_and_sums_up_the_rest() {
        let code = (0..12).map(|number| Part { name: format!("p{number}"), bytes: 20 - number }).collect();
        let table = Parts { code, data: 1000 }.table();
        assert!(table.contains("| p9 ") && !table.contains("| p10 "), "{table}");
        assert!(table.contains("| other code           |         19 |  1.6 % |"), "{table}");
        assert!(table.contains("| data                 |      1,000 | 85.2 % |"), "{table}");
    }

    #[test]
    fn what_is_no_module_is_refused() {
        parts(b"no module").unwrap_err();
    }
}
