//! Panics as bare traps.
//!
//! Nobody reads the words of a panic in WebAssembly: the standard library has no place to print them, and the package sees a
//! trap either way (`engineFailed`). So what writes them is replaced by the trap at its end, and the optimiser drops the
//! words and the places in the source that each call had to bring: 2 % of the module.

use std::collections::{HashMap, HashSet};

use walrus::ir::{Call, Const, Instr, InstrLocId, Load, Store, Unreachable, Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, DataKind, FunctionId, LocalFunction, Module};

/// Functions of the standard library that never return, or whose answers only those use: by the beginning of their names,
const BEGINNINGS: [&str; 7] = [
    // How a character is quoted: in the words for a text that is cut within one, and nowhere else.
    "<char as core::fmt::Debug>::",
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

/// What tells whether a character can be printed, of which only the quotes of characters want to know.
const OF_QUOTES: &str = "core::unicode::printable::is_printable";

/// What sine and cosine do with angles beyond 260,000 turns, by the beginning of its name. None comes so far: longitudes are
/// checked to be within ±540° (`src/geometry`), latitudes within ±90°, and GeographicLib reduces degrees itself.
const OF_ENDLESS_ANGLES: &str = "compiler_builtins::math::libm_math::rem_pio2_large::";

/// Functions that are given their words as they are.
const WITH_WORDS: [&str; 2] = ["core::panicking::panic", "core::option::expect_failed"];
/// Length of a place in the source.
const PLACE_BYTES: i32 = 16;

/// Leaves nothing but a trap of all that tells of a panic. The module must have its names as the compiler wrote them.
pub fn without_words(module: &mut Module) {
    let telling: HashMap<FunctionId, Arguments> = module
        .funcs
        .iter_local()
        .filter_map(|(id, function)| {
            let name = demangled(module.funcs.get(id).name.as_deref()?);
            let arguments = Arguments {
                count: module.types.params(function.ty()).len(),
                are_words: WITH_WORDS.contains(&name.as_str()),
            };
            tells_of_a_panic(&name).then_some((id, arguments))
        })
        .collect();
    blank_words(module, &telling);
    blank_tables(module);
    telling.into_keys().for_each(|id| leave_a_trap(module, id));
}

/// Leaves nothing but a trap of what sine and cosine do with endless angles, which is 1 % of the module.
pub fn without_endless_angles(module: &mut Module) {
    let is_of_them = |name: &str| demangled(name).starts_with(OF_ENDLESS_ANGLES);
    let found = module.funcs.iter_local().map(|(id, _)| id);
    let found: Vec<_> = found.filter(|id| module.funcs.get(*id).name.as_deref().is_some_and(is_of_them)).collect();
    found.into_iter().for_each(|id| leave_a_trap(module, id));
}

fn leave_a_trap(module: &mut Module, id: FunctionId) {
    let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
    let entry = function.entry_block();
    function.block_mut(entry).instrs = vec![(Instr::Unreachable(Unreachable {}), Default::default())];
}

/// The last argument of a panic is the address of its place in the source: four numbers, of which the first two are the
/// address and the length of a path. What comes before it may be the address and the length of its words. All that no other
/// instruction uses is overwritten with zeros, which compress to nothing.
fn blank_words(module: &mut Module, telling: &HashMap<FunctionId, Arguments>) {
    let mut used = Used { telling, before: Vec::new(), constants: HashMap::new(), words: Vec::new() };
    for (_, function) in module.funcs.iter_local() {
        dfs_in_order(&mut used, function, function.entry_block());
    }
    let Used { constants, words, .. } = used;
    let pointed_at = words_of_data(module);
    let of_panics_only = |address: i32| {
        !pointed_at.contains(&address) && constants.get(&address).is_some_and(|uses| uses.all == uses.of_panics)
    };
    for (place, words) in words {
        if let Some(bytes) = memory(module, place, PLACE_BYTES).filter(|_| of_panics_only(place)) {
            let path = [0, 4].map(|at| i32::from_le_bytes(bytes[at..at + 4].try_into().expect("these are four bytes")));
            bytes.fill(0);
            if let Some(path) = memory(module, path[0], path[1]).filter(|path| path.ends_with(b".rs")) {
                path.fill(0);
            }
        }
        if let Some([address, length]) = words
            && let Some(words) = memory(module, address, length).filter(|_| of_panics_only(address))
        {
            words.fill(0);
        }
    }
}

/// The tables of [`OF_QUOTES`] lie one after the other, and compress badly. They are overwritten with zeros from the first to the
/// last address that it has, if nothing else has an address between these.
fn blank_tables(module: &mut Module) {
    let named = |id: FunctionId| demangled(module.funcs.get(id).name.as_deref().unwrap_or_default());
    let (of_quotes, others): (Vec<_>, Vec<_>) = module.funcs.iter_local().partition(|(id, _)| named(*id) == OF_QUOTES);
    let addresses = |functions: &[(FunctionId, &LocalFunction)]| {
        let mut found = Addresses::default();
        functions.iter().for_each(|(_, function)| dfs_in_order(&mut found, function, function.entry_block()));
        found.0
    };
    let (mut tables, mut used) = (addresses(&of_quotes), addresses(&others));
    used.extend(words_of_data(module));
    tables.retain(|address| memory(module, *address, 1).is_some());
    let (Some(&first), Some(&last)) = (tables.iter().min(), tables.iter().max()) else { return };
    if !used.iter().any(|address| (first..=last).contains(address))
        && let Some(tables) = memory(module, first, last - first)
    {
        tables.fill(0);
    }
}

/// All that may be an address in the code: constants, and what is added to the address of a load.
#[derive(Default)]
struct Addresses(HashSet<i32>);

impl<'instr> Visitor<'instr> for Addresses {
    fn visit_instr(&mut self, instr: &'instr Instr, _: &'instr InstrLocId) {
        match instr {
            Instr::Const(Const { value: Value::I32(value) }) => self.0.insert(*value),
            Instr::Load(Load { arg, .. }) => self.0.insert(arg.offset as i32),
            Instr::Store(Store { arg, .. }) => self.0.insert(arg.offset as i32),
            _ => false,
        };
    }
}

/// All that may be an address in the data itself, such as in a table of names.
fn words_of_data(module: &Module) -> HashSet<i32> {
    let starts =
        module.data.iter().flat_map(|segment| (0..4).map(|start| segment.value.get(start..).unwrap_or_default()));
    let words = starts.flat_map(|bytes| bytes.as_chunks::<4>().0);
    words.map(|word| i32::from_le_bytes(*word)).collect()
}

/// The bytes that memory begins with, where one segment has them all.
fn memory(module: &mut Module, address: i32, length: i32) -> Option<&mut [u8]> {
    let (id, bytes) = module.data.iter().find_map(|segment| {
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. } = segment.kind else { return None };
        let start = usize::try_from(address.checked_sub(offset)?).ok()?;
        let bytes = start..start + usize::try_from(length).ok()?;
        segment.value.get(bytes.clone()).map(|_| (segment.id(), bytes))
    })?;
    Some(&mut module.data.get_mut(id).value[bytes])
}

/// What a function that tells of a panic is given.
struct Arguments {
    count: usize,
    /// The address and the length of its words, and its place.
    are_words: bool,
}

/// How often a constant is used, and how often in a call that tells of a panic.
#[derive(Default)]
struct Uses {
    all: u32,
    of_panics: u32,
}

struct Used<'a> {
    telling: &'a HashMap<FunctionId, Arguments>,
    /// The constants just before the instruction looked at.
    before: Vec<i32>,
    constants: HashMap<i32, Uses>,
    /// Of each panic its place and, where it may have some, the address and the length of its words.
    words: Vec<(i32, Option<[i32; 2]>)>,
}

impl<'instr> Visitor<'instr> for Used<'_> {
    fn visit_instr(&mut self, instr: &'instr Instr, _: &'instr InstrLocId) {
        if let Instr::Const(Const { value: Value::I32(value) }) = instr {
            self.constants.entry(*value).or_default().all += 1;
            self.before.push(*value);
            return;
        }
        if let Instr::Call(Call { func }) = instr
            && let Some(Arguments { count, are_words }) = self.telling.get(func)
        {
            // What lies below the arguments waits for another call.
            let arguments = &self.before[self.before.len().saturating_sub(*count)..];
            for constant in arguments {
                self.constants.entry(*constant).or_default().of_panics += 1;
            }
            match (are_words, arguments) {
                (true, [address, length, place]) => self.words.push((*place, Some([*address, *length]))),
                (_, [.., place]) => self.words.push((*place, None)),
                _ => {}
            }
        }
        self.before.clear();
    }
}

fn demangled(name: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(name))
}

fn tells_of_a_panic(name: &str) -> bool {
    BEGINNINGS.iter().any(|beginning| name.starts_with(beginning)) || ENDS.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::ir::{LoadKind, MemArg};
    use walrus::{FunctionBuilder, ValType};

    const PANIC: &str = "_RNvNtCsgXGp5Oqx2Ny_4core9panicking9panic_fmt";
    const EXPECT: &str = "_RNvNtCsgXGp5Oqx2Ny_4core6option13expect_failed";
    const REDUCTION: &str =
        "_RNvNtNtNtCs5zM4GgcuceN_17compiler_builtins4math9libm_math14rem_pio2_large14rem_pio2_large";
    const SINE: &str = "_RNvNtNtNtCs5zM4GgcuceN_17compiler_builtins4math9libm_math3sin3sin";
    const PRINTABLE: &str = "_RNvNtNtCsgXGp5Oqx2Ny_4core7unicode9printable12is_printable";
    const ROUTE: &str = "_ZN6geobit5route5route17h1fb6225ded15459eE";

    #[test]
    fn only_what_tells_of_a_panic_is_taken_for_it() {
        for name in [
            PANIC,
            "_RNvNtCsgXGp5Oqx2Ny_4core6option13expect_failed",
            "_RNvNtCsebHcaeoSrxy_3std9panicking15panic_with_hook",
            "_RNvNtCs5cOc02OMXlo_5alloc7raw_vec12handle_error",
            "_RNvCsfLfy6EI15iL_7___rustc17rust_begin_unwind",
            "_RNvXsj_NtCsgXGp5Oqx2Ny_4core3fmtcNtB5_5Debug3fmt",
        ] {
            assert!(tells_of_a_panic(&demangled(name)), "{name}");
        }
        for name in [ROUTE, "_RNvXsh_NtCsgXGp5Oqx2Ny_4core3fmteNtB5_5Debug3fmt", "memcpy", ""] {
            assert!(!tells_of_a_panic(&demangled(name)), "{name}");
        }
    }

    #[test]
    fn words_that_only_panics_use_are_blanked() {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 1, None, None);
        // At 100 two texts and a path, at 120 and 136 the places of two panics.
        let mut data = b"oh no!heard!a.rs....".to_vec();
        for place in [[112, 4, 7, 9], [112, 4, 8, 9]] {
            data.extend(place.iter().flat_map(|number: &i32| number.to_le_bytes()));
        }
        module.data.add(DataKind::Active { memory, offset: ConstExpr::Value(Value::I32(100)) }, data);
        let mut panic = FunctionBuilder::new(&mut module.types, &[ValType::I32; 3], &[]);
        panic.name(EXPECT.into()).func_body().unreachable();
        let arguments = [0; 3].map(|_| module.locals.add(ValType::I32));
        let panic = panic.finish(arguments.to_vec(), &mut module.funcs);
        let mut other = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[]);
        other.name(PANIC.into()).func_body().unreachable();
        let other = other.finish(vec![arguments[0]], &mut module.funcs);
        let mut route = FunctionBuilder::new(&mut module.types, &[], &[]);
        let mut body = route.name(ROUTE.into()).func_body();
        body.i32_const(100).i32_const(6).i32_const(120).call(panic);
        body.i32_const(106).i32_const(6).i32_const(136).call(panic);
        // The second text is told elsewhere, too, and the third waits for another call.
        body.i32_const(106).drop();
        body.i32_const(116).i32_const(4).i32_const(120).call(other).drop().drop();
        route.finish(vec![], &mut module.funcs);
        without_words(&mut module);
        let data = &module.data.iter().next().unwrap().value;
        assert_eq!(&data[..20], b"\0\0\0\0\0\0heard!\0\0\0\0....");
        assert!(data[20..].iter().all(|byte| *byte == 0));
    }

    #[test]
    fn tables_are_blanked_where_nothing_else_has_an_address_in_them() {
        for (elsewhere, expected) in [(90, b"tables\0\0\0\0kept".as_slice()), (107, b"tables1234kept")] {
            let mut module = Module::default();
            let memory = module.memories.add_local(false, false, 1, None, None);
            let offset = ConstExpr::Value(Value::I32(100));
            module.data.add(DataKind::Active { memory, offset }, b"tables1234kept".to_vec());
            for (name, address, other) in [(PRINTABLE, 106, 110), (ROUTE, elsewhere, 1)] {
                let mut function = FunctionBuilder::new(&mut module.types, &[], &[]);
                let arg = MemArg { align: 1, offset: address };
                let mut body = function.name(name.into()).func_body();
                body.i32_const(0).load(memory, LoadKind::I32 { atomic: false }, arg).drop().i32_const(other).drop();
                function.finish(vec![], &mut module.funcs);
            }
            blank_tables(&mut module);
            assert_eq!(module.data.iter().next().unwrap().value, expected);
        }
    }

    #[test]
    fn others_keep_what_they_do() {
        let mut module = Module::default();
        let ids = [PANIC, ROUTE, REDUCTION, SINE].map(|name| {
            let mut function = FunctionBuilder::new(&mut module.types, &[], &[]);
            function.name(name.into()).func_body().i32_const(1).drop();
            function.finish(vec![], &mut module.funcs)
        });
        without_words(&mut module);
        without_endless_angles(&mut module);
        let first = |id| {
            let function = module.funcs.get(id).kind.unwrap_local();
            function.block(function.entry_block()).instrs[0].0.clone()
        };
        for (id, is_trap) in ids.into_iter().zip([true, false, true, false]) {
            assert_eq!(matches!(first(id), Instr::Unreachable(_)), is_trap);
        }
    }
}
