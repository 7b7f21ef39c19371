//! Typed words as the window draws them: signs that turn the direction of writing round are shown, not obeyed.

use std::borrow::Cow;

/// The words, with each sign that would turn or hide what stands after it written out as `[U+202E]`. What is stored and
/// what crosses keeps the sign.
pub(crate) fn shown(words: &str) -> Cow<'_, str> {
    if !words.chars().any(turns) {
        return Cow::Borrowed(words);
    }
    let mut out = String::with_capacity(words.len());
    for sign in words.chars() {
        if turns(sign) {
            out.extend(format!("[U+{:04X}]", u32::from(sign)).chars());
        } else {
            out.push(sign);
        }
    }
    Cow::Owned(out)
}

/// Marks, embeddings, overrides and isolates of the Unicode Bidirectional Algorithm, and signs of no width that can hide
/// in a word.
fn turns(sign: char) -> bool {
    matches!(
        sign,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_sign_that_turns_writing_round_is_written_out_and_letters_stay() {
        assert_eq!(shown("Safe\u{202e}ton"), "Safe[U+202E]ton");
        for words in ["شكرا, 你好", "Zoë \u{200d}👩\u{200d}⚕", ""] {
            assert_eq!(shown(words), words);
        }
    }
}
