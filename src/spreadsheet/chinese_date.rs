//! Rewrites Chinese dates in English words: `2024年6月30日` as `30 june 2024`.

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A word of a Chinese date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Year(u32),
    Month(u32),
    Day(u32),
    Quarter(u32),
    Half(u32),
    Week(u32),
    /// A number whose unit follows later: the first one of `3-6月`.
    Number(u32),
    Dash,
    End,
    YearEnd,
    Before,
}

/// Returns a Chinese date in English words; `None` if it is none, or if it says something else as
/// well.
pub(super) fn in_english(text: &str) -> Option<String> {
    if !text.contains(['年', '月', '日', '号', '號', '季', '周', '週']) {
        return None;
    }
    let mut text = without_weekday(text);
    // `3月24`
    if text.contains('月') && text.ends_with(|c: char| c.is_ascii_digit()) {
        text.push('日');
    }
    let words = words(&text)?;
    let is_before = words.contains(&Word::Before);
    let mut sides: Vec<Vec<Word>> =
        words.split(|word| *word == Word::Dash).map(<[Word]>::to_vec).collect();
    if let [first, last] = sides.as_mut_slice() {
        complete(first, last);
    }
    let sides = sides.iter().map(|side| side_in_english(side)).collect::<Option<Vec<_>>>()?;
    Some(format!("{}{}", if is_before { "before " } else { "" }, sides.join(" - ")))
}

/// Returns a text without `星期一`, `周一` and white space.
fn without_weekday(text: &str) -> String {
    let mut text: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '（' | '）'))
        .collect();
    for day in ['一', '二', '三', '四', '五', '六', '日', '天'] {
        for week in ["星期", "礼拜", "周", "週"] {
            text = text.replace(&format!("{week}{day}"), "");
        }
    }
    text
}

/// Returns the words of a date without white space.
fn words(text: &str) -> Option<Vec<Word>> {
    let mut out = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = FIXED
            .iter()
            .find_map(|(form, word)| Some((Some(*word), rest.strip_prefix(form)?)))
            .or_else(|| numbered(rest).map(|(word, after)| (Some(word), after)))
            .or_else(|| {
                let skipped = ["份", "全年", "完成", ",", "，", "的", "间", "之间"];
                skipped.iter().find_map(|form| Some((None, rest.strip_prefix(form)?)))
            })?;
        out.extend(word);
        rest = after;
    }
    Some(out)
}

/// Words without a number.
const FIXED: [(&str, Word); 23] = [
    ("上半年", Word::Half(1)),
    ("下半年", Word::Half(2)),
    ("年底", Word::YearEnd),
    ("年末", Word::YearEnd),
    ("年终", Word::YearEnd),
    ("月底", Word::End),
    ("月末", Word::End),
    ("底", Word::End),
    ("末", Word::End),
    ("之前", Word::Before),
    ("以前", Word::Before),
    ("前", Word::Before),
    ("至", Word::Dash),
    ("到", Word::Dash),
    ("-", Word::Dash),
    ("–", Word::Dash),
    ("—", Word::Dash),
    ("——", Word::Dash),
    ("~", Word::Dash),
    ("～", Word::Dash),
    ("〜", Word::Dash),
    ("－", Word::Dash),
    ("−", Word::Dash),
];

/// Makes a word of a number.
type OfNumber = fn(u32) -> Word;

/// Returns a number and its unit: `6月`, `第一季度`, `3`.
fn numbered(text: &str) -> Option<(Word, &str)> {
    let text = text.strip_prefix('第').unwrap_or(text);
    let end = text.find(|c| digit(c).is_none()).unwrap_or(text.len());
    let (figures, rest) = text.split_at_checked(end).filter(|(figures, _)| !figures.is_empty())?;
    let number = number(figures)?;
    let units: [(&str, OfNumber); 12] = [
        ("年底", Word::Year),
        ("年末", Word::Year),
        ("年度", Word::Year),
        ("年", Word::Year),
        ("个季度", Word::Quarter),
        ("季度", Word::Quarter),
        ("季", Word::Quarter),
        ("月份", Word::Month),
        ("月", Word::Month),
        ("日", Word::Day),
        ("号", Word::Day),
        ("號", Word::Day),
    ];
    for (unit, word) in units {
        if let Some(after) = rest.strip_prefix(unit) {
            let number =
                if unit.starts_with('年') && number < 100 { 2000 + number } else { number };
            // The end of a year is a word of its own.
            let is_end = unit == "年底" || unit == "年末";
            return Some((word(number), if is_end { rest.strip_prefix('年')? } else { after }));
        }
    }
    match rest.strip_prefix(['周', '週']) {
        Some(after) => Some((Word::Week(number), after)),
        None => Some((Word::Number(number), rest)),
    }
}

fn digit(c: char) -> Option<u32> {
    let position = "〇一二三四五六七八九十".chars().position(|own| own == c);
    c.to_digit(10)
        .or_else(|| position.and_then(|at| u32::try_from(at).ok()))
        .or((c == '零').then_some(0))
}

/// The number that digits make, or Chinese figures up to `三十一`.
fn number(figures: &str) -> Option<u32> {
    let Some((tens, units)) = figures.split_once('十') else {
        return figures
            .chars()
            .try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?));
    };
    let of = |text: &str, none: u32| match text.chars().collect::<Vec<_>>().as_slice() {
        [] => Some(none),
        [c] => digit(*c),
        _ => None,
    };
    Some(of(tens, 1)? * 10 + of(units, 0)?)
}

/// Gives each side of a range the units of the other one: `3-6月`, `2025年3月至10月`, `6月5日-10日`.
fn complete(first: &mut [Word], last: &mut Vec<Word>) {
    let unit = last.iter().find(|word| !matches!(word, Word::Year(_))).copied();
    for word in first.iter_mut() {
        if let (Word::Number(number), Some(unit)) = (*word, unit.or(last.first().copied())) {
            *word = match unit {
                Word::Month(_) => Word::Month(number),
                Word::Day(_) => Word::Day(number),
                Word::Quarter(_) => Word::Quarter(number),
                Word::Week(_) => Word::Week(number),
                Word::Year(_) => Word::Year(number),
                _ => *word,
            };
        }
    }
    let has = |side: &[Word], is: fn(&Word) -> bool| side.iter().copied().find(is);
    let is_year = |word: &Word| matches!(word, Word::Year(_));
    let is_month = |word: &Word| matches!(word, Word::Month(_));
    if has(last, |word| matches!(word, Word::Day(_))).is_some() && has(last, is_month).is_none() {
        last.extend(has(first, is_month));
    }
    if has(last, is_year).is_none() {
        last.extend(has(first, is_year));
    }
}

/// Returns one date in English words.
fn side_in_english(side: &[Word]) -> Option<String> {
    let (mut day, mut part, mut year, mut end) = (None, None, None, "");
    for word in side {
        let twice = match *word {
            Word::Year(number) => year.replace(format!(" {number}")).is_some(),
            Word::Month(number) => {
                let month = MONTHS.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
                part.replace((*month).to_owned()).is_some()
            }
            Word::Day(number) => day.replace(format!("{number} ")).is_some(),
            Word::Quarter(number @ 1..=4) => part.replace(format!("Q{number}")).is_some(),
            Word::Half(number) => part.replace(format!("H{number}")).is_some(),
            Word::Week(number) => part.replace(format!("W{number}")).is_some(),
            Word::End => {
                end = "end ";
                false
            }
            Word::YearEnd => {
                end = "end ";
                year = year.or(Some(" year".to_owned()));
                false
            }
            Word::Before => false,
            Word::Number(_) | Word::Quarter(_) | Word::Dash => return None,
        };
        if twice {
            return None;
        }
    }
    let all = [day.unwrap_or_default(), part.unwrap_or_default(), year.unwrap_or_default()];
    let text = all.concat().trim().to_owned();
    (!text.is_empty()).then(|| format!("{end}{text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_dates_in_english() {
        for (text, is) in [
            ("2024年6月30日", "30 june 2024"),
            ("2024 年 6 月 30 日", "30 june 2024"),
            ("2024年6月30日（星期日）", "30 june 2024"),
            ("2024年6月", "june 2024"),
            ("24年6月", "june 2024"),
            ("2024年", "2024"),
            ("6月30日", "30 june"),
            ("六月三十日", "30 june"),
            ("十二月", "december"),
            ("6月", "june"),
            ("2024年第一季度", "Q1 2024"),
            ("第三季度", "Q3"),
            ("2季度", "Q2"),
            ("2024年上半年", "H1 2024"),
            ("下半年", "H2"),
            ("2024年底", "end 2024"),
            ("年底", "end year"),
            ("2024年底前", "before end 2024"),
            ("6月底", "end june"),
            ("2024年6月30日前", "before 30 june 2024"),
            ("3-6月", "march - june"),
            ("2025年3月至10月", "march 2025 - october 2025"),
            ("2025年3月—2026年2月", "march 2025 - february 2026"),
            ("2025年1-3月", "january 2025 - march 2025"),
            ("6月5日-10日", "5 june - 10 june"),
            ("第23周", "W23"),
            ("2025-2027年", "2025 - 2027"),
        ] {
            assert_eq!(in_english(text).as_deref(), Some(is), "{text}");
        }
        for text in
            ["", "待定", "2024-06-30", "6月中旬", "2024年13月", "每周", "2025年3月起", "第五季度"]
        {
            assert_eq!(in_english(text), None, "{text}");
        }
    }
}
