//! Roads: a network of them, read from an extract of OpenStreetMap or from a pack of our own (docs/roads.md), and what can be asked of it:
//! the road at a place, the roads of a drawn line, the ways from one place to another, what is reached within hours.
//!
//! Nothing here knows of incidents. What a road adds to the exposure comes as one number for each edge, made by
//! [`expected_along`](crate::questions::route::expected_along).

mod avoid;
mod contour;
mod flow;
mod joined;
mod knees;
mod load;
mod map_lines;
mod matching;
mod matrix;
mod network;
mod open;
mod options;
mod osm;
mod pack;
mod path;
mod reach;
mod routing;
mod snap;
mod speeds;
mod summary;
#[cfg(test)]
mod testing;

pub use avoid::{Barring, Zone, barred_area};
pub use joined::{Exposures, Joined, JoinedPiece};
pub use load::{LoadOptions, load};
pub use map_lines::{MapLines, map_lines};
pub use matching::{MatchOptions, Matched, MatchedPart, Matcher};
pub use matrix::{Matrix, MatrixOptions, matrix};
pub use network::{
    About, Class, Edge, Flags, Layer, Line, MICRO, Micro, Network, Parts, Surface, length_km, micro_of, place_of,
};
pub use options::{PathsOptions, Wanted};
pub use osm::{OsmOptions, OsmSource, is_osm, read_osm};
pub use pack::{MAGIC, VERSION, is_pack, read_pack, write_pack};
pub use path::{Path, Remarks, line_feature};
pub use reach::{Reach, ReachOptions, Reached, reach};
pub use routing::{Paths, paths};
pub use snap::{Snap, SnapOptions, SnapReport, Snapper, snap};
pub use speeds::{ClassSpeeds, Speeds, SurfaceFactors};
pub use summary::Summary;
