//! Joins the files of a plan into one plan.

use std::collections::BTreeMap;

use super::file_role::{FileRole, is_plan_name};
use super::keys::{PLAN, PlanKey};
use super::rule;
use super::v1::{PlanFile, Reader};
use crate::diagnostic::{Diagnostic, Message, keep_one_of_the_two, message, the_first_one};
use crate::model::Plan;
use crate::text::{FileId, Span, clean_line, is_device};

/// Makes one plan of its files.
pub(super) fn join<'s>(
    about: &About<'_>,
    name: &str,
    parts: Vec<(bool, PlanFile<'s>)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Plan<'s> {
    let mut found = Vec::new();
    // All files of a folder are one place. A file beside the folder, or with another ending, is a
    // second place.
    let place = |(in_folder, part): &(bool, PlanFile<'_>)| {
        (*in_folder, (!in_folder).then_some(part.head.file))
    };
    let first = parts.first().map(place);
    let (kept, others): (Vec<_>, Vec<_>) =
        parts.into_iter().partition(|part| Some(place(part)) == first);
    let parts: Vec<PlanFile<'s>> = kept.into_iter().map(|(_, part)| part).collect();
    let mut further: Vec<_> =
        others.iter().map(|other| (place(other), other.1.head.file)).collect();
    further.dedup_by_key(|(place, _)| *place);
    for (_, file) in further {
        found.extend(parts.first().map(|first| {
            let files = [file, first.head.file];
            second_place(about, files, |first, second| {
                message!(
                    "duplicate-plan.plan",
                    "the plan `{plan}` is in two places: {first} and {second}",
                    plan = name,
                    first,
                    second
                )
            })
        }));
    }
    if !is_plan_name(name) {
        found.push(name_fault(name, &parts));
    }
    one_schema_is_enough(&parts, diagnostics);
    keys_of_two_files(&parts, &mut found);
    missing_keys(&parts, &mut found);
    let uncertain = uncertain(&parts);
    let mut plan = merge(parts, name);
    if !others.is_empty() {
        plan.broken = true;
        plan.broken_files.clone_from(&plan.files);
    }
    plan.uncertain = uncertain;
    found.iter_mut().for_each(|diagnostic| diagnostic.plan = Some(name.to_owned()));
    diagnostics.append(&mut found);
    plan
}

pub(super) fn second_place(
    about: &About<'_>,
    [file, first]: [FileId; 2],
    message: impl FnOnce(&str, &str) -> Message,
) -> Diagnostic {
    let [here, there] = [file, first].map(|file| about.get(&file).map_or("", |(path, _)| path));
    Diagnostic::new(rule::DUPLICATE_PLAN, Span::top_of(file), message(there, here))
        .help(message!("duplicate-plan.keep-one", "keep one of them"))
        .label(Span::top_of(first), message!("duplicate-plan.the-first-place", "the first place"))
}

/// Reports a plan whose name differs from that of another plan only in capital letters.
pub(super) fn differ_in_case([name, first]: [&str; 2], [file, there]: [FileId; 2]) -> Diagnostic {
    let [name_shown, first] = [name, first].map(clean_line);
    let what = message!(
        "duplicate-plan.differ-in-case",
        "the names of the plans `{first}` and `{name}` differ only in capital letters",
        first,
        name = name_shown
    );
    let mut finding = Diagnostic::new(rule::DUPLICATE_PLAN, Span::top_of(file), what)
        .help(message!(
            "duplicate-plan.rename-one",
            "rename one of them: Windows and macOS keep only one of the two files"
        ))
        .label(Span::top_of(there), message!("duplicate-plan.the-other-plan", "the other plan"))
        .for_check_alone();
    finding.plan = Some(name.to_owned());
    finding
}

fn name_fault(name: &str, parts: &[PlanFile<'_>]) -> Diagnostic {
    let place = parts.first().map_or_else(Span::default, |part| Span::top_of(part.head.file));
    let shown = clean_line(name);
    let (message, help) = match name {
        "config" | "organizations" => (
            message!(
                "invalid-value.plan-name-taken",
                "a plan cannot be called `{name}`: the name is reserved",
                name = shown
            ),
            message!("invalid-value.rename-folder", "give the folder another name"),
        ),
        _ if is_device(name) => (
            message!(
                "invalid-value.plan-name-of-device",
                "a plan cannot be called `{name}`: Windows keeps the name for a device",
                name = shown
            ),
            message!("invalid-value.another-name", "give the plan another name"),
        ),
        _ => (
            message!("invalid-value.plan-name", "`{name}` is not a plan's name", name = shown),
            message!(
                "invalid-value.rename-plan",
                "a name is 1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or a digit: rename it"
            ),
        ),
    };
    Diagnostic::new(rule::INVALID_VALUE, place, message).help(help)
}

/// Reports that no file of a plan has a version.
fn one_schema_is_enough(parts: &[PlanFile<'_>], diagnostics: &mut [Diagnostic]) {
    if parts.iter().any(|part| part.has(PlanKey::Schema)) {
        return;
    }
    let missing =
        diagnostics.iter_mut().filter(|diagnostic| diagnostic.rule == rule::SCHEMA_VERSION);
    for diagnostic in
        missing.filter(|diagnostic| parts.iter().any(|part| part.head.file == diagnostic.span.file))
    {
        diagnostic.check_alone = false;
    }
}

/// The keys whose lists are joined, and the key that is in each file.
fn may_repeat(number: usize) -> bool {
    [PlanKey::Schema, PlanKey::Themes, PlanKey::Priorities, PlanKey::Organizations]
        .into_iter()
        .any(|key| usize::from(key) == number)
}

fn keys_of_two_files(parts: &[PlanFile<'_>], found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<usize, Span> = BTreeMap::new();
    for &(number, place) in
        parts.iter().flat_map(|part| &part.keys).filter(|(number, _)| !may_repeat(*number))
    {
        let Some(&first) = seen.get(&number) else {
            seen.insert(number, place);
            continue;
        };
        let name = PLAN.keys.get(number).map_or("", |key| key.name);
        found.push(
            Diagnostic::new(
                rule::DUPLICATE_PLAN,
                place,
                message!(
                    "duplicate-plan.key-of-two-files",
                    "`{key}` is in two files of this plan",
                    key = name
                ),
            )
            .help(keep_one_of_the_two())
            .label(first, the_first_one()),
        );
    }
}

/// The keys of a plan that are in doubt: by file for a key that only one file may have.
fn uncertain(parts: &[PlanFile<'_>]) -> Vec<&'static str> {
    if parts.iter().all(|part| part.plan.uncertain.is_empty()) {
        return Vec::new();
    }
    let is_uncertain = |number: usize, name: &'static str| {
        let doubts = |part: &PlanFile<'_>| part.plan.uncertain.contains(&name);
        let has = |part: &PlanFile<'_>| part.keys.iter().any(|(own, _)| *own == number);
        if may_repeat(number) || !parts.iter().any(has) {
            parts.iter().any(doubts)
        } else {
            parts.iter().any(|part| has(part) && doubts(part))
        }
    };
    PLAN.keys
        .iter()
        .enumerate()
        .filter(|(number, key)| is_uncertain(*number, key.name))
        .map(|(_, key)| key.name)
        .collect()
}

fn missing_keys(parts: &[PlanFile<'_>], found: &mut Vec<Diagnostic>) {
    // Empty files need no further message.
    if parts.iter().any(|part| part.broken && !part.is_empty)
        || parts.iter().all(|part| part.is_empty)
    {
        return;
    }
    let is_there =
        |number: usize| parts.iter().any(|part| part.keys.iter().any(|(key, _)| *key == number));
    // The first file that has keys of the plan itself is where the others belong.
    let is_main = |part: &&PlanFile<'_>| part.keys.iter().any(|(number, _)| !may_repeat(*number));
    let Some(main) = parts.iter().find(is_main).or_else(|| parts.first()) else { return };
    let mut reader = Reader::default();
    let empty = parts.iter().flat_map(|part| &part.empty_keys);
    reader.missing_keys(&PLAN, main.head, is_there, |number| {
        empty.clone().find(|(own, _)| *own == number).map(|&(_, place)| place)
    });
    found.extend(reader.diagnostics.into_vec());
}

fn merge<'s>(parts: Vec<PlanFile<'s>>, name: &str) -> Plan<'s> {
    let mut parts = parts.into_iter().map(|part| part.plan);
    let Some(mut plan) = parts.next() else {
        return PlanFile::unread(name, FileId::default()).plan;
    };
    for part in parts {
        plan.files.extend(part.files);
        plan.broken |= part.broken;
        plan.broken_files.extend(part.broken_files);
        plan.title = plan.title.or(part.title);
        plan.period = plan.period.or(part.period);
        plan.endorsed = plan.endorsed.or(part.endorsed);
        plan.baseline = plan.baseline.or(part.baseline);
        plan.target = plan.target.or(part.target);
        plan.description = plan.description.or(part.description);
        plan.message = plan.message.or(part.message);
        if plan.translations.is_empty() && !plan.translations.is_doubtful {
            plan.translations = part.translations;
        }
        for (texts, more) in [
            (&mut plan.chairs, part.chairs),
            (&mut plan.highlights, part.highlights),
            (&mut plan.concerns, part.concerns),
            (&mut plan.decisions, part.decisions),
        ] {
            if texts.is_empty() {
                *texts = more;
            }
        }
        plan.themes.extend(part.themes);
        plan.priorities.extend(part.priorities);
        plan.organizations.extend(part.organizations);
        plan.left_out_ids.extend(part.left_out_ids);
        plan.unreadable.extend(part.unreadable);
    }
    plan
}

/// The path of each file for people, and its role.
pub(super) type About<'a> = BTreeMap<FileId, (&'a str, &'a FileRole)>;
