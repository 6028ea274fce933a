//! data: the embedded tables, unpacked. `assets/geo/make_geo.py` writes them and describes the format.

use std::str::Split;

use super::{AliasKind, Commune, Departement, Epci, Region};

static PACKED: &[u8] = include_bytes!("../../assets/geo/france.deflate");

/// Four times what the asset holds today: a bound, so that a damaged asset cannot take all memory.
const LARGEST_TEXT: usize = 8 << 20;

/// A name or code of the past, or of a part, of a commune.
pub(super) struct Alias {
    pub code: &'static str,
    pub name: &'static str,
    pub kind: AliasKind,
    /// Rank of the current commune in [`Tables::communes`].
    pub commune: u32,
}

/// Each table is in the order of its codes (SIREN numbers for `epci`).
#[derive(Default)]
pub(super) struct Tables {
    pub regions: Vec<Region>,
    pub departements: Vec<Departement>,
    pub epci: Vec<Epci>,
    pub communes: Vec<Commune>,
    pub aliases: Vec<Alias>,
}

impl Tables {
    /// Unpacks the asset; `None` if it is not what `make_geo.py` writes.
    ///
    /// Limitation: keeps the unpacked text (2 MB) until the process ends, so that names can be
    /// borrowed from it. Call it once.
    pub(super) fn load() -> Option<Self> {
        let text = miniz_oxide::inflate::decompress_to_vec_with_limit(PACKED, LARGEST_TEXT).ok()?;
        parse(String::from_utf8(text).ok()?.leak())
    }
}

type Lines = Split<'static, char>;

/// The line "`name` N": how many lines follow in each column.
fn section(lines: &mut Lines, name: &str) -> Option<usize> {
    lines.next()?.strip_prefix(name)?.strip_prefix(' ')?.parse().ok()
}

fn column(lines: &mut Lines, count: usize) -> Option<Vec<&'static str>> {
    let column: Vec<_> = lines.take(count).collect();
    (column.len() == count).then_some(column)
}

fn numbers<N: std::str::FromStr>(lines: &mut Lines, count: usize) -> Option<Vec<N>> {
    let numbers: Vec<N> = lines.take(count).map_while(|line| line.parse().ok()).collect();
    (numbers.len() == count).then_some(numbers)
}

fn fields<const N: usize>(line: &'static str) -> Option<[&'static str; N]> {
    let mut parts = line.split('\t');
    let mut fields = [""; N];
    for field in &mut fields {
        *field = parts.next()?;
    }
    parts.next().is_none().then_some(fields)
}

fn parse(text: &'static str) -> Option<Tables> {
    let mut lines = text.split('\n');
    if lines.next()? != "maillage-geo 1" {
        return None;
    }

    let count = section(&mut lines, "regions")?;
    let regions = column(&mut lines, count)?
        .into_iter()
        .map(|line| fields(line).map(|[code, name]| Region { code, name }))
        .collect::<Option<Vec<_>>>()?;

    let count = section(&mut lines, "departements")?;
    let mut departements = Vec::with_capacity(count);
    let mut blocks = Vec::with_capacity(count);
    for line in column(&mut lines, count)? {
        let [code, name, region, communes, south, west] = fields(line)?;
        departements.push(Departement { code, name, region });
        blocks.push((code, communes.parse().ok()?, south.parse().ok()?, west.parse().ok()?));
    }

    let count = section(&mut lines, "epci")?;
    let epci = column(&mut lines, count)?
        .into_iter()
        .map(|line| {
            let [siren, name, long_name, kind] = fields(line)?;
            let long_name = if long_name.is_empty() { name } else { long_name };
            Some(Epci { siren, name, long_name, kind })
        })
        .collect::<Option<Vec<_>>>()?;

    let communes = communes(&mut lines, &blocks, &epci)?;
    let aliases = aliases(&mut lines, &communes)?;
    Some(Tables { regions, departements, epci, communes, aliases })
}

/// The communes of one department: its code, how many follow, and the corner their points start from.
type Block = (&'static str, usize, i32, i32);

fn communes(lines: &mut Lines, blocks: &[Block], epci: &[Epci]) -> Option<Vec<Commune>> {
    let count = section(lines, "communes")?;
    let ends = column(lines, count)?;
    let names = column(lines, count)?;
    let epci_ranks = column(lines, count)?;
    let postal_codes = column(lines, count)?;
    let norths: Vec<i32> = numbers(lines, count)?;
    let easts: Vec<i32> = numbers(lines, count)?;
    let populations: Vec<u32> = numbers(lines, count)?;

    // The text holds codes without their department: whole ones need a place of their own.
    let departements = || blocks.iter().flat_map(|block| std::iter::repeat_n(block, block.1));
    if departements().count() != count {
        return None;
    }
    let mut codes = String::with_capacity(count * CODE_LEN);
    for (&(departement, ..), &end) in departements().zip(&ends) {
        codes.push_str(departement);
        codes.push_str(end);
    }
    let codes: &'static str = codes.leak();

    let mut communes = Vec::with_capacity(count);
    for (rank, &(departement, _, south, west)) in departements().enumerate() {
        let code = codes.get(rank * CODE_LEN..(rank + 1) * CODE_LEN)?;
        let epci = match *epci_ranks.get(rank)? {
            "" => None,
            digits => Some(epci.get(digits.parse::<usize>().ok()?)?.siren),
        };
        communes.push(Commune {
            code,
            name: names.get(rank)?,
            departement,
            epci,
            postal_codes: postal_codes.get(rank)?,
            // Divided rather than multiplied by 0.0001: gives the very float that "47.2184" reads as.
            lat: f64::from(south.checked_add(*norths.get(rank)?)?) / 10_000.0,
            lon: f64::from(west.checked_add(*easts.get(rank)?)?) / 10_000.0,
            population: *populations.get(rank)?,
        });
    }
    communes.is_sorted_by_key(|commune| commune.code).then_some(communes)
}

/// Length of an INSEE code of a commune.
const CODE_LEN: usize = 5;

fn aliases(lines: &mut Lines, communes: &[Commune]) -> Option<Vec<Alias>> {
    let count = section(lines, "aliases")?;
    let codes = column(lines, count)?;
    let names = column(lines, count)?;
    let kinds = column(lines, count)?;
    let current = column(lines, count)?;
    let mut aliases = Vec::with_capacity(count);
    for (((code, name), kind), current) in codes.into_iter().zip(names).zip(kinds).zip(current) {
        let current = if current.is_empty() { code } else { current };
        let commune = communes.binary_search_by(|commune| commune.code.cmp(current)).ok()?;
        let kind = match kind {
            "ARM" => AliasKind::Arrondissement,
            "COMD" => AliasKind::Deleguee,
            "COMA" => AliasKind::Associee,
            "ANC" => AliasKind::FormerCommune,
            "NOM" => AliasKind::FormerName,
            _ => return None,
        };
        aliases.push(Alias { code, name, kind, commune: u32::try_from(commune).ok()? });
    }
    aliases.is_sorted_by_key(|alias| alias.code).then_some(aliases)
}

#[cfg(test)]
mod tests {
    use super::{Tables, parse};

    #[test]
    fn the_asset_is_whole() {
        let tables = Tables::load().unwrap();
        assert_eq!(tables.communes.len(), 34_969);
        assert_eq!(tables.aliases.len(), 7_117);
        assert_eq!(tables.epci.len(), 1_266);
        assert_eq!(tables.departements.len(), 109);
        assert_eq!(tables.regions.len(), 26);
        assert!(tables.regions.is_sorted_by_key(|region| region.code));
        assert!(tables.departements.is_sorted_by_key(|departement| departement.code));
        assert!(tables.epci.is_sorted_by_key(|epci| epci.siren));
    }

    #[test]
    fn a_damaged_asset_is_refused() {
        for text in ["", "maillage-geo 2", "maillage-geo 1\nregions 3\n", "maillage-geo 1\nregions x\n"] {
            assert!(parse(text).is_none(), "{text:?}");
        }
    }
}
