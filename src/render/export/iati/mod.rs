//! The activities in the form of the International Aid Transparency Initiative (IATI), version
//! 2.03.

mod dates;
mod document;
mod gaps;
mod publisher;
mod result;

pub use gaps::Gaps;

use std::collections::HashSet;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::ExportView;
use crate::analysis::ActivityFacts;
use crate::model::{
    Activity, Day, IatiCodes, IatiDefaults, Language, Organization, Status, Text, Translations,
};
use crate::render::toolkit::shape::text;
use crate::text::{Break, LogGate, Spanned, clean};
use publisher::Publisher;

type XmlWriter<'o> = Writer<&'o mut dyn Write>;

/// Codes of the IATI standard, version 2.03.
mod code {
    pub const ACCOUNTABLE: &str = "2";
    pub const IMPLEMENTING: &str = "4";
    pub const MULTILATERAL: &str = "40";
    pub const DAC_SECTORS: &str = "1";
    pub const DAC_REGIONS: &str = "1";
    pub const SDG_GOALS: &str = "2";
    pub const SDG_TARGETS: &str = "3";
}

/// A plan on its way to IATI.
struct IatiExport<'v, 'f> {
    view: &'v ExportView<'f>,
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

impl<'f> ExportView<'f> {
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
    fn new(view: &'v ExportView<'f>, today: Day) -> Self {
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

/// Goals and targets of the Sustainable Development Goals, each once: vocabulary and code.
fn tags<'f>(activity: &'f Activity<'f>) -> impl Iterator<Item = (&'static str, &'f str)> {
    let mut seen = HashSet::new();
    activity
        .sdg_targets
        .iter()
        .filter_map(|target| tag(target))
        .filter(move |(_, code)| seen.insert(*code))
}

/// How many targets each goal has: with numbers, and with letters.
const TARGETS: [(u8, u8); 17] = [
    (5, 2),
    (5, 3),
    (9, 4),
    (7, 3),
    (6, 3),
    (6, 2),
    (3, 2),
    (10, 2),
    (5, 3),
    (7, 3),
    (7, 3),
    (8, 3),
    (3, 2),
    (7, 3),
    (9, 3),
    (10, 2),
    (19, 0),
];

/// `8` is a goal, `8.7` and `16.a` are targets.
fn tag<'t>(target: &'t Spanned<Text<'_>>) -> Option<(&'static str, &'t str)> {
    let code = target.value.trim();
    let number = |text: &str| text.parse::<u8>().ok().filter(|_| !text.starts_with(['0', '+']));
    let targets = |goal: &str| TARGETS.get(usize::from(number(goal)?.checked_sub(1)?)).copied();
    let Some((goal, own)) = code.split_once('.') else {
        return targets(code).map(|_| (code::SDG_GOALS, code));
    };
    let (numbers, letters) = targets(goal)?;
    let is_letter = matches!(own.as_bytes(), [letter @ b'a'..=b'z'] if letter - b'a' < letters);
    (is_letter || number(own).is_some_and(|own| own <= numbers))
        .then_some((code::SDG_TARGETS, code))
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

/// Texts of an activity, in its own language and in others.
#[derive(Clone, Copy)]
struct Narratives<'f> {
    /// The language of the activity, which its narratives need not repeat.
    own: Option<&'f str>,
    /// The language that the names of organizations are written in.
    group: Option<&'f str>,
}

impl Narratives<'_> {
    fn plain(self, xml: &mut XmlWriter<'_>, text: &str) -> io::Result<()> {
        narrative(xml, text, None)
    }

    fn of_title(self, xml: &mut XmlWriter<'_>, activity: &Activity<'_>) -> io::Result<()> {
        self.write(xml, &activity.title.value, &activity.translations, "title", self.own)
    }

    fn of_organization(
        self,
        xml: &mut XmlWriter<'_>,
        organization: &Organization<'_>,
    ) -> io::Result<()> {
        self.write(xml, &organization.name.value, &organization.translations, "name", self.group)
    }

    /// A text in the language that it is written in, and its translations.
    fn write(
        self,
        xml: &mut XmlWriter<'_>,
        text: &str,
        translations: &Translations<'_>,
        key: &str,
        written_in: Option<&str>,
    ) -> io::Result<()> {
        let unless_own =
            |language: Option<&str>| language.filter(|_| language != self.own).map(str::to_owned);
        narrative(xml, text, unless_own(written_in).as_deref())?;
        let mut others = translations.of(key).map(|(language, text)| (language.as_str(), text));
        others.try_for_each(|(language, text)| {
            if Some(language) == written_in {
                Ok(())
            } else {
                narrative(xml, text, unless_own(Some(language)).as_deref())
            }
        })
    }
}

fn narrative(xml: &mut XmlWriter<'_>, text: &str, language: Option<&str>) -> io::Result<()> {
    // Two characters that YAML lets through are none in XML.
    let text = clean(text.trim()).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    let element = xml
        .create_element("narrative")
        .with_attributes(language.map(|language| ("xml:lang", language)));
    element.write_text_content(BytesText::new(&text))?;
    Ok(())
}
