//! Pieces of pages that know the domain: the disclosure card, the incident's head, what is still to do.

mod changes;
mod disclosure_card;
mod file_field;
mod frame_form;
mod header;
mod heard;
mod names;
mod paper;
mod partnership;
mod reading_size;
mod receipt;
mod record_names;
mod s136_clock;
mod s136_words;
mod telling_form;
mod todo;
mod watch;

pub(crate) use changes::{change_words, changes_ui, correction_words, reached_words, withdrawn_words};
pub(crate) use disclosure_card::{
    basis_words, channel_words, disclosure_card_ui, disclosure_lines_ui, told_words,
};
pub(crate) use file_field::{file_field_ui, proposed_file, take_drop, whole_path};
pub(crate) use frame_form::FrameForm;
pub(crate) use header::{command_button, frame_line, incident_header_ui, page_head_ui, person_words};
pub(crate) use heard::heard_button_ui;
pub(crate) use names::*;
pub(crate) use paper::paper_ui;
pub(crate) use partnership::{partnership_row, partnership_words};
pub(crate) use reading_size::reading_size_ui;
pub(crate) use receipt::receipt_ui;
pub(crate) use record_names::{
    block_words, detail_words, fault_words, field_words, identity_words, person_role_words, red_flag_words,
    red_flags_line, somebody_words,
};
pub(crate) use s136_clock::{
    S136Clock, alarm_words, clock_of, left_words, next_alarm_ms, row_tag, section_of, tag_of, urgency,
};
pub(crate) use s136_words::{s136_events, s136_history, step_name, step_words};
pub(crate) use telling_form::{TellingForm, how_words, time_field, time_wrong, typed_time, which_hour_ui};
pub(crate) use todo::{Go, Todo, go, known_told, shift_began, still_to_do, still_to_do_ui, todo_row_ui};
pub(crate) use watch::watch_ui;
