//! Parts of pages that more than one page shows.

mod disclosure_card;

pub(crate) use disclosure_card::{basis_words, channel_words, disclosure_card_ui};
