//! The columns of a table: which are shown, and how wide.

use unicode_width::UnicodeWidthStr;

use crate::render::toolkit::grid::GridColumn;

/// Columns between two columns.
pub(super) const GAP: usize = 2;

/// The most columns that a column takes first, however long its texts are.
const FIRST_ROOM: usize = 64;

/// The longest word for which a column is kept wide.
const LONGEST_WORD: usize = 24;

/// What the texts of a column need.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Needs {
    /// The width of the longest.
    pub natural: usize,
    /// The width of the longest word.
    pub word: usize,
}

impl Needs {
    /// Takes a text into account.
    pub(super) fn add(&mut self, text: &str) {
        self.natural = self.natural.max(text.width());
        // Between wide characters, a text may be broken anywhere.
        let words = text.split(' ').filter(|word| word.width() <= word.chars().count());
        let longest = words.map(UnicodeWidthStr::width).max().unwrap_or(0);
        self.word = self.word.max(longest.min(LONGEST_WORD));
    }
}

/// How narrow a column may become.
pub(super) fn least(column: &GridColumn, need: Needs, whole_words: bool) -> usize {
    let Some(min) = column.min else { return need.natural };
    let word = if whole_words || column.names { need.word } else { 0 };
    min.max(word).min(need.natural)
}

/// Returns which columns are shown, and how wide: those that can be wrapped give way first, then
/// the most dispensable ones go. Words are broken where a column would have to go otherwise, names
/// never.
pub(super) fn fit(columns: &[GridColumn], needs: &[Needs], width: usize) -> Vec<(usize, usize)> {
    let need = |at: usize| needs.get(at).copied().unwrap_or_default();
    let least = |at: usize, whole_words: bool| {
        columns.get(at).map_or(0, |column| least(column, need(at), whole_words))
    };
    let total = |kept: &[usize], whole_words: bool| {
        kept.iter().map(|&at| least(at, whole_words) + GAP).sum::<usize>()
    };
    let mut kept: Vec<usize> = (0..columns.len()).collect();
    while kept.len() > 1 && total(&kept, false) > width {
        let rank = |&&at: &&usize| (columns.get(at).map_or(0, |column| column.dispensable), at);
        let Some(&most) = kept.iter().max_by_key(rank) else { break };
        kept.retain(|&at| at != most);
    }
    let whole_words = total(&kept, true) <= width;
    let mut room = width.saturating_sub(total(&kept, whole_words));
    let mut widths: Vec<(usize, usize)> =
        kept.iter().map(|&at| (at, least(at, whole_words))).collect();
    for (at, taken) in &mut widths {
        if columns.get(*at).is_some_and(|column| column.room_first) {
            let more = need(*at).natural.min(FIRST_ROOM).saturating_sub(*taken).min(room);
            *taken += more;
            room -= more;
        }
    }
    // What is left goes to the columns that want more, the same to each.
    while room > 0 {
        let wanting = |(at, width): &(usize, usize)| *width < need(*at).natural;
        let share = room / widths.iter().filter(|column| wanting(column)).count().max(1);
        let mut given = 0;
        for column in widths.iter_mut().filter(|column| wanting(column)) {
            let more = (need(column.0).natural - column.1).min(share.max(1)).min(room - given);
            column.1 += more;
            given += more;
        }
        if given == 0 {
            break;
        }
        room -= given;
    }
    if let [(_, only)] = widths.as_mut_slice() {
        *only = (*only).min(width.saturating_sub(GAP)).max(1);
    }
    widths
}
