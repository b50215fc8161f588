//! Organizations and themes to which one side has given another id: the other side's plans name
//! them so as well.

use std::collections::{BTreeMap, BTreeSet};

use super::renamed_plan::Renamed;
use super::sides::ThreeTrees;
use super::states::States;
use crate::diagnostic::{Message, message};
use crate::edit::{in_brackets, quoted};
use crate::format::{FileRole, FileSet, Reading, read, role};
use crate::model::{Plan, Text};
use crate::report::FileNote;
use crate::store::{PlanTree, TreeEntry};
use crate::text::{Edit, Span, Spanned, apply, clean_line};
use crate::workspace::Result;

/// The key of the list of themes at the beginning of its line.
const THEMES: &[u8] = b"themes:";
/// What has another id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Organization,
    /// A theme of a plan.
    Theme(String),
}

/// A part under its old and its new id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct NewId {
    part: Part,
    old: String,
    new: String,
}

/// Finds organizations and themes to which one side alone has given another id. Nothing where there
/// are none.
pub(super) fn find(states: &States<'_>, three: ThreeTrees<'_>) -> Result<Option<Renamed>> {
    let ThreeTrees { base, ours, theirs } = three;
    let of_ours = new_ids(states, [base, ours, theirs])?;
    let of_theirs = new_ids(states, [base, theirs, ours])?;
    if of_ours.is_empty() && of_theirs.is_empty() {
        return Ok(None);
    }
    let (base, had) = rewritten(states, base, &[&of_ours[..], &of_theirs].concat())?;
    let (theirs, of_others) = rewritten(states, theirs, &of_ours)?;
    let (ours, own) = rewritten(states, ours, &of_theirs)?;
    // What the base has as well is no use of the other side's own.
    let is_new = |((path, id), number): &(&(String, NewId), &usize)| {
        had.get(&(path.clone(), id.clone())) != Some(*number)
    };
    let told_of = |uses: &Uses, is_ours: bool| -> Vec<FileNote> {
        let new = uses.iter().filter(is_new);
        new.map(|((path, id), _)| FileNote::new(path, told(id, is_ours))).collect()
    };
    let notes = [told_of(&of_others, true), told_of(&own, false)].concat();
    Ok(Some(Renamed { base, ours, theirs, notes }))
}

fn told(id: &NewId, is_ours: bool) -> Message {
    let (old, new) = (clean_line(&id.old), clean_line(&id.new));
    match (&id.part, is_ours) {
        (Part::Organization, true) => message!(
            "share.organization-renamed-by-you",
            "you gave the organization {old} the id {new}, and others used the old one here: it is \
             written as {new}",
            old,
            new
        ),
        (Part::Organization, false) => message!(
            "share.organization-renamed-by-others",
            "others gave the organization {old} the id {new}: where you have {old} here, it is \
             written as {new} now",
            old,
            new
        ),
        (Part::Theme(_), true) => message!(
            "share.theme-renamed-by-you",
            "you gave the theme {old} the id {new}, and others used the old one here: it is written \
             as {new}",
            old,
            new
        ),
        (Part::Theme(_), false) => message!(
            "share.theme-renamed-by-others",
            "others gave the theme {old} the id {new}: where you have {old} here, it is written as \
             {new} now",
            old,
            new
        ),
    }
}

/// The parts that have another id on a side, and the old one on the other side.
fn new_ids(states: &States<'_>, [base, side, other]: [&PlanTree; 3]) -> Result<Vec<NewId>> {
    // Most often there is nothing to do, and only what can have parts is read.
    let mut wanted = BTreeSet::new();
    for (path, entry) in base.iter().filter(|(path, entry)| side.get(*path) != Some(*entry)) {
        let has_themes = || -> Result<bool> {
            let bytes = states.content(base, path)?.unwrap_or_default();
            Ok(bytes.split(|&byte| byte == b'\n').any(|line| line.starts_with(THEMES)))
        };
        let is_fit = entry.is_regular() && side.contains_key(path) && other.contains_key(path);
        if is_fit && (role(path) == Some(FileRole::Organizations) || has_themes()?) {
            wanted.insert(path);
        }
    }
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let only = |tree: &PlanTree| -> PlanTree {
        let own = tree.iter().filter(|(path, _)| wanted.contains(path));
        own.map(|(path, entry)| (path.clone(), entry.clone())).collect()
    };
    let [base, side, other] = [base, side, other].map(|tree| states.file_set(&only(tree)));
    let (base, side, other) = (base?, side?, other?);
    let [base, side, other] = [&base, &side, &other].map(|files| parts(&read(files)));
    let mut found = Vec::new();
    for (part, ids) in &base {
        let (Some(now), Some(there)) = (side.get(part), other.get(part)) else { continue };
        for (old, marks) in ids.iter().filter(|(old, _)| !now.contains_key(*old)) {
            let is_same = |own: &Marks| own.intersection(marks).next().is_some();
            let mut new = now.iter().filter(|(id, own)| is_same(own) && !ids.contains_key(*id));
            let (Some((new_id, _)), None) = (new.next(), new.next()) else { continue };
            if there.contains_key(old) && !there.contains_key(new_id) {
                found.push(NewId { part: part.clone(), old: old.clone(), new: new_id.clone() });
            }
        }
    }
    Ok(found)
}

/// What a part is known by when its id has changed: its name; of an organization also its short
/// name and the addresses of its focal points.
type Marks = BTreeSet<String>;

/// The ids of the organizations and of each plan's themes, with what they are known by.
fn parts(reading: &Reading<'_>) -> BTreeMap<Part, BTreeMap<String, Marks>> {
    let folder = &reading.folder;
    let shared = folder.organizations.iter();
    // A former id is known as well.
    let organizations = shared.flat_map(|one| {
        let ids = [&one.id].into_iter().chain(&one.aliases);
        let emails = one.focal_points.iter().filter_map(|point| point.email.as_ref());
        let marks = [&one.name].into_iter().chain(&one.short).chain(emails);
        let marks: Marks = marks.map(|mark| mark.value.trim().to_lowercase()).collect();
        ids.map(move |id| (id.value.to_string(), marks.clone()))
    });
    let mut found = BTreeMap::from([(Part::Organization, organizations.collect())]);
    for plan in &folder.plans {
        let themes = plan.themes.iter();
        let themes = themes.map(|one| {
            (one.id.value.to_string(), Marks::from([one.title.value.trim().to_lowercase()]))
        });
        found.insert(Part::Theme(plan.name.to_string()), themes.collect());
    }
    found
}

/// How often a file of a plan uses an old id.
type Uses = BTreeMap<(String, NewId), usize>;

/// A state with the new ids wherever it has the old ones, and where it uses those.
fn rewritten(states: &States<'_>, tree: &PlanTree, ids: &[NewId]) -> Result<(PlanTree, Uses)> {
    let (mut new, mut used) = (tree.clone(), Uses::new());
    if ids.is_empty() {
        return Ok((new, used));
    }
    let files = states.file_set(tree)?;
    let reading = read(&files);
    let mut edits: BTreeMap<_, BTreeMap<(u32, u32), Edit>> = BTreeMap::new();
    let mut add = |span: Span, NewId { old, new, .. }: &NewId| {
        let written = files.sources.written(span);
        // An anchor, or an alias, is no text that can be replaced.
        let is_quoted = written.starts_with(['"', '\'']);
        let text = match is_quoted {
            true => quoted(new),
            false if written == old => in_brackets(new),
            false => return,
        };
        edits.entry(span.file).or_default().insert((span.start, span.end), Edit::new(span, text));
    };
    for id in ids {
        let definitions: Vec<Span> = match &id.part {
            Part::Organization => {
                let all = reading.folder.organizations.iter().map(|one| &one.id);
                all.filter(|own| own.value == id.old.as_str()).map(|own| own.span).collect()
            }
            Part::Theme(plan) => {
                let own = reading.folder.plans.iter().filter(|own| own.name == *plan);
                let all = own.flat_map(|plan| &plan.themes).map(|one| &one.id);
                all.filter(|own| own.value == id.old.as_str()).map(|own| own.span).collect()
            }
        };
        definitions.into_iter().for_each(|span| add(span, id));
        for span in uses(&reading, id) {
            *used.entry((path_in(&files, span), id.clone())).or_default() += 1;
            add(span, id);
        }
    }
    for (file, edits) in edits {
        let source = &files.sources[file];
        let path = path_in(&files, Span { file, start: 0, end: 0 });
        let edits: Vec<Edit> = edits.into_values().collect();
        let (Some(text), Some(known)) = (apply(&source.text, &edits), tree.get(&path)) else {
            continue;
        };
        let entry = TreeEntry::regular(states.store(&text)?);
        new.insert(path, TreeEntry { mode: known.mode.clone(), ..entry });
    }
    Ok((new, used))
}

/// The path of a file in the workplans folder.
fn path_in(files: &FileSet, span: Span) -> String {
    let path = &files.sources[span.file].path;
    path.split_once('/').map_or(path.as_str(), |(_, path)| path).to_owned()
}

/// The places that name a part.
fn uses(reading: &Reading<'_>, id: &NewId) -> Vec<Span> {
    let named = |ids: &[Spanned<Text<'_>>]| -> Vec<Span> {
        let own = ids.iter().filter(|own| own.value == id.old.as_str());
        own.map(|own| own.span).collect()
    };
    let of_plan = |plan: &Plan<'_>| -> Vec<Span> {
        let activities = plan.written_activities();
        match id.part {
            Part::Theme(_) => activities.flat_map(|one| named(&one.themes)).collect(),
            Part::Organization => {
                let leads = plan.priorities.iter().flat_map(|one| named(&one.lead));
                let own =
                    activities.flat_map(|one| [named(&one.owners), named(&one.partners)].concat());
                named(&plan.chairs).into_iter().chain(leads).chain(own).collect()
            }
        }
    };
    let is_own = |plan: &&Plan<'_>| match &id.part {
        // A plan can have an organization of its own under that id.
        Part::Organization => plan.organizations.iter().all(|own| own.id.value != id.old.as_str()),
        Part::Theme(name) => plan.name == *name,
    };
    reading.folder.plans.iter().filter(is_own).flat_map(of_plan).collect()
}
