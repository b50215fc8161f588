//! Merges by git with our driver: whichever side a user keeps, the result is a plan.

use crate::merge::{BASE, git_tries, swap};
use crate::support::{commit, git, temporary_folder};

/// Creates a repository with the driver, and the branches `ours` (checked out) and `theirs`.
fn parted(ours: &str, theirs: &str) -> tempfile::TempDir {
    let folder = temporary_folder();
    let path = folder.path();
    let plan = path.join("workplans/2024.yaml");
    std::fs::create_dir(path.join("workplans")).unwrap();
    git(path, &["init", "-q", "-b", "theirs"]);
    let driver =
        format!("'{}' merge-file --path %P --marker-size %L %O %A %B", crate::support::program());
    git(path, &["config", "merge.workplan.driver", &driver]);
    std::fs::write(path.join(".gitattributes"), "workplans/**/*.yaml merge=workplan\n").unwrap();
    let commit = |text: &str| {
        std::fs::write(&plan, text).unwrap();
        commit(path, "A change");
    };
    commit(BASE);
    git(path, &["branch", "ours"]);
    commit(theirs);
    git(path, &["checkout", "-q", "ours"]);
    commit(ours);
    folder
}

#[test]
fn git_merges_and_rebases_with_it() {
    let ours = swap("due: 2024-06-30 # agreed", "due: 2024-07-31 # agreed");
    let theirs = swap("# agreed\n        status: planned", "# agreed\n        status: ongoing");
    let both =
        ours.replacen("# agreed\n        status: planned", "# agreed\n        status: ongoing", 1);
    for arguments in [["merge", "--no-edit", "theirs"], ["rebase", "-q", "theirs"]] {
        let folder = parted(&ours, &theirs);
        let (is_content, said) = git_tries(folder.path(), &arguments);
        assert!(is_content, "{said}");
        assert_eq!(
            std::fs::read_to_string(folder.path().join("workplans/2024.yaml")).unwrap(),
            both
        );
    }
    let folder = parted(&ours, &swap("2024-06-30", "2024-08-31"));
    let (is_content, said) = git_tries(folder.path(), &["merge", "--no-edit", "theirs"]);
    assert!(!is_content && said.contains("CONFLICT"), "{said}");
    assert!(
        said.contains(
            "conflict in workplans/2024.yaml: activity 1.1, due: ours has \
        “2024-07-31”, theirs has “2024-08-31”"
        ),
        "{said}"
    );
}
