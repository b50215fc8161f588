//! Something that can be typed at a place.

use crate::text::Span;

/// Something that can be typed.
pub struct Completion {
    /// What is shown, and searched by what is typed.
    pub label: String,
    /// What it means, or is called.
    pub detail: String,
    /// The text to insert, with `$1` where one goes on to type and `\n` in the columns of the key.
    pub snippet: String,
    /// The text to insert where the editor knows no snippets.
    pub plain: String,
    /// What it takes the place of.
    pub span: Span,
    /// What it is.
    pub kind: CompletionKind,
}

/// What is completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A key.
    Key,
    /// One of a few words.
    Word,
    /// An id.
    Id,
    /// A date.
    Date,
}
