//! The pages of the gallery: every house widget in the places where screens use it.

use egui::{Id, Ui, Vec2};
use tandem::ui::theme::Space;
use tandem::ui::widgets::{
    Badge, Bar, BarChart, Button, ButtonKind, Card, Cell, ChoiceOption, Choices, Column, Digits, Edge, Field,
    FieldKind, Notice, Page, Problems, RowView, SummaryRow, Table, Tag, Ticks, Width, back_link, badge, bar,
    body, button, clock_text, gap, heading, keycap, line, link, notice, pair, progress, read_out,
    status_line, summary_list, support, tag, tick, title, toast,
};

use crate::support::harness::{CAR, DESK};

/// What is typed and chosen on the pages of the gallery.
#[derive(Default)]
pub(crate) struct Typed {
    pub(crate) source: Option<usize>,
    pub(crate) answer: Option<usize>,
    pub(crate) ticked: [bool; 4],
    pub(crate) told: bool,
    pub(crate) words: String,
    pub(crate) secret: String,
    pub(crate) pin: String,
    pub(crate) note: String,
    pub(crate) problems: Problems,
    pub(crate) shared: u32,
}

pub(crate) fn id(name: &str) -> Id {
    Id::unique(("gallery", name))
}

fn top_bar(ui: &mut Ui, whose: Badge, words: &str) {
    bar(
        ui,
        id("bar"),
        |ui| {
            badge(ui, whose);
            heading(ui, words);
        },
        |ui| {
            status_line(ui, "Saved 21:04:31");
            button(ui, ButtonKind::Plain, "Police", Some("F2"));
            button(ui, ButtonKind::Plain, "Nurse", Some("F3"));
            button(ui, ButtonKind::Plain, "Cover", Some("F12"));
        },
    );
}

pub(crate) fn board(ui: &mut Ui, _typed: &mut Typed) {
    top_bar(ui, Badge::Shared, "Shared view. Both of you can see this");
    let page = Page::new(id("board")).pinned().wide();
    page.body(ui, board_body);
    page.footer(ui, |ui| {
        button(ui, ButtonKind::Danger, "Danger now", Some("F8"));
        button(ui, ButtonKind::Primary, "Share", Some("F7"));
        button(ui, ButtonKind::Plain, "Section 136", Some("F9"));
        button(ui, ButtonKind::Plain, "Outcome", Some("Ctrl+E"));
    });
}

fn board_body(ui: &mut Ui) {
    line(ui, |ui| {
        title(ui, "Incident 26-0117");
        tag(ui, Tag::Plain, "On scene 12 min");
        tag(ui, Tag::Now, "Harm risk now");
    });
    body(
        ui,
        "Sam Okoro, about 30. Mill Lane footbridge. 999 call at 20:52, log 0412.",
    );
    pair(
        ui,
        id("sides"),
        &mut (),
        |ui, (), height| {
            Card::new(Edge::Police)
                .name("From police")
                .min_height(height)
                .show(ui, |ui| {
                    line(ui, |ui| {
                        badge(ui, Badge::Police);
                        heading(ui, "From police");
                    });
                    body(ui, "Known to police: yes. Told nurse 20:58");
                    body(ui, "Missing twice this month. No warning markers.");
                    support(ui, "Shared under the agreement, 20:58");
                });
        },
        |ui, (), height| {
            Card::new(Edge::Nurse)
                .name("From nurse")
                .min_height(height)
                .show(ui, |ui| {
                    line(ui, |ui| {
                        badge(ui, Badge::Nurse);
                        heading(ui, "From nurse");
                    });
                    body(ui, "Prefers one person talking. Keep distance.");
                    support(ui, "Sam agreed, 21:01");
                });
        },
    );
    Card::new(Edge::Shared).name("Still to do").show(ui, |ui| {
        heading(ui, "Still to do");
        line(ui, |ui| {
            tag(ui, Tag::Soon, "Soon");
            body(ui, "Finish the reason for the 20:57 danger share");
        });
        line(ui, |ui| {
            tag(ui, Tag::Later, "Later");
            body(ui, "Outcome and follow-up");
        });
    });
}

pub(crate) fn question(ui: &mut Ui, typed: &mut Typed) {
    top_bar(ui, Badge::Nurse, "Nurse seat: J Patel");
    let options = [
        ChoiceOption::with_hint("Sam agreed", "Face to face, just now"),
        ChoiceOption::with_hint("In the care plan", "Agreed earlier, in writing"),
        ChoiceOption::new("Sam said no"),
        ChoiceOption::new("The law says I must"),
        ChoiceOption::with_hint("Sam cannot decide about this right now", "For this decision only"),
        ChoiceOption::new("Do not share"),
    ];
    let page = Page::new(id("question"));
    page.body(ui, |ui| {
        back_link(ui);
        title(ui, "Did Sam agree to this being shared?");
        typed.problems.show(ui);
        let group = id("agreed");
        Choices::new(group, "Did Sam agree to this being shared?", &options)
            .digits(Digits::ZeroIsLast)
            .quiet()
            .error(typed.problems.of(group))
            .show(ui, &mut typed.answer);
    });
    page.footer(ui, |ui| {
        if Button::new(ButtonKind::Primary, "Continue")
            .shortcut("Enter")
            .on_enter()
            .show(ui)
            .clicked()
        {
            typed.problems.clear();
            if typed.answer.is_none() {
                typed
                    .problems
                    .set(vec![(id("agreed"), "Say whether Sam agreed".to_owned())]);
            }
        }
        button(ui, ButtonKind::Plain, "Leave, keep draft", Some("Esc"));
    });
}

pub(crate) fn check(ui: &mut Ui, typed: &mut Typed) {
    top_bar(ui, Badge::Nurse, "Nurse seat: J Patel");
    let page = Page::new(id("check")).wide();
    page.body(ui, |ui| {
        back_link(ui);
        title(ui, "Check what the officer will see");
        pair(
            ui,
            id("check pair"),
            &mut (),
            |ui, (), height| {
                Card::new(Edge::Police)
                    .name("PC 4411 Hughes will see exactly this")
                    .min_height(height)
                    .show(ui, |ui| {
                        line(ui, |ui| {
                            badge(ui, Badge::Police);
                            heading(ui, "PC 4411 Hughes will see exactly this");
                        });
                        body(ui, "Prefers one person talking. Keep distance.");
                        body(ui, "Took tablets at about 20:30, amount not known.");
                        support(ui, "From J Patel, nurse, 21:04. Sam agreed");
                    });
            },
            |ui, (), height| {
                Card::new(Edge::None).min_height(height).show(ui, |ui| {
                    let row = |key, value, change| SummaryRow {
                        key,
                        value,
                        change: Some(change),
                    };
                    let rows = [
                        row("Why", "Sam agreed, face to face, 21:01", "Change why"),
                        row("Purpose", "Keep Sam safe at the scene", "Change the purpose"),
                        row("Sam told", "Yes", "Change whether Sam was told"),
                    ];
                    summary_list(ui, &rows);
                });
            },
        );
        support(
            ui,
            "Everything else is not shared. Once shared, you cannot unshare. You can correct it.",
        );
    });
    page.footer(ui, |ui| {
        if Button::new(ButtonKind::Primary, "Share with PC Hughes")
            .commit()
            .show(ui)
            .clicked()
        {
            typed.shared += 1;
        }
        button(ui, ButtonKind::Plain, "Do not share", None);
        button(ui, ButtonKind::Plain, "Leave, keep draft", Some("Esc"));
    });
}

pub(crate) fn controls(ui: &mut Ui, typed: &mut Typed) {
    let page = Page::new(id("controls")).wide();
    page.body(ui, |ui| {
        title(ui, "Fields and notices");
        pair(
            ui,
            id("columns"),
            typed,
            |ui, typed, _| {
                Field::new(id("handle"), "Handle")
                    .hint("As on your warrant card")
                    .show(ui, &mut typed.words);
                gap(ui, Space::Sm);
                Field::new(id("secret"), "Passphrase")
                    .kind(FieldKind::Passphrase)
                    .show(ui, &mut typed.secret);
                gap(ui, Space::Sm);
                Field::new(id("pin"), "PIN")
                    .kind(FieldKind::Pin)
                    .error(Some(
                        "That PIN did not work. 3 tries left, then use your passphrase",
                    ))
                    .show(ui, &mut typed.pin);
                gap(ui, Space::Sm);
                tick(ui, id("told"), &mut typed.told, "Sam knows we shared this");
            },
            |ui, typed, _| {
                Field::new(id("note"), "What did you see?")
                    .kind(FieldKind::Note(3))
                    .show(ui, &mut typed.note);
                gap(ui, Space::Sm);
                let options = [
                    ChoiceOption::new("Yes"),
                    ChoiceOption::new("No"),
                    ChoiceOption::new("Not known"),
                ];
                Choices::new(id("source"), "Known to services?", &options)
                    .inline()
                    .show(ui, &mut typed.source);
                gap(ui, Space::Sm);
                notice(
                    ui,
                    Notice::Soon,
                    "2 hours left. Ends 21:40. Call the hospital suite",
                );
                notice(
                    ui,
                    Notice::Now,
                    "The 24-hour limit passed at 21:40. Get senior advice now",
                );
                notice(
                    ui,
                    Notice::Info,
                    "Turn the screen brightness down to about a third",
                );
                gap(ui, Space::Sm);
                progress(ui, "Checking the log, 312 of 500", Some(0.62));
            },
        );
    });
    page.footer(ui, |ui| {
        button(ui, ButtonKind::Primary, "Sign in", None);
        toast(ui, "Note removed. You can undo this for 10 seconds", true);
    });
}

pub(crate) fn items(ui: &mut Ui, typed: &mut Typed) {
    let page = Page::new(id("items"));
    page.body(ui, |ui| {
        title(ui, "What does the officer need to know?");
        let options = [
            ChoiceOption::with_hint("Prefers one person talking. Keep distance", "Seen 20:58"),
            ChoiceOption::with_hint("Took tablets at about 20:30, amount not known", "Told 21:00"),
            ChoiceOption::with_hint("Care coordinator is R Evans", "Record, as at 3 March"),
            ChoiceOption::new("Something else"),
        ];
        Ticks::new(id("ticks"), "What does the officer need to know?", &options)
            .quiet()
            .hint("Leave out what they do not need")
            .show(ui, &mut typed.ticked);
        gap(ui, Space::Md);
        clock_text(ui, "21:04:31");
        read_out(ui, "One person talking, everyone else back ten metres.");
        line(ui, |ui| {
            keycap(ui, "F7");
            body(ui, "Share");
            keycap(ui, "Ctrl+Enter");
            body(ui, "Commit");
            link(ui, "Change", Some("Change the note"));
        });
    });
    page.footer(ui, |ui| {
        button(ui, ButtonKind::Primary, "Continue", Some("Enter"));
    });
}

fn queue_cells(at: usize) -> RowView {
    let (first, grade) = match at {
        0 => (Cell::Tag(Tag::Now, "14:02 late".to_owned()), "1 Immediate"),
        1 => (Cell::Tag(Tag::Soon, "08:40 soon".to_owned()), "2 Priority"),
        _ => (
            Cell::Figure(format!("{:02}:{:02}", 59 - at % 60, (at * 11) % 60)),
            "3 Scheduled",
        ),
    };
    let place = [
        "Footbridge, Mill Lane",
        "Flat, High Street",
        "Station platform 3",
        "Phone advice, officer at scene",
    ];
    let place = place.get(at % 4).copied().unwrap_or_default().to_owned();
    RowView {
        name: format!("{at}: {grade}, {place}"),
        cells: vec![
            first,
            Cell::Text(grade.to_owned()),
            Cell::Strong(place),
            Cell::Text("Yes, both".to_owned()),
            Cell::Text("Car 2".to_owned()),
            Cell::Figure((at * 37).to_string()),
        ],
    }
}

fn desk(ui: &mut Ui, rows: usize) {
    top_bar(ui, Badge::Supervisor, "Supervisor: R Evans");
    let page = Page::new(id("desk")).pinned().wide();
    page.body(ui, |ui| {
        title(ui, "Queue");
        support(ui, "7 waiting, 1 late. Longest wait 14 min");
        ui.allocate_ui(egui::vec2(ui.available_width(), 330.0), |ui| queue(ui, rows));
        gap(ui, Space::Md);
        let bars = [
            ("Consent", 84),
            ("Care plan", 31),
            ("Public interest", 12),
            ("Law", 9),
            ("Danger share", 5),
        ];
        let bars: Vec<Bar> = bars
            .iter()
            .map(|(label, count)| Bar {
                label: (*label).to_owned(),
                count: *count,
                shown: count.to_string(),
            })
            .collect();
        BarChart::new(
            id("bases"),
            "Shared by basis, April 2026, 141 disclosures",
            "Most were shared by consent, 84 of 141",
            ("Basis", "Disclosures"),
            &bars,
        )
        .show(ui);
    });
    page.footer(ui, |ui| {
        button(ui, ButtonKind::Primary, "Export April 2026", None);
    });
}

pub(crate) fn queue(ui: &mut Ui, rows: usize) {
    let columns = [
        Column::new("Wait", Width::Exact(150.0)),
        Column::new("Grade", Width::Exact(150.0)),
        Column::new("What and where", Width::Share(2.0)),
        Column::new("Known?", Width::Share(1.0)),
        Column::new("Who has it", Width::Share(1.0)),
        Column::new("Entries", Width::Exact(110.0)).right(),
    ];
    Table::new(id("queue"), "Queue", &columns, rows)
        .selected(Some(1))
        .show(ui, queue_cells);
}

pub(crate) type PageFn = fn(&mut Ui, &mut Typed);

pub(crate) fn pages() -> Vec<(&'static str, Vec2, PageFn)> {
    vec![
        ("gallery-board", CAR, board as PageFn),
        ("gallery-question", CAR, question),
        ("gallery-check", CAR, check),
        ("gallery-controls", CAR, controls),
        ("gallery-items", CAR, items),
        ("gallery-desk", DESK, |ui, _typed| desk(ui, 100_000)),
    ]
}

pub(crate) fn filled() -> Typed {
    Typed {
        answer: Some(0),
        ticked: [true, true, false, false],
        words: "jpatel".to_owned(),
        secret: "correct horse".to_owned(),
        pin: "123".to_owned(),
        note: "Standing on the wrong side of the rail. Calm and talking.".to_owned(),
        told: true,
        source: Some(0),
        ..Typed::default()
    }
}
