//! Organizations in the cells of an exported workbook: by their short names, not by their ids.

use std::collections::{HashMap, HashSet};

use crate::model::Organization;

/// How a workbook names organizations, both ways.
#[derive(Clone, Debug, Default)]
pub struct ShownNames {
    by_id: HashMap<String, String>,
    by_name: HashMap<String, String>,
}

impl ShownNames {
    /// Takes the short name of each organization that has one of its own; others keep their ids.
    pub fn of<'o>(organizations: impl Iterator<Item = &'o Organization<'o>> + Clone) -> Self {
        let short = |one: &'o Organization<'o>| {
            let short = one.short.as_ref().map(|short| short.value.trim());
            short.filter(|short| !short.is_empty() && !short.contains([',', ';', '\n', '\\']))
        };
        let ids: HashSet<String> =
            organizations.clone().map(|one| one.id.value.to_lowercase()).collect();
        let mut uses: HashMap<String, usize> = HashMap::new();
        for short in organizations.clone().filter_map(short) {
            *uses.entry(short.to_lowercase()).or_default() += 1;
        }
        let mut names = ShownNames::default();
        for one in organizations {
            let Some(short) = short(one) else { continue };
            let folded = short.to_lowercase();
            let is_of_another = ids.contains(&folded) && folded != one.id.value.to_lowercase();
            if uses.get(&folded) == Some(&1) && !is_of_another {
                names.add(&one.id.value, short);
            }
        }
        names
    }

    pub(super) fn add(&mut self, id: &str, name: &str) {
        self.by_id.insert(id.to_owned(), name.to_owned());
        self.by_name.insert(name.to_owned(), id.to_owned());
    }

    /// The ids with the names for them, in the order of the ids.
    pub fn pairs(&self) -> Vec<[&str; 2]> {
        let mut pairs: Vec<[&str; 2]> =
            self.by_id.iter().map(|(id, name)| [id.as_str(), name.as_str()]).collect();
        pairs.sort_unstable();
        pairs
    }

    /// Returns the name by which cells call an organization.
    pub fn name<'n>(&'n self, id: &'n str) -> &'n str {
        self.by_id.get(id).map_or(id, String::as_str)
    }

    /// Returns a list of ids as cells show it.
    pub fn names(&self, ids: &str) -> String {
        each(ids, &self.by_id)
    }

    /// Returns a list in a cell with the ids for the names that are known.
    pub(super) fn ids(&self, names: &str) -> String {
        each(names, &self.by_name)
    }
}

fn each(list: &str, known: &HashMap<String, String>) -> String {
    let one = |item: &str| known.get(item).map_or(item, String::as_str).to_owned();
    list.split(", ").map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::ShownNames;

    #[test]
    fn names_lead_back_to_their_ids_and_others_stay() {
        let mut names = ShownNames::default();
        names.add("iom", "IOM");
        names.add("un-women", "UN Women");
        assert_eq!(names.names("iom, unodc, un-women"), "IOM, unodc, UN Women");
        assert_eq!(names.ids("IOM, unodc, UN Women, Iom"), "iom, unodc, un-women, Iom");
        assert_eq!(names.ids(&names.names("")), "");
        assert_eq!(names.pairs(), [["iom", "IOM"], ["un-women", "UN Women"]]);
    }
}
