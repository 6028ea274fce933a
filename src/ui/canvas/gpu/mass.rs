//! The mass on the GPU: textures of actors and marks, buffers of links and dots, and the pipelines
//! that draw runs of them.

use std::num::NonZeroU64;
use std::ops::Range;
use std::sync::Arc;

use bytemuck::{Pod, Zeroable};
use egui_wgpu::wgpu;

use super::front::icon_texture;
use super::store::{DotInstance, LinkInstance, Mirror, ROW, STYLE, Store};
use super::{Paint, Target, shader};
use crate::ui::canvas::icons::IconLayers;

/// The uniform of the shaders; see `mass.wgsl`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Pod, Zeroable)]
pub struct ViewUniform {
    pub canvas: [f32; 4],
    pub accent: [f32; 4],
    pub link_faded: [f32; 4],
    pub strata: [f32; 8],
    pub center: [i32; 2],
    pub rest: [f32; 2],
    pub size: [f32; 2],
    pub pixels_per_point: f32,
    pub px_per_step: f32,
    pub scale: f32,
    pub far: f32,
    pub fade: f32,
    pub most: f32,
    pub inset: f32,
    pub merge: f32,
    pub cell: f32,
    pub cell_next: f32,
    pub link_opacity: f32,
    pub fade_beyond: f32,
    pub fade_long: f32,
    pub segments: f32,
    pub some_lit: u32,
    pub in_front: u32,
    /// How far the selected are dragged, in pixels, where they are too many to be written each.
    pub drag: [f32; 2],
}

/// How nodes are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nodes {
    /// As shapes with their icons.
    #[default]
    Figures,
    /// As dots, one for each actor.
    Dots,
    /// As merged dots.
    Merged,
}

/// What of the mass a frame draws.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// How.
    pub view: ViewUniform,
    /// Runs of links, in the order of the store.
    pub links: Vec<Range<u32>>,
    /// Segments of a link's curve.
    pub segments: u32,
    /// Whether arrows are drawn.
    pub arrows: bool,
    /// How nodes are drawn.
    pub nodes: Nodes,
    /// Runs of nodes: of actors, or of merged dots.
    pub runs: Vec<Range<u32>>,
    /// Actors that moved after the order was made.
    pub strays: Range<u32>,
    /// Whether lit actors and their links are drawn again before the rest.
    pub lit: bool,
}

/// Pipelines and what they read.
pub struct MassPainter {
    links: wgpu::RenderPipeline,
    arrows: wgpu::RenderPipeline,
    figures: wgpu::RenderPipeline,
    dots: wgpu::RenderPipeline,
    merged: wgpu::RenderPipeline,
    lit: wgpu::RenderPipeline,
    layout: wgpu::BindGroupLayout,
    sampler: wgpu::Sampler,
    view: wgpu::Buffer,
    actors: Texture,
    marks: Texture,
    styles: Texture,
    icons: Option<(Arc<IconLayers>, wgpu::TextureView)>,
    bind_group: Option<wgpu::BindGroup>,
    numbers: Buffer,
    become_next: Buffer,
    level_dots: Buffer,
    level_next: Buffer,
    link_buffer: Buffer,
    lit_numbers: Buffer,
    lit_links: Buffer,
}

/// A vertex buffer that grows.
#[derive(Default)]
struct Buffer {
    buffer: Option<wgpu::Buffer>,
    count: u32,
}

impl Buffer {
    fn upload<T: Pod + PartialEq>(
        &mut self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        mirror: &mut Mirror<T>,
    ) {
        self.count = mirror.data.len() as u32;
        let Some(mut dirty) = mirror.take_dirty() else { return };
        let size = size_of::<T>();
        let needed = (mirror.data.len() * size) as u64;
        if self.buffer.as_ref().is_none_or(|buffer| buffer.size() < needed) {
            // A quarter more than needed, for what may be added.
            let size = (needed + needed / 4).max(256).next_multiple_of(64);
            self.buffer = Some(device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("maillage mass"),
                size,
                usage: wgpu::BufferUsages::VERTEX | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            }));
            dirty = 0..mirror.data.len();
        }
        if let Some(buffer) = &self.buffer {
            let bytes = bytemuck::cast_slice(&mirror.data[dirty.clone()]);
            queue.write_buffer(buffer, (dirty.start * size) as u64, bytes);
        }
    }
}

/// A texture of rows that grows.
struct Texture {
    format: wgpu::TextureFormat,
    width: usize,
    texture: Option<wgpu::Texture>,
}

impl Texture {
    fn new(format: wgpu::TextureFormat, width: usize) -> Self {
        Self { format, width, texture: None }
    }

    /// Uploads the rows that changed; says whether the texture is another one now.
    fn upload<T: Pod + PartialEq>(
        &mut self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        mirror: &mut Mirror<T>,
    ) -> bool {
        let Some(dirty) = mirror.take_dirty() else { return false };
        let rows = mirror.data.len() / self.width;
        let mut changed = dirty.start / self.width..dirty.end.div_ceil(self.width).min(rows);
        let renewed = self.texture.as_ref().is_none_or(|texture| (texture.height() as usize) < rows);
        if renewed {
            let limit = device.limits().max_texture_dimension_2d;
            self.texture = Some(device.create_texture(&wgpu::TextureDescriptor {
                label: Some("maillage mass"),
                size: wgpu::Extent3d {
                    width: self.width as u32,
                    height: (rows as u32 + rows as u32 / 4).clamp(1, limit),
                    depth_or_array_layers: 1,
                },
                mip_level_count: 1,
                sample_count: 1,
                dimension: wgpu::TextureDimension::D2,
                format: self.format,
                usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
                view_formats: &[],
            }));
            changed = 0..rows;
        }
        if let Some(texture) = &self.texture {
            let changed = changed.start..changed.end.min(texture.height() as usize);
            if !changed.is_empty() {
                let bytes =
                    bytemuck::cast_slice(&mirror.data[changed.start * self.width..changed.end * self.width]);
                queue.write_texture(
                    wgpu::TexelCopyTextureInfo {
                        texture,
                        mip_level: 0,
                        origin: wgpu::Origin3d { x: 0, y: changed.start as u32, z: 0 },
                        aspect: wgpu::TextureAspect::All,
                    },
                    bytes,
                    wgpu::TexelCopyBufferLayout {
                        offset: 0,
                        bytes_per_row: Some((self.width * size_of::<T>()) as u32),
                        rows_per_image: None,
                    },
                    wgpu::Extent3d {
                        width: self.width as u32,
                        height: changed.len() as u32,
                        depth_or_array_layers: 1,
                    },
                );
            }
        }
        renewed
    }

    fn view(&self) -> Option<wgpu::TextureView> {
        Some(self.texture.as_ref()?.create_view(&wgpu::TextureViewDescriptor::default()))
    }
}

impl MassPainter {
    pub fn new(device: &wgpu::Device, format: wgpu::TextureFormat, samples: u32) -> Self {
        let module = device.create_shader_module(shader(include_str!("mass.wgsl")));
        let texture = |binding: u32, sample_type: wgpu::TextureSampleType| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::VERTEX,
            ty: wgpu::BindingType::Texture {
                sample_type,
                view_dimension: wgpu::TextureViewDimension::D2,
                multisampled: false,
            },
            count: None,
        };
        let layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("maillage mass"),
            entries: &[
                wgpu::BindGroupLayoutEntry {
                    binding: 0,
                    visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
                    ty: wgpu::BindingType::Buffer {
                        ty: wgpu::BufferBindingType::Uniform,
                        has_dynamic_offset: false,
                        min_binding_size: NonZeroU64::new(size_of::<ViewUniform>() as u64),
                    },
                    count: None,
                },
                texture(1, wgpu::TextureSampleType::Sint),
                texture(2, wgpu::TextureSampleType::Uint),
                texture(3, wgpu::TextureSampleType::Float { filterable: false }),
                wgpu::BindGroupLayoutEntry {
                    binding: 4,
                    visibility: wgpu::ShaderStages::FRAGMENT,
                    ty: wgpu::BindingType::Texture {
                        sample_type: wgpu::TextureSampleType::Float { filterable: true },
                        view_dimension: wgpu::TextureViewDimension::D2Array,
                        multisampled: false,
                    },
                    count: None,
                },
                wgpu::BindGroupLayoutEntry {
                    binding: 5,
                    visibility: wgpu::ShaderStages::FRAGMENT,
                    ty: wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering),
                    count: None,
                },
            ],
        });
        let pipeline_layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("maillage mass"),
            bind_group_layouts: &[Some(&layout)],
            immediate_size: 0,
        });
        let target = Target { device, module: &module, layout: &pipeline_layout, format, samples };
        let pipeline = |vertex: &str, fragment: &str, buffers: &[(usize, wgpu::VertexFormat)]| {
            let attributes: Vec<[wgpu::VertexAttribute; 1]> = (0u32..)
                .zip(buffers)
                .map(|(at, (_, format))| {
                    [wgpu::VertexAttribute { format: *format, offset: 0, shader_location: at }]
                })
                .collect();
            let layouts: Vec<_> = buffers
                .iter()
                .zip(&attributes)
                .map(|((stride, _), attributes)| {
                    Some(wgpu::VertexBufferLayout {
                        array_stride: *stride as u64,
                        step_mode: wgpu::VertexStepMode::Instance,
                        attributes,
                    })
                })
                .collect();
            target.strips(vertex, vertex, fragment, &layouts)
        };
        let link = (size_of::<LinkInstance>(), wgpu::VertexFormat::Uint32x3);
        let number = (size_of::<u32>(), wgpu::VertexFormat::Uint32);
        let dot = (size_of::<DotInstance>(), wgpu::VertexFormat::Sint32x4);
        Self {
            links: pipeline("link_vertex", "link_fragment", &[link]),
            arrows: pipeline("arrow_vertex", "arrow_fragment", &[link]),
            figures: pipeline("figure_vertex", "figure_fragment", &[number]),
            dots: pipeline("dot_vertex", "dot_fragment", &[number, dot]),
            merged: pipeline("merged_vertex", "dot_fragment", &[dot, dot]),
            lit: pipeline("lit_vertex", "dot_fragment", &[number]),
            sampler: device.create_sampler(&wgpu::SamplerDescriptor {
                label: Some("maillage icons"),
                mag_filter: wgpu::FilterMode::Linear,
                min_filter: wgpu::FilterMode::Linear,
                mipmap_filter: wgpu::MipmapFilterMode::Linear,
                ..Default::default()
            }),
            view: device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("maillage view"),
                size: size_of::<ViewUniform>() as u64,
                usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            }),
            layout,
            actors: Texture::new(wgpu::TextureFormat::Rgba32Sint, ROW),
            marks: Texture::new(wgpu::TextureFormat::R8Uint, ROW),
            styles: Texture::new(wgpu::TextureFormat::Rgba32Float, STYLE),
            icons: None,
            bind_group: None,
            numbers: Buffer::default(),
            become_next: Buffer::default(),
            level_dots: Buffer::default(),
            level_next: Buffer::default(),
            link_buffer: Buffer::default(),
            lit_numbers: Buffer::default(),
            lit_links: Buffer::default(),
        }
    }

    pub fn prepare(
        &mut self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        paint: &Paint,
        store: &mut Store,
        pixels_per_point: f32,
    ) {
        let mut renewed = self.actors.upload(device, queue, &mut store.actors);
        renewed |= self.marks.upload(device, queue, &mut store.marks);
        renewed |= self.styles.upload(device, queue, &mut store.styles);
        self.numbers.upload(device, queue, &mut store.numbers);
        self.become_next.upload(device, queue, &mut store.become_next);
        self.level_dots.upload(device, queue, &mut store.dots);
        self.level_next.upload(device, queue, &mut store.dots_next);
        self.link_buffer.upload(device, queue, &mut store.links);
        self.lit_numbers.upload(device, queue, &mut store.lit);
        self.lit_links.upload(device, queue, &mut store.lit_links);
        if self.icons.as_ref().is_none_or(|(held, _)| !Arc::ptr_eq(held, &paint.icons)) {
            self.icons = Some((paint.icons.clone(), icon_texture(device, queue, &paint.icons)));
            renewed = true;
        }
        if renewed || self.bind_group.is_none() {
            self.bind_group = self.bind(device);
        }
        let view = ViewUniform { pixels_per_point, ..paint.frame.view };
        queue.write_buffer(&self.view, 0, bytemuck::bytes_of(&view));
    }

    fn bind(&self, device: &wgpu::Device) -> Option<wgpu::BindGroup> {
        let (actors, marks, styles) = (self.actors.view()?, self.marks.view()?, self.styles.view()?);
        let (_, icons) = self.icons.as_ref()?;
        let texture = |binding: u32, view| wgpu::BindGroupEntry {
            binding,
            resource: wgpu::BindingResource::TextureView(view),
        };
        Some(device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("maillage mass"),
            layout: &self.layout,
            entries: &[
                wgpu::BindGroupEntry { binding: 0, resource: self.view.as_entire_binding() },
                texture(1, &actors),
                texture(2, &marks),
                texture(3, &styles),
                texture(4, icons),
                wgpu::BindGroupEntry { binding: 5, resource: wgpu::BindingResource::Sampler(&self.sampler) },
            ],
        }))
    }

    /// Draws links and their arrows.
    pub fn paint_links(&self, pass: &mut wgpu::RenderPass<'static>, frame: &Frame) {
        let vertices = 2 * (frame.segments + 1);
        self.draw(pass, &self.links, &[&self.link_buffer], vertices, &frame.links);
        if frame.arrows {
            self.draw(pass, &self.arrows, &[&self.link_buffer], 4, &frame.links);
        }
        if frame.lit {
            let all = std::slice::from_ref(&(0..u32::MAX));
            self.draw(pass, &self.links, &[&self.lit_links], vertices, all);
        }
    }

    /// Draws nodes.
    pub fn paint_nodes(&self, pass: &mut wgpu::RenderPass<'static>, frame: &Frame) {
        let strays = std::slice::from_ref(&frame.strays);
        match frame.nodes {
            Nodes::Figures => {
                self.draw(pass, &self.figures, &[&self.numbers], 4, &frame.runs);
                self.draw(pass, &self.figures, &[&self.numbers], 4, strays);
            }
            Nodes::Dots => {
                let buffers = [&self.numbers, &self.become_next];
                self.draw(pass, &self.dots, &buffers, 4, &frame.runs);
                self.draw(pass, &self.dots, &buffers, 4, strays);
            }
            Nodes::Merged => {
                self.draw(pass, &self.merged, &[&self.level_dots, &self.level_next], 4, &frame.runs);
                self.draw(pass, &self.lit, &[&self.numbers], 4, strays);
            }
        }
        if frame.lit {
            self.draw(pass, &self.lit, &[&self.lit_numbers], 4, std::slice::from_ref(&(0..u32::MAX)));
        }
    }

    /// Draws runs of what lies in some buffers side by side.
    fn draw(
        &self,
        pass: &mut wgpu::RenderPass<'static>,
        pipeline: &wgpu::RenderPipeline,
        buffers: &[&Buffer],
        vertices: u32,
        runs: &[Range<u32>],
    ) {
        let Some(bind_group) = &self.bind_group else { return };
        let count = buffers.iter().map(|buffer| buffer.count).min().unwrap_or(0);
        if runs.iter().all(|run| run.start >= run.end.min(count)) {
            return;
        }
        pass.set_pipeline(pipeline);
        pass.set_bind_group(0, bind_group, &[]);
        for (slot, buffer) in (0u32..).zip(buffers) {
            let Some(buffer) = &buffer.buffer else { return };
            pass.set_vertex_buffer(slot, buffer.slice(..));
        }
        for run in runs {
            let end = run.end.min(count);
            if run.start < end {
                pass.draw(0..vertices, run.start..end);
            }
        }
    }
}
