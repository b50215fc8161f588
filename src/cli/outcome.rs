/// What a command has to say, and whether it found what it was asked to look for as a fault.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// For standard output, or for the file of `-o`.
    pub output: Vec<u8>,
    /// For standard error: notes that are no errors.
    pub notes: Vec<String>,
    /// How it ends.
    pub ending: Ending,
}

/// How a command ends. Its numbers are the exit status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ending {
    /// Nothing to complain of.
    #[default]
    Done = 0,
    /// It found what it was asked to look for as a fault.
    Found = 1,
    /// Wrong usage, input that cannot be read, output that cannot be written.
    Failed = 2,
}

impl Outcome {
    /// Output, and nothing to complain of.
    pub(super) fn done(output: impl Into<Vec<u8>>) -> Self {
        Outcome { output: output.into(), ..Outcome::default() }
    }

    /// The same, ending in 1 where a fault was found.
    #[must_use]
    pub(super) fn found_if(mut self, found: bool) -> Self {
        if found {
            self.ending = self.ending.max(Ending::Found);
        }
        self
    }
}
