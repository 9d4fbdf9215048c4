//! Names of columns and properties in English, French, Spanish, Portuguese and Arabic.

use geojson::JsonObject;
use serde_json::value::RawValue;

use super::times;
use crate::error::{GeobitError, Result};
use crate::read::routes::bad;
use crate::read::routes::json::{self, Members};
use crate::read::values::Axis;

const LAT: &[&str] = &["lat", "latitude", "latitud", "ycoord", "العرض", "عرض"];
const LON: &[&str] = &["lon", "lng", "long", "longitude", "longitud", "xcoord", "الطول", "طول"];
const NAME: &[&str] = &[
    "name",
    "place",
    "nom",
    "lieu",
    "nome",
    "nombre",
    "lugar",
    "local",
    "site",
    "camp",
    "location",
    "label",
    "title",
    "village",
    "town",
    "ville",
    "localite",
    "اسم",
    "الاسم",
    "مكان",
    "المكان",
    "الموقع",
    "موقع",
];
const STOP: &[&str] =
    &["waypoint", "waypoints", "wp", "wpt", "stop", "etape", "arret", "parada", "etapa", "محطة", "المحطة"];
const ORDER: &[&str] =
    &["seq", "sequence", "order", "ordre", "orden", "ordem", "rang", "rank", "step", "ترتيب", "الترتيب", "تسلسل"];
const KILOMETRE: &[&str] = &["km", "kms", "kilometre", "kilometer", "kilometro", "quilometro", "pk", "chainage", "كم"];
const GROUP: &[&str] =
    &["track", "route", "trip", "shape", "trk", "itineraire", "ruta", "rota", "itinerario", "المسار"];
const TIME: &[&str] =
    &["time", "timestamp", "datetime", "heure", "hora", "utc", "fixtime", "horodatage", "الوقت", "وقت"];
const DATE: &[&str] = &[
    "date",
    "dates",
    "day",
    "days",
    "month",
    "year",
    "datetime",
    "timestamp",
    "jour",
    "mois",
    "annee",
    "data",
    "dia",
    "mes",
    "ano",
    "fecha",
    "تاريخ",
    "التاريخ",
    "يوم",
    "اليوم",
    "السنة",
];
const MOTION: &[&str] = &[
    "speed",
    "vitesse",
    "velocidad",
    "velocidade",
    "altitude",
    "alt",
    "ele",
    "elevation",
    "bearing",
    "heading",
    "course",
    "hdop",
    "accuracy",
    "satellites",
    "sog",
    "cog",
];
/// What only a list of incidents counts or names.
const EVENT: &[&str] = &[
    "fatalities",
    "fatality",
    "deaths",
    "killed",
    "casualties",
    "injured",
    "wounded",
    "victims",
    "actor",
    "actors",
    "actor1",
    "perpetrator",
    "incident",
    "incidents",
    "attack",
    "morts",
    "tues",
    "blesses",
    "victimes",
    "acteur",
    "attaque",
    "mortos",
    "feridos",
    "vitimas",
    "muertos",
    "heridos",
    "victimas",
    "قتلى",
    "وفيات",
    "جرحى",
    "ضحايا",
    "حادث",
];
/// What incidents have, and many other lists as well.
const KIND: &[&str] =
    &["kind", "type", "category", "event", "tipo", "categoria", "evento", "categorie", "evenement", "نوع", "النوع"];
const GEOMETRY: &[&str] = &["wkt", "geometry", "geom", "shape", "geometria", "geometrie"];
const POSITION: &[&str] = &[
    "latlon",
    "latlng",
    "latlong",
    "coordinates",
    "coordonnees",
    "coordenadas",
    "geopoint",
    "gps",
    "position",
    "posicion",
    "الاحداثيات",
];

/// The words of a name, without accents and in small letters.
pub(super) struct Words {
    whole: String,
    words: Vec<String>,
}

impl Words {
    pub(super) fn new(name: &str) -> Words {
        let (mut words, mut word) = (Vec::new(), String::new());
        let mut was_small = false;
        for letter in name.chars().filter_map(without_accent) {
            // `eventDate` is two words.
            let is_next = was_small && letter.is_ascii_uppercase();
            if (is_next || !belongs_to_word(letter)) && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            was_small = letter.is_ascii_lowercase();
            if belongs_to_word(letter) {
                word.push(letter.to_ascii_lowercase());
            }
        }
        words.extend(Some(word).filter(|word| !word.is_empty()));
        Words { whole: words.concat(), words }
    }

    fn has(&self, list: &[&str]) -> bool {
        self.words.iter().any(|word| list.contains(&word.as_str()))
    }

    fn is(&self, list: &[&str]) -> bool {
        list.contains(&self.whole.as_str())
    }

    /// Returns how clearly this names a coordinate: 2 where the whole name is one of its words, 1 where a part is, 0 if none is.
    pub(super) fn coordinate_rank(&self, axis: Axis) -> u8 {
        let (list, letter) = if axis == Axis::Lon { (LON, "x") } else { (LAT, "y") };
        if self.has(LAT) && self.has(LON) {
            // This is a position, or a header whose separator is another one.
            0
        } else if self.is(list) || self.whole == letter {
            2
        } else {
            u8::from(self.has(list))
        }
    }

    pub(super) fn is_geometry(&self) -> bool {
        self.has(GEOMETRY)
    }

    pub(super) fn is_position(&self) -> bool {
        self.is(POSITION) || (self.words.len() == 2 && self.has(LAT) && self.has(LON))
    }

    pub(super) fn is_name(&self) -> bool {
        self.has(NAME) && !(self.has(LAT) || self.has(LON))
    }

    pub(super) fn is_stop(&self) -> bool {
        self.has(STOP) && !self.is_order() && self.coordinate_rank(Axis::Lon) + self.coordinate_rank(Axis::Lat) == 0
    }

    pub(super) fn is_time(&self) -> bool {
        self.has(TIME)
    }

    pub(super) fn is_date(&self) -> bool {
        self.has(DATE)
    }

    pub(super) fn is_order(&self) -> bool {
        self.has(ORDER)
    }

    pub(super) fn is_kilometre(&self) -> bool {
        self.is(KILOMETRE)
    }

    pub(super) fn is_group(&self) -> bool {
        let is_coordinate = self.coordinate_rank(Axis::Lon) + self.coordinate_rank(Axis::Lat) > 0;
        self.has(GROUP)
            && !self.is_order()
            && !self.is_stop()
            && !is_coordinate
            && !self.has(&["dist", "distance", "type"])
    }

    pub(super) fn is_motion(&self) -> bool {
        self.has(MOTION)
    }
}

/// Returns a letter without its accent; `None` for one that combines with the letter before.
fn without_accent(letter: char) -> Option<char> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'À' | 'Á' | 'Â' | 'Ã' | 'Ä' => 'a',
        'ç' | 'Ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'Ì' | 'Í' | 'Î' | 'Ï' => 'i',
        'ñ' | 'Ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' | 'Ù' | 'Ú' | 'Û' | 'Ü' => 'u',
        'أ' | 'إ' | 'آ' => 'ا',
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}' => return None,
        _ => letter,
    })
}

/// Returns whether a letter is part of a word. Beyond ASCII all are, but for blanks and the signs of Latin and Arabic text: the
/// tables of all letters would weigh more than this module.
fn belongs_to_word(letter: char) -> bool {
    let is_sign = matches!(letter, '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{60c}' | '\u{61b}' | '\u{61f}');
    letter.is_ascii_alphanumeric() || !(letter.is_ascii() || is_sign || letter.is_whitespace())
}

/// Refuses a table whose columns are those of incidents.
pub(super) fn refuse_events(names: &[String], has_date: bool) -> Result<()> {
    let words: Vec<Words> = names.iter().map(|name| Words::new(name)).collect();
    let has_event = words.iter().any(|words| words.has(EVENT));
    let has_kind = words.iter().any(|words| words.has(KIND));
    if has_event || (has_kind && has_date) {
        return Err(incidents("Its columns say what happened and when."));
    }
    Ok(())
}

/// Returns the error for a file that is a list of incidents. Its field is the option that reads it as a route all the same.
pub(in crate::read::routes) fn incidents(reason: &str) -> GeobitError {
    bad(format!(
        "This looks like a list of incidents, and not like a route. {reason} Open it as data. If it is a route after all, read it as one (as: \"route\")."
    ))
    .at_field("as")
}

/// Returns whether properties hold a date: by their names, or by their values.
pub(in crate::read::routes) fn has_date(properties: &RawValue) -> bool {
    let Ok(members) = Members::read(properties, "") else { return false };
    members.iter().any(|(name, value)| {
        let words = Words::new(name);
        // The time at which a place was saved is no date of an event.
        words.is_date() || (!words.is_time() && json::text(value).is_some_and(|text| times::is_date(&text)))
    })
}

/// Returns the time or the date among properties, as text.
pub(in crate::read::routes) fn time_in(properties: &JsonObject) -> Option<String> {
    let find = |is_it: fn(&Words) -> bool| properties.iter().find(|(key, _)| is_it(&Words::new(key)));
    match find(Words::is_time).or_else(|| find(Words::is_date))?.1 {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns whether properties hold a speed or the like, which only a receiver writes.
pub(in crate::read::routes) fn has_motion(properties: &JsonObject) -> bool {
    properties.keys().any(|key| Words::new(key).is_motion())
}

/// Returns the name among properties.
pub(in crate::read::routes) fn name_in(properties: &JsonObject) -> String {
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let exact = properties.iter().find(|(key, _)| Words::new(key).whole == "name");
    let any = || properties.iter().find(|(key, _)| Words::new(key).is(NAME));
    exact.or_else(any).and_then(|(_, value)| text(value)).unwrap_or_default()
}

/// Returns whether labels count: A, B, C or 1, 2, 3 or WP01, WP02. A number behind another word, as in "Camp 1", is a name.
pub(super) fn are_in_sequence<'n>(labels: impl Iterator<Item = &'n str>) -> bool {
    const COUNTED: &[&str] =
        &["wp", "wpt", "waypoint", "p", "pt", "point", "stop", "etape", "arret", "parada", "punto", "ponto", "via"];
    let numbers: Option<Vec<u64>> = labels
        .map(|label| {
            let label = label.trim();
            let mut letters = label.chars();
            if let (Some(letter), None) = (letters.next(), letters.next())
                && letter.is_ascii_alphabetic()
            {
                return Some(u64::from(letter.to_ascii_uppercase() as u32));
            }
            let word = label.trim_end_matches(|letter: char| letter.is_ascii_digit());
            let number = label[word.len()..].parse().ok()?;
            let words = Words::new(word);
            (words.whole.is_empty() || words.is(COUNTED)).then_some(number)
        })
        .collect();
    numbers.is_some_and(|numbers| numbers.len() > 1 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1))
}
