use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::args::{Common, Format};
use crate::cli::environment::Environment;
use crate::cli::init::{ATTRIBUTES, EXAMPLES, Example, GITHUB, GITLAB, files, schemas};
use crate::cli::output::CommandOutput;
use crate::diagnostic::nearest;
use crate::model::Day;
use crate::store;
use crate::text::{clean_line, shell_word};
use crate::workspace::{Error, Result};

/// Write a folder to begin with: a first plan for this year
///
/// With it come the members, the settings, a page for the group, and what git needs to merge plans.
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

/// Where things go.
struct Place {
    /// The group's folder, as it was named.
    group: PathBuf,
    /// The same, from the root of the disk.
    root: PathBuf,
    /// The way from there to the workplans folder.
    plans: PathBuf,
    /// The root of the repository that all of this lies in.
    repository: Option<PathBuf>,
}

impl Init {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        common.format(&[(Format::Table, ()), (Format::Text, ())])?;
        if common.at.is_some() {
            return Err(Error::refused("what git holds cannot be written").hint("leave out --at"));
        }
        let example = self.from.as_deref().map(example).transpose()?;
        let place = self.place(common, environment);
        let old = store::first_plan(&place.root.join(&place.plans));
        let is_begun = old.is_some() && self.ci.is_some() && example.is_none();
        let mut files = if is_begun {
            Vec::new()
        } else {
            place.files(example, common.day().unwrap_or(environment.today))
        };
        files.extend(self.ci.map(|service| place.ci(service)));
        let named =
            files.iter().map(|(path, _)| path).find(|path| store::is_there(&place.root.join(path)));
        if let Some(taken) =
            named.cloned().or_else(|| old.filter(|_| !is_begun).map(|name| place.plans.join(name)))
        {
            return Err(place.taken(&taken));
        }
        store::write_all_new(&place.root, &files)
            .map_err(|error| place.cannot_be_written(&error))?;
        let mut told = place.written(&files);
        if !is_begun {
            told += &place.what_next(example, &files);
        }
        Ok(CommandOutput::done(told).after_writing(true))
    }

    fn place(&self, common: &Common, environment: &Environment) -> Place {
        let is_itself = |path: &&PathBuf| path.file_name().is_some_and(|name| name == "workplans");
        let own = common.dir.as_ref().or(self.folder.as_ref().filter(is_itself));
        let (group, plans) = match own.and_then(|own| Some((own.parent()?, own.file_name()?))) {
            Some((group, name)) => (group.to_path_buf(), name.into()),
            None => (self.folder.clone().unwrap_or_default(), "workplans".into()),
        };
        let root = environment.folder.join(&group);
        let repository = store::repository_above(&root);
        Place { group, root, plans, repository }
    }
}

impl Place {
    /// The plans and what belongs to them, by their paths in the group's folder.
    fn files(&self, example: Option<&Example>, today: Day) -> Vec<(PathBuf, String)> {
        let mut all: Vec<(String, String)> = match example {
            Some(example) => example
                .files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect(),
            None => files(today).into_iter().chain(schemas()).collect(),
        };
        all.push((".gitattributes".to_owned(), ATTRIBUTES.to_owned()));
        all.into_iter().map(|(path, text)| (self.plans.join(path), text)).collect()
    }

    /// The file for the service, which looks for it at the root of the repository.
    fn ci(&self, service: Service) -> (PathBuf, String) {
        let service = match service {
            Service::Github => GITHUB,
            Service::Gitlab => GITLAB,
        };
        let plans = self.root.join(&self.plans);
        let way =
            self.repository.as_ref().and_then(|top| Some((top, plans.strip_prefix(top).ok()?)));
        match way {
            Some((top, way)) if top != &self.root => {
                (top.join(service.path), service.file(&way.to_string_lossy()))
            }
            _ => (service.path.into(), service.file(&self.plans.to_string_lossy())),
        }
    }

    /// A path as it is told.
    fn shown(&self, path: &Path) -> String {
        clean_line(&self.group.join(path).to_string_lossy()).into_owned()
    }

    fn taken(&self, path: &Path) -> Error {
        let failure =
            Error::refused(format!("{} is there already; nothing was written", self.shown(path)));
        let failure = match store::first_plan(&self.root.join(&self.plans)) {
            Some(_) if path.starts_with(&self.plans) => failure
                .hint("this folder has begun: `workplan status` shows where its plan stands, `workplan rollover` writes next year's")
                .hint("to add the file for a CI service alone: workplan init --ci github"),
            _ => failure.hint("move it away, and begin again"),
        };
        failure.hint("to begin in another folder: workplan init DIR")
    }

    fn cannot_be_written(&self, error: &std::io::Error) -> Error {
        let group = self.group.to_string_lossy();
        let folder = if group.is_empty() { "this folder".into() } else { clean_line(&group) };
        let failure = Error::usage(format!(
            "nothing was written, because {folder} does not take it: {error}"
        ));
        failure.hint("to begin in another folder: workplan init DIR")
    }

    fn written(&self, files: &[(PathBuf, String)]) -> String {
        files.iter().fold(String::from("written:\n"), |told, (path, _)| {
            told + &format!("  {}\n", self.shown(path))
        })
    }

    fn what_next(&self, example: Option<&Example>, files: &[(PathBuf, String)]) -> String {
        let mut out = String::from("\nwhat to do next:\n");
        if !self.group.as_os_str().is_empty() {
            out += &format!("  cd {}\n", shell_word(&self.group.to_string_lossy()));
        }
        let plans = shell_word(&self.plans.to_string_lossy());
        let named = if self.plans == Path::new("workplans") {
            String::new()
        } else {
            format!(" --dir {plans}")
        };
        let day = example.map_or_else(String::new, |example| format!(" --as-of {}", example.day));
        out += &format!("  workplan status{named}{day}\n  workplan check{named}{day}\n");
        out +=
            "then change the plan and organizations.yaml in an editor: the notes in them say how\n";
        out += "\nto have git keep the plans, and merge them by activity and field (`git config` in each clone):\n";
        out += if self.repository.is_none() { "  git init\n" } else { "" };
        out += "  git config merge.workplan.name \"workplans by activity and field\"\n";
        out += "  git config merge.workplan.driver \"workplan merge-file --path %P --marker-size %L %O %A %B\"\n";
        let beside =
            files.iter().find(|(path, _)| path.is_relative() && !path.starts_with(&self.plans));
        let beside = beside
            .and_then(|(path, _)| path.iter().next())
            .map_or_else(String::new, |top| format!(" {}", top.to_string_lossy()));
        out + &format!("  git add {plans}{beside} && git commit -m \"Our workplan\"\n")
    }
}

fn example(name: &str) -> Result<&'static Example> {
    let names = || EXAMPLES.iter().map(|example| example.name);
    EXAMPLES.iter().find(|example| example.name == name).ok_or_else(|| {
        let failure = Error::not_found(format!("there is no example `{}`", clean_line(name)));
        let failure = match nearest(name, names()) {
            Some(meant) => failure.hint(format!("did you mean `{meant}`?")),
            None => failure,
        };
        failure.hint(format!("the examples are: {}", names().collect::<Vec<_>>().join(", ")))
    })
}
