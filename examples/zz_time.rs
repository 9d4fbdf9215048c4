use geobit::area::Area;
use geobit::geo::LonLat;
use geobit::geometry::Shape;
use std::time::Instant;
fn ring(n: usize, lon: f64, lat: f64, r: f64, jag: f64) -> Vec<LonLat> {
    let mut v: Vec<LonLat> = (0..n)
        .map(|i| {
            let a = i as f64 / n as f64 * std::f64::consts::TAU;
            let rr = r * (1.0 + jag * ((i * 7919) % 13) as f64 / 13.0);
            LonLat::new(lon + rr * a.cos(), lat + rr * a.sin())
        })
        .collect();
    v.push(v[0]);
    v
}
fn time<T>(name: &str, n: usize, mut f: impl FnMut() -> T) {
    let mut best = f64::INFINITY;
    for _ in 0..7 {
        let t = Instant::now();
        for _ in 0..n {
            std::hint::black_box(f());
        }
        best = best.min(t.elapsed().as_secs_f64() / n as f64);
    }
    println!("{name}: {:.4} ms", best * 1e3);
}
fn main() {
    for n in [64usize, 1000, 2000, 20000, 200000] {
        let r = ring(n, -8.0, 12.0, 0.5, 0.1);
        time(&format!("new polygon {n}"), 100000 / n.max(100) + 1, || Area::polygon([r.clone()]).unwrap());
    }
    let s = |p: Vec<Vec<LonLat>>, l: Vec<Vec<LonLat>>, pts: Vec<LonLat>, r: f64| {
        Area::new(
            Shape { polygons: if p.is_empty() { vec![] } else { vec![p] }, lines: l, points: pts, radius_km: None },
            Some(r),
        )
        .unwrap()
    };
    let cases = vec![
        ("circle25", s(vec![], vec![], vec![LonLat::new(-8., 12.)], 25.)),
        ("64gon+10", s(vec![ring(64, -8., 12., 0.5, 0.1)], vec![], vec![], 10.)),
        ("line1000km+10", s(vec![], vec![vec![LonLat::new(-8., 12.), LonLat::new(-1., 17.)]], vec![], 10.)),
        (
            "road 2000v+5",
            s(
                vec![],
                vec![
                    (0..2000)
                        .map(|i| {
                            LonLat::new(
                                -8. + i as f64 * 0.004,
                                12. + 0.01 * ((i * 7919) % 17) as f64 / 17. + (i as f64 * 0.01).sin() * 0.3,
                            )
                        })
                        .collect(),
                ],
                vec![],
                5.,
            ),
        ),
        ("2000gon+10", s(vec![ring(2000, -8., 12., 0.5, 0.1)], vec![], vec![], 10.)),
        (
            "20000 points+2000",
            s(
                vec![],
                vec![],
                (0..20000)
                    .map(|i| {
                        LonLat::new(
                            ((i * 7919) % 36000) as f64 / 100. - 180.,
                            ((i * 104729) % 17000) as f64 / 100. - 85.,
                        )
                    })
                    .collect(),
                2000.,
            ),
        ),
        (
            "world+10",
            Area::new(
                geobit::geometry::parse(
                    r#"{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]}"#,
                )
                .unwrap(),
                Some(10.),
            )
            .unwrap(),
        ),
        (
            "equator+2000",
            s(vec![], vec![(0..=36).map(|i| LonLat::new(-180. + 10. * i as f64, 0.)).collect()], vec![], 2000.),
        ),
        (
            "equator+0.1",
            s(vec![], vec![(0..=36).map(|i| LonLat::new(-180. + 10. * i as f64, 0.)).collect()], vec![], 0.1),
        ),
        ("2 far points +1", s(vec![], vec![], vec![LonLat::new(0., -60.), LonLat::new(10., 60.)], 1.)),
        ("line+0.01", s(vec![], vec![vec![LonLat::new(-8., 12.), LonLat::new(-7., 12.5)]], vec![], 0.01)),
    ];
    for (n, a) in &cases {
        println!("{n}: {}", a.area_km2());
        time(n, 3, || a.area_km2());
    }
    for (n, a) in &cases[1..5] {
        let p = geobit::geo::GeoPoint::new(LonLat::new(-7.5, 12.3));
        println!("{n} share {}", a.share(&p, 50.));
        time(&format!("{n} share50"), 20, || a.share(&p, 50.));
    }
}
