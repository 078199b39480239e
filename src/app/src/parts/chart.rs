//! Charts: plain numbers and their texts in, inline SVG out.
//!
//! A chart knows neither records nor the schema: whoever shows one gives it a [`Plot`] and hears
//! which bar was chosen. The geometry ([`layout`]) is computed without a browser into a
//! [`Drawing`](drawing::Drawing), which is shown in the page and written into a file alike.
//!
//! | module | subject |
//! |---|---|
//! | [`plot`] | what is to be drawn |
//! | `scale` | axes with round numbers |
//! | `measure` | how wide a text is, and a text that fits |
//! | [`drawing`] | lines, boxes and texts at their places |
//! | `layout` | from a plot to a drawing, one file a form |
//! | `palette` | the colours of the series |
//! | `view` | a drawing in the page, with its keys |
//! | `table` | the numbers behind a chart |
//! | `files` | a chart as SVG and as CSV |
//! | `tile` | one number and what it was before |

pub mod drawing;
mod files;
mod frame;
mod layout;
mod measure;
mod palette;
pub mod plot;
mod scale;
mod table;
mod tile;
mod view;

pub use frame::Chart;
pub use plot::{Form, Pick, Plot, Point, Series, Unit};
pub use tile::{Comparison, Tile, Trend};
