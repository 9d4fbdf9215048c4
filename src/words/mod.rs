//! Sentences for people, in the languages that the engine speaks. All of them stand in one table (`messages`), each in every
//! language, so that none can be missing in one of them.

mod figures;
mod language;
mod message;
pub mod messages;

pub use figures::{Period, count, day, distance_km, exact, p_value, percent, period, plain, position, range, times};
pub use language::Language;
pub use message::{Message, Value, capitalise};
