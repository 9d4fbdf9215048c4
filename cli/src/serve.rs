//! A static server of one folder on this machine, for packs and for the page: it knows ranges, marks versions of files, and sends the
//! encoded forms that lie beside them.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use geobit_serving::{Encoding, cache_control, media_type, version_mark};
use tiny_http::{Header, Method, Request, Response, Server};

use crate::arguments::Serve;
use crate::failure::{Failure, Outcome};
use crate::output::{print_json, print_lines};

/// The number of requests that are answered at once.
const THREADS: usize = 8;

/// Serves a folder until the program is ended.
pub fn serve(arguments: &Serve, json: bool) -> Outcome {
    let Serve { folder, port } = arguments;
    let root = fs::canonicalize(folder)
        .ok()
        .filter(|root| root.is_dir())
        .ok_or_else(|| Failure::at(folder, "this is no folder."))?;
    let server = Server::http(("127.0.0.1", *port))
        .map_err(|error| Failure::input(format!("127.0.0.1:{port} cannot be listened to: {error}.")))?;
    let Some(address) = server.server_addr().to_ip() else {
        return Err(Failure::input("The server has no address."));
    };
    let address = format!("http://{address}/");
    if json {
        print_json(&serde_json::json!({ "address": address }))?;
    } else {
        print_lines(&[format!("{} is served at {address} to this machine only. End it by Ctrl+C.", folder.display())])?;
    }
    let (server, root) = (Arc::new(server), Arc::new(root));
    let workers: Vec<_> = (0..THREADS)
        .map(|_| {
            let (server, root) = (Arc::clone(&server), Arc::clone(&root));
            thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    // Whoever asked may have gone.
                    let _ = answer(request, &root);
                }
            })
        })
        .collect();
    workers.into_iter().for_each(|worker| drop(worker.join()));
    Ok(())
}

fn answer(request: Request, root: &Path) -> io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return refuse(request, 405);
    }
    let Some(path) = find(root, request.url()) else {
        return refuse(request, 404);
    };
    let accepted = asked(&request, "Accept-Encoding");
    let encoding = Encoding::choose(&path, accepted.as_deref(), asked(&request, "Range").is_some());
    match File::open(encoding.path_of(&path)) {
        Ok(file) => send(request, file, encoding, &path, root),
        Err(_) => refuse(request, 404),
    }
}

fn refuse(request: Request, status: u16) -> io::Result<()> {
    request.respond(Response::empty(status))
}

/// Returns the file that an address names, if it is in the folder.
fn find(root: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?;
    let mut found = root.to_path_buf();
    for name in path.split('/').filter(|name| !name.is_empty()) {
        let name = decode(name)?;
        if name.starts_with('.') || name.contains(['/', '\\', ':', '\0']) {
            return None;
        }
        found.push(name);
    }
    if found.is_dir() {
        found.push("index.html");
    }
    // A link may lead out of the folder.
    fs::canonicalize(found).ok().filter(|path| path.starts_with(root) && path.is_file())
}

/// Replaces `%20` and the like by the letters that they stand for.
fn decode(name: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::new(), name.bytes());
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                (digit()? * 16 + digit()?) as u8
            }
            _ => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

/// Sends a file in an encoding, or the part of it that is asked for.
fn send(request: Request, mut file: File, encoding: Encoding, path: &Path, root: &Path) -> io::Result<()> {
    let known = file.metadata()?;
    let bytes = known.len();
    let mark = version_mark(&known, encoding)?;
    let mut headers = vec![
        header("Content-Type", media_type(path)),
        header("ETag", &mark),
        header("Accept-Ranges", "bytes"),
        header("Cache-Control", cache_control(path.strip_prefix(root).unwrap_or(path))),
        header("X-Content-Type-Options", "nosniff"),
    ];
    headers.extend(encoding.name().map(|name| header("Content-Encoding", name)));
    if Encoding::is_any_there(path) {
        headers.push(header("Vary", "Accept-Encoding"));
    }
    if asked(&request, "If-None-Match").is_some_and(|marks| marks.split(',').any(|one| one.trim() == mark)) {
        return request.respond(Response::new(304.into(), headers, io::empty(), Some(0), None));
    }
    // A part of another version would be of no use.
    let is_same = asked(&request, "If-Range").is_none_or(|version| version == mark);
    let range = asked(&request, "Range").filter(|_| is_same).map_or(Range::Whole, |text| range_of(&text, bytes));
    let (status, first, length) = match range {
        Range::Whole => (200, 0, bytes),
        Range::Part(first, last) => {
            headers.push(header("Content-Range", &format!("bytes {first}-{last}/{bytes}")));
            (206, first, last - first + 1)
        }
        Range::Outside => {
            headers.push(header("Content-Range", &format!("bytes */{bytes}")));
            return request.respond(Response::new(416.into(), headers, io::empty(), Some(0), None));
        }
    };
    file.seek(SeekFrom::Start(first))?;
    let length_known = usize::try_from(length).ok();
    let response = Response::new(status.into(), headers, file.take(length), length_known, None);
    request.respond(response.with_chunked_threshold(usize::MAX))
}

/// What is asked for of a file.
#[derive(Debug, PartialEq)]
enum Range {
    Whole,
    /// The first and the last byte.
    Part(u64, u64),
    Outside,
}

/// Reads a range. Several at once, and what is no range of bytes, are answered with the whole, as RFC 9110 allows.
fn range_of(text: &str, bytes: u64) -> Range {
    let Some((first, last)) = text.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Range::Whole;
    };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    match (number(first), number(last)) {
        (Some(first), _) if first >= bytes => Range::Outside,
        (Some(first), None) if last.trim().is_empty() => Range::Part(first, bytes - 1),
        (Some(first), Some(last)) if first <= last => Range::Part(first, last.min(bytes - 1)),
        (None, Some(0)) if first.trim().is_empty() => Range::Outside,
        (None, Some(_)) if first.trim().is_empty() && bytes == 0 => Range::Outside,
        (None, Some(length)) if first.trim().is_empty() => Range::Part(bytes.saturating_sub(length), bytes - 1),
        _ => Range::Whole,
    }
}

/// Returns what a header of the request says. A list may be sent in several lines.
fn asked(request: &Request, name: &'static str) -> Option<String> {
    let lines: Vec<&str> = request
        .headers()
        .iter()
        .filter(|header| header.field.equiv(name))
        .map(|header| header.value.as_str())
        .collect();
    (!lines.is_empty()).then(|| lines.join(","))
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("these are the letters of headers")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_those_of_one_part() {
        assert_eq!(range_of("bytes=3-", 10), Range::Part(3, 9));
        assert_eq!(range_of("bytes=0-4", 10), Range::Part(0, 4));
        assert_eq!(range_of("bytes=8-99", 10), Range::Part(8, 9));
        assert_eq!(range_of("bytes=-4", 10), Range::Part(6, 9));
        assert_eq!(range_of("bytes=-40", 10), Range::Part(0, 9));
        assert_eq!(range_of("bytes=10-", 10), Range::Outside);
        assert_eq!(range_of("bytes=-0", 10), Range::Outside);
        assert_eq!(range_of("bytes=0-", 0), Range::Outside);
        for other in ["bytes=4-2", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b", "bytes=-", ""] {
            assert_eq!(range_of(other, 10), Range::Whole, "{other}");
        }
    }

    #[test]
    fn names_are_decoded() {
        assert_eq!(decode("a%20b"), Some("a b".into()));
        assert_eq!(decode("%C3%A9"), Some("é".into()));
        for wrong in ["%", "%4", "%zz", "%ff"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
