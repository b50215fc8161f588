//! Chooses the column with the titles: by its heading, else by the words in its cells.

use super::column_contents::{has_marks, letters, often_repeats};
use super::column_heading::proposal;
use super::grid::Grid;
use super::headers::{Column, Header, rank_of_title};
use super::questions::Questions;
use crate::spreadsheet::heading::title_rank;
use crate::spreadsheet::vocabulary::{column as column_key, meant, normalize};

impl Header {
    /// Leaves the strongest title, and finds another key for the others.
    pub(super) fn choose_title(
        &self,
        grid: &Grid<'_>,
        questions: &Questions,
        proposals: &mut [Option<&'static str>],
    ) {
        let given = |column: &Column| questions.given("columns", &column.label);
        let is_given = self.columns.iter().any(|column| given(column) == Some("title"));
        let rank = |column: &Column| {
            let known = rank_of_title(&column.lower).or_else(|| rank_of_title(&column.head));
            let rank = known.or_else(|| likely_rank(&column.lower))?;
            // `Delivery 1, 2, 3`
            let is_number = rank > 2 && letters(grid, column.at, self.first) == 0;
            let rank = if is_number { 9 } else { rank };
            // The phases of a project are no titles beside its deliverables.
            let is_weak = rank > 1 && often_repeats(grid, column.at, self.first);
            Some(if is_weak { rank + 5 } else { rank })
        };
        let is_of_titles = |(number, column): &(usize, &Column)| {
            given(column).is_none()
                && column.tick.is_none()
                && proposals.get(*number) != Some(&Some("id"))
                && !has_marks(grid, column.at, self.first)
        };
        let candidates = self.columns.iter().enumerate().filter(is_of_titles);
        let best = candidates
            .filter_map(|(number, column)| Some((rank(column)?, number)))
            .min()
            .map(|(_, number)| number)
            .filter(|_| !is_given);
        let has = |key: &str| proposals.contains(&Some(key));
        let mut has_priority = has("priority");
        let mut names_people = has("contact.email") && !has("contact");
        for (number, (column, proposal)) in
            self.columns.iter().zip(proposals.iter_mut()).enumerate()
        {
            if Some(number) == best {
                *proposal = Some("title");
            } else if names_people && PERSON.contains(&&*normalize(&column.lower)) {
                *proposal = Some("contact");
                names_people = false;
            } else if *proposal == Some("title") {
                let best = best.and_then(|best| self.columns.get(best));
                let is_group = !has_priority && often_repeats(grid, column.at, self.first);
                has_priority |= is_group;
                *proposal = Some(match is_group {
                    true => "priority",
                    false => beside_title(column, grid, self.first, best),
                });
            }
        }
        if best.is_none() && !is_given {
            // The column with the most words. A heading that only looked like one of dates, and
            // milestones without activities, can be of titles.
            let is_free = |number: usize, column: &Column| {
                proposals.get(number).is_some_and(|own| match own {
                    None => true,
                    Some("description" | "deliverables" | "priority" | "milestones") => true,
                    Some("remarks") => !column.is_headless && proposal(column) != Some("remarks"),
                    Some(_) => false,
                })
            };
            let wordiest = |is_headless: bool| {
                let all = self.columns.iter().enumerate().filter(|(number, column)| {
                    let is_one = match is_headless {
                        true => column.is_headless,
                        false => is_free(*number, column),
                    };
                    is_one && column.tick.is_none() && !has_marks(grid, column.at, self.first)
                });
                let counted =
                    all.map(|(number, column)| (letters(grid, column.at, self.first), number));
                let best = counted.max_by_key(|(letters, number)| (*letters, usize::MAX - number));
                best.filter(|(letters, _)| !is_headless || *letters > 0)
            };
            let headed = wordiest(false);
            let bare = || wordiest(true);
            let longest = headed.filter(|(letters, _)| *letters > 0).or_else(bare).or(headed);
            // Titles of one letter look like marks.
            let named = || self.columns.iter().position(|column| rank(column).is_some());
            let number = longest.map(|(_, number)| number).or_else(named);
            if let Some(proposal) = number.and_then(|number| proposals.get_mut(number)) {
                *proposal = Some("title");
            }
        }
    }
}

/// How likely an unknown heading names the title: `Activity or the task to be done`, `Feature
/// name`.
fn likely_rank(head: &str) -> Option<u8> {
    if column_key(head).is_some() {
        return None;
    }
    let folded = normalize(head);
    let first = folded.split(' ').next().filter(|first| *first != folded)?;
    let is_of_activity = title_rank(first) == Some(1) && folded.split(' ').count() > 3;
    let is_name = folded.strip_suffix(" name").or_else(|| folded.strip_suffix(" title"));
    let of_other = |word: &str| meant("column", word).is_some() || OWNED.contains(&word);
    let is_named = is_name.is_some_and(|rest| !rest.split(' ').any(of_other));
    (is_of_activity || is_named).then_some(3)
}

/// What has a name and is no activity.
const OWNED: [&str; 24] = [
    "staff", "person", "first", "last", "full", "district", "region", "country", "province",
    "state", "city", "site", "location", "village", "company", "client", "customer", "vendor",
    "file", "user", "employee", "member", "team", "school",
];

/// Headings of names, which are those of people where a column of addresses is beside.
const PERSON: [&str; 9] =
    ["name", "names", "nom", "nombre", "nome", "full name", "имя", "姓名", "الاسم"];

/// What a column becomes beside the column of titles.
fn beside_title(
    column: &Column,
    grid: &Grid<'_>,
    first: u32,
    title: Option<&Column>,
) -> &'static str {
    let folded = normalize(&column.lower);
    let is_description = ["descri", "detail", "opis", "описан", "描述", "说明", "وصف"];
    if is_description.iter().any(|word| folded.contains(word)) {
        return "description";
    }
    // Tasks beside an activity that is merged over them.
    let merged = title.is_some_and(|title| {
        grid.column(title.at, first).count() * 2 <= grid.column(column.at, first).count()
    });
    if merged { "milestones" } else { "description" }
}
