//! Finds an activity or a priority in its file.

use crate::format::yaml::{Document, Node};

/// The path to an activity, or another node, in its file.
#[derive(Clone)]
pub struct NodePath<'d, 's> {
    /// The node itself.
    pub node: Node<'d, 's>,
    /// The way to it from the top: at each step the number of a child.
    pub way: Vec<usize>,
    /// The nodes on that way, the top first, without the node itself.
    pub above: Vec<Node<'d, 's>>,
}

impl<'d, 's> NodePath<'d, 's> {
    /// The top of a file.
    pub fn top(document: &'d Document<'s>) -> Option<Self> {
        Some(NodePath { node: document.root()?, way: Vec::new(), above: Vec::new() })
    }

    fn step(&self, number: usize, node: Node<'d, 's>) -> Self {
        let mut place = NodePath { node, way: self.way.clone(), above: self.above.clone() };
        place.way.push(number);
        place.above.push(self.node);
        place
    }

    /// Returns the mapping or list that it is in.
    pub fn parent(&self) -> Option<Self> {
        let mut place = self.clone();
        place.way.pop();
        place.node = place.above.pop()?;
        Some(place)
    }

    /// Returns the value of a key.
    pub fn key(&self, name: &str) -> Option<Self> {
        let (number, (_, value)) =
            self.node.pairs().enumerate().find(|(_, (key, _))| key.as_str() == name)?;
        Some(self.step(2 * number + 1, value))
    }

    /// Returns the items of a list.
    pub fn items(self) -> impl Iterator<Item = Self> {
        let children = self.node.children().enumerate();
        children.map(move |(number, item)| self.step(number, item))
    }

    /// Returns the id of a mapping that has one.
    pub fn id(&self) -> Option<&'d str> {
        self.node.pairs().find(|(key, _)| key.as_str() == "id").map(|(_, id)| id.as_str())
    }
}

/// The priorities of that id in a file: one, if all is well.
pub fn find_priority<'d, 's>(document: &'d Document<'s>, id: &str) -> Vec<NodePath<'d, 's>> {
    let priorities = NodePath::top(document).and_then(|top| top.key("priorities"));
    priorities
        .into_iter()
        .flat_map(NodePath::items)
        .filter(|priority| priority.id() == Some(id))
        .collect()
}

/// The activities of that id in a file: one, if all is well.
pub fn find<'d, 's>(document: &'d Document<'s>, id: &str) -> Vec<NodePath<'d, 's>> {
    let priorities = NodePath::top(document).and_then(|top| top.key("priorities"));
    let lists = priorities
        .into_iter()
        .flat_map(NodePath::items)
        .filter_map(|priority| priority.key("activities"));
    lists.flat_map(NodePath::items).filter(|activity| activity.id() == Some(id)).collect()
}
