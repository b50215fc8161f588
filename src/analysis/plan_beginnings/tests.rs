use super::*;
use crate::analysis::Origins;
use crate::model::Day;

fn year(year: &str, title: &str) -> PlanSketch {
    titled(year, title, title)
}

fn titled(year: &str, title: &str, activity: &str) -> PlanSketch {
    let day = |text: String| text.parse().unwrap_or(Day::MIN);
    PlanSketch::example(
        title,
        (day(format!("{year}-01-01")), day(format!("{year}-12-31"))),
        &[("w1", activity, None)],
    )
}

fn key<'o>(origins: &'o Origins, name: &str) -> Option<&'o str> {
    origins.keys.get(name).map(String::as_str)
}

/// Plans with their content.
type Few<'a> = &'a [(&'a str, &'a PlanSketch)];

/// The keys after some states, each with the plans that it adds and removes.
fn after(states: &[(Few<'_>, Few<'_>)]) -> Origins {
    let owned = |all: &[(&str, &PlanSketch)]| {
        all.iter().map(|(name, sketch)| ((*name).to_owned(), (*sketch).clone())).collect()
    };
    let mut beginnings = Beginnings::default();
    for (number, (new, gone)) in states.iter().enumerate() {
        let gone: PlanStates = owned(gone);
        let copies = beginnings.copies(gone.iter());
        let last = |name: &String| {
            Some((name.clone(), beginnings.lines.get(*beginnings.there.get(name)?)?.last.clone()))
        };
        let kept = copies.iter().filter_map(last).collect();
        beginnings.step(Some(number), owned(new), gone, kept);
    }
    beginnings.origins(&Index::new(&crate::model::Folder::default()))
}

#[test]
fn a_plan_keeps_what_tells_it() {
    let (wash, health) = (year("2026", "Wells"), year("2026", "Clinics"));
    let both = after(&[(&[("wash", &wash)], &[]), (&[("health", &health)], &[])]);
    assert_eq!(
        [key(&both, "wash"), key(&both, "health")],
        [Some("2026-01-01"), Some("2026-01-01/health")]
    );
    // The first one was removed, and the second has another name.
    let later = after(&[
        (&[("wash", &wash)], &[]),
        (&[("health", &health)], &[]),
        (&[("h", &health)], &[("health", &health), ("wash", &wash)]),
    ]);
    assert_eq!(
        [key(&later, "h"), key(&later, "health"), key(&later, "wash")],
        [Some("2026-01-01/health"), Some("2026-01-01/health"), Some("2026-01-01")]
    );
    assert_eq!(later.renamed.get("health").map(String::as_str), Some("h"));
    // Both were added together.
    let once = after(&[(&[("wash", &wash), ("health", &health)], &[])]);
    assert_eq!(
        [key(&once, "wash"), key(&once, "health")],
        [Some("2026-01-01/wash"), Some("2026-01-01/health")]
    );
    // Another plan replaces a removed one, and is not another name for it.
    let other = after(&[(&[("wash", &wash)], &[]), (&[("health", &health)], &[("wash", &wash)])]);
    assert_eq!(key(&other, "health"), Some("2026-01-01/health"));
    // Removed for some states.
    let back = after(&[
        (&[("wash", &wash)], &[]),
        (&[("health", &health)], &[("wash", &wash)]),
        (&[("wash", &wash)], &[]),
    ]);
    assert_eq!(key(&back, "wash"), Some("2026-01-01"));
    assert!(both.unsure.is_empty() && once.unsure.is_empty());
}

#[test]
fn what_git_does_not_know_is_told_by_its_name() {
    let (wash, health) = (year("2026", "Wells"), year("2026", "Clinics"));
    let mut beginnings = Beginnings::default();
    beginnings.step(
        None,
        vec![("health".to_owned(), health), ("wash".to_owned(), wash)],
        vec![],
        vec![],
    );
    let origins = beginnings.origins(&Index::new(&crate::model::Folder::default()));
    assert_eq!(
        [key(&origins, "wash"), key(&origins, "health")],
        [Some("2026-01-01/wash"), Some("2026-01-01/health")]
    );
    assert_eq!(origins.unsure.len(), 2);
}

#[test]
fn a_plan_is_found_again_under_another_name() {
    let (plan, other) = (year("2026", "Wells"), year("2026", "Clinics"));
    // The new name came first, or the old one went first; the third time it goes by its title and
    // its ids.
    let copied = after(&[(&[("a", &plan)], &[]), (&[("b", &plan)], &[]), (&[], &[("a", &plan)])]);
    let later = after(&[
        (&[("a", &plan)], &[]),
        (&[], &[("a", &plan)]),
        (&[], &[]),
        (&[("b", &plan)], &[]),
    ]);
    let translated = titled("2026", "Wells", "Puits");
    let anew = after(&[(&[("a", &plan)], &[]), (&[("b", &translated)], &[("a", &plan)])]);
    for origins in [&copied, &later, &anew] {
        assert_eq!([key(origins, "b"), key(origins, "a")], [Some("2026-01-01"); 2]);
        assert_eq!(origins.doubt("b"), None);
    }
    // Once more, and back.
    let again = after(&[
        (&[("a", &plan)], &[]),
        (&[("b", &plan)], &[]),
        (&[], &[("a", &plan)]),
        (&[], &[("b", &plan)]),
        (&[("c", &plan)], &[]),
        (&[("a", &plan)], &[("c", &plan)]),
    ]);
    assert_eq!([key(&again, "a"), key(&again, "b"), key(&again, "c")], [Some("2026-01-01"); 3]);
    // Together they are two plans, and the other one has other content.
    let both = after(&[(&[("a", &plan)], &[]), (&[("b", &plan)], &[])]);
    assert_eq!([key(&both, "a"), key(&both, "b")], [Some("2026-01-01"), Some("2026-01-01/b")]);
    let beside = after(&[(&[("a", &plan)], &[]), (&[("b", &other)], &[]), (&[], &[("a", &plan)])]);
    assert_eq!((key(&beside, "b"), beside.doubt("b")), (Some("2026-01-01/b"), None));
    // Another year is another plan.
    let next = year("2027", "Wells");
    let years = after(&[(&[("a", &plan)], &[]), (&[("b", &next)], &[("a", &plan)])]);
    assert_eq!((key(&years, "b"), years.doubt("b")), (Some("2027-01-01"), None));
    // It began empty, or was made from another plan that stayed for some states.
    let empty = PlanSketch::default();
    let filled = after(&[(&[("a", &plan)], &[]), (&[("b", &empty)], &[]), (&[], &[("a", &plan)])]);
    assert_eq!(key(&filled, "b"), Some("b"), "nothing is known of it");
    let edited = titled("2026", "Clinics", "Clinics");
    let mut template = Beginnings::default();
    template.step(Some(0), vec![("a".to_owned(), plan.clone())], vec![], vec![]);
    template.step(
        Some(1),
        vec![("b".to_owned(), plan.clone()), ("c".to_owned(), empty)],
        vec![],
        vec![],
    );
    let gone = vec![("a".to_owned(), plan.clone())];
    assert_eq!(template.copies(gone.iter()).into_iter().collect::<Vec<_>>(), ["b", "c"]);
    template.step(
        Some(2),
        vec![],
        gone,
        vec![("b".to_owned(), edited), ("c".to_owned(), plan.clone())],
    );
    let template = template.origins(&Index::new(&crate::model::Folder::default()));
    assert_eq!(
        [key(&template, "b"), key(&template, "c")],
        [Some("2026-01-01/b"), Some("2026-01-01")]
    );
    assert_eq!([template.doubt("b"), template.doubt("c")], [None; 2]);
    // Other titles everywhere: the answer is unknown.
    for steps in [
        after(&[(&[("a", &plan)], &[]), (&[("b", &other)], &[("a", &plan)])]),
        after(&[(&[("a", &plan)], &[]), (&[], &[("a", &plan)]), (&[("b", &other)], &[])]),
        after(&[(&[("a", &plan)], &[]), (&[("b", &translated)], &[]), (&[], &[("a", &plan)])]),
    ] {
        assert_eq!((key(&steps, "b"), steps.doubt("b")), (Some("2026-01-01/b"), Some("a")));
    }
}
