//! Answers that wait for git.

use std::collections::HashMap;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use lsp_server::RequestId;
use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Range};
use serde_json::Value;

use super::events::Event;
use crate::diagnostic::Message;
use crate::render::toolkit::markdown::escape;

/// How long an answer waits for git.
const WAITS_FOR_GIT: Duration = Duration::from_millis(400);

/// What is shown about a place.
pub(super) struct HoverText {
    /// The place.
    pub range: Range,
    /// What is said.
    pub lines: Vec<Message>,
    /// Whether the first line is a heading.
    pub has_heading: bool,
}

impl HoverText {
    /// Returns it as the client shows it.
    pub(super) fn shown(&self, markdown: bool) -> Value {
        let texts = self.lines.iter().map(ToString::to_string);
        let (kind, value) = match markdown {
            false => (MarkupKind::PlainText, texts.collect::<Vec<_>>().join("\n")),
            true => {
                let lines = texts.enumerate().map(|(number, text)| match number {
                    0 if self.has_heading => format!("**{}**", escape(&text)),
                    _ => escape(&text),
                });
                (MarkupKind::Markdown, lines.collect::<Vec<_>>().join("  \n"))
            }
        };
        let contents = HoverContents::Markup(MarkupContent { kind, value });
        let hover = Hover { contents, range: Some(self.range) };
        serde_json::to_value(hover).unwrap_or(Value::Null)
    }
}

/// An answer that waits for git.
struct Waiting {
    text: HoverText,
    until: Instant,
    is_complete: bool,
}

/// The answers that wait for git.
pub(super) struct Hovers {
    events: Sender<Event>,
    waiting: HashMap<RequestId, Waiting>,
    /// The request for which git is being asked: it is asked one question at a time.
    asking: Option<RequestId>,
}

impl Hovers {
    pub(super) fn new(events: Sender<Event>) -> Self {
        Hovers { events, waiting: HashMap::new(), asking: None }
    }

    /// Whether git is being asked.
    pub(super) fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    /// Returns where the answer of git goes.
    pub(super) fn events(&self) -> Sender<Event> {
        self.events.clone()
    }

    /// Notes an answer that waits for git.
    pub(super) fn wait(&mut self, request: RequestId, text: HoverText) {
        self.asking = Some(request.clone());
        let until = Instant::now() + WAITS_FOR_GIT;
        self.waiting.insert(request, Waiting { text, until, is_complete: false });
    }

    /// How long the first answer still waits.
    pub(super) fn patience(&self) -> Option<Duration> {
        let first = self.waiting.values().map(|waiting| waiting.until).min()?;
        Some(first.saturating_duration_since(Instant::now()))
    }

    /// Takes what git has told.
    pub(super) fn told(&mut self, request: &RequestId, lines: Vec<Message>) {
        self.asking.take_if(|asking| asking == request);
        if let Some(waiting) = self.waiting.get_mut(request) {
            waiting.text.lines.extend(lines);
            waiting.is_complete = true;
        }
    }

    /// Forgets an answer that is not needed any more. Whether there was one.
    pub(super) fn forget(&mut self, request: &RequestId) -> bool {
        self.waiting.remove(request).is_some()
    }

    /// Returns the answers that wait no longer.
    pub(super) fn ready(&mut self, markdown: bool) -> Vec<(RequestId, Value)> {
        let now = Instant::now();
        let ready: Vec<RequestId> = self
            .waiting
            .iter()
            .filter(|(_, waiting)| waiting.is_complete || waiting.until <= now)
            .map(|(id, _)| id.clone())
            .collect();
        let answer = |id: RequestId| {
            let waiting = self.waiting.remove(&id)?;
            Some((id, waiting.text.shown(markdown)))
        };
        ready.into_iter().filter_map(answer).collect()
    }
}
