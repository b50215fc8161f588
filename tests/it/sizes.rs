//! What services take no more of: an answer is cut at an item, and says how many are left out and which command shows them.

use crate::program::{folder, git, workplan};

/// A plan of so many activities.
fn plan(number: usize, status: &str, due: &str) -> String {
    let mut out = String::from(
        "schema: 1\ntitle: Large\nperiod: {start: 2026-01-01, end: 2026-12-31}\norganizations: [{id: river, name: River Basin Agency}]\n\
         priorities:\n- id: p\n  title: P\n  activities:\n",
    );
    for id in 1..=number {
        out += &format!(
            "  - {{id: w{id}, title: \"Restore the gauging station number {id} <&> on the upper river\", owners: [river], status: {status}, due: {due}}}\n"
        );
    }
    out
}

/// How many are left out, as an answer says it before a word.
fn left_out(text: &str, word: &str) -> usize {
    let (before, _) = text.split_once(word).unwrap_or_else(|| panic!("{word} is not in {}", text.len()));
    let digits = before.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap();
    digits.parse().unwrap()
}

#[test]
fn a_comment_a_summary_and_a_mail_are_cut_at_an_item() {
    let root = folder(&[("2026.yaml", plan(900, "planned", "2026-03-31").as_bytes())]);
    git(root.path(), &["init", "--quiet"]);
    git(root.path(), &["add", "-A"]);
    git(root.path(), &["commit", "--quiet", "-m", "plan"]);
    std::fs::write(root.path().join("workplans/2026.yaml"), plan(900, "ongoing", "2026-04-30")).unwrap();
    let comment = workplan(root.path(), &["diff", "--format", "markdown", "--as-of", "2026-02-01"]).ok();
    let shown = comment.lines().filter(|line| line.contains("**w")).count();
    assert!(comment.chars().count() <= 65_536 && shown > 200, "{shown}");
    assert_eq!(left_out(&comment, " changes are not shown here"), 900 - shown);
    assert!(comment.contains("`workplan diff`") && comment.contains("figures as of"), "the end is there");
    let table = workplan(root.path(), &["diff", "--as-of", "2026-02-01"]).ok();
    assert!(table.contains("w900"), "the command that is named shows all");

    let digest = |form: &str| workplan(root.path(), &["digest", "--as-of", "2026-06-01", "--format", form]).ok();
    let mail = digest("html");
    let shown = mail.matches("<strong>w").count();
    assert!(mail.len() <= 104_448 && shown > 100, "{shown} in {}", mail.len());
    assert_eq!(left_out(&mail, " more are not shown here"), 900 - shown);
    assert!(mail.contains("workplan digest --owner river") && mail.trim_end().ends_with("</html>"));
    assert!(digest("table").contains("w900"));
}

#[test]
fn a_summary_is_cut_below_a_mebibyte() {
    let root = folder(&[("2026.yaml", plan(12_000, "planned", "2026-03-31").as_bytes())]);
    let page = workplan(root.path(), &["status", "--format", "markdown", "--as-of", "2026-06-01"]).ok();
    let shown = page.lines().filter(|line| line.contains("| w")).count();
    assert!(page.len() < 1 << 20 && shown > 1000);
    assert_eq!(left_out(&page, " more are not shown here"), 12_000 - shown);
    assert!(page.contains("`workplan overdue` shows all"));
}

#[test]
fn sarif_has_as_many_results_as_are_taken() {
    let broken = plan(26_000, "planned", "2026-03-31").replace("owners: [river]", "owners: [rivver]");
    let root = folder(&[("2026.yaml", broken.as_bytes())]);
    let run = workplan(root.path(), &["check", "--format", "sarif", "--as-of", "2026-06-01"]);
    let results = run.json()["runs"][0]["results"].as_array().unwrap().clone();
    assert_eq!(results.len(), 25_000);
    assert!(results.iter().all(|one| one["level"] == "error"), "errors come first");
    assert!(left_out(&run.stderr, " findings are left out") > 1000, "{}", run.stderr);
}

#[test]
fn a_step_has_ten_marks_and_errors_come_first() {
    let faults = plan(30, "planned", "2026-03-31").replace("status: planned", "start: 2026-01-05, status: planned");
    let (last, before) = (faults.lines().last().unwrap(), faults.lines().count() - 1);
    let faults: String = faults.lines().take(before).map(|line| format!("{line}\n")).collect();
    let root = folder(&[("2026.yaml", format!("{faults}{}\n", last.replace("[river]", "[rivver]")).as_bytes())]);
    let check = |format: &str| workplan(root.path(), &["check", "--format", format, "--as-of", "2026-06-01"]);
    let run = check("github");
    let (marks, all) = (run.stdout.lines().count(), check("json").json()["diagnostics"].as_array().unwrap().len());
    assert!(marks == 10 && run.stdout.starts_with("::error file=workplans/2026.yaml,"), "{}", run.stdout);
    assert!(all > 10 && run.stderr.contains("`workplan check` shows them"), "{}", run.stderr);
    assert_eq!(left_out(&run.stderr, " findings are left out"), all - 10);
}

#[test]
fn many_organizations_fit_in_a_mail() {
    let person = "{name: \"A person with a rather long name, of the office for long names\", email: somebody@a-long-domain.example.org}";
    let mut text = plan(1, "ongoing", "2026-03-31");
    let people = vec![person; 900].join(", ");
    let own: String = (0..400).map(|id| format!(", {{id: o{id}, name: Office {id}, focal_points: [{person}]}}")).collect();
    let all = format!("Agency, focal_points: [{people}]}}{own}]");
    text = text.replace("Agency}]", &all);
    for id in 0..400 {
        text += &format!("  - {{id: x{id}, title: Title {id}, owners: [o{id}], status: ongoing, due: 2026-03-31}}\n");
    }
    let root = folder(&[("2026.yaml", text.as_bytes())]);
    let mail = workplan(root.path(), &["digest", "--as-of", "2026-06-01", "--format", "html"]).ok();
    let shown = mail.matches("<h1 ").count();
    assert!(mail.len() <= 104_448 && shown > 20 && mail.trim_end().ends_with("</html>"), "{shown} in {}", mail.len());
    assert_eq!(left_out(&mail, " more organizations are not shown here"), 401 - shown);
    assert!(mail.contains("<code>workplan digest</code> shows all"), "the command that is named shows all");
}
