//! Words in the cells of a foreign sheet that say what a row or a cell is: totals, ticks, levels.

use super::folding::normalize;
use super::vocabulary::meant;

/// Whether a text is the label of a row with a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TotalLabel {
    /// Nothing but words for a total: `Sub-total`, `Total (USD)`, `Grand total 2025:`.
    Sure,
    /// A word for a total, and others: `Total priority 1`, but also `Total sanitation campaign`.
    Likely,
}

/// Returns whether a text is the label of a row with a total; `None` if it is not.
pub(super) fn total_label(text: &str) -> Option<TotalLabel> {
    if !text.contains(char::is_alphabetic) {
        return None;
    }
    let is_total = |form: &str| meant("total", form).is_some();
    let bare = normalize(text.split(['(', '[', '（']).next().unwrap_or(""));
    let all = normalize(text);
    let is_number = |word: &str| word.chars().all(char::is_numeric);
    let words: Vec<&str> = bare.split(' ').filter(|word| !is_number(word)).collect();
    let last_cut = words.len().saturating_sub(1);
    let without_currency = words.get(..last_cut).unwrap_or(&[]).join(" ");
    let is_currency = words.last().is_some_and(|word| super::amount::named(word).is_some());
    if is_total(&all) || is_total(&words.join(" ")) || is_currency && is_total(&without_currency) {
        return Some(TotalLabel::Sure);
    }
    let begins =
        (1..=3).any(|length| words.get(..length).is_some_and(|first| is_total(&first.join(" "))));
    let chinese = ["合计", "总计", "小计", "共计", "合計", "總計", "小計"];
    (begins || chinese.iter().any(|word| bare.ends_with(word))).then_some(TotalLabel::Likely)
}

/// Whether a text is one of the usual marks in a column for ticks: `x`, `✓`, `●`, `1`, `yes`.
pub(super) fn is_tick(text: &str) -> bool {
    let text = text.trim();
    let is_sign = |c: char| {
        matches!(
            c,
            '✓' | '✔'
                | '☑'
                | '✅'
                | '√'
                | '●'
                | '•'
                | '■'
                | '▪'
                | '◼'
                | '★'
                | '*'
                | '+'
                | '×'
        ) || matches!(
            c,
            '✕' | '✖'
                | '✗'
                | '✘'
                | '☒'
                | '⬛'
                | '█'
                | '▓'
                | '►'
                | '→'
                | '◆'
                | '⚫'
                | '🗸'
        ) || c == '\u{fe0f}'
    };
    !text.is_empty() && text.chars().all(|c| is_sign(c) || c == ' ')
        || meant("tick", text).is_some()
}

/// Whether a text in a column for ticks says that there is no tick: `-`, `no`, `0`.
pub(super) fn is_no_tick(text: &str) -> bool {
    let folded = normalize(text);
    let is_empty = folded.is_empty() && !is_tick(text);
    is_empty
        || matches!(
            folded.as_str(),
            "0" | "no" | "n" | "non" | "nao" | "none" | "na" | "n a" | "false"
        )
        || matches!(folded.as_str(), "لا" | "否" | "无" | "нет" | "н")
}

/// Whether a text is how urgent something is (`High`, `Moyenne`), not what it belongs to: such a
/// column called `Priority` has no priorities in it.
pub(super) fn is_level(text: &str) -> bool {
    meant("level", text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_of_seven_languages() {
        use TotalLabel::{Likely, Sure};
        for (text, is) in [
            ("Total", Some(Sure)),
            ("TOTAL:", Some(Sure)),
            ("Sub-total", Some(Sure)),
            ("Subtotal 1", Some(Sure)),
            ("Grand Total", Some(Sure)),
            ("Grand total (USD)", Some(Sure)),
            ("Total USD", Some(Sure)),
            ("Total 2025", Some(Sure)),
            ("Sous-total", Some(Sure)),
            ("Total général", Some(Sure)),
            ("Gran total", Some(Sure)),
            ("Total geral", Some(Sure)),
            ("Итого:", Some(Sure)),
            ("Всего", Some(Sure)),
            ("合计", Some(Sure)),
            ("小计", Some(Sure)),
            ("المجموع", Some(Sure)),
            ("الإجمالي", Some(Sure)),
            ("Total priority 1", Some(Likely)),
            ("Sub-total for pillar 2", Some(Likely)),
            ("Итого по разделу 1", Some(Sure)),
            ("第一部分小计", Some(Likely)),
            ("Total sanitation campaign", Some(Likely)),
            ("Totally new", None),
            ("Collect the total", None),
            ("Activity", None),
            ("", None),
            ("12", None),
        ] {
            assert_eq!(total_label(text), is, "{text}");
        }
    }

    #[test]
    fn ticks_and_levels() {
        for text in [
            "x", "X", "✓", "✔️", "●", "1", "yes", "Oui", "Sí", "sim", "да", "是", "نعم", "XX",
            "✓ ✓",
        ] {
            assert!(is_tick(text) && !is_no_tick(text), "{text}");
        }
        for text in ["-", "no", "0", "non", "нет", "否", "–", " "] {
            assert!(is_no_tick(text) && !is_tick(text), "{text}");
        }
        assert!(!is_tick("draft and final") && !is_no_tick("draft and final") && !is_tick(""));
        for text in ["High", "medium", "LOW", "Élevée", "Media", "Alta", "высокий", "高", "عالية"]
        {
            assert!(is_level(text), "{text}");
        }
        assert!(!is_level("Protection") && !is_level("1"));
    }
}
