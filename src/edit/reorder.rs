//! A list of words in brackets that is put in another order: each word takes its comments along.

use std::collections::HashMap;
use std::ops::Range;

use super::emit::Style;
use super::layout::Layout;
use super::value::{Value, ValueItem};
use crate::format::yaml::{Node, NodeKind};

/// A word of the list, and the comments that belong to it.
struct ListWord<'s> {
    /// Comments on lines of their own above the word.
    above: Vec<&'s str>,
    text: &'s str,
    /// The comment after the word on its line, with the blanks before it.
    behind: &'s str,
}

/// Returns the new text between the brackets; `places` are those of the items. Returns `None` if no
/// item moves, if there are no comments, or if it is unclear where they belong.
pub(super) fn reordered(
    layout: Layout<'_>,
    list: Node<'_, '_>,
    places: &[Range<usize>],
    meant: &[ValueItem],
    habit: Style,
) -> Option<String> {
    let (open, close) = (list.span().start as usize, (list.span().end as usize).checked_sub(1)?);
    let inside = layout.slice(open, close);
    let is_named =
        |place: &Range<usize>| layout.slice(place.start, place.end).starts_with(['&', '*', '!']);
    if !inside.contains('#') || places.iter().any(is_named) {
        return None;
    }
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for (number, item) in list.children().enumerate() {
        let is_word = item.kind() == NodeKind::Scalar
            && !item.is_null()
            && numbers.insert(item.as_str(), number).is_none();
        is_word.then_some(())?;
    }
    let old = |item: &ValueItem| match &item.value {
        Value::Text(text) => numbers.get(text.as_str()).copied(),
        _ => None,
    };
    let order: Vec<Option<usize>> = meant.iter().map(old).collect();
    if order.iter().flatten().is_sorted() {
        return None;
    }
    // A comment after the bracket belongs to the list.
    let is_comment = layout.at(layout.skip_blanks(open + 1)) == Some(b'#');
    let begin = if is_comment { layout.line_end(open) } else { open + 1 };
    let (mut words, tail, has_comma) = words(layout, begin..close, places)?;
    // Comments above a removed word stay in place.
    let mut left = Vec::new();
    for (number, word) in words.iter_mut().enumerate() {
        left.append(&mut word.above);
        if order.contains(&Some(number)) {
            word.above = std::mem::take(&mut left);
        }
    }
    let first =
        places.iter().find(|place| layout.is_first_in_line(place.start)).or(places.first())?;
    let column = " ".repeat(layout.column(first.start));
    let new_line = format!("{}{column}", layout.line_break);
    let begins_on_line = !layout.slice(open, places.first()?.start).contains('\n');
    let is_in_lines = places.windows(2).any(
        |pair| matches!(pair, [one, next] if layout.slice(one.end, next.start).contains('\n')),
    );
    let mut out = layout.slice(open + 1, begin).to_owned();
    let mut must_break = !begins_on_line;
    for (at, (number, item)) in order.iter().zip(meant).enumerate() {
        let word = number.and_then(|number| words.get(number));
        for comment in word.map_or(&[][..], |word| &word.above) {
            out += &format!("{new_line}{comment}");
            must_break = true;
        }
        out += if must_break {
            &new_line
        } else if at > 0 {
            " "
        } else {
            ""
        };
        match word {
            Some(word) => out += word.text,
            None => out += &habit.flow(&item.value),
        }
        out += if at + 1 < order.len() || has_comma { "," } else { "" };
        let behind = word.map_or("", |word| word.behind);
        out += behind;
        must_break = is_in_lines || !behind.is_empty();
    }
    for comment in left {
        out += &format!("{new_line}{comment}");
    }
    let needs_break =
        out.rsplit('\n').next().is_some_and(|line| line.contains('#')) && !tail.contains('\n');
    out += if needs_break { &new_line } else { "" };
    Some(out + tail)
}

/// Returns the words between brackets with their comments, the text after the last word, and
/// whether a comma follows the last word.
fn words<'s>(
    layout: Layout<'s>,
    inside: Range<usize>,
    places: &[Range<usize>],
) -> Option<(Vec<ListWord<'s>>, &'s str, bool)> {
    let mut words = Vec::with_capacity(places.len());
    let (mut from, mut has_comma) = (inside.start, false);
    for place in places {
        let comma = layout.skip_trivia(place.end);
        has_comma = layout.at(comma) == Some(b',');
        if has_comma && layout.slice(place.end, comma).contains('#') {
            return None;
        }
        let lines = layout.slice(from, place.start).lines().map(str::trim);
        let above: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        if !above.iter().all(|line| line.starts_with('#')) {
            return None;
        }
        let end = if has_comma { comma + 1 } else { place.end };
        let is_comment = layout.at(layout.skip_blanks(end)) == Some(b'#');
        from = if is_comment { layout.line_end(end) } else { end };
        words.push(ListWord {
            above,
            text: layout.slice(place.start, place.end),
            behind: layout.slice(end, from).trim_end(),
        });
    }
    Some((words, layout.slice(from, inside.end), has_comma))
}
