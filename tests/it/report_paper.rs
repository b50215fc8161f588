//! The report on paper: what a browser is given to print, and what becomes of what it prints.

use scraper::{Html, Selector};

use crate::report::{DAY, page, texts};
use crate::support::{folder, workplan};

fn style(page: &Html) -> String {
    texts(page, "style").remove(0)
}

#[test]
fn each_sheet_has_the_title_the_day_and_its_number() {
    let style = style(&page("2024"));
    assert!(style.contains(
        "@page{@top-left{content:\"ICAT Workplan 2024\"}\
         @top-right{content:\"15 September 2024\"}\
         @bottom-right{content:\"Page \" counter(page) \" of \" counter(pages)}}"
    ));
    // The reader's paper counts, and rules for narrow screens do not meet it.
    assert!(!style.contains("size:A4"), "{style}");
    for rule in style.split("@media").skip(1).filter(|rule| rule.contains("-width:")) {
        let query = rule.split('{').next().unwrap();
        assert!(!query.contains("-width:") || query.contains("screen"), "@media{query}");
    }
}

#[test]
fn a_hostile_title_stays_a_string_of_the_style() {
    let title = "</style><script>alert(1)</script>\\\"}body{display:none} ana@example.org";
    let plan = format!(
        "{{schema: 1, title: {}, period: {{start: 2024-01-01, end: 2024-12-31}}, priorities: []}}",
        serde_json::to_string(title).unwrap()
    );
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    let text = workplan(root.path(), &["report", "2024", "--format", "html", DAY[0], DAY[1]]).ok();
    let page = Html::parse_document(&text);
    let (style, script) = (style(&page), Selector::parse("script").unwrap());
    assert_eq!(page.select(&script).count(), 1);
    let running = style.split("@top-left{content:\"").nth(1).unwrap();
    let running = running.split("\"}").next().unwrap();
    assert!(running.starts_with("\\3c \\2f style\\3e "), "{running}");
    assert!(!running.contains("example"), "{running}");
    assert!(!text.contains("ana@"), "{text}");
}

#[cfg(unix)]
mod printed {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::{Path, PathBuf};

    use crate::report::DAY;
    use crate::support::{Run, command, run, samples};

    /// Writes a browser that is a script: `$pdf` is the file to write, `$page` the page.
    fn browser(root: &Path, script: &str) -> PathBuf {
        let path = root.join("browser");
        let begin = "#!/bin/sh\n\
            for word; do case $word in\n\
            --print-to-pdf=*) pdf=${word#--print-to-pdf=};;\n\
            file://*) page=$(echo \"${word#file://}\" | sed 's/%20/ /g');;\n\
            esac; done\n";
        fs::write(&path, format!("{begin}{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    fn report(root: &Path, browser: &Path) -> Run {
        let arguments = ["report", "2024", DAY[0], DAY[1], "-o", "report.pdf"];
        let mut command = command(root, &arguments);
        command.env("WORKPLAN_BROWSER", browser);
        run(command)
    }

    #[test]
    fn the_browser_prints_a_page_without_scripts_in_a_folder_of_its_own() {
        let root = samples();
        let kept = root.path().join("kept");
        fs::create_dir(&kept).unwrap();
        let program = browser(
            root.path(),
            "kept=$(dirname \"$0\")/kept; cp \"$page\" \"$kept/page.html\"; pwd > \"$kept/folder\"\n\
             printf '%s\\n' \"$@\" > \"$kept/words\"; printf '%%PDF-1.4 whole %%%%EOF\\n' > \"$pdf\"",
        );
        let run = report(root.path(), &program);
        assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
        let pdf = fs::read_to_string(root.path().join("report.pdf")).unwrap();
        assert_eq!(pdf, "%PDF-1.4 whole %%EOF\n");
        let page = fs::read_to_string(kept.join("page.html")).unwrap();
        assert!(page.contains("@page{size:A4;@top-left") && !page.contains("<script"), "{page}");
        let words = fs::read_to_string(kept.join("words")).unwrap();
        let folder = fs::read_to_string(kept.join("folder")).unwrap();
        let folder = folder.trim_end();
        let profile = format!("--user-data-dir={folder}/profile");
        for word in ["--headless", "--host-resolver-rules=MAP * ~NOTFOUND", &profile] {
            assert!(words.lines().any(|one| one == word), "{word}: {words}");
        }
        assert!(!Path::new(folder).exists(), "{folder} was left behind");
    }

    #[test]
    fn what_a_browser_does_not_complete_is_not_written() {
        let root = samples();
        let file = root.path().join("report.pdf");
        fs::write(&file, "the report of last month").unwrap();
        for (script, part) in [
            ("printf '%%PDF-1.4 half' > \"$pdf\"", "printed no complete PDF"),
            ("printf '%%PDF-1 %%%%EOF' > \"$pdf\"; exit 7", "printed no complete PDF"),
            ("echo '[1:ERROR:x.cc] no paper' >&2; exit 1", "printed no complete PDF: no paper"),
        ] {
            let run = report(root.path(), &browser(root.path(), script));
            assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{script}: {run:?}");
            assert!(run.stderr.contains(part), "{script}: {}", run.stderr);
            assert!(run.stderr.contains("-o report.html"), "{script}: {}", run.stderr);
            assert_eq!(fs::read_to_string(&file).unwrap(), "the report of last month");
        }
    }

    #[test]
    fn without_a_browser_a_sentence_says_what_to_do() {
        let root = samples();
        let missing = report(root.path(), &root.path().join("none"));
        assert_eq!(missing.code, Some(2), "{missing:?}");
        assert!(missing.stderr.contains("WORKPLAN_BROWSER names no program"), "{missing:?}");
        if cfg!(target_os = "linux") {
            let arguments = ["report", "2024", DAY[0], DAY[1], "-o", "report.pdf"];
            let mut command = command(root.path(), &arguments);
            // Git is not needed for the rest of the report.
            command.env("PATH", root.path()).env_remove("WORKPLAN_BROWSER");
            let none = run(command);
            assert_eq!(none.code, Some(2), "{none:?}");
            for part in ["Chromium, Chrome or Edge", "WORKPLAN_BROWSER", "-o report.html"] {
                assert!(none.stderr.contains(part), "{part}: {}", none.stderr);
            }
        }
        assert!(!root.path().join("report.pdf").exists());
    }
}
