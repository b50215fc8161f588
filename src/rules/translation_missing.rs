//! The rule `translation-missing`: a text without a translation into one of the group's languages.

use super::place::name_activity;
use super::scope::Scope;
use crate::diagnostic::{Diagnostic, Findings, message};
use crate::model::{
    Activity, FIELDS, Language, Organization, Plan, Priority, Text, Theme, Translated, Translations,
};
use crate::text::Spanned;

const NAME: &str = "translation-missing";

/// Reports a text without a translation into one of the group's languages. The name of a contact is
/// not such a text.
pub(super) fn check(scope: &Scope<'_>, found: &mut Findings) {
    let config = &scope.index.folder.config;
    let own = config.language.unwrap_or(Language::En);
    let wanted: Vec<Language> =
        config.languages.iter().copied().filter(|language| *language != own).collect();
    if wanted.is_empty() {
        return;
    }
    let mut look = |texts: TranslatableTexts<'_, '_>,
                    translations: &Translations<'_>,
                    wrap: &dyn Fn(Diagnostic) -> Diagnostic| {
        found.extend(missing(texts, translations, &wanted).into_iter().map(wrap));
    };
    for organization in &scope.index.folder.organizations {
        look(of_organization(organization), &organization.translations, &|finding| finding);
    }
    for plan in scope.index.plans() {
        let in_plan = |finding: Diagnostic| finding.in_plan(&plan.plan.name);
        look(of_plan(plan.plan), &plan.plan.translations, &in_plan);
        plan.plan
            .organizations
            .iter()
            .for_each(|one| look(of_organization(one), &one.translations, &in_plan));
        plan.plan
            .themes
            .iter()
            .for_each(|theme| look(of_theme(theme), &theme.translations, &in_plan));
        plan.plan
            .priorities
            .iter()
            .for_each(|priority| look(of_priority(priority), &priority.translations, &in_plan));
        for activity in plan.plan.written_activities() {
            let in_activity = |finding: Diagnostic| name_activity(plan, activity, finding);
            look(of_activity(activity), &activity.translations, &in_activity);
            for milestone in &activity.milestones {
                look(
                    vec![("title", vec![&milestone.title])],
                    &milestone.translations,
                    &in_activity,
                );
            }
        }
    }
}

/// The texts of a mapping by their keys; of a list its items.
type TranslatableTexts<'t, 's> = Vec<(&'static str, Vec<&'t Spanned<Text<'s>>>)>;

fn missing(
    texts: TranslatableTexts<'_, '_>,
    translations: &Translations<'_>,
    wanted: &[Language],
) -> Vec<Diagnostic> {
    // An unreadable translation may exist.
    let all = texts.into_iter().filter(|_| !translations.is_doubtful);
    let items = all.flat_map(|(key, items)| {
        items.into_iter().enumerate().map(move |(number, item)| (key, number, item))
    });
    let finding = |(key, number, item): (&'static str, usize, &Spanned<Text<'_>>)| {
        let is_missing = |language: &&Language| translations.texts(**language, key).len() <= number;
        let languages: Vec<Language> = wanted.iter().filter(is_missing).copied().collect();
        let (last, others) = languages.split_last()?;
        let others: Vec<&str> = others.iter().map(|language| language.name()).collect();
        let message = match others.is_empty() {
            true => message!(
                "translation-missing.into-one",
                "`{key}` has no translation into {language}",
                key,
                language = last.name()
            ),
            false => message!(
                "translation-missing.into-several",
                "`{key}` has no translation into {languages} and {last}",
                key,
                languages = others.join(", "),
                last = last.name()
            ),
        };
        let first = languages.first().map_or("", |language| language.as_str());
        let help = message!(
            "translation-missing.add-it",
            "add it to the `translations` beside it, such as `{language}: {{{key}: …}}`",
            language = first,
            key
        );
        Some(Diagnostic::new(NAME, item.span, message).help(help))
    };
    items.filter_map(finding).collect()
}

fn of_plan<'t, 's>(plan: &'t Plan<'s>) -> TranslatableTexts<'t, 's> {
    vec![
        ("title", plan.title.iter().collect()),
        ("description", plan.description.iter().collect()),
        ("message", plan.message.iter().collect()),
        ("highlights", plan.highlights.iter().collect()),
        ("concerns", plan.concerns.iter().collect()),
        ("decisions", plan.decisions.iter().collect()),
    ]
}

fn of_theme<'t, 's>(theme: &'t Theme<'s>) -> TranslatableTexts<'t, 's> {
    vec![("title", vec![&theme.title]), ("description", theme.description.iter().collect())]
}

fn of_priority<'t, 's>(priority: &'t Priority<'s>) -> TranslatableTexts<'t, 's> {
    // An unreadable title has a substitute.
    let is_written = priority.title.value != "?";
    vec![
        ("title", Some(&priority.title).filter(|_| is_written).into_iter().collect()),
        ("description", priority.description.iter().collect()),
        ("narrative", priority.narrative.iter().collect()),
    ]
}

fn of_organization<'t, 's>(organization: &'t Organization<'s>) -> TranslatableTexts<'t, 's> {
    vec![("name", vec![&organization.name]), ("short", organization.short.iter().collect())]
}

fn of_activity<'t, 's>(activity: &'t Activity<'s>) -> TranslatableTexts<'t, 's> {
    let expected = FIELDS.iter().filter(|field| field.translated == Translated::Expected);
    // A title that cannot be read is stood in for.
    expected
        .filter(|field| activity.is_readable(field.key))
        .map(|field| (field.key, field.texts(activity).iter().collect()))
        .collect()
}
