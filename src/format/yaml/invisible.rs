//! Characters that cannot be seen where no text stands: in the indent of a line, behind a colon or
//! a `-`, outside of quotes and brackets.
//!
//! They are looked for only in a file that is wrong in some way. What belongs to a plain text is
//! left to whoever reads that text.

use std::ops::Range;

use super::document::Document;
use super::error_place::syntax;
use super::invisible_scan::{MOST, unseen_between};
use super::parser::{by_library, by_library_until};
use crate::diagnostic::{Diagnostic, fix_takes_it_out, message};
use crate::text::{Edit, Shifts, Span, apply, first_unseen, unseen_label};

impl<'s> Document<'s> {
    /// Reads the text anew where it holds such characters: up to the first of them. The faults are
    /// all of them, and what is wrong with the syntax without them. `None` where there are none,
    /// and where that has been done.
    pub fn unseen(&self) -> Option<(Document<'s>, Vec<Diagnostic>)> {
        if self.breaks_off || first_unseen(self.text).is_none() {
            return None;
        }
        let (file, text) = (self.file, self.text);
        let found = unseen_between(text);
        let first = found.first()?.0.start;
        let edit = |(range, instead): &(Range<usize>, String)| {
            Edit::new(Span::new(file, range.start as u32, range.end as u32), instead.clone())
        };
        let edits: Vec<Edit> = found.iter().map(edit).collect();
        let right = apply(text, &edits)?;
        let shifts = Shifts::of(&edits);
        let before = |span: Span| {
            let old = shifts.before(span.start..span.end);
            Span::new(file, old.start, old.end)
        };
        let (_, mut others) = by_library(file, &right);
        for fault in &mut others {
            fault.span = before(fault.span);
            fault.labels.iter_mut().for_each(|label| label.span = before(label.span));
            fault.fix.iter_mut().for_each(|fix| fix.span = before(fix.span));
        }
        let mut faults: Vec<Diagnostic> =
            edits.into_iter().take(MOST).map(|edit| fault(text, &edit)).collect();
        faults.append(&mut others);
        Some((by_library_until(file, text, first), faults))
    }
}

/// Says what stands in the place of an edit that takes it out.
fn fault(text: &str, edit: &Edit) -> Diagnostic {
    let first = text
        .get(edit.span.start as usize..)
        .and_then(|rest| rest.chars().next())
        .unwrap_or_default();
    let message = message!(
        "syntax.unseen",
        "a character that cannot be seen stands here: {character}",
        character = unseen_label(first)
    );
    let help = if edit.text.is_empty() {
        fix_takes_it_out()
    } else {
        message!("syntax.fix-puts-a-space", "`workplan check --fix` puts a space in its place")
    };
    Diagnostic { fix: Some(edit.clone()), ..syntax(edit.span, message).help(help) }
}

#[cfg(test)]
mod tests;
