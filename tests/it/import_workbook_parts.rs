//! Hand-made workbooks: each part is read in one way or refused. Each is read in 1 GiB of memory.
#![cfg(target_os = "linux")]

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::hostile_workbooks::{PLAN, book, import, import_as, rows};
use crate::support::{shell, temporary_folder};

pub const SHEET: &str = "xl/worksheets/sheet1.xml";

/// Returns a workbook with parts changed or added.
pub fn changed(
    bytes: &[u8],
    change: &dyn Fn(&str, String) -> String,
    more: &[(&str, &str)],
) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &str| {
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    };
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        put(&name, &change(&name, text));
    }
    more.iter().for_each(|(name, text)| put(name, text));
    out.finish().unwrap().into_inner()
}

fn plan() -> Vec<u8> {
    book(&rows(PLAN), "")
}

fn refused(bytes: &[u8], said: &str) {
    let run = import(bytes);
    assert!(run.code == Some(2) && run.stderr.contains(said), "{said}: {run:?}");
}

#[test]
fn no_byte_before_a_part_hides_it() {
    let long = format!(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{}</t></is></c></row></sheetData>",
        "x".repeat(600_000)
    );
    for sheet in [
        &long[..],
        "<dimension ref=\"ZZZZZZZZ99999999999\"/><sheetData/>",
        "<sheetData><row r=\"99999999999\"/></sheetData>",
    ] {
        for (before, said) in
            [("x", "there is text before its first tag"), (&" ".repeat(70_000)[..], "S")]
        {
            refused(
                &changed(
                    &book(sheet, ""),
                    &|name, text| if name == SHEET { format!("{before}{text}") } else { text },
                    &[],
                ),
                said,
            );
        }
    }
    let merged = rows(PLAN) + "<mergeCells><mergeCell ref=\"C3:D4\"/></mergeCells>";
    let expected = import(&book(&merged, "")).stderr;
    assert_ne!(expected, import(&plan()).stderr);
    let spaced = changed(
        &book(&merged, ""),
        &|name, text| if name == SHEET { " ".repeat(70_000) + &text } else { text },
        &[],
    );
    assert_eq!(import(&spaced).stderr, expected);
}

#[test]
fn ambiguous_parts_are_refused() {
    let twice = rows(PLAN).replace("<c r=\"B4\"", "<c r=\"A4\"");
    refused(&book(&twice, ""), "S!A4 is there twice");
    refused(&book(&(rows(PLAN) + "<sheetData/>"), ""), "the sheet `S`: its cells are there twice");
    refused(
        &changed(&plan(), &|_, text| text, &[("xl/worksheets/Sheet1.xml", "<worksheet/>")]),
        "is there twice",
    );
    let in_book = |from: &'static str, to: &'static str| {
        changed(&plan(), &move |_, text| text.replace(from, to), &[])
    };
    let sheet = "<sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/>";
    refused(
        &in_book(sheet, "<sheet name=\"S\" r:id=\"r1\"/><sheet name=\"S\" r:id=\"r2\"/>"),
        "two sheets of it are called `S`",
    );
    refused(
        &in_book(sheet, "<sheet name=\"S\" r:id=\"r1\"/><sheet name=\"T\" r:id=\"r1\"/>"),
        "its sheets `S` and `T` are one and the same",
    );
    refused(&in_book(sheet, "<sheet name=\"S\" id=\"r2\" r:id=\"r1\"/>"), "is in one tag twice");
    refused(&in_book("Id=\"r2\"", "Id=\"r1\""), "the id `r1` is there twice");
    let two = |name: &str, text: String| {
        if name == "_rels/.rels" {
            text.replace(
                "<Relationship ",
                "<Relationship Id=\"r0\" \
                Type=\"/relationships/officeDocument\" Target=\"a\"/><Relationship ",
            )
        } else {
            text
        }
    };
    refused(&changed(&plan(), &two, &[]), "it leads to two workbooks");
}

/// A value is read completely or refused.
#[test]
fn a_value_that_would_be_read_in_part_is_refused() {
    let with = |cell: &str| {
        let due = "<c r=\"D3\" t=\"inlineStr\"><is><t>2027-05-31</t></is></c>";
        assert!(rows(PLAN).contains(due));
        book(
            &rows(PLAN).replace(due, &format!("<c r=\"D3\"{cell}</c>")),
            "<si><t>2027-05-31</t></si>",
        )
    };
    for (cell, said) in [
        ("><v>1<!-- x -->2</v>", "S!D3: its value is in pieces"),
        ("><v><![CDATA[12]]></v>", "S!D3: its value is in pieces"),
        ("><v>&#49;2</v>", "S!D3: its value is in pieces"),
        ("><v>1<?x?>2</v>", "S!D3: its value is in pieces"),
        (" t=\"str\"><v>2027<![CDATA[-05]]>-31</v>", "S!D3: its value is in pieces"),
        ("><v>1</v><v>2</v>", "S!D3: it has two values"),
        (" t=\"inlineStr\"><is><t>a</t></is><is><t>b</t></is>", "S!D3: it has two values"),
        (
            " t=\"inlineStr\"><is><t>a</t></is><v>b</v>",
            "S!D3: it has two values, or one in an unexpected place",
        ),
        (" t=\"inlineStr\"><v>b</v>", "S!D3: it has two values, or one in an unexpected place"),
        (" t=\"s\"><v>0.0</v>", "S!D3: `0.0` is not the number of a text that cells share"),
        (" t=\"s\"><v>-1</v>", "S!D3: `-1` is not the number of a text that cells share"),
        (" t=\"s\"><v> 0 </v>", "S!D3: ` 0 ` is not the number of a text that cells share"),
        (
            "/><x:c xmlns:x=\"urn:other\" r=\"E3\"><x:v>1</x:v></x:c><c r=\"F3\">",
            "there is a tag of another kind among its cells",
        ),
    ] {
        refused(&with(cell), said);
    }
    // Anything else is kept as text.
    for (cell, text) in
        [(" t=\"d\"><v>2027-05-31garbage</v>", "2027-05-31garbage"), ("><v>nan</v>", "NaN")]
    {
        let run = import(&with(cell));
        let remark = format!("remarks: 'Due date: `{text}`'");
        assert!(run.code == Some(0) && run.stdout.contains(&remark), "{run:?}");
        assert_eq!(run.stdout.matches("due:").count(), 1, "{run:?}");
    }
    let whole = import(&plan());
    for cell in [
        " t=\"s\"><v>0</v>",
        " t=\"str\"><v>2027<!-- x -->-05&#45;31</v>",
        " t=\"d\"><v>2027-05-31T00:00:00</v>",
    ] {
        let run = import(&with(cell));
        assert_eq!(
            (run.code, &run.stdout, &run.stderr),
            (whole.code, &whole.stdout, &whole.stderr),
            "{cell}"
        );
    }
    let since = |inside: &'static str| {
        changed(
            &plan(),
            &move |_, text| text.replace("<sheets>", &format!("{inside}<sheets>")),
            &[],
        )
    };
    refused(
        &since("<x><workbookPr date1904=\"1\"/></x>"),
        "its date system is set in an unexpected place",
    );
    refused(
        &since("<y:workbookPr xmlns:y=\"urn:other\" date1904=\"1\"/>"),
        "its date system is set in an unexpected place",
    );
    assert_eq!(import(&since("<workbookPr date1904=\"1\"/>")).stderr, whole.stderr);
}

#[test]
fn endless_rows_are_refused_within_the_memory_limit() {
    // A quarter of the rows of a sheet, in a quarter of the memory.
    let rows = "<row><c><v>1</v></c></row>".repeat(250_000);
    let folder = temporary_folder();
    let book = book(&format!("<sheetData>{rows}</sheetData>"), "");
    std::fs::write(folder.path().join("x.xlsx"), book).unwrap();
    let (code, said) = shell(
        folder.path(),
        "ulimit -d 262144; workplan init && workplan import x.xlsx --to 2027 --dry-run",
    );
    assert!(code == Some(2) && said.contains("there is no table in it"), "{said}");
    let run = import_as("x.csv", ",a\n".repeat(1_050_000).as_bytes());
    assert!(
        run.code == Some(2) && run.stderr.contains("row 1048577 is beyond the last row of a sheet"),
        "{run:?}"
    );
}

/// Counts that a part claims or contains are limited before memory is reserved for them.
#[test]
fn counts_that_take_memory_are_bounded() {
    let claims = changed(
        &plan(),
        &|_, text| text.replace("<sst ", "<sst uniqueCount=\"99999999999999\" "),
        &[],
    );
    refused(&claims, "xl/sharedStrings.xml: it says that its cells share more than 4000000 texts");
    let styles = |inside: &str| {
        changed(
            &plan(),
            &|_, text| text,
            &[("xl/styles.xml", &format!("<styleSheet>{inside}</styleSheet>"))],
        )
    };
    refused(
        &styles(&format!("<fonts>{}</fonts>", "<font/>".repeat(200_000))),
        "it has more than 131072 tags `font`",
    );
    let copies = format!(
        "<fonts><font><name val=\"{}\"/></font></fonts><cellXfs>{}</cellXfs>",
        "x".repeat(100_000),
        "<xf fontId=\"0\"/>".repeat(100_000)
    );
    refused(&styles(&copies), "xl/styles.xml: a format in it takes more than 1024 bytes");
    refused(&book(&"<a>".repeat(200), ""), "more than 100 deep");
    refused(
        &book(&(rows(PLAN) + &"<a/>".repeat(3)).replace("<t>Train", "<t><b/>Train"), ""),
        "S!A3: there is a tag inside a text",
    );
}

#[test]
fn owners_are_asked_for_once_and_bounded() {
    let table = |owners: &dyn Fn(usize) -> String| {
        (0..100).fold("Activity,Owner,Status\n".to_owned(), |out, row| {
            out + &format!("A{row},\"{}\",planned\n", owners(row))
        })
    };
    let many = import_as("x.csv", table(&|_| "a;".repeat(900)).as_bytes());
    assert_eq!(many.code, Some(0), "{}", many.stderr);
    assert_eq!(many.stdout.matches("owners: [a]\n").count(), 100);
    let names: String = (0..1_001).map(|number| format!("o{number};")).collect();
    let run = import_as("x.csv", table(&|_| names.clone()).as_bytes());
    // Other text is in the remarks.
    assert!(
        run.code == Some(0) && run.stderr.contains("100 activities have no owner"),
        "{}",
        run.stderr
    );
    assert!(run.stdout.contains("remarks: 'Owner: o0;o1;"), "{}", &run.stdout[..2000]);
    let run = import_as(
        "x.csv",
        table(&|row| (0..10).map(|number| format!("o{row}-{number};")).collect()).as_bytes(),
    );
    assert!(run.code == Some(0) && run.stdout.contains("o99-9]\n"), "{}", run.stderr);
    // Names that could be combined in many ways.
    for owner in
        ["a&".repeat(4_000), "x and ".repeat(60) + &"a&".repeat(4_000), "a and ".repeat(2_000)]
    {
        let begun = std::time::Instant::now();
        let _ =
            import_as("x.csv", format!("Activity,Owner,Status\nA,{owner}b,planned\n").as_bytes());
        assert!(begun.elapsed().as_secs() < 20, "{}", &owner[..20]);
    }
}
