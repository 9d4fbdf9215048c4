//! The reference system that a GeoJSON file of before 2016 names in its member `crs`.

use serde_json::Value;
use serde_json::value::RawValue;

use super::bad;
use super::findings::{Findings, clean_name};
use crate::error::Result;

/// Which of the two numbers of a position comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AxisOrder {
    LongitudeFirst,
    LatitudeFirst,
}

/// Systems in degrees that agree with WGS 84 to a few metres: WGS 84 itself, with height, ETRS89 and NAD83.
const IN_DEGREES: [&str; 4] = ["4326", "4979", "4258", "4269"];

/// Returns the order of the axes.
///
/// # Errors
/// `BadRoute`, with the name of the system, for one that is not in degrees of WGS 84.
pub(super) fn axis_order(crs: Option<&RawValue>, findings: &mut Findings<'_>) -> Result<AxisOrder> {
    let Some(crs) = crs else { return Ok(AxisOrder::LongitudeFirst) };
    let crs: Value = serde_json::from_str(crs.get()).unwrap_or_default();
    let Some(name) = crs["properties"]["name"].as_str() else {
        return Err(refused(crs["properties"]["href"].as_str().unwrap_or("without a name")));
    };
    let plain = name.to_ascii_uppercase();
    let code = plain.rsplit([':', '/']).next().unwrap_or_default();
    if matches!(code, "CRS84" | "CRS84H") || plain == "WGS84" || plain == "WGS 84" {
        return Ok(AxisOrder::LongitudeFirst);
    }
    if !plain.contains("EPSG") || !IN_DEGREES.contains(&code) {
        return Err(refused(name));
    }
    // The short name is used for longitude first everywhere. The full ones mean the order of the definition.
    if !plain.starts_with("URN:") && !plain.starts_with("HTTP") {
        return Ok(AxisOrder::LongitudeFirst);
    }
    findings.doubt(format!(
        "This file names the reference system “{}”, which has the latitude first, and is read so. Programs that write it with the longitude \
         first exist: look where it lies on the map. Lines are also offered with the longitude first.",
        clean_name(name)
    ));
    Ok(AxisOrder::LatitudeFirst)
}

fn refused(name: &str) -> crate::error::GeobitError {
    bad(format!(
        "The coordinates of this file are in the reference system “{}” (its member \"crs\"), which is not read. Export it in degrees (WGS 84, \
         EPSG:4326).",
        clean_name(name)
    ))
    .at_field("crs")
}
