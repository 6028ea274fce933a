// The mass of a network on the GPU: every link and node at rest, one instance each. Places stay in
// the world, in whole steps; what they look like at this zoom is worked out here, following
// `drawing::curve`, `drawing::shape` and `drawing::build` formula by formula.
// Colours are gamma-space, as egui's own pass wants them, and leave premultiplied.

struct View {
    canvas: vec4<f32>,
    accent: vec4<f32>,
    link_faded: vec4<f32>,
    strata: array<vec4<f32>, 2>, // opacity of each stratum of links
    center: vec2<i32>,       // a place near the middle of the canvas, in steps
    rest: vec2<f32>,         // where it is, in logical pixels from the canvas' upper left
    size: vec2<f32>,         // of the canvas, in logical pixels
    pixels_per_point: f32,
    px_per_step: f32,
    scale: f32,              // of nodes
    far: f32,                // from shapes (0) to dots (1)
    fade: f32,               // how far what is not lit has faded
    most: f32,               // root of the largest measure, less 1; 0 where all are alike
    inset: f32,              // a small distance inside nodes
    merge: f32,              // how far dots have become those of the next level
    cell: f32,               // of this level, in pixels
    cell_next: f32,
    link_opacity: f32,
    fade_beyond: f32,        // links longer than this fade by their length...
    fade_long: f32,          // ...so much
    segments: f32,           // of a curve
    some_lit: u32,           // whether marks say who is lit
    in_front: u32,           // whether the selected are drawn elsewhere
    drag: vec2<f32>,         // how far the selected are dragged, in pixels
};

@group(0) @binding(0) var<uniform> view: View;
@group(0) @binding(1) var actors: texture_2d<i32>;  // x, y, measure (float bits), look and flags
@group(0) @binding(2) var marks: texture_2d<u32>;
@group(0) @binding(3) var styles: texture_2d<f32>;  // a row for each look
@group(0) @binding(4) var icons: texture_2d_array<f32>;
@group(0) @binding(5) var icon_sampler: sampler;

const ROW: u32 = 2048u;
const NONE: u32 = 0xffffffffu;
const HIDDEN: u32 = 1u;
const LIT: u32 = 2u;
const SELECTED: u32 = 4u;
const POINTED: u32 = 24u;   // pointer or keyboard
const LINKED: i32 = 65536;  // enough links for a territory's least radius

const LINK: f32 = 1.25;
const LINK_FAR: f32 = 0.75;
const LINK_ACTIVE: f32 = 2.25;
const LINK_FAR_ACTIVE: f32 = 1.5;
const FADED_NODE: f32 = 0.26;

fn nowhere() -> vec4<f32> { return vec4<f32>(2.0, 2.0, 2.0, 1.0); }

fn clip(at: vec2<f32>) -> vec4<f32> {
    let p = at / view.size;
    return vec4<f32>(p.x * 2.0 - 1.0, 1.0 - p.y * 2.0, 0.0, 1.0);
}

fn actor(number: u32) -> vec4<i32> {
    return textureLoad(actors, vec2<i32>(i32(number % ROW), i32(number / ROW)), 0);
}

fn marks_of(number: u32) -> u32 {
    return textureLoad(marks, vec2<i32>(i32(number % ROW), i32(number / ROW)), 0).r;
}

fn style(look: i32, part: i32) -> vec4<f32> {
    return textureLoad(styles, vec2<i32>(part, look), 0);
}

fn look_of(a: vec4<i32>) -> i32 { return a.w & 0xffff; }

// In pixels of the canvas.
fn place(steps: vec2<i32>) -> vec2<f32> {
    return vec2<f32>(steps - view.center) * view.px_per_step + view.rest;
}

// Where an actor of these marks is, in pixels of the canvas.
fn place_of(a: vec4<i32>, m: u32) -> vec2<f32> {
    return place(a.xy) + select(vec2<f32>(0.0), view.drag, (m & SELECTED) != 0u);
}

// At zoom 1, as `drawing::size`.
fn radius_of(a: vec4<i32>, shape: vec4<f32>) -> f32 {
    var radius = 13.0;
    if (view.most > 0.0) {
        let part = (sqrt(max(bitcast<f32>(a.z), 1.0)) - 1.0) / view.most;
        radius = 13.0 + 17.0 * clamp(part, 0.0, 1.0);
    }
    let least = select(shape.y, shape.z, (a.w & LINKED) != 0);
    return max(radius, least);
}

fn premultiplied(c: vec4<f32>) -> vec4<f32> { return vec4<f32>(c.rgb * c.a, c.a); }

fn over(below: vec4<f32>, above: vec4<f32>) -> vec4<f32> {
    return above + below * (1.0 - above.a);
}

// ---- figures -------------------------------------------------------------

// An outline: a core (a segment or a regular polygon) with everything within a rounding of it.
struct Outline {
    core: vec4<f32>,   // half or apothem, half side, sides (0: segment), turn
    rounding: f32,
};

// Core and rounding of a look at a radius, on its way to a disc.
fn outline_of(core: vec4<f32>, shape: vec4<f32>, radius: f32) -> Outline {
    var out: Outline;
    let near = 1.0 - view.far;
    out.core = vec4<f32>(core.xy * radius * near, core.zw);
    out.rounding = mix(shape.x * radius, radius, view.far);
    return out;
}

fn fold(o: Outline, p: vec2<f32>) -> vec2<f32> {
    if (o.core.z < 0.5) { return abs(p); }
    let sector = 6.283185307 / o.core.z;
    var angle = atan2(p.y, p.x) - o.core.w;
    angle = angle - sector * round(angle / sector);
    let r = length(p);
    return vec2<f32>(r * cos(angle), abs(r * sin(angle)));
}

fn signed_distance(o: Outline, p: vec2<f32>) -> f32 {
    let f = fold(o, p);
    if (o.core.z < 0.5) { return length(vec2<f32>(max(f.x - o.core.x, 0.0), f.y)) - o.rounding; }
    var d = f.x - o.core.x;
    if (d > 0.0) { d = length(vec2<f32>(d, max(f.y - o.core.y, 0.0))); }
    return d - o.rounding;
}

// How far the outline is from the centre in a direction of length 1.
fn rim(o: Outline, direction: vec2<f32>) -> f32 {
    let f = fold(o, direction);
    var corner = vec2<f32>(o.core.x, 0.0);
    if (o.core.z < 0.5) {
        if (f.y > 0.0 && o.rounding * f.x <= o.core.x * f.y) { return o.rounding / f.y; }
    } else {
        corner.y = o.core.y;
        let flat_side = (o.core.x + o.rounding) / max(f.x, 1e-6);
        if (flat_side * f.y <= o.core.y) { return flat_side; }
    }
    let along = dot(corner, f);
    let aside = corner.x * f.y - corner.y * f.x;
    return along + sqrt(max(o.rounding * o.rounding - aside * aside, 0.0));
}

fn reach(o: Outline) -> f32 { return length(o.core.xy) + o.rounding; }

// What a node measures on the canvas.
struct Node {
    radius: f32,
    body: Outline,
    rim: Outline,      // the outermost
};

fn node_of(a: vec4<i32>, look: i32) -> Node {
    let core = style(look, 0);
    let shape = style(look, 1);
    let full = radius_of(a, shape);
    var node: Node;
    node.radius = mix(full * view.scale, max(full * view.scale * 0.45, 1.5), view.far);
    node.body = outline_of(core, shape, node.radius);
    node.rim = node.body;
    if (style(look, 6).x > 0.5) {
        node.rim.rounding = node.rim.rounding + 3.4 * view.inset * (1.0 - view.far);
    }
    return node;
}

struct FigureOut {
    @builtin(position) position: vec4<f32>,
    @location(0) at: vec2<f32>,                        // from the centre
    @location(1) @interpolate(flat) core: vec4<f32>,
    @location(2) @interpolate(flat) size: vec4<f32>,   // rounding, icon size, icon layer, opacity
    @location(3) @interpolate(flat) fill: vec4<f32>,
    @location(4) @interpolate(flat) stroke: vec4<f32>,
    @location(5) @interpolate(flat) ink: vec4<f32>,
    @location(6) @interpolate(flat) kind: vec4<f32>,   // set apart, person's ring, selected, radius
};

@vertex
fn figure_vertex(@builtin(vertex_index) index: u32, @location(0) number: u32) -> FigureOut {
    var out: FigureOut;
    out.position = nowhere();
    if (number == NONE) { return out; }
    let a = actor(number);
    let m = marks_of(number);
    if (a.w < 0 || (m & (HIDDEN | POINTED)) != 0u) { return out; }
    let selected = (m & SELECTED) != 0u;
    if (selected && view.in_front != 0u) { return out; }
    let look = look_of(a);
    let node = node_of(a, look);
    let more = style(look, 6);
    var beyond = 2.0;
    if (selected) { beyond = 12.0; }
    let half = reach(node.rim) + 1.5 + beyond;
    let corner = vec2<f32>(f32(index % 2u), f32(index / 2u)) * 2.0 - 1.0;
    out.at = corner * half;
    out.position = clip(place_of(a, m) + out.at);
    out.core = node.body.core;
    let shape = style(look, 1);
    let icon = max(shape.w * node.radius, 10.0);
    var opacity = 1.0;
    if (view.some_lit != 0u && (m & LIT) == 0u) { opacity = mix(1.0, FADED_NODE, view.fade); }
    out.size = vec4<f32>(node.body.rounding, icon, more.z, opacity);
    out.fill = style(look, 2);
    out.stroke = style(look, 3);
    out.ink = style(look, 4);
    out.kind = vec4<f32>(more.x, more.y, select(0.0, 1.0, selected), node.radius);
    return out;
}

fn layer(below: vec4<f32>, d: f32, fill: vec4<f32>, stroke: vec4<f32>, width: f32, opacity: f32) -> vec4<f32> {
    let line = select(0.0, coverage(abs(d) - width * 0.5), width > 0.0);
    // The line replaces the fill under it, so that its own opacity counts once.
    let own = premultiplied(fill) * coverage(d) * (1.0 - line) + premultiplied(stroke) * line;
    return over(below, own * opacity);
}

@fragment
fn figure_fragment(in: FigureOut) -> @location(0) vec4<f32> {
    var o: Outline;
    o.core = in.core;
    o.rounding = in.size.x;
    let near = 1.0 - view.far;
    let d = signed_distance(o, in.at);
    let opacity = in.size.w;
    var color = vec4<f32>(0.0);
    var outside = d;
    if (in.kind.x > 0.5) {
        outside = d - 3.4 * view.inset * near;
        color = layer(color, outside, view.canvas, in.stroke, 1.5 * near, opacity);
        color = layer(color, d, in.fill, in.stroke, 1.25 * near, opacity);
    } else if (in.kind.y > 0.5) {
        color = layer(color, d, view.canvas, in.fill, 1.75 * near, opacity);
        color = layer(color, d + 3.2 * view.inset * near, in.fill, in.stroke, 1.0 * near, opacity);
    } else {
        color = layer(color, d, in.fill, in.stroke, 1.25 * near, opacity);
    }
    if (in.kind.z > 0.5) {
        let gap = mix(select(6.0, 3.0, in.kind.x > 0.5), 2.5, view.far) + 1.5;
        color = over(color, premultiplied(view.accent) * coverage(abs(outside - gap) - 1.5));
    }
    if (in.size.z >= 0.0 && near > 0.0) {
        let uv = in.at / in.size.y + vec2<f32>(0.5);
        let level = max(log2(64.0 / (in.size.y * view.pixels_per_point)), 0.0);
        let sampled = textureSampleLevel(icons, icon_sampler, uv, i32(in.size.z + 0.5), level).r;
        let within = step(0.0, uv.x) * step(uv.x, 1.0) * step(0.0, uv.y) * step(uv.y, 1.0);
        color = over(color, premultiplied(in.ink) * (sampled * within * opacity * near));
    }
    return color;
}

// ---- dots ----------------------------------------------------------------

struct DotOut {
    @builtin(position) position: vec4<f32>,
    @location(0) at: vec2<f32>,
    @location(1) @interpolate(flat) radius: f32,
    @location(2) @interpolate(flat) color: vec4<f32>,
};

fn dot_at(index: u32, center: vec2<f32>, radius: f32, color: vec4<f32>) -> DotOut {
    var out: DotOut;
    let corner = vec2<f32>(f32(index % 2u), f32(index / 2u)) * 2.0 - 1.0;
    out.at = corner * (radius + 0.6 / view.pixels_per_point);
    out.position = clip(center + out.at);
    out.radius = radius;
    out.color = premultiplied(color);
    return out;
}

fn no_dot() -> DotOut {
    var out: DotOut;
    out.position = nowhere();
    return out;
}

fn merged_radius(radius: u32, cell: f32) -> f32 { return max(bitcast<f32>(radius) * cell, 0.9); }

// An actor on its way to the dot it becomes (place, radius in cells, look).
@vertex
fn dot_vertex(
    @builtin(vertex_index) index: u32,
    @location(0) number: u32,
    @location(1) next: vec4<i32>,
) -> DotOut {
    if (number == NONE) { return no_dot(); }
    let a = actor(number);
    let m = marks_of(number);
    if (a.w < 0 || (m & (HIDDEN | POINTED)) != 0u) { return no_dot(); }
    if ((m & SELECTED) != 0u && view.in_front != 0u) { return no_dot(); }
    let look = look_of(a);
    var center = place_of(a, m);
    var radius = max(radius_of(a, style(look, 1)) * view.scale * 0.45, 1.5);
    var color = style(look, 2);
    if (view.merge > 0.0) {
        center = mix(center, place(next.xy), view.merge);
        radius = mix(radius, merged_radius(bitcast<u32>(next.z), view.cell_next), view.merge);
        color = mix(color, style(next.w, 2), view.merge);
    }
    if ((m & SELECTED) != 0u) { color = view.accent; }
    if (view.some_lit != 0u && (m & LIT) == 0u) { color.a = color.a * mix(1.0, FADED_NODE, view.fade); }
    return dot_at(index, center, radius, color);
}

// A dot of a level on its way to that of the next.
@vertex
fn merged_vertex(
    @builtin(vertex_index) index: u32,
    @location(0) own: vec4<i32>,
    @location(1) next: vec4<i32>,
) -> DotOut {
    let center = mix(place(own.xy), place(next.xy), view.merge);
    let before = merged_radius(bitcast<u32>(own.z), view.cell);
    let radius = mix(before, merged_radius(bitcast<u32>(next.z), view.cell_next), view.merge);
    var color = mix(style(own.w, 2), style(next.w, 2), view.merge);
    if (view.some_lit != 0u) { color.a = color.a * mix(1.0, FADED_NODE, view.fade); }
    return dot_at(index, center, radius, color);
}

// A lit actor before merged dots.
@vertex
fn lit_vertex(@builtin(vertex_index) index: u32, @location(0) number: u32) -> DotOut {
    let a = actor(number);
    let m = marks_of(number);
    if (a.w < 0 || (m & (HIDDEN | POINTED)) != 0u) { return no_dot(); }
    if ((m & SELECTED) != 0u && view.in_front != 0u) { return no_dot(); }
    let look = look_of(a);
    let radius = max(radius_of(a, style(look, 1)) * view.scale * 0.45, 1.8);
    var color = style(look, 2);
    color.a = color.a * view.fade;
    return dot_at(index, place_of(a, m), radius, color);
}

@fragment
fn dot_fragment(in: DotOut) -> @location(0) vec4<f32> {
    return in.color * coverage(length(in.at) - in.radius);
}

// ---- links ---------------------------------------------------------------

// A link as it is drawn: a quadratic curve of which a part shows, or a loop (a cubic).
struct Path {
    seen: bool,
    loops: bool,
    a: vec2<f32>,
    b: vec2<f32>,      // the control; the first of a loop
    c: vec2<f32>,      // the end; the second control of a loop
    d: vec2<f32>,      // the end of a loop
    start: f32,
    end: f32,          // the tip of the arrow
    base: f32,         // where the line ends
    arrow: bool,
    side: f32,
    width: f32,
    color: vec4<f32>,  // not premultiplied
};

fn quad_at(p: Path, t: f32) -> vec2<f32> {
    let s = 1.0 - t;
    return p.a * (s * s) + p.b * (2.0 * s * t) + p.c * (t * t);
}

fn quad_speed(p: Path, t: f32) -> vec2<f32> {
    return (p.b - p.a) * (2.0 * (1.0 - t)) + (p.c - p.b) * (2.0 * t);
}

// The t at which a curve from a centre leaves an outline around it.
fn leaves(o: Outline, a: vec2<f32>, b: vec2<f32>, c: vec2<f32>) -> f32 {
    let first = (b - a) / max(length(b - a), 1e-6);
    var t = rim(o, first) / max(length(c - a), 1e-6);
    for (var round_ = 0; round_ < 3; round_++) {
        let s = 1.0 - t;
        let p = b * (2.0 * s * t) + c * (t * t) - a * (1.0 - s * s);
        let far = max(length(p), 1e-6);
        t = t * rim(o, p / far) / far;
        if (t >= 1.0) { return 1.0; }
    }
    return t;
}

const COS_ARROW: f32 = 0.91354546;
const SIN_ARROW: f32 = 0.40673664;

fn path_of(link: vec3<u32>) -> Path {
    var p: Path;
    p.seen = false;
    if (link.x == NONE) { return p; }
    let stratum = (link.z >> 24u) & 15u;
    let opacity_here = view.strata[stratum / 4u][stratum % 4u];
    if (opacity_here <= 0.0) { return p; }
    let a_from = actor(link.x);
    let a_to = actor(link.y);
    let m_from = marks_of(link.x);
    let m_to = marks_of(link.y);
    if (a_from.w < 0 || a_to.w < 0 || ((m_from | m_to) & HIDDEN) != 0u) { return p; }
    let busy = ((m_from | m_to) & SELECTED) != 0u;
    if (busy && view.in_front != 0u) { return p; }
    let symmetric = (link.z & (1u << 21u)) != 0u;
    let order = f32(link.z & 1023u);
    let count = f32((link.z >> 10u) & 1023u);
    let look = look_of(a_from);
    let near = 1.0 - view.far;

    // Style.
    let lit = view.some_lit == 0u || ((m_from & m_to) & LIT) != 0u;
    var opacity = mix(0.6, 0.35, view.far);
    var width = mix(LINK, LINK_FAR, view.far);
    if (busy) {
        opacity = 1.0;
        width = mix(LINK_ACTIVE, LINK_FAR_ACTIVE, view.far);
    }
    var color = style(look, 5);
    if (lit) {
        opacity = mix(opacity, max(opacity, 0.7), view.fade);
        color.a = opacity;
    } else {
        width = mix(width, mix(1.0, LINK_FAR, view.far), view.fade);
        color = mix(vec4<f32>(color.rgb, opacity), vec4<f32>(view.link_faded.rgb, mix(0.7, 0.35, view.far)), view.fade);
    }
    p.width = width;

    p.a = place_of(a_from, m_from);
    if (link.x == link.y) {
        if (near <= 0.0) { return p; }
        let node = node_of(a_from, look);
        let which = min(order, 12.0);
        let foot = radians(26.0 + 5.0 * min(which, 6.0));
        let lean = radians(29.0 + 4.0 * min(which, 6.0));
        let away = reach(node.rim) + (52.0 + 20.0 * which) * view.scale;
        let center = p.a;
        let left = vec2<f32>(-sin(foot), -cos(foot));
        let right = vec2<f32>(sin(foot), -cos(foot));
        var outline = node.rim;
        outline.rounding = node.rim.rounding + 1.0;
        p.a = center + left * rim(outline, left);
        p.b = center + vec2<f32>(-sin(lean), -cos(lean)) * away;
        p.c = center + vec2<f32>(sin(lean), -cos(lean)) * away;
        outline.rounding = node.rim.rounding + select(2.0, 1.0, symmetric);
        let tip = center + right * rim(outline, right);
        p.arrow = !symmetric;
        p.side = max(6.5 * view.scale, 5.0);
        p.d = tip;
        p.loops = true;
        p.end = 1.0;
        p.base = 1.0;
        p.seen = true;
        color.a = color.a * near;
        p.color = color;
        return p;
    }
    p.loops = false;
    p.c = place_of(a_to, m_to);
    let across = p.c - p.a;
    let distance = length(across);
    if (distance < 1e-3) { return p; }
    // Where links are many the long ones give way, and those of a pixel are lost among the dots.
    if (view.fade_long > 0.0) {
        if (near <= 0.0 && distance < 0.8) { return p; }
        let gives_way = clamp(view.fade_beyond / distance, 0.05, 1.0);
        if (!busy && (view.some_lit == 0u || !lit)) {
            color.a = color.a * mix(1.0, gives_way, view.fade_long);
        }
    }
    let crowd = mix(min(view.link_opacity, 1.0), view.link_opacity, view.far);
    color.a = min(color.a * crowd, 1.0) * opacity_here;
    p.color = color;
    p.b = (p.a + p.c) * 0.5;
    p.start = 0.0;
    p.end = 1.0;
    p.base = 1.0;
    p.arrow = false;
    if (near > 0.0) {
        var shift = min(distance * 0.045, 12.0 * view.scale);
        if (count > 1.0) {
            let gaps = count - 1.0;
            let gap = min(22.0 * view.scale, max(distance / gaps, 4.0 * view.scale));
            shift = gap * (order - gaps * 0.5);
            if ((link.z & (1u << 20u)) != 0u) { shift = -shift; }
        }
        p.b = p.b + vec2<f32>(-across.y, across.x) * (shift * near / distance);
        var rim_from = node_of(a_from, look).rim;
        rim_from.rounding = rim_from.rounding + 1.0;
        var rim_to = node_of(a_to, look_of(a_to)).rim;
        rim_to.rounding = rim_to.rounding + select(2.0, 1.0, symmetric);
        let start = leaves(rim_from, p.a, p.b, p.c) * near;
        let end = 1.0 - leaves(rim_to, p.c, p.b, p.a) * near;
        if (end <= start) { return p; }
        p.start = start;
        p.end = end;
        p.base = end;
        if (!symmetric) {
            let speed = max(length(quad_speed(p, end)), 1e-6);
            p.side = min(max(6.5 * view.scale, 5.0) * near, (end - start) * speed * 0.75);
            p.arrow = true;
            p.base = max(end - p.side * COS_ARROW / speed, start);
        }
    }
    p.seen = true;
    return p;
}

struct LinkOut {
    @builtin(position) position: vec4<f32>,
    @location(0) across: f32,
    @location(1) @interpolate(flat) half_width: f32,
    @location(2) @interpolate(flat) color: vec4<f32>,
};

@vertex
fn link_vertex(@builtin(vertex_index) index: u32, @location(0) link: vec3<u32>) -> LinkOut {
    var out: LinkOut;
    out.position = nowhere();
    let p = path_of(link);
    if (!p.seen) { return out; }
    let s = f32(index / 2u) / view.segments;
    let side = f32(index % 2u) * 2.0 - 1.0;
    var at: vec2<f32>;
    var along: vec2<f32>;
    if (p.loops) {
        var d = p.d;
        if (p.arrow) {
            let back = p.c - p.d;
            d = d + back / max(length(back), 1e-6) * (p.side * COS_ARROW);
        }
        let r = 1.0 - s;
        at = p.a * (r * r * r) + p.b * (3.0 * r * r * s) + p.c * (3.0 * r * s * s) + d * (s * s * s);
        along = (p.b - p.a) * (r * r) + (p.c - p.b) * (2.0 * r * s) + (d - p.c) * (s * s);
    } else {
        let t = mix(p.start, p.base, s);
        at = quad_at(p, t);
        along = quad_speed(p, t);
    }
    if (dot(along, along) < 1e-8) { along = vec2<f32>(1.0, 0.0); }
    let normal = normalize(vec2<f32>(-along.y, along.x));
    // Beyond half a pixel from its edge nothing of a line is seen.
    let reach = p.width * 0.5 + 0.55 / view.pixels_per_point;
    out.position = clip(at + normal * side * reach);
    out.across = side * reach;
    out.half_width = p.width * 0.5;
    out.color = premultiplied(p.color);
    return out;
}

@fragment
fn link_fragment(in: LinkOut) -> @location(0) vec4<f32> {
    return in.color * coverage(abs(in.across) - in.half_width);
}

struct ArrowOut {
    @builtin(position) position: vec4<f32>,
    @location(0) at: vec2<f32>,
    @location(1) @interpolate(flat) ab: vec4<f32>,
    @location(2) @interpolate(flat) c: vec2<f32>,
    @location(3) @interpolate(flat) color: vec4<f32>,
};

@vertex
fn arrow_vertex(@builtin(vertex_index) index: u32, @location(0) link: vec3<u32>) -> ArrowOut {
    var out: ArrowOut;
    out.position = nowhere();
    let p = path_of(link);
    if (!p.seen || !p.arrow) { return out; }
    var tip: vec2<f32>;
    var direction: vec2<f32>;
    if (p.loops) {
        tip = p.d;
        direction = p.d - p.c;
    } else {
        tip = quad_at(p, p.end);
        direction = quad_speed(p, p.end);
    }
    direction = direction / max(length(direction), 1e-6);
    let back = tip - direction * (p.side * COS_ARROW);
    let aside = vec2<f32>(-direction.y, direction.x) * (p.side * SIN_ARROW);
    let a = tip; let b = back + aside; let c = back - aside;
    let low = min(min(a, b), c) - vec2<f32>(1.0);
    let high = max(max(a, b), c) + vec2<f32>(1.0);
    out.at = mix(low, high, vec2<f32>(f32(index % 2u), f32(index / 2u)));
    out.position = clip(out.at);
    out.ab = vec4<f32>(a, b);
    out.c = c;
    out.color = premultiplied(p.color) * (1.0 - view.far);
    return out;
}
