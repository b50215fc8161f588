//! Cuts a file into chunks: keys and items with their lines and comments.

use std::ops::Range;

use crate::edit::extent::comments_below;
use crate::edit::layout::Layout;
use crate::format::yaml::{Node, NodeKind};

/// A key with its value, or an item of a list, as complete lines.
#[derive(Clone)]
pub(super) struct Chunk<'d, 's> {
    /// The key; an item has none.
    pub key: Option<Node<'d, 's>>,
    pub node: Node<'d, 's>,
    /// The comments and empty lines above.
    pub lead: Range<usize>,
    /// The lines from the key or the `-` on, with comments below that are further to the right.
    pub body: Range<usize>,
    /// The column of the key or the `-`.
    pub column: usize,
    /// The place of the `-` on the line of the key.
    pub dash: Option<usize>,
    /// Whether it is the first of its list.
    pub is_first: bool,
}

/// A block of lines in chunks.
pub(super) struct Cut<'d, 's> {
    pub chunks: Vec<Chunk<'d, 's>>,
    /// The lines after the last one.
    pub tail: Range<usize>,
    /// The column of the chunks.
    pub column: Option<usize>,
}

/// The text of a file, and where its chunks begin and end.
#[derive(Clone, Copy)]
pub(super) struct Cutter<'s> {
    layout: Layout<'s>,
}

impl<'s> Cutter<'s> {
    pub(super) fn new(text: &'s str) -> Self {
        Cutter { layout: Layout { text, line_break: "\n" } }
    }

    pub(super) fn layout(self) -> Layout<'s> {
        self.layout
    }

    pub(super) fn slice(self, range: &Range<usize>) -> &'s str {
        self.layout.slice(range.start, range.end)
    }

    /// Returns the end of a chunk's value, before the comment after it.
    pub(super) fn code_end(self, chunk: &Chunk<'_, 's>) -> usize {
        match chunk.key {
            Some(key) => self.layout.pair_end(key, chunk.node),
            None => self.layout.end(chunk.node).max(chunk.body.start + chunk.column + 1),
        }
    }

    /// Returns the end of the header of a block scalar (`|`, `>`), and the end of its line.
    pub(super) fn header(self, chunk: &Chunk<'_, 's>) -> Option<(usize, usize)> {
        let start = Some(chunk.node)
            .filter(|node| self.layout.is_block_scalar(*node))
            .map(|node| self.layout.start(node))?;
        let end = self.layout.line_end(start);
        let line = self.layout.slice(start, end);
        Some((
            start
                + line
                    .find(" #")
                    .map_or(line.len(), |at| line.get(..at).unwrap_or("").trim_end().len()),
            end,
        ))
    }

    /// Whether a comment after the chunk would become text of a block.
    pub(super) fn is_open(self, chunk: &Chunk<'_, 's>) -> bool {
        self.layout.ends_in_block_scalar(chunk.node)
    }

    pub(super) fn line_end(self, at: usize) -> usize {
        self.layout.line_end(at)
    }

    pub(super) fn next_line(self, at: usize) -> usize {
        self.layout.next_line(at)
    }

    /// The keys of a file.
    pub(super) fn top<'d>(self, root: Node<'d, 's>) -> Option<Cut<'d, 's>> {
        self.entries(root, 0..self.layout.text.len(), None)
    }

    /// Returns the line of a key whose block is below, without its line break.
    pub(super) fn head(self, chunk: &Chunk<'_, 's>) -> &'s str {
        self.layout.slice(chunk.body.start, self.layout.line_end(chunk.body.start))
    }

    /// Returns the end of the colon of a key, in its line.
    pub(super) fn colon(self, chunk: &Chunk<'_, 's>) -> Option<usize> {
        self.layout.behind_colon(chunk.key?).map(|at| at - chunk.body.start)
    }

    /// Returns the distance of the key of an item to the right of its `-`.
    pub(super) fn offset(self, chunk: &Chunk<'_, 's>) -> Option<usize> {
        let (first, _) = chunk.node.pairs().next()?;
        self.layout.column(first.span().start as usize).checked_sub(chunk.column)
    }

    /// Returns the parts of a chunk that is written line by line: the keys of a mapping, or the
    /// items of a list. A list without items has none.
    pub(super) fn open<'d>(self, chunk: &Chunk<'d, 's>) -> Option<Cut<'d, 's>> {
        let node = chunk.node;
        if node.is_alias() {
            return None;
        }
        let Some(key) = chunk.key else {
            let dash = chunk.body.start + self.slice(&chunk.body).find('-')?;
            return if node.kind() == NodeKind::Mapping {
                self.entries(node, chunk.body.clone(), Some(dash))
            } else {
                None
            };
        };
        let below = self.layout.next_line(key.span().end as usize);
        if node.is_null() || node.kind() == NodeKind::Sequence && node.children().next().is_none() {
            let is_one_line = self.layout.line_end(node.span().end as usize)
                < below.max(chunk.body.start + 1)
                || node.is_null();
            return is_one_line.then_some(Cut {
                chunks: Vec::new(),
                tail: below..chunk.body.end,
                column: None,
            });
        }
        if (node.span().start as usize) < below {
            return None;
        }
        match node.kind() {
            NodeKind::Mapping => self.entries(node, below..chunk.body.end, None),
            NodeKind::Sequence => self.items(node, below..chunk.body.end),
            NodeKind::Scalar | NodeKind::Alias | NodeKind::Known => None,
        }
    }

    /// Returns the keys of a mapping in these lines, the first one after this `-`.
    fn entries<'d>(
        self,
        map: Node<'d, 's>,
        lines: Range<usize>,
        dash: Option<usize>,
    ) -> Option<Cut<'d, 's>> {
        if map.is_alias() || map.kind() != NodeKind::Mapping || self.layout.is_flow(map) {
            return None;
        }
        let mut chunks: Vec<Chunk<'d, 's>> = Vec::new();
        let mut at = lines.start;
        for (key, value) in map.pairs() {
            let start = key.span().start as usize;
            let line = self.layout.line_start(start);
            let dash = dash.filter(|_| chunks.is_empty());
            let indent = match dash {
                Some(dash) => self.layout.slice(dash.checked_add(1)?, start),
                None => self.layout.slice(line, start),
            };
            if key.is_alias()
                || !indent.bytes().all(|byte| byte == b' ')
                || dash.is_some_and(|dash| dash < line)
                || line < at
            {
                return None;
            }
            let column = self.layout.column(start);
            let end = comments_below(
                self.layout,
                self.layout.next_line(self.layout.pair_end(key, value)),
                column,
            );
            let is_first = chunks.is_empty();
            chunks.push(Chunk {
                key: Some(key),
                node: value,
                lead: at..line,
                body: line..end,
                column,
                dash,
                is_first,
            });
            at = end;
        }
        self.cut(chunks, at..lines.end)
    }

    fn items<'d>(self, list: Node<'d, 's>, lines: Range<usize>) -> Option<Cut<'d, 's>> {
        if list.is_alias() || self.layout.is_flow(list) {
            return None;
        }
        let mut chunks: Vec<Chunk<'d, 's>> = Vec::new();
        let (mut at, mut behind) = (lines.start, list.span().start as usize);
        for item in list.children() {
            let dash = self.layout.skip_properties(behind);
            let line = self.layout.line_start(dash);
            if self.layout.at(dash) != Some(b'-')
                || !self.layout.is_first_in_line(dash)
                || line < at
            {
                return None;
            }
            behind = self.layout.end(item).max(dash + 1);
            let column = self.layout.column(dash);
            let end = comments_below(self.layout, self.layout.next_line(behind), column);
            let is_first = chunks.is_empty();
            chunks.push(Chunk {
                key: None,
                node: item,
                lead: at..line,
                body: line..end,
                column,
                dash: None,
                is_first,
            });
            at = end;
        }
        self.cut(chunks, at..lines.end)
    }

    /// Returns the chunks. Between them are comments and empty lines; above the first line of a
    /// file there may be more.
    fn cut<'d>(self, chunks: Vec<Chunk<'d, 's>>, tail: Range<usize>) -> Option<Cut<'d, 's>> {
        let is_trivial = |range: &Range<usize>| {
            self.slice(range)
                .lines()
                .map(str::trim_start)
                .all(|line| line.is_empty() || line.starts_with('#'))
        };
        let column = chunks.first().map(|chunk| chunk.column);
        let is_even = chunks.iter().all(|chunk| {
            Some(chunk.column) == column && (chunk.lead.start == 0 || is_trivial(&chunk.lead))
        });
        (is_even && tail.start <= tail.end && is_trivial(&tail)).then_some(Cut {
            chunks,
            tail,
            column,
        })
    }
}
