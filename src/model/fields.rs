//! The fields of an activity: one table for everything that goes through them one by one.
//!
//! The reader, the schema, the comparison, the search, the exports, the workbook and the import
//! read it. A new field is a row here, a field of [`Activity`] and a line in `docs/format.md`.

use super::activity::Activity;
use super::date::DateSpan;
use super::decimal::Decimal;
use super::text::Text;
use crate::diagnostic::{Message, message};
use crate::text::{Span, Spanned};

/// A field of an activity.
pub struct Field {
    /// The key in the format.
    pub key: &'static str,
    /// The kind, and how to reach the value.
    pub kind: FieldKind,
    /// The meaning, for people.
    pub about: &'static str,
    /// The name in a sentence.
    pub name: fn() -> Message,
    /// Whether each activity needs it.
    pub is_required: bool,
    /// Whether a search looks into it.
    pub is_searched: bool,
    /// Whether it is translated.
    pub translated: Translated,
    /// The column of the workbook, if it has one.
    pub column: Option<FieldColumn>,
}

/// The column of a field in the workbook.
#[derive(Clone, Copy)]
pub struct FieldColumn {
    /// The heading.
    pub title: &'static str,
    /// The width in characters.
    pub width: u8,
}

/// Whether a field can be, and should be, translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Translated {
    /// The field is equal in every language.
    Never,
    /// The field can be translated; a missing translation is not reported.
    Optional,
    /// The field should be translated into each language of the group.
    Expected,
}

/// How much is written in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextLength {
    /// A few words on one line.
    Line,
    /// A sentence or two, which are quoted where they changed.
    Sentences,
    /// Paragraphs; for a change, only the fact that they changed is shown.
    Long,
}

/// How to reach a value in an activity.
#[derive(Clone, Copy)]
pub struct Slot<Get, GetMut> {
    /// Returns it.
    pub get: Get,
    /// Returns it, to be set.
    pub get_mut: GetMut,
}

/// A text that may be left out.
pub type TextSlot = Slot<
    for<'a, 's> fn(&'a Activity<'s>) -> &'a Option<Spanned<Text<'s>>>,
    for<'a, 's> fn(&'a mut Activity<'s>) -> &'a mut Option<Spanned<Text<'s>>>,
>;

/// A list of texts or ids.
pub type ListSlot = Slot<
    for<'a, 's> fn(&'a Activity<'s>) -> &'a Vec<Spanned<Text<'s>>>,
    for<'a, 's> fn(&'a mut Activity<'s>) -> &'a mut Vec<Spanned<Text<'s>>>,
>;

/// A date that may be left out.
pub type DateSlot = Slot<
    for<'a> fn(&'a Activity<'_>) -> &'a Option<Spanned<DateSpan>>,
    for<'a> fn(&'a mut Activity<'_>) -> &'a mut Option<Spanned<DateSpan>>,
>;

/// A number that may be left out.
pub type NumberSlot = Slot<
    for<'a> fn(&'a Activity<'_>) -> &'a Option<Spanned<Decimal>>,
    for<'a> fn(&'a mut Activity<'_>) -> &'a mut Option<Spanned<Decimal>>,
>;

/// The kind of a field. A kind without a slot belongs to the one field of that name.
#[derive(Clone, Copy)]
pub enum FieldKind {
    /// The id.
    Id,
    /// The title.
    Title,
    /// The status.
    Status,
    /// A text.
    Text(TextSlot, TextLength),
    /// An activity of an earlier plan: `plan/id`.
    PlanReference(TextSlot),
    /// Texts.
    Texts(ListSlot),
    /// Ids of organizations.
    Organizations(ListSlot),
    /// Ids of themes.
    Themes(ListSlot),
    /// Activities: `id` or `plan/id`.
    References(ListSlot),
    /// A date.
    Date(DateSlot),
    /// A percentage.
    Percent(NumberSlot),
    /// A weight.
    Weight(NumberSlot),
    /// The milestones.
    Milestones,
    /// The deliverables.
    Deliverables,
    /// The indicators.
    Indicators,
    /// The budget.
    Budget,
    /// The codes of IATI's lists.
    Iati,
    /// The texts in other languages.
    Translations,
}

/// Reaches a value by the name of its field.
macro_rules! slot {
    ($field:ident) => {
        Slot { get: |activity| &activity.$field, get_mut: |activity| &mut activity.$field }
    };
}

/// Makes the table, and the numbers of its rows.
macro_rules! fields {
    ($($name:ident => $row:expr;)+) => {
        /// The fields of an activity, in the format's order.
        pub static FIELDS: &[Field] = &[$($row),+];

        /// The number of a field in [`FIELDS`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum ActivityKey { $($name),+ }
    };
}

fields! {
    Id => field("id", FieldKind::Id, "Id, unique within the plan and never used again.",
        || message!("field.id", "id")).required().searched().column("Id", 9);
    Title => field("title", FieldKind::Title, "What is to be done.",
        || message!("field.title", "title"))
        .required().searched().translated(Translated::Expected).column("Title", 44);
    Owners => field("owners", FieldKind::Organizations(slot!(owners)),
        "Accountable organizations; the first one leads.",
        || message!("field.owners", "owners")).required().column("Owners", 18);
    Contact => text("contact", slot!(contact), TextLength::Line, "Person to contact.",
        || message!("field.contact", "contact"))
        .translated(Translated::Optional).column("Contact", 20);
    Partners => field("partners", FieldKind::Organizations(slot!(partners)),
        "Organizations that contribute but are not accountable.",
        || message!("field.partners", "partners")).column("Partners", 18);
    Themes => field("themes", FieldKind::Themes(slot!(themes)),
        "Cross-cutting themes that the activity serves.",
        || message!("field.themes", "themes")).column("Themes", 26);
    Status => field("status", FieldKind::Status, "Recorded status.",
        || message!("field.status", "status")).required().column("Status", 11);
    Start => field("start", FieldKind::Date(slot!(start)), "Planned or actual start.",
        || message!("field.start", "start")).column("Start", 11);
    Due => field("due", FieldKind::Date(slot!(due)),
        "Agreed due date; the end of the period by default.",
        || message!("field.due", "due")).column("Due", 16);
    Forecast => field("forecast", FieldKind::Date(slot!(forecast)),
        "Date on which the owner expects completion, if not the due date.",
        || message!("field.forecast", "forecast")).column("Forecast", 11);
    Completed => field("completed", FieldKind::Date(slot!(completed)),
        "Date of completion; only with status completed.",
        || message!("field.completed", "completed")).column("Completed", 11);
    Progress => field("progress", FieldKind::Percent(slot!(progress)),
        "Progress in percent, as reported by the owner.",
        || message!("field.progress", "progress")).column("Progress", 9);
    Weight => field("weight", FieldKind::Weight(slot!(weight)),
        "Weight in progress and expected progress; 1 by default.",
        || message!("field.weight", "weight")).column("Weight", 8);
    Milestones => field("milestones", FieldKind::Milestones, "Steps on the way to completion.",
        || message!("field.milestones", "milestones")).searched();
    Deliverables => field("deliverables", FieldKind::Deliverables, "Products of the activity.",
        || message!("field.deliverables", "deliverables"));
    Indicators => field("indicators", FieldKind::Indicators, "Measures of success.",
        || message!("field.indicators", "indicators"));
    Budget => field("budget", FieldKind::Budget, "Funds required, available and spent.",
        || message!("field.budget", "budget"));
    DependsOn => field("depends_on", FieldKind::References(slot!(depends_on)),
        "Activities that must be completed first: id, or plan/id.",
        || message!("field.depends-on", "depends on")).column("Depends on", 12);
    CarriedFrom => field("carried_from", FieldKind::PlanReference(slot!(carried_from)),
        "Activity of an earlier plan that this one continues: plan/id.",
        || message!("field.carried-from", "carried from")).column("Carried from", 12);
    Reason => text("reason", slot!(reason), TextLength::Sentences,
        "Reason why it is on hold, postponed or cancelled.",
        || message!("field.reason", "reason")).column("Reason", 30);
    WorkingGroup => text("working_group", slot!(working_group), TextLength::Line,
        "Working group that the activity belongs to.",
        || message!("field.working-group", "working group")).column("Working group", 16);
    Geography => field("geography", FieldKind::Texts(slot!(geography)), "Where the activity takes place.",
        || message!("field.geography", "geography")).column("Geography", 16);
    SdgTargets => field("sdg_targets", FieldKind::Texts(slot!(sdg_targets)),
        "Targets of the Sustainable Development Goals, such as 8.7.",
        || message!("field.sdg-targets", "sdg targets")).column("SDG targets", 12);
    Iati => field("iati", FieldKind::Iati,
        "IATI codes of this activity, if they differ from those in config.yaml.",
        || message!("field.iati", "iati"));
    Tags => field("tags", FieldKind::Texts(slot!(tags)), "The group's own labels.",
        || message!("field.tags", "tags")).searched().column("Tags", 14);
    Description => text("description", slot!(description), TextLength::Long, "Description of the activity.",
        || message!("field.description", "description")).column("Description", 40);
    Remarks => text("remarks", slot!(remarks), TextLength::Long, "Other remarks.",
        || message!("field.remarks", "remarks")).column("Remarks", 30);
    Translations => field("translations", FieldKind::Translations, "Translations of its texts.",
        || message!("field.translations", "translations"));
}

/// Makes a field with the parts that every field has.
const fn field(
    key: &'static str,
    kind: FieldKind,
    about: &'static str,
    name: fn() -> Message,
) -> Field {
    Field {
        key,
        kind,
        about,
        name,
        is_required: false,
        is_searched: false,
        translated: Translated::Never,
        column: None,
    }
}

/// A text, which is searched and translated.
const fn text(
    key: &'static str,
    slot: TextSlot,
    length: TextLength,
    about: &'static str,
    name: fn() -> Message,
) -> Field {
    field(key, FieldKind::Text(slot, length), about, name)
        .searched()
        .translated(Translated::Expected)
}

impl Field {
    const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    const fn searched(mut self) -> Self {
        self.is_searched = true;
        self
    }

    const fn translated(mut self, translated: Translated) -> Self {
        self.translated = translated;
        self
    }

    /// Gives it a column.
    const fn column(mut self, title: &'static str, width: u8) -> Self {
        self.column = Some(FieldColumn { title, width });
        self
    }

    /// Returns the texts or ids that an activity has in this field: none, one or a list.
    pub fn texts<'a, 's>(&self, activity: &'a Activity<'s>) -> &'a [Spanned<Text<'s>>] {
        match self.kind {
            FieldKind::Id => std::slice::from_ref(&activity.id),
            FieldKind::Title => std::slice::from_ref(&activity.title),
            FieldKind::Text(slot, _) | FieldKind::PlanReference(slot) => {
                (slot.get)(activity).as_slice()
            }
            FieldKind::Texts(slot)
            | FieldKind::Organizations(slot)
            | FieldKind::Themes(slot)
            | FieldKind::References(slot) => (slot.get)(activity),
            _ => &[],
        }
    }

    /// Returns the place of a single value of an activity; `None` if it is absent, or if the field
    /// holds several values.
    pub fn place(&self, activity: &Activity<'_>) -> Option<Span> {
        match self.kind {
            FieldKind::Status => Some(activity.status.span),
            FieldKind::Date(slot) => (slot.get)(activity).map(|date| date.span),
            FieldKind::Percent(slot) | FieldKind::Weight(slot) => {
                (slot.get)(activity).map(|number| number.span)
            }
            _ if self.is_list() => None,
            _ => self.texts(activity).first().map(|text| text.span),
        }
    }

    /// Whether it holds a list of texts or ids.
    pub fn is_list(&self) -> bool {
        matches!(
            self.kind,
            FieldKind::Texts(_)
                | FieldKind::Organizations(_)
                | FieldKind::Themes(_)
                | FieldKind::References(_)
        )
    }

    /// Returns the length of the text; `None` if it is not text.
    pub fn length(&self) -> Option<TextLength> {
        match self.kind {
            FieldKind::Title => Some(TextLength::Line),
            FieldKind::Text(_, length) => Some(length),
            _ => None,
        }
    }

    /// Finds a field by its key.
    pub fn find(key: &str) -> Option<&'static Field> {
        FIELDS.iter().find(|field| field.key == key)
    }

    /// Returns every field: the named ones first, then the others in the format's order.
    pub fn all_after(first: &[ActivityKey]) -> impl Iterator<Item = &'static Field> {
        let is_first = |number: usize| first.iter().any(|key| usize::from(*key) == number);
        let named = first.iter().filter_map(|key| FIELDS.get(usize::from(*key)));
        let others = FIELDS.iter().enumerate().filter(move |(number, _)| !is_first(*number));
        named.chain(others.map(|(_, field)| field))
    }
}

impl From<ActivityKey> for usize {
    fn from(key: ActivityKey) -> usize {
        key as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parts of an activity that are not fields.
    const NO_FIELDS: [&str; 6] =
        ["key", "head", "odd_milestones", "is_complete", "unreadable", "uncertain"];

    #[test]
    fn every_field_of_an_activity_has_a_row() {
        let code = include_str!("activity.rs").split_once("pub struct Activity<'s> {");
        let code = code.and_then(|(_, code)| code.split_once("\n    }\n")).map_or("", |(of, _)| of);
        let names =
            code.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(':'));
        let names: Vec<&str> = names.map(|(name, _)| name).collect();
        let missing = |name: &&&str| Field::find(name).is_none() && !NO_FIELDS.contains(name);
        assert_eq!(
            names.iter().filter(missing).count(),
            0,
            "no row in FIELDS: {:?}",
            names.iter().find(missing)
        );
        assert_eq!(names.len(), FIELDS.len() + NO_FIELDS.len());
    }
}
