use std::cell::LazyCell;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::args::{Common, Format};
use crate::cli::environment::Environment;
use crate::cli::merge_sides::MergeSides;
use crate::cli::new_faults::brought;
use crate::cli::output::{CommandOutput, ExitStatus};
use crate::edit::merge::{
    Beside, Conflict, Merged, NotMerged, activity_ids, lost_by_split, merge_beside,
};
use crate::format::{MAX_FILE_BYTES, plan_of};
use crate::model::Day;
use crate::store::{self, LineConflicts};
use crate::text::{clean, clean_line};
use crate::workspace::{Context, Error, Result};

/// Merge two versions of a plan file by activity and field, as git's merge driver
///
/// What OURS and THEIRS made of BASE is written to OURS. What both have changed differently is
/// marked as git does, and ends in 1. A version that is no readable YAML is merged line by line, as
/// git would.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "In git:\n  echo 'workplans/**/*.yaml merge=workplan' >> .gitattributes\n  git config merge.workplan.driver 'workplan merge-file --path %P --marker-size %L %O %A %B'\n\nExamples:\n  workplan merge-file workplans/2023.yaml workplans/2023.yaml workplans/2023.yaml\n  workplan merge-file --stdout workplans/2023.yaml workplans/2023.yaml workplans/2023.yaml"
)]
pub(in crate::cli) struct MergeFile {
    /// The version that both come from
    base: PathBuf,

    /// Our version; the result is written to it
    ours: PathBuf,

    /// Their version
    theirs: PathBuf,

    /// The file's name in messages: git's %P
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    path: Option<String>,

    /// Print the result, and leave OURS as it is
    #[arg(short = 'p', long)]
    stdout: bool,

    /// How long the marks of a conflict are: git's %L
    #[arg(long, value_name = "N", default_value = "7", value_parser = clap::value_parser!(u16).range(1..=1000))]
    marker_size: u16,
}

/// A result, before it is written.
struct MergeResult {
    bytes: Vec<u8>,
    conflicts: Vec<Conflict>,
    notes: Vec<String>,
    is_clean: bool,
}

impl MergeFile {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        common.format(&[(Format::Text, ())])?;
        let folder = &environment.folder;
        let paths = [&self.base, &self.ours, &self.theirs].map(|path| folder.join(path));
        let [base, ours, theirs] = [read(&paths[0])?, read(&paths[1])?, read(&paths[2])?];
        let result = self.merge(folder, [&base, &ours, &theirs], environment.today)?;
        let mut outcome = CommandOutput::default();
        if !result.is_clean {
            outcome.ending = ExitStatus::Found;
            let name = self.name();
            let line = |conflict: &Conflict| {
                format!("conflict in {name}: {}: {}", conflict.place, conflict.what)
            };
            outcome.notes.extend(result.conflicts.iter().map(line));
        }
        outcome.notes.extend(result.notes);
        if self.stdout || common.output.is_some() {
            let is_terminal = environment.out.width.is_some() && common.output.is_none();
            let shown = || clean(&String::from_utf8_lossy(&result.bytes)).into_owned().into_bytes();
            outcome.is_raw = !is_terminal;
            outcome.output = Some(if is_terminal { shown() } else { result.bytes });
        } else if result.bytes != ours {
            store::replace(&paths[1], &ours, &result.bytes)
                .with_context(|| format!("{} cannot be written", self.ours.display()))?;
        }
        Ok(outcome)
    }

    /// As messages call the file.
    fn name(&self) -> String {
        clean_line(self.path.as_deref().unwrap_or(&self.ours.to_string_lossy())).into_owned()
    }

    fn merge(
        &self,
        folder: &Path,
        [base, ours, theirs]: [&[u8]; 3],
        today: Day,
    ) -> Result<MergeResult> {
        // What only one side has changed is taken as it is, whatever it is.
        if ours == theirs || theirs == base || ours == base {
            let bytes = if theirs == base { ours } else { theirs };
            return Ok(MergeResult {
                bytes: bytes.to_vec(),
                conflicts: Vec::new(),
                notes: Vec::new(),
                is_clean: true,
            });
        }
        let texts = [base, ours, theirs].map(|bytes| std::str::from_utf8(bytes).ok());
        let mut no_draft = None;
        let plans = self.plans();
        let sides = LazyCell::new(|| match texts {
            [Some(base), Some(ours), Some(theirs)] => self.sides(folder, [base, ours, theirs]),
            _ => None,
        });
        let merged = match texts {
            [Some(base), Some(ours), Some(theirs)] => {
                let drafts = || self.drafts(folder, &mut no_draft);
                let ids = || self.ids_beside(folder, sides.as_ref(), &plans);
                let beside = Beside { plans: &plans, ids: &ids };
                let marker = usize::from(self.marker_size);
                merge_beside([base, ours, theirs], &beside, drafts, marker)
            }
            [None, ..] => Err(NotMerged::Unreadable("the base")),
            [_, None, _] => Err(NotMerged::Unreadable("our version")),
            _ => Err(NotMerged::Unreadable("their version")),
        };
        match merged {
            Ok(merged) => {
                let faults = match texts {
                    [_, Some(ours), Some(theirs)] => {
                        brought(&self.name(), [ours, theirs], &merged, today)
                    }
                    _ => Vec::new(),
                };
                let new_ids = merged.new_ids.iter().filter(|_| self.path.is_some());
                let references = new_ids
                    .flat_map(|(old, new)| references_beside(sides.as_ref(), [old, new], &plans));
                let references: Vec<String> = references.collect();
                let Merged { text, conflicts, notes: new_ids, .. } = merged;
                let mut notes = self.split_notes(texts, conflicts.is_empty());
                let is_clean = conflicts.is_empty() && notes.is_empty();
                notes.extend(
                    new_ids
                        .iter()
                        .chain(&references)
                        .chain(&faults)
                        .map(|note| format!("{}: {note}", self.name())),
                );
                notes.extend(
                    no_draft.map(|why| format!("{}: {}", self.name(), without_draft(&why))),
                );
                Ok(MergeResult { bytes: text.into_bytes(), conflicts, notes, is_clean })
            }
            Err(NotMerged::Unreadable(side)) => {
                let note = format!(
                    "{}: {side} is not readable as YAML, so the lines were merged as git does",
                    self.name()
                );
                self.by_lines(folder, note, Vec::new(), true)
            }
            Err(NotMerged::Unsafe(conflicts)) => {
                let note = format!(
                    "{}: it is written in a way that is not merged by field; the lines were merged, please look",
                    self.name()
                );
                self.by_lines(folder, note, conflicts, false)
            }
        }
    }

    /// Where one side may have split the file: git asks about one file at a time, and what is gone
    /// from it may stand in another one.
    fn split_notes(&self, texts: [Option<&str>; 3], is_clean: bool) -> Vec<String> {
        let [Some(base), Some(ours), Some(theirs)] = texts else { return Vec::new() };
        let Some(lost) = lost_by_split(base, ours, theirs) else { return Vec::new() };
        let name = self.name();
        let what = match lost.as_slice() {
            [] if is_clean => return Vec::new(),
            [] => String::new(),
            [first] => format!("neither side has {first} here; "),
            [first, ..] => format!("neither side has {first} and {} more here; ", lost.len() - 1),
        };
        vec![format!(
            "{name}: {what}if one side has split this file, `workplan resolve` finishes the merge"
        )]
    }

    /// As git does. Where that may say something else than what was meant, it does not end as if
    /// all were well.
    fn by_lines(
        &self,
        folder: &Path,
        note: String,
        conflicts: Vec<Conflict>,
        is_trusted: bool,
    ) -> Result<MergeResult> {
        let merged = store::merge_lines(
            folder,
            self.paths(),
            LineConflicts::Marked(usize::from(self.marker_size)),
        );
        let (bytes, has_conflicts) =
            merged.with_context(|| format!("{} cannot be merged", self.name()))?;
        Ok(MergeResult {
            bytes,
            conflicts,
            notes: vec![note],
            is_clean: is_trusted && !has_conflicts,
        })
    }

    /// What git's merge by lines makes of it: for comments that are not kept otherwise. Where git
    /// makes nothing of it, why.
    fn drafts(&self, folder: &Path, no_draft: &mut Option<io::Error>) -> Vec<String> {
        let draft = |how| {
            let (bytes, _) = store::merge_lines(folder, self.paths(), how)?;
            String::from_utf8(bytes).map_err(io::Error::other)
        };
        all_drafts(draft, no_draft)
    }

    /// The ids of activities in the files beside this one, which a plan may have: those on the disk,
    /// and as git's driver those of both sides.
    fn ids_beside(
        &self,
        folder: &Path,
        sides: Option<&MergeSides>,
        plans: &[String],
    ) -> HashSet<String> {
        let mut ids = self.ids_on_disk(folder);
        if let Some(sides) = sides {
            sides.take(&mut ids, plans);
        }
        ids
    }

    /// The files beside this one as both sides have them, if git has started this.
    fn sides(&self, folder: &Path, versions: [&str; 3]) -> Option<MergeSides> {
        let own = folder.join(self.path.as_ref()?);
        MergeSides::find(own.parent()?, own.file_name()?.to_str()?, versions)
    }

    fn ids_on_disk(&self, folder: &Path) -> HashSet<String> {
        let own = folder.join(self.path.as_ref().map_or(self.ours.as_path(), Path::new));
        let files = own
            .parent()
            .and_then(|beside| std::fs::read_dir(beside).ok())
            .into_iter()
            .flatten()
            .flatten();
        let is_plan = |path: &PathBuf| {
            *path != own
                && path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml")
        };
        let is_small = |path: &PathBuf| {
            path.symlink_metadata().is_ok_and(|file| file.is_file() && file.len() <= MAX_FILE_BYTES)
        };
        let paths = files.map(|file| file.path()).filter(is_plan).filter(is_small);
        paths
            .filter_map(|path| std::fs::read_to_string(path).ok())
            .flat_map(|text| activity_ids(&text))
            .collect()
    }

    /// The names that the plan of the file may have: a file in a folder may be a plan, or a part of
    /// one.
    fn plans(&self) -> Vec<String> {
        let path = self.path.as_ref().map_or(self.ours.as_path(), Path::new);
        let parts: Vec<&str> = path.iter().filter_map(OsStr::to_str).collect();
        let below = |from: usize| parts.get(from..).and_then(|parts| plan_of(&parts.join("/")));
        match parts.iter().rposition(|part| *part == "workplans") {
            Some(at) => below(at + 1).into_iter().collect(),
            None => (1..=2).filter_map(|count| below(parts.len().checked_sub(count)?)).collect(),
        }
    }

    fn paths(&self) -> [&Path; 3] {
        [&self.base, &self.ours, &self.theirs]
    }
}

/// What there is to say about references to an activity of theirs that has a new id, in files that
/// this merge does not write.
fn references_beside(
    sides: Option<&MergeSides>,
    [old, new]: [&str; 2],
    plans: &[String],
) -> Vec<String> {
    let Some(sides) = sides else {
        return vec![format!(
            "git does not say which commit is merged, so {new} may be in use in another file of theirs: run `workplan check` after the merge"
        )];
    };
    let line = |name: &str| {
        format!(
            "{} refers to their {old}, and is merged without this file: let it refer to {new}",
            clean_line(name)
        )
    };
    sides.referring(old, plans).into_iter().map(line).collect()
}

/// The drafts that git can make, and why there is one that it cannot.
pub(in crate::cli) fn all_drafts(
    draft: impl Fn(LineConflicts) -> io::Result<String>,
    no_draft: &mut Option<io::Error>,
) -> Vec<String> {
    let mut drafts = Vec::new();
    for how in [LineConflicts::Ours, LineConflicts::Both] {
        match draft(how) {
            Ok(text) => drafts.push(text),
            Err(why) => *no_draft = Some(why),
        }
    }
    drafts
}

/// What there is to say where git has made no draft.
pub(in crate::cli) fn without_draft(why: &io::Error) -> String {
    format!(
        "git could not merge the lines ({}), so a comment may be missing: compare both versions",
        clean_line(&why.to_string())
    )
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let cannot = || format!("{} cannot be read", path.display());
    if !std::fs::metadata(path).with_context(cannot)?.is_file() {
        return Err(Error::usage(format!("{} is not a file", path.display())));
    }
    std::fs::read(path).with_context(cannot)
}
