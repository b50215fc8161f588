//! The tags that plans name as their baselines: they are sent and taken in with the plans.

use std::collections::BTreeSet;

use super::{Run, Stop};
use crate::diagnostic::{Message, message};
use crate::format::plan_of;
use crate::report::ShareStep;
use crate::store::{PrivateFolder, Push, UserAnswer, digest};
use crate::text::clean_line;

/// The folder with the tags that were sent, a file for each shared copy.
const NAME: &str = "tags";
/// The file with the names of tags that a shared copy has.
const NAMES: &str = "names";
/// How many signs of a digest are the name of a file.
const SIGNS: usize = 32;
/// The key of the baseline of a plan.
const BASELINE: &str = "baseline:";
/// The most tags of one run.
const MOST: usize = 20;

/// A tag that a plan names.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct PlanTag {
    name: String,
    plan: String,
}

impl Run<'_> {
    /// Fetches the tags that the plans of a commit name and that are not here, and sends those that
    /// are only here, if that is wanted.
    pub(super) fn exchange_tags(&self, commit: &str, sends: bool) -> Result<(), Stop> {
        let git = &self.place.trees.git;
        let sent = Sent::of(self.place.copy.remote.as_str(), &self.place.folder);
        for tag in self.tags(commit)?.into_iter().take(MOST) {
            let reference = format!("refs/tags/{}", tag.name);
            match git.line(&["rev-parse", "--quiet", "--verify", &reference])? {
                Some(object) if sends && !sent.has(&object) => {
                    self.send(&tag, &object, &sent)?;
                }
                Some(_) => {}
                // A baseline can be the id of a commit or a branch.
                None if git.line(&["rev-parse", "--quiet", "--verify", &tag.name])?.is_some() => {}
                None => drop(git.fetch_tag(&self.place.copy.remote, &tag.name)?),
            }
        }
        Ok(())
    }

    /// The tags that the plans of a commit name.
    fn tags(&self, commit: &str) -> Result<BTreeSet<PlanTag>, Stop> {
        let mut found = BTreeSet::new();
        for file in self.states.files(&*self.states.of(commit)?)? {
            let Some(plan) = plan_of(&file.path) else { continue };
            let text = String::from_utf8_lossy(&file.bytes);
            let named = text.lines().filter_map(|line| line.strip_prefix(BASELINE));
            let names = named.filter_map(|rest| rest.split_whitespace().next());
            let names = names.map(|name| name.trim_matches(['"', '\'']).to_owned());
            let is_fit =
                |name: &String| !name.is_empty() && !name.starts_with(['-', '#', '@', '|']);
            found.extend(names.filter(is_fit).map(|name| PlanTag { name, plan: plan.clone() }));
        }
        Ok(found)
    }

    /// Sends a tag. One that the shared copy has for another state stays there, and this one here.
    fn send(
        &self,
        PlanTag { name, plan }: &PlanTag,
        object: &str,
        sent: &Sent,
    ) -> Result<(), Stop> {
        let (git, remote) = (&self.place.trees.git, &self.place.copy.remote);
        let (tag, plan) = (clean_line(name), clean_line(plan));
        let told = match git.push_tag(remote, name)? {
            Push::Taken(answer) => {
                sent.add(object);
                sent.add_name(name);
                // It was there already, as it is here.
                if answer.out.split(|&byte| byte == b'\n').any(|line| line.starts_with(b"=")) {
                    return Ok(());
                }
                message!(
                    "share.tag-sent",
                    "the tag {tag} is shared as well: it names the state of the plan {plan} that was \
                     endorsed",
                    tag,
                    plan
                )
            }
            Push::Refused(answer) => match git.tag_there(remote, name)? {
                None => not_sent(&tag, &plan, &answer),
                Some(there) => {
                    // It is told once.
                    sent.add(object);
                    sent.add_name(name);
                    let here = format!("refs/tags/{name}^{{commit}}");
                    let here = git.line(&["rev-parse", "--quiet", "--verify", &here])?;
                    if here.as_deref() == Some(there.as_str()) {
                        return Ok(());
                    }
                    other_tag(&tag, &plan)
                }
            },
            Push::Unreached(answer) => not_sent(&tag, &plan, &answer),
        };
        self.dialogue.step(&ShareStep::Note(told));
        Ok(())
    }
}

/// Says that the shared copy has another tag of that name.
fn other_tag(tag: &str, plan: &str) -> Message {
    message!(
        "share.other-tag",
        "the shared copy has a tag {tag} that names another state, and yours stays on this machine: \
         the figures of the plan {plan} against its baseline differ between you and the others. Agree \
         on one of them. Who knows git: `git tag --delete {tag}` gives yours up, and the next \
         `workplan update` brings theirs",
        tag,
        plan
    )
}

fn not_sent(tag: &str, plan: &str, answer: &UserAnswer) -> Message {
    message!(
        "share.tag-not-sent",
        "the tag {tag} of the plan {plan} was not sent and stays on this machine: {why}. The next \
         `workplan share` tries again",
        tag,
        plan,
        why = answer.words()
    )
}

/// The objects of the tags that were sent to a shared copy, or that it has another tag for.
struct Sent {
    file: Option<(PrivateFolder, String)>,
    known: String,
}

impl Sent {
    fn of(remote: &str, folder: &std::path::Path) -> Sent {
        let file = PrivateFolder::of_clone(folder).and_then(|own| {
            Some((own.folder(NAME), digest(remote.as_bytes()).get(..SIGNS)?.to_owned()))
        });
        let known = file.as_ref().and_then(|(folder, name)| folder.read(name).ok().flatten());
        let known = String::from_utf8_lossy(&known.unwrap_or_default()).into_owned();
        Sent { file, known }
    }

    fn has(&self, object: &str) -> bool {
        self.known.lines().any(|own| own == object)
    }

    fn add(&self, object: &str) {
        if let Some((folder, name)) = &self.file {
            append(folder, name, object);
        }
    }

    fn add_name(&self, tag: &str) {
        if let Some((folder, _)) = &self.file {
            append(folder, NAMES, tag);
        }
    }
}

fn append(folder: &PrivateFolder, name: &str, line: &str) {
    let now = folder.read(name).ok().flatten().unwrap_or_default();
    // A tag that is not noted is sent once more, which changes nothing.
    let _ = folder.write(name, &[&now, line.as_bytes(), b"\n"].concat());
}

/// Whether a shared copy has got a tag of that name from here, or had another one already.
pub(crate) fn is_tag_shared(folder: &std::path::Path, tag: &str) -> bool {
    let known = PrivateFolder::of_clone(folder)
        .and_then(|own| own.folder(NAME).read(NAMES).ok().flatten())
        .unwrap_or_default();
    String::from_utf8_lossy(&known).lines().any(|own| own == tag)
}
