//! Diagnostics: rule, level, location and suggested fix. This module knows rules only by name, and
//! does not know plans.

mod days;
mod finding;
mod findings;
mod key;
mod level;
mod message;
mod shared;
#[cfg(feature = "render")]
pub(crate) mod short_days;
mod suggest;
mod template;
mod unseen;

pub(crate) use days::{long_day, minute};
pub use finding::{Diagnostic, Label};
pub use findings::Findings;
pub use key::FindingKey;
pub use level::Level;
pub(crate) use message::message;
pub use message::{Argument, Message};
pub(crate) use shared::{address_left_out, name_left_out};
pub use shared::{
    all_of, by_alias, did_you_mean, fix_takes_it_out, is_question, keep_one_of_the_two, list_of,
    list_of_first, note, one_of, the_first_one, word_meant,
};
pub use suggest::{ClosestNames, TooMany, is_spelling_of, nearest};
pub use template::Template;
pub(crate) use template::template;
pub use unseen::unseen_label;
