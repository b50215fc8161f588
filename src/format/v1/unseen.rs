//! Characters that cannot be seen: in a value or a key that is right without them, and in a text.

use super::reader::Reader;
use crate::diagnostic::{Diagnostic, Level, Message, fix_takes_it_out, message, unseen_label};
use crate::format::rule;
use crate::format::yaml::{Node, Style};
use crate::text::{Edit, Span, first_unseen, is_odd_space, odd_ends, strays, without_unseen};

/// Returns the advice for such a character.
fn help(is_here: bool) -> Message {
    match is_here {
        true => fix_takes_it_out(),
        false => message!("shared.take-it-out", "remove it"),
    }
}

impl<'d> Reader<'d> {
    /// Reports a value that is right but for characters that cannot be seen; says whether it is
    /// one.
    pub(super) fn unseen(&mut self, node: Node<'d, '_>, is_valid: impl Fn(&str) -> bool) -> bool {
        let text = node.as_str();
        let Some(c) = first_unseen(text) else { return false };
        let Some(space) =
            ["", " "].into_iter().find(|space| is_valid(without_unseen(text, space).trim()))
        else {
            return false;
        };
        let message = message!(
            "invalid-value.unseen",
            "`{value}` contains an invisible character: {character}",
            value = without_unseen(text, " ").trim(),
            character = unseen_label(c)
        );
        let (source, written) = (node.source(), without_unseen(node.source(), space));
        let is_here = source != written && !node.is_by_alias() && node.style() != Style::Block;
        self.mendable(
            node,
            message,
            Some(help(is_here)),
            is_here.then(|| written.trim().to_owned()),
        );
        true
    }

    /// Reports a key that is right but for characters that cannot be seen; which key of the mapping
    /// it is, or an empty word.
    pub(super) fn unseen_in_key(
        &mut self,
        key: Node<'d, '_>,
        mut known: impl Iterator<Item = &'static str>,
    ) -> Option<&'static str> {
        let c = first_unseen(key.as_str())?;
        let bare = without_unseen(key.as_str(), "");
        // An odd space before the key, or after the `-` of an item, is part of the indent.
        let in_indent = key.as_str().trim_start_matches('-').starts_with(is_odd_space);
        let meant = known.find(|known| *known == bare && !in_indent);
        if meant.is_none() && !in_indent {
            return None;
        }
        let message = message!(
            "unknown-key.unseen",
            "the key `{key}` has an invisible character in it or before it: {character}",
            key = &bare,
            character = unseen_label(c)
        );
        let is_here = !key.is_by_alias() && first_unseen(key.source()).is_some();
        let finding = Diagnostic::new(rule::UNKNOWN_KEY, key.place(), message).help(help(is_here));
        let fixed = || {
            if meant.is_some() {
                without_unseen(key.source(), "")
            } else {
                without_unseen(key.source(), " ")
            }
        };
        self.report(finding.maybe_fix(is_here.then(fixed)));
        Some(meant.unwrap_or_default())
    }

    /// Reports each character of a text that cannot be seen and has no use there; of a word that is
    /// looked for, also the odd spaces at its ends.
    pub(super) fn unseen_in_text(&mut self, node: Node<'d, '_>, is_looked_for: bool) {
        if node.is_by_alias() || node.style() == Style::Block {
            return;
        }
        let (span, source) = (node.span(), node.source());
        // The quotes are not of the text.
        let lead = usize::from(node.style() == Style::Quoted);
        let inner = source.get(lead..source.len().saturating_sub(lead)).unwrap_or("");
        let inner = if is_looked_for { inner } else { "" };
        let ends = odd_ends(inner).map(|(at, c)| (at + lead, c));
        for (at, c) in strays(source).chain(ends) {
            let start = span.start + at as u32;
            let place = Span::new(span.file, start, start + c.len_utf8() as u32);
            let message = message!(
                "invalid-value.unseen-in-text",
                "this text contains an invisible character: {character}",
                character = unseen_label(c)
            );
            let finding = Diagnostic::new(rule::INVALID_VALUE, place, message)
                .help(fix_takes_it_out())
                .at_level(Level::Warning);
            self.report(Diagnostic { fix: Some(Edit::new(place, "")), ..finding });
        }
    }
}
