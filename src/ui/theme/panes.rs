//! The parts of a window in reading order, and the step from one to the next: which one has the keyboard, which one
//! is to get it.

/// The parts of one window.
#[derive(Debug, Default)]
pub(crate) struct Panes {
    /// Their names, in the order in which this frame drew them so far.
    drawn: Vec<String>,
    /// How many the frame before had.
    count: usize,
    /// The one that has the keyboard, in this frame.
    seen: Option<usize>,
    /// The one that had it last.
    last: Option<usize>,
    /// The one that is to get it, and the parts that are left to try.
    wanted: Option<Wanted>,
}

#[derive(Debug, Clone, Copy)]
struct Wanted {
    pane: usize,
    forward: bool,
    tries: usize,
}

impl Panes {
    pub(super) fn begin(&mut self) {
        self.drawn.clear();
        self.seen = None;
    }

    /// True when the part that was asked for took no keyboard and the next one is tried.
    pub(super) fn end(&mut self) -> bool {
        self.last = self.seen.or(self.last);
        let count = self.drawn.len().max(1);
        self.count = count;
        let Some(wanted) = self.wanted else { return false };
        self.wanted = (wanted.tries > 0).then(|| Wanted {
            pane: after(wanted.pane, wanted.forward, count),
            tries: wanted.tries - 1,
            ..wanted
        });
        self.wanted.is_some()
    }

    /// What is drawn from here on belongs to the part of this name.
    pub(crate) fn enter(&mut self, name: &str) {
        if self.drawn.last().is_none_or(|last| last != name) {
            self.drawn.push(name.to_owned());
        }
    }

    /// The next or the previous part is to get the keyboard.
    pub(crate) fn step(&mut self, forward: bool) {
        let from = self
            .last
            .unwrap_or(if forward { self.count.saturating_sub(1) } else { 0 });
        self.wanted = Some(Wanted {
            pane: after(from, forward, self.count),
            forward,
            tries: self.count,
        });
    }

    /// The number of the part that is being drawn.
    pub(crate) fn at(&self) -> usize {
        self.drawn.len()
    }

    /// A control is drawn that has the keyboard.
    pub(crate) fn has_focus(&mut self) {
        self.seen = self.drawn.len().checked_sub(1);
    }

    /// The name of the part, when this is the one that is to get the keyboard: its first control takes it.
    pub(crate) fn take(&mut self) -> Option<String> {
        let at = self.drawn.len().checked_sub(1)?;
        if self.wanted.is_none_or(|wanted| wanted.pane != at) {
            return None;
        }
        self.wanted = None;
        self.last = Some(at);
        self.drawn.last().cloned()
    }
}

fn after(at: usize, forward: bool, count: usize) -> usize {
    let count = count.max(1);
    if forward {
        (at + 1) % count
    } else {
        at.checked_sub(1).unwrap_or(count - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One frame in which the named parts have a control each, or none; the part that took the keyboard.
    fn frame(panes: &mut Panes, parts: &[(&str, bool)], focused: Option<&str>) -> Option<String> {
        panes.begin();
        let mut taken = None;
        for (name, has_control) in parts {
            panes.enter(name);
            if *has_control {
                taken = taken.or(panes.take());
            }
            if focused == Some(*name) {
                panes.has_focus();
            }
        }
        panes.end();
        taken
    }

    const PARTS: [(&str, bool); 4] = [("bar", true), ("strip", false), ("page", true), ("buttons", true)];

    #[test]
    fn each_step_goes_to_the_next_part_that_has_a_control_and_round() {
        let mut panes = Panes::default();
        let mut at = "page".to_owned();
        frame(&mut panes, &PARTS, Some(&at));
        let mut walk = Vec::new();
        for _ in 0..4 {
            panes.step(true);
            let taken = frame(&mut panes, &PARTS, None).or_else(|| frame(&mut panes, &PARTS, None));
            at = taken.unwrap();
            frame(&mut panes, &PARTS, Some(&at));
            walk.push(at.clone());
        }
        assert_eq!(walk, ["buttons", "bar", "page", "buttons"]);
        panes.step(false);
        assert_eq!(frame(&mut panes, &PARTS, None).as_deref(), Some("page"));
    }

    #[test]
    fn a_window_with_no_control_at_all_is_not_asked_for_ever() {
        let mut panes = Panes::default();
        let none = [("page", false)];
        frame(&mut panes, &none, None);
        panes.step(true);
        for _ in 0..3 {
            frame(&mut panes, &none, None);
        }
        panes.begin();
        assert!(!panes.end());
    }
}
