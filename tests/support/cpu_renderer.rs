//! Draws egui's triangles on the processor: no graphics card, no system package, the same bytes everywhere.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::float_cmp,
    clippy::iter_over_hash_type,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "places of pixels in a picture that fits a screen; a test may panic"
)]

use std::collections::HashMap;

use egui::epaint::{ClippedPrimitive, Mesh, Primitive, TextureId, Vertex};
use egui::{Color32, TexturesDelta};

/// Sub-pixel steps: triangles meet on a grid of 1/256 pixel, so shared edges are covered exactly once.
const GRID: f32 = 256.0;

/// A picture that shapes are filled from: the font atlas, mostly.
struct Texture {
    width: usize,
    height: usize,
    pixels: Vec<[f32; 4]>,
}

/// The renderer; it keeps the textures between frames.
#[derive(Default)]
pub struct CpuRenderer {
    textures: HashMap<TextureId, Texture>,
}

/// The picture being drawn: one opaque-over-transparent colour per pixel, premultiplied, 0 to 255.
struct Canvas {
    width: usize,
    pixels: Vec<[f32; 4]>,
}

/// Pixels from `left`/`top` up to, not including, `right`/`bottom`.
#[derive(Clone, Copy)]
struct Clip {
    left: i64,
    top: i64,
    right: i64,
    bottom: i64,
}

impl egui_kittest::TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, images) in delta.set.drain() {
            for image in images {
                let egui::ImageData::Color(colours) = &image.image;
                let [width, height] = colours.size;
                let pixels = colours.pixels.iter().copied().map(unpack);
                let Some([x, y]) = image.pos else {
                    self.textures.insert(
                        id,
                        Texture {
                            width,
                            height,
                            pixels: pixels.collect(),
                        },
                    );
                    continue;
                };
                let Some(texture) = self.textures.get_mut(&id) else {
                    continue;
                };
                for (at, pixel) in pixels.enumerate() {
                    texture.pixels[(y + at / width) * texture.width + x + at % width] = pixel;
                }
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &egui::Context, output: &egui::FullOutput) -> Result<image::RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let (width, height) = (size.x.round() as usize, size.y.round() as usize);
        let mut canvas = Canvas {
            width,
            pixels: vec![[0.0; 4]; width * height],
        };
        for ClippedPrimitive { clip_rect, primitive } in &ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = primitive else {
                continue;
            };
            let Some(texture) = self.textures.get(&mesh.texture_id) else {
                continue;
            };
            let edge = |at: f32, end: usize| ((at * scale).round() as i64).clamp(0, end as i64);
            let clip = Clip {
                left: edge(clip_rect.min.x, width),
                top: edge(clip_rect.min.y, height),
                right: edge(clip_rect.max.x, width),
                bottom: edge(clip_rect.max.y, height),
            };
            canvas.mesh(mesh, clip, scale, texture);
        }
        Ok(canvas.into_image(height))
    }
}

fn unpack(colour: Color32) -> [f32; 4] {
    colour.to_array().map(f32::from)
}

impl Texture {
    /// The colour at a place given in parts of the whole, mixed from its four neighbours.
    fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        let (x, y) = (u * self.width as f32 - 0.5, v * self.height as f32 - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (dx, dy) = (x - left, y - top);
        let column = |x: f32| (x.max(0.0) as usize).min(self.width - 1);
        let row = |y: f32| (y.max(0.0) as usize).min(self.height - 1) * self.width;
        let (x0, x1, y0, y1) = (column(left), column(left + 1.0), row(top), row(top + 1.0));
        let near = [
            self.pixels[y0 + x0],
            self.pixels[y0 + x1],
            self.pixels[y1 + x0],
            self.pixels[y1 + x1],
        ];
        let mut out = [0.0; 4];
        let mut channel = 0;
        while channel < 4 {
            let upper = near[0][channel] + (near[1][channel] - near[0][channel]) * dx;
            let lower = near[2][channel] + (near[3][channel] - near[2][channel]) * dx;
            out[channel] = upper + (lower - upper) * dy;
            channel += 1;
        }
        out
    }
}

/// A corner on the sub-pixel grid.
type Corner = (i64, i64);

/// Twice the area left of the line from `a` to `b`, seen from the point (`x`, `y`).
fn side(a: Corner, b: Corner, x: i64, y: i64) -> i64 {
    (b.0 - a.0) * (y - a.1) - (b.1 - a.1) * (x - a.0)
}

/// A pixel exactly on an edge belongs to the triangle whose top or left edge it is.
fn bias(a: Corner, b: Corner) -> i64 {
    let top_left = (a.1 == b.1 && b.0 > a.0) || b.1 < a.1;
    if top_left { 0 } else { -1 }
}

impl Canvas {
    fn mesh(&mut self, mesh: &Mesh, clip: Clip, scale: f32, texture: &Texture) {
        for corners in mesh.indices.chunks_exact(3) {
            let [a, b, c] = [0, 1, 2].map(|at| mesh.vertices[corners[at] as usize]);
            self.triangle([a, b, c], clip, scale, texture);
        }
    }

    fn triangle(&mut self, vertices: [Vertex; 3], clip: Clip, scale: f32, texture: &Texture) {
        let corner = |v: &Vertex| {
            (
                (v.pos.x * scale * GRID).round() as i64,
                (v.pos.y * scale * GRID).round() as i64,
            )
        };
        let mut v = vertices;
        let mut p = [corner(&v[0]), corner(&v[1]), corner(&v[2])];
        let area = side(p[0], p[1], p[2].0, p[2].1);
        if area == 0 {
            return;
        }
        if area < 0 {
            v.swap(1, 2);
            p.swap(1, 2);
        }
        let area = area.abs() as f32;
        let low = |a: i64, b: i64, c: i64| a.min(b).min(c) >> 8;
        let high = |a: i64, b: i64, c: i64| (a.max(b).max(c) >> 8) + 1;
        let left = low(p[0].0, p[1].0, p[2].0).max(clip.left);
        let right = high(p[0].0, p[1].0, p[2].0).min(clip.right);
        let top = low(p[0].1, p[1].1, p[2].1).max(clip.top);
        let bottom = high(p[0].1, p[1].1, p[2].1).min(clip.bottom);
        let inside = [bias(p[1], p[2]), bias(p[2], p[0]), bias(p[0], p[1])];
        let colours = [unpack(v[0].color), unpack(v[1].color), unpack(v[2].color)];
        let plain = colours[0] == colours[1] && colours[1] == colours[2];
        let flat = v[0].uv == v[1].uv && v[1].uv == v[2].uv;
        let texel = texture.sample(v[0].uv.x, v[0].uv.y);
        for y in top..bottom {
            let cy = y * 256 + 128;
            let mut w0 = side(p[1], p[2], left * 256 + 128, cy);
            let mut w1 = side(p[2], p[0], left * 256 + 128, cy);
            let mut w2 = side(p[0], p[1], left * 256 + 128, cy);
            let (s0, s1, s2) = (
                (p[2].1 - p[1].1) * -256,
                (p[0].1 - p[2].1) * -256,
                (p[1].1 - p[0].1) * -256,
            );
            for x in left..right {
                if w0 + inside[0] >= 0 && w1 + inside[1] >= 0 && w2 + inside[2] >= 0 {
                    let (l0, l1, l2) = (w0 as f32 / area, w1 as f32 / area, w2 as f32 / area);
                    let ink = if plain {
                        colours[0]
                    } else {
                        mix(&colours, l0, l1, l2)
                    };
                    let texel = if flat {
                        texel
                    } else {
                        texture.sample(
                            v[0].uv.x * l0 + v[1].uv.x * l1 + v[2].uv.x * l2,
                            v[0].uv.y * l0 + v[1].uv.y * l1 + v[2].uv.y * l2,
                        )
                    };
                    self.blend(x as usize, y as usize, ink, texel);
                }
                w0 += s0;
                w1 += s1;
                w2 += s2;
            }
        }
    }

    /// Lays ink times texel over a pixel and rounds to 8 bits, as a graphics card does.
    fn blend(&mut self, x: usize, y: usize, ink: [f32; 4], texel: [f32; 4]) {
        let pixel = &mut self.pixels[y * self.width + x];
        let rest = 1.0 - ink[3] * texel[3] / (255.0 * 255.0);
        let mut channel = 0;
        while channel < 4 {
            let over = ink[channel] * texel[channel] / 255.0;
            pixel[channel] = (over + pixel[channel] * rest + 0.5).floor().clamp(0.0, 255.0);
            channel += 1;
        }
    }

    fn into_image(self, height: usize) -> image::RgbaImage {
        let bytes = self
            .pixels
            .iter()
            .flat_map(|pixel| pixel.map(|channel| channel as u8))
            .collect();
        image::RgbaImage::from_raw(self.width as u32, height as u32, bytes).unwrap_or_default()
    }
}

fn mix(colours: &[[f32; 4]; 3], l0: f32, l1: f32, l2: f32) -> [f32; 4] {
    let mut out = [0.0; 4];
    let mut channel = 0;
    while channel < 4 {
        out[channel] = colours[0][channel] * l0 + colours[1][channel] * l1 + colours[2][channel] * l2;
        channel += 1;
    }
    out
}
