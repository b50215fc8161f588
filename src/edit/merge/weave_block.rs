//! A key or an item put together from the keys and items below it.

use super::cut::{Chunk, Cut};
use super::trivia::{comment, shifted};
use super::weave_version::{WeaveLevel, WeaveMatch};
use super::weaver::{Chunks, Weaver};
use crate::edit::value::Value;

impl<'d, 's> Weaver<'_, 'd, 's> {
    /// Puts a chunk together from its parts.
    pub(super) fn opened(
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
            // A chunk that only the base has written in another way is no obstacle.
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
            // The side with the new indent is followed.
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

    /// Returns the line of a key that has a block below it or an empty list.
    pub(super) fn head(
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
