//! The translations of the texts of an activity, a plan or a priority.

use super::mapping::remove;
use super::value::{Value, ValueEntry};

/// The translations of a mapping, by language.
pub(super) fn languages(map: &mut Value) -> &mut [ValueEntry] {
    match map.get_mut("translations") {
        Some(Value::Map(languages)) => languages,
        _ => &mut [],
    }
}

/// Removes the translations of a text, and mappings that become empty.
pub(super) fn remove_translations(map: &mut Value, key: &str) {
    let has_key = |entry: &ValueEntry| entry.value.get(key).is_some();
    if !languages(map).iter().any(has_key) {
        return;
    }
    if let Some(Value::Map(languages)) = map.get_mut("translations") {
        languages.retain_mut(|language| {
            let had = has_key(language);
            remove(&mut language.value, key);
            !had || !matches!(&language.value, Value::Map(texts) if texts.is_empty())
        });
        if languages.is_empty() {
            remove(map, "translations");
        }
    }
}
