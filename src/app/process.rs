//! Keeps the process's memory to itself: wiped when it is given back, no core dumps, no reading by other programs of
//! the same person.

use std::alloc::System;

use zeroizing_alloc::ZeroAlloc;

/// Memory that is given back is wiped first. Keys wipe themselves; this is for the words that pass through strings,
/// events and pictures of the window on their way.
#[global_allocator]
static WIPED: ZeroAlloc<System> = ZeroAlloc(System);

/// Asks the system for it. Where the system has no such thing, nothing is lost but that protection.
pub fn keep_memory_private() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        // both are extra protection; a system that refuses them leaves Tandem as safe as any other program
        let _core = setrlimit(Resource::Core, none);
        let _trace = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}
