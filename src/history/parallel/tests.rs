use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use super::*;
use crate::store::Repository;
use crate::text::FileId;

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args(arguments)
        .current_dir(folder);
    let output = git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}

#[test]
fn each_content_is_read_once_however_often_it_comes_back() -> io::Result<()> {
    let root = tempfile::tempdir()?;
    let plan = root.path().join("workplans/2024");
    std::fs::create_dir_all(&plan)?;
    git(root.path(), &["init", "-q"]);
    std::fs::write(plan.join("plan.yaml"), "schema: 1\ntitle: P\n")?;
    // Two contents in turn, over and over, beside a file that never changes.
    for turn in 0..40 {
        std::fs::write(
            plan.join("one.yaml"),
            format!("schema: 1\npriorities: [] # {}\n", turn % 2),
        )?;
        std::fs::write(
            plan.join("two.yaml"),
            format!("schema: 1\npriorities: [] # {}\n", turn % 5 / 4),
        )?;
        git(root.path(), &["add", "-A"]);
        git(root.path(), &["commit", "-q", "--allow-empty", "-m", "A change"]);
    }
    let commits = git(root.path(), &["rev-list", "--reverse", "HEAD"]);
    let commits: Vec<&str> = commits.lines().collect();
    let mut states = Repository::find(&root.path().canonicalize()?, false)
        .map_err(|why| io::Error::other(format!("{why:?}")))?
        .states(&["workplans".into()])?;
    let mut reel = StateBatch::new(false);
    let mut taken = Ok(());
    states.of_each(&commits, |states, at, state| {
        if let Err(error) = reel.take(states, &state, at) {
            taken = Err(error);
        }
    })?;
    taken?;
    let files = |at: usize, reading: Option<&Reading<'_>>| {
        let plans = reading.map(|reading| {
            reading.folder.plans.iter().flat_map(|plan| plan.files.clone()).collect::<Vec<FileId>>()
        });
        (at, plans.unwrap_or_default())
    };
    let mut looks = reel.look(&mut states, files)?;
    looks.sort();
    assert_eq!(looks.len(), 40);
    assert!(looks.iter().all(|(_, files)| files.len() == 3));
    // Each reading of a content has a number of its own: 1 + 2 + 2 contents, as many readings.
    let read: BTreeSet<FileId> =
        looks.iter().flat_map(|(_, files)| files.iter().copied()).collect();
    assert_eq!(read, (0..5).map(FileId).collect());
    assert_eq!(looks[0].1, looks[10].1, "the same state is the same reading");
    Ok(())
}
