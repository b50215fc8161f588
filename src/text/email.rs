//! Email addresses.

use super::unseen::unseen_kind;

/// Whether a text is one email address: something, an `@`, and a domain. Plain space around it does
/// not matter.
pub fn is_email(text: &str) -> bool {
    let is_odd = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || unseen_kind(c).is_some()
            || matches!(c, ',' | ';' | '<' | '>' | '(' | ')' | '[' | ']' | '"' | ':')
    };
    let is_domain = |domain: &str| domain.split('.').all(|label| !label.is_empty());
    let text = text.trim_matches(|c: char| c.is_ascii_whitespace());
    text.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty() && !domain.contains('@') && is_domain(domain)
    }) && !text.contains(is_odd)
}
