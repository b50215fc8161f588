//! The tip of the shared copy that was taken in or pushed last. Git's own note of it moves with
//! each fetch, also with one after which nothing was taken in.

use std::path::Path;

use super::place::Place;
use crate::store::{PrivateFolder, digest};

/// The folder of these files, one for each remote and branch.
const NAME: &str = "shared";
/// How many signs of a digest are the name of a file.
const SIGNS: usize = 32;

/// The tip of the shared copy that was taken in or pushed last, if it is known and still here.
pub(super) fn known_tip(place: &Place) -> Option<String> {
    let (folder, name) = file(place)?;
    let commit = format!("{}^{{commit}}", id_in(&folder, &name)?);
    place.trees.git.line(&["rev-parse", "--quiet", "--verify", &commit]).ok()?
}

/// The tips of all shared copies of a clone that were taken in or pushed last.
pub(crate) fn known_tips(folder: &Path) -> Vec<String> {
    let own = PrivateFolder::of_clone(folder).map(|own| own.folder(NAME));
    let tips = own.iter().flat_map(|own| own.files().into_iter().map(move |file| (own, file.0)));
    tips.filter_map(|(own, name)| id_in(own, &name)).collect()
}

/// The id in one of the files.
fn id_in(folder: &PrivateFolder, name: &str) -> Option<String> {
    let text = String::from_utf8(folder.read(name).ok()??).ok()?;
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(text)
}

/// Keeps the tip of the shared copy that was taken in or pushed.
pub(super) fn keep_tip(place: &Place, tip: &str) {
    if let Some((folder, name)) = file(place) {
        // Without it, git's own note of the last fetch counts.
        let _ = folder.write(&name, tip.as_bytes());
    }
}

fn file(place: &Place) -> Option<(PrivateFolder, String)> {
    let folder = PrivateFolder::of_clone(&place.folder)?.folder(NAME);
    let own = format!("{}\n{}", place.copy.remote, place.copy.branch);
    Some((folder, digest(own.as_bytes()).get(..SIGNS)?.to_owned()))
}
