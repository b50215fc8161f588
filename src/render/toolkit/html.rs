//! What pages and mails share: how text gets into HTML, and what a page may load.

use std::borrow::Cow;
use std::fmt;

use askama::filters::Escaper;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::diagnostic::Message;
use crate::text::is_bidi_control;

/// How many characters of a text a line of a table has room for.
const BRIEF: usize = 240;

/// Writes text into HTML as text, whatever is in it. Direction marks keep their effect in a browser
/// and have none on a terminal; what no document may hold becomes `�`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Html;

impl Escaper for Html {
    fn write_escaped_str<W: fmt::Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        // Most texts have nothing to escape, which their bytes tell sooner than their characters.
        if string.bytes().all(is_quiet) {
            return dest.write_str(string);
        }
        let mut rest = string;
        while let Some((at, c)) = rest.char_indices().find(|&(_, c)| acts(c)) {
            let (before, after) = rest.split_at(at);
            dest.write_str(before)?;
            match c {
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => dest.write_char('\u{fffd}')?,
                _ if c.is_control() => dest.write_char('\u{fffd}')?,
                _ => write!(dest, "&#{};", u32::from(c))?,
            }
            rest = after.get(c.len_utf8()..).unwrap_or("");
        }
        dest.write_str(rest)
    }
}

fn is_quiet(b: u8) -> bool {
    matches!(b, b' '..=b'~' | b'\n' | b'\t') && !matches!(b, b'&' | b'<' | b'>' | b'"' | b'\'')
}

fn acts(c: char) -> bool {
    matches!(c, '&' | '<' | '>' | '"' | '\'' | '\u{2028}' | '\u{2029}')
        || is_bidi_control(c)
        || (c.is_control() && c != '\n' && c != '\t')
}

/// Whether some of the text runs from right to left, or turns the text around it. What does not
/// needs no isolation from its neighbours.
pub(crate) fn turns(text: impl AsRef<str>) -> bool {
    let turns = |c: char| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{200e}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}')
            || matches!(c, '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}')
            || matches!(c, '\u{1e800}'..='\u{1efff}')
    };
    let text = text.as_ref();
    !text.is_ascii() && text.chars().any(|c| turns(c) || is_bidi_control(c))
}

/// The beginning of a text that is too long for a line of a table.
pub(crate) fn brief(text: &(impl AsRef<str> + ?Sized)) -> Cow<'_, str> {
    shortened(text.as_ref(), BRIEF)
}

/// The beginning of a text that has many more characters than so many.
pub(crate) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    // No text has more characters than bytes.
    if text.len() <= most {
        return text.into();
    }
    let Some((end, _)) =
        text.char_indices().nth(most).filter(|_| text.chars().nth(most + most / 4).is_some())
    else {
        return text.into();
    };
    format!("{}…", text.get(..end).unwrap_or(text).trim_end()).into()
}

/// Stand in a sentence for arguments that a page marks up.
const PLACES: [&str; 3] = ["\u{e000}", "\u{e001}", "\u{e002}"];

/// A piece of a sentence some of whose arguments a page marks up itself.
pub(crate) enum Piece {
    /// Words as they are.
    Words(String),
    /// The place of an argument.
    Place(usize),
}

/// Returns the pieces of a sentence, in the order of its language.
pub(crate) fn pieces(sentence: impl FnOnce([&'static str; 3]) -> Message) -> Vec<Piece> {
    let words = sentence(PLACES).to_string();
    let place = |piece: &str| PLACES.iter().position(|place| *place == piece);
    let is_place = |c: char| ('\u{e000}'..='\u{e002}').contains(&c);
    let parts = words.split_inclusive(is_place).flat_map(|part| {
        let (before, place) = part.split_at(part.find(is_place).unwrap_or(part.len()));
        [before, place]
    });
    let parts = parts.filter(|part| !part.is_empty());
    parts
        .map(|part| place(part).map_or_else(|| Piece::Words(part.to_owned()), Piece::Place))
        .collect()
}

/// Returns the words of a sentence before and after the place of an argument that a page marks up.
pub(crate) fn around(sentence: impl FnOnce(&'static str) -> Message) -> (String, String) {
    let [place, ..] = PLACES;
    let words = sentence(place).to_string();
    let (before, after) = words.split_once(place).unwrap_or((&words, ""));
    (before.to_owned(), after.to_owned())
}

/// The policy of a page that loads nothing, and runs and shows nothing but this style and this
/// script.
pub(crate) fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let (style, script) = (hash(style), hash(script));
    format!(
        "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::message;

    #[test]
    fn text_stays_text() {
        let mut out = String::new();
        let written =
            Html.write_escaped_str(&mut out, "<b a='1' c=\"2\">&amp;\u{202e}\u{200f}\u{7}\n");
        assert_eq!(written, Ok(()));
        assert_eq!(
            out,
            "&#60;b a=&#39;1&#39; c=&#34;2&#34;&#62;&#38;amp;\u{fffd}&#8207;\u{fffd}\n"
        );
    }

    #[test]
    fn the_places_of_a_sentence_are_found_in_any_order() {
        let shown = |piece: Piece| match piece {
            Piece::Words(words) => words,
            Piece::Place(number) => format!("<{number}>"),
        };
        let all = |template: fn([&'static str; 3]) -> Message| -> Vec<String> {
            pieces(template).into_iter().map(shown).collect()
        };
        let words = |[a, b, _]: [&str; 3]| message!("report.ab", "{b} before {a}{b}", a, b);
        assert_eq!(all(words), ["<1>", " before ", "<0>", "<1>"]);
        let words = |[_, _, c]: [&str; 3]| message!("report.c", "at {c}.", c);
        assert_eq!(all(words), ["at ", "<2>", "."]);
        let written = |place: &'static str| message!("report.d", "by {place}.", place);
        assert_eq!(around(written), ("by ".to_owned(), ".".to_owned()));
    }
}
