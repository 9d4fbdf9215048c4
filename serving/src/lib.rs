//! What the two servers of this project know alike: that of the page (`cargo xtask start`) and that of the command line
//! (`geobit serve`). Each answers requests by itself.

mod encoding;
mod keeping;
mod media_type;

pub use encoding::Encoding;
pub use keeping::{cache_control, version_mark};
pub use media_type::media_type;
