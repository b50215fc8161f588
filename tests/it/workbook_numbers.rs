//! Percentages, amounts and days in a workbook that comes back: read as people see them, or asked for.

use std::fs;
use std::io::{Cursor, Read};

use calamine::Data;

use crate::import::{PLAN, edit, export, exported, import, put, text};

const SHEET: &str = "Activities";

/// What an import makes of one cell of the first row: the changed line of the plan, or what is said.
fn with(head: &str, cell: Data) -> Result<String, String> {
    let plan = PLAN.replace("status: ongoing", "status: ongoing\n    progress: 20\n    budget: {currency: EUR, required: 10}");
    let folder = exported(&plan);
    edit(folder.path(), |cells| put(cells, SHEET, 1, head, cell));
    let run = import(folder.path(), &[]);
    let now = fs::read_to_string(folder.path().join("workplans/2024.yaml")).unwrap();
    if run.code != Some(0) {
        assert!(run.code == Some(2) && now == plan, "{}", run.stderr);
        return Err(run.stderr);
    }
    let changed: Vec<&str> = now.lines().filter(|line| !plan.lines().any(|old| old == *line)).map(str::trim).collect();
    Ok(changed.join("; "))
}

#[test]
fn a_percentage_is_what_is_shown() {
    for (cell, is) in [
        (text("=percent 0.55"), "progress: 55"),
        (text("=percent 0.555"), "progress: 55.5"),
        (text("=percent 1"), "progress: 100"),
        (text("=percent 0"), "progress: 0"),
        (text("55 %"), "progress: 55"),
        (Data::Float(55.0), "progress: 55"),
        (Data::Float(0.55), "progress: 0.55"),
        // A column that was given another look, and no other values.
        (text("=percent 20"), ""),
    ] {
        assert_eq!(with("Progress", cell.clone()), Ok(is.to_owned()), "{cell:?}");
    }
    for (cell, what) in [(text("=percent 1.5"), "150% is more than 100%"), (text("half"), "`half` is not a percentage")] {
        assert!(with("Progress", cell).is_err_and(|said| said.contains(what) && said.contains("Activities!J2")));
    }
    assert_eq!(with("Title", text("=percent 0.5")), Ok("title: 50%".to_owned()));
}

#[test]
fn an_amount_is_read_in_full_or_asked_for() {
    for (cell, is) in [
        (text("12 500"), "12500"),
        (text("1.250,50 €"), "1250.50"),
        (text("EUR 1,250.5"), "1250.5"),
        (text("1.234.567"), "1234567"),
        (Data::Float(12.5), "12.5"),
    ] {
        let changed = with("Required", cell.clone());
        let number = is.trim_end_matches('0');
        let number = if is.contains('.') { number } else { is };
        assert_eq!(changed, Ok(format!("budget: {{currency: EUR, required: {number}}}")), "{cell:?}");
    }
    for (cell, what) in [
        (text("12.500"), "can be read as 12500 or as 12.5"),
        (text("12,500"), "can be read as 12500 or as 12.5"),
        (text("USD 500"), "is in USD, and the currency of this row is EUR"),
        (text("45k"), "is not an amount"),
        (text("=percent 0.5"), "50% is not an amount"),
    ] {
        let said = with("Required", cell.clone()).unwrap_err();
        assert!(said.contains(what) && said.contains("Activities!W2"), "{cell:?}: {said}");
    }
}

#[test]
fn the_colours_go_by_the_day_of_the_export() {
    let folder = exported(PLAN);
    export(folder.path());
    let mut book = zip::ZipArchive::new(Cursor::new(fs::read(folder.path().join("plan.xlsx")).unwrap())).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        book.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let activities = part("xl/worksheets/sheet1.xml");
    assert!(activities.contains("&lt;as_of,") && !activities.contains("TODAY("), "{activities}");
    assert!(part("xl/workbook.xml").contains(r#"<definedName name="as_of">Status!$B$2</definedName>"#));
    // 1 July 2024.
    assert!(part("xl/worksheets/sheet4.xml").contains("<v>45474</v>"));
}
