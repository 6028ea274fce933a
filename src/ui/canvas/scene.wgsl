// The network on the GPU: links, arrowheads and nodes, one instance each.
// Coordinates are page pixels (world times zoom); the view adds the page's origin.
// Colours are gamma-space and premultiplied, as egui's own pass wants them.

struct View {
    origin: vec2<f32>,      // of the page, in logical pixels from the canvas' upper left
    size: vec2<f32>,        // of the canvas, in logical pixels
    pixels_per_point: f32,
    pad0: f32, pad1: f32, pad2: f32,
};

@group(0) @binding(0) var<uniform> view: View;
@group(0) @binding(1) var icons: texture_2d_array<f32>;
@group(0) @binding(2) var icon_sampler: sampler;

fn clip(at: vec2<f32>) -> vec4<f32> {
    let p = (at + view.origin) / view.size;
    return vec4<f32>(p.x * 2.0 - 1.0, 1.0 - p.y * 2.0, 0.0, 1.0);
}

// How much of a pixel lies inside, from the signed distance in logical pixels.
fn coverage(distance: f32) -> f32 {
    return clamp(0.5 - distance * view.pixels_per_point, 0.0, 1.0);
}

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
    out.position = clip(at + normal * side * reach);
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
    out.position = clip(at);
    out.at = at;
    out.ab = ab;
    out.c = c;
    out.color = color;
    return out;
}

fn edge_distance(p: vec2<f32>, a: vec2<f32>, b: vec2<f32>, orientation: f32) -> f32 {
    let e = b - a;
    let n = vec2<f32>(e.y, -e.x) / max(length(e), 1e-6);
    return dot(p - a, n) * orientation;
}

@fragment
fn arrow_fragment(in: ArrowOut) -> @location(0) vec4<f32> {
    let a = in.ab.xy; let b = in.ab.zw; let c = in.c;
    let area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    let orientation = sign(area);
    let d = max(
        edge_distance(in.at, a, b, orientation),
        max(edge_distance(in.at, b, c, orientation), edge_distance(in.at, c, a, orientation)),
    );
    return in.color * coverage(d);
}

// ---- nodes ---------------------------------------------------------------

struct NodeIn {
    @location(0) center_radius: vec4<f32>,  // x, y, radius, icon size
    @location(1) fill: vec4<f32>,
    @location(2) stroke: vec4<f32>,
    @location(3) ink: vec4<f32>,            // of the icon
    @location(4) ring: vec4<f32>,           // selection or focus ring
    @location(5) outer: vec4<f32>,          // second outline, or hover ring
    @location(6) lengths: vec4<f32>,        // stroke width, ring width, ring gap, outer width
    @location(7) more: vec4<f32>,           // outer gap, shape, icon layer (-1: none), dashed
};

struct NodeOut {
    @builtin(position) position: vec4<f32>,
    @location(0) at: vec2<f32>,             // from the centre, in page pixels
    @location(1) @interpolate(flat) size: vec2<f32>, // radius, icon size
    @location(2) @interpolate(flat) fill: vec4<f32>,
    @location(3) @interpolate(flat) stroke: vec4<f32>,
    @location(4) @interpolate(flat) ink: vec4<f32>,
    @location(5) @interpolate(flat) ring: vec4<f32>,
    @location(6) @interpolate(flat) outer: vec4<f32>,
    @location(7) @interpolate(flat) lengths: vec4<f32>,
    @location(8) @interpolate(flat) more: vec4<f32>,
};

@vertex
fn node_vertex(@builtin(vertex_index) index: u32, in: NodeIn) -> NodeOut {
    let radius = in.center_radius.z;
    let reach = radius * 1.4 + max(in.lengths.y + in.lengths.z, in.lengths.w + in.more.x) + 2.0;
    let corner = vec2<f32>(f32(index % 2u), f32(index / 2u)) * 2.0 - 1.0;
    var out: NodeOut;
    out.at = corner * reach;
    out.position = clip(in.center_radius.xy + out.at);
    out.size = in.center_radius.zw;
    out.fill = in.fill;
    out.stroke = in.stroke;
    out.ink = in.ink;
    out.ring = in.ring;
    out.outer = in.outer;
    out.lengths = in.lengths;
    out.more = in.more;
    return out;
}

fn box(p: vec2<f32>, half: vec2<f32>) -> f32 {
    let q = abs(p) - half;
    return length(max(q, vec2<f32>(0.0))) + min(max(q.x, q.y), 0.0);
}

// Signed distance to a regular polygon with `n` sides of this apothem; `turn` is the direction of
// a corner.
fn polygon(p: vec2<f32>, n: f32, apothem: f32, turn: f32) -> f32 {
    let sector = 6.283185307 / n;
    var angle = atan2(p.y, p.x) - turn;
    angle = angle - sector * floor(angle / sector) - sector * 0.5;
    let q = length(p) * vec2<f32>(cos(angle), sin(angle));
    let half_side = apothem * tan(sector * 0.5);
    let dx = q.x - apothem;
    let dy = max(abs(q.y) - half_side, 0.0);
    if (dx < 0.0 && dy <= 0.0) { return dx; }
    return length(vec2<f32>(dx, dy)) * select(-1.0, 1.0, dx > 0.0 || dy > 0.0);
}

// The seven shapes; their factors are those of `drawing::metrics`.
fn distance_to_shape(p: vec2<f32>, r: f32, shape: i32) -> f32 {
    switch shape {
        case 1: { let c = 0.28 * r; return box(p, vec2<f32>(0.89 * r - c)) - c; }
        case 2: {
            let c = 0.25 * r;
            let half = 1.22 * r * 0.70710678 - c;
            let q = vec2<f32>(p.x + p.y, p.y - p.x) * 0.70710678;
            return box(q, vec2<f32>(half)) - c;
        }
        case 3: { let c = 0.22 * r; return polygon(p, 5.0, 1.1 * r * 0.80901699 - c, -1.57079633) - c; }
        case 5: { let c = 0.22 * r; return polygon(p, 6.0, 1.08 * r * 0.8660254 - c, 0.0) - c; }
        case 6: {
            let half = vec2<f32>(1.28 * r, 0.82 * r);
            return box(p, vec2<f32>(half.x - half.y, 0.0)) - half.y;
        }
        default: { return length(p) - r; }
    }
}

fn over(below: vec4<f32>, above: vec4<f32>) -> vec4<f32> {
    return above + below * (1.0 - above.a);
}

fn band(distance: f32, inner: f32, width: f32) -> f32 {
    return coverage(abs(distance - inner - width * 0.5) - width * 0.5);
}

@fragment
fn node_fragment(in: NodeOut) -> @location(0) vec4<f32> {
    let shape = i32(in.more.y + 0.5);
    let d = distance_to_shape(in.at, in.size.x, shape);
    var color = vec4<f32>(0.0);
    if (shape == 4) {
        // A person: a disc inside a ring.
        color = over(color, in.fill * coverage(d + 3.2));
        color = over(color, in.stroke * band(d, -in.lengths.x, in.lengths.x));
    } else {
        color = over(color, in.stroke * coverage(d));
        // The fill covers the stroke's inner side.
        let inside = coverage(d + in.lengths.x);
        color = mix(color, in.fill, inside);
    }
    if (in.more.z >= 0.0) {
        let uv = in.at / in.size.y + vec2<f32>(0.5);
        let level = max(log2(64.0 / (in.size.y * view.pixels_per_point)), 0.0);
        let sampled = textureSampleLevel(icons, icon_sampler, uv, i32(in.more.z + 0.5), level).r;
        let within = step(0.0, uv.x) * step(uv.x, 1.0) * step(0.0, uv.y) * step(uv.y, 1.0);
        color = over(color, in.ink * (sampled * within));
    }
    if (in.lengths.w > 0.0) {
        color = over(color, in.outer * band(d, in.more.x, in.lengths.w));
    }
    if (in.lengths.y > 0.0) {
        var ring = band(d, in.lengths.z, in.lengths.y);
        if (in.more.w > 0.5) {
            // Dashes of 4 with gaps of 3 along the ring.
            let along = (atan2(in.at.y, in.at.x) + 3.14159265) * (in.size.x + in.lengths.z);
            ring = ring * step(along - 7.0 * floor(along / 7.0), 4.0);
        }
        color = over(color, in.ring * ring);
    }
    return color;
}
