//! What is typed or pasted, before any field has it: signs that turn or hide words are written out at once, and what is far
//! too long is not pasted at all.

use std::borrow::Cow;

use egui::{Event, ImeEvent};

use crate::domain::plain::shown;

/// The longest text that is pasted, in characters: twice the longest that any field stores, so that it can be cut there.
pub(super) const LONGEST_PASTE: usize = 20_000;

/// Cleans what came in this frame. The length of a text that was too long and was left out.
pub(super) fn clean(ctx: &egui::Context) -> Option<usize> {
    ctx.input_mut(|input| {
        let mut left_out = None;
        input.events.retain_mut(|event| {
            if let Event::Paste(words) = event {
                // bytes first: to count the characters of many megabytes takes time
                let count = if words.len() > LONGEST_PASTE {
                    words.chars().count()
                } else {
                    0
                };
                if count > LONGEST_PASTE {
                    left_out = Some(count);
                    return false;
                }
            }
            if let Event::Paste(words) | Event::Text(words) | Event::Ime(ImeEvent::Commit(words)) = event
                && let Cow::Owned(plain) = shown(words)
            {
                *words = plain;
            }
            true
        });
        left_out
    })
}
