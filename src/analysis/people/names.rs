//! The names of people, and a text without them.

use std::borrow::Cow;

use foldhash::{HashMap, HashSet};

use crate::diagnostic::{address_left_out, name_left_out};
use crate::model::{Folder, Organization, Plan};
use crate::text::{PLAIN_SIGNS, without_addresses, without_contact_addresses};

/// The people of some folders: focal points by name and user name, and the contacts of activities.
pub struct People {
    /// By their first letter, in small letters; the longest first.
    names: HashMap<char, Vec<PersonName>>,
}

/// A name as it is looked for.
#[derive(PartialEq, Eq, Hash)]
struct PersonName {
    /// The letters; in small letters unless the name is a single word.
    letters: Vec<char>,
    /// Whether capitals count: a single word may be an ordinary word otherwise.
    is_exact: bool,
}

impl People {
    /// Collects the people of some folders, such as two states of one.
    pub fn of(folders: &[&Folder<'_>]) -> Self {
        let mut found: HashSet<PersonName> = HashSet::default();
        let mut entities: HashSet<String> = HashSet::default();
        for folder in folders {
            let own = folder.plans.iter().flat_map(|plan| &plan.organizations);
            for organization in folder.organizations.iter().chain(own) {
                entities.extend(organization.is_called());
                found.extend(named_in(organization).iter().flat_map(|name| spellings(name)));
            }
            let activities = folder.plans.iter().flat_map(Plan::written_activities);
            let contacts = activities.filter_map(|activity| activity.contact.as_ref());
            found.extend(contacts.flat_map(|contact| in_contact(&contact.value)));
        }
        // An office that is its own focal point is not a person.
        found.retain(|name| {
            !entities.contains(&name.letters.iter().collect::<String>().to_lowercase())
        });
        let mut names: HashMap<char, Vec<PersonName>> = HashMap::default();
        for name in found {
            if let Some(first) = name.letters.first().map(|first| small(*first)) {
                names.entry(first).or_default().push(name);
            }
        }
        names
            .values_mut()
            .for_each(|list| list.sort_by_key(|name| usize::MAX - name.letters.len()));
        People { names }
    }

    /// Returns a text without mail addresses and without these people; `None` if it has neither.
    pub fn told(&self, text: &str) -> Option<String> {
        let instead = address_left_out().to_string();
        match without_addresses(text, &PLAIN_SIGNS, &instead) {
            Cow::Borrowed(text) => self.unnamed(text),
            Cow::Owned(text) => Some(self.unnamed(&text).unwrap_or(text)),
        }
    }

    /// Returns a text without the names; `None` if it has none.
    fn unnamed(&self, text: &str) -> Option<String> {
        if self.names.is_empty() {
            return None;
        }
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let (mut out, mut written, mut at) = (String::new(), 0, 0);
        while let Some(&(start, letter)) = letters.get(at) {
            let before = at.checked_sub(1).and_then(|before| letters.get(before));
            let begins_word = before.is_none_or(|(_, before)| parts(*before, letter));
            let rest = letters.get(at..).unwrap_or_default();
            let length = self
                .names
                .get(&small(letter))
                .filter(|_| begins_word)
                .and_then(|names| names.iter().find_map(|name| name.begins(rest)));
            let Some(length) = length else {
                at += 1;
                continue;
            };
            at += length;
            let end = letters.get(at).map_or(text.len(), |(end, _)| *end);
            out.push_str(text.get(written..start).unwrap_or(""));
            out.push_str(&name_left_out().to_string());
            written = end;
        }
        (written > 0).then(|| out + text.get(written..).unwrap_or(""))
    }
}

impl PersonName {
    /// Makes the name to look for; `None` for a single letter, which names nobody.
    fn new(name: &str) -> Option<Self> {
        let words: Vec<&str> = name.split_whitespace().collect();
        let is_exact = words.len() < 2;
        let name = words.join(" ");
        let letters: Vec<char> = match is_exact {
            true => name.chars().collect(),
            false => name.chars().map(small).collect(),
        };
        (letters.len() > 1).then_some(PersonName { letters, is_exact })
    }

    /// Whether a text begins with the name, and how many of its letters that takes. White space of
    /// any kind and length is a space.
    fn begins(&self, text: &[(usize, char)]) -> Option<usize> {
        let mut at = 0;
        for &letter in &self.letters {
            let found = text.get(at)?.1;
            if letter == ' ' {
                let space = text.iter().skip(at).take_while(|(_, c)| c.is_whitespace()).count();
                if space == 0 {
                    return None;
                }
                at += space;
                continue;
            }
            if found != letter && (self.is_exact || small(found) != letter) {
                return None;
            }
            at += 1;
        }
        let last = self.letters.last().copied().unwrap_or(' ');
        text.get(at).is_none_or(|(_, next)| parts(last, *next)).then_some(at)
    }
}

/// Whether a word can end between two letters.
fn parts(before: char, after: char) -> bool {
    !before.is_alphanumeric()
        || !after.is_alphanumeric()
        || is_unspaced(before)
        || is_unspaced(after)
}

/// Whether a letter belongs to a script that has no spaces between words.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
        || matches!(letter, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}')
        || matches!(letter, '\u{20000}'..='\u{3ffff}')
}

fn small(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// Returns the names and user names of an organization's focal points; without a task that stands
/// for a name, such as `Focal Point A`.
fn named_in<'a>(organization: &'a Organization<'_>) -> Vec<&'a str> {
    let is_task = |name: &&str| {
        let first = name.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        first.is_some_and(|word| OFFICES.contains(&word.to_lowercase().as_str()))
    };
    let points = organization.focal_points.iter();
    let names = points.flat_map(|point| [Some(&point.name), point.handle.as_ref()]);
    names.flatten().map(|name| &*name.value).filter(|name| !is_task(name)).collect()
}

/// Returns the ways in which a name is written: in full, without what is in brackets, and with the
/// last name first.
fn spellings(name: &str) -> Vec<PersonName> {
    let short = name.split(['(', '[']).next().unwrap_or(name).trim();
    let mut all = vec![name.to_owned(), short.to_owned()];
    let words: Vec<&str> = short.split_whitespace().collect();
    if let [first, last] = *words.as_slice() {
        let first_word = first.trim_end_matches(',');
        all.extend([format!("{last} {first_word}"), format!("{last}, {first_word}")]);
        all.push(format!("{first_word} {last}"));
    }
    all.iter().filter_map(|name| PersonName::new(name)).collect()
}

/// Returns the names in a contact, such as `Ana Example <ana@example.org>, ILO`.
fn in_contact(contact: &str) -> Vec<PersonName> {
    let plain = without_contact_addresses(contact);
    let parts = plain.split([',', ';', '\n', '/', '|', '&', '<', '(', ')', '[', ']']);
    parts.filter(|part| is_person(part)).flat_map(spellings).collect()
}

/// Words of offices and of tasks, which are not names.
const OFFICES: &[&str] = &[
    "adviser",
    "advisor",
    "assistant",
    "branch",
    "centre",
    "chief",
    "committee",
    "coordination",
    "coordinator",
    "department",
    "desk",
    "director",
    "division",
    "expert",
    "focal",
    "group",
    "head",
    "liaison",
    "lead",
    "manager",
    "office",
    "officer",
    "point",
    "programme",
    "project",
    "section",
    "secretariat",
    "secretary",
    "service",
    "specialist",
    "team",
    "unit",
];
/// Words in small letters that names have.
const PARTICLES: &[&str] = &[
    "al", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "e",
    "el", "ibn", "la", "le", "ten", "ter", "van", "von", "y", "zu",
];
/// The most words of a name.
const MOST_WORDS: usize = 5;

/// Whether a part of a contact looks like the name of a person: some words with capitals, and none
/// that offices have. A single word may be an office.
fn is_person(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let is_name = |word: &&str| {
        let small = word.to_lowercase();
        let begins = word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
        !OFFICES.contains(&small.as_str()) && (begins || PARTICLES.contains(word))
    };
    (2..=MOST_WORDS).contains(&words.len()) && words.iter().all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(names: &[&str], text: &str) -> String {
        let mut all: HashMap<char, Vec<PersonName>> = HashMap::default();
        for name in names.iter().flat_map(|name| spellings(name)) {
            let first = name.letters.first().map_or(' ', |first| small(*first));
            all.entry(first).or_default().push(name);
        }
        People { names: all }.told(text).unwrap_or_else(|| text.to_owned())
    }

    #[test]
    fn names_are_left_out_as_words_of_their_own() {
        let names = ["Ana Example (ILO)", "王芳", "Will", "Zoé O'Hara"];
        for (text, without) in [
            ("Ask Ana Example.", "Ask (name left out)."),
            ("ask ANA\n  EXAMPLE's office", "ask (name left out)'s office"),
            ("Example, Ana and Example Ana", "(name left out) and (name left out)"),
            ("Ana Examples, Hana Example", "Ana Examples, Hana Example"),
            ("由王芳负责", "由(name left out)负责"),
            ("Will will see", "(name left out) will see"),
            ("Willing: zoé o'hara", "Willing: (name left out)"),
            ("a@example.org of Will", "(address left out) of (name left out)"),
            ("", ""),
        ] {
            assert_eq!(told(&names, text), without);
        }
        assert_eq!(told(&[], "Ana Example"), "Ana Example");
        assert_eq!(told(&["A", "", " ()"], "A thing"), "A thing");
    }

    #[test]
    fn the_persons_in_a_contact_are_found() {
        for (contact, is_person) in [
            ("Secretariat <desk@example.org>", false),
            ("Regional liaison officer, ICAT secretariat", false),
            ("Roster Manager (IOM)", false),
            ("Ben de EXAMPLE <ben@example.org>; Dee", true),
            ("ILO, Ben De Example", true),
            ("وفاء مثال", true),
        ] {
            assert_eq!(!in_contact(contact).is_empty(), is_person, "{contact}");
        }
        let names = in_contact("Ben de EXAMPLE <ben@example.org>");
        let is_found =
            |name: &PersonName| name.letters.iter().collect::<String>() == "ben de example";
        assert!(names.iter().any(is_found));
    }
}
