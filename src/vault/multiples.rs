//! Multiples of one point, made once: a product with the point then takes a few dozen additions and no doubling. Only for
//! numbers that are public, since the time that a product takes depends on them.

use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::traits::Identity as _;

/// A number below the order of the group has no more bits than this.
const NUMBER: usize = 253;

/// The multiples of a point for every place of a number that is written in digits of so many bits.
pub(super) struct Multiples {
    /// Bits of a digit, 2 to 8.
    bits: u8,
    /// For each place, from the lowest: once to [`half`] times the point that a one stands for there.
    points: Vec<EdwardsPoint>,
}

impl Multiples {
    /// `bits` to a digit: 6 make 220 kB in the time of some ten checks, 8 make 660 kB in that of thirty.
    pub(super) fn of(point: &EdwardsPoint, bits: u8) -> Self {
        let bits = bits.clamp(2, 8);
        let (mut one, mut points) = (*point, Vec::new());
        for _ in 0..NUMBER.div_ceil(usize::from(bits)) {
            let mut multiple = EdwardsPoint::identity();
            for _ in 0..half(bits) {
                multiple += one;
                points.push(multiple);
            }
            one = (0..bits).fold(one, |one, _| one + one);
        }
        Self { bits, points }
    }

    /// Adds the product of the point and a number to a sum. The number is below the order of the group, lowest byte first.
    pub(super) fn add_to(&self, mut sum: EdwardsPoint, number: &[u8; 32]) -> EdwardsPoint {
        let places = self.points.chunks_exact(usize::from(half(self.bits)));
        for (multiples, digit) in places.zip(digits(number, self.bits)) {
            // a digit of nothing adds nothing
            let nth = usize::from(digit.unsigned_abs()).checked_sub(1);
            match nth.and_then(|nth| multiples.get(nth)) {
                Some(multiple) if digit > 0 => sum += multiple,
                Some(multiple) => sum -= multiple,
                None => {}
            }
        }
        sum
    }
}

/// The largest digit: digits go down to one more than its opposite.
fn half(bits: u8) -> u16 {
    1 << (bits - 1)
}

/// A number in digits of so many bits, from the lowest; what is above a half is written as what lacks to a whole.
fn digits(number: &[u8; 32], bits: u8) -> impl Iterator<Item = i16> {
    let (whole, mut carried) = (1_i16 << bits, 0);
    (0..NUMBER).step_by(usize::from(bits)).map(move |at| {
        let byte = |nth: usize| u16::from(number.get(nth).copied().unwrap_or(0));
        let pair = byte(at / 8) | (byte(at / 8 + 1) << 8);
        let raw = (pair >> (at % 8)).cast_signed() & (whole - 1);
        let digit = raw + carried;
        let above = digit > whole / 2;
        carried = i16::from(above);
        if above { digit - whole } else { digit }
    })
}

#[cfg(test)]
mod tests {
    use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
    use curve25519_dalek::scalar::Scalar;
    use proptest::prelude::*;

    use super::*;

    fn agree(point: &EdwardsPoint, number: Scalar) {
        for bits in [2, 5, 6, 7, 8] {
            let ours = Multiples::of(point, bits).add_to(*point, &number.to_bytes());
            assert_eq!(ours, point + point * number, "{bits} {number:?}");
        }
    }

    #[test]
    fn the_smallest_and_the_largest_numbers_and_all_digits_at_their_edge_are_multiplied() {
        let mut numbers = vec![Scalar::ZERO, Scalar::ONE, -Scalar::ONE, -Scalar::from(2_u8)];
        for byte in [0x1f, 0x20, 0x21, 0x7f, 0x80, 0x81, 0xff] {
            let mut bytes = [byte; 32];
            bytes[31] = 0x0f;
            numbers.push(Scalar::from_canonical_bytes(bytes).unwrap());
            bytes[16..].fill(0);
            numbers.push(Scalar::from_canonical_bytes(bytes).unwrap());
        }
        for number in numbers {
            agree(&ED25519_BASEPOINT_POINT, number);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn any_product_is_that_of_the_library(point in any::<[u8; 32]>(), number in any::<[u8; 64]>()) {
            let point = ED25519_BASEPOINT_POINT * Scalar::from_bytes_mod_order(point);
            agree(&point, Scalar::from_bytes_mod_order_wide(&number));
        }
    }
}
