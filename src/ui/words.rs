//! Every sentence on a screen, by key, from `assets/words/en.ftl` and the files beside it, one for each part (Fluent).

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

/// What can stand in a sentence: a text or a number. `"PC Hughes".into()`, `3.into()`.
pub use fluent_bundle::FluentValue as Value;

/// The words that everything shares, then a file for each part.
const ENGLISH: &[&str] = &[
    include_str!("../../assets/words/en.ftl"),
    include_str!("../../assets/words/en/agreement.ftl"),
    include_str!("../../assets/words/en/checks.ftl"),
    include_str!("../../assets/words/en/consents.ftl"),
    include_str!("../../assets/words/en/desk.ftl"),
    include_str!("../../assets/words/en/disposal.ftl"),
    include_str!("../../assets/words/en/papers.ftl"),
    include_str!("../../assets/words/en/handover.ftl"),
    include_str!("../../assets/words/en/practice.ftl"),
    include_str!("../../assets/words/en/laptops.ftl"),
    include_str!("../../assets/words/en/incident.ftl"),
    include_str!("../../assets/words/en/month.ftl"),
    include_str!("../../assets/words/en/record_lines.ftl"),
    include_str!("../../assets/words/en/rules.ftl"),
    include_str!("../../assets/words/en/sharing.ftl"),
    include_str!("../../assets/words/en/s136.ftl"),
];

/// The words of `key`. An unknown key gives back the key itself; a test sees to it that there is none.
pub fn t(key: &str) -> String {
    ta(key, &[])
}

/// The words of `key` with its gaps filled: `ta("told-by", &[("who", name.into())])`.
pub fn ta(key: &str, args: &[(&str, Value<'_>)]) -> String {
    let bundle = bundle();
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.clone())).collect();
    let words = bundle
        .format_pattern(pattern, Some(&args), &mut Vec::new())
        .into_owned();
    #[cfg(test)]
    let words = stretched::stretch(words);
    words
}

fn bundle() -> &'static FluentBundle<FluentResource> {
    static BUNDLE: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    BUNDLE.get_or_init(|| {
        let mut bundle = FluentBundle::new_concurrent(vec!["en-GB".parse().unwrap_or_default()]);
        bundle.set_use_isolating(false);
        for text in ENGLISH {
            let resource =
                FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(partial, _errors)| partial);
            bundle.add_resource_overriding(resource);
        }
        bundle
    })
}

/// Words as long as another language may need, for tests of the layout.
#[cfg(test)]
pub(crate) mod stretched {
    use std::cell::Cell;

    thread_local! {
        static ON: Cell<bool> = const { Cell::new(false) };
    }

    /// From here on, in this thread, every sentence is 35 % longer, or is not.
    pub(crate) fn set(on: bool) {
        ON.set(on);
    }

    /// Vowels are said twice until the words are 35 % longer.
    pub(super) fn stretch(words: String) -> String {
        if !ON.get() {
            return words;
        }
        let mut more = words.chars().count().saturating_mul(35).div_ceil(100);
        let mut out = String::with_capacity(words.len().saturating_mul(2));
        for letter in words.chars() {
            out.push(letter);
            if more > 0 && "aeiouy".contains(letter) {
                out.push(letter);
                more -= 1;
            }
        }
        out
    }
}
