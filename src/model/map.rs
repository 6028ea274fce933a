//! The map itself: records in a petgraph network, found by id.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use petgraph::Direction;
use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use petgraph::visit::{EdgeRef, IntoEdgeReferences, IntoNodeReferences, NodeIndexable};

use super::{Actor, ActorId, ActorSlot, Extra, Link, LinkId, MapId, Schema};

/// What is said of a map as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// The map's identity, the same through every copy and save.
    pub id: MapId,
    /// Its title.
    pub title: String,
    /// What it shows, in Markdown.
    pub description: String,
    /// Who made it.
    pub author: String,
    /// Under which terms it may be reused.
    pub licence: String,
}

/// A map: its schema, its actors and its links.
///
/// Records are shared (`Arc`), so cloning a map for a background job costs pointers, not texts.
/// The network is petgraph's, whose indices are reused after removals: outside, records are known by
/// id and come in the order of their ids. What looks at the whole map at once may go by [slots](ActorSlot), which cost no comparing of ids.
///
/// Limitations: ids are compared byte by byte; the map does not notice that two actors are the
/// same organisation (see `query::duplicates`).
#[derive(Clone, Debug)]
pub struct Map {
    /// Title, author and the like.
    pub about: Arc<About>,
    schema: Schema,
    network: StableDiGraph<Arc<Actor>, Arc<Link>>,
    actor_index: BTreeMap<ActorId, NodeIndex>,
    link_index: BTreeMap<LinkId, EdgeIndex>,
    /// Links of the file whose ends are not on the map: not shown, but kept and saved again.
    pub(crate) stranded: Vec<Arc<Link>>,
    /// Unknown members of the file (and what later versions put at the top level).
    pub extra: Extra,
}

impl Map {
    /// An empty map with a new identity.
    pub fn new(title: impl Into<String>, schema: Schema) -> Self {
        Self {
            about: Arc::new(About {
                id: MapId::random(),
                title: title.into(),
                description: String::new(),
                author: String::new(),
                licence: String::new(),
            }),
            schema,
            network: StableDiGraph::new(),
            actor_index: BTreeMap::new(),
            link_index: BTreeMap::new(),
            stranded: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// The vocabulary.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    pub(crate) fn schema_mut(&mut self) -> &mut Schema {
        &mut self.schema
    }

    /// How many actors there are.
    pub fn actor_count(&self) -> usize {
        self.actor_index.len()
    }

    /// How many links there are.
    pub fn link_count(&self) -> usize {
        self.link_index.len()
    }

    /// An actor by id.
    pub fn actor(&self, id: &ActorId) -> Option<&Arc<Actor>> {
        self.network.node_weight(*self.actor_index.get(id)?)
    }

    /// A link by id.
    pub fn link(&self, id: &LinkId) -> Option<&Arc<Link>> {
        self.network.edge_weight(*self.link_index.get(id)?)
    }

    /// Every actor, by id.
    pub fn actors(&self) -> impl Iterator<Item = &Arc<Actor>> {
        self.actor_index.values().filter_map(|index| self.network.node_weight(*index))
    }

    /// Every link, by id.
    pub fn links(&self) -> impl Iterator<Item = &Arc<Link>> {
        self.link_index.values().filter_map(|index| self.network.edge_weight(*index))
    }

    /// The links that touch an actor, each once (a self link too), by id.
    pub fn links_of(&self, id: &ActorId) -> Vec<&Arc<Link>> {
        let Some(node) = self.actor_index.get(id) else { return Vec::new() };
        let outgoing = self.network.edges_directed(*node, Direction::Outgoing);
        let incoming =
            self.network.edges_directed(*node, Direction::Incoming).filter(|edge| edge.source() != *node);
        let mut links: Vec<_> = outgoing.chain(incoming).map(|edge| edge.weight()).collect();
        links.sort_by(|a, b| a.id.cmp(&b.id));
        links
    }

    /// How many links touch an actor; a self link counts once.
    pub fn degree(&self, id: &ActorId) -> usize {
        let Some(node) = self.actor_index.get(id) else { return 0 };
        let outgoing = self.network.edges_directed(*node, Direction::Outgoing).count();
        let incoming = self
            .network
            .edges_directed(*node, Direction::Incoming)
            .filter(|edge| edge.source() != *node)
            .count();
        outgoing + incoming
    }

    /// The actors linked to an actor, each once, itself left out.
    pub fn neighbours(&self, id: &ActorId) -> BTreeSet<ActorId> {
        let Some(node) = self.actor_index.get(id) else { return BTreeSet::new() };
        self.network
            .neighbors_undirected(*node)
            .filter(|other| other != node)
            .filter_map(|other| Some(self.network.node_weight(other)?.id.clone()))
            .collect()
    }

    /// Where an actor is kept.
    pub fn actor_slot(&self, id: &ActorId) -> Option<ActorSlot> {
        self.actor_index.get(id).map(|node| ActorSlot(node.index() as u32))
    }

    /// The actor kept at a slot.
    pub fn actor_in(&self, slot: ActorSlot) -> Option<&Arc<Actor>> {
        self.network.node_weight(NodeIndex::new(slot.index()))
    }

    /// One more than the largest slot.
    pub fn slot_bound(&self) -> usize {
        self.network.node_bound()
    }

    /// Every actor with its slot, by id.
    pub fn actors_with_slots(&self) -> impl Iterator<Item = (ActorSlot, &Arc<Actor>)> {
        self.actor_index
            .values()
            .filter_map(|node| Some((ActorSlot(node.index() as u32), self.network.node_weight(*node)?)))
    }

    /// Every actor with its slot, in the order of the slots: the quicker way where order is nothing.
    pub fn actors_by_slot(&self) -> impl Iterator<Item = (ActorSlot, &Arc<Actor>)> {
        self.network.node_references().map(|(node, actor)| (ActorSlot(node.index() as u32), actor))
    }

    /// Every link with the slots of its ends, in no order that means anything.
    pub fn links_by_slots(&self) -> impl Iterator<Item = (&Arc<Link>, ActorSlot, ActorSlot)> {
        self.network.edge_references().map(|edge| {
            let slot = |node: NodeIndex| ActorSlot(node.index() as u32);
            (edge.weight(), slot(edge.source()), slot(edge.target()))
        })
    }

    /// The links that touch the actor kept at a slot, each once, with the slots of their ends, in no
    /// order that means anything.
    pub fn links_at(&self, slot: ActorSlot) -> impl Iterator<Item = (&Arc<Link>, ActorSlot, ActorSlot)> {
        let node = NodeIndex::new(slot.index());
        let outgoing = self.network.edges_directed(node, Direction::Outgoing);
        let incoming = self.network.edges_directed(node, Direction::Incoming);
        outgoing.chain(incoming.filter(move |edge| edge.source() != node)).map(|edge| {
            let slot = |node: NodeIndex| ActorSlot(node.index() as u32);
            (edge.weight(), slot(edge.source()), slot(edge.target()))
        })
    }

    /// The slots of the actors linked to the one kept at a slot, once for each link.
    pub fn neighbours_at(&self, slot: ActorSlot) -> impl Iterator<Item = ActorSlot> {
        let neighbours = self.network.neighbors_undirected(NodeIndex::new(slot.index()));
        neighbours.map(|node| ActorSlot(node.index() as u32))
    }

    /// The links of the file whose ends are not on the map.
    pub fn stranded_links(&self) -> &[Arc<Link>] {
        &self.stranded
    }

    /// Adds an actor, or puts a new state of it in place of the old one.
    pub(crate) fn put_actor(&mut self, actor: Arc<Actor>) {
        match self.actor_index.get(&actor.id) {
            Some(node) => {
                if let Some(slot) = self.network.node_weight_mut(*node) {
                    *slot = actor;
                }
            }
            None => {
                let id = actor.id.clone();
                let node = self.network.add_node(actor);
                self.actor_index.insert(id, node);
            }
        }
    }

    /// Removes an actor. Its links must have been removed before; any left go with it.
    pub(crate) fn take_actor(&mut self, id: &ActorId) -> Option<Arc<Actor>> {
        let left: Vec<LinkId> = self.links_of(id).iter().map(|link| link.id.clone()).collect();
        for link in left {
            self.take_link(&link);
        }
        let node = self.actor_index.remove(id)?;
        self.network.remove_node(node)
    }

    /// Adds a link, or puts a new state of it in place of the old one (its ends may differ).
    /// Gives the link back where an end is not on the map.
    pub(crate) fn put_link(&mut self, link: Arc<Link>) -> Result<(), Arc<Link>> {
        let ends = (self.actor_index.get(&link.from), self.actor_index.get(&link.to));
        let (Some(&from), Some(&to)) = ends else { return Err(link) };
        let id = link.id.clone();
        if let Some(&edge) = self.link_index.get(&id) {
            if self.network.edge_endpoints(edge) == Some((from, to)) {
                if let Some(slot) = self.network.edge_weight_mut(edge) {
                    *slot = link;
                }
                return Ok(());
            }
            self.network.remove_edge(edge);
        }
        let edge = self.network.add_edge(from, to, link);
        self.link_index.insert(id, edge);
        Ok(())
    }

    /// Removes a link.
    pub(crate) fn take_link(&mut self, id: &LinkId) -> Option<Arc<Link>> {
        let edge = self.link_index.remove(id)?;
        self.network.remove_edge(edge)
    }
}

impl PartialEq for Map {
    /// Same records, whatever order they were added in.
    fn eq(&self, other: &Self) -> bool {
        self.about == other.about
            && self.schema == other.schema
            && self.extra == other.extra
            && self.stranded == other.stranded
            && self.actors().eq(other.actors())
            && self.links().eq(other.links())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map_with(actors: &[&str], links: &[(&str, &str, &str)]) -> Map {
        let mut map = Map::new("test", Schema::default());
        for id in actors {
            map.put_actor(Arc::new(Actor::new((*id).into(), "k".into(), *id)));
        }
        for (id, from, to) in links {
            let link = Link::new((*id).into(), (*from).into(), "k".into(), (*to).into());
            map.put_link(Arc::new(link)).expect("both ends are there");
        }
        map
    }

    #[test]
    fn parallel_and_self_links_are_links_like_others() {
        let map = map_with(&["a", "b"], &[("1", "a", "b"), ("2", "a", "b"), ("3", "a", "a")]);
        assert_eq!(map.link_count(), 3);
        assert_eq!(map.degree(&"a".into()), 3);
        assert_eq!(map.degree(&"b".into()), 2);
        assert_eq!(map.neighbours(&"a".into()), BTreeSet::from(["b".into()]));
        let ids: Vec<&str> = map.links_of(&"a".into()).iter().map(|link| link.id.as_str()).collect();
        assert_eq!(ids, ["1", "2", "3"]);
    }

    #[test]
    fn ids_stay_right_when_petgraph_reuses_indices() {
        let mut map = map_with(&["a", "b", "c"], &[("1", "a", "b"), ("2", "b", "c")]);
        map.take_actor(&"b".into());
        map.put_actor(Arc::new(Actor::new("d".into(), "k".into(), "d")));
        assert_eq!(map.link_count(), 0);
        assert!(map.actor(&"b".into()).is_none());
        assert_eq!(map.actor(&"d".into()).map(|actor| actor.name.as_str()), Some("d"));
        assert_eq!(map.actor(&"c".into()).map(|actor| actor.name.as_str()), Some("c"));
    }

    #[test]
    fn a_link_can_change_its_ends() {
        let mut map = map_with(&["a", "b", "c"], &[("1", "a", "b")]);
        let moved = Link::new("1".into(), "c".into(), "k".into(), "a".into());
        map.put_link(Arc::new(moved)).expect("both ends are there");
        assert_eq!(map.degree(&"b".into()), 0);
        assert_eq!(map.degree(&"c".into()), 1);
        let lost = Link::new("2".into(), "a".into(), "k".into(), "nobody".into());
        assert!(map.put_link(Arc::new(lost)).is_err());
    }
}
