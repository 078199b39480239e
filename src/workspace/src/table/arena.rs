//! Variable-length values of a column in one buffer.

/// Byte strings by row, packed end to end. An empty string and an absent one are the same.
///
/// A row that is written again leaves its old bytes behind; when more than half of the buffer is
/// left behind, it is packed anew.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arena {
    spans: Vec<(u32, u32)>,
    bytes: Vec<u8>,
    abandoned: usize,
}

impl Arena {
    pub(crate) fn get(&self, row: u32) -> &[u8] {
        let Some(&(start, len)) = self.spans.get(row as usize) else {
            return &[];
        };
        self.bytes
            .get(start as usize..(start + len) as usize)
            .unwrap_or_default()
    }

    /// The number of rows up to the last one ever written.
    pub(crate) fn rows(&self) -> usize {
        self.spans.len()
    }

    pub(crate) fn set(&mut self, row: u32, value: &[u8]) {
        let row = row as usize;
        if row >= self.spans.len() {
            if value.is_empty() {
                return;
            }
            self.spans.resize(row + 1, (0, 0));
        }
        let (start, old) = self.spans[row];
        if value.len() <= old as usize {
            let start_at = start as usize;
            self.bytes[start_at..start_at + value.len()].copy_from_slice(value);
            self.abandoned += old as usize - value.len();
            self.spans[row] = (start, value.len() as u32);
            return;
        }
        self.abandoned += old as usize;
        // Spans are 32 bits wide: past 4 GiB the value is left out rather than misread. A browser's
        // memory ends there too.
        let Ok(start) = u32::try_from(self.bytes.len() + value.len()) else {
            self.spans[row] = (0, 0);
            return;
        };
        self.bytes.extend_from_slice(value);
        self.spans[row] = (start - value.len() as u32, value.len() as u32);
        if self.abandoned > 4096 && self.abandoned > self.bytes.len() / 2 {
            self.pack();
        }
    }

    /// Makes room for `rows` rows of `bytes` bytes and for as much again `times` times, unless the
    /// first of them fit already. Growing by doubling copies as much again, and leaves up to half
    /// of the memory unused.
    pub(crate) fn make_room(&mut self, rows: usize, bytes: usize, times: usize) {
        if self.spans.capacity() - self.spans.len() < rows {
            self.spans.reserve_exact(rows * (1 + times));
        }
        if self.bytes.capacity() - self.bytes.len() < bytes {
            // A part more, as segments differ a little.
            self.bytes
                .reserve_exact(bytes * (1 + times) + bytes * times / 16);
        }
    }

    /// Appends rows whose lengths are `lengths` and whose bytes are `bytes`, end to end, so that
    /// they start at row `first`.
    pub(crate) fn extend(&mut self, first: u32, lengths: &[u32], bytes: &[u8]) {
        if self.spans.len() > first as usize {
            let mut at = 0usize;
            for (i, len) in lengths.iter().enumerate() {
                let end = at + *len as usize;
                self.set(first + i as u32, bytes.get(at..end).unwrap_or_default());
                at = end;
            }
            return;
        }
        self.spans.resize(first as usize, (0, 0));
        let mut start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(bytes);
        self.spans.extend(lengths.iter().map(|len| {
            let span = (start, *len);
            start += len;
            span
        }));
    }

    pub(crate) fn memory(&self) -> usize {
        self.spans.capacity() * 8 + self.bytes.capacity()
    }

    fn pack(&mut self) {
        let mut bytes = Vec::with_capacity(self.bytes.len() - self.abandoned);
        for (start, len) in &mut self.spans {
            let from = *start as usize;
            *start = bytes.len() as u32;
            bytes.extend_from_slice(&self.bytes[from..from + *len as usize]);
        }
        self.bytes = bytes;
        self.abandoned = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn an_arena_holds_what_a_map_holds(
            writes in prop::collection::vec((0u32..40, prop::collection::vec(any::<u8>(), 0..300)), 0..200)
        ) {
            let mut arena = Arena::default();
            let mut map = HashMap::new();
            for (row, value) in writes {
                arena.set(row, &value);
                map.insert(row, value);
            }
            for row in 0..41 {
                prop_assert_eq!(arena.get(row), map.get(&row).map_or(&[][..], |v| v));
            }
            prop_assert!(arena.bytes.len() <= 8192 + 2 * map.values().map(Vec::len).sum::<usize>());
        }
    }
}
