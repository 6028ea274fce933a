//! What stands before the mass, painted by the GPU: links, arrowheads and nodes of a scene, a few
//! hundred at most. What they look like is decided by `drawing`; this only uploads and draws it.

use std::num::NonZeroU64;
use std::sync::Arc;

use bytemuck::{Pod, Zeroable};
use egui_wgpu::wgpu::{self, util::DeviceExt as _};

use super::{Paint, Target, shader};
use crate::drawing::scene::{LinkShape, NodeShape};
use crate::drawing::shape::{Core, Outline};
use crate::drawing::{Rgba, Scene};
use crate::geometry::Point;
use crate::ui::canvas::icons::{ICON_SIDE, IconLayers};

const LINK_VERTICES: u32 = 2 * (20 + 1);

#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
struct LinkInstance {
    p01: [f32; 4],
    p23: [f32; 4],
    color: [f32; 4],
    width: f32,
    pad: [f32; 3],
}

#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
struct ArrowInstance {
    ab: [f32; 4],
    c: [f32; 2],
    pad: [f32; 2],
    color: [f32; 4],
}

#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
struct FigureInstance {
    place: [f32; 4],
    shape: [f32; 4],
    fill: [f32; 4],
    stroke: [f32; 4],
    ink: [f32; 4],
    more: [f32; 4],
}

#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
struct View {
    origin: [f32; 2],
    size: [f32; 2],
    pixels_per_point: f32,
    ratio: f32,
    pad: [f32; 2],
}

/// A scene ready for upload.
///
/// Coordinates are relative to `anchor`, so that 32-bit floats stay exact to the pixel however far
/// from the world's origin one looks.
pub struct Instances {
    version: u64,
    anchor_in_page: Point,
    links: Vec<LinkInstance>,
    arrows: Vec<ArrowInstance>,
    figures: Vec<FigureInstance>,
    icons: Arc<IconLayers>,
}

impl Instances {
    /// Packs a scene. `version` must differ from that of any other scene of this canvas.
    pub fn new(scene: &Scene, anchor_in_page: Point, icons: Arc<IconLayers>, version: u64) -> Self {
        let mut links = Vec::with_capacity(scene.links.len());
        let mut arrows = Vec::with_capacity(scene.links.len());
        for link in &scene.links {
            links.push(link_instance(link, anchor_in_page));
            if let Some([a, b, c]) = link.arrow {
                let [a, b, c] = [a, b, c].map(|point| local(point, anchor_in_page));
                arrows.push(ArrowInstance {
                    ab: [a[0], a[1], b[0], b[1]],
                    c,
                    pad: [0.0; 2],
                    color: premultiplied(link.colour, 1.0),
                });
            }
        }
        let mut figures = Vec::with_capacity(scene.nodes.len() * 2);
        for node in &scene.nodes {
            push_node(&mut figures, node, anchor_in_page, &icons);
        }
        Self { version, anchor_in_page, links, arrows, figures, icons }
    }
}

fn local(at: Point, anchor: Point) -> [f32; 2] {
    [(at.x - anchor.x) as f32, (at.y - anchor.y) as f32]
}

fn link_instance(link: &LinkShape, anchor: Point) -> LinkInstance {
    let [a, b, c, d] = link.curve.0.map(|point| local(point, anchor));
    LinkInstance {
        p01: [a[0], a[1], b[0], b[1]],
        p23: [c[0], c[1], d[0], d[1]],
        color: premultiplied(link.colour, 1.0),
        width: link.width as f32,
        pad: [0.0; 3],
    }
}

/// A node as figures, from the back to the front: ring of a person or second outline, body with
/// its icon, rings of hover, selection and keyboard.
fn push_node(figures: &mut Vec<FigureInstance>, node: &NodeShape, anchor: Point, icons: &IconLayers) {
    let opacity = node.opacity as f32;
    for layer in node.back.iter().chain([&node.body]) {
        let mut figure = figure(node.center, anchor, layer.outline);
        figure.fill = premultiplied(layer.fill, opacity);
        figure.stroke = premultiplied(layer.stroke, opacity);
        figure.shape[3] = layer.stroke_width as f32;
        figures.push(figure);
    }
    if let Some(icon) = &node.icon
        && let Some(layer) = icons.layer(icon.glyph)
        && let Some(body) = figures.last_mut()
    {
        body.ink = premultiplied(icon.colour, opacity);
        body.more[0] = icon.size as f32;
        body.more[1] = layer as f32;
    }
    for ring in [&node.hover_ring, &node.ring, &node.focus_ring].into_iter().flatten() {
        let mut figure = figure(node.center, anchor, ring.outline);
        figure.stroke = premultiplied(ring.colour, 1.0);
        figure.shape[3] = ring.width as f32;
        if let Some([drawn, left_out]) = ring.dash {
            figure.more[2] = drawn as f32;
            figure.more[3] = left_out as f32;
        }
        figures.push(figure);
    }
}

fn figure(center: Point, anchor: Point, outline: Outline) -> FigureInstance {
    let [x, y] = local(center, anchor);
    let (a, b, sides, turn) = match outline.core() {
        Core::Segment { half } => (half, 0.0, 0.0, 0.0),
        Core::Polygon { sides, apothem, half_side, turn } => (apothem, half_side, f32::from(sides), turn),
    };
    FigureInstance {
        place: [x, y, a as f32, b as f32],
        shape: [outline.rounding() as f32, sides, turn as f32, 0.0],
        fill: [0.0; 4],
        stroke: [0.0; 4],
        ink: [0.0; 4],
        more: [0.0, -1.0, 0.0, 0.0],
    }
}

fn premultiplied(colour: Rgba, opacity: f32) -> [f32; 4] {
    let [r, g, b, a] = colour.0.map(|channel| f32::from(channel) / 255.0);
    let alpha = a * opacity;
    [r * alpha, g * alpha, b * alpha, alpha]
}

/// Pipelines and buffers, kept between frames.
pub struct Front {
    links: wgpu::RenderPipeline,
    arrows: wgpu::RenderPipeline,
    figures: wgpu::RenderPipeline,
    layout: wgpu::BindGroupLayout,
    sampler: wgpu::Sampler,
    view: wgpu::Buffer,
    link_buffer: Buffer,
    arrow_buffer: Buffer,
    figure_buffer: Buffer,
    icons: Option<(Arc<IconLayers>, wgpu::BindGroup)>,
    uploaded: Option<u64>,
}

/// A vertex buffer that grows.
struct Buffer {
    buffer: wgpu::Buffer,
    count: u32,
}

impl Buffer {
    fn new(device: &wgpu::Device, size: u64) -> Self {
        let buffer = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("maillage instances"),
            size: size.max(256),
            usage: wgpu::BufferUsages::VERTEX | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        Self { buffer, count: 0 }
    }

    fn upload<T: Pod>(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, instances: &[T]) {
        let bytes: &[u8] = bytemuck::cast_slice(instances);
        if self.buffer.size() < bytes.len() as u64 {
            *self = Self::new(device, (bytes.len() as u64).next_power_of_two());
        }
        if !bytes.is_empty() {
            queue.write_buffer(&self.buffer, 0, bytes);
        }
        self.count = instances.len() as u32;
    }
}

impl Front {
    /// Builds the pipelines for a surface of this format.
    pub fn new(device: &wgpu::Device, format: wgpu::TextureFormat, samples: u32) -> Self {
        let module = device.create_shader_module(shader(include_str!("front.wgsl")));
        let layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("maillage"),
            entries: &[
                wgpu::BindGroupLayoutEntry {
                    binding: 0,
                    visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
                    ty: wgpu::BindingType::Buffer {
                        ty: wgpu::BufferBindingType::Uniform,
                        has_dynamic_offset: false,
                        min_binding_size: NonZeroU64::new(size_of::<View>() as u64),
                    },
                    count: None,
                },
                wgpu::BindGroupLayoutEntry {
                    binding: 1,
                    visibility: wgpu::ShaderStages::FRAGMENT,
                    ty: wgpu::BindingType::Texture {
                        sample_type: wgpu::TextureSampleType::Float { filterable: true },
                        view_dimension: wgpu::TextureViewDimension::D2Array,
                        multisampled: false,
                    },
                    count: None,
                },
                wgpu::BindGroupLayoutEntry {
                    binding: 2,
                    visibility: wgpu::ShaderStages::FRAGMENT,
                    ty: wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering),
                    count: None,
                },
            ],
        });
        let pipeline_layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("maillage"),
            bind_group_layouts: &[Some(&layout)],
            immediate_size: 0,
        });
        let target = Target { device, module: &module, layout: &pipeline_layout, format, samples };
        let pipeline = |name: &str,
                        vertex: &str,
                        fragment: &str,
                        stride: usize,
                        attributes: &[wgpu::VertexAttribute]| {
            let buffers = [Some(wgpu::VertexBufferLayout {
                array_stride: stride as u64,
                step_mode: wgpu::VertexStepMode::Instance,
                attributes,
            })];
            target.strips(name, vertex, fragment, &buffers)
        };
        let link_attributes =
            wgpu::vertex_attr_array![0 => Float32x4, 1 => Float32x4, 2 => Float32x4, 3 => Float32];
        let arrow_attributes = [
            attribute(0, wgpu::VertexFormat::Float32x4, 0),
            attribute(1, wgpu::VertexFormat::Float32x2, 16),
            attribute(2, wgpu::VertexFormat::Float32x4, 32),
        ];
        let figure_attributes = wgpu::vertex_attr_array![
            0 => Float32x4, 1 => Float32x4, 2 => Float32x4, 3 => Float32x4, 4 => Float32x4, 5 => Float32x4
        ];
        Self {
            links: pipeline(
                "maillage links",
                "link_vertex",
                "link_fragment",
                size_of::<LinkInstance>(),
                &link_attributes,
            ),
            arrows: pipeline(
                "maillage arrows",
                "arrow_vertex",
                "arrow_fragment",
                size_of::<ArrowInstance>(),
                &arrow_attributes,
            ),
            figures: pipeline(
                "maillage figures",
                "figure_vertex",
                "figure_fragment",
                size_of::<FigureInstance>(),
                &figure_attributes,
            ),
            sampler: device.create_sampler(&wgpu::SamplerDescriptor {
                label: Some("maillage icons"),
                mag_filter: wgpu::FilterMode::Linear,
                min_filter: wgpu::FilterMode::Linear,
                mipmap_filter: wgpu::MipmapFilterMode::Linear,
                ..Default::default()
            }),
            view: device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("maillage view"),
                size: size_of::<View>() as u64,
                usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            }),
            link_buffer: Buffer::new(device, 0),
            arrow_buffer: Buffer::new(device, 0),
            figure_buffer: Buffer::new(device, 0),
            layout,
            icons: None,
            uploaded: None,
        }
    }

    pub fn prepare(
        &mut self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        paint: &Paint,
        pixels_per_point: f32,
    ) {
        let instances = &paint.front;
        if self.icons.as_ref().is_none_or(|(held, _)| !Arc::ptr_eq(held, &instances.icons)) {
            self.icons = Some((instances.icons.clone(), self.bind(device, queue, &instances.icons)));
        }
        if self.uploaded != Some(instances.version) {
            self.link_buffer.upload(device, queue, &instances.links);
            self.arrow_buffer.upload(device, queue, &instances.arrows);
            self.figure_buffer.upload(device, queue, &instances.figures);
            self.uploaded = Some(instances.version);
        }
        let origin = paint.page_origin_px + instances.anchor_in_page * paint.ratio;
        let view = View {
            origin: [origin.x as f32, origin.y as f32],
            size: paint.size_px,
            pixels_per_point,
            ratio: paint.ratio as f32,
            pad: [0.0; 2],
        };
        queue.write_buffer(&self.view, 0, bytemuck::bytes_of(&view));
    }

    fn bind(&self, device: &wgpu::Device, queue: &wgpu::Queue, icons: &IconLayers) -> wgpu::BindGroup {
        let texture_view = icon_texture(device, queue, icons);
        device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("maillage"),
            layout: &self.layout,
            entries: &[
                wgpu::BindGroupEntry { binding: 0, resource: self.view.as_entire_binding() },
                wgpu::BindGroupEntry {
                    binding: 1,
                    resource: wgpu::BindingResource::TextureView(&texture_view),
                },
                wgpu::BindGroupEntry { binding: 2, resource: wgpu::BindingResource::Sampler(&self.sampler) },
            ],
        })
    }

    /// Draws the links with their arrows.
    pub fn paint_links(&self, pass: &mut wgpu::RenderPass<'static>) {
        self.draw(pass, &self.links, &self.link_buffer, LINK_VERTICES);
        self.draw(pass, &self.arrows, &self.arrow_buffer, 4);
    }

    /// Draws the nodes.
    pub fn paint_nodes(&self, pass: &mut wgpu::RenderPass<'static>) {
        self.draw(pass, &self.figures, &self.figure_buffer, 4);
    }

    fn draw(
        &self,
        pass: &mut wgpu::RenderPass<'static>,
        pipeline: &wgpu::RenderPipeline,
        instances: &Buffer,
        vertices: u32,
    ) {
        let Some((_, bind_group)) = &self.icons else { return };
        if instances.count > 0 {
            pass.set_pipeline(pipeline);
            pass.set_bind_group(0, bind_group, &[]);
            pass.set_vertex_buffer(0, instances.buffer.slice(..));
            pass.draw(0..vertices, 0..instances.count);
        }
    }
}

/// The icons as a texture of layers.
pub fn icon_texture(device: &wgpu::Device, queue: &wgpu::Queue, icons: &IconLayers) -> wgpu::TextureView {
    let texture = device.create_texture_with_data(
        queue,
        &wgpu::TextureDescriptor {
            label: Some("maillage icons"),
            size: wgpu::Extent3d {
                width: ICON_SIDE,
                height: ICON_SIDE,
                // One layer would be read as a plain texture on some drivers.
                depth_or_array_layers: icons.count().max(2),
            },
            mip_level_count: icons.levels(),
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: wgpu::TextureFormat::R8Unorm,
            usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
            view_formats: &[],
        },
        wgpu::util::TextureDataOrder::LayerMajor,
        icons.bytes(),
    );
    texture.create_view(&wgpu::TextureViewDescriptor {
        dimension: Some(wgpu::TextureViewDimension::D2Array),
        ..Default::default()
    })
}

fn attribute(location: u32, format: wgpu::VertexFormat, offset: u64) -> wgpu::VertexAttribute {
    wgpu::VertexAttribute { format, offset, shader_location: location }
}
