//! Messages of the chairs, translations, IATI codes and related settings: read, refused, merged,
//! carried and exported.

use std::fs;

use serde_json::json;

use crate::support::{Run, commit, folder, git, init, workplan};

const HEAD: &str = "schema: 1\ntitle: Plan 2025\nperiod: {start: 2025-01-01, end: 2025-12-31}\n\
    organizations: [{id: a, name: A, focal_points: [{name: F}]}]\n";

fn plan(keys: &str, activity: &str) -> String {
    format!(
        "{HEAD}{keys}priorities:\n- id: p\n  title: P\n  activities:\n\
            \x20 - {{id: p.1, title: First, owners: [a], status: ongoing, due: 2025-06-30{activity}}}\n"
    )
}

fn check(files: &[(&str, &str)]) -> Run {
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let run = workplan(folder(&files).path(), &["check", "--as-of", "2025-03-01"]);
    run.assert_clean();
    run
}

fn refused(files: &[(&str, &str)], words: &[&str]) {
    let run = check(files);
    assert_eq!(run.code, Some(1), "{files:?}: {run:?}");
    for word in words {
        assert!(run.stdout.contains(word), "{word}: {}", run.stdout);
    }
}

#[test]
fn wrong_texts_and_codes_are_reported_at_their_place() {
    for (keys, activity, words) in [
        (
            "translations: {de: {title: Plan}}\n",
            "",
            &["unknown-key", "has no key `de`", "ar, en, es, fr, ru, zh"] as &[&str],
        ),
        ("translations: {fr: {titel: Plan}}\n", "", &["unknown-key", "did you mean `title`?"]),
        ("translations: {fr: {endorsed: 2025}}\n", "", &["unknown-key", "has no key `endorsed`"]),
        ("translations: [fr]\n", "", &["invalid-value", "keys and values"]),
        ("highlights: One\n", "", &["invalid-value", "`highlights` takes a list"]),
        ("decisions: [~]\n", "", &["invalid-value", "an item of `decisions` is empty"]),
        (
            "",
            ", translations: {fr: {title: \"Un\\nDeux\"}}",
            &["invalid-value", "`title` must be one line"],
        ),
        ("", ", translations: {fr: {title: A, title: B}}", &["syntax", "is repeated here"]),
        ("", ", translations: {fr: {title: \"a\\u202Eb\"}}", &["invalid-value", "U+202E"]),
        (
            "",
            ", iati: {sector: 140}",
            &["invalid-value", "`140` is not a DAC purpose code of five digits"],
        ),
        ("", ", iati: {country: UK}", &["invalid-value", "2025.yaml:9:92", "ISO 3166-1"]),
        ("", ", iati: {recipient: KE}", &["unknown-key"]),
        (
            "",
            ", milestones: [{title: M, due: 2025-05-01, translations: {fr: {due: x}}}]",
            &["unknown-key"],
        ),
    ] {
        refused(&[("2025.yaml", &plan(keys, activity))], words);
    }
}

#[test]
fn wrong_settings_are_reported_at_their_place() {
    let plan = plan("", "");
    for (config, words) in [
        (
            "language: german",
            &["`german` is not a word for `language`", "ar, en, es, fr, ru, zh"] as &[&str],
        ),
        ("languages: fr", &["`languages` takes a list"]),
        ("languages: [fr, fr]", &["`fr` is in `languages` twice", "config.yaml:2:17"]),
        ("languages: [fr, ~]", &["an item of `languages` is empty"]),
        ("report: {accent: red}", &["`red` is not a colour"]),
        ("report: {logo: ../logo.svg}", &["is not the name of a picture in the workplans folder"]),
        ("report: {name: \"A\\nB\"}", &["`name` must be one line"]),
        ("report: Group", &["a report setting is written as keys and values"]),
        (
            "iati: {reporting_org: XM-DAC-1}",
            &["a reporting organization is written as keys and values"],
        ),
        (
            "iati: {reporting_org: {ref: XM DAC}}",
            &["`XM DAC` is not an identifier that is registered with IATI"],
        ),
        (
            "iati: {reporting_org: {type: 41}}",
            &["`41` is not a code of IATI's list of organization types"],
        ),
        ("iati: {language: EN}", &["ISO 639-1"]),
        ("iati: {region: Africa}", &["DAC region code"]),
    ] {
        refused(&[("2025.yaml", &plan), ("config.yaml", &format!("schema: 1\n{config}\n"))], words);
    }
    let all = "schema: 1\nlanguage: fr\nlanguages: [fr, ar]\n\
        report: {name: Group, logo: logo.svg, accent: \"#1a5fb4\", contact: desk@example.org, \
        classification: Draft}\n\
        iati: {reporting_org: {ref: XM-EXAMPLE-7, type: 40}, sector: 15190, country: NO, region: 298, language: en}\n";
    assert_eq!(check(&[("2025.yaml", &plan), ("config.yaml", all)]).code, Some(0));
    assert_eq!(
        check(&[
            ("2025.yaml", &plan),
            ("config.yaml", "schema: 1\nlanguages:\nreport:\niati: {sector: }\n")
        ])
        .code,
        Some(0)
    );
}

#[test]
fn a_key_is_allowed_in_one_file_of_a_plan() {
    let main = plan("message: Hello\nhighlights: [One]\n", "");
    let more =
        "schema: 1\nconcerns: [Money]\ndecisions: [Approve]\ntranslations: {fr: {title: Plan}}\n";
    let root = folder(&[("2025/1.yaml", main.as_bytes()), ("2025/2.yaml", more.as_bytes())]);
    let export =
        workplan(root.path(), &["export", "2025", "--format", "json", "--as-of", "2025-03-01"])
            .json();
    for (key, value) in [
        ("message", json!("Hello")),
        ("highlights", json!(["One"])),
        ("concerns", json!(["Money"])),
        ("decisions", json!(["Approve"])),
        ("translations", json!({"fr": {"title": "Plan"}})),
    ] {
        assert_eq!(export[key], value, "{key}");
    }
    for twice in [
        "message: Hi\n",
        "highlights: [Two]\n",
        "concerns: [Two]\n",
        "decisions: [Two]\n",
        "translations: {ar: {title: x}}\n",
    ] {
        let other = format!("{more}{}", if twice.starts_with(['m', 'h']) { twice } else { "" });
        let third = format!("schema: 1\n{twice}");
        refused(
            &[("2025/1.yaml", &main), ("2025/2.yaml", &other), ("2025/3.yaml", &third)],
            &["duplicate-plan", "in two files of this plan"],
        );
    }
}

#[test]
fn translations_are_set_and_carried() {
    let text = plan("translations: {fr: {title: Plan de 2025}}\n", "").replace(
        "status: ongoing",
        "status: postponed, reason: Money, translations: {fr: {title: Premier, reason: Argent}, es: {reason: Dinero}}",
    );
    let root = folder(&[("2025.yaml", text.as_bytes())]);
    let run = |arguments: &[&str]| {
        workplan(root.path(), &[arguments, &["--as-of", "2025-03-01"]].concat())
    };
    let _ = run(&[
        "set",
        "p.1",
        "translations.ru.title=Первый",
        "iati.country=KE",
        "translations.fr.title=Le premier",
    ])
    .ok();
    let edited = fs::read_to_string(root.path().join("workplans/2025.yaml")).unwrap();
    assert!(
        edited.contains("fr: {title: Le premier, reason: Argent}")
            && edited.contains("title: Первый"),
        "{edited}"
    );
    assert_eq!(run(&["set", "p.1", "translations.de.title=Erstes"]).code, Some(2));
    assert_eq!(run(&["set", "p.1", "iati.country=Kenya"]).code, Some(2));
    assert_eq!(run(&["rollover", "2025"]).code, Some(0));
    let next = fs::read_to_string(root.path().join("workplans/2026.yaml")).unwrap();
    assert!(
        next.contains("title: Plan de 2026")
            && next.contains("country: KE")
            && next.contains("Le premier"),
        "{next}"
    );
    // The reason is removed with its translations.
    assert!(!next.contains("reason") && !next.contains("es: {"), "{next}");
    assert_eq!(run(&["check", "2026"]).code, Some(0), "{}", run(&["check", "2026"]).stdout);
}

#[test]
fn translations_are_merged_one_by_one() {
    let base = plan("", ", translations: {fr: {title: Un, description: Texte}}");
    let root = folder(&[]);
    let file = |name: &str, text: &str| fs::write(root.path().join(name), text).unwrap();
    file("base.yaml", &base);
    file("ours.yaml", &base.replace("title: Un", "title: Premier"));
    file(
        "theirs.yaml",
        &base.replace("description: Texte}", "description: Autre texte}, es: {title: Uno}"),
    );
    assert_eq!(
        workplan(root.path(), &["merge-file", "base.yaml", "ours.yaml", "theirs.yaml"]).code,
        Some(0)
    );
    let merged = fs::read_to_string(root.path().join("ours.yaml")).unwrap();
    assert!(
        merged.contains(
            "translations: {fr: {title: Premier, description: Autre texte}, es: {title: Uno}}"
        ),
        "{merged}"
    );
}

#[test]
fn the_log_lists_translations() {
    let root = folder(&[("2025.yaml", plan("", "").as_bytes())]);
    init(root.path());
    commit(root.path(), "first");
    fs::write(
        root.path().join("workplans/2025.yaml"),
        plan("", ", iati: {country: KE}, translations: {fr: {title: Premier}}"),
    )
    .unwrap();
    git(root.path(), &["commit", "-qam", "second"]);
    let log = workplan(root.path(), &["log", "p.1", "--format", "json"]).json();
    assert_eq!(
        log["entries"][0]["changes"],
        json!([
            {
                "field": "iati",
                "before": null,
                "after": {"sector": null, "country": "KE", "region": null, "language": null},
            },
            {"field": "translations", "before": null, "after": {"fr": {"title": "Premier"}}},
        ])
    );
    // Unreadable values are unknown, so they are not compared.
    fs::write(
        root.path().join("workplans/2025.yaml"),
        plan("", ", iati: {country: Kenya}, translations: {fr: {title: {}}}"),
    )
    .unwrap();
    git(root.path(), &["commit", "-qam", "third"]);
    let log = workplan(root.path(), &["log", "p.1", "--format", "json"]).json();
    assert_eq!(log["entries"].as_array().unwrap().len(), 2, "{log}");
}

#[test]
fn each_text_is_written_out() {
    let text = plan(
        "message: Hello\n",
        ", iati: {sector: \"15190\"}, milestones: [{title: M, due: 2025-05-01, translations: {fr: \
            {title: Étape}}}], translations: {fr: {title: Premier}}",
    );
    let root = folder(&[("2025.yaml", text.as_bytes())]);
    let run = |arguments: &[&str]| {
        workplan(root.path(), &[arguments, &["--as-of", "2025-03-01"]].concat())
    };
    let shown = run(&["show", "p.1", "--format", "json"]).json();
    let activity = &shown["activity"];
    assert_eq!(
        activity["iati"],
        json!({"sector": "15190", "country": null, "region": null, "language": null})
    );
    assert_eq!(activity["translations"], json!({"fr": {"title": "Premier"}}));
    assert_eq!(activity["milestones"][0]["translations"], json!({"fr": {"title": "Étape"}}));
    crate::json_shapes::assert_shape(&shown, "show");
    crate::json_shapes::assert_shape(&run(&["export", "--format", "json"]).json(), "export");
    let csv = run(&["export", "--format", "csv"]).ok();
    assert!(csv.lines().next().unwrap().ends_with(",remarks,iati,translations"), "{csv}");
    assert!(csv.contains(r#""{""fr"":{""title"":""Premier""}}""#), "{csv}");
}
