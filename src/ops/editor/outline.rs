//! What a file holds, and what a folder holds by name.

use super::nodes::{document, root_table, table_of, trimmed, value};
use crate::format::keys::{ACTIVITY, KeyTable, MILESTONE, ORGANIZATION, PRIORITY, THEME};
use crate::format::yaml::{Node, NodeKind};
use crate::text::{FileId, Sources, Span, clean_line};
use crate::workspace::LoadedPlans;

/// The most names that a search returns.
const MOST_FOUND: usize = 500;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// A priority.
    Priority,
    /// An activity.
    Activity,
    /// A milestone.
    Milestone,
    /// A theme.
    Theme,
    /// An organization.
    Organization,
    /// Another list or item.
    Other,
}

/// A part of a file with a name.
pub struct Symbol {
    /// The id and the title, or the key.
    pub name: String,
    /// A word about it, such as the status.
    pub detail: String,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it.
    pub span: Span,
    /// Its id or its key.
    pub own: Span,
    /// The parts inside.
    pub children: Vec<Symbol>,
}

/// Returns the parts of a file.
pub fn outline(sources: &Sources, file: FileId) -> Vec<Symbol> {
    let document = document(sources, file);
    let table = root_table(&sources[file].path);
    let mut all = document.root().map_or_else(Vec::new, |root| lists(root, table));
    all.iter_mut().for_each(|symbol| symbol.trim(sources));
    all
}

impl Symbol {
    /// Leaves out the space at the end.
    fn trim(&mut self, sources: &Sources) {
        let kept = trimmed(sources, self.span);
        self.span.end = kept.end.max(self.own.end);
        self.children.iter_mut().for_each(|symbol| symbol.trim(sources));
    }
}

/// Returns the lists and mappings of a mapping, each with its parts.
fn lists(node: Node<'_, '_>, table: Option<&'static KeyTable>) -> Vec<Symbol> {
    let Some(table) = table else { return Vec::new() };
    let known = |(key, list): (Node<'_, '_>, Node<'_, '_>)| {
        let spec = table.keys.iter().find(|spec| spec.name == key.as_str())?;
        let inner = table_of(spec.takes)?;
        let is_shown =
            !list.is_alias() && matches!(list.kind(), NodeKind::Sequence | NodeKind::Mapping);
        is_shown.then(|| Symbol {
            name: spec.name.to_owned(),
            detail: String::new(),
            kind: SymbolKind::Other,
            span: Span { start: key.span().start, ..list.span() },
            own: key.span(),
            children: match list.kind() {
                NodeKind::Sequence => {
                    list.children().filter_map(|item| part(item, inner)).collect()
                }
                _ => lists(list, Some(inner)),
            },
        })
    };
    node.pairs().filter_map(known).collect()
}

/// Returns an item of a list by its id and its title.
fn part(item: Node<'_, '_>, table: &'static KeyTable) -> Option<Symbol> {
    if item.is_alias() || item.kind() != NodeKind::Mapping {
        return None;
    }
    let text = |name: &str| value(item, name).filter(|node| node.kind() == NodeKind::Scalar);
    let words: Vec<String> = ["id", "title", "name"]
        .into_iter()
        .filter_map(|name| Some(clean_line(text(name)?.as_str()).trim().to_owned()))
        .filter(|word| !word.is_empty())
        .collect();
    let own = ["id", "title", "name"].into_iter().find_map(text).map(Node::span);
    let first = item.children().next().map_or(item.span(), Node::span);
    Some(Symbol {
        name: if words.is_empty() { table.name.to_owned() } else { words.join(" ") },
        detail: text("status")
            .map(|node| clean_line(node.as_str()).into_owned())
            .unwrap_or_default(),
        kind: kind_of(table),
        span: item.span(),
        own: own.unwrap_or(first),
        children: lists(item, Some(table)),
    })
}

fn kind_of(table: &'static KeyTable) -> SymbolKind {
    let kinds: [(&'static KeyTable, SymbolKind); 5] = [
        (&PRIORITY, SymbolKind::Priority),
        (&ACTIVITY, SymbolKind::Activity),
        (&MILESTONE, SymbolKind::Milestone),
        (&THEME, SymbolKind::Theme),
        (&ORGANIZATION, SymbolKind::Organization),
    ];
    let known = kinds.into_iter().find(|(known, _)| std::ptr::eq(*known, table));
    known.map_or(SymbolKind::Other, |(_, kind)| kind)
}

/// Returns the organizations, themes, priorities and activities of the folder whose id or title
/// has a text in it, whatever the case; the first 500.
pub fn symbols_like(plans: &LoadedPlans<'_>, text: &str) -> Vec<Symbol> {
    let wanted = text.to_lowercase();
    let symbol = |kind, id: &str, title: &str, detail: &str, own: Span| {
        let name = clean_line(&format!("{id} {title}")).into_owned();
        name.to_lowercase().contains(&wanted).then(|| Symbol {
            name,
            detail: detail.to_owned(),
            kind,
            span: own,
            own,
            children: Vec::new(),
        })
    };
    let folder = plans.index.folder;
    let organizations = folder.organizations.iter().filter_map(|one| {
        symbol(SymbolKind::Organization, &one.id.value, &one.name.value, "", one.id.span)
    });
    let of_plans = folder.plans.iter().flat_map(|plan| {
        let name = &plan.name;
        let own = plan.organizations.iter().filter_map(move |one| {
            symbol(SymbolKind::Organization, &one.id.value, &one.name.value, name, one.id.span)
        });
        let themes = plan.themes.iter().filter_map(move |one| {
            symbol(SymbolKind::Theme, &one.id.value, &one.title.value, name, one.id.span)
        });
        let priorities = plan.priorities.iter().filter_map(move |one| {
            symbol(SymbolKind::Priority, &one.id.value, &one.title.value, name, one.id.span)
        });
        let activities = plan.written_activities().filter_map(move |one| {
            symbol(SymbolKind::Activity, &one.id.value, &one.title.value, name, one.id.span)
        });
        own.chain(themes).chain(priorities).chain(activities)
    });
    organizations.chain(of_plans).take(MOST_FOUND).collect()
}
