//! Writes a folder to begin with: a first plan for this year, or one of the examples.

#[cfg(feature = "workbooks")]
pub(crate) mod beside_plans;
mod files;

use std::path::{Path, PathBuf};

use crate::diagnostic::{Message, did_you_mean, message, nearest};
use crate::model::Day;
use crate::report::{NewFolder, NextSteps};
use crate::store;
use crate::text::clean_line;
use crate::workspace::{Error, ErrorKind, Options, Result, leave_out_at};
use files::{ATTRIBUTES, EXAMPLES, Example};

pub use files::CiService;

/// What a new folder begins with, and where it is.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct InitOptions {
    /// The group's folder, or a folder called `workplans` in it; without it the present folder.
    pub folder: Option<PathBuf>,
    /// The service whose CI file is written as well.
    pub ci: Option<CiService>,
    /// The example to begin with; without it a first plan for this year.
    pub example: Option<String>,
}

/// Where the files go.
struct Place {
    /// The group's folder, as the user names it.
    group: PathBuf,
    /// The same, from the root of the disk.
    root: PathBuf,
    /// The way from there to the workplans folder.
    plans: PathBuf,
    /// The root of the repository that the group's folder is in.
    repository: Option<PathBuf>,
}

/// Writes a folder to begin with. Never overwrites a file: where one is there, nothing is written.
///
/// # Errors
/// Where a file is there already or cannot be written, and for an unknown example.
pub fn init(common: &Options, options: &InitOptions) -> Result<NewFolder> {
    if common.at.is_some() {
        return Err(Error::refused(message!(
            "init.git-cannot-be-written",
            "what git holds cannot be written"
        ))
        .hint(leave_out_at()));
    }
    let example = options.example.as_deref().map(example).transpose()?;
    let place = Place::find(common, options.folder.as_ref());
    let old = store::first_plan(&place.root.join(&place.plans));
    let is_begun = old.is_some() && options.ci.is_some() && example.is_none();
    let mut files = if is_begun {
        Vec::new()
    } else {
        place.files(example, common.as_of.unwrap_or(common.today))
    };
    files.extend(options.ci.map(|service| place.ci(service)));
    let named = files.iter().find(|(path, _)| store::is_there(&place.root.join(path)));
    let named = named.map(|(path, _)| path.clone());
    let taken = named.or_else(|| old.filter(|_| !is_begun).map(|name| place.plans.join(name)));
    if let Some(taken) = taken {
        return Err(place.taken(&taken));
    }
    store::write_all_new(&place.root, &files).map_err(|error| place.cannot_be_written(&error))?;
    Ok(NewFolder {
        written: files.iter().map(|(path, _)| place.group.join(path)).collect(),
        next: (!is_begun).then(|| place.next_steps(example, &files)),
    })
}

impl Place {
    fn find(common: &Options, folder: Option<&PathBuf>) -> Place {
        let is_itself = |path: &&PathBuf| path.file_name().is_some_and(|name| name == "workplans");
        let own = common.dir.as_ref().or(folder.filter(is_itself));
        let (group, plans) = match own.and_then(|own| Some((own.parent()?, own.file_name()?))) {
            Some((group, name)) => (group.to_path_buf(), name.into()),
            None => (folder.cloned().unwrap_or_default(), "workplans".into()),
        };
        let root = common.here.join(&group);
        let repository = store::repository_above(&root);
        Place { group, root, plans, repository }
    }

    /// The plans and what belongs to them, by their paths in the group's folder.
    fn files(&self, example: Option<&Example>, today: Day) -> Vec<(PathBuf, String)> {
        let mut all: Vec<(String, String)> = match example {
            Some(example) => example
                .files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect(),
            None => files::files(today).into_iter().chain(files::schemas()).collect(),
        };
        all.push((".gitattributes".to_owned(), ATTRIBUTES.to_owned()));
        all.into_iter().map(|(path, text)| (self.plans.join(path), text)).collect()
    }

    /// The file for the service, which looks for it at the root of the repository.
    fn ci(&self, service: CiService) -> (PathBuf, String) {
        let file = files::of_service(service);
        let plans = self.root.join(&self.plans);
        let way =
            self.repository.as_ref().and_then(|top| Some((top, plans.strip_prefix(top).ok()?)));
        match way {
            Some((top, way)) if top != &self.root => {
                (top.join(file.path), file.text(&way.to_string_lossy()))
            }
            _ => (file.path.into(), file.text(&self.plans.to_string_lossy())),
        }
    }

    fn taken(&self, path: &Path) -> Error {
        let shown = self.group.join(path).to_string_lossy().into_owned();
        let failure = Error::refused(message!(
            "init.is-there",
            "{path} is there already; nothing was written",
            path = clean_line(&shown)
        ));
        let failure = match store::first_plan(&self.root.join(&self.plans)) {
            Some(_) if path.starts_with(&self.plans) => failure
                .hint(message!(
                    "init.has-begun",
                    "this folder has begun: `workplan status` shows where its plan stands, \
                    `workplan rollover` writes next year's"
                ))
                .hint(message!(
                    "init.add-ci-alone",
                    "to add the file for a CI service alone: workplan init --ci github"
                )),
            _ => failure.hint(message!("init.move-it-away", "move it away, and begin again")),
        };
        failure.hint(begin_elsewhere())
    }

    fn cannot_be_written(&self, error: &std::io::Error) -> Error {
        let group = self.group.to_string_lossy();
        let what = match group.is_empty() {
            true => message!(
                "init.this-folder-unwritable",
                "nothing was written, because this folder does not take it: {error}",
                error
            ),
            false => message!(
                "init.folder-unwritable",
                "nothing was written, because {folder} does not take it: {error}",
                folder = clean_line(&group),
                error
            ),
        };
        Error::new(ErrorKind::Unwritable, what).hint(begin_elsewhere())
    }

    fn next_steps(&self, example: Option<&Example>, files: &[(PathBuf, String)]) -> NextSteps {
        let beside =
            files.iter().find(|(path, _)| path.is_relative() && !path.starts_with(&self.plans));
        NextSteps {
            group: self.group.clone(),
            plans: self.plans.clone(),
            day: example.map(|example| example.day),
            is_in_repository: self.repository.is_some(),
            beside: beside
                .and_then(|(path, _)| path.iter().next())
                .map(|top| top.to_string_lossy().into_owned()),
        }
    }
}

fn example(name: &str) -> Result<&'static Example> {
    let names = || EXAMPLES.iter().map(|example| example.name);
    EXAMPLES.iter().find(|example| example.name == name).ok_or_else(|| {
        let failure = Error::not_found(message!(
            "init.no-such-example",
            "there is no example `{name}`",
            name = clean_line(name)
        ));
        let failure = match nearest(name, names()) {
            Some(meant) => failure.hint(did_you_mean(meant)),
            None => failure,
        };
        failure.hint(message!(
            "init.known-examples",
            "the examples are: {names}",
            names = names().collect::<Vec<_>>().join(", ")
        ))
    })
}

fn begin_elsewhere() -> Message {
    message!("init.another-folder", "to begin in another folder: workplan init DIR")
}
