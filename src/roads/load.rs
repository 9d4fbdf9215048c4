//! A network from a whole file, whatever it is: a pack of roads, or an extract of OpenStreetMap.

use std::io::Cursor;

use serde::{Deserialize, Serialize};

use super::network::{Network, bad};
use super::osm::{OsmOptions, is_osm, read_osm};
use super::pack::{is_pack, read_pack};
use crate::error::{Code, GeobitError, Result};

/// What is called a network of which nobody has said a name.
const UNNAMED: &str = "roads";

/// What the caller may say of an extract. A pack tells all of it itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct LoadOptions {
    /// The name of the file, which is that of the network where `name` is not given.
    pub file_name: Option<String>,
    /// What the network is called.
    pub name: Option<String>,
    /// What it was made of. Default: OpenStreetMap.
    pub source: Option<String>,
    /// The licence. Default: that of OpenStreetMap.
    pub licence: Option<String>,
    /// How the data are to be attributed. Default: as OpenStreetMap asks.
    pub attribution: Option<String>,
}

/// Reads a network. `made_at` is the day on which one is made of an extract, `YYYY-MM-DD`.
///
/// # Errors
/// `BadRoads` for a file that is neither, and where the file is damaged; `BadOption` for what is said of a pack; `TooLarge` if there is not
/// enough memory.
pub fn load(bytes: &[u8], options: LoadOptions, made_at: &str) -> Result<Network> {
    let LoadOptions { file_name, name, source, licence, attribution } = options;
    if is_pack(bytes) {
        let said = [("name", &name), ("source", &source), ("licence", &licence), ("attribution", &attribution)];
        if let Some((field, _)) = said.iter().find(|(_, value)| value.is_some()) {
            let message = format!("{field} is given, but a pack of roads tells its own; leave it out.");
            return Err(GeobitError::new(Code::BadOption, message).at_field(*field));
        }
        return read_pack(bytes);
    }
    if !is_osm(bytes) {
        return Err(bad("this is neither a pack of roads nor an extract of OpenStreetMap (.osm.pbf)"));
    }
    let name = name.or(file_name).unwrap_or_else(|| UNNAMED.to_owned());
    let options = OsmOptions { name, source, licence, attribution, made_at: made_at.to_owned() };
    read_osm(&mut Cursor::new(bytes), &options)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roads::{testing, write_pack};

    #[test]
    fn a_pack_is_recognised_and_tells_its_own_name() {
        let mut pack = Vec::new();
        write_pack(&testing::grid_network(3, 3, 0.1), &mut pack).unwrap().unwrap();
        let file = LoadOptions { file_name: Some("a.roads".into()), ..LoadOptions::default() };
        assert_eq!(load(&pack, file, "").unwrap().edges().len(), 12);
        let named = LoadOptions { name: Some("Mine".into()), ..LoadOptions::default() };
        let error = load(&pack, named, "").unwrap_err();
        assert_eq!((error.code, error.at.field.as_deref()), (Code::BadOption, Some("name")));
    }

    #[test]
    fn what_is_neither_is_refused() {
        for bytes in [&b""[..], b"id,lon,lat\n", b"PAR1"] {
            assert_eq!(load(bytes, LoadOptions::default(), "").unwrap_err().code, Code::BadRoads);
        }
    }
}
