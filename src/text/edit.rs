use super::Span;

/// A stretch of a file, and the text that is to stand there instead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; an empty stretch is a place to insert at.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// Puts `text` in the place of `span`.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Edit { span, text: text.into() }
    }
}

/// The text of one file with the edits made; every other byte stays. Of edits that overlap the first one is made.
///
/// `None` where a span does not lie in the text.
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort();
    edits.dedup();
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        if start < done {
            continue;
        }
        out += text.get(done..start)?;
        out += &edit.text;
        done = end.max(start);
    }
    out += text.get(done..)?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    #[test]
    fn every_other_byte_stays() {
        let edit = |start, end, text: &str| Edit::new(Span::new(FileId(0), start, end), text);
        assert_eq!(apply("a: dóne # c\r\n", &[edit(3, 8, "completed")]).as_deref(), Some("a: completed # c\r\n"));
        assert_eq!(apply("xyz", &[edit(3, 3, "!"), edit(0, 0, "¡"), edit(1, 2, ""), edit(1, 3, "w")]).as_deref(), Some("¡xz!"));
        assert_eq!(apply("é", &[edit(1, 2, "")]), None);
        assert_eq!(apply("é", &[edit(7, 9, "")]), None);
    }
}
