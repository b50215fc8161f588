//! Plans, priorities, themes and organizations, and the folder that holds them.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use super::activity::Activity;
use super::decimal::Decimal;
use super::iati::IatiDefaults;
use super::language::Language;
use super::text::{Day, Text};
use super::translations::Translations;
use crate::text::{FileId, Span, Spanned};

/// A workplans folder: the group's settings, its organizations, and its plans by name.
#[derive(Clone, Debug, Default)]
pub struct Folder<'s> {
    /// From `config.yaml`, or the defaults.
    pub config: Config,
    /// From `organizations.yaml`.
    pub organizations: Vec<Organization<'s>>,
    /// Whether `organizations.yaml` breaks off: its organizations are then not known for certain.
    pub organizations_broken: bool,
    /// Ids of organizations that could not be read otherwise.
    pub left_out_ids: Vec<UnreadableId>,
    /// Sorted by name.
    pub plans: Vec<Plan<'s>>,
    /// Whether the people in it, their names and addresses, have been left out.
    pub without_people: bool,
}

impl<'s> Folder<'s> {
    /// The plan of that name.
    pub fn plan(&self, name: &str) -> Option<&Plan<'s>> {
        self.plans.iter().find(|plan| plan.name == name)
    }
}

/// A plan, from one file or from the files of one folder.
#[derive(Clone, Debug)]
pub struct Plan<'s> {
    /// File stem or folder name.
    pub name: String,
    /// The files, by file name.
    pub files: Vec<FileId>,
    /// Whether part of the plan could not be read: its names are then not known for certain.
    pub broken: bool,
    /// The files with unreadable parts; all files if the plan is in two places.
    pub broken_files: Vec<FileId>,
    /// The title or name: one line.
    pub title: Option<Spanned<Text<'s>>>,
    /// The period.
    pub period: Option<Period>,
    /// Organizations that chair the group.
    pub chairs: Vec<Spanned<Text<'s>>>,
    /// When the principals endorsed it.
    pub endorsed: Option<Spanned<super::date::DateSpan>>,
    /// The git revision that holds it as endorsed.
    pub baseline: Option<Spanned<Text<'s>>>,
    /// Implementation rate to reach, in percent.
    pub target: Option<Spanned<Decimal>>,
    /// A description.
    pub description: Option<Spanned<Text<'s>>>,
    /// A message from the chairs.
    pub message: Option<Spanned<Text<'s>>>,
    /// Highlights: results for the report.
    pub highlights: Vec<Spanned<Text<'s>>>,
    /// Concerns: problems that need attention.
    pub concerns: Vec<Spanned<Text<'s>>>,
    /// Decisions that the principals are asked to take.
    pub decisions: Vec<Spanned<Text<'s>>>,
    /// The texts in other languages.
    pub translations: Translations<'s>,
    /// Cross-cutting themes.
    pub themes: Vec<Theme<'s>>,
    /// Priorities with their activities, in file order.
    pub priorities: Vec<Priority<'s>>,
    /// The organizations that this plan adds to those of the folder.
    pub organizations: Vec<Organization<'s>>,
    /// Ids of activities, themes and organizations that could not be read otherwise.
    pub left_out_ids: Vec<UnreadableId>,
    /// Keys whose list cannot be read in full; for `themes`, `priorities`, `activities` and lists
    /// below them, not at all.
    pub unreadable: Vec<&'static str>,
    /// Keys with any doubt about them, also inside their value; for `priorities`, without the
    /// activities. A comparison leaves them out.
    pub uncertain: Vec<&'static str>,
}

impl<'s> Plan<'s> {
    /// Whether every activity in the files is known, including incomplete ones.
    pub fn is_known_whole(&self) -> bool {
        let lists_are_known =
            || self.priorities.iter().all(|priority| !priority.unreadable.contains(&"activities"));
        !self.broken && !self.unreadable.contains(&"priorities") && lists_are_known()
    }

    /// Whether every activity in its files is in the figures.
    pub fn is_counted_whole(&self) -> bool {
        self.is_known_whole()
            && self.priorities.iter().all(|priority| priority.incomplete.is_empty())
    }

    /// The activities with their priorities, in file order.
    pub fn activities(&self) -> impl Iterator<Item = (&Priority<'s>, &Activity<'s>)> {
        self.priorities.iter().flat_map(|priority| {
            priority.activities.iter().map(move |activity| (priority, &**activity))
        })
    }

    /// The activities of the plan, including incomplete ones, in file order.
    pub fn written_activities(&self) -> impl Iterator<Item = &Activity<'s>> {
        self.priorities.iter().flat_map(Priority::written)
    }

    /// The activities with a readable status, in file order.
    pub fn activities_with_status(&self) -> impl Iterator<Item = &Activity<'s>> {
        self.written_activities().filter(|activity| activity.is_readable("status"))
    }

    /// The title; the name if there is no title.
    pub fn display_title(&self) -> &str {
        self.title.as_ref().map_or(&self.name, |title| &title.value)
    }
}

/// The id of an entry that cannot be read in full. A reference to it is not another error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableId {
    /// The key of its list, or [`UnreadableId::PASSED_OVER`].
    pub list: &'static str,
    /// The id, or an earlier id of the entry, and its place.
    pub id: Spanned<String>,
}

impl UnreadableId {
    /// Used instead of a list: for entries below an unknown or misplaced key, which are not read.
    pub const PASSED_OVER: &str = "";
}

/// The days of a plan, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub start: Spanned<Day>,
    /// Last day.
    pub end: Spanned<Day>,
}

impl Period {
    /// Whether it holds a day.
    pub fn holds(&self, day: Day) -> bool {
        self.start.value <= day && day <= self.end.value
    }
}

/// A theme that runs across priorities.
#[derive(Clone, Debug)]
pub struct Theme<'s> {
    /// Unique in its plan.
    pub id: Spanned<Text<'s>>,
    /// The title or name: one line.
    pub title: Spanned<Text<'s>>,
    /// A description.
    pub description: Option<Spanned<Text<'s>>>,
    /// How far it runs.
    pub across: ThemeScope,
    /// The texts in other languages.
    pub translations: Translations<'s>,
}

/// How far a theme runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeScope {
    /// Each priority needs an activity that carries it and is not cancelled.
    #[default]
    EveryPriority,
    /// An activity of any priority may have the theme.
    Any,
}

/// A priority and its activities.
#[derive(Clone, Debug)]
pub struct Priority<'s> {
    /// Unique in its plan.
    pub id: Spanned<Text<'s>>,
    /// The title or name: one line.
    pub title: Spanned<Text<'s>>,
    /// A description.
    pub description: Option<Spanned<Text<'s>>>,
    /// How it is going, in words.
    pub narrative: Option<Spanned<Text<'s>>>,
    /// Organizations that lead it, as written.
    pub lead: Vec<Spanned<Text<'s>>>,
    /// The texts in other languages.
    pub translations: Translations<'s>,
    /// The activities, in file order.
    pub activities: Arc<Vec<ActivityCell<'s>>>,
    /// Activities whose id, title, owners or status cannot be read. They are in no figure, but
    /// their other values are checked. Unreadable values have substitutes.
    pub incomplete: Vec<ActivityCell<'s>>,
    /// Keys whose list cannot be read, not even in part.
    pub unreadable: Vec<&'static str>,
}

impl<'s> Priority<'s> {
    /// The activities, including incomplete ones, in file order.
    pub fn written(&self) -> impl Iterator<Item = &Activity<'s>> {
        self.written_cells().map(Deref::deref)
    }

    /// The activities as they are stored, including incomplete ones.
    pub fn written_cells(&self) -> impl Iterator<Item = &ActivityCell<'s>> {
        let mut written: Vec<&ActivityCell<'s>> =
            self.activities.iter().chain(&self.incomplete).collect();
        if !self.incomplete.is_empty() {
            written.sort_by_key(|activity| activity.head);
        }
        written.into_iter()
    }
}

/// An activity in its plan.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "nearly all of them are the large one")]
pub enum ActivityCell<'s> {
    /// An activity of this plan alone.
    Own(Activity<'s>),
    /// An activity that several versions of the plan share; its places are those of the first
    /// version.
    Shared(Arc<Activity<'static>>),
}

impl<'s> Deref for ActivityCell<'s> {
    type Target = Activity<'s>;

    fn deref(&self) -> &Activity<'s> {
        match self {
            ActivityCell::Own(activity) => activity,
            ActivityCell::Shared(activity) => activity,
        }
    }
}

/// A member organization, or another entity that owns activities.
#[derive(Clone, Debug)]
pub struct Organization<'s> {
    /// Unique in the folder and in each plan.
    pub id: Spanned<Text<'s>>,
    /// The title or name: one line.
    pub name: Spanned<Text<'s>>,
    /// A display name such as IOM.
    pub short: Option<Spanned<Text<'s>>>,
    /// The identifier that is registered at IATI.
    pub iati: Option<Spanned<Text<'s>>>,
    /// The people to ask.
    pub focal_points: Vec<FocalPoint<'s>>,
    /// Ids that it had before.
    pub aliases: Vec<Spanned<Text<'s>>>,
    /// The names in other languages.
    pub translations: Translations<'s>,
    /// Whether there are focal points, but all of them are unreadable.
    pub focal_points_are_unreadable: bool,
}

impl Organization<'_> {
    /// The name for people: the short name if there is one.
    pub fn display_name(&self) -> &str {
        self.short.as_ref().map_or(&self.name.value, |short| &short.value)
    }

    /// The id and the names, in small letters.
    pub fn is_called(&self) -> impl Iterator<Item = String> {
        let names = [Some(&self.id), Some(&self.name), self.short.as_ref()];
        names.into_iter().flatten().map(|name| name.value.to_lowercase())
    }
}

/// A person who speaks for an organization.
#[derive(Clone, Debug)]
pub struct FocalPoint<'s> {
    /// The title or name: one line.
    pub name: Spanned<Text<'s>>,
    /// The email address: matches the person of `git config user.email`.
    pub email: Option<Spanned<Text<'s>>>,
    /// A user name on the group's git server.
    pub handle: Option<Spanned<Text<'s>>>,
}

/// The group's settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// Days that count as due soon.
    pub soon: u32,
    /// Days without a change after which an ongoing activity is stale.
    pub stale: u32,
    /// The bands of a rating.
    pub rating: RatingBands,
    /// Levels of rules, where the group has set them.
    pub rules: RuleLevels,
    /// The language of the plans and of all output; English by default.
    pub language: Option<Language>,
    /// The languages that the group publishes in.
    pub languages: Vec<Language>,
    /// The settings of the report.
    pub report: ReportSettings,
    /// The values of every activity in an export for IATI.
    pub iati: IatiDefaults,
    /// The id that tells the group's calendar entries from those of other groups, if set.
    pub calendar_id: Option<String>,
}

/// The settings of the report.
#[derive(Clone, Debug, Default)]
pub struct ReportSettings {
    /// The group's name, of one line.
    pub name: Option<Spanned<Text<'static>>>,
    /// The path of its logo, below the workplans folder, with `/`.
    pub logo: Option<Spanned<Text<'static>>>,
    /// The colour: six hexadecimal digits, with or without `#`.
    pub accent: Option<Spanned<Text<'static>>>,
    /// The contact for readers.
    pub contact: Option<Spanned<Text<'static>>>,
    /// The classification, such as Draft; one line.
    pub classification: Option<Spanned<Text<'static>>>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            soon: 30,
            stale: 90,
            rating: RatingBands::default(),
            rules: RuleLevels::new(),
            language: None,
            languages: Vec::new(),
            report: ReportSettings::default(),
            iati: IatiDefaults::default(),
            calendar_id: None,
        }
    }
}

/// A rule's name and the word that the group has set for its level, with its place.
pub type RuleLevels = BTreeMap<String, (String, Span)>;

/// The bands of a rating: the shares of the expected progress, in percent, from which a set is on
/// track or behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RatingBands {
    /// On track from here on.
    pub on_track: Decimal,
    /// Behind from this share on; off track below it.
    pub behind: Decimal,
}

impl Default for RatingBands {
    /// The Inter-American Development Bank's bands: 80 and 60.
    fn default() -> Self {
        RatingBands { on_track: Decimal::whole(80), behind: Decimal::whole(60) }
    }
}
