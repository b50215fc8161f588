//! Values as JSON, with nothing in it that acts on a terminal or in a log.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};

use crate::text::{Break, harmless_in_log, is_bidi_control};

/// A value as indented JSON with a newline behind it. What could act on a terminal is written by
/// its escape.
pub fn to_json(value: &impl Serialize) -> String {
    in_form(value, PrettyFormatter::new())
}

/// The same on one line.
pub(crate) fn to_json_line(value: &impl Serialize) -> String {
    in_form(value, CompactFormatter)
}

fn in_form(value: &impl Serialize, form: impl Formatter) -> String {
    let mut bytes = Vec::new();
    // Strings and numbers go into memory: there is nothing that can fail.
    let written = write(&mut bytes, value, form);
    debug_assert!(written.is_ok());
    String::from_utf8(bytes).unwrap_or_default()
}

/// As [`to_json`], piece by piece.
pub(crate) fn write_json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    write(out, value, PrettyFormatter::new())
}

fn write(out: &mut dyn Write, value: &impl Serialize, form: impl Formatter) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, SafeFormatter { form }))?;
    out.write_all(b"\n")
}

/// The gate of JSON: writes in a form, and escapes control and direction characters and the
/// commands of CI runners, which JSON itself would let through.
struct SafeFormatter<F> {
    form: F,
}

macro_rules! pass_on {
    ($($method:ident($($argument:ident: $type:ty),*);)+) => {
        $(fn $method<W: ?Sized + Write>(&mut self, writer: &mut W $(, $argument: $type)*) -> io::Result<()> {
            self.form.$method(writer $(, $argument)*)
        })+
    };
}

impl<F: Formatter> Formatter for SafeFormatter<F> {
    pass_on! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        begin_object_value();
        end_object_value();
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        // Most texts have nothing to be looked at: each of these signs is `#`, `:`, or a byte from
        // here on.
        if !fragment.bytes().any(|byte| byte >= 0x7f || matches!(byte, b'#' | b':')) {
            return writer.write_all(fragment.as_bytes());
        }
        let acts =
            |c: char| c.is_control() || is_bidi_control(c) || matches!(c, '\u{2028}' | '\u{2029}');
        let fragment = harmless_in_log(fragment, Break::Escape);
        let mut rest = &*fragment;
        while let Some((at, c)) = rest.char_indices().find(|&(_, c)| acts(c)) {
            let (before, after) = rest.split_at(at);
            write!(writer, "{before}\\u{:04x}", c as u32)?;
            rest = after.get(c.len_utf8()..).unwrap_or("");
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_escaped_and_reads_back() {
        let text = "a\u{202e}b\u{7f}c\u{85}d\ne\u{200f}";
        let json = to_json(&text);
        assert_eq!(json, "\"a\\u202eb\\u007fc\\u0085d\\ne\\u200f\"\n");
        assert_eq!(serde_json::from_str::<String>(&json).ok().as_deref(), Some(text));
        assert_eq!(to_json(&"a ##[error]b"), "\"a ##\\u005berror]b\"\n");
    }
}
