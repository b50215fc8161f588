//! The folder of a site: what must not be written over, and what is written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{FIXED, MEMBERS, PLANS, STATE};
use crate::diagnostic::{Message, message, note};
use crate::report::{Audience, SiteReport, SiteState, WrittenSite};
use crate::store;
use crate::text::{clean_line, path_text};
use crate::workspace::{Error, ErrorKind, LoadedPlans, Result, plain_path};

/// The most bytes of the memory of a site.
const MOST_BYTES: u64 = 64 << 20;

/// A folder for a site.
pub struct SiteFolder {
    /// As the user has named it.
    named: PathBuf,
    place: PathBuf,
    /// The memory as it is on the disk.
    state: SiteState,
}

impl SiteFolder {
    /// Looks at a folder, which need not be there; `here` is where relative paths start from.
    ///
    /// # Errors
    /// Where it is among the plans, holds them, or has the memory of something else.
    pub fn open(plans: &Path, here: &Path, named: &Path) -> Result<Self> {
        let place = here.join(named);
        refuse_place(plans, &place, named)?;
        let state = match store::is_there(&place.join(STATE)) {
            false => SiteState::default(),
            true => read_state(&place).ok_or_else(|| {
                Error::new(ErrorKind::Refused, not_ours(&named.join(STATE))).hint(other_folder())
            })?,
        };
        Ok(SiteFolder { named: named.to_owned(), place, state })
    }

    /// Returns what is remembered of the last run. What was for members is not told to the public:
    /// the feed then begins anew.
    pub fn former(&self, audience: Audience, plans: &LoadedPlans<'_>) -> SiteState {
        let mut state = self.state.clone();
        state.files.retain(|file| store::is_plain_file(&self.place.join(file)));
        if state.feed.is_empty() || state.audience == audience.as_str() {
            return state;
        }
        plans.note(note(message!(
            "site.feed-begins-anew",
            "this site was for {former} before; its feed begins anew",
            former = clean_line(&state.audience)
        )));
        SiteState { files: state.files, ..SiteState::default() }
    }

    /// Writes the files that differ, and removes those of the last run that are not made any more.
    /// `memory` is written first: the memory of the last run, with all files that are the site's
    /// from now on.
    ///
    /// # Errors
    /// Where a file is in the way, or cannot be written.
    pub fn write(
        &self,
        site: &SiteReport<'_>,
        files: &[(String, Vec<u8>)],
        memory: impl Fn(&SiteState) -> Vec<u8>,
    ) -> Result<WrittenSite> {
        let ours: BTreeSet<&str> = self.state.files.iter().map(String::as_str).collect();
        self.refuse_foreign(files, &ours)?;
        let stays: BTreeSet<String> =
            site.state.files.iter().map(|file| file.to_lowercase()).collect();
        let is_gone = |file: &&str| {
            is_page(file)
                && !stays.contains(&file.to_lowercase())
                && store::is_plain_file(&self.place.join(file))
        };
        let gone: Vec<&str> = ours.iter().copied().filter(is_gone).collect();
        let differs =
            |(file, bytes): &&(String, Vec<u8>)| !store::holds_bytes(&self.place.join(file), bytes);
        let changed: Vec<&(String, Vec<u8>)> = files.iter().filter(differs).collect();
        let names: BTreeSet<&str> =
            site.state.files.iter().map(String::as_str).chain(ours.iter().copied()).collect();
        let union = SiteState {
            files: names.iter().map(|&name| name.to_owned()).collect(),
            ..self.state.clone()
        };
        let first = (names != ours && !changed.is_empty()).then(|| memory(&union));
        let path = |file: &str| self.place.join(file);
        let pieces = changed.iter().map(|(file, bytes)| (path(file), bytes.as_slice()));
        let (end, all): (Vec<_>, Vec<_>) = pieces.partition(|(place, _)| *place == path(STATE));
        let end = end.into_iter().next();
        let removed: Vec<PathBuf> = gone.iter().map(|file| path(file)).collect();
        let begin = first.as_ref().map(|bytes| (path(STATE), bytes.as_slice()));
        store::update_site(&self.place, begin, &[PLANS, MEMBERS], &all, &removed, end).map_err(
            |(path, error)| {
                let inside = path.strip_prefix(&self.place).unwrap_or(&path);
                Error::from(error).unwritable(clean_line(&path_text(&self.named.join(inside))))
            },
        )?;
        let shown = |file: &str| path_text(&self.named.join(file));
        Ok(WrittenSite {
            written: changed.iter().map(|(file, _)| shown(file)).collect(),
            removed: gone.iter().map(|file| shown(file)).collect(),
            unchanged: files.len() - changed.len(),
            left_out: site.unread.iter().map(|plan| plan.title.clone()).collect(),
        })
    }

    /// Refuses to write over a file that no run of this command has written here.
    fn refuse_foreign(&self, files: &[(String, Vec<u8>)], ours: &BTreeSet<&str>) -> Result<()> {
        let is_foreign = |file: &str| {
            let path = self.place.join(file);
            store::is_there(&path) && !(ours.contains(file) && store::is_plain_file(&path))
        };
        let folder = [PLANS, MEMBERS].into_iter().find(|folder| {
            let path = self.place.join(folder);
            store::is_there(&path) && !store::is_plain_folder(&path)
        });
        let mut names = files.iter().map(|(file, _)| file.as_str());
        // The memory was read: it is ours.
        let foreign = folder.or_else(|| names.find(|file| *file != STATE && is_foreign(file)));
        match foreign {
            None => Ok(()),
            Some(file) => Err(Error::new(ErrorKind::Refused, not_ours(&self.named.join(file)))
                .hint(other_folder())),
        }
    }
}

fn not_ours(path: &Path) -> Message {
    message!(
        "site.foreign-file",
        "{path} is there already, and no earlier run has written it",
        path = clean_line(&path_text(path))
    )
}

fn other_folder() -> Message {
    message!(
        "site.other-folder",
        "nothing was written; name another folder, or move this file away"
    )
}

/// Reads the memory of a site; none if it is not one.
fn read_state(place: &Path) -> Option<SiteState> {
    let bytes = store::read_inside(place, STATE, MOST_BYTES).ok()?;
    let state: SiteState = serde_json::from_slice(&bytes).ok()?;
    let is_known = |file: &String| is_page(file) || FIXED.contains(&file.as_str());
    (state.schema <= 1 && !state.files.is_empty() && state.files.iter().all(is_known))
        .then_some(state)
}

/// Whether a path is that of a page of a plan or a member. The memory could be a stranger's:
/// nothing else is ever removed.
fn is_page(file: &str) -> bool {
    let name = [PLANS, MEMBERS]
        .into_iter()
        .find_map(|folder| file.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')));
    name.is_some_and(|name| {
        name.ends_with(".html") && !name.starts_with('.') && !name.contains(['/', '\\', ':'])
    })
}

/// Refuses a place among the plans, or one that holds them.
fn refuse_place(plans: &Path, place: &Path, named: &Path) -> Result<()> {
    let meant = plain_path(place);
    let there = meant.ancestors().find(|part| part.exists()).map(store::real_path).transpose()?;
    let rest = meant.ancestors().take_while(|part| !part.exists()).count();
    let real = if rest == 0 { there.clone() } else { None };
    let is_inside = meant.starts_with(plans) || there.is_some_and(|there| there.starts_with(plans));
    let holds = plans.starts_with(&meant) || real.is_some_and(|real| plans.starts_with(real));
    let is_git = meant.iter().any(|part| part.eq_ignore_ascii_case(".git"));
    let shown = || clean_line(&path_text(named)).into_owned();
    let what = if is_inside {
        message!(
            "site.among-plans",
            "{folder} is in the workplans folder, and the site would be shared with the plans",
            folder = shown()
        )
    } else if holds || store::first_plan(place).is_some() {
        message!("site.holds-plans", "{folder} is a folder with plans in it", folder = shown())
    } else if is_git {
        message!("site.in-git", "{folder} is in a folder of git's own", folder = shown())
    } else {
        return Ok(());
    };
    Err(Error::new(ErrorKind::Refused, what).hint(message!(
        "site.own-folder",
        "name a folder of its own, such as `workplan site public`"
    )))
}
