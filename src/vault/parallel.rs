//! The same work on many things at once, on every core.

use std::num::NonZero;
use std::thread::{self, Builder};

use super::error::VaultError;

/// Fewer things than this are not worth a thread.
const FEW: usize = 64;

/// How many threads do what can be done side by side.
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Does `all` to neighbouring parts of them; what it gives for each thing stands in the order of the things.
pub(crate) fn parts_on_every_core<T: Sync, R: Send>(
    things: &[T],
    all: impl Fn(&[T]) -> Vec<R> + Sync,
) -> Result<Vec<R>, VaultError> {
    if things.len() < FEW || cores() < 2 {
        return Ok(all(things));
    }
    let all = &all;
    thread::scope(|scope| {
        let mut parts = Vec::new();
        for part in things.chunks(things.len().div_ceil(cores())) {
            parts.push(Builder::new().spawn_scoped(scope, move || all(part))?);
        }
        let mut results = Vec::with_capacity(things.len());
        for part in parts {
            results.extend(part.join().map_err(|_panic| VaultError::Closed)?);
        }
        Ok(results)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_things() {
        for length in [0, 1, 63, 64, 65, 1000] {
            let things: Vec<usize> = (0..length).collect();
            let twice: Vec<usize> = things.iter().map(|n| n * 2).collect();
            let all = |part: &[usize]| part.iter().map(|n| n * 2).collect();
            assert_eq!(parts_on_every_core(&things, all), Ok(twice));
        }
    }
}
