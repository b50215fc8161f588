//! Which activities or milestones are meant: chosen from a list, by number, name or title.

use super::{ask, say};
use crate::analysis::{DueKind, OpenItem};
use crate::cli::output::write_error;
use crate::cli::session::Session;
use crate::diagnostic::{Message, list_of_first, message};
use crate::ops::{Named, NamedItem, NearItem, named_item, not_of_milestones, open_to_choose};
use crate::render::View;
use crate::report::MineReport;
use crate::text::clean_line;
use crate::workspace::{LoadedPlans, Result};

/// The most items that a list shows.
const MOST_SHOWN: usize = 40;

/// The open folder in which names are looked up.
pub(in crate::cli) struct Lookup<'s> {
    pub(super) session: &'s Session,
    pub(super) plans: &'s LoadedPlans<'s>,
    pub(super) plan: Option<&'s str>,
}

/// Which items a question is about.
pub(super) struct Wanted {
    /// Whether an open item can be chosen.
    pub(super) is_offered: fn(&OpenItem<'_>) -> bool,
    /// The question.
    pub(super) question: Message,
    /// Whether several can be chosen at once.
    pub(super) several: bool,
}

impl Lookup<'_> {
    /// Returns what the names mean, and asks for those that find nothing; without names, asks which
    /// open items are meant.
    pub(super) fn items(&self, names: &[String], wanted: &Wanted) -> Result<Vec<NamedItem>> {
        if names.is_empty() {
            return self.choose_open(wanted);
        }
        names.iter().map(|name| self.item(name)).collect()
    }

    /// Returns what the names mean, as [`Self::items`] does; a milestone is refused before anything
    /// else is asked.
    pub(super) fn activities(&self, names: &[String], wanted: &Wanted) -> Result<Vec<NamedItem>> {
        let items = self.items(names, wanted)?;
        match items.iter().any(|item| item.is_milestone) {
            true => Err(not_of_milestones()),
            false => Ok(items),
        }
    }

    /// Returns what a name means; one that finds nothing is explained, and near ones are offered.
    fn item(&self, name: &str) -> Result<NamedItem> {
        match named_item(self.plans, self.plan, name) {
            Named::One(item) => Ok(*item),
            Named::None(error, near) if near.is_empty() => Err(error),
            Named::None(error, near) => {
                say(&error.in_one_line());
                self.choose_near(&near)
            }
        }
    }

    /// Asks which of some near items is meant.
    fn choose_near(&self, near: &[NearItem]) -> Result<NamedItem> {
        for (item, number) in near.iter().zip(1..) {
            let (name, title) = (clean_line(&item.name), clean_line(&item.title));
            write_error(&format!("{number:>3}  {name}  {title}\n"));
        }
        let prompt = message!("cli.which-near", "Which one? (number, id, or part of a title)");
        ask(&prompt, |line| {
            let name = match line.parse::<usize>() {
                Ok(number) => match number.checked_sub(1).and_then(|at| near.get(at)) {
                    Some(item) => item.name.clone(),
                    None => line.to_owned(),
                },
                Err(_) => self.titled(line, near.iter().map(|one| (&*one.name, &*one.title)))?,
            };
            self.found(&name)
        })
    }

    /// Shows the open items, and asks which are meant.
    fn choose_open(&self, wanted: &Wanted) -> Result<Vec<NamedItem>> {
        let (mut report, unknown) = open_to_choose(self.plans, self.plan)?;
        report.items.retain(wanted.is_offered);
        if let Some(why) = unknown {
            say(&why.in_one_line());
        }
        self.show(&report);
        let names: Vec<(String, &str)> =
            report.items.iter().map(|item| (item.id(), item.title())).collect();
        let prompt = match wanted.several {
            true => message!(
                "cli.choose-several",
                "{question} (numbers, ids, or part of a title; ? for the list)",
                question = wanted.question.clone()
            ),
            false => message!(
                "cli.choose-one",
                "{question} (number, id, or part of a title; ? for the list)",
                question = wanted.question.clone()
            ),
        };
        loop {
            let chosen = ask(&prompt, |line| {
                if line == "?" {
                    return Ok(Vec::new());
                }
                let words = words(line);
                if !wanted.several && words.len() > 1 {
                    return Err(message!("cli.one-at-a-time", "name one alone"));
                }
                if words.is_empty() {
                    return Err(message!("cli.type-a-number", "type one of the numbers, or an id"));
                }
                words.iter().map(|word| self.chosen(word, &names)).collect()
            })?;
            if !chosen.is_empty() {
                return Ok(chosen);
            }
            self.show(&report);
        }
    }

    /// Shows open items, as many as a screen has room for.
    fn show(&self, report: &MineReport<'_>) {
        let all = &report.items;
        let shown = MineReport {
            plan: report.plan,
            as_of: report.as_of,
            revision: None,
            owners: report.owners.clone(),
            items: all.iter().take(MOST_SHOWN).copied().collect(),
            none: report.none.clone(),
        };
        write_error(&shown.terminal(&self.session.environment.err));
        let more = all.len().saturating_sub(MOST_SHOWN);
        if more > 0 {
            say(&message!(
                "cli.more-to-choose",
                "and {more} more: type an id, or a part of a title",
                more
            ));
        }
    }

    /// Reads one choice: a number of the list, a name, or a part of a title that one item has.
    fn chosen(&self, word: &str, names: &[(String, &str)]) -> Result<NamedItem, Message> {
        let listed =
            word.parse::<usize>().ok().and_then(|number| names.get(number.checked_sub(1)?));
        let is_name = matches!(named_item(self.plans, self.plan, word), Named::One(_));
        match listed {
            Some((name, title)) if is_name && name != word => Err(message!(
                "cli.number-or-id",
                "{word} is the id of an activity, and in the list it is {name} {title}: type a part \
                 of the title",
                word,
                name = clean_line(name),
                title = clean_line(title)
            )),
            Some((name, _)) => self.found(name),
            None if is_name => self.found(word),
            None if word.parse::<usize>().is_ok() => Err(message!(
                "cli.no-such-number",
                "the list has no number {word}: it ends at {last}",
                word,
                last = names.len().min(MOST_SHOWN)
            )),
            None => {
                let name =
                    self.titled(word, names.iter().map(|(name, title)| (&**name, *title)))?;
                self.found(&name)
            }
        }
    }

    /// Returns the name of the only item with a text in its title; a text that no title has is
    /// returned as it is.
    fn titled<'n>(
        &self,
        text: &str,
        names: impl Iterator<Item = (&'n str, &'n str)> + Clone,
    ) -> Result<String, Message> {
        if let Named::One(_) = named_item(self.plans, self.plan, text) {
            return Ok(text.to_owned());
        }
        if text.len() < 2 {
            return Err(message!("cli.more-of-title", "type more of the title, or a number"));
        }
        let wanted = text.to_lowercase();
        let having: Vec<(&str, &str)> =
            names.filter(|(_, title)| title.to_lowercase().contains(&wanted)).collect();
        match having.as_slice() {
            [] => Ok(text.to_owned()),
            [(name, _)] => Ok((*name).to_owned()),
            several => {
                let names = several.iter().map(|(name, title)| {
                    message!(
                        "cli.name-and-title",
                        "{name} {title}",
                        name = clean_line(name),
                        title = clean_line(title)
                    )
                });
                let names =
                    list_of_first(names.collect(), 6).unwrap_or_else(|| Message::verbatim(""));
                Err(message!(
                    "cli.several-titles",
                    "`{text}` is in several titles: {names}",
                    text = clean_line(text),
                    names
                ))
            }
        }
    }

    /// Returns the item of a name, or why there is none, with what may be meant.
    fn found(&self, name: &str) -> Result<NamedItem, Message> {
        match named_item(self.plans, self.plan, name) {
            Named::One(item) => Ok(*item),
            Named::None(error, _) => Err(error.in_one_line()),
        }
    }
}

/// Whether an item is an activity.
pub(super) fn is_activity(item: &OpenItem<'_>) -> bool {
    item.kind() == DueKind::Activity
}

/// Parts the words of an answer: at commas, and between numbers at spaces too.
fn words(line: &str) -> Vec<&str> {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    line.split(',')
        .map(str::trim)
        .flat_map(|part| match part.split_whitespace().all(is_number) {
            true => part.split_whitespace().collect(),
            false => vec![part],
        })
        .filter(|word| !word.is_empty())
        .collect()
}
