//! Limits of services: output is cut between items, and says how many are left out and which
//! command shows them.

use crate::support::{commit, folder, git, workplan};

/// Returns a plan with N activities.
fn plan(number: usize, status: &str, due: &str) -> String {
    let mut out = String::from(
        "schema: 1\ntitle: Large\nperiod: {start: 2026-01-01, end: 2026-12-31}\n\
            organizations: [{id: river, name: River Basin Agency}]\n\
         priorities:\n- id: p\n  title: P\n  activities:\n",
    );
    for id in 1..=number {
        out += &format!(
            "  - {{id: w{id}, title: \"Restore the gauging station number {id} <&> on the upper \
                river\", owners: [river], status: {status}, due: {due}}}\n"
        );
    }
    out
}

/// Returns how many items the output says are left out.
fn left_out(text: &str, word: &str) -> usize {
    let (before, _) =
        text.split_once(word).unwrap_or_else(|| panic!("{word} is not in {}", text.len()));
    let digits = before.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap();
    digits.parse().unwrap()
}

#[test]
fn a_comment_a_summary_and_a_mail_are_cut_at_an_item() {
    let root = folder(&[("2026.yaml", plan(900, "planned", "2026-03-31").as_bytes())]);
    git(root.path(), &["init", "--quiet"]);
    commit(root.path(), "plan");
    std::fs::write(root.path().join("workplans/2026.yaml"), plan(900, "ongoing", "2026-04-30"))
        .unwrap();
    let comment =
        workplan(root.path(), &["diff", "--format", "markdown", "--as-of", "2026-02-01"]).ok();
    let shown = comment.lines().filter(|line| line.contains("**w")).count();
    assert!(comment.chars().count() <= 65_536 && shown > 200, "{shown}");
    assert_eq!(left_out(&comment, " changes are not shown here"), 900 - shown);
    assert!(
        comment.contains("`workplan diff --as-of 2026-02-01` shows all.")
            && comment.contains("figures as of"),
        "the end is there"
    );
    let table = workplan(root.path(), &["diff", "--as-of", "2026-02-01"]).ok();
    assert!(table.contains("w900"), "the command that is named shows all");

    let digest = |form: &str| {
        workplan(root.path(), &["digest", "--as-of", "2026-06-01", "--format", form]).ok()
    };
    let mail = digest("html");
    let shown = mail.matches("<strong>w").count();
    assert!(mail.len() <= 104_448 && shown > 100, "{shown} in {}", mail.len());
    assert_eq!(left_out(&mail, " more are not shown here"), 900 - shown);
    assert!(
        mail.contains("<code>workplan digest 2026 --owner river --as-of 2026-06-01</code>")
            && mail.trim_end().ends_with("</html>")
    );
    assert!(digest("table").contains("w900"));
}

#[test]
fn a_summary_is_cut_below_a_mebibyte() {
    let root = folder(&[("2026.yaml", plan(12_000, "planned", "2026-03-31").as_bytes())]);
    let page =
        workplan(root.path(), &["status", "--format", "markdown", "--as-of", "2026-06-01"]).ok();
    let shown = page.lines().filter(|line| line.contains("| w")).count();
    assert!(page.len() < 1 << 20 && shown > 1000);
    assert_eq!(left_out(&page, " more are not shown here"), 12_000 - shown);
    assert!(page.contains("`workplan overdue 2026 --as-of 2026-06-01` shows all"));
}

#[test]
fn sarif_has_as_many_results_as_are_taken() {
    let broken =
        plan(26_000, "planned", "2026-03-31").replace("owners: [river]", "owners: [rivver]");
    let root = folder(&[("2026.yaml", broken.as_bytes())]);
    let run = workplan(root.path(), &["check", "--format", "sarif", "--as-of", "2026-06-01"]);
    let results = run.json()["runs"][0]["results"].as_array().unwrap().clone();
    assert_eq!(results.len(), 25_000);
    assert!(results.iter().all(|one| one["level"] == "error"), "errors come first");
    assert!(left_out(&run.stderr, " findings are left out") > 1000, "{}", run.stderr);
}

#[test]
fn a_step_has_ten_marks_and_errors_come_first() {
    let faults = plan(30, "planned", "2026-03-31")
        .replace("status: planned", "start: 2026-01-05, status: planned");
    let (last, before) = (faults.lines().last().unwrap(), faults.lines().count() - 1);
    let faults: String = faults.lines().take(before).map(|line| format!("{line}\n")).collect();
    let root = folder(&[(
        "2026.yaml",
        format!("{faults}{}\n", last.replace("[river]", "[rivver]")).as_bytes(),
    )]);
    let check = |format: &str| {
        workplan(root.path(), &["check", "--format", format, "--as-of", "2026-06-01"])
    };
    let run = check("github");
    let (marks, all) =
        (run.stdout.lines().count(), check("json").json()["diagnostics"].as_array().unwrap().len());
    assert!(
        marks == 10 && run.stdout.starts_with("::error file=workplans/2026.yaml,"),
        "{}",
        run.stdout
    );
    assert!(
        all > 10 && run.stderr.contains("`workplan check --as-of 2026-06-01` shows them"),
        "{}",
        run.stderr
    );
    assert_eq!(left_out(&run.stderr, " findings are left out"), all - 10);
}

#[test]
fn many_organizations_fit_in_a_mail() {
    let person = "{name: \"A person with a rather long name, of the office for long names\", email: \
        somebody@a-long-domain.example.org}";
    let mut text = plan(1, "ongoing", "2026-03-31");
    let people = vec![person; 900].join(", ");
    let own: String = (0..400)
        .map(|id| format!(", {{id: o{id}, name: Office {id}, focal_points: [{person}]}}"))
        .collect();
    let all = format!("Agency, focal_points: [{people}]}}{own}]");
    text = text.replace("Agency}]", &all);
    for id in 0..400 {
        text += &format!(
            "  - {{id: x{id}, title: Title {id}, owners: [o{id}], status: ongoing, due: 2026-03-31}}\n"
        );
    }
    let root = folder(&[("2026.yaml", text.as_bytes())]);
    let mail = workplan(root.path(), &["digest", "--as-of", "2026-06-01", "--format", "html"]).ok();
    let shown = mail.matches("<h1 ").count();
    assert!(
        mail.len() <= 104_448 && shown > 20 && mail.trim_end().ends_with("</html>"),
        "{shown} in {}",
        mail.len()
    );
    assert_eq!(left_out(&mail, " more organizations are not shown here"), 401 - shown);
    assert!(
        mail.contains("<code>workplan digest 2026 --as-of 2026-06-01</code> shows all"),
        "the command that is named shows all"
    );
}

/// Runs the command that the output recommends.
fn named(root: &std::path::Path, answer: &str) -> String {
    let (before, _) = answer
        .split_once(" shows ")
        .unwrap_or_else(|| panic!("no command is named: {} bytes", answer.len()));
    let command = before.trim_end_matches("</code>").trim_end_matches('`');
    let command = &command[command.rfind(['`', '>']).unwrap() + 1..];
    let arguments =
        command.strip_prefix("workplan ").unwrap().replace("&#39;", "").replace('\'', "");
    workplan(root, &arguments.split(' ').collect::<Vec<_>>()).stdout
}

#[test]
fn the_command_that_is_named_shows_what_was_cut() {
    let root = folder(&[(
        "2025.yaml",
        plan(900, "planned", "2025-03-31").replace("2026", "2025").as_bytes(),
    )]);
    let commit = |number: usize, status: &str, due: &str| {
        let text = plan(number, status, due).replace("2026", "2025");
        std::fs::write(root.path().join("workplans/2025.yaml"), text).unwrap();
        commit(root.path(), "plan");
    };
    git(root.path(), &["init", "--quiet"]);
    commit(900, "planned", "2025-03-31");
    std::fs::write(root.path().join("workplans/2026.yaml"), plan(3, "planned", "2026-12-31"))
        .unwrap();
    commit(900, "ongoing", "2025-04-30");
    let answer = |words: &str| workplan(root.path(), &words.split(' ').collect::<Vec<_>>()).ok();
    for words in [
        "diff HEAD~1 HEAD --format markdown",
        "diff HEAD~1 --format markdown --as-of 2026-01-05",
        "diff HEAD~1 --plan 2025 --format markdown --dir workplans",
        "diff --merge-base HEAD~1 --lenient --format markdown -o /dev/stdout",
        "digest 2025 --as-of 2025-06-01 --format html",
        "digest 2025 --at HEAD~1 --as-of 2025-06-01 --format html",
    ] {
        let answer = answer(words);
        assert!(
            !answer.contains("w900") && named(root.path(), &answer).contains("w900"),
            "{words}"
        );
    }
    std::fs::write(
        root.path().join("workplans/config.yaml"),
        "schema: 1\nrules: {overdue: warning}\n",
    )
    .unwrap();
    let check = workplan(
        root.path(),
        &["check", "--base", "HEAD~1", "--format", "github", "--as-of", "2025-06-01"],
    );
    assert!(
        check.stderr.contains("`workplan check --base 'HEAD~1' --as-of 2025-06-01` shows them"),
        "{}",
        check.stderr
    );
    let status = workplan(root.path(), &["status", "2025", "--as-of", "2025-06-01"]).ok();
    assert!(status.contains("and 892 more: workplan overdue 2025 --as-of 2025-06-01"), "{status}");
}

#[test]
fn one_large_item_hides_no_other() {
    let long = "long ".repeat(14_000);
    let with = |text: String| {
        text.replacen("Restore the gauging station number 1 <&> on the upper river", &long, 1)
    };
    let root = folder(&[("2026.yaml", with(plan(8, "planned", "2026-03-31")).as_bytes())]);
    git(root.path(), &["init", "--quiet"]);
    commit(root.path(), "plan");
    let described = |text: String| {
        text.replace("title: Large\n", &format!("title: Large\ndescription: {long}\n"))
    };
    std::fs::write(
        root.path().join("workplans/2026.yaml"),
        described(with(plan(8, "planned", "2026-04-30"))),
    )
    .unwrap();
    let answer = |command: &str, form: &str| {
        workplan(root.path(), &[command, "--as-of", "2026-06-01", "--format", form]).ok()
    };
    let comment = answer("diff", "markdown");
    assert!(
        comment.contains("1 change is not shown here") && comment.contains("implemented 0 of 8"),
        "{}",
        comment.len()
    );
    assert!(
        (2..=8).all(|id| comment.contains(&format!("**w{id}**")))
            && comment.chars().count() <= 65_536,
        "{}",
        comment.len()
    );
    let mail = answer("digest", "html");
    assert!((2..=8).all(|id| mail.contains(&format!("<strong>w{id}</strong>"))), "{}", mail.len());
    let long = "long ".repeat(220_000);
    let text = plan(8, "planned", "2026-03-31").replacen(
        "Restore the gauging station number 1 <&> on the upper river",
        &long,
        1,
    );
    std::fs::write(
        root.path().join("workplans/2026.yaml"),
        text.replace("title: P\n", &format!("title: {long}\n")),
    )
    .unwrap();
    let page = answer("status", "markdown");
    assert!(
        (2..=8).all(|id| page.contains(&format!("| w{id} |"))) && page.len() < 1 << 20,
        "{}",
        page.len()
    );
    assert_eq!(
        page.matches("1 more is not shown here").count(),
        2,
        "the priority and the activity"
    );
}
