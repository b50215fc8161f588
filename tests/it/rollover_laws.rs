//! Property of a rollover: no activity is lost, and none is carried twice.

use proptest::prelude::*;
use serde_json::json;

use crate::rollover::{Drawn, HEAD, read, roll, written};
use crate::support::{folder, workplan};

proptest! {
    #![proptest_config(crate::support::cases(16))]

    #[test]
    fn every_activity_is_carried_once_or_counted(
        drawn in prop::collection::vec(
            (0..6usize, 0..16u8, prop::option::of(0..8usize), 0..4u8),
            0..9,
        ),
        crlf: bool,
        keep: bool,
    ) {
        let (first, second) = drawn.split_at(drawn.len() / 2);
        let list = |from: usize, part: &[Drawn]| {
            part.iter().enumerate().map(|(at, one)| written(from + at, one)).collect::<String>()
        };
        let text = format!(
            "{HEAD}priorities:\n- id: p\n  title: P\n  activities:\n{}- id: q\n  title: Q\n\
                \x20 activities:\n{}# the end\n",
            list(0, first),
            list(first.len(), second)
        );
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let root = folder(&[("2024.yaml", text.as_bytes())]);
        let dates = if keep { "keep" } else { "shift" };
        let said = roll(root.path(), &["2024", "--dates", dates]);
        let ended = |one: &&Drawn| one.0 >= 4;
        prop_assert_eq!(said["left"].as_array().unwrap().len(), drawn.iter().filter(ended).count());
        prop_assert_eq!(
            said["carried"].as_array().unwrap().len(),
            drawn.len() - drawn.iter().filter(ended).count()
        );
        prop_assert_eq!(read(root.path(), "2024.yaml"), text.clone());
        let check =
            workplan(root.path(), &["check", "--format", "json", "--as-of", "2024-12-20"]).json();
        prop_assert_eq!(&check["errors"], &json!(0), "{}", check);
        let new = read(root.path(), "2025.yaml");
        prop_assert!(crlf == new.contains('\r') && !new.replace("\r\n", "").contains('\r'));
        for (number, one) in drawn.iter().enumerate() {
            for comment in ["about", "beside", "inside"].map(|word| format!("# {word} {number}")) {
                prop_assert_eq!(
                    text.contains(&comment) && one.0 < 4,
                    new.contains(&comment),
                    "{} {}",
                    comment,
                    new
                );
            }
        }
        roll(root.path(), &["2024", "--update", "--dates", dates]);
        prop_assert_eq!(read(root.path(), "2025.yaml"), new.clone());
        // Removed activities come back.
        let bare = HEAD.replace("2024", "2025") + "priorities: []\n";
        std::fs::write(root.path().join("workplans/2025.yaml"), bare).unwrap();
        let again = roll(root.path(), &["2024", "--update", "--dates", dates]);
        prop_assert_eq!(&again["carried"], &said["carried"]);
        let second = read(root.path(), "2025.yaml");
        roll(root.path(), &["2024", "--update", "--dates", dates]);
        prop_assert_eq!(read(root.path(), "2025.yaml"), second);
    }
}
