//! The pictures of the report, and what a reader sees first.

use scraper::{Html, Selector};

use crate::report::{DAY, page, texts};
use crate::support::{folder, workplan};

/// A plan of two priorities with that many activities each; a third of these is completed, the
/// others are overdue.
fn large(each: usize) -> Html {
    let activity = |priority: usize, number: usize| {
        let status = if number.is_multiple_of(3) {
            "status: completed, completed: 2024-02-10"
        } else {
            "status: ongoing"
        };
        format!(
            "{{id: a{priority}-{number}, title: T, owners: [x], start: 2024-02-01, due: 2024-0{}-20, {status}}}",
            priority + 5
        )
    };
    let priority = |number: usize| {
        let all: Vec<String> = (0..each).map(|one| activity(number, one)).collect();
        format!("{{id: p{number}, title: P{number}, activities: [{}]}}", all.join(", "))
    };
    let plan = format!(
        "{{schema: 1, title: L, period: {{start: 2024-01-01, end: 2024-12-31}}, target: 80, \
         organizations: [{{id: x, name: X}}], priorities: [{}, {}]}}",
        priority(1),
        priority(2)
    );
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    let run = workplan(root.path(), &["report", "2024", "--format", "html", DAY[0], DAY[1]]);
    Html::parse_document(&run.ok())
}

fn count(page: &Html, selector: &str) -> usize {
    page.select(&Selector::parse(selector).unwrap()).count()
}

#[test]
fn a_long_timeline_shows_the_priorities_and_opens() {
    let long = large(31);
    assert_eq!(count(&long, "#timeline details.fold"), 2);
    assert_eq!(count(&long, "#timeline details[open]"), 0);
    assert_eq!(count(&long, "#timeline details tbody tr"), 62, "no activity is lost");
    let said = texts(&long, "#timeline summary small");
    assert_eq!(said, ["11 of 31 implemented, 20 overdue", "11 of 31 implemented, 20 overdue"]);
    // From 1 February to 20 June of 366 days.
    let bar = long.select(&Selector::parse("#timeline .course rect.on").unwrap()).next().unwrap();
    assert_eq!([bar.attr("x"), bar.attr("width")], [Some("8.46%"), Some("38.52%")]);
    let short = large(30);
    assert_eq!((count(&short, ".fold"), count(&short, "#timeline tbody tr[data-s]")), (0, 60));
}

#[test]
fn what_is_overdue_comes_first_and_a_long_list_says_how_much_is_folded() {
    let page = large(31);
    let sections: Vec<&str> = page
        .select(&Selector::parse("section[id]").unwrap())
        .filter_map(|section| section.attr("id"))
        .collect();
    let place = |id| sections.iter().position(|one| *one == id).unwrap();
    assert!(place("overdue") < place("where") && place("overdue") < place("timeline"));
    assert_eq!(count(&page, "#overdue > .items tbody tr"), 25);
    assert_eq!(count(&page, "#overdue details .items tbody tr"), 15);
    let more = texts(&page, "#overdue summary");
    assert_eq!(more, ["and 15 more (marked in the list of all activities)"]);
}

#[test]
fn the_tick_of_the_target_is_labelled_and_nothing_is_said_by_colour_alone() {
    let page = page("2024");
    let tick = page.select(&Selector::parse(".meter .scale text").unwrap()).next().unwrap();
    let place = [tick.attr("x"), tick.attr("text-anchor")];
    assert_eq!(
        (texts(&page, ".scale")[0].as_str(), place),
        ("target 90%", [Some("90.0%"), Some("end")])
    );
    // The bars of the owners have no rating beside them, so they have no colour of one.
    assert_eq!(count(&page, ".owners .good, .owners .warn, .owners .bad"), 0);
    let (late, marked) = (count(&page, ".owes a.alarm"), count(&page, ".owes a.alarm b"));
    assert!(late > 0 && late == marked, "{late} {marked}");
    let bars = count(&page, ".sums .bar.good, .sums .bar.warn, .sums .bar.bad");
    let words = texts(&page, ".sums .rating");
    assert_eq!(bars, words.iter().filter(|words| !words.is_empty()).count());
}

#[test]
fn the_years_stand_below_the_months() {
    let years = texts(&page("2024"), ".gantt thead .y");
    assert_eq!(years, ["2023", "2024"]);
}
