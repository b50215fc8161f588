//! Reads all files of a folder.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::file_role::FileRole;
use super::file_set::FileSet;
use super::join::{About, differ_in_case, join, second_place};
use super::misnamed::MisnamedRole;
use super::v1::{KnownActivity, LeftOut, PlanFile, PreviousVersion, Reader};
use super::yaml::{self, Document};
use super::{parallel, rule};
use crate::diagnostic::{Diagnostic, Level, message};
use crate::model::{Config, Folder, IntoStatic, Organization, UnreadableId};
use crate::text::{FileId, Span};

/// A folder as it was read.
#[derive(Debug, Default)]
pub struct Reading<'s> {
    /// The content of the files.
    pub folder: Folder<'s>,
    /// The errors and warnings, in no fixed order.
    pub diagnostics: Vec<Diagnostic>,
    /// The place of each alias, with the place of its value.
    pub aliases: BTreeMap<Span, Span>,
    /// Unreadable entries by plan; entries without a plan are under the empty name.
    pub left_out: BTreeMap<String, LeftOut>,
    /// The trees of the files, where [`FileSet::keep_documents`] asks for them.
    pub documents: BTreeMap<FileId, Document<'s>>,
}

/// The content of one file.
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

/// Reads the current state, on all cores if that is faster. Reading never fails: errors are in the
/// diagnostics.
pub fn read(input: &FileSet) -> Reading<'_> {
    let files = read_files(input, &input.now);
    assemble(&input.files(), input.now.iter().copied().zip(files))
}

/// Reads both states, the earlier one first. Files that are equal in both are read once.
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
    let readings =
        parallel::map(ids.len(), bytes, |at| FileReading::new(input, ids.get(at).copied()?));
    readings.into_iter().flatten().collect()
}

impl<'s> FileReading<'s> {
    /// Reads a file.
    pub(super) fn new(input: &'s FileSet, id: FileId) -> Option<Self> {
        let faults: Vec<Diagnostic> =
            input.faults.iter().filter(|fault| fault.span.file == id).cloned().collect();
        let (document, faults) = if faults.is_empty() {
            let (document, faults) = yaml::parse(id, &input.sources[id].text);
            (Some(document), faults)
        } else {
            (None, faults)
        };
        let role = input.roles.get(id.0 as usize)?;
        let (mut reading, _) =
            read_file(id, role, faults, document.as_ref(), PreviousVersion::default());
        reading.document = document.filter(|_| input.keep_documents);
        Some(reading)
    }
}

impl FileSet {
    pub(super) fn files(&self) -> About<'_> {
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
                Some(first) => {
                    reading.diagnostics.push(second_place(about, [id, first], |first, second| {
                        message!(
                            "duplicate-plan.settings",
                            "the group's settings are in two places: {first} and {second}",
                            first,
                            second
                        )
                    }));
                }
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
                                "the list of organizations is in two places: {first} and {second}",
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
        // The names in the file would exist if the file had the right name.
        reading.folder.organizations_broken |= meant == MisnamedRole::Organizations;
    }
    let mut by_small_name: BTreeMap<String, (String, FileId)> = BTreeMap::new();
    for (name, parts) in plans {
        if let Some(file) = parts.first().map(|(_, part)| part.head.file) {
            match by_small_name.entry(name.to_lowercase()) {
                Entry::Vacant(free) => drop(free.insert((name.clone(), file))),
                Entry::Occupied(first) => {
                    let (first, there) = first.get();
                    reading.diagnostics.push(differ_in_case([&name, first], [file, *there]));
                }
            }
        }
        let plan = join(about, &name, parts, &mut reading.diagnostics);
        reading.folder.plans.push(plan);
    }
    reading
}

/// Reads the content of a file, with its errors as text and as YAML. Without a document the file
/// cannot be read. The result includes parts that another version of the file can reuse.
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
    // In a file with an error, invisible characters between keys are the cause.
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
