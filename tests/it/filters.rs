//! The activities that `list`, `overdue`, `upcoming` and `matrix` show, computed a second time from
//! the definitions in docs/figures.md.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{folder, workplan};

const OWNERS: [&str; 3] = ["a", "b", "c"];
const THEMES: [&str; 3] = ["t1", "t2", "t3"];
const TAGS: [&str; 2] = ["field", "draft"];
const STATUSES: [&str; 6] =
    ["planned", "ongoing", "on_hold", "postponed", "completed", "cancelled"];

/// An activity. Numbers refer to the words above; days count from 1 January.
#[derive(Clone, Debug)]
struct One {
    priority: usize,
    status: &'static str,
    owners: Vec<usize>,
    partner: Option<usize>,
    themes: Vec<usize>,
    tag: Option<usize>,
    title: &'static str,
    due: Option<u64>,
    milestones: Vec<(u64, bool)>,
    /// Whether next year's plan continues it.
    goes_on: bool,
}

fn one() -> impl Strategy<Value = One> {
    let some = |most: usize| prop::sample::subsequence(vec![0usize, 1, 2], 0..=most);
    let owners = prop::sample::subsequence(vec![0usize, 1, 2], 1..=2);
    let title = prop::sample::select(vec!["Survey", "survey of partners", "Ümlaut", "培训"]);
    let milestones = prop::collection::vec((0u64..366, any::<bool>()), 0..3);
    let words = (
        0..3usize,
        prop::sample::select(STATUSES.to_vec()),
        owners,
        prop::option::of(0..3usize),
        some(2),
        prop::option::of(0..2usize),
        title,
    );
    (words, prop::option::weighted(0.8, 0u64..366), milestones, prop::bool::weighted(0.2)).prop_map(
        |(words, due, milestones, goes_on)| {
            let (priority, status, owners, partner, themes, tag, title) = words;
            let partner = partner.filter(|partner| !owners.contains(partner));
            One { priority, status, owners, partner, themes, tag, title, due, milestones, goes_on }
        },
    )
}

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).unwrap().checked_add_days(Days::new(number)).unwrap()
}

fn names(words: &[&str], numbers: &[usize]) -> String {
    numbers.iter().map(|&number| words[number]).collect::<Vec<_>>().join(", ")
}

fn plan(year: u32, activities: &dyn Fn(usize) -> String) -> String {
    let mut text = format!(
        "schema: 1\ntitle: P\nperiod: {{start: {year}-01-01, end: {year}-12-31}}\n\
            organizations: [{{id: a, name: A}}, {{id: b, name: B, aliases: [old]}}, {{id: c, name: C}}]\n\
         themes: [{{id: t1, title: T}}, {{id: t2, title: T, across: any}}, {{id: t3, title: T}}]\npriorities:\n"
    );
    for number in 0..3 {
        let own = activities(number);
        text += &format!(
            "- id: p{number}\n  title: P\n  activities:{}\n{own}",
            if own.is_empty() { " []" } else { "" }
        );
    }
    text
}

fn yaml(all: &[One]) -> (String, String) {
    let this = plan(2024, &|priority| {
        let mut text = String::new();
        for (number, one) in all.iter().enumerate().filter(|(_, one)| one.priority == priority) {
            // `old` is a former id of `b`.
            let owners = names(&OWNERS, &one.owners).replace('b', "old");
            text += &format!(
                "  - id: x{number}\n    title: {}\n    owners: [{owners}]\n    status: {}\n    reason: r\n",
                one.title, one.status
            );
            let mut line = |key: &str, value: String| text += &format!("    {key}: {value}\n");
            one.partner
                .into_iter()
                .for_each(|partner| line("partners", format!("[{}]", OWNERS[partner])));
            one.due.into_iter().for_each(|due| line("due", day(due).to_string()));
            line("themes", format!("[{}]", names(&THEMES, &one.themes)));
            one.tag.into_iter().for_each(|tag| line("tags", format!("[{}]", TAGS[tag])));
            if one.status == "completed" {
                line("completed", "2023-12-30".into());
            }
            let milestone = |(due, done): &(u64, bool)| {
                format!(
                    "{{title: M, due: {}{}}}",
                    day(*due),
                    if *done { ", done: 2024-01-01" } else { "" }
                )
            };
            line(
                "milestones",
                format!(
                    "[{}]",
                    one.milestones.iter().map(milestone).collect::<Vec<_>>().join(", ")
                ),
            );
        }
        text
    });
    let next = plan(2025, &|priority| {
        let own = all.iter().enumerate().filter(|(_, one)| one.priority == priority && one.goes_on);
        own.map(|(number, _)| {
            format!(
                "  - {{id: n{number}, title: N, owners: [a], status: planned, \
            carried_from: 2024/x{number}}}\n"
            )
        })
        .collect()
    });
    (this, next)
}

impl One {
    fn due(&self) -> NaiveDate {
        day(self.due.unwrap_or(365))
    }

    fn is_open(&self) -> bool {
        matches!(self.status, "planned" | "ongoing" | "on_hold") && !self.goes_on
    }

    fn is_overdue(&self, as_of: NaiveDate) -> bool {
        self.is_open() && self.due() < as_of
    }
}

/// The arguments of a filter, and the condition that they mean.
type Filter = (Vec<String>, Box<dyn Fn(&One, NaiveDate) -> bool>);

fn filter(which: usize, what: usize) -> Filter {
    let (owner, theme, tag) = (what % 3, what % 3, what % 2);
    let flag = |name: &str, value: &str| vec![format!("--{name}"), value.to_owned()];
    match which {
        0 => (flag("owner", OWNERS[owner]), Box::new(move |one, _| one.owners.contains(&owner))),
        1 => (
            flag("involving", OWNERS[owner]),
            Box::new(move |one, _| one.owners.contains(&owner) || one.partner == Some(owner)),
        ),
        2 => {
            (flag("priority", &format!("p{theme}")), Box::new(move |one, _| one.priority == theme))
        }
        3 => (flag("theme", THEMES[theme]), Box::new(move |one, _| one.themes.contains(&theme))),
        4 => {
            let (status, other) = (STATUSES[what % 6], STATUSES[(what + 1) % 6]);
            (
                [flag("status", status), flag("status", other)].concat(),
                Box::new(move |one, _| one.status == status || one.status == other),
            )
        }
        5 => (flag("tag", TAGS[tag]), Box::new(move |one, _| one.tag == Some(tag))),
        6 => (vec!["--overdue".into()], Box::new(One::is_overdue)),
        7 => (
            vec!["--due-soon".into()],
            Box::new(|one, as_of| {
                one.is_open() && (as_of..=as_of + Days::new(30)).contains(&one.due())
            }),
        ),
        8 => (
            flag("due-before", &day(what as u64).to_string()),
            Box::new(move |one, _| one.due() < day(what as u64)),
        ),
        9 => (
            flag("due-after", &day(what as u64).to_string()),
            Box::new(move |one, _| one.due() > day(what as u64)),
        ),
        _ => (
            flag("search", "SURVEY"),
            Box::new(|one, _| one.title.to_lowercase().contains("survey")),
        ),
    }
}

/// Returns the ids of the activities in file order, by priority.
fn in_order<'o>(all: &'o [One], wanted: &dyn Fn(&One) -> bool) -> Vec<(String, &'o One)> {
    let by_priority = (0..3).flat_map(|priority| {
        all.iter().enumerate().filter(move |(_, one)| one.priority == priority)
    });
    by_priority
        .filter(|(_, one)| wanted(one))
        .map(|(number, one)| (format!("x{number}"), one))
        .collect()
}

/// Returns kind, activity and day of all due items, by day.
fn owed(all: &[One], wanted: &dyn Fn(NaiveDate) -> bool) -> Vec<Value> {
    let mut items = Vec::new();
    for (id, one) in in_order(all, &One::is_open) {
        items.push((one.due(), json!(["activity", id])));
        items.extend(
            one.milestones
                .iter()
                .filter(|(_, done)| !done)
                .map(|(due, _)| (day(*due), json!(["milestone", id]))),
        );
    }
    items.retain(|(due, _)| wanted(*due));
    items.sort_by_key(|(due, _)| *due);
    items.into_iter().map(|(_, item)| item).collect()
}

proptest! {
    #![proptest_config(crate::support::cases(30))]

    #[test]
    fn filters_choose_the_right_activities_in_order(
        all in prop::collection::vec(one(), 0..10),
        filters in prop::collection::vec((0..11usize, 0..366usize), 0..3),
        today in 0u64..400,
        within in 0u64..200,
    ) {
        let (this, next) = yaml(&all);
        let root = folder(&[("2024.yaml", this.as_bytes()), ("2025.yaml", next.as_bytes())]);
        let as_of = day(today);
        let ask = |command: &str, more: &[String]| {
            let more: Vec<&str> = more.iter().map(String::as_str).collect();
            let run = workplan(
                root.path(),
                &[
                    &[command, "2024", "--format", "json", "--as-of", &as_of.to_string()],
                    more.as_slice(),
                ]
                .concat(),
            );
            assert_eq!(run.code, Some(0), "{command} {more:?}\n{}\n{this}", run.stderr);
            run.json()
        };
        // A repeated flag would widen the filter, so each is used once.
        let mut once = filters;
        once.sort_unstable();
        once.dedup_by_key(|(which, _)| *which);
        let filters: Vec<Filter> =
            once.into_iter().map(|(which, what)| filter(which, what)).collect();
        let flags: Vec<String> = filters.iter().flat_map(|(flags, _)| flags.clone()).collect();
        let is_asked_for = |one: &One| filters.iter().all(|(_, accepts)| accepts(one, as_of));

        let list = ask("list", &flags);
        let found: Vec<Value> = list["activities"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| json!([one["id"], one["due"], one["overdue"], one["days_late"]]))
            .collect();
        let meant = in_order(&all, &is_asked_for).into_iter().map(|(id, one)| {
            let late = one.is_overdue(as_of).then(|| (as_of - one.due()).num_days());
            json!([id, one.due().to_string(), late.is_some(), late])
        });
        prop_assert_eq!(found, meant.collect::<Vec<_>>(), "{:?}\n{}", flags, this);

        for (command, more, wanted) in [
            ("overdue", vec![], Box::new(|due| due < as_of) as Box<dyn Fn(NaiveDate) -> bool>),
            (
                "upcoming",
                vec!["--within".to_owned(), format!("{within}d")],
                Box::new(|due| (as_of..=as_of + Days::new(within)).contains(&due)),
            ),
        ] {
            let items = ask(command, &more);
            let found: Vec<Value> = items["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| json!([item["kind"], item["activity"]]))
                .collect();
            prop_assert_eq!(found, owed(&all, &wanted), "{} {:?}\n{}", command, more, this);
        }

        let matrix = ask("matrix", &[]);
        let pairs = || (0..3).flat_map(|priority| (0..3).map(move |theme| (priority, theme)));
        let of = |priority: usize, theme: usize| {
            all.iter().filter(move |one| one.priority == priority && one.themes.contains(&theme))
        };
        let found: Vec<Value> = matrix["cells"]
            .as_array()
            .unwrap()
            .iter()
            .map(|cell| {
                json!([
                    cell["priority"],
                    cell["theme"],
                    cell["activities"],
                    cell["completed"],
                    cell["carried"]
                ])
            })
            .collect();
        let count = |priority, theme, wanted: &dyn Fn(&One) -> bool| {
            of(priority, theme).filter(|one| wanted(one)).count()
        };
        let cell = |(priority, theme): (usize, usize)| {
            json!([
                format!("p{priority}"),
                THEMES[theme],
                of(priority, theme).count(),
                count(priority, theme, &|one| one.status == "completed"),
                count(priority, theme, &|one| one.goes_on
                    && !matches!(one.status, "completed" | "cancelled"))
            ])
        };
        prop_assert_eq!(found, pairs().map(cell).collect::<Vec<_>>(), "{}", this);
        let gap = |&(priority, theme): &(usize, usize)| {
            theme != 1 && of(priority, theme).all(|one| one.status == "cancelled")
        };
        let shown = |(priority, theme): (usize, usize)| {
            json!({"priority": format!("p{priority}"), "theme": THEMES[theme]})
        };
        let gaps: Vec<Value> = pairs().filter(gap).map(shown).collect();
        prop_assert_eq!(&matrix["gaps"], &json!(gaps), "{}", this);
    }
}
