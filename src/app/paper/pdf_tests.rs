//! The PDF as other programs read it: every word, its tags, its pages, and letters of every script.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::tests::{AT, about, card, consent, incident, item, usual};
use super::{NoteForm, note, pdf};
use crate::domain::content::{Nature, PersonTold};
use crate::domain::decision::facts::ItemCategory;
use crate::domain::incident::SideFile;
use crate::domain::paper::{Block, Column, Document, Language, Scale};
use crate::domain::role::Side;

/// What another program reads in the file.
fn read_back(bytes: &[u8], program: &str, args: &[&str]) -> String {
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|why| panic!("{program}: {why}. ./x test installs it"));
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(
        out.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&out.stderr)
    );
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// For looking at: `PAPERS=folder cargo test …` leaves the files there.
fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("PAPERS") {
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
    }
}

fn words_of(bytes: &[u8]) -> String {
    read_back(bytes, "pdftotext", &["-", "-"])
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn a_note_is_read_back_from_its_pdf_by_another_program_and_is_one_tagged_page() {
    let (shared, own) = (usual(), SideFile::default());
    for easy in [false, true] {
        let form = NoteForm {
            easy,
            ..NoteForm::default()
        };
        let (document, _) = note(&about(&shared, &own), &form);
        let bytes = pdf(&document).unwrap();
        keep(if easy { "note-easy.pdf" } else { "note.pdf" }, &bytes);
        let read = words_of(&bytes);
        for line in document.text().lines() {
            let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(read.contains(&words), "{words:?} is missing in {read}");
        }
        let facts = read_back(&bytes, "pdfinfo", &["-"]);
        let tagged = facts
            .lines()
            .any(|line| line.starts_with("Tagged:") && line.ends_with("yes"));
        assert!(tagged, "{facts}");
        let one = facts
            .lines()
            .any(|line| line.starts_with("Pages:") && line.ends_with(" 1"));
        assert!(easy || one, "the plain note is one page: {facts}");
        assert_eq!(
            bytes,
            pdf(&document).unwrap(),
            "the same note gives the same bytes"
        );
    }
}

#[test]
fn letters_that_the_print_lacks_are_drawn_as_boxes_and_read_back_as_themselves() {
    let words = "سام 你好 \u{e000} Zoë Łukasz 👩\u{200d}🚒";
    let items = vec![item(words, Nature::Fact, ItemCategory::History)];
    let shared = incident(vec![card(
        1,
        Some(Side::Health),
        PersonTold::Yes,
        consent(),
        items,
    )]);
    let (document, _) = note(&about(&shared, &SideFile::default()), &NoteForm::default());
    let bytes = pdf(&document).unwrap();
    keep("letters.pdf", &bytes);
    let read = words_of(&bytes);
    assert!(read.contains("你好") && read.contains("Zoë Łukasz"), "{read}");
    assert!(read.contains("A box stands for a letter"), "{read}");
}

#[test]
fn ten_thousand_letters_go_on_over_as_many_pages_as_they_need() {
    for words in ["word ".repeat(2_000), "w".repeat(10_000)] {
        let document = Document {
            title: "Long".to_owned(),
            language: Language::English,
            scale: Scale::Usual,
            dated: AT,
            footer: "x".repeat(500),
            blocks: vec![
                Block::Heading(1, words.chars().take(200).collect()),
                Block::Paragraph(words.clone()),
                Block::Table(
                    ["First", "Second"]
                        .map(|head| Column {
                            head: head.to_owned(),
                            share: 1,
                        })
                        .to_vec(),
                    vec![
                        vec![words.clone(), String::new()],
                        vec![String::new(), words.clone()],
                    ],
                ),
                Block::List(vec![words.clone()]),
                Block::Notice(words.clone()),
            ],
        };
        let bytes = pdf(&document).unwrap();
        let read: usize = words_of(&bytes).matches('w').count();
        assert!(read >= 5 * words.matches('w').count(), "{read} letters");
    }
}

#[test]
fn a_table_that_fits_on_a_page_is_not_torn_from_its_heading_nor_in_two() {
    let column = |head: &str| Column {
        head: head.to_owned(),
        share: 1,
    };
    let part = |n: usize| {
        let rows = (1..=9).map(|row| vec![format!("row {row} of {n}"), row.to_string()]);
        vec![
            Block::Together,
            Block::Heading(1, format!("Table {n}.")),
            Block::Table(vec![column("What"), column("Count")], rows.collect()),
        ]
    };
    let document = Document {
        title: "Tables".to_owned(),
        language: Language::English,
        scale: Scale::Usual,
        dated: AT,
        footer: "Tables".to_owned(),
        blocks: (1..=12).flat_map(part).collect(),
    };
    let read = read_back(&pdf(&document).unwrap(), "pdftotext", &["-", "-"]);
    let pages: Vec<&str> = read.split('\u{c}').collect();
    assert!(pages.len() > 3, "the tables fill pages");
    for n in 1..=12 {
        let holds = |words: String| pages.iter().position(|page| page.contains(&words));
        let heading = holds(format!("Table {n}."));
        assert!(heading.is_some());
        assert_eq!(heading, holds(format!("row 9 of {n}\n")), "table {n}");
    }
}
