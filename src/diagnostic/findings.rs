//! A list of findings with a limit.

use super::finding::Diagnostic;
use super::message::message;

/// The most findings that are kept from one source (a file, or the rules). It is enough for any
/// plan that people write, and limits the cost of hostile input.
const MOST: usize = 100_000;

/// Findings as they are made, up to a bound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    kept: Vec<Diagnostic>,
    /// How many there were, kept or not.
    count: usize,
}

impl Findings {
    /// Keeps a finding while there is room; the last one that is kept says that there are more.
    pub fn push(&mut self, mut finding: Diagnostic) {
        self.count += 1;
        if self.kept.len() + 1 == MOST {
            finding.help = Some(message!(
                "shared.more-findings",
                "there are over {most} findings; the rest is not shown",
                most = MOST
            ));
        }
        if self.kept.len() < MOST {
            self.kept.push(finding);
        }
    }

    /// How many there were so far, those included for which there was no room.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The last one that is kept.
    pub fn last_mut(&mut self) -> Option<&mut Diagnostic> {
        self.kept.last_mut()
    }

    /// All that is kept.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.kept
    }
}

impl Extend<Diagnostic> for Findings {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, findings: T) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Message;
    use crate::text::Span;

    #[test]
    fn a_flood_ends_with_a_word_about_the_rest() {
        let mut findings = Findings::default();
        findings.extend((0..MOST + 5).map(|number| {
            Diagnostic::new("rule", Span::default(), Message::verbatim(number.to_string()))
        }));
        let kept = findings.into_vec();
        assert_eq!(kept.len(), MOST);
        assert_eq!(kept.iter().filter(|finding| finding.help.is_some()).count(), 1);
        assert!(kept.last().is_some_and(|last| last.help.is_some()));
    }
}
