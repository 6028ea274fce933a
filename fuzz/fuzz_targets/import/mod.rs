//! What each reader of other tools' files must do with any bytes.

use maillage::import::{self, Format, Input, Options};

/// Reads the bytes as a format: a map whose report adds up, or an error that says something.
pub fn answer(format: Format, bytes: &[u8]) {
    let input = Input { name: String::new(), bytes: bytes.to_vec() };
    let options = Options { format: Some(format), ..Options::default() };
    match import::read(vec![input], &options, &mut |_| true) {
        Ok(imported) => {
            assert!(imported.report.adds_up());
            assert_eq!(imported.report.links.imported, imported.map.link_count());
        }
        Err(error) => assert!(!error.to_string().is_empty() && !error.hint().is_empty()),
    }
}
