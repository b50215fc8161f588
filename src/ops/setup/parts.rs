//! What each part of `workplan setup` consists of, in the folders of this user and in this clone.

use std::path::{Path, PathBuf};

use super::change::Change;
use super::options::{SetupOptions, SetupShell};
use super::plain_file::plain_bytes;
use crate::diagnostic::{Message, message};
use crate::format::{FileRole, role};
use crate::ops::get::{DRIVER, DRIVER_NAME, attribute_line};
use crate::ops::init::schemas;
use crate::report::SetupPart;
use crate::store::{self, UserGit};
use crate::text::{clean_line, path_text};
use crate::workspace::{Options, Result};

/// What is to be written for a part, and what else is to know.
#[derive(Debug)]
pub(super) struct Needs {
    pub(super) part: SetupPart,
    pub(super) changes: Vec<Change>,
    pub(super) note: Option<Message>,
}

impl Needs {
    fn new(part: SetupPart, changes: Vec<Change>) -> Self {
        Needs { part, changes, note: None }
    }

    fn noted(self, note: Option<Message>) -> Self {
        Needs { note, ..self }
    }
}

/// The completion of the user's shell.
pub(super) fn completion(options: &SetupOptions) -> Needs {
    let needs = |path: PathBuf| {
        let text = options.completion.clone();
        Needs::new(SetupPart::Completion, vec![Change::File { path, text }])
    };
    let none = |note| Needs::new(SetupPart::Completion, Vec::new()).noted(Some(note));
    match options.shell {
        Some(SetupShell::Bash) => needs(options.data.join("bash-completion/completions/workplan")),
        Some(SetupShell::Fish) => needs(options.config.join("fish/completions/workplan.fish")),
        Some(SetupShell::Zsh) => {
            let folder = options.data.join("zsh/site-functions");
            let own = plain_bytes(&options.zshrc).unwrap_or_default();
            let is_known = String::from_utf8_lossy(&own).contains("zsh/site-functions");
            let note = message!(
                "setup.fpath",
                "zsh looks there if this line is in {file}, before `compinit`: \
                 fpath=('{folder}' $fpath)",
                file = clean_line(&path_text(&options.zshrc)),
                folder = clean_line(&path_text(&folder))
            );
            needs(folder.join("_workplan")).noted((!is_known).then_some(note))
        }
        Some(SetupShell::PowerShell) => match &options.profile {
            Some(path) => {
                let lines = "# workplan setup\nworkplan completions powershell | Out-String | \
                             Invoke-Expression\n";
                let word = "workplan completions powershell";
                let change = Change::Lines { path: path.clone(), lines: lines.to_owned(), word };
                Needs::new(SetupPart::Completion, vec![change])
            }
            None => none(message!(
                "setup.profile",
                "add this line to the file in $PROFILE: workplan completions powershell | \
                 Out-String | Invoke-Expression"
            )),
        },
        Some(SetupShell::Elvish) => none(message!(
            "setup.elvish",
            "add this line to elvish's rc.elv: eval (workplan completions elvish | slurp)"
        )),
        None => none(message!(
            "setup.which-shell",
            "your shell is not known; name it with `--shell bash`, zsh, fish, powershell or elvish"
        )),
    }
}

/// The manual pages.
pub(super) fn manual(options: &SetupOptions) -> Needs {
    if cfg!(windows) {
        let note = message!("setup.no-man", "Windows has no `man`; use `workplan help COMMAND`");
        return Needs::new(SetupPart::Manual, Vec::new()).noted(Some(note));
    }
    let folder = options.data.join("man/man1");
    let file = |(name, text): &(String, String)| Change::File {
        path: folder.join(name),
        text: text.clone(),
    };
    let note = message!(
        "setup.man-path",
        "`man` looks there if {bin} is in your PATH; otherwise use `man -M {folder} workplan`",
        bin = "~/.local/bin",
        folder = clean_line(&path_text(&options.data.join("man")))
    );
    Needs::new(SetupPart::Manual, options.pages.iter().map(file).collect())
        .noted((!options.man_finds_pages).then_some(note))
}

/// The merge driver of the clone around a folder.
pub(super) fn merge(here: &Path, plans: Option<&Path>) -> Result<Needs> {
    let none = |note| Ok(Needs::new(SetupPart::Merge, Vec::new()).noted(Some(note)));
    let top = store::repository_above(plans.unwrap_or(here))
        .map(|top| (UserGit::at(&top).line(&["rev-parse", "--git-path", "info/attributes"]), top));
    let Some((Ok(Some(attributes)), top)) = top else {
        return none(message!("setup.no-clone", "git knows no repository here"));
    };
    let setting = |key, value, word| Change::Setting { repository: top.clone(), key, value, word };
    let mut changes = vec![
        setting("merge.workplan.name", DRIVER_NAME, ""),
        setting("merge.workplan.driver", DRIVER, "merge-file"),
    ];
    let probe = ["check-attr", "merge", "--", "2000.yaml"];
    let probed = UserGit::at(plans.unwrap_or(&top)).line(&probe)?.unwrap_or_default();
    if !probed.ends_with(": workplan") {
        let way = plans.and_then(|plans| plans.strip_prefix(&top).ok());
        let lines = format!("# workplan setup\n{}", attribute_line(way));
        let path = top.join(attributes);
        changes.push(Change::Lines { path, lines, word: "merge=workplan" });
    }
    Ok(Needs::new(SetupPart::Merge, changes))
}

/// The schemas that editors read, in a workplans folder.
pub(super) fn editor(plans: Option<&Path>) -> Needs {
    let Some(plans) = plans else {
        let note = message!("setup.no-plans", "there is no workplans folder here");
        return Needs::new(SetupPart::Editor, Vec::new()).noted(Some(note));
    };
    let files = schemas();
    let changes =
        files.into_iter().map(|(name, text)| Change::File { path: plans.join(name), text });
    let entries = plans.read_dir().into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| has_no_schema(plans, name)).collect();
    names.sort();
    let note = message!(
        "setup.first-line",
        "editors use a schema if the first line of a plan is \
         `# yaml-language-server: $schema=.schema/plan.json`; without such a line: {names}",
        names = clean_line(&names.join(", "))
    );
    Needs::new(SetupPart::Editor, changes.collect()).noted((!names.is_empty()).then_some(note))
}

fn has_no_schema(plans: &Path, name: &str) -> bool {
    let first = |text: &[u8]| text.split(|byte| *byte == b'\n').next().map(<[u8]>::to_vec);
    let first = plain_bytes(&plans.join(name)).and_then(|text| first(&text));
    matches!(role(name), Some(FileRole::Plan { .. }))
        && first.is_some_and(|first| !String::from_utf8_lossy(&first).contains("$schema="))
}

/// The workplans folder that is meant, as a path from the root of the disk.
pub(super) fn plans_folder(common: &Options) -> Option<PathBuf> {
    let folder = match &common.dir {
        Some(dir) => common.here.join(dir),
        None => store::find_folder(&common.here)?,
    };
    folder.is_dir().then_some(folder)
}
