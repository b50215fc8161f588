//! Parts that several JSON shapes share. Keys may be added, never changed.

use serde::{Serialize, Serializer};

use crate::analysis::{Percent, Rating, Tally, Totals};
use crate::model::{Day, Decimal, RatingBands, Status, Text};
use crate::text::Spanned;

/// The version of every shape.
pub(crate) const SCHEMA: u32 = 1;

/// `tally`
#[derive(Serialize)]
pub(crate) struct TallyShape {
    activities: u64,
    planned: u64,
    ongoing: u64,
    on_hold: u64,
    postponed: u64,
    completed: u64,
    cancelled: u64,
    carried: u64,
    overdue: u64,
    due_soon: u64,
    late_start: u64,
    implementation_rate: Option<PercentShape>,
    adjusted_rate: Option<PercentShape>,
    progress: Option<PercentShape>,
    expected: Option<PercentShape>,
    rating: Option<&'static str>,
}

impl TallyShape {
    pub(crate) fn new(tally: &Tally, bands: RatingBands) -> Self {
        TallyShape::of(&tally.totals(bands))
    }

    pub(crate) fn of(tally: &Totals) -> Self {
        TallyShape {
            activities: tally.activities(),
            planned: tally.count(Status::Planned),
            ongoing: tally.count(Status::Ongoing),
            on_hold: tally.count(Status::OnHold),
            postponed: tally.count(Status::Postponed),
            completed: tally.count(Status::Completed),
            cancelled: tally.count(Status::Cancelled),
            carried: tally.carried,
            overdue: tally.overdue,
            due_soon: tally.due_soon,
            late_start: tally.late_start,
            implementation_rate: tally.implementation_rate.map(PercentShape),
            adjusted_rate: tally.adjusted_rate.map(PercentShape),
            progress: tally.progress.map(PercentShape),
            expected: tally.expected.map(PercentShape),
            rating: tally.rating.map(Rating::as_str),
        }
    }

    /// The names of its keys and its values, as text for a sheet.
    pub(crate) fn cells(tally: &Tally, bands: RatingBands) -> [(&'static str, String); 16] {
        TallyShape::cells_of(&tally.totals(bands))
    }

    pub(crate) fn cells_of(tally: &Totals) -> [(&'static str, String); 16] {
        let percent = |percent: Option<Percent>| percent.map_or_else(String::new, one_decimal);
        let count = |number: u64| number.to_string();
        [
            ("activities", count(tally.activities())),
            ("planned", count(tally.count(Status::Planned))),
            ("ongoing", count(tally.count(Status::Ongoing))),
            ("on_hold", count(tally.count(Status::OnHold))),
            ("postponed", count(tally.count(Status::Postponed))),
            ("completed", count(tally.count(Status::Completed))),
            ("cancelled", count(tally.count(Status::Cancelled))),
            ("carried", count(tally.carried)),
            ("overdue", count(tally.overdue)),
            ("due_soon", count(tally.due_soon)),
            ("late_start", count(tally.late_start)),
            ("implementation_rate", percent(tally.implementation_rate)),
            ("adjusted_rate", percent(tally.adjusted_rate)),
            ("progress", percent(tally.progress)),
            ("expected", percent(tally.expected)),
            ("rating", tally.rating.map_or("", |rating| rating.as_str()).to_owned()),
        ]
    }
}

/// A percentage with one decimal.
pub(crate) struct PercentShape(pub Percent);

impl Serialize for PercentShape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0.tenths() as f64 / 10.0)
    }
}

/// `93.5`, for a sheet.
pub(crate) fn one_decimal(percent: Percent) -> String {
    format!("{}.{}", percent.tenths() / 10, percent.tenths() % 10)
}

/// A number as it is written.
pub(crate) struct NumberShape(pub Decimal);

impl Serialize for NumberShape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_whole() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.0.to_f64()),
        }
    }
}

/// `2024-06-30`
pub(crate) struct DayShape(pub Day);

impl Serialize for DayShape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// `{start, end}`
#[derive(Serialize)]
pub(crate) struct PeriodShape {
    start: DayShape,
    end: DayShape,
}

impl PeriodShape {
    pub(crate) fn new(period: crate::model::Period) -> Self {
        PeriodShape { start: DayShape(period.start.value), end: DayShape(period.end.value) }
    }
}

/// The texts without their places.
pub(crate) fn texts<'a>(all: &'a [Spanned<Text<'_>>]) -> Vec<&'a str> {
    all.iter().map(|text| &*text.value).collect()
}

/// A text, if there is one, without its place.
pub(crate) fn text<'a>(text: &'a Option<Spanned<Text<'_>>>) -> Option<&'a str> {
    text.as_ref().map(|text| &*text.value)
}
