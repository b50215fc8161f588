use chrono::Datelike;
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::model::{Day, Decimal};
use crate::sheet::{Cell, shortened};

/// How cells look.
pub(super) struct Look {
    head: Format,
    pub text: Format,
    pub id: Format,
    pub day: Format,
    pub number: Format,
    /// What is worked out, and not for editing.
    pub faint: Format,
    pub bad: Format,
    pub good: Format,
}

impl Look {
    pub(super) fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let head = top().set_bold().set_text_wrap().set_background_color(Color::RGB(0xDCE6F1));
        Look {
            head: head.set_border_bottom(FormatBorder::Thin),
            text: top().set_text_wrap(),
            id: top().set_num_format("@"),
            day: top().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            number: top(),
            faint: top().set_text_wrap().set_font_color(Color::RGB(0x7F_7F7F)),
            bad: Format::new().set_font_color(Color::RGB(0x9C_0006)).set_background_color(Color::RGB(0xFF_C7CE)),
            good: Format::new().set_font_color(Color::RGB(0x00_6100)).set_background_color(Color::RGB(0xC6_EFCE)),
        }
    }

    pub(super) fn heads<'a>(&self, sheet: &mut Worksheet, titles: impl Iterator<Item = &'a str>, row: u32) -> Result<(), XlsxError> {
        for (column, title) in (0..).zip(titles) {
            put_text(sheet, row, column, title, &self.head)?;
        }
        Ok(())
    }
}

pub(super) fn excel_day(day: Day) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)
}

/// Writes text as text, whatever it looks like.
pub(super) fn put_text(sheet: &mut Worksheet, row: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, column, shortened(text), format)?;
    Ok(())
}

pub(super) fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => put_text(sheet, row, column, text, format)?,
        Cell::Day(day) => drop(sheet.write_datetime_with_format(row, column, &excel_day(*day)?, format)?),
        Cell::Number(number) => match exact(*number) {
            Some(number) => drop(sheet.write_number_with_format(row, column, number, format)?),
            None => put_text(sheet, row, column, &number.to_string(), format)?,
        },
    }
    Ok(())
}

/// The number as a sheet holds it, unless that would be another one.
fn exact(number: Decimal) -> Option<f64> {
    let binary = number.to_f64();
    (Decimal::parse(&binary.to_string()) == Ok(number)).then_some(binary)
}
