use serde::{Serialize, Serializer};

use super::shape::{DayShape, NumberShape, PercentShape};
use crate::analysis::{Change, Value};

/// A value of an activity, typed as in `list`.
pub(super) struct ValueShape<'a>(pub &'a Value);

/// `{field, before, after}`
#[derive(Serialize)]
pub(super) struct ChangeShape<'a> {
    field: &'static str,
    before: ValueShape<'a>,
    after: ValueShape<'a>,
}

impl<'a> ChangeShape<'a> {
    /// All of these.
    pub(super) fn all(changes: &'a [Change]) -> Vec<Self> {
        let shape =
            |change: &'a Change| ChangeShape { field: change.field, before: ValueShape(&change.before), after: ValueShape(&change.after) };
        changes.iter().map(shape).collect()
    }
}

impl Serialize for ValueShape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Absent => serializer.serialize_none(),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Day(day) => DayShape(*day).serialize(serializer),
            Value::Number(number) => NumberShape(*number).serialize(serializer),
            Value::Percent(percent) => PercentShape(*percent).serialize(serializer),
            Value::Texts(all) => serializer.collect_seq(all),
            Value::Item(item) => ItemShape(item).serialize(serializer),
            Value::Items(all) => serializer.collect_seq(all.iter().map(|item| ItemShape(item))),
        }
    }
}

struct ItemShape<'a>(&'a [(&'static str, Value)]);

impl Serialize for ItemShape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, ValueShape(value))))
    }
}
