//! The sheet in front: whose plan it is, the day, where it stands, and a chart.

use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartSolidFill, ChartType, Color, Format,
    FormatAlign, Image, Worksheet, XlsxError,
};

use super::formats::{CellFormats, excel_day, lines, put_text, raise};
use super::status::{
    FIRST_PRIORITY, HEADS, adjusted_rate, figure_column, implementation_rate, status_sheet,
};
use crate::analysis::{Breakdown, Percent, Tally};
use crate::diagnostic::{Message, long_day, message};
use crate::model::Status;
use crate::render::toolkit::words::{capitalized, percent};
use crate::render::words;
use crate::report::ExportReport;
use crate::spreadsheet::OVERVIEW;
use crate::text::clean_line;

/// How wide the columns are: what a figure is, and the figure; the rest is for the chart.
const WIDTHS: [f64; 6] = [30.0, 16.0, 14.0, 14.0, 14.0, 14.0];
const ALL: f64 = 102.0;
const NOTE: f64 = 56.0;
/// The last column.
const LAST: u16 = 5;
/// The most priorities in the chart.
const MOST_BARS: u32 = 40;
/// The longest text for a picture that a workbook takes. The figures are in the sheet as well.
const LONGEST_ALT_TEXT: usize = 255;
/// The height of the logo, in pixels.
const LOGO: f64 = 56.0;
/// The widest logo, in pixels.
const WIDEST_LOGO: f64 = 320.0;
/// The colour of a group that has none of its own.
const COLOUR: u32 = 0x1F_4E79;

/// The title of the chart.
fn progress_by_priority() -> Message {
    message!("workbook.chart", "Progress by priority")
}

/// The cell with the day, as a formula names it.
pub(super) fn as_of_cell(row: u32) -> String {
    format!("={OVERVIEW}!$B${}", row + 1)
}

/// A figure of the plan: its name and its value.
enum Figure {
    Share(Option<Percent>),
    Count(u64),
    Word(Option<Message>),
}

impl Figure {
    fn put(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        look: &CellFormats,
    ) -> Result<(), XlsxError> {
        match self {
            Figure::Share(Some(share)) => {
                let part = share.tenths() as f64 / 1000.0;
                sheet.write_number_with_format(row, column, part, look.line_share(*share))?;
            }
            Figure::Count(number) => {
                sheet.write_number_with_format(row, column, *number as f64, &look.line_number)?;
            }
            Figure::Share(None) | Figure::Word(None) => {
                put_text(sheet, row, column, "–", &look.line_number)?;
            }
            Figure::Word(Some(word)) => {
                put_text(sheet, row, column, &word.to_string(), &look.line_number)?;
            }
        }
        Ok(())
    }
}

impl ExportReport<'_> {
    /// Writes the sheet. Returns the row with the day.
    pub(super) fn cover(
        &self,
        sheet: &mut Worksheet,
        look: &CellFormats,
        standing: &Breakdown<'_>,
    ) -> Result<u32, XlsxError> {
        sheet.set_name(OVERVIEW)?.set_screen_gridlines(false);
        for (column, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width(column, width)?;
        }
        let colour = self.masthead.accent.as_ref().and_then(|accent| {
            u32::from_str_radix(accent.light.first()?.trim_start_matches('#'), 16).ok()
        });
        let colour = Color::RGB(colour.unwrap_or(COLOUR));
        let mut row = 0;
        if let Some(image) = self.logo()? {
            sheet.set_row_height_pixels(row, LOGO as u32 + 8)?;
            sheet.insert_image(row, 0, &image)?;
            row += 1;
        }
        let plan = self.plan.plan;
        let period = plan.period.as_ref().map(|period| words::period(period).to_string());
        let group = self.masthead.group.clone();
        let kind = self.masthead.classification.clone();
        let top = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let strong = top.clone().set_bold().set_font_color(colour);
        let said = [
            (group, strong.clone().set_font_size(12), 1.0),
            (Some(clean_line(plan.display_title()).into_owned()), strong.set_font_size(22), 1.9),
            (period, top.clone(), 1.0),
            (kind, top.clone().set_bold(), 1.0),
        ];
        for (text, format, size) in said {
            let Some(text) = text else { continue };
            sheet.merge_range(row, 0, row, LAST, &text, &format)?;
            let high = lines(&text, ALL / size) as f64 * 16.0 * size;
            sheet.set_row_height(row, high.min(400.0))?;
            row += 1;
        }
        let as_of = row;
        put_text(sheet, row, 0, &message!("workbook.as-of", "As of").to_string(), &look.strong)?;
        let day = look.day.clone().set_bold();
        sheet.write_datetime_with_format(row, 1, &excel_day(self.as_of.day)?, &day)?;
        let note = message!(
            "workbook.day-of-colours",
            "Overdue activities are coloured by this day; the figures are those of the export"
        );
        sheet.merge_range(row, 2, row, LAST, &note.to_string(), &look.quiet)?;
        raise(sheet, row, lines(&note.to_string(), NOTE))?;
        row += 2;
        let headline = self.headline(&standing.total).to_string();
        let big = top.set_font_size(14);
        sheet.merge_range(row, 0, row, LAST, &headline, &big)?;
        sheet.set_row_height(row, 22.0 * lines(&headline, ALL / 1.3) as f64)?;
        row += 2;
        let [rates, counts] = self.figures(&standing.total);
        let end = row + rates.len().max(counts.len()) as u32;
        for (at, (name, figure)) in (row..).zip(&rates) {
            put_text(sheet, at, 0, name, &look.line)?;
            figure.put(sheet, at, 1, look)?;
        }
        for (at, (name, figure)) in (row..).zip(&counts) {
            sheet.merge_range(at, 3, at, 4, name, &look.line)?;
            figure.put(sheet, at, LAST, look)?;
        }
        look.rating_colours(sheet, row, 1, (end, 1))?;
        row = end + 1;
        row = self.chart(sheet, row, colour, standing)?;
        if let Some(contact) = &self.masthead.contact {
            let contact =
                message!("workbook.contact", "Contact: {contact}", contact = clean_line(contact));
            put_text(sheet, row, 0, &contact.to_string(), &look.quiet)?;
            row += 1;
        }
        let guide = message!(
            "workbook.guide",
            "The sheets: activities and milestones (they can be changed, and taken in again with \
             `workplan import`), figures, priorities against themes, organizations"
        );
        let guide = guide.to_string();
        sheet.merge_range(row, 0, row, LAST, &guide, &look.quiet)?;
        raise(sheet, row, lines(&guide, ALL))?;
        look.paper_upright(sheet, (row, LAST))?;
        Ok(as_of)
    }

    /// The logo, as high as its row. A picture that the form of workbooks does not know is none.
    fn logo(&self) -> Result<Option<Image>, XlsxError> {
        let Some(logo) =
            self.masthead.logo.as_ref().filter(|logo| !logo.media_type.contains("svg"))
        else {
            return Ok(None);
        };
        let image = Image::new_from_buffer(&logo.bytes)?;
        let (width, height) = (image.width().max(1.0), image.height().max(1.0));
        let scale = (LOGO / height).min(WIDEST_LOGO / width);
        let name = self.masthead.group.as_deref().map_or_else(
            || message!("workbook.logo", "Logo"),
            |group| message!("workbook.logo-of", "Logo of {group}", group = clean_line(group)),
        );
        Ok(Some(image.set_scale_width(scale).set_scale_height(scale).set_alt_text(name)))
    }

    /// Says in a sentence where the plan stands.
    fn headline(&self, total: &Tally) -> Message {
        let (completed, all) = (total.count(Status::Completed), total.activities());
        let day = long_day(self.as_of.day);
        match (total.implementation_rate(), self.plan.plan.target.as_ref()) {
            (None, _) => message!("workbook.no-activities", "The plan has no activities"),
            (Some(rate), Some(target)) => message!(
                "workbook.headline-with-target",
                "On {day}, {completed} of {all#1 planned activity|# planned activities} \
                 {completed#is|are} implemented ({rate}); the target is {target}%",
                day,
                completed,
                all,
                rate = percent(Some(rate)),
                target = target.value.to_string()
            ),
            (Some(rate), None) => message!(
                "workbook.headline",
                "On {day}, {completed} of {all#1 planned activity|# planned activities} \
                 {completed#is|are} implemented ({rate})",
                day,
                completed,
                all,
                rate = percent(Some(rate))
            ),
        }
    }

    /// The figures of the plan, each by the definition of its name: the rates, and the counts.
    fn figures(&self, total: &Tally) -> [Vec<(String, Figure)>; 2] {
        let (progress, expected, rating) = total.standing(self.bands);
        let totals = total.totals(self.bands);
        let target = self.plan.plan.target.as_ref();
        let target = target.map(|target| Figure::Share(Some(Percent::from_decimal(target.value))));
        let named = |word: Message, figure| (capitalized(&word.to_string()), figure);
        let mut rates =
            vec![named(implementation_rate(), Figure::Share(total.implementation_rate()))];
        rates.extend(target.map(|target| named(message!("workbook.target", "target"), target)));
        rates.extend([
            named(adjusted_rate(), Figure::Share(total.adjusted_rate())),
            named(words::progress(), Figure::Share(progress)),
            named(words::expected(), Figure::Share(expected)),
            named(words::rating_heading(), Figure::Word(words::rating(rating, None))),
        ]);
        let mut counts = vec![named(words::activities(), Figure::Count(total.activities()))];
        let statuses = Status::ALL.into_iter();
        counts
            .extend(statuses.map(|one| named(words::status(one), Figure::Count(total.count(one)))));
        counts.push(named(words::overdue(), Figure::Count(totals.overdue)));
        counts.push(named(words::due_soon(), Figure::Count(totals.due_soon)));
        [rates, counts]
    }

    /// The chart of the priorities, from the sheet of figures. Returns the row behind it.
    fn chart(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        colour: Color,
        standing: &Breakdown<'_>,
    ) -> Result<u32, XlsxError> {
        let all = self.plan.plan.priorities.len() as u32;
        let bars = all.min(MOST_BARS);
        if bars == 0 {
            return Ok(row);
        }
        let title = match all > bars {
            false => progress_by_priority(),
            true => message!(
                "workbook.chart-of-some",
                "Progress by priority (the first {bars} of {all})",
                bars,
                all
            ),
        };
        let mut chart = Chart::new(ChartType::Bar);
        chart.title().set_name(title.to_string().as_str()).set_font(ChartFont::new().set_size(12));
        let source = status_sheet().to_string();
        let last = FIRST_PRIORITY + bars - 1;
        let shown = [("expected", Color::RGB(0xA6_A6A6)), ("progress", colour)];
        for (column, colour) in shown {
            let at = figure_column(column);
            chart
                .add_series()
                .set_name((source.as_str(), HEADS, at))
                .set_categories((source.as_str(), FIRST_PRIORITY, 2, last, 2))
                .set_values((source.as_str(), FIRST_PRIORITY, at, last, at))
                .set_format(
                    ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(colour)),
                );
        }
        let high = 90 + 44 * bars;
        chart.set_width(700).set_height(high).set_alt_text(self.chart_in_words(standing));
        chart.x_axis().set_min(0).set_max(1).set_num_format("0%");
        chart.y_axis().set_reverse();
        chart.legend().set_position(ChartLegendPosition::Bottom);
        sheet.insert_chart(row, 0, &chart)?;
        Ok(row + high.div_ceil(20) + 1)
    }

    /// The chart in words.
    fn chart_in_words(&self, standing: &Breakdown<'_>) -> String {
        let line = |of: &str, progress: Option<Percent>, expected: Option<Percent>| {
            message!(
                "workbook.chart-line",
                "{priority}: progress {progress}, expected {expected}",
                priority = clean_line(of),
                progress = percent(progress),
                expected = percent(expected)
            )
            .to_string()
        };
        let lines = standing.priorities.iter().take(MOST_BARS as usize).map(|group| {
            let (progress, expected, _) = group.tally.standing(self.bands);
            line(&group.of.title.value, progress, expected)
        });
        let head = progress_by_priority().to_string();
        let mut said = head;
        for line in lines {
            let longer = format!("{said}. {line}");
            if longer.encode_utf16().count() > LONGEST_ALT_TEXT {
                break;
            }
            said = longer;
        }
        said
    }
}
