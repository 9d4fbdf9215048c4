//! The server of a folder, and the download of a release: both over a connection of this machine.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use geobit::digest::digest;
use serde_json::Value;
use tempfile::TempDir;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures").join(name)
}

/// A program that is ended with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Serves a folder, and returns where.
fn serve(folder: &Path) -> (Running, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_geobit"))
        .args(["serve", ".", "--port", "0", "--json"])
        .current_dir(folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let told: Value = serde_json::from_str(&line).unwrap();
    let address = told["address"].as_str().unwrap().strip_prefix("http://").unwrap().trim_end_matches('/').to_string();
    (Running(child), address)
}

/// Asks for a path, with further headers. Returns the head of the answer and its body.
fn ask(address: &str, path: &str, headers: &str) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    (String::from_utf8(answer[..end].to_vec()).unwrap(), answer[end + 4..].to_vec())
}

fn value_of(head: &str, name: &str) -> Option<String> {
    let line = head.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}: ")))?;
    Some(line[name.len() + 2..].to_string())
}

#[test]
fn a_folder_is_served_in_parts() {
    let folder = TempDir::new().unwrap();
    let outside = TempDir::new_in(folder.path().parent().unwrap()).unwrap();
    fs::write(outside.path().join("secret.txt"), "secret").unwrap();
    let content: Vec<u8> = (0..100_000u32).map(|number| (number % 251) as u8).collect();
    fs::write(folder.path().join("a.parquet"), &content).unwrap();
    fs::write(folder.path().join("index.html"), "<p>").unwrap();
    fs::write(folder.path().join(".hidden"), "no").unwrap();
    let (_server, address) = serve(folder.path());

    let (head, body) = ask(&address, "/a.parquet", "");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert_eq!(body, content);
    assert_eq!(value_of(&head, "content-type").as_deref(), Some("application/vnd.apache.parquet"));
    assert_eq!(value_of(&head, "content-length").as_deref(), Some("100000"));
    let mark = value_of(&head, "etag").unwrap();
    assert!(mark.starts_with('"'), "{mark}");

    let (head, body) = ask(&address, "/a.parquet", &format!("Range: bytes=99000-\r\nIf-Range: {mark}\r\n"));
    assert!(head.starts_with("HTTP/1.1 206"), "{head}");
    assert_eq!(value_of(&head, "content-range").as_deref(), Some("bytes 99000-99999/100000"));
    assert_eq!(body, content[99_000..]);
    let (head, body) = ask(&address, "/a.parquet", "Range: bytes=99000-\r\nIf-Range: \"other\"\r\n");
    assert!(head.starts_with("HTTP/1.1 200") && body == content, "{head}");
    let (head, _) = ask(&address, "/a.parquet", "Range: bytes=100000-\r\n");
    assert!(head.starts_with("HTTP/1.1 416"), "{head}");
    let (head, body) = ask(&address, "/a.parquet", &format!("If-None-Match: {mark}\r\n"));
    assert!(head.starts_with("HTTP/1.1 304") && body.is_empty(), "{head}");

    let (head, body) = ask(&address, "/", "");
    assert!(head.starts_with("HTTP/1.1 200") && body == b"<p>", "{head}");
    let beside = outside.path().file_name().unwrap().to_string_lossy().into_owned();
    for path in [
        "/none",
        "/.hidden",
        &format!("/../{beside}/secret.txt"),
        &format!("/%2e%2e/{beside}/secret.txt"),
        "/%2fetc/passwd",
    ] {
        let (head, _) = ask(&address, path, "");
        assert!(head.starts_with("HTTP/1.1 404"), "{path}: {head}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path().join("secret.txt"), folder.path().join("link.txt")).unwrap();
        assert!(ask(&address, "/link.txt", "").0.starts_with("HTTP/1.1 404"));
    }
}

#[test]
fn encoded_forms_are_sent_and_parts_are_parts_of_the_file_itself() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("assets")).unwrap();
    for (name, content) in [
        ("index.html", "<p>"),
        ("assets/app-BX3kd_9a.js", "plain text"),
        ("assets/app-BX3kd_9a.js.br", "brotli"),
        ("assets/app-BX3kd_9a.js.gz", "gzip"),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
    }
    let (_server, address) = serve(folder.path());
    let path = "/assets/app-BX3kd_9a.js";
    let mut marks = Vec::new();
    for (headers, encoding, content) in [
        ("Accept-Encoding: gzip, deflate, br\r\n", Some("br"), "brotli"),
        ("Accept-Encoding: gzip\r\nAccept-Encoding: br;q=0.5\r\n", Some("gzip"), "gzip"),
        ("Accept-Encoding: identity\r\n", None, "plain text"),
        ("", None, "plain text"),
    ] {
        let (head, body) = ask(&address, path, headers);
        assert!(head.starts_with("HTTP/1.1 200") && body == content.as_bytes(), "{headers}: {head}");
        assert_eq!(value_of(&head, "content-encoding").as_deref(), encoding, "{headers}");
        assert_eq!(value_of(&head, "content-length"), Some(content.len().to_string()));
        assert_eq!(value_of(&head, "content-type").as_deref(), Some("text/javascript; charset=utf-8"));
        assert_eq!(value_of(&head, "vary").as_deref(), Some("Accept-Encoding"));
        assert_eq!(value_of(&head, "cache-control").as_deref(), Some("public, max-age=31536000, immutable"));
        marks.push(value_of(&head, "etag").unwrap());
        let (head, _) = ask(&address, path, &format!("{headers}If-None-Match: {}\r\n", marks.last().unwrap()));
        assert!(head.starts_with("HTTP/1.1 304"), "{headers}: {head}");
    }
    let of_brotli = format!("Accept-Encoding: br\r\nRange: bytes=6-\r\nIf-Range: {}\r\n", marks[0]);
    let (head, body) = ask(&address, path, &of_brotli);
    assert!(head.starts_with("HTTP/1.1 200") && body == b"plain text", "no part of what was encoded: {head}");
    let of_file = format!("Accept-Encoding: br\r\nRange: bytes=6-\r\nIf-Range: {}\r\n", marks[2]);
    let (head, body) = ask(&address, path, &of_file);
    assert!(head.starts_with("HTTP/1.1 206") && body == b"text", "{head}");
    assert_eq!(value_of(&head, "content-encoding"), None);
    let (head, _) = ask(&address, "/", "Accept-Encoding: br\r\n");
    assert_eq!((value_of(&head, "cache-control").as_deref(), value_of(&head, "vary")), (Some("no-cache"), None));
}

/// A server of one file that cuts the first answers.
struct Provider {
    address: String,
    /// The heads of the requests.
    asked: Arc<Mutex<Vec<String>>>,
}

/// Serves a file. Of the first answers, only so many bytes are sent.
fn provide(content: Vec<u8>, cuts: Vec<usize>) -> Provider {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let heads = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = String::new();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            while reader.read_line(&mut head).unwrap_or(0) > 2 {}
            let number = heads.lock().unwrap().len();
            let first = value_of(&head, "range")
                .map_or(0, |range| range.trim_start_matches("bytes=").trim_end_matches('-').parse::<usize>().unwrap());
            let is_there = head.starts_with("GET /ged/ged251-csv.zip ");
            heads.lock().unwrap().push(head);
            let status = if is_there { if first > 0 { "206 Partial" } else { "200 OK" } } else { "404 Not Found" };
            let body = if is_there { &content[first..] } else { &[] };
            let range = format!("Content-Range: bytes {first}-{}/{}\r\n", content.len() - 1, content.len());
            let range = if first > 0 { range.as_str() } else { "" };
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nETag: \"one\"\r\n{range}Content-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            let sent = cuts.get(number).copied().unwrap_or(body.len()).min(body.len());
            let _ = stream.write_all(&body[..sent]);
        }
    });
    Provider { address, asked }
}

fn fetch(folder: &Path, provider: &Provider, more: &[&str]) -> (Option<i32>, String) {
    let base = format!("http://{}", provider.address);
    let output = Command::new(env!("CARGO_BIN_EXE_geobit"))
        .args(["fetch", "ucdp", "--version", "25.1", "-o", "ged.parquet", "--base-url", &base, "--wait-ms", "1"])
        .args(["--today", "2026-11-30"])
        .args(more)
        .current_dir(folder)
        .env("GEOBIT_UCDP_TOKEN", "a token")
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_release_is_downloaded_over_a_bad_line_and_built() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let content = fs::read(fixture("data/ucdp_ged_v23_1_sample_1000.csv.gz")).unwrap();
    let sum = digest(&content);
    let provider = provide(content, vec![20_000, 0, 30_000]);
    let (code, said) = fetch(folder, &provider, &["--sha256", &sum, "--country", "Nigeria"]);
    assert_eq!(code, Some(0), "{said}");
    let asked = provider.asked.lock().unwrap().clone();
    let ranges: Vec<Option<String>> = asked.iter().map(|head| value_of(head, "range")).collect();
    let ranges: Vec<Option<&str>> = ranges.iter().map(Option::as_deref).collect();
    assert_eq!(ranges, [None, Some("bytes=20000-"), Some("bytes=20000-"), Some("bytes=50000-")]);
    assert_eq!(value_of(&asked[1], "if-range").as_deref(), Some("\"one\""));
    assert!(asked.iter().all(|head| value_of(head, "x-ucdp-access-token").as_deref() == Some("a token")));
    let files: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(files, ["ged.parquet"], "nothing is left beside the pack");

    let (code, said) = fetch(folder, &provider, &["--sha256", &digest(b"")]);
    assert_eq!(code, Some(1));
    assert!(said.contains("its SHA-256 is") && said.contains("Nothing of it is kept"), "{said}");
    let (code, said) = fetch(folder, &provider, &["--version", "99.9"]);
    assert_eq!(code, Some(2), "the release is given twice: {said}");
}

#[test]
fn a_release_that_cannot_be_had_is_told() {
    let folder = TempDir::new().unwrap();
    let provider = provide(vec![1; 1000], vec![0; 100]);
    let (code, said) = fetch(folder.path(), &provider, &[]);
    assert_eq!(code, Some(1));
    assert!(said.contains("broke off") && said.contains("0 bytes are kept"), "{said}");
    assert_eq!(provider.asked.lock().unwrap().len(), 5);
    let base = format!("http://{}/elsewhere", provider.address);
    let output = Command::new(env!("CARGO_BIN_EXE_geobit"))
        .args(["fetch", "ucdp", "--version", "25.1", "-o", "x.parquet", "--base-url", &base])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("404"), "{said}");
    let wrong = Command::new(env!("CARGO_BIN_EXE_geobit"))
        .args(["fetch", "ucdp", "--version", "../x", "-o", "x.parquet"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(wrong.status.code(), Some(2), "{}", String::from_utf8_lossy(&wrong.stderr));
}
