//! Verifying: against bare checks of signatures on every core.

use std::path::Path;
use std::thread;

use ed25519_dalek::{Signature, Signer as _, SigningKey};
use tandem::vault::{verify_folder, verify_structure};

use crate::clock::{median, process_s, wall};
use crate::entries::SIDE;
use crate::people::sign_in;
use crate::table::{Table, Target};

const ROUNDS: usize = 5;
/// Bare checks that each core makes in a round.
const CHECKS: usize = 20_000;

/// As many bytes as are signed for an entry.
fn message(n: u64) -> [u8; 304] {
    let mut message = [7; 304];
    message[..8].copy_from_slice(&n.to_be_bytes());
    message
}

/// Bare `verify_strict` on every core; gives how many a second, and the processor time of one in microseconds.
pub(crate) fn bare(cores: usize) -> (f64, f64) {
    let key = SigningKey::from_bytes(&[3; 32]);
    let signed: Vec<([u8; 304], Signature)> = (0..500).map(|n| (message(n), key.sign(&message(n)))).collect();
    let public = key.verifying_key();
    let before = process_s();
    let (took, ()) = wall(|| {
        thread::scope(|scope| {
            for _ in 0..cores {
                scope.spawn(|| {
                    for (message, signature) in signed.iter().cycle().take(CHECKS) {
                        public.verify_strict(message, signature).unwrap();
                    }
                });
            }
        });
    });
    let checks = (cores * CHECKS) as f64;
    (checks / took.as_secs_f64(), (process_s() - before) * 1e6 / checks)
}

/// The whole of it, in entries a second.
pub(crate) fn signatures(dir: &Path, table: &mut Table) {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let member = sign_in(dir, SIDE);
    let (mut bases, mut rates, mut ratios, mut shares) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (base, base_us) = bare(cores);
        let before = process_s();
        let (took, report) = wall(|| verify_folder(dir, &member, None, &mut |_, _| true).unwrap());
        assert!(report.ok, "{:?}", report.findings);
        let entries = report.entries as f64;
        let rate = entries / took.as_secs_f64();
        let (after, ()) = wall(|| ());
        let _ = after;
        bases.push(base);
        rates.push(rate);
        ratios.push(rate / base);
        shares.push(base_us / ((process_s() - before) * 1e6 / entries));
    }
    table.add(
        "full verification / bare signatures",
        &format!("{:.0}/s on {cores} cores", median(bases)),
        &format!("{:.0} entries/s", median(rates)),
        median(ratios),
        &Target::AtLeast(0.85),
    );
    table.add(
        "  the same in processor time",
        "",
        "",
        median(shares),
        &Target::AtLeast(0.85),
    );
}

/// Roots, hashes, order and authority alone.
pub(crate) fn structure(dir: &Path, table: &mut Table) {
    let member = sign_in(dir, SIDE);
    let (mut rates, mut processor) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let before = process_s();
        let (took, report) = wall(|| verify_structure(dir, &member, None, &mut |_, _| true).unwrap());
        assert!(report.ok, "{:?}", report.findings);
        rates.push(report.entries as f64 / took.as_secs_f64());
        processor.push((process_s() - before) * 1e6 / report.entries as f64);
    }
    let rate = median(rates);
    table.add(
        "structure only, entries a second",
        "",
        &format!("{:.2} µs of processor each", median(processor.clone())),
        rate,
        &Target::None,
    );
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get) as f64;
    let each = median(processor);
    table.add(
        "  with all cores to itself",
        "",
        &format!("{cores} cores / {each:.2} µs"),
        cores * 1e6 / each,
        &Target::AtLeast(200_000.0),
    );
}
