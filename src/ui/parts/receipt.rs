//! The receipt of a log as it is copied onto paper or into a message.

use egui::Ui;

use crate::app::exchange::Receipt;
use crate::ui::widgets::{Card, Edge, body, read_out, support};
use crate::ui::words::{t, ta};

/// Draws a receipt, to be copied.
pub(crate) fn receipt_ui(ui: &mut Ui, receipt: &Receipt) {
    let args = [
        ("device", receipt.device.clone().into()),
        ("entries", receipt.size.into()),
    ];
    Card::new(Edge::None).name(&t("receipt-title")).show(ui, |ui| {
        support(ui, &ta("receipt-of", &args));
        read_out(ui, &receipt.code.replace('-', "  "));
    });
    body(ui, &t("receipt-keep"));
}
