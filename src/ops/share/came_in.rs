//! Changes of others since the last time, in the plans' own terms; and who is behind a conflict.

use std::rc::Rc;

use super::changes::{Authorship, attributed, changes, with_diff};
use super::place::Place;
use super::sides::OpenConflict;
use super::states::States;
use crate::analysis::Index;
use crate::format::read;
use crate::model::Day;
use crate::report::{ChangeByOthers, ShareConflict};
use crate::store::PlanTree;
use crate::text::clean_line;
use crate::workspace::Result;

/// The most commits that are looked at one by one; of more, only the sum is reported.
const MOST_COMMITS: usize = 60;
/// The most conflicts whose authors are looked for.
const MOST_ASKED: usize = 20;
/// The most bytes of plans that are read for that.
const MOST_BYTES: usize = 8 << 20;

/// What each commit of others did, with its author.
pub(super) type Steps = Vec<(Authorship, Vec<ChangeByOthers>)>;

/// Returns what is different after others' changes were taken in, and who did it.
pub(super) fn came_in(
    place: &Place,
    states: &States<'_>,
    steps: &Steps,
    [before, after]: [&PlanTree; 2],
) -> Result<Vec<ChangeByOthers>> {
    if before == after {
        return Ok(Vec::new());
    }
    let both = [states.files(before)?, states.files(after)?];
    let all = with_diff(both, place.options.today, changes);
    Ok(if steps.is_empty() { all } else { attributed(all, steps) })
}

/// Returns what each commit of others did, the oldest first; nothing where that is too much to look
/// at. `range`: the commit that was here before, and that of the others.
pub(super) fn steps(
    place: &Place,
    states: &States<'_>,
    range: Option<(&str, &str)>,
) -> Result<Steps> {
    let Some((head, theirs)) = range.filter(|(head, theirs)| head != theirs) else {
        return Ok(Steps::new());
    };
    let commits = commits(place, head, theirs)?;
    if commits.is_empty() || commits.len() > MOST_COMMITS {
        return Ok(Steps::new());
    }
    let files = states.files(&*states.of(theirs)?)?;
    let size: usize = files.iter().map(|file| file.bytes.len()).sum();
    if size.saturating_mul(commits.len()).saturating_mul(2) > MOST_BYTES {
        return Ok(Steps::new());
    }
    let state = |commit: Option<&str>| -> Result<Rc<PlanTree>> {
        Ok(commit.map(|commit| states.of(commit)).transpose()?.unwrap_or_default())
    };
    let mut steps = Steps::new();
    for (commit, parent, by) in commits {
        let both = [state(parent.as_deref())?, state(Some(&commit))?];
        let [before, after] = both;
        let both = [states.files(&before)?, states.files(&after)?];
        steps.push((by, with_diff(both, place.options.today, changes)));
    }
    Ok(steps)
}

/// The commits of others that change the folder, the oldest first, with their parents and authors.
fn commits(
    place: &Place,
    from: &str,
    to: &str,
) -> Result<Vec<(String, Option<String>, Authorship)>> {
    let range = format!("{from}..{to}");
    let most = format!("--max-count={}", MOST_COMMITS + 1);
    let said = place.trees.git.ask(&[
        "log",
        "-z",
        "--no-merges",
        // Also a side whose changes are not in the result.
        "--full-history",
        "--reverse",
        "--topo-order",
        &most,
        "--format=%H%x1f%P%x1f%an%x1f%as",
        &range,
        "--",
        place.trees.way(),
    ])?;
    let said = String::from_utf8_lossy(&said).into_owned();
    let mut found = Vec::new();
    for line in said.split('\0').filter(|line| !line.is_empty()) {
        let mut parts = line.split('\x1f');
        let mut part = || parts.next().unwrap_or_default().to_owned();
        let (commit, parents, author, day) = (part(), part(), part(), part());
        let parent = parents.split(' ').next().filter(|id| !id.is_empty()).map(str::to_owned);
        let by = Authorship {
            commit: Some(commit.clone()),
            author: Some(clean_line(&author).into_owned()),
            day: day.parse().ok(),
        };
        found.push((commit, parent, by));
    }
    Ok(found)
}

/// The number of commits between two that are about other things than the folder.
pub(super) fn commits_beside(place: &Place, from: Option<&str>, to: &str) -> Result<usize> {
    let Some(from) = from else { return Ok(0) };
    let range = format!("{from}..{to}");
    let count = |way: &[&str]| -> Result<usize> {
        // Without `--full-history`, git passes over a side whose changes are not in the result.
        let asked = ["rev-list", "--count", "--no-merges", "--full-history", &range, "--"];
        let asked = [asked.as_slice(), way].concat();
        Ok(String::from_utf8_lossy(&place.trees.git.ask(&asked)?).trim().parse().unwrap_or(0))
    };
    Ok(count(&[])?.saturating_sub(count(&[place.trees.way()])?))
}

/// Tells of conflicts what the user needs to decide: the activity, both values, and who changed it
/// on the other side. `range`: the last commit here, if there is one, and that of the other side.
pub(super) fn described(
    place: &Place,
    states: &States<'_>,
    ours: &PlanTree,
    range: (Option<&str>, &str),
    open: &[&OpenConflict],
) -> Result<Vec<ShareConflict>> {
    let files = states.file_set(ours)?;
    let reading = read(&files);
    let index = Index::new(&reading.folder);
    let since = range.0.filter(|_| !open.is_empty());
    let steps = steps(place, states, since.map(|since| (since, range.1)))?;
    let mut found = Vec::new();
    for (number, one) in open.iter().enumerate() {
        let (plan, conflict) = (one.plan(), one.conflict.as_ref());
        let activity = conflict.and_then(|conflict| conflict.activity());
        let field = conflict.and_then(|conflict| conflict.field());
        let known = plan.as_deref().and_then(|plan| index.plan(plan));
        let title = known.zip(activity).and_then(|(plan, id)| plan.find(id));
        let title = title.map(|(_, activity)| clean_line(activity.title.value.trim()).into_owned());
        let (author, day) = match number < MOST_ASKED {
            true => who(place, &steps, range, one),
            false => (None, None),
        };
        let [mine, other] =
            conflict.map(|conflict| conflict.values.clone()).unwrap_or([None, None]);
        found.push(ShareConflict {
            path: clean_line(&place.trees.from_root(&one.path)).into_owned(),
            plan: plan.map(|plan| clean_line(&plan).into_owned()),
            activity: activity.map(|id| clean_line(id).into_owned()),
            title: title.unwrap_or_default(),
            field: field.map(|field| clean_line(field).into_owned()),
            place: conflict.map_or_else(
                || {
                    let path = place.trees.from_root(&one.path);
                    crate::diagnostic::Message::verbatim(clean_line(&path).into_owned())
                },
                crate::edit::merge::Conflict::place,
            ),
            what: one.what.clone(),
            ours: mine,
            theirs: other,
            shown_by: one.shown_by(),
            author,
            day,
            can_choose: one.can_choose,
        });
    }
    Ok(found)
}

/// Who of the others changed a field last, and when; else who changed the file.
fn who(
    place: &Place,
    steps: &Steps,
    range: (Option<&str>, &str),
    one: &OpenConflict,
) -> (Option<String>, Option<Day>) {
    let conflict = one.conflict.as_ref();
    let activity = conflict.and_then(|conflict| conflict.activity());
    let field = conflict.and_then(|conflict| conflict.field());
    let plan = one.plan().map(|plan| clean_line(&plan).into_owned());
    let did = |change: &ChangeByOthers| {
        let is_field = |field: &str| change.changes.iter().any(|own| own.field == field);
        plan.as_ref() == Some(&change.plan)
            && change.activity.as_deref() == activity
            && (change.changes.is_empty() || field.is_none_or(is_field))
    };
    let by = steps.iter().rev().find(|(_, changes)| activity.is_some() && changes.iter().any(did));
    by.map(|(by, _)| (by.author.clone(), by.day))
        .or_else(|| by_file(place, range, &one.path))
        .unwrap_or_default()
}

/// Who changed a file last, and when. `range`: as in [`described`].
pub(super) fn by_file(
    place: &Place,
    (since, theirs): (Option<&str>, &str),
    path: &str,
) -> Option<(Option<String>, Option<Day>)> {
    let path = place.trees.from_root(path);
    let range = since.map_or_else(|| theirs.to_owned(), |since| format!("{since}..{theirs}"));
    // A merge in between is the user's own.
    let parents = if since.is_some() { "--max-parents=1" } else { "--no-max-parents" };
    let format = "--format=%an%x1f%as";
    let line = place.trees.git.line(&["log", "-1", parents, format, &range, "--", &path]);
    let line = line.ok()??;
    let (author, day) = line.split_once('\x1f')?;
    Some((Some(clean_line(author).into_owned()), day.parse().ok()))
}
