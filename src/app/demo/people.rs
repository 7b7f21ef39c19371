//! Invented given and family names: enough that few people of a practice vault are met twice.

/// Given names.
pub(super) const GIVEN: [&str; 62] = [
    "Aisha", "Alan", "Amber", "Anil", "Bea", "Ben", "Beth", "Callum", "Cara", "Carl", "Cerys", "Dan", "Dee",
    "Ed", "Ella", "Emil", "Esme", "Farid", "Fay", "Finn", "Gita", "Glen", "Hana", "Harvey", "Ines", "Iona",
    "Ivan", "Jas", "Jed", "Jodie", "Kai", "Kim", "Lara", "Leon", "Lily", "Luca", "Mae", "Mina", "Ned", "Nia",
    "Nico", "Omar", "Otis", "Penny", "Petra", "Priya", "Rafe", "Ravi", "Rhys", "Rosa", "Ruby", "Sal", "Seb",
    "Tara", "Tess", "Theo", "Una", "Vic", "Wes", "Yara", "Zac", "Zoe",
];

/// Family names.
pub(super) const FAMILY: [&str; 100] = [
    "Abbot", "Adair", "Ames", "Arden", "Ash", "Barlow", "Beck", "Bell", "Blythe", "Boon", "Bray", "Brook",
    "Cade", "Carr", "Chase", "Clay", "Cole", "Crane", "Croft", "Dale", "Dane", "Dean", "Drake", "Dunn",
    "Eaton", "Ellis", "Farr", "Fenn", "Finch", "Flint", "Ford", "Frost", "Gale", "Garland", "Gill", "Grange",
    "Greer", "Hale", "Hart", "Heath", "Hollis", "Holt", "Hurst", "Iqbal", "Jarvis", "Kane", "Keane", "Kerr",
    "Kirk", "Knox", "Lake", "Lamb", "Lang", "Lark", "Leigh", "Locke", "Lowe", "Marsh", "Mead", "Merrick",
    "Moss", "Nash", "North", "Oakes", "Osman", "Page", "Parr", "Peel", "Penn", "Pike", "Poole", "Quayle",
    "Rahman", "Reeve", "Ridley", "Rowe", "Rudd", "Sayer", "Sharma", "Shaw", "Snow", "Stone", "Stroud",
    "Swann", "Tait", "Thorne", "Tilley", "Usman", "Vale", "Vance", "Vaughan", "Voss", "Wade", "Walsh",
    "Ward", "Webb", "Wells", "Wilde", "Yates", "York",
];
