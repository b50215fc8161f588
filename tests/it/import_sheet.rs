//! A sheet that a group already has becomes a new plan.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use crate::import_cell_laws::with_part;
use crate::support::{Run, entries, folder, workplan};

const ORGANIZATIONS: &str = "schema: 1\norganizations:\n- {id: iom, name: International Migration, short: IOM}\n- {id: b, name: Food and Farming}\n";

fn with_sheet(bytes: &[u8]) -> tempfile::TempDir {
    let folder = folder(&[("organizations.yaml", ORGANIZATIONS.as_bytes())]);
    std::fs::write(folder.path().join("sheet.csv"), bytes).unwrap();
    folder
}

const GOOD: &[u8] = b"Plan de travail;;;;\nN\xb0;Activit\xe9;Responsable;Statut;\xc9ch\xe9ance\n1. Protection;;;;\n1.1000000000000001;Former;IOM et Food and Farming;Annul\xe9;T3\n;\xc9crire;iom;en cours;03/04/2024\n1.5;Lire;iom;termin\xe9;30/04/2024\n";

#[test]
fn a_french_sheet_in_windows_1252_becomes_a_plan_that_check_accepts() {
    let folder = with_sheet(GOOD);
    let run = workplan(folder.path(), &["import", "sheet.csv", "--to", "2024"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        run.stderr.contains("Windows-1252") && run.stderr.contains("the reason is missing"),
        "{}",
        run.stderr
    );
    let check = workplan(folder.path(), &["check", "--as-of", "2024-07-01"]);
    assert_eq!(check.code, Some(0), "{}", check.stdout);
    let list =
        workplan(folder.path(), &["list", "2024", "--format", "json", "--as-of", "2024-07-01"])
            .json();
    let all: Vec<String> = list["activities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            format!(
                "{} {} {} {} {}",
                one["id"], one["title"], one["owners"], one["status"], one["due"]
            )
        })
        .collect();
    assert_eq!(
        all,
        [
            r#""1.1" "Former" ["iom","b"] "cancelled" "2024-09-30""#,
            r#""1.2" "Écrire" ["iom"] "ongoing" "2024-04-03""#,
            r#""1.5" "Lire" ["iom"] "completed" "2024-04-30""#,
        ]
    );
    let again = workplan(folder.path(), &["import", "sheet.csv", "--to", "2024"]);
    assert_eq!(again.code, Some(2));
    for name in ["../2025", "a/b", "config", ""] {
        assert_eq!(
            workplan(folder.path(), &["import", "sheet.csv", "--to", name]).code,
            Some(2),
            "{name}"
        );
    }
}

#[test]
fn all_that_is_wrong_is_told_at_once_and_nothing_is_written() {
    let folder = with_sheet(
        "\u{feff}Id,Activity,Owner,Status,Due\n1,One,Nobody,ongoing,TBD\n1,Two,iom,maybe,03/04/2024\n3,Three,,done,2024-02-31\n".as_bytes(),
    );
    let before = entries(&folder.path().join("workplans"));
    let run = workplan(folder.path(), &["import", "sheet.csv", "--to", "2024"]);
    assert_eq!(run.code, Some(2));
    for part in [
        "CSV!C2: unknown organization `Nobody`",
        "CSV!E2: `TBD` is not a date",
        "CSV!A3: the id `1`",
        "CSV!D3:",
        "CSV!E3: `03/04/2024` is unclear",
        "CSV!C4:",
        "CSV!E4:",
    ] {
        assert!(run.stderr.contains(part), "{part}\n{}", run.stderr);
    }
    assert_eq!(entries(&folder.path().join("workplans")), before);
}

#[test]
fn what_is_not_sure_is_decided_by_a_mapping() {
    let folder = with_sheet(
        "Id,Activity,Owner,Status,Due\n1,One,New Agency,maybe,TBD\n2,Two,iom,done,03/04/2024\n"
            .as_bytes(),
    );
    workplan(
        folder.path(),
        &["import", "sheet.csv", "--to", "2024", "--write-mapping", "map.yaml"],
    )
    .ok();
    let map = std::fs::read_to_string(folder.path().join("map.yaml")).unwrap();
    assert!(
        map.contains("\"New Agency\": \"new\"")
            && map.contains("\"Due\": \"day-first\"")
            && map.contains("\"TBD\": \"none\""),
        "{map}"
    );
    assert_eq!(entries(&folder.path().join("workplans")).len(), 1);
    let run =
        workplan(folder.path(), &["import", "sheet.csv", "--to", "2024", "--mapping", "map.yaml"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(workplan(folder.path(), &["check", "--as-of", "2024-07-01"]).code, Some(0));
    let list =
        workplan(folder.path(), &["list", "2024", "--format", "json", "--as-of", "2024-07-01"])
            .json();
    assert_eq!(list["activities"][1]["completed"], "2024-04-03");
}

#[test]
fn a_short_name_is_proposed_for_its_own_letters_alone() {
    let folder = with("plan.csv", b"Id,Activity,Owner,Due\n1,A,OIM; PAM,Q3\n");
    let run = import(&folder, "plan.csv", &["--write-mapping", "map.yaml"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let map = std::fs::read_to_string(folder.path().join("map.yaml")).unwrap();
    assert!(map.ends_with("owners:\n  \"OIM\": \"iom\"\n  \"PAM\": \"new\"\n"), "{map}");
}

/// What stands in a cell of somebody's own workbook.
enum Cell {
    Text(&'static str),
    Number(f64),
    Day(u16, u8, u8),
    /// A formula and the value that it had.
    Formula(&'static str, &'static str),
    Nothing,
}

use Cell::{Day, Formula as Worked, Nothing, Number, Text};

impl From<&'static str> for Cell {
    fn from(text: &'static str) -> Self {
        if text.is_empty() { Nothing } else { Text(text) }
    }
}

/// A row of texts.
fn row<const N: usize>(texts: [&'static str; N]) -> Vec<Cell> {
    texts.map(Cell::from).into()
}

fn fill(sheet: &mut Worksheet, rows: &[Vec<Cell>]) {
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

/// A workbook with one sheet, and what else is done to it.
fn workbook(rows: &[Vec<Cell>], more: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Plan").unwrap();
    fill(sheet, rows);
    more(sheet);
    book.save_to_buffer().unwrap()
}

const MEMBERS: &str = "schema: 1\norganizations:\n- {id: iom, name: International Migration, short: IOM}\n- {id: wfp, name: Food and Farming, short: WFP}\n- {id: fao, name: Organización de la Agricultura, short: FAO, aliases: [oaa]}\n- {id: rd, name: R&D Centre}\n";

fn with(file: &str, bytes: &[u8]) -> tempfile::TempDir {
    let folder = folder(&[("organizations.yaml", MEMBERS.as_bytes())]);
    std::fs::write(folder.path().join(file), bytes).unwrap();
    folder
}

fn import(folder: &tempfile::TempDir, file: &str, more: &[&str]) -> Run {
    let run = workplan(
        folder.path(),
        &[&["import", file, "--to", "2024", "--as-of", "2024-07-01"], more].concat(),
    );
    run.assert_calm();
    run
}

/// What a sheet becomes: the plan and what is told, after `check` has accepted it.
fn becomes(file: &str, bytes: &[u8]) -> String {
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

/// What is said of a sheet that cannot become a plan, after nothing was written.
fn refused(file: &str, bytes: &[u8]) -> String {
    let folder = with(file, bytes);
    let run = import(&folder, file, &[]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{}", run.stderr);
    assert_eq!(entries(&folder.path().join("workplans")).len(), 1, "nothing is written");
    run.stderr
}

/// What a sheet becomes with the mapping that is proposed.
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
                Day(2024, 8, 1),
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
fn heads_in_two_lines() {
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
    let told = refused("plan.xlsx", &bytes);
    assert!(told.contains("Plan!B2: cells are merged here"), "{told}");
    let bytes = workbook(&rows[..2], |sheet| {
        sheet.merge_range(1, 2, 1, 3, "IOM", &Format::new()).unwrap();
    });
    let told = refused("plan.xlsx", &bytes);
    assert!(told.contains("Plan!C2: cells of several columns are merged here"), "{told}");
}

#[test]
fn priorities_in_a_column_shares_and_amounts() {
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
    let told = becomes_as_proposed("plan.xlsx", &workbook(&rows, |_| {}));
    assert!(
        told.contains("Plan!D2: the currency is missing") && told.contains("currency: USD"),
        "{told}"
    );
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
fn ids_that_a_spreadsheet_has_spoilt() {
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
    insta::assert_snapshot!(refused("plan.xlsx", &workbook(&bad, |_| {})), @r"
    error: Plan!A3: the id `1.1` is also in row 2; a spreadsheet makes `1.1` out of `1.10`: write ids as text
    error: Plan!A4: the spreadsheet has turned this id into a date (2024-10-01): write it as text
    error: Plan!A5: `x y` is not an id. Use letters, digits, `.`, `_` and `-`, or leave it empty
    help: nothing was written; correct these cells
    ");
}

#[test]
fn formulas_give_their_values_or_are_told() {
    let rows = [
        row(["Id", "Activity", "Owner", "Due"]),
        vec![Text("1"), Worked("=\"Tra\"&\"in\"", "Train"), Text("IOM"), Text("Q3")],
    ];
    let told = becomes("plan.xlsx", &workbook(&rows, |_| {}));
    assert!(
        told.contains("title: Train") && told.contains("Plan!B2: this cell is calculated"),
        "{told}"
    );
    let rows = [
        row(["Id", "Activity", "Owner", "Due"]),
        vec![Text("1"), Worked("=A1", ""), Text("IOM"), Worked("=1/0", "#DIV/0!")],
    ];
    let bytes = with_part(&workbook(&rows, |_| {}), "xl/worksheets/sheet1.xml", |xml| {
        xml.replace("<v>0</v>", "")
    });
    insta::assert_snapshot!(refused("plan.xlsx", &bytes), @r"
    error: Plan!B2: this formula has no value: open the file in a spreadsheet and save it
    error: Plan!D2: the error #DIV/0! is not a value
    help: nothing was written; correct these cells
    ");
}

#[test]
fn everything_wrong_in_a_workbook_is_told_in_the_order_of_its_cells() {
    let rows = [
        row([
            "Id",
            "Activity",
            "Owner",
            "Status",
            "Due",
            "Progress",
            "Cost (USD)",
            "Activty",
            "Owner",
        ]),
        row(["1", "A", "ghost", "planned", "soon", "half", "a lot"]),
        vec![
            Text("1"),
            Nothing,
            Text("IOM"),
            Text("whatever"),
            Day(2024, 6, 30),
            Number(1.5),
            Number(-5.0),
        ],
        row(["x y", "C", "", "planned", "31/02/2024", "120%", "12,5"]),
    ];
    insta::assert_snapshot!("sheet_wrong", refused("plan.xlsx", &workbook(&rows, |_| {})));
}

#[test]
fn what_is_no_workplan_or_no_workbook_is_told() {
    let no_plan = workbook(&[row(["Name", "Phone"]), row(["X", "1"])], |_| {});
    assert!(refused("plan.xlsx", &no_plan).contains("Plan!A1: no row has heads"));
    let empty = workbook(&[], |_| {});
    assert!(refused("plan.xlsx", &empty).contains("no row has heads"));
    assert!(refused("plan.csv", b"").contains("no row has heads"));
    let all: Vec<u8> = (0..=255).collect();
    assert!(refused("plan.csv", &all).contains("neither a workbook nor a table"));
    let good = workbook(&[row(["Activity", "Owner"]), row(["A", "IOM"])], |_| {});
    assert!(refused("plan.xlsx", &good[..good.len() / 2]).contains("damaged or cut off"));
    let ole = |inside: &str| -> Vec<u8> {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.resize(1024, 0);
        bytes.extend(inside.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    assert!(refused("plan.xlsx", &ole("EncryptedPackage")).contains("it is encrypted"));
    assert!(refused("plan.xls", &ole("Workbook")).contains("this is an old .xls file"));
    let zip = |name: &str| {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.finish().unwrap().into_inner()
    };
    assert!(refused("plan.xlsm", &zip("xl/vbaProject.bin")).contains("it holds macros"));
    assert!(refused("plan.ods", &zip("content.xml")).contains("OpenDocument"));
    assert!(refused("plan.docx", &zip("word/document.xml")).contains("it is not a workbook"));
}

#[test]
fn tables_of_text_in_any_encoding_and_with_any_separator() {
    let table = "Id,Activity,Owner,Due\n1,Été à Köln,IOM,2024-09-30\n";
    let wide = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
        [mark, &table.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()].concat()
    };
    let western: Vec<u8> = table.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for (name, bytes) in [
        ("plain", table.as_bytes().to_vec()),
        ("a mark", [b"\xef\xbb\xbf", table.as_bytes()].concat()),
        ("semicolons", table.replace(',', ";").into_bytes()),
        ("tabs", table.replace(',', "\t").into_bytes()),
        ("CRLF", table.replace('\n', "\r\n").into_bytes()),
        ("quotes", table.replace("Été à Köln", "\"Été à Köln\"").into_bytes()),
        ("the separator is named", format!("sep=;\r\n{}", table.replace(',', ";")).into_bytes()),
        ("UTF-16", wide(&[0xff, 0xfe], u16::to_le_bytes)),
        ("UTF-16, the other way round", wide(&[0xfe, 0xff], u16::to_be_bytes)),
        ("Windows-1252", western),
    ] {
        let plan = becomes("plan.csv", &bytes);
        assert!(
            plan.contains("title: Été à Köln\n        owners: [iom]\n        status: planned\n        due: 2024-09-30\n"),
            "{name}: {plan}"
        );
        assert_eq!(plan.contains("was read as Windows-1252"), name == "Windows-1252", "{name}");
    }
    let odd =
        becomes("plan.csv", b"Id,Activity,Owner,Due\n1,\"A; b; c; d; e; f; g\",IOM; WFP,Q3\n");
    assert!(odd.contains("title: A; b; c; d; e; f; g\n        owners: [iom, wfp]"), "{odd}");
}

#[test]
fn what_a_spreadsheet_would_take_for_a_formula_comes_back_as_it_was() {
    let titles = ["=SUM(A1)", "+41 22", "-x", "@all", "'tis", "-5", "'=1", "''-5", "'"];
    let activities: String = titles
        .iter()
        .enumerate()
        .map(|(at, title)| {
            format!("  - {{id: a{at}, title: \"{title}\", owners: [iom], status: planned}}\n")
        })
        .collect();
    let plan = format!(
        "schema: 1\ntitle: P\nperiod: {{start: 2023-01-01, end: 2023-12-31}}\npriorities:\n- id: p\n  title: P\n  activities:\n{activities}"
    );
    let folder =
        folder(&[("2023.yaml", plan.as_bytes()), ("organizations.yaml", MEMBERS.as_bytes())]);
    workplan(folder.path(), &["export", "2023", "-o", "plan.csv", "--as-of", "2023-06-30"]).ok();
    let csv = std::fs::read_to_string(folder.path().join("plan.csv")).unwrap();
    assert!(
        ["'=SUM", "'+41", "'-x", "'@all", ",'tis,", ",-5,", ",''=1,", ",'''-5,", ",',"]
            .iter()
            .all(|cell| csv.contains(cell)),
        "{csv}"
    );
    assert_eq!(import(&folder, "plan.csv", &[]).code, Some(0));
    let list = workplan(folder.path(), &["list", "2024", "--format", "json"]).json();
    let back: Vec<&str> = list["activities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["title"].as_str().unwrap())
        .collect();
    assert_eq!(back, titles);
}

#[test]
fn a_mapping_that_does_not_fit_is_told_by_line() {
    let folder = with("plan.csv", b"Id,Activity,Owner,Due\n1,A,IOM,Q3\n");
    let mapping = "dates:\n  x: tomorrow\ncolours:\n  a: b\nstatuses:\n  y: ongoing\n  z: busy\nowners:\n  n: ''\n";
    std::fs::write(folder.path().join("map.yaml"), mapping).unwrap();
    let run = import(&folder, "plan.csv", &["--mapping", "map.yaml"]);
    assert_eq!(run.code, Some(2));
    insta::assert_snapshot!(run.stderr, @r"
    error: map.yaml, line 2: `dates` takes a date or a span such as 2024-06-30 or 2024-Q2, or `none`, not `tomorrow`
    error: map.yaml, line 4: a mapping has no section `colours`; it takes columns, statuses, owners, dates, numbers, amounts, day_order, year, sheet, currency
    error: map.yaml, line 7: `statuses` takes a status of the format, such as `on_hold`, not `busy`
    help: nothing was written; correct the mapping
    ");
    assert_eq!(entries(&folder.path().join("workplans")).len(), 1);
}

#[test]
fn of_several_sheets_the_one_with_most_activities_is_taken_and_the_others_are_told() {
    let mut book = Workbook::new();
    for (name, many) in [("Notes", 0), ("2023", 1), ("2024", 2)] {
        let mut rows = vec![row(["Activity", "Owner", "Due"])];
        rows.extend((0..many).map(|_| row(["A", "IOM", "Q3"])));
        fill(book.add_worksheet().set_name(name).unwrap(), &rows);
    }
    let told = becomes("plan.xlsx", &book.save_to_buffer().unwrap());
    assert!(
        told.contains("the sheet `2023` looks like a workplan as well")
            && !told.contains("`Notes`"),
        "{told}"
    );
    assert!(told.contains("# 2024, row 3"), "{told}");
}
