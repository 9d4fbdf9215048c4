//! How many mutants were noticed.

use std::fmt;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::mutant::Mutant;

/// The outcomes of a sample.
pub struct Tally<'a> {
    tried: usize,
    equivalent: usize,
    unviable: usize,
    noticed: usize,
    timed_out: Vec<&'a Mutant>,
    not_noticed: Vec<&'a Mutant>,
}

impl<'a> Tally<'a> {
    /// Counts the outcomes that the tool wrote for the mutants that were tried.
    pub fn new(tried: &[&'a Mutant], equivalent: usize, outcomes: &Value) -> Result<Tally<'a>> {
        let mut tally = Tally {
            tried: tried.len(),
            equivalent,
            unviable: 0,
            noticed: 0,
            timed_out: Vec::new(),
            not_noticed: Vec::new(),
        };
        let outcomes = outcomes["outcomes"].as_array().map_or(&[][..], Vec::as_slice);
        for mutant in tried {
            let outcome = outcomes.iter().find(|outcome| outcome["scenario"]["Mutant"]["name"] == mutant.name.as_str());
            let outcome = outcome.with_context(|| format!("there is no outcome of {}", mutant.name))?;
            match outcome["summary"].as_str() {
                Some("CaughtMutant") => tally.noticed += 1,
                Some("MissedMutant") => tally.not_noticed.push(mutant),
                Some("Timeout") => tally.timed_out.push(mutant),
                Some("Unviable") => tally.unviable += 1,
                _ => bail!("the outcome of {} is not known: {}", mutant.name, outcome["summary"]),
            }
        }
        Ok(tally)
    }

    /// The noticed ones of those that compile, do not time out and are not equivalent, percent.
    pub fn percent_noticed(&self) -> f64 {
        let viable = self.noticed + self.not_noticed.len();
        if viable == 0 { 100.0 } else { 100.0 * self.noticed as f64 / viable as f64 }
    }
}

impl fmt::Display for Tally<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (what, mutants) in [("timed out", &self.timed_out), ("not noticed", &self.not_noticed)] {
            for Mutant { name, file, function, line, changed } in mutants {
                writeln!(f, "{what}: {name}\n@ {file} {function}\n- {line}\n+ {changed}\n")?;
            }
        }
        writeln!(f, "tried {}", self.tried)?;
        writeln!(f, "unviable, which do not compile {}", self.unviable)?;
        writeln!(f, "noticed {}", self.noticed)?;
        writeln!(f, "not noticed {}", self.not_noticed.len())?;
        writeln!(f, "timed out, which count as neither {}", self.timed_out.len())?;
        writeln!(f, "equivalent, which were not tried {}", self.equivalent)?;
        write!(f, "noticed of those that could be: {:.1} %", self.percent_noticed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_viable_mutants_count() {
        let mutant = |name: &str| Mutant {
            name: name.to_owned(),
            file: "src/x.rs".to_owned(),
            function: "sum".to_owned(),
            line: "a + b".to_owned(),
            changed: "a * b".to_owned(),
        };
        let mutants = ["a", "b", "c", "d", "e"].map(mutant);
        let tried: Vec<&Mutant> = mutants.iter().collect();
        let outcome =
            |name: &str, summary: &str| json!({ "scenario": { "Mutant": { "name": name } }, "summary": summary });
        let outcomes = json!({ "outcomes": [
            { "scenario": "Baseline", "summary": "Success" },
            outcome("a", "CaughtMutant"), outcome("b", "MissedMutant"), outcome("c", "Timeout"), outcome("d", "Unviable"),
            outcome("e", "CaughtMutant"),
        ] });
        let tally = Tally::new(&tried, 2, &outcomes).unwrap();
        assert!((tally.percent_noticed() - 200.0 / 3.0).abs() < 1e-9);
        let text = tally.to_string();
        assert!(
            text.contains("not noticed: b\n@ src/x.rs sum\n- a + b\n+ a * b") && text.contains("noticed 2"),
            "{text}"
        );
        assert!(Tally::new(&[&mutant("f")], 0, &outcomes).is_err());
        assert_eq!(Tally::new(&[], 3, &Value::Null).unwrap().percent_noticed(), 100.0);
    }
}
