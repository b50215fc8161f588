//! A problem with an assignment, as an error.

use crate::edit::Problem;
use crate::workspace::{Error, ErrorKind};

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Error::new(ErrorKind::InvalidInput, problem.what).hint(problem.help)
    }
}
