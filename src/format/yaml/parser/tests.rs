use super::super::parser_faults::MAX_REFUSED;
use super::*;
use crate::text::FileId;

/// The messages about a text.
fn told(text: &str) -> Vec<String> {
    let (_, faults) = by_library(FileId(0), text);
    faults.into_iter().map(|fault| fault.message.to_string()).collect()
}

#[test]
fn what_refers_to_something_too_deep_or_to_itself_is_told() {
    let deep = format!("a: {}&x b{}\nc: *x\nd: {{e: &y [*y]}}\n", "[".repeat(70), "]".repeat(70));
    let told = told(&deep);
    assert!(told.iter().any(|one| one.contains("nested more than 64 deep")), "{told:?}");
    assert!(told.iter().any(|one| one == "the value of this alias is nested too deep"), "{told:?}");
    assert!(told.iter().any(|one| one == "this alias is part of its own value"), "{told:?}");
    // Errors further in are consequences, and are not reported.
    assert_eq!(self::told(&format!("a: {}*nobody }}", "[".repeat(70))).len(), 1);
    assert_eq!(
        self::told(&format!("b: &x 1\na: {}*x{}\n", "[".repeat(70), "]".repeat(70))).len(),
        1
    );
}

#[test]
fn of_very_many_faults_the_first_are_told() {
    let told = told(&"\u{7}".repeat(150));
    assert_eq!(told.len(), MAX_REFUSED);
    assert!(
        told.last().is_some_and(|last| last.ends_with("and 50 more such characters in this file")),
        "{told:?}"
    );
    let told = self::told(&"- &a [*a]\n".repeat(1_200));
    assert_eq!(told.len(), MAX_FAULTS + 1);
    assert_eq!(
        told.last().map(String::as_str),
        Some("more than 1000 syntax errors; the rest of this file was not read")
    );
}

#[test]
fn what_stands_behind_a_refused_character_is_read() {
    let told = told("a: b\u{85}\u{7}\u{202e}\nc: [d\n");
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(
        told.iter().any(|one| one.contains("U+0085"))
            && told.iter().any(|one| one.contains("never closed")),
        "{told:?}"
    );
}
