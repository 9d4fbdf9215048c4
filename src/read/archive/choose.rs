//! Which of the files in a zip archive is read.

use super::{member, refuse};
use crate::error::{GeobitError, Result, quote_excerpt};

/// How many names a message lists.
const LISTED: usize = 5;

/// What an archive is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The file to read, by its number among the names, and the numbers of other KML files that are not read.
    File(usize, Vec<usize>),
    /// An Office workbook (.xlsx), whose cells are spread over files of XML.
    Spreadsheet,
}

/// Chooses the file of an archive that is meant: the main KML, or else the only file of data.
///
/// # Errors
/// `UnknownFormat`, with the names, for an archive that holds several files of data or none, or a document of another
/// program; also where two files have the name that is meant.
pub fn choose(names: &[&str]) -> Result<Choice> {
    let files: Vec<usize> = (0..names.len()).filter(|number| !is_by_the_way(names[*number])).collect();
    if let Some(choice) = foreign(names)? {
        return Ok(choice);
    }
    let of = |extensions: &[&str]| -> Vec<usize> {
        files.iter().copied().filter(|number| extensions.contains(&extension(names[*number]).as_str())).collect()
    };
    let (kmls, data) = (of(&["kml"]), of(DATA));
    if let Some(main) = kmls.iter().copied().find(|number| names[*number].eq_ignore_ascii_case("doc.kml")) {
        return main_kml(names, main, &kmls);
    }
    if !kmls.is_empty() && data.len() == kmls.len() {
        return main_kml(names, kmls[0], &kmls);
    }
    let only = [data, of(TEXT), files].into_iter().find(|found| !found.is_empty());
    match only.as_deref() {
        Some(&[number]) => Ok(Choice::File(number, Vec::new())),
        Some(found) => Err(several(names, found)),
        None => Err(refuse("This archive is empty.".into())),
    }
}

const DATA: &[&str] = &[
    "csv",
    "tsv",
    "json",
    "geojson",
    "geojsonl",
    "geojsons",
    "ndjson",
    "jsonl",
    "gpx",
    "kml",
    "tcx",
    "wkt",
    "polyline",
    "polyline6",
    "parquet",
];

/// Text may be data, or about the data beside it.
const TEXT: &[&str] = &["txt", "tab", "asc", "log"];

/// The KML that is read: as the format says `doc.kml`, or else the first.
fn main_kml(names: &[&str], main: usize, kmls: &[usize]) -> Result<Choice> {
    let others: Vec<usize> = kmls.iter().copied().filter(|number| *number != main).collect();
    if others.iter().any(|other| names[*other].eq_ignore_ascii_case(names[main])) {
        let what = member(names[main]);
        return Err(refuse(format!(
            "{what} is there more than once, and nothing says which is meant; export it again."
        )));
    }
    Ok(Choice::File(main, others))
}

/// Finds documents of other programs by the files that each of them has.
fn foreign(names: &[&str]) -> Result<Option<Choice>> {
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    if has("xl/workbook.xml") {
        return Ok(Some(Choice::Spreadsheet));
    }
    let documents = [
        (has("xl/workbook.bin"), "a binary workbook (.xlsb): save it as .xlsx or CSV"),
        (has("word/document.xml"), "a text document (.docx): save its table as CSV"),
        (has("content.xml") && has("mimetype"), "an OpenDocument file: save the sheet as .xlsx or CSV"),
        (
            names.iter().any(|name| extension(name) == "shp"),
            "a shapefile, which is not read: export it as GeoJSON, GPX or KML in degrees (EPSG:4326)",
        ),
    ];
    match documents.into_iter().find(|(is_it, _)| *is_it) {
        Some((_, what)) => Err(refuse(format!("This archive is {what}."))),
        None => Ok(None),
    }
}

fn several(names: &[&str], found: &[usize]) -> GeobitError {
    let listed: Vec<String> = found.iter().take(LISTED).map(|number| quote_excerpt(names[*number])).collect();
    let more = if found.len() > LISTED { format!(" and {} more", found.len() - LISTED) } else { String::new() };
    let count = found.len();
    refuse(format!(
        "This archive holds {count} files that could be meant: {}{more}. Unpack it and open one of them.",
        listed.join(", ")
    ))
}

/// Returns whether a name is that of a folder, or of a file that a system adds by the way.
fn is_by_the_way(name: &str) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.is_empty()
        || last.starts_with("._")
        || name.starts_with("__MACOSX/")
        || [".ds_store", "thumbs.db", "desktop.ini"].iter().any(|other| last.eq_ignore_ascii_case(other))
}

/// Returns what stands after the last dot of a name, in small letters.
fn extension(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(names: &[&str]) -> (usize, Vec<usize>) {
        match choose(names).unwrap() {
            Choice::File(number, others) => (number, others),
            Choice::Spreadsheet => panic!("this is no spreadsheet"),
        }
    }

    #[test]
    fn the_main_kml_is_read_and_the_others_are_named() {
        assert_eq!(chosen(&["a.kml", "doc.kml", "files/x.png"]), (1, vec![0]));
        assert_eq!(chosen(&["__MACOSX/._a.kml", "b.KML", "a.kml", "._c.kml"]), (1, vec![2]));
        assert_eq!(chosen(&["doc.kml", "table.csv"]), (0, vec![]));
        assert!(
            choose(&["doc.kml", "DOC.kml"]).unwrap_err().message.contains("\"doc.kml\" in this archive is there more")
        );
    }

    #[test]
    fn the_only_file_of_data_is_read() {
        assert_eq!(chosen(&["out/", "out/README.txt", "out/data.CSV", "photo.png"]), (2, vec![]));
        assert_eq!(chosen(&["notes.txt", "photo.png"]), (0, vec![]));
        assert_eq!(chosen(&["export"]), (0, vec![]));
        for (names, words) in [
            (&["a.csv", "b.geojson"][..], "2 files that could be meant: \"a.csv\", \"b.geojson\". Unpack it"),
            (&["a.kml", "b.csv"], "\"a.kml\", \"b.csv\""),
            (&["a.png", "b.jpg"], "\"a.png\", \"b.jpg\""),
            (&["1.csv", "2.csv", "3.csv", "4.csv", "5.csv", "6.csv", "7.csv"], "\"5.csv\" and 2 more"),
            (&["a\u{202e}vsc.csv", "b.csv"], "\"a\u{fffd}vsc.csv\""),
            (&[], "empty"),
            (&["folder/"], "empty"),
        ] {
            let error = choose(names).unwrap_err();
            assert!(error.message.contains(words), "{error}");
        }
    }

    #[test]
    fn documents_of_other_programs_are_known() {
        assert_eq!(choose(&["[Content_Types].xml", "xl/workbook.xml", "xl/a.kml"]), Ok(Choice::Spreadsheet));
        for (names, words) in [
            (["xl/workbook.bin", "x"], ".xlsb"),
            (["word/document.xml", "x"], ".docx"),
            (["mimetype", "content.xml"], "OpenDocument"),
            (["roads.SHP", "roads.dbf"], "shapefile"),
        ] {
            assert!(choose(&names).unwrap_err().message.contains(words));
        }
    }
}
