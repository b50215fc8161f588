//! The plans of a group as a website.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use quick_xml::Reader;
use quick_xml::events::Event;
use scraper::{Html, Selector};
use serde_json::Value;

use crate::json_shapes::assert_shape;
use crate::report::DAY;
use crate::support::{Run, folder, samples, workplan};

const ORGANIZATIONS: &str = "schema: 1\norganizations:\n\
    \x20 - {id: alpha, name: Alpha <b>& Co</b>, focal_points: [{name: Otto Neu, email: otto.neu@example.org}]}\n\
    \x20 - {id: con, name: Con}\n\
    \x20 - {id: mig, name: منظمة الهجرة}\n";

fn plan(year: &str, activities: &str) -> String {
    format!(
        "schema: 1\ntitle: Plan {year}\nperiod: {{start: {year}-01-01, end: {year}-12-31}}\n\
         priorities:\n  - id: 1\n    title: One\n    activities:\n{activities}"
    )
}

fn activity(id: &str, owner: &str, more: &str) -> String {
    format!("      - {{id: {id}, title: Task {id}, owners: [{owner}], {more}}}\n")
}

fn group() -> tempfile::TempDir {
    let now = [
        activity("a", "alpha", "status: ongoing, progress: 20, due: 2024-06-01"),
        activity(
            "b",
            "con",
            "status: planned, due: 2024-11-01, remarks: Otto Neu asks otto.neu@example.org",
        ),
        activity("c", "mig, alpha", "status: planned, due: 2024-10-01"),
    ];
    let before = activity("z", "alpha", "status: completed, completed: 2023-05-01");
    folder(&[
        ("2023.yaml", plan("2023", &before).as_bytes()),
        ("2024.yaml", plan("2024", &now.concat()).as_bytes()),
        ("organizations.yaml", ORGANIZATIONS.as_bytes()),
        ("config.yaml", b"schema: 1\nreport: {name: The Group, contact: otto.neu@example.org}\n"),
    ])
}

fn site(root: &Path, more: &[&str]) -> Run {
    workplan(root, &[&["site", "out", DAY[0], DAY[1]], more].concat())
}

/// Returns the files of a folder with their contents.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

fn change(root: &Path, from: &str, to: &str) {
    let path = root.join("workplans/2024.yaml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from} in {text}");
    fs::write(path, text.replace(from, to)).unwrap();
}

fn texts(page: &str, what: &str) -> Vec<String> {
    let (page, what) = (Html::parse_document(page), Selector::parse(what).unwrap());
    let found = page.select(&what);
    let spaced = |one: scraper::ElementRef<'_>| one.text().collect::<Vec<_>>().concat();
    found.map(|one| spaced(one).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Returns the texts of the elements of a feed with a name.
fn feed_texts(feed: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(feed);
    let (mut found, mut is_in) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => is_in = start.name().as_ref() == name,
            Event::Text(text) if is_in => found.push(text.xml10_content().into_owned()),
            Event::End(_) => is_in = false,
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// Returns the path that a link stands for.
fn decoded(link: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), link.bytes());
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            other => other,
        });
    }
    String::from_utf8(bytes).unwrap()
}

/// Looks at every link of every page: it is relative and leads to a file of the site, and to an
/// element of it.
fn assert_links_lead_somewhere(out: &Path) -> usize {
    let mut seen = 0;
    let pages = files(out);
    for (name, text) in pages.iter().filter(|(name, _)| name.ends_with(".html")) {
        let page = Html::parse_document(text);
        for (what, key) in [("[href]", "href"), ("[src]", "src")] {
            for element in page.select(&Selector::parse(what).unwrap()) {
                let link = element.attr(key).unwrap();
                if element.value().name() == "use"
                    || link.starts_with("data:")
                    || link.starts_with("https://")
                {
                    continue;
                }
                assert!(!link.starts_with('/') && !link.contains(':'), "{name}: {link}");
                let (file, part) = link.split_once('#').unwrap_or((link, ""));
                let file = decoded(file);
                let target = match file.is_empty() {
                    true => name.clone(),
                    false => {
                        let mut path = PathBuf::from(name);
                        path.pop();
                        for step in file.split('/') {
                            if step == ".." {
                                assert!(path.pop(), "{link}");
                            } else {
                                path.push(step);
                            }
                        }
                        path.to_str().unwrap().replace('\\', "/")
                    }
                };
                let text = pages.get(&target).unwrap_or_else(|| panic!("{name}: {link}"));
                let id = format!("id=\"{part}\"");
                assert!(part.is_empty() || text.contains(&id), "{name}: {link}");
                seen += 1;
            }
        }
        assert!(!text.contains("fetch(") && !text.contains("type=\"module\""), "{name}");
    }
    seen
}

#[test]
fn all_plans_and_members_have_pages_whose_links_lead_somewhere() {
    let root = group();
    let run = site(root.path(), &[]).ok();
    let out = root.path().join("out");
    let names: Vec<String> = files(&out).into_keys().collect();
    let expected = [
        "feed.xml",
        "index.html",
        "members/alpha.html",
        "members/for-con.html",
        "members/mig.html",
        "plans/2023.html",
        "plans/2024.html",
        "state.json",
    ];
    assert_eq!(names, expected);
    assert_eq!(run.lines().count(), expected.len());
    assert!(assert_links_lead_somewhere(&out) > 25);
    let index = &files(&out)["index.html"];
    assert_eq!(texts(index, "h1"), ["The Group"]);
    assert_eq!(texts(index, ".years tbody th a"), ["Plan 2024", "Plan 2023"]);
    assert_eq!(&texts(index, ".years .current td")[..2], ["0 of 3", ""]);
    assert_eq!(texts(index, ".crew th a"), ["Alpha <b>& Co</b>", "Con", "منظمة الهجرة"]);
    let member = &files(&out)["members/alpha.html"];
    assert_eq!(texts(member, "h2"), ["Plan 2024", "Plan 2023"]);
    assert_eq!(texts(member, ".works th[scope=row]"), ["a Task a", "c Task c", "z Task z"]);
    // What the day of a plan's page is told on the page itself, as by `report`.
    let report = ["report", "2024", "--for", "public", "--format", "html", DAY[0], DAY[1]];
    let report = workplan(root.path(), &report).ok();
    assert_eq!(texts(&files(&out)["plans/2024.html"], "main"), texts(&report, "main"));
    assert!(files(&out)["plans/2024.html"].contains("href=\"../members/for-con.html\""));
}

#[test]
fn the_samples_are_a_site() {
    let root = samples();
    let run = site(root.path(), &["--format", "json"]).json();
    assert_shape(&run, "site");
    assert_eq!(run["unchanged"], 0);
    assert!(assert_links_lead_somewhere(&root.path().join("out")) > 300);
    let again = site(root.path(), &["--format", "json"]).json();
    assert_eq!(
        (again["written"].clone(), again["removed"].clone()),
        (Value::from(Vec::<u8>::new()), Value::from(Vec::<u8>::new()))
    );
}

#[test]
fn a_site_is_public_and_holds_no_people_and_no_addresses() {
    let root = group();
    let out = root.path().join("out");
    let all = || files(&out).into_values().collect::<String>();
    site(root.path(), &[]).ok();
    let public = all();
    for absent in ["Otto", "Neu", "otto.neu", "@example", "days overdue"] {
        assert!(!public.contains(absent), "{absent}");
    }
    assert_eq!(site(root.path(), &["--for", "members"]).code, Some(0));
    let members = all();
    assert!(members.contains("Otto Neu") && members.contains("106 days overdue"));
    assert!(!members.contains("otto.neu@") && !members.contains("@example"));
    let refused = site(root.path(), &["--for", "principals"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("a site is for the public or for members"), "{refused:?}");
}

#[test]
fn a_run_without_changes_writes_nothing() {
    let root = group();
    let out = root.path().join("out");
    site(root.path(), &[]).ok();
    let (first, moment) = (files(&out), fs::metadata(out.join("index.html")).unwrap().modified());
    let again = site(root.path(), &[]);
    assert_eq!((again.code, again.stdout.as_str()), (Some(0), ""));
    assert!(again.stderr.contains("note: no file of the site changed (8 files)"), "{again:?}");
    assert_eq!(files(&out), first);
    assert_eq!(fs::metadata(out.join("index.html")).unwrap().modified().unwrap(), moment.unwrap());
    // Elsewhere the same bytes are made.
    let other = group();
    site(other.path(), &[]).ok();
    assert_eq!(files(&other.path().join("out")), first);
}

#[test]
fn the_feed_tells_what_changed_since_the_last_run() {
    let root = group();
    let out = root.path().join("out");
    let feed = || fs::read_to_string(out.join("feed.xml")).unwrap();
    site(root.path(), &[]).ok();
    let first = feed();
    assert_eq!(feed_texts(&first, "title"), ["The Group", "First published"]);
    assert_eq!(feed_texts(&first, "updated"), ["2024-09-15T00:00:00Z"; 2]);
    // Another day alone is not a change.
    workplan(root.path(), &["site", "out", "--as-of", "2024-09-16"]).ok();
    assert_eq!(feed(), first);
    change(
        root.path(),
        "status: planned, due: 2024-11-01",
        "status: completed, completed: 2024-09-16",
    );
    change(root.path(), "due: 2024-10-01", "due: 2024-12-01");
    workplan(root.path(), &["site", "out", "--as-of", "2024-09-17"]).ok();
    let second = feed();
    let titles = feed_texts(&second, "title");
    assert_eq!(titles, ["The Group", "Plan 2024: 1 completed, 1 due later", "First published"]);
    assert_eq!(&feed_texts(&second, "updated")[..2], ["2024-09-17T00:00:00Z"; 2]);
    let lines = feed_texts(&second, "li");
    assert_eq!(
        lines,
        [
            "b Task b: completed (due 31 Dec 2024, before 1 Nov 2024)",
            "c Task c: later (due 1 Dec 2024, before 1 Oct 2024)"
        ]
    );
    let ids = |feed: &str| feed_texts(feed, "id");
    assert_eq!(ids(&second).last(), ids(&first).last(), "entries keep their ids");
    assert_eq!(ids(&second).iter().collect::<BTreeSet<_>>().len(), 3);
    let index = &files(&out)["index.html"];
    assert_eq!(texts(index, ".news b"), ["completed", "later"]);
    // With an address, the links of the feed are whole.
    let run = workplan(
        root.path(),
        &["site", "out", "--as-of", "2024-09-17", "--url", "https://example.org/x"],
    );
    assert!(
        run.code == Some(0) && feed().contains("href=\"https://example.org/x/plans/2024.html\""),
        "{run:?}"
    );
    for bad in ["example.org", "https://u:p@example.org", "https://example.org/?a", "javascript:1"]
    {
        let run = site(root.path(), &["--url", bad]);
        assert!(
            run.code == Some(2) && run.stderr.contains("is not the address of a site"),
            "{run:?}"
        );
    }
}

#[test]
fn entries_for_members_are_not_shown_to_the_public() {
    let root = group();
    site(root.path(), &["--for", "members"]).ok();
    change(root.path(), "Task a", "Task of Otto Neu");
    site(root.path(), &["--for", "members"]).ok();
    let run = site(root.path(), &[]);
    assert!(
        run.stderr.contains("this site was for members before; its feed begins anew"),
        "{run:?}"
    );
    let all: String = files(&root.path().join("out")).into_values().collect();
    assert!(!all.contains("Otto") && !all.contains("Neu"), "the state too");
}

#[test]
fn pages_of_earlier_runs_go_and_nothing_else_does() {
    let root = group();
    let out = root.path().join("out");
    site(root.path(), &[]).ok();
    fs::write(out.join("CNAME"), "plans.example.org").unwrap();
    fs::write(out.join("members/own.html"), "mine").unwrap();
    change(root.path(), "owners: [con]", "owners: [alpha]");
    let run = site(root.path(), &[]);
    assert!(run.stdout.contains("out/members/for-con.html (removed)"), "{run:?}");
    let left = files(&out);
    assert!(!left.contains_key("members/for-con.html"));
    assert_eq!(
        (left["CNAME"].as_str(), left["members/own.html"].as_str()),
        ("plans.example.org", "mine")
    );
    // A plan that is gone is told by the feed.
    fs::remove_file(root.path().join("workplans/2023.yaml")).unwrap();
    site(root.path(), &[]).ok();
    assert!(!files(&out).contains_key("plans/2023.html"));
    assert!(files(&out)["feed.xml"].contains("<p>no longer shown</p>"));
    // A stranger's memory names files that are not a site's.
    for file in
        ["../workplans/2024.yaml", "members/../../x.html", "CNAME", "plans/.html", "/etc/x.html"]
    {
        let state = fs::read_to_string(out.join("state.json")).unwrap();
        let hostile = state.replace("\"feed.xml\"", &format!("\"feed.xml\",\"{file}\""));
        fs::write(out.join("state.json"), &hostile).unwrap();
        let run = site(root.path(), &[]);
        assert_eq!(run.code, Some(2), "{file}: {run:?}");
        assert!(run.stderr.contains("no earlier run has written it"), "{run:?}");
        fs::write(out.join("state.json"), &state).unwrap();
    }
    assert!(root.path().join("workplans/2024.yaml").exists() && out.join("CNAME").exists());
}

#[test]
fn an_interrupted_run_is_finished_by_the_next_one() {
    let root = group();
    let out = root.path().join("out");
    site(root.path(), &[]).ok();
    let memory = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let before = memory(&files(&out)["state.json"]);
    change(root.path(), "owners: [con]", "owners: [alpha, mig]");
    change(root.path(), "owners: [mig, alpha]", "owners: [mig]");
    change(
        root.path(),
        "status: ongoing, progress: 20",
        "status: completed, completed: 2024-09-14",
    );
    site(root.path(), &[]).ok();
    let done = files(&out);
    // What a run writes first: the old memory with all files, the old and the new ones.
    let after = memory(&done["state.json"]);
    let names = [&before, &after].into_iter().flat_map(|one| one["files"].as_array().unwrap());
    let names: BTreeSet<&str> = names.map(|name| name.as_str().unwrap()).collect();
    let mut begun = before.clone();
    begun["files"] = names.into_iter().collect();
    // All pages are in place, or only some; the old one may still be there.
    for missing in ["members/mig.html", "feed.xml"] {
        fs::write(out.join("state.json"), begun.to_string()).unwrap();
        fs::write(out.join("members/for-con.html"), "old").unwrap();
        fs::remove_file(out.join(missing)).unwrap();
        site(root.path(), &[]).ok();
        assert_eq!(files(&out), done, "{missing}");
    }
}

#[test]
fn what_a_stopped_run_has_left_goes() {
    let root = group();
    let out = root.path().join("out");
    site(root.path(), &[]).ok();
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    for (name, is_old) in
        [("out/.workplan-a", true), ("out/plans/.workplan-b", true), ("out/.workplan-c", false)]
    {
        let file = fs::File::create(root.path().join(name)).unwrap();
        if is_old {
            file.set_modified(long_ago).unwrap();
        }
    }
    fs::File::create(out.join(".nojekyll")).unwrap().set_modified(long_ago).unwrap();
    assert_eq!(site(root.path(), &[]).code, Some(0));
    let hidden: Vec<String> = files(&out)
        .into_keys()
        .filter(|name| name.contains("/.") || name.starts_with('.'))
        .collect();
    assert_eq!(hidden, [".nojekyll", ".workplan-c"], "another run may be writing the last one");
}

/// Titles that would be a script, a command, markup or an address, if they were not texts.
#[test]
fn texts_stay_texts_in_every_file() {
    let titles = [
        "<script>alert(1)</script>",
        "a ]]> b & c -- <!-- d -->",
        "::error file=x::y ##[error]z",
        "خطة العمل: \u{200f}(1)",
        "Write to ana.person@example.org",
        "</title></style></svg><img src=x onerror=alert(1)>",
    ];
    let activity = |(number, title): (usize, &&str)| {
        let title = serde_json::to_string(title).unwrap();
        format!("      - {{id: a{number}, title: {title}, owners: [alpha], status: planned}}\n")
    };
    let all: String = titles.iter().enumerate().map(activity).collect();
    let root = group();
    site(root.path(), &[]).ok();
    let named = plan("2024", &all)
        .replace("title: Plan 2024", "title: \"<b>::error::x</b> a@example.org\"");
    fs::write(root.path().join("workplans/2024.yaml"), named).unwrap();
    site(root.path(), &[]).ok();
    let out = root.path().join("out");
    for (name, text) in files(&out) {
        for bad in ["##[error]", "@example.org"] {
            assert!(!text.contains(bad), "{bad} in {name}: {text}");
        }
        let markup = ["<script>alert", "<img src=x", "<b>::"];
        let is_markup = |text: &str| markup.iter().any(|bad| text.contains(bad));
        assert!(name == "state.json" || !is_markup(&text), "{name}: {text}");
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{name}: {text}");
    }
    // The feed is well-formed, and says what the titles say.
    let lines = feed_texts(&files(&out)["feed.xml"], "li").concat();
    assert!(lines.contains("(address left out)"), "{lines}");
    let member = &files(&out)["members/alpha.html"];
    assert!(texts(member, ".works th").iter().any(|title| title == &format!("a0 {}", titles[0])));
    assert!(assert_links_lead_somewhere(&out) > 10);
    let state: Value = serde_json::from_str(&files(&out)["state.json"]).unwrap();
    assert_eq!(state["plans"][0]["activities"][0]["title"], titles[0]);
}

#[test]
fn foreign_files_and_folders_with_plans_are_refused() {
    let root = group();
    let out = root.path().join("out");
    for file in ["index.html", "plans/2024.html", "members", "feed.xml", "state.json"] {
        let path = out.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "mine").unwrap();
        let before = files(&out);
        let run = site(root.path(), &[]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{file}: {run:?}");
        let what = format!("error: out/{file} is there already, and no earlier run has written it");
        assert!(run.stderr.contains(&what), "{run:?}");
        assert_eq!(files(&out), before, "nothing is written");
        fs::remove_dir_all(&out).unwrap();
    }
    for (place, why) in [
        (".", "is a folder with plans in it"),
        ("workplans", "is in the workplans folder"),
        ("workplans/site", "is in the workplans folder"),
        ("new/../workplans/site", "is in the workplans folder"),
        ("other", "is a folder with plans in it"),
        ("x/.git/site", "is in a folder of git's own"),
    ] {
        fs::create_dir_all(root.path().join("other")).unwrap();
        fs::write(root.path().join("other/2020.yaml"), "schema: 1\n").unwrap();
        let run = workplan(root.path(), &["site", place, DAY[0], DAY[1]]);
        assert!(run.code == Some(2) && run.stderr.contains(why), "{place}: {run:?}");
        assert!(run.stderr.contains("name a folder of its own"), "{run:?}");
    }
    assert!(!root.path().join("workplans/site").exists());
}

#[test]
fn a_plan_with_errors_is_left_out_and_its_page_stays() {
    let root = group();
    let out = root.path().join("out");
    site(root.path(), &[]).ok();
    let page = files(&out)["plans/2024.html"].clone();
    change(root.path(), "status: ongoing", "status: onging");
    let run = site(root.path(), &["--format", "json"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    let shape: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_shape(&shape, "site");
    assert_eq!(shape["left_out"][0], "Plan 2024");
    assert!(run.stderr.contains("onging"), "the error is shown: {run:?}");
    assert!(
        run.stderr.contains("note: Plan 2024 has errors and is left out of the site"),
        "{run:?}"
    );
    let left = files(&out);
    assert_eq!(left["plans/2024.html"], page);
    assert!(left.contains_key("members/for-con.html"), "the page links to it");
    assert!(assert_links_lead_somewhere(&out) > 25);
    assert_eq!(
        texts(&left["index.html"], ".alarm"),
        ["Plan 2024 has errors: its page is an older one"]
    );
    assert!(!left["feed.xml"].contains("no longer shown"));
    change(root.path(), "status: onging", "status: ongoing");
    site(root.path(), &[]).ok();
    assert_eq!(feed_texts(&files(&out)["feed.xml"], "title").len(), 2, "nothing has changed");
}

#[cfg(unix)]
#[test]
fn links_in_the_folder_are_not_followed() {
    let root = group();
    let out = root.path().join("out");
    let elsewhere = root.path().join("elsewhere");
    fs::create_dir_all(&elsewhere).unwrap();
    site(root.path(), &[]).ok();
    fs::write(elsewhere.join("page"), "mine").unwrap();
    fs::remove_file(out.join("index.html")).unwrap();
    std::os::unix::fs::symlink(elsewhere.join("page"), out.join("index.html")).unwrap();
    let run = site(root.path(), &[]);
    assert!(
        run.code == Some(2) && run.stderr.contains("out/index.html is there already"),
        "{run:?}"
    );
    assert_eq!(fs::read_to_string(elsewhere.join("page")).unwrap(), "mine");
    fs::remove_dir_all(&out).unwrap();
    fs::create_dir_all(&out).unwrap();
    std::os::unix::fs::symlink(&elsewhere, out.join("plans")).unwrap();
    let run = site(root.path(), &[]);
    assert!(run.code == Some(2) && run.stderr.contains("out/plans is there already"), "{run:?}");
    assert!(!elsewhere.join("2024.html").exists() && !out.join("index.html").exists());
}
