use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::ExportView;
use crate::analysis::Facts;
use crate::model::{Budget, Day, Period, Status};
use crate::text::{Break, LogGate, clean};
use crate::view::shape::text;

type Xml<'o> = Writer<&'o mut dyn Write>;

/// Codes of the IATI standard, version 2.03.
mod code {
    pub const ACCOUNTABLE: &str = "2";
    pub const IMPLEMENTING: &str = "4";
    pub const MULTILATERAL: &str = "40";
}

impl<'f> ExportView<'f> {
    /// The activities in the form of the International Aid Transparency Initiative, 2.03.
    ///
    /// # Errors
    /// Those of what it is written to.
    pub fn iati(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut gate = LogGate::new(out, Break::Reference);
        let mut xml: Xml<'_> = Writer::new_with_indent(&mut gate, b' ', 2);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let moment = format!("{}T00:00:00Z", self.as_of.day);
        xml.create_element("iati-activities")
            .with_attributes([("version", "2.03"), ("generated-datetime", moment.as_str())])
            .write_inner_content(|xml| self.facts().try_for_each(|facts| self.activity(xml, &facts)))?;
        xml.into_inner().write_all(b"\n")?;
        gate.finish()
    }

    fn activity(&self, xml: &mut Xml<'_>, facts: &Facts<'f>) -> io::Result<()> {
        let activity = facts.activity;
        let currency = activity.budget.as_deref().map(|budget| &*budget.currency.value);
        let element = xml.create_element("iati-activity");
        element.with_attributes(currency.map(|currency| ("default-currency", currency))).write_inner_content(|xml| {
            let identifier = format!("{}-{}", self.plan.plan.name, activity.id.value);
            xml.create_element("iati-identifier").write_text_content(BytesText::new(&identifier))?;
            self.reporting(xml)?;
            xml.create_element("title").write_inner_content(|xml| narrative(xml, &activity.title.value))?;
            let about = text(&activity.description).unwrap_or(&activity.title.value);
            xml.create_element("description").with_attribute(("type", "1")).write_inner_content(|xml| narrative(xml, about))?;
            facts.owners().try_for_each(|id| self.participating(xml, id, code::ACCOUNTABLE))?;
            facts.partners().try_for_each(|id| self.participating(xml, id, code::IMPLEMENTING))?;
            xml.create_element("activity-status").with_attribute(("code", status(facts.status))).write_empty()?;
            for (kind, day) in self.dates(facts) {
                let day = day.to_string();
                xml.create_element("activity-date").with_attributes([("iso-date", day.as_str()), ("type", kind)]).write_empty()?;
            }
            match (activity.budget.as_deref(), self.plan.plan.period) {
                (Some(money), Some(period)) => budget(xml, money, period),
                _ => Ok(()),
            }
        })?;
        Ok(())
    }

    /// Who reports: the first chair, or the group under the plan's title.
    fn reporting(&self, xml: &mut Xml) -> io::Result<()> {
        let plan = self.plan.plan;
        let (id, name) = match plan.chairs.first() {
            Some(chair) => (self.plan.directory.canonical(&chair.value), self.name(&chair.value)),
            None => (plan.name.as_str(), plan.display_title()),
        };
        let element = xml.create_element("reporting-org").with_attributes([("ref", id), ("type", code::MULTILATERAL)]);
        element.write_inner_content(|xml| narrative(xml, name))?;
        Ok(())
    }

    fn participating(&self, xml: &mut Xml<'_>, id: &str, role: &str) -> io::Result<()> {
        let element = xml.create_element("participating-org").with_attributes([("ref", id), ("role", role)]);
        element.write_inner_content(|xml| narrative(xml, self.name(id)))?;
        Ok(())
    }

    fn name<'t>(&'t self, id: &'t str) -> &'t str {
        self.plan.directory.find(id).map_or(id, |organization| &organization.name.value)
    }

    /// 1 planned start, 2 actual start, 3 planned end, 4 actual end. A plan writes down one start: once it is under way, the actual one.
    fn dates(&self, facts: &Facts<'f>) -> impl Iterator<Item = (&'static str, Day)> {
        let has_begun = matches!(facts.status, Status::Ongoing | Status::OnHold | Status::Completed);
        let period = self.plan.plan.period.map(|period| period.start.value);
        let start = match facts.start {
            Some(start) => Some((if has_begun { "2" } else { "1" }, start)),
            // The standard wants one start.
            None => period.map(|start| ("1", start)),
        };
        let end = facts.due.map(|due| ("3", due));
        let completed = facts.completed().map(|date| ("4", date.last()));
        [start, end, completed].into_iter().flatten()
    }
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

fn narrative(xml: &mut Xml<'_>, text: &str) -> io::Result<()> {
    // Two characters that YAML lets through are none in XML.
    let text = clean(text.trim()).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    xml.create_element("narrative").write_text_content(BytesText::new(&text))?;
    Ok(())
}

fn budget(xml: &mut Xml<'_>, budget: &Budget<'_>, period: Period) -> io::Result<()> {
    let (start, end) = (period.start.value.to_string(), period.end.value.to_string());
    xml.create_element("budget").with_attributes([("type", "1"), ("status", "1")]).write_inner_content(|xml| {
        xml.create_element("period-start").with_attribute(("iso-date", start.as_str())).write_empty()?;
        xml.create_element("period-end").with_attribute(("iso-date", end.as_str())).write_empty()?;
        let value = xml.create_element("value");
        let value = value.with_attributes([("currency", &*budget.currency.value), ("value-date", start.as_str())]);
        value.write_text_content(BytesText::new(&budget.required.value.to_string()))?;
        Ok(())
    })?;
    Ok(())
}
