use foldhash::{HashMap, HashMapExt};

use super::{Folder, Organization, Plan};

/// Finds the organizations that a plan can name, by id or by an id that they had before.
pub struct Directory<'f> {
    by_id: HashMap<&'f str, &'f Organization<'f>>,
}

impl<'f> Directory<'f> {
    /// The organizations of the folder and of this plan. An id goes before an alias; of two with one id the first counts.
    pub fn of(folder: &'f Folder<'f>, plan: &'f Plan<'f>) -> Self {
        let all = || folder.organizations.iter().chain(&plan.organizations);
        let mut by_id = HashMap::new();
        for organization in all() {
            by_id.entry(&*organization.id.value).or_insert(organization);
        }
        for organization in all() {
            for alias in &organization.aliases {
                by_id.entry(&*alias.value).or_insert(organization);
            }
        }
        Directory { by_id }
    }

    /// The organization that an id or alias names.
    pub fn find(&self, id: &str) -> Option<&'f Organization<'f>> {
        self.by_id.get(id).copied()
    }

    /// The id that an organization has now; the text itself where it names none.
    pub fn canonical<'t>(&self, id: &'t str) -> &'t str
    where
        'f: 't,
    {
        self.find(id).map_or(id, |organization| &organization.id.value)
    }

    /// What people call the organization; the text itself where it names none.
    pub fn display<'t>(&self, id: &'t str) -> &'t str
    where
        'f: 't,
    {
        self.find(id).map_or(id, |organization| organization.display_name())
    }

    /// Every id and alias that names one.
    pub fn ids(&self) -> impl Iterator<Item = &'f str> {
        self.by_id.keys().copied()
    }

    /// The id of the organization that a word means by its short or its full name, in any case; of several the first by id.
    pub fn called(&self, word: &str) -> Option<&'f str> {
        let word = word.to_lowercase();
        let is_name = |organization: &&'f Organization<'f>| {
            let names = [Some(&organization.id), Some(&organization.name), organization.short.as_ref()];
            names.into_iter().flatten().any(|name| name.value.to_lowercase() == word)
        };
        self.by_id.values().copied().filter(is_name).map(|organization| &*organization.id.value).min()
    }
}
