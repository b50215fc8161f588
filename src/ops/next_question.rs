//! What a program does that asks several questions in one run.

use crate::store;

/// Begins another question: git is asked again, although one was stopped during the question
/// before, because it gave no answer.
pub fn begin_question() {
    store::ask_git_again();
}
