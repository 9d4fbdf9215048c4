//! Answers requests with the files of one folder, encoded where an encoded form lies beside a file.

use std::fs::{self, File};
use std::io::{Cursor, Read, empty};
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
    /// The page's content security policy.
    policy: Option<HeaderValue>,
    names: Names,
}

impl Site {
    pub fn open(folder: &Path, names: Names) -> Result<Site> {
        let folder = folder.canonicalize().with_context(|| format!("cannot find {}", folder.display()))?;
        let policy = read_policy(&folder)?.map(|policy| HeaderValue::from_str(&policy)).transpose();
        Ok(Site { policy: policy.context("the page's policy cannot be sent in a header")?, folder, names })
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
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        // The page sets its own policy, but a worker obeys only the one that is sent with its script.
        if let Some(policy) = &self.policy {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
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

/// Returns the policy in the `<meta http-equiv="Content-Security-Policy" content="...">` of the page.
fn read_policy(folder: &Path) -> Result<Option<String>> {
    let page = folder.join("index.html");
    let page = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    Ok(find_policy(&page))
}

fn find_policy(page: &str) -> Option<String> {
    let meta = page.split("<meta").find(|meta| meta.contains("http-equiv=\"Content-Security-Policy\""))?;
    let content = meta.split_once("content=\"")?.1.split('"').next()?;
    let content = content.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&");
    Some(content.split_whitespace().collect::<Vec<_>>().join(" "))
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
    fn the_policy_is_the_one_in_the_page() {
        let page = "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\"\n  \
            content=\"default-src &#39;self&#39;;\n   img-src 'self' data:\">\n<meta name=\"x\" content=\"y\">";
        assert_eq!(find_policy(page).as_deref(), Some("default-src 'self'; img-src 'self' data:"));
        assert_eq!(find_policy("<meta charset=\"utf-8\">"), None);
    }
}
