// What both shaders of the canvas need, put in front of each: the edge of a shape, in logical pixels from
// its outline (less than zero inside), and arrowheads. Both have a uniform `view` and an `ArrowOut`.

fn coverage(distance: f32) -> f32 {
    return clamp(0.5 - distance * view.pixels_per_point, 0.0, 1.0);
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
