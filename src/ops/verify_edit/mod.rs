//! What an edit has to pass before it is written: it is read again, compared with what was meant,
//! and judged.

mod previous_places;

use std::collections::{BTreeMap, BTreeSet};

use self::previous_places::at_old_places;
use crate::analysis::Index;
use crate::diagnostic::{Diagnostic, FindingKey, Level, Message, message};
use crate::edit::{Change, NodePath, UneditableNode, node_says, rewrite, says};
use crate::format::yaml::reread;
use crate::format::{FileSet, MAX_FILE_BYTES, Reading, read, revised};
use crate::report::{FoundFaults, NewFindings};
use crate::rules::{CheckResult, Rule, find as find_rule, judge};
use crate::text::{FileId, Locator, Span};
use crate::workspace::{Error, LoadedPlans, Result};

/// What keeps an edit from being written that the program itself cannot vouch for.
fn misread() -> Message {
    message!(
        "edit.misread",
        "what stands around here is written in a way that the program cannot change safely: read \
        again, the new text would not say what was meant"
    )
}

/// The new text of a file, and what it is to say.
pub(crate) struct Rewritten {
    pub text: String,
    meant: BTreeMap<Vec<usize>, Change>,
    place: Span,
}

/// By file.
pub(crate) type FileTexts = BTreeMap<FileId, Rewritten>;

/// The new text of one file.
pub(crate) fn rewrite_file(
    plans: &LoadedPlans<'_>,
    file: FileId,
    changes: Vec<(NodePath<'_, '_>, Change)>,
) -> Result<Rewritten> {
    let place = changes.first().map_or_else(|| Span::top_of(file), |(place, _)| place.node.span());
    let nothing = || UneditableNode {
        span: place,
        why: message!("edit.unreadable-file", "this file cannot be read"),
    };
    let rewritten = plans.reading.documents.get(&file).ok_or_else(nothing);
    let rewritten =
        rewritten.and_then(|document| rewrite(document, &plans.sources[file].text, &changes));
    let text = rewritten.map_err(|why| by_hand(plans, &why))?;
    Ok(Rewritten {
        text,
        meant: changes.into_iter().map(|(place, meant)| (place.way, meant)).collect(),
        place,
    })
}

/// What has to outlive a judgement: what the changed item alone says, and where that is not enough,
/// the texts as a whole and what they say.
#[derive(Default)]
pub(crate) struct Room<'t> {
    item: Option<Reading<'t>>,
    texts: Option<FileSet>,
    whole: Option<Reading<'t>>,
}

/// The plans as they are with the new texts, or `None` where nothing changes; and what `check`
/// would find anew. Refuses texts that do not say what was meant, or that bring an error. `room`
/// is for what is read.
pub(crate) fn accepted<'t>(
    plans: &LoadedPlans<'t>,
    edited: &BTreeSet<&str>,
    texts: &'t FileTexts,
    room: &'t mut Room<'t>,
    dry_run: bool,
) -> Result<(Option<Index<'t>>, Option<NewFindings>)> {
    let mut all = texts.iter();
    let Some((&file, first)) = all.next() else { return Ok((None, None)) };
    let mut before = None;
    if let Some(reading) = one_item(plans, texts) {
        let reading: &Reading<'_> = room.item.insert(reading);
        let index = Index::new(&reading.folder);
        let after = judge(reading, &index, plans.as_of, None).findings;
        let is_sound = after
            .iter()
            .all(|(level, fault)| *level != Level::Error || reading.diagnostics.contains(fault));
        if is_sound
            && (after.is_empty() || new_ones(before.insert(judged(plans)), &after).is_empty())
        {
            return Ok((Some(index), None));
        }
    }
    let first = plans.workspace.input.with(file, &first.text);
    let input =
        room.texts.insert(all.fold(first, |input, (&file, new)| input.with(file, &new.text)));
    let reading: &Reading<'_> = room.whole.insert(read(input));
    compare(plans, texts, reading)?;
    let index = Index::new(&reading.folder);
    let after = judge(reading, &index, plans.as_of, None).findings;
    let before =
        if after.is_empty() { Vec::new() } else { before.unwrap_or_else(|| judged(plans)) };
    let new = new_ones(&before, &after);
    judge_texts(plans, edited, input, [&before, &after, &new])?;
    if new.is_empty() {
        return Ok((Some(index), None));
    }
    let brought = in_short(&new);
    let summary = match dry_run {
        true => {
            message!("edit.would-cause", "this edit would cause {warnings}", warnings = brought)
        }
        false => message!("edit.causes", "this edit causes {warnings}", warnings = brought),
    };
    let faults = match dry_run {
        true => at_old_places(plans.sources, &input.sources, new),
        false => FoundFaults {
            sources: input.sources.clone(),
            placed: new,
            unplaced: Vec::new(),
            is_counted: false,
        },
    };
    Ok((Some(index), Some(NewFindings { faults, summary })))
}

/// How many warnings there are, and in which activities.
fn in_short(found: &[NewFault]) -> Message {
    /// How many activities are named.
    const NAMED: usize = 5;
    let ids: BTreeSet<&str> =
        found.iter().filter_map(|(_, finding)| finding.activity.as_deref()).collect();
    let named = ids.iter().copied().take(NAMED).collect::<Vec<_>>().join(", ");
    let (number, more) = (found.len(), ids.len().saturating_sub(NAMED));
    match (named.is_empty(), more) {
        (true, _) => message!("edit.warnings", "{number#1 warning|# warnings}", number),
        (false, 0) => {
            message!("edit.warnings-in", "{number#1 warning|# warnings}, in {named}", number, named)
        }
        (false, _) => message!(
            "edit.warnings-in-more",
            "{number#1 warning|# warnings}, in {named} and {more} more",
            number,
            named,
            more
        ),
    }
}

/// What is found in the plans before the edit.
fn judged(plans: &LoadedPlans<'_>) -> Vec<NewFault> {
    judge(plans.reading, plans.index, plans.as_of, None).findings
}

/// What a finding is known by before and after an edit. Of a warning about a plan or the folder the
/// numbers in it may change: it is no new one for that.
fn known_by((level, finding): &NewFault) -> (FindingKey<'_>, Option<&str>, Option<&str>) {
    let is_general = *level == Level::Warning && finding.activity.is_none();
    let key = if is_general { finding.key().without_numbers() } else { finding.key() };
    (key, finding.plan.as_deref(), finding.activity.as_deref())
}

/// What was not found before.
fn new_ones<'f>(before: &'f [NewFault], after: &'f [NewFault]) -> Vec<NewFault> {
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    before.iter().for_each(|found| *known.entry(known_by(found)).or_default() += 1);
    let is_new = |found: &&'f NewFault| match known.get_mut(&known_by(found)) {
        Some(left @ 1..) => {
            *left -= 1;
            false
        }
        _ => true,
    };
    after.iter().filter(is_new).cloned().collect()
}

/// The same where a single activity has changed, in a folder without faults that leave something
/// open: its lines alone are read again, and no other byte differs.
fn one_item<'t>(plans: &LoadedPlans<'t>, texts: &'t FileTexts) -> Option<Reading<'t>> {
    let (file, Rewritten { text, meant, place }) =
        texts.first_key_value().filter(|_| texts.len() == 1)?;
    let (way, Change::Value(value)) = meant.first_key_value().filter(|_| meant.len() == 1)? else {
        return None;
    };
    if text.len() as u64 > MAX_FILE_BYTES {
        return None;
    }
    let document = plans.reading.documents.get(file)?;
    let (number, way) = way.split_last()?;
    let mut above = vec![document.root()?];
    for &step in way {
        above.push(above.last()?.children().nth(step)?);
    }
    let item = reread(document, &above, *number, text)?;
    node_says(item.root()?, value).then(|| revised(plans.reading, *place, item.root()?)).flatten()
}

/// Compares what the new texts say with what was meant.
fn compare(plans: &LoadedPlans<'_>, texts: &FileTexts, reading: &Reading<'_>) -> Result<()> {
    for (file, Rewritten { meant, place, .. }) in texts {
        let documents = reading.documents.get(file).zip(plans.reading.documents.get(file));
        if !documents.is_some_and(|(new, old)| !new.broken && says(new, old, meant)) {
            let why = UneditableNode { span: *place, why: misread() };
            return Err(by_hand(plans, &why));
        }
    }
    Ok(())
}

fn by_hand(plans: &LoadedPlans<'_>, why: &UneditableNode) -> Error {
    let line = Locator::new(plans.sources).position(why.span.file, why.span.start).line;
    let place = format!("{}:{line}", plans.sources[why.span.file].path);
    Error::refused(message!(
        "edit.at-place",
        "{place}: {why}",
        place = &place,
        why = why.why.clone()
    ))
    .hint(message!(
        "edit.edit-by-hand",
        "nothing was changed; edit {place} by hand, and see with `workplan check` that it is right",
        place
    ))
}

type NewFault = (Level, Diagnostic);

/// Whether an error is one that keeps plans from being edited, as it keeps other commands from
/// counting them: a rule that the group itself has made an error is not.
fn stops(error: &Diagnostic) -> bool {
    !error.check_alone && find_rule(error.rule).is_none_or(Rule::is_structural)
}

/// Refuses an edit of a plan with errors.
pub(crate) fn refused(plans: &LoadedPlans<'_>, plan: &str) -> Error {
    let mut errors = CheckResult::errors(plans.reading, plans.index, plans.as_of).findings;
    errors.retain(|(_, error)| error.plan.as_deref().is_none_or(|of| of == plan) && stops(error));
    Error::plans(None, FoundFaults::counted(errors, plans.sources)).hint(message!(
        "edit.plan-has-errors",
        "nothing was changed; a plan with errors is not edited unless the edit takes errors away"
    ))
}

/// Refuses new texts that bring an error, or that leave a plan with all the errors that it had.
fn judge_texts(
    plans: &LoadedPlans<'_>,
    edited: &BTreeSet<&str>,
    input: &FileSet,
    [before, after, new]: [&Vec<NewFault>; 3],
) -> Result<()> {
    let is_error = |(level, _): &&NewFault| *level == Level::Error;
    let new: Vec<NewFault> = new.iter().filter(is_error).cloned().collect();
    if !new.is_empty() {
        return Err(Error::plans(None, at_old_places(plans.sources, &input.sources, new)).hint(
            message!(
                "edit.would-cause-error",
                "no change was made: it would cause the error shown above"
            ),
        ));
    }
    let counts = |found: &&NewFault| {
        is_error(found)
            && stops(&found.1)
            && found.1.plan.as_deref().is_none_or(|plan| edited.contains(plan))
    };
    let (then, now) = (before.iter().filter(counts).count(), after.iter().filter(counts).count());
    match edited.first() {
        Some(plan) if now > 0 && now >= then => Err(refused(plans, plan)),
        _ => Ok(()),
    }
}
