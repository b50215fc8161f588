//! Writing and reading files through links.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::support::{Run, commit, folder, git, samples, temporary_folder, workplan};

const DAY: &str = "2024-09-15";

fn assert_refused(run: &Run, said: &str, secret: &Path) {
    assert!(run.code == Some(2) && run.stderr.contains(said), "{run:?}");
    assert_eq!(fs::read_to_string(secret).unwrap(), "secret", "{said}");
}

#[test]
fn a_link_that_leads_out_of_a_folder_is_not_followed() {
    let outside = temporary_folder();
    let secret = outside.path().join("secret");
    fs::write(&secret, "secret").unwrap();
    let root = samples();
    let to = |path: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(&secret, path).unwrap();
    };
    let digest = ["digest", "2024", "--as-of", DAY, "--format", "html", "--out-dir", "mails"];
    let written = workplan(root.path(), &digest).ok();
    let first = written.lines().next().unwrap();
    fs::remove_file(root.path().join(first)).unwrap();
    to(first);
    assert_refused(&workplan(root.path(), &digest), "leads out of the folder", &secret);
    to("pages/workplan.1");
    assert_refused(&workplan(root.path(), &["man", "pages"]), "leads out of the folder", &secret);
    assert_eq!(
        fs::read_dir(root.path().join("pages")).unwrap().count(),
        1,
        "no other page is written"
    );
    // A link within the folder is followed and stays a link.
    fs::remove_file(root.path().join(first)).unwrap();
    fs::write(root.path().join("mails/own"), "").unwrap();
    symlink("own", root.path().join(first)).unwrap();
    let _ = workplan(root.path(), &digest).ok();
    assert!(fs::symlink_metadata(root.path().join(first)).unwrap().is_symlink());
    assert!(fs::read_to_string(root.path().join("mails/own")).unwrap().contains("<html"));
}

#[test]
fn init_writes_nothing_through_a_link() {
    for (link, ci) in [("workplans", "github"), (".github", "github")] {
        let outside = temporary_folder();
        let root = temporary_folder();
        git(root.path(), &["init", "--quiet"]);
        symlink(outside.path(), root.path().join(link)).unwrap();
        let run = workplan(root.path(), &["init", "--ci", ci]);
        assert!(run.code == Some(2) && run.stderr.contains("leads out"), "{run:?}");
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0, "{link}");
    }
}

#[test]
fn the_history_export_replaces_no_link() {
    let root = samples();
    git(root.path(), &["init", "--quiet"]);
    commit(root.path(), "plans");
    let export = ["export", "2024", "--history", "--out-dir", "facts"];
    let first = workplan(root.path(), &export).ok();
    let months = |name: &str| fs::read_dir(root.path().join(name)).unwrap().count();
    assert_eq!(first, "facts/plan=2024\n");
    // A month of an earlier run that no longer exists is removed.
    let gone = root.path().join("facts/plan=2024/month=1999-01");
    fs::create_dir(&gone).unwrap();
    fs::write(gone.join("facts.ndjson"), "").unwrap();
    let again = workplan(root.path(), &export).ok();
    assert!(again == first && !gone.exists() && months("facts/plan=2024") == 1);
    assert_eq!(months("facts"), 1, "nothing else is left");
    let outside = temporary_folder();
    fs::rename(root.path().join("facts/plan=2024"), outside.path().join("plan")).unwrap();
    symlink(outside.path().join("plan"), root.path().join("facts/plan=2024")).unwrap();
    let run = workplan(root.path(), &export);
    assert!(run.code == Some(2) && run.stderr.contains("is a link"), "{run:?}");
}

#[test]
fn a_link_that_leads_nowhere_is_not_replaced() {
    let root = samples();
    symlink("gone/away.json", root.path().join("out.json")).unwrap();
    let run = workplan(
        root.path(),
        &["status", "2024", "--as-of", DAY, "--format", "json", "-o", "out.json"],
    );
    assert!(run.code == Some(2) && run.stderr.contains("leads nowhere"), "{run:?}");
    assert!(fs::symlink_metadata(root.path().join("out.json")).unwrap().is_symlink());
}

/// Forty links to a file of 60 MB take a few hundred bytes in git.
#[test]
fn a_folder_has_a_largest_size() {
    let mut plan =
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("workplans/2023.yaml")).unwrap();
    plan.push(b'#');
    plan.append(&mut vec![b'x'; 60 << 20]);
    let root = folder(&[
        ("2023.yaml", &plan),
        ("organizations.yaml", include_bytes!("../../workplans/organizations.yaml")),
    ]);
    for number in 0..40 {
        symlink("2023.yaml", root.path().join(format!("workplans/z{number:02}.yaml"))).unwrap();
    }
    for command in [["status", "2023"], ["check", "2023"]] {
        let run = workplan(root.path(), &command);
        assert!(run.code == Some(2) && run.stderr.contains("more than 128 MiB in all"), "{run:?}");
    }
}
