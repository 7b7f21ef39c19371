//! The house widgets: the only files that draw with egui's own widgets; a screen is written in these words.
//!
//! In reading order: `text`, `button`, `link`, `choices`, `ticks`, `matrix`, `field`, `tag`, `badge`, `card`,
//! `beside`, `row`, `list`, `table`, `chart`, `trend`, `summary`, `problems`, `notice`, `page`, `low_bar`, `ground`,
//! `keys`, `struck`, `icon`, `focus`.

pub mod badge;
pub mod beside;
pub mod button;
pub mod card;
pub mod chart;
pub mod choices;
pub mod field;
pub mod focus;
pub mod ground;
pub mod icon;
pub mod keys;
pub mod link;
pub mod list;
pub(crate) mod low_bar;
pub mod matrix;
pub mod notice;
mod option_row;
pub mod page;
pub mod problems;
pub mod row;
pub mod struck;
pub mod summary;
pub mod table;
pub mod tag;
pub mod text;
pub mod ticks;
pub mod trend;

pub use crate::ui::theme::look::{announce, flow, focus_title, silence};
pub use badge::{Badge, badge};
pub use beside::{beside, pair};
pub use button::{Button, ButtonKind, button, button_row};
pub use card::{Card, Edge, card};
pub use chart::{Bar, BarChart};
pub use choices::{ChoiceOption, Choices, ChoicesResponse, Digits, choices};
pub use field::{Field, FieldKind, field};
pub use ground::{ground, middle, training_stripe};
pub use icon::Icon;
pub use keys::key_list;
pub use link::{Link, back_link, link};
pub use list::{item, list};
pub use matrix::Matrix;
pub use notice::{Notice, SharedWish, guide, keycap, notice, progress, shared_toast, status_line, toast};
pub use page::{Page, bar, gap, line, split};
pub use problems::{Problems, error_summary};
pub use row::{Row, queue_row};
pub use struck::struck;
pub use summary::{SummaryRow, facts_list, summary_list};
pub use table::{Cell, Column, RowView, Table, TableResponse, Width};
pub use tag::{Tag, tag};
pub use text::{body, clock_text, end_text, faded, heading, label_text, read_out, row_text, support, title};
pub(crate) use text::{support_lines, tabular_width};
pub use ticks::{Ticks, tick, ticks};
pub use trend::Trend;
