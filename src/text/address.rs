use std::borrow::Cow;
use std::ops::Range;

/// Returns a text with another text in place of each mail address, with what encloses the address: `<a@example.org>`, `(mailto:a@example.org)`. An
/// address that is part of a link stays. `sign`: how the text writes an `@`.
pub fn without_addresses<'t>(text: &'t str, sign: &str, instead: &str) -> Cow<'t, str> {
    let mut out = String::new();
    let mut written = 0;
    for (at, _) in text.match_indices(sign) {
        if let Some(found) = address(text, at, sign.len()).filter(|found| found.start >= written) {
            out.extend([text.get(written..found.start).unwrap_or(""), instead]);
            written = found.end;
        }
    }
    if written == 0 { Cow::Borrowed(text) } else { Cow::Owned(out + text.get(written..).unwrap_or("")) }
}

/// Returns what a text that names people says without their mail addresses: `Ana Example <a@example.org>` is `Ana Example`.
pub fn without_contact_addresses(text: &str) -> Cow<'_, str> {
    let Cow::Owned(left) = without_addresses(text, "@", "") else { return Cow::Borrowed(text) };
    let is_separator = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '/' | '|' | '-' | '–' | '—');
    // Each part that had an address and nothing else is gone, with its separator.
    let parts = left.split_inclusive([',', ';', '\n', '/']);
    let parts = parts.filter(|part| part.chars().any(|c| !is_separator(c))).flat_map(|part| part.split_whitespace());
    let joined = parts.collect::<Vec<_>>().join(" ").replace(" ,", ",").replace(" ;", ";");
    Cow::Owned(joined.trim_matches(is_separator).to_owned())
}

/// The place of the address around an `@` of so many bytes.
fn address(text: &str, at: usize, length: usize) -> Option<Range<usize>> {
    let (before, after) = (text.get(..at)?, text.get(at + length..)?);
    let is_local = |c: char| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-\\".contains(c);
    let start = before.trim_end_matches(is_local).len();
    let local = before.get(start..)?.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let start = at - local.len();
    let most = after.find(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-')).unwrap_or(after.len());
    let domain = after.get(..most)?.trim_end_matches(['.', '-']);
    let ending = domain.rsplit('.').next().filter(|ending| ending.len() < domain.len())?;
    let is_name = ending.chars().count() >= 2 && ending.starts_with(char::is_alphabetic);
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    if local.is_empty() || local.contains("//") || !is_name || word.contains("://") {
        return None;
    }
    Some(with_brackets(text, start..at + length + domain.len()))
}

/// The place with the word `mailto:` and the brackets around it.
fn with_brackets(text: &str, place: Range<usize>) -> Range<usize> {
    const MAILTO: &str = "mailto:";
    let before = |start: usize| text.get(..start).unwrap_or("");
    let mut start = place.start;
    let word = before(start).get(start.saturating_sub(MAILTO.len())..).unwrap_or("");
    if word.eq_ignore_ascii_case(MAILTO) {
        start -= MAILTO.len();
    }
    let pairs = [('<', '>'), ('(', ')'), ('[', ']')];
    let after = text.get(place.end..).unwrap_or("");
    if pairs.iter().any(|&(open, close)| before(start).ends_with(open) && after.starts_with(close)) {
        return start - 1..place.end + 1;
    }
    start..place.end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_and_nothing_else() {
        for (text, is) in [
            ("ask a.b+c@example.org, or x", "ask (…), or x"),
            ("Ana <ana@example.org>.", "Ana (…)."),
            ("(mailto:ana@example.co.uk) and ana@example.org.", "(…) and (…)."),
            ("Zoé zoé@exämple.org", "Zoé (…)"),
        ] {
            assert_eq!(without_addresses(text, "@", "(…)"), is);
        }
        for text in ["@team", "a @ b.c", "10@5", "logo@2x", "a@b", "https://user@example.org/x", "https://example.org/@a.b", "x@1.25", ""] {
            assert_eq!(without_addresses(text, "@", "(…)"), text);
        }
        assert_eq!(without_addresses(r"ask a\_b&#64;example.org, &#64;team", "&#64;", "(…)"), "ask (…), &#64;team");
    }

    #[test]
    fn of_people_the_names_stay() {
        for (text, is) in [
            ("Ana Example <ana@example.org>", "Ana Example"),
            ("Ana Example, ana@example.org", "Ana Example"),
            ("Ana <a@example.org>, Ben (b@example.org); c@example.org", "Ana, Ben"),
            ("ana@example.org / Ben", "Ben"),
            ("Ana - ana@example.org", "Ana"),
            ("ana@example.org", ""),
            ("Ana Example - Ministry", "Ana Example - Ministry"),
        ] {
            assert_eq!(without_contact_addresses(text), is, "{text}");
        }
    }
}
