//! Reads the output of libFuzzer.

use std::fmt;

/// How many of the last lines are shown of a run that found something.
const TAIL_LINES: usize = 40;

/// What a run of a fuzz target did.
#[derive(Debug, Default, PartialEq)]
pub struct Log {
    /// How many inputs were checked.
    executions: u64,
    /// How many places in the code were reached.
    coverage: u64,
    /// How many features were reached: places, with how often they were passed.
    features: u64,
    /// How many inputs reach something that others do not.
    corpus: usize,
    /// The path of the input by which something wrong was found.
    pub finding: Option<String>,
    /// The last lines of the output.
    pub tail: String,
}

impl Log {
    /// Reads the output of a run. `corpus` is the number of inputs in its folder.
    pub fn parse(text: &str, corpus: usize) -> Log {
        let lines: Vec<&str> = text.lines().collect();
        let mut log =
            Log { corpus, tail: lines[lines.len().saturating_sub(TAIL_LINES)..].join("\n"), ..Log::default() };
        for line in &lines {
            if let Some(input) = line.split("Test unit written to ").nth(1) {
                // A unit that is only slow is reported in the same words, and is no failure.
                if !input.contains("slow-unit-") {
                    log.finding = Some(input.trim().to_owned());
                }
            } else if let Some(count) = line.strip_prefix("stat::number_of_executed_units:") {
                log.executions = count.trim().parse().unwrap_or(log.executions);
            } else if let Some(status) = line.strip_prefix('#') {
                let words: Vec<&str> = status.split_whitespace().collect();
                let number =
                    |name: &str| words.windows(2).find(|two| two[0] == name).and_then(|two| two[1].parse().ok());
                log.executions = words.first().and_then(|count| count.parse().ok()).unwrap_or(log.executions);
                log.coverage = number("cov:").unwrap_or(log.coverage);
                log.features = number("ft:").unwrap_or(log.features);
            }
        }
        log
    }
}

impl fmt::Display for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Log { executions, coverage, features, corpus, finding, .. } = self;
        write!(f, "{executions} executions, coverage {coverage} (features {features}), {corpus} inputs kept, ")?;
        match finding {
            None => f.write_str("nothing found"),
            Some(input) => write!(f, "FOUND something wrong: {input}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_summed_up_in_a_line() {
        let text = "INFO: Running\n#2\tINITED cov: 10 ft: 11 corp: 1/1b exec/s: 0 rss: 30Mb\n\
                    #512\tNEW    cov: 120 ft: 340 corp: 9/80b lim: 8 exec/s: 256 rss: 31Mb L: 7/8 MS: 1 CMP-\n\
                    #600\tDONE   cov: 120 ft: 341 corp: 9/80b\nstat::number_of_executed_units: 601\n";
        let log = Log::parse(text, 9);
        assert_eq!(log.to_string(), "601 executions, coverage 120 (features 341), 9 inputs kept, nothing found");
    }

    #[test]
    fn a_finding_is_named_and_a_slow_input_is_none() {
        let slow = "artifact_prefix='f/'; Test unit written to f/slow-unit-1\n";
        assert_eq!(Log::parse(slow, 0).finding, None);
        let crash =
            format!("{slow}thread panicked\nartifact_prefix='f/'; Test unit written to f/crash-2\n#7 pulse cov: 3\n");
        let log = Log::parse(&crash, 1);
        assert_eq!(log.finding.as_deref(), Some("f/crash-2"));
        assert!(log.to_string().ends_with("FOUND something wrong: f/crash-2"), "{log}");
        assert!(log.tail.contains("thread panicked"));
    }
}
