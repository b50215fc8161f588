//! Brings the user's changes into the shared copy, whoever else does so at that moment.

use std::hash::{BuildHasher, RandomState};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::dialogue::ShareDialogue;
use super::gone::refuse_gone;
use super::known_tip::{keep_tip, known_tip};
use super::place::Place;
use super::web_page::{only_read, web_page};
use super::words::short_id;
use crate::diagnostic::{Message, message};
use crate::report::Proposal;
use crate::store::{Push, SharedCopy, UserAnswer};
use crate::text::clean_line;
use crate::workspace::{Error, ErrorKind, Result};

/// How often it is tried while others share as well: twenty at once all get through.
pub(super) const MOST_TRIES: u32 = 60;
/// The shortest and the longest bound of a wait between two tries, in milliseconds.
const SHORTEST_WAIT: u64 = 20;
const LONGEST_WAIT: u64 = 8000;
/// How often the bound of the wait is doubled.
const MOST_DOUBLINGS: u32 = 4;
/// How many earlier states of the shared copy are looked at in git's own notes.
const MOST_EARLIER: usize = 8;
/// How the other side says that its files are checked out.
const CHECKED_OUT: &str = "checked out";
/// The most branches of one day that are tried for a proposal.
const MOST_BRANCHES: u32 = 20;

/// Waits before the next try for a random time. Its bound is the time that a try takes, and grows:
/// so those who share at the same moment come one after the other, whatever the network is like.
pub(super) fn wait(tries: u32, began: Instant) {
    let took = u64::try_from(began.elapsed().as_millis()).unwrap_or(LONGEST_WAIT);
    let bound = (took << (tries + 1).min(MOST_DOUBLINGS)).clamp(SHORTEST_WAIT, LONGEST_WAIT);
    let random = RandomState::new().hash_one(tries);
    sleep(Duration::from_millis(random % bound));
}

/// Fetches the shared copy, and returns its commit; `None` if it has no such branch yet.
pub(super) fn fetch(place: &Place, is_saved: bool) -> Result<Fetched> {
    let git = &place.trees.git;
    let had = git.fetched(&place.copy)?;
    let mut known: Vec<String> = known_tip(place).into_iter().collect();
    if known.is_empty() {
        // Whoever has only fetched with git: what git knew of the shared copy before.
        known = git.fetched_before(&place.copy, MOST_EARLIER)?;
    }
    let mut answer = git.fetch(&place.copy)?;
    // Another program can fetch at the same moment.
    if answer.status == Some(1) {
        wait(0, Instant::now());
        answer = git.fetch(&place.copy)?;
    }
    if !answer.is_success() {
        place.refuse_full_disk()?;
        return Err(unreached(place, &answer, is_saved));
    }
    let found = git.fetched(&place.copy)?;
    if found.is_none() {
        refuse_gone(place, had.as_ref().or(known.first()).map(String::as_str), had.is_some())?;
    }
    let mut gone = None;
    // Git moves what it fetched last; the tip that was taken in stays.
    for had in known.into_iter().chain(had) {
        if let (None, Some(found)) = (&gone, found.as_deref().filter(|found| had != *found)) {
            gone = withdrawn(place, &had, found)?;
        }
    }
    // It is known to the next run as well, wherever this one ends.
    if let Some(gone) = &gone {
        keep_tip(place, &gone.had);
    }
    Ok(Fetched { theirs: found, withdrawn: gone })
}

/// The shared copy as it was fetched.
pub(super) struct Fetched {
    /// Its commit; none if it has no such branch yet.
    pub theirs: Option<String>,
    /// What it had, and has not any more, though it is here.
    pub withdrawn: Option<Withdrawn>,
}

/// Changes that were in the shared copy, are here, and are not in it any more.
pub(super) struct Withdrawn {
    /// The commit that the shared copy had.
    had: String,
    /// That which it has.
    has: String,
    /// The number of the changes, and the first of them.
    number: usize,
    subject: String,
    /// Whether nothing else is here that was not shared.
    is_all_shared: bool,
}

/// Looks for changes that are here and were taken out of the shared copy.
fn withdrawn(place: &Place, had: &str, found: &str) -> Result<Option<Withdrawn>> {
    let git = &place.trees.git;
    if git.is_in(had, found)? {
        return Ok(None);
    }
    let Some(head) = place.head()? else { return Ok(None) };
    // Where nothing is common, nothing can be put back.
    if git.common(&head, found)?.is_none() {
        return Ok(None);
    }
    let Some(common) = git.common(&head, had)? else { return Ok(None) };
    if git.is_in(&common, found)? {
        return Ok(None);
    }
    let said = git.ask(&["log", "--format=%s", "--no-merges", &common, "--not", found, "--"])?;
    let said = String::from_utf8_lossy(&said).into_owned();
    Ok(Some(Withdrawn {
        had: had.to_owned(),
        has: found.to_owned(),
        number: said.lines().count(),
        subject: clean_line(said.lines().next().unwrap_or_default()).into_owned(),
        is_all_shared: git.is_in(&head, had)?,
    }))
}

impl Withdrawn {
    /// The commit that the shared copy had.
    pub(super) fn had(&self) -> &str {
        &self.had
    }

    /// Says that the shared copy was rewritten.
    pub(super) fn what(&self) -> Message {
        message!(
            "share.rewritten",
            "{number#1 change|# changes} that you have from the shared copy {number#is|are} not in \
             it any more (the last one: {subject})",
            number = self.number,
            subject = &self.subject
        )
    }

    /// The error where it is not certain that they are to be put back. The next run finds them
    /// again.
    pub(super) fn refused(&self, place: &Place) -> Error {
        if let Err(error) = place.trees.git.remember(&place.copy, &self.had) {
            return error.into();
        }
        let failure = Error::refused(message!(
            "share.withdrawn",
            "the shared copy was rewritten: {what}. Nothing was taken in or shared",
            what = self.what()
        ));
        let commit = short_id(&self.has);
        failure.hint(match self.is_all_shared {
            true => message!(
                "share.withdrawn-next",
                "ask the person who keeps it; the same command with --ours puts them back. Who knows \
                 git: `git reset --keep {commit}` gives them up here as well",
                commit
            ),
            false => message!(
                "share.withdrawn-next-own",
                "ask the person who keeps it; the same command with --ours puts them back; to give \
                 them up, get a new copy with `workplan get` and repeat your own changes there"
            ),
        })
    }
}

/// The error for a shared copy that cannot be reached.
fn unreached(place: &Place, answer: &UserAnswer, is_saved: bool) -> Error {
    if answer.status.is_none() {
        let failure = Error::new(
            ErrorKind::Unreadable,
            message!(
                "share.git-stopped",
                "stopped while the shared copy at {copy} was asked",
                copy = place.address()
            ),
        );
        return failure.hint(next_step(is_saved));
    }
    if answer.is_web_page() {
        return web_page(place, is_saved);
    }
    if answer.asks_who() {
        let failure = Error::new(
            ErrorKind::Unreadable,
            message!(
                "share.asks-who",
                "the shared copy at {copy} asks for a user name and a password, and git knows none",
                copy = place.address()
            ),
        );
        return failure.hint(message!(
            "share.log-in",
            "the person who keeps the shared copy can give you access. If you have it: `workplan get` \
             in a terminal asks for both. Who knows git: so does `git fetch`, here"
        ));
    }
    let failure = Error::new(
        ErrorKind::Unreadable,
        message!(
            "share.unreached",
            "the shared copy at {copy} cannot be reached, or you may not read it: {why}",
            copy = place.address(),
            why = answer.words()
        ),
    );
    failure.hint(next_step(is_saved))
}

/// The error for a shared copy that takes nothing from the user.
pub(super) fn no_right(place: &Place, answer: &UserAnswer) -> Error {
    if answer.is_only_read() {
        return only_read(place);
    }
    // Git ends in another status where it does not reach the other side, and names the other side
    // where it does.
    let reached = answer.out.split(|&byte| byte == b'\n').any(|line| line.starts_with(b"To "));
    let is_hook = answer.status == Some(1) && !reached;
    let what = match is_hook {
        true => message!(
            "share.push-refused-here",
            "your changes were not sent: a check of this repository refused that. It says: {why}",
            why = answer.words()
        ),
        false if reached => message!(
            "share.refused-there",
            "the shared copy at {copy} did not take your changes. It says: {why}",
            copy = place.address(),
            why = answer.words()
        ),
        false => message!(
            "share.no-right",
            "the shared copy at {copy} did not take your changes: there is no connection, or you \
             may not write to it: {why}",
            copy = place.address(),
            why = answer.words()
        ),
    };
    Error::new(ErrorKind::Unwritable, what).hint(match is_hook {
        true => message!(
            "share.push-refused-next",
            "your changes are safe here; correct what it names, then run `workplan share` again"
        ),
        false => next_step(true),
    })
}

fn next_step(is_saved: bool) -> Message {
    match is_saved {
        true => message!(
            "share.again-saved",
            "your changes are safe here; check the connection and your access, then run \
             `workplan share` again"
        ),
        false => message!(
            "share.again",
            "nothing was changed; check the connection and your access, then run the same command \
             again"
        ),
    }
}

/// The error where others share all the time.
pub(super) fn too_busy() -> Error {
    let failure = Error::new(
        ErrorKind::Unwritable,
        message!(
            "share.too-busy",
            "others changed the shared copy each time just before your changes arrived"
        ),
    );
    failure.hint(next_step(true))
}

/// The error where the shared copy is a folder in which somebody works.
pub(super) fn refuse_working_folder(place: &Place, answer: &UserAnswer) -> Result<()> {
    if !String::from_utf8_lossy(&answer.out).contains(CHECKED_OUT) {
        return Ok(());
    }
    let failure = Error::refused(message!(
        "share.working-folder",
        "the shared copy at {copy} is a folder in which someone works, so it takes no changes",
        copy = place.address()
    ));
    Err(failure.hint(message!(
        "share.make-bare",
        "your changes are safe here; the person who keeps it can make a shared copy and tell the \
         group its address. Who knows git: `git clone --bare` makes one"
    )))
}

/// Puts a commit on a branch of its own, because the owners of the shared copy decide what comes
/// into the usual one.
pub(super) fn propose(
    place: &Place,
    commit: &str,
    refused: &UserAnswer,
    dialogue: &dyn ShareDialogue,
) -> Result<Proposal> {
    let day = place.options.today;
    let (name, email) = place.author(dialogue)?;
    let who = slug(email.split('@').next().filter(|own| !own.is_empty()).unwrap_or(name));
    for number in 1..=MOST_BRANCHES {
        let suffix = if number > 1 { format!("-{number}") } else { String::new() };
        let branch = format!("workplan/{who}-{day}{suffix}");
        let copy = SharedCopy { branch: branch.clone(), ..place.copy.clone() };
        match place.trees.git.push(commit, &copy)? {
            Push::Taken(answer) => {
                let address = answer.address().or_else(|| compare_address(place, &branch));
                let meant = place.copy.branch.clone();
                return Ok(Proposal { meant, branch, why: refused.words(), address });
            }
            // Another change of that day is there.
            Push::Refused(answer) if number == MOST_BRANCHES || is_closed(place, &copy)? => {
                return Err(no_right(place, &answer));
            }
            Push::Refused(_) => {}
            Push::Unreached(answer) => return Err(no_right(place, &answer)),
        }
    }
    Err(too_busy())
}

/// Whether a branch was refused that is not there: then others will be as well.
fn is_closed(place: &Place, copy: &SharedCopy) -> Result<bool> {
    place.trees.git.fetch(copy)?;
    Ok(place.trees.git.fetched(copy)?.is_none())
}

/// The address at which a branch is proposed, where it can be told from that of the repository.
fn compare_address(place: &Place, branch: &str) -> Option<String> {
    let address = place.trees.git.address_of(&place.copy.remote).ok()??;
    let rest = match address.split_once("://") {
        Some(("https" | "http" | "ssh", rest)) => {
            rest.rsplit_once('@').map_or(rest, |(_, rest)| rest)
        }
        Some(_) => return None,
        None => address.split_once('@')?.1,
    };
    let (host, path) = rest.split_once([':', '/'])?;
    let path = path.trim_start_matches('/').trim_end_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let is_plain = |text: &str| text.chars().all(|c| c.is_alphanumeric() || "-_./~".contains(c));
    if !is_plain(host) || !is_plain(path) || !is_plain(branch) {
        return None;
    }
    let base = &place.copy.branch;
    match host {
        "github.com" => Some(format!("https://{host}/{path}/compare/{base}...{branch}?expand=1")),
        _ if host.starts_with("gitlab.") => {
            let branch = branch.replace('/', "%2F");
            let question = "merge_requests/new?merge_request%5Bsource_branch%5D=";
            Some(format!("https://{host}/{path}/-/{question}{branch}"))
        }
        _ => None,
    }
}

/// A name as a part of a branch's name.
fn slug(name: &str) -> String {
    let signs = clean_line(name).to_lowercase();
    let words: String =
        signs.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
    let slug: String = words.join("-").chars().take(40).collect();
    if slug.is_empty() { "changes".to_owned() } else { slug }
}
