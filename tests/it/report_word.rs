//! The report as a Word document: its parts, taken out of the archive and read as XML.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::Path;

use roxmltree::{Document, Node};

use crate::report::{DAY, page, texts};
use crate::report_word_order::wrong_children;
use crate::support::{command, commit_on, folder, init, samples, workplan};

/// The parts of a document, by path.
pub type Parts = BTreeMap<String, Vec<u8>>;

/// Writes a report and takes it apart.
fn written(root: &Path, more: &[&str]) -> (Parts, Vec<u8>) {
    let arguments = [&["report", "2024", DAY[0], DAY[1], "-o", "report.docx"], more].concat();
    let run = workplan(root, &arguments);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
    let bytes = std::fs::read(root.join("report.docx")).unwrap();
    (parts(&bytes), bytes)
}

fn parts(bytes: &[u8]) -> Parts {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = Parts::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let (name, mut content) = (file.name().unwrap().into_owned(), Vec::new());
        file.read_to_end(&mut content).unwrap();
        assert!(out.insert(name, content).is_none());
    }
    out
}

fn text<'p>(parts: &'p Parts, path: &str) -> &'p str {
    let part = parts.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    std::str::from_utf8(part).unwrap()
}

fn document(parts: &Parts) -> Document<'_> {
    Document::parse(text(parts, "word/document.xml")).unwrap()
}

fn all<'a, 'd>(document: &'a Document<'d>, name: &'a str) -> impl Iterator<Item = Node<'a, 'd>> {
    document.descendants().filter(move |node| node.tag_name().name() == name)
}

/// The value of an attribute, whatever its namespace.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|one| one.name() == name).map(|one| one.value())
}

/// The words of a paragraph or a table.
fn words(node: Node<'_, '_>) -> String {
    let piece = |node: Node<'_, '_>| match node.tag_name().name() {
        "t" => node.text().unwrap_or("").to_owned(),
        "br" | "tab" => " ".to_owned(),
        _ => String::new(),
    };
    node.descendants().map(piece).collect()
}

/// The words of a document, a line for each paragraph, and where its links lead.
pub fn words_and_links(bytes: &[u8]) -> (String, Vec<String>) {
    let parts = parts(bytes);
    let document = document(&parts);
    let rels = Document::parse(text(&parts, "word/_rels/document.xml.rels")).unwrap();
    let links = all(&rels, "Relationship").filter(|one| attribute(*one, "TargetMode").is_some());
    let links = links.map(|one| attribute(one, "Target").unwrap().to_owned()).collect();
    let lines: Vec<String> = all(&document, "p").map(words).collect();
    (lines.join("\n"), links)
}

/// The words of the paragraphs in a style.
fn styled(document: &Document<'_>, style: &str) -> Vec<String> {
    let has_style = |node: &Node<'_, '_>| {
        node.descendants()
            .any(|one| one.tag_name().name() == "pStyle" && attribute(one, "val") == Some(style))
    };
    all(document, "p").filter(has_style).map(words).collect()
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x20\x08\x06\0\0\0 and more";

/// A plan with everything that is optional, and hard texts.
fn full() -> tempfile::TempDir {
    let plan = r##"
schema: 1
title: "خطة العمل 2024 <&> \"x\" ana@example.org"
period: {start: 2024-01-01, end: 2024-12-31}
target: 80
chairs: [x]
description: "One.\n\nTwo, *not bold*.\nThree."
message: "Dear all,\n\nask ana@example.org مرحبا.\nTwo lines."
highlights: ["气候变化 & more"]
concerns: [Posts are vacant.]
decisions: [Name a focal point., Agree on funds.]
themes: [{id: t, title: Theme}, {id: u, title: Other}]
organizations: [{id: x, name: X and Y, focal_points: [{name: Ana Example, email: ana@example.org}]}]
priorities:
- id: 1
  title: First
  narrative: "It goes well.\n\nVery well."
  description: About the first.
  lead: [x]
  activities:
  - id: "1.1"
    title: "عنوان عربي Latin"
    owners: [x]
    themes: [t]
    status: completed
    completed: 2024-03-01
    due: 2024-03-31
    description: "<b>not bold</b> &amp; ]]>"
    milestones: [{title: Draft, due: 2024-02-01, done: 2024-02-01}]
    deliverables:
    - {title: Guide, url: "https://example.org/a?b=c&d=é|"}
    - {title: Leaflet}
    indicators: [{name: People, unit: people, baseline: 0, target: 15, actual: 12, verification: Lists}]
    budget: {currency: USD, required: 1000, available: 500, spent: 100}
    sdg_targets: ["5.2"]
    geography: [Sahel]
  - id: "1.2"
    title: Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww
    owners: [x]
    status: ongoing
    due: 2024-06-30
    depends_on: ["1.1"]
    milestones: [{title: Late, due: 2024-07-01}]
  - {id: "1.3", title: Next, owners: [x], status: planned, due: 2024-09-30, themes: [u]}
- {id: 2, title: Second, activities: [{id: "2.1", title: T, owners: [x], status: planned}]}
"##;
    let config = "schema: 1\nreport:\n  name: Group <G>\n  logo: logo.png\n  accent: \"#ffcc00\"\n\
        \x20 contact: Office, https://example.org/\n  classification: Draft\n";
    folder(&[("2024.yaml", plan.as_bytes()), ("config.yaml", config.as_bytes()), ("logo.png", PNG)])
}

#[test]
fn every_part_is_sound_and_every_reference_leads_somewhere() {
    let root = full();
    for readers in ["members", "principals", "public"] {
        let (parts, _) = written(root.path(), &["--for", readers]);
        for (path, content) in &parts {
            if path.ends_with(".xml") || path.ends_with(".rels") {
                let text = std::str::from_utf8(content).unwrap();
                Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            }
        }
        let types = text(&parts, "[Content_Types].xml");
        let kinds = Document::parse(types).unwrap();
        for path in parts.keys().filter(|path| *path != "[Content_Types].xml") {
            let ending = path.rsplit('.').next().unwrap();
            let is_known = all(&kinds, "Override")
                .any(|one| attribute(one, "PartName") == Some(&format!("/{path}")))
                || ending != "xml"
                    && all(&kinds, "Default")
                        .any(|one| attribute(one, "Extension") == Some(ending));
            assert!(is_known, "{readers}: nothing says what {path} is");
        }
        for (path, content) in parts.iter().filter(|(path, _)| path.ends_with(".rels")) {
            let folder = path.split("_rels/").next().unwrap();
            let text = std::str::from_utf8(content).unwrap();
            for one in all(&Document::parse(text).unwrap(), "Relationship") {
                let target = attribute(one, "Target").unwrap();
                if attribute(one, "TargetMode") == Some("External") {
                    assert!(target.starts_with("https://") && target.is_ascii(), "{target}");
                    continue;
                }
                let target = match target.strip_prefix("../") {
                    Some(above) => format!("word/{above}"),
                    None => format!("{folder}{target}"),
                };
                assert!(parts.contains_key(&target), "{path}: there is no {target}");
            }
        }
        references(&parts, readers);
    }
}

/// Looks whether what the text names is there.
fn references(parts: &Parts, readers: &str) {
    let document = document(parts);
    let rels = text(parts, "word/_rels/document.xml.rels");
    let rels = Document::parse(rels).unwrap();
    let ids: BTreeSet<&str> =
        all(&rels, "Relationship").filter_map(|one| attribute(one, "Id")).collect();
    for node in document.descendants() {
        for one in node.attributes().filter(|one| one.namespace().is_some_and(is_office)) {
            assert!(ids.contains(one.value()), "{readers}: {}", one.value());
        }
    }
    let marks: Vec<&str> =
        all(&document, "bookmarkStart").filter_map(|one| attribute(one, "name")).collect();
    let unique: BTreeSet<&str> = marks.iter().copied().collect();
    assert_eq!(unique.len(), marks.len(), "{readers}");
    assert!(marks.iter().all(|mark| mark.len() <= 40), "{marks:?}");
    for link in all(&document, "hyperlink") {
        if let Some(anchor) = attribute(link, "anchor") {
            assert!(unique.contains(anchor), "{readers}: {anchor}");
        }
    }
    let numbers = |name: &str| -> Vec<String> {
        all(&document, name).filter_map(|one| attribute(one, "id")).map(str::to_owned).collect()
    };
    for name in ["bookmarkStart", "docPr"] {
        let found = numbers(name);
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len(), "{name}");
    }
    assert_eq!(numbers("bookmarkStart"), numbers("bookmarkEnd"));
    let styles = Document::parse(text(parts, "word/styles.xml")).unwrap();
    let known: BTreeSet<&str> =
        all(&styles, "style").filter_map(|one| attribute(one, "styleId")).collect();
    for name in ["pStyle", "rStyle", "tblStyle", "basedOn", "next"] {
        for document in [&document, &styles] {
            for style in all(document, name).filter_map(|one| attribute(one, "val")) {
                assert!(known.contains(style), "{readers}: there is no style {style}");
            }
        }
    }
    let lists = Document::parse(text(parts, "word/numbering.xml")).unwrap();
    let lists: BTreeSet<&str> =
        all(&lists, "num").filter_map(|one| attribute(one, "numId")).collect();
    for list in all(&styles, "numId").filter_map(|one| attribute(one, "val")) {
        assert!(lists.contains(list), "{list}");
    }
    for path in ["word/styles.xml", "word/numbering.xml", "word/theme/theme1.xml"] {
        let placeholders = ["ACCENT", "\"BODY\"", "\"GAP\"", "\"TITLE", "CELLMARGIN", "\"H1\""];
        let part = text(parts, path);
        assert!(placeholders.iter().all(|one| !part.contains(one)), "{path}");
    }
}

fn is_office(namespace: &str) -> bool {
    namespace.ends_with("officeDocument/2006/relationships")
}

#[test]
fn properties_stand_in_the_order_of_the_schema() {
    let root = full();
    let mut seen = BTreeSet::new();
    for readers in ["members", "principals", "public"] {
        let (parts, _) = written(root.path(), &["--for", readers]);
        for (path, content) in &parts {
            if path.starts_with("word/") && path.ends_with(".xml") {
                let part = Document::parse(std::str::from_utf8(content).unwrap()).unwrap();
                assert_eq!(wrong_children(&part, &mut seen), Vec::<String>::new(), "{path}");
            }
        }
    }
    for name in ["pPr", "rPr", "tblPr", "tcPr", "sectPr", "style", "tbl", "tc", "lvl"] {
        assert!(seen.contains(name), "no {name} was looked at");
    }
}

#[test]
fn a_report_has_a4_pages_and_an_annex_that_lies_on_its_side() {
    let root = full();
    let pages = |readers: &str| -> Vec<String> {
        let (parts, _) = written(root.path(), &["--for", readers]);
        let document = document(&parts);
        let size = |one: Node<'_, '_>| {
            ["w", "h", "orient"].map(|name| attribute(one, name).unwrap_or("-")).join(" ")
        };
        all(&document, "pgSz").map(size).collect()
    };
    assert_eq!(pages("members"), ["11906 16838 -", "16838 11906 landscape"]);
    assert_eq!(pages("public"), ["11906 16838 -", "16838 11906 landscape"]);
    assert_eq!(pages("principals"), ["11906 16838 -"]);
    let (parts, _) = written(root.path(), &[]);
    for path in ["word/header1.xml", "word/header2.xml"] {
        let header = Document::parse(text(&parts, path)).unwrap();
        let said = words(header.root());
        assert!(said.starts_with("خطة العمل 2024 <&> \"x\"") && said.ends_with(" Draft"), "{said}");
    }
    for path in ["word/footer1.xml", "word/footer2.xml"] {
        let footer = Document::parse(text(&parts, path)).unwrap();
        assert_eq!(words(footer.root()), "Group <G> · 15 September 2024 Page 1 of 1");
        let fields: Vec<&str> = all(&footer, "instrText").filter_map(|one| one.text()).collect();
        assert_eq!(fields, [" PAGE ", " NUMPAGES "]);
    }
}

#[test]
fn every_table_repeats_its_header_and_keeps_its_widths() {
    let (parts, _) = written(full().path(), &[]);
    let document = document(&parts);
    let mut captions = Vec::new();
    for table in all(&document, "tbl") {
        let child = |node: Node<'_, '_>, name: &str| {
            node.descendants().any(|one| one.tag_name().name() == name)
        };
        let rows: Vec<_> = table.children().filter(|one| one.tag_name().name() == "tr").collect();
        assert!(rows.len() > 1);
        for (at, row) in rows.iter().enumerate() {
            assert_eq!(child(*row, "tblHeader"), at == 0);
            assert!(child(*row, "cantSplit"), "{}", words(*row));
        }
        let width = |node: Node<'_, '_>| attribute(node, "w").unwrap().parse::<u32>().unwrap();
        let grid: Vec<u32> = table
            .descendants()
            .filter(|one| one.tag_name().name() == "gridCol")
            .map(width)
            .collect();
        let all: u32 = grid.iter().sum();
        assert!([9_638, 14_570].contains(&all), "{all}");
        for row in rows {
            let cells: Vec<u32> =
                row.descendants().filter(|one| one.tag_name().name() == "tcW").map(width).collect();
            assert_eq!(cells, grid, "{}", words(row));
        }
        let caption = table.descendants().find(|one| one.tag_name().name() == "tblCaption");
        captions.push(attribute(caption.unwrap(), "val").unwrap().to_owned());
    }
    assert!(captions.len() > 12 && captions.iter().all(|one| !one.is_empty()), "{captions:?}");
}

#[test]
fn the_contents_list_every_heading_with_a_link() {
    let (parts, _) = written(full().path(), &[]);
    let document = document(&parts);
    let fields: Vec<&str> = all(&document, "instrText").filter_map(|one| one.text()).collect();
    assert_eq!(fields, [" TOC \\o \"1-2\" \\h \\z \\u "]);
    let listed = |style: &str| styled(&document, style);
    assert_eq!(listed("TOC1"), listed("Heading1"));
    assert_eq!(listed("TOC2"), listed("Heading2"));
    let first = listed("TOC1").remove(0);
    assert_eq!(first, "Where the plan stands");
    let marks = all(&document, "fldChar").filter_map(|one| attribute(one, "fldCharType"));
    assert_eq!(marks.collect::<Vec<_>>(), ["begin", "separate", "end"]);
    // Nothing asks a reader on opening.
    assert!(!text(&parts, "word/settings.xml").contains("updateFields"));
}

#[test]
fn the_document_has_the_sections_of_the_page() {
    let root = full();
    for readers in ["members", "principals", "public"] {
        let arguments = ["report", "2024", "--for", readers, "--format", "html", DAY[0], DAY[1]];
        let html = scraper::Html::parse_document(&workplan(root.path(), &arguments).stdout);
        let (parts, _) = written(root.path(), &["--for", readers]);
        let document = document(&parts);
        let mut headings = styled(&document, "Heading1");
        assert_eq!(headings.remove(0), "Where the plan stands");
        let sections: BTreeSet<String> = texts(&html, "h2").into_iter().collect();
        assert_eq!(headings.into_iter().collect::<BTreeSet<_>>(), sections, "{readers}");
        assert_eq!(styled(&document, "Title"), texts(&html, "h1"));
        assert_eq!(styled(&document, "Kicker"), ["Workplan report · as of 15 September 2024"]);
    }
}

#[test]
fn every_activity_is_in_the_annex_as_on_the_page() {
    let root = samples();
    let (parts, _) = written(root.path(), &[]);
    let document = document(&parts);
    let html = page("2024");
    let ids = |selector: &str| texts(&html, selector);
    let rows: Vec<String> = all(&document, "bookmarkStart")
        .filter(|one| attribute(*one, "name").unwrap().starts_with("activity"))
        .map(|one| words(one.parent().unwrap()))
        .collect();
    assert_eq!(rows, ids("#annex tr[id] td:first-child"));
    let all = words(document.root());
    for title in ids("#annex tr[id] td:nth-child(2)").iter().chain(&ids("#owners th[scope=row]")) {
        assert!(all.contains(title.trim()), "{title}");
    }
}

#[test]
fn texts_stay_as_they_are_and_have_their_direction() {
    let (parts, _) = written(full().path(), &[]);
    let document = document(&parts);
    assert_eq!(styled(&document, "Title"), ["خطة العمل 2024 <&> \"x\" (address left out)"]);
    assert_eq!(styled(&document, "Lead"), ["One.", "Two, *not bold*. Three."]);
    assert_eq!(styled(&document, "Group"), ["Group <G>"]);
    let said = styled(&document, "Normal");
    for text in ["Dear all,", "ask (address left out) مرحبا. Two lines.", "Very well."] {
        assert!(said.iter().any(|one| one == text), "{text}: {said:?}");
    }
    assert_eq!(styled(&document, "ListNumber"), ["Name a focal point.", "Agree on funds."]);
    assert!(styled(&document, "ListBullet").contains(&"气候变化 & more".to_owned()));
    let details = styled(&document, "TableDetail").join("\n");
    assert!(details.contains("About <b>not bold</b> &amp; ]]>"), "{details}");
    let turned = |node: Node<'_, '_>| node.descendants().any(|one| one.tag_name().name() == "bidi");
    let of = |text: &str| all(&document, "p").find(|one| words(*one).starts_with(text)).unwrap();
    assert!(turned(of("خطة")) && turned(of("عنوان")) && !turned(of("ask ")));
    let runs =
        all(&document, "r").filter(|run| words(*run).chars().any(|c| ('ا'..='ي').contains(&c)));
    for run in runs {
        assert!(run.descendants().any(|one| one.tag_name().name() == "rtl"), "{}", words(run));
    }
    for text in all(&document, "t").filter(|one| one.parent().unwrap().tag_name().name() == "r") {
        assert!(attribute(text, "space") == Some("preserve"), "{:?}", text.text());
    }
    let all_parts = parts.values().map(|part| String::from_utf8_lossy(part)).collect::<String>();
    assert!(!all_parts.contains("ana@"));
    assert!(
        text(&parts, "word/_rels/document.xml.rels")
            .contains("https://example.org/a?b=c&amp;d=%C3%A9%7C")
    );
}

#[test]
fn outsiders_are_told_no_names_and_no_debts() {
    let root = full();
    let told = |more: &[&str]| {
        let (parts, _) = written(root.path(), more);
        parts.values().map(|part| String::from_utf8_lossy(part)).collect::<String>()
    };
    let members = told(&["--contacts"]);
    assert!(members.contains("Ana Example") && members.contains("ana@example.org"));
    for readers in ["principals", "public"] {
        let told = told(&["--for", readers]);
        assert!(!told.contains("Ana Example") && !told.contains("ana@"), "{readers}");
    }
    let public = told(&["--for", "public"]);
    for word in ["Posts are vacant", "Late by", "75 days overdue", "Agree on funds"] {
        assert!(!public.contains(&format!(">{word}")), "{word}");
    }
}

#[test]
fn what_is_not_there_leaves_no_heading() {
    let plan = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        priorities: [{id: p, title: P, activities: []}]\n";
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    let (parts, _) = written(root.path(), &[]);
    let document = document(&parts);
    assert_eq!(styled(&document, "Heading1"), ["Where the plan stands"]);
    assert_eq!(styled(&document, "Summary"), ["This plan has no activities yet."]);
    assert_eq!(all(&document, "pgSz").count(), 1);
    assert!(!parts.keys().any(|path| path.contains("media") || path.contains("charts")));
    let plan = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations: [{id: x, name: X}]\npriorities:\n\
        - {id: p, title: P, activities: [{id: a, title: A, owners: [x], status: planned}]}\n";
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    let (parts, _) = written(root.path(), &[]);
    let headings = styled(&self::document(&parts), "Heading1");
    assert!(!headings.iter().any(|one| one == "Results" || one == "Highlights"), "{headings:?}");
}

#[test]
fn the_logo_and_the_chart_are_pictures_with_words() {
    let root = full();
    let (parts, _) = written(root.path(), &[]);
    let document = document(&parts);
    let told: Vec<&str> =
        all(&document, "docPr").filter_map(|one| attribute(one, "descr")).collect();
    assert_eq!(told, ["Logo of Group <G>"]);
    assert_eq!(parts.get("word/media/image1.png").map(Vec::as_slice), Some(PNG));
    let settings = "schema: 1\nreport: {logo: logo.svg}\n";
    std::fs::write(root.path().join("workplans/config.yaml"), settings).unwrap();
    std::fs::write(root.path().join("workplans/logo.svg"), "<svg xmlns=\"x\"/>").unwrap();
    let run = workplan(root.path(), &["report", "2024", DAY[0], DAY[1], "-o", "svg.docx"]);
    assert!(run.stderr.contains("use a PNG or JPEG picture"), "{run:?}");
}

#[test]
fn the_burn_up_is_a_chart_whose_numbers_can_be_edited() {
    let root = full();
    init(root.path());
    for month in ["01", "03", "06"] {
        commit_on(&format!("2024-{month}-10T12:00:00Z"), root.path(), "a change");
    }
    let (parts, bytes) = written(root.path(), &[]);
    assert_eq!(written(root.path(), &[]).1, bytes);
    let chart = Document::parse(text(&parts, "word/charts/chart1.xml")).unwrap();
    let mut seen = BTreeSet::new();
    assert_eq!(wrong_children(&chart, &mut seen), Vec::<String>::new());
    assert!(
        ["chartSpace", "ser", "dateAx", "valAx", "scaling"].iter().all(|one| seen.contains(*one))
    );
    let values = |node: Node<'_, '_>| -> Vec<String> {
        let values = node.descendants().filter(|one| one.tag_name().name() == "v");
        values.filter_map(|one| one.text()).map(str::to_owned).collect()
    };
    let lines: Vec<Node<'_, '_>> = all(&chart, "ser").collect();
    let names: Vec<String> = all(&chart, "tx").flat_map(values).collect();
    assert_eq!(names, ["expected progress", "progress", "implemented", "target implemented"]);
    let dashes: Vec<&str> =
        all(&chart, "prstDash").filter_map(|one| attribute(one, "val")).collect();
    assert_eq!(dashes, ["dash", "sysDot"], "lines are known without colours");
    // The workbook has the numbers of the lines, in whole percents as the rest of the report.
    let book = self::parts(&parts["word/embeddings/chart1.xlsx"]);
    let sheet = Document::parse(text(&book, "xl/worksheets/sheet1.xml")).unwrap();
    let rows: Vec<Node<'_, '_>> = all(&sheet, "row").collect();
    for (at, line) in lines.iter().enumerate() {
        let column = char::from(b'B' + at as u8);
        let cells = rows.iter().skip(1).flat_map(|row| {
            row.children().filter(|cell| attribute(*cell, "r").unwrap().starts_with(column))
        });
        let shown = line.children().find(|one| one.tag_name().name() == "val").unwrap();
        assert_eq!(cells.flat_map(values).collect::<Vec<_>>(), values(shown), "{column}");
    }
    let implemented = values(lines[2]);
    assert_eq!(implemented.last().map(String::as_str), Some("0.250"));
    let document = document(&parts);
    let words: Vec<&str> =
        all(&document, "docPr").filter_map(|one| attribute(one, "descr")).collect();
    assert!(words[1].ends_with("; implemented 25%; target implemented 80%"), "{words:?}");
    assert_eq!(styled(&document, "Caption").len(), 1);
}

#[test]
fn the_same_report_makes_the_same_bytes() {
    let root = full();
    let (parts, bytes) = written(root.path(), &[]);
    assert_eq!(written(root.path(), &[]).1, bytes);
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes[..])).unwrap();
    assert_eq!(archive.by_index(0).unwrap().name().unwrap(), "[Content_Types].xml");
    for at in 0..archive.len() {
        let time = archive.by_index(at).unwrap().last_modified().unwrap();
        assert_eq!((time.year(), time.month(), time.hour()), (1980, 1, 0));
    }
    let core = text(&parts, "docProps/core.xml");
    for part in [
        "<dc:creator>Group &lt;G&gt;</dc:creator>",
        ">2024-09-15T00:00:00Z</dcterms:created>",
        "<dc:language>en-GB</dc:language>",
        "<cp:contentStatus>Draft</cp:contentStatus>",
    ] {
        assert!(core.contains(part), "{part}: {core}");
    }
    // The group's colour, in a shade that can be read.
    let theme = text(&parts, "word/theme/theme1.xml");
    assert!(!theme.contains("0A4D86") && !theme.contains("FFCC00"), "{theme}");
}

#[test]
fn a_document_goes_to_a_file_or_to_a_program() {
    let root = samples();
    let arguments = ["report", "2024", DAY[0], DAY[1], "--format", "docx"];
    let run = command(root.path(), &arguments).output().unwrap();
    assert!(run.status.success());
    assert!(parts(&run.stdout).contains_key("word/document.xml"));
    let words = workplan(root.path(), &["report", "2024", DAY[0], DAY[1], "--format", "word"]);
    assert!(words.code == Some(2) && words.stderr.contains("did you mean `docx`?"), "{words:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_no_document() {
    let root = samples();
    let (near, far) = crate::support::open_terminal(80);
    let mut command = command(root.path(), &["report", "2024", DAY[0], DAY[1], "--format", "docx"]);
    let run = command.stdout(far).output().unwrap();
    drop(near);
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(said.contains("a Word document is not text for a terminal"), "{said}");
    assert!(said.contains("-o report.docx"), "{said}");
}
