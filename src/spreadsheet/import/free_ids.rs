//! Ids that no other has, found without trying again the numbers that are known to be taken.

use std::collections::{HashMap, HashSet};

/// The ids in use. An id never becomes free again.
#[derive(Debug, Default)]
pub(super) struct FreeIds {
    taken: HashSet<String>,
    /// The number from which ids can be free, by what is before the number.
    next: HashMap<String, usize>,
}

impl FreeIds {
    /// Takes an id; returns whether it was free.
    pub(super) fn take(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }

    /// Takes the base, or the first free one of `base-2`, `base-3`, …; `is_other`: it is in use
    /// elsewhere.
    pub(super) fn like(&mut self, base: &str, is_other: impl Fn(&str) -> bool) -> String {
        let next = self.next.entry(base.to_owned()).or_insert(1);
        loop {
            let id = match *next {
                1 => base.to_owned(),
                number => format!("{base}-{number}"),
            };
            *next += 1;
            if !is_other(&id) && self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_free_one_is_taken() {
        let mut ids = FreeIds::default();
        assert!(ids.take("a-3") && !ids.take("a-3"));
        let all: Vec<String> = (0..4).map(|_| ids.like("a", |id| id == "a-2")).collect();
        assert_eq!(all, ["a", "a-4", "a-5", "a-6"]);
        assert_eq!(ids.like("b", |_| false), "b");
    }
}
