//! What the parts of a document are written with: the text so far, and what it refers to.

use std::borrow::Cow;

use super::package::Relations;
use super::xml::Xml;

/// What every text passes before it is parted into runs.
pub(crate) type Gate<'g> = &'g dyn for<'t> Fn(&'t str) -> Cow<'t, str>;

/// A part while it is written.
pub(super) struct Ink<'g> {
    pub xml: Xml,
    pub relations: Relations,
    pub gate: Gate<'g>,
    marks: usize,
}

impl<'g> Ink<'g> {
    pub(super) fn new(gate: Gate<'g>) -> Self {
        Ink { xml: Xml::part(), relations: Relations::default(), gate, marks: 0 }
    }

    /// Writes an element whose only attribute is a value.
    pub(super) fn value(&mut self, name: &str, value: &str) {
        self.xml.empty(name, &[("w:val", value)]);
    }

    /// Returns the number of the next mark or picture: none has that of another.
    pub(super) fn next_number(&mut self) -> String {
        self.marks += 1;
        self.marks.to_string()
    }

    /// Writes something between the ends of a mark, to which others refer.
    pub(super) fn marked(&mut self, mark: Option<&str>, inner: impl FnOnce(&mut Self)) {
        let Some(name) = mark else { return inner(self) };
        let number = self.next_number();
        self.xml.empty("w:bookmarkStart", &[("w:id", &number), ("w:name", name)]);
        inner(self);
        self.xml.empty("w:bookmarkEnd", &[("w:id", &number)]);
    }
}
