//! Invisible characters outside of texts: in the indent of a line, after a colon or a `-`, outside
//! of quotes and brackets.
//!
//! They are searched for only in a file with an error. Characters inside a plain text are checked
//! by the reader of that text.

use std::ops::Range;

use super::document::Document;
use super::error_place::syntax;
use super::invisible_scan::{MOST, unseen_between};
use super::parser::{by_library, by_library_until};
use crate::diagnostic::{Diagnostic, fix_takes_it_out, message, unseen_label};
use crate::text::{Edit, Shifts, Span, apply, first_unseen};

impl<'s> Document<'s> {
    /// Reads the text again up to the first invisible character. The errors name each of these
    /// characters, and the syntax errors that remain without them. Returns `None` if there are
    /// none, or if the text was read so already.
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

/// Reports the character that an edit removes.
fn fault(text: &str, edit: &Edit) -> Diagnostic {
    let first = text
        .get(edit.span.start as usize..)
        .and_then(|rest| rest.chars().next())
        .unwrap_or_default();
    let message = message!(
        "syntax.unseen",
        "invisible character: {character}",
        character = unseen_label(first)
    );
    let help = if edit.text.is_empty() {
        fix_takes_it_out()
    } else {
        message!("syntax.fix-puts-a-space", "`workplan check --fix` replaces it with a space")
    };
    Diagnostic { fix: Some(edit.clone()), ..syntax(edit.span, message).help(help) }
}

#[cfg(test)]
mod tests;
