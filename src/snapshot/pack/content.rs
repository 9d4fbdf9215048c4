//! The SHA-256 of what a pack holds row by row, by which what comes of a delta is checked where no file is written, as in a browser.

use super::columns::{PackColumn, Values, columns};
use crate::digest::Digest;
use crate::snapshot::Snapshot;

/// So many bytes are summed up at once.
const PIECE_BYTES: usize = 1 << 14;

/// Returns the digest of the rows of a snapshot in their order: of each column its name and a zero, and of each row 0 where the value is
/// missing, or else 1 and the value, the lowest byte first. Before a text stands its length in four bytes.
pub fn content_digest(snapshot: &Snapshot, has_text: bool) -> String {
    let (mut digest, mut piece) = (Digest::default(), Vec::with_capacity(PIECE_BYTES));
    for column in columns(snapshot, has_text) {
        piece.extend_from_slice(column.name.as_bytes());
        piece.push(0);
        for row in 0..snapshot.len() {
            if piece.len() >= PIECE_BYTES {
                digest.update(&piece);
                piece.clear();
            }
            put(&column, row, &mut piece);
        }
    }
    digest.update(&piece);
    digest.finish()
}

fn put(column: &PackColumn<'_>, row: usize, piece: &mut Vec<u8>) {
    let mut put = |value: Option<&[u8]>| {
        piece.push(u8::from(value.is_some()));
        piece.extend_from_slice(value.unwrap_or_default());
    };
    match &column.values {
        Values::Doubles(get) => put(get(row).map(f64::to_le_bytes).as_ref().map(|bytes| &bytes[..])),
        Values::Floats(get) => put(get(row).map(f32::to_le_bytes).as_ref().map(|bytes| &bytes[..])),
        Values::Integers(get) | Values::Days(get) => {
            put(get(row).map(i32::to_le_bytes).as_ref().map(|bytes| &bytes[..]));
        }
        Values::Texts(get) => {
            let text = get(row);
            put(text.as_ref().map(|text| (text.len() as u32).to_le_bytes()).as_ref().map(|length| &length[..]));
            piece.extend_from_slice(text.unwrap_or_default().as_bytes());
        }
    }
}
