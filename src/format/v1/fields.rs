//! The values of a mapping by their keys.

use std::collections::HashSet;
use std::slice;

use crate::format::keys::{KeySpec, KeyTable, MAX_KEYS, ValueKind};
use crate::format::yaml::{Node, NodeKind};
use crate::model::is_id;
use crate::text::Span;

/// The values of a mapping, by the number of their keys in its table.
pub(super) struct Fields<'d, 's> {
    pub(super) table: &'static KeyTable,
    /// The mapping's beginning, up to the end of its first key.
    pub head: Span,
    /// The file broke off inside it.
    pub incomplete: bool,
    /// Absent keys for which a misspelt key is present.
    pub(super) meant: HashSet<&'static str>,
    pub(super) node: Node<'d, 's>,
    /// The number of each value in the document; 0, the root, means none.
    pub(super) values: [u32; MAX_KEYS],
    /// The further values of duplicate keys.
    pub(super) further: Vec<(usize, Node<'d, 's>)>,
    /// Lists of misspelt keys, and the keys that were meant.
    pub(super) misspelt: Vec<(usize, Node<'d, 's>)>,
}

/// The values of one key that are not null, one after the other.
struct ValuesOfKey<'f, 'd, 's> {
    key: Option<&'static KeySpec>,
    number: usize,
    first: Option<Node<'d, 's>>,
    pub(super) further: slice::Iter<'f, (usize, Node<'d, 's>)>,
    pub(super) misspelt: slice::Iter<'f, (usize, Node<'d, 's>)>,
}

impl<'d, 's> Iterator for ValuesOfKey<'_, 'd, 's> {
    type Item = (&'static KeySpec, Node<'d, 's>);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, number) = (self.key?, self.number);
        if let Some(node) = self.first.take()
            && !is_absent(key, node)
        {
            return Some((key, node));
        }
        let mut others = self.further.by_ref().chain(self.misspelt.by_ref());
        let is_it = |(own, node): &&(usize, Node<'d, 's>)| *own == number && !is_absent(key, *node);
        others.find(is_it).map(|(_, node)| (key, *node))
    }
}

impl<'d, 's> Fields<'d, 's> {
    /// The key's value, if there is one and it is not null.
    pub(super) fn get(&self, key: impl Into<usize>) -> Option<(&'static KeySpec, Node<'d, 's>)> {
        self.all(key).next()
    }

    /// Returns the values with the further values of a duplicate key, and lists that were meant for
    /// it, so that their errors are reported too.
    pub(super) fn all(
        &self,
        key: impl Into<usize>,
    ) -> impl Iterator<Item = (&'static KeySpec, Node<'d, 's>)> {
        ValuesOfKey { misspelt: self.misspelt.iter(), ..self.written(key.into()) }
    }

    /// Whether the key itself is there, with a value.
    pub(super) fn is_written(&self, key: impl Into<usize>) -> bool {
        self.written(key.into()).next().is_some()
    }

    /// Returns the place of a key without a value.
    pub(super) fn empty_key(&self, number: usize) -> Option<Span> {
        let is_there = self.values.get(number).is_some_and(|value| *value != 0);
        is_there.then(|| self.key_span(number))
    }

    fn written(&self, number: usize) -> ValuesOfKey<'_, 'd, 's> {
        let first = self.values.get(number).copied().filter(|value| *value != 0);
        ValuesOfKey {
            key: self.table.keys.get(number),
            number,
            first: first.map(|value| self.node.child(value)),
            further: self.further.iter(),
            misspelt: [].iter(),
        }
    }

    /// Whether nothing is written for any key but those that are there once: no key that stands
    /// twice or is misspelt, and no end before its time.
    pub(super) fn is_plain(&self) -> bool {
        self.further.is_empty()
            && self.misspelt.is_empty()
            && self.meant.is_empty()
            && !self.incomplete
    }

    /// Whether there are keys that were meant to be others.
    pub(super) fn has_misspelt_keys(&self) -> bool {
        !self.meant.is_empty()
    }

    /// The key's name, where a test holds.
    pub(super) fn name_if(
        &self,
        key: impl Into<usize>,
        test: impl Fn(&Self) -> bool,
    ) -> Option<&'static str> {
        self.table.keys.get(key.into()).filter(|_| test(self)).map(|key| key.name)
    }

    /// Whether the key is there twice.
    pub(super) fn is_doubled(&self, key: impl Into<usize>) -> bool {
        let number = key.into();
        self.further.iter().any(|(own, _)| *own == number)
    }

    /// Whether the value of a key is unknown: the file broke off, or the key is misspelt.
    pub(super) fn is_unknown(&self, key: impl Into<usize>) -> bool {
        let number = key.into();
        let is_meant =
            || self.table.keys.get(number).is_some_and(|key| self.meant.contains(key.name));
        self.get(number).is_none() && (self.incomplete || is_meant())
    }

    /// Whether the last text before the file breaks off may belong to the key: the key is the last
    /// one that is known.
    pub(super) fn is_last(&self, key: impl Into<usize>) -> bool {
        let last =
            self.node.pairs().filter_map(|(key, _)| position(self.table, key.as_str(), 0)).last();
        last == Some(key.into())
    }

    /// Whether the key was to say something that was not read.
    pub(super) fn is_unread(&self, key: impl Into<usize>, is_read: bool) -> bool {
        let number = key.into();
        !is_read && (self.get(number).is_some() || self.is_unknown(number))
    }

    /// Returns the key's name if its list of ids has an item that is not an id, or if its value is
    /// unknown.
    pub(super) fn unreadable_ids(&self, key: impl Into<usize>) -> Option<&'static str> {
        let number = key.into();
        let is_id = |item: Node<'_, '_>| item.kind() == NodeKind::Scalar && is_id(item.as_str());
        let is_read =
            |node: Node<'_, '_>| node.kind() == NodeKind::Sequence && node.children().all(is_id);
        self.name_if(number, |f| {
            f.is_unknown(number) || !f.all(number).all(|(_, node)| is_read(node))
        })
    }

    /// Returns the key's name if its list holds more than was read, or if its value is unknown.
    pub(super) fn unread_list(&self, key: impl Into<usize>, read: usize) -> Option<&'static str> {
        let number = key.into();
        let is_list = |node: Node<'_, '_>| node.kind() == NodeKind::Sequence;
        let items =
            |f: &Self| f.all(number).map(|(_, node)| node.children().count()).sum::<usize>();
        self.name_if(number, |f| {
            f.is_unknown(number) || !f.all(number).all(|(_, node)| is_list(node)) || items(f) > read
        })
    }

    /// Returns the place of the key itself, also if an alias brings the mapping; the head of the
    /// mapping if the key is absent.
    pub(super) fn key_span(&self, key: impl Into<usize>) -> Span {
        let name = self.table.keys.get(key.into()).map_or("", |key| key.name);
        self.node
            .pairs()
            .find(|(key, _)| key.as_str() == name)
            .map_or(self.head, |(key, _)| key.span())
    }
}

/// `null` is nothing, but for an id it is an id like any other.
fn is_absent(key: &KeySpec, node: Node<'_, '_>) -> bool {
    node.is_null() && !(matches!(key.takes, ValueKind::Id) && is_id(node.as_str()))
}

/// Returns the number of a key in its table. Keys are usually in the order of the format, so the
/// search begins where the last one ended.
pub(super) fn position(table: &KeyTable, name: &str, expected: usize) -> Option<usize> {
    let found = |(_, key): &(usize, &KeySpec)| key.name == name;
    let keys = || table.keys.iter().enumerate();
    keys()
        .skip(expected)
        .find(found)
        .or_else(|| keys().take(expected).find(found))
        .map(|(number, _)| number)
}
