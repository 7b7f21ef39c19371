//! Everything a person can do from anywhere, with its key. Shortcuts, palette and help all loop over
//! [`Command::ALL`].

use egui::{Key, KeyboardShortcut, Modifiers};

use super::route::Section;
use crate::domain::content::Milestone;

/// One thing that can be done from anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    PoliceSeat,
    NurseSeat,
    SharedView,
    Board,
    Share,
    Danger,
    S136,
    Cover,
    NewIncident,
    Palette,
    Rules,
    Consents,
    PersonNote,
    Papers,
    Practice,
    Tour,
    Go(Section),
    Outcome,
    Handover,
    Stay,
    CopyPolice,
    CopyNurse,
    CopyFhir,
    Advise,
    NextIncident,
    PreviousIncident,
    NextShift,
    NextPane,
    PreviousPane,
    Find,
    AskOther,
    Outside,
    Back,
    Undo,
    Lock,
    NextTheme,
    EasierReading,
    FullScreen,
    Saved,
    /// The time of a step of the incident in focus.
    Stamp(Milestone),
    EndShift,
}

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL_SHIFT: Modifiers = Modifiers {
    alt: false,
    ctrl: false,
    shift: true,
    mac_cmd: false,
    command: true,
};

impl Command {
    /// All, in the order of the help page.
    pub(crate) const ALL: [Self; 56] = [
        Self::Help,
        Self::PoliceSeat,
        Self::NurseSeat,
        Self::SharedView,
        Self::Board,
        Self::Share,
        Self::Danger,
        Self::S136,
        Self::Cover,
        Self::NewIncident,
        Self::Stamp(Milestone::Call),
        Self::Stamp(Milestone::Assigned),
        Self::Stamp(Milestone::OnScene),
        Self::Stamp(Milestone::Decision),
        Self::Stamp(Milestone::Conveyed),
        Self::Stamp(Milestone::HandedOver),
        Self::Stamp(Milestone::Clear),
        Self::Palette,
        Self::Rules,
        Self::Consents,
        Self::PersonNote,
        Self::Papers,
        Self::Practice,
        Self::Tour,
        Self::Go(Section::Known),
        Self::Go(Section::Notes),
        Self::Go(Section::Risk),
        Self::Go(Section::Plan),
        Self::Go(Section::Details),
        Self::Go(Section::Record),
        Self::Go(Section::SharedLog),
        Self::Go(Section::FollowUp),
        Self::Go(Section::Timeline),
        Self::Outcome,
        Self::Handover,
        Self::Stay,
        Self::CopyPolice,
        Self::CopyNurse,
        Self::CopyFhir,
        Self::Advise,
        Self::NextIncident,
        Self::PreviousIncident,
        Self::NextShift,
        Self::NextPane,
        Self::PreviousPane,
        Self::Find,
        Self::AskOther,
        Self::Outside,
        Self::Back,
        Self::Undo,
        Self::Lock,
        Self::NextTheme,
        Self::EasierReading,
        Self::FullScreen,
        Self::Saved,
        Self::EndShift,
    ];

    /// The keys that do it; the first is the one that is shown.
    pub(crate) fn shortcuts(self) -> Vec<KeyboardShortcut> {
        let key = |modifiers, key| vec![KeyboardShortcut::new(modifiers, key)];
        match self {
            Self::Help => key(NONE, Key::F1),
            Self::PoliceSeat => key(NONE, Key::F2),
            Self::NurseSeat => key(NONE, Key::F3),
            Self::SharedView => key(NONE, Key::F4),
            Self::Board => key(NONE, Key::F5),
            Self::Share => key(NONE, Key::F7),
            Self::Danger => key(NONE, Key::F8),
            Self::S136 => {
                vec![
                    KeyboardShortcut::new(NONE, Key::F9),
                    KeyboardShortcut::new(CTRL, Key::Num6),
                ]
            }
            Self::Cover => {
                vec![
                    KeyboardShortcut::new(NONE, Key::F12),
                    KeyboardShortcut::new(CTRL, Key::Space),
                ]
            }
            Self::NewIncident => key(CTRL, Key::N),
            Self::Palette => key(CTRL, Key::K),
            // found by typing in the palette or by links: nobody needs them in a hurry
            Self::EasierReading
            | Self::FullScreen
            | Self::Rules
            | Self::Consents
            | Self::PersonNote
            | Self::Papers
            | Self::Practice
            | Self::Tour
            | Self::CopyPolice
            | Self::CopyNurse
            | Self::CopyFhir
            | Self::Advise
            | Self::NextShift
            | Self::AskOther
            | Self::Outside => Vec::new(),
            Self::Go(section) => key(CTRL, section_key(section)),
            Self::Stamp(step) => key(Modifiers::ALT, stamp_key(step)),
            Self::Outcome => key(CTRL, Key::E),
            Self::Handover => key(CTRL, Key::H),
            Self::Stay => key(CTRL_SHIFT, Key::H),
            Self::NextIncident => key(Modifiers::ALT, Key::ArrowDown),
            Self::PreviousIncident => key(Modifiers::ALT, Key::ArrowUp),
            Self::NextPane => key(NONE, Key::F6),
            Self::PreviousPane => key(SHIFT, Key::F6),
            Self::Find => key(CTRL, Key::F),
            Self::Back => key(Modifiers::ALT, Key::ArrowLeft),
            Self::Undo => key(CTRL, Key::Z),
            Self::Lock => key(CTRL, Key::L),
            Self::NextTheme => key(CTRL_SHIFT, Key::N),
            Self::Saved => key(CTRL, Key::S),
            Self::EndShift => {
                vec![
                    KeyboardShortcut::new(CTRL, Key::Q),
                    KeyboardShortcut::new(CTRL, Key::W),
                ]
            }
        }
    }

    /// The key in words, for buttons and the help page.
    pub(crate) fn key_words(self) -> String {
        let names = egui::ModifierNames::NAMES;
        self.shortcuts()
            .first()
            .map(|shortcut| shortcut.format(&names, false))
            .unwrap_or_default()
    }

    /// The key of its sentence in the words file.
    pub(crate) fn words_key(self) -> &'static str {
        match self {
            Self::Help => "command-help",
            Self::PoliceSeat => "command-police-seat",
            Self::NurseSeat => "command-nurse-seat",
            Self::SharedView => "command-shared-view",
            Self::Board => "command-board",
            Self::Share => "command-share",
            Self::Danger => "command-danger",
            Self::S136 => "command-s136",
            Self::Cover => "command-cover",
            Self::NewIncident => "command-new-incident",
            Self::Palette => "command-palette",
            Self::Rules => "command-rules",
            Self::Consents => "command-consents",
            Self::PersonNote => "command-person-note",
            Self::Papers => "command-papers",
            Self::Practice => "command-practice",
            Self::Tour => "command-tour",
            Self::Go(Section::Known) => "section-known",
            Self::Go(Section::Notes) => "section-notes",
            Self::Go(Section::Risk) => "section-risk",
            Self::Go(Section::Plan) => "section-plan",
            Self::Go(Section::Details) => "section-details",
            Self::Go(Section::Record) => "section-record",
            Self::Go(Section::SharedLog) => "section-shared-log",
            Self::Go(Section::FollowUp) => "section-follow-up",
            Self::Go(Section::Timeline) => "section-timeline",
            Self::Outcome => "command-outcome",
            Self::Handover => "command-handover",
            Self::Stay => "command-stay",
            Self::CopyPolice => "command-copy-police",
            Self::CopyNurse => "command-copy-nurse",
            Self::CopyFhir => "command-copy-fhir",
            Self::Advise => "command-advise",
            Self::NextIncident => "command-next-incident",
            Self::PreviousIncident => "command-previous-incident",
            Self::NextShift => "command-next-shift",
            Self::NextPane => "command-next-pane",
            Self::PreviousPane => "command-previous-pane",
            Self::Find => "command-find",
            Self::AskOther => "command-ask",
            Self::Outside => "command-outside",
            Self::Back => "command-back",
            Self::Undo => "command-undo",
            Self::Lock => "command-lock",
            Self::NextTheme => "command-next-theme",
            Self::EasierReading => "command-easier-reading",
            Self::FullScreen => "command-full-screen",
            Self::Saved => "command-saved",
            Self::Stamp(Milestone::Call) => "command-stamp-call",
            Self::Stamp(Milestone::Assigned) => "command-stamp-assigned",
            Self::Stamp(Milestone::OnScene) => "command-stamp-on-scene",
            Self::Stamp(Milestone::Decision) => "command-stamp-decision",
            Self::Stamp(Milestone::Conveyed) => "command-stamp-conveyed",
            Self::Stamp(Milestone::HandedOver) => "command-stamp-handed-over",
            Self::Stamp(Milestone::Clear) => "command-stamp-clear",
            Self::EndShift => "command-end-shift",
        }
    }

    /// The commands whose keys were pressed in this frame; the presses are taken out of the input.
    pub(crate) fn pressed(ctx: &egui::Context) -> Vec<Self> {
        let typing = ctx.text_edit_focused();
        // longer chords first, so that Ctrl+Shift+N is not taken for Ctrl+N
        let mut chords: Vec<(Self, KeyboardShortcut)> = Self::ALL
            .into_iter()
            .filter(|command| !(typing && *command == Self::Undo))
            .flat_map(|command| {
                command
                    .shortcuts()
                    .into_iter()
                    .map(move |shortcut| (command, shortcut))
            })
            .collect();
        chords.sort_by_key(|(_, shortcut)| !shortcut.modifiers.shift);
        ctx.input_mut(|input| {
            let pressed: Vec<Self> = chords
                .iter()
                .filter(|(_, shortcut)| input.consume_shortcut(shortcut))
                .map(|(command, _)| *command)
                .collect();
            if pressed.iter().any(|command| matches!(command, Self::Stamp(_))) {
                // the system sends the digit as a letter besides: it belongs into no field
                let digit = |words: &str| words.chars().all(|letter| letter.is_ascii_digit());
                input
                    .events
                    .retain(|event| !matches!(event, egui::Event::Text(words) if digit(words)));
            }
            pressed
        })
    }
}

/// Alt and the place of the step in the order in which they usually come.
fn stamp_key(step: Milestone) -> Key {
    match step {
        Milestone::Call => Key::Num1,
        Milestone::Assigned => Key::Num2,
        Milestone::OnScene => Key::Num3,
        Milestone::Decision => Key::Num4,
        Milestone::Conveyed => Key::Num5,
        Milestone::HandedOver => Key::Num6,
        Milestone::Clear => Key::Num7,
    }
}

fn section_key(section: Section) -> Key {
    match section {
        Section::Known => Key::Num1,
        Section::Notes => Key::Num2,
        Section::Risk => Key::Num3,
        Section::Plan => Key::Num4,
        Section::Details => Key::Num5,
        Section::Record => Key::R,
        Section::SharedLog => Key::Num7,
        Section::FollowUp => Key::Num8,
        Section::Timeline => Key::Num9,
    }
}
