//! Values on one line: plain and quoted scalars, lists and mappings in brackets.

use memchr::{memchr, memchr2};

use super::document::{MAX_DEPTH, NodeKind, Style};
use super::tree::Tree;

/// The value at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FlowItem {
    /// A value that is now in the tree, with at most a comment after it on its line.
    Value,
    /// A value that may continue on the next line, or has escapes.
    GoesOn,
    /// Anything else.
    Unusual,
}

/// Reads the value that begins at `at`; `text` ends where the line does.
pub(super) fn value(text: &str, at: usize, depth: usize, tree: &mut Tree) -> FlowItem {
    let mut line = FlowLine { text, bytes: text.as_bytes(), tree };
    let end = match line.bytes.get(at) {
        Some(b'[' | b'{') => line.brackets(at, depth),
        Some(b'\'' | b'"') => line.quoted(at),
        Some(b'|' | b'>') => return FlowItem::GoesOn,
        _ => return line.plain(at),
    };
    match end {
        Ok(end) => match line.rest(end) {
            true => FlowItem::Value,
            false => FlowItem::Unusual,
        },
        Err(found) => found,
    }
}

struct FlowLine<'t> {
    text: &'t str,
    bytes: &'t [u8],
    tree: &'t mut Tree,
}

/// Whether a plain scalar can begin like this. Doubtful beginnings are read by the library.
fn begins_plain(first: u8, second: Option<&u8>) -> bool {
    match first {
        b'-' => second.is_some_and(u8::is_ascii_alphanumeric),
        b'?' | b':' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|'
        | b'>' | b'\'' | b'"' | b'%' | b'@' | b'`' => false,
        _ => true,
    }
}

impl FlowLine<'_> {
    /// Whether nothing but spaces, or a comment, follows.
    fn rest(&self, from: usize) -> bool {
        let rest = self.bytes.get(from..).unwrap_or_default();
        let spaces = rest.iter().take_while(|&&b| b == b' ').count();
        spaces == rest.len() || (spaces > 0 && rest.get(spaces) == Some(&b'#'))
    }

    fn plain(&mut self, at: usize) -> FlowItem {
        let line = self.bytes.get(at..).unwrap_or_default();
        if !line.first().is_some_and(|&first| begins_plain(first, line.get(1))) {
            return FlowItem::Unusual;
        }
        let mut end = line.len();
        let mut from = 0;
        while let Some(sign) =
            line.get(from..).and_then(|rest| memchr2(b':', b'#', rest)).map(|found| from + found)
        {
            if line.get(sign) == Some(&b'#') {
                if line.get(sign - 1) == Some(&b' ') {
                    end = sign;
                    break;
                }
            } else if matches!(line.get(sign + 1), None | Some(b' ')) {
                return FlowItem::Unusual;
            }
            from = sign + 1;
        }
        let end = line.get(..end).unwrap_or_default().trim_ascii_end().len();
        self.tree.push(NodeKind::Scalar, Style::Plain, at, at + end, None);
        FlowItem::Value
    }

    /// A scalar in quotes; where it ends.
    fn quoted(&mut self, at: usize) -> Result<usize, FlowItem> {
        let quote = self.bytes.get(at).copied().unwrap_or_default();
        let body = self.bytes.get(at + 1..).unwrap_or_default();
        if quote == b'"' {
            let end = memchr2(b'"', b'\\', body)
                .filter(|&end| body.get(end) == Some(&b'"'))
                .ok_or(FlowItem::GoesOn)?;
            self.tree.push(NodeKind::Scalar, Style::Quoted, at, at + end + 2, None);
            return Ok(at + end + 2);
        }
        let mut end = memchr(b'\'', body).ok_or(FlowItem::GoesOn)?;
        let mut has_quotes = false;
        while body.get(end + 1) == Some(&b'\'') {
            has_quotes = true;
            end += 2 + body
                .get(end + 2..)
                .and_then(|rest| memchr(b'\'', rest))
                .ok_or(FlowItem::GoesOn)?;
        }
        let decoded = if has_quotes {
            Some(self.text.get(at + 1..at + 1 + end).ok_or(FlowItem::Unusual)?.replace("''", "'"))
        } else {
            None
        };
        self.tree.push(NodeKind::Scalar, Style::Quoted, at, at + end + 2, decoded);
        Ok(at + end + 2)
    }

    fn skip_spaces(&self, from: usize) -> usize {
        from + self.bytes.get(from..).unwrap_or_default().iter().take_while(|&&b| b == b' ').count()
    }

    /// Reads a list or a mapping in brackets, and returns its end. The library reads lists with
    /// empty items.
    fn brackets(&mut self, at: usize, depth: usize) -> Result<usize, FlowItem> {
        if depth >= MAX_DEPTH {
            return Err(FlowItem::Unusual);
        }
        let (kind, closing) = if self.bytes.get(at) == Some(&b'[') {
            (NodeKind::Sequence, b']')
        } else {
            (NodeKind::Mapping, b'}')
        };
        let node = self.tree.push(kind, Style::Plain, at, at, None);
        let mut at = self.skip_spaces(at + 1);
        if self.bytes.get(at) != Some(&closing) {
            loop {
                if kind == NodeKind::Mapping {
                    at = self.key(at)?;
                }
                let end = self.inner(at, depth + 1)?;
                at = self.skip_spaces(end);
                match self.bytes.get(at) {
                    Some(b',') => at = self.skip_spaces(at + 1),
                    Some(&other) if other == closing => break,
                    None => return Err(FlowItem::GoesOn),
                    Some(_) => return Err(FlowItem::Unusual),
                }
            }
        }
        self.tree.close(node, at + 1);
        Ok(at + 1)
    }

    /// A key in braces; where its value begins.
    fn key(&mut self, at: usize) -> Result<usize, FlowItem> {
        let rest = self.bytes.get(at..).unwrap_or_default();
        if rest.is_empty() {
            return Err(FlowItem::GoesOn);
        }
        let length = rest
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'))
            .count();
        let is_key = rest.first().is_some_and(u8::is_ascii_alphanumeric)
            && rest.get(length..length + 2) == Some(b": ");
        if !is_key {
            return Err(FlowItem::Unusual);
        }
        self.tree.push(NodeKind::Scalar, Style::Plain, at, at + length, None);
        Ok(self.skip_spaces(at + length + 2))
    }

    /// An item or a value in brackets; where it ends.
    fn inner(&mut self, at: usize, depth: usize) -> Result<usize, FlowItem> {
        match self.bytes.get(at) {
            None => Err(FlowItem::GoesOn),
            Some(b'[' | b'{') => self.brackets(at, depth),
            Some(b'\'' | b'"') => self.quoted(at),
            Some(_) => self.plain_inside(at),
        }
    }

    fn plain_inside(&mut self, at: usize) -> Result<usize, FlowItem> {
        let rest = self.bytes.get(at..).unwrap_or_default();
        if !rest.first().is_some_and(|&first| begins_plain(first, rest.get(1))) {
            return Err(FlowItem::Unusual);
        }
        let length = rest
            .iter()
            .position(|b| matches!(b, b',' | b'[' | b']' | b'{' | b'}'))
            .ok_or(FlowItem::GoesOn)?;
        let body = rest.get(..length).unwrap_or_default().trim_ascii_end();
        let is_odd = |pair: &[u8]| matches!(pair, [b':', b' '] | [b' ', b'#']);
        if matches!(rest.get(length), Some(b'[' | b'{'))
            || body.ends_with(b":")
            || body.windows(2).any(is_odd)
        {
            return Err(FlowItem::Unusual);
        }
        self.tree.push(NodeKind::Scalar, Style::Plain, at, at + body.len(), None);
        Ok(at + length)
    }
}
