//! A paper in the window: the same parts as on its web page and in its PDF, drawn with the house's own widgets.

use egui::{Shape, Stroke, Ui, vec2};

use crate::domain::paper::{Block, Column, Document, Picture, Pull};
use crate::ui::theme::Space;
use crate::ui::widgets::{Card, Edge, Notice, body, facts_list, gap, heading, label_text, notice, support};

/// Draws a paper from its title to its last part.
pub(crate) fn paper_ui(ui: &mut Ui, document: &Document) {
    Card::new(Edge::Shared)
        .untinted()
        .name(&document.title)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = Space::Xs.points();
            heading(ui, &document.title);
            for (n, block) in document.blocks.iter().enumerate() {
                ui.push_id(n, |ui| block_ui(ui, block));
            }
            gap(ui, Space::Sm);
            support(ui, &document.footer);
        });
}

fn block_ui(ui: &mut Ui, block: &Block) {
    match block {
        Block::Heading(level, words) => {
            gap(ui, Space::Sm);
            if *level <= 1 {
                heading(ui, words);
            } else {
                label_text(ui, words);
            }
        }
        Block::Paragraph(words) => {
            body(ui, words);
        }
        Block::Pictured(picture, words) => pictured_ui(ui, *picture, words),
        Block::List(points) => {
            for point in points {
                body(ui, &format!("\u{2022} {point}"));
            }
        }
        Block::Quote(words) => {
            ui.indent("words", |ui| body(ui, words));
        }
        Block::Facts(rows) => facts_list(ui, rows),
        Block::Table(columns, rows) => table_ui(ui, columns, rows),
        Block::Notice(words) => {
            notice(ui, Notice::Info, words);
        }
        Block::WriteIn(words) => {
            body(ui, &format!("{words}: ………………………………"));
        }
        Block::Chart(words, _) | Block::Exact(words) => {
            support(ui, words);
        }
        Block::NewPage | Block::Together => gap(ui, Space::Md),
    }
}

/// A picture beside its words; it says nothing that they do not.
fn pictured_ui(ui: &mut Ui, picture: Picture, words: &str) {
    let side = Space::Xl.points();
    ui.horizontal(|ui| {
        let (place, _) = ui.allocate_exact_size(vec2(side, side), egui::Sense::hover());
        let unit = side / Picture::GRID;
        let stroke = Stroke::new(Picture::LINE * unit, ui.visuals().text_color());
        for pull in picture.pulls() {
            let shape = match pull {
                Pull::Line(points) => Shape::line(
                    points
                        .iter()
                        .map(|(x, y)| place.min + vec2(*x, *y) * unit)
                        .collect(),
                    stroke,
                ),
                Pull::Circle((x, y), radius) => {
                    Shape::circle_stroke(place.min + vec2(*x, *y) * unit, radius * unit, stroke)
                }
            };
            ui.painter().add(shape);
        }
        ui.vertical(|ui| body(ui, words));
    });
}

/// A table of two columns reads as a list; with more, each row is its first cell and what stands beside it.
fn table_ui(ui: &mut Ui, columns: &[Column], rows: &[Vec<String>]) {
    if columns.len() == 2 {
        let pairs: Vec<(String, String)> = rows
            .iter()
            .filter_map(|row| match row.as_slice() {
                [key, value] => Some((key.clone(), value.clone())),
                _ => None,
            })
            .collect();
        facts_list(ui, &pairs);
        return;
    }
    for row in rows {
        let mut cells = row.iter().zip(columns);
        if let Some((first, _)) = cells.next() {
            gap(ui, Space::Xs);
            label_text(ui, first);
        }
        for (cell, column) in cells {
            support(ui, &column.head);
            body(ui, cell);
        }
    }
}
