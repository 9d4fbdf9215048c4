//! The areas of rules. A rule whose radius goes by kind has one for each radius.

use super::rule::{Rule, RuleRadius, in_rule, in_shape};
use crate::area::Area;
use crate::error::{Code, GeobitError, Result};
use crate::geometry::Shape;
use crate::incident::Kind;
use crate::order;

/// Which kinds count, in the order of [`Kind::ALL`].
type Kinds = [bool; Kind::ALL.len()];

/// The areas of all rules, those of a rule one after the other. No kind counts in two areas of a rule.
pub struct Parts {
    pub areas: Vec<Area>,
    kinds: Vec<Kinds>,
    rules: Vec<usize>,
    /// Where the areas of each rule end.
    ends: Vec<usize>,
}

impl Parts {
    /// Checks the rules and their shapes.
    pub fn new(shapes: Vec<Shape>, rules: &[Rule]) -> Result<Parts> {
        let mut parts = Parts { areas: Vec::new(), kinds: Vec::new(), rules: Vec::new(), ends: Vec::new() };
        for (number, (shape, rule)) in shapes.into_iter().zip(rules).enumerate() {
            let row = number as u64 + 1;
            rule.check().map_err(|error| in_rule(error, row))?;
            parts.add(number, shape, rule).map_err(|error| in_shape(error.at_row(row)))?;
            parts.ends.push(parts.areas.len());
            if !Kind::ALL.into_iter().any(|kind| parts.rule_has_kind(number, kind)) {
                let message = "None of the kinds of the rule has a radius, and its shape has none of its own, so that it could never fire.";
                let error = GeobitError::new(Code::BadOption, message).at_field("radiusKm");
                return Err(in_rule(error, row));
            }
        }
        Ok(parts)
    }

    fn add(&mut self, rule_number: usize, shape: Shape, rule: &Rule) -> Result<()> {
        let asked = Kind::ALL.map(|kind| rule.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind)));
        let mut push = |shape: Shape, kinds: Kinds| -> Result<()> {
            self.areas.push(Area::new(shape, None)?);
            self.kinds.push(kinds);
            self.rules.push(rule_number);
            Ok(())
        };
        let with_radius = |km: f64| Shape { radius_km: Some(km), ..shape.clone() };
        match &rule.radius_km {
            None => push(shape, asked),
            Some(RuleRadius::All(km)) => push(with_radius(*km), asked),
            Some(RuleRadius::ByKind(radii)) => {
                let mut rest = asked;
                let mut distinct: Vec<f64> = radii.values().copied().collect();
                order::sort_by(&mut distinct, f64::total_cmp);
                distinct.dedup();
                for km in distinct {
                    let mut kinds = [false; Kind::ALL.len()];
                    for (kind, _) in radii.iter().filter(|(_, own)| **own == km) {
                        kinds[*kind as usize] = asked[*kind as usize];
                        rest[*kind as usize] = false;
                    }
                    push(with_radius(km), kinds)?;
                }
                let has_own = shape.radius_km.is_some() || (shape.points.is_empty() && shape.lines.is_empty());
                if has_own && rest.contains(&true) { push(shape, rest) } else { Ok(()) }
            }
        }
    }

    /// The number of the rule of an area.
    pub fn rule(&self, part: usize) -> usize {
        self.rules[part]
    }

    /// The areas of a rule.
    pub fn of_rule(&self, rule: usize) -> std::ops::Range<usize> {
        let start = rule.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[rule]
    }

    /// Whether a kind counts in an area.
    pub fn has_kind(&self, part: usize, kind: Kind) -> bool {
        self.kinds[part][kind as usize]
    }

    /// Whether a kind counts in any area of a rule.
    pub fn rule_has_kind(&self, rule: usize, kind: Kind) -> bool {
        self.of_rule(rule).any(|part| self.has_kind(part, kind))
    }
}
