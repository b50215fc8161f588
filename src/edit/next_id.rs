//! The next free id for an activity.

use std::collections::BTreeMap;

/// Returns the id after those of a priority's activities, in file order: `1.10` after `1.9`, `C-08`
/// after `C-07`. The first one is the priority's id with `.1`. Used ids are skipped.
pub fn next_id(priority: &str, ids: &[&str], is_used: impl Fn(&str) -> bool) -> String {
    next_ids(priority, ids).find(|id| !is_used(id)).unwrap_or_default()
}

/// The ids that follow those of a priority's activities, one after the other, whether they are used
/// or not.
pub fn next_ids(priority: &str, ids: &[&str]) -> impl Iterator<Item = String> + use<> {
    let mut series: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, id) in ids.iter().enumerate() {
        if let Some((prefix, _)) = numbered(id) {
            let (count, last) = series.entry(prefix).or_default();
            (*count, *last) = (*count + 1, at);
        }
    }
    let prefix = series.iter().max_by_key(|(_, rank)| **rank).map(|(prefix, _)| *prefix);
    let digits: Vec<&str> = ids
        .iter()
        .filter_map(|id| numbered(id))
        .filter(|(own, _)| Some(*own) == prefix)
        .map(|(_, digits)| digits)
        .collect();
    let width = digits
        .iter()
        .filter(|digits| digits.starts_with('0'))
        .map(|digits| digits.len())
        .max()
        .unwrap_or(1);
    let last = digits.iter().filter_map(|digits| digits.parse::<u64>().ok()).max().unwrap_or(0);
    let own = format!("{priority}.");
    let prefix = prefix.map_or(own, str::to_owned);
    (1..).map(move |step| format!("{prefix}{:0width$}", last.saturating_add(step)))
}

/// An id as the text before its last number, and that number.
fn numbered(id: &str) -> Option<(&str, &str)> {
    let prefix = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = id.get(prefix.len()..).filter(|digits| !digits.is_empty() && digits.len() < 18)?;
    Some((prefix, digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_numbering() {
        let next =
            |ids: &[&str]| next_id("P", ids, |id| ids.contains(&id) || id == "1.11" || id == "P.1");
        assert_eq!(next(&["1.1", "1.9"]), "1.10");
        assert_eq!(next(&["1.10", "1.2"]), "1.12");
        assert_eq!(next(&["C-07", "C-06"]), "C-08");
        assert_eq!(next(&["A.1", "B.4", "A.2", "note"]), "A.3");
        assert_eq!(next(&["A.1", "A.2", "B.4"]), "A.3");
        assert_eq!(next(&["A.1", "B.4"]), "B.5");
        assert_eq!(next(&["7"]), "8");
        assert_eq!(next(&[]), "P.2");
        assert_eq!(next(&["x"]), "P.2");
        assert_eq!(next(&["A.12345678901234567"]), "A.12345678901234568");
        assert_eq!(next(&["A.123456789012345678"]), "P.2", "a number this long is no count");
    }
}
