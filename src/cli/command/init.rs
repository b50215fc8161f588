use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::Datelike;
use clap::{Args, ValueEnum};

use crate::cli::args::{Common, Format};
use crate::cli::environment::Environment;
use crate::cli::failure::Failure;
use crate::cli::first::{ATTRIBUTES, EXAMPLES, Example, GITHUB, GITLAB, README, files, schemas};
use crate::cli::outcome::Outcome;
use crate::diag::nearest;
use crate::store;
use crate::text::clean_line;

/// Write a folder to begin with: a first plan for this year, the members, the settings, a page for the group
///
/// Asks nothing, and never overwrites a file. The plan is full of notes: change it line by line.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Examples:\n  workplan init our-group\n  workplan init our-group --ci github\n  workplan init libraries --from one-page       one of the examples: one-page, fiscal-year, biennium"
)]
pub(in crate::cli) struct Init {
    /// The group's folder, which gets a folder `workplans`; otherwise this one
    #[arg(value_name = "DIR", conflicts_with = "dir")]
    folder: Option<PathBuf>,

    /// Write the CI file of that service as well
    #[arg(long, value_name = "SERVICE")]
    ci: Option<Service>,

    /// Begin with an example instead: one-page, fiscal-year or biennium
    #[arg(long, value_name = "NAME")]
    from: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Service {
    Github,
    Gitlab,
}

impl Init {
    pub(in crate::cli) fn run(&self, common: &Common, environment: &Environment) -> anyhow::Result<Outcome> {
        common.format(&[(Format::Table, ()), (Format::Text, ())])?;
        if common.at.is_some() {
            return Err(Failure::new("what git holds cannot be written").help("leave out --at").into());
        }
        let example = self.from.as_deref().map(example).transpose()?;
        let (group, plans) = self.folders(common);
        let files = self.files(&plans, example, common.as_of.unwrap_or(environment.today).year());
        let root = environment.folder.join(&group);
        if let Some(taken) = taken(&root, &root.join(&plans), &files) {
            let what = format!("{} is there already; nothing was written", taken.display());
            return Err(Failure::new(what).help("name another folder: workplan init DIR").into());
        }
        store::write_all_new(&root, &files).context("the folder cannot be written")?;
        Ok(Outcome::done(told(&group, &plans, &files, example)))
    }

    /// The group's folder as it was named, and the way from there to the workplans folder.
    fn folders(&self, common: &Common) -> (PathBuf, PathBuf) {
        let is_itself = |path: &&PathBuf| path.file_name().is_some_and(|name| name == "workplans");
        let own = common.dir.as_ref().or(self.folder.as_ref().filter(is_itself));
        match own.and_then(|own| Some((own.parent()?, own.file_name()?))) {
            Some((group, name)) => (group.to_path_buf(), name.into()),
            None => (self.folder.clone().unwrap_or_default(), "workplans".into()),
        }
    }

    fn files(&self, plans: &Path, example: Option<&Example>, year: i32) -> Vec<(PathBuf, String)> {
        let own = |(path, text): (String, String)| (plans.join(path), text);
        let mut all: Vec<(PathBuf, String)> = match example {
            Some(example) => example.files.iter().map(|(path, text)| (plans.join(path), (*text).to_owned())).collect(),
            None => {
                let page = [("README.md".to_owned(), README.to_owned())];
                files(year).into_iter().chain(page).chain(schemas()).map(own).collect()
            }
        };
        all.push((plans.join(".gitattributes"), ATTRIBUTES.to_owned()));
        match self.ci {
            Some(Service::Github) => all.push((".github/workflows/workplan.yml".into(), GITHUB.to_owned())),
            Some(Service::Gitlab) => all.push((".gitlab-ci.yml".into(), GITLAB.to_owned())),
            None => {}
        }
        all
    }
}

/// A file that would be overwritten, or plans that are there already.
fn taken(root: &Path, plans: &Path, files: &[(PathBuf, String)]) -> Option<PathBuf> {
    let named = files.iter().map(|(path, _)| root.join(path)).find(|path| store::is_there(path));
    named.or_else(|| store::first_plan(plans))
}

fn example(name: &str) -> anyhow::Result<&'static Example> {
    let names = || EXAMPLES.iter().map(|example| example.name);
    EXAMPLES.iter().find(|example| example.name == name).ok_or_else(|| {
        let failure = Failure::new(format!("there is no example `{}`", clean_line(name)));
        let failure = match nearest(name, names()) {
            Some(meant) => failure.help(format!("did you mean `{meant}`?")),
            None => failure,
        };
        failure.help(format!("the examples are: {}", names().collect::<Vec<_>>().join(", "))).into()
    })
}

/// What was written, and what to do next.
fn told(group: &Path, plans: &Path, files: &[(PathBuf, String)], example: Option<&Example>) -> String {
    let mut out = String::from("written:\n");
    for (path, _) in files {
        out += &format!("  {}\n", clean_line(&group.join(path).to_string_lossy()));
    }
    out += "\nwhat to do next:\n";
    let shown = clean_line(&group.to_string_lossy()).into_owned();
    if !shown.is_empty() {
        out += &format!("  cd {shown}\n");
    }
    let named = if plans == Path::new("workplans") { String::new() } else { format!(" --dir {}", clean_line(&plans.to_string_lossy())) };
    let day = example.map_or_else(String::new, |example| format!(" --as-of {}", example.day));
    out += &format!("  workplan status{named}{day}\n  workplan check{named}{day}\n");
    out += "\nto have plans merged by activity and field, say in each clone:\n";
    out += "  git config merge.workplan.name \"workplans by activity and field\"\n";
    out += "  git config merge.workplan.driver \"workplan merge-file --path %P --marker-size %L %O %A %B\"\n";
    out
}
