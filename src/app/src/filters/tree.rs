//! A condition while it is being written: groups and tests with names of their own, so that each
//! keeps its inputs while others come, go and move.

use record::{FieldDef, FieldId};
use workflow::Condition;
use workflow::condition::{MAX_DEPTH, MAX_SIZE};

use super::draft::Draft;

/// The name of a part within its tree.
pub type PartId = u64;

/// The root's name.
pub const ROOT: PartId = 0;

/// How the parts of a group count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// Each holds.
    All,
    /// One at least holds.
    Any,
    /// None holds.
    None,
}

/// A part of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its name.
    pub id: PartId,
    /// What it is.
    pub part: Part,
}

/// What a part is.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A group.
    Group(Grouping, Vec<Node>),
    /// A test; `None` before its field is chosen.
    Test(Option<Draft>),
    /// What can't be written here, such as a test of a field that is gone. It stays as it is until
    /// it is taken away.
    Kept(Condition),
}

/// The condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    root: Node,
    next: PartId,
}

impl Grouping {
    /// All of them, in the order of menus.
    pub const ALL: [Self; 3] = [Self::All, Self::Any, Self::None];

    /// Its key.
    pub fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
            Self::None => "none",
        }
    }

    /// The one with this key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grouping| grouping.key() == key)
    }

    fn of(self, parts: Vec<Condition>) -> Condition {
        match self {
            Self::All => Condition::All(parts),
            Self::Any => Condition::Any(parts),
            Self::None => Condition::None(parts),
        }
    }
}

impl Node {
    fn children(&self) -> &[Self] {
        match &self.part {
            Part::Group(_, parts) => parts,
            _ => &[],
        }
    }

    fn children_mut(&mut self) -> Option<&mut Vec<Self>> {
        match &mut self.part {
            Part::Group(_, parts) => Some(parts),
            _ => None,
        }
    }

    /// How many parts it is, itself included.
    fn size(&self) -> usize {
        1 + self.children().iter().map(Self::size).sum::<usize>()
    }

    /// How many groups lie in each other, itself included.
    fn height(&self) -> usize {
        match &self.part {
            Part::Group(_, parts) => 1 + parts.iter().map(Self::height).max().unwrap_or(0),
            _ => 0,
        }
    }

    fn find(&self, id: PartId) -> Option<&Self> {
        if self.id == id {
            return Some(self);
        }
        self.children().iter().find_map(|part| part.find(id))
    }

    fn find_mut(&mut self, id: PartId) -> Option<&mut Self> {
        if self.id == id {
            return Some(self);
        }
        let parts = self.children_mut()?;
        parts.iter_mut().find_map(|part| part.find_mut(id))
    }

    /// The group that holds a part, how deep the group lies, and the part's place in it.
    fn place(&self, id: PartId, depth: usize) -> Option<(PartId, usize, usize)> {
        let parts = self.children();
        if let Some(at) = parts.iter().position(|part| part.id == id) {
            return Some((self.id, depth, at));
        }
        parts.iter().find_map(|part| part.place(id, depth + 1))
    }

    fn condition(&self) -> Option<Condition> {
        match &self.part {
            Part::Group(grouping, parts) => {
                let parts: Vec<Condition> = parts.iter().filter_map(Self::condition).collect();
                (!parts.is_empty()).then(|| grouping.of(parts))
            }
            Part::Test(draft) => draft.as_ref()?.test().map(Condition::Test),
            Part::Kept(condition) => Some(condition.clone()),
        }
    }

    fn unfinished(&self, out: &mut Vec<PartId>) {
        match &self.part {
            Part::Test(draft) if draft.as_ref().and_then(Draft::test).is_none() => {
                out.push(self.id);
            }
            Part::Group(_, parts) => parts.iter().for_each(|part| part.unfinished(out)),
            _ => {}
        }
    }
}

impl Tree {
    /// A condition to be changed; for none, a group with one test whose field is still to be
    /// chosen. `field` gives the field at the end of a path, as long as there is one.
    pub fn read(
        condition: Option<&Condition>,
        field: &dyn Fn(&[FieldId]) -> Option<FieldDef>,
    ) -> Self {
        let mut tree = Self {
            root: Node {
                id: ROOT,
                part: Part::Group(Grouping::All, Vec::new()),
            },
            next: ROOT + 1,
        };
        let (grouping, parts) = match condition {
            Some(Condition::All(parts)) if !parts.is_empty() => (Grouping::All, parts.as_slice()),
            Some(Condition::Any(parts)) if !parts.is_empty() => (Grouping::Any, parts.as_slice()),
            Some(Condition::None(parts)) if !parts.is_empty() => (Grouping::None, parts.as_slice()),
            Some(single) => (Grouping::All, std::slice::from_ref(single)),
            None => (Grouping::All, [].as_slice()),
        };
        let mut nodes: Vec<Node> = parts.iter().map(|part| tree.node(part, 1, field)).collect();
        if nodes.is_empty() {
            nodes.push(tree.made(Part::Test(None)));
        }
        tree.root.part = Part::Group(grouping, nodes);
        tree
    }

    fn made(&mut self, part: Part) -> Node {
        let id = self.next;
        self.next += 1;
        Node { id, part }
    }

    fn node(
        &mut self,
        condition: &Condition,
        depth: usize,
        field: &dyn Fn(&[FieldId]) -> Option<FieldDef>,
    ) -> Node {
        let group = match condition {
            Condition::All(parts) => Some((Grouping::All, parts)),
            Condition::Any(parts) => Some((Grouping::Any, parts)),
            Condition::None(parts) => Some((Grouping::None, parts)),
            Condition::Test(_) => None,
        };
        let part = match (group, condition) {
            (Some((grouping, parts)), _) if !parts.is_empty() && depth < MAX_DEPTH => {
                let parts = parts
                    .iter()
                    .map(|part| self.node(part, depth + 1, field))
                    .collect();
                Part::Group(grouping, parts)
            }
            (None, Condition::Test(test)) => {
                match field(&test.path).and_then(|def| Draft::of(test, &def)) {
                    Some(draft) => Part::Test(Some(draft)),
                    None => Part::Kept(condition.clone()),
                }
            }
            _ => Part::Kept(condition.clone()),
        };
        self.made(part)
    }

    /// The condition as far as it is written; `None` where nothing of it is.
    pub fn condition(&self) -> Option<Condition> {
        self.root.condition()
    }

    /// The tests that lack their field or their value, in the order of the tree.
    pub fn unfinished(&self) -> Vec<PartId> {
        let mut found = Vec::new();
        self.root.unfinished(&mut found);
        found
    }

    /// A part.
    pub fn part(&self, id: PartId) -> Option<&Part> {
        self.root.find(id).map(|node| &node.part)
    }

    /// The parts of a group.
    pub fn parts(&self, group: PartId) -> Vec<PartId> {
        let node = self.root.find(group);
        let parts = node.map(Node::children).unwrap_or_default();
        parts.iter().map(|part| part.id).collect()
    }

    /// How the parts of a group count.
    pub fn grouping(&self, group: PartId) -> Option<Grouping> {
        match self.part(group)? {
            Part::Group(grouping, _) => Some(*grouping),
            _ => None,
        }
    }

    /// The draft of a test.
    pub fn draft(&self, id: PartId) -> Option<&Draft> {
        match self.part(id)? {
            Part::Test(draft) => draft.as_ref(),
            _ => None,
        }
    }

    /// Whether more tests can be added.
    pub fn has_room(&self) -> bool {
        self.root.size() < MAX_SIZE
    }

    /// Whether a group can be added to this one.
    pub fn can_nest(&self, group: PartId) -> bool {
        self.size_allows(2) && self.depth(group).is_some_and(|depth| depth + 1 < MAX_DEPTH)
    }

    fn size_allows(&self, more: usize) -> bool {
        self.root.size() + more <= MAX_SIZE
    }

    /// How many groups are around a group.
    fn depth(&self, group: PartId) -> Option<usize> {
        match group {
            ROOT => Some(0),
            _ => self.root.place(group, 0).map(|(_, depth, _)| depth + 1),
        }
    }

    /// Writes a test.
    pub fn set_draft(&mut self, id: PartId, draft: Draft) {
        if let Some(Part::Test(own)) = self.root.find_mut(id).map(|node| &mut node.part) {
            *own = Some(draft);
        }
    }

    /// Makes the parts of a group count otherwise.
    pub fn set_grouping(&mut self, group: PartId, grouping: Grouping) {
        if let Some(Part::Group(own, _)) = self.root.find_mut(group).map(|node| &mut node.part) {
            *own = grouping;
        }
    }

    /// Adds a test at the end of a group.
    pub fn add_test(&mut self, group: PartId) -> Option<PartId> {
        let test = self.has_room().then(|| self.made(Part::Test(None)))?;
        self.push(group, test)
    }

    /// Adds a group with one test at the end of a group. Its parts count the other way round: any
    /// of them within all, else all.
    pub fn add_group(&mut self, group: PartId) -> Option<PartId> {
        if !self.can_nest(group) {
            return None;
        }
        let grouping = match self.grouping(group)? {
            Grouping::All => Grouping::Any,
            Grouping::Any | Grouping::None => Grouping::All,
        };
        let test = self.made(Part::Test(None));
        let added = self.made(Part::Group(grouping, vec![test]));
        self.push(group, added)
    }

    /// Takes everything away but one test whose field is still to be chosen. Its name is new, so
    /// that nothing of what stood there is taken for it.
    pub fn clear(&mut self) {
        let test = self.made(Part::Test(None));
        self.root.part = Part::Group(Grouping::All, vec![test]);
    }

    fn push(&mut self, group: PartId, node: Node) -> Option<PartId> {
        let id = node.id;
        self.root.find_mut(group)?.children_mut()?.push(node);
        Some(id)
    }

    /// Takes a part away, and groups that have none left. Says which part is next to it.
    pub fn remove(&mut self, id: PartId) -> Option<PartId> {
        let (parent, _, at) = self.root.place(id, 0)?;
        let parts = self.root.find_mut(parent)?.children_mut()?;
        parts.remove(at);
        let next = parts.get(at).or_else(|| parts.last()).map(|node| node.id);
        match next {
            Some(next) => Some(next),
            None if parent == ROOT => Some(ROOT),
            None => self.remove(parent),
        }
    }

    /// Puts a copy behind a part.
    pub fn duplicate(&mut self, id: PartId) -> Option<PartId> {
        let (parent, _, at) = self.root.place(id, 0)?;
        let node = self.root.find(id)?.clone();
        if !self.size_allows(node.size()) {
            return None;
        }
        let copy = self.renamed(node);
        let new = copy.id;
        let parts = self.root.find_mut(parent)?.children_mut()?;
        parts.insert(at + 1, copy);
        Some(new)
    }

    fn renamed(&mut self, node: Node) -> Node {
        let part = match node.part {
            Part::Group(grouping, parts) => {
                let parts = parts.into_iter().map(|part| self.renamed(part)).collect();
                Part::Group(grouping, parts)
            }
            other => other,
        };
        self.made(part)
    }

    /// Puts a part into a group of its own, where it stands.
    pub fn wrap(&mut self, id: PartId) -> Option<PartId> {
        let (parent, depth, at) = self.root.place(id, 0)?;
        let node = self.root.find(id)?.clone();
        if !self.size_allows(1) || depth + 1 + node.height() >= MAX_DEPTH {
            return None;
        }
        let grouping = match self.grouping(parent)? {
            Grouping::All => Grouping::Any,
            Grouping::Any | Grouping::None => Grouping::All,
        };
        let group = self.made(Part::Group(grouping, vec![node]));
        let new = group.id;
        let parts = self.root.find_mut(parent)?.children_mut()?;
        *parts.get_mut(at)? = group;
        Some(new)
    }

    /// Puts the parts of a group into its place.
    pub fn unwrap_group(&mut self, group: PartId) -> Option<PartId> {
        let (parent, _, at) = self.root.place(group, 0)?;
        let own = std::mem::take(self.root.find_mut(group)?.children_mut()?);
        let first = own.first().map(|node| node.id);
        let parts = self.root.find_mut(parent)?.children_mut()?;
        parts.splice(at..=at, own);
        first
    }

    /// The place of a part among those of its group, from 1, and how many these are.
    pub fn place_of(&self, id: PartId) -> Option<(usize, usize)> {
        let (parent, _, at) = self.root.place(id, 0)?;
        Some((at + 1, self.root.find(parent)?.children().len()))
    }

    /// Moves a part one step in reading order: past the part before it (`up`) or behind it, into a
    /// group that stands there, or out of its own group at the group's end.
    pub fn step(&mut self, id: PartId, up: bool) -> bool {
        self.try_step(id, up).is_some()
    }

    fn try_step(&mut self, id: PartId, up: bool) -> Option<()> {
        let (parent, depth, at) = self.root.place(id, 0)?;
        let height = self.root.find(id)?.height();
        let parts = self.root.find_mut(parent)?.children_mut()?;
        let beside = if up {
            at.checked_sub(1)
        } else {
            Some(at + 1).filter(|beside| *beside < parts.len())
        };
        match beside {
            Some(beside) => {
                let is_group = matches!(parts[beside].part, Part::Group(..));
                if is_group && depth + 2 + height <= MAX_DEPTH {
                    let node = parts.remove(at);
                    let into = if up { beside } else { at };
                    let inner = parts.get_mut(into)?.children_mut()?;
                    let to = if up { inner.len() } else { 0 };
                    inner.insert(to, node);
                } else {
                    parts.swap(at, beside);
                }
            }
            None => {
                let (around, _, group_at) = self.root.place(parent, 0)?;
                let parts = self.root.find_mut(parent)?.children_mut()?;
                let node = parts.remove(at);
                let is_left = !parts.is_empty();
                let outer = self.root.find_mut(around)?.children_mut()?;
                match (is_left, up) {
                    (true, true) => outer.insert(group_at, node),
                    (true, false) => outer.insert(group_at + 1, node),
                    (false, _) => *outer.get_mut(group_at)? = node,
                }
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests;
