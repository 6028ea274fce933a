//! Recipe: a map made ready without a view, for painters that run elsewhere and place shapes at
//! zooms of their own (the page people open in a browser).

use std::sync::Arc;

use super::prepared::Prepared;
use super::shape::Figure;
use super::size::SizeBy;
use crate::geometry::{Bounds, Point};
use crate::model::{ActorId, ActorKindId, ColourName, LinkId, LinkKindId};

/// What a painter needs to draw a map at any zoom as [`Prepared::scene`] would.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// What actors of each kind look like; every kind that occurs.
    pub looks: Vec<RecipeLook>,
    /// What links of each kind look like; every kind that occurs.
    pub ties: Vec<RecipeTie>,
    /// The actors, by id, those without a place too.
    pub actors: Vec<RecipeActor>,
    /// The links, by id.
    pub links: Vec<RecipeLink>,
    /// The actors that are groups.
    pub groups: Vec<RecipeGroup>,
    /// The whole map in world units, with the room its names take at zoom 1.
    pub bounds_in_world: Bounds,
}

/// The look of a kind of actor.
#[derive(Clone, Debug)]
pub struct RecipeLook {
    /// The kind.
    pub kind: ActorKindId,
    /// Its shape.
    pub figure: Figure,
    /// Its colour, of which a theme makes shades.
    pub colour: ColourName,
    /// The character of `Phosphor-Fill.ttf` inside.
    pub glyph: char,
    /// Whether it is set apart by a second outline.
    pub emphasis: bool,
}

/// The look of a kind of link.
#[derive(Clone, Debug)]
pub struct RecipeTie {
    /// The kind.
    pub kind: LinkKindId,
    /// Whether it says the same both ways: no arrow.
    pub symmetric: bool,
}

/// An actor.
#[derive(Clone, Debug)]
pub struct RecipeActor {
    /// Which.
    pub id: ActorId,
    /// Where, in world space; `None` where it has no place.
    pub at: Option<Point>,
    /// Its place in [`Recipe::looks`].
    pub look: usize,
    /// Its radius at zoom 1.
    pub radius: f64,
    /// Its name in lines.
    pub lines: Arc<[String]>,
    /// Width of the widest line in ems, regular and strong.
    pub widths: [f64; 2],
    /// Whether it is one of the most linked, whose names are strong.
    pub hub: bool,
}

/// A link.
#[derive(Clone, Debug)]
pub struct RecipeLink {
    /// Which.
    pub id: LinkId,
    /// Place of the actor it comes from, in [`Recipe::actors`].
    pub from: usize,
    /// Place of the actor it goes to.
    pub to: usize,
    /// Its place in [`Recipe::ties`].
    pub tie: usize,
    /// Where it lies among the links of its pair.
    pub fan: super::curve::Fan,
}

/// A group: an actor with a hull around its members.
#[derive(Clone, Debug)]
pub struct RecipeGroup {
    /// Place of the actor, in [`Recipe::actors`].
    pub actor: usize,
    /// Places of the members, the actor first.
    pub members: Vec<usize>,
    /// Its name in lines.
    pub lines: Arc<[String]>,
    /// Width of the widest line in ems, strong.
    pub width: f64,
}

impl Recipe {
    /// The recipe of a map whose nodes are as large as `size_by` says.
    pub fn new(map: &crate::model::Map, size_by: SizeBy) -> Self {
        let prepared = Prepared::new(map);
        // Just made, it has no holes: numbers are places in the lists.
        let looks = prepared.looks.iter().zip(prepared.look_kinds()).map(|(look, kind)| RecipeLook {
            kind,
            figure: look.figure,
            colour: look.colour.clone(),
            glyph: look.glyph,
            emphasis: look.emphasis,
        });
        let ties =
            prepared.ties.iter().map(|tie| RecipeTie { kind: tie.id.clone(), symmetric: tie.symmetric });
        let actors = prepared.actors.iter().enumerate().map(|(number, actor)| {
            let name = prepared.name(number);
            RecipeActor {
                id: actor.record.id.clone(),
                at: prepared.place_of(number),
                look: actor.look as usize,
                radius: prepared.radius(number, size_by),
                lines: name.lines.clone(),
                widths: name.widths,
                hub: actor.hub,
            }
        });
        let links = prepared.links.iter().map(|link| RecipeLink {
            id: link.record.id.clone(),
            from: link.from as usize,
            to: link.to as usize,
            tie: link.tie as usize,
            fan: link.fan,
        });
        let groups = prepared.groups.iter().map(|group| RecipeGroup {
            actor: group.actor as usize,
            members: group.members.iter().map(|number| *number as usize).collect(),
            lines: group.name.clone(),
            width: group.width,
        });
        Self {
            looks: looks.collect(),
            ties: ties.collect(),
            actors: actors.collect(),
            links: links.collect(),
            groups: groups.collect(),
            bounds_in_world: prepared.bounds_in_world(),
        }
    }
}
