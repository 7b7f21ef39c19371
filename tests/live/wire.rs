//! The real engine between a test and a window: either may ask, the window is told, the latest picture is kept.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use tandem::app::api::{Done, Event, Request, State, Ticket};
use tandem::app::engine::Engine;
use tandem::app::problem::Problem;
use tandem::app::worker::{Backend, Inline};

#[derive(Debug)]
struct Link {
    desk: Inline,
    told: VecDeque<Event>,
    answers: Vec<(Ticket, Result<Done, Problem>)>,
    state: Arc<State>,
}

/// Both ends of the wire.
#[derive(Debug, Clone)]
pub struct Wire(Rc<RefCell<Link>>);

impl Wire {
    pub fn new(engine: Engine) -> Self {
        let wire = Self(Rc::new(RefCell::new(Link {
            desk: Inline::new(engine),
            told: VecDeque::new(),
            answers: Vec::new(),
            state: Arc::default(),
        })));
        wire.0.borrow_mut().take_in();
        wire
    }

    /// Asks and gives the answer.
    pub fn ask(&self, request: Request) -> Result<Done, Problem> {
        let ticket = self.clone().send(request);
        let link = self.0.borrow();
        let answer = link.answers.iter().rev().find(|(of, _)| *of == ticket);
        answer.expect("the engine answers at once").1.clone()
    }

    /// Asks for what must be carried out.
    pub fn must(&self, request: Request) -> Done {
        let what = format!("{request:?}");
        self.ask(request)
            .unwrap_or_else(|problem| panic!("{what}: {problem}"))
    }

    /// The latest picture.
    pub fn state(&self) -> Arc<State> {
        Arc::clone(&self.0.borrow().state)
    }

    /// Forgets what was answered: a window would not have kept it.
    pub fn forget_answers(&self) {
        self.0.borrow_mut().answers.clear();
    }

    /// The latest answer to anybody.
    pub fn last_answer(&self) -> Option<Result<Done, Problem>> {
        self.0.borrow().answers.last().map(|(_, answer)| answer.clone())
    }
}

impl Link {
    fn take_in(&mut self) {
        while let Some(event) = self.desk.poll() {
            match &event {
                Event::State(state) => self.state = Arc::clone(state),
                Event::Done(ticket, done) => self.answers.push((*ticket, Ok(done.clone()))),
                Event::Failed(ticket, problem) => self.answers.push((*ticket, Err(problem.clone()))),
                Event::Progress(..) => {}
            }
            self.told.push_back(event);
        }
    }
}

impl Backend for Wire {
    fn send(&mut self, request: Request) -> Ticket {
        let mut link = self.0.borrow_mut();
        let ticket = link.desk.send(request);
        link.take_in();
        ticket
    }

    fn poll(&mut self) -> Option<Event> {
        self.0.borrow_mut().told.pop_front()
    }
}
