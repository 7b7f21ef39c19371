//! Pieces of pages that know the domain: the disclosure card, the incident header, lists of tasks.
