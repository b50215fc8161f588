//! Items that versions of a file have in common.
//!
//! A line that begins an item of a list in block style ends everything before it. The item goes up
//! to the next line that is not indented further. The bytes of an item therefore determine its
//! content, wherever it is in its list.

use std::sync::Arc;

use memchr::memchr;

/// How far an item may have moved, in items, and still be found.
const REACH: usize = 64;

/// An item that a version of the file had.
#[derive(Clone, Debug)]
pub struct KnownItem {
    /// The complete lines.
    pub text: Arc<str>,
    /// How many nodes it is made of.
    pub nodes: usize,
}

/// An item that none of them had.
#[derive(Clone, Debug)]
pub struct NewItem {
    /// The number of its node in the document.
    pub node: u32,
    /// The complete lines.
    pub text: Arc<str>,
}

/// The known activities of a file, in order, and the new ones of another version.
pub(super) struct ReusableItems<'i> {
    /// The known items.
    pub items: &'i [KnownItem],
    /// The new items.
    pub new: Vec<NewItem>,
    is_used: Vec<bool>,
    next: usize,
    nodes: usize,
}

impl<'i> ReusableItems<'i> {
    /// Nothing is new yet.
    pub(super) fn new(items: &'i [KnownItem]) -> Self {
        ReusableItems {
            items,
            new: Vec::new(),
            is_used: vec![false; items.len()],
            next: 0,
            nodes: 0,
        }
    }

    /// Returns the number of the known item that begins at this line, and the number of nodes of
    /// the items so far. An item that is there twice is known once, because the second one has
    /// another place.
    pub(super) fn take(
        &mut self,
        text: &str,
        line: usize,
        indent: usize,
    ) -> Option<(usize, usize)> {
        let rest = text.get(line..)?;
        let is_here = |number: &usize| {
            let item =
                self.items.get(*number).filter(|_| self.is_used.get(*number) == Some(&false));
            item.is_some_and(|item| {
                rest.starts_with(&*item.text) && ends_at(text, line + item.text.len(), indent)
            })
        };
        let near = self.next.saturating_sub(REACH)..self.next + REACH;
        let number = std::iter::once(self.next).chain(near).find(is_here)?;
        *self.is_used.get_mut(number)? = true;
        self.next = number + 1;
        self.nodes += self.items.get(number)?.nodes;
        Some((number, self.nodes))
    }
}

/// Returns the end of the item that begins at this line; `None` if the item continues after a
/// comment further to the left.
pub(super) fn item_end(text: &str, line: usize, indent: usize) -> Option<usize> {
    let mut found = None;
    let mut at = next_line(text, line);
    while at < text.len() {
        match first(text, at) {
            Some((column, byte)) if column <= indent => {
                let end = *found.get_or_insert(at);
                if byte != b'#' {
                    return Some(end);
                }
            }
            Some((_, byte)) if found.is_some() && byte != b'#' => return None,
            _ => {}
        }
        at = next_line(text, at);
    }
    Some(found.unwrap_or(text.len()))
}

/// Whether an item ends here: at the end of the text, or at a line that is not indented further if
/// the item does not continue after comments.
fn ends_at(text: &str, at: usize, indent: usize) -> bool {
    let mut line = at;
    if at < text.len() && !text.get(..at).is_some_and(|before| before.ends_with('\n')) {
        return false;
    }
    while line < text.len() {
        match first(text, line) {
            Some((column, b'#')) if line > at || column <= indent => {}
            Some((column, _)) => return column <= indent,
            None if line > at => {}
            None => return false,
        }
        line = next_line(text, line);
    }
    true
}

fn next_line(text: &str, line: usize) -> usize {
    let rest = text.as_bytes().get(line..).unwrap_or_default();
    memchr(b'\n', rest).map_or(text.len(), |at| line + at + 1)
}

/// Returns the first byte of a line that is not a space, and its column; `None` for an empty line.
fn first(text: &str, line: usize) -> Option<(usize, u8)> {
    let rest = text.as_bytes().get(line..)?;
    let column = rest.iter().position(|&byte| byte != b' ')?;
    rest.get(column).filter(|&&byte| byte != b'\n').map(|&byte| (column, byte))
}
