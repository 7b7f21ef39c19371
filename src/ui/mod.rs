//! The window: draws the latest [`crate::app::api::State`] and asks by [`action::Action`].
//!
//! Layers, each using only those before it: `theme` → `widgets` → `parts` (know the domain) → `screens`. A screen gets
//! a read-only [`screen::Cx`], its own draft, and a list to push actions on; nothing else. State changes only in
//! [`apply`]. A frame: [`shell::Shell::logic`] takes finished work in and applies queued actions, then
//! [`shell::Shell::frame`] draws.

mod action;
mod apply;
mod clipboard;
mod command;
#[cfg(test)]
mod every_page;
mod fitting;
mod frame;
mod here;
mod idle;
mod incoming;
mod kept;
mod parts;
mod route;
mod screen;
mod screens;
mod shell;
#[cfg(test)]
mod testing;
pub mod theme;
mod top_bar;
mod tour;
mod typed;
#[cfg(test)]
mod waking_tests;
pub mod widgets;
mod window;
pub mod words;

pub use route::{Route, Section};
pub use shell::Shell;
pub use window::{Options, open};
