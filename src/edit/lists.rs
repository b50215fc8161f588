use super::compare::node_says;
use super::value::{Item, Value};
use crate::format::yaml::{Kind, Node};

/// For each item that is meant, the number of the old item that becomes it: in rising order, each once. The others are new.
pub(super) fn origins(list: Node<'_, '_>, meant: &[Item]) -> Vec<Option<usize>> {
    let old: Vec<Node<'_, '_>> = list.children().collect();
    let mut next = 0;
    let mut origins: Vec<Option<usize>> = Vec::with_capacity(meant.len());
    for item in meant {
        let same = || old.iter().enumerate().skip(next).find(|(_, node)| node_says(**node, &item.value)).map(|(number, _)| number);
        let origin = item.origin.filter(|&origin| origin >= next).or_else(|| item.origin.is_none().then(same).flatten());
        next = origin.map_or(next, |origin| origin + 1);
        origins.push(origin);
    }
    take_places(&old, meant, &mut origins);
    origins
}

/// A new text takes the place of one that goes, where there is one between the same neighbours.
fn take_places(old: &[Node<'_, '_>], meant: &[Item], origins: &mut [Option<usize>]) {
    let mut free = 0;
    for at in 0..origins.len() {
        if let Some(origin) = origins.get(at).copied().flatten() {
            free = origin + 1;
            continue;
        }
        let until = origins.iter().skip(at).find_map(|origin| *origin).unwrap_or(old.len());
        let is_text = meant.get(at).is_some_and(|item| matches!(item.value, Value::Text(_)));
        if free < until && is_text && old.get(free).is_some_and(|node| node.kind() == Kind::Scalar) {
            if let Some(origin) = origins.get_mut(at) {
                *origin = Some(free);
            }
            free += 1;
        }
    }
}
