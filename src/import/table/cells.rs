//! Cells: what a sheet holds, as text, in one piece of memory. However many cells there are, there
//! are four allocations: a list of a million rows costs little more than its text.

use super::fault::Fault;

/// Most cells in one sheet.
pub const MOST_CELLS: usize = 50_000_000;
/// Most columns in one sheet; what the largest spreadsheets have.
pub const MOST_COLUMNS: usize = 16_384;
/// Most bytes of text in one cell.
pub const LONGEST_CELL: usize = 4 << 20;
/// Most bytes of text in one sheet.
pub const MOST_TEXT: usize = 1 << 30;

/// Text of the cells of one sheet, row by row. Rows may differ in length; a cell beyond the end of
/// its row is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<u32>,
    /// Where each row ends among the cells.
    rows: Vec<u32>,
    /// The line of the file or the row of the sheet each row stands on, from 1.
    lines: Vec<u32>,
    /// The length of the longest row.
    width: usize,
    /// Rows above the table: a title, remarks. They are counted by nothing but this.
    above: usize,
}

impl Grid {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len().saturating_sub(self.above)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many rows stand above the table.
    pub fn above(&self) -> usize {
        self.above
    }

    /// How many rows, of all there are, stand before a line of the file or row of the sheet.
    pub fn rows_before(&self, line: usize) -> usize {
        self.lines.partition_point(|other| (*other as usize) < line)
    }

    /// Makes the table begin below so many rows, of all there are: its row 0 is the one after them. One
    /// row stays in any case.
    pub fn begin_below(&mut self, above: usize) {
        self.above = above.min(self.rows.len().saturating_sub(1));
    }

    /// The length of the longest row, in cells.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many bytes of text there are.
    pub fn text_len(&self) -> usize {
        self.text.len()
    }

    /// The text of all cells, end to end.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn cells_of(&self, row: usize) -> std::ops::Range<usize> {
        let row = row.saturating_add(self.above);
        let start = row.checked_sub(1).and_then(|before| self.rows.get(before)).copied().unwrap_or(0);
        let end = self.rows.get(row).copied().unwrap_or(start);
        start as usize..end as usize
    }

    /// How many cells a row has.
    pub fn row_len(&self, row: usize) -> usize {
        self.cells_of(row).len()
    }

    /// A cell; empty where there is none.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let cells = self.cells_of(row);
        if column >= cells.len() {
            return "";
        }
        self.text_of(cells.start + column)
    }

    fn text_of(&self, cell: usize) -> &str {
        let start = cell.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(cell).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The cells of a row.
    pub fn row(&self, row: usize) -> impl ExactSizeIterator<Item = &str> + '_ {
        self.cells_of(row).map(|cell| self.text_of(cell))
    }

    /// The line of the file, or the row of the sheet, a row stands on, from 1.
    pub fn line(&self, row: usize) -> usize {
        self.lines.get(row.saturating_add(self.above)).copied().unwrap_or(0) as usize
    }

    /// Whether a row has nothing but blanks.
    pub fn is_blank(&self, row: usize) -> bool {
        self.row(row).all(|cell| cell.trim().is_empty())
    }

    /// Adds a cell to the row under way.
    ///
    /// # Errors
    /// Where a limit of this module is passed; `line` is where the cell stands.
    pub fn push_cell(&mut self, text: &str, line: usize) -> Result<(), Fault> {
        self.text.push_str(text);
        self.close_cell(line)
    }

    /// Text of the cell under way, to be ended with [`Grid::close_cell`].
    pub fn text_mut(&mut self) -> &mut String {
        &mut self.text
    }

    /// Ends the cell under way.
    ///
    /// # Errors
    /// Where a limit of this module is passed.
    pub fn close_cell(&mut self, line: usize) -> Result<(), Fault> {
        let start = self.ends.last().copied().unwrap_or(0) as usize;
        if self.text.len() - start > LONGEST_CELL {
            return Err(Fault::LongCell { line });
        }
        if self.text.len() > MOST_TEXT {
            return Err(Fault::TooMuchText { line });
        }
        if self.ends.len() >= MOST_CELLS {
            return Err(Fault::TooManyCells { line });
        }
        // The sizes were checked: all are below four billion.
        self.ends.push(self.text.len() as u32);
        if self.open_len() > MOST_COLUMNS {
            return Err(Fault::TooManyColumns { line });
        }
        Ok(())
    }

    /// Adds empty cells to the row under way until it has so many.
    ///
    /// # Errors
    /// Where a limit of this module is passed.
    pub fn pad_to(&mut self, cells: usize, line: usize) -> Result<(), Fault> {
        while self.open_len() < cells {
            self.close_cell(line)?;
        }
        Ok(())
    }

    /// How many cells the row under way has.
    pub fn open_len(&self) -> usize {
        self.ends.len() - self.rows.last().copied().unwrap_or(0) as usize
    }

    /// Ends the row under way. Empty cells at its end are dropped.
    pub fn end_row(&mut self, line: usize) {
        let first = self.rows.last().copied().unwrap_or(0) as usize;
        while self.ends.len() > first && self.text_of(self.ends.len() - 1).is_empty() {
            self.ends.pop();
        }
        self.close_row(line, first);
    }

    /// Ends the row under way as it is, empty cells at its end included.
    pub fn end_row_whole(&mut self, line: usize) {
        let first = self.rows.last().copied().unwrap_or(0) as usize;
        self.close_row(line, first);
    }

    fn close_row(&mut self, line: usize, first: usize) {
        self.width = self.width.max(self.ends.len() - first);
        self.rows.push(self.ends.len() as u32);
        self.lines.push(u32::try_from(line).unwrap_or(u32::MAX));
    }

    /// Whether the row under way has nothing but blanks.
    pub fn is_open_blank(&self) -> bool {
        let first = self.rows.last().copied().unwrap_or(0) as usize;
        (first..self.ends.len()).all(|cell| self.text_of(cell).trim().is_empty())
    }

    /// Makes room for so many bytes of text, and as many rows if they go on as they began.
    pub fn reserve(&mut self, text: usize, rows: usize) {
        self.text.reserve(text.min(MOST_TEXT));
        self.rows.reserve(rows);
        self.lines.reserve(rows);
    }

    /// Gives up the row under way.
    pub fn drop_row(&mut self) {
        let first = self.rows.last().copied().unwrap_or(0) as usize;
        self.ends.truncate(first);
        let text = self.ends.last().copied().unwrap_or(0) as usize;
        self.text.truncate(text);
    }

    /// Gives back memory that was taken in reserve.
    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.rows.shrink_to_fit();
        self.lines.shrink_to_fit();
    }

    /// A sheet of given cells, for tests and pasted blocks.
    pub fn of<R: AsRef<[C]>, C: AsRef<str>>(rows: impl IntoIterator<Item = R>) -> Result<Self, Fault> {
        let mut grid = Self::default();
        for (at, row) in rows.into_iter().enumerate() {
            for cell in row.as_ref() {
                grid.push_cell(cell.as_ref(), at + 1)?;
            }
            grid.end_row_whole(at + 1);
        }
        Ok(grid)
    }
}

/// One sheet of a workbook, or the whole of a file of separated values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; the file's for separated values.
    pub name: String,
    /// Its cells.
    pub grid: Grid,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were_pushed() {
        let grid = Grid::of([vec!["a", "", "é"], vec![], vec!["b"]]).expect("it is small");
        assert_eq!((grid.len(), grid.width()), (3, 3));
        assert_eq!(grid.row(0).collect::<Vec<_>>(), ["a", "", "é"]);
        assert_eq!((grid.cell(1, 0), grid.cell(2, 0), grid.cell(2, 1), grid.cell(9, 9)), ("", "b", "", ""));
        assert!(grid.is_blank(1) && !grid.is_blank(2));
    }

    #[test]
    fn a_row_given_up_leaves_nothing() {
        let mut grid = Grid::of([["a"]]).expect("it is small");
        grid.push_cell("gone", 2).expect("it is small");
        grid.text_mut().push_str("half");
        grid.drop_row();
        grid.push_cell("b", 3).expect("it is small");
        grid.end_row(3);
        assert_eq!((grid.cell(1, 0), grid.line(1), grid.len()), ("b", 3, 2));
    }

    #[test]
    fn a_row_too_wide_is_refused() {
        let mut grid = Grid::default();
        assert_eq!(grid.pad_to(MOST_COLUMNS, 1), Ok(()));
        assert_eq!(grid.pad_to(MOST_COLUMNS + 1, 1), Err(Fault::TooManyColumns { line: 1 }));
    }
}
