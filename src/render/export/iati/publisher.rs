//! Who publishes the activities.

use std::io;

use super::code;
use super::narratives::{Narratives, XmlWriter};
use crate::model::Organization;
use crate::render::toolkit::shape::text;
use crate::report::ExportReport;

/// Who publishes: the organization that `config.yaml` names by its registered identifier, else the
/// first chair, else the group under the plan's title.
pub(super) struct Publisher<'f> {
    /// The registered identifier, if there is one.
    pub reference: Option<&'f str>,
    /// The code of its type, if the settings name one.
    pub kind: Option<&'f str>,
    /// What stands for the identifier where there is none.
    own: &'f str,
    organization: Option<&'f Organization<'f>>,
    name: &'f str,
}

impl<'f> Publisher<'f> {
    pub(super) fn of(view: &ExportReport<'f>) -> Self {
        let (plan, directory, config) = (view.plan.plan, &view.plan.directory, &view.folder.config);
        let all = || view.folder.organizations.iter().chain(&plan.organizations);
        let registered = text(&config.iati.reporting_ref);
        let chair = plan.chairs.first().map(|chair| &*chair.value);
        let organization = match registered {
            Some(reference) => {
                all().find(|organization| text(&organization.iati) == Some(reference))
            }
            None => chair.and_then(|chair| directory.find(chair)),
        };
        let group = text(&config.report.name);
        // A chair that is registered under another identifier is somebody else.
        let unnamed = chair.filter(|chair| {
            directory.find(chair).is_none_or(|organization| organization.iati.is_none())
        });
        let name = group.or(unnamed.map(|chair| {
            directory.find(chair).map_or(chair, |organization| &*organization.name.value)
        }));
        Publisher {
            reference: registered
                .or(organization.and_then(|organization| text(&organization.iati))),
            kind: text(&config.iati.reporting_type),
            own: chair.map_or(&plan.name, |chair| directory.canonical(chair)),
            organization,
            name: name.unwrap_or(plan.display_title()),
        }
    }

    pub(super) fn write(
        &self,
        xml: &mut XmlWriter<'_>,
        narratives: Narratives<'_>,
    ) -> io::Result<()> {
        let attributes = [
            ("ref", self.reference.unwrap_or(self.own)),
            ("type", self.kind.unwrap_or(code::MULTILATERAL)),
        ];
        let element = xml.create_element("reporting-org").with_attributes(attributes);
        element.write_inner_content(|xml| match self.organization {
            Some(organization) => narratives.of_organization(xml, organization),
            None => narratives.plain(xml, self.name),
        })?;
        Ok(())
    }
}
