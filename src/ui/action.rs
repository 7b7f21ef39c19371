//! The one door for change: what a screen may ask for. [`super::apply`] is the only place that carries it out.

use super::command::Command;
use super::route::Route;
use crate::app::api::Request;
use crate::domain::ids::ItemId;

/// What a screen asks for.
#[expect(
    clippy::large_enum_variant,
    reason = "a handful of actions a second; a page reads better without boxes"
)]
#[derive(Debug)]
pub(crate) enum Action {
    /// Ask the engine. The answer comes to the screen's `answered`.
    Ask(Request),
    /// Show another page.
    Go(Route),
    /// Stop the long job that is running.
    Stop,
    /// Leave the page; drafts stay.
    Back,
    /// Close the Danger now strip; the page beneath is as it was.
    CloseDanger,
    /// Do what the key does.
    Do(Command),
    /// Tell a finished fact in a strip for ten seconds; `undo` offers to take it back.
    Tell {
        /// The sentence.
        words: String,
        /// Offers Undo.
        undo: bool,
    },
    /// Tell that words were shared, with the ways to correct and withdraw them, for ten seconds.
    TellShared {
        /// The sentence.
        words: String,
        /// The disclosure.
        disclosure: ItemId,
    },
    /// Put words onto the clipboard, for a minute.
    Copy(String),
    /// The problem that is told in a strip was read.
    ProblemRead,
    /// The next step of the guided tour, done or not.
    SkipTour,
    /// Everything larger or smaller, until the program ends; 1.0 is the usual size.
    Zoom(f32),
}
