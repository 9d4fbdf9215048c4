//! Paths through a network with two costs for each edge, such as hours and exposure: all that no other path beats in both.

mod estimates;
mod gap;
mod graph;
mod merged;
mod pareto;
mod queue;
mod supported;
mod tree;
mod weighed;

pub use graph::{Edges, Graph};
pub use pareto::{Choices, pareto};
pub use tree::{Direction, Near, Tree, near, tree};
