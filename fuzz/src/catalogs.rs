//! Catalogues of packs, signed or not.

use std::sync::OnceLock;

use geobit::catalog::{self, Catalog, is_path};
use geobit::digest::is_digest;
use geobit::error::Code;
use minisign::KeyPair;

use super::memory::bounded;
use super::readers::check_error;

/// What reading a catalogue may cost: a constant part, and bytes per byte.
const MAX_BYTES: usize = 1 << 20;
const MAX_BYTES_PER_BYTE: usize = 400;

/// Panics with what is wrong if these bytes are treated wrongly as a catalogue with a good signature, or if they are taken for a
/// signature.
pub fn check(bytes: &[u8]) {
    let (keys, signature) = (vec![pair().pk.to_base64()], sign(bytes));
    bounded(MAX_BYTES + MAX_BYTES_PER_BYTE * bytes.len(), || {
        match catalog::read(bytes, &signature, &keys) {
            Ok(read) => check_catalog(&read),
            Err(error) => {
                assert_ne!(error.code, Code::BadSignature, "a good signature was refused");
                check_error(&error);
            }
        }
        check_refused(&[bytes, b" "].concat(), &signature, &keys);
        check_refused(b"{}", &String::from_utf8_lossy(bytes), &keys);
    });
}

fn check_refused(bytes: &[u8], signature: &str, keys: &[String]) {
    let error = catalog::read(bytes, signature, keys).expect_err("a signature of other bytes");
    assert!(matches!(error.code, Code::BadSignature | Code::TooLarge), "{error:?}");
    check_error(&error);
}

/// Nothing leads out of the folder, and the catalogue written again is the same.
fn check_catalog(read: &Catalog) {
    for pack in &read.packs {
        assert!(is_path(&pack.path) && is_path(&pack.id) && is_digest(&pack.sha256), "{pack:?}");
    }
    for roads in &read.roads {
        assert!(is_path(&roads.path) && is_path(&roads.id) && is_digest(&roads.sha256), "{roads:?}");
    }
    for delta in &read.deltas {
        let digests = [&delta.sha256, &delta.base, &delta.result];
        assert!(is_path(&delta.path) && digests.into_iter().all(|text| is_digest(text)), "{delta:?}");
        let steps = read.deltas_between(&delta.base, &delta.result);
        assert!(steps.is_some_and(|steps| steps.len() <= 1), "{delta:?}");
    }
    let written = serde_json::to_vec(read).expect("a catalogue can be written");
    let again = catalog::read(&written, &sign(&written), &[pair().pk.to_base64()]);
    assert_eq!(again.as_ref(), Ok(read));
}

/// A pair of keys for this run: what is checked does not depend on it.
fn pair() -> &'static KeyPair {
    static PAIR: OnceLock<KeyPair> = OnceLock::new();
    PAIR.get_or_init(|| KeyPair::generate_unencrypted_keypair().expect("keys can be made"))
}

fn sign(bytes: &[u8]) -> String {
    minisign::sign(None, &pair().sk, bytes, None, None).expect("bytes can be signed").into_string()
}
