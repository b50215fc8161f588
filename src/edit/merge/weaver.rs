//! The weaver of three versions, and how the lines of each are looked up.

use std::ops::Range;

use super::cut::{Chunk, Cutter};
use super::parts::BracketPart;
use super::same::same;
use super::trivia::shifted;
use super::weave_version::{WeaveMatch, WeaveVersion, key};
use crate::edit::value::Value;

pub(super) struct Weaver<'v, 'd, 's> {
    pub(super) versions: WeaveMatch<&'v WeaveVersion<'d, 's>>,
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

    /// Returns a text of each version, in a column.
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

    pub(super) fn says(chunk: &Chunk<'_, '_>, meant: &Value) -> bool {
        same(&Value::behind(key(chunk).unwrap_or(""), chunk.node), meant)
    }

    /// Returns some lines of a chunk in another column, and without the `-` before its key.
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
}
