//! Files in every format, sound and damaged. `samples/` has one sheet in three formats, in Cyrillic
//! letters, with a hidden row, a hidden column and a second sheet that is hidden.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::*;
use crate::model::Day;
use crate::spreadsheet::raw_cell::RawCell;

const XLS: &[u8] = include_bytes!("samples/plan.xls");
const XLSB: &[u8] = include_bytes!("samples/plan.xlsb");
const ODS: &[u8] = include_bytes!("samples/plan.ods");

fn sheets(bytes: &[u8]) -> Vec<RawSheet> {
    match read_sheets(bytes, &mut Vec::new()) {
        Ok(SheetFile::Sheets(sheets)) => sheets,
        other => vec![RawSheet { name: format!("{other:?}"), ..RawSheet::default() }],
    }
}

fn refused(bytes: &[u8]) -> String {
    read_sheets(bytes, &mut Vec::new()).err().map_or_else(String::new, |why| why.to_string())
}

fn text(text: &str) -> Option<RawCell> {
    Some(RawCell::Text(text.to_owned()))
}

#[test]
fn one_sheet_is_the_same_in_every_format() {
    for (bytes, title, mark) in [
        (XLS, "Подготовить отчёт", "€"),
        (XLSB, "Подготовить отчёт", "€"),
        (ODS, "Подготовить отчёт\nR&D", "€"),
    ] {
        let found = sheets(bytes);
        assert_eq!(found.len(), 2, "{found:?}");
        let (plan, old) = (&found[0], &found[1]);
        assert_eq!((plan.name.as_str(), plan.is_hidden), ("План", false));
        assert_eq!((old.name.as_str(), old.is_hidden), ("Old", true));
        let cell = |row, column| plan.rows.get(&row).and_then(|cells| cells.get(&column)).cloned();
        let day = |year, month, day| Day::from_ymd_opt(year, month, day).map(RawCell::Day);
        assert_eq!(cell(0, 3), text("Budget"));
        assert_eq!(cell(1, 0), text(title));
        assert_eq!(cell(1, 1), day(2025, 4, 15));
        assert_eq!(cell(1, 2), Some(RawCell::Number(0.55)));
        assert_eq!(cell(1, 3), Some(RawCell::Number(1250.5)));
        assert_eq!(cell(2, 1), day(1999, 12, 31));
        assert_eq!(cell(2, 2), text("true"));
        assert_eq!(cell(2, 3), Some(RawCell::Number(7.0)));
        assert_eq!(cell(3, 0), text("Total"));
        assert_eq!((cell(3, 1), plan.rows.len()), (None, 4));
        assert_eq!(plan.percents, [(1, 2)]);
        assert_eq!(plan.marks.of(1, 3), [mark]);
        assert_eq!(plan.formulas, [(3, 3)]);
        assert_eq!(plan.merged, [((3, 0), (3, 2))]);
        assert_eq!((&plan.hidden_rows, &plan.hidden_columns), (&vec![(2, 2)], &vec![(2, 2)]));
        assert_eq!(old.rows.len(), 1);
    }
    assert_eq!(sheets(ODS)[0].marks.of(2, 3), ["USD"]);
}

/// Packs parts as they are.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        let written = out.start_file(*name, options).and_then(|()| Ok(out.write_all(part)?));
        assert!(written.is_ok());
    }
    out.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn ods_of(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"S\">\
        {rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    packed(&[("content.xml", content.as_bytes())])
}

#[test]
fn repeated_cells_are_taken_up_to_a_limit() {
    let cell = "<table:table-cell office:value-type=\"string\" \
        table:number-columns-repeated=\"16384\"><text:p>x</text:p></table:table-cell>";
    let many =
        format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    assert!(refused(&ods_of(&many)).contains("more than 10000000 cells"));
    let far = format!(
        "<table:table-row table:number-rows-repeated=\"4000000000\"/>\
        <table:table-row>{cell}</table:table-row>"
    );
    assert!(refused(&ods_of(&far)).contains("S!A4000000001 is beyond the last cell"));
    let gap = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell \
        table:number-columns-repeated=\"16384\"/></table:table-row><table:table-row>\
        <table:table-cell office:value-type=\"float\" office:value=\"1\" \
        table:number-columns-repeated=\"2\"/></table:table-row>";
    let found = sheets(&ods_of(gap));
    assert_eq!(found[0].rows.get(&1_000_000).map(super::super::cells::RowCells::len), Some(2));
    let blanks = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>\
        <text:s text:c=\"4000000000\"/><text:s text:c=\"4000000000\"/><text:s \
        text:c=\"4000000000\"/><text:s text:c=\"4000000000\"/>";
    assert!(refused(&ods_of(blanks)).contains("a text is longer"), "{}", refused(&ods_of(blanks)));
}

#[test]
fn encrypted_files_are_refused_as_such() {
    let manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    let ods = packed(&[("content.xml", b"\x01\x02"), ("META-INF/manifest.xml", manifest)]);
    assert!(refused(&ods).contains("encrypted"));
    // A record FilePass in the place of the code page.
    let page = [0x42, 0, 2, 0];
    let at = XLS.windows(4).position(|four| four == page).unwrap_or_default();
    let mut xls = XLS.to_vec();
    xls[at] = 0x2f;
    assert!(refused(&xls).contains("encrypted"));
    // A damaged compound file that was encrypted.
    let mut ole = OLE.to_vec();
    ole.resize(1024, 0);
    ole.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(refused(&ole).contains("encrypted"));
}

#[test]
fn files_of_other_kinds_are_refused_as_such() {
    for (bytes, why) in [
        (&b"%PDF-1.7\n"[..], "a PDF"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "a web page"),
        (b"<?xml version=\"1.0\"?><Workbook/>", "an XML file"),
        (b"\0\x01\x02", "neither a workbook nor a table"),
    ] {
        assert!(refused(bytes).contains(why), "{}", refused(bytes));
    }
    let text = b"<office:document-content><office:text/></office:document-content>";
    assert!(refused(&packed(&[("content.xml", text)])).contains("not a spreadsheet"));
    assert!(refused(&packed(&[("word/document.xml", b"")])).contains("not a workbook"));
}

/// Beginnings of a file, and the file with one byte changed, all over it.
fn damaged(bytes: &[u8], mut look: impl FnMut(&[u8])) {
    for length in (0..bytes.len()).step_by(41) {
        look(&bytes[..length]);
    }
    let mut changed = bytes.to_vec();
    for at in (0..bytes.len()).step_by(41) {
        for byte in [0xff, bytes[at] ^ 1] {
            changed[at] = byte;
            look(&changed);
        }
        changed[at] = bytes[at];
    }
}

/// The content of a part.
fn part(bytes: &[u8], name: &str) -> Vec<u8> {
    ZipParts::open(bytes).and_then(|mut parts| parts.read(name)).unwrap_or_default()
}

#[test]
fn no_damage_makes_the_readers_panic() {
    damaged(XLS, |bytes| drop(sheets(bytes)));
    damaged(XLSB, |bytes| drop(sheets(bytes)));
    damaged(ODS, |bytes| drop(sheets(bytes)));
    let names = [
        "xl/workbook.bin",
        "xl/_rels/workbook.bin.rels",
        "xl/styles.bin",
        "xl/sharedStrings.bin",
        "xl/worksheets/sheet1.bin",
    ];
    let whole = names.map(|name| part(XLSB, name));
    for (at, _) in names.iter().enumerate() {
        damaged(&whole[at], |bytes| {
            let parts = names.iter().zip(&whole).enumerate();
            let parts: Vec<(&str, &[u8])> = parts
                .map(|(own, (name, part))| (*name, if own == at { bytes } else { &part[..] }))
                .collect();
            drop(sheets(&packed(&parts)));
        });
    }
    damaged(&part(ODS, "content.xml"), |bytes| drop(sheets(&packed(&[("content.xml", bytes)]))));
}

#[test]
fn cut_off_files_are_refused_as_such() {
    for (bytes, shortest) in [(XLS, 512), (XLSB, 4), (ODS, 4)] {
        for length in (shortest..bytes.len() - 1).step_by(29) {
            // The last sectors of a compound file hold nothing that is needed.
            let why = refused(&bytes[..length]);
            let is_whole = bytes == XLS && why.is_empty() && sheets(&bytes[..length]).len() == 2;
            assert!(is_whole || why.contains("cut off"), "{length}: {why}");
        }
    }
}

/// Packs the parts of a workbook that `rust_xlsxwriter` has made, with one more.
fn workbook(fill: impl Fn(&mut rust_xlsxwriter::Worksheet) -> bool, more: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    assert!(fill(book.add_worksheet()));
    let bytes = book.save_to_buffer().unwrap_or_default();
    let names: Vec<String> = zip::ZipArchive::new(Cursor::new(&bytes[..]))
        .map(|archive| archive.file_names().flatten().map(std::borrow::Cow::into_owned).collect())
        .unwrap_or_default();
    let mut parts: Vec<(&str, Vec<u8>)> =
        names.iter().map(|name| (name.as_str(), part(&bytes, name))).collect();
    parts.push((more, Vec::new()));
    packed(&parts.iter().map(|(name, part)| (*name, &part[..])).collect::<Vec<_>>())
}

#[test]
fn coloured_cells_without_a_value_are_counted() {
    let coloured = |sheet: &mut rust_xlsxwriter::Worksheet| {
        let fill = |colour: u32| rust_xlsxwriter::Format::new().set_background_color(colour);
        let (blue, white) = (fill(0x5b_9bd5), fill(0xff_ffff));
        let bold = rust_xlsxwriter::Format::new().set_bold();
        sheet
            .write_with_format(0, 0, "Activity", &blue)
            .and_then(|sheet| sheet.write_blank(0, 1, &blue))
            .and_then(|sheet| sheet.write_blank(1, 1, &white))
            .and_then(|sheet| sheet.write_blank(1, 2, &bold))
            .and_then(|sheet| sheet.merge_range(2, 0, 3, 1, "Heading", &blue))
            .and_then(|sheet| sheet.write_blank(1, 0, &blue))
            .is_ok()
    };
    // Macros are not read.
    let found = sheets(&workbook(coloured, "xl/vbaProject.bin"));
    assert_eq!(found[0].coloured, [(0, 1), (1, 0)], "{found:?}");
    assert_eq!(found[0].rows.len(), 2);
}
