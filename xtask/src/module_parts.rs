//! Lists the crates and modules that make the engine as large as it is.
//!
//! Functions are measured in the module as compiled, which still has their names. The optimiser makes it some percent
//! smaller, and compression leaves about two fifths.

use std::collections::HashMap;
use std::fs;

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::project::Project;
use crate::size::group_digits;
use crate::wasm::{self, Module};

/// How many of the largest parts are listed.
const MAX_LISTED: usize = 10;

/// A crate, or a module of the engine, with the size of its functions.
#[derive(Debug, PartialEq)]
struct Part {
    name: String,
    bytes: u64,
}

#[derive(Debug)]
struct ModuleParts {
    /// The largest part first.
    code: Vec<Part>,
    /// The bytes of texts and tables, which are not attributed to a part.
    data_bytes: u64,
}

/// Returns the largest parts of a module as a table in Markdown.
pub fn table(project: &Project, module: &Module) -> Result<String> {
    let path = wasm::compiled_module(project, module);
    let module = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(parse(&module).context("the compiled module cannot be parsed")?.table())
}

impl ModuleParts {
    fn table(&self) -> String {
        let total = self.data_bytes + sum_bytes(&self.code);
        let mut table = String::from("| part of the engine   |      bytes | share  |\n|---|--:|--:|\n");
        let mut add_row = |name: &str, bytes: u64| {
            let percent = 100.0 * bytes as f64 / total.max(1) as f64;
            table.push_str(&format!("| {name:20} | {:>10} | {percent:4.1} % |\n", group_digits(bytes)));
        };
        let (listed, others) = self.code.split_at(self.code.len().min(MAX_LISTED));
        listed.iter().for_each(|part| add_row(&part.name, part.bytes));
        add_row("other code", sum_bytes(others));
        add_row("data", self.data_bytes);
        table
    }
}

fn sum_bytes(parts: &[Part]) -> u64 {
    parts.iter().map(|part| part.bytes).sum()
}

fn parse(module: &[u8]) -> Result<ModuleParts> {
    let (mut sizes, mut imported_functions, mut data_bytes) = (Vec::new(), 0, 0);
    let mut names = HashMap::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported_functions += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.range().len() as u64),
            Payload::DataSection(section) => data_bytes = section.range().len() as u64,
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
    for (index, bytes) in (imported_functions..).zip(sizes) {
        let name = names.get(&index).copied().unwrap_or_default();
        // These functions describe the exports to the generator of the bindings, which removes them.
        if !name.contains("describe") {
            *sums.entry(part_name(name)).or_default() += bytes;
        }
    }
    let mut code: Vec<Part> = sums.into_iter().map(|(name, bytes)| Part { name, bytes }).collect();
    code.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
    Ok(ModuleParts { code, data_bytes })
}

/// Returns the crate of a function, with the module if it is one of the engine's. A generic function counts where it is
/// written, not where it is used.
fn part_name(mangled: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(mangled));
    let paths = name.split(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == ':'));
    let Some(path) = paths.map(|path| path.trim_start_matches(':')).find(|path| path.contains("::")) else {
        return if name.is_empty() { "without a name".into() } else { "C and bindings".into() };
    };
    let mut segments = path.split("::");
    let (krate, module) = (segments.next().unwrap_or_default(), segments.next().unwrap_or_default());
    // `{impl}` and items of the crate root have no module.
    if krate == "geobit" && module.starts_with(|letter: char| letter.is_lowercase()) {
        return format!("{krate}::{module}");
    }
    krate.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_belong_to_a_crate_and_the_engines_to_a_module() {
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
            assert_eq!(part_name(name), part, "{name}");
        }
    }

    /// Returns a module with one imported function and three of its own: of the crate `a`, for the bindings, and of `b`.
    fn module() -> Vec<u8> {
        let section = |id: u8, content: &[u8]| [&[id, content.len() as u8], content].concat();
        let function = |index: u8, name: &str| [&[index, name.len() as u8], name.as_bytes()].concat();
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
    fn functions_are_summed_by_part_without_descriptions() {
        let parts = parse(&module()).unwrap();
        let part = |name: &str, bytes| Part { name: name.into(), bytes };
        assert_eq!((parts.code, parts.data_bytes), (vec![part("b", 4), part("a", 2)], 0));
    }

    #[test]
    fn the_table_lists_the_largest_parts_and_sums_the_others() {
        let code = (0..12).map(|number| Part { name: format!("p{number}"), bytes: 20 - number }).collect();
        let table = ModuleParts { code, data_bytes: 1000 }.table();
        assert!(table.contains("| p9 ") && !table.contains("| p10 "), "{table}");
        assert!(table.contains("| other code           |         19 |  1.6 % |"), "{table}");
        assert!(table.contains("| data                 |      1,000 | 85.2 % |"), "{table}");
    }

    #[test]
    fn other_bytes_than_a_module_are_refused() {
        parse(b"no module").unwrap_err();
    }
}
