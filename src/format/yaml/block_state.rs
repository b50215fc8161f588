//! The state of the reader of plain block style: what is open, and the value that was read last.

use super::reuse_items::ReusableItems;
use super::tree::Tree;

/// The value that was read last: where it has to be read from again if it turns out to go on.
#[derive(Clone, Copy)]
pub(super) struct Last {
    pub(super) entries: usize,
    pub(super) decoded: usize,
    /// The start of its key, or of its `-`.
    pub(super) from: usize,
    pub(super) line: usize,
    pub(super) in_brackets: bool,
}

/// A list or a mapping in block style that is not ended yet.
#[derive(Clone, Copy)]
pub(super) struct Open {
    pub(super) node: u32,
    pub(super) is_list: bool,
    /// The column of its keys, or of its `-`.
    pub(super) indent: usize,
    /// A list that stands under `activities` of an item of `priorities`, which stand at the top; or
    /// the latter.
    pub(super) place: BlockPosition,
}

/// Where a list or a mapping stands, as far as known items are concerned.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockPosition {
    Priorities,
    Activities,
    Elsewhere,
}

pub(super) struct BlockParser<'s, 'k, 'i> {
    pub(super) bytes: &'s [u8],
    pub(super) text: &'s str,
    pub(super) tree: Tree,
    pub(super) open: Vec<Open>,
    pub(super) pending: Pending,
    pub(super) last: Option<Last>,
    pub(super) known: Option<&'k mut ReusableItems<'i>>,
}

/// What waits for a value on the lines to come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pending {
    Nothing,
    /// A key; it ends here.
    Key(usize),
    Item,
}
