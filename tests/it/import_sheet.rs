//! Sheets of groups in several languages and layouts become new plans.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use crate::support::{Run, entries, folder, workplan};

/// The content of a cell in a user's own workbook.
pub enum Cell {
    Text(&'static str),
    Number(f64),
    Day(u16, u8, u8),
    /// A formula and its value.
    Formula(&'static str, &'static str),
    Nothing,
}

use Cell::{Day, Formula as Worked, Nothing, Number, Text};

impl From<&'static str> for Cell {
    fn from(text: &'static str) -> Self {
        if text.is_empty() { Nothing } else { Text(text) }
    }
}

/// Returns a row of texts.
pub fn row<const N: usize>(texts: [&'static str; N]) -> Vec<Cell> {
    texts.map(Cell::from).into()
}

pub fn fill(sheet: &mut Worksheet, rows: &[Vec<Cell>]) {
    let day = Format::new().set_num_format("d mmm yyyy");
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Nothing => continue,
                Text(text) => sheet.write_string(row, column, *text),
                Number(number) => sheet.write_number(row, column, *number),
                Day(y, m, d) => sheet.write_datetime_with_format(
                    row,
                    column,
                    ExcelDateTime::from_ymd(*y, *m, *d).unwrap(),
                    &day,
                ),
                Worked(formula, value) => {
                    sheet.write_formula(row, column, Formula::new(*formula).set_result(*value))
                }
            }
            .unwrap();
        }
    }
}

/// Returns a workbook with one sheet, changed further by `more`.
pub fn workbook(rows: &[Vec<Cell>], more: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Plan").unwrap();
    fill(sheet, rows);
    more(sheet);
    book.save_to_buffer().unwrap()
}

pub const MEMBERS: &str = "schema: 1\norganizations:\n\
    - {id: iom, name: International Migration, short: IOM}\n\
    - {id: wfp, name: Food and Farming, short: WFP}\n\
    - {id: fao, name: Organización de la Agricultura, short: FAO, aliases: [oaa]}\n- {id: rd, name: R&D Centre}\n";

pub fn with(file: &str, bytes: &[u8]) -> tempfile::TempDir {
    let folder = folder(&[("organizations.yaml", MEMBERS.as_bytes())]);
    std::fs::write(folder.path().join(file), bytes).unwrap();
    folder
}

pub fn import(folder: &tempfile::TempDir, file: &str, more: &[&str]) -> Run {
    let run = workplan(
        folder.path(),
        &[&["import", file, "--to", "2024", "--as-of", "2024-07-01"], more].concat(),
    );
    run.assert_clean();
    run
}

/// Imports a sheet, checks the plan with `check`, and returns it with the messages.
pub fn becomes(file: &str, bytes: &[u8]) -> String {
    let folder = with(file, bytes);
    let shown = import(&folder, file, &["--dry-run"]);
    assert_eq!(shown.code, Some(0), "{}", shown.stderr);
    assert_eq!(entries(&folder.path().join("workplans")).len(), 1, "a dry run writes nothing");
    assert_eq!(import(&folder, file, &[]).code, Some(0));
    let written = std::fs::read_to_string(folder.path().join("workplans/2024.yaml")).unwrap();
    assert_eq!(written, shown.stdout);
    let check = workplan(folder.path(), &["check", "--as-of", "2024-07-01"]);
    assert_eq!(check.code, Some(0), "{}{}", check.stdout, check.stderr);
    format!("{written}---\n{}", shown.stderr)
}

/// Returns the messages for a sheet that cannot be imported. Asserts that nothing was written.
pub fn refused(file: &str, bytes: &[u8]) -> String {
    let folder = with(file, bytes);
    let run = import(&folder, file, &[]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{}", run.stderr);
    assert_eq!(entries(&folder.path().join("workplans")).len(), 1, "nothing is written");
    run.stderr
}

/// Imports a sheet with the proposed mapping.
fn becomes_as_proposed(file: &str, bytes: &[u8]) -> String {
    let folder = with(file, bytes);
    let run = import(&folder, file, &[]);
    assert_eq!(run.code, Some(2), "{}", run.stdout);
    assert_eq!(import(&folder, file, &["--write-mapping", "map.yaml"]).code, Some(0));
    let mapping = std::fs::read_to_string(folder.path().join("map.yaml")).unwrap();
    let shown = import(&folder, file, &["--mapping", "map.yaml", "--dry-run"]);
    assert_eq!(shown.code, Some(0), "{}", shown.stderr);
    assert_eq!(import(&folder, file, &["--mapping", "map.yaml"]).code, Some(0));
    let check = workplan(folder.path(), &["check", "--as-of", "2024-07-01"]);
    assert_eq!(check.code, Some(0), "{}{}", check.stdout, check.stderr);
    format!("{}---\n{mapping}---\n{}---\n{}", run.stderr, shown.stdout, shown.stderr)
}

#[test]
fn an_english_workbook_with_a_title_above_and_many_ways_to_name_owners() {
    let bytes = workbook(
        &[
            row(["Workplan 2024"]),
            vec![Text("As of"), Day(2024, 1, 31)],
            row([]),
            row([
                "No.",
                "Activity",
                "Lead agency",
                "Status",
                "Start date",
                "Due date",
                "Comments",
                "Colour",
            ]),
            vec![
                Number(1.1),
                Text("Train"),
                Text("IOM, WFP"),
                Text("In Progress"),
                Text("Q1"),
                Text("Q3"),
                Text("=x"),
                Text("red"),
            ],
            vec![
                Number(1.2),
                Text("Write & publish"),
                Text("iom & WFP"),
                Text("Not started"),
                Day(2024, 8, 15),
                Day(2024, 9, 30),
            ],
            row(["1.3.", "Meet", "IOM/WFP", "Done", "13/02/2024", "30/06/2024"]),
            row(["1.4", "Talk", "IOM\nWFP", "On-hold", "January 2024", "30 June 2024"]),
            row([
                "1.5",
                "Look",
                "International Migration and Food and Farming",
                "ongoing",
                "",
                "3 October 2024",
            ]),
            row(["", "Build", "IOM&R&D Centre; oaa", "ongoing", "", "Sept 2024"]),
        ],
        |_| {},
    );
    insta::assert_snapshot!("sheet_english", becomes("plan.xlsx", &bytes));
}

#[test]
fn a_french_workbook() {
    let bytes = workbook(
        &[
            row([
                "N°",
                "Activité",
                "Organisme responsable",
                "État d’avancement",
                "Début",
                "Échéance",
                "Taux d’avancement",
            ]),
            row(["1.1", "Former", "IOM ; WFP", "En cours", "T1", "T3", "80 %"]),
            row(["1.2", "Écrire", "IOM et WFP", "Terminée", "1er février 2024", "30 juin 2024"]),
            row(["1.3", "Lire", "FAO", "Annulée", "févr. 2024", "juil.–sept. 2024"]),
            row(["1.4", "Dire", "FAO", "Suspendue", "2024-02-01", "30.06.2024"]),
            row(["1.5", "Voir", "FAO", "Non commencée", "2e semestre", "4e trimestre 2024"]),
        ],
        |_| {},
    );
    insta::assert_snapshot!("sheet_french", becomes("plan.xlsx", &bytes));
}

#[test]
fn a_spanish_workbook() {
    let bytes = workbook(
        &[
            row([
                "Núm.",
                "Actividad",
                "Entidad responsable",
                "Estado",
                "Fecha de inicio",
                "Fecha límite",
                "Observaciones",
            ]),
            row(["1.1", "Uno", "FAO", "En curso", "1 de enero de 2024", "5 de agosto de 2024"]),
            row(["1.2", "Dos", "IOM y WFP", "Finalizada", "T1", "Abr–Jun"]),
            row([
                "1.3",
                "Tres",
                "Organización de la Agricultura",
                "Aplazado",
                "1 ene 2024",
                "31/12/2024",
            ]),
            row([
                "1.4",
                "Cuatro",
                "FAO",
                "Sin iniciar",
                "segundo semestre",
                "Tercer trimestre de 2024",
                "cómo",
            ]),
        ],
        |_| {},
    );
    insta::assert_snapshot!("sheet_spanish", becomes("plan.xlsx", &bytes));
}

#[test]
fn headings_in_two_rows() {
    let rows = [
        row(["No", "Activity", "Responsible", "Timeline", "", "Status", "Budget (EUR)", ""]),
        row(["", "", "", "Start", "End", "", "Required", "Spent"]),
        vec![
            Text("1"),
            Text("A"),
            Text("IOM"),
            Day(2024, 7, 1),
            Day(2024, 8, 31),
            Text("planned"),
            Number(10.5),
            Number(0.0),
        ],
    ];
    let head = Format::new();
    let bytes = workbook(&rows, |sheet| {
        sheet.merge_range(0, 0, 1, 0, "No", &head).unwrap();
        sheet.merge_range(0, 1, 1, 1, "Activity", &head).unwrap();
        sheet.merge_range(0, 3, 0, 4, "Timeline", &head).unwrap();
    });
    insta::assert_snapshot!("sheet_two_lines", becomes("plan.xlsx", &bytes));
}

#[test]
fn merged_cells_hidden_rows_sections_and_footnotes() {
    let rows = [
        row(["Id", "Activity", "Owner", "Status", "Due"]),
        row(["Pillar 1: Protection"]),
        vec![Text("1.1"), Text("A"), Text("IOM"), Text("planned"), Day(2024, 9, 30)],
        vec![Text("1.2"), Text("Hidden"), Text("WFP"), Nothing, Day(2024, 9, 30)],
        row(["", " ", ""]),
        row(["Pillar 2: Data"]),
        vec![Text("2.1"), Text("B"), Text("WFP"), Text("done"), Day(2024, 6, 30)],
        row(["* figures of the secretariat"]),
    ];
    let bytes = workbook(&rows, |sheet| {
        sheet.merge_range(1, 0, 1, 4, "Pillar 1: Protection", &Format::new()).unwrap();
        sheet.merge_range(2, 3, 3, 3, "planned", &Format::new()).unwrap();
        sheet.set_row_hidden(3).unwrap().set_column_hidden(2).unwrap();
    });
    insta::assert_snapshot!("sheet_merged", becomes("plan.xlsx", &bytes));
    let rows = [
        row(["Pillar", "Activity", "Owner", "Due"]),
        row(["P", "A", "IOM", "Q3"]),
        row(["", "", "WFP", "Q4"]),
    ];
    let bytes = workbook(&rows, |sheet| {
        sheet.merge_range(1, 1, 2, 1, "A", &Format::new()).unwrap();
    });
    let told = becomes("plan.xlsx", &bytes);
    let milestones = "milestones:\n          - title: Milestone 1\n            due: 2024-Q3\n          \
        - title: Milestone 2\n            due: 2024-Q4\n";
    for part in ["owners: [iom]\n", "due: 2024-12-31\n", "remarks: 'Owner: wfp'\n", milestones] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let bytes = workbook(&rows[..2], |sheet| {
        sheet.merge_range(1, 2, 1, 3, "IOM", &Format::new()).unwrap();
    });
    let told = becomes("plan.xlsx", &bytes);
    assert!(
        told.contains("owners: [iom]\n        status: planned\n") && !told.contains("due:"),
        "{told}"
    );
}

#[test]
fn priorities_in_a_column_percentages_and_amounts() {
    let rows = [
        row([
            "Strategic priority",
            "Activities",
            "Focal agency",
            "Partners",
            "Progress (%)",
            "Budget (USD)",
            "Available",
            "Time frame",
        ]),
        vec![
            Text("Priority 1: Protection"),
            Text("A"),
            Text("IOM"),
            Text("WFP"),
            Number(0.25),
            Number(12500.5),
            Text("10 000,50"),
            Text("Jan - Dec 2024"),
        ],
        vec![
            Nothing,
            Text("B"),
            Text("WFP"),
            Nothing,
            Text("80%"),
            Text("USD 10,000"),
            Nothing,
            Text("Q4"),
        ],
        vec![
            Text("Priority 2: Data"),
            Text("C"),
            Text("FAO"),
            Nothing,
            Number(1.0),
            Nothing,
            Nothing,
            Text("H2 2024"),
        ],
    ];
    insta::assert_snapshot!("sheet_priorities", becomes("plan.xlsx", &workbook(&rows, |_| {})));
    let rows = [
        row(["Activity", "Owner", "Due", "Cost"]),
        vec![Text("A"), Text("IOM"), Text("Q3"), Number(5.0)],
    ];
    let told = refused("plan.xlsx", &workbook(&rows, |_| {}));
    assert!(told.contains("Plan!D2: the currency of the amounts is not known"), "{told}");
}

#[test]
fn dates_in_many_notations_and_what_is_asked_about_them() {
    let rows = [
        row(["Id", "Activity", "Owner", "Start", "Due"]),
        row(["1", "A", "IOM", "2024-01-15", "30/06/2025"]),
        row(["2", "B", "IOM", "15.01.2024", "31/08/2025"]),
        row(["3", "C", "IOM", "15 Jan 2024", "August 30, 2025"]),
        row(["4", "D", "IOM", "Jan-24", "Q3 2025"]),
        row(["5", "E", "IOM", "2024/01/15", "end of August 2025"]),
        row(["6", "F", "IOM", "15-Jan-2024", "continuous"]),
        row(["7", "G", "IOM", "1st quarter", "mid-August 2025"]),
        row(["8", "H", "IOM", "20240115", "30.8.25"]),
        vec![Text("9"), Text("I"), Text("IOM"), Number(45306.0), Number(45899.5)],
    ];
    insta::assert_snapshot!(
        "sheet_dates",
        becomes_as_proposed("plan.xlsx", &workbook(&rows, |_| {}))
    );
}

#[test]
fn ids_that_a_spreadsheet_changed_into_dates_or_numbers() {
    let rows = |ids: [Cell; 4]| -> Vec<Vec<Cell>> {
        let named = ids
            .into_iter()
            .zip(["A", "B", "C", "D"])
            .map(|(id, title)| vec![id, Text(title), Text("IOM"), Text("Q3")]);
        std::iter::once(row(["Id", "Activity", "Owner", "Due"])).chain(named).collect()
    };
    let good = rows([
        Number(1.1 + f64::EPSILON),
        Number(1.2000000000000002),
        Text("1.3000000000000003"),
        Number(2.0),
    ]);
    let told = becomes("plan.xlsx", &workbook(&good, |_| {}));
    assert!(
        ["id: 1.1\n", "id: 1.2\n", "id: 1.3\n", "id: 2\n"].iter().all(|id| told.contains(id)),
        "{told}"
    );
    let bad = rows([Number(1.1), Number(1.1 + f64::EPSILON), Day(2024, 10, 1), Text("x y")]);
    let told = becomes("plan.xlsx", &workbook(&bad, |_| {}));
    assert_eq!(told.matches("id: 1.1\n").count(), 1, "{told}");
    for part in [
        "1 id is in use by another row: numbered anew: Plan, row 3",
        "title: C\n\
         \x20       owners: [iom]\n\
         \x20       status: planned\n\
         \x20       due: 2024-Q3\n\
         \x20       remarks: 'Id: 2024-10-01'\n",
        "Plan, row 4",
        "id: x-y\n",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}
