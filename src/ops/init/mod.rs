//! Writes a folder to begin with: a first plan for this year, or one of the examples.

#[cfg(feature = "workbooks")]
pub(crate) mod beside_plans;
mod files;
pub(crate) mod place;

use std::path::{Path, PathBuf};

use crate::diagnostic::{did_you_mean, message, nearest};
use crate::model::Day;
use crate::report::{NewFolder, NextSteps};
use crate::text::clean_line;
use crate::workspace::{Error, Options, Result};
use files::{ATTRIBUTES, EXAMPLES, Example};
use place::{FolderPlace, begin_elsewhere};

pub use files::CiService;
pub(super) use files::{SAMPLE, schemas};

/// What a new folder begins with, and where it is.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct InitOptions {
    /// The group's folder, or a folder called `workplans` in it; without it the present folder.
    pub folder: Option<PathBuf>,
    /// The service whose CI file is written as well.
    pub ci: Option<CiService>,
    /// Whether the service also publishes the plans as a website.
    pub pages: bool,
    /// The example to begin with; without it a first plan for this year.
    pub example: Option<String>,
}

/// Writes a folder to begin with. Never overwrites a file: where one is there, nothing is written.
///
/// # Errors
/// Where a file is there already or cannot be written, and for an unknown example.
pub fn init(common: &Options, options: &InitOptions) -> Result<NewFolder> {
    begin(common, options, options.example.as_deref().map(example).transpose()?)
}

pub(super) fn begin(
    common: &Options,
    options: &InitOptions,
    example: Option<&Example>,
) -> Result<NewFolder> {
    let place = FolderPlace::find(common, options.folder.as_ref())?;
    let old = place.first_plan();
    let is_begun = old.is_some() && options.ci.is_some() && example.is_none();
    let mut files = if is_begun {
        Vec::new()
    } else {
        plans(&place, example, common.as_of.unwrap_or(common.today))
    };
    files.extend(options.ci.iter().flat_map(|service| place.ci(*service, options.pages)));
    let taken = place.first_taken(&files).or_else(|| old.filter(|_| !is_begun));
    if let Some(path) = taken {
        return Err(taken_error(&place, &path, example));
    }
    place.write(&files)?;
    let next = || NextSteps { day: example.map(|own| own.day), ..place.next_steps(&files) };
    Ok(NewFolder {
        written: files.iter().map(|(path, _)| place.shown(path)).collect(),
        next: (!is_begun).then(next),
    })
}

/// The plans and what belongs to them, by their paths in the group's folder.
fn plans(place: &FolderPlace, example: Option<&Example>, today: Day) -> Vec<(PathBuf, String)> {
    let mut all: Vec<(String, String)> = match example {
        Some(example) => example
            .files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect(),
        None => files::files(today).into_iter().chain(files::schemas()).collect(),
    };
    all.push((".gitattributes".to_owned(), ATTRIBUTES.to_owned()));
    all.into_iter().map(|(path, text)| (place.in_plans(&path), text)).collect()
}

fn taken_error(place: &FolderPlace, path: &Path, example: Option<&Example>) -> Error {
    let failure = place.is_there(path);
    if example.is_some_and(|own| own.name == SAMPLE.name) {
        return failure.hint(message!(
            "demo.another-folder",
            "to copy the sample into another folder: workplan demo DIR"
        ));
    }
    let failure = match place.first_plan() {
        Some(_) if place.is_of_plans(path) => failure
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
