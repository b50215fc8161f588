//! How many items a text of limited length has room for.

use crate::diagnostic::{Argument, Message, message};

/// An item larger than this part of all the room is passed over where it does not fit: it would
/// take the place of many smaller ones.
const LARGE: usize = 8;

/// No item is large that has at most so many bytes or characters, and no more than half of all the
/// room.
const SMALL: usize = 4_096;

/// The room that is left for items, of which the first, the most important, are shown.
pub(crate) struct ItemBudget {
    most: usize,
    left: usize,
}

impl ItemBudget {
    pub(crate) fn new(most: usize) -> Self {
        ItemBudget { most, left: most }
    }

    pub(crate) fn left(&self) -> usize {
        self.left
    }

    /// Takes room for an item, or says that there is none for it. Behind an item of common size
    /// that does not fit, nothing fits any more: what is shown are the first ones. One that is
    /// larger than any list should have is passed over, and the next ones have their room.
    pub(crate) fn takes(&mut self, size: usize) -> bool {
        if let Some(left) = self.left.checked_sub(size) {
            self.left = left;
            return true;
        }
        if size <= SMALL.min(self.most / 2).max(self.most / LARGE) {
            self.left = 0;
        }
        false
    }
}

/// A command in Markdown, as it is typed.
pub(crate) fn code(command: &str) -> String {
    let longest = command.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    format!("{fence}{space}{command}{space}{fence}")
}

/// Says how many more there are, and which command shows them all.
pub(crate) fn left_out(number: usize, command: impl Into<Argument>) -> Message {
    message!(
        "report.not-shown",
        "{number#1 more is|# more are} not shown here, for want of room: {command} shows all.",
        number,
        command
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_hides_nothing_behind_it() {
        let mut room = ItemBudget::new(100_000);
        let sizes = [200_000, 50_000, 60_000, 40_000, 9_000, 2_000, 900];
        assert_eq!(
            sizes.map(|size| room.takes(size)),
            [false, true, false, true, true, false, false]
        );
    }

    #[test]
    fn a_command_is_shown_as_it_is_typed() {
        assert_eq!(
            [code("workplan diff"), code("diff ':/a `b`'")],
            ["`workplan diff`", "`` diff ':/a `b`' ``"]
        );
        assert_eq!(
            left_out(1, code("x")).to_string(),
            "1 more is not shown here, for want of room: `x` shows all."
        );
    }
}
