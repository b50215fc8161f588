//! Text and places in it: sources, spans, lines and columns. Knows nothing of YAML or of plans.

mod clean;
mod edit;
mod locate;
mod source;
mod span;

pub use clean::{clean, clean_line, is_bidi_control, is_refused};
pub use edit::{Edit, apply};
pub use locate::{Locator, Position};
pub use source::{Source, Sources};
pub use span::{FileId, Span, Spanned};
