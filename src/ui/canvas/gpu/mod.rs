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
