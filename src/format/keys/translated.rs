//! The tables of translations.

use super::{KeySpec, KeyTable, ValueKind};
use crate::diagnostic::message;
use crate::model::{FIELDS, Field, FieldKind, Translated};

const fn language(name: &'static str, about: &'static str, words: &'static KeyTable) -> KeySpec {
    KeySpec { name, must: false, takes: ValueKind::Mapping(words), about }
}

const fn line(name: &'static str) -> KeySpec {
    KeySpec { name, must: false, takes: ValueKind::Line, about: "Translation into this language." }
}

const fn text(name: &'static str) -> KeySpec {
    KeySpec { name, must: false, takes: ValueKind::Text, about: "Translation into this language." }
}

const fn texts(name: &'static str) -> KeySpec {
    KeySpec {
        name,
        must: false,
        takes: ValueKind::Texts,
        about: "Translations into this language, in the same order.",
    }
}

/// Generates the tables of translations: the languages, and the texts of a mapping that can be
/// translated.
macro_rules! translated {
    ($(#[$about:meta])* $languages:ident, $name:literal => $what:expr;
     $words:ident, $own:literal => $one:expr; $keys:expr) => {
        $(#[$about])*
        pub static $languages: KeyTable = KeyTable {
            name: $name,
            what: || $what,
            keys: &[
                language("ar", "In Arabic.", &$words),
                language("en", "In English.", &$words),
                language("es", "In Spanish.", &$words),
                language("fr", "In French.", &$words),
                language("ru", "In Russian.", &$words),
                language("zh", "In Chinese.", &$words),
            ],
        };
        static $words: KeyTable = KeyTable { name: $own, what: || $one, keys: &$keys };
    };
}

translated! {
    /// Translations of a plan.
    PLAN_LANGUAGES, "list of plan translations" =>
        message!("format.list-of-plan-translations", "a list of plan translations");
    PLAN_WORDS, "plan translation" =>
        message!("format.plan-translation", "a plan translation");
    [
        line("title"),
        text("description"),
        text("message"),
        texts("highlights"),
        texts("concerns"),
        texts("decisions"),
    ]
}

translated! {
    /// Translations of a theme.
    THEME_LANGUAGES, "list of theme translations" =>
        message!("format.list-of-theme-translations", "a list of theme translations");
    THEME_WORDS, "theme translation" =>
        message!("format.theme-translation", "a theme translation");
    [line("title"), text("description")]
}

translated! {
    /// Translations of a priority.
    PRIORITY_LANGUAGES, "list of priority translations" =>
        message!("format.list-of-priority-translations", "a list of priority translations");
    PRIORITY_WORDS, "priority translation" =>
        message!("format.priority-translation", "a priority translation");
    [line("title"), text("description"), text("narrative")]
}

translated! {
    /// Translations of an activity.
    ACTIVITY_LANGUAGES, "list of activity translations" =>
        message!("format.list-of-activity-translations", "a list of activity translations");
    ACTIVITY_WORDS, "activity translation" =>
        message!("format.activity-translation", "an activity translation");
    of_activity()
}

translated! {
    /// Translations of a milestone.
    MILESTONE_LANGUAGES, "list of milestone translations" =>
        message!("format.list-of-milestone-translations", "a list of milestone translations");
    MILESTONE_WORDS, "milestone translation" =>
        message!("format.milestone-translation", "a milestone translation");
    [line("title")]
}

translated! {
    /// Translations of an organization.
    ORGANIZATION_LANGUAGES, "list of organization translations" =>
        message!("format.list-of-organization-translations", "a list of organization translations");
    ORGANIZATION_WORDS, "organization translation" =>
        message!("format.organization-translation", "an organization translation");
    [line("name"), text("short")]
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
