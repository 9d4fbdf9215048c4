mod field;
mod hostile;
mod json;
mod text;
mod xml;

use super::*;
use crate::geo::distance_km;

fn read(text: &str) -> RouteFile {
    read_with(text, &RoutesOptions::default())
}

fn read_with(text: &str, options: &RoutesOptions) -> RouteFile {
    read_routes(text.as_bytes(), options).unwrap_or_else(|error| panic!("{text:.200}: {error}"))
}

fn refusal(text: &str) -> GeobitError {
    match read_routes(text.as_bytes(), &RoutesOptions::default()) {
        Err(error) => error,
        Ok(file) => panic!("{text:.200} was read as {file:?}"),
    }
}

/// Refuses a text, and returns the message and the vertex.
fn refused_vertex(text: &str) -> (String, Option<usize>) {
    let error = refusal(text);
    assert_eq!(error.code, Code::BadRoute, "{error}");
    (error.message, error.at.vertex)
}

/// Returns the names of the routes with their vertices, longitude first.
fn lines(file: &RouteFile) -> Vec<(&str, Vec<[f64; 2]>)> {
    file.routes.iter().map(|route| (route.name.as_str(), route.line.iter().map(|p| [p.lon, p.lat]).collect())).collect()
}

fn site_names(file: &RouteFile) -> Vec<String> {
    let name = |site: &Feature| site.property("name").and_then(|name| name.as_str()).unwrap_or_default().to_string();
    file.sites.iter().map(name).collect()
}

fn length_km(line: &[LonLat]) -> f64 {
    line.windows(2).map(|pair| distance_km(pair[0], pair[1])).sum()
}

fn has_doubt(file: &RouteFile, words: &str) -> bool {
    file.doubts.iter().any(|doubt| doubt.contains(words))
}
