//! How many mutants were noticed.

use std::collections::HashMap;
use std::fmt;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::mutant::Mutant;

/// What became of mutants, by their names and in the tool's words.
#[derive(Default)]
pub struct Outcomes(HashMap<String, String>);

impl Outcomes {
    /// Takes over the outcomes that the tool wrote. They replace earlier ones of the same mutants.
    pub fn update(&mut self, written: &Value) {
        for outcome in written["outcomes"].as_array().map_or(&[][..], Vec::as_slice) {
            // The run without a mutant has no name.
            if let (Some(name), Some(summary)) =
                (outcome["scenario"]["Mutant"]["name"].as_str(), outcome["summary"].as_str())
            {
                self.0.insert(name.to_owned(), summary.to_owned());
            }
        }
    }

    pub fn is_missed(&self, mutant: &Mutant) -> bool {
        self.0.get(&mutant.name).is_some_and(|summary| summary == "MissedMutant")
    }
}

/// The outcomes of a sample, counted.
pub struct Tally<'a> {
    tried: usize,
    equivalent: usize,
    unviable: usize,
    noticed: usize,
    timed_out: Vec<&'a Mutant>,
    not_noticed: Vec<&'a Mutant>,
}

impl<'a> Tally<'a> {
    /// Counts what became of the mutants that were tried.
    pub fn new(tried: &[&'a Mutant], equivalent: usize, outcomes: &Outcomes) -> Result<Tally<'a>> {
        let mut tally = Tally {
            tried: tried.len(),
            equivalent,
            unviable: 0,
            noticed: 0,
            timed_out: Vec::new(),
            not_noticed: Vec::new(),
        };
        for mutant in tried {
            let summary = outcomes.0.get(&mutant.name);
            match summary.with_context(|| format!("there is no outcome of {}", mutant.name))?.as_str() {
                "CaughtMutant" => tally.noticed += 1,
                "MissedMutant" => tally.not_noticed.push(mutant),
                "Timeout" => tally.timed_out.push(mutant),
                "Unviable" => tally.unviable += 1,
                other => bail!("the outcome of {} is not known: {other}", mutant.name),
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

    fn mutant(name: &str) -> Mutant {
        Mutant {
            name: name.to_owned(),
            file: "src/x.rs".to_owned(),
            function: "sum".to_owned(),
            line: "a + b".to_owned(),
            changed: "a * b".to_owned(),
        }
    }

    /// What the tool writes in a run.
    fn written(outcomes: &[(&str, &str)]) -> Value {
        let of_mutants = outcomes.iter().map(|(name, summary)| {
            let scenario = json!({ "Mutant": { "name": name } });
            json!({ "scenario": scenario, "summary": summary })
        });
        let baseline = json!({ "scenario": "Baseline", "summary": "Success" });
        let outcomes: Vec<Value> = [baseline].into_iter().chain(of_mutants).collect();
        json!({ "outcomes": outcomes })
    }

    #[test]
    fn only_viable_mutants_count() {
        let mutants = ["a", "b", "c", "d", "e"].map(mutant);
        let tried: Vec<&Mutant> = mutants.iter().collect();
        let mut outcomes = Outcomes::default();
        outcomes.update(&written(&[
            ("a", "CaughtMutant"),
            ("b", "MissedMutant"),
            ("c", "Timeout"),
            ("d", "Unviable"),
            ("e", "CaughtMutant"),
        ]));
        let tally = Tally::new(&tried, 2, &outcomes).unwrap();
        assert!((tally.percent_noticed() - 200.0 / 3.0).abs() < 1e-9);
        let text = tally.to_string();
        assert!(
            text.contains("not noticed: b\n@ src/x.rs sum\n- a + b\n+ a * b") && text.contains("noticed 2"),
            "{text}"
        );
        assert!(Tally::new(&[&mutant("f")], 0, &outcomes).is_err());
        assert_eq!(Tally::new(&[], 3, &Outcomes::default()).unwrap().percent_noticed(), 100.0);
    }

    #[test]
    fn what_later_tests_notice_replaces_what_earlier_tests_missed() {
        let mutants = ["a", "b", "c"].map(mutant);
        let mut outcomes = Outcomes::default();
        outcomes.update(&written(&[("a", "MissedMutant"), ("b", "MissedMutant"), ("c", "CaughtMutant")]));
        outcomes.update(&written(&[("a", "CaughtMutant"), ("b", "MissedMutant")]));
        assert_eq!(mutants.each_ref().map(|mutant| outcomes.is_missed(mutant)), [false, true, false]);
        let tally = Tally::new(&mutants.each_ref(), 0, &outcomes).unwrap();
        assert_eq!((tally.noticed, tally.not_noticed), (2, vec![&mutants[1]]));
    }
}
