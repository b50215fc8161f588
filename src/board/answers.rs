//! Changes of the state by an answer of the worker.

use super::action::{Answer, Request, Tab};
use super::data::BoardData;
use super::identity::ItemKey;
use super::model::{Model, Over};
use super::prompt::Purpose;
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
            let lines = sentences::of_error(&error);
            let why = sentences::cannot_write_now(lines.first().map_or("", String::as_str));
            let open = model.prompt.as_mut().filter(|prompt| prompt.purpose != Purpose::Search);
            open.into_iter().for_each(|prompt| prompt.obstacle = Some(why.to_string()));
            model.failure = Some(lines);
        }
        Answer::Written { line, warnings } => {
            model.waiting = model.waiting.saturating_sub(1);
            model.is_given_up = false;
            model.prompt.take_if(|prompt| prompt.is_sent);
            model.say(line, Tone::Good);
            let warnings = warnings.into_iter().map(|warning| (warning, Tone::Warning));
            model.message.extend(warnings);
        }
        Answer::Refused { lines, is_changed } => {
            model.waiting = model.waiting.saturating_sub(1);
            refuse(model, lines, is_changed);
        }
        Answer::Shown { id, lines } => model.show(&id, lines),
        Answer::Changes(lines) => {
            let known = model.changes.get_or_insert_default();
            known.set(lines);
        }
    }
    Vec::new()
}

/// Says why nothing was written; what had been typed for it is asked again, unless the user has
/// given it up.
fn refuse(model: &mut Model, lines: Vec<String>, is_changed: bool) {
    let is_given_up = std::mem::take(&mut model.is_given_up);
    let sent = model.prompt.as_mut().filter(|prompt| prompt.is_sent);
    match sent.filter(|_| !is_given_up) {
        Some(prompt) => {
            prompt.refuse(lines.join("; "), model.data.as_ref().filter(|_| is_changed));
            model.message.clear();
        }
        None => {
            model.prompt.take_if(|prompt| prompt.is_sent);
            model.message = lines.into_iter().map(|line| (line, Tone::Bad)).collect();
        }
    }
}

/// Takes the plans as they are now.
fn take_data(model: &mut Model, data: BoardData) -> Vec<Request> {
    let is_first = model.data.is_none();
    let key_of = |model: &Model, item: Option<usize>| {
        let old = model.data.as_ref()?;
        Some(ItemKey::of(old, old.items.get(item?)?))
    };
    let [mine, all] = [&model.mine, &model.all].map(|list| key_of(model, list.selected()));
    let selected = if model.tab == Tab::Mine { mine.clone() } else { all.clone() };
    let [mine, all] = [mine, all].map(|key| key.and_then(|key| key.find(&data)));
    if is_first {
        model.tab = if data.unknown.is_some() { Tab::All } else { Tab::Mine };
        let said = data.unknown.iter().chain(&data.notes).cloned();
        model.message = said.map(|text| (text, Tone::Warning)).collect();
    }
    model.prompt.iter_mut().for_each(|prompt| prompt.check(&data));
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
    let now = if model.tab == Tab::Mine { &model.mine } else { &model.all }.selected();
    let place = selected.map(|key| model.data.as_ref().and_then(|data| key.find(data)));
    if place.is_some_and(|place| place != now) {
        model.has_moved();
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
