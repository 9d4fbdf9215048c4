//! Downloads an official release of a provider's data and makes a pack of it. It is the only command that makes requests.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use geobit::digest::Digest;
use indicatif::{ProgressBar, ProgressStyle};
use ureq::http::{Response, StatusCode};
use ureq::{Agent, Body};

use crate::arguments::{Build, DEFAULT_MEMORY, Fetch, Provider, Reading};
use crate::build;
use crate::failure::{Failure, Outcome};
use crate::output::tell;

/// Where the Uppsala Conflict Data Program has its releases.
const UCDP: &str = "https://ucdp.uu.se/downloads";
/// The environment variable with a token for the provider, and the header in which it is sent.
const TOKEN: &str = "GEOBIT_UCDP_TOKEN";
const TOKEN_HEADER: &str = "x-ucdp-access-token";
/// How often a download is tried without coming any further.
const MOST_TRIES: u32 = 5;
/// How long a connection may stand still.
const STILL: Duration = Duration::from_secs(60);
/// The largest release that is downloaded, bytes.
const MOST_BYTES: u64 = 4 << 30;
const PIECE_BYTES: usize = 1 << 16;

/// Downloads a release, beside the pack, and makes the pack.
pub fn fetch(arguments: &Fetch, json: bool) -> Outcome {
    let Provider::Ucdp = arguments.provider;
    let release = release_of(&arguments.version)?;
    let base = arguments.base_url.as_deref().unwrap_or(UCDP).trim_end_matches('/');
    let url = format!("{base}/ged/{release}");
    let file = arguments.output.with_file_name(&release);
    let release = Release { url, file, wait: Duration::from_millis(arguments.wait_ms) };
    release.download()?;
    release.check(arguments.sha256.as_deref())?;
    build::build(
        &Build {
            previous: None,
            inputs: vec![release.file.clone()],
            output: arguments.output.clone(),
            bbox: arguments.bbox.clone(),
            country: arguments.country.clone(),
            since: arguments.since.clone(),
            no_text: arguments.no_text,
            name: arguments.name.clone().or_else(|| Some(format!("UCDP GED {}", arguments.version))),
            licence: None,
            attribution: None,
            as_of: None,
            memory: DEFAULT_MEMORY,
            part: false,
            head: None,
            line: None,
            reading: Reading { layout: Some("ucdp".into()), today: arguments.today.clone(), ..Reading::default() },
        },
        json,
    )?;
    if !arguments.keep {
        fs::remove_file(&release.file).map_err(|error| Failure::at(release.file, format!("{error}.")))?;
    }
    Ok(())
}

/// Returns the name of the file of a release, such as `ged251-csv.zip` of `25.1`.
fn release_of(version: &str) -> Outcome<String> {
    let is_version = version.split('.').count() == 2
        && version
            .split('.')
            .all(|part| !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_version {
        return Err(Failure::usage(format!("--version is {version:?}; a release of UCDP GED such as 25.1 is wanted.")));
    }
    Ok(format!("ged{}-csv.zip", version.replace('.', "")))
}

/// A file on a server, and where it goes.
struct Release {
    url: String,
    file: PathBuf,
    /// How long it is waited before the second try; before each later one, twice as long.
    wait: Duration,
}

/// Why a try ended early.
enum End {
    /// It may go better next time.
    Cut(String),
    /// It will not.
    Refused(Failure),
}

impl Release {
    /// Downloads the file as a whole, and goes on where an earlier download was cut. A file that is there stays.
    fn download(&self) -> Outcome {
        if self.file.exists() {
            tell(&format!("{} is there already and is not downloaded again.", self.file.display()));
            return Ok(());
        }
        let agent: Agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(STILL))
            .timeout_recv_response(Some(STILL))
            .timeout_per_read(Some(STILL))
            .user_agent(concat!("geobit/", env!("CARGO_PKG_VERSION")))
            .build()
            .into();
        let (mut tries, mut wait) = (0, self.wait);
        loop {
            let before = self.begun();
            match self.transfer(&agent, before) {
                Ok(()) => break,
                Err(End::Refused(failure)) => return Err(failure),
                Err(End::Cut(reason)) => {
                    tries = if self.begun() > before { 1 } else { tries + 1 };
                    if tries >= MOST_TRIES {
                        return Err(Failure::input(format!(
                            "{}: the download broke off ({reason}); {} bytes are kept, and the next call goes on from there.",
                            self.url,
                            self.begun()
                        )));
                    }
                    tell(&format!("The download broke off ({reason}); it is tried again."));
                    thread::sleep(wait);
                    wait = (wait * 2).min(STILL);
                }
            }
        }
        let _ = fs::remove_file(self.mark());
        fs::rename(self.part(), &self.file).map_err(|error| self.refuse(&error))
    }

    fn part(&self) -> PathBuf {
        with_ending(&self.file, ".part")
    }

    /// The file that keeps the mark of the version that is being downloaded.
    fn mark(&self) -> PathBuf {
        with_ending(&self.file, ".etag")
    }

    /// Returns how many bytes are there.
    fn begun(&self) -> u64 {
        fs::metadata(self.part()).map_or(0, |known| known.len())
    }

    fn refuse(&self, error: &io::Error) -> Failure {
        Failure::at(&self.file, format!("it cannot be written: {error}."))
    }

    fn transfer(&self, agent: &Agent, begun: u64) -> Result<(), End> {
        let response = self.ask(agent, begun)?;
        let status = response.status();
        let is_part = status == StatusCode::PARTIAL_CONTENT && begins_at(&response, begun);
        if status == StatusCode::RANGE_NOT_SATISFIABLE || (status == StatusCode::PARTIAL_CONTENT && !is_part) {
            // What is there is of another version.
            fs::remove_file(self.part()).map_err(|error| End::Refused(self.refuse(&error)))?;
            return Err(End::Cut("what was there is of another version".into()));
        }
        if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
            return Err(End::Cut(format!("the server answered {status}")));
        }
        if !status.is_success() {
            let hint = match status {
                StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                    format!(" Give your token in the environment variable {TOKEN}.")
                }
                StatusCode::NOT_FOUND => " Is there such a release?".into(),
                _ => String::new(),
            };
            return Err(End::Refused(Failure::input(format!("{}: the server answered {status}.{hint}", self.url))));
        }
        self.keep(response, if is_part { begun } else { 0 })
    }

    fn ask(&self, agent: &Agent, begun: u64) -> Result<Response<Body>, End> {
        let mut request = agent.get(&self.url).header("Accept-Encoding", "identity");
        if let Ok(token) = env::var(TOKEN) {
            request = request.header(TOKEN_HEADER, token);
        }
        if begun > 0 {
            request = request.header("Range", format!("bytes={begun}-"));
            if let Ok(mark) = fs::read_to_string(self.mark()) {
                request = request.header("If-Range", mark);
            }
        }
        request.call().map_err(|error| match error {
            ureq::Error::Http(_) | ureq::Error::BadUri(_) => {
                End::Refused(Failure::usage(format!("{}: this is no address that can be asked: {error}.", self.url)))
            }
            error => End::Cut(error.to_string()),
        })
    }

    /// Writes what arrives behind the first bytes.
    fn keep(&self, response: Response<Body>, first: u64) -> Result<(), End> {
        let refuse = |error: io::Error| End::Refused(self.refuse(&error));
        let length = header(&response, "content-length").and_then(|text| text.parse::<u64>().ok());
        let total = length.map(|length| first + length);
        if total.is_some_and(|total| total > MOST_BYTES) {
            return Err(End::Refused(Failure::input(format!("{}: it has more than 4 GiB.", self.url))));
        }
        // Only a strong mark stands for the same bytes.
        match header(&response, "etag").filter(|mark| !mark.starts_with("W/")) {
            Some(mark) => fs::write(self.mark(), mark).map_err(refuse)?,
            None => drop(fs::remove_file(self.mark())),
        }
        let mut file =
            OpenOptions::new().create(true).write(true).truncate(first == 0).open(self.part()).map_err(refuse)?;
        io::Seek::seek(&mut file, io::SeekFrom::Start(first)).map_err(refuse)?;
        let style = ProgressStyle::with_template("{wide_bar} {bytes} of {total_bytes}").expect("the template is right");
        let progress = ProgressBar::new(total.unwrap_or(0)).with_style(style).with_position(first);
        let mut body = response.into_body().into_with_config().limit(MOST_BYTES).reader();
        let (mut piece, mut at) = (vec![0; PIECE_BYTES], first);
        loop {
            let count = body.read(&mut piece).map_err(|error| End::Cut(error.to_string()))?;
            if count == 0 {
                break;
            }
            file.write_all(&piece[..count]).map_err(refuse)?;
            at += count as u64;
            progress.inc(count as u64);
        }
        progress.finish_and_clear();
        file.sync_all().map_err(refuse)?;
        match total {
            Some(total) if at < total => Err(End::Cut(format!("after {at} of {total} bytes"))),
            _ => Ok(()),
        }
    }

    /// Checks the SHA-256 of the file, if one is given; otherwise it is told. A file with another is removed.
    fn check(&self, expected: Option<&str>) -> Outcome {
        let refuse = |error: io::Error| Failure::at(&self.file, format!("it cannot be read: {error}."));
        let mut file = File::open(&self.file).map_err(refuse)?;
        let (mut digest, mut piece) = (Digest::default(), vec![0; PIECE_BYTES]);
        loop {
            match file.read(&mut piece).map_err(refuse)? {
                0 => break,
                count => digest.update(&piece[..count]),
            }
        }
        let found = digest.finish();
        match expected {
            None => {
                tell(&format!("{}: SHA-256 {found}; give it by --sha256 to have it checked.", self.file.display()));
                Ok(())
            }
            Some(expected) if expected.eq_ignore_ascii_case(&found) => Ok(()),
            Some(expected) => {
                fs::remove_file(&self.file).map_err(|error| self.refuse(&error))?;
                Err(Failure::input(format!(
                    "{}: its SHA-256 is {found}, and {expected} is wanted. Nothing of it is kept.",
                    self.url
                )))
            }
        }
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn header<'r>(response: &'r Response<Body>, name: &str) -> Option<&'r str> {
    response.headers().get(name)?.to_str().ok()
}

fn begins_at(response: &Response<Body>, first: u64) -> bool {
    header(response, "content-range").is_some_and(|range| range.starts_with(&format!("bytes {first}-")))
}
