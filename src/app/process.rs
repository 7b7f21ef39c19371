//! Keeps the process's memory to itself: no core dumps, no reading by other programs of the same person.

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
