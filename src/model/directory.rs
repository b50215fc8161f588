//! The organizations that a plan can name, by id and by name.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};

use super::plan::{Folder, Organization, Plan};

/// Finds the organizations that a plan can name, by id or by an id that they had before.
pub struct Directory<'f> {
    /// The organizations of the folder, shared by all plans.
    shared: Arc<OrganizationNames<'f>>,
    own: OrganizationNames<'f>,
}

/// Organizations by their names.
#[derive(Default)]
pub struct OrganizationNames<'f> {
    ids: HashMap<&'f str, &'f Organization<'f>>,
    aliases: HashMap<&'f str, &'f Organization<'f>>,
}

impl<'f> OrganizationNames<'f> {
    /// Makes the index. Of two organizations with one name, the first counts.
    pub fn of(organizations: &'f [Organization<'f>]) -> Self {
        let mut names = OrganizationNames {
            ids: HashMap::with_capacity(organizations.len()),
            aliases: HashMap::new(),
        };
        for organization in organizations {
            names.ids.entry(&*organization.id.value).or_insert(organization);
            for alias in &organization.aliases {
                names.aliases.entry(&*alias.value).or_insert(organization);
            }
        }
        names
    }
}

impl<'f> Directory<'f> {
    /// The organizations of the folder, which are `shared`, and of this plan. An id goes before an
    /// alias, and the folder before the plan.
    pub fn of(shared: &Arc<OrganizationNames<'f>>, plan: &'f Plan<'f>) -> Self {
        Directory { shared: Arc::clone(shared), own: OrganizationNames::of(&plan.organizations) }
    }

    /// The names of a folder's own organizations, for all its plans.
    pub fn shared(folder: &'f Folder<'f>) -> Arc<OrganizationNames<'f>> {
        Arc::new(OrganizationNames::of(&folder.organizations))
    }

    /// Returns the indexes of names, in the order of the search.
    fn names(&self) -> [&HashMap<&'f str, &'f Organization<'f>>; 4] {
        [&self.shared.ids, &self.own.ids, &self.shared.aliases, &self.own.aliases]
    }

    /// The organization that an id or alias names.
    pub fn find(&self, id: &str) -> Option<&'f Organization<'f>> {
        self.names().into_iter().find_map(|names| names.get(id)).copied()
    }

    /// The id that an organization has now; the text itself where it names none.
    pub fn canonical<'t>(&self, id: &'t str) -> &'t str
    where
        'f: 't,
    {
        self.find(id).map_or(id, |organization| &organization.id.value)
    }

    /// Returns the name of the organization for people; the text itself if there is no such
    /// organization.
    pub fn display<'t>(&self, id: &'t str) -> &'t str
    where
        'f: 't,
    {
        self.find(id).map_or(id, |organization| organization.display_name())
    }

    /// Every id and alias that names one.
    pub fn ids(&self) -> impl Iterator<Item = &'f str> {
        let is_new = |number: usize, id: &str| {
            self.names().into_iter().take(number).all(|names| !names.contains_key(id))
        };
        let all = self.names().into_iter().enumerate();
        all.flat_map(move |(number, names)| {
            names.keys().copied().filter(move |id| is_new(number, id))
        })
    }

    /// The id of the organization that a word means by its short or its full name, in any case; of
    /// several the first by id.
    pub fn called(&self, word: &str) -> Option<&'f str> {
        let word = word.to_lowercase();
        let all = self.names().into_iter().flat_map(|names| names.values().copied());
        all.filter(|organization| organization.is_called().any(|name| name == word))
            .map(|organization| &*organization.id.value)
            .min()
    }
}
