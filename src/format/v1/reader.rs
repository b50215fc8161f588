use std::collections::{HashMap, HashSet};
use std::slice;
use std::sync::Arc;

use super::hint::{add, fill};
use crate::diagnostic::{
    Diagnostic, Findings, Message, by_alias, did_you_mean, is_spelling_of, keep_one_of_the_two,
    message, the_first_one,
};
use crate::format::keys::{KeySpec, KeyTable, ValueKind};
use crate::format::yaml::{KnownItem, NewItem, Node, NodeKind, Style};
use crate::format::{aliases, rule};
use crate::model::{Activity, UnreadableId, is_id};
use crate::text::{Span, Spanned};

/// The most keys that a table has.
const MAX_KEYS: usize = 28;

/// What could not be read, and is missing from every figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Activities as a whole.
    pub activities: usize,
    /// Single values, in what was read otherwise.
    pub values: usize,
}

/// Reads one document; collects what is wrong with it.
#[derive(Default)]
pub struct Reader<'d> {
    /// What was found.
    pub diagnostics: Findings,
    /// What is missing because of it.
    pub left_out: LeftOut,
    /// Ids of activities, themes and organizations that are left out: naming them is no further
    /// fault.
    pub left_out_ids: Vec<UnreadableId>,
    /// Lists of which nothing could be read: nobody knows what is in them.
    pub unread_lists: Vec<&'static str>,
    /// The plan that is being read.
    pub plan: Option<&'d str>,
    /// The id of the activity that is being read.
    pub activity: Option<&'d str>,
    /// What is known from another version of the file.
    pub former: PreviousVersion<'d>,
    /// What is known for the next one.
    pub known: Vec<KnownActivity>,
}

/// An activity that nothing is wrong with, and its lines.
pub type KnownActivity = (KnownItem, Arc<Activity<'static>>);

/// Activities of another version of a file.
#[derive(Clone, Copy, Default)]
pub struct PreviousVersion<'d> {
    /// Their lines.
    pub items: &'d [KnownItem],
    /// What they say.
    pub activities: &'d [Arc<Activity<'static>>],
    /// Those of this version that the other one did not have, in order.
    pub new: &'d [NewItem],
}

/// The values of a mapping, by the number of their keys in its table.
pub(super) struct Fields<'d, 's> {
    table: &'static KeyTable,
    /// The mapping's beginning, up to the end of its first key.
    pub head: Span,
    /// The file broke off inside it.
    pub incomplete: bool,
    /// Keys that are not there, while a key stands there that was meant for them.
    meant: HashSet<&'static str>,
    node: Node<'d, 's>,
    /// The number of each value in the document; 0, the root, is none.
    values: [u32; MAX_KEYS],
    /// The other values of keys that stand twice.
    further: Vec<(usize, Node<'d, 's>)>,
    /// Lists behind misspelt keys, and the keys that they were meant for.
    misspelt: Vec<(usize, Node<'d, 's>)>,
}

/// The values of one key that are not null, one after the other.
struct ValuesOfKey<'f, 'd, 's> {
    key: Option<&'static KeySpec>,
    number: usize,
    first: Option<Node<'d, 's>>,
    further: slice::Iter<'f, (usize, Node<'d, 's>)>,
    misspelt: slice::Iter<'f, (usize, Node<'d, 's>)>,
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
    pub fn get(&self, key: impl Into<usize>) -> Option<(&'static KeySpec, Node<'d, 's>)> {
        self.all(key).next()
    }

    /// The same with the further values of a key that stands twice, and lists that were meant for
    /// it: what is wrong in them is to be told as well.
    pub fn all(
        &self,
        key: impl Into<usize>,
    ) -> impl Iterator<Item = (&'static KeySpec, Node<'d, 's>)> {
        ValuesOfKey { misspelt: self.misspelt.iter(), ..self.written(key.into()) }
    }

    /// Whether the key itself is there, with a value.
    pub fn is_written(&self, key: impl Into<usize>) -> bool {
        self.written(key.into()).next().is_some()
    }

    /// Where the key stands with nothing behind it.
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

    /// Whether there are keys that were meant to be others.
    pub fn has_misspelt_keys(&self) -> bool {
        !self.meant.is_empty()
    }

    /// The key's name, where a test holds.
    pub fn name_if(
        &self,
        key: impl Into<usize>,
        test: impl Fn(&Self) -> bool,
    ) -> Option<&'static str> {
        self.table.keys.get(key.into()).filter(|_| test(self)).map(|key| key.name)
    }

    /// Whether the key is there twice.
    pub fn is_doubled(&self, key: impl Into<usize>) -> bool {
        let number = key.into();
        self.further.iter().any(|(own, _)| *own == number)
    }

    /// Whether nobody knows what the key was to say: the file broke off, or it is misspelt.
    pub fn is_unknown(&self, key: impl Into<usize>) -> bool {
        let number = key.into();
        let is_meant =
            || self.table.keys.get(number).is_some_and(|key| self.meant.contains(key.name));
        self.get(number).is_none() && (self.incomplete || is_meant())
    }

    /// Whether what stands last, before the file breaks off, may belong to the key: it is the last
    /// one that is known.
    pub fn is_last(&self, key: impl Into<usize>) -> bool {
        let last =
            self.node.pairs().filter_map(|(key, _)| position(self.table, key.as_str(), 0)).last();
        last == Some(key.into())
    }

    /// Whether the key was to say something that was not read.
    pub fn is_unread(&self, key: impl Into<usize>, is_read: bool) -> bool {
        let number = key.into();
        !is_read && (self.get(number).is_some() || self.is_unknown(number))
    }

    /// The key's name, if a list of ids is written behind it and something in it is none, or if
    /// nobody knows what it was to say.
    pub fn unreadable_ids(&self, key: impl Into<usize>) -> Option<&'static str> {
        let number = key.into();
        let is_id = |item: Node<'_, '_>| item.kind() == NodeKind::Scalar && is_id(item.as_str());
        let is_read =
            |node: Node<'_, '_>| node.kind() == NodeKind::Sequence && node.children().all(is_id);
        self.name_if(number, |f| {
            f.is_unknown(number) || !f.all(number).all(|(_, node)| is_read(node))
        })
    }

    /// The key's name, if a list is written behind it that holds more than was read, or if nobody
    /// knows what it was to say.
    pub fn unread_list(&self, key: impl Into<usize>, read: usize) -> Option<&'static str> {
        let number = key.into();
        let is_list = |node: Node<'_, '_>| node.kind() == NodeKind::Sequence;
        let items =
            |f: &Self| f.all(number).map(|(_, node)| node.children().count()).sum::<usize>();
        self.name_if(number, |f| {
            f.is_unknown(number) || !f.all(number).all(|(_, node)| is_list(node)) || items(f) > read
        })
    }

    /// Where a key itself is written, also where an alias brings the mapping; the mapping's head if
    /// it is not there.
    pub fn key_span(&self, key: impl Into<usize>) -> Span {
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

impl<'d> Reader<'d> {
    /// A reader for a file of a plan, or of none.
    pub fn new(plan: Option<&'d str>) -> Self {
        Reader { plan, ..Reader::default() }
    }

    /// Adds a finding, with the plan and the activity that are being read.
    pub fn report(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.plan = self.plan.map(str::to_owned);
        diagnostic.activity = self.activity.map(str::to_owned);
        self.diagnostics.push(diagnostic);
    }

    /// A value that its key does not take. What the file broke off in is not blamed for it.
    pub fn invalid(&mut self, node: Node<'_, '_>, message: Message, help: Option<Message>) {
        self.mendable(node, message, help, None);
    }

    /// The same, with the text that certainly belongs there.
    pub fn mendable(
        &mut self,
        node: Node<'_, '_>,
        message: Message,
        help: Option<Message>,
        text: Option<String>,
    ) {
        self.left_out.values += 1;
        if !node.is_incomplete() {
            // What an alias brings is written elsewhere, and may be right for others.
            let text = text.filter(|_| !node.is_by_alias() && node.style() != Style::Block);
            self.report(fault(rule::INVALID_VALUE, node, message).maybe_help(help).maybe_fix(text));
        }
    }

    /// Remembers the id of something that cannot be read as a whole.
    pub(super) fn leave_out(&mut self, list: &'static str, node: Node<'d, '_>) {
        let aliases = node
            .pairs()
            .filter(|(key, _)| key.as_str() == "aliases")
            .flat_map(|(_, aliases)| aliases.children());
        let ids = written_id(node).into_iter().chain(aliases.filter(|alias| is_id(alias.as_str())));
        self.left_out_ids.extend(
            ids.map(|id| UnreadableId {
                list,
                id: Spanned::new(id.as_str().to_owned(), id.place()),
            }),
        );
    }

    /// Takes a mapping apart by its table: unknown and doubled keys, and musts that are not there,
    /// are told. Without a must nothing but an activity is known to be one, and an activity is
    /// counted as a whole.
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

    /// The same, where a must may stand in another file.
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
                    item = table.what
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

    /// A list of mappings behind a misspelt key is read as what it was meant to be. Anything else
    /// behind one is not.
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

    /// Tells which musts of a table are not there, or are and have nothing behind them, and how
    /// many: `empty` says where such a key stands.
    pub fn missing_keys(
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
                    item = table.what,
                    key = key.name
                ),
            );
            let mut finding = match empty(number) {
                Some(empty) => finding.help(fill(key)).label(
                    empty,
                    message!("missing-key.nothing-behind", "nothing stands behind this"),
                ),
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
            "the key `{key}` stands here a second time",
            key = crate::text::clean_line(key.as_str())
        );
        let mut finding = fault(rule::SYNTAX, key, message).help(keep_one_of_the_two());
        if let Some(&first) = firsts.get(key.as_str()) {
            finding = finding.label(first, the_first_one());
        }
        self.report(finding);
        self.left_out.values += 1;
    }

    /// Tells of a key that the table does not have; the one that was meant.
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
                item = table.what,
                key = shown
            ),
            _ => message!("unknown-key.no-word", "a key is a single word"),
        };
        let meant = aliases::key(name).filter(|meant| table.names().any(|known| known == *meant));
        // A key by another name, or in another spelling, where the right one is not there as well.
        let certain = meant.or_else(|| table.names().find(|known| is_spelling_of(name, known)));
        let certain = certain.filter(|known| {
            !key.is_by_alias() && mapping.pairs().all(|(other, _)| other.as_str() != *known)
        });
        let near = aliases::key_meant(name, table);
        let help = match near {
            _ if name.starts_with('-') => message!(
                "unknown-key.dash-needs-space",
                "a `-` that begins an item needs a space behind it"
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

    /// Looks through what cannot be read.
    pub(super) fn unread(&mut self, node: Node<'d, '_>) {
        self.pass_over(node);
        self.keys_stand_once(node);
    }

    /// Remembers the ids in what is passed over.
    fn pass_over(&mut self, node: Node<'d, '_>) {
        let ids = node
            .mappings()
            .filter_map(written_id)
            .map(|id| Spanned::new(id.as_str().to_owned(), id.place()));
        self.left_out_ids
            .extend(ids.map(|id| UnreadableId { list: UnreadableId::PASSED_OVER, id }));
    }

    /// Looks through what nobody reads for keys that stand twice: YAML itself forbids them.
    fn keys_stand_once(&mut self, node: Node<'d, '_>) {
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

/// A finding about a node. What an alias brings shows as well where it is written.
fn fault(rule: &'static str, node: Node<'_, '_>, message: Message) -> Diagnostic {
    let finding = Diagnostic::new(rule, node.place(), message);
    match node.written_elsewhere() {
        Some(written) => finding.label(written, by_alias()),
        None => finding,
    }
}

/// The id that a mapping gives itself, as written.
pub(super) fn written_id<'d, 's>(node: Node<'d, 's>) -> Option<Node<'d, 's>> {
    let (_, id) = node.pairs().find(|(key, _)| key.as_str() == "id")?;
    Some(id).filter(|id| is_id(id.as_str()))
}

/// Where each key of a mapping stands for the first time.
fn first_keys<'d>(node: Node<'d, '_>) -> HashMap<&'d str, Span> {
    let mut firsts = HashMap::new();
    for (key, _) in node.pairs() {
        firsts.entry(key.as_str()).or_insert(key.place());
    }
    firsts
}

/// The number of a key in its table. Keys mostly stand in the format's order: the search begins
/// where the last one ended.
fn position(table: &KeyTable, name: &str, expected: usize) -> Option<usize> {
    let found = |(_, key): &(usize, &KeySpec)| key.name == name;
    let keys = || table.keys.iter().enumerate();
    keys()
        .skip(expected)
        .find(found)
        .or_else(|| keys().take(expected).find(found))
        .map(|(number, _)| number)
}
