//! What is being typed at a place: a key of a mapping, or the value of one. The lines above tell by
//! their columns, so that it is known also where the text is no YAML yet.

use super::nodes::table_of;
use crate::format::keys::{KeySpec, KeyTable};

/// What is being typed.
pub(super) struct Context<'t> {
    /// The mapping whose key is typed, or the key whose value is.
    pub subject: Subject,
    /// The keys, or the items of the list, that are there already.
    pub present: Vec<&'t str>,
    /// Where the word that is typed begins and ends.
    pub word: (usize, usize),
}

/// What a word is going to be.
#[derive(Clone, Copy)]
pub(super) enum Subject {
    /// A key of such a mapping.
    Key(&'static KeyTable),
    /// The name of a rule, as a key.
    Rule,
    /// The value of a key, or an item of its list.
    Value(&'static KeySpec),
    /// The level of a rule.
    Level,
}

/// A line, taken apart.
struct Line<'t> {
    /// The columns of its dashes.
    dashes: Vec<usize>,
    /// The column of what follows.
    column: usize,
    /// The key, if there is one.
    key: Option<&'t str>,
    /// What stands behind the colon, or behind the dashes.
    rest: &'t str,
}

/// Tells what is typed at an offset; `None` in a comment, in a long text, or where nothing is
/// known.
pub(super) fn context<'t>(
    text: &'t str,
    offset: usize,
    root: &'static KeyTable,
) -> Option<Context<'t>> {
    let before = text.get(..offset)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let typed = before.get(start..)?;
    let typed = typed.strip_prefix('\u{feff}').unwrap_or(typed);
    if is_in_comment(typed) {
        return None;
    }
    let line = Line::parse(typed).unwrap_or(Line {
        dashes: Vec::new(),
        column: typed.len(),
        key: None,
        rest: "",
    });
    let (way, mut present) = parents(before.get(..start)?, &line)?;
    let behind = text.get(offset..)?;
    present.extend(siblings_below(behind, line.column));
    let end = offset + behind.find(|c: char| !is_word(c)).unwrap_or(behind.len());
    let word = |typed: &str| (offset - typed.len(), end);
    let context =
        |subject, present, typed: &str| Some(Context { subject, present, word: word(typed) });
    let Place { table, spec } = place(root, &way)?;
    match (line.key, table) {
        // Behind a key: its value.
        (Some(key), Some(table)) => {
            let spec = table.keys.iter().find(|spec| spec.name == key)?;
            in_value(spec, line.rest, behind, &context)
        }
        (Some(_), None) if is_levels(spec) => context(Subject::Level, Vec::new(), line.rest),
        (None, Some(table)) => context(Subject::Key(table), present, line.rest),
        (None, None) if is_levels(spec) => context(Subject::Rule, present, line.rest),
        // An item of a list of words.
        (None, None) if !line.dashes.is_empty() => {
            context(Subject::Value(spec?), Vec::new(), unquoted(line.rest))
        }
        _ => None,
    }
}

/// A place in the format.
#[derive(Clone, Copy)]
struct Place {
    /// The keys that may stand there.
    table: Option<&'static KeyTable>,
    /// The key that it is in.
    spec: Option<&'static KeySpec>,
}

fn place(root: &'static KeyTable, way: &[&str]) -> Option<Place> {
    let mut place = Place { table: Some(root), spec: None };
    for key in way {
        let spec = place.table?.keys.iter().find(|spec| spec.name == *key)?;
        place = Place { table: table_of(spec.takes), spec: Some(spec) };
    }
    Some(place)
}

fn is_levels(spec: Option<&KeySpec>) -> bool {
    use crate::format::keys::ValueKind;
    spec.is_some_and(|spec| matches!(spec.takes, ValueKind::Levels))
}

type MakeContext<'a, 't> = &'a dyn Fn(Subject, Vec<&'t str>, &str) -> Option<Context<'t>>;

/// Tells what is typed behind the colon of a key: the value, an item of a list in brackets, or a
/// key of a mapping in braces.
fn in_value<'t>(
    spec: &'static KeySpec,
    rest: &'t str,
    behind: &'t str,
    context: MakeContext<'_, 't>,
) -> Option<Context<'t>> {
    if let Some(inner) = rest.strip_prefix('[') {
        if inner.contains(']') {
            return None;
        }
        let (head, item) = inner.rsplit_once(',').unwrap_or(("", inner));
        let line = behind.lines().next().unwrap_or("");
        let later = line.split_once(']').map_or("", |(later, _)| later);
        let later = later.split_once(',').map_or("", |(_, later)| later);
        let items = head.split(',').chain(later.split(','));
        let present = items.map(|item| unquoted(item.trim())).filter(|item| !item.is_empty());
        return context(Subject::Value(spec), present.collect(), unquoted(item.trim_start()));
    }
    if let Some(inner) = rest.strip_prefix('{') {
        let table = table_of(spec.takes).filter(|_| !inner.contains('}'))?;
        let (head, pair) = inner.rsplit_once(',').unwrap_or(("", inner));
        return match pair.split_once(':') {
            Some((key, value)) => {
                let spec = table.keys.iter().find(|spec| spec.name == key.trim())?;
                context(Subject::Value(spec), Vec::new(), unquoted(value.trim_start()))
            }
            None => {
                let keys = head.split(',').filter_map(|pair| pair.split_once(':'));
                let present = keys.map(|(key, _)| key.trim()).collect();
                context(Subject::Key(table), present, pair.trim_start())
            }
        };
    }
    context(Subject::Value(spec), Vec::new(), unquoted(rest))
}

/// Returns the keys that lead to a line, the outermost first, and the keys beside it above;
/// `None` in a long text.
fn parents<'t>(above: &'t str, line: &Line<'t>) -> Option<(Vec<&'t str>, Vec<&'t str>)> {
    let (mut way, mut present) = (Vec::new(), Vec::new());
    let (mut column, mut item) = (line.column, line.dashes.last().copied());
    for line in above.lines().rev().filter_map(Line::parse) {
        if line.is_long_text() && line.column < column && item.is_none_or(|dash| line.column < dash)
        {
            return None;
        }
        let is_above = match item {
            Some(dash) => line.column <= dash && !line.dashes.contains(&dash),
            None => line.column < column,
        };
        match line.key {
            Some(key) if is_above && line.rest.is_empty() => {
                way.push(key);
                (column, item) = (line.column, line.dashes.last().copied());
            }
            _ if item.is_none() && line.column == column => {
                present.extend(line.key.filter(|_| way.is_empty()));
                item = line.dashes.last().copied();
            }
            _ => {}
        }
        if column == 0 && item.is_none() && !way.is_empty() {
            break;
        }
    }
    way.reverse();
    Some((way, present))
}

/// Returns the keys of the same mapping below a line.
fn siblings_below(behind: &str, column: usize) -> impl Iterator<Item = &str> {
    let lines = behind.lines().skip(1).filter_map(Line::parse);
    let own = lines.take_while(move |line| line.column >= column && !line.begins_item_at(column));
    own.filter(move |line| line.column == column).filter_map(|line| line.key)
}

impl<'t> Line<'t> {
    /// Takes a line apart; `None` where nothing is on it, or only a comment.
    fn parse(line: &'t str) -> Option<Self> {
        let line = line.trim_end_matches('\r');
        let mut rest = line.trim_start_matches(' ');
        if rest.is_empty() || rest.starts_with('#') {
            return None;
        }
        let column = |rest: &str| line.len() - rest.len();
        let mut dashes = Vec::new();
        while let Some(after) =
            rest.strip_prefix('-').filter(|after| after.is_empty() || after.starts_with(' '))
        {
            dashes.push(column(rest));
            rest = after.trim_start_matches(' ');
        }
        let colon = rest.find(": ").or_else(|| rest.strip_suffix(':').map(str::len));
        let key = colon.and_then(|at| rest.get(..at)).filter(|key| key.chars().all(is_word));
        let value = key.map_or(rest, |key| rest.get(key.len() + 1..).unwrap_or("").trim_start());
        let bare = if value.starts_with('#') { "" } else { value };
        Some(Line { dashes, column: column(rest), key, rest: bare })
    }

    /// Whether it begins a text of several lines.
    fn is_long_text(&self) -> bool {
        self.rest.starts_with(['|', '>'])
    }

    /// Whether another item of the list begins on it.
    fn begins_item_at(&self, column: usize) -> bool {
        self.dashes.first().is_some_and(|dash| *dash < column)
    }
}

fn is_in_comment(typed: &str) -> bool {
    typed.trim_start().starts_with('#') || typed.contains(" #")
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/')
}

/// Returns a text without the quote that it begins with.
fn unquoted(text: &str) -> &str {
    text.trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::keys::{CONFIG, PLAN};

    /// Tells what is typed at the `^`.
    fn at(text: &str, root: &'static KeyTable) -> Option<String> {
        let offset = text.find('^')?;
        let text = text.replace('^', "");
        let found = context(&text, offset, root)?;
        let what = match found.subject {
            Subject::Key(table) => format!("key of {}", table.name),
            Subject::Rule => "rule".to_owned(),
            Subject::Value(spec) => format!("value of {}", spec.name),
            Subject::Level => "level".to_owned(),
        };
        let typed = text.get(found.word.0..found.word.1).unwrap_or("?");
        Some(format!("{what} {typed} {}", found.present.join(",")))
    }

    #[test]
    fn columns_tell_what_is_typed() {
        let plan = |rest: &str| {
            at(
                &format!("schema: 1\ntitle: T\npriorities:\n  - id: a\n    activities:\n{rest}"),
                &PLAN,
            )
        };
        for (rest, expected) in [
            ("      - id: 1\n        sta^\n        due: x\n", "key of activity sta id,due"),
            ("      - id: 1\n        status: on^\n", "value of status on "),
            ("      - ^\n", "key of activity  "),
            ("      - id: 1\n        owners: [iom, ^, unodc]\n", "value of owners  iom,unodc"),
            ("      - id: 1\n        owners:\n          - io^\n", "value of owners io "),
            (
                "      - id: 1\n        milestones:\n          - title: x\n            ^",
                "key of milestone  title",
            ),
            (
                "      - id: 1\n        milestones:\n        - title: x\n          due: ^",
                "value of due  ",
            ),
            ("      - id: 1\n        budget: {currency: USD, re^}", "key of budget re currency"),
            ("      - id: 1\n      - id: 2\n    le^\n", "key of priority le activities,id"),
            ("\r\n^", "key of plan  priorities,title,schema"),
        ] {
            assert_eq!(plan(rest).as_deref(), Some(expected), "{rest}");
        }
        assert_eq!(plan("      - id: 1\n        description: |\n          some te^"), None);
        assert_eq!(plan("      - id: 1 # sta^"), None);
        assert_eq!(at("rules:\n  over^\n", &CONFIG).as_deref(), Some("rule over "));
        assert_eq!(at("rules:\n  overdue: w^\n", &CONFIG).as_deref(), Some("level w "));
    }
}
