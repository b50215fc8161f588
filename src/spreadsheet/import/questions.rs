//! Everything about a sheet that a mapping can decide: each with a proposal, and whether the
//! proposal could be wrong.

use std::collections::HashMap;
use std::fmt;

use super::mapping::Mapping;
use crate::diagnostic::{Message, message};
use crate::spreadsheet::positions::cell_name;

/// The most questions of one import: a sheet with more is not a workplan.
const MOST: usize = 20_000;

/// The cells that are shown for a question.
const SAMPLES: usize = 2;

/// A decision about a column, a word or a name of the sheet.
#[derive(Clone, Debug)]
pub struct Question {
    /// The section of the mapping.
    pub section: &'static str,
    /// The word of the sheet.
    pub word: String,
    /// The decision of the mapping, or what is proposed; empty for no proposal.
    pub proposal: String,
    /// Why the proposal could be wrong; `None` where it is sure, or was decided.
    pub doubt: Option<Message>,
    /// The first cell: `Plan!B3`.
    pub place: String,
    /// The number of cells.
    pub count: usize,
    /// The first values, where the word does not show them.
    pub samples: Vec<String>,
}

/// The questions about a file, and the answers that are given.
#[derive(Debug, Default)]
pub struct Questions {
    given: Mapping,
    all: Vec<Question>,
    places: HashMap<&'static str, HashMap<String, usize>>,
}

/// A question as it is met in a cell.
pub(super) struct Met<'q> {
    pub section: &'static str,
    pub word: &'q str,
    pub proposal: &'q str,
    pub place: Place<'q>,
}

/// A cell of a sheet.
#[derive(Clone, Copy)]
pub(super) struct Place<'w> {
    pub sheet: &'w str,
    pub row: u32,
    pub column: u32,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}!{}", self.sheet, cell_name(self.row, self.column))
    }
}

impl Questions {
    /// The questions about a file, of which some are decided.
    pub fn new(given: Mapping) -> Self {
        Questions { given, ..Questions::default() }
    }

    /// Returns the decision of the mapping.
    pub fn given(&self, section: &str, word: &str) -> Option<&str> {
        if self.given.is_empty() {
            return None;
        }
        let own = self.given.get(&(section.to_owned(), word.to_owned())).map(String::as_str);
        own.filter(|value| !value.is_empty())
    }

    /// The sheets that the mapping names.
    pub(super) fn given_sheets(&self) -> impl Iterator<Item = &str> {
        let sheets =
            self.given.iter().filter(|((section, _), name)| section == "sheet" && !name.is_empty());
        sheets.map(|(_, name)| name.as_str())
    }

    /// Returns the value to go on with: the decision, or the proposal. The question is kept, with a
    /// doubt if it is not decided.
    pub(super) fn ask(&mut self, met: &Met<'_>, doubt: Option<&dyn Fn() -> Message>) -> String {
        if let Some(question) = self.met_mut(met.section, met.word) {
            question.count += 1;
            return question.proposal.clone();
        }
        let given = self.given(met.section, met.word).map(str::to_owned);
        let is_given = given.is_some();
        let value = given.unwrap_or_else(|| met.proposal.to_owned());
        if self.all.len() < MOST {
            self.places.entry(met.section).or_default().insert(met.word.to_owned(), self.all.len());
            self.all.push(Question {
                section: met.section,
                word: met.word.to_owned(),
                proposal: value.clone(),
                doubt: doubt.filter(|_| !is_given).map(|doubt| doubt()),
                place: met.place.to_string(),
                count: 1,
                samples: Vec::new(),
            });
        }
        value
    }

    /// Asks for the period of a plan whose name has two years.
    pub fn period(&mut self, name: &str, proposal: &str, is_open: bool) -> String {
        let doubt = || {
            message!(
                "import.period-of-two-years",
                "`{name}` is two calendar years (`calendar`) or a year that begins in another month (`fiscal-07`)",
                name
            )
        };
        let doubt: Option<&dyn Fn() -> Message> = if is_open { Some(&doubt) } else { None };
        let place = Place { sheet: name, row: 0, column: 0 };
        let given = self
            .given
            .iter()
            .find(|((section, _), value)| section == "period" && !value.is_empty());
        let given = given.map(|(_, value)| value.clone());
        let met = Met {
            section: "period",
            word: name,
            proposal: given.as_deref().unwrap_or(proposal),
            place,
        };
        self.ask(&met, doubt.filter(|_| given.is_none()))
    }

    /// Returns the value that was decided or proposed.
    pub(super) fn answer(&self, section: &str, word: &str) -> String {
        self.met(section, word).map_or_else(String::new, |question| question.proposal.clone())
    }

    /// Adds a value to the samples of a question.
    pub(super) fn sample(&mut self, section: &str, word: &str, value: &str) {
        if let Some(question) = self.met_mut(section, word)
            && question.samples.len() < SAMPLES
            && !question.samples.iter().any(|own| own == value)
        {
            question.samples.push(value.to_owned());
        }
    }

    /// The number of cells of a question, if it was met.
    pub(super) fn count(&self, section: &str, word: &str) -> usize {
        self.met(section, word).map_or(0, |question| question.count)
    }

    /// Counts a further cell of a question.
    pub(super) fn again(&mut self, section: &str, word: &str) {
        if let Some(question) = self.met_mut(section, word) {
            question.count += 1;
        }
    }

    /// Sets the number of cells of a question.
    pub(super) fn set_count(&mut self, section: &str, word: &str, count: usize) {
        if let Some(question) = self.met_mut(section, word) {
            question.count = count;
        }
    }

    /// The question about a word, if it was met.
    fn met(&self, section: &str, word: &str) -> Option<&Question> {
        let at = self.places.get(section)?.get(word)?;
        self.all.get(*at)
    }

    fn met_mut(&mut self, section: &str, word: &str) -> Option<&mut Question> {
        let at = self.places.get(section)?.get(word)?;
        self.all.get_mut(*at)
    }

    /// All questions, in the order in which they were met.
    pub fn all(&self) -> &[Question] {
        &self.all
    }

    /// The questions whose proposal could be wrong.
    pub fn open(&self) -> impl Iterator<Item = &Question> {
        self.all.iter().filter(|question| question.doubt.is_some())
    }

    /// The lines of the mapping that fit nothing in the file: section and word.
    pub fn unused(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_met = |section: &str, word: &str| {
            self.places.get(section).is_some_and(|words| words.contains_key(word))
        };
        let is_asked = |section: &str| !matches!(section, "sheet" | "period" | "year");
        let lines = self
            .given
            .iter()
            .filter(move |((section, _), value)| !value.is_empty() && is_asked(section));
        lines
            .map(|((section, word), _)| (section.as_str(), word.as_str()))
            .filter(move |(section, word)| !is_met(section, word))
    }
}
