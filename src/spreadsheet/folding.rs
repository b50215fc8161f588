//! Makes words comparable: without case, accents and punctuation, in any script.

/// Returns a word without case, accents and punctuation. Digits of other scripts and full-width
/// forms become ASCII; letters of Arabic and Russian that are written in several ways become one.
pub(super) fn normalize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            c if c.is_ascii() => space(&mut out),
            c => plain(c).to_lowercase().for_each(|c| fold(c, &mut out)),
        }
    }
    out.truncate(out.trim_end().len());
    match !out.is_ascii() && out.contains(ARTICLE) {
        true => out.split(' ').map(without_article).collect::<Vec<_>>().join(" "),
        false => out,
    }
}

/// Ends a word.
fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Adds a small letter, digit or sign without its accent.
fn fold(c: char, out: &mut String) {
    match c {
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => out.push('a'),
        'è' | 'é' | 'ê' | 'ë' => out.push('e'),
        'ì' | 'í' | 'î' | 'ï' => out.push('i'),
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' => out.push('o'),
        'ù' | 'ú' | 'û' | 'ü' => out.push('u'),
        'ç' => out.push('c'),
        'ñ' => out.push('n'),
        'œ' => out.push_str("oe"),
        'æ' => out.push_str("ae"),
        'ё' => out.push('е'),
        'й' => out.push('и'),
        'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
        'ى' | 'ئ' | 'ی' => out.push('ي'),
        'ؤ' => out.push('و'),
        'ة' => out.push('ه'),
        'ک' => out.push('ك'),
        '№' => out.push_str("no"),
        c if is_mark(c) => {}
        c if c.is_alphanumeric() => out.push(c),
        _ => space(out),
    }
}

/// Returns a text with ASCII digits, letters and signs in place of their full-width and Arabic
/// forms, and usual spaces.
pub(super) fn plain_signs(text: &str) -> String {
    let shown = text.chars().filter(|c| !is_invisible(*c));
    shown.map(plain).collect()
}

/// Returns the ASCII form of a digit, letter or sign.
fn plain(c: char) -> char {
    let digit = |from: u32| char::from_digit(u32::from(c).saturating_sub(from), 10).unwrap_or(c);
    match c {
        '٠'..='٩' => digit(0x660),
        '۰'..='۹' => digit(0x6f0),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2009}' | '\u{3000}' => ' ',
        '،' | '、' => ',',
        '٪' => '%',
        '٫' => '.',
        '٬' => ',',
        _ => c,
    }
}

/// Whether a character only changes how the letter before it is read, or is not seen at all.
fn is_mark(c: char) -> bool {
    matches!(c, '°' | 'º' | 'ª' | '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{640}')
        || matches!(c, '\u{64b}'..='\u{65f}' | '\u{670}')
        || is_invisible(c)
}

/// Marks of direction, breaks that are not shown, and the byte-order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{fe0f}' | '\u{feff}')
}

/// The Arabic article, which is written together with its word.
const ARTICLE: &str = "ال";

/// Returns an Arabic word without its article.
fn without_article(word: &str) -> &str {
    let mut word = word;
    while let Some(rest) = word.strip_prefix(ARTICLE).filter(|rest| rest.chars().count() > 2) {
        word = rest;
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_what_people_leave_out() {
        for (text, is) in [
            ("  Échéance : ", "echeance"),
            ("E\u{301}che\u{301}ance", "echeance"),
            ("Coût (€)", "cout"),
            ("AÇÃO", "acao"),
            ("Missões", "missoes"),
            ("Año", "ano"),
            ("N°", "n"),
            ("Nº", "n"),
            ("№ п/п", "no п п"),
            ("ОТЧЁТ", "отчет"),
            ("Отче\u{308}т", "отчет"),
            ("Действий", "деиствии"),
            ("الأنشطة", "انشطه"),
            ("أنشطه", "انشطه"),
            ("النَّشَاط", "نشاط"),
            ("النشـــاط", "نشاط"),
            ("البريد الإلكتروني", "بريد كتروني"),
            ("البريد الالكتروني", "بريد كتروني"),
            ("إلى", "الي"),
            ("Ｑ１　２０２５", "q1 2025"),
            ("٢٠٢٥", "2025"),
            ("\u{feff}Activity\u{200f}", "activity"),
            ("活动（名称）", "活动 名称"),
            ("Œuvre", "oeuvre"),
            ("✓", ""),
        ] {
            assert_eq!(normalize(text), is, "{text}");
        }
        assert_eq!(plain_signs("１２ ٣٤٪\u{a0}€"), "12 34% €");
    }
}
