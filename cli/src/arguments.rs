//! The arguments of every command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const EXIT_CODES: &str = "Exit codes:
  0  done
  1  `check` found rows that are rejected, or an input was refused
  2  the call is wrong

All commands but `fetch` work on the files that they are given, and make no request.";

/// Recorded security incidents: make packs of them, check them, and ask what is recorded around a place or along a road.
#[derive(Parser)]
#[command(name = "geobit", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub struct Arguments {
    /// Print JSON: reports as the package gives them, everything else in the same style. An error is a line of JSON on stderr with code,
    /// message and at, and a note one with note
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Make a pack of one or several files of incidents: files of one layout become one log, in which each incident counts once
    #[command(after_help = EXIT_CODES)]
    Build(Build),
    /// Combine packs or files of incidents into one pack, in which each incident knows its origin
    #[command(after_help = EXIT_CODES)]
    Combine(Combine),
    /// Tell what a file is, how old it is, where it comes from and what it holds
    #[command(after_help = EXIT_CODES)]
    Info(Info),
    /// Show the columns of a file, and what would be read from them
    #[command(after_help = EXIT_CODES)]
    Inspect(Inspect),
    /// Look for what is wrong in files: rejected rows are told with their numbers, and end with exit code 1
    #[command(after_help = EXIT_CODES)]
    Check(Check),
    /// What changed from an older snapshot of a provider to a newer one: added (+), changed (~) and withdrawn (-)
    #[command(after_help = EXIT_CODES)]
    Diff(Diff),
    /// Look at rules about shapes: which of them fire (!), and how often each would by chance
    #[command(after_help = EXIT_CODES)]
    Alerts(Alerts),
    /// Write what is new, changed and gone from one pack to a later one
    #[command(after_help = EXIT_CODES)]
    Delta(Delta),
    /// Bring a pack up to date with a delta
    #[command(after_help = EXIT_CODES)]
    Apply(Apply),
    /// Make the catalogue of a folder of packs, deltas and packs of roads, and sign it
    ///
    /// The password of the secret key comes from the environment variable GEOBIT_KEY_PASSWORD, or is asked for.
    #[command(after_help = EXIT_CODES)]
    Catalog(Catalog),
    /// Make a pair of keys for signing catalogues, as minisign does
    ///
    /// The password of the secret key comes from the environment variable GEOBIT_KEY_PASSWORD; without it, the key has none.
    #[command(after_help = EXIT_CODES)]
    Key(Key),
    /// Serve a folder, such as one of packs, to this machine
    #[command(after_help = EXIT_CODES)]
    Serve(Serve),
    /// Download an official release and make a pack of it; the only command that makes requests
    ///
    /// A token for the provider comes from the environment variable GEOBIT_UCDP_TOKEN. A download that was cut goes on where it ended.
    #[command(after_help = EXIT_CODES)]
    Fetch(Fetch),
    /// What is recorded in and around an area
    #[command(after_help = EXIT_CODES)]
    Geofence(Geofence),
    /// What is recorded along a route, and what a convoy on it has to expect
    #[command(after_help = EXIT_CODES)]
    Route(Route),
    /// Where the incidents of each year, quarter or month lie, how far from a place, and whether that changed
    #[command(after_help = EXIT_CODES)]
    Region(Region),
    /// Groups of incidents that are near each other and recent, and how unusual each is
    #[command(after_help = EXIT_CODES)]
    Clusters(Clusters),
    /// Roads: make a pack of an extract of OpenStreetMap, tell what a pack holds, lay a line onto roads
    #[command(after_help = EXIT_CODES)]
    Roads(Roads),
    /// Ways on roads from one place to another: the fastest, and all that no other beats in both hours and exposure
    #[command(after_help = EXIT_CODES)]
    Paths(Paths),
    /// What is reached on roads within hours: km of roads, and with --json polygons as GeoJSON
    #[command(after_help = EXIT_CODES)]
    Reach(Reach),
    /// From sites to havens on roads: hours, km, exposure, and how many independent ways there are
    #[command(after_help = EXIT_CODES)]
    Matrix(Matrix),
}

/// What the caller may say about a file; by default its content decides.
#[derive(Args, Default)]
pub struct Reading {
    /// A column that holds a field, such as start="Event date"; may be repeated
    #[arg(long, value_name = "FIELD=COLUMN")]
    pub mapping: Vec<String>,
    /// What the columns mean: acled, acled-totals, gdelt, generic, icews, kobo or ucdp
    #[arg(long)]
    pub layout: Option<String>,
    /// What comes first in dates whose year comes last: dmy or mdy
    #[arg(long)]
    pub date_order: Option<String>,
    /// The decimal sign: . or ,
    #[arg(long)]
    pub decimal: Option<String>,
    /// The text encoding, such as windows-1256
    #[arg(long)]
    pub encoding: Option<String>,
    /// Today, YYYY-MM-DD; by default the day of the machine in UTC
    #[arg(long, value_name = "DAY")]
    pub today: Option<String>,
}

#[derive(Args)]
pub struct Build {
    /// Files of incidents: CSV, JSON, GeoJSON or Parquet, packed or not, and packs. Files of one layout are one log: an id counts once, by
    /// the edition that the provider revised last, or else by the row of the later file. Files of several layouts are combined, and each
    /// layout is an origin. Use `geobit combine` to keep files of one layout apart
    #[arg(required = true, value_name = "IN")]
    pub inputs: Vec<PathBuf>,
    /// The pack that is written
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// Keep incidents in this box only, degrees: west, south, east, north
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true)]
    pub bbox: Option<String>,
    /// Keep incidents of this country only, named as in the records; may be repeated
    #[arg(long, value_name = "NAME")]
    pub country: Vec<String>,
    /// Keep incidents that begin on this day or later
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
    /// Leave out ids, names, places, sources and headlines
    #[arg(long)]
    pub no_text: bool,
    /// The name of the pack; by default that of the files
    #[arg(long)]
    pub name: Option<String>,
    /// The licence of the data
    #[arg(long)]
    pub licence: Option<String>,
    /// How the data are to be attributed
    #[arg(long)]
    pub attribution: Option<String>,
    /// The day up to which the data are complete; by default the latest that is known: the last first day of any incident, or what a pack says
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<String>,
    /// About how much memory is taken, such as 512MB or 2GB, from 8MB; the rest of a file is kept in temporary files beside the pack. JSON,
    /// Parquet, packs, files of several layouts and --previous are held whole
    #[arg(long, value_name = "SIZE", default_value = "512MB", value_parser = read_size)]
    pub memory: usize,
    /// The pack of before, of the same provider: incidents that it does not have are noted as first seen in the new one
    #[arg(long, value_name = "PACK")]
    pub previous: Option<PathBuf>,
    /// Write a part instead of a pack: IN is a piece of a CSV file that ends with a whole record. `geobit build` makes the pack of the
    /// whole file of all its parts, given in their order
    #[arg(long, conflicts_with_all = ["bbox", "country", "since", "no_text", "name", "previous"])]
    pub part: bool,
    /// The whole file, by whose first rows a part is judged that does not begin with the header
    #[arg(long, value_name = "FILE", requires_all = ["part", "line"])]
    pub head: Option<PathBuf>,
    /// The line of the file on which this part begins
    #[arg(long, value_name = "NUMBER", requires = "head", value_parser = clap::value_parser!(u64).range(2..))]
    pub line: Option<u64>,
    #[command(flatten)]
    pub reading: Reading,
}

/// How much memory is taken where nothing is said.
pub const DEFAULT_MEMORY: usize = 512_000_000;

/// Reads a size such as `512MB`.
fn read_size(text: &str) -> Result<usize, String> {
    const LEAST: usize = 8_000_000;
    let units = [("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000)];
    let upper = text.trim().to_uppercase();
    let (number, unit) = units
        .iter()
        .find_map(|(name, bytes)| Some((upper.strip_suffix(name)?.trim_end(), *bytes)))
        .ok_or("a size such as 512MB or 2GB is wanted")?;
    let number: usize = number.parse().map_err(|_| "a whole number and KB, MB or GB are wanted")?;
    match number.checked_mul(unit) {
        Some(bytes) if bytes >= LEAST => Ok(bytes),
        Some(_) => Err("at least 8MB are wanted".into()),
        None => Err("that is more than a machine has".into()),
    }
}

#[derive(Args)]
pub struct Combine {
    /// Packs, or files of incidents
    #[arg(required = true, num_args = 2.., value_name = "FILE")]
    pub inputs: Vec<PathBuf>,
    /// The pack that is written
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// A name for each of them, separated by commas
    #[arg(long, value_delimiter = ',')]
    pub names: Option<Vec<String>>,
    /// Today, YYYY-MM-DD; by default the day of the machine in UTC
    #[arg(long, value_name = "DAY")]
    pub today: Option<String>,
}

#[derive(Args)]
pub struct Delta {
    /// The earlier pack
    pub old: PathBuf,
    /// The later pack
    pub new: PathBuf,
    /// The delta that is written
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
}

#[derive(Args)]
pub struct Apply {
    /// The earlier pack
    pub base: PathBuf,
    /// The delta
    pub delta: PathBuf,
    /// The later pack, which is written
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
}

#[derive(Args)]
pub struct Catalog {
    /// The folder; its catalogue is written to catalog.json
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// A secret key of minisign; the signature is written to catalog.json.minisig
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// A pack of the folder and an earlier one, from which a delta to it is made and put beside it; may be repeated
    #[arg(long, value_name = "PACK=OLD")]
    pub base_of: Vec<String>,
    /// Today, YYYY-MM-DD; by default the day of the machine in UTC
    #[arg(long, value_name = "DAY")]
    pub today: Option<String>,
}

#[derive(Args)]
pub struct Key {
    /// The secret key, which is written; the public one has the same name with .pub added
    pub output: PathBuf,
}

#[derive(Args)]
pub struct Serve {
    /// The folder
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// The port on 127.0.0.1; 0 for any that is free
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
}

/// Whose data can be downloaded.
#[derive(Clone, Copy, ValueEnum)]
pub enum Provider {
    /// The Georeferenced Event Dataset of the Uppsala Conflict Data Program
    Ucdp,
}

#[derive(Args)]
#[command(disable_version_flag = true)]
pub struct Fetch {
    /// Whose data
    pub provider: Provider,
    /// The release, such as 25.1
    #[arg(long)]
    pub version: String,
    /// The pack that is written; the release is downloaded beside it
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// The SHA-256 that the downloaded file must have
    #[arg(long, value_name = "HEX")]
    pub sha256: Option<String>,
    /// Keep the downloaded file
    #[arg(long)]
    pub keep: bool,
    /// Another address of the releases
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// How long is waited before a second try, ms; before each later one, twice as long
    #[arg(long, value_name = "MS", default_value_t = 1000)]
    pub wait_ms: u64,
    /// Keep incidents in this box only, degrees: west, south, east, north
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true)]
    pub bbox: Option<String>,
    /// Keep incidents of this country only, named as in the records; may be repeated
    #[arg(long, value_name = "NAME")]
    pub country: Vec<String>,
    /// Keep incidents that begin on this day or later
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
    /// Leave out ids, names, places, sources and headlines
    #[arg(long)]
    pub no_text: bool,
    /// The name of the pack; by default that of the release
    #[arg(long)]
    pub name: Option<String>,
    /// Today, YYYY-MM-DD; by default the day of the machine in UTC
    #[arg(long, value_name = "DAY")]
    pub today: Option<String>,
}

#[derive(Args)]
pub struct Info {
    pub file: PathBuf,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Args)]
pub struct Inspect {
    pub file: PathBuf,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Args)]
pub struct Check {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Args)]
pub struct Diff {
    /// The older pack, or file of incidents
    pub old: PathBuf,
    /// The newer one
    pub new: PathBuf,
    /// A GeoJSON file: a collection of features, for each of which is told what changed in it
    #[arg(long, value_name = "FILE")]
    pub watch: Option<PathBuf>,
    /// The day up to which the older data are complete; by default what the pack says, or the last first day
    #[arg(long, value_name = "DAY")]
    pub old_as_of: Option<String>,
    /// The same of the newer data
    #[arg(long, value_name = "DAY")]
    pub new_as_of: Option<String>,
    /// The language of the sentences: en or fr
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// Today, YYYY-MM-DD; by default the day of the machine in UTC
    #[arg(long, value_name = "DAY")]
    pub today: Option<String>,
}

#[derive(Args)]
pub struct Alerts {
    /// A pack, or a file of incidents
    pub snapshot: PathBuf,
    /// A JSON file: a list of rules, each with a shape and when it fires, as `snapshot.alerts` takes them
    #[arg(long, value_name = "FILE")]
    pub rules: PathBuf,
    /// The first day on which an incident is new; by default the 28 last days
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
    /// The day on which the rules are looked at; by default the day of the machine in UTC
    #[arg(long, value_name = "DAY")]
    pub today: Option<String>,
    /// The language of the sentences: en or fr
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

/// What every question may be told.
#[derive(Args)]
pub struct Asking {
    /// The language of the sentences: en or fr
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// Today, by which the age of the data is told, YYYY-MM-DD; by default the day of the machine in UTC
    #[arg(long, value_name = "DAY")]
    pub today: Option<String>,
    /// Last day of the recent window; by default the date of the data
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<String>,
    /// Length of the recent window, days
    #[arg(long, value_name = "DAYS")]
    pub recent_days: Option<u32>,
    /// Length of the baseline before it, days
    #[arg(long, value_name = "DAYS")]
    pub baseline_days: Option<u32>,
    /// First day that is listed and counted
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Last day that is listed and counted
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// Only these kinds, separated by commas, such as armedClash,abduction
    #[arg(long, value_delimiter = ',')]
    pub kinds: Option<Vec<String>>,
    /// Only incidents with this actor, named as in the records; may be repeated
    #[arg(long, value_name = "NAME")]
    pub actor: Option<Vec<String>>,
    #[command(flatten)]
    pub filtering: Filtering,
    /// Confidence level of intervals and verdicts
    #[arg(long, value_name = "LEVEL")]
    pub confidence: Option<f64>,
    /// Take every recorded point for exact
    #[arg(long)]
    pub no_uncertainty: bool,
    /// What the forecasts of the past were worth, in the JSON report
    #[arg(long)]
    pub hindcast: bool,
    /// Any options of the question, as a JSON object
    #[arg(long, value_name = "JSON")]
    pub options: Option<String>,
}

/// Which incidents count at all. The answer says that only these do.
#[derive(Args)]
pub struct Filtering {
    /// Only incidents with at least so many recorded deaths
    #[arg(long, value_name = "COUNT")]
    pub min_deaths: Option<u32>,
    /// Only incidents with at most so many recorded deaths
    #[arg(long, value_name = "COUNT")]
    pub max_deaths: Option<u32>,
    /// Only incidents with these words in one of their texts; capitals and accents make no difference
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
    /// Only incidents whose place is known to within this distance, km
    #[arg(long, value_name = "KM")]
    pub within_km: Option<f64>,
    /// Only incidents of this origin of a combined pack; may be repeated
    #[arg(long, value_name = "NAME")]
    pub origin: Option<Vec<String>>,
}

#[derive(Args)]
#[group(skip)]
#[command(group(clap::ArgGroup::new("place").required(true).args(["circle", "shape"])))]
pub struct Geofence {
    /// A pack, or a file of incidents
    pub pack: PathBuf,
    /// A circle: longitude and latitude in degrees, and its radius in km
    #[arg(long, value_name = "LON,LAT,KM", allow_hyphen_values = true)]
    pub circle: Option<String>,
    /// A GeoJSON file: a geometry, a feature, or a collection of features that are answered together
    #[arg(long, value_name = "FILE")]
    pub shape: Option<PathBuf>,
    /// Everything within this distance of the shape is inside, km
    #[arg(long, value_name = "KM", conflicts_with = "circle")]
    pub radius_km: Option<f64>,
    /// Outer limits of the rings around the area, km, separated by commas
    #[arg(long, value_name = "KM", value_delimiter = ',')]
    pub rings_km: Option<Vec<f64>>,
    /// Look for near repeats
    #[arg(long)]
    pub repeat: bool,
    #[command(flatten)]
    pub asking: Asking,
}

#[derive(Args)]
pub struct Route {
    /// A pack, or a file of incidents
    pub pack: PathBuf,
    /// The route: GPX, KML, KMZ, TCX, GeoJSON, a table of points, WKT or an encoded polyline
    pub file: PathBuf,
    /// Which route of a file with several, from 1
    #[arg(long, value_name = "NUMBER")]
    pub number: Option<usize>,
    /// Half the width of the corridor, km
    #[arg(long, value_name = "KM")]
    pub half_width_km: Option<f64>,
    /// Length of a segment, km
    #[arg(long, value_name = "KM")]
    pub segment_km: Option<f64>,
    /// Speed of the convoy, km/h
    #[arg(long, value_name = "KMH")]
    pub speed_kmh: Option<f64>,
    /// An incident within this distance of the convoy is an encounter, km
    #[arg(long, value_name = "KM")]
    pub encounter_km: Option<f64>,
    #[command(flatten)]
    pub asking: Asking,
}

/// What questions about a whole region may be told.
#[derive(Args)]
pub struct Picturing {
    /// A pack, or a file of incidents
    pub pack: PathBuf,
    /// A GeoJSON file with an area: only incidents whose recorded point is inside count
    #[arg(long, value_name = "FILE")]
    pub within: Option<PathBuf>,
    /// The first day that counts
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// The last day that counts
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// Only these kinds, separated by commas, such as armedClash,abduction
    #[arg(long, value_delimiter = ',')]
    pub kinds: Option<Vec<String>>,
    /// Count everything that has coordinates, however uncertain its place and its date
    #[arg(long)]
    pub no_uncertainty: bool,
    /// The language of the sentences: en or fr
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// Today, by which the age of the data is told, YYYY-MM-DD; by default the day of the machine in UTC
    #[arg(long, value_name = "DAY")]
    pub today: Option<String>,
    /// Any options of the question, as a JSON object
    #[arg(long, value_name = "JSON")]
    pub options: Option<String>,
}

#[derive(Args)]
pub struct Region {
    /// The length of the periods: year, quarter or month
    #[arg(long, value_name = "LENGTH")]
    pub by: Option<String>,
    /// The place that distances are measured from, degrees; by default the mean centre of all incidents
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    pub reference: Option<String>,
    /// What the sentence calls that place
    #[arg(long, value_name = "NAME")]
    pub reference_name: Option<String>,
    /// Outer limits of the rings around it, km, separated by commas
    #[arg(long, value_name = "KM", value_delimiter = ',')]
    pub rings_km: Option<Vec<f64>>,
    #[command(flatten)]
    pub picturing: Picturing,
}

#[derive(Args)]
pub struct Clusters {
    /// The largest radius of a group, km
    #[arg(long, value_name = "KM")]
    pub max_km: Option<f64>,
    /// The most last days of a group
    #[arg(long, value_name = "DAYS")]
    pub max_days: Option<u32>,
    /// The largest share of all incidents in the circle of a group
    #[arg(long, value_name = "SHARE")]
    pub max_share: Option<f64>,
    /// How often the days are permuted
    #[arg(long, value_name = "NUMBER")]
    pub permutations: Option<u32>,
    /// Seed of the permutations
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u32>,
    /// The last day of every group; by default the date of the data
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<String>,
    #[command(flatten)]
    pub picturing: Picturing,
}

#[derive(Args)]
pub struct Roads {
    #[command(subcommand)]
    pub command: RoadsCommand,
}

#[derive(Subcommand)]
pub enum RoadsCommand {
    /// Make a pack of the roads of an extract of OpenStreetMap (.osm.pbf)
    #[command(after_help = EXIT_CODES)]
    Build(RoadsBuild),
    /// Tell where roads come from and what they are
    #[command(after_help = EXIT_CODES)]
    Info(RoadsInfo),
    /// Lay a drawn or recorded line onto roads
    #[command(after_help = EXIT_CODES)]
    Match(RoadsMatch),
}

#[derive(Args)]
pub struct RoadsBuild {
    /// An extract of OpenStreetMap
    #[arg(value_name = "OSM.PBF")]
    pub input: PathBuf,
    /// The pack that is written
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// The name of the pack; by default that of the file
    #[arg(long)]
    pub name: Option<String>,
    /// What the roads were made of; by default OpenStreetMap
    #[arg(long)]
    pub source: Option<String>,
    /// The licence of the data; by default that of OpenStreetMap
    #[arg(long)]
    pub licence: Option<String>,
    /// How the data are to be attributed; by default as OpenStreetMap asks
    #[arg(long)]
    pub attribution: Option<String>,
    /// Today, YYYY-MM-DD; by default the day of the machine in UTC
    #[arg(long, value_name = "DAY")]
    pub today: Option<String>,
}

#[derive(Args)]
pub struct RoadsInfo {
    /// A pack of roads, or an extract of OpenStreetMap
    pub file: PathBuf,
}

#[derive(Args)]
pub struct RoadsMatch {
    /// A pack of roads, or an extract of OpenStreetMap
    pub roads: PathBuf,
    /// The line: GPX, KML, KMZ, TCX, GeoJSON, a table of points, WKT or an encoded polyline
    pub file: PathBuf,
    /// Which route of a file with several, from 1
    #[arg(long, value_name = "NUMBER")]
    pub number: Option<usize>,
    /// How far from a road a place of the line may be, km
    #[arg(long, value_name = "KM")]
    pub within_km: Option<f64>,
    /// Places that are nearer to the one before are left out, km
    #[arg(long, value_name = "KM")]
    pub step_km: Option<f64>,
    /// The line on roads, as GeoJSON, for `geobit route`
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
}

/// What every question about ways on roads may be told.
#[derive(Args)]
pub struct Driving {
    /// A pack of roads, or an extract of OpenStreetMap
    pub roads: PathBuf,
    /// A GeoJSON file of closed roads and areas, each with the last day that it is closed as validUntil among its properties, or without.
    /// A line or a point closes the roads within 50 m, or within its radiusKm. Of a file that the map page saved, the zones count that are
    /// closed or no-go
    #[arg(long, value_name = "FILE")]
    pub closed: Option<PathBuf>,
    /// A GeoJSON file of areas that are avoided as long as there is another way. Of a file that the map page saved, the zones count that are
    /// restricted
    #[arg(long, value_name = "FILE")]
    pub avoid: Option<PathBuf>,
    /// Speeds by class in km/h, and shares of them by surface, as a JSON object such as '{"classes":{"track":20},"surfaces":{"soft":0.3}}'
    #[arg(long, value_name = "JSON")]
    pub speeds: Option<String>,
    /// How far from a road a place may be, km
    #[arg(long, value_name = "KM")]
    pub snap_km: Option<f64>,
    /// The language of the sentences: en or fr
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// Today, by which closures have ended, YYYY-MM-DD; by default the day of the machine in UTC
    #[arg(long, value_name = "DAY")]
    pub today: Option<String>,
}

/// What is said of the incidents by which exposure is measured.
#[derive(Args)]
pub struct Weighing {
    /// A pack, or a file of incidents; without one there is no exposure
    #[arg(long, value_name = "PACK")]
    pub snapshot: Option<PathBuf>,
    /// Any options of a question about a route but stops and speeds, as a JSON object
    #[arg(long, value_name = "JSON", requires = "snapshot")]
    pub options: Option<String>,
}

#[derive(Args)]
pub struct Paths {
    #[command(flatten)]
    pub driving: Driving,
    /// Where the trip begins, degrees
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    pub from: String,
    /// Where it ends, degrees
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    pub to: String,
    /// A place on the way, degrees; may be repeated, in the order of the trip
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    pub via: Vec<String>,
    /// The fastest way alone
    #[arg(long)]
    pub fastest: bool,
    /// The most ways that are shown
    #[arg(long, value_name = "NUMBER")]
    pub most: Option<usize>,
    /// Ways may be left out that are better by less than this share in both hours and exposure
    #[arg(long, value_name = "SHARE")]
    pub tolerance: Option<f64>,
    /// The ways as lines of GeoJSON, for `geobit route`
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub weighing: Weighing,
}

#[derive(Args)]
pub struct Reach {
    #[command(flatten)]
    pub driving: Driving,
    /// Where one starts, degrees
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    pub from: String,
    /// Hours, separated by commas
    #[arg(long, value_name = "HOURS", value_delimiter = ',', required = true)]
    pub hours: Vec<f64>,
    /// How far around roads is reached, km
    #[arg(long, value_name = "KM")]
    pub width_km: Option<f64>,
}

#[derive(Args)]
pub struct Matrix {
    #[command(flatten)]
    pub driving: Driving,
    /// A file of sites: any in which sites are read
    #[arg(long, value_name = "FILE")]
    pub sites: PathBuf,
    /// A file of havens, such as airstrips and clinics
    #[arg(long, value_name = "FILE")]
    pub havens: PathBuf,
    /// Within how many km of their ends independent ways may share roads
    #[arg(long, value_name = "KM")]
    pub site_km: Option<f64>,
    /// Roads that run alike within so many km of each other are the same road
    #[arg(long, value_name = "KM")]
    pub shared_km: Option<f64>,
    /// Do not count independent ways, which takes longer than all the rest
    #[arg(long)]
    pub no_independent: bool,
    #[command(flatten)]
    pub weighing: Weighing,
}
