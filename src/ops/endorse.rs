//! Records that a plan was endorsed, and tags the state that became a commitment.

use std::ffi::OsString;
use std::io;

use super::activity_edit::plans_to_edit;
use super::asked_day::asked_day;
use super::journal::{JournaledTag, record_tag};
use super::part::{PartName, PartOptions, set_part};
use super::share::is_tag_shared;
use crate::analysis::{ActivityFacts, PlanIndex};
use crate::diagnostic::{Message, long_day, message, note};
use crate::edit::Assignment;
use crate::model::{Day, Status};
use crate::report::{CommittedActivity, CommittedPriority, Endorsement, EndorsementTag};
use crate::store::{UserGit, has_other_owner};
use crate::text::clean_line;
use crate::workspace::{Error, ErrorKind, LoadedPlans, Result, Workspace};

/// The shortest text that can be the beginning of a commit's id.
const SHORTEST_ID: usize = 7;

/// The plan that is endorsed, the day, and the name of its state.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct EndorseOptions {
    /// The plan's name; without it the plan that holds the day.
    pub plan: Option<String>,
    /// The day of the endorsement, as it is typed; without it the day of the workspace.
    pub date: Option<String>,
    /// The name of the tag; without it `v` and the plan's name.
    pub tag: Option<String>,
    /// Whether a plan that was endorsed before is endorsed once more.
    pub again: bool,
    /// Whether to report only what would be done.
    pub dry_run: bool,
}

/// Writes `endorsed` and `baseline` into a plan, and tags the commit that holds it. Outside of git
/// there is no baseline, and `endorsed` alone is written.
///
/// # Errors
/// If the plan has errors, was endorsed before, or is not committed as it is; if the tag is taken
/// or cannot be made; or if the file cannot be written.
pub fn endorse(workspace: &Workspace, options: &EndorseOptions) -> Result<Endorsement> {
    let plans = &plans_to_edit(workspace, options.dry_run)?;
    let plan = plans.plan(options.plan.as_deref())?;
    let name = &plan.plan.name;
    if !options.again {
        refuse_endorsed(plan)?;
    }
    let (day, understood) = match &options.date {
        Some(text) => asked_day(text, workspace.day()).map_err(Error::usage)?,
        None => (workspace.day(), None),
    };
    understood.into_iter().for_each(|note| plans.note(note));
    let git = UserGit::at(&workspace.folder);
    let tag = tag(workspace, plan, &git, options)?;
    let mut assignments = vec![Assignment::set("endorsed", day.to_string())];
    assignments.extend(tag.iter().map(|tag| Assignment::set("baseline", tag.name.as_str())));
    let write = |dry_run: bool| {
        let mut part = PartOptions::default();
        (part.plan, part.dry_run) = (Some(name.clone()), dry_run);
        set_part(workspace, &PartName::Plan(Some(name.clone())), &part, &assignments)
    };
    // The new text is verified before git is asked for anything.
    let mut edits = write(true)?;
    let mut tag = tag;
    if !options.dry_run {
        if let Some(tag) = tag.as_mut().filter(|tag| tag.is_new) {
            tag.is_signed = make_tag(&git, tag, plan, day)?;
        }
        edits = write(false).inspect_err(|_| {
            if let Some(tag) = tag.as_ref().filter(|tag| tag.is_new) {
                let _ = git.run(&["tag", "--delete", &tag.name], None);
            }
        })?;
        // Taking the edit back takes the tag with it.
        if let Some(tag) = tag.as_ref().filter(|tag| tag.is_new) {
            let object = git.line(&["rev-parse", &format!("refs/tags/{}", tag.name)])?;
            object.map_or(Ok(()), |object| record_tag(workspace, &tag.name, object))?;
        }
    }
    match &tag {
        None => plans.note(note(message!(
            "endorse.no-git",
            "there is no git repository around the folder: no baseline is recorded"
        ))),
        Some(tag) if !options.dry_run => plans.note(note(message!(
            "endorse.share-tag",
            "next: `workplan share` sends the plan and its tag {tag}",
            tag = clean_line(&tag.name)
        ))),
        Some(_) => {}
    }
    Ok(Endorsement {
        plan: name.clone(),
        title: plan.plan.display_title().to_owned(),
        day,
        tag,
        priorities: commitments(plans, plan),
        edits,
    })
}

/// Returns the activities that become a commitment, by priority.
fn commitments(plans: &LoadedPlans<'_>, plan: &PlanIndex<'_>) -> Vec<CommittedPriority> {
    let all = ActivityFacts::all(plan, plans.as_of);
    let all: Vec<ActivityFacts<'_>> =
        all.filter(|facts| facts.activity.status.value != Status::Cancelled).collect();
    let of = |id: &str| {
        let own = all.iter().filter(|facts| facts.priority.id.value == id);
        own.map(|facts| CommittedActivity {
            id: facts.activity.id.value.to_string(),
            title: facts.activity.title.value.to_string(),
            owners: facts
                .owners()
                .map(|id| (id.to_owned(), plan.directory.display(id).to_owned()))
                .collect(),
            due: facts.due,
        })
        .collect()
    };
    let priorities = plan.plan.priorities.iter();
    priorities
        .map(|priority| CommittedPriority {
            id: priority.id.value.to_string(),
            title: priority.title.value.to_string(),
            activities: of(&priority.id.value),
        })
        .collect()
}

fn refuse_endorsed(plan: &PlanIndex<'_>) -> Result<()> {
    let Some(endorsed) = plan.plan.endorsed else { return Ok(()) };
    let name = &plan.plan.name;
    let what = message!(
        "endorse.endorsed-before",
        "the plan `{name}` was endorsed on {day} already",
        name,
        day = endorsed.value.to_string()
    );
    Err(Error::refused(what).hint(message!(
        "endorse.another-day",
        "no change was made; `workplan set plan:{plan} endorsed=DATE` corrects the day, and --again \
         with another --tag endorses a revised plan",
        plan = clean_line(name)
    )))
}

/// Returns the tag that names the state of the plan: none outside of git.
fn tag(
    workspace: &Workspace,
    plan: &PlanIndex<'_>,
    git: &UserGit,
    options: &EndorseOptions,
) -> Result<Option<EndorsementTag>> {
    let head = git.line(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
    let head = match head {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        head => head.ok().flatten(),
    };
    let name = options.tag.clone().unwrap_or_else(|| format!("v{}", plan.plan.name));
    let Some(commit) = head else {
        if has_other_owner(&workspace.folder) {
            return Err(no_baseline(message!(
                "endorse.other-owner",
                "the repository belongs to another user, and git does not open it"
            )));
        }
        let is_repository =
            git.run(&["rev-parse", "--git-dir"], None).is_ok_and(|answer| answer.is_success());
        return match is_repository || options.tag.is_some() {
            true => Err(no_baseline(message!(
                "endorse.nothing-committed",
                "there is no commit that holds the plan"
            ))),
            false => Ok(None),
        };
    };
    if name.starts_with('-')
        || names_else(&name, git)?
        || !git.run(&["check-ref-format", &format!("refs/tags/{name}")], None)?.is_success()
    {
        let what = message!(
            "endorse.bad-tag",
            "`{name}` cannot be the name of a tag",
            name = clean_line(&name)
        );
        return Err(Error::usage(what).hint(message!(
            "endorse.name-a-tag",
            "choose another name without spaces, such as --tag v2025"
        )));
    }
    refuse_uncommitted(workspace, plan, git)?;
    refuse_other_state(workspace, plan, git, &commit)?;
    let known = ["rev-parse", "--verify", "--quiet", &format!("refs/tags/{name}^{{commit}}")];
    let is_new = match git.line(&known)? {
        None if is_tag_shared(&workspace.folder, &name) => {
            let what = message!(
                "endorse.tag-is-shared",
                "the others have a tag `{name}` already, which names an earlier state",
                name = clean_line(&name)
            );
            return Err(Error::refused(what).hint(message!(
                "endorse.another-tag-for-all",
                "no change was made; name another one, such as --tag {name}-2",
                name = clean_line(&name)
            )));
        }
        None => true,
        Some(other) if other == commit => false,
        Some(_) => {
            let what = message!(
                "endorse.tag-is-taken",
                "the tag `{name}` names another state already",
                name = clean_line(&name)
            );
            return Err(Error::refused(what).hint(message!(
                "endorse.another-tag",
                "no change was made; name another tag with --tag"
            )));
        }
    };
    Ok(Some(EndorsementTag { name, commit, is_new, is_signed: false }))
}

/// Refuses a plan that git does not hold as it is: the tag would name another state.
fn refuse_uncommitted(workspace: &Workspace, plan: &PlanIndex<'_>, git: &UserGit) -> Result<()> {
    let mut asked: Vec<OsString> =
        ["status", "--porcelain", "--untracked-files=all", "--"].map(Into::into).into();
    asked.extend(files_of(workspace, plan));
    if git.ask(&asked)?.is_empty() { Ok(()) } else { Err(not_committed(plan)) }
}

/// Refuses a plan of which the commit holds another state, whatever git was told not to look at.
fn refuse_other_state(
    workspace: &Workspace,
    plan: &PlanIndex<'_>,
    git: &UserGit,
    commit: &str,
) -> Result<()> {
    let files: Vec<OsString> = files_of(workspace, plan).collect();
    let asked = |first: &[&str]| -> Vec<OsString> {
        first.iter().map(OsString::from).chain(files.iter().cloned()).collect()
    };
    let held = git.ask(&asked(&["ls-tree", "-z", "--format=%(objectname)", commit, "--"]))?;
    let here = git.ask(&asked(&["hash-object", "--"]))?;
    let ids = |text: &[u8], end: u8| {
        let ids = text.split(|byte| *byte == end).filter(|id| !id.is_empty());
        let mut ids: Vec<Vec<u8>> = ids.map(|id| id.trim_ascii().to_vec()).collect();
        ids.sort_unstable();
        ids
    };
    if ids(&held, 0) == ids(&here, b'\n') { Ok(()) } else { Err(not_committed(plan)) }
}

/// The files of a plan, from the workplans folder on.
fn files_of(workspace: &Workspace, plan: &PlanIndex<'_>) -> impl Iterator<Item = OsString> {
    plan.plan.files.iter().filter_map(|file| {
        let path = &workspace.input.sources[*file].path;
        Some(OsString::from(path.split_once('/')?.1))
    })
}

fn not_committed(plan: &PlanIndex<'_>) -> Error {
    let what = message!(
        "endorse.not-committed",
        "the plan `{name}` has changes that are not saved yet, so no tag can name it",
        name = &plan.plan.name
    );
    Error::refused(what).hint(message!(
        "endorse.share-first",
        "no change was made; `workplan share` records them, then endorse the plan again"
    ))
}

/// Whether git takes the name of a tag for something else: the id of a commit, a branch, or a name
/// of its own such as `HEAD`.
fn names_else(name: &str, git: &UserGit) -> Result<bool> {
    let is_id = name.len() >= SHORTEST_ID && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_own = name == "@" || name.ends_with("HEAD");
    let branch = ["rev-parse", "--verify", "--quiet", &format!("refs/heads/{name}")];
    Ok(is_id || is_own || git.line(&branch)?.is_some())
}

fn no_baseline(why: Message) -> Error {
    Error::new(ErrorKind::NoHistory, why).hint(message!(
        "endorse.share-before",
        "no change was made; `workplan share` records the plan, then endorse it again"
    ))
}

/// Removes a tag that was not moved since it was made; returns whether it did.
pub(super) fn remove_tag(workspace: &Workspace, tag: &JournaledTag) -> bool {
    let asked = ["update-ref", "-d", &format!("refs/tags/{}", tag.name), &tag.object];
    let answer = UserGit::at(&workspace.folder).run(&asked, None);
    answer.is_ok_and(|answer| answer.is_success())
}

/// Makes the tag, signed where git is set up to sign; returns whether it is.
fn make_tag(git: &UserGit, tag: &EndorsementTag, plan: &PlanIndex<'_>, day: Day) -> Result<bool> {
    let text = message!(
        "endorse.tag-message",
        "{plan}, endorsed {day}",
        plan = clean_line(plan.plan.display_title()),
        day = long_day(day)
    );
    let setting = |name: &str| git.line(&["config", "--type=bool", "--get", name]).ok().flatten();
    let signs = setting("tag.gpgSign").or_else(|| setting("commit.gpgSign"));
    let is_signed = signs.as_deref() == Some("true");
    let how = if is_signed { "--sign" } else { "--no-sign" };
    let asked = ["tag", "--annotate", how, "--file=-", &tag.name, &tag.commit];
    let answer = git.run(&asked, Some(text.to_string().as_bytes()))?;
    if answer.is_success() {
        return Ok(is_signed);
    }
    let what = message!("endorse.no-tag", "git made no tag: {why}", why = answer.words());
    Err(Error::refused(what).hint(message!("endorse.nothing-written", "no change was made")))
}
