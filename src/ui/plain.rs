//! Plain painting: egui's triangles drawn by a shader of few steps, where a processor draws in place
//! of a graphics card. egui's own reads every texel in two ways and keeps one; a card skips the
//! other, but a software renderer works both out for every pixel, which is nine tenths of a frame.
//!
//! The shapes of a pass are tessellated here and handed back as callbacks, in the order they had;
//! the callbacks that were among them (the canvas) stay where they are.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use egui::epaint::{ClippedPrimitive, ClippedShape, ImageData, ImageDelta, Mesh, Primitive, Vertex};
use egui::{FullOutput, Rect, Shape, TextureId};
use egui_wgpu::{CallbackResources, CallbackTrait, ScreenDescriptor, wgpu};

/// From this area on, in square points, a triangle of one colour is filled without a look at the
/// texture; below, changing the pipeline costs more.
const LARGE: f32 = 1_500.0;

/// Takes the painting of shapes over from egui. Install it once, on software renderers.
pub struct Plain {
    shared: Arc<Mutex<Shared>>,
}

impl Plain {
    /// A painter for a surface of this format.
    pub fn new(device: &wgpu::Device, format: wgpu::TextureFormat) -> Self {
        let shared = Shared {
            pipes: Pipes::new(device, format),
            textures: BTreeMap::new(),
            changes: Vec::new(),
            freed: Vec::new(),
            vertices: Vec::new(),
            indices: Vec::new(),
            draws: Vec::new(),
            changed: false,
        };
        Self { shared: Arc::new(Mutex::new(shared)) }
    }
}

impl egui::Plugin for Plain {
    fn debug_name(&self) -> &'static str {
        "plain painting"
    }

    fn output_hook(&mut self, ctx: &egui::Context, output: &mut FullOutput) {
        let shapes = std::mem::take(&mut output.shapes);
        let primitives = ctx.tessellate(shapes, output.pixels_per_point);
        let mut shared = lock(&self.shared);
        let mut set: Vec<_> = output.textures_delta.set.iter().collect();
        set.sort_by_key(|(id, _)| **id);
        for (id, deltas) in set {
            shared.changes.extend(deltas.iter().map(|delta| (*id, delta.clone())));
        }
        shared.freed.extend(output.textures_delta.free.iter().copied());
        shared.begin();
        let screen = ctx.viewport_rect();
        let mut first = 0;
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            match primitive {
                // Without a texture of egui's own, egui draws it.
                Primitive::Mesh(mesh) if matches!(mesh.texture_id, TextureId::User(_)) => {
                    self.hand_back(&shared, &mut first, screen, output);
                    output.shapes.push(clipped(clip_rect, Shape::Mesh(mesh.into())));
                }
                Primitive::Mesh(mesh) => shared.add(clip_rect, &mesh),
                Primitive::Callback(callback) => {
                    self.hand_back(&shared, &mut first, screen, output);
                    output.shapes.push(clipped(clip_rect, Shape::Callback(callback)));
                }
            }
        }
        self.hand_back(&shared, &mut first, screen, output);
    }
}

impl Plain {
    /// Hands what was gathered since back as one callback.
    fn hand_back(&self, shared: &Shared, first: &mut usize, screen: Rect, output: &mut FullOutput) {
        let draws = *first..shared.draws.len();
        *first = draws.end;
        if draws.is_empty() {
            return;
        }
        let callback = Batch { shared: self.shared.clone(), draws };
        let callback = egui_wgpu::Callback::new_paint_callback(screen, callback);
        output.shapes.push(clipped(screen, Shape::Callback(callback)));
    }
}

fn clipped(clip_rect: Rect, shape: Shape) -> ClippedShape {
    ClippedShape::new(clip_rect, shape)
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What lies between two callbacks of a pass.
struct Batch {
    shared: Arc<Mutex<Shared>>,
    draws: Range<usize>,
}

impl CallbackTrait for Batch {
    fn prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        screen: &ScreenDescriptor,
        _encoder: &mut wgpu::CommandEncoder,
        _resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        lock(&self.shared).upload(device, queue, screen);
        Vec::new()
    }

    fn paint(
        &self,
        info: egui::PaintCallbackInfo,
        pass: &mut wgpu::RenderPass<'static>,
        _resources: &CallbackResources,
    ) {
        lock(&self.shared).paint(&info, pass, self.draws.clone());
    }
}

/// Triangles drawn at once.
struct Draw {
    clip: Rect,
    texture: TextureId,
    indices: Range<u32>,
    flat: bool,
}

/// A texture of egui's, and how it is read.
struct Held {
    texture: wgpu::Texture,
    bind_group: wgpu::BindGroup,
}

/// The triangles of a pass and what draws them.
struct Shared {
    pipes: Pipes,
    textures: BTreeMap<TextureId, Held>,
    /// What of textures is to be uploaded, and which ones go after the next frame.
    changes: Vec<(TextureId, ImageDelta)>,
    freed: Vec<TextureId>,
    vertices: Vec<Vertex>,
    indices: Vec<u32>,
    draws: Vec<Draw>,
    /// Whether the triangles are not uploaded yet.
    changed: bool,
}

impl Shared {
    /// Begins the next pass.
    fn begin(&mut self) {
        self.vertices.clear();
        self.indices.clear();
        self.draws.clear();
        self.changed = true;
    }

    /// Adds the triangles of a mesh, large ones of one colour apart.
    fn add(&mut self, clip: Rect, mesh: &Mesh) {
        let base = self.vertices.len() as u32;
        self.vertices.extend_from_slice(&mesh.vertices);
        let mut run: Option<(bool, u32)> = None;
        for triangle in mesh.indices.chunks_exact(3) {
            let corners = [0, 1, 2].map(|at| mesh.vertices.get(triangle[at] as usize));
            let [Some(a), Some(b), Some(c)] = corners else { continue };
            let flat = is_flat(a, b, c);
            let here = self.indices.len() as u32;
            match run {
                Some((before, _)) if before == flat => {}
                Some((before, start)) => {
                    self.draw(clip, mesh.texture_id, start..here, before);
                    run = Some((flat, here));
                }
                None => run = Some((flat, here)),
            }
            self.indices.extend(triangle.iter().map(|index| base + index));
        }
        if let Some((flat, start)) = run {
            self.draw(clip, mesh.texture_id, start..self.indices.len() as u32, flat);
        }
    }

    fn draw(&mut self, clip: Rect, texture: TextureId, indices: Range<u32>, flat: bool) {
        self.draws.push(Draw { clip, texture, indices, flat });
    }

    fn upload(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, screen: &ScreenDescriptor) {
        if !std::mem::take(&mut self.changed) {
            return;
        }
        for (id, delta) in std::mem::take(&mut self.changes) {
            self.put_texture(device, queue, id, &delta);
        }
        // What this frame still shows is freed with it, not before.
        let drawn = |id: &TextureId| self.draws.iter().any(|draw| draw.texture == *id);
        let (kept, gone): (Vec<_>, Vec<_>) = std::mem::take(&mut self.freed).into_iter().partition(drawn);
        self.freed = kept;
        for id in gone {
            self.textures.remove(&id);
        }
        let size = screen.size_in_pixels.map(|px| px as f32 / screen.pixels_per_point);
        self.pipes.upload(device, queue, size, &self.vertices, &self.indices);
    }

    fn put_texture(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, id: TextureId, delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        let size = wgpu::Extent3d {
            width: image.width() as u32,
            height: image.height() as u32,
            depth_or_array_layers: 1,
        };
        let origin = match delta.pos {
            Some([x, y]) => wgpu::Origin3d { x: x as u32, y: y as u32, z: 0 },
            None => {
                let texture = device.create_texture(&wgpu::TextureDescriptor {
                    label: Some("maillage plain"),
                    size,
                    mip_level_count: 1,
                    sample_count: 1,
                    dimension: wgpu::TextureDimension::D2,
                    format: wgpu::TextureFormat::Rgba8Unorm,
                    usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
                    view_formats: &[],
                });
                let bind_group = self.pipes.bind(device, &texture, delta.options);
                self.textures.insert(id, Held { texture, bind_group });
                wgpu::Origin3d::ZERO
            }
        };
        let Some(held) = self.textures.get(&id) else { return };
        queue.write_texture(
            wgpu::TexelCopyTextureInfo {
                texture: &held.texture,
                mip_level: 0,
                origin,
                aspect: wgpu::TextureAspect::All,
            },
            bytemuck::cast_slice(&image.pixels),
            wgpu::TexelCopyBufferLayout {
                offset: 0,
                bytes_per_row: Some(4 * size.width),
                rows_per_image: Some(size.height),
            },
            size,
        );
    }

    fn paint(
        &self,
        info: &egui::PaintCallbackInfo,
        pass: &mut wgpu::RenderPass<'static>,
        draws: Range<usize>,
    ) {
        let (Some(vertices), Some(indices)) = (&self.pipes.vertices, &self.pipes.indices) else { return };
        let [width, height] = info.screen_size_px;
        pass.set_viewport(0.0, 0.0, width as f32, height as f32, 0.0, 1.0);
        pass.set_vertex_buffer(0, vertices.slice(..));
        pass.set_index_buffer(indices.slice(..), wgpu::IndexFormat::Uint32);
        let mut flat = None;
        for draw in self.draws.get(draws).unwrap_or_default() {
            let Some(held) = self.textures.get(&draw.texture) else { continue };
            let px = |points: f32, most: u32| ((points * info.pixels_per_point).round() as u32).min(most);
            let (left, right) = (px(draw.clip.min.x, width), px(draw.clip.max.x, width));
            let (top, bottom) = (px(draw.clip.min.y, height), px(draw.clip.max.y, height));
            if left >= right || top >= bottom {
                continue;
            }
            if flat != Some(draw.flat) {
                flat = Some(draw.flat);
                pass.set_pipeline(if draw.flat { &self.pipes.flat } else { &self.pipes.textured });
                pass.set_bind_group(0, &self.pipes.screen_group, &[]);
            }
            pass.set_bind_group(1, &held.bind_group, &[]);
            pass.set_scissor_rect(left, top, right - left, bottom - top);
            pass.draw_indexed(draw.indices.clone(), 0, 0..1);
        }
    }
}

/// Whether a triangle is large, and of one colour with no texture to it.
fn is_flat(a: &Vertex, b: &Vertex, c: &Vertex) -> bool {
    let white = egui::epaint::WHITE_UV;
    if a.uv != white || b.uv != white || c.uv != white || a.color != b.color || b.color != c.color {
        return false;
    }
    let (ab, ac) = (b.pos - a.pos, c.pos - a.pos);
    0.5 * (ab.x * ac.y - ab.y * ac.x).abs() >= LARGE
}

/// Pipelines and buffers.
struct Pipes {
    textured: wgpu::RenderPipeline,
    flat: wgpu::RenderPipeline,
    screen: wgpu::Buffer,
    screen_group: wgpu::BindGroup,
    texture_layout: wgpu::BindGroupLayout,
    vertices: Option<wgpu::Buffer>,
    indices: Option<wgpu::Buffer>,
}

impl Pipes {
    fn new(device: &wgpu::Device, format: wgpu::TextureFormat) -> Self {
        let module = device.create_shader_module(wgpu::include_wgsl!("plain.wgsl"));
        let screen_layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("maillage plain"),
            entries: &[wgpu::BindGroupLayoutEntry {
                binding: 0,
                visibility: wgpu::ShaderStages::VERTEX,
                ty: wgpu::BindingType::Buffer {
                    ty: wgpu::BufferBindingType::Uniform,
                    has_dynamic_offset: false,
                    min_binding_size: None,
                },
                count: None,
            }],
        });
        let texture_layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("maillage plain"),
            entries: &[
                wgpu::BindGroupLayoutEntry {
                    binding: 0,
                    visibility: wgpu::ShaderStages::FRAGMENT,
                    ty: wgpu::BindingType::Texture {
                        sample_type: wgpu::TextureSampleType::Float { filterable: true },
                        view_dimension: wgpu::TextureViewDimension::D2,
                        multisampled: false,
                    },
                    count: None,
                },
                wgpu::BindGroupLayoutEntry {
                    binding: 1,
                    visibility: wgpu::ShaderStages::FRAGMENT,
                    ty: wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering),
                    count: None,
                },
            ],
        });
        let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("maillage plain"),
            bind_group_layouts: &[Some(&screen_layout), Some(&texture_layout)],
            immediate_size: 0,
        });
        let attributes = wgpu::vertex_attr_array![0 => Float32x2, 1 => Float32x2, 2 => Unorm8x4];
        let pipeline = |vertex: &str, fragment: &str| {
            device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
                label: Some("maillage plain"),
                layout: Some(&layout),
                vertex: wgpu::VertexState {
                    module: &module,
                    entry_point: Some(vertex),
                    buffers: &[Some(wgpu::VertexBufferLayout {
                        array_stride: size_of::<Vertex>() as u64,
                        step_mode: wgpu::VertexStepMode::Vertex,
                        attributes: &attributes,
                    })],
                    compilation_options: wgpu::PipelineCompilationOptions::default(),
                },
                primitive: wgpu::PrimitiveState::default(),
                depth_stencil: None,
                multisample: wgpu::MultisampleState::default(),
                fragment: Some(wgpu::FragmentState {
                    module: &module,
                    entry_point: Some(fragment),
                    targets: &[Some(wgpu::ColorTargetState {
                        format,
                        blend: Some(wgpu::BlendState::PREMULTIPLIED_ALPHA_BLENDING),
                        write_mask: wgpu::ColorWrites::ALL,
                    })],
                    compilation_options: wgpu::PipelineCompilationOptions::default(),
                }),
                multiview_mask: None,
                cache: None,
            })
        };
        let screen = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("maillage plain"),
            size: 16,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let screen_group = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("maillage plain"),
            layout: &screen_layout,
            entries: &[wgpu::BindGroupEntry { binding: 0, resource: screen.as_entire_binding() }],
        });
        Self {
            textured: pipeline("vertex", "textured"),
            flat: pipeline("flat_vertex", "filled"),
            screen,
            screen_group,
            texture_layout,
            vertices: None,
            indices: None,
        }
    }

    fn bind(
        &self,
        device: &wgpu::Device,
        texture: &wgpu::Texture,
        options: egui::TextureOptions,
    ) -> wgpu::BindGroup {
        let filter = |filter: egui::TextureFilter| match filter {
            egui::TextureFilter::Nearest => wgpu::FilterMode::Nearest,
            egui::TextureFilter::Linear => wgpu::FilterMode::Linear,
        };
        let address_mode = match options.wrap_mode {
            egui::TextureWrapMode::ClampToEdge => wgpu::AddressMode::ClampToEdge,
            egui::TextureWrapMode::Repeat => wgpu::AddressMode::Repeat,
            egui::TextureWrapMode::MirroredRepeat => wgpu::AddressMode::MirrorRepeat,
        };
        let sampler = device.create_sampler(&wgpu::SamplerDescriptor {
            label: Some("maillage plain"),
            mag_filter: filter(options.magnification),
            min_filter: filter(options.minification),
            address_mode_u: address_mode,
            address_mode_v: address_mode,
            ..Default::default()
        });
        let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
        device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("maillage plain"),
            layout: &self.texture_layout,
            entries: &[
                wgpu::BindGroupEntry { binding: 0, resource: wgpu::BindingResource::TextureView(&view) },
                wgpu::BindGroupEntry { binding: 1, resource: wgpu::BindingResource::Sampler(&sampler) },
            ],
        })
    }

    fn upload(
        &mut self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        size: [f32; 2],
        vertices: &[Vertex],
        indices: &[u32],
    ) {
        queue.write_buffer(&self.screen, 0, bytemuck::bytes_of(&[size[0], size[1], 0.0, 0.0]));
        put(device, queue, &mut self.vertices, bytemuck::cast_slice(vertices), wgpu::BufferUsages::VERTEX);
        put(device, queue, &mut self.indices, bytemuck::cast_slice(indices), wgpu::BufferUsages::INDEX);
    }
}

/// Writes bytes into a buffer, made anew where they do not fit.
fn put(
    device: &wgpu::Device,
    queue: &wgpu::Queue,
    buffer: &mut Option<wgpu::Buffer>,
    bytes: &[u8],
    usage: wgpu::BufferUsages,
) {
    if buffer.as_ref().is_none_or(|buffer| buffer.size() < bytes.len() as u64) {
        *buffer = Some(device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("maillage plain"),
            size: (bytes.len() as u64).next_power_of_two().max(1 << 16),
            usage: usage | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        }));
    }
    if let Some(buffer) = buffer
        && !bytes.is_empty()
    {
        queue.write_buffer(buffer, 0, bytes);
    }
}
