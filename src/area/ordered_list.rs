//! A list of numbers in an order that only its owner knows, in chunks so that a change moves few of them.

/// Most numbers in a chunk.
const MAX_CHUNK: usize = 256;

/// A place in the list: before the number at an index of a chunk, or after the last number of the chunk.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    chunk: usize,
    index: usize,
}

/// The list. There is always a chunk, and of several none is empty, except between a removal and the insertion after it.
pub struct OrderedList {
    chunks: Vec<Vec<u32>>,
}

impl Default for OrderedList {
    fn default() -> OrderedList {
        OrderedList { chunks: vec![Vec::new()] }
    }
}

impl OrderedList {
    /// The place behind all the numbers for which `precedes` holds, which must be the first ones of the list.
    pub fn partition_point(&self, precedes: impl Fn(u32) -> bool) -> Place {
        let last = self.chunks.len() - 1;
        let chunk = self.chunks[..last].partition_point(|chunk| chunk.last().is_some_and(|number| precedes(*number)));
        Place { chunk, index: self.chunks[chunk].partition_point(|number| precedes(*number)) }
    }

    /// Removes the numbers from a place on for as long as `is_wanted` holds. The place stays valid, and an insertion there
    /// must follow.
    pub fn remove_while(&mut self, place: Place, mut is_wanted: impl FnMut(u32) -> bool) {
        let Place { chunk, index } = place;
        loop {
            let rest = &self.chunks[chunk][index..];
            let length = rest.len();
            let removed = rest.iter().position(|number| !is_wanted(*number)).unwrap_or(length);
            self.chunks[chunk].drain(index..index + removed);
            if removed < length || chunk + 1 == self.chunks.len() {
                break;
            }
            // All that is left of this chunk lies before the place: go on with the next one.
            let next = self.chunks.remove(chunk + 1);
            self.chunks[chunk].extend(next);
        }
    }

    /// The number before a place.
    pub fn before(&self, place: Place) -> Option<u32> {
        match place.index.checked_sub(1) {
            Some(index) => Some(self.chunks[place.chunk][index]),
            None => self.chunks[..place.chunk].iter().rev().find_map(|chunk| chunk.last().copied()),
        }
    }

    /// The number at a place.
    pub fn at(&self, place: Place) -> Option<u32> {
        let here = self.chunks[place.chunk].get(place.index).copied();
        here.or_else(|| self.chunks[place.chunk + 1..].iter().find_map(|chunk| chunk.first().copied()))
    }

    /// Puts numbers in at a place, in their order. No place is valid any longer.
    pub fn insert(&mut self, place: Place, numbers: &[u32]) {
        let is_only = self.chunks.len() == 1;
        let chunk = &mut self.chunks[place.chunk];
        chunk.splice(place.index..place.index, numbers.iter().copied());
        if chunk.is_empty() && !is_only {
            self.chunks.remove(place.chunk);
        } else if chunk.len() > MAX_CHUNK {
            let parts: Vec<Vec<u32>> = chunk.chunks(MAX_CHUNK / 2).map(<[u32]>::to_vec).collect();
            self.chunks.splice(place.chunk..=place.chunk, parts);
        }
    }

    /// All numbers in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.chunks.iter().flatten().copied()
    }
}
