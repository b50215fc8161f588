//! What tells a finding from others, whichever line it is on.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;

/// Tells findings apart from run to run: the same finding has the same fingerprint, also when its
/// lines have moved.
///
/// It is made of the key of the finding, so that neither its place nor the words it is told in, nor
/// the counts in it, such as the days since something was due, make another one of it; equal
/// findings of a file are numbered. It is the first half of a SHA-256: the hash of the standard
/// library may change from version to version, and then every finding of a project would look new.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: HashMap<Vec<u8>, u64>,
}

impl Fingerprints {
    /// The fingerprint of the next finding, in hexadecimal digits. `path` is that of its file.
    pub(super) fn next(&mut self, finding: &Diagnostic, path: &str) -> String {
        let mut bytes = Vec::new();
        // With its length before it, no part can pass for a piece of another.
        let mut add = |part: &str| {
            bytes.extend((part.len() as u64).to_le_bytes());
            bytes.extend(part.as_bytes());
        };
        add(path);
        add(finding.plan.as_deref().unwrap_or(""));
        add(finding.activity.as_deref().unwrap_or(""));
        finding.key().for_each_word(&mut add);
        let number = self.seen.entry(bytes.clone()).and_modify(|number| *number += 1).or_default();
        bytes.extend(number.to_le_bytes());
        Sha256::digest(&bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Message, message};
    use crate::text::{FileId, Span};

    fn finding(line: u32, message: Message) -> Diagnostic {
        Diagnostic::new("overdue", Span::new(FileId(0), line, line + 1), message)
            .about("2024", "1.1")
    }

    fn late(key: &str, days: i64) -> Message {
        message!("overdue.activity", "`{key}` is {days} days late", key, days)
    }

    #[test]
    fn neither_the_words_nor_a_count_change_it() {
        let of = |message| Fingerprints::default().next(&finding(7, message), "2024.yaml");
        let english = of(late("due", 2));
        let french = message!(
            "overdue.activity",
            "« {key} » en retard de {days} j",
            days = 2i64,
            key = "due"
        );
        assert_ne!(late("due", 2).to_string(), french.to_string());
        assert_eq!(of(french), english);
        assert_eq!(of(late("due", 3)), english, "on the next day it is the same finding");
        assert_ne!(of(late("done", 2)), english);
        assert_ne!(of(message!("overdue.milestone", "`{key}`", key = "due")), english);
    }

    #[test]
    fn moved_lines_and_later_versions_keep_it() {
        let mut prints = Fingerprints::default();
        let first = prints.next(&finding(7, late("due", 2)), "workplans/2024.yaml");
        // It was made of the English sentence until messages had ids.
        assert_eq!(
            first, "8a19eb25fa8d7b631067a2d67db5e781",
            "a change of this value makes every known finding look new"
        );
        assert_eq!(
            Fingerprints::default().next(&finding(70, late("due", 2)), "workplans/2024.yaml"),
            first
        );
        let others = [
            prints.next(&finding(8, late("due", 2)), "workplans/2024.yaml"),
            prints.next(&finding(7, late("due!", 2)), "workplans/2024.yaml"),
            prints.next(&finding(7, late("due", 2)), "workplans/2025.yaml"),
        ];
        assert!(!others.contains(&first), "{first} {others:?}");
    }
}
