//! One run of git as its user runs it.

use std::ffi::OsString;
use std::path::Path;

/// Variables that name a repository, or change how one is read.
pub(super) const REPOSITORY_VARIABLES: [&str; 14] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CEILING_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// Settings without which git would do more than what is asked, or say it in another form.
pub(super) const USER_SETTINGS: [&str; 8] = [
    "color.ui=false",
    "core.quotePath=false",
    "fetch.recurseSubmodules=false",
    "gc.auto=0",
    "log.showSignature=false",
    "maintenance.auto=false",
    "push.recurseSubmodules=no",
    "submodule.recurse=false",
];

/// Whoever hears the error output of git piece by piece.
pub(super) type Listener<'l> = dyn Fn(&[u8]) + Sync + 'l;

/// One run of the user's git.
pub(super) struct UserCall<'c> {
    pub folder: &'c Path,
    pub arguments: Vec<OsString>,
    pub variables: Vec<(&'static str, OsString)>,
    pub input: Option<&'c [u8]>,
    pub hear: Option<&'c Listener<'c>>,
}
