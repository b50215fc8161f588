//! Arguments that must say something.

/// What is asked for where a reason is empty.
pub(super) const WHY: &str = "say why, in one sentence";
/// What is asked for where a date is empty.
pub(super) const WHEN: &str = "name a date, such as 2024-09-30";

/// Takes a text that says something: to `set`, an empty one takes a value away, and an empty
/// variable of a script must not. `what` is asked for otherwise.
pub(super) fn filled(what: &'static str) -> impl Fn(&str) -> Result<String, &'static str> + Clone {
    move |text| if text.trim().is_empty() { Err(what) } else { Ok(text.to_owned()) }
}

/// Takes texts with commas between them, each of which says something.
pub(super) fn all_filled(
    what: &'static str,
) -> impl Fn(&str) -> Result<String, &'static str> + Clone {
    move |text| {
        if text.split(',').any(|one| one.trim().is_empty()) {
            Err(what)
        } else {
            Ok(text.to_owned())
        }
    }
}
