//! Damage to a file: bytes here and there are others, gone, or too many.

use arbitrary::Unstructured;
use serde::{Deserialize, Serialize};

/// The most edits of a file.
const MAX_EDITS: usize = 6;
/// Where the metadata of a file of some kilobytes are, from its end.
const FOOTER: usize = 4096;

/// Bytes of a file that are replaced by others.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// Where, from the start of the file.
    at: usize,
    /// How many bytes go.
    take: usize,
    /// What comes instead.
    put: Vec<u8>,
}

impl Edit {
    fn draw(u: &mut Unstructured<'_>, length: usize) -> arbitrary::Result<Edit> {
        let start = if u.ratio(2, 3)? { length.saturating_sub(FOOTER) } else { 0 };
        let at = u.int_in_range(start..=length - 1)?;
        let (take, put) = match u.int_in_range(0..=4)? {
            0 => (1, vec![u.arbitrary()?]),
            1 => (4, u.choose(&[[0; 4], [255; 4], [255, 255, 255, 127], [1, 0, 0, 0]])?.to_vec()),
            2 => (0, u.bytes(1)?.to_vec()),
            3 => (u.int_in_range(1..=64)?, Vec::new()),
            // The file ends here.
            _ => (usize::MAX, Vec::new()),
        };
        Ok(Edit { at, take, put })
    }

    /// Edits a file.
    pub fn apply(&self, bytes: &mut Vec<u8>) {
        let start = self.at.min(bytes.len());
        let end = start.saturating_add(self.take).min(bytes.len());
        bytes.splice(start..end, self.put.iter().copied());
    }
}

/// Draws edits of a file of some length.
pub fn draw_edits(u: &mut Unstructured<'_>, length: usize) -> arbitrary::Result<Vec<Edit>> {
    let count = u.int_in_range(1..=MAX_EDITS)?;
    (0..count).map(|_| Edit::draw(u, length)).collect()
}
