//! What a document tells of itself, and the parts that are the same in each.

use super::package::{Package, Relations};
use super::xml::Xml;
use crate::model::Day;

const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const EXTENDED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
const CORE_RELATION: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const CORE_TYPE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
const EXTENDED_TYPE: &str = "application/vnd.openxmlformats-officedocument.extended-properties+xml";

/// What a document tells of itself.
pub(crate) struct Properties {
    pub title: String,
    pub subject: String,
    pub author: String,
    /// Such as Draft.
    pub status: Option<String>,
    /// The day on which it says that it was made, which keeps its bytes the same.
    pub day: Day,
    /// The language of its words: `en-GB`.
    pub language: &'static str,
    pub program: &'static str,
}

impl Properties {
    /// Adds the parts that tell of the document, and refers to the document itself.
    pub(super) fn add_to(&self, package: &mut Package, document: &str) {
        let mut relations = Relations::default();
        relations.part("officeDocument", document);
        relations.part(CORE_RELATION, "docProps/core.xml");
        relations.part("extended-properties", "docProps/app.xml");
        package.add_relations("", &relations);
        package.add("docProps/core.xml", CORE_TYPE, self.core());
        package.add("docProps/app.xml", EXTENDED_TYPE, self.extended());
    }

    fn core(&self) -> Vec<u8> {
        let mut xml = Xml::part();
        let spaces = [
            ("xmlns:cp", CORE),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ];
        let moment = format!("{}T00:00:00Z", self.day);
        let kind = [("xsi:type", "dcterms:W3CDTF")];
        xml.within("cp:coreProperties", &spaces, |xml| {
            xml.said("dc:title", &[], &self.title);
            xml.said("dc:subject", &[], &self.subject);
            xml.said("dc:creator", &[], &self.author);
            xml.said("cp:lastModifiedBy", &[], &self.author);
            xml.said("cp:revision", &[], "1");
            xml.said("dcterms:created", &kind, &moment);
            xml.said("dcterms:modified", &kind, &moment);
            xml.said("dc:language", &[], self.language);
            if let Some(status) = &self.status {
                xml.said("cp:contentStatus", &[], status);
            }
        });
        xml.into_bytes()
    }

    fn extended(&self) -> Vec<u8> {
        let mut xml = Xml::part();
        xml.within("Properties", &[("xmlns", EXTENDED)], |xml| {
            xml.said("Application", &[], self.program);
        });
        xml.into_bytes()
    }
}
