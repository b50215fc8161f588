//! Changes of the state by an answer of the worker.

use super::action::{Answer, EditRequest, Request, Tab};
use super::data::BoardData;
use super::model::{Model, Over};
use super::prompt::{Prompt, Purpose};
use super::scroll::ScrollText;
use super::sentences;
use crate::render::toolkit::terminal::Tone;

impl Model {
    /// Takes an answer of the worker, and returns what follows from it.
    pub(super) fn answer(&mut self, answer: Answer) -> Vec<Request> {
        take(self, answer)
    }
}

fn take(model: &mut Model, answer: Answer) -> Vec<Request> {
    match answer {
        Answer::Data(data) => return take_data(model, *data),
        Answer::Unreadable(error) if model.data.is_none() => {
            model.fatal = Some(*error);
            model.is_over = true;
        }
        Answer::Unreadable(error) => {
            model.failure = Some(sentences::of_error(&error, usize::from(model.columns)));
        }
        Answer::Written { line, warnings } => {
            model.waiting = model.waiting.saturating_sub(1);
            model.say(line, Tone::Good);
            let warnings = warnings.into_iter().map(|warning| (warning, Tone::Warning));
            model.message.extend(warnings);
        }
        Answer::Refused { lines, request } => {
            model.waiting = model.waiting.saturating_sub(1);
            refuse(model, lines, request);
        }
        Answer::Shown { id, lines } => model.show(&id, lines),
        Answer::Changes(lines) => {
            let known = model.changes.get_or_insert_default();
            known.set(lines);
        }
    }
    Vec::new()
}

/// Says why nothing was written; what had been typed for it is asked again.
fn refuse(model: &mut Model, lines: Vec<String>, request: Option<EditRequest>) {
    let items = model.data.as_ref().map_or(&[][..], |data| &data.items);
    let again = request.and_then(|request| {
        let own = items.iter().find(|item| item.id.as_ref() == Some(&request.id));
        Prompt::again(&request, own)
    });
    // The user may be answering another question by now.
    match again.filter(|_| model.prompt.is_none()) {
        Some(mut prompt) => {
            prompt.fault = Some(lines.join("; "));
            model.prompt = Some(prompt);
            model.message.clear();
        }
        None => model.message = lines.into_iter().map(|line| (line, Tone::Bad)).collect(),
    }
}

/// Looks whether an open question is still about what it was about. If another program has changed
/// that, the user is told before anything is written.
fn check_prompt(model: &mut Model, data: &BoardData) {
    let (Some(prompt), Some(old)) = (&mut model.prompt, &model.data) else { return };
    if prompt.purpose == Purpose::Search {
        return;
    }
    let id = prompt.target.id.clone();
    let of = |data: &BoardData| {
        let own = data.items.iter().find(|item| item.id.as_ref() == Some(&id))?;
        let texts = [&own.title, &own.due, &own.of.title].map(String::clone);
        Some((texts, own.of.status, own.of.remarks.clone(), own.of.search.clone()))
    };
    let now = of(data);
    if now == of(old) {
        return;
    }
    let is_same_thing = now.is_some_and(|([title, ..], ..)| title == prompt.target.title);
    match is_same_thing {
        true => prompt.fault = Some(sentences::changed_look_again(&id).into()),
        false => {
            let typed = prompt.line.text();
            model.prompt = None;
            model.say(sentences::is_another_now(&id, &typed), Tone::Bad);
        }
    }
}

/// Takes the plans as they are now.
fn take_data(model: &mut Model, data: BoardData) -> Vec<Request> {
    let is_first = model.data.is_none();
    let [mine, all] = [&model.mine, &model.all].map(|list| {
        let item = model.data.as_ref()?.items.get(list.selected()?)?;
        Some((item.shown_id.clone(), item.urgency))
    });
    let same_place = |(id, urgency): (String, _)| {
        let found = data.items.iter().position(|item| item.shown_id == id)?;
        // What an edit has moved to another part of the list is left behind: the next one is at
        // its place.
        data.items.get(found).filter(|item| item.urgency == urgency).map(|_| found)
    };
    let [mine, all] = [mine, all].map(|one| one.and_then(same_place));
    if is_first {
        model.tab = if data.unknown.is_some() { Tab::All } else { Tab::Mine };
        let said = data.unknown.iter().chain(&data.notes).cloned();
        model.message = said.map(|text| (text, Tone::Warning)).collect();
    }
    check_prompt(model, &data);
    model.priority = model.priority.min(data.priorities.len().saturating_sub(1));
    model.cell.0 = model.cell.0.min(data.priorities.len().saturating_sub(1));
    model.cell.1 = model.cell.1.min(data.themes.len().saturating_sub(1));
    model.data = Some(data);
    model.failure = None;
    model.fill();
    mine.map(|item| model.mine.select(item));
    all.map(|item| model.all.select(item));
    if is_first {
        model.mine.first();
        model.all.first();
    }
    let columns = usize::from(model.columns);
    let mut requests = Vec::new();
    if let Some(Over::Activity { id, .. }) = &model.over {
        requests.push(Request::Show { id: id.clone(), columns });
    }
    if model.tab == Tab::Changes {
        requests.push(Request::Changes { columns });
    } else {
        model.changes = None::<ScrollText>;
    }
    requests
}
