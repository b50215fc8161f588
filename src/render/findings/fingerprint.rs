use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;

/// Tells findings apart from run to run: the same finding has the same fingerprint, also when its
/// lines have moved.
///
/// It is made of what the finding says, not of where; equal findings of a file are numbered. It is
/// the first half of a SHA-256: the hash of the standard library may change from version to
/// version, and then every finding of a project would look new.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: HashMap<Vec<u8>, u64>,
}

impl Fingerprints {
    /// The fingerprint of the next finding, in hexadecimal digits. `path` is that of its file.
    pub(super) fn next(&mut self, finding: &Diagnostic, path: &str) -> String {
        let mut bytes = Vec::new();
        for part in [
            finding.rule,
            path,
            finding.plan.as_deref().unwrap_or(""),
            finding.activity.as_deref().unwrap_or(""),
            &finding.message,
        ] {
            // With its length before it, no part can pass for a piece of another.
            bytes.extend((part.len() as u64).to_le_bytes());
            bytes.extend(part.as_bytes());
        }
        let number = self.seen.entry(bytes.clone()).and_modify(|number| *number += 1).or_default();
        bytes.extend(number.to_le_bytes());
        Sha256::digest(&bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, Span};

    fn finding(line: u32, message: &str) -> Diagnostic {
        Diagnostic::new("missing-due", Span::new(FileId(0), line, line + 1), message)
            .about("2024", "1.1")
    }

    #[test]
    fn moved_lines_and_later_versions_keep_it() {
        let mut prints = Fingerprints::default();
        let first = prints.next(&finding(7, "no due"), "workplans/2024.yaml");
        assert_eq!(
            first, "12d56426d11bfb2e256cab77d786a8f5",
            "a change of this value makes every known finding look new"
        );
        assert_eq!(
            Fingerprints::default().next(&finding(70, "no due"), "workplans/2024.yaml"),
            first
        );
        let others = [
            prints.next(&finding(8, "no due"), "workplans/2024.yaml"),
            prints.next(&finding(7, "no due!"), "workplans/2024.yaml"),
            prints.next(&finding(7, "no due"), "workplans/2025.yaml"),
        ];
        assert!(!others.contains(&first), "{first} {others:?}");
    }
}
