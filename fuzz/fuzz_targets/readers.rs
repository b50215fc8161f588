//! The reader for plain block style gives the library's tree, or none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use workplan::format::yaml;

fuzz_target!(|text: &str| {
    yaml::agrees(text);
});
