//! The text of a merged file, put together from the lines of three versions: key by key and item by
//! item, wherever an item stands. So the comments of both sides stay, also where one of them has
//! moved what the other has changed.
//!
//! What it says is for others to verify: lines in which both sides have changed a value say what
//! one side means.

use std::collections::HashMap;
use std::ops::Range;

use super::brackets::lists_below;
use super::cut::{Chunk, Cut, Cutter};
use super::item_name::{IDENTITY, names};
use super::parts::{BracketPart, BracketParts};
use super::three_way::same;
use super::trivia::{blanks, comment, lines, shifted};
use crate::edit::value::{Value, ValueEntry, ValueItem};
use crate::format::yaml::{Document, Node};

/// One version of a file.
pub(super) struct WeaveVersion<'d, 's> {
    cutter: Cutter<'s>,
    root: Node<'d, 's>,
    /// Its activities by their identities: those that are written line by line, and those in lists
    /// in brackets.
    activities: HashMap<String, Chunk<'d, 's>>,
    in_brackets: HashMap<String, BracketPart<'d, 's>>,
}

/// Where a chunk stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WeaveLevel {
    Plan,
    Priorities,
    Priority,
    Activities,
    Other,
}

impl WeaveLevel {
    pub(super) fn below(self, key: Option<&str>) -> Self {
        match (self, key) {
            (WeaveLevel::Plan, Some("priorities")) => WeaveLevel::Priorities,
            (WeaveLevel::Priorities, None) => WeaveLevel::Priority,
            (WeaveLevel::Priority, Some("activities")) => WeaveLevel::Activities,
            _ => WeaveLevel::Other,
        }
    }
}

impl<'d, 's> WeaveVersion<'d, 's> {
    /// A version whose activities have these identities, in file order. `None` where it is not
    /// written line by line.
    pub(super) fn new(
        document: &'d Document<'s>,
        text: &'s str,
        identities: &[String],
    ) -> Option<Self> {
        let (activities, in_brackets) = (HashMap::new(), HashMap::new());
        let mut version = WeaveVersion {
            cutter: Cutter::new(text),
            root: document.root()?,
            activities,
            in_brackets,
        };
        let mut identities = identities.iter().cloned();
        let cutter = version.cutter;
        for priorities in cutter
            .top(version.root)?
            .chunks
            .into_iter()
            .filter(|chunk| key(chunk) == Some("priorities"))
        {
            let Some(cut) = cutter.open(&priorities) else {
                version.take_in_brackets(&priorities, WeaveLevel::Priorities, &mut identities);
                continue;
            };
            for priority in cut.chunks {
                let Some(cut) = cutter.open(&priority) else {
                    version.take_in_brackets(&priority, WeaveLevel::Priority, &mut identities);
                    continue;
                };
                for list in cut.chunks.into_iter().filter(|chunk| key(chunk) == Some("activities"))
                {
                    match cutter.open(&list) {
                        Some(cut) => version.activities.extend(
                            cut.chunks
                                .into_iter()
                                .filter_map(|one| Some((identities.next()?, one))),
                        ),
                        None => {
                            version.take_in_brackets(
                                &list,
                                WeaveLevel::Activities,
                                &mut identities,
                            );
                        }
                    }
                }
            }
        }
        Some(version)
    }

    /// Takes the activities of what a chunk has in brackets.
    fn take_in_brackets(
        &mut self,
        chunk: &Chunk<'d, 's>,
        level: WeaveLevel,
        identities: &mut impl Iterator<Item = String>,
    ) {
        let mut lists = Vec::new();
        lists_below(chunk.node, level, &mut lists);
        for list in lists {
            let own: Vec<String> = identities.by_ref().take(list.children().count()).collect();
            let parts = BracketParts::of(self.cutter.layout(), list, chunk.column)
                .map(|parts| parts.all)
                .unwrap_or_default();
            self.in_brackets.extend(own.into_iter().zip(parts));
        }
    }
}

fn key<'d>(chunk: &Chunk<'d, '_>) -> Option<&'d str> {
    chunk.key.map(Node::as_str)
}

/// What three versions have of one thing: base, ours, theirs.
pub(super) type WeaveMatch<T> = [Option<T>; 3];

/// The text that says what is meant, as far as the lines of three versions do.
pub(super) fn woven(versions: WeaveMatch<&WeaveVersion<'_, '_>>, meant: &Value) -> Option<String> {
    let Value::Map(entries) = meant else { return None };
    let weaver = Weaver { versions };
    let cuts = versions.map(|version| version.and_then(|version| version.cutter.top(version.root)));
    let [_, Some(_), Some(_)] = cuts else { return None };
    let (lead, rest) = weaver.map(&cuts, entries, WeaveLevel::Plan, 0)?;
    Some(lead + &rest)
}

pub(super) struct Weaver<'v, 'd, 's> {
    versions: WeaveMatch<&'v WeaveVersion<'d, 's>>,
}

pub(super) type Chunks<'c, 'd, 's> = WeaveMatch<&'c Chunk<'d, 's>>;

impl<'d, 's> Weaver<'_, 'd, 's> {
    /// The activity of that identity in the lists in brackets.
    pub(super) fn in_brackets(&self, identity: &str) -> WeaveMatch<BracketPart<'d, 's>> {
        self.versions
            .map(|version| version.and_then(|version| version.in_brackets.get(identity).cloned()))
    }

    pub(super) fn cutter(&self, side: usize) -> Option<Cutter<'s>> {
        self.versions.get(side).copied().flatten().map(|version| version.cutter)
    }

    pub(super) fn slice(&self, side: usize, range: &Range<usize>) -> &'s str {
        self.versions.get(side).copied().flatten().map_or("", |version| version.cutter.slice(range))
    }

    /// A part of what each version has, in a column.
    pub(super) fn each<T>(
        found: &WeaveMatch<T>,
        part: impl Fn(usize, &T) -> Option<String>,
    ) -> WeaveMatch<String> {
        let [base, ours, theirs] = found;
        [base, ours, theirs].map(|one| one.as_ref()).into_iter().enumerate().fold(
            [None, None, None],
            |mut all, (side, one)| {
                if let (Some(place), Some(one)) = (all.get_mut(side), one) {
                    *place = part(side, one);
                }
                all
            },
        )
    }

    /// The lines of a mapping: those above its first key, and the rest.
    fn map(
        &self,
        cuts: &WeaveMatch<Cut<'d, 's>>,
        meant: &[ValueEntry],
        level: WeaveLevel,
        column: usize,
    ) -> Option<(String, String)> {
        let mut by_key: [HashMap<&str, &Chunk<'d, 's>>; 3] = Default::default();
        for (cut, by_key) in cuts.iter().zip(&mut by_key) {
            by_key.extend(
                cut.iter()
                    .flat_map(|cut| &cut.chunks)
                    .filter_map(|chunk| Some((key(chunk)?, chunk))),
            );
        }
        let mut out = (String::new(), String::new());
        let mut is_first = true;
        for entry in meant {
            let found = by_key.each_ref().map(|chunks| chunks.get(entry.key.as_str()).copied());
            let Some((lead, body)) = self.chunk(
                found,
                &entry.value,
                level.below(Some(&entry.key)),
                column,
                is_first,
                cuts,
            ) else {
                continue;
            };
            if std::mem::take(&mut is_first) {
                out = (lead, body);
            } else {
                out.1 += &lead;
                out.1 += &body;
            }
        }
        out.1 += &self.tail(cuts, column);
        (!is_first).then_some(out)
    }

    fn list(
        &self,
        cuts: &WeaveMatch<Cut<'d, 's>>,
        meant: &[ValueItem],
        level: WeaveLevel,
        column: usize,
    ) -> Option<String> {
        let mut out = String::new();
        let mut is_first = true;
        let is_table = level == WeaveLevel::Activities
            && meant.iter().all(|item| item.value.get(IDENTITY).is_some());
        let by_name = if is_table { Vec::new() } else { self.by_name(cuts, meant) };
        for (number, item) in meant.iter().enumerate() {
            let without = |entries: &[ValueEntry]| {
                Value::Map(entries.iter().filter(|entry| entry.key != IDENTITY).cloned().collect())
            };
            let own;
            let (found, value) =
                match (&item.value, item.value.get(IDENTITY).and_then(Value::as_text)) {
                    (Value::Map(entries), Some(identity)) if is_table => {
                        own = without(entries);
                        (
                            self.versions.map(|version| {
                                version.and_then(|version| version.activities.get(identity))
                            }),
                            &own,
                        )
                    }
                    (value, _) => (by_name.get(number).copied().unwrap_or_default(), value),
                };
            let Some((lead, body)) =
                self.chunk(found, value, level.below(None), column, is_first, cuts)
            else {
                continue;
            };
            is_first = false;
            out += &lead;
            out += &body;
        }
        (!is_first).then(|| out + &self.tail(cuts, column))
    }

    /// The items that become those that are meant.
    fn by_name<'c>(
        &self,
        cuts: &'c WeaveMatch<Cut<'d, 's>>,
        meant: &[ValueItem],
    ) -> Vec<Chunks<'c, 'd, 's>> {
        let values = |cut: &Option<Cut<'_, '_>>| -> Vec<ValueItem> {
            let chunks = cut.iter().flat_map(|cut| &cut.chunks);
            chunks.map(|chunk| ValueItem { origin: None, value: Value::of(chunk.node) }).collect()
        };
        let [base, ours, theirs] = cuts.each_ref().map(values);
        let mut all = names(&[meant, &base, &ours, &theirs]).into_iter();
        let wanted = all.next().unwrap_or_default();
        let mut found: Vec<Chunks<'c, 'd, 's>> = vec![Default::default(); wanted.len()];
        for (side, (names, cut)) in all.zip(cuts).enumerate() {
            let chunks = cut.iter().flat_map(|cut| &cut.chunks);
            let by_name: HashMap<_, _> = names.into_iter().zip(chunks).collect();
            for (name, found) in wanted.iter().zip(&mut found) {
                if let Some(place) = found.get_mut(side) {
                    *place = by_name.get(name).copied();
                }
            }
        }
        found
    }

    fn tail(&self, cuts: &WeaveMatch<Cut<'d, 's>>, column: usize) -> String {
        let tails = Self::each(cuts, |side, cut| {
            Some(shifted(self.slice(side, &cut.tail), cut.column.unwrap_or(column), column))
        });
        lines(tails.each_ref().map(Option::as_deref))
    }

    /// The lines above a chunk, and its own. `None` where no side has it.
    fn chunk(
        &self,
        found: Chunks<'_, 'd, 's>,
        meant: &Value,
        level: WeaveLevel,
        column: usize,
        is_first: bool,
        cuts: &WeaveMatch<Cut<'d, 's>>,
    ) -> Option<(String, String)> {
        if let [_, None, None] = found {
            return None;
        }
        let leads = Self::each(&found, |side, chunk| {
            Some(shifted(self.slice(side, &chunk.lead), chunk.column, column))
        });
        let rests = leads.each_ref().map(|lead| lead.as_deref().map(|lead| blanks(lead).1));
        let blank = "\n".repeat(self.blank_lines(&found, is_first, cuts));
        Some((blank + &lines(rests), self.body(found, meant, level, column)))
    }

    /// How many empty lines stand above a chunk: as on its side, unless it comes to stand first in
    /// its list, or stood first there.
    fn blank_lines(
        &self,
        found: &Chunks<'_, 'd, 's>,
        is_first: bool,
        cuts: &WeaveMatch<Cut<'d, 's>>,
    ) -> usize {
        let count = |side: usize, chunk: &Chunk<'d, 's>| blanks(self.slice(side, &chunk.lead)).0;
        let numbered = |at: usize| {
            let of = |side: usize| {
                cuts.get(side)
                    .and_then(Option::as_ref)
                    .and_then(|cut| cut.chunks.get(at))
                    .map(|chunk| count(side, chunk))
            };
            of(1).or_else(|| of(2))
        };
        let [base, ours, theirs] = [0, 1, 2].map(|side| {
            found
                .get(side)
                .copied()
                .flatten()
                .filter(|chunk| chunk.is_first == is_first)
                .map(|chunk| count(side, chunk))
        });
        match (ours, theirs) {
            (Some(ours), Some(theirs)) if base == Some(ours) => theirs,
            (Some(ours), _) => ours,
            (None, Some(theirs)) => theirs,
            (None, None) => numbered(usize::from(!is_first)).unwrap_or(0),
        }
    }

    pub(super) fn says(chunk: &Chunk<'_, '_>, meant: &Value) -> bool {
        same(&Value::behind(key(chunk).unwrap_or(""), chunk.node), meant)
    }

    fn body(
        &self,
        found: Chunks<'_, 'd, 's>,
        meant: &Value,
        level: WeaveLevel,
        column: usize,
    ) -> String {
        if level == WeaveLevel::Other {
            let texts = Self::each(&found, |side, chunk| {
                Some(self.text(side, chunk, chunk.body.clone(), column))
            });
            let says = |side: usize| {
                found.get(side).copied().flatten().is_some_and(|chunk| Self::says(chunk, meant))
            };
            let whole = match &texts {
                [_, Some(ours), Some(theirs)] if ours == theirs => says(1).then_some(ours),
                [Some(base), Some(ours), Some(theirs)] if base == ours => says(2).then_some(theirs),
                [Some(base), Some(ours), Some(theirs)] if base == theirs => says(1).then_some(ours),
                [_, Some(ours), None] => says(1).then_some(ours),
                [_, None, Some(theirs)] => says(2).then_some(theirs),
                _ => None,
            };
            if let Some(whole) = whole {
                return whole.clone();
            }
        }
        self.opened(found, meant, level, column)
            .unwrap_or_else(|| self.leaf(found, meant, level, column))
    }

    /// Some lines of a chunk in another column, and without the `-` before its key.
    pub(super) fn text(
        &self,
        side: usize,
        chunk: &Chunk<'d, 's>,
        range: Range<usize>,
        column: usize,
    ) -> String {
        let written = self.slice(side, &range);
        match chunk
            .dash
            .and_then(|dash| dash.checked_sub(range.start))
            .and_then(|dash| written.split_at_checked(dash))
        {
            Some((before, rest)) if rest.starts_with('-') => {
                shifted(&format!("{before} {}", rest.get(1..).unwrap_or("")), chunk.column, column)
            }
            _ => shifted(written, chunk.column, column),
        }
    }

    /// A chunk put together from what it is made of.
    fn opened(
        &self,
        found: Chunks<'_, 'd, 's>,
        meant: &Value,
        level: WeaveLevel,
        column: usize,
    ) -> Option<String> {
        let mut cuts: WeaveMatch<Cut<'d, 's>> = Default::default();
        for (side, (chunk, place)) in found.iter().zip(&mut cuts).enumerate() {
            let Some(chunk) = chunk else { continue };
            *place = self.cutter(side).and_then(|cutter| cutter.open(chunk));
            // What the base alone has written in another way is no reason to give up.
            if place.is_none() && side > 0 {
                return None;
            }
        }
        let by_column = |side: usize| {
            let inner = cuts.get(side)?.as_ref()?.column?;
            inner.checked_sub(found.get(side).copied().flatten()?.column)
        };
        let is_item = found.iter().flatten().any(|chunk| chunk.key.is_none());
        let own = |side: usize| self.cutter(side)?.offset(found.get(side).copied().flatten()?);
        let offsets = [0, 1, 2].map(|side| if is_item { own(side) } else { by_column(side) });
        let offset = match offsets {
            // Who has indented the file anew is followed.
            [base, Some(ours), Some(theirs)] => {
                if base == Some(ours) {
                    theirs
                } else {
                    ours
                }
            }
            [base, ours, theirs] => {
                ours.or(theirs).or(base.filter(|_| !is_item)).or((!is_item).then_some(2))?
            }
        };
        match meant {
            Value::Map(entries) if is_item => {
                let (lead, rest) = self.map(&cuts, entries, level, column + offset)?;
                let (indent, behind) = rest
                    .split_at_checked(column + 1)
                    .filter(|(indent, _)| indent.bytes().all(|byte| byte == b' '))?;
                Some(shifted(&lead, offset, 0) + indent.get(1..)? + "-" + behind)
            }
            Value::Map(entries) => {
                let (lead, rest) = self.map(&cuts, entries, level, column + offset)?;
                Some(self.head(&found, &cuts, column, "")? + &lead + &rest)
            }
            Value::List(items) if items.is_empty() => {
                Some(self.head(&found, &cuts, column, " []")? + &self.tail(&cuts, column + offset))
            }
            Value::List(items) => {
                let below = self.list(&cuts, items, level, column + offset)?;
                Some(self.head(&found, &cuts, column, "")? + &below)
            }
            _ => None,
        }
    }

    /// The line of a key behind which a block begins, or an empty list stands.
    fn head(
        &self,
        found: &Chunks<'_, 'd, 's>,
        cuts: &WeaveMatch<Cut<'d, 's>>,
        column: usize,
        nothing: &str,
    ) -> Option<String> {
        let parts = |side: usize, chunk: &Chunk<'d, 's>| {
            let cutter = self.cutter(side)?;
            let line = cutter.head(chunk);
            let is_empty = !nothing.is_empty() || cuts.get(side)?.as_ref()?.column.is_none();
            let colon = cutter.colon(chunk)?;
            let end =
                if is_empty { colon } else { line.find(" #").unwrap_or(line.len()).max(colon) };
            let behind = line.get(end..)?;
            let note = if is_empty {
                behind.find(" #").and_then(|at| behind.get(at..)).unwrap_or("")
            } else {
                behind
            };
            let start = chunk.body.start;
            Some((self.text(side, chunk, start..start + end, column), note))
        };
        let all = [0, 1, 2]
            .map(|side| found.get(side).copied().flatten().and_then(|chunk| parts(side, chunk)));
        let note = comment(all.each_ref().map(|part| part.as_ref().map(|(_, note)| *note)));
        let [base, ours, theirs] = all.map(|part| part.map(|(code, _)| code));
        let code = match (ours, theirs) {
            (Some(ours), Some(theirs)) => {
                if base.as_ref() == Some(&ours) {
                    theirs
                } else {
                    ours
                }
            }
            (ours, theirs) => ours.or(theirs)?,
        };
        Some(format!("{code}{nothing}{note}\n"))
    }
}
