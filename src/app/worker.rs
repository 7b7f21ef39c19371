//! The thread that the engine runs on: the window sends requests and never waits.

use std::fmt;

use super::api::{Event, Request, Ticket};

/// Where requests go and events come from.
pub trait Backend: fmt::Debug {
    /// Sends a request; its answer carries the same ticket.
    fn send(&mut self, request: Request) -> Ticket;
    /// The next event, if one is there.
    fn poll(&mut self) -> Option<Event>;
}
