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
    ($(#[$about:meta])* $table:ident, $key:ident, $own:literal => $what:expr; $($variant:ident $name:literal $must:ident $takes:expr, $meaning:literal;)+) => {
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
    Schema "schema" may ValueKind::Schema, "Version of this format: 1. Stands in each file.";
    Title "title" must ValueKind::Line, "What the plan is called.";
    Period "period" must ValueKind::Mapping(&PERIOD), "What the plan covers.";
    Chairs "chairs" may ValueKind::Ids, "Organizations that chair the group.";
    Endorsed "endorsed" may ValueKind::Date, "When the principals endorsed the plan.";
    Baseline "baseline" may ValueKind::Text, "The git revision, best a tag, that holds the plan as endorsed.";
    Target "target" may PERCENT, "Implementation rate to reach, in percent.";
    Description "description" may ValueKind::Text, "What the plan is about.";
    Message "message" may ValueKind::Text, "A message from the chairs, for the report.";
    Highlights "highlights" may ValueKind::Texts, "What went well, for the report.";
    Concerns "concerns" may ValueKind::Texts, "What needs attention, for the report.";
    Decisions "decisions" may ValueKind::Texts, "What the principals are asked to decide, for the report.";
    Translations "translations" may ValueKind::Mapping(&PLAN_LANGUAGES), "Its texts in other languages.";
    Themes "themes" may ValueKind::List(&THEME), "Cross-cutting themes.";
    Priorities "priorities" must ValueKind::List(&PRIORITY), "Priorities with their activities.";
    Organizations "organizations" may ValueKind::List(&ORGANIZATION), "Organizations beside \
        those of organizations.yaml.";
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
    Id "id" must ValueKind::Id, "Unique in its plan.";
    Title "title" must ValueKind::Line, "What the theme is called.";
    Description "description" may ValueKind::Text, "What the theme is about.";
    Across "across" may ValueKind::Word(ACROSS_WORDS), "Whether every priority needs an activity \
        for it (the default), or any may have one.";
    Translations "translations" may ValueKind::Mapping(&THEME_LANGUAGES), "Its texts in other languages.";
}

table! {
    /// A priority.
    PRIORITY, PriorityKey, "priority" => message!("format.priority", "a priority");
    Id "id" must ValueKind::Id, "Unique in its plan.";
    Title "title" must ValueKind::Line, "What the priority is called.";
    Description "description" may ValueKind::Text, "What the priority is about.";
    Narrative "narrative" may ValueKind::Text, "How it is going, in words, for the report.";
    Lead "lead" may ValueKind::Ids, "Organizations that lead it.";
    Translations "translations" may ValueKind::Mapping(&PRIORITY_LANGUAGES), "Its texts in other languages.";
    Activities "activities" may ValueKind::List(&ACTIVITY), "What is to be done.";
}

table! {
    /// A milestone.
    MILESTONE, MilestoneKey, "milestone" => message!("format.milestone", "a milestone");
    Title "title" must ValueKind::Line, "What is reached.";
    Due "due" must ValueKind::Date, "As agreed.";
    Done "done" may ValueKind::Date, "When it was reached.";
    Translations "translations" may ValueKind::Mapping(&MILESTONE_LANGUAGES), "Its texts in other languages.";
}

table! {
    /// A deliverable.
    DELIVERABLE, DeliverableKey, "deliverable" => message!("format.deliverable", "a deliverable");
    Title "title" must ValueKind::Line, "What it is.";
    Url "url" may ValueKind::Url, "Where it is published.";
}

table! {
    /// An indicator.
    INDICATOR, IndicatorKey, "indicator" => message!("format.indicator", "an indicator");
    Name "name" must ValueKind::Line, "What is measured.";
    Unit "unit" may ValueKind::Text, "What is counted.";
    Baseline "baseline" may ValueKind::NumberOrText, "The value before.";
    Target "target" may ValueKind::NumberOrText, "The value aimed at.";
    Actual "actual" may ValueKind::NumberOrText, "The value reached.";
    Verification "verification" may ValueKind::Text, "Means of verification.";
}

table! {
    /// A budget.
    BUDGET, BudgetKey, "budget" => message!("format.budget", "a budget");
    Currency "currency" must ValueKind::Currency, "ISO 4217 code.";
    Required "required" must MONEY, "What it takes.";
    Available "available" may MONEY, "What there is.";
    Spent "spent" may MONEY, "What has been used.";
}

table! {
    /// An organization.
    ORGANIZATION, OrganizationKey, "organization" => message!("format.organization", "an organization");
    Id "id" must ValueKind::Id, "Unique in the folder.";
    Name "name" must ValueKind::Line, "In full.";
    Short "short" may ValueKind::Text, "A display name, such as IOM.";
    Iati "iati" may ValueKind::Form(&output_forms::IDENTIFIER), "Its registered identifier at IATI.";
    FocalPoints "focal_points" may ValueKind::List(&FOCAL_POINT), "The people to ask.";
    Aliases "aliases" may ValueKind::Ids, "Ids that it had before, which still find it.";
    Translations "translations" may ValueKind::Mapping(&ORGANIZATION_LANGUAGES), "Its names in other languages.";
}

table! {
    /// A focal point.
    FOCAL_POINT, FocalPointKey, "focal point" => message!("format.focal-point", "a focal point");
    Name "name" must ValueKind::Line, "In full.";
    Email "email" may ValueKind::Text, "Finds the person behind git's user.email.";
    Handle "handle" may ValueKind::Text, "User name on the group's git server.";
}

table! {
    /// `organizations.yaml`.
    ORGANIZATIONS, OrganizationsKey, "organizations.yaml" => message!("format.organizations-yaml", "organizations.yaml");
    Schema "schema" may ValueKind::Schema, "Version of this format: 1.";
    Organizations "organizations" must ValueKind::List(&ORGANIZATION), "Organizations shared by every plan.";
}

table! {
    /// `config.yaml`.
    CONFIG, ConfigKey, "config.yaml" => message!("format.config-yaml", "config.yaml");
    Schema "schema" may ValueKind::Schema, "Version of this format: 1.";
    Soon "soon" may DAYS, "Days that count as due soon; 30 if left out.";
    Stale "stale" may DAYS, "Days without a change after which an ongoing activity is stale; 90 if left out.";
    Rating "rating" may ValueKind::Mapping(&RATING), "The bands of a rating.";
    Rules "rules" may ValueKind::Levels, "Levels of rules: error, warning or off.";
    Language "language" may ValueKind::Word(LANGUAGE_WORDS), "The language of the plans and of \
        what is made of them; en if left out.";
    Languages "languages" may ValueKind::Words(LANGUAGE_WORDS), "Languages that the group publishes in.";
    Report "report" may ValueKind::Mapping(&REPORT), "Who speaks in the report.";
    Iati "iati" may ValueKind::Mapping(&IATI_DEFAULTS), "What an export for IATI says of every activity.";
    CalendarId "calendar_id" may ValueKind::Line, "Tells the group's calendar entries from those \
        of other groups; the first commit of the repository if left out.";
}

table! {
    /// The bands of a rating, in percent of the expected progress.
    RATING, RatingKey, "rating" => message!("format.rating", "a rating");
    OnTrack "on_track" may PERCENT, "On track from here on; 80 if left out.";
    Behind "behind" may PERCENT, "Behind from here on, off track below; 60 if left out.";
}

table! {
    /// The settings of the report.
    REPORT, ReportKey, "report setting" => message!("format.report-setting", "a report setting");
    Name "name" may ValueKind::Line, "The group's name.";
    Logo "logo" may ValueKind::Form(&output_forms::PICTURE), "The group's logo: a picture in the workplans folder.";
    Accent "accent" may ValueKind::Form(&output_forms::COLOUR), "The group's colour, in quotes.";
    Contact "contact" may ValueKind::Text, "Whom readers can ask.";
    Classification "classification" may ValueKind::Line, "Such as Draft, or For internal use.";
}

table! {
    /// Codes of an activity.
    IATI, IatiKey, "IATI setting" => message!("format.iati-setting", "an IATI setting");
    Sector "sector" may ValueKind::Form(&output_forms::SECTOR), "DAC purpose code.";
    Country "country" may ValueKind::Form(&output_forms::COUNTRY), "ISO 3166-1 code of the recipient country.";
    Region "region" may ValueKind::Form(&output_forms::REGION), "DAC code of the recipient region.";
    Language "language" may ValueKind::Form(&output_forms::LANGUAGE), "ISO 639-1 code of the language of the texts.";
}

table! {
    /// The values for every activity.
    IATI_DEFAULTS, IatiDefaultsKey, "IATI default" => message!("format.iati-default", "an IATI default");
    ReportingOrg "reporting_org" may ValueKind::Mapping(&REPORTING_ORG), "The organization that publishes.";
    Sector "sector" may ValueKind::Form(&output_forms::SECTOR), "DAC purpose code.";
    Country "country" may ValueKind::Form(&output_forms::COUNTRY), "ISO 3166-1 code of the recipient country.";
    Region "region" may ValueKind::Form(&output_forms::REGION), "DAC code of the recipient region.";
    Language "language" may ValueKind::Form(&output_forms::LANGUAGE), "ISO 639-1 code of the language of the texts.";
}

table! {
    /// The publishing organization.
    REPORTING_ORG, ReportingOrgKey, "reporting organization" => message!("format.reporting-organization", "a reporting organization");
    Ref "ref" may ValueKind::Form(&output_forms::IDENTIFIER), "Its registered identifier at IATI.";
    Type "type" may ValueKind::Form(&output_forms::ORGANIZATION_TYPE), "Code of IATI's list of organization types.";
}
