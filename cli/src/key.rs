//! Keys that sign catalogues, in the files of minisign.

use std::env;
use std::fs::{self, Permissions};
use std::path::{Path, PathBuf};

use minisign::{KeyPair, SecretKey, SecretKeyBox};
use serde::Serialize;

use crate::arguments::Key;
use crate::delta::write_bytes;
use crate::failure::{Failure, Outcome};
use crate::output::{print_json, print_lines};

/// The environment variable with the password of a secret key.
const PASSWORD: &str = "GEOBIT_KEY_PASSWORD";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WrittenKey {
    output: String,
    public_key: String,
}

/// Makes a pair of keys. A key that is there is not replaced.
pub fn make(arguments: &Key, json: bool) -> Outcome {
    let path = &arguments.output;
    if path.exists() {
        return Err(Failure::at(path, "it is there already; a key is never replaced."));
    }
    let refuse = |error: minisign::PError| Failure::input(format!("No key can be made: {error}."));
    let pair = match env::var(PASSWORD).ok() {
        Some(password) => KeyPair::generate_encrypted_keypair(Some(password)),
        None => KeyPair::generate_unencrypted_keypair(),
    };
    let KeyPair { pk, sk } = pair.map_err(refuse)?;
    let secret = sk.to_box(Some("geobit: secret key of catalogues")).map_err(refuse)?.into_string();
    let public = pk.to_box().map_err(refuse)?.into_string();
    write_bytes(path, secret.as_bytes())?;
    #[cfg(unix)]
    let _ = fs::set_permissions(path, <Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o600));
    write_bytes(&public_path(path), public.as_bytes())?;
    let (output, public_key) = (path.display().to_string(), pk.to_base64());
    if json {
        return print_json(&WrittenKey { output, public_key });
    }
    print_lines(&[format!("{output}: keep it secret. The public key is {public_key}")])
}

fn public_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".pub");
    name.into()
}

/// Signs bytes with the key of a file. Returns the text of the signature.
pub fn sign(path: &Path, bytes: &[u8]) -> Outcome<String> {
    let refuse = |error: &dyn std::fmt::Display| Failure::at(path, format!("it cannot sign: {error}."));
    let text = fs::read_to_string(path).map_err(|error| refuse(&error))?;
    let read = || SecretKeyBox::from_string(&text).map_err(|error| refuse(&error));
    let secret: SecretKey = match read()?.into_unencrypted_secret_key() {
        Ok(secret) => secret,
        Err(_) => read()?.into_secret_key(env::var(PASSWORD).ok()).map_err(|error| refuse(&error))?,
    };
    let comment = Some("signature of a catalogue of GeoBit");
    let signed = minisign::sign(None, &secret, bytes, None, comment).map_err(|error| refuse(&error))?;
    Ok(signed.into_string())
}
