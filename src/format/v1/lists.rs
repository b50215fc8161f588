//! Lists, and the form of their items.

use super::hint::write_list;
use super::quoted::shortened;
use super::reader::{Fields, Reader};
use crate::diagnostic::message;
use crate::format::keys::{KeySpec, ValueKind};
use crate::format::yaml::{Node, NodeKind, id_for_all};
use crate::model::Reference;

impl<'d> Reader<'d> {
    /// Reads a list of mappings. Wrong items are reported and left out.
    pub(super) fn list<'s, T>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
        mut read: impl FnMut(&mut Self, Node<'d, 's>) -> Option<T>,
    ) -> Vec<T> {
        self.numbered_list(fields, key, |reader, item, _| read(reader, item))
    }

    /// Reads a list of mappings, each with its place in the list, from 1.
    pub(super) fn numbered_list<'s, T>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
        mut read: impl FnMut(&mut Self, Node<'d, 's>, usize) -> Option<T>,
    ) -> Vec<T> {
        let mut read_items = Vec::new();
        for (key, node) in fields.all(key) {
            let items = self.items(key, node).unwrap_or_default();
            read_items.reserve(items.len());
            for (item, number) in items.into_iter().zip(1..) {
                let Some(item) = self.list_item(key, item) else { continue };
                match read(self, item, number) {
                    Some(value) => read_items.push(value),
                    None => self.leave_out(key.name, item),
                }
            }
        }
        read_items
    }

    pub(super) fn list_item<'s>(
        &mut self,
        key: &KeySpec,
        item: Node<'d, 's>,
    ) -> Option<Node<'d, 's>> {
        if item.is_null() {
            self.invalid(
                item,
                message!("invalid-value.empty-item", "an item of `{key}` is empty", key = key.name),
                Some(message!(
                    "invalid-value.fill-or-take-item-away",
                    "write a value, or remove the item"
                )),
            );
            return None;
        }
        Some(item)
    }

    /// Returns the items of a list; any other value is reported.
    pub(super) fn items<'s>(
        &mut self,
        key: &KeySpec,
        node: Node<'d, 's>,
    ) -> Option<Vec<Node<'d, 's>>> {
        if node.kind() == NodeKind::Sequence && !node.has_foreign_tag() {
            return Some(node.children().collect());
        }
        let help = match node.kind() {
            NodeKind::Scalar if matches!(key.takes, ValueKind::List(_)) => write_list(key),
            NodeKind::Scalar => message!(
                "invalid-value.write-in-brackets",
                "write `{key}: [{value}]`",
                key = key.name,
                value = shortened(node.as_str())
            ),
            _ => message!("invalid-value.items-begin", "each item begins with `- `"),
        };
        let is_one_id = node.kind() == NodeKind::Scalar
            && !node.is_text_by_notation()
            && Reference::parse(node.as_str()).is_some();
        let certain = is_one_id.then(|| format!("[{}]", id_for_all(node.as_str())));
        let message = message!("invalid-value.no-list", "`{key}` takes a list", key = key.name);
        self.mendable(node, message, Some(help), certain);
        self.advise(key, node, is_one_id.then(|| node.as_str()));
        if matches!(key.takes, ValueKind::List(_)) {
            self.unread_lists.push(key.name);
        }
        self.unread(node);
        None
    }
}
