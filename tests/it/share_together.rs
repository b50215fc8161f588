//! People who share at the same moment: all get through, and nothing is lost.

use std::thread;

use crate::share::{Group, assert_tidy, long_plan};
use crate::support::git;

/// Lets everybody change an activity of their own and share it at the same moment.
fn all_at_once(number: usize) {
    let group = Group::with(&[], &[("2024.yaml", &long_plan(number))]);
    let people: Vec<String> = (1..=number).map(|number| format!("p{number}")).collect();
    for (at, person) in people.iter().enumerate() {
        group.add(person);
        let id = format!("1.{}\n", at + 1);
        let text = group.plan(person);
        let (before, after) = text.split_once(&format!("id: {id}")).unwrap();
        let after = after.replacen("status: planned", "status: ongoing", 1);
        let text = format!("{before}id: {id}{after}");
        std::fs::write(group.path(person).join("workplans/2024.yaml"), text).unwrap();
    }
    let runs: Vec<_> = thread::scope(|scope| {
        let started: Vec<_> =
            people.iter().map(|person| scope.spawn(|| group.run(person, &["share"]))).collect();
        started.into_iter().map(|run| run.join().unwrap()).collect()
    });
    for run in runs {
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(run.stdout.contains("Shared: the others can see your changes now"), "{run:?}");
    }
    let hub = group.path("hub.git");
    assert_eq!(group.shared().matches("status: ongoing").count(), number);
    assert_eq!(git(&hub, &["for-each-ref", "--format=%(refname)"]), "refs/heads/main\n");
    // One commit each, and at most one merge.
    let count = |extra: &str| {
        git(&hub, &["rev-list", "--count", extra, "main"]).trim().parse::<usize>().unwrap()
    };
    assert_eq!(count("--no-merges"), number + 1);
    assert!(count("--merges") < number);
    for person in people.iter().take(2) {
        assert_eq!(group.status(person), "");
        assert_tidy(&group.path(person));
    }
    group.ok(&people[0], &["update"]);
    assert_eq!(group.plan(&people[0]), group.shared());
}

#[test]
fn two_at_once() {
    all_at_once(2);
}

#[test]
fn twenty_at_once() {
    all_at_once(20);
}
