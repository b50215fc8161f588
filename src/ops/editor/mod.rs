//! What an editor asks about a place in a file of the folder, and what it offers there. Places are
//! spans; no protocol, and nothing is written.

mod actions;
mod complete;
mod completion;
mod context;
mod edits;
mod flow;
mod hints;
mod hover;
mod nodes;
mod occurrence;
mod outline;
mod pages;
mod rename;
mod structure;
mod typed_line;
mod values;

pub use actions::{Action, ActionKind, PreparedEdit, actions, prepared};
pub use complete::complete;
pub use completion::{Completion, CompletionKind};
pub use edits::TextChange;
pub use hints::{Hint, hints, priority_figures};
pub use hover::{Hover, hover, recent_changes};
pub use nodes::{activity_at, is_of_format};
pub use occurrence::{Occurrence, OccurrenceKind, occurrence_at, occurrences, uses_of};
pub use outline::{Symbol, SymbolKind, outline, symbols_like};
pub use pages::rule_page;
pub use rename::rename;
pub use structure::{folding, selection};
