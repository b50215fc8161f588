use std::collections::BTreeMap;

use super::file_role::{FileRole, is_plan_name};
use super::file_set::FileSet;
use super::keys::{PLAN, PlanKey};
use super::misnamed::MisnamedRole;
use super::v1::{KnownActivity, LeftOut, PlanFile, PreviousVersion, Reader};
use super::yaml::{self, Document};
use super::{parallel, rule};
use crate::diagnostic::{Diagnostic, Level, Message, keep_one_of_the_two, message, the_first_one};
use crate::model::{Config, Folder, IntoStatic, Organization, Plan, UnreadableId};
use crate::text::{FileId, Span};

/// A folder as it was read.
#[derive(Debug, Default)]
pub struct Reading<'s> {
    /// What the files say.
    pub folder: Folder<'s>,
    /// What is wrong with them, in no certain order.
    pub diagnostics: Vec<Diagnostic>,
    /// Where each alias stands, and where the value stands that it brings.
    pub aliases: BTreeMap<Span, Span>,
    /// What could not be read, by plan; under the empty name what belongs to no plan.
    pub left_out: BTreeMap<String, LeftOut>,
    /// The trees of the files, where [`FileSet::keep_documents`] asks for them.
    pub documents: BTreeMap<FileId, Document<'s>>,
}

/// What one file says.
#[derive(Clone)]
enum Content<'s> {
    Config(Box<Config>),
    Organizations {
        organizations: Vec<Organization<'s>>,
        broken: bool,
        left_out_ids: Vec<UnreadableId>,
    },
    Plan(Box<PlanFile<'s>>),
}

#[derive(Clone)]
pub(super) struct FileReading<'s> {
    content: Content<'s>,
    diagnostics: Vec<Diagnostic>,
    left_out: LeftOut,
    aliases: Vec<(Span, Span)>,
    document: Option<Document<'s>>,
}

impl IntoStatic for FileReading<'_> {
    type Owned = FileReading<'static>;

    fn own(self) -> FileReading<'static> {
        let content = match self.content {
            Content::Config(config) => Content::Config(config),
            Content::Organizations { organizations, broken, left_out_ids } => {
                Content::Organizations { organizations: organizations.own(), broken, left_out_ids }
            }
            Content::Plan(part) => Content::Plan(Box::new(PlanFile {
                plan: part.plan.own(),
                head: part.head,
                keys: part.keys,
                empty_keys: part.empty_keys,
                broken: part.broken,
                is_empty: part.is_empty,
            })),
        };
        FileReading {
            content,
            diagnostics: self.diagnostics,
            left_out: self.left_out,
            aliases: self.aliases,
            document: None,
        }
    }
}

/// Reads the present state, on all cores where that pays. Never fails: what is wrong is told in the
/// diagnostics.
pub fn read(input: &FileSet) -> Reading<'_> {
    let files = read_files(input, &input.now);
    assemble(&input.files(), input.now.iter().copied().zip(files))
}

/// Reads both states, the earlier one first. What is the same in both is read once.
pub fn read_both(input: &FileSet) -> (Reading<'_>, Reading<'_>) {
    let first_new = FileId(input.now.len() as u32);
    let all: Vec<FileId> = input
        .now
        .iter()
        .chain(input.earlier.iter().filter(|&&id| id >= first_new))
        .copied()
        .collect();
    let mut files: BTreeMap<FileId, FileReading<'_>> =
        all.iter().copied().zip(read_files(input, &all)).collect();
    let mut take =
        |id: FileId| if id < first_new { files.get(&id).cloned() } else { files.remove(&id) };
    let earlier: Vec<_> = input.earlier.iter().filter_map(|&id| Some((id, take(id)?))).collect();
    let about = input.files();
    (assemble(&about, earlier), assemble(&about, files))
}

fn read_files<'s>(input: &'s FileSet, ids: &[FileId]) -> Vec<FileReading<'s>> {
    let bytes = ids.iter().map(|&id| input.sources[id].text.len()).sum();
    let readings = parallel::map(ids.len(), bytes, |at| {
        let id = *ids.get(at)?;
        let faults: Vec<Diagnostic> =
            input.faults.iter().filter(|fault| fault.span.file == id).cloned().collect();
        let (document, faults) = if faults.is_empty() {
            let (document, faults) = yaml::parse(id, &input.sources[id].text);
            (Some(document), faults)
        } else {
            (None, faults)
        };
        let (mut reading, _) = read_file(
            id,
            input.roles.get(id.0 as usize)?,
            faults,
            document.as_ref(),
            PreviousVersion::default(),
        );
        reading.document = document.filter(|_| input.keep_documents);
        Some(reading)
    });
    readings.into_iter().flatten().collect()
}

/// A file's path, as people see it, and what it is for.
pub(super) type About<'a> = BTreeMap<FileId, (&'a str, &'a FileRole)>;

impl FileSet {
    fn files(&self) -> About<'_> {
        self.sources
            .iter()
            .zip(&self.roles)
            .map(|((id, source), role)| (id, (source.path.as_str(), role)))
            .collect()
    }
}

/// Puts the files of one state together; they come in the order of their paths.
pub(super) fn assemble<'s>(
    about: &About<'_>,
    files: impl IntoIterator<Item = (FileId, FileReading<'s>)>,
) -> Reading<'s> {
    let mut reading = Reading::default();
    let mut plans: BTreeMap<String, Vec<(bool, PlanFile<'_>)>> = BTreeMap::new();
    let (mut config_file, mut organizations_file) = (None, None);
    let mut misnamed = Vec::new();
    for (id, file) in files {
        let Some((_, role)) = about.get(&id) else { continue };
        reading.diagnostics.extend(file.diagnostics);
        reading.aliases.extend(file.aliases);
        reading.documents.extend(file.document.map(|document| (id, document)));
        let (plan, in_folder) = if let FileRole::Plan { name, in_folder } = role {
            (name.as_str(), *in_folder)
        } else {
            ("", false)
        };
        let left_out = reading.left_out.entry(plan.to_owned()).or_default();
        left_out.activities += file.left_out.activities;
        left_out.values += file.left_out.values;
        match file.content {
            Content::Plan(part) if let Some(meant) = MisnamedRole::of(role, &part) => {
                misnamed.push((id, meant));
            }
            Content::Plan(part) => {
                plans.entry(plan.to_owned()).or_default().push((in_folder, *part));
            }
            Content::Config(config) => match config_file.replace(id) {
                None => reading.folder.config = *config,
                Some(first) => reading.diagnostics.push(second_place(
                    about,
                    [id, first],
                    |first, second| {
                        message!(
                            "duplicate-plan.settings",
                            "the group's settings stand in two places: {first} and {second}",
                            first,
                            second
                        )
                    },
                )),
            },
            Content::Organizations { organizations, broken, left_out_ids } => {
                match organizations_file.replace(id) {
                    None => {
                        reading.folder.organizations = organizations;
                        reading.folder.organizations_broken = broken;
                        reading.folder.left_out_ids = left_out_ids;
                    }
                    Some(first) => reading.diagnostics.push(second_place(
                        about,
                        [id, first],
                        |first, second| {
                            message!(
                                "duplicate-plan.organizations",
                                "the list of organizations stands in two places: {first} and {second}",
                                first,
                                second
                            )
                        },
                    )),
                }
            }
        }
    }
    for (id, meant) in misnamed {
        let is_there = if meant == MisnamedRole::Config {
            config_file.is_some()
        } else {
            organizations_file.is_some()
        };
        reading
            .diagnostics
            .retain(|finding| finding.span.file != id || finding.rule == rule::SYNTAX);
        reading.diagnostics.push(meant.finding(
            id,
            about.get(&id).map_or("", |(path, _)| path),
            is_there,
        ));
        // What the file names would be there if it had its name.
        reading.folder.organizations_broken |= meant == MisnamedRole::Organizations;
    }
    for (name, parts) in plans {
        let plan = join(about, &name, parts, &mut reading.diagnostics);
        reading.folder.plans.push(plan);
    }
    reading
}

/// Reads what a file says, with the faults that it has as text and as YAML; without a document they
/// hinder its being read at all. With it comes what need not be read again in another version of
/// the file.
pub(super) fn read_file<'s>(
    id: FileId,
    role: &FileRole,
    mut diagnostics: Vec<Diagnostic>,
    document: Option<&Document<'s>>,
    former: PreviousVersion<'_>,
) -> (FileReading<'s>, Vec<KnownActivity>) {
    let plan = if let FileRole::Plan { name, .. } = role { Some(name.as_str()) } else { None };
    for fault in &mut diagnostics {
        fault.plan = plan.map(str::to_owned);
    }
    let Some(document) = document else {
        let content = match role {
            FileRole::Config => Content::Config(Box::default()),
            FileRole::Organizations => Content::Organizations {
                organizations: Vec::new(),
                broken: true,
                left_out_ids: Vec::new(),
            },
            FileRole::Plan { name, .. } => Content::Plan(Box::new(PlanFile::unread(name, id))),
        };
        return (
            FileReading {
                content,
                diagnostics,
                left_out: LeftOut::default(),
                aliases: Vec::new(),
                document: None,
            },
            Vec::new(),
        );
    };
    let mut reader = Reader { former, ..Reader::new(plan) };
    let content = match role {
        FileRole::Config => Content::Config(Box::new(reader.config_file(document))),
        FileRole::Organizations => Content::Organizations {
            organizations: reader.organizations_file(document),
            broken: document.broken || reader.unread_lists.contains(&"organizations"),
            left_out_ids: std::mem::take(&mut reader.left_out_ids),
        },
        FileRole::Plan { name, .. } => {
            Content::Plan(Box::new(reader.plan_file(document, name, id)))
        }
    };
    let (left_out, known) = (reader.left_out, reader.known);
    diagnostics.extend(reader.diagnostics.into_vec());
    // Of a file with an error, what cannot be seen between its keys is the cause.
    if diagnostics.iter().any(|finding| finding.level != Some(Level::Warning))
        && let Some((document, faults)) = document.unseen()
    {
        return read_file(id, role, faults, Some(&document), PreviousVersion::default());
    }
    (
        FileReading {
            content,
            diagnostics,
            left_out,
            aliases: document.aliases().collect(),
            document: None,
        },
        known,
    )
}

/// Makes one plan of its files.
fn join<'s>(
    about: &About<'_>,
    name: &str,
    parts: Vec<(bool, PlanFile<'s>)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Plan<'s> {
    let mut found = Vec::new();
    // All files of a folder are one place; a file beside it, or with another ending, is a second
    // one.
    let place = |(in_folder, part): &(bool, PlanFile<'_>)| {
        (*in_folder, (!in_folder).then_some(part.head.file))
    };
    let first = parts.first().map(place);
    let (kept, others): (Vec<_>, Vec<_>) =
        parts.into_iter().partition(|part| Some(place(part)) == first);
    let parts: Vec<PlanFile<'s>> = kept.into_iter().map(|(_, part)| part).collect();
    let mut further: Vec<_> =
        others.iter().map(|other| (place(other), other.1.head.file)).collect();
    further.dedup_by_key(|(place, _)| *place);
    for (_, file) in further {
        found.extend(parts.first().map(|first| {
            let files = [file, first.head.file];
            second_place(about, files, |first, second| {
                message!(
                    "duplicate-plan.plan",
                    "the plan `{plan}` stands in two places: {first} and {second}",
                    plan = name,
                    first,
                    second
                )
            })
        }));
    }
    if !is_plan_name(name) {
        found.push(name_fault(name, &parts));
    }
    one_schema_is_enough(&parts, diagnostics);
    keys_of_two_files(&parts, &mut found);
    missing_keys(&parts, &mut found);
    let uncertain = uncertain(&parts);
    let mut plan = merge(parts, name);
    if !others.is_empty() {
        plan.broken = true;
        plan.broken_files.clone_from(&plan.files);
    }
    plan.uncertain = uncertain;
    found.iter_mut().for_each(|diagnostic| diagnostic.plan = Some(name.to_owned()));
    diagnostics.append(&mut found);
    plan
}

fn second_place(
    about: &About<'_>,
    [file, first]: [FileId; 2],
    message: impl FnOnce(&str, &str) -> Message,
) -> Diagnostic {
    let [here, there] = [file, first].map(|file| about.get(&file).map_or("", |(path, _)| path));
    Diagnostic::new(rule::DUPLICATE_PLAN, Span::top_of(file), message(there, here))
        .help(message!("duplicate-plan.keep-one", "keep one of them"))
        .label(Span::top_of(first), message!("duplicate-plan.the-first-place", "the first place"))
}

fn name_fault(name: &str, parts: &[PlanFile<'_>]) -> Diagnostic {
    let place = parts.first().map_or_else(Span::default, |part| Span::top_of(part.head.file));
    let shown = crate::text::clean_line(name);
    let (message, help) = match name {
        "config" | "organizations" => (
            message!(
                "invalid-value.plan-name-taken",
                "a plan cannot be called `{name}`: the name is taken",
                name = shown
            ),
            message!("invalid-value.rename-folder", "give the folder another name"),
        ),
        _ => (
            message!("invalid-value.plan-name", "`{name}` is not a plan's name", name = shown),
            message!(
                "invalid-value.rename-plan",
                "a name is 1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or a digit: rename it"
            ),
        ),
    };
    Diagnostic::new(rule::INVALID_VALUE, place, message).help(help)
}

/// Where no file of a plan says its version, that is more than a slip.
fn one_schema_is_enough(parts: &[PlanFile<'_>], diagnostics: &mut [Diagnostic]) {
    if parts.iter().any(|part| part.has(PlanKey::Schema)) {
        return;
    }
    let missing =
        diagnostics.iter_mut().filter(|diagnostic| diagnostic.rule == rule::SCHEMA_VERSION);
    for diagnostic in
        missing.filter(|diagnostic| parts.iter().any(|part| part.head.file == diagnostic.span.file))
    {
        diagnostic.check_alone = false;
    }
}

/// The keys whose lists are joined, and the one that stands in each file.
fn may_repeat(number: usize) -> bool {
    [PlanKey::Schema, PlanKey::Themes, PlanKey::Priorities, PlanKey::Organizations]
        .into_iter()
        .any(|key| usize::from(key) == number)
}

fn keys_of_two_files(parts: &[PlanFile<'_>], found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<usize, Span> = BTreeMap::new();
    for &(number, place) in
        parts.iter().flat_map(|part| &part.keys).filter(|(number, _)| !may_repeat(*number))
    {
        let Some(&first) = seen.get(&number) else {
            seen.insert(number, place);
            continue;
        };
        let name = PLAN.keys.get(number).map_or("", |key| key.name);
        found.push(
            Diagnostic::new(
                rule::DUPLICATE_PLAN,
                place,
                message!(
                    "duplicate-plan.key-of-two-files",
                    "`{key}` stands in two files of this plan",
                    key = name
                ),
            )
            .help(keep_one_of_the_two())
            .label(first, the_first_one()),
        );
    }
}

/// The keys of a plan that are in doubt: where one stands in one file alone, by that file.
fn uncertain(parts: &[PlanFile<'_>]) -> Vec<&'static str> {
    if parts.iter().all(|part| part.plan.uncertain.is_empty()) {
        return Vec::new();
    }
    let is_uncertain = |number: usize, name: &'static str| {
        let doubts = |part: &PlanFile<'_>| part.plan.uncertain.contains(&name);
        let has = |part: &PlanFile<'_>| part.keys.iter().any(|(own, _)| *own == number);
        if may_repeat(number) || !parts.iter().any(has) {
            parts.iter().any(doubts)
        } else {
            parts.iter().any(|part| has(part) && doubts(part))
        }
    };
    PLAN.keys
        .iter()
        .enumerate()
        .filter(|(number, key)| is_uncertain(*number, key.name))
        .map(|(_, key)| key.name)
        .collect()
}

fn missing_keys(parts: &[PlanFile<'_>], found: &mut Vec<Diagnostic>) {
    // Of files with nothing in them that is all there is to say.
    if parts.iter().any(|part| part.broken && !part.is_empty)
        || parts.iter().all(|part| part.is_empty)
    {
        return;
    }
    let is_there =
        |number: usize| parts.iter().any(|part| part.keys.iter().any(|(key, _)| *key == number));
    // The first file that has keys of the plan itself is where the others belong.
    let is_main = |part: &&PlanFile<'_>| part.keys.iter().any(|(number, _)| !may_repeat(*number));
    let Some(main) = parts.iter().find(is_main).or_else(|| parts.first()) else { return };
    let mut reader = Reader::default();
    let empty = parts.iter().flat_map(|part| &part.empty_keys);
    reader.missing_keys(&PLAN, main.head, is_there, |number| {
        empty.clone().find(|(own, _)| *own == number).map(|&(_, place)| place)
    });
    found.extend(reader.diagnostics.into_vec());
}

fn merge<'s>(parts: Vec<PlanFile<'s>>, name: &str) -> Plan<'s> {
    let mut parts = parts.into_iter().map(|part| part.plan);
    let Some(mut plan) = parts.next() else {
        return PlanFile::unread(name, FileId::default()).plan;
    };
    for part in parts {
        plan.files.extend(part.files);
        plan.broken |= part.broken;
        plan.broken_files.extend(part.broken_files);
        plan.title = plan.title.or(part.title);
        plan.period = plan.period.or(part.period);
        plan.endorsed = plan.endorsed.or(part.endorsed);
        plan.baseline = plan.baseline.or(part.baseline);
        plan.target = plan.target.or(part.target);
        plan.description = plan.description.or(part.description);
        plan.message = plan.message.or(part.message);
        if plan.translations.is_empty() && !plan.translations.is_doubtful {
            plan.translations = part.translations;
        }
        for (texts, more) in [
            (&mut plan.chairs, part.chairs),
            (&mut plan.highlights, part.highlights),
            (&mut plan.concerns, part.concerns),
            (&mut plan.decisions, part.decisions),
        ] {
            if texts.is_empty() {
                *texts = more;
            }
        }
        plan.themes.extend(part.themes);
        plan.priorities.extend(part.priorities);
        plan.organizations.extend(part.organizations);
        plan.left_out_ids.extend(part.left_out_ids);
        plan.unreadable.extend(part.unreadable);
    }
    plan
}
