//! Reads the top mapping of a file and its version.

use super::quoted::shortened;
use super::reader::{Fields, Reader};
use crate::diagnostic::{Diagnostic, message};
use crate::format::keys::{KeyTable, PLAN};
use crate::format::rule;
use crate::format::yaml::{Document, Node};
use crate::text::{Edit, Span};

/// The version of the format that this program reads.
const SCHEMA: u64 = 1;

impl<'d> Reader<'d> {
    /// Returns the top mapping of a file, if the program supports the file's version.
    ///
    /// A file without `schema` is read as schema 1, and the missing key is reported: the rest is
    /// not in doubt.
    pub(super) fn root<'s>(
        &mut self,
        document: &'d Document<'s>,
        table: &'static KeyTable,
        schema: impl Into<usize>,
    ) -> Option<Fields<'d, 's>> {
        let schema = schema.into();
        let Some(root) = document.root().filter(|root| !root.is_null()) else {
            if !document.broken {
                self.empty_file(document, table);
            }
            return None;
        };
        let f = self.optional_fields(root, table)?;
        match f.get(schema) {
            Some((_, node)) => self.knows_schema(node).then_some(f),
            None if f.is_unknown(schema) => Some(f),
            None => {
                let says_nothing = (0..table.keys.len()).all(|key| f.get(key).is_none());
                self.schema_missing(
                    f.head,
                    document.first_line_is_block().then_some(document.line_break()),
                    says_nothing,
                );
                Some(f)
            }
        }
    }

    fn empty_file(&mut self, document: &Document<'_>, table: &'static KeyTable) {
        let top = Span::top_of(document.file());
        let null = document.root().map(Node::source).filter(|null| !null.is_empty());
        let what = match null {
            Some(null) => {
                message!("schema-version.null", "this file contains only `{null}`", null)
            }
            None if document.is_blank() => message!("schema-version.empty", "this file is empty"),
            None if document.has_comment_line() => {
                message!("schema-version.only-comments", "this file contains only comments")
            }
            None => message!(
                "schema-version.only-document",
                "this file begins a document and contains nothing"
            ),
        };
        let finding = Diagnostic::new(rule::SCHEMA_VERSION, top, what).help(message!(
            "schema-version.begin-or-delete",
            "begin it with `schema: {schema}`, or delete it",
            schema = SCHEMA
        ));
        self.report(finding);
        // Keys missing from a plan are known only after all its files are read.
        if !std::ptr::eq(table, &PLAN) {
            self.missing_keys(table, top, |_| false, |_| None);
        }
    }

    /// Reports a missing `schema`. In block style the key goes before the first key. A file without
    /// any value of the format may have lost its content, and every command refuses it.
    fn schema_missing(&mut self, place: Span, line_break: Option<&str>, says_nothing: bool) {
        let mut diagnostic = Diagnostic::new(
            rule::SCHEMA_VERSION,
            place,
            message!("schema-version.missing", "this file has no format version"),
        );
        let before = Span { end: place.start, ..place };
        diagnostic.fix =
            line_break.map(|line_break| Edit::new(before, format!("schema: {SCHEMA}{line_break}")));
        let diagnostic = diagnostic.help(message!(
            "schema-version.begin-with-it",
            "begin it with `schema: {schema}`",
            schema = SCHEMA
        ));
        self.report(if says_nothing { diagnostic } else { diagnostic.for_check_alone() });
    }

    fn knows_schema(&mut self, node: Node<'d, '_>) -> bool {
        let text = node.as_str();
        if self.unseen(node, |text| text.parse() == Ok(SCHEMA)) {
            return true;
        }
        if node.is_text_by_notation() && text.parse() == Ok(SCHEMA) {
            let help = message!(
                "invalid-value.schema-without-quotes",
                "write `schema: {schema}`, without quotes",
                schema = SCHEMA
            );
            self.mendable(
                node,
                message!(
                    "invalid-value.schema-is-text",
                    "the format version is a number, but this is text"
                ),
                Some(help),
                Some(SCHEMA.to_string()),
            );
            return true;
        }
        let is_number = !text.is_empty()
            && text.bytes().all(|b| b.is_ascii_digit())
            && !node.is_text_by_notation();
        if !is_number || text.parse() == Ok(0u64) {
            self.invalid(
                node,
                message!(
                    "invalid-value.schema",
                    "`{value}` is not a version of the format",
                    value = shortened(text)
                ),
                Some(message!(
                    "invalid-value.write-schema",
                    "write `schema: {schema}`",
                    schema = SCHEMA
                )),
            );
            return true;
        }
        if text.parse() == Ok(SCHEMA) {
            return true;
        }
        let message = message!(
            "schema-version.newer",
            "this file is in version `{value}` of the format, but this program supports version {schema}",
            value = shortened(text),
            schema = SCHEMA
        );
        self.report(
            Diagnostic::new(rule::SCHEMA_VERSION, node.place(), message).help(message!(
                "schema-version.install-newer",
                "install a newer version of workplan"
            )),
        );
        false
    }
}
