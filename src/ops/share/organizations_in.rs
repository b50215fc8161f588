//! What others changed in the organizations, by name and field.

use std::collections::BTreeSet;

use crate::diagnostic::{Message, list_of, message};
use crate::model::{Organization, Text};
use crate::text::{Spanned, clean_line};

/// The most organizations that are named; of more, their number is.
const MOST_NAMED: usize = 6;

/// Returns what is different, if anything is: `FAO: id fao → food, name “A” → “B”; iom removed`.
pub(super) fn organizations([old, new]: [&[Organization<'_>]; 2]) -> Option<Message> {
    let partners: Vec<Option<usize>> = new.iter().map(|one| partner(old, new, one)).collect();
    let mut parts: Vec<Message> = Vec::new();
    for (one, was) in new.iter().zip(&partners) {
        match was.and_then(|at| old.get(at)) {
            Some(was) => parts.extend(list_of(changes(was, one)).map(|changes| {
                message!(
                    "share.organization-changed",
                    "{name}: {changes}",
                    name = called(one),
                    changes
                )
            })),
            None => parts.push(message!(
                "share.organization-added",
                "the organization {name} is new",
                name = called(one)
            )),
        }
    }
    let gone = (0..old.len()).filter(|at| !partners.contains(&Some(*at)));
    parts.extend(gone.filter_map(|at| old.get(at)).map(|one| {
        message!(
            "share.organization-removed",
            "the organization {name} was removed",
            name = called(one)
        )
    }));
    let more = parts.len().saturating_sub(MOST_NAMED);
    parts.truncate(MOST_NAMED);
    let joined = |list: Message, next: Message| {
        message!("share.organizations", "{list}; {next}", list, next)
    };
    let list = parts.into_iter().reduce(joined)?;
    Some(match more {
        0 => list,
        more => message!(
            "share.organizations-and-more",
            "{list}; and {more#1 more organization|# more organizations}",
            list,
            more
        ),
    })
}

fn called(one: &Organization<'_>) -> String {
    clean_line(one.short.as_ref().map_or(&*one.name.value, |short| &*short.value)).into_owned()
}

/// Which organization it was before: by its id, or by a former id, its name, its short name or the
/// address of a focal point, if only one that is gone has it.
fn partner(
    old: &[Organization<'_>],
    new: &[Organization<'_>],
    one: &Organization<'_>,
) -> Option<usize> {
    if let Some(at) = old.iter().position(|own| own.id.value == one.id.value) {
        return Some(at);
    }
    let is_gone = |own: &Organization<'_>| new.iter().all(|one| one.id.value != own.id.value);
    let own = marks(one);
    let is_former = |was: &Organization<'_>| {
        one.aliases.iter().any(|alias| alias.value == was.id.value)
            || marks(was).intersection(&own).next().is_some()
    };
    let mut found = (0..).zip(old).filter(|(_, was)| is_gone(was) && is_former(was));
    let first = found.next()?.0;
    found.next().is_none().then_some(first)
}

/// What an organization is known by beside its id.
fn marks<'o>(one: &'o Organization<'_>) -> BTreeSet<&'o str> {
    let emails = one.focal_points.iter().filter_map(|point| point.email.as_ref());
    let marks = [&one.name].into_iter().chain(&one.short).chain(emails);
    marks.map(|mark| mark.value.trim()).collect()
}

/// What is different in an organization.
fn changes(was: &Organization<'_>, one: &Organization<'_>) -> Vec<Message> {
    let mut parts = Vec::new();
    if was.id.value != one.id.value {
        parts.push(message!(
            "share.organization-id",
            "id {old} → {new}",
            old = clean_line(&was.id.value),
            new = clean_line(&one.id.value)
        ));
    }
    let shown = |text: Option<&Spanned<Text<'_>>>| {
        text.map_or_else(|| "–".to_owned(), |text| clean_line(&text.value).into_owned())
    };
    if was.name.value != one.name.value {
        parts.push(message!(
            "share.organization-name",
            "name “{old}” → “{new}”",
            old = shown(Some(&was.name)),
            new = shown(Some(&one.name))
        ));
    }
    let short = |one: &Organization<'_>| shown(one.short.as_ref());
    if short(was) != short(one) {
        parts.push(message!(
            "share.organization-short",
            "short name {old} → {new}",
            old = short(was),
            new = short(one)
        ));
    }
    let people = |one: &Organization<'_>| -> BTreeSet<String> {
        let names = one.focal_points.iter();
        names.map(|point| clean_line(&point.name.value).into_owned()).collect()
    };
    let (before, after) = (people(was), people(one));
    parts.extend(
        after
            .difference(&before)
            .map(|name| message!("share.person-added", "{name} is a new focal point", name)),
    );
    parts.extend(
        before.difference(&after).map(|name| {
            message!("share.person-removed", "{name} is no focal point any more", name)
        }),
    );
    parts
}
