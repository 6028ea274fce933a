//! What people rely on when they look at a map: tests of whole scenes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::scene::{Hovered, LabelShape, NodeShape, Scene, View};
use super::{Marks, Prepared, Theme, bounds_of, scene};
use crate::geometry::{Bounds, Point};
use crate::lang::Lang;
use crate::model::{
    Actor, ActorId, ActorKind, ActorSet, Bilingual, ColourName, Extra, Family, Link, LinkId, LinkKind, Map,
    Position, Schema, Shape,
};
use crate::query::Filter;

fn schema() -> Schema {
    let family = |id: &str, colour: &str, shape: Shape| Family {
        id: id.into(),
        rank: 0,
        label: Bilingual::default(),
        colour: ColourName::new(colour),
        shape,
        extra: Extra::new(),
    };
    let kind = |id: &str, family: &str| ActorKind::new(id.into(), family.into(), Bilingual::default());
    let mut group = kind("group", "people");
    group.group = true;
    let mut cress = kind("cress", "people");
    cress.emphasis = true;
    let mut member = LinkKind::new(
        "member".into(),
        Bilingual::new("est membre de", "is a member of"),
        Bilingual::default(),
    );
    member.membership = true;
    let mut beside =
        LinkKind::new("beside".into(), Bilingual::new("côtoie", "is beside"), Bilingual::default());
    beside.symmetric = true;
    let backs = LinkKind::new("backs".into(), Bilingual::new("soutient", "backs"), Bilingual::default());
    Schema::new(
        [family("people", "orange", Shape::Ring), family("public", "blue", Shape::Square)],
        [group, cress, kind("town", "public")],
        [member, beside, backs],
        [],
    )
}

/// Actors `a00`, `a01`... on these places, links by number.
pub(super) fn map_of(places: &[(f64, f64)], links: &[(usize, &str, usize)]) -> Map {
    let mut map = Map::new("test", schema());
    let id = |number: usize| ActorId::new(format!("a{number:02}"));
    for (number, (x, y)) in places.iter().enumerate() {
        let mut actor = Actor::new(id(number), "town".into(), format!("Acteur numéro {number}"));
        actor.position = Some(Position::free(Point::new(*x, *y)));
        map.put_actor(Arc::new(actor));
    }
    for (number, (from, kind, to)) in links.iter().enumerate() {
        let link = Link::new(LinkId::new(format!("l{number:03}")), id(*from), (*kind).into(), id(*to));
        map.put_link(Arc::new(link)).expect("both ends are there");
    }
    map
}

pub(super) fn changed(map: &mut Map, number: usize, change: impl FnOnce(&mut Actor)) {
    let id = ActorId::new(format!("a{number:02}"));
    let mut actor = Actor::clone(map.actor(&id).expect("the actor is there"));
    change(&mut actor);
    map.put_actor(Arc::new(actor));
}

/// A crowd on a spiral, each linked to an earlier one; the first ones have the most links.
pub(super) fn crowd(count: usize, spread: f64) -> Map {
    let places: Vec<(f64, f64)> = (0..count)
        .map(|at| {
            let (sin, cos) = (at as f64 * 2.4).sin_cos();
            let radius = spread * (at as f64).sqrt();
            (radius * cos, radius * sin)
        })
        .collect();
    let links: Vec<_> =
        (1..count).map(|at| (at, if at % 5 == 0 { "beside" } else { "backs" }, at / 7)).collect();
    map_of(&places, &links)
}

pub(super) fn at_rest(zoom: f64) -> View<'static> {
    View::new(Theme::light(), Lang::Fr, zoom)
}

fn label_of<'a>(scene: &'a Scene, id: &str) -> Option<&'a LabelShape> {
    scene.labels.iter().find(|label| label.actor.as_str() == id)
}

fn node_of<'a>(scene: &'a Scene, id: &str) -> &'a NodeShape {
    scene.nodes.iter().find(|node| node.id.as_str() == id).expect("the node is drawn")
}

#[test]
fn no_two_names_overlap_and_none_lies_on_a_node() {
    for zoom in [0.3, 0.6, 1.0, 2.0] {
        let prepared = Prepared::new(&crowd(300, 60.0 / zoom));
        let scene = prepared.scene(&at_rest(zoom));
        assert!(scene.labels.len() > 10, "{zoom}: {}", scene.labels.len());
        for (at, label) in scene.labels.iter().enumerate() {
            let roomy = label.bounds().expanded(3.9);
            for other in &scene.labels[at + 1..] {
                assert!(!roomy.intersects(other.bounds()), "{zoom}: {:?} {:?}", label.actor, other.actor);
            }
            for node in scene.nodes.iter().filter(|node| node.id != label.actor) {
                let bounds = label.bounds();
                let nearest = Point::new(
                    node.center.x.clamp(bounds.min.x, bounds.max.x),
                    node.center.y.clamp(bounds.min.y, bounds.max.y),
                );
                assert!(node.signed_distance(nearest) > 3.9, "{zoom}: {:?} {:?}", label.actor, node.id);
            }
        }
    }
}

#[test]
fn names_win_their_place_in_the_order_of_their_claims() {
    // Two actors so close that only one name fits; the second has more links.
    let map = map_of(&[(0.0, 0.0), (80.0, 0.0), (400.0, 0.0)], &[(1, "backs", 2)]);
    let prepared = Prepared::new(&map);
    let rest = prepared.scene(&at_rest(1.0));
    assert!(label_of(&rest, "a01").is_some() && label_of(&rest, "a00").is_none());
    let id = ActorId::from("a00");
    let hovered = prepared.scene(&View { hovered: Some(Hovered::Actor(&id)), ..at_rest(1.0) });
    assert!(label_of(&hovered, "a00").is_some() && label_of(&hovered, "a01").is_none());
    let (selected, other) = (BTreeSet::from([id]), ActorId::from("a01"));
    let view = View { selected_actors: &selected, hovered: Some(Hovered::Actor(&other)), ..at_rest(1.0) };
    let both = prepared.scene(&view);
    assert_eq!(both.labels[0].actor.as_str(), "a00", "the selection comes first");
    assert!(both.labels[0].strong);
}

#[test]
fn levels_of_detail_follow_the_zoom() {
    let prepared = Prepared::new(&crowd(60, 250.0));
    let dots = prepared.scene(&at_rest(0.2));
    assert!(dots.labels.is_empty() && dots.verbs.is_empty());
    assert!(dots.nodes.iter().all(|node| node.icon.is_none() && node.body.stroke_width == 0.0));
    assert!(dots.links.iter().all(|link| link.arrow.is_none()));
    let some = prepared.scene(&at_rest(0.3));
    let all = prepared.scene(&at_rest(1.0));
    assert!(!some.labels.is_empty() && some.labels.len() < all.labels.len());
    assert!(some.nodes.iter().all(|node| node.icon.is_some_and(|icon| icon.size >= 10.0)));
    assert!(all.verbs.is_empty());
    let near = prepared.scene(&at_rest(2.0));
    assert!(!near.verbs.is_empty());
    assert!(all.links.iter().any(|link| link.arrow.is_none()), "symmetric kinds have no arrow");
    // Nodes shrink with the square root of the zoom.
    let (small, large) = (node_of(&some, "a05").radius, node_of(&all, "a05").radius);
    assert!((small / large - 0.3f64.sqrt()).abs() < 1e-9);
}

#[test]
fn what_is_selected_is_ringed_drawn_last_and_its_links_say_their_verbs() {
    let prepared = Prepared::new(&crowd(20, 120.0));
    let selected = BTreeSet::from([ActorId::from("a03")]);
    let scene = prepared.scene(&View { selected_actors: &selected, ..at_rest(1.0) });
    let last = scene.nodes.last().expect("there are nodes");
    assert_eq!(last.id.as_str(), "a03");
    let ring = last.ring.expect("it has a ring");
    assert_eq!(ring.colour, Theme::light().accent);
    assert!(ring.outline.distance_to_rim(Point::new(1.0, 0.0)) > last.rim.half_width());
    let rest = prepared.scene(&at_rest(1.0));
    assert_eq!(last.body.fill, node_of(&rest, "a03").body.fill, "the fill never changes");
    for link in &scene.links {
        let touches = link.from.as_str() == "a03" || link.to.as_str() == "a03";
        assert_eq!(link.active, touches);
        assert_eq!(link.colour.0[3] == 255, touches);
    }
    assert!(scene.verbs.iter().any(|verb| verb.text == "soutient"));
}

#[test]
fn the_rest_fades_and_the_neighbourhood_stays() {
    let map = crowd(20, 120.0);
    let prepared = Prepared::new(&map);
    let lit = BTreeSet::from([ActorId::from("a00"), ActorId::from("a01")]);
    let set = ActorSet::of(&map, &lit);
    let view = View { lit: Some(&set), ..at_rest(1.0) };
    let scene = prepared.scene(&view);
    for node in &scene.nodes {
        let sharp = lit.contains(&node.id);
        assert_eq!(node.opacity, if sharp { 1.0 } else { 0.26 }, "{:?}", node.id);
    }
    for link in &scene.links {
        let sharp = lit.contains(&link.from) && lit.contains(&link.to);
        assert_eq!(link.faded, !sharp);
        if !sharp {
            assert_eq!(link.colour, Theme::light().link_faded.with_opacity(0.7));
        }
    }
    let unfaded = prepared.scene(&View { fade: 0.0, ..view });
    assert!(unfaded.nodes.iter().all(|node| node.opacity == 1.0), "at the start of the fade nothing has");
}

#[test]
fn parallel_links_part_and_self_links_loop() {
    let map = map_of(
        &[(0.0, 0.0), (300.0, 40.0)],
        &[(0, "backs", 1), (1, "backs", 0), (0, "member", 1), (0, "backs", 0), (0, "backs", 0)],
    );
    let scene = scene(&map, &at_rest(1.0));
    assert_eq!(scene.links.len(), 5);
    for (at, link) in scene.links.iter().enumerate() {
        for other in &scene.links[at + 1..] {
            let apart = link.curve.point_at(0.5).distance(other.curve.point_at(0.5));
            assert!(apart > 8.0, "{:?} {:?}: {apart}", link.id, other.id);
        }
    }
}

#[test]
fn a_hull_holds_its_members_and_their_names() {
    let mut map = map_of(
        &[(0.0, 0.0), (200.0, 20.0), (90.0, 180.0), (700.0, 0.0)],
        &[(1, "member", 0), (2, "member", 0), (3, "backs", 0)],
    );
    changed(&mut map, 0, |actor| actor.kind = "group".into());
    let drawn = scene(&map, &at_rest(1.0));
    let [hull] = &drawn.hulls[..] else { panic!("one hull: {:?}", drawn.hulls) };
    assert_eq!((hull.count, hull.group.as_str()), (3, "a00"));
    for id in ["a00", "a01", "a02"] {
        assert!(hull.contains(node_of(&drawn, id).center));
        let label = label_of(&drawn, id).expect("there is room").bounds();
        assert!(hull.contains(label.min) && hull.contains(label.max));
        assert_eq!(label_of(&drawn, id).map(|label| label.halo), Some(hull.fill), "{id}");
    }
    assert!(!hull.contains(node_of(&drawn, "a03").center));
    assert_eq!(label_of(&drawn, "a03").map(|label| label.halo), Some(Theme::light().canvas));
    let name = hull.name.as_ref().expect("there is room").bounds;
    assert!(!hull.contains(name.center()) && !hull.contains(name.min) && !hull.contains(name.max));

    for number in [0, 1, 3] {
        changed(&mut map, number, |actor| actor.tags = vec!["kept".into()].into());
    }
    let shown = Filter { tags: ["kept".to_owned()].into(), ..Filter::default() }.apply(&map);
    let filtered = scene(&map, &View { shown: Some(&shown), ..at_rest(1.0) });
    assert!(filtered.hulls.is_empty(), "two members make no group");
    assert_eq!((filtered.nodes.len(), filtered.links.len()), (3, 2));
    changed(&mut map, 0, |actor| actor.hull = Some(false));
    assert!(scene(&map, &at_rest(1.0)).hulls.is_empty());
}

#[test]
fn a_name_moves_above_where_links_arrive_from_below() {
    let below = [(0.0, 0.0), (-60.0, 200.0), (0.0, 200.0), (60.0, 200.0), (0.0, -200.0)];
    let links = [(1, "backs", 0), (2, "backs", 0), (3, "backs", 0), (4, "backs", 0)];
    let above = scene(&map_of(&below[..4], &links[..3]), &at_rest(1.0));
    let label = label_of(&above, "a00").expect("there is room");
    assert!(label.bounds().max.y < 0.0);
    let taken = scene(&map_of(&below, &links), &at_rest(1.0));
    let label = label_of(&taken, "a00").expect("there is room");
    assert!(label.top > 0.0, "a link arrives from above as well");
}

#[test]
fn kinds_set_apart_and_unknown_kinds_are_drawn() {
    let mut map = map_of(&[(0.0, 0.0), (200.0, 0.0), (400.0, 0.0)], &[(2, "unheard-of", 0)]);
    changed(&mut map, 1, |actor| actor.kind = "cress".into());
    changed(&mut map, 2, |actor| actor.kind = "unheard-of".into());
    let drawn = scene(&map, &at_rest(1.0));
    let cress = node_of(&drawn, "a01");
    assert!(cress.back.is_some() && cress.radius >= 22.0);
    assert!(label_of(&drawn, "a01").is_some_and(|label| label.strong));
    let unknown = node_of(&drawn, "a02");
    let grey = Theme::light().swatch(&ColourName::new("grey"));
    assert_eq!((unknown.body.fill, unknown.figure), (grey.fill, super::shape::Figure::Disc));
    assert_eq!(unknown.icon.map(|icon| icon.glyph), crate::icons::glyph("circle"));
    let id = LinkId::from("l000");
    let hovered = scene(&map, &View { hovered: Some(Hovered::Link(&id)), ..at_rest(1.0) });
    assert_eq!(hovered.verbs[0].text, "unheard-of");
}

#[test]
fn only_what_is_near_the_visible_part_is_drawn() {
    let prepared = Prepared::new(&crowd(200, 60.0));
    let visible = Bounds::from_center_size(Point::ZERO, 300.0, 200.0);
    let part = prepared.scene(&View { visible: Some(visible), ..at_rest(1.0) });
    let all = prepared.scene(&at_rest(1.0));
    assert!(part.nodes.len() < all.nodes.len() / 2);
    for node in all.nodes.iter().filter(|node| node.bounds().intersects(visible)) {
        assert!(part.nodes.contains(node), "{:?}", node.id);
    }
    for link in all.links.iter().filter(|link| link.curve.points(20).iter().any(|at| visible.contains(*at))) {
        assert!(part.links.contains(link), "{:?}", link.id);
    }
}

#[test]
fn a_drag_moves_a_node_its_name_and_its_links() {
    let prepared = Prepared::new(&map_of(&[(0.0, 0.0), (300.0, 0.0)], &[(0, "backs", 1)]));
    let moved = BTreeMap::from([(ActorId::from("a01"), Point::new(50.0, 400.0))]);
    let drawn = prepared.scene(&View { moved: &moved, ..at_rest(0.5) });
    assert_eq!(node_of(&drawn, "a01").center, Point::new(25.0, 200.0));
    let tip = drawn.links[0].arrow.expect("it has an arrow")[0];
    assert!((node_of(&drawn, "a01").signed_distance(tip) - 2.0).abs() < 0.01);
}

#[test]
fn the_same_input_gives_the_same_scene() {
    let map = crowd(150, 45.0);
    let selected = BTreeSet::from([ActorId::from("a07")]);
    let view = View { selected_actors: &selected, ..at_rest(0.8) };
    let first = scene(&map, &view);
    assert_eq!(first, scene(&map, &view));
    let mut again = Map::new("other", schema());
    let actors: Vec<_> = map.actors().cloned().collect();
    actors.into_iter().rev().for_each(|actor| again.put_actor(actor));
    let links: Vec<_> = map.links().cloned().collect();
    links.into_iter().rev().for_each(|link| again.put_link(link).expect("both ends are there"));
    assert_eq!(first, scene(&again, &view), "whatever order records came in");
    let prepared = Prepared::new(&crowd(90, 45.0)).renewed(&map);
    assert_eq!(first, prepared.scene(&view), "and whatever was prepared before");
}

#[test]
fn odd_places_and_zooms_never_give_nan() {
    let odd = [(0.0, 0.0), (0.0, 0.0), (1e-12, 0.0), (1e300, -1e300), (5.0, 1e300)];
    let links = [(0, "backs", 1), (1, "backs", 2), (2, "backs", 3), (3, "backs", 4), (4, "backs", 4)];
    let mut map = map_of(&odd, &links);
    changed(&mut map, 1, |actor| {
        actor.position = Some(Position { at: Point::new(f64::NAN, 0.0), pinned: false })
    });
    let prepared = Prepared::new(&map);
    let fit = prepared.bounds_in_world();
    assert!(fit.min.is_finite() && fit.max.is_finite());
    for zoom in [0.0, 1e-300, 0.2, 1.0, 1e300, -1.0, f64::NAN, f64::INFINITY] {
        for fade in [0.0, 1.0, f64::NAN] {
            let lit = ActorSet::default();
            let drawn = prepared.scene(&View { lit: Some(&lit), fade, ..at_rest(zoom) });
            assert_eq!(drawn.nodes.len(), 4, "what has no place is left out");
            assert!(drawn.nodes.iter().all(|node| node.center.is_finite() && node.radius.is_finite()));
            let points = drawn
                .links
                .iter()
                .flat_map(|link| link.curve.0.into_iter().chain(link.arrow.into_iter().flatten()));
            for point in points {
                assert!(point.is_finite(), "{zoom}");
            }
            assert!(drawn.bounds.min.is_finite() && drawn.bounds.max.is_finite(), "{zoom}");
        }
    }
}

#[test]
fn an_empty_map_is_an_empty_scene() {
    let map = Map::new("test", schema());
    let drawn = scene(&map, &at_rest(1.0));
    assert!(drawn.nodes.is_empty() && drawn.bounds.is_empty());
    assert!(bounds_of(&map).is_empty());
}

#[test]
fn the_box_of_a_map_holds_what_is_drawn_at_zoom_1() {
    let map = crowd(40, 80.0);
    let (world, drawn) = (bounds_of(&map).expanded(1.0), scene(&map, &at_rest(1.0)));
    let boxes = drawn.nodes.iter().map(NodeShape::bounds).chain(drawn.labels.iter().map(LabelShape::bounds));
    for bounds in boxes {
        assert!(world.contains(bounds.min) && world.contains(bounds.max));
    }
}

#[test]
fn an_update_gives_what_making_ready_anew_gives() {
    let mut map = crowd(80, 60.0);
    let mut prepared = Prepared::new(&map);
    let id = |number: usize| ActorId::new(format!("a{number:02}"));
    for step in 0..60usize {
        let (mut actors, mut links) = (BTreeSet::new(), BTreeSet::new());
        let number = step * 37 % 80;
        match step % 6 {
            0 => {
                changed(&mut map, number % 20, |actor| {
                    actor.position = Some(Position::pinned(Point::new(step as f64 * 9.0, -70.0)));
                });
                actors.insert(id(number % 20));
            }
            1 => {
                changed(&mut map, number % 20, |actor| {
                    actor.name = format!("Autre nom {step}").into();
                    actor.kind = if step % 4 == 1 { "group".into() } else { "town".into() };
                });
                actors.insert(id(number % 20));
            }
            2 | 3 => {
                let kind = if step % 2 == 0 { "member" } else { "beside" };
                let link = LinkId::new(format!("x{step:03}"));
                let (from, to) = (id(number % 20), id(step % 7));
                map.put_link(Arc::new(Link::new(link.clone(), from.clone(), kind.into(), to.clone())))
                    .expect("both ends are there");
                actors.extend([from, to]);
                links.insert(link);
            }
            4 => {
                let link = map.links().nth(number % map.link_count()).expect("it is there").id.clone();
                map.take_link(&link);
                links.insert(link);
            }
            _ => {
                let gone = id(20 + number % 60);
                match map.actor(&gone) {
                    Some(_) => {
                        links.extend(map.links_of(&gone).iter().map(|link| link.id.clone()));
                        map.take_actor(&gone);
                    }
                    None => map.put_actor(Arc::new(Actor::new(gone.clone(), "town".into(), "Revenu"))),
                }
                actors.insert(gone);
                let newcomer = ActorId::new(format!("n{step:02}"));
                let mut actor = Actor::new(newcomer.clone(), "town".into(), "Nouveau");
                actor.position = Some(Position::free(Point::new(-300.0, step as f64 * 20.0)));
                map.put_actor(Arc::new(actor));
                actors.insert(newcomer);
            }
        }
        prepared.update(&map, &actors, &links);
        for zoom in [0.2, 1.0] {
            let anew = Prepared::new(&map).scene(&at_rest(zoom));
            let updated = prepared.scene(&at_rest(zoom));
            assert_eq!(updated.nodes, anew.nodes, "step {step}");
            assert_eq!(updated.links, anew.links, "step {step}");
            assert_eq!(updated.hulls, anew.hulls, "step {step}");
            assert_eq!(updated, anew, "step {step}");
        }
    }
}

#[test]
fn the_foreground_is_what_of_the_scene_stands_out() {
    let prepared = Prepared::new(&crowd(120, 60.0));
    let selected = BTreeSet::from([ActorId::from("a03"), ActorId::from("a40")]);
    let hovered = ActorId::from("a05");
    for zoom in [0.2, 0.4, 1.0, 1.8] {
        let view = View {
            selected_actors: &selected,
            hovered: Some(Hovered::Actor(&hovered)),
            visible: Some(Bounds::from_center_size(Point::ZERO, 700.0, 600.0)),
            ..at_rest(zoom)
        };
        let (whole, front) =
            (prepared.scene(&view), prepared.foreground(&view, &Marks::of(&prepared, &view), &[]));
        let active: Vec<_> = whole.links.iter().filter(|link| link.active).cloned().collect();
        assert_eq!(front.links, active, "{zoom}");
        let standing_out = |node: &&NodeShape| node.ring.is_some() || node.hover_ring.is_some();
        let nodes: Vec<_> = whole.nodes.iter().filter(standing_out).cloned().collect();
        assert_eq!(front.nodes, nodes, "{zoom}");
        assert_eq!((&front.labels, &front.verbs, &front.hulls), (&whole.labels, &whole.verbs, &whole.hulls));
    }
}

#[test]
fn names_stay_while_one_pans() {
    let prepared = Prepared::new(&crowd(900, 110.0));
    let marks = Marks::of(&prepared, &at_rest(0.6));
    let mut kept: Vec<u32> = Vec::new();
    let mut shown: BTreeMap<ActorId, Point> = BTreeMap::new();
    for step in 0..12 {
        let middle = Point::new(f64::from(step) * 37.0, f64::from(step) * -23.0);
        let visible = Bounds::from_center_size(middle, 700.0, 600.0);
        let front = prepared.foreground(&View { visible: Some(visible), ..at_rest(0.6) }, &marks, &kept);
        let now: BTreeMap<_, _> =
            front.labels.iter().map(|label| (label.actor.clone(), label.bounds().min)).collect();
        let inside = visible.expanded(-40.0);
        for (actor, at) in shown.iter().filter(|(_, at)| inside.contains(**at)) {
            assert_eq!(now.get(actor), Some(at), "{actor} at step {step}");
        }
        assert!(now.len() > 20 && now.len() <= super::metrics::label::CAP);
        kept = now.keys().filter_map(|id| prepared.number(id)).map(|number| number as u32).collect();
        shown = now;
    }
}
