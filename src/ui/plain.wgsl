// egui's triangles where a processor draws. Colours are gamma-space and premultiplied, as in egui's
// own shader, of which this is the part that is needed.

struct Screen {
    size: vec2<f32>,  // in points
    pad: vec2<f32>,
};

@group(0) @binding(0) var<uniform> screen: Screen;
@group(1) @binding(0) var atlas: texture_2d<f32>;
@group(1) @binding(1) var atlas_sampler: sampler;

struct Out {
    @builtin(position) position: vec4<f32>,
    @location(0) uv: vec2<f32>,
    @location(1) color: vec4<f32>,
};

@vertex
fn vertex(@location(0) at: vec2<f32>, @location(1) uv: vec2<f32>, @location(2) color: vec4<f32>) -> Out {
    var out: Out;
    let p = at / screen.size;
    out.position = vec4<f32>(p.x * 2.0 - 1.0, 1.0 - p.y * 2.0, 0.0, 1.0);
    out.uv = uv;
    out.color = color;
    return out;
}

@fragment
fn textured(in: Out) -> @location(0) vec4<f32> {
    return in.color * textureSampleLevel(atlas, atlas_sampler, in.uv, 0.0);
}

struct FlatOut {
    @builtin(position) position: vec4<f32>,
    @location(0) @interpolate(flat) color: vec4<f32>,
};

@vertex
fn flat_vertex(@location(0) at: vec2<f32>, @location(1) uv: vec2<f32>, @location(2) color: vec4<f32>) -> FlatOut {
    var out: FlatOut;
    let p = at / screen.size;
    out.position = vec4<f32>(p.x * 2.0 - 1.0, 1.0 - p.y * 2.0, 0.0, 1.0);
    out.color = color;
    return out;
}

@fragment
fn filled(in: FlatOut) -> @location(0) vec4<f32> {
    return in.color;
}
