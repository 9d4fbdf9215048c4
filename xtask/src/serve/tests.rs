//! Asks a running server, in good and in bad faith.

use std::env;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

const PAGE: &str = "<p>here";
const HEADERS: &str = "/*\n  Content-Security-Policy: default-src 'self'\n  Referrer-Policy: no-referrer\n";
/// More than the system keeps of an answer.
const LARGE: u64 = 32 * 1024 * 1024;
/// Nothing times out in a test with this.
const HOUR: Duration = Duration::from_secs(3600);
const SHORT: Duration = Duration::from_millis(100);

/// A server of a folder with `index.html` and `large.bin`.
struct Served {
    address: SocketAddr,
    folder: PathBuf,
    thread: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.folder).ok();
    }
}

fn start(limits: Limits) -> Served {
    static STARTED: AtomicUsize = AtomicUsize::new(0);
    let thread = format!("server {}", STARTED.fetch_add(1, Ordering::Relaxed));
    let folder = env::temp_dir().join(format!("geobit {} {thread}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("index.html"), PAGE).unwrap();
    fs::write(folder.join("_headers"), HEADERS).unwrap();
    File::create(folder.join("large.bin")).unwrap().set_len(LARGE).unwrap();
    let listener = listen("127.0.0.1", Some(0)).unwrap();
    let address = listener.local_addr().unwrap();
    let site = Site::open(&folder, Names::new("127.0.0.1", address)).unwrap();
    thread::Builder::new().name(thread.clone()).spawn(move || serve(listener, site, limits)).unwrap();
    Served { address, folder, thread }
}

impl Served {
    fn connect(&self) -> TcpStream {
        let connection = TcpStream::connect(self.address).unwrap();
        connection.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        connection
    }

    /// Connects and sends some text.
    fn send(&self, text: &str) -> TcpStream {
        let mut connection = self.connect();
        connection.write_all(text.as_bytes()).unwrap();
        connection
    }

    /// Sends a request with the right host, and whatever `rest` holds.
    fn request(&self, line: &str, rest: &str) -> TcpStream {
        self.send(&format!("{line} HTTP/1.1\r\nHost: {}\r\n{rest}", self.address))
    }

    /// Returns the whole answer to a request, which includes that the server closes the connection.
    fn ask(&self, method: &str, path: &str) -> String {
        send_request(self.address, method, path).unwrap()
    }

    fn check_page(&self) {
        assert!(self.ask("GET", "/").ends_with(&format!("\r\n\r\n{PAGE}")));
    }

    /// Waits until connections that have not moved since now are closed for it.
    fn wait_for_time_limit(&self) {
        for _ in 0..2 {
            assert_eq!(read_all(&mut self.connect()), "");
        }
    }
}

/// Reads until the server closes the connection.
fn read_all(connection: &mut TcpStream) -> String {
    let mut text = Vec::new();
    connection.read_to_end(&mut text).expect("the server closes the connection");
    String::from_utf8_lossy(&text).into_owned()
}

fn is_open(connection: &TcpStream) -> bool {
    connection.set_nonblocking(true).unwrap();
    connection.peek(&mut [0]).is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
}

/// Writes until the server has closed the connection or `bytes` are written, and returns how many were.
fn write_until_closed(connection: &mut TcpStream, part: &[u8], bytes: usize) -> usize {
    let mut written = 0;
    while written < bytes && connection.write_all(part).is_ok() {
        written += part.len();
    }
    written
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

#[test]
fn an_unknown_host_is_refused() {
    assert!(listen("no such host", None).unwrap_err().to_string().starts_with("--host takes"));
}

#[test]
fn every_answer_has_its_length_and_the_policy() {
    let served = start(Limits::default());
    check_answer(served.address).unwrap();
    served.check_page();
    let head = served.ask("HEAD", "/");
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n") && head.ends_with("\r\n\r\n"), "{head}");
    for header in [
        format!("Content-Length: {}", PAGE.len()).as_str(),
        "Content-Type: text/html; charset=utf-8",
        "Content-Security-Policy: default-src 'self'",
        "Cache-Control: no-cache",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: no-referrer",
    ] {
        assert!(head.contains(&format!("\r\n{header}\r\n")), "{header}: {head}");
    }
    let missing = served.ask("GET", "/missing.js");
    assert!(missing.starts_with("HTTP/1.1 404 Not Found\r\n"), "{missing}");
    assert!(missing.contains("Content-Security-Policy") && missing.ends_with("there is no such file"), "{missing}");
    assert!(served.ask("HEAD", "/large.bin").contains(&format!("Content-Length: {LARGE}\r\n")));
    assert_eq!(served.ask("GET", "/large.bin").split_once("\r\n\r\n").unwrap().1.len(), LARGE as usize);
    fs::write(served.folder.join("index.html"), "a new build").unwrap();
    assert!(served.ask("GET", "/").ends_with("\r\n\r\na new build"));
}

/// Returns the head and the body of the answer to a GET with further headers.
fn ask_with(served: &Served, path: &str, headers: &str) -> (String, String) {
    let answer = read_all(&mut served.request(&format!("GET {path}"), &format!("{headers}Connection: close\r\n\r\n")));
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (format!("{head}\r\n"), body.to_owned())
}

#[test]
fn encoded_forms_are_sent_to_whoever_accepts_them() {
    let served = start(Limits::default());
    let assets = served.folder.join("assets");
    fs::create_dir(&assets).unwrap();
    for (name, content) in
        [("app-BX3kd_9a.js", "plain"), ("app-BX3kd_9a.js.br", "brotli"), ("app-BX3kd_9a.js.gz", "gzip")]
    {
        fs::write(assets.join(name), content).unwrap();
    }
    let path = "/assets/app-BX3kd_9a.js";
    let mut marks = Vec::new();
    for (accepted, encoding, content) in [
        ("Accept-Encoding: gzip, deflate, br\r\n", Some("br"), "brotli"),
        ("Accept-Encoding: gzip;q=0.2\r\nAccept-Encoding: br;q=0.1\r\n", Some("gzip"), "gzip"),
        ("Accept-Encoding: br;q=0\r\n", None, "plain"),
        ("", None, "plain"),
        ("Accept-Encoding: br\r\nRange: bytes=0-1\r\n", None, "plain"),
    ] {
        let (head, body) = ask_with(&served, path, accepted);
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n") && body == content, "{accepted}: {head}{body}");
        for header in [
            format!("Content-Length: {}", content.len()).as_str(),
            "Content-Type: text/javascript; charset=utf-8",
            "Vary: Accept-Encoding",
            "Cache-Control: public, max-age=31536000, immutable",
        ] {
            assert!(head.contains(&format!("\r\n{header}\r\n")), "{header}: {head}");
        }
        let named = head.lines().find_map(|line| line.strip_prefix("Content-Encoding: "));
        assert_eq!(named, encoding, "{accepted}");
        let mark = head.lines().find_map(|line| line.strip_prefix("Etag: ")).unwrap().to_owned();
        let asked = format!("{accepted}If-None-Match: \"other\", {mark}\r\n");
        let (head, body) = ask_with(&served, path, &asked);
        assert!(head.starts_with("HTTP/1.1 304 Not Modified\r\n") && body.is_empty(), "{asked}: {head}");
        assert!(head.contains("\r\nVary: Accept-Encoding\r\n"), "{head}");
        marks.push(mark);
    }
    assert!(marks[0] != marks[1] && marks[1] != marks[2] && marks[2] == marks[3], "{marks:?}");
    let (head, _) = ask_with(&served, path, &format!("Accept-Encoding: br\r\nIf-None-Match: {}\r\n", marks[1]));
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "the mark of another encoding: {head}");

    let (head, _) = ask_with(&served, "/", "Accept-Encoding: br\r\n");
    assert!(head.contains("\r\nCache-Control: no-cache\r\n") && !head.contains("Vary"), "{head}");
    assert!(served.ask("HEAD", path).contains("\r\nContent-Length: 5\r\n"));
    assert!(ask_with(&served, &format!("{path}.gz"), "").1 == "gzip");
}

/// A former bug: browsers keep their connections open, and further ones were not answered, so a page stayed at "Starting…".
#[test]
fn no_connection_waits_for_another_to_be_closed() {
    let served = start(Limits { connections: 16, patience: HOUR });
    let mut kept = Vec::new();
    for _ in 0..20 {
        let open: Vec<_> = (0..12).map(|_| served.connect()).collect();
        let request = format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", served.address);
        for mut connection in open {
            for _ in 0..2 {
                connection.write_all(request.as_bytes()).unwrap();
                let mut answer = [0; 1024];
                let length = connection.read(&mut answer).expect("an answer");
                assert!(answer[..length].starts_with(b"HTTP/1.1 200 OK\r\n"));
                assert!(answer[..length].ends_with(PAGE.as_bytes()));
            }
            kept.push(connection);
        }
    }
    assert!(kept.iter().filter(|connection| is_open(connection)).count() <= 16);
}

#[test]
fn finding_l_half_open_connections_give_way() {
    let served = start(Limits { connections: 8, patience: HOUR });
    let half_open: Vec<_> = (0..40).map(|_| served.request("GET /", "")).collect();
    served.check_page();
    let open: Vec<_> = half_open.iter().map(is_open).collect();
    assert_eq!(open, [vec![false; 33], vec![true; 7]].concat(), "those that came last stay");
}

#[test]
fn finding_l_half_open_connections_time_out_even_if_bytes_drip_in() {
    let served = start(Limits { connections: 8, patience: SHORT });
    let mut silent = served.connect();
    let mut half_open = served.request("GET /", "");
    let mut answered = served.request("GET /", "\r\n");
    let mut dripping = served.request("GET /", "X: ");
    let drips = (0..2000).take_while(|_| {
        thread::sleep(SHORT / 10);
        dripping.write_all(b"x").is_ok()
    });
    assert!(drips.count() < 2000, "the server closes the connection");
    assert_eq!(read_all(&mut silent), "");
    assert_eq!(read_all(&mut half_open), "");
    assert!(read_all(&mut answered).ends_with(PAGE));
}

#[test]
fn finding_l_readers_that_never_read_are_cut_off() {
    let served = start(Limits { connections: 8, patience: SHORT });
    let mut readers: Vec<_> = (0..4).map(|_| served.request("GET /large.bin", "\r\n")).collect();
    for reader in &mut readers {
        reader.read_exact(&mut [0]).unwrap();
    }
    served.check_page();
    served.wait_for_time_limit();
    for mut reader in readers {
        let read = io::copy(&mut reader, &mut io::sink()).unwrap_or(0);
        assert!(read < LARGE / 32, "the server waited for the reader, or too much was on its way");
    }
}

#[test]
fn finding_l_readers_that_never_read_give_way() {
    let served = start(Limits { connections: 8, patience: HOUR });
    let readers: Vec<_> = (0..40).map(|_| served.request("GET /large.bin", "Connection: close\r\n\r\n")).collect();
    served.check_page();
    let read = readers.into_iter().map(|mut reader| io::copy(&mut reader, &mut io::sink()).unwrap_or(0));
    assert_eq!(read.filter(|&read| read > LARGE).count(), 7, "those that stay are answered once they read");
}

#[test]
fn finding_l_an_answer_goes_on_while_half_open_connections_come() {
    let served = start(Limits { connections: 8, patience: HOUR });
    let mut reader = served.request("GET /large.bin", "Connection: close\r\n\r\n");
    let mut part = vec![0; LARGE as usize / 64];
    let mut half_open = Vec::new();
    for _ in 0..64 {
        reader.read_exact(&mut part).unwrap();
        half_open.extend((0..10).map(|_| served.request("GET /", "")));
    }
    assert!(reader.read_to_end(&mut part).unwrap() > 0, "the headers make the answer longer than the file");
}

#[test]
fn finding_l_a_head_that_is_too_long_is_refused() {
    let served = start(Limits { connections: 8, patience: HOUR });
    for head in [
        format!("X: {}\r\n\r\n", "x".repeat(500_000)),
        format!("{}\r\n", "X: x\r\n".repeat(1000)),
        format!("X: {}", "x".repeat(20_000)),
    ] {
        let answer = read_all(&mut served.request("GET /", &head));
        assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
    }
    let long_path = read_all(&mut served.request(&format!("GET /{}", "a/".repeat(10_000)), "\r\n"));
    assert!(long_path.starts_with("HTTP/1.1 431 "), "{long_path}");
    let mut endless = served.request("GET /", "X: ");
    let bytes = 200_000_000;
    assert!(write_until_closed(&mut endless, &[b'x'; 100_000], bytes) < bytes / 2, "the server takes in everything");
    served.check_page();
}

#[test]
fn finding_l_a_refusal_reaches_a_client_that_is_still_sending() {
    let served = start(Limits { connections: 8, patience: HOUR });
    let mut connection = served.request("GET /", &format!("X: {}", "x".repeat(20_000)));
    connection.peek(&mut [0]).unwrap();
    for _ in 0..50 {
        connection.write_all(&[b'x'; 10_000]).unwrap();
    }
    assert!(read_all(&mut connection).starts_with("HTTP/1.1 431 "));
}

#[test]
fn finding_l_a_request_body_is_neither_awaited_nor_taken_in() {
    let served = start(Limits { connections: 8, patience: HOUR });
    for body in [
        "Content-Length: 1000000\r\n\r\n",
        "Content-Length: 1000000\r\nExpect: 100-continue\r\n\r\n",
        "Content-Length: 1000000\r\n\r\nthe beginning",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhe",
    ] {
        let post = read_all(&mut served.request("POST /", body));
        assert!(post.starts_with("HTTP/1.1 405 Method Not Allowed\r\n"), "{post}");
        assert!(post.contains("\r\nAllow: GET, HEAD\r\n") && post.ends_with("only GET and HEAD are answered here"));
        let get = read_all(&mut served.request("GET /", body));
        assert!(get.starts_with("HTTP/1.1 200 OK\r\n") && get.ends_with(PAGE), "{get}");
    }
    let mut endless = served.request("POST /", "Content-Length: 200000000\r\n\r\n");
    let bytes = 200_000_000;
    assert!(write_until_closed(&mut endless, &[b'x'; 100_000], bytes) < bytes / 2, "the server takes in everything");
    for line in ["OPTIONS *", "DELETE /index.html", "TRACE /", "get /"] {
        let answer = read_all(&mut served.request(line, "Connection: close\r\n\r\n"));
        assert!(answer.starts_with("HTTP/1.1 405 "), "{line}: {answer}");
    }
}

#[test]
fn finding_l_what_is_no_request_is_refused() {
    let served = start(Limits { connections: 8, patience: HOUR });
    for nonsense in ["\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "\u{16}\u{3}\u{1}\0\r\n\r\n", "GET / HTTP/9.9\r\n\r\n"] {
        let answer = read_all(&mut served.send(nonsense));
        assert!(answer.starts_with("HTTP/1.1 400 "), "{nonsense:?}: {answer}");
    }
    served.check_page();
}

#[test]
fn finding_l_a_request_by_another_name_is_refused() {
    let served = start(Limits { connections: 8, patience: HOUR });
    let own = served.address;
    for (line, hosts, status) in [
        ("GET /", format!("Host: localhost:{}\r\n", own.port()), "200 OK"),
        ("GET /", "Host: evil.example\r\n".into(), "421 Misdirected Request"),
        ("GET /", format!("Host: evil.example:{}\r\n", own.port()), "421 Misdirected Request"),
        ("POST /", format!("Host: evil.example:{}\r\n", own.port()), "421 Misdirected Request"),
        ("GET http://evil.example/", format!("Host: {own}\r\n"), "421 Misdirected Request"),
        ("GET /", "Host: \u{e9}\r\n".into(), "421 Misdirected Request"),
        ("GET /", String::new(), "400 Bad Request"),
        ("GET /", format!("Host: {own}\r\nHost: evil.example\r\n"), "400 Bad Request"),
    ] {
        let answer = read_all(&mut served.send(&format!("{line} HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n")));
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{line} {hosts}: {answer}");
        assert!(status == "200 OK" || answer.contains(&own.to_string()) && !answer.contains(PAGE), "{answer}");
    }
}

#[test]
fn finding_l_paths_stay_inside_the_folder() {
    let served = start(Limits { connections: 8, patience: HOUR });
    let name = served.folder.file_name().unwrap().to_str().unwrap().replace(' ', "%20");
    for path in [
        "/../".to_owned() + &name + "/index.html",
        "/%2e%2e/".to_owned() + &name + "/index.html",
        "/..%2f".to_owned() + &name + "%2findex.html",
        "//..//".to_owned() + &name + "//index.html",
        "/..\\index.html".to_owned(),
        "/index.html%00.js".to_owned(),
        "/index.html/..".to_owned(),
        "/".to_owned() + &"a".repeat(10_000),
        "/".to_owned() + &"a/".repeat(5_000),
        "/etc/passwd".to_owned(),
        "//etc/passwd".to_owned(),
    ] {
        let answer = served.ask("GET", &path);
        assert!(answer.starts_with("HTTP/1.1 404 "), "{path}: {answer}");
    }
    assert!(served.ask("GET", "//index.html?a=1").ends_with(PAGE));
}

#[cfg(unix)]
#[test]
fn finding_l_links_and_pipes_are_not_served() {
    use std::os::unix::fs::symlink;
    let served = start(Limits { connections: 8, patience: HOUR });
    let outside = start(Limits { connections: 8, patience: HOUR });
    symlink(outside.folder.join("index.html"), served.folder.join("out.html")).unwrap();
    symlink(&outside.folder, served.folder.join("out")).unwrap();
    symlink("index.html", served.folder.join("in.html")).unwrap();
    symlink(outside.folder.join("large.bin"), served.folder.join("index.html.br")).unwrap();
    symlink("loop", served.folder.join("loop")).unwrap();
    fs::create_dir(served.folder.join("a")).unwrap();
    symlink(outside.folder.join("index.html"), served.folder.join("a/index.html")).unwrap();
    fs::create_dir(served.folder.join("empty")).unwrap();
    let pipe = served.folder.join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
    for path in ["/out.html", "/out/index.html", "/out", "/out/", "/in.html", "/loop", "/a", "/a/", "/empty/", "/pipe"]
    {
        let answer = served.ask("GET", path);
        assert!(answer.starts_with("HTTP/1.1 404 "), "{path}: {answer}");
    }
    let (head, body) = ask_with(&served, "/", "Accept-Encoding: br\r\n");
    assert!(body == PAGE && !head.contains("Content-Encoding"), "an encoded form is no link either: {head}");
    // The folder itself may be reached by a link.
    let linked = Site::open(&served.folder.join("out"), Names::new("", served.address)).unwrap();
    assert_eq!(linked.answer(&request_for("/index.html", served.address)).status(), 200);
}

fn request_for(path: &str, address: SocketAddr) -> hyper::Request<()> {
    hyper::Request::get(path).header("Host", address.to_string()).body(()).unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn finding_l_one_thread_answers_everyone() {
    let served = start(Limits { connections: 8, patience: HOUR });
    let _readers: Vec<_> = (0..10).map(|_| served.request("GET /large.bin", "\r\n")).collect();
    let _half_open: Vec<_> = (0..10).map(|_| served.request("GET /", "")).collect();
    served.check_page();
    let tasks = fs::read_dir("/proc/self/task").unwrap();
    // A thread that has no name of its own inherits that of the thread that started it.
    let names = tasks.filter_map(|task| fs::read_to_string(task.unwrap().path().join("comm")).ok());
    let (own, pool): (Vec<_>, Vec<_>) = names
        .filter(|name| name.trim_end() == served.thread || name.starts_with("tokio"))
        .partition(|name| name.trim_end() == served.thread);
    assert_eq!((own.len(), pool.len()), (1, 0));
}
