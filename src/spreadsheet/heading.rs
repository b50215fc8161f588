//! The meaning of a column's heading, such as `1. Activity / Output:` or `Budget 2025 (USD)`.

use super::amount::{multiple, named};
use super::folding::{normalize, plain_signs};
use super::vocabulary::meant;

/// The most characters of a heading: longer texts are not one.
const LONGEST: usize = 120;

/// Returns the key of a column's heading. The heading counts as whole words: without a number in
/// front, without brackets, units and years; both parts of `Activité / Activity` mean one key.
pub(super) fn column(head: &str) -> Option<&'static str> {
    if head.chars().count() > LONGEST {
        return None;
    }
    match plain_signs(head).trim().trim_end_matches(':') {
        "#" => return Some("id"),
        "%" => return Some("progress"),
        _ => {}
    }
    let known = |form: &str| meant("column", form);
    let forms = forms(head);
    let whole = forms.iter().find_map(|form| known(form)).or_else(|| {
        let bare = forms.last()?;
        without_unit(bare)
            .and_then(known)
            .filter(|key| key.starts_with("budget."))
            .or_else(|| without_format(bare).and_then(known).filter(|key| is_day(key)))
            .or_else(|| without_filling(bare).and_then(known))
            .or_else(|| known(bare.split(" as of ").next()?.split(" as at ").next()?))
    });
    whole.or_else(|| common(&parts(head)))
}

/// Returns how likely a heading names the title of an activity: 1 is the strongest (`Activity`,
/// `Task`), 2 a weaker one (`Name`, `Project`); 3 (`Output`), 4 (`Description`) and 5 (`Objective`)
/// are titles only where nothing stronger is.
pub(super) fn title_rank(head: &str) -> Option<u8> {
    let own = || forms(head).iter().find_map(|form| meant("title", form)?.parse().ok());
    match column(head)? {
        "title" => own()
            .or_else(|| parts(head).iter().filter_map(|part| title_rank(part)).min())
            .or(Some(1)),
        "deliverables" => Some(3),
        "description" => Some(4),
        "priority" => own(),
        _ => None,
    }
}

/// Whether the heading of a column of dates asks for a range: `Timeline`, `When`.
pub(super) fn is_timeline(head: &str) -> bool {
    let is_one = |head: &str| {
        let forms = forms(head);
        let bare = forms.last().and_then(|form| without_format(form));
        let mut all = forms.iter().map(String::as_str).chain(bare);
        all.any(|form| meant("timeline", form).is_some())
    };
    column(head) == Some("due") && (is_one(head) || parts(head).iter().any(|part| is_one(part)))
}

/// Whether this is the key of a date.
fn is_day(key: &str) -> bool {
    matches!(key, "start" | "due" | "forecast" | "completed")
}

/// The folded forms of a heading, the fullest first: with the text in brackets, and without.
fn forms(head: &str) -> Vec<String> {
    let plain = plain_signs(head).replace(['【', '〔'], "[").replace(['】', '〕'], "]");
    // `Task #`
    let plain = plain.replace('#', " no ");
    let mut out: Vec<String> = Vec::new();
    for text in [plain.clone(), without_brackets(&plain)] {
        for form in [normalize(&text), normalize(without_number(&text))] {
            // `任 务`
            let is_wide = |c: char| matches!(c, ' ' | '\u{3400}'..='\u{9fff}');
            let form = if form.chars().all(is_wide) { form.replace(' ', "") } else { form };
            if !form.is_empty() && !out.contains(&form) {
                out.push(form);
            }
        }
    }
    out
}

/// Returns a text without the parts in brackets: `Deliverable(s)`, `Budget (USD)`.
fn without_brackets(text: &str) -> String {
    let (mut out, mut depth) = (String::new(), 0_usize);
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Returns a text without a number in front: `1. Activity`, `2.1) Lead`, `B. Timeline`, `3 Lead`.
fn without_number(text: &str) -> &str {
    let text = text.trim_start();
    let Some(end) = text.find(|c: char| !c.is_alphanumeric() && c != '.') else { return text };
    let (first, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let bare = first.trim_end_matches('.');
    let is_number = bare.bytes().all(|b| b.is_ascii_digit() || b == b'.') && !bare.is_empty();
    let is_roman = bare.len() <= 4 && bare.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    let is_letter = bare.chars().count() == 1 || is_roman && !bare.is_empty();
    let has_sign = first.ends_with('.') || rest.starts_with([')', ':', '-']);
    if is_number || is_letter && has_sign {
        rest.trim_start_matches(|c: char| !c.is_alphanumeric())
    } else {
        text
    }
}

/// Returns a folded heading without the currency and the year behind it: `cost in usd`.
fn without_unit(form: &str) -> Option<&str> {
    let is_unit = |word: &str| {
        matches!(
            word,
            "in" | "en"
                | "em"
                | "в"
                | "us"
                | "dollars"
                | "dollar"
                | "euros"
                | "euro"
                | "thousands"
                | "thousand"
                | "of"
                | "de"
                | "d"
                | "fcfa"
                | "cfa"
                | "ب"
                | "دولار"
                | "بدولار"
                | "руб"
                | "рублеи"
                | "рублях"
                | "тыс"
                | "млн"
                | "сум"
                | "сом"
                | "тенге"
                | "долл"
                | "сша"
                | "долларах"
                | "долларов"
                | "万元"
                | "元"
                | "美元"
                | "reais"
                | "pesos"
        ) || is_year(word)
            || multiple(word).is_some()
            || word.len() == 3 && word.is_ascii() && named(word).is_some()
    };
    trimmed(form, is_unit)
}

/// Returns a folded heading without the format of its dates and the year behind it.
fn without_format(form: &str) -> Option<&str> {
    let is_format = |word: &str| {
        matches!(
            word,
            "d" | "dd"
                | "ddd"
                | "m"
                | "mm"
                | "mmm"
                | "yy"
                | "yyyy"
                | "j"
                | "jj"
                | "a"
                | "aa"
                | "aaaa"
                | "dia"
                | "mes"
                | "ano"
                | "дд"
                | "мм"
                | "гг"
                | "гггг"
                | "g"
                | "г"
                | "год"
                | "года"
        ) || is_year(word)
    };
    trimmed(form, is_format)
}

/// Returns a folded heading without words that add nothing in front, and the year behind it:
/// `list of key activities`, `planned budget`.
fn without_filling(form: &str) -> Option<&str> {
    const FILLING: [&str; 28] = [
        "the",
        "list of",
        "main",
        "key",
        "major",
        "specific",
        "detailed",
        "overall",
        "project",
        "programme",
        "planned",
        "proposed",
        "name of the",
        "name of",
        "description of",
        "les",
        "la",
        "le",
        "el",
        "los",
        "las",
        "os",
        "as",
        "liste des",
        "lista de",
        "lista das",
        "перечень",
        "основные",
    ];
    let mut rest = trimmed(form, is_year).unwrap_or(form);
    while let Some(less) =
        FILLING.iter().find_map(|word| rest.strip_prefix(word)?.strip_prefix(' '))
    {
        rest = less;
    }
    (rest != form).then_some(rest)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with("20") && word.bytes().all(|b| b.is_ascii_digit())
}

/// Returns a text without the last words of some kind, if there are any.
fn trimmed(form: &str, is_extra: impl Fn(&str) -> bool) -> Option<&str> {
    let mut rest = form;
    while let Some((less, _)) = rest.rsplit_once(' ').filter(|(_, last)| is_extra(last)) {
        rest = less;
    }
    (rest != form).then_some(rest)
}

/// Words between two meanings of a heading.
const AND: [&str; 7] = [" and ", " et ", " y ", " e ", " и ", " و", " or "];

/// Returns the parts of `Activity / Output`, `Notes & comments`, `活动 Activity`: in several parts or
/// in none.
fn parts(head: &str) -> Vec<String> {
    let text = without_brackets(&plain_signs(head)).to_lowercase();
    let mut text = without_number(&text).to_owned();
    for word in AND {
        text = text.replace(word, if word == " و" { "/ " } else { "/" });
    }
    let text = text.replace(" - ", "/").replace(['–', '—', '和', '及', '与'], "/");
    let signs = ['/', '\\', '|', '\n', '&', ';', ',', ':'];
    let mut parts: Vec<String> = text
        .split(signs)
        .map(|part| without_number(part).trim().to_owned())
        .filter(|part| !normalize(part).is_empty())
        .collect();
    // Two languages without a sign between them.
    if let [whole] = parts.as_slice() {
        parts = by_script(whole);
    }
    if parts.len() > 1 { parts } else { Vec::new() }
}

/// Returns the runs of Latin letters and of other letters in a text.
fn by_script(text: &str) -> Vec<String> {
    let mut runs: Vec<(bool, String)> = Vec::new();
    for c in text.chars() {
        let is_latin = u32::from(c) < 0x250;
        match runs.last_mut() {
            Some((own, run)) if *own == is_latin || !c.is_alphanumeric() => run.push(c),
            _ => runs.push((is_latin, c.to_string())),
        }
    }
    runs.into_iter().map(|(_, run)| run.trim().to_owned()).collect()
}

/// Returns the key that all parts of a heading have in common. Titles of any strength make a title
/// together with a strong one.
fn common(parts: &[String]) -> Option<&'static str> {
    let keys = parts.iter().map(|part| column(part)).collect::<Option<Vec<_>>>()?;
    let first = *keys.first()?;
    if keys.iter().all(|key| *key == first) {
        return Some(first);
    }
    if keys.iter().all(|key| key.starts_with("indicator")) {
        return Some("indicators");
    }
    // The first one of several organizations leads.
    if first == "owners" && keys.iter().all(|key| matches!(*key, "owners" | "partners" | "contact"))
    {
        return Some("owners");
    }
    let ranks = parts.iter().map(|part| title_rank(part)).collect::<Option<Vec<_>>>()?;
    keys.contains(&"title").then_some("title").filter(|_| ranks.iter().all(|rank| *rank <= 5))
}

#[cfg(test)]
mod tests;
