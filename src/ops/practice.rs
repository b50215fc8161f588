//! A copy to practise with: a first plan, and a shared copy of it that nobody else has.

use std::path::{Path, PathBuf};

use chrono::{Datelike, Days};

use super::activity_edit::EditOptions;
use super::get::{plan_names, refuse_full, set_up};
use super::init::{InitOptions, init};
use super::start::start;
use crate::diagnostic::{Message, message};
use crate::model::Day;
use crate::report::NewCopy;
use crate::store::UserGit;
use crate::text::path_text;
use crate::workspace::{Context, Error, ErrorKind, Options, Result, Workspace};

/// The shared copy, from the folder on: in git's own, where nobody looks.
const SHARED: &str = "./.git/shared.git";
/// So many days ago one of the activities was due.
const EARLIER: u64 = 12;
/// In so many days one of them is due.
const SOON: u64 = 10;
/// The activity that a colleague has begun meanwhile.
const BEGUN: &str = "evidence.1";

/// Makes a copy to practise with. Its shared copy is on this computer, and a colleague, who is
/// fictitious like all of its people, has changed something there.
///
/// # Errors
/// If the folder has something in it, cannot be written, or git cannot be run.
pub fn practice(common: &Options, folder: &Path) -> Result<NewCopy> {
    let place = common.here.join(folder);
    let was_there = refuse_full(&place, folder)?;
    let made = make(common, &place);
    if made.is_err() && !was_there {
        // Nothing of the user's is in it.
        let _ = std::fs::remove_dir_all(&place);
    }
    made?;
    let names = plan_names(&place.join("workplans"));
    let has_name = UserGit::at(&place).author()?.is_some();
    let plans = Some(PathBuf::from("workplans"));
    let folder = folder.to_owned();
    Ok(NewCopy { folder, plans, others: Vec::new(), names, has_name, knows_me: false })
}

/// Makes the folder and its shared copy.
fn make(common: &Options, place: &Path) -> Result<()> {
    std::fs::create_dir_all(place)?;
    let inside = Options { here: place.to_owned(), dir: None, at: None, ..common.clone() };
    init(&inside, &InitOptions { folder: Some(place.to_owned()), ..InitOptions::default() })?;
    add_to_do(&place.join("workplans"), inside.today)?;
    let git = UserGit::at(place);
    ask(&git, &["init", "--quiet", "--initial-branch=main", "--template="])?;
    ask(&git, &["init", "--quiet", "--bare", "--initial-branch=main", "--template=", SHARED])?;
    ask(&git, &["remote", "add", "origin", SHARED])?;
    commit(
        &git,
        ["Ana Example", "ana@example.org"],
        &message!("get.practice-begun", "A plan to practise with"),
    )?;
    ask(&git, &["push", "--quiet", "--no-verify", "--set-upstream", "origin", "main"])?;
    let workspace = Workspace::to_edit(&inside, false)?;
    let begun = EditOptions { ids: vec![BEGUN.to_owned()], ..EditOptions::default() };
    start(&workspace, &begun, None)?;
    drop(workspace);
    commit(
        &git,
        ["Ben Example", "ben@example.org"],
        &message!("get.practice-goes-on", "Start the summary"),
    )?;
    ask(&git, &["push", "--quiet", "--no-verify", "origin", "main"])?;
    ask(&git, &["reset", "--quiet", "--hard", "HEAD~1"])?;
    // What the colleague did is not the user's to take back.
    std::fs::remove_dir_all(place.join(".git/workplan")).or_else(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    })?;
    set_up(place, Some(Path::new("workplans")))?;
    Ok(())
}

/// Adds activities of the first member that are late, or due soon, as far as the year allows.
fn add_to_do(folder: &Path, today: Day) -> Result<()> {
    let earlier = today - Days::new(EARLIER);
    let soon = today + Days::new(SOON);
    let within = |day: Day| if day.year() == today.year() { day } else { today };
    let more = include_str!("practice.yaml")
        .replace("EARLIER", &within(earlier).to_string())
        .replace("SOON", &within(soon).to_string())
        .replace("TODAY", &today.to_string());
    let path = folder.join(format!("{}.yaml", today.year()));
    let name = || path_text(&path);
    let first = std::fs::read_to_string(&path).unwritable(name)?;
    std::fs::write(&path, first + &more).unwritable(name)
}

fn commit(git: &UserGit, [name, email]: [&str; 2], subject: &Message) -> Result<()> {
    ask(git, &["add", "--all"])?;
    let who = [format!("user.name={name}"), format!("user.email={email}")];
    let [name, email] = &who;
    let unsigned = "commit.gpgSign=false";
    ask(
        git,
        &[
            "-c",
            name,
            "-c",
            email,
            "-c",
            unsigned,
            "commit",
            "--quiet",
            "--no-verify",
            "-m",
            &subject.to_string(),
        ],
    )
}

fn ask(git: &UserGit, arguments: &[&str]) -> Result<()> {
    let answer = git.run(arguments, None)?;
    if answer.is_success() {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Unwritable,
        message!(
            "get.no-practice",
            "the copy to practise with cannot be made: {why}",
            why = answer.words()
        ),
    ))
}
