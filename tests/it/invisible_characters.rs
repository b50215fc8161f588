//! Invisible characters: each is named where it causes an error, and `check --fix` removes it.

use std::fs;

use crate::support::{Run, folder, workplan};

const GOOD: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2026-01-01, end: 2026-12-31}\n\
    organizations:\n- {id: a, name: A, focal_points: [{name: F}]}\n\
    - {id: b, name: B, focal_points: [{name: F}]}\nthemes: [{id: t1, title: T1}]\npriorities:\n\
    - id: p\n  title: P\n  activities:\n  - id: '1'\n    title: one\n    owners: [a, b]\n\
    \x20   themes: [t1]\n    status: ongoing\n    due: 2026-12-31\n  - id: '2'\n    title: two\n\
    \x20   owners: [a]\n    themes: [t1]\n    status: ongoing\n    due: 2026-12-31\n\
    \x20   milestones:\n    - {title: m2, due: 2026-06-01}\n";

const CHECK: &[&str] = &["check", "--as-of", "2026-03-01"];

/// A wrong text, a word of its message, and the text after `--fix`.
type Case = (String, String, String);

/// Asserts that each text is reported, and that `--fix` corrects it.
fn assert_fixed(cases: &[Case]) {
    let fixed = are_found_and_fixed(cases, "error");
    assert_eq!(fixed.code, Some(0), "{}", fixed.stdout);
}

fn is_fixed(wrong: &str, label: &str, wanted: &str) {
    assert_fixed(&[(wrong.to_owned(), label.to_owned(), wanted.to_owned())]);
}

/// Does the same for findings of a level. The texts are plans of one folder, one for each year.
fn are_found_and_fixed(cases: &[Case], level: &str) -> Run {
    let of_year = |text: &str, number: usize| text.replace("2026", &(2026 + number).to_string());
    let files: Vec<(String, String)> = cases
        .iter()
        .enumerate()
        .map(|(number, (wrong, ..))| (of_year("2026.yaml", number), of_year(wrong, number)))
        .collect();
    let root = folder(
        &files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect::<Vec<_>>(),
    );
    let run = workplan(root.path(), &[CHECK, &["--format", "json"]].concat());
    run.assert_clean();
    let found = run.json();
    for ((name, _), (wrong, label, _)) in files.iter().zip(cases) {
        let is_told = found["diagnostics"].as_array().unwrap().iter().any(|one| {
            one["path"] == format!("workplans/{name}")
                && one["level"] == level
                && one["message"].as_str().unwrap().contains(label)
                && (level == "warning"
                    || one["help"].as_str().unwrap().contains("`workplan check --fix`"))
        });
        assert!(is_told, "{label} {wrong:?}: {found}");
    }
    let fix = workplan(root.path(), &["check", "--fix", "--as-of", "2026-03-01"]);
    for (number, ((name, _), (wrong, _, wanted))) in files.iter().zip(cases).enumerate() {
        let made = fs::read_to_string(root.path().join("workplans").join(name)).unwrap();
        assert_eq!(made, of_year(wanted, number), "{wrong:?}: {}", fix.stdout);
    }
    fix
}

#[test]
fn codes_addresses_and_tags_hold_none() {
    let with = |right: &str, more: &str| GOOD.replace(right, &format!("{right}{more}"));
    let organization = "focal_points: [{name: F";
    let (mut errors, mut warnings) = (Vec::new(), Vec::new());
    for character in
        ['\u{a0}', '\u{2009}', '\u{3000}', '\u{200e}', '\u{61c}', '\u{fe0f}', '\u{3164}']
    {
        for (right, value) in [
            ("    title: one", "\n    deliverables: [{title: D, url: https://example.org/d@}]"),
            ("{id: a, name: A", ", iati: XM-DAC@-30010"),
            ("{id: a, name: A", ", iati: XM-DAC-30010@"),
        ] {
            // Emoji in an address may need a variation selector.
            if character == '\u{fe0f}' && value.contains("url") {
                continue;
            }
            let label = format!("U+{:04X}", character as u32);
            let wrong = with(right, &value.replace('@', &character.to_string()));
            errors.push((wrong, label, with(right, &value.replace('@', ""))));
        }
        for value in [", email: c@@example.org", ", email: c@example.org@"] {
            let (wrong, good) = match value.strip_suffix('@') {
                Some(value) => (format!("{value}{character}"), value.to_owned()),
                None => {
                    (value.replacen('@', &character.to_string(), 1), value.replacen('@', "", 1))
                }
            };
            let label = format!("U+{:04X}", character as u32);
            warnings.push((with(organization, &wrong), label, with(organization, &good)));
        }
    }
    for (right, value) in [
        ("    title: one", "\n    tags: [a, b@]"),
        ("    title: one", "\n    sdg_targets: ['@8.7', '8.8 @']"),
    ] {
        let wrong = with(right, &value.replace('@', "\u{a0}"));
        warnings.push((wrong, "U+00A0".to_owned(), with(right, &value.replace('@', ""))));
    }
    assert_fixed(&errors);
    let _ = are_found_and_fixed(&warnings, "warning");
    let inside = with("    title: one", "\n    remarks: 10\u{a0}000 «\u{a0}eau\u{a0}»");
    assert!(
        !workplan(folder(&[("2026.yaml", inside.as_bytes())]).path(), CHECK).stdout.contains("U+")
    );
}

const CHARACTERS: &[(char, &str)] = &[
    ('\u{200b}', "U+200B (zero width space)"),
    ('\u{a0}', "U+00A0 (no-break space)"),
    ('\u{ad}', "U+00AD (soft hyphen)"),
    ('\u{2060}', "U+2060 (word joiner)"),
    ('\u{200f}', "U+200F (mark of direction)"),
    ('\u{3164}', "U+3164 (filler)"),
    ('\u{2028}', "U+2028 (line separator)"),
    ('\u{2029}', "U+2029 (paragraph separator)"),
    ('\u{1680}', "U+1680 (space of another width)"),
    ('\u{2800}', "U+2800 (space of another width)"),
    ('\u{e0001}', "U+E0001 (tag without a width)"),
];

/// Returns the correct text with each of the characters at one place.
fn with_each_character(right: &str, wrong: &str) -> Vec<Case> {
    assert!(GOOD.contains(right), "{right:?}");
    let one = |(character, label): &(char, &str)| {
        let text = GOOD.replacen(right, &wrong.replace('@', &character.to_string()), 1);
        (text, (*label).to_owned(), GOOD.to_owned())
    };
    CHARACTERS.iter().map(one).collect()
}

#[test]
fn they_are_named_and_taken_out_wherever_they_do_harm() {
    for (right, wrong) in [
        ("\n    title: two", "\n@    title: two"),
        ("\n    title: two", "\n  @  title: two"),
        ("\n    title: two", "\n    @title: two"),
        ("\n  - id: '2'", "\n@  - id: '2'"),
        ("\n  - id: '2'", "\n  @- id: '2'"),
        ("\n  - id: '2'", "\n  - @id: '2'"),
        ("schema", "@schema"),
        ("\nperiod", "\n@period"),
        ("'2'\n", "'2'@\n"),
        ("'2'\n", "@'2'\n"),
        ("[a, b]", "[a, b]@"),
        ("owners: [a, b]", "owners: @[a, b]"),
        ("2026-06-01}", "2026-06-01}@"),
        ("ongoing\n    due: 2026-12-31\n  -", "on@going\n    due: 2026-12-31\n  -"),
        ("milestones:\n", "milestones:@\n"),
    ] {
        assert_fixed(&with_each_character(right, wrong));
    }
}

#[test]
fn in_the_place_of_a_space_it_becomes_one() {
    for (right, wrong) in [
        ("title: two", "title:@two"),
        ("- id: '2'", "-@id: '2'"),
        ("due: 2026-06-01", "due:@2026-06-01"),
    ] {
        assert_fixed(&with_each_character(right, wrong));
    }
    is_fixed(
        &GOOD.replace("milestones:\n", "milestones: \u{200b}\n"),
        "U+200B",
        &GOOD.replace("milestones:\n", "milestones: \n"),
    );
    is_fixed(
        &GOOD.replacen("\n    title: two", "\n\u{a0}\u{a0}\u{a0}\u{a0}title: two", 1),
        "U+00A0",
        GOOD,
    );
    is_fixed(&GOOD.replace("\n    ", "\n\u{a0}\u{a0}\u{a0}\u{a0}"), "U+00A0", GOOD);
}

#[test]
fn errors_uncovered_by_a_fix_do_not_prevent_it() {
    let wrong = GOOD.replacen("\n    title: one", "\n\u{200b}    title: one", 1).replace(
        "themes: [t1]\n    status: ongoing\n    due: 2026-12-31\n    m",
        "themes: [t9]\n    status: ongoing\n    due: 2026-12-31\n    m",
    );
    let root = folder(&[("2026.yaml", wrong.as_bytes())]);
    let run = workplan(root.path(), CHECK);
    // It also hides the keys after it.
    assert!(
        !run.stdout.contains("missing-key") && run.stdout.contains("1 can be fixed"),
        "{}",
        run.stdout
    );
    let fix = workplan(root.path(), &["check", "--fix", "--as-of", "2026-03-01"]);
    assert!(
        fix.stdout.contains("error[unknown-reference]") && fix.stdout.contains("t9"),
        "{}",
        fix.stdout
    );
    assert!(
        !fs::read_to_string(root.path().join("workplans/2026.yaml")).unwrap().contains('\u{200b}')
    );
}

#[test]
fn a_text_of_nothing_else_is_empty() {
    for title in ["\u{200b}", "'\u{a0}'", "\u{2800}\u{200b}", "\"\u{ad}\""] {
        let root = folder(&[(
            "2026.yaml",
            GOOD.replacen("title: two", &format!("title: {title}"), 1).as_bytes(),
        )]);
        let run = workplan(root.path(), CHECK);
        assert!(
            run.code == Some(1)
                && run.stdout.contains("`title` contains only an invisible character: U+"),
            "{}",
            run.stdout
        );
        assert!(!run.stdout.contains("--fix"), "{}", run.stdout);
    }
}

#[test]
fn a_second_byte_order_mark_is_an_error() {
    is_fixed(&format!("\u{feff}\u{feff}{GOOD}"), "U+FEFF", &format!("\u{feff}{GOOD}"));
    let root = folder(&[("2026.yaml", format!("\u{feff}{GOOD}").as_bytes())]);
    assert_eq!(workplan(root.path(), CHECK).code, Some(0));
}

#[test]
fn texts_keep_the_characters_that_they_need() {
    // An error elsewhere does not make the text suspicious.
    let texts = "    description: |\n      \u{ab}\u{a0}eau\u{a0}\u{bb}\n      - \u{a0}x: y\n\
        \x20   remarks: \"\u{a0}a\n      \u{a0}b: c\" # \u{a0}x\n    outcome: \u{a0}z # \u{200b}\n";
    let wrong = format!(
        "{}{texts}",
        GOOD.replacen("themes: [t1]\n    status", "themes: [t9]\n    status", 1)
    );
    let root = folder(&[("2026.yaml", wrong.as_bytes())]);
    let run = workplan(root.path(), CHECK);
    assert!(
        run.stdout.contains("unknown-reference") && !run.stdout.contains("U+"),
        "{}",
        run.stdout
    );
}

#[test]
fn an_item_beside_its_list_is_named_with_its_indent() {
    for (right, wrong, words) in [
        (
            "\n- {id: b",
            "\n - {id: b",
            "the `-` of this list item is too far right: 1 space before it, and 0 spaces before the list",
        ),
        (
            "\n  - id: '2'",
            "\n - id: '2'",
            "the `-` of this list item is too far left: 1 space before it, and 2 spaces before the list",
        ),
        (
            "\n  - id: '2'",
            "\n   - id: '2'",
            "the `-` of this list item is too far right: 3 spaces before it, and 2 spaces before the list",
        ),
        (
            "\n    - {title: m2",
            "\n   - {title: m2",
            "the `-` of this list item is too far left: 3 spaces before it, and 4 spaces before the list",
        ),
    ] {
        let root = folder(&[("2026.yaml", GOOD.replacen(right, wrong, 1).as_bytes())]);
        let said = workplan(root.path(), CHECK).stdout;
        assert!(said.contains(words), "{words}: {said}");
    }
}
