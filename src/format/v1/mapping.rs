//! Takes a mapping apart by its table: unknown, doubled and missing keys.

use std::collections::{HashMap, HashSet};

use super::fields::{Fields, position};
use super::hint::{add, fill};
use super::reader::{Reader, fault};
use crate::diagnostic::{
    Diagnostic, did_you_mean, is_spelling_of, keep_one_of_the_two, message, the_first_one,
};
use crate::format::keys::{KeyTable, MAX_KEYS, ValueKind};
use crate::format::yaml::{Node, NodeKind};
use crate::format::{aliases, rule};
use crate::text::Span;

impl<'d> Reader<'d> {
    /// Reads a mapping by its table. Reports unknown, duplicate and missing required keys. Without
    /// a required key only an activity is kept, because an activity is counted as a unit.
    pub(super) fn fields<'s>(
        &mut self,
        node: Node<'d, 's>,
        table: &'static KeyTable,
    ) -> Option<Fields<'d, 's>> {
        let fields = self.optional_fields(node, table)?;
        if !fields.incomplete {
            let missing = self.missing_keys(
                table,
                fields.head,
                |number| fields.is_written(number),
                |number| fields.empty_key(number),
            );
            self.left_out.values += usize::from(missing > 0);
        }
        Some(fields)
    }

    /// Reads a mapping whose required keys may be in another file.
    pub(super) fn optional_fields<'s>(
        &mut self,
        node: Node<'d, 's>,
        table: &'static KeyTable,
    ) -> Option<Fields<'d, 's>> {
        if node.kind() != NodeKind::Mapping || node.has_foreign_tag() {
            let keys: Vec<_> = table.names().take(3).collect();
            self.invalid(
                node,
                message!(
                    "invalid-value.no-mapping",
                    "{item} is written as keys and values",
                    item = (table.what)()
                ),
                Some(message!(
                    "invalid-value.such-keys",
                    "such as `{keys}: …`",
                    keys = keys.join(": …`, `")
                )),
            );
            self.unread(node);
            return None;
        }
        let start = node.place();
        let mut head = start;
        let mut values = [0; MAX_KEYS];
        let (mut further, mut misspelt) = (Vec::new(), Vec::new());
        let (mut others, mut meant) = (HashSet::new(), HashSet::new());
        let mut firsts = None;
        let mut expected = 0;
        for (nth, (key, value)) in node.pairs().enumerate() {
            if nth == 0 {
                head = Span { end: key.place().end.max(start.start), ..start };
            }
            let name = key.as_str();
            let number = position(table, name, expected).filter(|_| key.kind() == NodeKind::Scalar);
            match number.and_then(|number| Some((number, values.get_mut(number)?))) {
                Some((_, slot @ 0)) => *slot = value.number(),
                Some((number, _)) => {
                    self.doubled(key, firsts.get_or_insert_with(|| first_keys(node)));
                    further.push((number, value));
                }
                None if key.kind() == NodeKind::Scalar && !others.insert(name) => {
                    self.doubled(key, firsts.get_or_insert_with(|| first_keys(node)));
                    self.unread(value);
                }
                None if key.kind() == NodeKind::Scalar && name.starts_with("x_") => {
                    self.keys_stand_once(value);
                }
                None => {
                    let near = self
                        .unknown_key(key, node, table)
                        .filter(|_| key.kind() == NodeKind::Scalar);
                    self.advise_rename(near, key, value, node);
                    meant.extend(near);
                    self.pass_over(key);
                    misspelt.extend(self.misspelt_list(near, value, table));
                }
            }
            expected = number.map_or(expected, |number| number + 1);
        }
        Some(Fields {
            table,
            head,
            incomplete: node.is_incomplete(),
            meant,
            node,
            values,
            further,
            misspelt,
        })
    }

    /// Reads a list of mappings below a misspelt key as the key that was meant. Other values of
    /// misspelt keys are not read.
    fn misspelt_list<'s>(
        &mut self,
        near: Option<&str>,
        value: Node<'d, 's>,
        table: &KeyTable,
    ) -> Option<(usize, Node<'d, 's>)> {
        let meant = table
            .keys
            .iter()
            .position(|key| Some(key.name) == near && matches!(key.takes, ValueKind::List(_)));
        if meant.is_some()
            && value.kind() == NodeKind::Sequence
            && value.children().all(|item| item.kind() == NodeKind::Mapping)
        {
            return meant.map(|number| (number, value));
        }
        self.unread_lists
            .extend(meant.and_then(|number| table.keys.get(number)).map(|key| key.name));
        self.unread(value);
        None
    }

    /// Reports missing required keys, and those without a value. Returns their number. `empty`
    /// gives the place of a key without a value.
    pub(crate) fn missing_keys(
        &mut self,
        table: &'static KeyTable,
        place: Span,
        is_there: impl Fn(usize) -> bool,
        empty: impl Fn(usize) -> Option<Span>,
    ) -> usize {
        let known = self.diagnostics.count();
        for (number, key) in
            table.keys.iter().enumerate().filter(|(number, key)| key.must && !is_there(*number))
        {
            let finding = Diagnostic::new(
                rule::MISSING_KEY,
                place,
                message!(
                    "missing-key.needs",
                    "{item} needs `{key}`",
                    item = (table.what)(),
                    key = key.name
                ),
            );
            let mut finding = match empty(number) {
                Some(empty) => finding
                    .help(fill(key))
                    .label(empty, message!("missing-key.nothing-behind", "this key has no value")),
                None => finding.help(add(key)),
            };
            finding.assignments = self.assignment(key, None);
            self.report(finding);
        }
        self.diagnostics.count() - known
    }

    fn doubled(&mut self, key: Node<'d, '_>, firsts: &HashMap<&str, Span>) {
        let message = message!(
            "syntax.key-twice",
            "the key `{key}` is repeated here",
            key = crate::text::clean_line(key.as_str())
        );
        let mut finding = fault(rule::SYNTAX, key, message).help(keep_one_of_the_two());
        if let Some(&first) = firsts.get(key.as_str()) {
            finding = finding.label(first, the_first_one());
        }
        self.report(finding);
        self.left_out.values += 1;
    }

    /// Reports a key that the table does not have, and returns the key that was meant.
    fn unknown_key(
        &mut self,
        key: Node<'d, '_>,
        mapping: Node<'d, '_>,
        table: &'static KeyTable,
    ) -> Option<&'static str> {
        let name = key.as_str();
        if let Some(meant) = self.unseen_in_key(key, table.names()) {
            return Some(meant);
        }
        let shown = crate::text::clean_line(name);
        let message = match key.kind() {
            NodeKind::Scalar => message!(
                "unknown-key.no-key",
                "{item} has no key `{key}`",
                item = (table.what)(),
                key = shown
            ),
            _ => message!("unknown-key.no-word", "a key is a single word"),
        };
        let meant = aliases::key(name).filter(|meant| table.names().any(|known| known == *meant));
        // A synonym or another spelling of a key, if the right key is absent.
        let certain = meant.or_else(|| table.names().find(|known| is_spelling_of(name, known)));
        let certain = certain.filter(|known| {
            !key.is_by_alias() && mapping.pairs().all(|(other, _)| other.as_str() != *known)
        });
        let near = aliases::key_meant(name, table);
        let help = match near {
            _ if name.starts_with('-') => message!(
                "unknown-key.dash-needs-space",
                "the `-` of an item needs a space after it"
            ),
            Some(known) => did_you_mean(known),
            None if name == "<<" => message!(
                "unknown-key.merge-key",
                "merge keys are not part of YAML 1.2; write the keys out"
            ),
            None => message!(
                "unknown-key.takes",
                "it takes {keys}; keys of your own begin with `x_`",
                keys = table.names().collect::<Vec<_>>().join(", ")
            ),
        };
        self.report(
            fault(rule::UNKNOWN_KEY, key, message).help(help).maybe_fix(certain.map(str::to_owned)),
        );
        near
    }

    /// Reports duplicate keys in values that are not read otherwise: YAML itself forbids them.
    pub(super) fn keys_stand_once(&mut self, node: Node<'d, '_>) {
        for mapping in node.mappings() {
            let mut firsts = HashMap::new();
            for (key, _) in mapping.pairs().filter(|(key, _)| key.kind() == NodeKind::Scalar) {
                match firsts.contains_key(key.as_str()) {
                    true => self.doubled(key, &firsts),
                    false => drop(firsts.insert(key.as_str(), key.place())),
                }
            }
        }
    }
}

/// Returns the first place of each key of a mapping.
fn first_keys<'d>(node: Node<'d, '_>) -> HashMap<&'d str, Span> {
    let mut firsts = HashMap::new();
    for (key, _) in node.pairs() {
        firsts.entry(key.as_str()).or_insert(key.place());
    }
    firsts
}
