//! The tables of translations.

use super::{KeySpec, KeyTable, ValueKind};
use crate::model::{FIELDS, Field, FieldKind, Translated};

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

/// Generates the tables of translations: the languages, and the texts of a mapping that can be
/// translated.
macro_rules! translated {
    ($(#[$about:meta])* $languages:ident, $what:literal, $words:ident, $one:literal: $($key:expr),+) => {
        translated! { $(#[$about])* $languages, $what, $words, $one => [$($key),+] }
    };
    ($(#[$about:meta])* $languages:ident, $what:literal, $words:ident, $one:literal => $keys:expr) => {
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
        static $words: KeyTable = KeyTable { what: $one, keys: &$keys };
    };
}

translated! {
    /// Translations of a plan.
    PLAN_LANGUAGES, "a list of plan translations", PLAN_WORDS, "a plan translation":
    line("title"), text("description"), text("message"), texts("highlights"), texts("concerns"), texts("decisions")
}

translated! {
    /// Translations of a theme.
    THEME_LANGUAGES, "a list of theme translations", THEME_WORDS, "a theme translation":
    line("title"), text("description")
}

translated! {
    /// Translations of a priority.
    PRIORITY_LANGUAGES, "a list of priority translations", PRIORITY_WORDS, "a priority translation":
    line("title"), text("description"), text("narrative")
}

translated! {
    /// Translations of an activity.
    ACTIVITY_LANGUAGES, "a list of activity translations", ACTIVITY_WORDS, "an activity translation" => of_activity()
}

translated! {
    /// Translations of a milestone.
    MILESTONE_LANGUAGES, "a list of milestone translations", MILESTONE_WORDS, "a milestone translation":
    line("title")
}

translated! {
    /// Translations of an organization.
    ORGANIZATION_LANGUAGES, "a list of organization translations", ORGANIZATION_WORDS, "an organization translation":
    line("name"), text("short")
}

const TRANSLATED: usize = {
    let (mut number, mut fields) = (0, FIELDS);
    while let Some((field, others)) = fields.split_first() {
        if is_translated(field) {
            number += 1;
        }
        fields = others;
    }
    number
};

const fn is_translated(field: &Field) -> bool {
    !matches!(field.translated, Translated::Never)
}

/// The texts of an activity that can be in other languages.
const fn of_activity() -> [KeySpec; TRANSLATED] {
    let mut keys = [const { text("") }; TRANSLATED];
    let (mut places, mut fields): (&mut [KeySpec], _) = (&mut keys, FIELDS);
    while let Some((field, other_fields)) = fields.split_first() {
        fields = other_fields;
        if !is_translated(field) {
            continue;
        }
        let Some((place, other_places)) = places.split_first_mut() else { break };
        *place = match field.kind {
            FieldKind::Title => line(field.key),
            FieldKind::Texts(_) => texts(field.key),
            _ => text(field.key),
        };
        places = other_places;
    }
    keys
}
