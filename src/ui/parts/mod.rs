//! Pieces of pages that know the domain: the disclosure card, the incident header, lists of tasks.

mod disclosure_card;

pub(crate) use disclosure_card::{basis_words, channel_words, disclosure_card_ui};
