//! The place of a syntax error as people see it.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Message};
use crate::format::rule;
use crate::text::Span;

/// A fault of syntax as people see it: where the mistake was made, which is often before the parser
/// stumbles.
pub(super) struct SyntaxErrorPlace {
    pub range: Range<usize>,
    pub message: Message,
    pub help: Option<Message>,
    /// A description of the place where the parser stopped, if it is another place.
    pub seen_at_fault: Option<Message>,
}

/// A fault of syntax.
pub(super) fn syntax(span: Span, message: Message) -> Diagnostic {
    Diagnostic::new(rule::SYNTAX, span, message)
}

impl SyntaxErrorPlace {
    pub(super) fn at(range: Range<usize>, message: Message, help: Option<Message>) -> Self {
        SyntaxErrorPlace { range, message, help, seen_at_fault: None }
    }
}
