//! Findings, with the texts that they are about.

use crate::diagnostic::{Diagnostic, Level};
use crate::text::Sources;

/// Findings with the texts that they are about, so that they can be shown anywhere.
#[derive(Clone, Debug)]
pub struct FoundFaults {
    /// The texts that the places are in.
    pub sources: Sources,
    /// The findings with a place in these texts.
    pub placed: Vec<(Level, Diagnostic)>,
    /// The findings about lines that none of these texts has.
    pub unplaced: Vec<(Level, Diagnostic)>,
    /// Whether a line at the end says how many there are.
    pub is_counted: bool,
}

impl FoundFaults {
    /// Takes findings that all have a place, to be counted at the end.
    pub fn counted(placed: Vec<(Level, Diagnostic)>, sources: &Sources) -> Self {
        FoundFaults { sources: sources.clone(), placed, unplaced: Vec::new(), is_counted: true }
    }

    /// Returns how many findings there are.
    pub fn len(&self) -> usize {
        self.placed.len() + self.unplaced.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
