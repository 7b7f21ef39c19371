//! What a person types or is shown once and nobody may see again: passphrases, PINs, codes.

use std::fmt;

use diceware_wordlists::EFF_LONG_WORDLIST;
use zeroize::Zeroizing;

use super::chance;

/// Words in a generated passphrase: 5 × 12.9 bits.
pub const PASSPHRASE_WORDS: usize = 5;

/// A secret text. Wiped on drop; cannot be copied, printed or written to a file by accident.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text, for the one page that shows it and for key derivation.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether these are the words of `shown`, whatever the capitals and spaces: what a person types back.
    pub fn has_words_of(&self, shown: &Self) -> bool {
        self.as_words() == shown.as_words()
    }

    /// How a passphrase is read whoever typed it: lower case, one space between words.
    pub(crate) fn as_words(&self) -> Zeroizing<String> {
        let mut words = Zeroizing::new(String::with_capacity(self.0.len() + 8));
        for word in self.0.split_whitespace() {
            if !words.is_empty() {
                words.push(' ');
            }
            words.extend(word.chars().flat_map(char::to_lowercase));
        }
        words
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Five words of the EFF long list, each drawn fairly by the operating system. Passphrases are generated, not
/// chosen: offline guessing of the other side's slot is the real insider attack.
pub fn generate_passphrase() -> Secret {
    let list: &[&str] = &EFF_LONG_WORDLIST;
    let limit = u16::try_from(list.len()).unwrap_or(u16::MAX);
    let mut text = String::with_capacity(PASSPHRASE_WORDS * 12);
    for number in 0..PASSPHRASE_WORDS {
        if number > 0 {
            text.push(' ');
        }
        text.push_str(
            list.get(usize::from(chance::below(limit)))
                .copied()
                .unwrap_or_default(),
        );
    }
    Secret::new(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_has_five_words_and_no_two_are_alike() {
        let first = generate_passphrase();
        assert_eq!(first.expose().split(' ').count(), PASSPHRASE_WORDS);
        assert_ne!(first.expose(), generate_passphrase().expose());
        assert_eq!(EFF_LONG_WORDLIST.len(), 7776);
    }

    #[test]
    fn a_secret_says_nothing_when_printed() {
        assert_eq!(format!("{:?}", Secret::new("zebra".to_owned())), "Secret");
    }

    #[test]
    fn capitals_and_spaces_do_not_lock_a_person_out() {
        let typed = Secret::new("  Correct  horse\tBattery ".to_owned());
        assert_eq!(&*typed.as_words(), "correct horse battery");
        assert!(typed.has_words_of(&Secret::new("correct horse battery".to_owned())));
        assert!(!typed.has_words_of(&Secret::new("correct horse batter y".to_owned())));
    }
}
