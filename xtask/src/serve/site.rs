//! Answers requests with the files of one folder.

use std::fs::{self, File};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use hyper::header::{self, HeaderValue};
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
        match self.find(request.uri().path()) {
            Some((path, file, length)) => self.reply(StatusCode::OK, media_type(&path), length, file),
            None => self.refuse(StatusCode::NOT_FOUND, "there is no such file"),
        }
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
        // With `no-cache`, a reload shows a new build.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        // The page sets its own policy, but a worker obeys only the one that is sent with its script.
        if let Some(policy) = &self.policy {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
        }
        answer
    }

    /// Returns the file that a URL's path leads to, and its length in bytes.
    fn find(&self, url_path: &str) -> Option<(PathBuf, File, u64)> {
        let mut path = self.folder.join(relative_path(url_path)?);
        if path.is_dir() {
            path.push("index.html");
        }
        // A link could lead out of the folder, and opening a pipe may wait forever.
        if path.canonicalize().ok()? != path || !path.metadata().ok()?.is_file() {
            return None;
        }
        let file = File::open(&path).ok()?;
        let length = file.metadata().ok()?.len();
        Some((path, file, length))
    }
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

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "json" | "map" => "application/json",
        "geojson" => "application/geo+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
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
    fn files_get_the_media_types_that_browsers_require() {
        assert_eq!(media_type(Path::new("geobit_bg.wasm")), "application/wasm");
        assert_eq!(media_type(Path::new("worker.js")), "text/javascript; charset=utf-8");
        assert_eq!(media_type(Path::new("LICENSE")), "application/octet-stream");
    }

    #[test]
    fn the_policy_is_the_one_in_the_page() {
        let page = "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\"\n  \
            content=\"default-src &#39;self&#39;;\n   img-src 'self' data:\">\n<meta name=\"x\" content=\"y\">";
        assert_eq!(find_policy(page).as_deref(), Some("default-src 'self'; img-src 'self' data:"));
        assert_eq!(find_policy("<meta charset=\"utf-8\">"), None);
    }
}
