//! Gets a copy of what a group shares, and sets it up.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::diagnostic::message;
use crate::format::plan_of;
use crate::report::NewCopy;
use crate::store::{UserGit, holds_plans, read_folder};
use crate::text::{clean_line, path_text, without_secret};
use crate::workspace::{Context, Error, ErrorKind, Options, Result};

/// How git merges plans by activity and field.
pub(super) const DRIVER: &str = "workplan merge-file --path %P --marker-size %L %O %A %B";
/// What git calls it.
pub(super) const DRIVER_NAME: &str = "workplans, by activity and field";
/// How git knows that a file is to be merged so.
const ATTRIBUTE: &str = "merge=workplan";
/// How deep a workplans folder may be in the copy.
const DEEPEST: usize = 3;
/// The most folders in which it is looked for.
const MOST_FOLDERS: usize = 2000;

/// Which copy is wanted, and where.
#[derive(Clone, Debug)]
pub struct GetOptions {
    /// The address of the shared copy.
    pub address: String,
    /// The folder; otherwise one that is called like the shared copy.
    pub folder: Option<PathBuf>,
}

/// Gets a copy. `progress` hears how far it is, in percent.
///
/// # Errors
/// If the folder has something in it, or the shared copy cannot be reached.
pub fn get(
    common: &Options,
    options: &GetOptions,
    progress: &(dyn Fn(u8) + Sync),
) -> Result<NewCopy> {
    let folder = match &options.folder {
        Some(folder) => folder.clone(),
        None => named_like(&options.address)?,
    };
    let place = common.here.join(&folder);
    let was_there = refuse_full(&place, &folder)?;
    let git = UserGit::at(&common.here);
    let percent = Percent { rest: Mutex::new(String::new()), progress };
    let driver = format!("merge.workplan.driver={DRIVER}");
    let name = format!("merge.workplan.name={DRIVER_NAME}");
    let mut asked: Vec<std::ffi::OsString> =
        ["clone", "--progress", "--no-recurse-submodules", "-c", &name, "-c", &driver, "--"]
            .map(Into::into)
            .to_vec();
    asked.extend([options.address.clone().into(), place.clone().into()]);
    let answer = git.run_heard(&asked, None, Some(&|piece| percent.hear(piece)))?;
    if !answer.is_success() {
        if !was_there {
            // Git has removed it already, unless it was killed.
            let _ = std::fs::remove_dir_all(&place);
        }
        if answer.asks_who() || answer.is_web_page() {
            return Err(not_let_in(options, answer.asks_who()));
        }
        let failure = Error::new(
            ErrorKind::Unreadable,
            message!(
                "get.unreached",
                "there is no copy to get at {address}, or you may not read it: {why}",
                address = clean_line(&without_secret(&options.address)),
                why = answer.words()
            ),
        );
        return Err(failure.hint(message!(
            "get.again",
            "nothing was written; check the address, the connection and your access, and run it \
             again"
        )));
    }
    let is_empty =
        UserGit::at(&place).line(&["rev-parse", "--quiet", "--verify", "HEAD"])?.is_none();
    if is_empty && options.address.starts_with("http") && !git.speaks_git(&options.address)? {
        // Git takes a page without a line break for a repository without branches.
        let made = if was_there { place.join(".git") } else { place };
        let _ = std::fs::remove_dir_all(&made);
        return Err(not_let_in(options, false));
    }
    let mut found = workplans_in(&place).into_iter();
    let plans = found.next();
    let others = found.collect();
    set_up(&place, plans.as_deref())?;
    let names = plans.as_ref().map(|plans| plan_names(&place.join(plans))).unwrap_or_default();
    let has_name = UserGit::at(&place).author()?.is_some();
    Ok(NewCopy { folder, plans, others, names, has_name, knows_me: false })
}

/// The error where a name and a password, or a page for signing in, are in the way.
fn not_let_in(options: &GetOptions, asks_who: bool) -> Error {
    let address = clean_line(&without_secret(&options.address)).into_owned();
    let failure = Error::new(
        ErrorKind::Unreadable,
        match asks_who {
            true => message!(
                "get.asks-who",
                "{address} asks for a user name and a password, and those that git knows do not fit, \
                 or it knows none",
                address
            ),
            false => message!(
                "get.web-page",
                "{address} answers with a web page, such as one for signing in, and not with plans",
                address
            ),
        },
    );
    failure.hint(match asks_who {
        true => message!(
            "get.ask-for-access",
            "nothing was written; the person who keeps the plans can give you access. If you have it, \
             run it again in a terminal, where git asks for both"
        ),
        false => message!(
            "get.ask-for-address",
            "nothing was written; ask the person who keeps the plans for the address of the \
             repository: it is not always that of the page in the browser"
        ),
    })
}

/// Whether a repository is a copy of what others share: it knows another one.
pub(super) fn is_shared(repository: &Path) -> bool {
    UserGit::at(repository).branch_state().is_ok_and(|state| !state.remotes.is_empty())
}

/// Says in a copy who its user is.
///
/// # Errors
/// If git cannot write its settings.
pub fn introduce(folder: &Path, name: &str, email: &str) -> Result<()> {
    Ok(UserGit::at(folder).introduce(name, email)?)
}

/// The folder that is called like the last part of an address.
fn named_like(address: &str) -> Result<PathBuf> {
    let path = address.trim_end_matches('/').trim_end_matches("/.git");
    let last = path.rsplit(['/', ':', '\\']).next().unwrap_or_default();
    let name = last.strip_suffix(".git").unwrap_or(last);
    let is_fit = !name.is_empty() && !name.starts_with(['.', '-']) && clean_line(name) == name;
    if address.trim().is_empty() {
        return Err(Error::usage(message!("get.no-address", "the address is empty"))
            .hint(message!("get.name-address", "name it: `workplan get ADDRESS`")));
    }
    if !is_fit {
        let failure = Error::usage(message!(
            "get.no-name",
            "{address} does not say how the folder is to be called",
            address = clean_line(&without_secret(address))
        ));
        return Err(failure.hint(message!("get.name-it", "name it: `workplan get ADDRESS FOLDER`")));
    }
    Ok(PathBuf::from(name))
}

/// Refuses a folder that has something in it. Returns whether it is there.
pub(super) fn refuse_full(place: &Path, folder: &Path) -> Result<bool> {
    let shown = clean_line(&path_text(folder)).into_owned();
    match place.read_dir().map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Ok(false) => Err(Error::refused(message!(
            "get.not-empty",
            "the folder {folder} has files in it, and they stay as they are",
            folder = &shown
        ))
        .hint(message!(
            "get.another-folder",
            "name another folder: `workplan get ADDRESS FOLDER`; if this is the copy already, \
             `workplan update` brings it up to date"
        ))),
        Err(error) => Err(Error::from(error)).unwritable(|| shown),
    }
}

/// Hears how far git is: the last percentage in what it says.
struct Percent<'p> {
    rest: Mutex<String>,
    progress: &'p (dyn Fn(u8) + Sync),
}

impl Percent<'_> {
    fn hear(&self, piece: &[u8]) {
        let Ok(mut rest) = self.rest.lock() else { return };
        rest.push_str(&String::from_utf8_lossy(piece));
        let said = rest.rsplit_once('%').map(|(said, left)| (said.to_owned(), left.to_owned()));
        let Some((said, left)) = said else { return };
        *rest = left;
        let digits = said.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        if let Some(percent) = said.get(digits..).and_then(|digits| digits.parse().ok()) {
            (self.progress)(percent);
        }
    }
}

/// The workplans folders of a copy, by their paths in it, the outermost first. The copy itself is
/// one if it has plans.
fn workplans_in(place: &Path) -> Vec<PathBuf> {
    let left = Cell::new(MOST_FOLDERS);
    let mut level = vec![PathBuf::new()];
    let mut found = Vec::new();
    for _ in 0..DEEPEST {
        found.extend(level.iter().filter_map(|folder| {
            let inner = folder.join("workplans");
            let path = place.join(&inner);
            (path.is_dir() && !path.is_symlink()).then_some(inner)
        }));
        let folders = |folder: &PathBuf| {
            let entries = place.join(folder).read_dir().into_iter().flatten().flatten();
            let is_folder = |entry: &std::fs::DirEntry| {
                entry.file_type().is_ok_and(|kind| kind.is_dir())
                    && !entry.file_name().to_string_lossy().starts_with('.')
                    && entry.file_name() != "workplans"
                    && left.replace(left.get().saturating_sub(1)) > 0
            };
            let folders = entries.filter(is_folder).map(|entry| folder.join(entry.file_name()));
            folders.collect::<Vec<_>>()
        };
        level = level.iter().flat_map(folders).collect();
        level.sort();
    }
    if found.is_empty() && holds_plans(place) {
        found.push(PathBuf::new());
    }
    found
}

pub(super) fn plan_names(folder: &Path) -> Vec<String> {
    let files = read_folder(folder).map(|folder| folder.files).unwrap_or_default();
    let mut names: Vec<String> = files.iter().filter_map(|file| plan_of(&file.path)).collect();
    names.sort();
    names.dedup();
    names
}

/// Lets plain git merge the plans by activity and field as well, if the repository does not say so
/// itself.
pub(super) fn set_up(place: &Path, plans: Option<&Path>) -> Result<()> {
    let own = std::fs::read_to_string(place.join(".gitattributes")).unwrap_or_default();
    if own.contains(ATTRIBUTE) {
        return Ok(());
    }
    let git = UserGit::at(place);
    let path = git.line(&["rev-parse", "--git-path", "info/attributes"])?.unwrap_or_default();
    let path = place.join(path);
    std::fs::create_dir_all(path.parent().unwrap_or(place))?;
    std::fs::write(&path, attribute_line(plans))?;
    Ok(())
}

/// Returns the line by which git knows the plans of a folder, by its path from the root.
pub(super) fn attribute_line(plans: Option<&Path>) -> String {
    let is_plain =
        |way: &String| way.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c));
    let way = plans.map(path_text).filter(is_plain).unwrap_or_else(|| "**/workplans".to_owned());
    format!("{way}/**/*.yaml {ATTRIBUTE}\n")
}
