//! The activities in the form of the International Aid Transparency Initiative (IATI), version
//! 2.03.

mod code;
mod dates;
mod document;
mod gaps;
mod narratives;
mod publisher;
mod result;
mod tags;

pub use gaps::Gaps;

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::analysis::ActivityFacts;
use crate::model::{Activity, Day, IatiCodes, IatiDefaults, Language, Status};
use crate::render::toolkit::shape::text;
use crate::report::ExportReport;
use crate::text::{Break, LogGate};
use narratives::{Narratives, XmlWriter};
use publisher::Publisher;
use tags::tags;

/// A plan on its way to IATI.
struct IatiExport<'v, 'f> {
    view: &'v ExportReport<'f>,
    defaults: &'f IatiDefaults,
    publisher: Publisher<'f>,
    /// The last day that has come: what is actual is not after it.
    present: Day,
}

/// The codes that hold for an activity.
#[derive(Clone, Copy, Default)]
struct ActivityCodes<'f> {
    sector: Option<&'f str>,
    country: Option<&'f str>,
    region: Option<&'f str>,
    language: Option<&'f str>,
}

impl<'f> ExportReport<'f> {
    /// Writes the activities for IATI. Nothing in the file has happened after `today`.
    ///
    /// # Errors
    /// Those of what it is written to.
    pub fn iati(&self, out: &mut dyn Write, today: Day) -> io::Result<()> {
        let export = IatiExport::new(self, today);
        let mut gate = LogGate::new(out, Break::Reference);
        let mut xml: XmlWriter<'_> = Writer::new_with_indent(&mut gate, b' ', 2);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let moment = format!("{}T00:00:00Z", export.present);
        xml.create_element("iati-activities")
            .with_attributes([("version", "2.03"), ("generated-datetime", moment.as_str())])
            .write_inner_content(|xml| {
                self.facts().try_for_each(|facts| export.activity(xml, &facts))
            })?;
        xml.into_inner().write_all(b"\n")?;
        gate.finish()
    }
}

impl<'v, 'f> IatiExport<'v, 'f> {
    fn new(view: &'v ExportReport<'f>, today: Day) -> Self {
        let defaults = &view.folder.config.iati;
        IatiExport {
            view,
            defaults,
            publisher: Publisher::of(view),
            present: view.as_of.day.min(today),
        }
    }

    /// The activity's own codes, else those of the settings. A place that it names itself stands
    /// for both country and region.
    fn codes(&self, activity: &'f Activity<'f>) -> ActivityCodes<'f> {
        let own = activity.iati.as_deref().map(ActivityCodes::of).unwrap_or_default();
        let all = ActivityCodes::of(&self.defaults.codes);
        let place = if own.country.or(own.region).is_some() { own } else { all };
        ActivityCodes {
            sector: own.sector.or(all.sector),
            country: place.country,
            region: place.region,
            language: own.language.or(self.group_language()),
        }
    }

    /// The language that the group writes in.
    fn group_language(&self) -> Option<&'f str> {
        text(&self.defaults.codes.language).or(self
            .view
            .folder
            .config
            .language
            .map(Language::as_str))
    }

    fn activity(&self, xml: &mut XmlWriter<'_>, facts: &ActivityFacts<'f>) -> io::Result<()> {
        let activity = facts.activity;
        let codes = self.codes(activity);
        let currency = activity.budget.as_deref().map(|budget| &*budget.currency.value);
        let attributes = [
            codes.language.map(|code| ("xml:lang", code)),
            currency.map(|code| ("default-currency", code)),
        ];
        let element =
            xml.create_element("iati-activity").with_attributes(attributes.into_iter().flatten());
        element.write_inner_content(|xml| {
            let narratives = Narratives { own: codes.language, group: self.group_language() };
            xml.create_element("iati-identifier")
                .write_text_content(BytesText::new(&self.identifier(activity)))?;
            self.publisher.write(xml, narratives)?;
            xml.create_element("title")
                .write_inner_content(|xml| narratives.of_title(xml, activity))?;
            let about = xml.create_element("description").with_attribute(("type", "1"));
            about.write_inner_content(|xml| match text(&activity.description) {
                Some(about) => narratives.write(
                    xml,
                    about,
                    &activity.translations,
                    "description",
                    narratives.own,
                ),
                None => narratives.of_title(xml, activity),
            })?;
            facts
                .owners()
                .try_for_each(|id| self.participating(xml, id, code::ACCOUNTABLE, narratives))?;
            facts
                .partners()
                .try_for_each(|id| self.participating(xml, id, code::IMPLEMENTING, narratives))?;
            xml.create_element("activity-status")
                .with_attribute(("code", status(facts.status)))
                .write_empty()?;
            for (kind, day) in self.dates(facts) {
                let day = day.to_string();
                xml.create_element("activity-date")
                    .with_attributes([("iso-date", day.as_str()), ("type", kind)])
                    .write_empty()?;
            }
            place(xml, codes)?;
            if let Some(sector) = codes.sector {
                let attributes =
                    [("vocabulary", code::DAC_SECTORS), ("code", sector), ("percentage", "100")];
                xml.create_element("sector").with_attributes(attributes).write_empty()?;
            }
            for (vocabulary, code) in tags(activity) {
                xml.create_element("tag")
                    .with_attributes([("vocabulary", vocabulary), ("code", code)])
                    .write_empty()?;
            }
            self.budget(xml, facts)?;
            document::deliverables(xml, activity, narratives)?;
            self.result(xml, facts, narratives)
        })?;
        Ok(())
    }

    /// Begins with the publisher's registered identifier, where there is one.
    fn identifier(&self, activity: &Activity<'_>) -> String {
        let own = format!("{}-{}", self.view.plan.plan.name, activity.id.value);
        self.publisher.reference.map_or(own.clone(), |reference| format!("{reference}-{own}"))
    }

    fn participating(
        &self,
        xml: &mut XmlWriter<'_>,
        id: &str,
        role: &str,
        narratives: Narratives<'_>,
    ) -> io::Result<()> {
        let organization = self.view.plan.directory.find(id);
        let reference = organization
            .and_then(|organization| text(&organization.iati))
            .map(|reference| ("ref", reference));
        let element = xml
            .create_element("participating-org")
            .with_attributes(reference.into_iter().chain([("role", role)]));
        element.write_inner_content(|xml| match organization {
            Some(organization) => narratives.of_organization(xml, organization),
            None => narratives.plain(xml, id),
        })?;
        Ok(())
    }
}

impl<'f> ActivityCodes<'f> {
    fn of(codes: &'f IatiCodes<'f>) -> Self {
        ActivityCodes {
            sector: text(&codes.sector),
            country: text(&codes.country),
            region: text(&codes.region),
            language: text(&codes.language),
        }
    }
}

/// Country and region. Where there are both, nobody has said how much goes where: each gets a half.
fn place(xml: &mut XmlWriter<'_>, codes: ActivityCodes<'_>) -> io::Result<()> {
    let share = if codes.country.is_some() && codes.region.is_some() { "50" } else { "100" };
    if let Some(country) = codes.country {
        xml.create_element("recipient-country")
            .with_attributes([("code", country), ("percentage", share)])
            .write_empty()?;
    }
    if let Some(region) = codes.region {
        let attributes =
            [("vocabulary", code::DAC_REGIONS), ("code", region), ("percentage", share)];
        xml.create_element("recipient-region").with_attributes(attributes).write_empty()?;
    }
    Ok(())
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Planned => "1",
        Status::Ongoing => "2",
        Status::Completed => "4",
        Status::Cancelled => "5",
        Status::OnHold | Status::Postponed => "6",
    }
}
