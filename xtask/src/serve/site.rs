//! Answers requests with the files of one folder, encoded where an encoded form lies beside a file.

use std::fs::{self, File};
use std::io::{Cursor, ErrorKind, Read, empty};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use geobit_serving::{Encoding, cache_control, media_type, version_mark};
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};

use super::content::Content;
use super::names::Names;

/// The folder that is served.
pub struct Site {
    /// Without a link on the way to it.
    folder: PathBuf,
    /// What the page wants to be sent with each of its files.
    headers: Vec<(HeaderName, HeaderValue)>,
    names: Names,
}

impl Site {
    pub fn open(folder: &Path, names: Names) -> Result<Site> {
        let folder = folder.canonicalize().with_context(|| format!("cannot find {}", folder.display()))?;
        Ok(Site { headers: read_headers(&folder)?, folder, names })
    }

    /// Answers a request, whose body is of no interest.
    pub fn answer<B>(&self, request: &Request<B>) -> Response<Content> {
        let mut hosts = request.headers().get_all(header::HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else {
            return self.refuse(StatusCode::BAD_REQUEST, &format!("a request has one header `Host: {}`", self.names));
        };
        // A request to a proxy names a host in its first line, too.
        let line_host = request.uri().authority().is_none_or(|authority| self.names.include(authority.as_str()));
        if !line_host || !host.to_str().is_ok_and(|host| self.names.include(host)) {
            let why = format!(
                "this is {}, and requests by another name are refused; `cargo xtask start --host NAME` serves by another \
                 name of the machine",
                self.names
            );
            return self.refuse(StatusCode::MISDIRECTED_REQUEST, &why);
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let mut answer = self.refuse(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered here");
            answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            return answer;
        }
        let found = self.find(request.uri().path()).and_then(|path| self.send(&path, request.headers()));
        found.unwrap_or_else(|| self.refuse(StatusCode::NOT_FOUND, "there is no such file"))
    }

    /// Answers with a file, in the encoding that the client likes best, or with the word that it has not changed.
    fn send(&self, path: &Path, asked: &HeaderMap) -> Option<Response<Content>> {
        let accepted = list(asked, header::ACCEPT_ENCODING);
        let encoding = Encoding::choose(path, accepted.as_deref(), asked.contains_key(header::RANGE));
        let file = File::open(encoding.path_of(path)).ok()?;
        let known = file.metadata().ok()?;
        let mark = version_mark(&known, encoding).ok()?;
        let is_known = list(asked, header::IF_NONE_MATCH)
            .is_some_and(|marks| marks.split(',').any(|one| one.trim() == "*" || one.trim() == mark));
        let mut answer = if is_known {
            let mut answer = self.reply(StatusCode::NOT_MODIFIED, media_type(path), 0, empty());
            answer.headers_mut().remove(header::CONTENT_LENGTH);
            answer
        } else {
            self.reply(StatusCode::OK, media_type(path), known.len(), file)
        };
        let headers = answer.headers_mut();
        let kept = cache_control(path.strip_prefix(&self.folder).ok()?);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
        headers.insert(header::ETAG, HeaderValue::from_str(&mark).ok()?);
        if let Some(name) = encoding.name() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        if Encoding::is_any_there(path) {
            headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        }
        Some(answer)
    }

    fn refuse(&self, status: StatusCode, why: &str) -> Response<Content> {
        let why = why.as_bytes().to_vec();
        self.reply(status, "text/plain; charset=utf-8", why.len() as u64, Cursor::new(why))
    }

    /// Makes an answer. It tells the length, so that the page can show the progress of a download.
    fn reply(
        &self,
        status: StatusCode,
        media_type: &'static str,
        length: u64,
        body: impl Read + Send + 'static,
    ) -> Response<Content> {
        let mut answer = Response::new(Content::new(body, length));
        *answer.status_mut() = status;
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        headers.insert(header::CONTENT_LENGTH, length.into());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        // The page has a policy in itself, but a worker obeys only the one that is sent with its script.
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        answer
    }

    /// Returns the file that a URL's path leads to.
    fn find(&self, url_path: &str) -> Option<PathBuf> {
        let mut path = self.folder.join(relative_path(url_path)?);
        if path.is_dir() {
            path.push("index.html");
        }
        // A link could lead out of the folder, and opening a pipe may wait forever.
        (path.canonicalize().ok()? == path && path.metadata().ok()?.is_file()).then_some(path)
    }
}

/// Returns a header that is a list, which may be sent in several lines.
fn list(asked: &HeaderMap, name: HeaderName) -> Option<String> {
    let lines: Vec<&str> = asked.get_all(name).iter().filter_map(|line| line.to_str().ok()).collect();
    (!lines.is_empty()).then(|| lines.join(","))
}

/// Returns the path of a file relative to the folder that is served, or `None` if the URL's path leads out of it.
fn relative_path(url_path: &str) -> Option<PathBuf> {
    let mut relative = PathBuf::new();
    for part in url_path.split('/').filter(|part| !part.is_empty()) {
        let name = percent_decode(part)?;
        if name == "." || name == ".." || name.contains(['/', '\\', ':', '\0']) {
            return None;
        }
        relative.push(name);
    }
    Some(relative)
}

fn percent_decode(part: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' { 16 * hex_digit(rest.next())? + hex_digit(rest.next())? } else { byte });
    }
    String::from_utf8(bytes).ok()
}

fn hex_digit(byte: Option<u8>) -> Option<u8> {
    Some(char::from(byte?).to_digit(16)? as u8)
}

/// Reads the file `_headers`, which the build of the page writes for servers: a line for all files, and below it, indented, one for each
/// header. A folder without it has none.
fn read_headers(folder: &Path) -> Result<Vec<(HeaderName, HeaderValue)>> {
    let path = folder.join("_headers");
    match fs::read_to_string(&path) {
        Ok(text) => parse_headers(&text).with_context(|| format!("{} cannot be sent", path.display())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

fn parse_headers(text: &str) -> Result<Vec<(HeaderName, HeaderValue)>> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("  "));
    lines
        .map(|line| {
            let (name, value) = line.split_once(": ").with_context(|| format!("this is no header: {line}"))?;
            Ok((name.parse()?, value.parse()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_leads_to_a_file_inside_the_folder_or_nowhere() {
        assert_eq!(relative_path("/"), Some("".into()));
        assert_eq!(relative_path("/assets//app.js"), Some("assets/app.js".into()));
        assert_eq!(relative_path("/a%20b/%C3%A9.json"), Some("a b/é.json".into()));
        for outside in [
            "/../secret",
            "/a/%2e%2e/b",
            "/a/.%2E",
            "/..%2fsecret",
            "/a%2Fb",
            "/%2fetc/passwd",
            "/c:/x",
            "/a\\..\\b",
            "/a%5c..%5cb",
            "/a%00",
            "/%ff",
            "/%4",
            "/%+1",
        ] {
            let found = relative_path(outside);
            assert!(found.is_none(), "{outside} gave {found:?}");
        }
    }

    #[test]
    fn the_headers_are_those_of_the_file() {
        let headers =
            parse_headers("/*\n  Content-Security-Policy: default-src 'self'; img-src 'self'\n  X-One: 1\n").unwrap();
        let told: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
        assert_eq!(told, [("content-security-policy", "default-src 'self'; img-src 'self'"), ("x-one", "1")]);
        assert!(parse_headers("/*\n").unwrap().is_empty());
        for bad in ["  no colon", "  a b: c", "  X: \u{7}"] {
            assert!(parse_headers(bad).is_err(), "{bad}");
        }
    }
}
