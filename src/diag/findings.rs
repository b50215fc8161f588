use super::Diagnostic;

/// How many findings are kept from one source (a file that is read, or the rules): enough for any plan that people wrote, and a
/// bound on what hostile input can cost.
const MOST: usize = 100_000;

/// Findings as they are made, up to a bound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings(Vec<Diagnostic>);

impl Findings {
    /// Keeps a finding while there is room; the last one that is kept says that there are more.
    pub fn push(&mut self, mut finding: Diagnostic) {
        if self.0.len() + 1 == MOST {
            finding.help = Some(format!("there are over {MOST} findings; the rest is not shown"));
        }
        if self.0.len() < MOST {
            self.0.push(finding);
        }
    }

    /// All that is kept.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0
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
    use crate::text::Span;

    #[test]
    fn a_flood_ends_with_a_word_about_the_rest() {
        let mut findings = Findings::default();
        findings.extend((0..MOST + 5).map(|number| Diagnostic::new("rule", Span::default(), number.to_string())));
        let kept = findings.into_vec();
        assert_eq!(kept.len(), MOST);
        assert_eq!(kept.iter().filter(|finding| finding.help.is_some()).count(), 1);
        assert!(kept.last().is_some_and(|last| last.help.is_some()));
    }
}
