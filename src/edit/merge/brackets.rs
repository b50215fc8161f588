//! Merges values in brackets that both sides have changed, from the lines of both, so that the
//! comments inside stay.

use super::comments::MergeComments;
use super::item_name::{IDENTITY, names};
use super::parts::{BracketPart, BracketParts};
use super::plan_table::without_identities;
use super::same::same;
use super::trivia::{comment, lines, shifted};
use super::weave_version::{WeaveLevel, WeaveMatch};
use super::weaver::Weaver;
use crate::edit::value::{Value, ValueItem};
use crate::format::yaml::Node;

/// A list or a mapping in brackets in three versions: each with the column that its lines are
/// counted from.
type ThreeNodes<'d, 's> = WeaveMatch<(Node<'d, 's>, usize)>;

/// A text between brackets, line by line.
struct BracketWriter {
    out: String,
    column: usize,
    /// A comment ends the line.
    is_full: bool,
}

impl BracketWriter {
    fn line(&mut self, column: usize) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', column));
        self.is_full = false;
    }

    /// Lines of comments, and the beginning of the next line.
    fn notes(&mut self, notes: &str, column: usize) {
        for note in notes.lines() {
            self.line(if note.is_empty() { 0 } else { self.column });
            self.out += note;
        }
        self.line(column);
    }

    fn beside(&mut self, note: &str) {
        if !note.trim().is_empty() {
            self.out.push_str(if note.starts_with('#') { " " } else { "" });
            self.out += note;
            self.is_full = true;
        }
    }
}

impl<'d, 's> Weaver<'_, 'd, 's> {
    /// Returns the text of a list or a mapping in brackets, in a column, if at least one version
    /// holds comments. Returns `None` if a side has written it in another way.
    pub(super) fn brackets(
        &self,
        nodes: &ThreeNodes<'d, 's>,
        meant: &Value,
        level: WeaveLevel,
        column: usize,
    ) -> Option<String> {
        let text = |side: usize, node: Node<'_, '_>| {
            self.slice(side, &(node.span().start as usize..node.span().end as usize))
        };
        let fragments = [0, 1, 2].map(|side| {
            nodes.get(side).copied().flatten().map_or("", |(node, _)| text(side, node))
        });
        if !fragments.iter().any(|fragment| fragment.contains('#')) {
            return None;
        }
        let mut parts: WeaveMatch<BracketParts<'d, 's>> = Default::default();
        for (side, place) in parts.iter_mut().enumerate() {
            let Some((node, from)) = nodes.get(side).copied().flatten() else { continue };
            *place = BracketParts::of(self.cutter(side)?.layout(), node, from);
            if place.is_none() && side > 0 {
                return None;
            }
        }
        self.between(&parts, fragments, meant, level, column)
    }

    fn between(
        &self,
        parts: &WeaveMatch<BracketParts<'d, 's>>,
        fragments: [&str; 3],
        meant: &Value,
        level: WeaveLevel,
        column: usize,
    ) -> Option<String> {
        let [_, ours, theirs] = parts;
        // The side with more lines is followed.
        let lines_of = |side: &&BracketParts<'_, '_>| {
            side.all.iter().filter(|part| part.begins_line).count()
                + usize::from(side.closing.is_some())
        };
        let frame = match (ours, theirs) {
            (Some(ours), Some(theirs)) => {
                if lines_of(&ours) == 0 && lines_of(&theirs) > 0 {
                    theirs
                } else {
                    ours
                }
            }
            (ours, theirs) => ours.as_ref().or(theirs.as_ref())?,
        };
        let to = |own: usize| (own + column).saturating_sub(frame.from);
        let mut page = BracketWriter {
            out: String::new(),
            column: frame.column.map_or(column + 2, to),
            is_full: false,
        };
        let (open, close, wanted) = match meant {
            Value::List(items) => ('[', ']', self.items(parts, items, level)),
            Value::Map(entries) => {
                let find = |side: &Option<BracketParts<'d, 's>>, key: &str| {
                    let mut all = side.iter().flat_map(|parts| &parts.all);
                    all.find(|part| part.key.is_some_and(|own| own.as_str() == key)).cloned()
                };
                let own = entries.iter().filter(|entry| entry.key != IDENTITY);
                let found = own.map(|entry| {
                    (
                        parts.each_ref().map(|side| find(side, &entry.key)),
                        entry.value.clone(),
                        level.below(Some(&entry.key)),
                    )
                });
                ('{', '}', found.collect())
            }
            _ => return None,
        };
        page.out.push(open);
        page.beside(&comment(
            parts.each_ref().map(|side| side.as_ref().map(|side| side.head.as_str())),
        ));
        let mut behind: Option<String> = None;
        let is_tall = frame.is_tall();
        for (found, value, level) in wanted {
            let [_, own, other] = &found;
            let Some(first) = own.as_ref().or(other.as_ref()) else { continue };
            let is_first = behind.is_none();
            if let Some(note) = behind.take() {
                page.out.push(',');
                page.beside(&note);
            }
            let above =
                lines(found.each_ref().map(|part| part.as_ref().map(|part| part.above.as_str())));
            let begins_line = first.begins_line || is_tall && !is_first || page.is_full;
            if begins_line || !above.is_empty() {
                page.notes(&above, page.column);
            } else {
                page.out += if is_first { frame.padding } else { " " };
            }
            page.out += &self.part(&found, &value, level, column);
            behind = Some(comment(
                found.each_ref().map(|part| part.as_ref().map(|part| part.beside.as_str())),
            ));
        }
        if let Some(note) = behind {
            page.out += if frame.has_last_comma { "," } else { "" };
            page.beside(&note);
        }
        let tail = lines(parts.each_ref().map(|side| side.as_ref().map(|side| side.tail.as_str())));
        // Comments that all three versions have and the merged text lacks, such as a comment that
        // one side has moved above removed text.
        let draft = format!("{}\n{tail}{close}", page.out);
        let lost = MergeComments::new(fragments).lost(&[&draft]);
        let of_all =
            lost.into_iter().filter(|note| fragments.iter().all(|text| text.contains(note)));
        let tail = of_all.fold(tail, |tail, note| tail + note + "\n");
        if frame.closing.is_some() || !tail.is_empty() || page.is_full {
            page.notes(&tail, frame.closing.map_or(column + 2, to));
        } else {
            page.out += frame.padding;
        }
        page.out.push(close);
        Some(page.out)
    }

    /// Merges the items.
    fn items(
        &self,
        parts: &WeaveMatch<BracketParts<'d, 's>>,
        meant: &[ValueItem],
        level: WeaveLevel,
    ) -> Vec<(WeaveMatch<BracketPart<'d, 's>>, Value, WeaveLevel)> {
        let below = level.below(None);
        let all = |side: &Option<BracketParts<'d, 's>>| {
            side.iter().flat_map(|parts| parts.all.iter().cloned()).collect::<Vec<_>>()
        };
        let is_table = level == WeaveLevel::Activities
            && meant.iter().all(|item| item.value.get(IDENTITY).is_some());
        if is_table {
            let identity = |item: &ValueItem| {
                item.value.get(IDENTITY).and_then(Value::as_text).unwrap_or("").to_owned()
            };
            return meant
                .iter()
                .map(|item| (self.in_brackets(&identity(item)), item.value.clone(), below))
                .collect();
        }
        let sides = parts.each_ref().map(all);
        let values = |side: &Vec<BracketPart<'_, '_>>| {
            side.iter()
                .map(|part| ValueItem { origin: None, value: Value::of(part.node) })
                .collect::<Vec<_>>()
        };
        let [base, ours, theirs] = sides.each_ref().map(values);
        let mut names = names(&[meant, &base, &ours, &theirs]).into_iter();
        let wanted = names.next().unwrap_or_default();
        let known: Vec<std::collections::HashMap<_, _>> =
            names.zip(&sides).map(|(names, side)| names.into_iter().zip(side).collect()).collect();
        let found = |name| {
            [0, 1, 2].map(|side| {
                known
                    .get(side)
                    .and_then(|known| known.get(name))
                    .map(|part| BracketPart::clone(part))
            })
        };
        wanted
            .iter()
            .zip(meant)
            .map(|(name, item)| (found(name), item.value.clone(), below))
            .collect()
    }

    /// Merges a key with its value, or an item: taken from the side with the merged value, or put
    /// together.
    fn part(
        &self,
        found: &WeaveMatch<BracketPart<'d, 's>>,
        meant: &Value,
        level: WeaveLevel,
        column: usize,
    ) -> String {
        let moved = |side: usize, part: &BracketPart<'d, 's>, end: usize| {
            let text = self.slice(side, &(part.code.start..end));
            match text.split_once('\n') {
                Some((first, below)) => format!("{first}\n{}", shifted(below, part.from, column)),
                None => text.to_owned(),
            }
        };
        let texts = Self::each(found, |side, part| Some(moved(side, part, part.code.end)));
        let says = |part: &Option<BracketPart<'_, '_>>| {
            let key = |part: &BracketPart<'_, '_>| part.key.map_or("", Node::as_str).to_owned();
            part.as_ref().is_some_and(|part| {
                same(&Value::behind(&key(part), part.node), &without_identities(meant))
            })
        };
        let [_, own, other] = found;
        let (is_ours, is_theirs) = (says(own), says(other));
        let whole = match &texts {
            [_, Some(ours), Some(theirs)] if ours == theirs => is_ours.then_some(ours),
            [Some(base), Some(ours), Some(theirs)] if base == ours => is_theirs.then_some(theirs),
            [Some(base), Some(ours), Some(theirs)] if base == theirs => is_ours.then_some(ours),
            [_, Some(ours), None] => is_ours.then_some(ours),
            [_, None, Some(theirs)] => is_theirs.then_some(theirs),
            _ => None,
        };
        if let Some(whole) = whole {
            return whole.clone();
        }
        let nodes = found.each_ref().map(|part| part.as_ref().map(|part| (part.node, part.from)));
        let lead = |side: usize, part: &BracketPart<'d, 's>| {
            moved(side, part, part.node.span().start as usize)
        };
        if let Some(woven) = self.brackets(&nodes, meant, level, column) {
            let lead = own
                .as_ref()
                .map(|part| lead(1, part))
                .or_else(|| other.as_ref().map(|part| lead(2, part)));
            return lead.unwrap_or_default() + &woven;
        }
        let [_, ours, theirs] = texts;
        let (first, second) = if is_theirs && !is_ours { (theirs, ours) } else { (ours, theirs) };
        first.or(second).unwrap_or_default()
    }
}
