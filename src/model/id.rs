//! Ids of activities, and references to them.

/// Whether a text is an id: 1 to 64 of `A-Z a-z 0-9 . _ -`, starting with a letter or a digit.
pub fn is_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() <= 64
        && bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}

/// A reference to an activity: `id` in the same plan, or `plan/id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference<'a> {
    /// The plan's name, where one is given.
    pub plan: Option<&'a str>,
    /// The activity's id.
    pub id: &'a str,
}

impl<'a> Reference<'a> {
    /// Takes a reference apart. `None` where it is neither an id nor two ids with a slash between
    /// them.
    pub fn parse(text: &'a str) -> Option<Self> {
        let reference = match text.split_once('/') {
            Some((plan, id)) => Reference { plan: Some(plan), id },
            None => Reference { plan: None, id: text },
        };
        (is_id(reference.id) && reference.plan.is_none_or(is_id)).then_some(reference)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        for good in ["1.10", "010", "no", "null", "1e3", "A", &"x".repeat(64)] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", ".1", "-a", "_x", "a b", "é", "a/b", &"x".repeat(65)] {
            assert!(!is_id(bad), "{bad}");
        }
        assert_eq!(
            Reference::parse("2023/1.10"),
            Some(Reference { plan: Some("2023"), id: "1.10" })
        );
        assert_eq!(Reference::parse("a/b/c"), None);
        assert_eq!(Reference::parse("/b"), None);
    }
}
