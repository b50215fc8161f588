//! Rewrites the text of a document so that some of its places have new values, and keeps every
//! other byte.

mod list;
mod rewriter;
mod value;

pub use rewriter::UneditableNode;

use rewriter::Rewriter;

use crate::diagnostic::message;
use crate::edit::extent::{lacks_break, open_block};
use crate::edit::layout::Layout;
use crate::edit::locate::NodePath;
use crate::edit::splices::Splices;
use crate::edit::value::Change;
use crate::format::yaml::{Document, parse};
use crate::text::{Span, apply};

/// Returns the text of a document in which these places have new values; every other byte stays.
///
/// # Errors
/// If a value is an alias or has an anchor that others use, and for notations that are too rare to
/// be changed safely.
pub fn rewrite(
    document: &Document<'_>,
    text: &str,
    changes: &[(NodePath<'_, '_>, Change)],
) -> Result<String, UneditableNode> {
    let layout = Layout { text, line_break: document.line_break() };
    let anchors =
        document.aliases().map(|(_, anchor)| ((anchor.start, anchor.end), anchor)).collect();
    let mut rewriter = Rewriter { layout, anchors, splices: Splices::default() };
    for (place, meant) in changes {
        rewriter.place(place, meant)?;
    }
    let nowhere = || {
        let why = message!("edit.out-of-range", "internal error: an edit is out of range");
        UneditableNode { span: Span::top_of(document.file()), why }
    };
    if let Some(open) = open_block(document, text)
        && rewriter.splices.continue_behind(open.end)
        && !rewriter.splices.touch(open.sign.start, open.end)
    {
        rewriter.splices.replace(open.sign, "-".to_owned());
    }
    let mut is_open = rewriter.splices.end_in_block(text.len());
    let is_cut = rewriter.splices.cut_off(text.trim_end().len());
    let mut new = apply(text, &rewriter.splices.into_edits(document.file())).ok_or_else(nowhere)?;
    // The text after a block, and its line break, may have been removed.
    if is_cut && !is_open && !text.ends_with('\n') {
        is_open = lacks_break(&parse(document.file(), &new).0, &new);
    }
    // The last line of a block needs a line break.
    if is_open {
        new += document.line_break();
    }
    Ok(new)
}
