//! One small change of a source file.

use anyhow::{Context, Result};
use serde_json::Value;

/// A mutant: a line of a function as it is, and as it is changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Mutant {
    /// The tool's name, with file, line and column.
    pub name: String,
    pub file: String,
    pub function: String,
    /// The line in which the change begins, without indentation.
    pub line: String,
    /// The line after the change. What is cut from later lines is not told.
    pub changed: String,
}

impl Mutant {
    /// Reads an entry of the tool's list. `source` gives the text of a file.
    pub fn new(entry: &Value, source: &dyn Fn(&str) -> Result<String>) -> Result<Mutant> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let position = |end: &str| {
            let at = |axis: &str| entry["span"][end][axis].as_u64().map(|number| number as usize);
            at("line").zip(at("column")).with_context(|| format!("a mutant without a place: {entry}"))
        };
        let (file, replacement) = (text(&entry["file"]), text(&entry["replacement"]));
        let ((first, from), (last, to)) = (position("start")?, position("end")?);
        let source = source(&file)?;
        let line = source.lines().nth(first - 1).with_context(|| format!("{file} has no line {first}"))?;
        let before: String = line.chars().take(from - 1).collect();
        let after: String = if first == last { line.chars().skip(to - 1).collect() } else { String::new() };
        Ok(Mutant {
            name: text(&entry["name"]),
            file,
            function: text(&entry["function"]["function_name"]),
            line: line.trim().to_owned(),
            changed: format!("{before}{replacement}{after}").trim().to_owned(),
        })
    }

    /// A regular expression that matches this mutant's name alone.
    pub fn pattern(&self) -> String {
        let escape = |letter: char| {
            let is_special = r"\.+*?()|[]{}^$".contains(letter);
            [is_special.then_some('\\'), Some(letter)].into_iter().flatten()
        };
        format!("^{}$", self.name.chars().flat_map(escape).collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_mutant_is_told_by_its_line_before_and_after() {
        let source = "fn sum(a: u8, b: u8) -> u8 {\n    a + b\n}\n";
        let entry = |start: [usize; 2], end: [usize; 2], replacement: &str| {
            json!({
                "name": "src/x.rs:2:7: replace + with * in sum", "file": "src/x.rs", "replacement": replacement,
                "function": { "function_name": "sum" },
                "span": { "start": { "line": start[0], "column": start[1] }, "end": { "line": end[0], "column": end[1] } },
            })
        };
        let read = |entry: &Value| Mutant::new(entry, &|_| Ok(source.to_owned())).unwrap();
        let mutant = read(&entry([2, 7], [2, 8], "*"));
        assert_eq!(
            (mutant.line.as_str(), mutant.changed.as_str(), mutant.function.as_str()),
            ("a + b", "a * b", "sum")
        );
        assert_eq!(mutant.pattern(), r"^src/x\.rs:2:7: replace \+ with \* in sum$");
        assert_eq!(read(&entry([2, 5], [3, 1], "0")).changed, "0");
        assert!(Mutant::new(&json!({}), &|_| Ok(String::new())).is_err());
    }
}
