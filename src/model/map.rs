//! The map itself: records in a petgraph network, found by id.

use std::collections::BTreeSet;
use std::sync::Arc;

use petgraph::Direction;
use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use petgraph::visit::{EdgeRef, IntoEdgeReferences, IntoNodeReferences, NodeIndexable};

use super::index::Index;
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
/// Records are shared (`Arc`) and so is the network that holds them: cloning a map for a background
/// job costs nothing; the first change made while the clone is still about copies pointers, not texts.
/// The network is petgraph's; its indices are reused after removals and never leave this type:
/// outside, records are known by id and come in the order of their ids.
/// What looks at the whole map at once may go by [slots](ActorSlot), which cost no comparing of ids.
///
/// Limitations: ids are compared byte by byte; the map does not notice that two actors are the
/// same organisation (see `query::duplicates`).
#[derive(Clone, Debug)]
pub struct Map {
    /// Title, author and the like.
    pub about: Arc<About>,
    schema: Schema,
    network: Arc<Network>,
    /// Links of the file whose ends are not on the map: not shown, but kept and saved again.
    pub(crate) stranded: Vec<Arc<Link>>,
    /// Unknown members of the file (and what later versions put at the top level).
    pub extra: Extra,
}

type Graph = StableDiGraph<Arc<Actor>, Arc<Link>>;

/// The records and where they are found.
#[derive(Clone, Debug, Default)]
struct Network {
    graph: Graph,
    actors: Index,
    links: Index,
}

/// The id of the actor at a rank; every rank of the index is in the graph.
fn actor_id<'a>(graph: &'a Graph) -> impl Fn(u32) -> &'a str {
    |rank| graph.node_weight(NodeIndex::from(rank)).map_or("", |actor| actor.id.as_str())
}

/// The id of the link at a rank.
fn link_id<'a>(graph: &'a Graph) -> impl Fn(u32) -> &'a str {
    |rank| graph.edge_weight(EdgeIndex::from(rank)).map_or("", |link| link.id.as_str())
}

impl Network {
    fn node(&self, id: &str) -> Option<NodeIndex> {
        self.actors.get(id, actor_id(&self.graph)).map(NodeIndex::from)
    }

    fn edge(&self, id: &str) -> Option<EdgeIndex> {
        self.links.get(id, link_id(&self.graph)).map(EdgeIndex::from)
    }
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
            network: Arc::default(),
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
        self.network.actors.len()
    }

    /// How many links there are.
    pub fn link_count(&self) -> usize {
        self.network.links.len()
    }

    /// An actor by id.
    pub fn actor(&self, id: &ActorId) -> Option<&Arc<Actor>> {
        self.network.graph.node_weight(self.network.node(id.as_str())?)
    }

    /// A link by id.
    pub fn link(&self, id: &LinkId) -> Option<&Arc<Link>> {
        self.network.graph.edge_weight(self.network.edge(id.as_str())?)
    }

    /// Every actor, by id.
    pub fn actors(&self) -> impl Iterator<Item = &Arc<Actor>> {
        let graph = &self.network.graph;
        self.network.actors.iter().filter_map(|rank| graph.node_weight(NodeIndex::from(rank)))
    }

    /// Every link, by id.
    pub fn links(&self) -> impl Iterator<Item = &Arc<Link>> {
        let graph = &self.network.graph;
        self.network.links.iter().filter_map(|rank| graph.edge_weight(EdgeIndex::from(rank)))
    }

    /// Every link with the actors it runs from and to, by id. Cheaper than looking both up.
    pub fn links_with_ends(&self) -> impl Iterator<Item = (&Arc<Link>, &Arc<Actor>, &Arc<Actor>)> {
        let graph = &self.network.graph;
        self.network.links.iter().filter_map(|rank| {
            let edge = EdgeIndex::from(rank);
            let (from, to) = graph.edge_endpoints(edge)?;
            Some((graph.edge_weight(edge)?, graph.node_weight(from)?, graph.node_weight(to)?))
        })
    }

    /// The links that touch an actor, each once (a self link too), by id.
    pub fn links_of(&self, id: &ActorId) -> Vec<&Arc<Link>> {
        let Some(node) = self.network.node(id.as_str()) else { return Vec::new() };
        let graph = &self.network.graph;
        let outgoing = graph.edges_directed(node, Direction::Outgoing);
        let incoming = graph.edges_directed(node, Direction::Incoming).filter(|edge| edge.source() != node);
        let mut links: Vec<_> = outgoing.chain(incoming).map(|edge| edge.weight()).collect();
        links.sort_by(|a, b| a.id.cmp(&b.id));
        links
    }

    /// How many links touch an actor; a self link counts once.
    pub fn degree(&self, id: &ActorId) -> usize {
        let Some(node) = self.network.node(id.as_str()) else { return 0 };
        let graph = &self.network.graph;
        let outgoing = graph.edges_directed(node, Direction::Outgoing).count();
        let incoming = graph.edges_directed(node, Direction::Incoming).filter(|edge| edge.source() != node);
        outgoing + incoming.count()
    }

    /// The actors linked to an actor, each once, itself left out.
    pub fn neighbours(&self, id: &ActorId) -> BTreeSet<ActorId> {
        let Some(node) = self.network.node(id.as_str()) else { return BTreeSet::new() };
        let graph = &self.network.graph;
        graph
            .neighbors_undirected(node)
            .filter(|other| *other != node)
            .filter_map(|other| Some(graph.node_weight(other)?.id.clone()))
            .collect()
    }

    /// Where an actor is kept.
    pub fn actor_slot(&self, id: &ActorId) -> Option<ActorSlot> {
        self.network.node(id.as_str()).map(|node| ActorSlot(node.index() as u32))
    }

    /// The actor kept at a slot.
    pub fn actor_in(&self, slot: ActorSlot) -> Option<&Arc<Actor>> {
        self.network.graph.node_weight(NodeIndex::new(slot.index()))
    }

    /// One more than the largest slot.
    pub fn slot_bound(&self) -> usize {
        self.network.graph.node_bound()
    }

    /// Every actor with its slot, by id.
    pub fn actors_with_slots(&self) -> impl Iterator<Item = (ActorSlot, &Arc<Actor>)> {
        let graph = &self.network.graph;
        let slots = self.network.actors.iter();
        slots.filter_map(|rank| Some((ActorSlot(rank), graph.node_weight(NodeIndex::from(rank))?)))
    }

    /// Every actor with its slot, in the order of the slots: the quicker way where order is nothing.
    pub fn actors_by_slot(&self) -> impl Iterator<Item = (ActorSlot, &Arc<Actor>)> {
        self.network.graph.node_references().map(|(node, actor)| (ActorSlot(node.index() as u32), actor))
    }

    /// Every link with the slots of its ends, by id.
    pub fn links_with_slots(&self) -> impl Iterator<Item = (&Arc<Link>, ActorSlot, ActorSlot)> {
        let graph = &self.network.graph;
        self.network.links.iter().filter_map(|rank| {
            let edge = EdgeIndex::from(rank);
            let (from, to) = graph.edge_endpoints(edge)?;
            let slot = |node: NodeIndex| ActorSlot(node.index() as u32);
            Some((graph.edge_weight(edge)?, slot(from), slot(to)))
        })
    }

    /// Every link with the slots of its ends, in no order that means anything.
    pub fn links_by_slots(&self) -> impl Iterator<Item = (&Arc<Link>, ActorSlot, ActorSlot)> {
        self.network.graph.edge_references().map(|edge| {
            let slot = |node: NodeIndex| ActorSlot(node.index() as u32);
            (edge.weight(), slot(edge.source()), slot(edge.target()))
        })
    }

    /// The links that touch the actor kept at a slot, each once, with the slots of their ends, in no
    /// order that means anything.
    pub fn links_at(&self, slot: ActorSlot) -> impl Iterator<Item = (&Arc<Link>, ActorSlot, ActorSlot)> {
        let node = NodeIndex::new(slot.index());
        let outgoing = self.network.graph.edges_directed(node, Direction::Outgoing);
        let incoming = self.network.graph.edges_directed(node, Direction::Incoming);
        outgoing.chain(incoming.filter(move |edge| edge.source() != node)).map(|edge| {
            let slot = |node: NodeIndex| ActorSlot(node.index() as u32);
            (edge.weight(), slot(edge.source()), slot(edge.target()))
        })
    }

    /// The slots of the actors linked to the one kept at a slot, once for each link.
    pub fn neighbours_at(&self, slot: ActorSlot) -> impl Iterator<Item = ActorSlot> {
        let neighbours = self.network.graph.neighbors_undirected(NodeIndex::new(slot.index()));
        neighbours.map(|node| ActorSlot(node.index() as u32))
    }

    /// The links of the file whose ends are not on the map.
    pub fn stranded_links(&self) -> &[Arc<Link>] {
        &self.stranded
    }

    /// Puts many records on an empty map at once. Ends of links share the texts of the actors' ids
    /// from then on. Gives back the links an end of which is not on the map, by id.
    ///
    /// Of two records with one id, one is lost: whoever asks has made sure that there are none.
    pub(crate) fn fill(&mut self, mut actors: Vec<Arc<Actor>>, mut links: Vec<Arc<Link>>) -> Vec<Arc<Link>> {
        if !actors.is_sorted_by(|a, b| a.id < b.id) {
            actors.sort_by(|a, b| a.id.cmp(&b.id));
            actors.dedup_by(|a, b| a.id == b.id);
        }
        if !links.is_sorted_by(|a, b| a.id < b.id) {
            links.sort_by(|a, b| a.id.cmp(&b.id));
            links.dedup_by(|a, b| a.id == b.id);
        }
        let mut graph = Graph::with_capacity(actors.len(), links.len());
        let ranks = actors.into_iter().map(|actor| graph.add_node(actor).index() as u32).collect();
        let by_id = Index::in_order(ranks, actor_id(&graph)).unwrap_or_default();
        let ends = find_ends(&mut links, &graph, &by_id);
        let mut stranded = Vec::new();
        let mut ranks = Vec::with_capacity(links.len());
        for (link, ends) in links.into_iter().zip(ends) {
            match ends {
                Some((from, to)) => ranks.push(graph.add_edge(from, to, link).index() as u32),
                None => stranded.push(link),
            }
        }
        let links = Index::in_order(ranks, link_id(&graph)).unwrap_or_default();
        self.network = Arc::new(Network { graph, actors: by_id, links });
        stranded
    }

    /// Puts many records on an empty map at once, whose links' ends are known: each link with the
    /// ranks of its actors in the list. No two actors and no two links have one id. Quicker than
    /// [`Self::fill`], which has to look every end up.
    pub(crate) fn fill_joined(&mut self, actors: Vec<Arc<Actor>>, links: Vec<(Arc<Link>, u32, u32)>) {
        let mut graph = Graph::with_capacity(actors.len(), links.len());
        let order = order_of(actors.len(), |rank| actors[rank].id.as_str());
        let mut node_of = vec![NodeIndex::end(); actors.len()];
        let mut actors: Vec<Option<Arc<Actor>>> = actors.into_iter().map(Some).collect();
        let mut ranks = Vec::with_capacity(actors.len());
        for rank in order {
            if let Some(actor) = actors[rank as usize].take() {
                let node = graph.add_node(actor);
                node_of[rank as usize] = node;
                ranks.push(node.index() as u32);
            }
        }
        drop(actors);
        let by_id = Index::in_order(ranks, actor_id(&graph)).unwrap_or_default();
        let order = order_of(links.len(), |rank| links[rank].0.id.as_str());
        let mut links: Vec<Option<(Arc<Link>, u32, u32)>> = links.into_iter().map(Some).collect();
        let mut ranks = Vec::with_capacity(links.len());
        for rank in order {
            if let Some((link, from, to)) = links[rank as usize].take() {
                let ends = (node_of[from as usize], node_of[to as usize]);
                ranks.push(graph.add_edge(ends.0, ends.1, link).index() as u32);
            }
        }
        // The list is empty by now but as long as before: its memory serves the index.
        drop((links, node_of));
        let links = Index::in_order(ranks, link_id(&graph)).unwrap_or_default();
        self.network = Arc::new(Network { graph, actors: by_id, links });
    }

    /// Adds an actor, or puts a new state of it in place of the old one.
    pub(crate) fn put_actor(&mut self, actor: Arc<Actor>) {
        let network = Arc::make_mut(&mut self.network);
        match network.node(actor.id.as_str()) {
            Some(node) => {
                if let Some(slot) = network.graph.node_weight_mut(node) {
                    *slot = actor;
                }
            }
            None => {
                let rank = network.graph.add_node(actor).index() as u32;
                network.actors.insert(rank, actor_id(&network.graph));
            }
        }
    }

    /// Removes an actor. Its links must have been removed before; any left go with it.
    pub(crate) fn take_actor(&mut self, id: &ActorId) -> Option<Arc<Actor>> {
        let left: Vec<LinkId> = self.links_of(id).iter().map(|link| link.id.clone()).collect();
        for link in left {
            self.take_link(&link);
        }
        let network = Arc::make_mut(&mut self.network);
        let rank = network.actors.remove(id.as_str(), actor_id(&network.graph))?;
        network.graph.remove_node(NodeIndex::from(rank))
    }

    /// Adds a link, or puts a new state of it in place of the old one (its ends may differ).
    /// Gives the link back where an end is not on the map.
    pub(crate) fn put_link(&mut self, link: Arc<Link>) -> Result<(), Arc<Link>> {
        let network = Arc::make_mut(&mut self.network);
        let ends = (network.node(link.from.as_str()), network.node(link.to.as_str()));
        let (Some(from), Some(to)) = ends else { return Err(link) };
        if let Some(edge) = network.edge(link.id.as_str()) {
            if network.graph.edge_endpoints(edge) == Some((from, to)) {
                if let Some(slot) = network.graph.edge_weight_mut(edge) {
                    *slot = link;
                }
                return Ok(());
            }
            network.links.remove(link.id.as_str(), link_id(&network.graph));
            network.graph.remove_edge(edge);
        }
        let rank = network.graph.add_edge(from, to, link).index() as u32;
        network.links.insert(rank, link_id(&network.graph));
        Ok(())
    }

    /// Removes a link.
    pub(crate) fn take_link(&mut self, id: &LinkId) -> Option<Arc<Link>> {
        let network = Arc::make_mut(&mut self.network);
        let rank = network.links.remove(id.as_str(), link_id(&network.graph))?;
        network.graph.remove_edge(EdgeIndex::from(rank))
    }
}

/// Ranks in the order of ids. Most ids differ in their first bytes, which are compared as numbers,
/// without a look into memory.
fn order_of<'a>(count: usize, id: impl Fn(usize) -> &'a str) -> Vec<u32> {
    let first_bytes = |rank: usize| {
        let mut bytes = [0; 8];
        let id = id(rank).as_bytes();
        let length = id.len().min(8);
        bytes[..length].copy_from_slice(&id[..length]);
        u64::from_be_bytes(bytes)
    };
    let mut keys: Vec<(u64, u32)> = (0..count).map(|rank| (first_bytes(rank), rank as u32)).collect();
    if !keys.is_sorted() || keys.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        keys.sort_unstable_by(|a, b| {
            let ids = || id(a.1 as usize).cmp(id(b.1 as usize));
            a.0.cmp(&b.0).then_with(ids)
        });
    }
    keys.into_iter().map(|(_, rank)| rank).collect()
}

/// The nodes that links join, where both are on the map; these links share the actors' ids from then
/// on. Looking ids up is waiting for memory, which several threads do at once.
fn find_ends(links: &mut [Arc<Link>], graph: &Graph, actors: &Index) -> Vec<Option<(NodeIndex, NodeIndex)>> {
    let node = |id: &ActorId| actors.get(id.as_str(), actor_id(graph)).map(NodeIndex::from);
    let find = |link: &mut Arc<Link>| {
        let (from, to) = node(&link.from).zip(node(&link.to))?;
        if let (Some(source), Some(target)) = (graph.node_weight(from), graph.node_weight(to))
            && !(link.from.shares(&source.id) && link.to.shares(&target.id))
            && let Some(link) = Arc::get_mut(link)
        {
            link.from = source.id.clone();
            link.to = target.id.clone();
        }
        Some((from, to))
    };
    /// Fewer links than this are not worth a thread.
    const SHARE: usize = 16_384;
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let share = links.len().div_ceil(threads).max(SHARE);
    std::thread::scope(|scope| {
        let mut shares = links.chunks_mut(share);
        let first = shares.next().unwrap_or_default();
        let others: Vec<_> =
            shares.map(|links| scope.spawn(move || links.iter_mut().map(find).collect::<Vec<_>>())).collect();
        let mut ends: Vec<_> = first.iter_mut().map(find).collect();
        for other in others {
            match other.join() {
                Ok(found) => ends.extend(found),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        ends
    })
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
    fn records_whose_ends_are_known_make_the_same_map() {
        let actors = ["b", "abcdefghij", "abcdefghi", "a", "é"];
        let links = [("2", "b", "a"), ("10", "a", "a"), ("1", "é", "abcdefghi"), ("abcdefgh2", "a", "b")];
        let plain = map_with(&actors, &links);
        let mut joined = Map::new("test", Schema::default());
        joined.about = plain.about.clone();
        let records = actors.iter().map(|id| Arc::new(Actor::new((*id).into(), "k".into(), *id))).collect();
        let rank = |id: &str| actors.iter().position(|other| *other == id).expect("it is there") as u32;
        let links = links.iter().map(|(id, from, to)| {
            let link = Link::new((*id).into(), (*from).into(), "k".into(), (*to).into());
            (Arc::new(link), rank(from), rank(to))
        });
        joined.fill_joined(records, links.collect());
        assert!(plain == joined);
        assert_eq!(joined.degree(&"a".into()), 3);
        assert_eq!(joined.link(&"abcdefgh2".into()).map(|link| link.to.as_str()), Some("b"));
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
