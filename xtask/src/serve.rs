//! Serves the built page with a small static server.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, anyhow, bail};
use tiny_http::{Method, Request, Server, StatusCode};

use crate::shell::print_line;

const DEFAULT_PORT: u16 = 4173;
/// How many ports are tried, beginning with the default one.
const PORT_ATTEMPTS: u16 = 20;
/// A page requests a handful of files at once.
const THREADS: usize = 4;

/// Serves a folder until Ctrl-C.
pub fn run(folder: PathBuf, host: &str, port: Option<u16>) -> Result<()> {
    let listener = listen(host, port)?;
    let address = listener.local_addr()?;
    let site = Site { policy: read_policy(&folder)?, folder };
    let threads = start_threads(listener, site).with_context(|| format!("cannot serve on {address}"))?;
    ctrlc::set_handler(|| {
        print_line("\nstopped");
        std::process::exit(0);
    })?;
    check_answer(address)?;
    print_line("serving the page until Ctrl-C at");
    print_line(&format!("http://{address}/"));
    for thread in threads {
        thread.join().map_err(|_| anyhow!("a thread of the server panicked"))?;
    }
    Ok(())
}

/// Starts the threads that answer requests.
fn start_threads(listener: TcpListener, site: Site) -> Result<Vec<JoinHandle<()>>> {
    let server = Server::from_listener(listener, None).map_err(|error| anyhow!(error))?;
    let (server, site) = (Arc::new(server), Arc::new(site));
    let start_thread = || {
        let (server, site) = (server.clone(), site.clone());
        thread::spawn(move || {
            while let Ok(request) = server.recv() {
                // A browser that closed the connection is no reason to stop.
                site.answer(request).ok();
            }
        })
    };
    Ok((0..THREADS).map(|_| start_thread()).collect())
}

/// Listens on the given port, or on the first free one from the default on.
fn listen(host: &str, port: Option<u16>) -> Result<TcpListener> {
    let first = port.unwrap_or(DEFAULT_PORT);
    let last = if port.is_some() { first } else { first + PORT_ATTEMPTS - 1 };
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
        bail!("port {first} is taken; choose another one with --port, or omit --port to get a free one");
    }
    bail!("the ports {first} to {last} are all taken; choose another one with --port");
}

fn check_answer(address: SocketAddr) -> Result<()> {
    let reachable = match address.ip() {
        ip if ip.is_unspecified() => SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), address.port()),
        _ => address,
    };
    let answer =
        send_request(reachable, "GET", "/").with_context(|| format!("the server at {address} does not answer"))?;
    if !answer.starts_with("HTTP/1.1 200") {
        bail!("the server at {address} answers with `{}`", answer.lines().next().unwrap_or_default());
    }
    Ok(())
}

fn send_request(address: SocketAddr, method: &str, path: &str) -> Result<String> {
    let mut connection = TcpStream::connect(address)?;
    write!(connection, "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// The folder that is served.
struct Site {
    folder: PathBuf,
    /// The page's content security policy.
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
        let length = file.metadata()?.len();
        self.send(request, 200, media_type(&path), length, file)
    }

    fn refuse(&self, request: Request, status: u16, why: &str) -> Result<()> {
        self.send(request, status, "text/plain; charset=utf-8", why.len() as u64, why.as_bytes())
    }

    /// Sends an answer and closes the connection. The library uses one thread per open connection, so a new connection could
    /// wait for as long as a browser keeps the others open. The headers are written here because the library's own writer
    /// omits `Connection`. They include the length, so that the page can show the progress of a download.
    fn send(&self, request: Request, status: u16, media_type: &str, length: u64, mut body: impl Read) -> Result<()> {
        let reason = StatusCode(status).default_reason_phrase();
        // The page sets its own policy, but a worker obeys only the one that is sent with its script.
        let policy =
            self.policy.as_ref().map_or(String::new(), |policy| format!("Content-Security-Policy: {policy}\r\n"));
        // With `no-cache`, a reload shows a new build.
        let head = format!(
            "HTTP/1.1 {status} {reason}\r\nConnection: close\r\nContent-Type: {media_type}\r\n\
             Content-Length: {length}\r\nCache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\n\
             Referrer-Policy: no-referrer\r\n{policy}\r\n"
        );
        let wants_body = *request.method() != Method::Head;
        let mut writer = request.into_writer();
        writer.write_all(head.as_bytes())?;
        if wants_body {
            io::copy(&mut body, &mut writer)?;
        }
        Ok(writer.flush()?)
    }

    fn find(&self, url: &str) -> Option<(PathBuf, File)> {
        let mut path = self.folder.join(relative_path(url)?);
        if path.is_dir() {
            path.push("index.html");
        }
        let file = File::open(&path).ok()?;
        Some((path, file))
    }
}

/// Returns the path of a file relative to the folder that is served, or `None` if the URL leads out of it.
fn relative_path(url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?;
    let path = percent_decode(path)?;
    let mut relative = PathBuf::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if part == "." || part == ".." || part.contains(['\\', ':', '\0']) {
            return None;
        }
        relative.push(part);
    }
    Some(relative)
}

fn percent_decode(path: &str) -> Option<String> {
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
    use std::env;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_url_leads_to_a_file_inside_the_folder_or_nowhere() {
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

    #[test]
    fn a_taken_port_gives_a_sentence_or_the_next_one() {
        let taken = listen("127.0.0.1", Some(0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let message = listen("127.0.0.1", Some(port)).unwrap_err().to_string();
        assert_eq!(
            message,
            format!("port {port} is taken; choose another one with --port, or omit --port to get a free one")
        );
        let (one, other) = (listen("127.0.0.1", None).unwrap(), listen("127.0.0.1", None).unwrap());
        assert_ne!(one.local_addr().unwrap(), other.local_addr().unwrap());
    }

    /// A former bug: browsers keep their connections open, and further ones were not answered, so a page stayed at "Starting…".
    #[test]
    fn no_connection_waits_for_another_to_be_closed() {
        let folder = env::temp_dir().join(format!("geobit-serve-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "<p>here").unwrap();
        let listener = listen("127.0.0.1", Some(0)).unwrap();
        let address = listener.local_addr().unwrap();
        start_threads(listener, Site { folder: folder.clone(), policy: Some("default-src 'self'".into()) }).unwrap();
        for _ in 0..20 {
            let open: Vec<_> = (0..12).map(|_| TcpStream::connect(address).unwrap()).collect();
            let mut kept = Vec::new();
            for mut connection in open {
                connection.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
                write!(connection, "GET / HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
                let mut answer = [0; 1024];
                let length = connection.read(&mut answer).expect("an answer");
                let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
                assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
                // A browser keeps such a connection open.
                if !answer.contains("Connection: close") {
                    kept.push(connection);
                }
            }
        }
        let head = send_request(address, "HEAD", "/").unwrap();
        assert!(head.contains("Content-Length: 7\r\n") && head.ends_with("\r\n\r\n"), "{head}");
        assert!(head.contains("Content-Security-Policy: default-src 'self'\r\n"), "{head}");
        assert!(send_request(address, "GET", "/../index.html").unwrap().starts_with("HTTP/1.1 404"));
        assert!(send_request(address, "POST", "/").unwrap().starts_with("HTTP/1.1 405"));
        assert!(send_request(address, "GET", "/").unwrap().ends_with("\r\n\r\n<p>here"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn an_unknown_host_is_refused() {
        assert!(listen("no such host", None).unwrap_err().to_string().starts_with("--host takes"));
    }
}
