//! A folder without the people that it names.

use std::borrow::Cow;
use std::sync::Arc;

use super::names::People;
use crate::model::{
    Activity, ActivityCell, Amount, FIELDS, FieldKind, Folder, Indicator, Organization, Plan,
    Priority, Text, Theme, Translations,
};
use crate::text::{Spanned, WebAddress};

impl People {
    /// Takes the people out of a folder: focal points and contacts, and names and mail addresses in
    /// every text.
    pub fn leave_out(&self, folder: &mut Folder<'_>) {
        folder.without_people = true;
        let report = &mut folder.config.report;
        self.line(&mut report.name);
        self.line(&mut report.classification);
        report.contact = report.contact.as_ref().and_then(|contact| self.web_addresses(contact));
        folder.organizations.iter_mut().for_each(|one| self.organization(one));
        folder.plans.iter_mut().for_each(|plan| self.plan(plan));
    }

    /// Keeps the web addresses of a contact: the rest may be the name of a person.
    fn web_addresses(&self, contact: &Spanned<Text<'static>>) -> Option<Spanned<Text<'static>>> {
        let words = contact.value.split(|c: char| c.is_whitespace() || ",;<>()".contains(c));
        let is_open = |word: &&str| WebAddress::parse(word).is_some() && self.told(word).is_none();
        let kept: Vec<&str> = words.filter(is_open).collect();
        (!kept.is_empty()).then(|| Spanned::new(Cow::Owned(kept.join(", ")), contact.span))
    }

    fn organization(&self, organization: &mut Organization<'_>) {
        organization.focal_points.clear();
        self.text(&mut organization.name);
        self.line(&mut organization.short);
        self.translations(&mut organization.translations);
    }

    fn plan(&self, plan: &mut Plan<'_>) {
        [&mut plan.title, &mut plan.description, &mut plan.message]
            .into_iter()
            .for_each(|text| self.line(text));
        for list in [&mut plan.highlights, &mut plan.concerns, &mut plan.decisions] {
            list.iter_mut().for_each(|text| self.text(text));
        }
        self.translations(&mut plan.translations);
        plan.organizations.iter_mut().for_each(|one| self.organization(one));
        plan.themes.iter_mut().for_each(|theme| self.theme(theme));
        plan.priorities.iter_mut().for_each(|priority| self.priority(priority));
    }

    fn theme(&self, theme: &mut Theme<'_>) {
        self.text(&mut theme.title);
        self.line(&mut theme.description);
        self.translations(&mut theme.translations);
    }

    fn priority(&self, priority: &mut Priority<'_>) {
        self.text(&mut priority.title);
        self.line(&mut priority.description);
        self.line(&mut priority.narrative);
        self.translations(&mut priority.translations);
        let cells = Arc::make_mut(&mut priority.activities).iter_mut();
        for cell in cells.chain(&mut priority.incomplete) {
            if let ActivityCell::Shared(shared) = cell {
                *cell = ActivityCell::Own(Activity::clone(shared));
            }
            if let ActivityCell::Own(activity) = cell {
                self.activity(activity);
            }
        }
    }

    fn activity(&self, activity: &mut Activity<'_>) {
        activity.contact = None;
        for field in FIELDS {
            match field.kind {
                FieldKind::Title => self.text(&mut activity.title),
                FieldKind::Text(slot, _) => self.line((slot.get_mut)(activity)),
                FieldKind::Texts(slot) => {
                    (slot.get_mut)(activity).iter_mut().for_each(|text| self.text(text));
                }
                FieldKind::Translations => self.translations(&mut activity.translations),
                FieldKind::Milestones => activity.milestones.iter_mut().for_each(|milestone| {
                    self.text(&mut milestone.title);
                    self.translations(&mut milestone.translations);
                }),
                FieldKind::Deliverables => activity.deliverables.iter_mut().for_each(|one| {
                    self.text(&mut one.title);
                    // A link that is changed leads nowhere.
                    one.url = one.url.take().filter(|url| self.told(&url.value).is_none());
                }),
                FieldKind::Indicators => {
                    activity.indicators.iter_mut().for_each(|one| self.indicator(one));
                }
                // Ids, dates, numbers and codes.
                FieldKind::Id
                | FieldKind::Status
                | FieldKind::PlanReference(_)
                | FieldKind::Organizations(_)
                | FieldKind::Themes(_)
                | FieldKind::References(_)
                | FieldKind::Date(_)
                | FieldKind::Percent(_)
                | FieldKind::Weight(_)
                | FieldKind::Budget
                | FieldKind::Iati => {}
            }
        }
    }

    fn indicator(&self, indicator: &mut Indicator<'_>) {
        self.text(&mut indicator.name);
        self.line(&mut indicator.unit);
        self.line(&mut indicator.verification);
        let values = [&mut indicator.baseline, &mut indicator.target, &mut indicator.actual];
        for value in values.into_iter().flatten() {
            if let Amount::Text(text) = value {
                self.text(text);
            }
        }
    }

    fn translations(&self, translations: &mut Translations<'_>) {
        for translation in &mut translations.all {
            translation.texts.retain(|text| text.key != "contact");
            let texts = translation.texts.iter_mut().flat_map(|text| &mut text.texts);
            texts.for_each(|text| self.text(text));
        }
    }

    fn line(&self, text: &mut Option<Spanned<Text<'_>>>) {
        if let Some(text) = text {
            self.text(text);
        }
    }

    fn text(&self, text: &mut Spanned<Text<'_>>) {
        if let Some(without) = self.told(&text.value) {
            text.value = Cow::Owned(without);
        }
    }
}
