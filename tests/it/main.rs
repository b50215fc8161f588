//! Tests of the program from outside, and of its parts together.

mod emitters;
mod schema;
