//! Times the crate `fast_paths` (contraction hierarchies) on a graph from a file, and prints what it found as JSON. `benches/roads/fast-paths.js`
//! writes the file: three numbers (nodes, links and pairs), then the links with their nodes and their weight, then the pairs, all of them 8 bytes long
//! and little-endian.

use std::time::Instant;

use fast_paths::{InputGraph, PathCalculator, create_calculator, prepare};

fn main() {
    let path = std::env::args().nth(1).expect("the path of a graph is wanted");
    let bytes = std::fs::read(path).expect("the graph cannot be read");
    let mut numbers =
        bytes.as_chunks::<8>().0.iter().map(|bytes| usize::try_from(u64::from_le_bytes(*bytes)).expect("64 bits"));
    let mut next = || numbers.next().expect("the graph is cut off");
    let [nodes, links, pairs] = [next(), next(), next()];
    let mut graph = InputGraph::new();
    for _ in 0..links {
        let [from, to, weight] = [next(), next(), next()];
        assert!(from < nodes && to < nodes, "a link names a node that there is not");
        graph.add_edge(from, to, weight);
    }
    graph.freeze();
    let start = Instant::now();
    let prepared = prepare(&graph);
    let prepare_ms = start.elapsed().as_secs_f64() * 1e3;
    let pairs: Vec<[usize; 2]> = (0..pairs).map(|_| [next(), next()]).collect();
    let mut calculator = create_calculator(&prepared);
    let mut ask = |pair: &[usize; 2]| time(&mut calculator, &prepared, *pair);
    // The first calls find nothing in the caches of the processor.
    pairs.iter().for_each(|pair| _ = ask(pair));
    let (ms, weights): (Vec<String>, Vec<String>) = pairs.iter().map(ask).unzip();
    println!(r#"{{"prepareMs":{prepare_ms},"ms":[{}],"weights":[{}]}}"#, ms.join(","), weights.join(","));
}

/// The milliseconds of a question, and the weight of the way, or `null` where there is none.
fn time(calculator: &mut PathCalculator, graph: &fast_paths::FastGraph, [from, to]: [usize; 2]) -> (String, String) {
    let start = Instant::now();
    let way = calculator.calc_path(graph, from, to);
    let ms = start.elapsed().as_secs_f64() * 1e3;
    (ms.to_string(), way.map_or("null".into(), |way| way.get_weight().to_string()))
}
