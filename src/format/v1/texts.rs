//! Texts: present, on one line if the key requires it, and without invisible characters.

use std::borrow::Cow;

use super::quoted::shortened;
use super::reader::{Fields, Reader};
use super::subject::{is_empty, subject, takes_many, write_something};
use crate::diagnostic::{Message, message, unseen_label};
use crate::format::keys::{KeySpec, ValueKind};
use crate::format::yaml::{Node, Style};
use crate::model::Text;
use crate::text::{Spanned, first_unseen, has_stray_mark, is_refused, is_unseen};

impl<'d> Reader<'d> {
    pub(super) fn checked_text<'s>(
        &mut self,
        key: &KeySpec,
        node: Node<'d, 's>,
        one_line: bool,
    ) -> Option<Spanned<Text<'s>>> {
        let mut text = self.scalar(key, node)?;
        // Literal text was checked before, as part of the syntax.
        if let Cow::Owned(decoded) = &text
            && node.style() == Style::Quoted
            && let Some(c) = decoded.chars().find(|&c| is_refused(c))
        {
            let message = message!(
                "invalid-value.refused-character",
                "{subject} contains the character U+{code}, which is not allowed in a text",
                subject = subject(key),
                code = format!("{:04X}", c as u32)
            );
            let help = message!("invalid-value.take-escape-out", "remove the escape");
            self.invalid(node, message, Some(help));
            return None;
        }
        if is_unseen(&text) {
            self.invalid(node, is_empty(key, first_unseen(&text)), Some(write_something(key)));
            return None;
        }
        let is_ascii = text.is_ascii();
        if !is_ascii && (node.may_hold_strays() || takes_many(key)) {
            self.unseen_in_text(node, takes_many(key));
        }
        if one_line {
            if let Cow::Owned(decoded) = &mut text {
                decoded.truncate(decoded.trim_end_matches('\n').len());
            }
            let has_break = memchr::memchr(b'\n', text.as_bytes()).is_some();
            if !is_ascii
                && !has_break
                && memchr::memchr(0xe2, text.as_bytes()).is_some()
                && let Some(c) = text.chars().find(|c| matches!(c, '\u{2028}' | '\u{2029}'))
            {
                let message = message!(
                    "invalid-value.unseen-line-break",
                    "`{key}` must be one line, but contains an invisible character: {character}",
                    key = key.name,
                    character = unseen_label(c)
                );
                let fixed = node.source().replace(['\u{2028}', '\u{2029}'], " ");
                let is_here = fixed != node.source();
                self.mendable(
                    node,
                    message,
                    Some(message!("invalid-value.put-a-space", "replace it with a space")),
                    is_here.then_some(fixed),
                );
                return None;
            }
            if has_break {
                self.invalid(
                    node,
                    message!("invalid-value.one-line", "`{key}` must be one line", key = key.name),
                    Some(message!(
                        "invalid-value.rest-into-description",
                        "move the rest to `description`"
                    )),
                );
                return None;
            }
        }
        Some(Spanned::new(text, node.place()))
    }

    /// A text, of one line where the key wants that.
    pub(super) fn text<'s>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
    ) -> Option<Spanned<Text<'s>>> {
        self.first(fields, key, |reader, key, node| {
            reader.checked_text(key, node, matches!(key.takes, ValueKind::Line))
        })
    }

    /// A list of text.
    pub(super) fn texts<'s>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
    ) -> Vec<Spanned<Text<'s>>> {
        let mut texts = Vec::new();
        for (key, node) in fields.all(key) {
            let items = self.items(key, node).unwrap_or_default();
            texts.extend(items.into_iter().filter_map(|item| {
                self.list_item(key, item).and_then(|item| self.checked_text(key, item, false))
            }));
        }
        texts
    }

    /// A text that a test accepts.
    pub(super) fn text_that<'s>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
        is_valid: fn(&str) -> bool,
        wants: fn() -> Message,
    ) -> Option<Spanned<Text<'s>>> {
        self.first(fields, key, |reader, key, node| {
            let text = reader.checked_text(key, node, false)?;
            if is_valid(&text) && !has_stray_mark(&text) {
                return Some(text);
            }
            if !reader.unseen(node, is_valid) {
                let message = message!(
                    "invalid-value.text",
                    "`{value}` is not {wanted}",
                    value = shortened(&text),
                    wanted = wants()
                );
                reader.invalid(node, message, None);
            }
            None
        })
    }
}
