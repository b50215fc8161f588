//! The formats of cells, and how values are put into them.

use chrono::Datelike;
use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use crate::analysis::{Percent, Rating};
use crate::diagnostic::{long_day, message};
use crate::model::{Day, Decimal};
use crate::render::words;
use crate::spreadsheet::{SheetCell, shortened};

/// How cells look.
#[derive(Clone)]
pub(super) struct CellFormats {
    head: Format,
    pub text: Format,
    /// A text that may be long.
    pub long: Format,
    /// A word at the right end, below numbers.
    pub right: Format,
    /// A name before a value.
    pub strong: Format,
    /// A remark beside something.
    pub quiet: Format,
    /// The row that names a priority.
    pub group: Format,
    /// A percentage, as a part of one.
    pub part: Format,
    /// A percentage with a decimal.
    pub decimal: Format,
    /// The same, where they are worked out.
    pub faint_part: Format,
    pub faint_decimal: Format,
    /// A pair of a priority and a theme without an activity.
    pub gap: Format,
    /// A name of a figure, its value, and a percentage, above a fine line.
    pub line: Format,
    pub line_number: Format,
    line_part: Format,
    line_decimal: Format,
    /// A day that has passed: the word is there without the colour.
    pub late: Format,
    /// What is behind.
    fair: Format,
    pub id: Format,
    /// Several ids.
    pub ids: Format,
    pub day: Format,
    pub number: Format,
    /// What is worked out, and not for editing.
    pub faint: Format,
    /// A heading above a table.
    pub title: Format,
    /// What to do with a table, above it.
    pub note: Format,
    pub bad: Format,
    pub good: Format,
    /// What stands above and below each printed page.
    header: String,
}

/// The lines between rows.
const LIGHT: Color = Color::RGB(0xD9_D9D9);

/// The number of the page, and of how many.
const FOOTER: &str = "&C&P / &N";

/// A4, by its number in the form of workbooks.
const A4: u8 = 9;

impl CellFormats {
    pub(super) fn new(title: &str, day: Day) -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        // A light line below each row, which a printed sheet needs as well.
        let row = || top().set_border_bottom(FormatBorder::Thin).set_border_color(LIGHT);
        let fine = |format: Format| {
            format.set_border_bottom(FormatBorder::Hair).set_border_color(Color::RGB(0x8C_8C8C))
        };
        let percentage =
            |form: &str| row().set_num_format(form).set_align(FormatAlign::Right).set_indent(1);
        let head = top().set_bold().set_text_wrap().set_background_color(Color::RGB(0xDCE6F1));
        CellFormats {
            head: head.set_border_bottom(FormatBorder::Thin),
            text: row().set_text_wrap(),
            long: row().set_text_wrap(),
            right: row().set_align(FormatAlign::Right).set_indent(1),
            strong: top().set_bold(),
            quiet: top().set_text_wrap().set_font_color(Color::RGB(0x59_5959)),
            group: top().set_bold().set_background_color(Color::RGB(0xEE_F2F7)),
            part: percentage("0%"),
            decimal: percentage("0.0##%"),
            faint_decimal: percentage("0.0##%").set_font_color(Color::RGB(0x59_5959)),
            faint_part: percentage("0%").set_font_color(Color::RGB(0x59_5959)),
            gap: row()
                .set_align(FormatAlign::Right)
                .set_indent(1)
                .set_font_color(Color::RGB(0x9C_0006))
                .set_background_color(Color::RGB(0xFF_C7CE)),
            line: fine(top()),
            line_number: fine(top().set_align(FormatAlign::Right).set_indent(1)),
            line_part: fine(percentage("0%")),
            line_decimal: fine(percentage("0.0%")),
            late: Format::new()
                .set_num_format(format!(
                    "yyyy-mm-dd\" {}\"",
                    message!("workbook.late", "late").to_string().replace('"', "")
                ))
                .set_font_color(Color::RGB(0x9C_0006))
                .set_background_color(Color::RGB(0xFF_C7CE)),
            fair: Format::new()
                .set_font_color(Color::RGB(0x7F_6000))
                .set_background_color(Color::RGB(0xFF_EB9C)),
            id: row().set_num_format("@"),
            ids: row().set_num_format("@").set_text_wrap(),
            day: row().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            number: row().set_align(FormatAlign::Right).set_indent(1),
            faint: row().set_text_wrap().set_font_color(Color::RGB(0x7F_7F7F)),
            title: top().set_bold().set_font_size(14),
            note: top().set_text_wrap(),
            bad: Format::new()
                .set_font_color(Color::RGB(0x9C_0006))
                .set_background_color(Color::RGB(0xFF_C7CE)),
            header: {
                let day = message!("workbook.as-of-day", "As of {day}", day = long_day(day));
                format!("&L{}&R{}", title.replace('&', "&&"), day.to_string().replace('&', "&&"))
            },
            good: Format::new()
                .set_font_color(Color::RGB(0x00_6100))
                .set_background_color(Color::RGB(0xC6_EFCE)),
        }
    }

    /// The formats of cells that are for reading only in a member's sheet.
    pub(super) fn fixed(&self) -> CellFormats {
        self.changed(|format| format.set_font_color(Color::RGB(0x59_5959)))
    }

    /// The formats of cells that a member fills in.
    pub(super) fn open(&self) -> CellFormats {
        self.changed(|format| {
            let line = Color::RGB(0xE5_D9A8);
            let format = format.set_unlocked().set_background_color(Color::RGB(0xFF_F8DC));
            format.set_border(FormatBorder::Thin).set_border_color(line)
        })
    }

    /// The same with other formats of the cells of a row.
    fn changed(&self, change: impl Fn(Format) -> Format) -> CellFormats {
        let mut other = self.clone();
        let cells = [
            &mut other.text,
            &mut other.long,
            &mut other.id,
            &mut other.ids,
            &mut other.day,
            &mut other.number,
            &mut other.part,
            &mut other.decimal,
        ];
        for format in cells {
            *format = change(format.clone());
        }
        other
    }

    /// The format of a percentage: with a decimal where there is one.
    pub(super) fn share(&self, share: Percent) -> &Format {
        if share.tenths() % 10 == 0 { &self.part } else { &self.decimal }
    }

    /// The same above a fine line.
    pub(super) fn line_share(&self, share: Percent) -> &Format {
        if share.tenths() % 10 == 0 { &self.line_part } else { &self.line_decimal }
    }

    /// Colours the words of ratings, which say the same without a colour.
    pub(super) fn rating_colours(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        last: (u32, u16),
    ) -> Result<(), XlsxError> {
        let colours = [
            (Rating::OnTrack, &self.good),
            (Rating::Behind, &self.fair),
            (Rating::OffTrack, &self.bad),
        ];
        for (rating, format) in colours {
            let Some(word) = words::rating(Some(rating), None) else { continue };
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(word.to_string()))
                .set_format(format);
            sheet.add_conditional_format(row, column, last.0, last.1, &rule)?;
        }
        Ok(())
    }

    /// How the sheet in front is printed: on one page, upright.
    pub(super) fn paper_upright(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
    ) -> Result<(), XlsxError> {
        sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.6, 0.6, 0.7, 0.6, 0.3, 0.3);
        sheet.set_header(&self.header).set_footer(FOOTER).set_print_area(0, 0, row, column)?;
        Ok(())
    }

    /// How the sheet is printed: as wide as a page lying on its side, with the heads on each.
    /// `last`: the row and the column up to which.
    pub(super) fn paper(
        &self,
        sheet: &mut Worksheet,
        heads: u32,
        last: Option<(u32, u16)>,
    ) -> Result<(), XlsxError> {
        sheet
            .set_paper_size(A4)
            .set_landscape()
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3);
        sheet.set_header(&self.header).set_footer(FOOTER).set_repeat_rows(0, heads)?;
        if let Some((row, column)) = last {
            sheet.set_print_area(0, 0, row, column)?;
        }
        Ok(())
    }

    pub(super) fn heads(
        &self,
        sheet: &mut Worksheet,
        titles: impl Iterator<Item = impl AsRef<str>>,
        row: u32,
    ) -> Result<(), XlsxError> {
        for (column, title) in (0..).zip(titles) {
            put_text(sheet, row, column, title.as_ref(), &self.head)?;
        }
        Ok(())
    }
}

/// The points that a line of text takes.
const LINE: f64 = 15.0;

/// The most lines of a row: a spreadsheet knows no higher one.
const MOST_LINES: usize = 27;

/// How many lines a text takes in a column so wide.
pub(super) fn lines(text: &str, width: f64) -> usize {
    // A width counts zeros, and most letters are narrower.
    let line = (width * 1.12).max(1.0);
    text.split('\n').map(|part| ((part.width() as f64 / line).ceil() as usize).max(1)).sum()
}

/// Makes a row high enough. Excel does so by itself where nothing is said, LibreOffice does not.
pub(super) fn raise(sheet: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    if lines > 1 {
        sheet.set_row_height(row, LINE * lines.min(MOST_LINES) as f64)?;
    }
    Ok(())
}

pub(super) fn excel_day(day: Day) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)
}

/// Writes text as text, whatever it looks like.
pub(super) fn put_text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, column, shortened(text), format)?;
    Ok(())
}

pub(super) fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &SheetCell,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        SheetCell::Empty => {}
        SheetCell::Text(text) => put_text(sheet, row, column, text, format)?,
        SheetCell::Day(day) => {
            sheet.write_datetime_with_format(row, column, &excel_day(*day)?, format)?;
        }
        SheetCell::Number(number) => match exact(*number) {
            Some(number) => drop(sheet.write_number_with_format(row, column, number, format)?),
            None => put_text(sheet, row, column, &number.to_string(), format)?,
        },
    }
    Ok(())
}

/// Writes a percentage as a part of one; as a text where it would come back as another one.
pub(super) fn put_share(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    share: Decimal,
    [whole, decimal]: [&Format; 2],
) -> Result<(), XlsxError> {
    let part = format!("{share}e-2").parse().unwrap_or(share.to_f64() / 100.0);
    let back = (part * 100.0).to_string();
    let rounded = format!("{:.6}", part * 100.0);
    let back = Decimal::parse(&back).or_else(|_| Decimal::parse(&rounded));
    match back == Ok(share) {
        true => {
            let format = if share.to_f64().fract() == 0.0 { whole } else { decimal };
            sheet.write_number_with_format(row, column, part, format)?;
            Ok(())
        }
        false => put_text(sheet, row, column, &format!("{share}%"), whole),
    }
}

/// The number as a sheet holds it, unless that would be another one.
fn exact(number: Decimal) -> Option<f64> {
    let binary = number.to_f64();
    (Decimal::parse(&binary.to_string()) == Ok(number)).then_some(binary)
}
