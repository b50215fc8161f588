use super::quoted::quoted;
use super::reader::{Fields, Reader};
use crate::diagnostic::Diagnostic;
use crate::format::keys::{KeyTable, PLAN};
use crate::format::rule;
use crate::format::yaml::{Document, Node};
use crate::text::{Edit, Span};

/// The version of the format that this program reads.
const SCHEMA: u64 = 1;

impl<'d> Reader<'d> {
    /// The mapping at the top of a file, if the file is in a version of the format that this
    /// program reads.
    ///
    /// A file without `schema` is read on as schema 1, and the fault is told: it leaves no doubt
    /// about the rest.
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
            Some(null) => format!("this file holds nothing but `{null}`"),
            None if document.is_blank() => "this file is empty".to_owned(),
            None => "this file is empty but for comments".to_owned(),
        };
        let finding = Diagnostic::new(rule::SCHEMA_VERSION, top, what)
            .help(format!("begin it with `schema: {SCHEMA}`, or delete it"));
        self.report(finding);
        // What is missing from a plan is seen when all its files are known.
        if !std::ptr::eq(table, &PLAN) {
            self.missing_keys(table, top, |_| false, |_| None);
        }
    }

    /// Where keys stand one below the other, the missing one certainly goes before the first of
    /// them. A file without any value of the format may have lost what it said, and is refused by
    /// every command.
    fn schema_missing(&mut self, place: Span, line_break: Option<&str>, says_nothing: bool) {
        let mut diagnostic = Diagnostic::new(
            rule::SCHEMA_VERSION,
            place,
            "this file does not say which version of the format it is in",
        );
        let before = Span { end: place.start, ..place };
        diagnostic.fix =
            line_break.map(|line_break| Edit::new(before, format!("schema: {SCHEMA}{line_break}")));
        let diagnostic = diagnostic.help(format!("begin it with `schema: {SCHEMA}`"));
        self.report(if says_nothing { diagnostic } else { diagnostic.for_check_alone() });
    }

    fn knows_schema(&mut self, node: Node<'d, '_>) -> bool {
        let text = node.as_str();
        if self.unseen(node, |text| text.parse() == Ok(SCHEMA)) {
            return true;
        }
        if node.is_text_by_notation() && text.parse() == Ok(SCHEMA) {
            let help = format!("write `schema: {SCHEMA}`, without quotes");
            self.mendable(
                node,
                "the version of the format is a number, and this is text",
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
                format!("{} is not a version of the format", quoted(text)),
                Some(format!("write `schema: {SCHEMA}`")),
            );
            return true;
        }
        if text.parse() == Ok(SCHEMA) {
            return true;
        }
        let message = format!(
            "this file is in version {} of the format, and this program knows version {SCHEMA}",
            quoted(text)
        );
        self.report(
            Diagnostic::new(rule::SCHEMA_VERSION, node.place(), message)
                .help("install a newer workplan"),
        );
        false
    }
}
