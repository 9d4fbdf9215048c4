//! A Markdown table with a row for each distribution of weeks and expected count.

use std::fmt;

use crate::areas::Weeks;

pub struct Table {
    head: Vec<&'static str>,
    rows: Vec<(String, Vec<f64>)>,
}

impl Table {
    pub fn new(head: &[&'static str]) -> Table {
        Table { head: head.to_vec(), rows: Vec::new() }
    }

    pub fn row(&mut self, weeks: Weeks, expected: f64, shares: &[f64]) {
        self.rows.push((format!("{weeks} | {expected}"), shares.to_vec()));
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| weeks | expected in 28 days | {} |", self.head.join(" | "))?;
        writeln!(f, "|---|---:|{}", "---:|".repeat(self.head.len()))?;
        for (name, shares) in &self.rows {
            let cells: Vec<String> = shares.iter().map(|share| format!("{:.1}", 100.0 * share)).collect();
            writeln!(f, "| {name} | {} |", cells.join(" | "))?;
        }
        Ok(())
    }
}
