//! Plans that are named by their files, as hooks and editors do, or that come by standard input.

use std::path::{Path, PathBuf};

use anyhow::Context;

use super::args::Common;
use super::environment::Environment;
use super::failure::{Failure, say};
use super::past::Past;
use super::session::{Session, files_of, workplans_folder};
use crate::format::{read, stem};
use crate::store::{self, Files, Way};
use crate::text::{FileId, clean_line};

/// The name of standard input among files.
pub(super) const STANDARD_INPUT: &str = "<stdin>";

/// Files of one workplans folder.
pub(super) struct NamedFiles {
    /// The flags, with the folder if it is not the one that would be found.
    pub common: Common,
    folder: PathBuf,
    /// As they were named, and relative to the folder, with `/`.
    files: Vec<(String, String)>,
}

/// Whether a word names a file, and not a plan.
pub(super) fn is_file_name(word: &str, environment: &Environment) -> bool {
    let is_yaml = stem(&word.to_lowercase()).is_some();
    word.contains(['/', std::path::MAIN_SEPARATOR]) || is_yaml && store::is_there(&environment.folder.join(word))
}

/// Finds the folder of each file.
///
/// # Errors
/// Where there is no such file, or it lies in no workplans folder.
pub(super) fn by_folder(common: &Common, environment: &Environment, words: &[String]) -> anyhow::Result<Vec<NamedFiles>> {
    let usual = workplans_folder(common, environment).ok();
    let real = |folder: &Path| folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let usual_place = usual.as_deref().map(real);
    let mut all: Vec<NamedFiles> = Vec::new();
    for word in words {
        let shown = clean_line(word).into_owned();
        // The folder is the one by whose name the file is named, with the links on it.
        let named = store::plain(&environment.folder.join(word));
        let file = store::real_place(&named).with_context(|| format!("{shown} cannot be read"))?;
        let has_link = || named.parent().and_then(|holder| Way::of(&environment.folder, holder)).is_some_and(|way| way.link.is_some());
        let is_usual = usual.as_ref().is_some_and(|folder| named.starts_with(folder))
            || usual_place.as_ref().is_some_and(|folder| file.starts_with(folder)) && !has_link();
        let folder = match &usual {
            Some(folder) if is_usual => folder.clone(),
            _ if common.dir.is_some() => {
                return Err(Failure::new(format!("{shown} is not in the workplans folder of --dir")).help("leave out --dir").into());
            }
            _ => folder_of(&named),
        };
        let place = real(&folder);
        let within = file.strip_prefix(&place).or_else(|_| named.strip_prefix(&folder)).unwrap_or(&file);
        let way: Vec<_> = within.iter().map(|part| part.to_string_lossy()).collect();
        let named = (shown, way.join("/"));
        match all.iter_mut().find(|one| one.folder == folder) {
            Some(one) => one.files.push(named),
            None => {
                let dir = if is_usual { common.dir.clone() } else { Some(folder.clone()) };
                all.push(NamedFiles { common: Common { dir, ..common.clone() }, folder, files: vec![named] });
            }
        }
    }
    Ok(all)
}

/// The workplans folder that a file lies in: the nearest one that is called so; else the folder of the plan, or of the file.
fn folder_of(file: &Path) -> PathBuf {
    let called = file.ancestors().skip(1).find(|folder| folder.file_name().is_some_and(|name| name == "workplans"));
    let own = file.parent().unwrap_or(file);
    let of_plan = own.parent().filter(|_| store::is_there(&own.join("plan.yaml")) && file.file_name().is_some());
    called.or(of_plan).unwrap_or(own).to_path_buf()
}

impl NamedFiles {
    /// The numbers of the files in a session on their folder.
    ///
    /// # Errors
    /// Where one of them is no file that the format knows.
    pub(super) fn ids(&self, session: &Session) -> anyhow::Result<Vec<FileId>> {
        let mut ids = Vec::new();
        for (shown, within) in &self.files {
            let path = format!("{}/{within}", session.input.folder);
            match session.input.sources.iter().find(|(_, source)| source.path == path) {
                Some((id, _)) => ids.push(id),
                None if session.unreadable.iter().any(|one| one.path == path) => {}
                None => {
                    let failure = Failure::new(format!("{shown} belongs to no plan"));
                    return Err(failure
                        .help("a plan is a file such as 2024.yaml in the workplans folder, or a folder of such files in it")
                        .into());
                }
            }
        }
        Ok(ids)
    }
}

impl Session {
    /// Opens the folder with a plan more, which comes by standard input. A plan of the same period in the folder is taken for its saved
    /// version, and left out. Without a folder the plan is alone.
    pub(super) fn with_standard_input(common: &Common, environment: &Environment) -> anyhow::Result<(Session, FileId)> {
        const NAME: &str = "stdin";
        let (folder, files, way) = match workplans_folder(common, environment) {
            Ok(folder) => (folder.clone(), files_of(&folder)?, store::way_from_root(&folder)),
            Err(error) if common.dir.is_some() => return Err(error),
            Err(_) => (environment.folder.clone(), Files::default(), String::new()),
        };
        let bytes = store::read_standard_input().context("standard input cannot be read")?;
        let mut session = Session::of_past(common, environment.clone(), Past { commit: None, files, folder, way });
        let id = session.input.add_plan(NAME, STANDARD_INPUT, bytes);
        let earlier: Vec<String> = {
            let reading = read(&session.input);
            let period =
                |name: &str| reading.folder.plans.iter().find(|plan| plan.name == name)?.period.map(|one| (one.start.value, one.end.value));
            let own = period(NAME);
            let others = reading.folder.plans.iter().map(|plan| plan.name.clone()).filter(|name| name != NAME);
            others.filter(|name| own.is_some() && period(name) == own).collect()
        };
        for name in &earlier {
            say(&format!("note: the plan `{name}` has the same period; {STANDARD_INPUT} is checked in its place"));
        }
        session.input.leave_out_plans(&earlier);
        Ok((session, id))
    }
}
