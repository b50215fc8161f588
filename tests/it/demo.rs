//! `demo`: the sample plan, anywhere.

use crate::json_shapes::assert_shape;
use crate::support::{copy, entries, git, project, temporary_folder, workplan};

#[test]
fn the_sample_plan_is_shown_in_any_folder_and_nothing_is_written() {
    let home = temporary_folder();
    let run = workplan(home.path(), &["demo"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    for part in ["A sample plan", "on 15 September 2024", "11 of 31", "workplan demo sample"] {
        assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
    }
    let earlier = workplan(home.path(), &["demo", "--as-of", "2023-05-01"]);
    assert!(
        earlier.stdout.contains("on 1 May 2023") && earlier.stdout.contains("ICAT Workplan 2023")
    );
    // No answer in place of another one.
    let past = workplan(home.path(), &["demo", "--at", "HEAD"]);
    assert_eq!((past.code, past.stdout.as_str()), (Some(2), ""), "{past:?}");
    assert!(past.stderr.contains("the sample plans have no earlier state"), "{past:?}");
    assert!(entries(home.path()).is_empty(), "{:?}", entries(home.path()));
}

/// The plans in the program are those of the folder `workplans`, and what stands in the present
/// folder has no part in it.
#[test]
fn it_shows_what_status_shows_of_the_folder() {
    let home = temporary_folder();
    copy(&project().join("workplans"), &home.path().join("workplans"));
    let elsewhere = temporary_folder();
    git(elsewhere.path(), &["init", "-q"]);
    std::fs::create_dir(elsewhere.path().join("workplans")).unwrap();
    std::fs::write(elsewhere.path().join("workplans/2024.yaml"), "title: [\n").unwrap();
    for format in ["json", "csv", "markdown"] {
        let flags = ["--as-of", "2024-09-15", "--format", format];
        let of_folder = workplan(home.path(), &[&["status"], &flags[..]].concat()).ok();
        let shown = workplan(elsewhere.path(), &["demo", "--format", format]).ok();
        assert_eq!(shown, of_folder, "{format}");
    }
    assert_shape(&workplan(home.path(), &["demo", "--format", "json"]).json(), "status");
}

#[test]
fn a_copy_has_all_of_the_sample_and_its_next_steps_run() {
    let home = temporary_folder();
    let said = workplan(home.path(), &["demo", "our sample"]).ok();
    let place = home.path().join("our sample");
    for path in ["2023.yaml", "2024/plan.yaml", "2024/1-field.yaml", "organizations.yaml"] {
        let [own, copied] = [project(), place.as_path()]
            .map(|folder| std::fs::read(folder.join("workplans").join(path)).unwrap());
        assert_eq!(own, copied, "{path}");
    }
    let sample = |folder: &std::path::Path| entries(folder).len();
    // Git's settings are added.
    assert_eq!(sample(&place.join("workplans")), sample(&project().join("workplans")) + 1);
    assert_eq!(sample(&place.join("workplans/2024")), sample(&project().join("workplans/2024")));
    assert!(said.contains("  cd 'our sample'\n  workplan status --as-of 2024-09-15\n"), "{said}");
    workplan(&place, &["check", "--as-of", "2024-09-15"]).ok();
    workplan(&place, &["mine", "--owner", "iom", "--as-of", "2024-09-15"]).ok();
}

#[test]
fn a_copy_never_overwrites_a_file() {
    let home = temporary_folder();
    workplan(home.path(), &["demo", "here"]).ok();
    let path = home.path().join("here/workplans/2023.yaml");
    std::fs::write(&path, "mine").unwrap();
    let run = workplan(home.path(), &["demo", "here"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("is there already; nothing was written"), "{run:?}");
    assert!(run.stderr.contains("workplan demo DIR"), "{run:?}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
}
