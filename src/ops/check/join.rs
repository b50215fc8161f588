//! Joins what was found in several folders.

use crate::report::CheckFindings;
use crate::text::{FileId, FromRoot, Source, Span};
use crate::workspace::Workspace;

/// What was found in a folder, and how its files are called beside those of others.
pub(super) struct FolderFindings {
    /// What was found.
    pub findings: CheckFindings,
    way: FromRoot,
}

impl FolderFindings {
    /// Takes what was found in a folder.
    pub(super) fn new(findings: CheckFindings, workspace: &Workspace) -> Self {
        FolderFindings { findings, way: way_to(workspace) }
    }
}

/// Joins what was found. Of several folders each file is named by its path from the root of the
/// repository.
pub(super) fn join(mut all: Vec<FolderFindings>) -> CheckFindings {
    if all.len() == 1
        && let Some(one) = all.pop()
    {
        return one.findings;
    }
    let mut joined = CheckFindings::default();
    for FolderFindings { findings, way } in all {
        let first = joined.sources.iter().count() as u32;
        let moved = |span: Span| Span { file: FileId(span.file.0 + first), ..span };
        for (level, mut finding) in findings.found {
            finding.span = moved(finding.span);
            finding.labels.iter_mut().for_each(|label| label.span = moved(label.span));
            joined.found.push((level, finding));
        }
        for (_, source) in findings.sources.iter() {
            let path = way.path(&source.path);
            joined.sources.push(Source { path, text: source.text.clone() });
        }
        if joined.rules.is_empty() {
            joined.rules = findings.rules;
        }
        joined.fixable.add(findings.fixable);
        joined.unopened.extend(findings.unopened);
        joined.notes.extend(findings.notes);
    }
    joined
}

/// Returns how the files of a folder are called beside those of others: from the root of the
/// repository, or where there is none from the current folder.
fn way_to(workspace: &Workspace) -> FromRoot {
    let here = &workspace.options.here;
    let holder = workspace.folder.parent().and_then(|holder| holder.strip_prefix(here).ok());
    match holder.filter(|_| workspace.way.is_empty()) {
        Some(holder) => FromRoot::to(
            holder.iter().map(|name| format!("{}/", name.to_string_lossy())).collect::<String>(),
        ),
        None => workspace.way.clone(),
    }
}
