//! A small static server for the built page.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use crate::shell::say;

const DEFAULT_PORT: u16 = 4173;
/// How many ports from the default one on are tried.
const ATTEMPTS: u16 = 20;
/// A page asks for a handful of files at once.
const THREADS: usize = 4;

/// Serves a folder until Ctrl-C.
pub fn serve(folder: PathBuf, host: &str, port: Option<u16>) -> Result<()> {
    let listener = listen(host, port)?;
    let address = listener.local_addr()?;
    let server =
        Server::from_listener(listener, None).map_err(|error| anyhow!("cannot serve on {address}: {error}"))?;
    let site = Arc::new(Site { policy: policy_of(&folder)?, folder });
    let server = Arc::new(server);
    ctrlc::set_handler(|| {
        say("\nstopped");
        std::process::exit(0);
    })?;
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let (server, site) = (server.clone(), site.clone());
            thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    // A reader that went away meanwhile is no reason to stop.
                    site.answer(request).ok();
                }
            })
        })
        .collect();
    check_that_it_answers(address)?;
    say("serving the page until Ctrl-C at");
    say(&format!("http://{address}/"));
    for thread in threads {
        thread.join().map_err(|_| anyhow!("the server broke down"))?;
    }
    Ok(())
}

/// Takes the port that was asked for, or else the first free one from the default on.
fn listen(host: &str, port: Option<u16>) -> Result<TcpListener> {
    let first = port.unwrap_or(DEFAULT_PORT);
    let last = if port.is_some() { first } else { first + ATTEMPTS - 1 };
    for port in first..=last {
        let address = (host, port).to_socket_addrs().ok().and_then(|mut found| found.next());
        let address = address.with_context(|| format!("--host takes an address of this machine, not `{host}`"))?;
        match TcpListener::bind(address) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(anyhow!(error).context(format!("cannot listen on {address}"))),
        }
    }
    if port.is_some() {
        bail!("port {first} is taken; name another one with --port, or none to get a free one");
    }
    bail!("the ports {first} to {last} are all taken; name another one with --port");
}

fn check_that_it_answers(address: SocketAddr) -> Result<()> {
    let reachable = match address.ip() {
        ip if ip.is_unspecified() => SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), address.port()),
        _ => address,
    };
    let answer = get(reachable, "GET", "/").with_context(|| format!("the server at {address} does not answer"))?;
    if !answer.starts_with("HTTP/1.1 200") {
        bail!("the server at {address} answers with `{}`", answer.lines().next().unwrap_or_default());
    }
    Ok(())
}

fn get(address: SocketAddr, method: &str, path: &str) -> Result<String> {
    let mut connection = TcpStream::connect(address)?;
    write!(connection, "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

struct Site {
    folder: PathBuf,
    /// The content security policy of the page.
    policy: Option<String>,
}

impl Site {
    fn answer(&self, request: Request) -> Result<()> {
        if !matches!(request.method(), Method::Get | Method::Head) {
            return self.refuse(request, 405, "only GET and HEAD are answered here");
        }
        let Some((path, file)) = self.find(request.url()) else {
            return self.refuse(request, 404, "there is no such file");
        };
        // The length is told, so that the page can show how far a download is.
        let answer = Response::from_file(file).with_chunked_threshold(usize::MAX);
        Ok(request.respond(self.with_headers(answer, media_type(&path)))?)
    }

    fn refuse(&self, request: Request, status: u16, why: &str) -> Result<()> {
        let answer = Response::from_string(why).with_status_code(StatusCode(status));
        Ok(request.respond(self.with_headers(answer, "text/plain; charset=utf-8"))?)
    }

    fn find(&self, url: &str) -> Option<(PathBuf, File)> {
        let mut path = self.folder.join(relative_path(url)?);
        if path.is_dir() {
            path.push("index.html");
        }
        let file = File::open(&path).ok()?;
        Some((path, file))
    }

    fn with_headers<R: Read>(&self, mut answer: Response<R>, media_type: &str) -> Response<R> {
        let mut add = |name: &str, value: &str| {
            answer.add_header(Header::from_bytes(name, value).expect("headers are plain text"));
        };
        add("Content-Type", media_type);
        // A page built anew must be seen.
        add("Cache-Control", "no-cache");
        add("X-Content-Type-Options", "nosniff");
        add("Referrer-Policy", "no-referrer");
        if let Some(policy) = &self.policy {
            // The page sets it for itself; a worker obeys only the one that comes with its own script.
            add("Content-Security-Policy", policy);
        }
        answer
    }
}

/// The path of a file inside the folder that is served, or nothing if the URL leads out of it.
fn relative_path(url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?;
    let path = decoded(path)?;
    let mut inside = PathBuf::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if part == "." || part == ".." || part.contains(['\\', ':', '\0']) {
            return None;
        }
        inside.push(part);
    }
    Some(inside)
}

fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
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

/// The policy in the page's own `<meta http-equiv="Content-Security-Policy" content="...">`.
fn policy_of(folder: &Path) -> Result<Option<String>> {
    let page = folder.join("index.html");
    let page = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    Ok(policy_in(&page))
}

fn policy_in(page: &str) -> Option<String> {
    let meta = page.split("<meta").find(|meta| meta.contains("http-equiv=\"Content-Security-Policy\""))?;
    let content = meta.split_once("content=\"")?.1.split('"').next()?;
    let content = content.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&");
    Some(content.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_a_file_inside_the_folder_or_nothing() {
        assert_eq!(relative_path("/"), Some("".into()));
        assert_eq!(relative_path("/assets/app.js?v=1#top"), Some("assets/app.js".into()));
        assert_eq!(relative_path("/a%20b/%C3%A9.json"), Some("a b/é.json".into()));
        for outside in
            ["/../secret", "/a/%2e%2e/b", "/..%2fsecret", "/c:/x", "/a\\..\\b", "/a%00", "/%ff", "/%4", "/%+1"]
        {
            let found = relative_path(outside);
            assert!(found.is_none(), "{outside} gave {found:?}");
        }
    }

    #[test]
    fn files_get_the_types_that_browsers_insist_on() {
        assert_eq!(media_type(Path::new("geobit_bg.wasm")), "application/wasm");
        assert_eq!(media_type(Path::new("worker.js")), "text/javascript; charset=utf-8");
        assert_eq!(media_type(Path::new("LICENSE")), "application/octet-stream");
    }

    #[test]
    fn the_policy_is_the_one_that_the_page_sets() {
        let page = "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\"\n  \
            content=\"default-src &#39;self&#39;;\n   img-src 'self' data:\">\n<meta name=\"x\" content=\"y\">";
        assert_eq!(policy_in(page).as_deref(), Some("default-src 'self'; img-src 'self' data:"));
        assert_eq!(policy_in("<meta charset=\"utf-8\">"), None);
    }

    #[test]
    fn a_taken_port_gives_a_sentence_or_the_next_one() {
        let taken = listen("127.0.0.1", Some(0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let said = listen("127.0.0.1", Some(port)).unwrap_err().to_string();
        assert_eq!(said, format!("port {port} is taken; name another one with --port, or none to get a free one"));
        let (one, other) = (listen("127.0.0.1", None).unwrap(), listen("127.0.0.1", None).unwrap());
        assert_ne!(one.local_addr().unwrap(), other.local_addr().unwrap());
    }

    #[test]
    fn a_foreign_host_is_refused() {
        assert!(listen("no such host", None).unwrap_err().to_string().starts_with("--host takes"));
    }
}
