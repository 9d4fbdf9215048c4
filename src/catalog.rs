//! Catalogues: which packs a folder on a server holds, signed by who made them. docs/catalog.md is their specification.
//!
//! Nothing that a catalogue says is looked at before its signature is verified.

use minisign_verify::{PublicKey, Signature};
use serde::{Deserialize, Serialize};

use crate::day;
use crate::digest::is_digest;
use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::incident::Day;
use crate::order;

/// The version of the format that is written. Catalogues of a later version are refused.
pub const VERSION: u32 = 1;
/// The most bytes of a catalogue.
pub const MAX_BYTES: usize = 4 << 20;
/// The most bytes of a signature.
const MAX_SIGNATURE_BYTES: usize = 4096;
/// The most packs, and the most deltas.
const MAX_ENTRIES: usize = 10_000;
/// The most bytes of a pack or a delta.
const MAX_PACK_BYTES: u64 = 1 << 30;
/// The most keys that are tried.
const MAX_KEYS: usize = 100;
/// The most letters of a path or an id.
const MAX_NAME: usize = 200;

/// What a folder of packs holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Catalog {
    /// The version of the format.
    pub version: u32,
    /// The program that made it.
    pub made_by: String,
    /// The day on which it was made.
    #[serde(with = "day::text")]
    pub made_at: Day,
    /// The packs, in the order of their paths.
    pub packs: Vec<PackEntry>,
    /// The deltas, in the order of their paths.
    #[serde(default)]
    pub deltas: Vec<DeltaEntry>,
    /// The packs of roads, in the order of their paths.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roads: Vec<RoadsEntry>,
}

/// A pack in a catalogue. It is a whole region, and never a range of places around anything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackEntry {
    /// What stays when the pack is brought up to date: its path without the ending.
    pub id: String,
    /// The name of the pack.
    pub name: String,
    /// The countries that its records name.
    pub countries: Vec<String>,
    /// The box around the located incidents in degrees: west, south, east, north.
    pub bbox: Option<[f64; 4]>,
    /// The first day of any incident.
    #[serde(with = "day::text")]
    pub from: Day,
    /// The last day of any incident.
    #[serde(with = "day::text")]
    pub to: Day,
    /// The day up to which the data claim to be complete.
    #[serde(with = "day::text")]
    pub as_of: Day,
    /// The number of incidents.
    pub count: u64,
    /// The size of the file.
    pub bytes: u64,
    /// The SHA-256 of the file, as 64 small hexadecimal letters.
    pub sha256: String,
    /// The licence of the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// How the data are to be attributed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
    /// Whether the columns of text are there.
    pub has_text: bool,
    /// Where the file is, below the folder of the catalogue.
    pub path: String,
}

/// A delta in a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeltaEntry {
    /// The SHA-256 of the pack that it updates.
    pub base: String,
    /// The SHA-256 of the pack that it makes of that.
    pub result: String,
    /// The size of the file.
    pub bytes: u64,
    /// The SHA-256 of the file.
    pub sha256: String,
    /// Where the file is, below the folder of the catalogue.
    pub path: String,
}

/// A pack of roads in a catalogue. Like every other, it is a whole region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoadsEntry {
    /// What stays when the pack is brought up to date: its path.
    pub id: String,
    /// The name of the pack.
    pub name: String,
    /// The box around the roads in degrees: west, south, east, north.
    pub bbox: Option<[f64; 4]>,
    /// The length of all roads, km.
    pub length_km: f64,
    /// The day up to which the data tell, or nothing where nobody has said.
    pub data_as_of: String,
    /// Whether roads are drawn from town to town and not as they run.
    pub schematic: bool,
    /// The size of the file.
    pub bytes: u64,
    /// The SHA-256 of the file, as 64 small hexadecimal letters.
    pub sha256: String,
    /// The licence of the data.
    pub licence: String,
    /// How the data are to be attributed.
    pub attribution: String,
    /// Where the file is, below the folder of the catalogue.
    pub path: String,
}

/// Reads a catalogue that one of the holders of some keys has signed.
///
/// `signature` is the text of the file `catalog.json.minisig`, and `keys` are public keys of minisign, as their line of 56 letters or as
/// the text of their file.
///
/// # Errors
/// `BadOption` for a key that is none, and for other than 1 to 100 keys; `BadSignature` for a signature that is none, that is of another key, or that
/// does not fit the bytes; `BadPack` for a catalogue that is damaged, of a later version, or that leads out of its folder.
pub fn read(bytes: &[u8], signature: &str, keys: &[String]) -> Result<Catalog> {
    verify(bytes, signature, keys)?;
    parse(bytes)
}

fn verify(bytes: &[u8], signature: &str, keys: &[String]) -> Result<()> {
    let refuse = |message: &str| Err(GeobitError::new(Code::BadSignature, message));
    if keys.is_empty() {
        let message = "There is no public key; the key of whoever signs the catalogue is wanted.";
        return Err(GeobitError::new(Code::BadOption, message).at_field("keys"));
    }
    if keys.len() > MAX_KEYS {
        let message = format!("There are {} public keys; 1 to {MAX_KEYS} are accepted.", keys.len());
        return Err(GeobitError::new(Code::BadOption, message).at_field("keys"));
    }
    let keys: Vec<PublicKey> = keys.iter().map(|key| read_key(key)).collect::<Result<_>>()?;
    if bytes.len() > MAX_BYTES || signature.len() > MAX_SIGNATURE_BYTES {
        let message = "This catalogue is larger than 4 MiB, or its signature than 4 kB; neither is read.";
        return Err(GeobitError::new(Code::TooLarge, message));
    }
    let Ok(signature) = Signature::decode(signature) else {
        return refuse(
            "The signature of this catalogue is none: four lines as minisign writes them are wanted. Nothing of the catalogue is used.",
        );
    };
    if keys.iter().any(|key| key.verify(bytes, &signature, false).is_ok()) {
        return Ok(());
    }
    refuse(
        "The signature of this catalogue is wrong: it was altered, or signed with a key that is not accepted here. Nothing of it is used.",
    )
}

fn read_key(text: &str) -> Result<PublicKey> {
    let text = text.trim();
    let key = if text.contains('\n') { PublicKey::decode(text) } else { PublicKey::from_base64(text) };
    key.map_err(|_| {
        let message = format!("{} is no public key of minisign; a line of 56 letters is wanted.", quote_excerpt(text));
        GeobitError::new(Code::BadOption, message).at_field("keys")
    })
}

fn parse(bytes: &[u8]) -> Result<Catalog> {
    #[derive(Deserialize)]
    struct Version {
        version: u32,
    }
    let refuse = |message: String| GeobitError::new(Code::BadPack, message);
    if let Ok(Version { version }) = serde_json::from_slice(bytes)
        && version > VERSION
    {
        return Err(refuse(format!(
            "This catalogue has version {version} of the format; this GeoBit reads versions up to {VERSION}. Use a newer GeoBit."
        )));
    }
    let catalog: Catalog = serde_json::from_slice(bytes)
        .map_err(|error| refuse(format!("This catalogue is signed, but cannot be read: {error}.")))?;
    catalog.check().map_err(refuse)?;
    Ok(catalog)
}

impl Catalog {
    /// Returns what is wrong with the catalogue as a sentence, if anything is.
    pub fn check(&self) -> std::result::Result<(), String> {
        let (packs, deltas, roads) = (self.packs.len(), self.deltas.len(), self.roads.len());
        if packs.max(deltas).max(roads) > MAX_ENTRIES {
            return Err(format!(
                "This catalogue has {packs} packs, {deltas} deltas and {roads} packs of roads; at most {MAX_ENTRIES} of each are read."
            ));
        }
        let packs = self.packs.iter().map(|pack| (&pack.path, pack.bytes, vec![&pack.sha256]));
        let roads = self.roads.iter().map(|roads| (&roads.path, roads.bytes, vec![&roads.sha256]));
        let deltas =
            self.deltas.iter().map(|delta| (&delta.path, delta.bytes, vec![&delta.sha256, &delta.base, &delta.result]));
        for (path, bytes, digests) in packs.chain(deltas).chain(roads) {
            if !is_path(path) {
                return Err(format!(
                    "The catalogue names the file {}; a path below its own folder is wanted, of letters, digits, and the signs . - _ /.",
                    quote_excerpt(path)
                ));
            }
            if let Some(wrong) = digests.into_iter().find(|text| !is_digest(text)) {
                return Err(format!(
                    "{path} has the SHA-256 {}; 64 hexadecimal letters are wanted.",
                    quote_excerpt(wrong)
                ));
            }
            if bytes > MAX_PACK_BYTES {
                return Err(format!("{path} has {bytes} bytes; at most 1 GiB is read."));
            }
        }
        let packs = self.packs.iter().map(|pack| pack.id.as_str());
        let mut ids: Vec<&str> = packs.chain(self.roads.iter().map(|roads| roads.id.as_str())).collect();
        order::sort_by(&mut ids, Ord::cmp);
        if let Some(wrong) = ids.iter().find(|id| !is_path(id)) {
            return Err(format!("The catalogue has a pack with the id {}, which is none.", quote_excerpt(wrong)));
        }
        match ids.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(format!("The catalogue has two packs with the id {}.", quote_excerpt(pair[0]))),
            None => Ok(()),
        }
    }

    /// Returns the deltas that make one pack of another, in their order, or `None` where there are none.
    pub fn deltas_between(&self, base: &str, result: &str) -> Option<Vec<&DeltaEntry>> {
        let mut found = Vec::new();
        let mut wanted = result;
        // From the end, so that a later pack is not led astray by deltas to others.
        while wanted != base {
            let delta = self.deltas.iter().filter(|delta| delta.result == wanted);
            let delta = delta.min_by_key(|delta| (delta.base != base, delta.bytes))?;
            found.push(delta);
            if found.len() > self.deltas.len() {
                return None;
            }
            wanted = &delta.base;
        }
        found.reverse();
        Some(found)
    }
}

/// Returns whether a text is a path below a folder, which every server and every file system takes as it is.
pub fn is_path(text: &str) -> bool {
    let is_name = |name: &str| {
        !name.starts_with('.')
            && !name.is_empty()
            && name.bytes().all(|letter| letter.is_ascii_alphanumeric() || b".-_".contains(&letter))
    };
    text.len() <= MAX_NAME && text.split('/').all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_below_the_folder() {
        for path in ["nigeria.parquet", "2024/nigeria_1990-2019.parquet"] {
            assert!(is_path(path), "{path}");
        }
        let others = [
            "",
            "/a",
            "../a",
            "a/../b",
            "a//b",
            "https://a/b",
            "a\\b",
            "a b",
            ".a",
            "a?b",
            "a#b",
            "a%2e",
            "é",
            &"a".repeat(201),
        ];
        for path in others {
            assert!(!is_path(path), "{path}");
        }
    }

    fn delta(base: &str, result: &str, bytes: u64) -> DeltaEntry {
        let [base, result] = [base, result].map(|name| crate::digest::digest(name.as_bytes()));
        DeltaEntry { base, result, bytes, sha256: String::new(), path: String::new() }
    }

    #[test]
    fn packs_of_roads_are_checked_as_others_are() {
        let sha256 = crate::digest::digest(b"a");
        let roads = RoadsEntry {
            id: "mali.roads".into(),
            name: "Mali".into(),
            bbox: None,
            length_km: 1.0,
            data_as_of: String::new(),
            schematic: false,
            bytes: 1,
            sha256,
            licence: String::new(),
            attribution: String::new(),
            path: "mali.roads".into(),
        };
        let of = |roads: Vec<RoadsEntry>| Catalog {
            version: 1,
            made_by: String::new(),
            made_at: 0,
            packs: Vec::new(),
            deltas: Vec::new(),
            roads,
        };
        let without = serde_json::to_string(&of(Vec::new())).unwrap();
        assert!(!without.contains("roads"), "a catalogue without roads is as it was before there were any");
        assert_eq!(serde_json::from_str::<Catalog>(&without).unwrap(), of(Vec::new()));
        let good = of(vec![roads.clone()]);
        assert_eq!(good.check(), Ok(()));
        assert_eq!(serde_json::from_str::<Catalog>(&serde_json::to_string(&good).unwrap()).unwrap(), good);
        let wrong = |change: fn(&mut RoadsEntry)| {
            let mut changed = roads.clone();
            change(&mut changed);
            of(vec![roads.clone(), RoadsEntry { id: "other".into(), ..changed }]).check().unwrap_err()
        };
        assert!(wrong(|roads| roads.path = "../mali.roads".into()).contains("below its own folder"));
        assert!(wrong(|roads| roads.sha256 = "x".into()).contains("64 hexadecimal letters"));
        assert!(wrong(|roads| roads.bytes = u64::MAX).contains("1 GiB"));
        assert!(of(vec![roads.clone(), roads]).check().unwrap_err().contains("two packs with the id"));
    }

    #[test]
    fn deltas_lead_from_pack_to_pack() {
        let deltas =
            vec![delta("a", "b", 5), delta("b", "c", 5), delta("a", "c", 50), delta("x", "d", 1), delta("d", "x", 1)];
        let catalog =
            Catalog { version: 1, made_by: String::new(), made_at: 0, packs: Vec::new(), deltas, roads: Vec::new() };
        let between = |from: &str, to: &str| {
            let [from, to] = [from, to].map(|name| crate::digest::digest(name.as_bytes()));
            catalog.deltas_between(&from, &to).map(|deltas| deltas.iter().map(|delta| delta.bytes).collect::<Vec<_>>())
        };
        assert_eq!(between("a", "b"), Some(vec![5]));
        assert_eq!(between("a", "c"), Some(vec![50]), "a single step comes first");
        assert_eq!(between("c", "c"), Some(vec![]));
        assert_eq!(between("c", "a"), None);
        assert_eq!(between("a", "d"), None, "deltas in a circle end");
    }
}
