//! Words to lines of glyphs: what a line measures, where it is broken, and which letters the paper's face lacks.

use std::collections::BTreeMap;

use harfrust::{Direction, FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use krilla::text::{Font, GlyphId, KrillaGlyph};

const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/Inter-Regular.otf");
const BOLD: &[u8] = include_bytes!("../../../assets/fonts/Inter-SemiBold.otf");

/// Stands for a letter that the face lacks. The letter itself goes along unseen, for copying and for screen readers.
const LACKING: char = '\u{25A1}';

/// One line, shaped: measures are parts of the type size.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// What is drawn.
    pub(super) drawn: String,
    /// What was meant, when the face lacks some of it.
    pub(super) meant: Option<String>,
    /// The glyphs of it.
    pub(super) glyphs: Vec<KrillaGlyph>,
}

/// One face of the type, with what it has measured so far.
pub(super) struct Face {
    /// As the PDF embeds it.
    pub(super) font: Font,
    shapes: FontRef<'static>,
    data: ShaperData,
    em: f32,
    widths: BTreeMap<String, f32>,
    has: BTreeMap<char, bool>,
    /// A letter was met that the face lacks.
    pub(super) lacked: bool,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face").finish_non_exhaustive()
    }
}

/// Joins or parts letters, or says how one is drawn, and is not drawn itself.
fn is_unseen(sign: char) -> bool {
    matches!(
        sign,
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E01EF}'
    )
}

impl Face {
    /// The upright face of the program.
    pub(super) fn regular() -> Option<Self> {
        Self::of(REGULAR)
    }

    /// The same, half bold.
    pub(super) fn bold() -> Option<Self> {
        Self::of(BOLD)
    }

    fn of(bytes: &'static [u8]) -> Option<Self> {
        let font = Font::new(bytes.into(), 0)?;
        let shapes = FontRef::new(bytes).ok()?;
        let data = ShaperData::new(&shapes);
        let em = font.units_per_em();
        Some(Self {
            font,
            shapes,
            data,
            em,
            widths: BTreeMap::new(),
            has: BTreeMap::new(),
            lacked: false,
        })
    }

    fn glyphs(&self, words: &str) -> Vec<KrillaGlyph> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(words);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let shaper = self.data.shaper(&self.shapes).build();
        let shaped = shaper.shape(buffer, ShapeOptions::new());
        let starts: Vec<usize> = shaped
            .glyph_infos()
            .iter()
            .map(|info| usize::try_from(info.cluster).unwrap_or_default())
            .collect();
        let part = |units: i32| i16::try_from(units).map_or(0.0, f32::from) / self.em;
        let glyph = |(n, (info, at)): (usize, (&harfrust::GlyphInfo, &harfrust::GlyphPosition))| {
            let start = starts.get(n).copied().unwrap_or_default();
            let end = starts
                .iter()
                .copied()
                .find(|other| *other > start)
                .unwrap_or(words.len());
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                part(at.x_advance),
                part(at.x_offset),
                part(at.y_offset),
                part(at.y_advance),
                start..end,
                None,
            )
        };
        let pairs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        pairs.enumerate().map(glyph).collect()
    }

    fn has(&mut self, letter: char) -> bool {
        if let Some(known) = self.has.get(&letter) {
            return *known;
        }
        let private = matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..);
        let drawn = self.glyphs(letter.encode_utf8(&mut [0; 4]));
        let has =
            !private && !drawn.is_empty() && drawn.iter().all(|glyph| glyph.glyph_id != GlyphId::new(0));
        self.has.insert(letter, has);
        has
    }

    /// The words with a box for each letter that the face lacks.
    fn drawable(&mut self, words: &str) -> String {
        let drawn: String = words
            .chars()
            .filter(|sign| !is_unseen(*sign))
            .map(|letter| if self.has(letter) { letter } else { LACKING })
            .collect();
        self.lacked |= drawn.contains(LACKING) && !words.contains(LACKING);
        drawn
    }

    /// How wide these words are, in parts of the type size.
    pub(super) fn width(&mut self, words: &str) -> f32 {
        if let Some(known) = self.widths.get(words) {
            return *known;
        }
        let drawn = self.drawable(words);
        let width = self.glyphs(&drawn).iter().map(|glyph| glyph.x_advance).sum();
        self.widths.insert(words.to_owned(), width);
        width
    }

    /// One line as it is drawn.
    pub(super) fn line(&mut self, words: &str) -> Line {
        let drawn = self.drawable(words);
        let glyphs = self.glyphs(&drawn);
        let meant = (drawn != words).then(|| words.to_owned());
        Line { drawn, meant, glyphs }
    }

    /// The words in lines no wider than `width`, in parts of the type size. A line that goes on ends in its space, so
    /// that words stay apart for whoever has it read out.
    pub(super) fn lines(&mut self, words: &str, width: f32) -> Vec<Line> {
        let mut out = Vec::new();
        for hard in words.split('\n') {
            let broken = self.broken(hard, width);
            out.extend(broken.iter().map(|line| self.line(line)));
        }
        out
    }

    fn broken(&mut self, words: &str, width: f32) -> Vec<String> {
        let space = self.width(" ");
        let (mut out, mut line, mut used) = (Vec::new(), String::new(), 0.0_f32);
        for word in words.split_inclusive(' ') {
            let bare = self.width(word.trim_end_matches(' '));
            if used + bare > width && !line.is_empty() {
                out.push(std::mem::take(&mut line));
                used = 0.0;
            }
            if bare > width {
                let mut parts = self.chopped(word, width);
                line = parts.pop().unwrap_or_default();
                out.extend(parts);
                used = self.width(line.trim_end_matches(' ')) + space;
            } else {
                line.push_str(word);
                used += bare + space;
            }
        }
        out.push(line);
        out
    }

    /// A word that no line holds, cut where it must be.
    fn chopped(&mut self, word: &str, width: f32) -> Vec<String> {
        let (mut out, mut part, mut used) = (Vec::new(), String::new(), 0.0_f32);
        for letter in word.chars() {
            let wide = self.width(letter.encode_utf8(&mut [0; 4]));
            if used + wide > width && !part.is_empty() {
                out.push(std::mem::take(&mut part));
                used = 0.0;
            }
            part.push(letter);
            used += wide;
        }
        out.push(part);
        out
    }
}
