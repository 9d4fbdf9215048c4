//! Codes of CAMEO, the Conflict and Mediation Event Observations (codebook 1.1b3, 2012), as GDELT and ICEWS use them.

use std::borrow::Cow;

use crate::incident::Kind;
use crate::read::rows::row_account::{RowWarning, RowWarnings};

/// Returns the kind of an event code, of two to four digits. A code without violence or coercion is *other*, with a warning.
pub(super) fn read_kind(code: &str, warnings: &mut RowWarnings) -> Kind {
    let begins = |codes: &[&str]| codes.iter().any(|own| code.starts_with(own));
    let root: u8 = code.get(..2).and_then(|root| root.parse().ok()).unwrap_or(0);
    match root {
        14 if begins(&["145"]) => Kind::Riot,
        14 => Kind::Protest,
        17 if begins(&["171"]) => Kind::Looting,
        17 if begins(&["175"]) => Kind::AttackOnCivilians,
        18 if begins(&["181"]) => Kind::Abduction,
        18 if begins(&["183"]) => Kind::Explosion,
        18 => Kind::AttackOnCivilians,
        19 if begins(&["191"]) => Kind::Blockade,
        19 if begins(&["194", "195"]) => Kind::Explosion,
        19 => Kind::ArmedClash,
        20 => Kind::AttackOnCivilians,
        // Postures and coercion without violence, such as arrests and curfews.
        15 | 17 => Kind::Other,
        _ => {
            warnings.add(RowWarning::NotViolent);
            Kind::Other
        }
    }
}

/// Returns a code with the leading zero that programs drop: `43` is `043`, of the root `04`.
pub(super) fn full_code<'r>(code: Cow<'r, str>, root: &str) -> Cow<'r, str> {
    if root.len() == 1 && code.starts_with(root) { Cow::Owned(format!("0{code}")) } else { code }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_kinds() {
        let kind = |code: &str| read_kind(code, &mut RowWarnings::default());
        for (code, expected) in [
            ("141", Kind::Protest),
            ("1451", Kind::Riot),
            ("1712", Kind::Looting),
            ("173", Kind::Other),
            ("181", Kind::Abduction),
            ("1831", Kind::Explosion),
            ("182", Kind::AttackOnCivilians),
            ("190", Kind::ArmedClash),
            ("191", Kind::Blockade),
            ("195", Kind::Explosion),
            ("202", Kind::AttackOnCivilians),
            ("042", Kind::Other),
            ("", Kind::Other),
            ("é", Kind::Other),
        ] {
            assert_eq!(kind(code), expected, "{code}");
        }
    }
}
