//! The settings and variables with which git is started, whatever the caller's and the repository's
//! own are.

/// Settings that count, whatever the repository's own settings say.
pub(super) const SETTINGS: &[&str] = &[
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.useReplaceRefs=false",
    "core.quotePath=false",
    "core.sshCommand=false",
    "core.askPass=",
    "credential.helper=",
    "diff.external=",
    "log.showSignature=false",
    "protocol.allow=never",
    "gc.auto=0",
    "maintenance.auto=false",
    "i18n.logOutputEncoding=UTF-8",
    "advice.graftFileDeprecated=false",
];

/// Variables that count, whatever the caller's own are.
pub(super) const VARIABLES: &[(&str, &str)] = &[
    ("GIT_ALLOC_LIMIT", "256m"),
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_ATTR_NOSYSTEM", "1"),
    ("GIT_GRAFT_FILE", "/dev/null"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("LC_ALL", "C"),
];

/// The caller's variables for git that git gets: where the user's own settings are, and settings
/// for one command.
pub(super) const KEPT: &[&str] = &[
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
    "GIT_TEST_ASSUME_DIFFERENT_OWNER",
];

/// Further variables, by their beginnings.
pub(super) const KEPT_BEGINNINGS: &[&str] = &["GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"];

/// Variables that count with `GIT_DIR` in a hook: pushed objects are not yet among those of the
/// repository.
pub(super) const KEPT_IN_HOOK: &[&str] = &[
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
    "GIT_WORK_TREE",
];
