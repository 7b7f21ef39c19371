//! Wall time, processor time and load.

use std::fs;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// How long it takes.
pub(crate) fn wall<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let began = Instant::now();
    let result = work();
    (began.elapsed(), result)
}

/// Time on a processor, of this thread, in microseconds: what others do on the machine shows in it only as far as they
/// empty its caches.
pub(crate) fn on_processor_us() -> f64 {
    seconds_of(ClockId::ThreadCPUTime) * 1e6
}

/// Time on a processor, of all threads that ever ran in this process, in seconds.
pub(crate) fn process_s() -> f64 {
    seconds_of(ClockId::ProcessCPUTime)
}

fn seconds_of(clock: ClockId) -> f64 {
    let now = clock_gettime(clock);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

/// How many wanted a processor in the last minute.
pub(crate) fn load() -> f64 {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ')
        .next()
        .and_then(|n| n.parse().ok())
        .unwrap_or_default()
}

/// The middle one.
pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
