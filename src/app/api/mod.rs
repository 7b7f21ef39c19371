//! The contract between those who talk to a person (window, command line) and the engine: requests in, events out.
//!
//! The window sends [`Request`]s and draws the latest [`State`]. A `State` holds only what the present seat may see:
//! nothing of the other side is in it, not even a count.

mod asking;
mod checks;
mod desk;
mod event;
mod forms;
mod health;
mod practice;
mod request;
mod state;

pub use crate::audit::ReturnName;
pub use asking::{
    AskAnswer, AskForm, BreachForm, BreachRow, Elsewhere, ElsewhereWhat, OutsideForm, Telling, Watch,
};
pub use checks::{
    Asked, Checks, ChecksRequest, CommissionerForm, DrawnRow, HeldOutside, LookHow, LookRow, NoteRow,
    OpeningRow, RedrawnRow, TrendMonth, WordCard,
};
pub use desk::{
    AdviceForm, DeskRequest, FollowUpForm, HandoverForm, Left, NextShiftRow, ReceiptForm, StayForm, TaskForm,
};
pub use event::{CloseGap, Done, Event, Hit};
pub use forms::{BaselineForm, ConsentLevelForm, DangerKind, FoundingForm, MarkerForm, S136Form, ShareForm};
pub use health::{HealthTodo, LogHealth, days};
pub use practice::PracticeRow;
pub use request::Request;
pub use state::{
    Against, BesideMonth, Detained, Draft, FormCard, IncidentRow, MemberCard, MonthPage, MonthScope, Phase,
    RecoveryCard, RowDesk, Saved, SeatState, SetUpState, State,
};

/// Names one request, so that its answer can be told from another's.
pub type Ticket = u64;
