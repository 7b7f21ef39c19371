//! The thread that the engine runs on: the window sends requests and never waits.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::api::{Event, Request, Ticket};
use super::engine::Engine;
use super::stack::wipe_below;

/// Where requests go and events come from.
pub trait Backend: fmt::Debug {
    /// Sends a request; its answer carries the same ticket.
    fn send(&mut self, request: Request) -> Ticket;
    /// The next event, if one is there.
    fn poll(&mut self) -> Option<Event>;
    /// Stops the long job that is running, safely. Nothing to do where no job outlives its call.
    fn stop(&mut self) {}
}

/// Runs the engine on a thread of its own and calls `wake` after every event.
#[derive(Debug)]
pub struct Worker {
    requests: Sender<(Ticket, Request)>,
    events: Receiver<Event>,
    stop: Arc<AtomicBool>,
    next: Ticket,
}

impl Worker {
    /// Starts the thread. It ends, closing the vault, when the worker is dropped.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(mut engine: Engine, wake: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        let (requests, inbox) = channel::<(Ticket, Request)>();
        let (outbox, events) = channel::<Event>();
        let stop = engine.stop_switch();
        std::thread::Builder::new()
            .name("tandem-engine".to_owned())
            .spawn(move || {
                let mut tell = |event| {
                    // the window has gone: nothing to tell
                    drop(outbox.send(event));
                    wake();
                };
                engine.begin(&mut tell);
                let mut waiting = VecDeque::new();
                while let Ok(first) = inbox.recv() {
                    waiting.push_back(first);
                    while !waiting.is_empty() {
                        waiting.extend(inbox.try_iter());
                        engine.handle_next(&mut waiting, &mut tell);
                        wipe_below();
                    }
                }
            })?;
        Ok(Self {
            requests,
            events,
            stop,
            next: 0,
        })
    }
}

impl Backend for Worker {
    fn send(&mut self, request: Request) -> Ticket {
        self.next += 1;
        // a dead engine shows in poll
        drop(self.requests.send((self.next, request)));
        self.next
    }

    fn poll(&mut self) -> Option<Event> {
        self.events.try_recv().ok()
    }

    fn stop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
    }
}

/// Runs the engine at once, on the caller's thread: tests and the command line.
#[derive(Debug)]
pub struct Inline {
    engine: Engine,
    events: VecDeque<Event>,
    next: Ticket,
}

impl Inline {
    /// Ready to carry out requests.
    pub fn new(mut engine: Engine) -> Self {
        let mut events = VecDeque::new();
        engine.begin(&mut |event| events.push_back(event));
        Self {
            engine,
            events,
            next: 0,
        }
    }

    /// Sends requests that all wait at once; gives the ticket of the first, the others follow it.
    pub fn send_all(&mut self, requests: Vec<Request>) -> Ticket {
        let first = self.next + 1;
        let mut waiting: VecDeque<(Ticket, Request)> = (first..).zip(requests).collect();
        self.next = waiting.back().map_or(self.next, |(ticket, _)| *ticket);
        let events = &mut self.events;
        while !waiting.is_empty() {
            self.engine
                .handle_next(&mut waiting, &mut |event| events.push_back(event));
            wipe_below();
        }
        first
    }

    /// The engine, for a test to look at.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The engine, for a test to stop in the middle of a job.
    #[cfg(test)]
    pub(crate) fn engine_mut(&mut self) -> &mut Engine {
        &mut self.engine
    }
}

impl Backend for Inline {
    fn send(&mut self, request: Request) -> Ticket {
        self.next += 1;
        let events = &mut self.events;
        self.engine
            .handle(self.next, request, &mut |event| events.push_back(event));
        wipe_below();
        self.next
    }

    fn poll(&mut self) -> Option<Event> {
        self.events.pop_front()
    }
}
