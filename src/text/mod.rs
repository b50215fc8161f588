//! Texts and places in them: sources, spans, lines and columns. Knows nothing of YAML or of plans.

mod address;
mod edit;
mod email;
mod file_name;
mod from_root;
mod locate;
mod log;
mod path;
mod rare;
mod sanitize;
mod secret;
mod shell;
mod source;
mod span;
mod unseen;
mod web;

pub use address::{PLAIN_SIGNS, without_addresses, without_contact_addresses};
pub use edit::{Edit, Shifts, apply};
pub use email::is_email;
pub use file_name::{FileNames, is_device};
pub use from_root::FromRoot;
pub use locate::{Locator, Position};
pub use log::{Break, LogGate, harmless_in_log, may_hold_command};
pub use path::path_text;
pub use rare::beginning_with;
pub use sanitize::{clean, clean_line, is_bidi_control, is_refused};
pub use secret::{without_secret, without_secrets};
pub use shell::{argument, is_shell_word, shell_word};
pub use source::{Source, Sources};
pub use span::{FileId, Span, Spanned};
pub use unseen::{
    UnseenKind, first_unseen, has_stray_mark, is_odd_space, is_stray, is_unseen, odd_ends, strays,
    unseen_kind, without_unseen,
};
pub use web::{WebAddress, percent_encoded};
