//! What is being typed at a place: a key of a mapping, or the value of one. The lines above tell by
//! their columns, so that it is known also where the text is no YAML yet.

use super::flow::{InFlow, in_flow};
use super::nodes::table_of;
use super::typed_line::{TypedLine, is_word, unquoted};
use crate::format::keys::{KeySpec, KeyTable, ValueKind};

/// How many lines an open bracket is looked for.
const MOST_LINES_OF_FLOW: usize = 50;

/// What is being typed.
#[derive(Default)]
pub(super) struct Context<'t> {
    /// What the word is going to be.
    pub subject: Option<Subject>,
    /// The keys, or the items of the list, that are there already.
    pub present: Vec<&'t str>,
    /// Where the word that is typed begins and ends.
    pub word: (usize, usize),
    /// Whether it is an item of a list.
    pub is_item: bool,
    /// Whether it is in quotes.
    pub is_quoted: bool,
    /// Whether a space is missing behind the colon.
    pub lacks_space: bool,
    /// Whether a colon follows already.
    pub has_colon: bool,
    /// By how many columns the keys stand deeper than the line begins.
    pub deeper: usize,
    /// Whether it is in brackets or braces, where nothing has several lines.
    pub is_in_flow: bool,
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
    if is_in_comment(typed) || typed.trim_start_matches(' ').starts_with('\t') {
        return None;
    }
    let behind = text.get(offset..)?;
    let above = before.get(..start)?;
    if let Some(open) = flow_from_above(before, start) {
        let place = place(root, &open.way)?;
        let table = place.table.filter(|_| open.key.is_none());
        let found = in_flow(open.text, key_of(place, open.key), table)?;
        return of_flow(found, offset, behind);
    }
    let blank = TypedLine {
        dashes: Vec::new(),
        column: typed.trim_start_matches('\u{feff}').len(),
        indent: typed.len(),
        key: None,
        has_space: true,
        rest: "",
    };
    let line = TypedLine::parse(typed).unwrap_or(blank);
    let (way, mut present) = parents(above, &line)?;
    let place = place(root, &way)?;
    if line.rest.starts_with(['[', '{']) {
        let spec = key_of(place, line.key).or(place.spec.filter(|_| line.key.is_none()));
        let table = place.table.filter(|_| line.key.is_none());
        return of_flow(in_flow(line.rest, spec, table)?, offset, behind);
    }
    present.extend(siblings_below(behind, &line));
    let mut context = word(line.rest, offset, behind);
    context.deeper = line.column - line.indent.min(line.column);
    context.subject = Some(match (line.key, place.table) {
        (Some(key), Some(table)) => {
            context.lacks_space = !line.has_space;
            Subject::Value(table.keys.iter().find(|spec| spec.name == key)?)
        }
        (Some(_), None) if is_levels(place.spec) => {
            context.lacks_space = !line.has_space;
            Subject::Level
        }
        (None, Some(table)) => {
            context.present = present;
            Subject::Key(table)
        }
        (None, None) if is_levels(place.spec) => {
            context.present = present;
            Subject::Rule
        }
        // An item of a list of words.
        (None, None) if !line.dashes.is_empty() => {
            context.is_item = true;
            context.present = present;
            Subject::Value(place.spec?)
        }
        _ => return None,
    });
    Some(context)
}

/// Returns the word that is typed; what follows it is in `behind`.
fn word<'t>(typed: &str, offset: usize, behind: &str) -> Context<'t> {
    let bare = unquoted(typed);
    let length = behind.find(|c: char| !is_word(c)).unwrap_or(behind.len());
    let rest = behind.get(length..).unwrap_or("").trim_start_matches(' ');
    Context {
        word: (offset - bare.len(), offset + length),
        is_quoted: typed.starts_with(['"', '\'']),
        has_colon: rest.starts_with(':'),
        ..Context::default()
    }
}

fn of_flow<'t>(found: InFlow<'t>, offset: usize, behind: &'t str) -> Option<Context<'t>> {
    let mut context = word(found.typed, offset, behind);
    (context.is_item, context.is_in_flow) = (found.is_list, true);
    context.present = found.present;
    context.subject = Some(match (found.is_key, found.table, found.spec) {
        (true, Some(table), _) => {
            let own = behind.split(['}', '\n']).next().unwrap_or("");
            let later = own.split(',').skip(1).filter_map(|pair| pair.split_once(':'));
            context.present.extend(later.map(|(key, _)| unquoted(key.trim())));
            Subject::Key(table)
        }
        (false, _, Some(spec)) => {
            if !found.is_list {
                context.present.clear();
            }
            let own = behind.split([']', '\n']).next().unwrap_or("");
            let later = own.split(',').skip(1).filter(|_| found.is_list);
            context.present.extend(later.map(|item| unquoted(item.trim())));
            Subject::Value(spec)
        }
        _ => return None,
    });
    Some(context)
}

/// A bracket that a line above has opened.
struct OpenFlow<'t> {
    /// What was written since then, the bracket included.
    text: &'t str,
    /// The keys that lead to that line.
    way: Vec<&'t str>,
    /// The key whose value the bracket opens.
    key: Option<&'t str>,
}

/// Returns the bracket that a line above has opened, and none has closed.
fn flow_from_above(before: &str, start: usize) -> Option<OpenFlow<'_>> {
    let above = before.get(..start)?;
    let mut end = above.len();
    for text in above.split_inclusive('\n').rev().take(MOST_LINES_OF_FLOW) {
        let begin = end - text.len();
        if let Some(line) = TypedLine::parse(text.trim_end_matches('\n')) {
            if line.rest.starts_with(['[', '{']) {
                let trimmed = text.trim_end_matches(['\n', '\r']);
                let flow = before.get(begin + trimmed.len() - line.rest.len()..)?;
                let (way, _) = parents(before.get(..begin)?, &line)?;
                let open = OpenFlow { text: flow, way, key: line.key };
                return in_flow(flow, None, None).map(|_| open);
            }
            // Inside braces a pair ends with a comma.
            if line.key.is_some() && !line.rest.ends_with(',') {
                return None;
            }
        }
        end = begin;
    }
    None
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

fn key_of(place: Place, key: Option<&str>) -> Option<&'static KeySpec> {
    place.table?.keys.iter().find(|spec| Some(spec.name) == key)
}

fn is_levels(spec: Option<&KeySpec>) -> bool {
    spec.is_some_and(|spec| matches!(spec.takes, ValueKind::Levels))
}

/// Returns the keys that lead to a line, the outermost first, and the keys or items beside it
/// above; `None` in a long text, and at a column where nothing can stand.
fn parents<'t>(above: &'t str, own: &TypedLine<'t>) -> Option<(Vec<&'t str>, Vec<&'t str>)> {
    let (mut way, mut present) = (Vec::new(), Vec::new());
    let (mut column, mut item) = (own.column, own.dashes.last().copied());
    for line in above.lines().rev().filter_map(TypedLine::parse) {
        let is_first = way.is_empty();
        let is_above = match item {
            Some(dash) => line.column <= dash && !line.dashes.contains(&dash),
            None => line.column < column,
        };
        let is_dash = |dash: &usize| *dash < column;
        if is_above && line.is_long_text() {
            return None;
        }
        match line.key {
            Some(key) if is_above && line.is_open() => {
                way.push(key);
                (column, item) = (line.column, line.dashes.last().copied());
            }
            // Deeper than its neighbours, and not below an open key.
            _ if is_above && is_first => return None,
            // Between a dash and its keys.
            _ if item.is_none()
                && line.column > column
                && line.dashes.last().is_some_and(is_dash) =>
            {
                return None;
            }
            // Below a dash, without one.
            _ if item.is_none() && line.dashes.contains(&column) && is_first => return None,
            _ if item.is_none() && line.column == column => {
                present.extend(line.key.filter(|_| is_first));
                item = line.dashes.last().copied();
            }
            None if is_first && item.is_some() && line.dashes.last() == item.as_ref() => {
                present.push(unquoted(line.rest));
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

/// Returns the keys of the same mapping, or the items of the same list of words, below a line.
fn siblings_below<'t>(behind: &'t str, own: &TypedLine<'_>) -> Vec<&'t str> {
    let (column, dash) = (own.column, own.dashes.last().copied());
    let lines = behind.lines().skip(1).filter_map(TypedLine::parse);
    let mut found = Vec::new();
    for line in lines {
        let is_item = dash.is_some() && line.dashes.last().copied() == dash && line.key.is_none();
        if is_item {
            found.push(unquoted(line.rest));
        } else if line.column < column || line.dashes.first().is_some_and(|dash| *dash < column) {
            break;
        } else if line.column == column {
            found.extend(line.key);
        }
    }
    found
}

fn is_in_comment(typed: &str) -> bool {
    let is_mark = |(at, _): (usize, &str)| {
        let before = typed.get(..at).unwrap_or("");
        before.matches('"').count() % 2 == 0 && before.matches('\'').count() % 2 == 0
    };
    typed.trim_start().starts_with('#') || typed.match_indices(" #").any(is_mark)
}

#[cfg(test)]
mod tests;
