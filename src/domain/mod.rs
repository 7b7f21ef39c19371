//! The rules of Tandem: what an incident, a decision and a month are. Same input, same output: no clock, no file, no
//! database, no randomness and no window; time, identity and chance come in as arguments.
//!
//! Reading order: [`role`], [`content`], [`incident`], [`mha`], [`decision`], [`agreement`], [`consent`], [`record`], [`outside`], [`month`], [`disclosure_control`], [`practice`], [`section62`], [`plain`], [`time`], [`typed`] (times as people write them), [`ids`].

pub mod agreement;
pub mod checks;
pub mod consent;
pub mod content;
pub mod decision;
pub mod desk;
pub mod disclosure_control;
pub mod ids;
pub mod incident;
pub mod mha;
pub mod month;
pub mod outside;
pub mod paper;
pub mod plain;
pub mod practice;
pub mod record;
pub mod role;
pub mod rules;
pub mod section62;
pub mod telling;
pub mod time;
pub mod typed;
