//! Who publishes a report: the settings of the group, as far as they can be shown.

use super::logo::logo;
use crate::analysis::Accent;
use crate::diagnostic::{message, note};
use crate::model::Text;
use crate::report::Masthead;
use crate::text::{Spanned, clean_line};
use crate::workspace::LoadedPlans;

/// Reads the settings, and says what of them is not shown or is shown otherwise.
pub(in crate::ops) fn masthead(plans: &LoadedPlans<'_>) -> Masthead {
    let settings = &plans.reading.folder.config.report;
    let line = |text: &Option<Spanned<Text<'static>>>| {
        text.as_ref().map(|text| clean_line(text.value.trim()).into_owned())
    };
    let accent = settings.accent.as_ref().and_then(|accent| Accent::parse(&accent.value));
    if let Some(accent) = accent.as_ref().filter(|accent| accent.is_adjusted()) {
        let [used, _] = &accent.light;
        plans.note(note(message!(
            "report.accent-adjusted",
            "the colour {asked} (`accent` in config.yaml) is too light to be read on white; the \
            page uses {used}",
            asked = &accent.asked,
            used
        )));
    }
    let logo = settings.logo.as_ref().and_then(|name| {
        let found = logo(&plans.workspace.folder, &name.value);
        if let Err(why) = &found {
            plans.note(note(message!(
                "report.logo-left-out",
                "the logo `{name}` (`logo` in config.yaml) is left out: {why}",
                name = clean_line(&name.value),
                why = why.clone()
            )));
        }
        found.ok()
    });
    Masthead {
        group: line(&settings.name),
        logo,
        accent,
        contact: settings.contact.as_ref().map(|text| text.value.trim().to_owned()),
        classification: line(&settings.classification),
    }
}
