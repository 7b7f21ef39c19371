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

/// Does `each` to all of them; the results stand in the order of the things.
pub(crate) fn on_every_core<T: Sync, R: Send>(
    things: &[T],
    each: impl Fn(&T) -> R + Sync,
) -> Result<Vec<R>, VaultError> {
    if things.len() < FEW || cores() < 2 {
        return Ok(things.iter().map(each).collect());
    }
    let each = &each;
    thread::scope(|scope| {
        let mut parts = Vec::new();
        for part in things.chunks(things.len().div_ceil(cores())) {
            let work = move || part.iter().map(each).collect::<Vec<R>>();
            parts.push(Builder::new().spawn_scoped(scope, work)?);
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
            assert_eq!(on_every_core(&things, |n| n * 2), Ok(twice));
        }
    }
}
