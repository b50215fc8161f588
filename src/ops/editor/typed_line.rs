//! A line of YAML taken apart, also while it is being typed.

/// A line, taken apart.
pub(super) struct TypedLine<'t> {
    /// The columns of its dashes.
    pub dashes: Vec<usize>,
    /// The column of what follows.
    pub column: usize,
    /// How many spaces it begins with.
    pub indent: usize,
    /// The key, if there is one.
    pub key: Option<&'t str>,
    /// Whether a space follows the colon of the key.
    pub has_space: bool,
    /// The text after the colon, or after the dashes.
    pub rest: &'t str,
}

impl<'t> TypedLine<'t> {
    /// Takes a line apart; `None` where nothing is on it, or only a comment.
    pub(super) fn parse(line: &'t str) -> Option<Self> {
        let line = line.trim_start_matches('\u{feff}').trim_end_matches('\r');
        let mut rest = line.trim_start_matches(' ');
        if rest.is_empty() || rest.starts_with('#') {
            return None;
        }
        let column = |rest: &str| line.len() - rest.len();
        let indent = column(rest);
        let mut dashes = Vec::new();
        let is_dash = |after: &&str| after.is_empty() || after.starts_with(' ');
        while let Some(after) = rest.strip_prefix('-').filter(is_dash) {
            dashes.push(column(rest));
            rest = after.trim_start_matches(' ');
        }
        let start = column(rest);
        let colon = rest.find(": ").or_else(|| rest.strip_suffix(':').map(str::len));
        let named = colon.and_then(|at| rest.get(..at)).map(|key| (key, unquoted(key.trim_end())));
        let named = named.filter(|(_, key)| !key.is_empty() && key.chars().all(is_word));
        let behind = named.and_then(|(written, _)| rest.get(written.len() + 1..));
        let value = behind.map_or(rest, str::trim_start);
        Some(TypedLine {
            dashes,
            column: start,
            indent,
            key: named.map(|(_, key)| key),
            has_space: behind.is_some_and(|behind| behind.starts_with(' ')),
            rest: if value.starts_with('#') { "" } else { value },
        })
    }

    /// Whether the lines below it are the value of its key: nothing stands behind the colon but an
    /// anchor.
    pub(super) fn is_open(&self) -> bool {
        let is_anchor = self.rest.starts_with('&') && !self.rest.contains(' ');
        self.key.is_some() && (self.rest.is_empty() || is_anchor)
    }

    /// Whether it begins a text of several lines.
    pub(super) fn is_long_text(&self) -> bool {
        let last = self.rest.rsplit(' ').next().unwrap_or("");
        let signs = last.strip_prefix(['|', '>']);
        signs.is_some_and(|signs| signs.chars().all(|c| c.is_ascii_digit() || "+-".contains(c)))
    }
}

/// Whether a character can be in a key, an id or a date.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/')
}

/// Returns a text without the quotes around it.
pub(super) fn unquoted(text: &str) -> &str {
    text.trim_matches(['"', '\''])
}
