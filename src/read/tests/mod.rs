//! Whole files through the reader: the oddities that real files bring, one by one.

mod columns;
mod doubtful;
mod frame;
mod generic;
mod geojson;
mod inspect;
mod pieces;
mod ucdp;

use std::borrow::Cow;

use super::{FormatHint, ReadOptions, Reader};
use crate::error::{Code, GeobitError, Result};
use crate::incident::{Incident, Kind, Position};
use crate::intake::ReadSummary;

type Outcome = Result<(Vec<Incident<'static>>, ReadSummary)>;

fn read_with(options: ReadOptions, bytes: &[u8], chunk: usize) -> Outcome {
    let mut kept = Vec::new();
    let mut keep = |incident: Incident<'_>| kept.push(owned(incident));
    let mut reader = Reader::new(options)?;
    for piece in bytes.chunks(chunk) {
        reader.push(piece, &mut keep)?;
    }
    let summary = reader.finish(&mut keep)?;
    Ok((kept, summary))
}

fn read(text: impl AsRef<[u8]>) -> Outcome {
    read_with(ReadOptions::default(), text.as_ref(), usize::MAX)
}

fn mapped(pairs: &[(&str, &str)], text: &str) -> Outcome {
    let mapping = pairs.iter().map(|(ours, theirs)| (ours.to_string(), theirs.to_string())).collect();
    read_with(ReadOptions { mapping, ..ReadOptions::default() }, text.as_bytes(), usize::MAX)
}

fn refused(outcome: Outcome) -> GeobitError {
    outcome.expect_err("refused")
}

fn owned(incident: Incident<'_>) -> Incident<'static> {
    let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
    Incident {
        id: own(incident.id),
        start: incident.start,
        end: incident.end,
        time_precision: incident.time_precision,
        date_span_days: incident.date_span_days,
        position: incident.position,
        uncertainty_km: incident.uncertainty_km,
        kind: incident.kind,
        event_type: own(incident.event_type),
        subtype: own(incident.subtype),
        actors: incident.actors.map(own),
        fatalities: incident.fatalities,
        country: own(incident.country),
        admin1: own(incident.admin1),
        place: own(incident.place),
        source: own(incident.source),
        headline: own(incident.headline),
        first_seen: incident.first_seen,
        revision: incident.revision,
        id_trust: incident.id_trust,
    }
}

const UCDP_HEADER: &str = "id,type_of_violence,dyad_name,side_a,side_b,where_prec,where_coordinates,latitude,longitude,country,\
                           date_prec,date_start,date_end,best,high,low";

fn collection(features: &[&str]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
}
