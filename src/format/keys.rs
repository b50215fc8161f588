//! The keys of the format, in its own order: one table that the reader, the messages and the JSON Schema share.

mod translated;

pub use translated::{
    ACTIVITY_LANGUAGES, MILESTONE_LANGUAGES, ORGANIZATION_LANGUAGES, PLAN_LANGUAGES, PRIORITY_LANGUAGES, THEME_LANGUAGES,
};

use super::forms::{self, Form};
use crate::model::Decimal;

/// One key of a mapping.
#[derive(Debug)]
pub struct Key {
    /// As written in YAML.
    pub name: &'static str,
    /// Whether it must be there.
    pub must: bool,
    /// What it takes.
    pub takes: Takes,
    /// What it means, for people.
    pub about: &'static str,
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
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
    /// A number from the first to the second, or a whole one.
    Number(Range),
    /// A number or text.
    NumberOrText,
    /// An ISO 4217 code.
    Currency,
    /// An http or https address.
    Url,
    /// A mapping with keys of its own.
    Mapping(&'static Table),
    /// A list of such mappings.
    List(&'static Table),
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
    /// Whether only whole numbers count.
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

    /// Whether it is that of a percentage.
    pub fn is_percent(&self) -> bool {
        (self.min, self.max, self.above_min) == (0, Some(100), false)
    }
}

impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.whole { "a whole number" } else { "a number" })?;
        match (self.above_min, self.max) {
            (true, max) => {
                write!(f, " above {}", self.min)?;
                max.map_or(Ok(()), |max| write!(f, " and at most {max}"))
            }
            (false, Some(max)) => write!(f, " from {} to {max}", self.min),
            (false, None) => write!(f, " of {} or above", self.min),
        }
    }
}

const PERCENT: Takes = Takes::Number(Range { min: 0, above_min: false, max: Some(100), whole: false });
const WEIGHT: Takes = Takes::Number(Range { min: 0, above_min: true, max: Some(1000), whole: false });
const MONEY: Takes = Takes::Number(Range { min: 0, above_min: false, max: None, whole: false });
const DAYS: Takes = Takes::Number(Range { min: 0, above_min: false, max: Some(36_500), whole: true });

/// The words of `status`.
pub const STATUS_WORDS: &[&str] = &["planned", "ongoing", "on_hold", "postponed", "completed", "cancelled"];
/// The words of a theme's `across`.
pub const ACROSS_WORDS: &[&str] = &["every_priority", "any"];
/// The words of `language`.
pub const LANGUAGE_WORDS: &[&str] = &["ar", "en", "es", "fr", "ru", "zh"];

/// The keys of one kind of mapping.
#[derive(Debug)]
pub struct Table {
    /// What the mapping is called, with its article: `an activity`.
    pub what: &'static str,
    /// In the format's order.
    pub keys: &'static [Key],
}

impl Table {
    /// The names of the keys.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.keys.iter().map(|key| key.name)
    }
}

macro_rules! table {
    ($(#[$about:meta])* $table:ident, $key:ident, $what:literal: $($variant:ident $name:literal $must:ident $takes:expr, $meaning:literal;)+) => {
        $(#[$about])*
        pub static $table: Table = Table {
            what: $what,
            keys: &[$(Key { name: $name, must: table!(@$must), takes: $takes, about: $meaning }),+],
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
    /// A plan, or a file of a folder plan. Its musts hold for the files together.
    PLAN, PlanKey, "a plan":
    Schema "schema" may Takes::Schema, "Version of this format: 1. Stands in each file.";
    Title "title" must Takes::Line, "What the plan is called.";
    Period "period" must Takes::Mapping(&PERIOD), "What the plan covers.";
    Chairs "chairs" may Takes::Ids, "Organizations that chair the group.";
    Endorsed "endorsed" may Takes::Date, "When the principals endorsed the plan.";
    Baseline "baseline" may Takes::Text, "The git revision, best a tag, that holds the plan as endorsed.";
    Target "target" may PERCENT, "Implementation rate to reach, in percent.";
    Description "description" may Takes::Text, "What the plan is about.";
    Message "message" may Takes::Text, "A message from the chairs, for the report.";
    Highlights "highlights" may Takes::Texts, "What went well, for the report.";
    Concerns "concerns" may Takes::Texts, "What needs attention, for the report.";
    Decisions "decisions" may Takes::Texts, "What the principals are asked to decide, for the report.";
    Translations "translations" may Takes::Mapping(&PLAN_LANGUAGES), "Its texts in other languages.";
    Themes "themes" may Takes::List(&THEME), "Cross-cutting themes.";
    Priorities "priorities" must Takes::List(&PRIORITY), "Priorities with their activities.";
    Organizations "organizations" may Takes::List(&ORGANIZATION), "Organizations beside those of organizations.yaml.";
}

table! {
    /// What a plan covers.
    PERIOD, PeriodKey, "a period":
    Start "start" must Takes::Date, "First day.";
    End "end" must Takes::Date, "Last day.";
}

table! {
    /// A cross-cutting theme.
    THEME, ThemeKey, "a theme":
    Id "id" must Takes::Id, "Unique in its plan.";
    Title "title" must Takes::Line, "What the theme is called.";
    Description "description" may Takes::Text, "What the theme is about.";
    Across "across" may Takes::Word(ACROSS_WORDS), "Whether every priority needs an activity for it (the default), or any may have one.";
    Translations "translations" may Takes::Mapping(&THEME_LANGUAGES), "Its texts in other languages.";
}

table! {
    /// A priority.
    PRIORITY, PriorityKey, "a priority":
    Id "id" must Takes::Id, "Unique in its plan.";
    Title "title" must Takes::Line, "What the priority is called.";
    Description "description" may Takes::Text, "What the priority is about.";
    Narrative "narrative" may Takes::Text, "How it is going, in words, for the report.";
    Lead "lead" may Takes::Ids, "Organizations that lead it.";
    Translations "translations" may Takes::Mapping(&PRIORITY_LANGUAGES), "Its texts in other languages.";
    Activities "activities" may Takes::List(&ACTIVITY), "What is to be done.";
}

table! {
    /// An activity.
    ACTIVITY, ActivityKey, "an activity":
    Id "id" must Takes::Id, "Unique in its plan, and never given to another activity.";
    Title "title" must Takes::Line, "What is to be done.";
    Owners "owners" must Takes::Ids, "Accountable organizations; the first one leads.";
    Contact "contact" may Takes::Text, "The person to ask.";
    Partners "partners" may Takes::Ids, "Organizations that contribute and are not accountable.";
    Themes "themes" may Takes::Ids, "Cross-cutting themes that it serves.";
    Status "status" must Takes::Word(STATUS_WORDS), "What is recorded of it.";
    Start "start" may Takes::Date, "Planned or actual start.";
    Due "due" may Takes::Date, "As agreed. Left out, the period's end counts.";
    Forecast "forecast" may Takes::Date, "When its owner expects it, if not on the due date.";
    Completed "completed" may Takes::Date, "When it was completed: with status completed, and only then.";
    Progress "progress" may PERCENT, "Percent done, as its owner reports it.";
    Weight "weight" may WEIGHT, "Share in progress and expected; 1 if left out.";
    Milestones "milestones" may Takes::List(&MILESTONE), "Steps on the way.";
    Deliverables "deliverables" may Takes::List(&DELIVERABLE), "What it brings forth.";
    Indicators "indicators" may Takes::List(&INDICATOR), "How its success is measured.";
    Budget "budget" may Takes::Mapping(&BUDGET), "What it costs.";
    DependsOn "depends_on" may Takes::References, "Activities that it waits for: id, or plan/id.";
    CarriedFrom "carried_from" may Takes::PlanReference, "The activity of an earlier plan that it continues: plan/id.";
    Reason "reason" may Takes::Text, "Why it is on hold, postponed or cancelled.";
    WorkingGroup "working_group" may Takes::Text, "The working group that it belongs to.";
    Geography "geography" may Takes::Texts, "Where it takes place.";
    SdgTargets "sdg_targets" may Takes::Texts, "Targets of the Sustainable Development Goals, such as 8.7.";
    Iati "iati" may Takes::Mapping(&IATI), "Codes of IATI's lists for this activity, where they differ from those of config.yaml.";
    Tags "tags" may Takes::Texts, "The group's own labels.";
    Description "description" may Takes::Text, "What it is about.";
    Remarks "remarks" may Takes::Text, "What else is to be said.";
    Translations "translations" may Takes::Mapping(&ACTIVITY_LANGUAGES), "Its texts in other languages.";
}

table! {
    /// A milestone.
    MILESTONE, MilestoneKey, "a milestone":
    Title "title" must Takes::Line, "What is reached.";
    Due "due" must Takes::Date, "As agreed.";
    Done "done" may Takes::Date, "When it was reached.";
    Translations "translations" may Takes::Mapping(&MILESTONE_LANGUAGES), "Its texts in other languages.";
}

table! {
    /// A deliverable.
    DELIVERABLE, DeliverableKey, "a deliverable":
    Title "title" must Takes::Line, "What it is.";
    Url "url" may Takes::Url, "Where it is published.";
}

table! {
    /// An indicator.
    INDICATOR, IndicatorKey, "an indicator":
    Name "name" must Takes::Line, "What is measured.";
    Unit "unit" may Takes::Text, "What is counted.";
    Baseline "baseline" may Takes::NumberOrText, "The value before.";
    Target "target" may Takes::NumberOrText, "The value aimed at.";
    Actual "actual" may Takes::NumberOrText, "The value reached.";
    Verification "verification" may Takes::Text, "Means of verification.";
}

table! {
    /// A budget.
    BUDGET, BudgetKey, "a budget":
    Currency "currency" must Takes::Currency, "ISO 4217 code.";
    Required "required" must MONEY, "What it takes.";
    Available "available" may MONEY, "What there is.";
    Spent "spent" may MONEY, "What has been used.";
}

table! {
    /// An organization.
    ORGANIZATION, OrganizationKey, "an organization":
    Id "id" must Takes::Id, "Unique in the folder.";
    Name "name" must Takes::Line, "In full.";
    Short "short" may Takes::Text, "A display name, such as IOM.";
    Iati "iati" may Takes::Form(&forms::IDENTIFIER), "Its registered identifier at IATI.";
    FocalPoints "focal_points" may Takes::List(&FOCAL_POINT), "The people to ask.";
    Aliases "aliases" may Takes::Ids, "Ids that it had before, which still find it.";
    Translations "translations" may Takes::Mapping(&ORGANIZATION_LANGUAGES), "Its names in other languages.";
}

table! {
    /// A focal point.
    FOCAL_POINT, FocalPointKey, "a focal point":
    Name "name" must Takes::Line, "In full.";
    Email "email" may Takes::Text, "Finds the person behind git's user.email.";
    Handle "handle" may Takes::Text, "User name on the group's git server.";
}

table! {
    /// `organizations.yaml`.
    ORGANIZATIONS, OrganizationsKey, "organizations.yaml":
    Schema "schema" may Takes::Schema, "Version of this format: 1.";
    Organizations "organizations" must Takes::List(&ORGANIZATION), "Organizations shared by every plan.";
}

table! {
    /// `config.yaml`.
    CONFIG, ConfigKey, "config.yaml":
    Schema "schema" may Takes::Schema, "Version of this format: 1.";
    Soon "soon" may DAYS, "Days that count as due soon; 30 if left out.";
    Stale "stale" may DAYS, "Days without a change after which an ongoing activity is stale; 90 if left out.";
    Rating "rating" may Takes::Mapping(&RATING), "The bands of a rating.";
    Rules "rules" may Takes::Levels, "Levels of rules: error, warning or off.";
    Language "language" may Takes::Word(LANGUAGE_WORDS), "The language of the plans and of what is made of them; en if left out.";
    Languages "languages" may Takes::Words(LANGUAGE_WORDS), "Languages that the group publishes in.";
    Report "report" may Takes::Mapping(&REPORT), "Who speaks in the report.";
    Iati "iati" may Takes::Mapping(&IATI_DEFAULTS), "What an export for IATI says of every activity.";
    CalendarId "calendar_id" may Takes::Line, "Tells the group's calendar entries from those of other groups; the first commit of the repository if left out.";
}

table! {
    /// The bands of a rating, in percent of what is expected.
    RATING, RatingKey, "a rating":
    OnTrack "on_track" may PERCENT, "On track from here on; 80 if left out.";
    Behind "behind" may PERCENT, "Behind from here on, off track below; 60 if left out.";
}

table! {
    /// Who speaks in the report.
    REPORT, ReportKey, "a report setting":
    Name "name" may Takes::Line, "The group's name.";
    Logo "logo" may Takes::Form(&forms::PICTURE), "The group's logo: a picture in the workplans folder.";
    Accent "accent" may Takes::Form(&forms::COLOUR), "The group's colour, in quotes.";
    Contact "contact" may Takes::Text, "Whom readers can ask.";
    Classification "classification" may Takes::Line, "Such as Draft, or For internal use.";
}

table! {
    /// Codes of an activity.
    IATI, IatiKey, "an IATI setting":
    Sector "sector" may Takes::Form(&forms::SECTOR), "DAC purpose code.";
    Country "country" may Takes::Form(&forms::COUNTRY), "ISO 3166-1 code of the recipient country.";
    Region "region" may Takes::Form(&forms::REGION), "DAC code of the recipient region.";
    Language "language" may Takes::Form(&forms::LANGUAGE), "ISO 639-1 code of the language of the texts.";
}

table! {
    /// What holds for every activity.
    IATI_DEFAULTS, IatiDefaultsKey, "an IATI default":
    ReportingOrg "reporting_org" may Takes::Mapping(&REPORTING_ORG), "The organization that publishes.";
    Sector "sector" may Takes::Form(&forms::SECTOR), "DAC purpose code.";
    Country "country" may Takes::Form(&forms::COUNTRY), "ISO 3166-1 code of the recipient country.";
    Region "region" may Takes::Form(&forms::REGION), "DAC code of the recipient region.";
    Language "language" may Takes::Form(&forms::LANGUAGE), "ISO 639-1 code of the language of the texts.";
}

table! {
    /// Who publishes.
    REPORTING_ORG, ReportingOrgKey, "a reporting organization":
    Ref "ref" may Takes::Form(&forms::IDENTIFIER), "Its registered identifier at IATI.";
    Type "type" may Takes::Form(&forms::ORGANIZATION_TYPE), "Code of IATI's list of organization types.";
}
