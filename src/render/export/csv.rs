//! A plan in full as one table.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::analysis::ActivityFacts;
use crate::model::{ActivityKey, Budget, Decimal, FIELDS, Field, FieldKind};
use crate::render::activity::detail::{
    DETAILS, deliverable_shapes, iati_shape, indicator_shapes, milestone_shapes,
};
use crate::render::activity::translations::TranslationsShape;
use crate::render::list::{ListColumn, cell};
use crate::render::toolkit::csv::CsvSheet;
use crate::render::toolkit::json::to_json_line;
use crate::render::toolkit::shape::{text, texts};
use crate::report::ExportReport;
use crate::spreadsheet::may_be_formula;
use crate::text::{Locator, Spanned, clean};

/// The fields whose columns come last.
const LAST: [ActivityKey; 2] = [ActivityKey::Iati, ActivityKey::Translations];

const BUDGET: [&str; 4] =
    ["budget_currency", "budget_required", "budget_available", "budget_spent"];

/// Returns the fields that follow the columns of `list`.
fn more_fields() -> Vec<&'static Field> {
    let last = LAST.map(|key| FIELDS.get(usize::from(key)).map_or("", |field| field.key));
    let (last, mut fields): (Vec<_>, Vec<_>) =
        DETAILS.iter().partition(|field| last.contains(&field.key));
    fields.extend(last);
    fields
}

/// The names of the columns of a field.
fn names(field: &'static Field) -> Vec<&'static str> {
    match field.kind {
        FieldKind::Budget => BUDGET.to_vec(),
        _ => vec![field.key],
    }
}

impl<'f> ExportReport<'f> {
    /// A row an activity: every column of `list`, then the rest; what is nested as JSON in its
    /// cell.
    ///
    /// # Errors
    /// Those of what it is written to.
    pub fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut sheet = CsvSheet::new(out);
        let more_fields = more_fields();
        let names = more_fields.iter().flat_map(|field| names(field));
        sheet.row(ListColumn::ALL.map(ListColumn::name).into_iter().chain(names))?;
        let mut locator = Locator::new(self.sources);
        let mut more = Vec::new();
        for facts in self.facts() {
            let listed = ListColumn::ALL.map(|column| match column {
                ListColumn::Reason => long(text(&facts.activity.reason)),
                _ => cell(&facts, column, false, self.sources, &mut locator).text,
            });
            more.clear();
            more_fields.iter().for_each(|field| add_cells(&facts, field, &mut more));
            let cells = listed.iter().chain(&more).map(|cell| told_apart(cell)).collect::<Vec<_>>();
            sheet.row(cells.iter().map(|cell| &**cell))?;
        }
        sheet.finish()
    }
}

/// Adds the cells of a field to a row.
fn add_cells(facts: &ActivityFacts<'_>, field: &Field, row: &mut Vec<String>) {
    let activity = facts.activity;
    let nested = |is_empty: bool, json: &dyn Fn() -> String| {
        if is_empty { String::new() } else { json().trim_end().to_owned() }
    };
    let cell = match field.kind {
        FieldKind::Budget => return row.extend(budget(activity.budget.as_deref())),
        FieldKind::Milestones => {
            nested(activity.milestones.is_empty(), &|| to_json_line(&milestone_shapes(facts)))
        }
        FieldKind::Deliverables => nested(activity.deliverables.is_empty(), &|| {
            to_json_line(&deliverable_shapes(activity))
        }),
        FieldKind::Indicators => {
            nested(activity.indicators.is_empty(), &|| to_json_line(&indicator_shapes(activity)))
        }
        FieldKind::Iati => nested(activity.iati.is_none(), &|| to_json_line(&iati_shape(activity))),
        FieldKind::Translations => nested(activity.translations.is_empty(), &|| {
            to_json_line(&TranslationsShape::new(&activity.translations))
        }),
        _ => match field.texts(activity) {
            [] => String::new(),
            [one] => long(Some(&one.value)),
            several => long(Some(&texts(several).join(", "))),
        },
    };
    row.push(cell);
}

/// Returns the cells of the budget.
fn budget(budget: Option<&Budget<'_>>) -> [String; 4] {
    let amount = |amount: Option<Spanned<Decimal>>| {
        amount.map_or_else(String::new, |amount| amount.value.to_string())
    };
    [
        budget.map_or_else(String::new, |budget| budget.currency.value.to_string()),
        amount(budget.map(|budget| budget.required)),
        amount(budget.and_then(|budget| budget.available)),
        amount(budget.and_then(|budget| budget.spent)),
    ]
}

/// A text of several lines. The separators that few programs know for line breaks become some.
fn long(text: Option<&str>) -> String {
    let text = text.unwrap_or("").trim();
    match memchr::memchr(0xe2, text.as_bytes()) {
        // Neither of the two is there.
        None => clean(text).into_owned(),
        Some(_) => clean(&text.replace(['\u{2028}', '\u{2029}'], "\n")).into_owned(),
    }
}

/// A text that begins with the `'` of a formula that became text gets one more: an import takes one
/// away.
fn told_apart(text: &str) -> Cow<'_, str> {
    if text.starts_with('\'') && may_be_formula(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}
