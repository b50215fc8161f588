//! The text of a file as lines and tokens.

use crate::format::yaml::{Node, NodeKind, Style};

/// The bytes of a file as lines and tokens: places that the tree of nodes does not give.
#[derive(Clone, Copy)]
pub(super) struct Layout<'s> {
    pub text: &'s str,
    /// The line break of the file.
    pub line_break: &'static str,
}

impl<'s> Layout<'s> {
    pub(super) fn at(self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    pub(super) fn slice(self, from: usize, to: usize) -> &'s str {
        self.text.get(from..to).unwrap_or("")
    }

    /// Returns the beginning of the line at an offset, after a byte-order mark.
    pub(super) fn line_start(self, at: usize) -> usize {
        let before = self.slice(0, at);
        match before.rfind('\n') {
            Some(line_break) => line_break + 1,
            None if before.starts_with('\u{feff}') => 3,
            None => 0,
        }
    }

    /// Returns the end of the line at an offset, before its line break.
    pub(super) fn line_end(self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        let line = rest.split('\n').next().unwrap_or("");
        at + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// Whether a line ends at an offset.
    pub(super) fn is_line_end(self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or("");
        rest.is_empty() || rest == "\r" || rest.starts_with('\n') || rest.starts_with("\r\n")
    }

    /// Returns the beginning of the next line.
    pub(super) fn next_line(self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        rest.find('\n').map_or(self.text.len(), |line_break| at + line_break + 1)
    }

    /// Returns the column of an offset, from 0.
    pub(super) fn column(self, at: usize) -> usize {
        self.slice(self.line_start(at), at).chars().count()
    }

    /// Whether below a line the next thing is a comment that would become text of a block which
    /// ends on that line.
    pub(super) fn comment_would_be_text(self, at: usize, column: usize) -> bool {
        let next = self.skip_white(self.next_line(at));
        self.at(next) == Some(b'#') && self.column(next) > column
    }

    /// Skips the white space at an offset.
    pub(super) fn skip_white(self, mut at: usize) -> usize {
        while matches!(self.at(at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            at += 1;
        }
        at
    }

    /// Whether only spaces precede an offset on its line.
    pub(super) fn is_first_in_line(self, at: usize) -> bool {
        self.slice(self.line_start(at), at).bytes().all(|b| b == b' ' || b == b'\t')
    }

    /// Skips the spaces and tabs at an offset.
    pub(super) fn skip_blanks(self, mut at: usize) -> usize {
        while matches!(self.at(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        at
    }

    /// Skips the white space and comments at an offset.
    pub(super) fn skip_trivia(self, mut at: usize) -> usize {
        loop {
            at = self.skip_white(at);
            if self.at(at) != Some(b'#') {
                return at;
            }
            at = self.line_end(at);
        }
    }

    /// Skips white space, comments, anchors and tags at an offset.
    pub(super) fn skip_properties(self, mut at: usize) -> usize {
        loop {
            at = self.skip_trivia(at);
            if !matches!(self.at(at), Some(b'&' | b'!')) {
                return at;
            }
            at += self
                .slice(at, self.text.len())
                .split(char::is_whitespace)
                .next()
                .map_or(0, str::len);
        }
    }

    /// Returns the place after the colon of a key; `None` for a key without one.
    pub(super) fn behind_colon(self, key: Node<'_, '_>) -> Option<usize> {
        let at = self.skip_blanks(key.span().end as usize);
        (self.at(at) == Some(b':')).then_some(at + 1)
    }

    /// Whether a list or mapping is written in brackets.
    pub(super) fn is_flow(self, node: Node<'_, '_>) -> bool {
        let (start, end) = (node.span().start as usize, node.span().end as usize);
        let last = end.checked_sub(1).and_then(|last| self.at(last));
        matches!(
            (node.kind(), self.at(start), last),
            (NodeKind::Mapping, Some(b'{'), Some(b'}'))
                | (NodeKind::Sequence, Some(b'['), Some(b']'))
        )
    }

    /// Returns the written beginning of a node: the `|` or `>` of a block scalar, the first `-` of
    /// a list.
    pub(super) fn start(self, node: Node<'_, '_>) -> usize {
        node.span().start as usize
    }

    pub(super) fn is_block_scalar(self, node: Node<'_, '_>) -> bool {
        node.style() == Style::Block && !node.is_alias()
    }

    /// Whether lines after the node would become its text, if they are far enough to the right.
    pub(super) fn ends_in_block_scalar(self, node: Node<'_, '_>) -> bool {
        self.is_block_scalar(node)
            || !node.is_alias()
                && node.children().last().is_some_and(|last| self.ends_in_block_scalar(last))
    }

    /// Returns the end of a node: after its last byte, and before the comments and white space that
    /// follow.
    pub(super) fn end(self, node: Node<'_, '_>) -> usize {
        let end = node.span().end as usize;
        match node.kind() {
            _ if node.is_alias() || self.is_flow(node) => end,
            NodeKind::Mapping => {
                node.pairs().last().map_or(end, |(key, value)| self.pair_end(key, value))
            }
            NodeKind::Sequence => node.children().last().map_or(end, |item| self.end(item)),
            _ if self.is_block_scalar(node) => self.block_scalar_end(node),
            _ => end,
        }
    }

    pub(super) fn pair_end(self, key: Node<'_, '_>, value: Node<'_, '_>) -> usize {
        self.end(value).max(self.behind_colon(key).unwrap_or(key.span().end as usize))
    }

    /// With `+`, a block scalar includes the empty lines after it.
    fn block_scalar_end(self, node: Node<'_, '_>) -> usize {
        let (start, mut end) = (self.start(node), node.span().end as usize);
        let header = self.slice(start, self.line_end(start)).split('#').next().unwrap_or("");
        let mut next = self.next_line(end);
        while header.contains('+')
            && next < self.text.len()
            && self.slice(next, self.line_end(next)).trim().is_empty()
        {
            end = self.line_end(next);
            next = self.next_line(next);
        }
        end
    }
}
