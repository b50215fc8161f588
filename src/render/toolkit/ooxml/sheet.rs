//! The workbook behind a chart, so that its numbers can be edited.

use super::package::{Package, Relations};
use super::xml::Xml;

const SHEETS: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

/// A cell.
pub(super) enum Value {
    Text(String),
    /// A day, by its number.
    Day(i64),
    /// A share, in thousandths; none where there is no value.
    Share(Option<i64>),
}

/// The name of the only sheet.
pub(super) const NAME: &str = "Sheet1";

/// Returns a workbook with one sheet.
pub(super) fn workbook(rows: &[Vec<Value>]) -> Vec<u8> {
    let mut package = Package::default();
    let mut root = Relations::default();
    root.part("officeDocument", "xl/workbook.xml");
    package.add_relations("", &root);
    let mut own = Relations::default();
    let sheet = own.part("worksheet", "worksheets/sheet1.xml");
    own.part("styles", "styles.xml");
    let mut book = Xml::part();
    book.within("workbook", &[("xmlns", SHEETS), ("xmlns:r", OFFICE)], |xml| {
        xml.within("sheets", &[], |xml| {
            xml.empty("sheet", &[("name", NAME), ("sheetId", "1"), ("r:id", &sheet)]);
        });
    });
    package.add("xl/workbook.xml", &format!("{KIND}sheet.main+xml"), book.into_bytes());
    package.add_relations("xl/workbook.xml", &own);
    package.add("xl/worksheets/sheet1.xml", &format!("{KIND}worksheet+xml"), cells(rows));
    package.add("xl/styles.xml", &format!("{KIND}styles+xml"), styles());
    package.finish()
}

fn cells(rows: &[Vec<Value>]) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.within("worksheet", &[("xmlns", SHEETS)], |xml| {
        xml.within("sheetData", &[], |xml| {
            for (row, cells) in rows.iter().enumerate() {
                let row = (row + 1).to_string();
                xml.within("row", &[("r", &row)], |xml| {
                    for (letter, value) in ('A'..='Z').zip(cells) {
                        cell(xml, &format!("{letter}{row}"), value);
                    }
                });
            }
        });
    });
    xml.into_bytes()
}

fn cell(xml: &mut Xml, place: &str, value: &Value) {
    let mut number = |style: &str, number: &str| {
        xml.within("c", &[("r", place), ("s", style)], |xml| xml.said("v", &[], number));
    };
    match value {
        Value::Day(day) => number("1", &day.to_string()),
        Value::Share(Some(share)) => number("2", &decimal(*share)),
        Value::Share(None) => {}
        Value::Text(text) => xml.within("c", &[("r", place), ("t", "inlineStr")], |xml| {
            xml.within("is", &[], |xml| xml.said("t", &[], text));
        }),
    }
}

/// Writes thousandths as a fraction of one.
pub(super) fn decimal(thousandths: i64) -> String {
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

/// A style for days and one for shares; the other entries are those that a workbook must have.
fn styles() -> Vec<u8> {
    let mut xml = Xml::part();
    let one = [("count", "1")];
    xml.within("styleSheet", &[("xmlns", SHEETS)], |xml| {
        xml.within("fonts", &one, |xml| {
            xml.within("font", &[], |xml| {
                xml.empty("sz", &[("val", "11")]);
                xml.empty("name", &[("val", "Calibri")]);
            });
        });
        xml.within("fills", &[("count", "2")], |xml| {
            for pattern in ["none", "gray125"] {
                let pattern = [("patternType", pattern)];
                xml.within("fill", &[], |xml| xml.empty("patternFill", &pattern));
            }
        });
        xml.within("borders", &one, |xml| xml.empty("border", &[]));
        xml.within("cellStyleXfs", &one, |xml| xml.empty("xf", &[]));
        xml.within("cellXfs", &[("count", "3")], |xml| {
            for format in ["0", "14", "9"] {
                let format = [("numFmtId", format), ("xfId", "0"), ("applyNumberFormat", "1")];
                xml.empty("xf", &format);
            }
        });
        xml.within("cellStyles", &one, |xml| {
            xml.empty("cellStyle", &[("name", "Normal"), ("xfId", "0"), ("builtinId", "0")]);
        });
    });
    xml.into_bytes()
}
