//! CSV of a group becomes a new plan, with a mapping for what is unclear.

use crate::import_sheet::{becomes, import, with};
use crate::support::{entries, folder, workplan};

const ORGANIZATIONS: &str = "schema: 1\norganizations:\n\
    - {id: iom, name: International Migration, short: IOM}\n- {id: b, name: Food and Farming}\n";

fn with_sheet(bytes: &[u8]) -> tempfile::TempDir {
    let folder = folder(&[("organizations.yaml", ORGANIZATIONS.as_bytes())]);
    std::fs::write(folder.path().join("sheet.csv"), bytes).unwrap();
    folder
}

const GOOD: &[u8] = b"Plan de travail;;;;\nN\xb0;Activit\xe9;Responsable;Statut;\xc9ch\xe9ance\n\
    1. Protection;;;;\n1.1000000000000001;Former;IOM et Food and Farming;Annul\xe9;T3\n\
    ;\xc9crire;iom;en cours;03/04/2024\n1.5;Lire;iom;termin\xe9;30/04/2024\n";

#[test]
fn a_french_sheet_in_windows_1252_becomes_a_plan_that_check_accepts() {
    let folder = with_sheet(GOOD);
    let run = workplan(folder.path(), &["import", "sheet.csv", "--to", "2024"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        run.stderr.contains("Windows-1252")
            && run.stderr.contains("1 activity needs a reason for the status"),
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
fn all_open_questions_are_listed_at_once_and_nothing_is_written() {
    let folder = with_sheet(
        "\u{feff}Id,Activity,Owner,Status,Due\n1,One,Nobody,ongoing,TBD\n\
            1,Two,iom,maybe,03/04/2024\n3,Three,,done,2024-02-31\n"
            .as_bytes(),
    );
    let before = entries(&folder.path().join("workplans"));
    let run = workplan(folder.path(), &["import", "sheet.csv", "--to", "2024"]);
    assert_eq!(run.code, Some(2));
    for part in [
        "CSV!D3: the status `maybe`",
        "CSV!E3: in `03/04/2024` the day or the month can come first",
    ] {
        assert!(run.stderr.contains(part), "{part}\n{}", run.stderr);
    }
    assert_eq!(run.stderr.matches("error: ").count(), 2, "{}", run.stderr);
    assert_eq!(entries(&folder.path().join("workplans")), before);
    // Missing or wrong values do not prevent a draft.
    let run = workplan(folder.path(), &["import", "sheet.csv", "--to", "2024", "--yes"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for part in
        ["1 id is in use by another row", "1 activity has no owner", "not known, and became"]
    {
        assert!(run.stderr.contains(part), "{part}\n{}", run.stderr);
    }
    let plan = std::fs::read_to_string(folder.path().join("workplans/2024.yaml")).unwrap();
    for part in
        ["Due: TBD", "Due: 2024-02-31", "Status: maybe", "owners: [nobody]", "due: 2024-04-03"]
    {
        assert!(plan.contains(part), "{part}\n{plan}");
    }
}

#[test]
fn a_mapping_resolves_unclear_values() {
    let folder = with_sheet(
        "Id,Activity,Owner,Status,Due\n1,One,New Agency,maybe,TBD\n2,Two,iom,done,03/04/2024\n"
            .as_bytes(),
    );
    let run = workplan(
        folder.path(),
        &["import", "sheet.csv", "--to", "2024", "--write-mapping", "map.yaml"],
    );
    assert!(run.code == Some(0) && run.stdout.contains("of which 2 could be wrong"), "{run:?}");
    let map = std::fs::read_to_string(folder.path().join("map.yaml")).unwrap();
    assert!(
        map.contains("\"New Agency\": \"new\"")
            && map.contains("\"Due\": \"day-first\"  # ?, 1 cell, CSV!E3")
            && map.contains("\"maybe\": \"\"  # ?, 1 cell, CSV!D2"),
        "{map}"
    );
    assert_eq!(entries(&folder.path().join("workplans")).len(), 1);
    // An empty proposal is not a decision.
    let arguments = ["import", "sheet.csv", "--to", "2024", "--mapping", "map.yaml"];
    let run = workplan(folder.path(), &arguments);
    assert!(run.code == Some(2) && run.stderr.matches("error: ").count() == 1, "{run:?}");
    let map = map.replace("\"maybe\": \"\"", "\"maybe\": ongoing");
    std::fs::write(folder.path().join("map.yaml"), map).unwrap();
    let run = workplan(folder.path(), &arguments);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(workplan(folder.path(), &["check", "--as-of", "2024-07-01"]).code, Some(0));
    let list =
        workplan(folder.path(), &["list", "2024", "--format", "json", "--as-of", "2024-07-01"])
            .json();
    assert_eq!(list["activities"][1]["completed"], "2024-04-03");
}

#[test]
fn a_short_name_is_proposed_only_for_its_own_letters() {
    let folder = with("plan.csv", b"Id,Activity,Owner,Due\n1,A,OIM; PAM,Q3\n");
    let run = import(&folder, "plan.csv", &["--write-mapping", "map.yaml"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let map = std::fs::read_to_string(folder.path().join("map.yaml")).unwrap();
    assert!(
        map.ends_with("owners:\n  \"OIM\": \"iom\"  # ?, 1 cell, CSV!C2\n  \"PAM\": \"new\"  # 1 cell, CSV!C2\n"),
        "{map}"
    );
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
            plan.contains(
                "title: Été à Köln\n        owners: [iom]\n        status: planned\n\
                \x20       due: 2024-09-30\n"
            ),
            "{name}: {plan}"
        );
        assert_eq!(plan.contains("was read as Windows-1252"), name == "Windows-1252", "{name}");
    }
    let odd =
        becomes("plan.csv", b"Id,Activity,Owner,Due\n1,\"A; b; c; d; e; f; g\",IOM; WFP,Q3\n");
    assert!(odd.contains("title: A; b; c; d; e; f; g\n        owners: [iom, wfp]"), "{odd}");
}

#[test]
fn errors_in_a_mapping_are_reported_by_line() {
    let folder = with("plan.csv", b"Id,Activity,Owner,Due\n1,A,IOM,Q3\n");
    let mapping = "dates:\n  x: tomorrow\ncolours:\n  a: b\nstatuses:\n  y: ongoing\n  z: busy\nowners:\n  n: ''\n";
    std::fs::write(folder.path().join("map.yaml"), mapping).unwrap();
    let run = import(&folder, "plan.csv", &["--mapping", "map.yaml"]);
    assert_eq!(run.code, Some(2));
    insta::assert_snapshot!(run.stderr, @r"
    error: map.yaml, line 2: `dates` takes a date or a span such as 2024-06-30 or 2024-Q2, or `none`, not `tomorrow`
    error: map.yaml, line 4: a mapping has no section `colours`; it takes columns, sheet, statuses, owners, period, year, dates, day_order, numbers, amounts, currency
    error: map.yaml, line 7: `statuses` takes a status of the format, such as `on_hold`, not `busy`
    help: nothing was written; correct the mapping
    ");
    assert_eq!(entries(&folder.path().join("workplans")).len(), 1);
}
