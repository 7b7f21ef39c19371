//! Who gets the keyboard when the control that had it is drawn no more: what stands in its place, else what stood before
//! it in the same part of the window, else the title. So the keyboard is never nowhere.

use egui::Id;

/// The controls of one window in reading order, and the one that has the keyboard.
#[derive(Debug, Default)]
pub(crate) struct Heirs {
    /// What this frame drew so far: each control with the part of the window that it belongs to.
    drawn: Vec<(Id, usize)>,
    /// The same of the frame before.
    before: Vec<(Id, usize)>,
    /// The control that had the keyboard in the frame before.
    had: Option<Id>,
    /// The control that vanished a frame ago, and the controls as they stood round it.
    lost: Option<(Id, Vec<(Id, usize)>)>,
}

/// What is to be done when a frame ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heir {
    /// This control takes the keyboard.
    Control(Id),
    /// The title of the page takes it.
    Title,
    /// A control vanished: whether anybody else asked for the keyboard shows in the next frame.
    Look,
}

impl Heirs {
    pub(super) fn begin(&mut self) {
        self.drawn.clear();
    }

    /// A control is drawn, in the part of the window of this number.
    pub(crate) fn note(&mut self, id: Id, pane: usize) {
        self.drawn.push((id, pane));
    }

    /// The page was left: its own controls are gone with it, and the new page says who has the keyboard.
    pub(crate) fn forget(&mut self) {
        self.had = None;
        self.lost = None;
        self.before.clear();
    }

    /// The frame is drawn, and this control has the keyboard.
    pub(super) fn end(&mut self, focused: Option<Id>) -> Option<Heir> {
        let heir = match self.lost.take() {
            Some((gone, stood)) if focused.is_none() => Some(self.heir_of(gone, &stood)),
            Some(_) => None,
            None => self.vanished(focused),
        };
        self.had = focused.filter(|id| self.has(*id));
        std::mem::swap(&mut self.before, &mut self.drawn);
        heir
    }

    fn has(&self, id: Id) -> bool {
        self.drawn.iter().any(|(drawn, _)| *drawn == id)
    }

    fn vanished(&mut self, focused: Option<Id>) -> Option<Heir> {
        let gone = self.had.filter(|id| !self.has(*id))?;
        if focused.is_some_and(|id| id != gone) {
            return None;
        }
        self.lost = Some((gone, self.before.clone()));
        Some(Heir::Look)
    }

    /// What stands where the control stood: after the nearest one before it that is still there. Never in another part of
    /// the window, where the button that commits may be.
    fn heir_of(&self, gone: Id, stood: &[(Id, usize)]) -> Heir {
        let Some(place) = stood.iter().position(|(id, _)| *id == gone) else {
            return Heir::Title;
        };
        let (earlier, later) = stood.split_at(place);
        let Some((_, pane)) = later.first().copied() else {
            return Heir::Title;
        };
        let here = |(id, of): &(Id, usize)| *of == pane && self.has(*id);
        let nearest = earlier
            .iter()
            .rev()
            .find(|control| here(control))
            .map(|(id, _)| *id);
        let at = nearest.and_then(|id| self.drawn.iter().position(|(drawn, _)| *drawn == id));
        let after = at.and_then(|at| self.drawn.get(at.saturating_add(1)));
        let next = match nearest {
            Some(_) => after.filter(|(_, of)| *of == pane).map(|(id, _)| *id),
            // it was the first: what is first now
            None => self.drawn.iter().find(|(_, of)| *of == pane).map(|(id, _)| *id),
        };
        next.or(nearest).map_or(Heir::Title, Heir::Control)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> Id {
        Id::unique(name)
    }

    fn frame(heirs: &mut Heirs, controls: &[(&str, usize)], focused: Option<&str>) -> Option<Heir> {
        heirs.begin();
        for (name, pane) in controls {
            heirs.note(id(name), *pane);
        }
        heirs.end(focused.map(id))
    }

    /// The control `c` has the keyboard and is gone in the next frame; who gets it?
    fn after(before: &[(&str, usize)], now: &[(&str, usize)]) -> Option<Heir> {
        let mut heirs = Heirs::default();
        frame(&mut heirs, before, Some("c"));
        assert_eq!(frame(&mut heirs, now, None), Some(Heir::Look));
        frame(&mut heirs, now, None)
    }

    #[test]
    fn what_took_its_place_gets_the_keyboard_else_the_neighbour_else_the_title() {
        let page = [("a", 1), ("b", 1), ("c", 1), ("d", 1), ("save", 2)];
        let control = |name| Some(Heir::Control(id(name)));
        // replaced by another
        assert_eq!(
            after(&page, &[("a", 1), ("b", 1), ("new", 1), ("d", 1), ("save", 2)]),
            control("new")
        );
        assert_eq!(
            after(&page, &[("a", 1), ("b", 1), ("d", 1), ("save", 2)]),
            control("d")
        );
        // the button that commits stands in another part: the one before gets it
        assert_eq!(after(&page, &[("a", 1), ("b", 1), ("save", 2)]), control("b"));
        assert_eq!(after(&page, &[("save", 2)]), Some(Heir::Title));
        assert_eq!(after(&[("c", 1), ("d", 1)], &[("d", 1)]), control("d"));
    }

    #[test]
    fn who_asked_for_the_keyboard_has_it_and_a_page_that_was_left_leaves_no_heir() {
        let page = [("b", 1), ("c", 1)];
        let mut heirs = Heirs::default();
        frame(&mut heirs, &page, Some("c"));
        assert_eq!(frame(&mut heirs, &[("b", 1)], None), Some(Heir::Look));
        assert_eq!(frame(&mut heirs, &[("b", 1)], Some("b")), None);
        frame(&mut heirs, &page, Some("c"));
        heirs.forget();
        assert_eq!(frame(&mut heirs, &[("x", 1)], None), None);
        // a control that is still there and was left by a press elsewhere is nobody's heir
        frame(&mut heirs, &page, Some("c"));
        assert_eq!(frame(&mut heirs, &page, None), None);
    }
}
