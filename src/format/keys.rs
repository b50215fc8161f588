//! The keys of the format, in its own order: one table that the reader, the messages and the JSON
//! Schema share.

mod activity;
mod texts;
mod translated;

pub use activity::ACTIVITY;
pub use texts::texts;
pub use translated::{
    ACTIVITY_LANGUAGES, MILESTONE_LANGUAGES, ORGANIZATION_LANGUAGES, PLAN_LANGUAGES,
    PRIORITY_LANGUAGES, THEME_LANGUAGES,
};

use super::output_forms::{self, Form};
use crate::diagnostic::{Message, message};
use crate::model::Decimal;

/// A key of a mapping.
#[derive(Debug)]
pub struct KeySpec {
    /// The name in YAML.
    pub name: &'static str,
    /// Whether the key is required.
    pub must: bool,
    /// The kind of value.
    pub takes: ValueKind,
    /// The meaning, for people.
    pub about: &'static str,
}

/// The kind of a value.
#[derive(Clone, Copy, Debug)]
pub enum ValueKind {
    /// The version of the format.
    Schema,
    /// An id.
    Id,
    /// A list of ids.
    Ids,
    /// A list of references to activities.
    References,
    /// `plan/id`
    PlanReference,
    /// Text of one line.
    Line,
    /// Text.
    Text,
    /// A list of text.
    Texts,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list of such words.
    Words(&'static [&'static str]),
    /// Text of one form, such as a code.
    Form(&'static Form),
    /// A date or a span of days.
    Date,
    /// A number in a range, or an integer in it.
    Number(Range),
    /// A number or text.
    NumberOrText,
    /// An ISO 4217 code.
    Currency,
    /// An http or https address.
    Url,
    /// A mapping with its own keys.
    Mapping(&'static KeyTable),
    /// A list of such mappings.
    List(&'static KeyTable),
    /// Rules and their levels.
    Levels,
}

/// The numbers that a key takes.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    /// The smallest.
    pub min: i64,
    /// Whether the smallest itself is left out.
    pub above_min: bool,
    /// The largest, if there is one.
    pub max: Option<i64>,
    /// Whether only integers are allowed.
    pub whole: bool,
}

impl Range {
    /// Whether a number is in it.
    pub fn holds(&self, number: Decimal) -> bool {
        let min = Decimal::whole(self.min);
        (if self.above_min { number > min } else { number >= min })
            && self.max.is_none_or(|max| number <= Decimal::whole(max))
            && (!self.whole || number.as_whole().is_some())
    }

    /// Describes the numbers in it: `a number from 0 to 100`.
    pub fn words(&self) -> Message {
        let number = match self.whole {
            true => message!("format.whole-number", "a whole number"),
            false => message!("format.number", "a number"),
        };
        let min = self.min;
        match (self.above_min, self.max) {
            (true, Some(max)) => message!(
                "format.above-and-at-most",
                "{number} above {min} and at most {max}",
                number,
                min,
                max
            ),
            (true, None) => message!("format.above", "{number} above {min}", number, min),
            (false, Some(max)) => {
                message!("format.from-to", "{number} from {min} to {max}", number, min, max)
            }
            (false, None) => {
                message!("format.or-above", "{number} of {min} or above", number, min)
            }
        }
    }

    /// Whether it is that of a percentage.
    pub fn is_percent(&self) -> bool {
        (self.min, self.max, self.above_min) == (0, Some(100), false)
    }
}

const PERCENT: ValueKind =
    ValueKind::Number(Range { min: 0, above_min: false, max: Some(100), whole: false });
const WEIGHT: ValueKind =
    ValueKind::Number(Range { min: 0, above_min: true, max: Some(1000), whole: false });
const MONEY: ValueKind =
    ValueKind::Number(Range { min: 0, above_min: false, max: None, whole: false });
const DAYS: ValueKind =
    ValueKind::Number(Range { min: 0, above_min: false, max: Some(36_500), whole: true });

/// The words of `status`.
pub const STATUS_WORDS: &[&str] =
    &["planned", "ongoing", "on_hold", "postponed", "completed", "cancelled"];
/// The words of a theme's `across`.
pub const ACROSS_WORDS: &[&str] = &["every_priority", "any"];
/// The words of `language`.
pub const LANGUAGE_WORDS: &[&str] = &["ar", "en", "es", "fr", "ru", "zh"];

/// The most keys that a table has.
pub const MAX_KEYS: usize = {
    let (plan, others) = (most_keys(&PLAN), most_keys(&ORGANIZATIONS));
    let others = if others > most_keys(&CONFIG) { others } else { most_keys(&CONFIG) };
    if plan > others { plan } else { others }
};

/// Returns the most keys of a table, or of one inside it.
const fn most_keys(table: &KeyTable) -> usize {
    let (mut most, mut rest) = (table.keys.len(), table.keys);
    while let Some((key, others)) = rest.split_first() {
        if let ValueKind::Mapping(inner) | ValueKind::List(inner) = key.takes
            && most_keys(inner) > most
        {
            most = most_keys(inner);
        }
        rest = others;
    }
    most
}

/// The keys of one kind of mapping.
#[derive(Debug)]
pub struct KeyTable {
    /// The name of the mapping: `activity`.
    pub name: &'static str,
    /// Names the mapping in a sentence, with its article: `an activity`.
    pub what: fn() -> Message,
    /// The keys, in the format's order.
    pub keys: &'static [KeySpec],
}

impl KeyTable {
    /// The names of the keys.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.keys.iter().map(|key| key.name)
    }
}

macro_rules! table {
    ($(#[$about:meta])* $table:ident, $key:ident, $own:literal => $what:expr;
     $($variant:ident $name:literal $must:ident $takes:expr, $meaning:literal;)+) => {
        $(#[$about])*
        pub static $table: KeyTable = KeyTable {
            name: $own,
            what: || $what,
            keys: &[$(KeySpec { name: $name, must: table!(@$must), takes: $takes, about: $meaning }),+],
        };

        /// The keys of the table of that name, by their number in it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum $key { $($variant),+ }

        impl From<$key> for usize {
            fn from(key: $key) -> usize {
                key as usize
            }
        }
    };
    (@must) => { true };
    (@may) => { false };
}

table! {
    /// A plan, or a file of a folder plan. Its required keys may be in any of the files.
    PLAN, PlanKey, "plan" => message!("format.plan", "a plan");
    Schema "schema" may ValueKind::Schema, "Version of the format: 1. Required in every file.";
    Title "title" must ValueKind::Line, "Title of the plan.";
    Period "period" must ValueKind::Mapping(&PERIOD), "Period that the plan covers.";
    Chairs "chairs" may ValueKind::Ids, "Organizations that chair the group.";
    Endorsed "endorsed" may ValueKind::Date, "Date on which the principals endorsed the plan.";
    Baseline "baseline" may ValueKind::Text, "Git revision of the plan as endorsed, preferably a tag.";
    Target "target" may PERCENT, "Target for the implementation rate, in percent.";
    Description "description" may ValueKind::Text, "Description of the plan.";
    Message "message" may ValueKind::Text, "Message from the chairs, for the report.";
    Highlights "highlights" may ValueKind::Texts, "Highlights for the report: what went well.";
    Concerns "concerns" may ValueKind::Texts, "Concerns for the report: what needs attention.";
    Decisions "decisions" may ValueKind::Texts,
        "Decisions that the principals are asked to take, for the report.";
    Translations "translations" may ValueKind::Mapping(&PLAN_LANGUAGES), "Translations of its texts.";
    Themes "themes" may ValueKind::List(&THEME), "Cross-cutting themes.";
    Priorities "priorities" must ValueKind::List(&PRIORITY), "Priorities with their activities.";
    Organizations "organizations" may ValueKind::List(&ORGANIZATION),
        "Organizations in addition to those in organizations.yaml.";
}

table! {
    /// The period of a plan.
    PERIOD, PeriodKey, "period" => message!("format.period", "a period");
    Start "start" must ValueKind::Date, "First day.";
    End "end" must ValueKind::Date, "Last day.";
}

table! {
    /// A cross-cutting theme.
    THEME, ThemeKey, "theme" => message!("format.theme", "a theme");
    Id "id" must ValueKind::Id, "Id, unique within the plan.";
    Title "title" must ValueKind::Line, "Title of the theme.";
    Description "description" may ValueKind::Text, "Description of the theme.";
    Across "across" may ValueKind::Word(ACROSS_WORDS),
        "Whether every priority needs an activity for the theme (the default), or any may have one.";
    Translations "translations" may ValueKind::Mapping(&THEME_LANGUAGES), "Translations of its texts.";
}

table! {
    /// A priority.
    PRIORITY, PriorityKey, "priority" => message!("format.priority", "a priority");
    Id "id" must ValueKind::Id, "Id, unique within the plan.";
    Title "title" must ValueKind::Line, "Title of the priority.";
    Description "description" may ValueKind::Text, "Description of the priority.";
    Narrative "narrative" may ValueKind::Text, "Progress in words, for the report.";
    Lead "lead" may ValueKind::Ids, "Organizations that lead the priority.";
    Translations "translations" may ValueKind::Mapping(&PRIORITY_LANGUAGES), "Translations of its texts.";
    Activities "activities" may ValueKind::List(&ACTIVITY), "Activities of the priority.";
}

table! {
    /// A milestone.
    MILESTONE, MilestoneKey, "milestone" => message!("format.milestone", "a milestone");
    Title "title" must ValueKind::Line, "What is to be reached.";
    Due "due" must ValueKind::Date, "Agreed due date.";
    Done "done" may ValueKind::Date, "Date on which it was reached.";
    Translations "translations" may ValueKind::Mapping(&MILESTONE_LANGUAGES), "Translations of its texts.";
}

table! {
    /// A deliverable.
    DELIVERABLE, DeliverableKey, "deliverable" => message!("format.deliverable", "a deliverable");
    Title "title" must ValueKind::Line, "Title of the deliverable.";
    Url "url" may ValueKind::Url, "Web address where it is published.";
}

table! {
    /// An indicator.
    INDICATOR, IndicatorKey, "indicator" => message!("format.indicator", "an indicator");
    Name "name" must ValueKind::Line, "What is measured.";
    Unit "unit" may ValueKind::Text, "Unit of measurement.";
    Baseline "baseline" may ValueKind::NumberOrText, "Baseline value.";
    Target "target" may ValueKind::NumberOrText, "Target value.";
    Actual "actual" may ValueKind::NumberOrText, "Actual value.";
    Verification "verification" may ValueKind::Text, "Means of verification.";
}

table! {
    /// A budget.
    BUDGET, BudgetKey, "budget" => message!("format.budget", "a budget");
    Currency "currency" must ValueKind::Currency, "Currency, as an ISO 4217 code.";
    Required "required" must MONEY, "Amount required.";
    Available "available" may MONEY, "Amount available.";
    Spent "spent" may MONEY, "Amount spent.";
}

table! {
    /// An organization.
    ORGANIZATION, OrganizationKey, "organization" => message!("format.organization", "an organization");
    Id "id" must ValueKind::Id, "Id, unique within the folder.";
    Name "name" must ValueKind::Line, "Full name.";
    Short "short" may ValueKind::Text, "Short name for display, such as IOM.";
    Iati "iati" may ValueKind::Form(&output_forms::IDENTIFIER), "Identifier registered with IATI.";
    FocalPoints "focal_points" may ValueKind::List(&FOCAL_POINT), "People to contact.";
    Aliases "aliases" may ValueKind::Ids, "Former ids, which still find the organization.";
    Translations "translations" may ValueKind::Mapping(&ORGANIZATION_LANGUAGES), "Translations of its names.";
}

table! {
    /// A focal point.
    FOCAL_POINT, FocalPointKey, "focal point" => message!("format.focal-point", "a focal point");
    Name "name" must ValueKind::Line, "Full name.";
    Email "email" may ValueKind::Text, "Email address, as in git's user.email.";
    Handle "handle" may ValueKind::Text, "User name on the group's git server.";
}

table! {
    /// `organizations.yaml`.
    ORGANIZATIONS, OrganizationsKey, "organizations.yaml"
        => message!("format.organizations-yaml", "organizations.yaml");
    Schema "schema" may ValueKind::Schema, "Version of the format: 1.";
    Organizations "organizations" must ValueKind::List(&ORGANIZATION), "Organizations shared by all plans.";
}

table! {
    /// `config.yaml`.
    CONFIG, ConfigKey, "config.yaml" => message!("format.config-yaml", "config.yaml");
    Schema "schema" may ValueKind::Schema, "Version of the format: 1.";
    Soon "soon" may DAYS, "Days within which an activity is due soon; 30 by default.";
    Stale "stale" may DAYS, "Days without a change after which an ongoing activity is stale; 90 by default.";
    Rating "rating" may ValueKind::Mapping(&RATING), "Thresholds of the ratings.";
    Rules "rules" may ValueKind::Levels, "Levels of rules: error, warning or off.";
    Language "language" may ValueKind::Word(LANGUAGE_WORDS),
        "Language of the plans and of all output; en by default.";
    Languages "languages" may ValueKind::Words(LANGUAGE_WORDS), "Languages in which the group publishes.";
    Report "report" may ValueKind::Mapping(&REPORT), "Settings of the report.";
    Iati "iati" may ValueKind::Mapping(&IATI_DEFAULTS), "Values for every activity in an export to IATI.";
    CalendarId "calendar_id" may ValueKind::Line,
        "Distinguishes the group's calendar entries from those of other groups; the \
            first commit of the repository by default.";
}

table! {
    /// The bands of a rating, in percent of the expected progress.
    RATING, RatingKey, "rating" => message!("format.rating", "a rating");
    OnTrack "on_track" may PERCENT, "On track from this percentage on; 80 by default.";
    Behind "behind" may PERCENT, "Behind from this percentage on, off track below it; 60 by default.";
}

table! {
    /// The settings of the report.
    REPORT, ReportKey, "report setting" => message!("format.report-setting", "a report setting");
    Name "name" may ValueKind::Line, "Name of the group.";
    Logo "logo" may ValueKind::Form(&output_forms::PICTURE),
        "Logo of the group: a picture in the workplans folder.";
    Accent "accent" may ValueKind::Form(&output_forms::COLOUR), "Colour of the group, in quotes.";
    Contact "contact" may ValueKind::Text, "Contact for readers.";
    Classification "classification" may ValueKind::Line, "Classification, such as Draft or For internal use.";
}

table! {
    /// Codes of an activity.
    IATI, IatiKey, "IATI setting" => message!("format.iati-setting", "an IATI setting");
    Sector "sector" may ValueKind::Form(&output_forms::SECTOR), "DAC purpose code.";
    Country "country" may ValueKind::Form(&output_forms::COUNTRY),
        "ISO 3166-1 code of the recipient country.";
    Region "region" may ValueKind::Form(&output_forms::REGION), "DAC code of the recipient region.";
    Language "language" may ValueKind::Form(&output_forms::LANGUAGE),
        "ISO 639-1 code of the language of the texts.";
}

table! {
    /// The values for every activity.
    IATI_DEFAULTS, IatiDefaultsKey, "IATI default" => message!("format.iati-default", "an IATI default");
    ReportingOrg "reporting_org" may ValueKind::Mapping(&REPORTING_ORG), "Organization that publishes.";
    Sector "sector" may ValueKind::Form(&output_forms::SECTOR), "DAC purpose code.";
    Country "country" may ValueKind::Form(&output_forms::COUNTRY),
        "ISO 3166-1 code of the recipient country.";
    Region "region" may ValueKind::Form(&output_forms::REGION), "DAC code of the recipient region.";
    Language "language" may ValueKind::Form(&output_forms::LANGUAGE),
        "ISO 639-1 code of the language of the texts.";
}

table! {
    /// The publishing organization.
    REPORTING_ORG, ReportingOrgKey, "reporting organization"
        => message!("format.reporting-organization", "a reporting organization");
    Ref "ref" may ValueKind::Form(&output_forms::IDENTIFIER), "Identifier registered with IATI.";
    Type "type" may ValueKind::Form(&output_forms::ORGANIZATION_TYPE),
        "Code from IATI's list of organization types.";
}
