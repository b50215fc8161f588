//! Output for the sample plans. A person has read each of these snapshots.

use crate::support::{samples, workplan};

/// As in a pipe: without colours and in full.
fn shown(arguments: &[&str]) -> String {
    workplan(samples().path(), &[arguments, &["--as-of", "2024-09-15"]].concat()).ok()
}

#[test]
fn status_of_the_samples() {
    insta::assert_snapshot!("status-2024", shown(&["status", "2024"]));
    insta::assert_snapshot!("status-2024-theme", shown(&["status", "2024", "--by", "theme"]));
    insta::assert_snapshot!("status-all", shown(&["status", "--all"]));
}

#[test]
fn due_dates_of_the_samples() {
    insta::assert_snapshot!("overdue-2024", shown(&["overdue", "2024"]));
    insta::assert_snapshot!("upcoming-2024", shown(&["upcoming", "2024"]));
    insta::assert_snapshot!(
        "list-iom",
        shown(&["list", "2024", "--owner", "iom", "--status", "ongoing", "--status", "on_hold"])
    );
}

#[test]
fn one_activity_and_the_themes_of_the_samples() {
    insta::assert_snapshot!("show-2-2", shown(&["show", "2.2", "2024"]));
    insta::assert_snapshot!("matrix-2024", shown(&["matrix", "2024"]));
    insta::assert_snapshot!(
        "status-2024-markdown",
        shown(&["status", "2024", "--format", "markdown"])
    );
}
