//! One-time codes on paper: Crockford's base 32 in groups of four and a check symbol, so that a mistyped group can
//! be named.

use zeroize::Zeroizing;

use super::chance;
use super::error::VaultError;
use super::secret::Secret;

const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Symbols of 5 bits in a group, before its check symbol.
const IN_GROUP: usize = 4;

/// Makes a code of so many groups of 20 random bits: `ABCD7-…`.
pub(crate) fn generate(groups: usize) -> Secret {
    let mut text = String::with_capacity(groups * 6);
    for number in 0..groups {
        let digits = Zeroizing::new(chance::bytes::<IN_GROUP>().map(|byte| byte & 31));
        if number > 0 {
            text.push('-');
        }
        for digit in digits.iter().copied().chain([check(number, digits.as_slice())]) {
            text.push(symbol(digit));
        }
    }
    Secret::new(text)
}

/// A short code for one sheet of paper: 20 random bits and a check symbol. Whoever reads it back has the sheet; it
/// opens nothing.
pub fn paper_code() -> String {
    generate(1).expose().to_owned()
}

/// Whether what was typed is that code; small letters, spaces, dashes, O for 0, I and L for 1 are read as meant.
pub fn is_paper_code(code: &str, typed: &str) -> bool {
    let read = |text: &str| read(&Secret::new(text.to_owned()), 1).ok();
    match (read(code), read(typed)) {
        (Some(code), Some(typed)) => *code == *typed,
        _ => false,
    }
}

/// The same form for bytes that two people compare: so many groups, 5 bits of a byte in each symbol.
pub(crate) fn of_bytes(bytes: &[u8], groups: usize) -> String {
    let mut text = String::with_capacity(groups * 6);
    for (number, digits) in bytes.chunks(IN_GROUP).take(groups).enumerate() {
        if number > 0 {
            text.push('-');
        }
        let digits: Vec<u8> = digits.iter().map(|byte| byte & 31).collect();
        text.extend(digits.iter().map(|digit| symbol(*digit)));
        text.push(symbol(check(number, &digits)));
    }
    text
}

/// Reads a code of so many groups back as its digits. Small letters, spaces, dashes, O for 0, I and L for 1 are read
/// as meant. A wrong check symbol names its group.
pub(crate) fn read(code: &Secret, groups: usize) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let typed: Zeroizing<Vec<char>> = Zeroizing::new(
        code.expose()
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect(),
    );
    let mut digits = Zeroizing::new(Vec::with_capacity(groups * IN_GROUP));
    for (number, group) in typed.chunks(IN_GROUP + 1).enumerate() {
        let mistyped = VaultError::CodeMistyped { group: number + 1 };
        let values: Zeroizing<Vec<u8>> = Zeroizing::new(
            group
                .iter()
                .map(|c| digit(*c))
                .collect::<Option<_>>()
                .ok_or(mistyped.clone())?,
        );
        match values.split_last() {
            Some((sum, data)) if data.len() == IN_GROUP && number < groups && *sum == check(number, data) => {
                digits.extend_from_slice(data);
            }
            Some(_) | None => return Err(mistyped),
        }
    }
    if digits.len() != groups * IN_GROUP {
        return Err(VaultError::CodeMistyped {
            group: digits.len() / IN_GROUP + 1,
        });
    }
    Ok(digits)
}

pub(crate) fn symbol(digit: u8) -> char {
    SYMBOLS
        .get(usize::from(digit & 31))
        .map_or('0', |symbol| char::from(*symbol))
}

pub(crate) fn digit(symbol: char) -> Option<u8> {
    let symbol = match symbol.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    SYMBOLS
        .iter()
        .position(|known| char::from(*known) == symbol)
        .and_then(|at| u8::try_from(at).ok())
}

/// A check over GF(32) that begins with the group's number: it finds every wrong symbol, every swap of neighbours
/// and groups in the wrong order.
fn check(number: usize, digits: &[u8]) -> u8 {
    let begin = u8::try_from((number + 1) % 32).unwrap_or(1);
    digits
        .iter()
        .fold(times_x(begin), |sum, digit| times_x(sum ^ digit))
}

/// Multiplies by x modulo x⁵ + x² + 1.
fn times_x(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 32 == 0 {
        shifted
    } else {
        (shifted ^ 0b10_0101) & 31
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_however_it_is_typed() {
        let code = generate(5);
        let digits = read(&code, 5).unwrap();
        assert_eq!(digits.len(), 20);
        let sloppy = Secret::new(
            code.expose()
                .to_lowercase()
                .replace('-', " ")
                .replace('0', "o")
                .replace('1', "l"),
        );
        assert_eq!(read(&sloppy, 5).unwrap(), digits);
    }

    #[test]
    fn any_wrong_symbol_or_swap_names_its_group() {
        let code = generate(5);
        let text: Vec<char> = code.expose().chars().collect();
        for at in 0..text.len() {
            if text[at] == '-' {
                continue;
            }
            for other in SYMBOLS.iter().map(|s| char::from(*s)) {
                if other == text[at] {
                    continue;
                }
                let mut wrong = text.clone();
                wrong[at] = other;
                let read = read(&Secret::new(wrong.into_iter().collect()), 5);
                assert_eq!(read, Err(VaultError::CodeMistyped { group: at / 6 + 1 }));
            }
            if at + 1 < text.len() && text[at + 1] != '-' && text[at] != text[at + 1] {
                let mut swapped = text.clone();
                swapped.swap(at, at + 1);
                let read = read(&Secret::new(swapped.into_iter().collect()), 5);
                assert_eq!(read, Err(VaultError::CodeMistyped { group: at / 6 + 1 }));
            }
        }
    }

    #[test]
    fn too_short_and_too_long_are_refused() {
        for groups in [4, 6] {
            assert!(matches!(
                read(&generate(groups), 5),
                Err(VaultError::CodeMistyped { group: 5 | 6 })
            ));
        }
        assert!(read(&Secret::new(String::new()), 5).is_err());
    }
}
