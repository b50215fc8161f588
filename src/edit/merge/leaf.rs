//! Merges the lines of a value that is not put together from parts.

use super::comments::MergeComments;
use super::trivia::{comment, lines, shifted};
use super::weave_version::{WeaveLevel, WeaveMatch};
use super::weaver::{Chunks, Weaver};
use crate::edit::value::Value;

impl<'d, 's> Weaver<'_, 'd, 's> {
    /// Returns a chunk that is not put together: the lines of the side with the merged value, with
    /// the comments of both sides after and below them.
    pub(super) fn leaf(
        &self,
        found: Chunks<'_, 'd, 's>,
        meant: &Value,
        level: WeaveLevel,
        column: usize,
    ) -> String {
        let (mut codes, mut notes, mut below): (
            WeaveMatch<String>,
            WeaveMatch<&str>,
            WeaveMatch<String>,
        ) = Default::default();
        // The part of the text that a side's comment follows.
        let mut marks = [None; 3];
        for (side, chunk) in found.iter().enumerate() {
            let Some((chunk, cutter)) = chunk.as_ref().zip(self.cutter(side)) else { continue };
            let end = cutter.code_end(chunk);
            let (head, line) = cutter.header(chunk).unwrap_or((end, cutter.line_end(end)));
            let code = self.text(side, chunk, chunk.body.start..head, column);
            let mark = if head < end && line < end { Some(code.len()) } else { None };
            let rest = if mark.is_some() {
                shifted(self.slice(side, &(line..end)), chunk.column, column)
            } else {
                String::new()
            };
            let next = cutter.next_line(end);
            if let (Some(codes), Some(notes), Some(below), Some(place)) =
                (codes.get_mut(side), notes.get_mut(side), below.get_mut(side), marks.get_mut(side))
            {
                *codes = Some(code + &rest);
                *notes = Some(self.slice(side, &(head..line)));
                *below =
                    Some(shifted(self.slice(side, &(next..chunk.body.end)), chunk.column, column));
                *place = mark;
            }
        }
        let says = |side: usize| {
            found.get(side).copied().flatten().is_some_and(|chunk| Self::says(chunk, meant))
        };
        let chosen = match &codes {
            [base, Some(ours), Some(_)] => {
                if base.as_ref() == Some(ours) && says(2) || !says(1) && says(2) { 2 } else { 1 }
            }
            [_, Some(_), None] => 1,
            [_, None, Some(_)] => 2,
            _ => return String::new(),
        };
        let woven = self.brackets(
            &found.map(|chunk| chunk.map(|chunk| (chunk.node, chunk.column))),
            meant,
            level,
            column,
        );
        let before = |side: usize| {
            let chunk = found.get(side).copied().flatten()?;
            Some(self.text(side, chunk, chunk.body.start..chunk.node.span().start as usize, column))
        };
        let (note, below) = (comment(notes), lines(below.each_ref().map(Option::as_deref)));
        if let Some(woven) = woven.and_then(|woven| Some(before(1).or_else(|| before(2))? + &woven))
        {
            return format!("{woven}{note}\n{below}");
        }
        let (side, mut lost) = fullest(&codes, chosen, says(1) || says(2));
        let code = codes.get(side).and_then(Option::as_deref).unwrap_or("");
        let (code, rest) = marks
            .get(side)
            .copied()
            .flatten()
            .and_then(|mark| code.split_at_checked(mark))
            .unwrap_or((code, ""));
        let is_open = found
            .get(side)
            .copied()
            .flatten()
            .zip(self.cutter(side))
            .is_some_and(|(chunk, cutter)| cutter.is_open(chunk));
        // After a block it would become text.
        let beside = if is_open && rest.is_empty() { "" } else { note.as_str() };
        if beside.len() < note.len() && !note.trim().is_empty() {
            lost.push(note.trim());
        }
        let lost: String =
            lost.iter().map(|note| format!("{}{note}\n", " ".repeat(column))).collect();
        format!("{code}{beside}{rest}\n{lost}{below}")
    }
}

/// Returns the text that keeps more of the comments inside, unless it is certain which side has the
/// merged value; and the comments that it lacks.
fn fullest(codes: &WeaveMatch<String>, chosen: usize, is_certain: bool) -> (usize, Vec<&str>) {
    let ([_, Some(ours), Some(theirs)], true) =
        (codes, codes.iter().flatten().any(|code| code.contains('#')))
    else {
        return (chosen, Vec::new());
    };
    let remarks = MergeComments::new(codes.each_ref().map(|code| code.as_deref().unwrap_or("")));
    let (of_ours, of_theirs) = (remarks.lost(&[ours]), remarks.lost(&[theirs]));
    match chosen {
        1 if is_certain || of_ours.len() <= of_theirs.len() => (1, of_ours),
        _ => (2, of_theirs),
    }
}
