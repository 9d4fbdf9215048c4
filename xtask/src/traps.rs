//! Panics as bare traps.
//!
//! Nobody reads the words of a panic in WebAssembly: the standard library has no place to print them, and the package sees a
//! trap either way (`engineFailed`). So what writes them is replaced by the trap at its end, and the optimiser drops the
//! words and the places in the source that each call had to bring: 2 % of the module.

use std::collections::{HashMap, HashSet};

use walrus::ir::{Call, Const, Instr, InstrLocId, Unreachable, Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, DataKind, FunctionId, Module};

/// Functions of the standard library that never return, or whose answers only those use: by the beginning of their names,
const BEGINNINGS: [&str; 6] = [
    "core::panicking::",
    "core::cell::panic_",
    "core::slice::index::slice_index_fail",
    "core::str::slice_error_fail",
    "std::panicking::",
    "<std::panicking::",
];
/// or by the end.
const ENDS: [&str; 7] = [
    "::unwrap_failed",
    "::expect_failed",
    "::assert_failed",
    "::handle_error",
    "::panic_poisoned",
    "::panic_on_ord_violation",
    "::rust_begin_unwind",
];

/// Leaves nothing but a trap of all that tells of a panic. The module must have its names as the compiler wrote them.
pub fn without_words(module: &mut Module) {
    let telling: HashSet<FunctionId> = module
        .funcs
        .iter_local()
        .map(|(id, _)| id)
        .filter(|id| module.funcs.get(*id).name.as_deref().is_some_and(tells_of_a_panic))
        .collect();
    blank_places(module, &telling);
    for id in telling {
        let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
        let entry = function.entry_block();
        function.block_mut(entry).instrs = vec![(Instr::Unreachable(Unreachable {}), Default::default())];
    }
}

/// The last argument of a panic is the address of its place in the source: four numbers, of which the first two are the
/// address and the length of a path. Where nothing else uses that address, both are overwritten with zeros, which
/// compress to nothing.
fn blank_places(module: &mut Module, telling: &HashSet<FunctionId>) {
    let mut used = Used { telling, before: None, constants: HashMap::new() };
    for (_, function) in module.funcs.iter_local() {
        dfs_in_order(&mut used, function, function.entry_block());
    }
    let only_places = used.constants.iter().filter(|(_, uses)| uses.all == uses.as_place);
    let places: Vec<u32> = only_places.map(|(address, _)| *address as u32).collect();
    let mut paths = Vec::new();
    for place in places {
        if let Some(bytes) = memory(module, place, 16) {
            let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("these are four bytes"));
            paths.push((number(0), number(4)));
            bytes.fill(0);
        }
    }
    for (address, length) in paths {
        if let Some(path) = memory(module, address, length as usize).filter(|path| path.ends_with(b".rs")) {
            path.fill(0);
        }
    }
}

/// The bytes that memory begins with, where one segment has them all.
fn memory(module: &mut Module, address: u32, length: usize) -> Option<&mut [u8]> {
    let (id, start) = module.data.iter().find_map(|segment| {
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. } = segment.kind else { return None };
        let start = address.checked_sub(offset as u32)? as usize;
        (start + length <= segment.value.len()).then_some((segment.id(), start))
    })?;
    Some(&mut module.data.get_mut(id).value[start..start + length])
}

/// How often a constant is used, and how often as the place of a panic.
#[derive(Default)]
struct Uses {
    all: u32,
    as_place: u32,
}

struct Used<'a> {
    telling: &'a HashSet<FunctionId>,
    /// The constant just before the instruction looked at.
    before: Option<i32>,
    constants: HashMap<i32, Uses>,
}

impl<'instr> Visitor<'instr> for Used<'_> {
    fn visit_instr(&mut self, instr: &'instr Instr, _: &'instr InstrLocId) {
        let before = self.before.take();
        match instr {
            Instr::Const(Const { value: Value::I32(value) }) => {
                self.constants.entry(*value).or_default().all += 1;
                self.before = Some(*value);
            }
            Instr::Call(Call { func }) if self.telling.contains(func) => {
                if let Some(place) = before {
                    self.constants.entry(place).or_default().as_place += 1;
                }
            }
            _ => {}
        }
    }
}

fn tells_of_a_panic(mangled: &str) -> bool {
    let name = format!("{:#}", rustc_demangle::demangle(mangled));
    BEGINNINGS.iter().any(|beginning| name.starts_with(beginning)) || ENDS.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::FunctionBuilder;

    const PANIC: &str = "_RNvNtCsgXGp5Oqx2Ny_4core9panicking9panic_fmt";
    const ROUTE: &str = "_ZN6geobit5route5route17h1fb6225ded15459eE";

    #[test]
    fn only_what_tells_of_a_panic_is_taken_for_it() {
        for name in [
            PANIC,
            "_RNvNtCsgXGp5Oqx2Ny_4core6option13expect_failed",
            "_RNvNtCsebHcaeoSrxy_3std9panicking15panic_with_hook",
            "_RNvNtCs5cOc02OMXlo_5alloc7raw_vec12handle_error",
            "_RNvCsfLfy6EI15iL_7___rustc17rust_begin_unwind",
        ] {
            assert!(tells_of_a_panic(name), "{name}");
        }
        for name in [ROUTE, "_RNvXsh_NtCsgXGp5Oqx2Ny_4core3fmteNtB5_5Debug3fmt", "memcpy", ""] {
            assert!(!tells_of_a_panic(name), "{name}");
        }
    }

    #[test]
    fn others_keep_what_they_do() {
        let mut module = Module::default();
        let ids = [PANIC, ROUTE].map(|name| {
            let mut function = FunctionBuilder::new(&mut module.types, &[], &[]);
            function.name(name.into()).func_body().i32_const(1).drop();
            function.finish(vec![], &mut module.funcs)
        });
        without_words(&mut module);
        let first = |id| {
            let function = module.funcs.get(id).kind.unwrap_local();
            function.block(function.entry_block()).instrs[0].0.clone()
        };
        assert!(matches!(first(ids[0]), Instr::Unreachable(_)));
        assert!(matches!(first(ids[1]), Instr::Const(_)));
    }
}
