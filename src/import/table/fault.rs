//! What can be wrong with a table, and what was unusual in one that was read all the same.

/// Why a table could not be read. Lower case, naming what and where; [`Fault::hint`] says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing in it, or nothing but blanks.
    #[error("the file is empty: there is no row in it")]
    Empty,
    /// Not a table: binary data, a web page and the like; what it looks like.
    #[error("this is no table but {0}")]
    NoTable(&'static str),
    /// Text without anything that separates columns.
    #[error("no columns found: nothing separates them (`;`, `,` or a tab)")]
    NoColumns,
    /// Several lines without anything before the first row.
    #[error("line {line}: the table begins here, after blank lines")]
    BlankStart {
        /// The first line that holds something.
        line: usize,
    },
    /// No row has as many cells as there are columns, some have more and some fewer: nothing says
    /// which value is of which column.
    #[error("the rows do not fit the {columns} columns: {rows}")]
    Uneven {
        /// How many columns are named.
        columns: usize,
        /// The first rows, with how many cells each has.
        rows: String,
    },
    /// A quotation mark that is never closed.
    #[error("line {line}: a quotation mark is opened and never closed (unclosed quote)")]
    UnclosedQuote {
        /// Where it is opened.
        line: usize,
    },
    /// Bytes NUL in a text.
    #[error("line {line}: a NUL byte: the file is binary or damaged")]
    Nul {
        /// Where the first one is.
        line: usize,
    },
    /// More columns than [`super::cells::MOST_COLUMNS`].
    #[error("line {line}: more than {} columns", super::cells::MOST_COLUMNS)]
    TooManyColumns {
        /// The line or row.
        line: usize,
    },
    /// More cells than [`super::cells::MOST_CELLS`].
    #[error("line {line}: the table is too large: more than {} cells", super::cells::MOST_CELLS)]
    TooManyCells {
        /// The line or row.
        line: usize,
    },
    /// More text than [`super::cells::MOST_TEXT`].
    #[error("line {line}: the table is too large: more than {} MiB of text", super::cells::MOST_TEXT >> 20)]
    TooMuchText {
        /// The line or row.
        line: usize,
    },
    /// More text in a cell than [`super::cells::LONGEST_CELL`].
    #[error("line {line}: a cell is too large: more than {} MiB of text", super::cells::LONGEST_CELL >> 20)]
    LongCell {
        /// The line or row.
        line: usize,
    },
    /// A row that says to be repeated more often than a sheet has rows.
    #[error("row {row}: repeated {times} times, which is too large")]
    Repeated {
        /// The row.
        row: usize,
        /// How often.
        times: u64,
    },
    /// The zip around a workbook is damaged.
    #[error("the zip file is damaged or truncated ({0})")]
    Zip(&'static str),
    /// A part of the workbook is damaged.
    #[error("`{part}` in the zip file is damaged ({what})")]
    Part {
        /// Its name.
        part: String,
        /// What is wrong.
        what: String,
    },
    /// A part of the workbook inflates to too much.
    #[error("`{part}` is too large: it inflates to {times} times its size or more than {most} MiB (ratio)")]
    Inflates {
        /// Its name.
        part: String,
        /// The largest ratio allowed.
        times: u64,
        /// The largest size allowed, in MiB.
        most: u64,
    },
    /// A part the workbook names is not there.
    #[error("the workbook names the sheet `{sheet}`, but its part `{part}` is missing")]
    MissingPart {
        /// The sheet.
        sheet: String,
        /// The part.
        part: String,
    },
    /// A zip, but of no workbook.
    #[error("no workbook in this zip file: neither `xl/workbook.xml` (xlsx) nor an ods `content.xml`")]
    NoWorkbook,
    /// Protected by a password.
    #[error("the workbook is encrypted: it is protected by a password")]
    Encrypted,
    /// A document type declaration with entities.
    #[error("`{part}`: a DOCTYPE with entities is not read")]
    Doctype {
        /// The part.
        part: String,
    },
    /// Cell references that cannot be.
    #[error("`{part}`: no such cell: {cell}")]
    NoSuchCell {
        /// The part or sheet.
        part: String,
        /// The reference.
        cell: String,
    },
    /// A text of the workbook's table of texts that is not there.
    #[error("cell {cell}: its text has index {index}, beyond the workbook's table of strings")]
    NoSuchString {
        /// The cell.
        cell: String,
        /// The index.
        index: String,
    },
    /// An older workbook that cannot be understood.
    #[error("the xls workbook is damaged or of an unknown version ({0})")]
    Xls(&'static str),
    /// Nobody waits for the result any more.
    #[error("cancelled")]
    Cancelled,
}

impl Fault {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty | Self::NoTable(_) | Self::NoColumns => {
                "choose a table: a spreadsheet, or text with one row a line and columns apart"
            }
            Self::BlankStart { .. } => "take the blank lines at its start out",
            Self::Uneven { .. } => {
                "give every row as many cells as there are columns; put cells that hold the separator in quotation marks"
            }
            Self::UnclosedQuote { .. } => "close the quotation mark, or double those within a cell",
            Self::Nul { .. } => "export the file anew",
            Self::TooManyColumns { .. } => "take out the columns that are not needed",
            Self::TooManyCells { .. } | Self::TooMuchText { .. } | Self::LongCell { .. } => {
                "cut the table into several files"
            }
            Self::Encrypted => "take the password off in the spreadsheet program, then try again",
            Self::Repeated { .. }
            | Self::Inflates { .. }
            | Self::Zip(_)
            | Self::Part { .. }
            | Self::MissingPart { .. }
            | Self::NoWorkbook
            | Self::Doctype { .. }
            | Self::NoSuchCell { .. }
            | Self::NoSuchString { .. }
            | Self::Xls(_) => "open it in a spreadsheet program and save it anew",
            Self::Cancelled => "",
        }
    }
}

/// Something unusual in a table that was read all the same; with the line or row where it has one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Notice {
    /// Lines in another encoding than the rest.
    #[error(
        "line {line}: not UTF-8 like the rest of the file; read in the encoding Windows-1252 ({count} such lines)"
    )]
    MixedEncodings {
        /// The first of them.
        line: usize,
        /// How many.
        count: usize,
    },
    /// Text after the end of a quoted cell.
    #[error("line {line}: text after a closing quotation mark (quote)")]
    TextAfterQuote {
        /// The line.
        line: usize,
    },
    /// A formula without a result.
    #[error("cell {cell}: a formula without a result; left empty")]
    FormulaWithoutResult {
        /// The cell, with its sheet.
        cell: String,
    },
    /// A cell that holds an error.
    #[error("cell {cell}: holds the error {error}; left empty")]
    ErrorCell {
        /// The cell, with its sheet.
        cell: String,
        /// The error ("#REF!").
        error: String,
    },
    /// A stray cell far from all others.
    #[error("cell {cell}: far from all other cells; left out")]
    StrayCell {
        /// The cell, with its sheet.
        cell: String,
    },
    /// A sheet that says it is none.
    #[error("sheet `{0}`: left out, as its name says")]
    IgnoredSheet(String),
    /// Nothing separates columns, and nothing names the only one.
    #[error("nothing separates columns (`;`, `,` or a tab): each line is one actor")]
    OneColumn,
    /// Lines before the table that are remarks.
    #[error("{0} lines before the table are remarks (#, %); left out")]
    Remarks(usize),
    /// A sheet of which nothing is imported.
    #[error("sheet `{0}`: not imported: no actors or links recognised in it beside those of other sheets")]
    SheetLeftOut(String),
    /// Blank lines before the first row.
    #[error("line {0}: the table begins here, after blank lines")]
    BlankStart(usize),
    /// Cells merged over several rows, which each of the rows got.
    #[error("sheet `{sheet}`: cells merged over several rows were repeated in {count} cells")]
    MergedCells {
        /// The sheet.
        sheet: String,
        /// How many cells they filled.
        count: usize,
    },
    /// A title and the like above the names of the columns.
    #[error("sheet `{sheet}`: rows above the table were left out ({count}, beginning with \"{first}\")")]
    RowsAbove {
        /// The sheet.
        sheet: String,
        /// How many rows.
        count: usize,
        /// What the first of them says.
        first: String,
    },
    /// Totals, sources and the like below the table.
    #[error("sheet `{sheet}`: rows below the table were left out ({count}, beginning with \"{first}\")")]
    RowsBelow {
        /// The sheet.
        sheet: String,
        /// How many rows.
        count: usize,
        /// What the first of them says.
        first: String,
    },
    /// Rows of separated values that have more or fewer cells than there are columns.
    #[error("rows have more or fewer cells than the {0} columns")]
    UnevenRows(usize),
    /// Rows of a list without ids that have one name, and nothing that tells them apart.
    #[error("rows have the same name (duplicates?); each became an actor of its own")]
    RepeatedNames,
    /// Codes that a spreadsheet turned into rounded numbers.
    #[error("codes of `{field}` were rounded by a spreadsheet, and digits lost; left out")]
    RoundedCode {
        /// The word of the field.
        field: String,
    },
    /// A commune's name that several have.
    #[error("several communes have the name `{name}` ({codes}); not located")]
    Homonyms {
        /// The name.
        name: String,
        /// Some of their INSEE codes.
        codes: String,
    },
    /// Codes that got the leading zeros they had lost.
    #[error("{count} codes of `{field}` got the leading zeros they had lost ({before} → {after})")]
    Repaired {
        /// The word of the field.
        field: String,
        /// How many.
        count: usize,
        /// The first one before.
        before: String,
        /// And after.
        after: String,
    },
}
