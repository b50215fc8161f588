//! A plan in full, for scripts.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use crate::analysis::{Breakdown, BreakdownGroup, Tally, standing};
use crate::model::{Organization, Priority, Theme, ThemeScope};
use crate::render::activity::detail::WholeShape;
use crate::render::activity::translations::TranslationsShape;
use crate::render::organization::FocalPointShape;
use crate::render::toolkit::json::{to_json_line, write_json};
use crate::render::toolkit::shape::{
    DayShape, NumberShape, PeriodShape, SCHEMA, TallyShape, text, texts,
};
use crate::report::ExportReport;
use crate::text::Locator;

/// The whole plan.
#[derive(Serialize)]
struct PlanShape<'a> {
    schema: u32,
    plan: &'a str,
    title: &'a str,
    as_of: DayShape,
    revision: Option<&'a str>,
    period: Option<PeriodShape>,
    chairs: Vec<&'a str>,
    endorsed: Option<DayShape>,
    baseline: Option<&'a str>,
    target: Option<NumberShape>,
    description: Option<&'a str>,
    message: Option<&'a str>,
    highlights: Vec<&'a str>,
    concerns: Vec<&'a str>,
    decisions: Vec<&'a str>,
    translations: Option<TranslationsShape<'a>>,
    total: TallyShape,
    themes: Vec<ThemeShape<'a>>,
    organizations: Vec<OrganizationShape<'a>>,
    priorities: Vec<PriorityShape<'a>>,
    activities: ActivitiesShape<'a>,
}

#[derive(Serialize)]
struct ThemeShape<'a> {
    id: &'a str,
    title: &'a str,
    description: Option<&'a str>,
    across: &'static str,
    translations: Option<TranslationsShape<'a>>,
    figures: TallyShape,
}

#[derive(Serialize)]
struct PriorityShape<'a> {
    id: &'a str,
    title: &'a str,
    description: Option<&'a str>,
    narrative: Option<&'a str>,
    lead: Vec<&'a str>,
    translations: Option<TranslationsShape<'a>>,
    figures: TallyShape,
}

#[derive(Serialize)]
struct OrganizationShape<'a> {
    id: &'a str,
    name: &'a str,
    short: Option<&'a str>,
    iati: Option<&'a str>,
    aliases: Vec<&'a str>,
    translations: Option<TranslationsShape<'a>>,
    focal_points: Vec<FocalPointShape<'a>>,
}

/// One activity, on its own.
#[derive(Serialize)]
struct LineShape<'a> {
    schema: u32,
    as_of: DayShape,
    revision: Option<&'a str>,
    #[serde(flatten)]
    activity: WholeShape<'a>,
}

/// The activities, made one after the other: a plan can be long.
struct ActivitiesShape<'a>(&'a ExportReport<'a>);

impl Serialize for ActivitiesShape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let view = self.0;
        let mut locator = Locator::new(view.sources);
        serializer.collect_seq(
            view.facts().map(|facts| WholeShape::new(&facts, view.sources, &mut locator)),
        )
    }
}

impl ExportReport<'_> {
    /// The whole plan with its figures.
    ///
    /// # Errors
    /// Those of what it is written to.
    pub fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json(out, &self.shape(&standing(self.plan, self.as_of)))
    }

    /// A line an activity.
    ///
    /// # Errors
    /// Those of what it is written to.
    pub fn ndjson(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut locator = Locator::new(self.sources);
        self.facts().try_for_each(|facts| {
            let activity = WholeShape::new(&facts, self.sources, &mut locator);
            let as_of = DayShape(self.as_of.day);
            let line = to_json_line(&LineShape {
                schema: SCHEMA,
                as_of,
                revision: self.revision.as_deref(),
                activity,
            });
            out.write_all(line.as_bytes())
        })
    }

    fn shape<'a>(&'a self, standing: &Breakdown<'a>) -> PlanShape<'a> {
        let (plan, directory) = (self.plan.plan, &self.plan.directory);
        let figures = |tally: &Tally| TallyShape::new(tally, self.bands);
        let ids = |all: &'a [crate::text::Spanned<crate::model::Text<'_>>]| {
            all.iter().map(|id| directory.canonical(&id.value)).collect()
        };
        let theme = |group: &BreakdownGroup<&'a Theme<'a>>| ThemeShape {
            id: &group.of.id.value,
            title: &group.of.title.value,
            description: text(&group.of.description),
            across: if group.of.across == ThemeScope::Any { "any" } else { "every_priority" },
            translations: TranslationsShape::new(&group.of.translations),
            figures: figures(&group.tally),
        };
        let priority = |group: &BreakdownGroup<&'a Priority<'a>>| PriorityShape {
            id: &group.of.id.value,
            title: &group.of.title.value,
            description: text(&group.of.description),
            narrative: text(&group.of.narrative),
            lead: ids(&group.of.lead),
            translations: TranslationsShape::new(&group.of.translations),
            figures: figures(&group.tally),
        };
        PlanShape {
            schema: SCHEMA,
            plan: &plan.name,
            title: plan.display_title(),
            as_of: DayShape(self.as_of.day),
            revision: self.revision.as_deref(),
            period: plan.period.map(PeriodShape::new),
            chairs: ids(&plan.chairs),
            endorsed: plan.endorsed.map(|date| DayShape(date.last())),
            baseline: text(&plan.baseline),
            target: plan.target.map(|target| NumberShape(target.value)),
            description: text(&plan.description),
            message: text(&plan.message),
            highlights: texts(&plan.highlights),
            concerns: texts(&plan.concerns),
            decisions: texts(&plan.decisions),
            translations: TranslationsShape::new(&plan.translations),
            total: figures(&standing.total),
            themes: standing.themes.iter().map(theme).collect(),
            organizations: self
                .folder
                .organizations
                .iter()
                .chain(&plan.organizations)
                .map(organization)
                .collect(),
            priorities: standing.priorities.iter().map(priority).collect(),
            activities: ActivitiesShape(self),
        }
    }
}

fn organization<'a>(organization: &'a Organization<'_>) -> OrganizationShape<'a> {
    OrganizationShape {
        id: &organization.id.value,
        name: &organization.name.value,
        short: text(&organization.short),
        iati: text(&organization.iati),
        aliases: texts(&organization.aliases),
        translations: TranslationsShape::new(&organization.translations),
        focal_points: FocalPointShape::all(&organization.focal_points),
    }
}
