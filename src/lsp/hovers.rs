//! What is shown about the word at a place. What git tells of an activity is asked for beside the
//! server: the answer waits for it a moment, and goes without it.

use std::thread;

use lsp_server::RequestId;
use lsp_types::HoverParams;
use serde_json::Value;

use super::events::Event;
use super::server::Server;
use super::view::View;
use super::waiting::HoverText;
use crate::diagnostic::Message;
use crate::ops::editor::{self, recent_changes};
use crate::text::Span;
use crate::workspace::Workspace;

/// Answers at once, or notes what waits for git: then it returns `None`.
pub(super) fn hover(
    server: &mut Server,
    request: RequestId,
    params: &HoverParams,
) -> Option<Value> {
    let markdown = server.client.markdown;
    let Some((view, offset)) = View::at(server, &params.text_document_position_params) else {
        return Some(Value::Null);
    };
    let folder = view.places.folder;
    let here = folder.found.iter().flat_map(|found| &found.found).filter(|(_, finding)| {
        let span = finding.span;
        span.file == view.file && span.start <= offset && offset <= span.end
    });
    let advice: Vec<(Span, Message)> =
        here.filter_map(|(_, finding)| Some((finding.span, finding.help.clone()?))).collect();
    let found = editor::hover(&view.plans, view.file, offset);
    let span = found.as_ref().map(|found| found.span).or(advice.first().map(|(span, _)| *span));
    let Some(range) = span.map(|span| view.places.range(span)) else { return Some(Value::Null) };
    let has_heading = found.is_some();
    let (mut lines, activity) = found.map_or((Vec::new(), None), |one| (one.lines, one.activity));
    lines.extend(advice.into_iter().map(|(_, help)| help));
    let text = HoverText { range, lines, has_heading };
    let Some((plan, id)) = activity.filter(|_| !server.hovers.is_asking()) else {
        return Some(text.shown(markdown));
    };
    let (options, events) = (folder.workspace.options.clone(), server.hovers.events());
    let own = request.clone();
    let asked = thread::Builder::new().spawn(move || {
        let told = Workspace::new(&options)
            .and_then(|workspace| recent_changes(&workspace, &plan, &id))
            .unwrap_or_default();
        // Where the server has ended, nobody hears it.
        let _ = events.send(Event::Told(own, told));
    });
    match asked {
        Ok(_) => {
            server.hovers.wait(request, text);
            None
        }
        Err(_) => Some(text.shown(markdown)),
    }
}
