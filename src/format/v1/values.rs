//! The value of a key, and the words that a key takes.

use super::quoted::shortened;
use super::reader::{Fields, Reader};
use super::subject::subject;
use crate::diagnostic::{did_you_mean, is_spelling_of, message, nearest};
use crate::format::aliases;
use crate::format::keys::{KeySpec, ValueKind};
use crate::format::yaml::{Node, NodeKind};
use crate::model::Text;
use crate::text::Spanned;

impl<'d> Reader<'d> {
    /// Returns the value of a key. Of duplicate keys the first readable value counts, and errors in
    /// all of them are reported.
    pub(super) fn first<'s, T>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
        mut read: impl FnMut(&mut Self, &'static KeySpec, Node<'d, 's>) -> Option<T>,
    ) -> Option<T> {
        let mut first = None;
        for (key, node) in fields.all(key) {
            let before = self.diagnostics.count();
            let value = read(self, key, node);
            if value.is_none() && self.diagnostics.count() > before {
                self.advise(key, node, None);
            }
            first = first.or(value);
        }
        first
    }

    /// Returns the scalar of a key, or of an item of its list; any other value is reported.
    pub(super) fn scalar<'s>(&mut self, key: &KeySpec, node: Node<'d, 's>) -> Option<Text<'s>> {
        if node.kind() == NodeKind::Scalar && !node.has_foreign_tag() {
            return Some(node.text());
        }
        let subject = subject(key);
        let message = match node.kind() {
            NodeKind::Sequence => {
                message!("invalid-value.list", "{subject} takes one value, not a list", subject)
            }
            NodeKind::Mapping => message!(
                "invalid-value.mapping",
                "{subject} takes one value, not keys and values",
                subject
            ),
            _ => message!(
                "invalid-value.tag",
                "{subject} has a tag (a word that begins with `!`), which a workplan does not use",
                subject
            ),
        };
        let help = (node.kind() == NodeKind::Scalar).then(|| {
            message!("invalid-value.take-tag-away", "remove it; if it is text, put it in quotes")
        });
        self.invalid(node, message, help);
        self.unread(node);
        None
    }

    /// Returns one of the words that a key accepts.
    pub(super) fn word<T>(
        &mut self,
        fields: &Fields<'d, '_>,
        key: impl Into<usize>,
        parse: fn(&str) -> Option<T>,
    ) -> Option<Spanned<T>> {
        self.first(fields, key, |reader, key, node| reader.one_word(key, node, parse))
    }

    pub(super) fn one_word<T>(
        &mut self,
        key: &KeySpec,
        node: Node<'d, '_>,
        parse: fn(&str) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let text = self.scalar(key, node)?;
        if let Some(value) = parse(&text) {
            return Some(Spanned::new(value, node.place()));
        }
        let (ValueKind::Word(words) | ValueKind::Words(words)) = key.takes else { return None };
        if self.unseen(node, |text| parse(text).is_some()) {
            return None;
        }
        let [habit, meant] = [aliases::status, aliases::status_meant]
            .map(|find| find(&text).filter(|word| words.contains(word)));
        let meant = meant.or_else(|| nearest(&text, words.iter().copied()));
        let help = match meant {
            Some(meant) => did_you_mean(meant),
            None => message!(
                "invalid-value.takes-word",
                "`{key}` is one of {words}",
                key = key.name,
                words = words.join(", ")
            ),
        };
        let spelled = words.iter().copied().find(|word| is_spelling_of(&text, word));
        let certain = habit.or(spelled).map(str::to_owned);
        self.mendable(
            node,
            message!(
                "invalid-value.word",
                "`{value}` is not a word for `{key}`",
                value = shortened(&text),
                key = key.name
            ),
            Some(help),
            certain,
        );
        self.advise(key, node, meant);
        None
    }
}
