//! What the fuzz targets share: the properties they hold the program to, and a mutator for texts in lines.

pub mod checks;
pub mod lines;
