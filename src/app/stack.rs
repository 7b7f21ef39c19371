//! What a call left on the stack of its thread is written over: keys and words pass through it while they are used.

use std::hint::black_box;

/// How far down it is written over, in bytes. What was met lay within 180 kB of the top; a thread has at least 1 MB.
const DEPTH: usize = 384 * 1024;

/// Writes zeros over what lies below the caller's frame. Values that are still in use are not touched.
#[expect(clippy::large_stack_arrays, reason = "the stack is what is written over")]
#[inline(never)]
pub(super) fn wipe_below() {
    let mut room = [0_u8; DEPTH];
    black_box(&mut room);
}
