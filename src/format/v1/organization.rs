use super::reader::Reader;
use crate::format::keys::{FOCAL_POINT, FocalPointKey, ORGANIZATION, ORGANIZATIONS, OrganizationKey as Key, OrganizationsKey};
use crate::format::yaml::{Document, Kind, Node};
use crate::model::{FocalPoint, Organization};

impl<'d> Reader<'d> {
    /// Reads `organizations.yaml`.
    pub fn organizations_file<'s>(&mut self, document: &'d Document<'s>) -> Vec<Organization<'s>> {
        let Some(f) = self.root(document, &ORGANIZATIONS, OrganizationsKey::Schema) else { return Vec::new() };
        if !f.incomplete {
            self.missing_keys(&ORGANIZATIONS, f.head, |number| f.is_written(number), |number| f.empty_key(number));
        }
        self.list(&f, OrganizationsKey::Organizations, Reader::organization)
    }

    /// Reads one organization, of `organizations.yaml` or of a plan.
    pub(super) fn organization<'s>(&mut self, node: Node<'d, 's>) -> Option<Organization<'s>> {
        let f = self.fields(node, &ORGANIZATION)?;
        let (id, name) = (self.id(&f, Key::Id), self.text(&f, Key::Name));
        let short = self.text(&f, Key::Short);
        let iati = self.form(&f, Key::Iati);
        let focal_points = self.list(&f, Key::FocalPoints, Reader::focal_point);
        let aliases = self.ids(&f, Key::Aliases);
        let translations = self.translations(&f, Key::Translations);
        let has_items = |node: Node<'_, '_>| node.kind() != Kind::Sequence || node.children().next().is_some();
        let focal_points_are_unreadable =
            focal_points.is_empty() && (f.is_unknown(Key::FocalPoints) || f.all(Key::FocalPoints).any(|(_, node)| has_items(node)));
        Some(Organization { id: id?, name: name?, short, iati, focal_points, aliases, translations, focal_points_are_unreadable })
    }

    fn focal_point<'s>(&mut self, node: Node<'d, 's>) -> Option<FocalPoint<'s>> {
        let f = self.fields(node, &FOCAL_POINT)?;
        let name = self.text(&f, FocalPointKey::Name);
        let (email, handle) = (self.text(&f, FocalPointKey::Email), self.text(&f, FocalPointKey::Handle));
        Some(FocalPoint { name: name?, email, handle })
    }
}
