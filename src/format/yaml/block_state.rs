//! The state of the reader of plain block style: the open levels and the last value.

use super::reuse_items::ReusableItems;
use super::tree::Tree;

/// The value that was read last, and the place to read it again from if it continues.
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
    /// The place in the plan: the list `activities` of a priority, or the list `priorities`.
    pub(super) place: BlockPosition,
}

/// The place of a list or a mapping, as far as known items need it.
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

/// The value expected on the next lines.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pending {
    Nothing,
    /// A key; it ends here.
    Key(usize),
    Item,
}
