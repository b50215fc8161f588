//! What was shared and taken in, for scripts.

use serde::Serialize;

use crate::diagnostic::Message;
use crate::render::activity::change::ChangeShape;
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::SCHEMA;
use crate::report::{
    ChangeByOthers, ChangeByOthersKind, ChangedFile, FileByOthers, LeftOutFile, NewIdOfUser,
    SettledConflict, ShareConflict, ShareReport,
};

#[derive(Serialize)]
struct ShareShape<'a> {
    schema: u32,
    committed: Option<CommittedShape<'a>>,
    taken_in: Vec<TakenInShape<'a>>,
    files: Vec<FileShape<'a>>,
    settled: Vec<SettledShape<'a>>,
    new_ids: Vec<NewIdShape<'a>>,
    left_out: Vec<LeftOutShape<'a>>,
    pushed: bool,
    branch: Option<&'a str>,
    conflicts: Vec<ConflictShape<'a>>,
}

#[derive(Serialize)]
struct CommittedShape<'a> {
    commit: Option<&'a str>,
    subject: &'a str,
    files: Vec<ChangedFileShape<'a>>,
    warnings: usize,
}

#[derive(Serialize)]
struct ChangedFileShape<'a> {
    path: &'a str,
    change: &'static str,
}

#[derive(Serialize)]
struct FileShape<'a> {
    path: &'a str,
    change: &'static str,
    what: Option<&'a Message>,
    author: Option<&'a str>,
    date: Option<String>,
}

#[derive(Serialize)]
struct NewIdShape<'a> {
    plan: &'a str,
    before: &'a str,
    after: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct LeftOutShape<'a> {
    path: &'a str,
    why: &'a Message,
}

#[derive(Serialize)]
struct SettledShape<'a> {
    #[serde(flatten)]
    conflict: ConflictShape<'a>,
    kept: &'static str,
    dropped: Vec<TakenInShape<'a>>,
}

#[derive(Serialize)]
struct TakenInShape<'a> {
    commit: Option<&'a str>,
    author: Option<&'a str>,
    date: Option<String>,
    plan: &'a str,
    activity: Option<&'a str>,
    title: Option<&'a str>,
    change: &'static str,
    changes: Vec<ChangeShape<'a>>,
}

#[derive(Serialize)]
struct ConflictShape<'a> {
    path: &'a str,
    plan: Option<&'a str>,
    activity: Option<&'a str>,
    title: Option<&'a str>,
    field: Option<&'a str>,
    place: &'a Message,
    what: &'a Message,
    ours: Option<&'a Message>,
    theirs: Option<&'a Message>,
    author: Option<&'a str>,
    date: Option<String>,
}

fn own(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn kind(kind: ChangeByOthersKind) -> &'static str {
    match kind {
        ChangeByOthersKind::Added => "added",
        ChangeByOthersKind::Removed => "removed",
        ChangeByOthersKind::Changed => "changed",
    }
}

impl<'a> From<&'a ChangeByOthers> for TakenInShape<'a> {
    fn from(one: &'a ChangeByOthers) -> Self {
        TakenInShape {
            commit: one.commit.as_deref(),
            author: one.author.as_deref(),
            date: one.day.map(|day| day.to_string()),
            plan: &one.plan,
            activity: one.activity.as_deref(),
            title: own(&one.title),
            change: kind(one.kind),
            changes: ChangeShape::all(&one.changes),
        }
    }
}

impl<'a> From<&'a ShareConflict> for ConflictShape<'a> {
    fn from(one: &'a ShareConflict) -> Self {
        ConflictShape {
            path: &one.path,
            plan: one.plan.as_deref(),
            activity: one.activity.as_deref(),
            title: own(&one.title),
            field: one.field.as_deref(),
            place: &one.place,
            what: &one.what,
            ours: one.ours.as_ref(),
            theirs: one.theirs.as_ref(),
            author: one.author.as_deref(),
            date: one.day.map(|day| day.to_string()),
        }
    }
}

impl<'a> From<&'a FileByOthers> for FileShape<'a> {
    fn from(one: &'a FileByOthers) -> Self {
        FileShape {
            path: &one.path,
            change: kind(one.kind),
            what: one.what.as_ref(),
            author: one.author.as_deref(),
            date: one.day.map(|day| day.to_string()),
        }
    }
}

impl<'a> From<&'a SettledConflict> for SettledShape<'a> {
    fn from(one: &'a SettledConflict) -> Self {
        SettledShape {
            conflict: (&one.conflict).into(),
            kept: if one.keeps_yours { "ours" } else { "theirs" },
            dropped: one.dropped.iter().map(Into::into).collect(),
        }
    }
}

/// Returns what was shared and taken in, for scripts.
pub fn share_json(report: &ShareReport) -> String {
    fn file(file: &ChangedFile) -> ChangedFileShape<'_> {
        ChangedFileShape { path: &file.path, change: kind(file.kind) }
    }
    fn left_out(file: &LeftOutFile) -> LeftOutShape<'_> {
        LeftOutShape { path: &file.path, why: &file.why }
    }
    fn new_id(own: &NewIdOfUser) -> NewIdShape<'_> {
        let NewIdOfUser { plan, before, after, title } = own;
        NewIdShape { plan, before, after, title }
    }
    to_json(&ShareShape {
        schema: SCHEMA,
        committed: report.saved.as_ref().map(|saved| CommittedShape {
            commit: saved.commit.as_deref(),
            subject: &saved.subject,
            files: saved.files.iter().chain(&saved.by_hooks).map(file).collect(),
            warnings: saved.warnings,
        }),
        taken_in: report.taken_in.iter().map(Into::into).collect(),
        files: report.files.iter().map(Into::into).collect(),
        settled: report.settled.iter().map(Into::into).collect(),
        new_ids: report.new_ids.iter().map(new_id).collect(),
        left_out: report.left_out.iter().map(left_out).collect(),
        pushed: report.is_pushed,
        branch: report.branch.as_deref(),
        conflicts: report.conflicts.iter().map(Into::into).collect(),
    })
}
