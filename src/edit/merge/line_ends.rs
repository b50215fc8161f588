//! Line ends: those of the side that changed them stay, whatever else both sides have changed.

use super::Merged;

/// How the lines of a text end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineEnd {
    Lf,
    CrLf,
}

/// The line ends of a merged text, where the three versions have different ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct MergedEnds(LineEnd);

impl MergedEnds {
    /// The line ends of the side that changed them. Nothing where all versions have the same, or
    /// where one of them has both kinds.
    pub(super) fn of(texts: [&str; 3]) -> Option<Self> {
        let [base, ours, theirs] = texts.map(line_end);
        let (base, ours, theirs) = (base?, ours?, theirs?);
        let is_other = ours != base || theirs != base;
        is_other.then_some(MergedEnds(if ours == base { theirs } else { ours }))
    }

    /// Gives them to a merge of texts without carriage returns.
    pub(super) fn give(self, merged: Merged) -> Merged {
        let MergedEnds(LineEnd::CrLf) = self else { return merged };
        let give = |text: String| text.replace('\n', "\r\n");
        let kept = merged.kept.into_iter().map(give).collect();
        Merged { text: give(merged.text), kept, ..merged }
    }
}

/// A text of which no line ends in a carriage return.
pub(super) fn without_returns(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn line_end(text: &str) -> Option<LineEnd> {
    let (all, with_returns) = (text.matches('\n').count(), text.matches("\r\n").count());
    match with_returns {
        0 => Some(LineEnd::Lf),
        _ if with_returns == all => Some(LineEnd::CrLf),
        _ => None,
    }
}
