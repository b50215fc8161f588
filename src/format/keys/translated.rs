use super::{KeySpec, KeyTable, ValueKind};

const fn language(name: &'static str, about: &'static str, words: &'static KeyTable) -> KeySpec {
    KeySpec { name, must: false, takes: ValueKind::Mapping(words), about }
}

const fn line(name: &'static str) -> KeySpec {
    KeySpec { name, must: false, takes: ValueKind::Line, about: "The same in this language." }
}

const fn text(name: &'static str) -> KeySpec {
    KeySpec { name, must: false, takes: ValueKind::Text, about: "The same in this language." }
}

const fn texts(name: &'static str) -> KeySpec {
    KeySpec {
        name,
        must: false,
        takes: ValueKind::Texts,
        about: "The same in this language, in the same order.",
    }
}

/// The languages that texts can be in beside the plan's own, and the texts of a mapping that can be
/// in them.
macro_rules! translated {
    ($(#[$about:meta])* $languages:ident, $what:literal, $words:ident, $one:literal: $($key:expr),+) => {
        $(#[$about])*
        pub static $languages: KeyTable = KeyTable {
            what: $what,
            keys: &[
                language("ar", "In Arabic.", &$words),
                language("en", "In English.", &$words),
                language("es", "In Spanish.", &$words),
                language("fr", "In French.", &$words),
                language("ru", "In Russian.", &$words),
                language("zh", "In Chinese.", &$words),
            ],
        };
        static $words: KeyTable = KeyTable { what: $one, keys: &[$($key),+] };
    };
}

translated! {
    /// Of a plan.
    PLAN_LANGUAGES, "a list of plan translations", PLAN_WORDS, "a plan translation":
    line("title"), text("description"), text("message"), texts("highlights"), texts("concerns"), texts("decisions")
}

translated! {
    /// Of a theme.
    THEME_LANGUAGES, "a list of theme translations", THEME_WORDS, "a theme translation":
    line("title"), text("description")
}

translated! {
    /// Of a priority.
    PRIORITY_LANGUAGES, "a list of priority translations", PRIORITY_WORDS, "a priority translation":
    line("title"), text("description"), text("narrative")
}

translated! {
    /// Of an activity.
    ACTIVITY_LANGUAGES, "a list of activity translations", ACTIVITY_WORDS, "an activity translation":
    line("title"), text("contact"), text("reason"), text("working_group"), text("description"), text("remarks")
}

translated! {
    /// Of a milestone.
    MILESTONE_LANGUAGES, "a list of milestone translations", MILESTONE_WORDS, "a milestone translation":
    line("title")
}

translated! {
    /// Of an organization.
    ORGANIZATION_LANGUAGES, "a list of organization translations", ORGANIZATION_WORDS, "an organization translation":
    line("name"), text("short")
}
