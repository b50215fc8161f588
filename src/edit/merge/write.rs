//! Writes the merged value as text.

use super::align::aligned;
use super::comments::MergeComments;
use super::item_name::{IDENTITY, TABLE};
use super::plan_sides::PlanSides;
use super::plan_table::without_identities;
use super::reuse_lines::{LineSource, grafted};
use super::same::same;
use super::weave::woven;
use super::weave_version::WeaveVersion;
use crate::diagnostic::{Message, message};
use crate::edit::locate::NodePath;
use crate::edit::rewrite::rewrite;
use crate::edit::value::{Change, Value};
use crate::format::yaml::{Document, parse};
use crate::text::{FileId, clean_line};

/// The texts of three versions: base, ours, theirs.
pub(super) struct SideTexts<'t> {
    all: [&'t str; 3],
    /// The texts with line feeds only, with one at the end, and without a byte-order mark; `None`
    /// if line breaks are mixed.
    plain: Option<[String; 3]>,
    remarks: MergeComments<'t>,
}

impl<'t> SideTexts<'t> {
    pub(super) fn new(all: [&'t str; 3]) -> Self {
        let [base, ours, theirs] = all.map(plain);
        SideTexts {
            all,
            plain: base.zip(ours).zip(theirs).map(|((base, ours), theirs)| [base, ours, theirs]),
            remarks: MergeComments::new(all),
        }
    }

    /// Returns a text with the merged value. The lines of the versions are put together. If that
    /// loses a comment or changes the value, the drafts and the sides are tried too, and the text
    /// that keeps most is used.
    pub(super) fn write(
        &self,
        meant: &Value,
        sides: &PlanSides,
        drafts: &dyn Fn() -> Vec<String>,
        starts: &[&str],
    ) -> Option<String> {
        let [_, ours, theirs] = self.all;
        let woven = self.woven(meant, sides);
        let meant = without_identities(meant);
        let once = |text: String| {
            let fewer = self.remarks.without_surplus(text.clone());
            if says(&fewer, &meant) { fewer } else { text }
        };
        let woven = woven.and_then(|text| said(text, &meant)).map(once);
        let missing = woven.as_ref().map(|text| self.remarks.missing(text));
        if missing == Some(0) {
            return woven;
        }
        let other = write_by(&drafts(), starts, &meant, &[theirs, ours], &|text| {
            self.remarks.missing(text)
        })
        .map(once);
        match (woven, other) {
            (Some(woven), Some(other))
                if missing.is_some_and(|missing| missing <= self.remarks.missing(&other)) =>
            {
                Some(woven)
            }
            (woven, other) => other.or(woven),
        }
    }

    /// Describes the comments that are in none of the merged texts.
    pub(super) fn lost(&self, merged: &[&str]) -> Option<Message> {
        let lost = self.remarks.lost(merged);
        let shown = |remark: &str| clean_line(remark).chars().take(60).collect::<String>();
        match lost.as_slice() {
            [] => None,
            [one] => Some(message!(
                "merge.comment-lost",
                "a comment was lost: “{comment}”",
                comment = shown(one)
            )),
            [first, others @ ..] => Some(message!(
                "merge.comments-lost",
                "{lost} comments were lost: “{first}” and {others} more",
                lost = lost.len(),
                first = shown(first),
                others = others.len()
            )),
        }
    }

    fn woven(&self, meant: &Value, sides: &PlanSides) -> Option<String> {
        let plain = self.plain.as_ref()?;
        let documents: Vec<Document<'_>> =
            plain.iter().map(|text| parse(FileId(0), text).0).collect();
        let mut versions =
            documents.iter().zip(plain).zip(&sides.values).map(|((document, text), value)| {
                WeaveVersion::new(document, text, &identities(value))
            });
        let (base, ours, theirs) = (versions.next()?, versions.next()?, versions.next()?);
        let mut text = woven([base.as_ref(), ours.as_ref(), theirs.as_ref()], meant)?;
        let trait_of = |has: fn(&str) -> bool| {
            let [base, ours, theirs] = self.all.map(has);
            if ours == base { theirs } else { ours }
        };
        if !trait_of(|text| text.ends_with('\n')) {
            text.truncate(text.trim_end_matches('\n').len());
        }
        let [_, ours, _] = self.all;
        if ours.contains("\r\n") {
            text = text.replace('\n', "\r\n");
        }
        Some(if trait_of(|text| text.starts_with('\u{feff}')) {
            format!("\u{feff}{text}")
        } else {
            text
        })
    }
}

/// The identities of a plan's activities, in file order.
fn identities(flat: &Value) -> Vec<String> {
    flat.items(TABLE)
        .iter()
        .filter_map(|item| item.value.get(IDENTITY).and_then(Value::as_text))
        .map(str::to_owned)
        .collect()
}

fn plain(text: &str) -> Option<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (all, with_returns) = (text.matches('\n').count(), text.matches("\r\n").count());
    let mut text = match with_returns {
        0 => text.to_owned(),
        _ if with_returns == all => text.replace("\r\n", "\n"),
        _ => return None,
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Some(text)
}

/// Returns a text with the merged value. Of the drafts that have it, it takes the one with the
/// fewest missing comments. Otherwise it takes the first draft or side that can be changed safely,
/// with as few changes as possible. Lines of the donors are copied with their comments.
pub(super) fn write(
    drafts: &[String],
    starts: &[&str],
    meant: &Value,
    donors: &[&str],
) -> Option<String> {
    write_by(drafts, starts, meant, donors, &|_| 0)
}

fn write_by(
    drafts: &[String],
    starts: &[&str],
    meant: &Value,
    donors: &[&str],
    missing: &dyn Fn(&str) -> usize,
) -> Option<String> {
    let good = drafts.iter().filter(|draft| says(draft, meant));
    if let Some(draft) = good.min_by_key(|draft| missing(draft)) {
        return Some(draft.clone());
    }
    let documents: Vec<(Document<'_>, &str)> =
        donors.iter().map(|text| (parse(FileId(0), text).0, *text)).collect();
    let donors: Vec<LineSource<'_, '_>> =
        documents.iter().map(|(document, text)| LineSource::new(document, text)).collect();
    let made = |start: &str| {
        let with_lines = grafted(start, meant, &donors);
        with_lines.into_iter().chain([start.to_owned()]).find_map(|start| said(start, meant))
    };
    let mut best: Option<(usize, String)> = None;
    for text in drafts.iter().map(String::as_str).chain(starts.iter().copied()).filter_map(made) {
        let count = missing(&text);
        if best.as_ref().is_none_or(|(least, _)| count < *least) {
            best = Some((count, text));
        }
        if count == 0 {
            break;
        }
    }
    best.map(|(_, text)| text)
}

fn says(text: &str, meant: &Value) -> bool {
    super::read_value::value(text).is_some_and(|value| same(&value, meant))
}

/// Changes a text to the merged value, place by place.
fn said(text: String, meant: &Value) -> Option<String> {
    let there = super::read_value::value(&text)?;
    if same(&there, meant) {
        return Some(text);
    }
    let (document, _) = parse(FileId(0), &text);
    let changed = rewrite(
        &document,
        &text,
        &[(NodePath::top(&document)?, Change::Value(aligned(meant, &there)))],
    )
    .ok()?;
    says(&changed, meant).then_some(changed)
}
