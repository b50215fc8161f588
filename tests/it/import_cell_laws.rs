//! Round trip of workbooks: a plan in any style is exported, a cell is edited in the XML of the
//! sheet, and the workbook is imported. Another YAML parser reads the resulting plan.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use proptest::prelude::*;
use serde_yaml::Value;
use workplan::edit::find;
use workplan::format::yaml::parse;
use workplan::spreadsheet::COLUMNS;
use workplan::text::FileId;

use crate::support::yaml_writer::{Said, TEXTS, Writer};
use crate::support::{folder, workplan};

/// The text that a user types into a cell, and the resulting value of the plan: a text, or items.
#[derive(Clone, Debug)]
pub enum Typed {
    Text(String),
    /// A number as a spreadsheet writes it, and as the plan does.
    Number(&'static str, &'static str),
    /// A day as a serial number, and as the plan writes it.
    Day(u32, &'static str),
    /// The text of the cell, and the items.
    Items(String, Vec<String>),
    Nothing,
}

/// One field of one activity.
#[derive(Clone, Debug)]
struct Edit {
    /// The index of the activity.
    at: usize,
    key: &'static str,
    typed: Typed,
}

pub type Activity = Vec<(&'static str, Said)>;

pub fn line() -> impl Strategy<Value = String> {
    let known = proptest::sample::select(TEXTS).prop_map(str::to_owned);
    let any = "[ -~éß]{0,12}".prop_map(|text| format!("x{text}"));
    let odd = proptest::sample::select(vec![
        "_x0041_",
        "_x005F_",
        "=1+1",
        "'=1",
        "+x",
        "😀",
        "<b>&amp;</b>",
        "]]>",
        "1e5",
        "01",
        "TRUE",
    ]);
    let all = prop_oneof![3 => known, 2 => any, 1 => odd.prop_map(str::to_owned)];
    all.prop_filter("one line, not only space", |text| {
        !text.contains('\n') && !text.trim().is_empty()
    })
    .prop_map(|text| text.trim().to_owned())
}

/// A text of several lines.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![2 => line(), 1 => (line(), line()).prop_map(|(a, b)| format!("{a}\n\n{b}"))]
}

fn some_of(all: &'static [&'static str], least: usize) -> impl Strategy<Value = Vec<String>> {
    proptest::sample::subsequence(all, least..=all.len())
        .prop_map(|some| some.into_iter().map(str::to_owned).collect())
}

fn items() -> impl Strategy<Value = Vec<String>> {
    // A backslash at the end would escape the comma after it.
    let all = proptest::collection::vec(
        line().prop_filter("no backslash", |text| !text.contains('\\')),
        1..4,
    );
    all.prop_map(|mut all| {
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|item| seen.insert(item.clone()));
        all
    })
}

pub fn activity() -> impl Strategy<Value = Activity> {
    let said = |text: &str| Said::Text(text.to_owned());
    let status = proptest::sample::select(vec!["planned", "ongoing", "on_hold", "completed"]);
    let fixed =
        (line(), some_of(&["a", "b", "c"], 1), status).prop_map(move |(title, owners, status)| {
            let mut all = vec![
                ("title", said(&title)),
                ("owners", Said::List(owners)),
                ("status", said(status)),
            ];
            match status {
                "on_hold" => all.push(("reason", said("because"))),
                "completed" => all.push(("completed", said("2024-06-30"))),
                _ => {}
            }
            all
        });
    let one = prop_oneof![
        proptest::sample::select(vec!["2024-01-15", "2024-Q1", "2024"])
            .prop_map(move |date| ("start", said(date))),
        proptest::sample::select(vec!["2024-07-31", "2024-Q3", "2024-11", "2024-H2"])
            .prop_map(move |date| ("due", said(date))),
        proptest::sample::select(vec!["1", "12.50", "99", "0.000001"])
            .prop_map(|number| ("weight", Said::Number(number))),
        some_of(&["t", "u"], 1).prop_map(|themes| ("themes", Said::List(themes))),
        items().prop_map(|items| ("tags", Said::List(items))),
        items().prop_map(|items| ("geography", Said::List(items))),
        line().prop_map(move |text| ("contact", said(&text))),
        line().prop_map(move |text| ("working_group", said(&text))),
        text().prop_map(move |text| ("description", said(&text))),
        text().prop_map(move |text| ("remarks", said(&format!("{text}\n")))),
        line().prop_map(|title| {
            let own = vec![
                ("title", title),
                ("due", "2024-05".to_owned()),
                ("done", "2024-05-02".to_owned()),
            ];
            (
                "milestones",
                Said::Maps(vec![
                    own,
                    vec![("title", "Second".to_owned()), ("due", "2024-06-01".to_owned())],
                ]),
            )
        }),
        Just((
            "budget",
            Said::Map(vec![("currency", "USD"), ("required", "10.50"), ("spent", "3")])
        )),
    ];
    (fixed, proptest::collection::vec(one, 0..5)).prop_map(|(mut all, more)| {
        for (key, said) in more {
            if all.iter().all(|(other, _)| *other != key) {
                all.push((key, said));
            }
        }
        all
    })
}

pub const IDS: [&str; 4] = ["1.1", "1.10", "no", "0x1f"];

/// Returns a plan with two priorities of two activities each.
pub fn plan(seed: u64, activities: &[Activity]) -> String {
    let mut writer = Writer::new(seed);
    writer.out += "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\n";
    writer.out += "organizations: [{id: a, name: Alpha}, {id: b, name: 'Beta, and more'}, {id: c, name: Gamma}]\n";
    writer.out +=
        "themes: [{id: t, title: T, across: any}, {id: u, title: U, across: any}]\npriorities:\n";
    for (priority, pair) in
        ["p", "q"].into_iter().zip(IDS.iter().zip(activities).collect::<Vec<_>>().chunks(2))
    {
        writer.own_lines(0);
        writer.out += &format!("- id: {priority}\n  title: P\n  activities:\n");
        let dash = 2 + writer.dice.roll(2) as usize * 2;
        for (id, said) in pair {
            writer.activity(id, said, dash);
        }
    }
    writer.finish()
}

fn edit() -> impl Strategy<Value = Edit> {
    let list = |items: Vec<String>| {
        let cell = items.iter().map(|item| item.replace(',', "\\,")).collect::<Vec<_>>().join(", ");
        Typed::Items(cell, items)
    };
    let days = || {
        proptest::sample::select(vec![(45_504, "2024-07-31"), (45_627, "2024-12-01")])
            .prop_map(|(n, day)| Typed::Day(n, day))
    };
    let span = || {
        proptest::sample::select(vec!["2024-Q4", "2024-12", "2024"])
            .prop_map(|span| Typed::Text(span.to_owned()))
    };
    let number = || {
        proptest::sample::select(vec![
            ("0.30000000000000004", "0.3"),
            ("12", "12"),
            ("7.25", "7.25"),
        ])
    };
    let number = || number().prop_map(|(binary, plain)| Typed::Number(binary, plain));
    let nothing = || Just(Typed::Nothing);
    let field = prop_oneof![
        2 => line().prop_map(|text| ("title", Typed::Text(text))),
        2 => some_of(&["a", "b", "c"], 1).prop_map(|ids| ("owners", Typed::Items(ids.join(", "), ids))),
        1 => Just(("owners", Typed::Items("Alpha; Gamma".to_owned(), vec!["a".to_owned(), "c".to_owned()]))),
        2 => some_of(&["t", "u"], 0).prop_map(|ids| match ids.is_empty() {
            true => ("themes", Typed::Nothing),
            false => ("themes", Typed::Items(ids.join("; "), ids)),
        }),
        2 => prop_oneof![days(), span(), nothing()].prop_map(|typed| ("due", typed)),
        1 => prop_oneof![days(), nothing()].prop_map(|typed| ("forecast", typed)),
        2 => prop_oneof![number(), nothing()].prop_map(|typed| ("weight", typed)),
        1 => prop_oneof![number(), nothing()].prop_map(|typed| ("progress", typed)),
        2 => prop_oneof![4 => line().prop_map(Typed::Text), 1 => nothing()].prop_map(|typed| ("contact", typed)),
        1 => prop_oneof![4 => line().prop_map(Typed::Text), 1 => nothing()].prop_map(|typed| ("working_group", typed)),
        2 => prop_oneof![4 => text().prop_map(Typed::Text), 1 => nothing()].prop_map(|typed| ("description", typed)),
        2 => prop_oneof![4 => text().prop_map(Typed::Text), 1 => nothing()].prop_map(|typed| ("remarks", typed)),
        2 => prop_oneof![4 => items().prop_map(list), 1 => nothing()].prop_map(|typed| ("tags", typed)),
        1 => prop_oneof![4 => items().prop_map(list), 1 => nothing()].prop_map(|typed| ("geography", typed)),
        1 => number().prop_map(|typed| ("budget.spent", typed)),
    ];
    (0..IDS.len(), field).prop_map(|(at, (key, typed))| Edit { at, key, typed })
}

/// Returns a workbook with one part of its archive changed.
pub fn with_part(bytes: &[u8], name: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut change = Some(change);
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).unwrap();
        let own = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if own == name {
            content = change.take().unwrap()(String::from_utf8(content).unwrap()).into_bytes();
        }
        out.start_file(own, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    assert!(change.is_none(), "there is no {name}");
    out.finish().unwrap().into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Returns the XML of a sheet with another cell, written as a spreadsheet program does.
pub fn with_cell(xml: &str, row: usize, column: usize, typed: &Typed) -> String {
    let name = format!("{}{row}", workbook_column(column));
    let document = roxmltree::Document::parse(xml).unwrap();
    let find = |tag: &'static str| {
        document.descendants().filter(move |node| node.tag_name().name() == tag)
    };
    let columns = find("col").find(|node| {
        let number = |name: &str| node.attribute(name).unwrap().parse::<usize>().unwrap();
        (number("min")..=number("max")).contains(&(column + 1))
    });
    let style = columns.and_then(|node| node.attribute("style")).unwrap_or("0");
    let content = match typed {
        // A text that begins with an underscore would be read as a character code.
        Typed::Text(text) | Typed::Items(text, _) => {
            let text = escaped(&text.replace("_x", "_x005F_x"));
            format!(
                "<c r=\"{name}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
            )
        }
        Typed::Number(number, _) => format!("<c r=\"{name}\" s=\"{style}\"><v>{number}</v></c>"),
        Typed::Day(number, _) => format!("<c r=\"{name}\" s=\"{style}\"><v>{number}</v></c>"),
        Typed::Nothing => format!("<c r=\"{name}\" s=\"{style}\"/>"),
    };
    let mut out = xml.to_owned();
    if let Some(cell) = find("c").find(|node| node.attribute("r") == Some(&name)) {
        out.replace_range(cell.range(), &content);
        return out;
    }
    let row =
        find("row").find(|node| node.attribute("r") == Some(row.to_string().as_str())).unwrap();
    let behind = row
        .children()
        .filter(roxmltree::Node::is_element)
        .find(|cell| place(cell.attribute("r").unwrap()) > column);
    let at = behind.map_or(row.range().end - "</row>".len(), |cell| cell.range().start);
    out.insert_str(at, &content);
    out
}

/// Returns the letters of a column, counted from 0.
fn workbook_column(column: usize) -> String {
    let letter = |number: usize| char::from(b'A' + u8::try_from(number).unwrap());
    if column < 26 {
        letter(column).to_string()
    } else {
        format!("{}{}", letter(column / 26 - 1), letter(column % 26))
    }
}

fn place(cell: &str) -> usize {
    cell.bytes()
        .take_while(u8::is_ascii_uppercase)
        .fold(0, |column, b| column * 26 + usize::from(b - b'A') + 1)
        - 1
}

/// Returns the number of the row of an activity, from 1.
pub fn row_of(bytes: &[u8], id: &str) -> usize {
    use calamine::{Reader, Xlsx};
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range("Activities").unwrap();
    range.rows().position(|row| row[0] == calamine::Data::String(id.to_owned())).unwrap() + 1
}

/// Edits the workbook as a user would.
fn type_in(folder: &Path, edit: &Edit) {
    let path = folder.join("plan.xlsx");
    let column = COLUMNS.iter().position(|column| column.key == edit.key).unwrap();
    let bytes = fs::read(&path).unwrap();
    let row = row_of(&bytes, IDS[edit.at]);
    let bytes = with_part(&bytes, "xl/worksheets/sheet2.xml", |xml| {
        let xml = with_cell(&xml, row, column, &edit.typed);
        match &edit.typed {
            // A cell that shows percentages keeps 55% as 0.55.
            Typed::Number(number, _) if edit.key == "progress" => {
                let start = xml.find(&format!("r=\"{}{row}\"", workbook_column(column))).unwrap();
                let part = number.parse::<f64>().unwrap() / 100.0;
                let (before, cell) = xml.split_at(start);
                let new = cell.replacen(&format!("<v>{number}<"), &format!("<v>{part}<"), 1);
                format!("{before}{new}")
            }
            _ => xml,
        }
    });
    fs::write(path, bytes).unwrap();
}

fn read(text: &str) -> Value {
    serde_yaml::from_str(text.trim_start_matches('\u{feff}')).unwrap()
}

/// Returns all activities as the other parser reads them.
pub fn activities(text: &str) -> Vec<Value> {
    let plan = read(text);
    let priorities = plan["priorities"].as_sequence().unwrap().clone();
    priorities.iter().flat_map(|one| one["activities"].as_sequence().unwrap().clone()).collect()
}

/// Returns whether the other parser finds the typed value. It reads plain numbers and words such as
/// `true` as such; for the plan they are text.
pub fn is_said(found: &Value, typed: &Typed) -> bool {
    let same = |found: &Value, text: &str| match found {
        Value::String(own) => own.trim() == text,
        Value::Number(_) | Value::Bool(_) => true,
        _ => false,
    };
    match typed {
        Typed::Text(text) => same(found, text),
        Typed::Number(_, text) | Typed::Day(_, text) => same(found, text),
        Typed::Items(_, items) => {
            let found = found.as_sequence().cloned().unwrap_or_default();
            found.len() == items.len()
                && found.iter().zip(items).all(|(found, item)| same(found, item))
        }
        Typed::Nothing => found.is_null(),
    }
}

/// Returns the value of a key, and the activity without it.
fn taken_apart(activity: &Value, key: &str) -> (Value, Value) {
    let (outer, inner) =
        key.split_once('.').map_or((key, None), |(outer, inner)| (outer, Some(inner)));
    let mut rest = activity.as_mapping().unwrap().clone();
    match inner {
        None => (rest.remove(outer).unwrap_or(Value::Null), Value::Mapping(rest)),
        Some(inner) => {
            let mut map =
                rest.remove(outer).and_then(|map| map.as_mapping().cloned()).unwrap_or_default();
            let found = map.remove(inner).unwrap_or(Value::Null);
            rest.insert(outer.into(), Value::Mapping(map));
            (found, Value::Mapping(rest))
        }
    }
}

/// Asserts that only the lines of the field changed.
fn only_its_lines(old: &str, new: &str, edit: &Edit) -> Result<(), TestCaseError> {
    if old == new {
        return Ok(());
    }
    // In a mapping in braces, the key before gains or loses a comma.
    let bare = |text: &str| text.replace(',', "");
    let (document, _) = parse(FileId(0), old);
    let place = find(&document, IDS[edit.at]).pop().unwrap();
    let outer = edit.key.split('.').next().unwrap();
    if let Some((key, value)) = place.node.pairs().find(|(key, _)| key.as_str() == outer) {
        let (start, end) =
            (key.span().start as usize, value.span().end.max(key.span().end) as usize);
        let before = bare(&old[..old[..start].rfind('\n').map_or(0, |at| at + 1)]);
        let behind = bare(&old[old[end..].find('\n').map_or(old.len(), |at| end + at + 1)..]);
        // If the last line of a file without a final line break is removed, the line break before
        // it is removed as well.
        let before = if behind.is_empty() { before.trim_end().to_owned() } else { before };
        let new_bare = bare(new);
        let is_kept = new_bare.starts_with(&before)
            && new_bare.ends_with(&behind)
            && new_bare.len() >= before.len() + behind.len();
        prop_assert!(is_kept, "{edit:?} in\n{old}\n----\n{new}");
        return Ok(());
    }
    let alike = |old: &str, new: &str| {
        let before = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        (before, old.bytes().rev().zip(new.bytes().rev()).take_while(|(a, b)| a == b).count())
    };
    let (before, behind) = alike(&bare(old), &bare(new));
    prop_assert!(
        before + behind >= bare(old).len(),
        "something is gone for {edit:?} in\n{old}\n----\n{new}"
    );
    let (before, behind) = alike(old, new);
    let span = place.node.span();
    let end =
        old[span.end as usize..].find('\n').map_or(old.len(), |at| span.end as usize + at + 1);
    prop_assert!(
        before >= span.start as usize && old.len() - behind <= end,
        "not in its activity: {edit:?}\n{old}\n----\n{new}"
    );
    Ok(())
}

pub fn import(folder: &Path, more: &[&str]) -> crate::support::Run {
    workplan(folder, &[&["import", "plan.xlsx", "--as-of", "2024-07-01"], more].concat())
}

pub fn now(folder: &Path) -> String {
    fs::read_to_string(folder.join("workplans/2024.yaml")).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 200, ..crate::support::cases(12) })]

    #[test]
    fn an_edit_of_a_cell_is_an_edit_of_its_field(
        seed in any::<u64>(),
        all in proptest::collection::vec(activity(), IDS.len()),
        edit in edit(),
        other in line(),
    ) {
        // `spent` requires a budget.
        let has_budget = all[edit.at].iter().any(|(key, _)| *key == "budget");
        prop_assume!(has_budget || !edit.key.starts_with("budget."));
        let text = plan(seed, &all);
        let folder = folder(&[("2024.yaml", text.as_bytes())]);
        let folder = folder.path();
        let run = workplan(folder, &["export", "2024", "-o", "plan.xlsx", "--as-of", "2024-07-01"]);
        prop_assert_eq!(
            run.code,
            Some(0),
            "the test itself writes a plan with errors: {}\n{}",
            run.stderr,
            text
        );

        // Without an edit nothing changes.
        let run = import(folder, &[]);
        prop_assert!(
            run.stdout.starts_with("no change") && run.stderr.is_empty(),
            "{:?}\n{}",
            run,
            text
        );
        prop_assert_eq!(&now(folder), &text);

        // With the edit only the field changes.
        type_in(folder, &edit);
        let shown = import(folder, &["--dry-run"]);
        prop_assert_eq!(&now(folder), &text, "a dry run writes nothing");
        let run = import(folder, &[]);
        prop_assert_eq!(run.code, Some(0), "{:?}\n{:?}\n{}", run, edit, text);
        let new = now(folder);
        prop_assert_eq!(new == text, run.stdout.starts_with("no change"), "{:?}\n{}", run, text);
        prop_assert_eq!(new == text, shown.stdout.starts_with("no change"));
        only_its_lines(&text, &new, &edit)?;
        for (at, (before, after)) in activities(&text).iter().zip(activities(&new)).enumerate() {
            if at != edit.at {
                prop_assert_eq!(before, &after);
                continue;
            }
            let (found, rest) = taken_apart(&after, edit.key);
            prop_assert!(
                is_said(&found, &edit.typed) || new == text,
                "{:?}: {:?}\n{}",
                edit,
                found,
                new
            );
            prop_assert_eq!(taken_apart(before, edit.key).1, rest);
        }

        // Meanwhile another activity was edited in git, and then the same field.
        let beside = IDS[(edit.at + 1) % IDS.len()];
        fs::write(folder.join("workplans/2024.yaml"), &text).unwrap();
        prop_assert_eq!(
            workplan(folder, &["set", beside, &format!("x_own=y{other}"), "--plan", "2024"]).code,
            Some(0)
        );
        let ours = now(folder);
        prop_assert_eq!(import(folder, &[]).code, Some(0));
        only_its_lines(&ours, &now(folder), &edit)?;
        prop_assert_eq!(
            activities(&now(folder))[edit.at].clone(),
            activities(&new)[edit.at].clone()
        );
        if new == text || edit.key != "contact" {
            return Ok(());
        }
        fs::write(folder.join("workplans/2024.yaml"), &text).unwrap();
        prop_assert_eq!(
            workplan(
                folder,
                &["set", IDS[edit.at], &format!("contact=y{other}"), "--plan", "2024"]
            )
            .code,
            Some(0)
        );
        let ours = now(folder);
        let run = import(folder, &[]);
        prop_assert_eq!(run.code, Some(1), "{:?}", run);
        prop_assert!(
            run.stdout.contains(&format!("conflict: {} contact", IDS[edit.at])),
            "{:?}",
            run
        );
        prop_assert_eq!(&now(folder), &ours);
        prop_assert_eq!(import(folder, &["--ours"]).code, Some(0));
        prop_assert_eq!(&now(folder), &ours);
        prop_assert_eq!(import(folder, &["--theirs"]).code, Some(0));
        prop_assert!(is_said(
            &taken_apart(&activities(&now(folder))[edit.at], "contact").0,
            &edit.typed
        ));
    }
}
