//! Mail addresses in a text: found and replaced, however the `@` is written.

use core::net::Ipv4Addr;
use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr_iter, memchr2_iter, memchr3_iter};

use super::rare::beginning_with;

/// How a plain text writes the `@` of a mail address: as itself, as an address of the web does,
/// once or twice, and in the wide and the small form of East Asian keyboards.
pub const PLAIN_SIGNS: [&str; 7] =
    ["@", "%40", "%2540", "\u{ff20}", "\u{fe6b}", "%EF%BC%A0", "%ef%bc%a0"];

/// The quotes around a local part, in a text and in HTML.
const QUOTES: [&str; 3] = ["\"", "&#34;", "&quot;"];

/// The most bytes of a local part, with the marks of its characters.
const MOST_LOCAL: usize = 256;

/// Replaces each mail address in a text, together with its brackets: `<a@example.org>`,
/// `(mailto:a@example.org)`; also inside a link. `signs` are the ways in which the text writes an
/// `@`.
pub fn without_addresses<'t>(text: &'t str, signs: &[&str], instead: &str) -> Cow<'t, str> {
    let mut out = String::new();
    let mut written = 0;
    let mut firsts: Vec<u8> = signs.iter().filter_map(|sign| sign.bytes().next()).collect();
    firsts.sort_unstable();
    firsts.dedup();
    // `memchr3` looks for three bytes in one pass.
    let places: Box<dyn Iterator<Item = usize>> = match *firsts.as_slice() {
        [one] => Box::new(memchr_iter(one, text.as_bytes())),
        [one, two] => Box::new(memchr2_iter(one, two, text.as_bytes())),
        [one, two, three] => Box::new(memchr3_iter(one, two, three, text.as_bytes())),
        _ => Box::new(beginning_with(text, |byte| firsts.contains(&byte)).map(|(at, _)| at)),
    };
    for at in places {
        let rest = text.get(at..).unwrap_or("");
        let Some(length) =
            signs.iter().find(|sign| rest.starts_with(**sign)).map(|sign| sign.len())
        else {
            continue;
        };
        if let Some(found) = address(text, at, length, written) {
            out.extend([text.get(written..found.start).unwrap_or(""), instead]);
            written = found.end;
        }
    }
    if written == 0 {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(out + text.get(written..).unwrap_or(""))
    }
}

/// Returns a text that names people without their mail addresses: `Ana Example <a@example.org>`
/// becomes `Ana Example`.
pub fn without_contact_addresses(text: &str) -> Cow<'_, str> {
    let Cow::Owned(left) = without_addresses(text, &PLAIN_SIGNS, "") else {
        return Cow::Borrowed(text);
    };
    let is_separator = |c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | ':' | '/' | '|' | '&' | '-' | '–' | '—')
    };
    // A part with only an address is removed, with its separator.
    let parts = left.split_inclusive([',', ';', '\n', '/', '|', '&']);
    let parts = parts
        .filter(|part| part.chars().any(|c| !is_separator(c)))
        .flat_map(|part| part.split_whitespace());
    let joined = parts.collect::<Vec<_>>().join(" ").replace(" ,", ",").replace(" ;", ";");
    Cow::Owned(joined.trim_matches(is_separator).trim_end_matches('+').trim_end().to_owned())
}

/// Returns the place of the address around an `@` of this length, after the text that is already
/// written.
fn address(text: &str, at: usize, length: usize, written: usize) -> Option<Range<usize>> {
    let (before, after) = (text.get(written..at)?, text.get(at + length..)?);
    let begin = (before.len().saturating_sub(MOST_LOCAL)..)
        .find(|&begin| before.is_char_boundary(begin))?;
    let before = before.get(begin..)?;
    let start =
        before.trim_end_matches(|c: char| is_of_name(c) || "!#$%'*+_`~^\\.-".contains(c)).len();
    let local = before.get(start..)?.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let local = if local.is_empty() { quoted(before)? } else { local };
    Some(with_brackets(text, written, at - local.len()..at + length + domain(after)?))
}

/// Whether a character belongs to a name. Combining marks are separate characters, and invisible
/// characters do not end a name.
fn is_of_name(c: char) -> bool {
    let is_sign = matches!(
        c,
        '\u{2010}'..='\u{205e}'
            | '\u{3000}'..='\u{303f}'
            | '\u{ff00}'..='\u{ff65}'
            | '«' | '»' | '·' | '¿' | '¡' | '،' | '؛' | '؟'
    );
    c.is_alphanumeric() || !(c.is_ascii() || c.is_whitespace() || is_sign)
}

/// The local part in quotes that a text ends with.
fn quoted(before: &str) -> Option<&str> {
    let quote = QUOTES.into_iter().find(|quote| before.ends_with(quote))?;
    let inside = before.strip_suffix(quote)?;
    before.get(inside.rfind(quote)?..).filter(|local| !local.contains('\n'))
}

/// Returns the length of the domain at the start of a text: names with dots between them, the last
/// one of letters, or four numbers. A domain that was cut short counts too. An East Asian full stop
/// counts as a dot only if the domain has no other.
fn domain(after: &str) -> Option<usize> {
    let is_point = |c: char| matches!(c, '.' | '\u{ff0e}' | '\u{ff61}');
    domain_with(after, is_point).or_else(|| domain_with(after, |c| is_point(c) || c == '\u{3002}'))
}

fn domain_with(after: &str, is_point: impl Fn(char) -> bool) -> Option<usize> {
    /// A point that Markdown keeps from making a link; a comment may follow it.
    const POINT: &str = "&#46;";
    let mut end = 0;
    loop {
        let rest = after.get(end..)?;
        let name =
            rest.find(|c: char| !is_of_name(c) && !is_point(c) && c != '-').unwrap_or(rest.len());
        end += name;
        match rest.get(name..)?.strip_prefix(POINT) {
            Some(next) if name > 0 => {
                end += POINT.len()
                    + next
                        .find('>')
                        .filter(|_| next.starts_with('<'))
                        .map_or(0, |comment| comment + 1);
            }
            _ => break,
        }
    }
    let found = after.get(..end)?.trim_end_matches(|c| is_point(c) || c == '-');
    let last = found.rsplit(&is_point).next().unwrap_or("");
    let is_name = last.len() < found.len()
        && last.chars().count() >= 2
        && last.starts_with(char::is_alphabetic);
    let is_cut = !found.is_empty() && after.get(end..)?.starts_with('…');
    (is_name || is_cut || found.parse::<Ipv4Addr>().is_ok()).then_some(found.len())
}

/// The place with the word `mailto:` and the brackets around it.
fn with_brackets(text: &str, written: usize, place: Range<usize>) -> Range<usize> {
    const MAILTO: &str = "mailto:";
    let before = |start: usize| text.get(written..start).unwrap_or("");
    let mut start = place.start;
    let word = before(start).get((start - written).saturating_sub(MAILTO.len())..).unwrap_or("");
    if word.eq_ignore_ascii_case(MAILTO) {
        start -= MAILTO.len();
    }
    let pairs = [('<', '>'), ('(', ')'), ('[', ']')];
    let after = text.get(place.end..).unwrap_or("");
    if pairs.iter().any(|&(open, close)| before(start).ends_with(open) && after.starts_with(close))
    {
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
            ("zoe\u{301}@exa\u{308}mple.org", "(…)"),
            ("b\u{200b}ob@example.org", "(…)"),
            ("a@example.org/b@example.org", "(…)/(…)"),
            ("a@x.org|b@x.org&c@x.org+d@x.org;e@x.org,f@x.org", "(…)|(…)&(…)+(…);(…),(…)"),
            ("a@x.org:b@x.org", "(…):(…)"),
            (
                "https://x.org,a@x.org https://x.org/bob;b@x.org http://x.org|c@x.org",
                "https://x.org,(…) https://x.org/bob;(…) http://x.org|(…)",
            ),
            ("https://x.org/?to=a@x.org&cc=b%40x.org#c", "https://x.org/?to=(…)&cc=(…)#c"),
            ("https://user@example.org/x", "https://(…)/x"),
            ("\"a b\"@example.org, \"c\"", "(…), \"c\""),
            ("a\u{ff20}example.org", "(…)"),
            ("ask a@exam…", "ask (…)…"),
            ("mailto:a@x.org?cc=b@x.org", "(…)?cc=(…)"),
            ("a\u{fe6b}x.org, b@x\u{3002}org, c@x\u{ff0e}org, d@192.0.2.1", "(…), (…), (…), (…)"),
            ("写信给 a@x.org。谢谢", "写信给 (…)。谢谢"),
            ("https://x.org/?a=a%2540x.org&b=b%ef%bc%a0x.org", "https://x.org/?a=(…)&b=(…)"),
        ] {
            assert_eq!(without_addresses(text, &PLAIN_SIGNS, "(…)"), is);
        }
        for text in [
            "@team",
            "a @ b.c",
            "10@5",
            "logo@2x",
            "a@b",
            "https://example.org/@a.name",
            "x@1.25",
            "\"a\" @b.cd",
            "100%40",
            "",
        ] {
            assert_eq!(without_addresses(text, &PLAIN_SIGNS, "(…)"), text);
        }
        assert_eq!(
            without_addresses(r"ask a\_b&#64;example.org, &#64;team", &["&#64;"], "(…)"),
            "ask (…), &#64;team"
        );
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
            ("Ana a@x.org/b@x.org", "Ana"),
            ("Ana <a@x.org> & Ben <b@x.org>", "Ana & Ben"),
            ("Ana a@x.org + b@x.org", "Ana"),
            ("Ana Example - Ministry", "Ana Example - Ministry"),
        ] {
            assert_eq!(without_contact_addresses(text), is, "{text}");
        }
    }
}
