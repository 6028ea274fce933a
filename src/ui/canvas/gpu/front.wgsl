// What stands before the mass on the GPU: links, arrowheads and nodes, one instance each.
// Coordinates are page pixels (world times zoom); the view adds the page's origin.
// Colours are gamma-space and premultiplied, as egui's own pass wants them.

struct View {
    origin: vec2<f32>,      // of the page, in logical pixels from the canvas' upper left
    size: vec2<f32>,        // of the canvas, in logical pixels
    pixels_per_point: f32,
    ratio: f32,             // of the zoom now to that of the scene
    pad0: f32, pad1: f32,
};

@group(0) @binding(0) var<uniform> view: View;
@group(0) @binding(1) var icons: texture_2d_array<f32>;
@group(0) @binding(2) var icon_sampler: sampler;

fn clip(at: vec2<f32>) -> vec4<f32> {
    let p = (at + view.origin) / view.size;
    return vec4<f32>(p.x * 2.0 - 1.0, 1.0 - p.y * 2.0, 0.0, 1.0);
}

// How much of a pixel lies inside, from the signed distance in logical pixels.

// ---- links ---------------------------------------------------------------

struct LinkOut {
    @builtin(position) position: vec4<f32>,
    @location(0) across: f32,
    @location(1) half_width: f32,
    @location(2) color: vec4<f32>,
};

const SEGMENTS: u32 = 20u;

@vertex
fn link_vertex(
    @builtin(vertex_index) index: u32,
    @location(0) p01: vec4<f32>,
    @location(1) p23: vec4<f32>,
    @location(2) color: vec4<f32>,
    @location(3) width: f32,
) -> LinkOut {
    let t = f32(index / 2u) / f32(SEGMENTS);
    let side = f32(index % 2u) * 2.0 - 1.0;
    let s = 1.0 - t;
    let a = p01.xy; let b = p01.zw; let c = p23.xy; let d = p23.zw;
    let at = a * (s * s * s) + b * (3.0 * s * s * t) + c * (3.0 * s * t * t) + d * (t * t * t);
    var along = (b - a) * (s * s) + (c - b) * (2.0 * s * t) + (d - c) * (t * t);
    if (dot(along, along) < 1e-8) { along = d - a; }
    if (dot(along, along) < 1e-8) { along = vec2<f32>(1.0, 0.0); }
    let normal = normalize(vec2<f32>(-along.y, along.x));
    let reach = width * 0.5 + 1.0;
    var out: LinkOut;
    out.position = clip(at * view.ratio + normal * side * reach);
    out.across = side * reach;
    out.half_width = width * 0.5;
    out.color = color;
    return out;
}

@fragment
fn link_fragment(in: LinkOut) -> @location(0) vec4<f32> {
    return in.color * coverage(abs(in.across) - in.half_width);
}

// ---- arrowheads ----------------------------------------------------------

struct ArrowOut {
    @builtin(position) position: vec4<f32>,
    @location(0) at: vec2<f32>,
    @location(1) @interpolate(flat) ab: vec4<f32>,
    @location(2) @interpolate(flat) c: vec2<f32>,
    @location(3) color: vec4<f32>,
};

@vertex
fn arrow_vertex(
    @builtin(vertex_index) index: u32,
    @location(0) ab: vec4<f32>,
    @location(1) c: vec2<f32>,
    @location(2) color: vec4<f32>,
) -> ArrowOut {
    let low = min(min(ab.xy, ab.zw), c) - vec2<f32>(1.0);
    let high = max(max(ab.xy, ab.zw), c) + vec2<f32>(1.0);
    let corner = vec2<f32>(f32(index % 2u), f32(index / 2u));
    let at = mix(low, high, corner);
    var out: ArrowOut;
    out.position = clip(at * view.ratio);
    out.at = at;
    out.ab = ab;
    out.c = c;
    out.color = color;
    return out;
}

// ---- figures -------------------------------------------------------------
// A figure is a core (a segment or a regular polygon) with everything within a rounding of it:
// the outlines of `drawing::shape`, which this follows formula by formula.

struct FigureIn {
    @location(0) place: vec4<f32>,   // centre x, y; half (segment) or apothem; half side
    @location(1) shape: vec4<f32>,   // rounding, sides (0: segment), turn, stroke width
    @location(2) fill: vec4<f32>,
    @location(3) stroke: vec4<f32>,
    @location(4) ink: vec4<f32>,     // of the icon
    @location(5) more: vec4<f32>,    // icon size, icon layer (-1: none), dash drawn, dash left out
};

struct FigureOut {
    @builtin(position) position: vec4<f32>,
    @location(0) at: vec2<f32>,      // from the centre, in page pixels
    @location(1) @interpolate(flat) core: vec2<f32>,
    @location(2) @interpolate(flat) shape: vec4<f32>,
    @location(3) @interpolate(flat) fill: vec4<f32>,
    @location(4) @interpolate(flat) stroke: vec4<f32>,
    @location(5) @interpolate(flat) ink: vec4<f32>,
    @location(6) @interpolate(flat) more: vec4<f32>,
};

@vertex
fn figure_vertex(@builtin(vertex_index) index: u32, in: FigureIn) -> FigureOut {
    let reach = length(in.place.zw) + in.shape.x + in.shape.w + 2.0;
    let corner = vec2<f32>(f32(index % 2u), f32(index / 2u)) * 2.0 - 1.0;
    var out: FigureOut;
    out.at = corner * reach;
    out.position = clip(in.place.xy * view.ratio + out.at);
    out.core = in.place.zw;
    out.shape = in.shape;
    out.fill = in.fill;
    out.stroke = in.stroke;
    out.ink = in.ink;
    out.more = in.more;
    return out;
}

fn figure_distance(p: vec2<f32>, core: vec2<f32>, shape: vec4<f32>) -> f32 {
    if (shape.y < 0.5) {
        return length(vec2<f32>(max(abs(p.x) - core.x, 0.0), p.y)) - shape.x;
    }
    // Fold the plane onto the sector around the middle of one side.
    let sector = 6.283185307 / shape.y;
    var angle = atan2(p.y, p.x) - shape.z;
    angle = angle - sector * round(angle / sector);
    let r = length(p);
    let along = r * cos(angle);
    let across = abs(r * sin(angle));
    var d = along - core.x;
    if (d > 0.0) { d = length(vec2<f32>(d, max(across - core.y, 0.0))); }
    return d - shape.x;
}

fn over(below: vec4<f32>, above: vec4<f32>) -> vec4<f32> {
    return above + below * (1.0 - above.a);
}

@fragment
fn figure_fragment(in: FigureOut) -> @location(0) vec4<f32> {
    let d = figure_distance(in.at, in.core, in.shape);
    let half = in.shape.w * 0.5;
    var color = in.fill * coverage(d);
    var line = coverage(abs(d) - half);
    if (in.more.w > 0.0) {
        // Dashes along the outline, as if it were a circle of the same reach.
        let period = in.more.z + in.more.w;
        let radius = length(in.core) + in.shape.x;
        let count = max(round(6.283185307 * radius / period), 1.0);
        let turns = (atan2(in.at.y, in.at.x) / 6.283185307 + 0.5) * count;
        line = line * step(fract(turns), in.more.z / period);
    }
    if (half > 0.0) {
        // The line replaces the fill under it, so that its own opacity counts once.
        color = mix(color, vec4<f32>(0.0), line) + in.stroke * line;
    }
    if (in.more.y >= 0.0 && in.more.x > 0.0) {
        let uv = in.at / in.more.x + vec2<f32>(0.5);
        let level = max(log2(64.0 / (in.more.x * view.pixels_per_point)), 0.0);
        let sampled = textureSampleLevel(icons, icon_sampler, uv, i32(in.more.y + 0.5), level).r;
        let within = step(0.0, uv.x) * step(uv.x, 1.0) * step(0.0, uv.y) * step(uv.y, 1.0);
        color = over(color, in.ink * (sampled * within));
    }
    return color;
}
