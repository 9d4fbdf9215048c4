use geobit::area::Area;
use geobit::geo::*;
fn main() {
    let t = std::fs::read_to_string("/work/shared/breaking/geometry-negative-area.json").unwrap();
    let p = |t: &str| {
        let r = geobit::geometry::parse(t).and_then(|s| Area::new(s, None));
        match r {
            Ok(a) => println!("OK {} (2,2):{}", a.area_km2(), a.contains(&GeoPoint::new(LonLat::new(2., 2.)))),
            Err(e) => println!("{:?} {} {:?}", e.code, e.message, e.at.vertex),
        }
    };
    p(&t);
    p(r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]],[[1,1],[3,1],[3,3],[1,3],[1,1]]]}"#);
    p(r#"{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[0,0],[1,0],[1,1],[0,1],[0,0]]]}"#);
    p(r#"{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[0,0],[2,1],[2,2],[1,2],[0,0]]]}"#);
    p(
        r#"{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,1],[2,2],[1,2],[1,1]],[[1.5,1.5],[1.7,1.5],[1.7,1.7],[1.5,1.5]]]}"#,
    );
    p(r#"{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}"#);
    p(r#"{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[1,1],[0,2],[0,0]]]}"#);
    p(r#"{"type":"Polygon","coordinates":[[[0,0],[1,1],[2,0],[2,2],[1,1],[0,2],[0,0]]]}"#);
    p(r#"{"type":"Polygon","coordinates":[[[0,0],[1,1],[2,2],[2,0],[1,1],[0,2],[0,0]]]}"#);
    p(r#"{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,2],[-1,2],[0,2],[0,0]]]}"#);
    p(r#"{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0],[1,1],[1,2],[2,2],[2,1],[1,1],[0,0]]]}"#);
    p(r#"{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0],[4,0],[4,4],[0,4],[0,0]]]}"#);
    p(
        r#"{"type":"Polygon","coordinates":[[[-540,0],[-400,0],[-250,0],[-100,0],[0,0],[100,0],[250,0],[400,0],[400,10],[250,10],[100,10],[0,10],[-100,10],[-250,10],[-400,10],[-540,10],[-540,0]]]}"#,
    );
    p(
        r#"{"type":"MultiPolygon","coordinates":[[[[170,0],[180,0],[180,10],[170,10],[170,0]]],[[[-180,0],[-170,0],[-170,10],[-180,10],[-180,0]]]]}"#,
    );
    p(
        r#"{"type":"MultiPolygon","coordinates":[[[[170.1,0],[-179.3,0],[-179.3,10],[170.1,10],[170.1,0]]],[[[-179.3,0],[-170,0],[-170,10],[-179.3,10],[-179.3,0]]]]}"#,
    );
    p(
        r#"{"type":"MultiPolygon","coordinates":[[[[170.1,0],[-179.3,0],[-179.3,10],[170.1,10],[170.1,0]]],[[[-179.4,0],[-170,0],[-170,10],[-179.4,10],[-179.4,0]]]]}"#,
    );
    p(
        r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[2,2],[2,5],[5,5],[5,2],[2,2]]],[[[2,2],[5,2],[5,5],[2,5],[2,2]]]]}"#,
    );
    p(r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,9],[0,0]]],[[[2,2],[5,2],[5,5],[2,5],[2,2]]]]}"#);
    p(r#"{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[5,5],[6,5],[6,6],[5,5]]]}"#);
    p(r#"{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]}"#);
    use std::time::Instant;
    let jag = |n: usize, f: &dyn Fn(usize) -> (f64, f64)| {
        let mut v: Vec<LonLat> = (0..n)
            .map(|i| {
                let (x, y) = f(i);
                LonLat::new(x, y)
            })
            .collect();
        v.push(v[0]);
        let t = Instant::now();
        let r = Area::polygon([v]);
        println!("{n} {:?} {:?}", t.elapsed(), r.map(|a| a.area_km2()).map_err(|e| e.message));
    };
    let mut s = 1u64;
    let mut rnd = move || {
        s = s.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (s >> 11) as f64 / (1u64 << 53) as f64
    };
    let rs: Vec<f64> = (0..2_000_000).map(|_| rnd()).collect();
    for n in [100_000usize, 400_000] {
        jag(n, &|i| {
            if i == n - 1 {
                (0.02, -1.0)
            } else {
                (if i % 2 == 0 { rs[i] * 0.001 } else { 0.01 + rs[i] * 0.001 }, i as f64 * 1e-7)
            }
        }); // zigzag, then closed by a far vertex
        jag(n, &|i| {
            if i == n - 1 {
                (0.02, -1.0)
            } else if i == n - 2 {
                (0.02, 1.0)
            } else {
                (if i % 2 == 0 { rs[i] * 0.001 } else { 0.01 + rs[i] * 0.001 }, i as f64 * 1e-7)
            }
        });
        jag(n, &|i| if i == n - 1 { (0.5, 1.0) } else { (rs[i], 0.0) });
        jag(n, &|i| if i == n - 1 { (0.5, 1.0) } else { (i as f64 * 1e-6 * rs[i] * 0.0 + rs[i], rs[i + 7]) });
    }
}
