//! The night meter: how much light a picture sends into a dark car.

use image::RgbaImage;

/// Mean relative luminance that a night picture may have.
pub const MEAN: f64 = 0.03;
/// The brightest pixel that a night picture may have.
pub const PEAK: f64 = 0.45;
/// Mean linear blue that a night picture may have.
pub const BLUE: f64 = 0.012;

/// What was measured.
#[derive(Debug, Clone, Copy)]
pub struct Light {
    pub mean: f64,
    pub peak: f64,
    pub blue: f64,
}

/// The linear part of light that an 8-bit channel stands for.
pub fn linear(channel: u8) -> f64 {
    let c = f64::from(channel) / 255.0;
    if c <= 0.04045 {
        c / 12.92
    } else {
        ((c + 0.055) / 1.055).powf(2.4)
    }
}

/// Relative luminance of a colour, 0 to 1.
pub fn luminance(rgb: [u8; 3]) -> f64 {
    0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
}

/// Measures a picture.
pub fn measure(picture: &RgbaImage) -> Light {
    let table: Vec<f64> = (0..=255).map(linear).collect();
    let (mut sum, mut peak, mut blue) = (0.0, 0.0_f64, 0.0);
    for pixel in picture.pixels() {
        let [r, g, b, _] = pixel
            .0
            .map(|channel| table.get(usize::from(channel)).copied().unwrap_or_default());
        let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        sum += y;
        blue += b;
        peak = peak.max(y);
    }
    let count = f64::from(picture.width()) * f64::from(picture.height());
    Light {
        mean: sum / count,
        peak,
        blue: blue / count,
    }
}

/// Fails where a picture is too bright for the night.
pub fn assert_dark(picture: &RgbaImage, what: &str) {
    let light = measure(picture);
    assert!(
        light.mean <= MEAN,
        "{what}: mean luminance {:.4} is over {MEAN}",
        light.mean
    );
    assert!(
        light.peak <= PEAK,
        "{what}: brightest pixel {:.3} is over {PEAK}",
        light.peak
    );
    assert!(
        light.blue <= BLUE,
        "{what}: mean blue {:.4} is over {BLUE}",
        light.blue
    );
}
