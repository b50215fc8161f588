//! Setting up completion, manual pages, git's merge and editors, and taking it back.

use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::import_dialogue::{keyed, typed};
use crate::support::{Run, command, entries, git, run, temporary_folder, write};

/// A user's own folder, and a repository with a workplans folder.
struct User {
    root: tempfile::TempDir,
}

impl User {
    fn new() -> User {
        let root = temporary_folder();
        std::fs::create_dir(root.path().join("home")).unwrap();
        let clone = root.path().join("clone");
        std::fs::create_dir_all(clone.join("workplans")).unwrap();
        git(&clone, &["init", "-q"]);
        write(&clone, "2031.yaml", "schema: 1\n");
        User { root }
    }

    fn home(&self) -> PathBuf {
        self.root.path().join("home")
    }

    fn clone(&self) -> PathBuf {
        self.root.path().join("clone")
    }

    fn completion(&self) -> PathBuf {
        self.home().join(".local/share/bash-completion/completions/workplan")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut program = command(&self.clone(), &[&["setup"], arguments].concat());
        program
            .env("HOME", self.home())
            .env("SHELL", "/bin/bash")
            .env("NO_COLOR", "1")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null");
        program
    }

    fn setup(&self, arguments: &[&str]) -> Run {
        run(self.command(arguments))
    }

    fn shown(&self, text: &str) -> String {
        text.replace(&*self.root.path().to_string_lossy(), "ROOT")
    }

    fn setting(&self, key: &str) -> Run {
        let mut program = Command::new("git");
        program.args(["config", "--get", key]).current_dir(self.clone());
        run(program)
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn a_dry_run_shows_each_file_and_writes_nothing() {
    let user = User::new();
    let text = user.shown(&user.setup(&["--dry-run"]).ok());
    let pages = text.split_once(" files in ROOT/home/.local/share/man/man1\n").unwrap().0;
    let pages = pages.rsplit(' ').next().unwrap().to_owned();
    assert!(pages.parse::<u8>().unwrap() > 30, "{text}");
    assert_eq!(
        text.replace(&format!("write {pages} files"), "write N files"),
        "completion: would write ROOT/home/.local/share/bash-completion/completions/workplan\n\
         manual: would write N files in ROOT/home/.local/share/man/man1\n\
         merge: would set the git setting merge.workplan.name in ROOT/clone to “workplans, by activity and field”\n\
         merge: would set the git setting merge.workplan.driver in ROOT/clone to \
         “workplan merge-file --path %P --marker-size %L %O %A %B”\n\
         merge: would write lines in ROOT/clone/.git/info/attributes\n\
         \x20 # workplan setup\n\
         \x20 workplans/**/*.yaml merge=workplan\n\
         editor: would write ROOT/clone/workplans/.schema/plan.json\n\
         editor: would write ROOT/clone/workplans/.schema/organizations.json\n\
         editor: would write ROOT/clone/workplans/.schema/config.json\n\
         manual: `man` looks there if ~/.local/bin is in your PATH; otherwise use \
         `man -M ROOT/home/.local/share/man workplan`\n\
         editor: editors use a schema if the first line of a plan is \
         `# yaml-language-server: $schema=.schema/plan.json`; without such a line: 2031.yaml\n"
    );
    assert!(entries(&user.home()).is_empty());
    assert!(!user.clone().join("workplans/.schema").exists());
}

#[test]
fn everything_is_written_once_and_taken_back() {
    let user = User::new();
    let attributes = user.clone().join(".git/info/attributes");
    std::fs::create_dir_all(attributes.parent().unwrap()).unwrap();
    std::fs::write(&attributes, "*.png binary").unwrap();
    let config = read(&user.clone().join(".git/config"));
    let first = user.setup(&["--all"]).ok();
    assert!(first.contains("completion: wrote ") && !first.contains("would"), "{first}");
    assert!(read(&user.completion()).contains("COMPLETE"), "{first}");
    assert!(read(&user.home().join(".local/share/man/man1/workplan-setup.1")).starts_with(".ie"));
    assert_eq!(
        read(&attributes),
        "*.png binary\n# workplan setup\nworkplans/**/*.yaml merge=workplan\n"
    );
    let attribute = git(&user.clone(), &["check-attr", "merge", "workplans/2031.yaml"]);
    assert_eq!(attribute, "workplans/2031.yaml: merge: workplan\n");
    assert!(user.setting("merge.workplan.driver").ok().starts_with("workplan merge-file "));
    assert!(user.clone().join("workplans/.schema/plan.json").exists());
    // Nothing is written twice.
    let again = user.setup(&["--all"]).ok();
    assert!(!again.contains("wrote") && again.contains("manual: is there already: "), "{again}");
    // Of one part, and of the rest.
    let text = user.setup(&["--undo", "--dry-run"]).ok();
    assert!(text.contains("completion: would remove ") && user.completion().exists(), "{text}");
    let text = user.shown(&user.setup(&["--undo", "manual"]).ok());
    assert!(text.ends_with(" files in ROOT/home/.local/share/man/man1\n"), "{text}");
    assert!(user.completion().exists() && !user.home().join(".local/share/man").exists());
    let text = user.setup(&["--undo"]).ok();
    assert!(!text.contains("manual") && !text.contains("stays"), "{text}");
    assert!(entries(&user.home()).is_empty(), "{:?}", entries(&user.home()));
    assert_eq!(read(&attributes), "*.png binary");
    assert_eq!(read(&user.clone().join(".git/config")), config);
    assert!(!user.clone().join("workplans/.schema").exists());
    assert_eq!(user.setup(&["--undo"]).ok(), "there is nothing to take back\n");
}

#[test]
fn files_of_the_user_stay_as_they_are() {
    let user = User::new();
    let completion = user.completion();
    std::fs::create_dir_all(completion.parent().unwrap()).unwrap();
    std::fs::write(&completion, "my own").unwrap();
    let refused = user.setup(&["completion"]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert!(refused.stdout.contains("completion: stays as it is"), "{refused:?}");
    assert!(refused.stdout.contains(&*completion.to_string_lossy()), "{refused:?}");
    assert_eq!(read(&completion), "my own");
    // A link that leads nowhere, and a folder, are something as well.
    std::fs::remove_file(&completion).unwrap();
    std::os::unix::fs::symlink("/nowhere/at/all", &completion).unwrap();
    assert_eq!(user.setup(&["completion"]).code, Some(2));
    std::fs::remove_file(&completion).unwrap();
    std::fs::create_dir(&completion).unwrap();
    assert_eq!(user.setup(&["completion"]).code, Some(2));
    std::fs::remove_dir(&completion).unwrap();
    // What was changed after it was written is not taken back.
    let _ = user.setup(&["completion", "manual"]).ok();
    let script = read(&completion);
    std::fs::write(&completion, format!("{script}# mine\n")).unwrap();
    let page = user.home().join(".local/share/man/man1/workplan-show.1");
    std::fs::write(&page, "my page").unwrap();
    let text = user.setup(&["--undo"]).ok();
    assert!(text.contains("completion: stays, because it was changed"), "{text}");
    assert!(text.contains("workplan-show.1\n"), "{text}");
    assert_eq!(read(&completion), format!("{script}# mine\n"));
    assert_eq!(entries(page.parent().unwrap()), [page]);
}

#[test]
fn what_an_earlier_version_wrote_is_replaced() {
    let user = User::new();
    let _ = user.setup(&["completion"]).ok();
    let script = read(&user.completion());
    let digest = |text: &str| -> String {
        Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let record = user.home().join(".local/state/workplan/setup.json");
    let of_earlier = read(&record).replace(&digest(&script), &digest("earlier"));
    std::fs::write(&record, of_earlier).unwrap();
    std::fs::write(user.completion(), "earlier").unwrap();
    assert!(user.setup(&["completion"]).ok().starts_with("completion: updated "));
    assert_eq!(read(&user.completion()), script);
    assert_eq!(user.setup(&["--undo"]).ok().lines().count(), 1);
    assert!(entries(&user.home()).is_empty());
}

#[test]
fn the_user_is_asked_for_each_part() {
    let user = User::new();
    let (text, code) = typed(200, user.command(&[]), &["", "n", "what", "y", "n"]);
    assert_eq!(code, Some(0), "{text}");
    for question in [
        "Set up the completion? [Y/n]",
        "Write the manual pages? [Y/n]",
        "Set up git's merge in this clone? [Y/n]",
        "Write the schemas for editors? [Y/n]",
    ] {
        assert!(text.contains(question), "{text}");
    }
    assert!(user.completion().exists() && !user.home().join(".local/share/man").exists());
    assert_eq!(user.setting("merge.workplan.driver").code, Some(0));
    // A part that is there is not asked for; and without the last answer nothing is written.
    let (text, code) = keyed(200, user.command(&[]), "y\n\u{4}");
    assert_eq!(code, Some(2), "{text}");
    assert!(!text.contains("Set up the completion?"), "{text}");
    assert!(text.contains("nothing was written"), "{text}");
    assert!(!user.home().join(".local/share/man").exists());
}

#[test]
fn without_a_terminal_the_parts_are_named() {
    let user = User::new();
    let refused = user.setup(&[]);
    assert_eq!(refused.code, Some(2));
    assert_eq!(
        refused.stderr,
        "error: name what is to be set up: completion, manual, merge, editor; or `--all`\n\
         help: `workplan setup --dry-run` shows what would be written\n"
    );
    let mut homeless = user.command(&["completion"]);
    homeless.env_remove("HOME");
    let refused = run(homeless);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.stderr.contains("the variable HOME does not name your folder; nothing was written"),
        "{refused:?}"
    );
}

#[test]
fn each_shell_has_its_place() {
    let user = User::new();
    // A part that is named twice is written once.
    let fish = ["completion", "completion", "--shell", "fish"];
    let text = user.shown(&user.setup(&fish).ok());
    assert_eq!(text, "completion: wrote ROOT/home/.config/fish/completions/workplan.fish\n");
    let zsh = ["completion", "--shell", "zsh"];
    let text = user.shown(&user.setup(&zsh).ok());
    assert!(text.starts_with(
        "completion: wrote ROOT/home/.local/share/zsh/site-functions/_workplan\n\
         completion: zsh looks there if this line is in ROOT/home/.zshrc, before `compinit`: \
         fpath=('ROOT/home/.local/share/zsh/site-functions' $fpath)\n"
    ));
    std::fs::write(user.home().join(".zshrc"), "fpath=(~/.local/share/zsh/site-functions)\n")
        .unwrap();
    assert_eq!(user.setup(&zsh).ok().lines().count(), 1);
    let profile = user.home().join(".config/powershell/Microsoft.PowerShell_profile.ps1");
    std::fs::create_dir_all(profile.parent().unwrap()).unwrap();
    std::fs::write(&profile, "Set-Alias ll ls").unwrap();
    let _ = user.setup(&["completion", "--shell", "powershell"]).ok();
    assert_eq!(
        read(&profile),
        "Set-Alias ll ls\n# workplan setup\nworkplan completions powershell | Out-String | Invoke-Expression\n"
    );
    let _ = user.setup(&["--undo"]).ok();
    assert_eq!(read(&profile), "Set-Alias ll ls");
    let text = user.setup(&["completion", "--shell", "elvish"]).ok();
    assert!(text.contains("eval (workplan completions elvish | slurp)"), "{text}");
}

#[test]
fn what_cannot_be_written_is_named_and_nothing_is_lost() {
    let user = User::new();
    std::fs::write(user.home().join(".local"), "a file").unwrap();
    let refused = user.setup(&["completion"]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert!(refused.stderr.contains(&*user.home().join(".local").to_string_lossy()), "{refused:?}");
    assert_eq!(read(&user.home().join(".local")), "a file");
    // A record that is something else is not overwritten.
    std::fs::remove_file(user.home().join(".local")).unwrap();
    let record = user.home().join(".local/state/workplan/setup.json");
    std::fs::create_dir_all(record.parent().unwrap()).unwrap();
    std::fs::write(&record, "mine").unwrap();
    let refused = user.setup(&["completion"]);
    assert!(refused.stderr.contains("is not a record of `workplan setup`"), "{refused:?}");
    assert!(!user.completion().exists() && read(&record) == "mine");
}

#[test]
fn a_clone_that_is_set_up_has_nothing_to_do() {
    let user = User::new();
    git(&user.clone(), &["config", "merge.workplan.driver", "C:/workplan.exe merge-file %A"]);
    git(&user.clone(), &["config", "merge.workplan.name", "mine"]);
    write(&user.clone(), ".gitattributes", "*.yaml merge=workplan\n");
    let text = user.setup(&["merge"]).ok();
    assert_eq!(text.matches("merge: is there already: ").count(), 2, "{text}");
    assert_eq!(text.lines().count(), 2, "{text}");
    assert_eq!(user.setup(&["--undo"]).ok(), "there is nothing to take back\n");
    let mut outside = user.command(&["merge", "editor"]);
    outside.current_dir(user.home());
    assert_eq!(
        run(outside).ok(),
        "merge: git knows no repository here\neditor: there is no workplans folder here\n"
    );
}
