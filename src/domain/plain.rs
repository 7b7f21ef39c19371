//! Words as they are to be read: signs that nobody sees, and signs that turn the order of words round, are shown as what
//! they are and never obeyed.
//!
//! A name or a note may come from a web page, from another program or from a laptop that this program did not write. A
//! right-to-left override in it would make "gives no consent" read otherwise than it is stored; a control sign could end
//! a line of a paper early (Unicode Standard Annex 9; Unicode Technical Report 36, section 2.5).

use std::borrow::Cow;
use std::fmt::Write as _;

/// The same words, with each hidden or turning sign written out, for example `[U+202E]`. Line breaks and tabs stay; a
/// carriage return is dropped.
pub fn shown(words: &str) -> Cow<'_, str> {
    if !words.chars().any(|sign| sign == '\r' || is_hidden(sign)) {
        return Cow::Borrowed(words);
    }
    let mut plain = String::with_capacity(words.len().saturating_add(16));
    for sign in words.chars() {
        if is_hidden(sign) {
            let written = write!(plain, "[U+{:04X}]", u32::from(sign));
            debug_assert!(written.is_ok(), "writing to a string succeeds");
        } else if sign != '\r' {
            plain.push(sign);
        }
    }
    Cow::Owned(plain)
}

/// The JSON of stored content with every string in it as [`shown`] gives it. What is no JSON is left for its reader to
/// refuse.
pub fn shown_json(body: &[u8]) -> Cow<'_, [u8]> {
    if !may_hide(body) {
        return Cow::Borrowed(body);
    }
    let Ok(mut value) = serde_json::from_slice::<serde_json::Value>(body) else {
        return Cow::Borrowed(body);
    };
    show_all(&mut value);
    serde_json::to_vec(&value).map_or(Cow::Borrowed(body), Cow::Owned)
}

/// A sign that shows nothing by itself: a control, one that turns the direction of writing, one of no width.
fn is_hidden(sign: char) -> bool {
    let layout = matches!(sign, '\n' | '\t' | '\r');
    (sign.is_control() && !layout)
        || matches!(sign,
            '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Whether a hidden sign can be in these bytes: a quick look that spares nearly all bodies the long one.
fn may_hide(body: &[u8]) -> bool {
    body.windows(2).any(|pair| {
        matches!(
            pair,
            [b'\\', b'u' | b'r'] | [0xD8, 0x9C] | [0xC2, 0x80..=0x9F] | [0xE2, 0x80 | 0x81]
        ) || matches!(pair, [0xEF, 0xBB | 0xBF] | [0xF3, 0xA0] | [0x7F, _])
    })
}

fn show_all(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(words) => {
            if let Cow::Owned(plain) = shown(words) {
                *words = plain;
            }
        }
        serde_json::Value::Array(all) => all.iter_mut().for_each(show_all),
        serde_json::Value::Object(all) => all.values_mut().for_each(show_all),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_turn_or_hide_are_written_out_and_all_else_stays() {
        assert_eq!(shown("no \u{202E}tnesnoc\u{202C}"), "no [U+202E]tnesnoc[U+202C]");
        assert_eq!(shown("Sam\u{200B} Okoro\u{7}"), "Sam[U+200B] Okoro[U+0007]");
        assert_eq!(shown("\u{2066}a\u{2069}\u{FEFF}"), "[U+2066]a[U+2069][U+FEFF]");
        assert_eq!(shown("one\r\ntwo\tthree"), "one\ntwo\tthree");
        for words in ["Ŵyn O'Brien", "سام", "דוד", "Zoë 👩‍⚕️", "£5 – “so”…"] {
            assert!(matches!(shown(words), Cow::Borrowed(_)), "{words}");
        }
    }

    #[test]
    fn stored_content_is_read_the_same_way_however_the_sign_was_written() {
        for body in [
            "{\"text\":\"a\u{202E}b\",\"n\":[\"c\"]}",
            r#"{"text":"a\u202eb","n":["c"]}"#,
        ] {
            let read: serde_json::Value = serde_json::from_slice(&shown_json(body.as_bytes())).unwrap();
            assert_eq!(read, serde_json::json!({ "text": "a[U+202E]b", "n": ["c"] }));
        }
        let plain = "{\"text\":\"Ŵyn – née\\nO'Brien\"}".as_bytes();
        let read: serde_json::Value = serde_json::from_slice(&shown_json(plain)).unwrap();
        assert_eq!(read, serde_json::json!({ "text": "Ŵyn – née\nO'Brien" }));
        assert_eq!(&*shown_json(b"no json \xE2\x80\xAE"), b"no json \xE2\x80\xAE");
    }
}
