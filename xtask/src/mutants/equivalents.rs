//! The mutants that no test can notice, because they do the same as the original.

use anyhow::{Result, bail};

use super::mutant::Mutant;

/// A list of equivalent mutants. Each is a block of lines, and blocks are parted by an empty line:
///
/// ```text
/// @ src/file.rs function
/// - the line as it is
/// + the line as it is changed
/// why no test can notice the change
/// ```
pub struct Equivalents(Vec<Entry>);

struct Entry {
    file: String,
    function: String,
    line: String,
    changed: String,
}

impl Equivalents {
    /// Reads a list. Lines before the first block that begin with `#` are comments.
    pub fn parse(text: &str) -> Result<Equivalents> {
        let blocks = text.split("\n\n").map(str::trim).filter(|block| !block.is_empty() && !block.starts_with('#'));
        blocks.map(Entry::parse).collect::<Result<_>>().map(Equivalents)
    }

    pub fn contains(&self, mutant: &Mutant) -> bool {
        self.0.iter().any(|entry| entry.is(mutant))
    }

    /// Refuses a list with an entry that is none of the mutants any more.
    pub fn check(&self, mutants: &[Mutant]) -> Result<()> {
        match self.0.iter().find(|entry| !mutants.iter().any(|mutant| entry.is(mutant))) {
            Some(Entry { file, function, line, changed }) => {
                bail!(
                    "there is no such mutant any more; remove it or correct it:\n@ {file} {function}\n- {line}\n+ {changed}"
                )
            }
            None => Ok(()),
        }
    }
}

impl Entry {
    fn parse(block: &str) -> Result<Entry> {
        let mut lines = block.lines();
        let mut after =
            |mark: &str| lines.next().and_then(|line| line.strip_prefix(mark)).map(|rest| rest.trim().to_owned());
        let (place, line, changed) = (after("@"), after("-"), after("+"));
        let has_reason = lines.any(|line| !line.trim().is_empty());
        match (place.as_deref().and_then(|place| place.split_once(' ')), line, changed) {
            (Some((file, function)), Some(line), Some(changed)) if has_reason => {
                Ok(Entry { file: file.to_owned(), function: function.to_owned(), line, changed })
            }
            _ => bail!("wanted are a line with @, one with -, one with + and a reason, not:\n{block}"),
        }
    }

    fn is(&self, mutant: &Mutant) -> bool {
        let Entry { file, function, line, changed } = self;
        (&mutant.file, &mutant.function, &mutant.line, &mutant.changed) == (file, function, line, changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "# A comment\n\n@ src/x.rs X::sum\n- a | b\n+ a ^ b\nNo bit is in both.\n";

    fn mutant(changed: &str) -> Mutant {
        let owned = str::to_owned;
        Mutant {
            name: String::new(),
            file: owned("src/x.rs"),
            function: owned("X::sum"),
            line: owned("a | b"),
            changed: owned(changed),
        }
    }

    #[test]
    fn an_entry_names_one_mutant_and_must_still_be_one() {
        let equivalents = Equivalents::parse(LIST).unwrap();
        assert!(equivalents.contains(&mutant("a ^ b")) && !equivalents.contains(&mutant("a & b")));
        assert!(equivalents.check(&[mutant("a & b"), mutant("a ^ b")]).is_ok());
        let stale = equivalents.check(&[mutant("a & b")]).unwrap_err().to_string();
        assert!(stale.contains("src/x.rs X::sum\n- a | b\n+ a ^ b"), "{stale}");
    }

    #[test]
    fn an_entry_needs_a_reason() {
        for wrong in ["@ src/x.rs sum\n- a\n+ b", "@ src/x.rs\n- a\n+ b\nwhy", "- a\n+ b\nwhy"] {
            assert!(Equivalents::parse(wrong).is_err(), "{wrong}");
        }
        assert!(Equivalents::parse("").unwrap().0.is_empty());
    }
}
