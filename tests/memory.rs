//! What a snapshot costs: bytes per incident, kept and at the highest while loading.

use std::alloc::{GlobalAlloc, Layout, System};
use std::fmt::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use geobit::load::{self, LoadOptions, Loader};
use geobit::read::routes::{RoutesOptions, read_routes};
use geobit::snapshot::{ColumnSource, Snapshot};
use geobit::{Code, Result, day};

struct Counted;

#[global_allocator]
static ALLOCATOR: Counted = Counted;

static IN_USE: AtomicUsize = AtomicUsize::new(0);
static HIGHEST: AtomicUsize = AtomicUsize::new(0);
/// One test at a time: others would be counted with it.
static ALONE: Mutex<()> = Mutex::new(());

// SAFETY: every call goes to the default allocator as it came; counting touches no memory that is given out. Growing
// is by the default way, old and new side by side, as it is where memory is in pieces.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = IN_USE.fetch_add(layout.size(), Relaxed) + layout.size();
        HIGHEST.fetch_max(now, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }
}

const ROWS: usize = 200_000;

/// Bytes per incident: kept, and at the highest.
fn cost(load: impl FnOnce() -> Snapshot) -> (f64, f64) {
    let before = IN_USE.load(Relaxed);
    HIGHEST.store(before, Relaxed);
    let snapshot = load();
    // The test's own threads allocate a little meanwhile.
    let per_row = |bytes: usize| (bytes - before) as f64 / snapshot.len() as f64;
    let (kept, highest) = (per_row(IN_USE.load(Relaxed)), per_row(HIGHEST.load(Relaxed)));
    println!("{kept:.1} bytes per incident kept, {highest:.1} at the highest");
    (kept, highest)
}

fn load_file(header: &str, row: impl Fn(usize) -> String) -> (f64, f64) {
    let mut csv = format!("{header}\n");
    (0..ROWS).for_each(|number| writeln!(csv, "{}", row(number)).unwrap());
    cost(|| {
        let mut loader = Loader::new(LoadOptions::default()).unwrap();
        csv.as_bytes().chunks(1 << 20).for_each(|piece| loader.push(piece).unwrap());
        loader.finish().unwrap()
    })
}

fn scattered(number: usize, step: usize, most: f64) -> f64 {
    (number * step % 9973) as f64 / 9973.0 * 2.0 * most - most
}

fn place(number: usize) -> String {
    format!("{:.5},{:.5}", scattered(number, 4567, 180.0), scattered(number, 1234, 90.0))
}

#[test]
fn a_file_without_text_takes_48_bytes_per_incident_and_twice_that_while_loading() {
    let _alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let row = |number: usize| format!("20{:02}-03-01,{},riot,{}", number % 24, place(number), number % 2 * 25);
    let (kept, highest) = load_file("start,lon,lat,kind,uncertainty_km", row);
    assert!(kept <= 48.0 && highest <= 2.0 * kept, "{kept:.1} bytes kept, {highest:.1} at the highest");
}

#[test]
fn columns_take_48_bytes_per_incident_and_twice_that_while_loading() {
    let _alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let (kept, highest) = cost(|| {
        let columns = ColumnSource {
            lon: (0..ROWS).map(|number| scattered(number, 4567, 180.0)).collect(),
            lat: (0..ROWS).map(|number| scattered(number, 1234, 90.0)).collect(),
            day: (0..ROWS).map(|number| 19_000 + number as i32 % 500).collect(),
            kind: Some((0..ROWS).map(|number| number as u8 % 9).collect()),
            kind_names: None,
            uncertainty_km: Some((0..ROWS).map(|number| [0.0, 25.0][number % 2]).collect()),
        };
        load::load_columns(columns, LoadOptions::default()).unwrap()
    });
    assert!(kept <= 48.0 && highest <= 2.0 * kept, "{kept:.1} bytes kept, {highest:.1} at the highest");
}

/// Loads a file and returns the highest memory use, in bytes for each byte of the file.
fn highest_per_byte(file: &[u8], expect: bool) -> f64 {
    let before = IN_USE.load(Relaxed);
    HIGHEST.store(before, Relaxed);
    let mut loader = Loader::new(LoadOptions::default()).unwrap();
    if expect {
        loader.expect(file.len());
    }
    file.chunks(1 << 20).for_each(|piece| loader.push(piece).unwrap());
    let snapshot = loader.finish().unwrap();
    let highest = (HIGHEST.load(Relaxed) - before) as f64 / file.len() as f64;
    println!("{} incidents, {highest:.2} bytes at the highest for each byte of the file", snapshot.len());
    highest
}

#[test]
fn finding_k_the_peak_while_loading_is_what_the_documents_say() {
    let _alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let mut csv = String::from("id,start,lon,lat,kind,place,headline\n");
    let mut features = Vec::new();
    for number in 0..ROWS {
        let (place, town) = (place(number), format!("Place {}", number % 400));
        writeln!(csv, "S{number},2024-03-01,{place},riot,{town},Record number {number}").unwrap();
        let properties = format!(
            "{{\"id\":\"S{number}\",\"start\":\"2024-03-01\",\"kind\":\"riot\",\"place\":\"{town}\",\"headline\":\"Record number {number}\"}}"
        );
        let geometry = format!("{{\"type\":\"Point\",\"coordinates\":[{place}]}}");
        features.push(format!("{{\"type\":\"Feature\",\"properties\":{properties},\"geometry\":{geometry}}}"));
    }
    let geojson = format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","));
    drop(features);
    // docs/architecture.md has these figures.
    let highest = highest_per_byte(csv.as_bytes(), false);
    assert!(highest <= 1.8, "CSV: {highest:.2}");
    let highest = highest_per_byte(geojson.as_bytes(), true);
    assert!(highest <= 1.6, "GeoJSON of known size: {highest:.2}");
    let numbers = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{}{{\"type\":\"Feature\",\"properties\":{{\"start\":\"2024-03-01\"}}}}]}}",
        "1,".repeat(16 << 20)
    );
    let highest = highest_per_byte(numbers.as_bytes(), true);
    assert!(highest <= 1.2, "GeoJSON of numbers: {highest:.2}");
}

#[test]
fn finding_k_superseded_rows_take_nothing_once_the_file_is_loaded() {
    let _alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let row = |number: usize| {
        format!(
            "S{},2024-03-01,{},riot,Source {number},Record number {number} {}",
            number % 1000,
            place(number),
            "x".repeat(50)
        )
    };
    // The file has 200,000 rows, of which 1,000 incidents stay. `kept` is bytes per incident that stays.
    let (kept, _) = load_file("id,start,lon,lat,kind,source,headline", row);
    assert!(kept <= 250.0, "{kept:.1} bytes for each incident that is left");
}

#[test]
fn text_is_held_once_and_twice_at_the_highest() {
    let _alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let header = "id,start,end,lon,lat,kind,actor1,actor2,country,place,fatalities_best,headline";
    let row = |number: usize| {
        let (actor, town, at) = (number % 40, number % 400, place(number));
        format!(
            "S{number},2024-03-01,2024-03-0{},{at},riot,group {actor},,Country,Place {town},{},Record number {number}",
            number % 9 + 1,
            number % 50
        )
    };
    // The text of an incident that is its own: id, place and headline.
    let text = (0..ROWS).map(|number| format!("S{number}Place {}Record number {number}", number % 400).len());
    let text = text.sum::<usize>() as f64 / ROWS as f64;
    let (kept, highest) = load_file(header, row);
    assert!(
        kept <= text + 60.0 && highest <= 2.0 * kept,
        "{kept:.1} for {text:.1} of text, {highest:.1} at the highest"
    );
}

/// Room for a record is asked for before it is written: for its text, and not for many times as much.
#[test]
fn the_records_of_rows_with_much_text_take_a_few_times_the_text() {
    let _alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let headline = "x".repeat(1_000_000);
    let csv = format!("start,lon,lat,headline\n2024-03-01,0,0,{headline}\n2024-03-02,0,0,{headline}\n");
    let mut loader = Loader::new(LoadOptions::default()).unwrap();
    loader.push(csv.as_bytes()).unwrap();
    let snapshot = loader.finish().unwrap();
    let before = IN_USE.load(Relaxed);
    HIGHEST.store(before, Relaxed);
    let json = snapshot.records_json(&[0, 1]).unwrap();
    let highest = (HIGHEST.load(Relaxed) - before) as f64 / json.len() as f64;
    assert!(json.len() > 2_000_000 && highest <= 4.0, "{highest:.2} bytes for each byte of {}", json.len());
}

/// Pushes a file piece by piece. Returns what came of it, and the highest memory use in MiB.
fn load_pieces(pieces: impl Iterator<Item = Vec<u8>>) -> (Result<Snapshot>, f64) {
    let before = IN_USE.load(Relaxed);
    HIGHEST.store(before, Relaxed);
    let mut loader = Loader::new(LoadOptions::default()).unwrap();
    let pushed = pieces.map(|piece| loader.push(&piece)).find(|result| result.is_err());
    let snapshot =
        pushed.map_or_else(|| loader.finish(), |error| error.map(|()| unreachable!("only errors are looked for")));
    let highest = (HIGHEST.load(Relaxed) - before) as f64 / (1 << 20) as f64;
    println!("{highest:.1} MiB at the highest");
    (snapshot, highest)
}

/// A beginning, a number of megabytes of the same letter, and an end.
fn filled(start: &str, megabytes: usize, end: &str) -> impl Iterator<Item = Vec<u8>> {
    let filler = (0..megabytes).map(|_| vec![b'x'; 1_000_000]);
    [start.as_bytes().to_vec()].into_iter().chain(filler).chain([end.as_bytes().to_vec()])
}

/// The megabytes of a line. No file of 200 MB is made: its pieces are.
const LONG_LINE: usize = 200;

#[test]
fn a_csv_line_of_200_mb_is_refused_with_its_place_before_it_is_held() {
    let _alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let rows = "start,lon,lat,headline\n2024-03-01,-8,12,first\n";
    for (start, line) in [(format!("{rows}2024-03-02,-8,12,"), 3), (format!("{rows}2024-03-02,-8,12,\""), 3)] {
        let (result, highest) = load_pieces(filled(&start, LONG_LINE, "\n2024-03-03,-8,12,last\n"));
        let error = result.err().unwrap();
        assert_eq!((error.code, error.at.row), (Code::BadCsv, Some(line)), "{error}");
        assert!(error.message.contains("longer than 1 MiB"), "{error}");
        assert!(highest < 16.0, "{highest:.1} MiB");
    }
    // A header of this length leaves no row to be read.
    let (result, highest) = load_pieces(filled("start,lon,lat,", LONG_LINE, "\n2024-03-03,-8,12,last\n"));
    let error = result.err().unwrap();
    assert!(
        error.code == Code::BadCsv && error.message.contains("1 MiB") && highest < 16.0,
        "{error} {highest:.1} MiB"
    );
}

/// JSON is held as a whole, so that a line of any length is a file like another.
#[test]
fn a_json_line_of_200_mb_is_read_and_held_once() {
    let _alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let start = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\
                 \"coordinates\":[-8,12]},\"properties\":{\"start\":\"2024-03-01\",\"remark\":\"";
    let (result, highest) = load_pieces(filled(start, LONG_LINE, "\"}}]}"));
    let snapshot = result.unwrap();
    assert_eq!((snapshot.len(), snapshot.lon()[0], snapshot.lat()[0]), (1, -8.0, 12.0));
    assert!(highest < 3.0 * LONG_LINE as f64, "{highest:.1} MiB");
    // The file ends within the line.
    let (result, _) = load_pieces(filled(start, LONG_LINE, ""));
    let error = result.err().unwrap();
    assert!(error.code == Code::BadGeojson && error.message.contains("line 1"), "{error}");
}

#[test]
fn a_table_of_10000_columns_is_read() {
    let _alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let names =
        |columns: usize| (4..=columns).fold("lat,lon".to_string(), |names, column| names + &format!(",c{column}"));
    let row = |columns: usize| "12,-8".to_string() + &",1".repeat(columns - 3);
    let csv = |columns: usize, place: &str| format!("{},{place}\n{}", names(columns), row(columns));
    let file = format!("{},2024-03-01\n", csv(10_000, "start"));
    let (result, highest) = load_pieces([file.into_bytes()].into_iter());
    let snapshot = result.unwrap();
    assert_eq!(
        (snapshot.len(), snapshot.lon()[0], day::format(snapshot.day()[0])),
        (1, -8.0, "2024-03-01".to_string())
    );
    assert!(highest < 16.0, "{highest:.1} MiB");
    let read =
        |columns: usize| read_routes(format!("{},Town\n", csv(columns, "name")).as_bytes(), &RoutesOptions::default());
    assert_eq!(read(10_000).unwrap().sites.len(), 1);
    let error = read(10_001).err().unwrap();
    assert!(error.at.row == Some(1) && error.message.contains("more than 10000 columns"), "{error}");
}
