//! The translations of what an activity, a plan or a priority says.

use super::assign::remove;
use super::value::{Value, ValueEntry};

/// The translations of a mapping, by language.
pub(super) fn languages(map: &mut Value) -> &mut [ValueEntry] {
    match map.get_mut("translations") {
        Some(Value::Map(languages)) => languages,
        _ => &mut [],
    }
}

/// Takes the translations of a text away, and what is left empty by it.
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
