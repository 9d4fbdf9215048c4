//! Measures how often verdicts and alarms are right on simulated areas, and how good they and the forecasts were on real records:
//! `cargo xtask calibrate` writes docs/calibration.md.
//!
//! Every number passes through the whole engine: incidents are simulated around places far from each other and loaded as a
//! snapshot, and a geofence is asked for around each place. The seed is fixed, so the same engine writes the same table.

mod alarms;
mod areas;
mod real;
mod routes;
mod table;

use areas::Weeks;
use table::Table;

/// Number of areas simulated for each cell: the standard error of a share of 5 % is then 0.35 %.
const AREAS: usize = 4000;
/// Incidents expected in the recent window at the unchanged rate.
const EXPECTED: [f64; 7] = [0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0];
const WEEKS: [Weeks; 3] = [Weeks::Poisson, Weeks::Overdispersed(2.0), Weeks::Overdispersed(4.0)];

fn main() {
    // `cargo test --benches` only checks that it runs.
    if std::env::args().any(|argument| argument == "--test") {
        areas::count_verdicts(20, 5.0, 1.0, Weeks::Poisson);
        return;
    }
    println!("{}", include_str!("head.md"));
    let shares = |ratio: f64, expected: f64, weeks: Weeks| areas::count_verdicts(AREAS, expected, ratio, weeks);

    println!("## The rate is unchanged: how often each verdict is given, %\n");
    let head = ["more", "fewer", "more, as Poisson", "fewer, as Poisson", "too few"];
    let mut unchanged = Table::new(&head);
    for weeks in WEEKS {
        for expected in EXPECTED {
            let all = shares(1.0, expected, weeks);
            unchanged.row(
                weeks,
                expected,
                &[all.more, all.fewer, all.more_as_poisson, all.fewer_as_poisson, all.too_few],
            );
        }
    }
    println!("{unchanged}");

    println!("## The rate has changed: how often the verdict says so, %\n");
    let mut changed = Table::new(&["rate × 2: more", "rate × 3: more", "rate × ½: fewer", "rate 0: fewer"]);
    for weeks in WEEKS {
        for expected in EXPECTED {
            let noticed = [
                shares(2.0, expected, weeks).more,
                shares(3.0, expected, weeks).more,
                shares(0.5, expected, weeks).fewer,
                shares(0.0, expected, weeks).fewer,
            ];
            changed.row(weeks, expected, &noticed);
        }
    }
    println!("{changed}");
    println!("{}", include_str!("alarms.md").replace("{simulated}\n", &alarms::simulated()));
    println!("{}", real::tables());
}
