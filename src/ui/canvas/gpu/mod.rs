//! The network painted by the GPU, in one callback of egui's pass: the [mass] of links and nodes at
//! rest, which stays on the GPU while the camera moves, and the [front] of what stands out.

pub mod front;
pub mod mass;
pub mod store;

use std::sync::{Arc, Mutex, PoisonError};

use egui_wgpu::{CallbackResources, CallbackTrait, ScreenDescriptor, wgpu};

use super::icons::IconLayers;
use crate::geometry::Point;
use front::{Front, Instances};
use mass::{Frame, MassPainter};
use store::Store;

/// A shader of the canvas, with what all have in common.
fn shader(own: &str) -> wgpu::ShaderModuleDescriptor<'static> {
    let text = format!("{}\n{own}", include_str!("common.wgsl"));
    wgpu::ShaderModuleDescriptor { label: Some("maillage"), source: wgpu::ShaderSource::Wgsl(text.into()) }
}

/// What the pipelines of one painter share.
struct Target<'a> {
    device: &'a wgpu::Device,
    module: &'a wgpu::ShaderModule,
    layout: &'a wgpu::PipelineLayout,
    format: wgpu::TextureFormat,
    samples: u32,
}

impl Target<'_> {
    /// A pipeline that draws a strip of triangles for each instance, blended over what is there.
    fn strips(
        &self,
        name: &str,
        vertex: &str,
        fragment: &str,
        buffers: &[Option<wgpu::VertexBufferLayout<'_>>],
    ) -> wgpu::RenderPipeline {
        self.device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
            label: Some(name),
            layout: Some(self.layout),
            vertex: wgpu::VertexState {
                module: self.module,
                entry_point: Some(vertex),
                buffers,
                compilation_options: wgpu::PipelineCompilationOptions::default(),
            },
            primitive: wgpu::PrimitiveState {
                topology: wgpu::PrimitiveTopology::TriangleStrip,
                ..wgpu::PrimitiveState::default()
            },
            depth_stencil: None,
            multisample: wgpu::MultisampleState { count: self.samples.max(1), ..Default::default() },
            fragment: Some(wgpu::FragmentState {
                module: self.module,
                entry_point: Some(fragment),
                targets: &[Some(wgpu::ColorTargetState {
                    format: self.format,
                    blend: Some(wgpu::BlendState::PREMULTIPLIED_ALPHA_BLENDING),
                    write_mask: wgpu::ColorWrites::ALL,
                })],
                compilation_options: wgpu::PipelineCompilationOptions::default(),
            }),
            multiview_mask: None,
            cache: None,
        })
    }
}

/// What the canvas hands to egui each frame.
pub struct Paint {
    /// What stands out.
    pub front: Arc<Instances>,
    /// The zoom now, by that of the front's scene.
    pub ratio: f64,
    /// Where the page's origin is, in logical pixels from the canvas' upper left.
    pub page_origin_px: Point,
    /// The canvas' size in logical pixels.
    pub size_px: [f32; 2],
    /// What of the mass to draw, and how.
    pub frame: Frame,
    /// The mass itself.
    pub store: Arc<Mutex<Store>>,
    /// The icons of both.
    pub icons: Arc<IconLayers>,
}

impl CallbackTrait for Paint {
    fn prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        screen: &ScreenDescriptor,
        _encoder: &mut wgpu::CommandEncoder,
        resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        if let Some(painter) = resources.get_mut::<Painter>() {
            painter.front.prepare(device, queue, self, screen.pixels_per_point);
            let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
            painter.mass.prepare(device, queue, self, &mut store, screen.pixels_per_point);
        }
        Vec::new()
    }

    fn paint(
        &self,
        _info: egui::PaintCallbackInfo,
        pass: &mut wgpu::RenderPass<'static>,
        resources: &CallbackResources,
    ) {
        if let Some(painter) = resources.get::<Painter>() {
            painter.mass.paint_links(pass, &self.frame);
            painter.front.paint_links(pass);
            painter.mass.paint_nodes(pass, &self.frame);
            painter.front.paint_nodes(pass);
        }
    }
}

/// Pipelines and buffers, kept between frames.
pub struct Painter {
    front: Front,
    mass: MassPainter,
}

impl Painter {
    /// Builds the pipelines for a surface of this format.
    pub fn new(device: &wgpu::Device, format: wgpu::TextureFormat, samples: u32) -> Self {
        Self { front: Front::new(device, format, samples), mass: MassPainter::new(device, format, samples) }
    }
}
