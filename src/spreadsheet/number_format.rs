//! The signs that a number format shows beside a number: a percent sign, the sign of a currency.

/// The parts of a number format beside the digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberFormat {
    /// Whether 0.55 is shown as 55%.
    pub is_percent: bool,
    /// The words and signs that are shown, without the usual ones around a number: `€`, `USD`.
    pub marks: Vec<String>,
}

/// The signs that a sheet shows beside its numbers.
#[derive(Clone, Debug, Default)]
pub struct NumberMarks {
    /// The places, in order: row, column, and the number of the format.
    pub(super) places: Vec<(u32, u32, usize)>,
    /// The words and signs of each format.
    pub(super) formats: Vec<Vec<String>>,
}

impl NumberMarks {
    /// Returns the words and signs beside a number.
    pub(super) fn of(&self, row: u32, column: u32) -> &[String] {
        let found = self
            .places
            .binary_search_by_key(&(row, column), |(row, column, _)| (*row, *column))
            .ok();
        found.and_then(|at| self.formats.get(self.places.get(at)?.2)).map_or(&[], Vec::as_slice)
    }
}

impl NumberFormat {
    /// Reads the code of a number format, such as `#,##0.00 [$€-407]` or `"US$" #,##0`. All of its
    /// sections count: they differ for negative numbers.
    pub(super) fn parse(code: &str) -> Self {
        let (mut found, mut literal) = (NumberFormat::default(), String::new());
        let mut rest = code.chars();
        while let Some(c) = rest.next() {
            match c {
                '"' => literal.extend(rest.by_ref().take_while(|c| *c != '"')),
                '\\' => literal.extend(rest.next()),
                // A space as wide as the next character, or a repeated character.
                '_' | '*' => drop(rest.next()),
                '[' => {
                    let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                    // `[Red]`, `[>100]`, and of `[$-409]` only the language.
                    if let Some(sign) = inside.strip_prefix('$') {
                        literal += sign.split_once('-').map_or(sign, |(sign, _)| sign);
                    }
                }
                '%' => found.is_percent = true,
                '$' | '€' | '£' | '¥' => literal.push(c),
                _ => found.take(&mut literal),
            }
        }
        found.take(&mut literal);
        found
    }

    fn take(&mut self, literal: &mut String) {
        self.mark(literal);
        literal.clear();
    }

    /// Takes words beside the number, without blanks and the signs of negative numbers.
    pub(super) fn mark(&mut self, literal: &str) {
        let mark = literal
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '-' | '+' | '\''));
        if !mark.is_empty() && !self.marks.iter().any(|own| own == mark) {
            self.marks.push(mark.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_beside_a_number() {
        for (code, marks) in [
            ("General", &[][..]),
            ("#,##0.00", &[]),
            ("#,##0 [$€-407]", &["€"]),
            ("[$USD] #,##0.00", &["USD"]),
            ("[$-409]#,##0", &[]),
            ("[Red]#,##0;[>=100]0", &[]),
            (r#"_("$"* #,##0.00_);_("$"* \(#,##0.00\);_("$"* "-"??_);_(@_)"#, &["$"]),
            (r#"_-* #,##0.00\ "€"_-;\-* #,##0.00\ "€"_-"#, &["€"]),
            ("$#,##0_);($#,##0)", &["$"]),
            ("#,##0\u{a0}\\C\\H\\F", &["CHF"]),
            (r#"0 "thousand""#, &["thousand"]),
            ("[$Fr.-807] #,##0", &["Fr."]),
            (r#""open"#, &["open"]),
            ("[$€-x-euro2] 0", &["€"]),
            ("[$", &[]),
        ] {
            let found = NumberFormat::parse(code);
            assert_eq!(
                (found.marks.as_slice(), found.is_percent),
                (marks.iter().map(|mark| (*mark).to_owned()).collect::<Vec<_>>().as_slice(), false),
                "{code}"
            );
        }
        for (code, is_percent) in
            [("0.0%", true), (r"0\%", false), (r#"0"%""#, false), ("0_%", false)]
        {
            assert_eq!(NumberFormat::parse(code).is_percent, is_percent, "{code}");
        }
    }
}
