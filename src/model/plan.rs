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

/// A whole workplans folder: the group's settings, its organizations, and its plans by name.
#[derive(Clone, Debug, Default)]
pub struct Folder<'s> {
    /// From `config.yaml`, or the defaults.
    pub config: Config,
    /// From `organizations.yaml`.
    pub organizations: Vec<Organization<'s>>,
    /// `organizations.yaml` could not be read to its end: what it names is not known for certain.
    pub organizations_broken: bool,
    /// Ids of organizations that could not be read otherwise.
    pub left_out_ids: Vec<UnreadableId>,
    /// Sorted by name.
    pub plans: Vec<Plan<'s>>,
}

impl<'s> Folder<'s> {
    /// The plan of that name.
    pub fn plan(&self, name: &str) -> Option<&Plan<'s>> {
        self.plans.iter().find(|plan| plan.name == name)
    }
}

/// One plan, from one file or from the files of one folder.
#[derive(Clone, Debug)]
pub struct Plan<'s> {
    /// File stem or folder name.
    pub name: String,
    /// Its files, in file-name order.
    pub files: Vec<FileId>,
    /// Some of it could not be read: what it names is not known for certain.
    pub broken: bool,
    /// The files in which that is so; all of them where the plan stands in two places.
    pub broken_files: Vec<FileId>,
    /// One line.
    pub title: Option<Spanned<Text<'s>>>,
    /// What it covers.
    pub period: Option<Period>,
    /// Organizations that chair the group.
    pub chairs: Vec<Spanned<Text<'s>>>,
    /// When the principals endorsed it.
    pub endorsed: Option<Spanned<super::date::DateSpan>>,
    /// The git revision that holds it as endorsed.
    pub baseline: Option<Spanned<Text<'s>>>,
    /// Implementation rate to reach, in percent.
    pub target: Option<Spanned<Decimal>>,
    /// What it is about.
    pub description: Option<Spanned<Text<'s>>>,
    /// A message from the chairs.
    pub message: Option<Spanned<Text<'s>>>,
    /// What went well.
    pub highlights: Vec<Spanned<Text<'s>>>,
    /// What needs attention.
    pub concerns: Vec<Spanned<Text<'s>>>,
    /// What the principals are asked to decide.
    pub decisions: Vec<Spanned<Text<'s>>>,
    /// Its texts in other languages.
    pub translations: Translations<'s>,
    /// Cross-cutting themes.
    pub themes: Vec<Theme<'s>>,
    /// Priorities with their activities, in file order.
    pub priorities: Vec<Priority<'s>>,
    /// The organizations that this plan adds to those of the folder.
    pub organizations: Vec<Organization<'s>>,
    /// Ids of activities, themes and organizations that could not be read otherwise.
    pub left_out_ids: Vec<UnreadableId>,
    /// Keys with a list of which something cannot be read; of `themes`, `priorities`, `activities`
    /// and what is in them, of which nothing can.
    pub unreadable: Vec<&'static str>,
    /// Keys of which anything at all is in doubt, also inside their value; of `priorities` apart
    /// from the activities. A comparison leaves them out.
    pub uncertain: Vec<&'static str>,
}

impl<'s> Plan<'s> {
    /// Whether every activity in its files is known, those that are incomplete as well.
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

    /// The same with those that are incomplete, in file order.
    pub fn written_activities(&self) -> impl Iterator<Item = &Activity<'s>> {
        self.priorities.iter().flat_map(Priority::written)
    }

    /// Of all that is written, in file order, what has a status that can be read.
    pub fn activities_with_status(&self) -> impl Iterator<Item = &Activity<'s>> {
        self.written_activities().filter(|activity| activity.is_readable("status"))
    }

    /// The title, or the name where there is no title.
    pub fn display_title(&self) -> &str {
        self.title.as_ref().map_or(&self.name, |title| &title.value)
    }
}

/// The id of something that cannot be read as a whole: naming it is no further fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableId {
    /// The key of the list that it stands in, or [`UnreadableId::PASSED_OVER`].
    pub list: &'static str,
    /// The id, or one that it had before, and where it stands.
    pub id: Spanned<String>,
}

impl UnreadableId {
    /// In place of a list: what stands below a key that nobody knows, or where it does not belong,
    /// is not read.
    pub const PASSED_OVER: &str = "";
}

/// The days that a plan covers, both inclusive.
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
    /// One line.
    pub title: Spanned<Text<'s>>,
    /// What it is about.
    pub description: Option<Spanned<Text<'s>>>,
    /// How far it runs.
    pub across: ThemeScope,
    /// Its texts in other languages.
    pub translations: Translations<'s>,
}

/// How far a theme runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeScope {
    /// Each priority needs an activity that carries it and is not cancelled.
    #[default]
    EveryPriority,
    /// Wherever it fits.
    Any,
}

/// A priority and its activities.
#[derive(Clone, Debug)]
pub struct Priority<'s> {
    /// Unique in its plan.
    pub id: Spanned<Text<'s>>,
    /// One line.
    pub title: Spanned<Text<'s>>,
    /// What it is about.
    pub description: Option<Spanned<Text<'s>>>,
    /// How it is going, in words.
    pub narrative: Option<Spanned<Text<'s>>>,
    /// Organizations that lead it, as written.
    pub lead: Vec<Spanned<Text<'s>>>,
    /// Its texts in other languages.
    pub translations: Translations<'s>,
    /// In file order.
    pub activities: Arc<Vec<ActivityCell<'s>>>,
    /// Activities whose id, title, owners or status cannot be read: they are in no figure, and what
    /// else they say can still be wrong. Unreadable values are stood in for.
    pub incomplete: Vec<ActivityCell<'s>>,
    /// Keys with a list of which something cannot be read, not even in part.
    pub unreadable: Vec<&'static str>,
}

impl<'s> Priority<'s> {
    /// Its activities, those that are incomplete as well, in file order.
    pub fn written(&self) -> impl Iterator<Item = &Activity<'s>> {
        self.written_cells().map(Deref::deref)
    }

    /// The same as they stand in the plan.
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
    /// Its plan's own.
    Own(Activity<'s>),
    /// One that several versions of the plan have in common; its places are those of the first one.
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
    /// One line.
    pub name: Spanned<Text<'s>>,
    /// A display name such as IOM.
    pub short: Option<Spanned<Text<'s>>>,
    /// Its registered identifier at IATI.
    pub iati: Option<Spanned<Text<'s>>>,
    /// The people to ask.
    pub focal_points: Vec<FocalPoint<'s>>,
    /// Ids that it had before.
    pub aliases: Vec<Spanned<Text<'s>>>,
    /// Its names in other languages.
    pub translations: Translations<'s>,
    /// There are focal points, and none of them can be read.
    pub focal_points_are_unreadable: bool,
}

impl Organization<'_> {
    /// What people call it: the short name if there is one.
    pub fn display_name(&self) -> &str {
        self.short.as_ref().map_or(&self.name.value, |short| &short.value)
    }

    /// Its id and its names, in small letters.
    pub fn is_called(&self) -> impl Iterator<Item = String> {
        let names = [Some(&self.id), Some(&self.name), self.short.as_ref()];
        names.into_iter().flatten().map(|name| name.value.to_lowercase())
    }
}

/// A person who speaks for an organization.
#[derive(Clone, Debug)]
pub struct FocalPoint<'s> {
    /// One line.
    pub name: Spanned<Text<'s>>,
    /// Finds the person behind `git config user.email`.
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
    /// The language of the plans and of what is made of them; English where it is left out.
    pub language: Option<Language>,
    /// The languages that the group publishes in.
    pub languages: Vec<Language>,
    /// Who speaks in the report.
    pub report: ReportSettings,
    /// What an export for IATI says of every activity.
    pub iati: IatiDefaults,
    /// Tells the group's calendar entries from those of other groups, where the group has set it.
    pub calendar_id: Option<String>,
}

/// Who speaks in the report.
#[derive(Clone, Debug, Default)]
pub struct ReportSettings {
    /// The group's name, of one line.
    pub name: Option<Spanned<Text<'static>>>,
    /// The path of its logo, below the workplans folder, with `/`.
    pub logo: Option<Spanned<Text<'static>>>,
    /// Its colour: six hexadecimal digits, with or without `#`.
    pub accent: Option<Spanned<Text<'static>>>,
    /// Whom readers can ask.
    pub contact: Option<Spanned<Text<'static>>>,
    /// Such as Draft, of one line.
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

/// From which share of the expected progress on a set is on track, and behind; in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RatingBands {
    /// On track from here on.
    pub on_track: Decimal,
    /// Behind from here on; below it off track.
    pub behind: Decimal,
}

impl Default for RatingBands {
    /// The Inter-American Development Bank's bands: 80 and 60.
    fn default() -> Self {
        RatingBands { on_track: Decimal::whole(80), behind: Decimal::whole(60) }
    }
}
