//! Errors in a text apart from its structure: forbidden characters, errors of the parser, and lines
//! with too little indent.

use granit_parser::ScanError;

use super::error_place::{SyntaxErrorPlace, syntax};
use super::explain::tab_for_spaces;
use super::indent::{column, too_far_left};
use super::scan::refused_characters;
use super::syntax_error::place;
use super::tree_builder::TreeBuilder;
use crate::diagnostic::{Diagnostic, Label, fix_takes_it_out, message};
use crate::text::{Edit, Span};

/// How many refused characters are reported one by one.
pub(super) const MAX_REFUSED: usize = 100;

impl TreeBuilder<'_> {
    pub(super) fn refuse_characters(&mut self) {
        let text = self.document.text;
        if text.starts_with("\u{feff}\u{feff}") {
            let second = self.span('\u{feff}'.len_utf8(), 2 * '\u{feff}'.len_utf8());
            let fault = syntax(
                second,
                message!(
                    "syntax.second-byte-order-mark",
                    "there is a second byte-order mark U+FEFF here"
                ),
            );
            self.faults.push(Diagnostic {
                fix: Some(Edit::new(second, "")),
                ..fault.help(fix_takes_it_out())
            });
        }
        let mut found = refused_characters(text);
        for (range, c) in found.by_ref().take(MAX_REFUSED) {
            let span = self.span(range.start, range.end);
            let code = format!("{:04X}", c as u32);
            let message = match c.is_control() {
                true => message!("syntax.control-character", "control character U+{code}", code),
                false => message!(
                    "syntax.reversing-character",
                    "character that reverses the direction of text U+{code}",
                    code
                ),
            };
            let fix = Some(Edit::new(span, ""));
            let help = message!("syntax.delete-character", "delete it");
            self.faults.push(Diagnostic { fix, ..syntax(span, message).help(help) });
        }
        let rest = found.count();
        if let (Some(last), 1..) = (self.faults.last_mut(), rest) {
            last.message = message!(
                "syntax.more-characters",
                "{first}, and {rest} more such characters in this file",
                first = last.message.clone(),
                rest
            );
        }
    }

    /// Reports a tab between the `-` of an item and the first key of its mapping.
    pub(super) fn refuse_tab_behind_dash(&mut self, start: usize) {
        let before = self.document.text.get(..start).unwrap_or("");
        let lead = before.trim_end_matches([' ', '\t']);
        let gap = before.get(lead.len()..).unwrap_or("");
        if lead.ends_with('-') && gap.contains('\t') {
            let span = self.span(lead.len(), start);
            let help = message!(
                "syntax.fix-puts-a-space-there",
                "`workplan check --fix` puts a space there"
            );
            let fault = syntax(span, tab_for_spaces()).help(help);
            self.faults.push(Diagnostic { fix: Some(Edit::new(span, " ")), ..fault });
        }
    }

    pub(super) fn parser_fault(&mut self, error: &ScanError) {
        // Errors inside too deep nesting are often only its consequences.
        if self.too_deep > 0 {
            return;
        }
        let text = self.document.text;
        let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
        let mut open = self
            .open
            .iter()
            .filter_map(|open| self.document.entries.get(open.node as usize))
            .map(|entry| entry.start as usize);
        let place = place(error.kind(), text, self.last_end as usize, at, open.next_back());
        let span = self.span(place.range.start, place.range.end);
        let reason = self.span(at, at);
        let labels = place
            .seen_at_fault
            .map(|seen| Label { span: reason, message: seen })
            .into_iter()
            .collect();
        self.faults.push(Diagnostic { help: place.help, labels, ..syntax(span, place.message) });
    }

    /// Reports a fault, and reads nothing.
    pub(super) fn stop_at(&mut self, place: SyntaxErrorPlace) {
        let span = self.span(place.range.start, place.range.end);
        self.faults.push(Diagnostic { help: place.help, ..syntax(span, place.message) });
        self.document.broken = true;
    }

    /// Reports the lines of a value in brackets or quotes that are not indented more than its
    /// parent. YAML forbids them, and other readers refuse the file.
    pub(super) fn hold_indent(&mut self, start: u32, end: u32) {
        if self.open.iter().any(|open| open.in_brackets) {
            return;
        }
        let Some(parent) =
            self.open.last().and_then(|open| self.document.entries.get(open.node as usize))
        else {
            return;
        };
        let (text, file) = (self.document.text, self.document.file);
        let least = column(text, parent.start as usize) + 1;
        for blank in too_far_left(text, start as usize..end as usize, least).take(MAX_REFUSED) {
            let span = Span::new(file, blank.start as u32, blank.end as u32);
            let place = Span { start: span.end, ..span };
            let fault = syntax(
                place,
                message!(
                    "syntax.value-indent",
                    "this line belongs to the value above, but is not indented more than the key of that value"
                ),
            );
            let fix = Some(Edit::new(span, " ".repeat(least + 1)));
            let help = message!("syntax.indent-further", "indent it further, with spaces");
            self.faults.push(Diagnostic { fix, ..fault.help(help) });
        }
    }
}
