//! The window: what people see and press. It may name only `domain` and `app`.
//!
//! In reading order: [`words`] (every sentence on a screen), [`theme`] (colours, sizes, type), [`widgets`] (the only
//! place that draws with egui's own widgets).

pub(crate) mod parts;
pub mod theme;
pub mod widgets;
pub mod words;
