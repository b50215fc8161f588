//! The organizations in the cells of a sheet: where a cell names several of them, and their ids.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::draft::DraftOrganization;
use super::free_ids::FreeIds;
use super::questions::{Met, Place, Questions};
use crate::diagnostic::{Message, message};
use crate::spreadsheet::date_text::is_no_date;

/// The most names in a cell, which is also the most owners of an activity.
pub(in crate::spreadsheet) const MOST_NAMES: usize = 1_000;

/// The most characters of an id.
const MOST_ID: usize = 64;

/// The id and the name of the organization of activities without an owner.
const NOBODY: (&str, &str) = ("to-be-assigned", "To be assigned");

/// Signs and words between names that may also be a part of a name.
const BETWEEN: [&str; 17] = [
    "／", "،", " و", ",", "/", "&", "+", "，", "、", " and ", " et ", " y ", " e ", " и ", " و ",
    "和", " с ",
];

/// Signs that are always between names.
const ALWAYS: [char; 5] = [';', '\n', '|', '；', '؛'];

/// The organizations that a sheet names.
pub(super) struct Names<'s> {
    /// Finds the id of an organization of the folder by any of its names.
    known: &'s dyn Fn(&str) -> Option<String>,
    /// Finds the id of the organization with the most similar name.
    nearest: &'s dyn Fn(&str) -> Option<String>,
    /// The texts of cells that name one organization.
    alone: HashSet<String>,
    /// The ids of names that were met.
    ids: HashMap<String, String>,
    /// The ids of new organizations by their names in small letters.
    folded: HashMap<String, String>,
    /// The names in each cell that was met.
    cells: HashMap<String, Rc<[String]>>,
    /// The ids of the new organizations.
    taken: FreeIds,
    /// The organizations that are not in the folder, and the place of each by its id.
    new: Vec<DraftOrganization>,
    places: HashMap<String, usize>,
    /// The addresses of each new organization, in small letters.
    addresses: HashSet<(usize, String)>,
}

impl<'s> Names<'s> {
    pub(super) fn new(
        known: &'s dyn Fn(&str) -> Option<String>,
        nearest: &'s dyn Fn(&str) -> Option<String>,
    ) -> Self {
        Names {
            known,
            nearest,
            alone: HashSet::new(),
            ids: HashMap::new(),
            folded: HashMap::new(),
            cells: HashMap::new(),
            taken: FreeIds::default(),
            new: Vec::new(),
            places: HashMap::new(),
            addresses: HashSet::new(),
        }
    }

    /// Learns the names that are alone in a cell.
    pub(super) fn learn(&mut self, text: &str) {
        for part in parts(&without_units(text)) {
            if !BETWEEN.iter().any(|sign| part.contains(sign)) && !self.alone.contains(part) {
                self.alone.insert(part.to_owned());
            }
        }
    }

    /// Whether a text is the name of one organization.
    pub(super) fn is_name(&self, text: &str) -> bool {
        self.alone.contains(text) || (self.known)(text).is_some()
    }

    /// The names in a cell.
    pub(super) fn split<'t>(&self, text: &'t str, questions: &Questions) -> Vec<&'t str> {
        let is_name = |name: &str| self.is_name(name) || questions.given("owners", name).is_some();
        let mut all = Vec::new();
        for part in parts(text) {
            match cover(part, &is_name) {
                Some(names) => all.extend(names),
                None => all.push(part),
            }
        }
        let mut seen = HashSet::new();
        all.retain(|name| seen.insert(*name) && !is_nobody(name));
        all
    }

    /// The ids of the organizations in a cell.
    ///
    /// # Errors
    /// For more names than an activity may have owners.
    pub(super) fn ids(
        &mut self,
        text: &str,
        questions: &mut Questions,
        place: Place<'_>,
    ) -> Result<Vec<String>, Message> {
        let names = match self.cells.get(text) {
            Some(names) => Rc::clone(names),
            None => {
                let bare = without_units(text);
                let names = self.split(&bare, questions).into_iter().map(str::to_owned);
                let names: Rc<[String]> = names.collect();
                self.cells.insert(text.to_owned(), Rc::clone(&names));
                names
            }
        };
        if names.len() > MOST_NAMES {
            return Err(message!(
                "import.too-many-names",
                "more than {most} names: name only those who are responsible",
                most = MOST_NAMES
            ));
        }
        let mut ids: Vec<String> = Vec::new();
        for name in &*names {
            let id = self.id(name, questions, place);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    /// The id of an organization.
    pub(super) fn id(&mut self, name: &str, questions: &mut Questions, place: Place<'_>) -> String {
        if let Some(id) = self.ids.get(name) {
            questions.again("owners", name);
            return id.clone();
        }
        // `UNDP` and `Undp` are one organization.
        let known = (self.known)(name).or_else(|| self.folded.get(&name.to_lowercase()).cloned());
        let near = if known.is_none() { (self.nearest)(name) } else { None };
        let proposal = known.as_deref().or(near.as_deref()).unwrap_or("new");
        let doubt = || {
            message!(
                "import.similar-organization",
                "the organization `{name}` is not known; is it `{id}`?",
                name,
                id = near.as_deref().unwrap_or_default()
            )
        };
        let doubt: Option<&dyn Fn() -> Message> = if near.is_some() { Some(&doubt) } else { None };
        let met = Met { section: "owners", word: name, proposal, place };
        let said = questions.ask(&met, doubt);
        let id = match said.as_str() {
            "new" | "" => self.add(name),
            id => {
                // An id that no organization has is a new one.
                self.enter(id, name);
                id.to_owned()
            }
        };
        self.ids.insert(name.to_owned(), id.clone());
        id
    }

    /// The organization of activities without an owner.
    pub(super) fn nobody(&mut self, questions: &mut Questions, place: Place<'_>) -> String {
        let met = Met { section: "owners", word: "default", proposal: NOBODY.0, place };
        let id = questions.ask(&met, None);
        let name = if id == NOBODY.0 { NOBODY.1 } else { &id };
        self.enter(&id, name);
        id
    }

    /// Adds an organization with an id of its own.
    fn add(&mut self, name: &str) -> String {
        let base = slug(name, MOST_ID - 4).unwrap_or_else(|| "organization".to_owned());
        let id = self.taken.like(&base, |id| (self.known)(id).is_some());
        self.folded.insert(name.to_lowercase(), id.clone());
        self.push(&id, name);
        id
    }

    /// Adds an organization, unless its id is known.
    fn enter(&mut self, id: &str, name: &str) {
        if (self.known)(id).is_none() && self.taken.take(id) {
            self.push(id, name);
        }
    }

    fn push(&mut self, id: &str, name: &str) {
        self.places.insert(id.to_owned(), self.new.len());
        let (id, name) = (id.to_owned(), name.to_owned());
        self.new.push(DraftOrganization { id, name, people: Vec::new() });
    }

    /// The organizations that are not in the folder.
    pub(super) fn into_new(self) -> Vec<DraftOrganization> {
        self.new
    }

    /// The name of an organization by its id.
    pub(super) fn name(&self, id: &str) -> String {
        let own = self.places.get(id).and_then(|at| self.new.get(*at));
        own.map_or_else(|| id.to_owned(), |own| own.name.clone())
    }

    /// Adds a person to the organizations of a cell, where the folder does not know them.
    pub(super) fn person(&mut self, id: &str, name: &str, email: &str) {
        let Some(&at) = self.places.get(id) else { return };
        if let Some(own) = self.new.get_mut(at)
            && self.addresses.insert((at, email.to_ascii_lowercase()))
        {
            own.people.push((name.to_owned(), email.to_owned()));
        }
    }
}

/// Returns the names without the units of a project plan: `Bob[50%]`.
fn without_units(text: &str) -> Cow<'_, str> {
    if !text.contains("%]") {
        return text.into();
    }
    let parts = text.split('[').enumerate();
    let bare = parts.map(|(number, part)| match part.split_once("%]") {
        Some((_, rest)) if number > 0 => rest.to_owned(),
        _ if number > 0 => format!("[{part}"),
        _ => part.to_owned(),
    });
    bare.collect::<String>().into()
}

/// Whether a text in place of a name names nobody: `TBC`, `?`.
fn is_nobody(text: &str) -> bool {
    is_no_date(text) || !text.chars().any(char::is_alphanumeric)
}

/// Returns the names in a text where all of its parts are known, else the text itself.
pub(in crate::spreadsheet) fn pieces<'t>(
    text: &'t str,
    is_known: &dyn Fn(&str) -> bool,
) -> Vec<&'t str> {
    cover(text, is_known).unwrap_or_else(|| vec![text])
}

/// An id made from a text in any script; `None` if nothing is left of it.
pub(super) fn slug(text: &str, most: usize) -> Option<String> {
    let mut id = String::new();
    for c in deunicode::deunicode(text).chars() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => id.push(c),
            '\'' | '.' => {}
            _ if !id.is_empty() && !id.ends_with('-') => id.push('-'),
            _ => {}
        }
        if id.len() >= most {
            break;
        }
    }
    let id = id.trim_end_matches('-');
    (!id.is_empty()).then(|| id.to_owned())
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    // A list goes on in the next line after a comma.
    let is_edge =
        |c: char| c.is_whitespace() || matches!(c, ',' | '/' | '／' | '&' | '+' | '，' | '、');
    text.split(ALWAYS).map(move |part| part.trim_matches(is_edge)).filter(|part| !part.is_empty())
}

/// The most signs in a text that is split: a name may be there several times.
const MOST_CUTS: usize = 20 * MOST_NAMES;

/// The most words between signs that are tried as one name.
const MOST_WORDS: usize = 8;

/// The names that a text consists of, if all of them are known; the fewest, if there are several
/// ways.
fn cover<'t>(text: &'t str, is_name: &dyn Fn(&str) -> bool) -> Option<Vec<&'t str>> {
    if is_name(text) {
        return Some(vec![text]);
    }
    // Where the signs are: the end of the text before one, and the beginning of the text after it.
    let mut cuts: Vec<(usize, usize)> = BETWEEN
        .iter()
        .flat_map(|sign| text.match_indices(sign).map(|(at, sign)| (at, at + sign.len())))
        .collect();
    cuts.sort_unstable();
    if cuts.is_empty() || cuts.len() > MOST_CUTS {
        return None;
    }
    let starts: Vec<usize> = std::iter::once(0).chain(cuts.iter().map(|(_, end)| *end)).collect();
    let ends: Vec<usize> = cuts.iter().map(|(at, _)| *at).chain([text.len()]).collect();
    // For each number of pieces read: how many names, and where the last one begins.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; ends.len() + 1];
    if let Some(first) = best.first_mut() {
        *first = Some((0, 0));
    }
    for (number, end) in ends.iter().enumerate() {
        for from in number.saturating_sub(MOST_WORDS - 1)..=number {
            let names = best.get(from).copied().flatten().map(|(names, _)| names);
            let (Some(names), Some(start)) = (names, starts.get(from)) else { continue };
            let piece = text.get(*start..*end).unwrap_or("").trim();
            // `A, and B` has nothing between its signs.
            let is_nothing = piece.is_empty() && from == number;
            if !is_nothing && !is_name(piece) {
                continue;
            }
            let names = names + usize::from(!is_nothing);
            if let Some(own) = best.get_mut(number + 1)
                && own.is_none_or(|(fewest, _)| names < fewest)
            {
                *own = Some((names, from));
            }
        }
    }
    let (mut names, mut at) = (Vec::new(), ends.len());
    while at > 0 {
        let (_, from) = best.get(at).copied().flatten()?;
        let (start, end) = (starts.get(from)?, ends.get(at - 1)?);
        let piece = text.get(*start..*end).unwrap_or("").trim();
        if !piece.is_empty() {
            names.push(piece);
        }
        at = from;
    }
    names.reverse();
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_only_where_every_part_is_one() {
        let mut names = Names::new(&|_| None, &|_| None);
        for text in ["Alpha", "Beta; Gamma", "Alpha & Beta", "District"] {
            names.learn(text);
        }
        let questions = Questions::default();
        for (text, parts) in [
            ("Alpha, Beta and Gamma", &["Alpha", "Beta", "Gamma"][..]),
            ("Alpha/Beta", &["Alpha", "Beta"]),
            ("Alpha, and Beta", &["Alpha", "Beta"]),
            ("Alpha\nBeta", &["Alpha", "Beta"]),
            ("District & Boroughs", &["District & Boroughs"]),
            ("Water, Sanitation and Hygiene", &["Water, Sanitation and Hygiene"]),
            ("Alpha; Delta/Epsilon", &["Alpha", "Delta/Epsilon"]),
            ("Alpha, Alpha", &["Alpha"]),
        ] {
            assert_eq!(names.split(text, &questions), parts, "{text}");
        }
    }

    #[test]
    fn an_id_is_made_from_any_script() {
        let slug = |text| slug(text, 60).unwrap_or_default();
        assert_eq!(slug("UN Women"), "un-women");
        assert_eq!(slug("Министерство труда"), "ministerstvo-truda");
        assert!(slug("甲机构").starts_with("jia"));
        assert_eq!(slug("!?"), "");
        assert_eq!(slug(&"a".repeat(99)).len(), 60);
    }
}
