use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::args::{Common, Format};
use crate::cli::environment::Environment;
use crate::cli::output::{CommandOutput, ExitStatus};
use crate::cli::resolve::{OpenMerge, Resolution};
use crate::ops::replace_all;
use crate::store::{NewText, Repository, is_plain_name};
use crate::text::{clean_line, shell_word};
use crate::workspace::{Context, Error, Result, files_of, lock, no_repository, workplans_folder};

/// Finish a merge at which git has stopped, also where one side has split a plan
///
/// After `git merge`, `git rebase`, `git cherry-pick` or `git stash pop` has stopped with
/// conflicts, this merges the files of the workplans folder by activity and field. What one side
/// has changed in a file that the other has split goes to the file in which it stands now, and the
/// old file goes. What is merged is added to git's index; you commit, or go on with
/// `git rebase --continue`.
#[derive(Clone, Debug, Args)]
#[command(after_help = "Examples:\n  workplan resolve\n  workplan resolve --dry-run")]
pub(in crate::cli) struct Resolve {
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

impl Resolve {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        common.format(&[(Format::Text, ())])?;
        let folder = workplans_folder(&common.options(environment))?;
        let repository = Repository::find(&folder.canonicalize()?, false)
            .map_err(|why| no_repository("resolve", &why))?;
        let _lock = (!self.dry_run).then(|| lock(&folder)).transpose()?;
        let unmerged = repository.unmerged().context("git cannot say what is left to merge")?;
        let merge = OpenMerge::new(files_of(&folder)?, unmerged, environment.today);
        if merge.is_empty() {
            return Ok(CommandOutput::done(format!(
                "git has left nothing to merge in {}\n",
                clean_line(&merge.folder)
            )));
        }
        let work = merge.work();
        if !self.dry_run {
            write(&repository, &folder, &merge, &work)?;
        }
        Ok(self.told(&merge, &work).after_writing(!self.dry_run))
    }

    fn told(&self, merge: &OpenMerge, work: &Resolution) -> CommandOutput {
        let name = |path: &str| clean_line(&format!("{}/{path}", merge.folder)).into_owned();
        let mut outcome = CommandOutput::default();
        let mut out = String::new();
        for (path, what) in &work.done {
            let _ = writeln!(out, "{}: {}", name(path), clean_line(what));
        }
        for (path, what) in work.notes.iter().chain(&work.open) {
            outcome.notes.push(format!("{}: {what}", name(path)));
        }
        let is_open = !work.open.is_empty();
        out += match (self.dry_run, is_open) {
            (true, _) => "Nothing was changed.\n",
            (false, false) => {
                "All of it is merged. Go on with `git commit`, or with `git rebase --continue`.\n"
            }
            (false, true) => "",
        };
        if is_open {
            outcome.ending = ExitStatus::Found;
            let command = |word: &str, paths: &std::collections::BTreeSet<String>| {
                let paths: Vec<String> = paths.iter().map(|path| shell_word(&name(path))).collect();
                (!paths.is_empty()).then(|| format!("`git {word} {}`", paths.join(" ")))
            };
            let commands: Vec<String> =
                [command("add", &work.to_add), command("rm", &work.to_remove)]
                    .into_iter()
                    .flatten()
                    .collect();
            if !commands.is_empty() && !self.dry_run {
                outcome.notes.push(format!(
                    "help: mend what is marked, and then tell git: {}",
                    commands.join(" and ")
                ));
            }
        }
        outcome.output = Some(out.into_bytes());
        outcome
    }
}

/// Writes the texts, takes away what is split, and tells git of what is merged.
fn write(
    repository: &Repository,
    folder: &Path,
    merge: &OpenMerge,
    work: &Resolution,
) -> Result<()> {
    let path = |name: &str| -> PathBuf { folder.join(name) };
    // By another name it would be another file.
    if let Some(name) =
        work.texts.keys().chain(&work.gone).chain(&work.settled).find(|name| !is_plain_name(name))
    {
        let failure = Error::usage(format!(
            "the name of {}/{} is no text in UTF-8",
            merge.folder,
            clean_line(name)
        ));
        return Err(failure.hint(
            "nothing was changed; give the file another name, and run `workplan resolve` again",
        ));
    }
    // What is written through a link, or in a folder that is one, lands wherever that leads; a pipe
    // waits for who reads it.
    let is_link = |name: &str| {
        Path::new(name)
            .ancestors()
            .any(|part| part != Path::new("") && folder.join(part).is_symlink())
    };
    let is_odd = |name: &str| path(name).symlink_metadata().is_ok_and(|data| !data.is_file());
    for name in work.texts.keys().chain(&work.gone) {
        let what = match (is_link(name), is_odd(name)) {
            (true, _) => "a link, and is not written through",
            (false, true) => "no file, and is not written to",
            (false, false) => continue,
        };
        let failure = Error::usage(format!("{}/{} is {what}", merge.folder, clean_line(name)));
        return Err(failure.hint("settle it with git itself, and run `workplan resolve` again"));
    }
    replace_all(work.texts.iter().map(|(name, text)| {
        let change = NewText { path: path(name), old: merge.on_disk(name), new: text.as_bytes() };
        (format!("{}/{name}", merge.folder), change)
    }))?;
    for name in &work.gone {
        match std::fs::remove_file(path(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error)
                    .with_context(|| format!("{}/{name} cannot be removed", merge.folder));
            }
            _ => {}
        }
    }
    let settled: Vec<&str> = work.settled.iter().map(String::as_str).collect();
    if settled.is_empty() {
        return Ok(());
    }
    repository.settle(folder, &settled).map_err(|error| {
        let failure =
            Error::refused(format!("the files are merged, and git could not be told: {error}"));
        failure.hint(format!("tell it yourself: git add -A {}", shell_word(&merge.folder)))
    })
}
