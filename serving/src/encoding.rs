//! Which encoding a file is sent in. Encoded files lie beside the file itself, such as `app.js.br` beside `app.js`.

use std::fs;
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Brotli,
    Gzip,
    /// The file as it is.
    Identity,
}

impl Encoding {
    /// The smallest first, which is chosen where a client wants several alike.
    const ALL: [Encoding; 3] = [Encoding::Brotli, Encoding::Gzip, Encoding::Identity];

    /// Returns the encoding of the file `path` that a client likes best, of those that are there.
    ///
    /// `accepted` is the header `Accept-Encoding`. A client that accepts nothing that is there gets the file as it is, as RFC 9110
    /// advises. A part of a file is always a part of the file as it is, for which `wants_part` says whether one is asked for.
    pub fn choose(path: &Path, accepted: Option<&str>, wants_part: bool) -> Encoding {
        if wants_part {
            return Encoding::Identity;
        }
        Encoding::preferred(accepted.unwrap_or_default(), |encoding| encoding.is_there(path))
    }

    /// Returns whether there is an encoded form of the file, so that the answer depends on what the client accepts.
    pub fn is_any_there(path: &Path) -> bool {
        Encoding::ALL.into_iter().any(|encoding| encoding != Encoding::Identity && encoding.is_there(path))
    }

    /// The name in `Content-Encoding`; the file as it is has none.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Encoding::Brotli => Some("br"),
            Encoding::Gzip => Some("gzip"),
            Encoding::Identity => None,
        }
    }

    /// Returns the path of the file in this encoding.
    pub fn path_of(self, path: &Path) -> PathBuf {
        let mut name = path.as_os_str().to_owned();
        match self {
            Encoding::Brotli => name.push(".br"),
            Encoding::Gzip => name.push(".gz"),
            Encoding::Identity => {}
        }
        name.into()
    }

    /// A file that was changed after it was encoded is sent as it is, and a link is not followed.
    fn is_there(self, path: &Path) -> bool {
        if self == Encoding::Identity {
            return true;
        }
        let changed = |path: &Path| {
            let known = fs::symlink_metadata(path).ok().filter(|known| known.is_file())?;
            known.modified().ok()
        };
        matches!((changed(&self.path_of(path)), changed(path)), (Some(encoded), Some(file)) if encoded >= file)
    }

    fn preferred(accepted: &str, is_there: impl Fn(Encoding) -> bool) -> Encoding {
        let mut best = (Encoding::Identity, 0);
        for encoding in Encoding::ALL.into_iter().filter(|encoding| is_there(*encoding)) {
            let weight = encoding.weight_in(accepted);
            if weight > best.1 {
                best = (encoding, weight);
            }
        }
        best.0
    }

    /// Returns how much a client wants this encoding, in thousandths.
    fn weight_in(self, accepted: &str) -> u32 {
        let mut any = None;
        for (name, weight) in accepted.split(',').filter_map(read_preference) {
            if self.has_name(name) {
                return weight;
            }
            if name == "*" {
                any = Some(weight);
            }
        }
        // A client that says nothing of it takes a file as it is, and likes any encoding that it names better.
        any.unwrap_or(if self == Encoding::Identity { 1 } else { 0 })
    }

    fn has_name(self, name: &str) -> bool {
        let names: &[&str] = match self {
            Encoding::Brotli => &["br"],
            Encoding::Gzip => &["gzip", "x-gzip"],
            Encoding::Identity => &["identity"],
        };
        names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }
}

/// Reads one preference, such as `br;q=0.8`. What is none is passed over.
fn read_preference(text: &str) -> Option<(&str, u32)> {
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?;
    match parts.next() {
        None => Some((name, 1000)),
        Some(weight) => Some((name, read_weight(weight)?)),
    }
}

/// Reads a weight of at most three digits, such as `q=0.25`.
fn read_weight(text: &str) -> Option<u32> {
    let (name, number) = text.split_once('=')?;
    let (whole, part) = number.trim().split_once('.').unwrap_or((number.trim(), ""));
    let is_number = part.len() <= 3 && part.bytes().all(|digit| digit.is_ascii_digit());
    if !name.trim().eq_ignore_ascii_case("q") || !is_number {
        return None;
    }
    let thousandths = format!("{part:0<3}").parse().ok()?;
    match whole {
        "0" => Some(thousandths),
        "1" if thousandths == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::Encoding::{Brotli, Gzip, Identity};
    use super::*;

    #[test]
    fn a_client_gets_the_encoding_that_it_likes_best() {
        let of_all = |accepted: &str| Encoding::preferred(accepted, |_| true);
        for (accepted, wanted) in [
            ("gzip, deflate, br, zstd", Brotli),
            ("gzip, deflate", Gzip),
            ("x-gzip", Gzip),
            ("GZip;Q=0.5", Gzip),
            ("br;q=0.5, gzip", Gzip),
            ("br;q=0.5, gzip;q=0.5", Brotli),
            ("br;q=0.500,gzip;q=0.501", Gzip),
            ("br;q=0, gzip;q=0.001, identity;q=0", Gzip),
            ("br;q=0, *", Gzip),
            ("*", Brotli),
            ("*;q=0", Identity),
            ("identity, br;q=0.5", Identity),
            ("identity;q=0.5, br", Brotli),
            ("br;q=0.2, identity;q=0.9, gzip;q=0.8", Identity),
            ("identity;q=0", Identity),
            ("deflate", Identity),
            ("", Identity),
            (" , ,", Identity),
        ] {
            assert_eq!(of_all(accepted), wanted, "{accepted}");
        }
    }

    #[test]
    fn what_is_no_preference_is_passed_over() {
        for wrong in
            ["br;q=2", "br;q=1.001", "br;q=0.0001", "br;q=-1", "br;q=", "br;q=.5", "br;x=1", "br;q=0,5", ";q=1"]
        {
            assert_eq!(Encoding::preferred(&format!("{wrong}, gzip;q=0.1"), |_| true), Gzip, "{wrong}");
        }
    }

    #[test]
    fn only_what_is_there_and_not_older_than_the_file_is_chosen() {
        let folder = std::env::temp_dir().join(format!("geobit-serving-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("app.js");
        fs::write(&file, "new").unwrap();
        let choose = |accepted| Encoding::choose(&file, accepted, false);
        assert_eq!((choose(Some("br, gzip")), Encoding::is_any_there(&file)), (Identity, false));
        fs::write(folder.join("app.js.gz"), "gzip").unwrap();
        assert_eq!((choose(Some("br, gzip")), Encoding::is_any_there(&file)), (Gzip, true));
        fs::write(folder.join("app.js.br"), "brotli").unwrap();
        assert_eq!(choose(Some("br, gzip")), Brotli);
        assert_eq!(choose(None), Identity);
        assert_eq!(Encoding::choose(&file, Some("br"), true), Identity, "a part is one of the file as it is");
        let later = SystemTime::now() + Duration::from_secs(60);
        fs::File::options().write(true).open(&file).unwrap().set_modified(later).unwrap();
        assert_eq!((choose(Some("br, gzip")), Encoding::is_any_there(&file)), (Identity, false), "they are older");
        fs::remove_dir_all(&folder).unwrap();
    }
}
