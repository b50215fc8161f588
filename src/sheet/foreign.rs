use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::book::{Found, Sheet, cell_name};
use super::loose::{self, Order, Said};
use super::value::plain_number;
use super::words::{column, folded, is_target, meant, near};
use crate::model::is_id;

/// What somebody has decided: by section (`columns`, `statuses`, `owners`, `dates`, `day_order`, `year`) and the sheet's own word.
pub type Mapping = BTreeMap<(String, String), String>;

/// A sheet of somebody's own, as far as it could be read.
#[derive(Debug, Default)]
pub struct Foreign {
    /// Priorities in their order: id, title.
    pub priorities: Vec<(String, String)>,
    /// The activities.
    pub activities: Vec<Taken>,
    /// Organizations that the mapping says are new: id, name.
    pub organizations: Vec<(String, String)>,
    /// What is not sure, with a proposal.
    pub asked: Mapping,
    /// All that is wrong or not sure, with its place.
    pub faults: Vec<String>,
    /// What is worth telling.
    pub notes: Vec<String>,
}

/// An activity that a row describes.
#[derive(Debug)]
pub struct Taken {
    /// The priority's id.
    pub priority: String,
    /// What is to be looked at, beginning with the place.
    pub comment: String,
    /// Its keys and values; lists with `, ` between the items.
    pub fields: Vec<(&'static str, String)>,
}

/// What is known of the plan that the sheet becomes.
pub struct Surroundings<'s> {
    /// Finds the id of an organization by any of its names.
    pub organization: &'s dyn Fn(&str) -> Option<String>,
    /// The nearest one.
    pub nearest: &'s dyn Fn(&str) -> Option<String>,
    /// What was decided.
    pub mapping: &'s Mapping,
    /// The year of dates that name none.
    pub year: Option<u32>,
}

/// The first rows in which the heads are looked for.
const HEAD_ROWS: usize = 40;

/// Reads the sheet; nothing where it is no workplan.
pub fn read_foreign(sheet: &Sheet, around: &Surroundings<'_>) -> Option<Foreign> {
    let said = |section: &str, word: &str| around.mapping.get(&(section.to_owned(), word.to_owned())).map(String::as_str);
    let known = |found: &Found| match found {
        Found::Text(text) => said("columns", text).filter(|key| is_target("column", key)).or_else(|| column(text)),
        _ => None,
    };
    let score = |cells: &BTreeMap<u32, Found>| cells.values().filter_map(known).collect::<BTreeSet<_>>();
    let heads = sheet.rows.iter().take(HEAD_ROWS).map(|(row, cells)| (score(cells), *row, cells));
    let (keys, top, heads) =
        heads.filter(|(keys, ..)| keys.contains("title") && keys.len() > 1).max_by_key(|(keys, row, _)| (keys.len(), u32::MAX - row))?;
    let mut work = Work {
        sheet,
        around,
        out: Foreign::default(),
        columns: BTreeMap::new(),
        used: HashMap::new(),
        orders: HashMap::new(),
        next: HashMap::new(),
    };
    drop(keys);
    work.heads(top, heads);
    work.rows(top);
    Some(work.out)
}

struct Work<'w> {
    sheet: &'w Sheet,
    around: &'w Surroundings<'w>,
    out: Foreign,
    columns: BTreeMap<u32, (&'static str, String)>,
    /// Ids and the rows that have them.
    used: HashMap<String, u32>,
    orders: HashMap<u32, Order>,
    /// By priority: the number from which on ids may be free.
    next: HashMap<String, u64>,
}

impl Work<'_> {
    fn said(&self, section: &str, word: &str) -> Option<String> {
        self.around.mapping.get(&(section.to_owned(), word.to_owned())).cloned().filter(|word| !word.is_empty())
    }

    fn fault(&mut self, row: u32, column: u32, what: &str) {
        self.out.faults.push(format!("{}!{}: {what}", self.sheet.name, cell_name(row, column)));
    }

    fn ask(&mut self, section: &str, word: &str, proposal: &str) {
        self.out.asked.insert((section.to_owned(), word.to_owned()), proposal.to_owned());
    }

    fn heads(&mut self, top: u32, heads: &BTreeMap<u32, Found>) {
        let mut taken: HashMap<&str, u32> = HashMap::new();
        for (&at, head) in heads {
            let Found::Text(head) = head else { continue };
            let decided = self.said("columns", head);
            let key = decided.as_deref().map_or_else(|| column(head), |word| meant("column", word));
            let Some(key) = key else {
                match near("column", head).filter(|_| decided.is_none()) {
                    Some(guess) => {
                        self.fault(top, at, &format!("it is not sure what the column `{head}` is; `{guess}`?"));
                        self.ask("columns", head, guess);
                    }
                    None if decided.as_deref() == Some("ignore") => {}
                    None => self.out.notes.push(format!("{}!{}: the column `{head}` is not taken", self.sheet.name, cell_name(top, at))),
                }
                continue;
            };
            if let Some(other) = taken.insert(key, at) {
                self.fault(top, at, &format!("the column {} is `{key}` as well", cell_name(top, other)));
                self.ask("columns", head, "ignore");
            }
            self.columns.insert(at, (key, head.clone()));
        }
        let dates: Vec<(u32, String)> =
            self.columns.iter().filter(|(_, (key, _))| is_date(key)).map(|(at, (_, head))| (*at, head.clone())).collect();
        for (at, head) in dates {
            let cells = self.sheet.rows.range(top + 1..).filter_map(|(_, cells)| match cells.get(&at) {
                Some(Found::Text(text)) => loose::order(text),
                _ => None,
            });
            let (day, month) =
                cells.fold((false, false), |(day, month), order| (day || order == Order::DayFirst, month || order == Order::MonthFirst));
            let shown = match (day, month) {
                (true, false) => Some(Order::DayFirst),
                (false, true) => Some(Order::MonthFirst),
                _ => None,
            };
            let decided = match self.said("day_order", &head).as_deref() {
                Some("day-first") => Some(Order::DayFirst),
                Some("month-first") => Some(Order::MonthFirst),
                _ => shown,
            };
            self.orders.extend(decided.map(|order| (at, order)));
        }
    }

    fn rows(&mut self, top: u32) {
        let sheet = self.sheet;
        for &((row, column), (_, last)) in sheet.merged.iter().filter(|((row, _), _)| *row > top) {
            let key = self.columns.get(&column).map(|(key, _)| *key);
            if key.is_some_and(|key| key != "priority") && column == last {
                self.fault(row, column, "cells are merged here: take them apart");
            }
        }
        let formulas = sheet.formulas.iter().filter(|(row, column)| *row > top && self.columns.contains_key(column));
        let (with, without): (Vec<_>, Vec<_>) =
            formulas.copied().partition(|(row, column)| sheet.rows.get(row).is_some_and(|cells| cells.contains_key(column)));
        for (row, column) in without {
            self.fault(row, column, "a formula without a value stands here: open the file in a spreadsheet and save it");
        }
        if let Some(&(row, column)) = with.first() {
            let first = cell_name(row, column);
            self.out.notes.push(format!("{}: of {} formulas, the first at {first}, the values were taken", sheet.name, with.len()));
        }
        let mut priority = None;
        for (&row, cells) in sheet.rows.range(top + 1..) {
            let texts: Vec<(u32, &Found)> = cells.iter().map(|(at, found)| (*at, found)).collect();
            if let &[(_, Found::Text(text))] = texts.as_slice() {
                priority = Some(self.priority(text));
                continue;
            }
            if cells.keys().any(|at| self.columns.contains_key(at)) {
                self.row(row, cells, &mut priority);
            }
        }
    }

    /// `1. Protection`: the id and the title of a priority.
    fn priority(&mut self, text: &str) -> String {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((id, _)) = self.out.priorities.iter().find(|(id, title)| *id == text || *title == text) {
            return id.clone();
        }
        let mut words = text.split(' ').map(|word| word.trim_end_matches(['.', ':', ')', '-']));
        let number = words.clone().take(2).find(|word| is_id(word) && word.starts_with(|c: char| c.is_ascii_digit()));
        let own = words.next().filter(|_| !text.contains(' ')).filter(|word| is_id(word));
        let is_free = |id: &str| !self.out.priorities.iter().any(|(other, _)| other == id);
        let next = (self.out.priorities.len() + 1..).map(|number| number.to_string()).find(|id| is_free(id));
        let id = number.or(own).filter(|id| is_free(id)).map(str::to_owned).or(next).unwrap_or_default();
        self.out.priorities.push((id.clone(), text));
        id
    }

    fn row(&mut self, row: u32, cells: &BTreeMap<u32, Found>, priority: &mut Option<String>) {
        let mut fields: BTreeMap<&'static str, String> = BTreeMap::new();
        let mut notes = Vec::new();
        let columns: Vec<(u32, &'static str, String)> = self.columns.iter().map(|(at, (key, head))| (*at, *key, head.clone())).collect();
        for (at, key, head) in &columns {
            let Some(found) = cells.get(at) else { continue };
            match self.cell(row, *at, key, head, found) {
                Ok(text) if text.is_empty() => {}
                Ok(text) if *key == "priority" => *priority = Some(self.priority(&text)),
                Ok(text) => drop(fields.insert(key, text)),
                Err(what) => self.fault(row, *at, &what),
            }
        }
        for (at, key, _) in columns.iter().filter(|(at, key, _)| matches!(*key, "title" | "owners") && !cells.contains_key(at)) {
            self.fault(row, *at, if *key == "title" { "an activity needs a title" } else { "an activity needs an owner" });
        }
        let priority = priority.get_or_insert_with(|| self.priority("Activities")).clone();
        self.id(row, &priority, &mut fields);
        let status = fields.entry("status").or_insert_with(|| "planned".to_owned()).clone();
        if matches!(status.as_str(), "on_hold" | "postponed" | "cancelled") && !fields.contains_key("reason") {
            fields.insert("reason", "TODO: the sheet gives no reason".to_owned());
            notes.push("the reason is missing");
        }
        if status == "completed"
            && !fields.contains_key("completed")
            && let Some(due) = fields.get("due").cloned()
        {
            fields.insert("completed", due);
            notes.push("the sheet does not say when it was completed: its due date stands here");
        }
        let mut comment = format!("{}, row {}", self.sheet.name, row + 1);
        for note in notes {
            self.out.notes.push(format!("{comment}: {note}"));
            comment += &format!("; TODO: {note}");
        }
        self.out.activities.push(Taken { priority, comment, fields: fields.into_iter().collect() });
    }

    fn id(&mut self, row: u32, priority: &str, fields: &mut BTreeMap<&'static str, String>) {
        let id = fields.remove("id").unwrap_or_else(|| {
            let next = self.next.entry(priority.to_owned()).or_insert(1);
            while self.used.contains_key(&format!("{priority}.{next}")) {
                *next += 1;
            }
            format!("{priority}.{next}")
        });
        if let Some(other) = self.used.insert(id.clone(), row) {
            let at = self.columns.iter().find(|(_, (key, _))| *key == "id").map_or(0, |(at, _)| *at);
            let what =
                format!("the id `{id}` stands in row {} as well; a spreadsheet makes `1.1` out of `1.10`: write ids as text", other + 1);
            self.fault(row, at, &what);
        }
        fields.insert("id", id);
    }

    /// What a cell says in the notation of the format.
    fn cell(&mut self, row: u32, at: u32, key: &'static str, head: &str, found: &Found) -> Result<String, String> {
        let text = match found {
            Found::Odd(what) => return Err(format!("{what} is no value")),
            Found::Day(day) if is_date(key) => return Ok(day.to_string()),
            Found::Day(day) if key == "id" => {
                return Err(format!("the spreadsheet has turned this id into a date ({day}): write it as text"));
            }
            Found::Day(day) => day.to_string(),
            Found::Number(number) if key == "progress" && *number > 0.0 && *number < 1.0 => plain_number(number * 100.0)?,
            Found::Number(number) => plain_number(*number)?,
            Found::Text(text) => text.clone(),
        };
        match key {
            "id" => {
                let id = text.trim_end_matches(['.', ')', ':']);
                let long = id.split_once('.').filter(|(_, rest)| rest.len() > 9 && rest.bytes().all(|b| b.is_ascii_digit()));
                let id = long.and_then(|_| id.parse().ok()).map_or_else(|| Ok(id.to_owned()), plain_number)?;
                if is_id(&id) { Ok(id) } else { Err(format!("`{id}` is no id: letters, digits, `.`, `_` and `-`, or leave it empty")) }
            }
            "status" => self.said("statuses", &text).or_else(|| meant("status", &text).map(str::to_owned)).ok_or_else(|| {
                self.ask("statuses", &text, near("status", &text).unwrap_or("planned"));
                format!("it is not sure which status `{text}` is")
            }),
            key if is_date(key) => self.date(at, key, head, &text),
            "owners" | "partners" => self.organizations(row, at, &text),
            "progress" => Ok(text.trim_end_matches('%').trim_end().to_owned()),
            "title" | "contact" => Ok(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            "geography" | "tags" | "sdg_targets" | "themes" | "depends_on" => {
                Ok(text.split([';', ',', '\n']).map(str::trim).filter(|item| !item.is_empty()).collect::<Vec<_>>().join(", "))
            }
            _ => Ok(text),
        }
    }

    fn date(&mut self, at: u32, key: &str, head: &str, text: &str) -> Result<String, String> {
        if let Some(decided) = self.said("dates", text) {
            return Ok(if decided == "none" { String::new() } else { decided });
        }
        match loose::date(text, key == "start", self.orders.get(&at).copied(), self.around.year) {
            Said::Date(date) => Ok(date),
            Said::Unclear => {
                self.ask("day_order", head, "day-first");
                Err(format!("`{text}` may begin with the day or with the month"))
            }
            Said::NoYear => {
                self.ask("year", "year", "");
                Err(format!("`{text}` says no year"))
            }
            Said::Nothing => {
                self.ask("dates", text, "none");
                Err(format!("`{text}` is no date"))
            }
        }
    }

    fn organizations(&mut self, row: u32, at: u32, text: &str) -> Result<String, String> {
        let known = |work: &Self, word: &str| work.said("owners", word).or_else(|| (work.around.organization)(word));
        let mut ids: Vec<String> = Vec::new();
        for part in text.split([';', ',', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
            // A name may hold ` and ` or `/` itself.
            let words = pieces(part, &|word| known(self, word).is_some());
            for word in words {
                match known(self, &word) {
                    Some(id) if id == "new" => {
                        let id = folded(&word).replace(' ', "-");
                        if !self.out.organizations.iter().any(|(other, _)| *other == id) {
                            self.out.organizations.push((id.clone(), word));
                        }
                        ids.push(id);
                    }
                    Some(id) => ids.push(id),
                    None => {
                        let near = (self.around.nearest)(&word);
                        let hint = near.as_ref().map_or_else(String::new, |id| format!("; did you mean `{id}`?"));
                        self.fault(row, at, &format!("there is no organization `{word}`{hint}"));
                        self.ask("owners", &word, near.as_deref().unwrap_or("new"));
                    }
                }
            }
        }
        let mut seen = BTreeSet::new();
        ids.retain(|id| seen.insert(id.clone()));
        Ok(ids.join(", "))
    }
}

fn is_date(key: &str) -> bool {
    matches!(key, "start" | "due" | "forecast" | "completed")
}

/// What stands between owners within a part of a cell.
const BETWEEN: [&str; 5] = ["/", " and ", " et ", " y ", " & "];

/// Beyond so many it is no list of owners, and names are not put together.
const MOST_OWNERS: usize = 64;

/// The names in a part of a cell, the longest known one first: a name may hold ` and ` itself.
fn pieces(part: &str, is_known: &dyn Fn(&str) -> bool) -> Vec<String> {
    if is_known(part) {
        return vec![part.to_owned()];
    }
    let mut ways: Vec<(&str, &str)> = BETWEEN
        .iter()
        .flat_map(|sign| part.match_indices(sign))
        .filter_map(|(at, sign)| Some((part.get(..at)?.trim(), part.get(at + sign.len()..)?.trim())))
        .collect();
    if ways.len() > MOST_OWNERS {
        return BETWEEN
            .iter()
            .fold(part.to_owned(), |text, sign| text.replace(sign, "\n"))
            .lines()
            .map(|word| word.trim().to_owned())
            .collect();
    }
    ways.sort_by_key(|(left, _)| left.len());
    let known = ways.iter().rev().find(|(left, _)| is_known(left));
    match known.or(ways.first()) {
        Some((left, right)) => {
            let mut found = vec![(*left).to_owned()];
            found.extend(pieces(right, is_known));
            found.retain(|word| !word.is_empty());
            found
        }
        None => vec![part.to_owned()],
    }
}
