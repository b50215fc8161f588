//! A file that comes by standard input, such as the unsaved text of an editor.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::error::{Context, Result};
use super::options::Options;
use super::revision::RevisionFiles;
use super::{Workspace, files_of, workplans_folder};
use crate::diagnostic::{message, note};
use crate::format::keys::{CONFIG, KeyTable, PLAN};
use crate::format::{FileRole, FileSet, RawFile, read, yaml};
use crate::model::{Day, Plan};
use crate::store::{self, FolderFiles};
use crate::text::{FileId, FromRoot, clean_line};

/// The name of standard input among files.
pub const STANDARD_INPUT: &str = "<stdin>";

/// The plan that a text is taken for that is no saved one.
const NAME: &str = "stdin";

impl Workspace {
    /// Opens the folder with the text of standard input in place of its saved version: a file of a
    /// plan in a folder, by what both have in it, `organizations.yaml` or `config.yaml`, by their
    /// keys, or else a plan, by its period. Without a folder it is a plan alone.
    pub fn with_standard_input(options: &Options) -> Result<(Workspace, FileId)> {
        let (folder, files, way) = match workplans_folder(options) {
            Ok(folder) => {
                (folder.clone(), files_of(&folder)?, store::way_from_root(&folder, &options.here))
            }
            Err(error) if options.dir.is_some() => return Err(error),
            Err(_) => (options.here.clone(), FolderFiles::default(), FromRoot::default()),
        };
        let bytes = store::read_standard_input().context(|why| {
            message!(
                "files.standard-input-cannot-be-read",
                "standard input cannot be read: {why}",
                why
            )
        })?;
        let mut workspace =
            Workspace::of_past(options, RevisionFiles { commit: None, files, folder, way });
        let input = Arc::make_mut(&mut workspace.input);
        let place = place_of(input, &bytes);
        let shown = |path: &str| {
            options.note(&note(message!(
                "files.checked-in-place",
                "{input} is checked in place of {path}",
                input = STANDARD_INPUT,
                path = clean_line(path)
            )));
        };
        let id = match place {
            PipedPlace::File(saved) => {
                shown(&input.sources[saved].path);
                input.put_in_place(saved, STANDARD_INPUT, bytes)
            }
            PipedPlace::New(role) => input.add_file(role, STANDARD_INPUT, bytes),
            PipedPlace::Plan(earlier) => {
                for name in &earlier {
                    options.note(&note(message!(
                        "files.same-period-checked",
                        "the plan `{name}` has the same period; {input} is checked in its place",
                        name,
                        input = STANDARD_INPUT
                    )));
                }
                input.leave_out_plans(&earlier);
                input.add_file(
                    FileRole::Plan { name: NAME.to_owned(), in_folder: false },
                    STANDARD_INPUT,
                    bytes,
                )
            }
        };
        Ok((workspace, id))
    }
}

/// What a text stands for.
enum PipedPlace {
    /// It is another version of this file.
    File(FileId),
    /// It is a file of that role, of which the folder has none.
    New(FileRole),
    /// It is a plan, in place of these.
    Plan(Vec<String>),
}

/// Finds what a text is another version of.
fn place_of(input: &FileSet, bytes: &[u8]) -> PipedPlace {
    let alone = FileSet::new(
        "",
        vec![RawFile { path: format!("{NAME}/{NAME}.yaml"), bytes: bytes.to_vec() }],
    );
    let saved = |role: FileRole| {
        input.file_of(&role).map_or_else(|| PipedPlace::New(role), PipedPlace::File)
    };
    let keys: Vec<String> =
        alone.sources.iter().flat_map(|(id, source)| keys(id, &source.text)).collect();
    let is_in = |table: &KeyTable, key: &str| {
        key != "schema" && table.keys.iter().any(|one| one.name == key)
    };
    let has_of_plan = |key: &String| is_in(&PLAN, key);
    if keys.iter().any(|key| is_in(&CONFIG, key)) && !keys.iter().any(has_of_plan) {
        return saved(FileRole::Config);
    }
    let is_list = keys.iter().any(has_of_plan)
        && keys.iter().filter(|key| has_of_plan(key)).all(|key| key == "organizations");
    let (own, there) = (read(&alone), read(input));
    let Some(own) = own.folder.plans.first() else { return PipedPlace::Plan(Vec::new()) };
    let marks: BTreeSet<PipedMark<'_>> = marks(own).map(|(_, mark)| mark).collect();
    let mut shared: BTreeMap<FileId, usize> = BTreeMap::new();
    let list = there
        .folder
        .organizations
        .iter()
        .filter(|_| is_list)
        .map(|one| (one.id.span.file, PipedMark::Organization(&one.id)));
    let days = |plan: &Plan<'_>| plan.period.map(|period| (period.start.value, period.end.value));
    // Plans of two years may have the same ids: what says its period belongs to a plan of that
    // period.
    let may_be_of = |plan: &&Plan<'_>| {
        own.priorities.is_empty() || days(own).is_none() || days(own) == days(plan)
    };
    let in_folders = there
        .folder
        .plans
        .iter()
        .filter(may_be_of)
        .flat_map(self::marks)
        .filter(|(file, _)| input.is_part_of_a_folder(*file));
    for (file, _) in list.chain(in_folders).filter(|(_, mark)| marks.contains(mark)) {
        *shared.entry(file).or_default() += 1;
    }
    if let Some((&file, _)) = shared.iter().max_by_key(|&(file, number)| (*number, *file)) {
        return PipedPlace::File(file);
    }
    if is_list {
        return saved(FileRole::Organizations);
    }
    let same =
        there.folder.plans.iter().filter(|plan| days(own).is_some() && days(plan) == days(own));
    PipedPlace::Plan(same.map(|plan| plan.name.clone()).collect())
}

/// Something by which a file is known again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum PipedMark<'a> {
    Period(Day, Day),
    Priority(&'a str),
    Activity(&'a str),
    Due(&'a str, Day),
    Theme(&'a str),
    Organization(&'a str),
}

/// What a plan's files are known by, and in which of them each stands.
fn marks<'a>(plan: &'a Plan<'_>) -> impl Iterator<Item = (FileId, PipedMark<'a>)> {
    let period = plan.period.map(|period| {
        (period.start.span.file, PipedMark::Period(period.start.value, period.end.value))
    });
    let priorities =
        plan.priorities.iter().map(|one| (one.id.span.file, PipedMark::Priority(&one.id)));
    let activities =
        plan.written_activities().map(|one| (one.id.span.file, PipedMark::Activity(&one.id)));
    let dues = plan
        .written_activities()
        .filter_map(|one| Some((one.id.span.file, PipedMark::Due(&one.id, one.due?.last()))));
    let themes = plan.themes.iter().map(|one| (one.id.span.file, PipedMark::Theme(&one.id)));
    let organizations =
        plan.organizations.iter().map(|one| (one.id.span.file, PipedMark::Organization(&one.id)));
    period
        .into_iter()
        .chain(priorities)
        .chain(activities)
        .chain(dues)
        .chain(themes)
        .chain(organizations)
}

/// The keys at the top of a file.
fn keys(file: FileId, text: &str) -> Vec<String> {
    let (document, _) = yaml::parse(file, text);
    let pairs = document.root().into_iter().flat_map(yaml::Node::pairs);
    pairs.map(|(key, _)| key.as_str().to_owned()).collect()
}
