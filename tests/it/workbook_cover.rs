//! The workbook as it is handed out: the sheet in front, the groups, and the way back.

use std::io::Read;

use calamine::{Data, Reader, Xlsx};

use crate::import_workbook::{Cells, edit, import, put, text};
use crate::support::{folder, workplan};

const PLAN: &str = "\
schema: 1
title: Plan <A & B>
period: {start: 2024-01-01, end: 2024-12-31}
target: 80
organizations:
  - {id: alpha, name: Alpha Agency, short: AA}
  - {id: beta, name: Beta, short: Be}
  - {id: gamma, name: Gamma, short: Be}
  - {id: aa, name: Another}
themes: [{id: t, title: Theme}, {id: u, title: Other}]
priorities:
  - id: '1'
    title: First priority
    activities:
      - {id: '1.1', title: One, owners: [beta, gamma], themes: [t], status: completed,
         due: 2024-03-01, completed: 2024-03-01}
      - {id: '1.2', title: Two, owners: [beta], status: ongoing, due: 2024-05-01, progress: 33.3}
  - id: '2'
    title: 第二
    activities:
      - {id: '2.1', title: ثلاثة, owners: [alpha], themes: [u], status: planned, due: 2024-12-01}
";
const CONFIG: &str = "\
schema: 1
report: {name: The Group, logo: logo.png, accent: '#0055aa', contact: office, classification: Draft}
";
const PIXEL: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
\0\0\0\rIDATx\x9cc\xf8\xff\xff?\0\x05\xfe\x02\xfe\xa3h\xa5\xd6\0\0\0\0IEND\xaeB`\x82";

fn made(plan: &str) -> tempfile::TempDir {
    let files =
        [("2024.yaml", plan.as_bytes()), ("config.yaml", CONFIG.as_bytes()), ("logo.png", PIXEL)];
    let root = folder(&files);
    workplan(root.path(), &["export", "2024", "-o", "plan.xlsx", "--as-of", "2024-07-01"]).ok();
    root
}

fn sheet(root: &std::path::Path, name: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = calamine::open_workbook(root.join("plan.xlsx")).unwrap();
    book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn part(root: &std::path::Path, name: &str) -> String {
    let bytes = std::fs::read(root.join("plan.xlsx")).unwrap();
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    book.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_first_sheet_says_whose_plan_it_is_and_where_it_stands() {
    let root = made(PLAN);
    let rows = sheet(root.path(), "Overview");
    let said: Vec<String> = rows
        .iter()
        .flatten()
        .filter(|cell| **cell != Data::Empty)
        .map(ToString::to_string)
        .collect();
    for words in [
        "The Group",
        "Plan <A & B>",
        "1 January 2024 to 31 December 2024",
        "Draft",
        "On 1 July 2024, 1 of 3 planned activities is implemented (33%); the target is 80%",
        "Contact: office",
        "Implementation rate",
        "Target",
    ] {
        assert!(said.iter().any(|one| one == words), "{words}: {said:?}");
    }
    let chart = part(root.path(), "xl/charts/chart1.xml");
    for range in ["Status!$C$4:$C$5", "Status!$Q$4:$Q$5", "Status!$R$4:$R$5"] {
        assert!(chart.contains(range), "{range}: {chart}");
    }
    let heads = sheet(root.path(), "Status");
    assert_eq!(heads[1][16], text("Progress"));
    assert_eq!(heads[1][17], text("Expected"));
    let drawing = part(root.path(), "xl/drawings/drawing1.xml");
    assert!(drawing.contains("descr=\"Logo of The Group\""), "{drawing}");
    assert!(drawing.contains("Progress by priority. First priority: progress"), "{drawing}");
    let day = part(root.path(), "xl/workbook.xml");
    assert_eq!(day.matches("<definedName name=\"as_of\">Overview!$B$").count(), 1, "{day}");
    assert!(part(root.path(), "docProps/core.xml").contains("<dc:creator>The Group<"));
}

#[test]
fn activities_stand_below_their_priorities_with_short_names_and_percentages() {
    let root = made(PLAN);
    let rows = sheet(root.path(), "Activities");
    let ids: Vec<String> = rows.iter().map(|row| row[0].to_string()).collect();
    let expected = ["Id", "Priority 1: First priority", "1.1", "1.2", "Priority 2: 第二", "2.1"];
    assert_eq!(ids, expected);
    // Two are called Be, and AA is the id of another one.
    let owners: Vec<String> = rows.iter().map(|row| row[3].to_string()).collect();
    assert_eq!(owners, ["Owners", "", "beta, gamma", "beta", "", "alpha"]);
    let other = PLAN.replace("short: Be}\n  - {id: gamma", "short: BE}\n  - {id: gamma");
    let other = other.replace("name: Gamma, short: Be", "name: Gamma, short: Gam");
    let root = made(&other.replace("id: aa", "id: delta"));
    let owners: Vec<String> =
        sheet(root.path(), "Activities").iter().map(|row| row[3].to_string()).collect();
    assert_eq!(owners, ["Owners", "", "BE, Gam", "BE", "", "AA"]);
    let xml = part(root.path(), "xl/worksheets/sheet2.xml");
    assert_eq!(xml.matches("outlineLevel=\"1\"").count(), 3, "{xml}");
    assert!(xml.contains("summaryBelow=\"0\"") && xml.contains("<v>0.333</v>"), "{xml}");
}

#[test]
fn what_comes_back_is_what_was_changed() {
    let plan = PLAN.replace("short: Be}\n  - {id: gamma", "short: BE}\n  - {id: gamma");
    let root = made(&plan);
    let now = || std::fs::read_to_string(root.path().join("workplans/2024.yaml")).unwrap();
    let run = import(root.path(), &[]);
    assert!(run.stderr.is_empty() && run.stdout.starts_with("no change"), "{run:?}");
    // Sorted by title, as a spreadsheet does it: the headings lie anywhere.
    edit(root.path(), |cells: &mut Cells| {
        cells.get_mut("Activities").unwrap()[1..].reverse();
    });
    let run = import(root.path(), &[]);
    assert!(run.stderr.is_empty() && run.stdout.starts_with("no change"), "{run:?}");
    edit(root.path(), |cells: &mut Cells| {
        let rows = cells.get_mut("Activities").unwrap();
        let own = rows.iter_mut().find(|row| row[0] == text("1.2")).unwrap();
        own[3] = text("BE, alpha, Gamma");
    });
    import(root.path(), &[]).ok();
    assert!(now().contains("owners: [beta, alpha, gamma], status: ongoing"), "{}", now());
}

#[test]
fn a_value_in_the_row_of_a_heading_is_refused_with_its_cell() {
    let root = made(PLAN);
    edit(root.path(), |cells| put(cells, "Activities", 1, "Title", text("Lost?")));
    let run = import(root.path(), &[]);
    let told = "Activities!C2: this row is the heading `Priority 1: First priority`: write an \
                activity in a row of its own";
    assert!(run.code == Some(2) && run.stderr.contains(told), "{run:?}");
    assert_eq!(std::fs::read_to_string(root.path().join("workplans/2024.yaml")).unwrap(), PLAN);
}

#[test]
fn a_logo_that_workbooks_do_not_show_is_said() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>";
    let config = CONFIG.replace("logo.png", "logo.svg");
    let root = folder(&[
        ("2024.yaml", PLAN.as_bytes()),
        ("config.yaml", config.as_bytes()),
        ("logo.svg", svg.as_bytes()),
    ]);
    let arguments = ["export", "2024", "-o", "plan.xlsx", "--as-of", "2024-07-01"];
    let run = workplan(root.path(), &arguments);
    assert!(
        run.code == Some(0) && run.stderr.contains("a workbook shows no SVG picture"),
        "{run:?}"
    );
}
