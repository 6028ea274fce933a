//! Fields: what a column of a table can be, and the names people and tools give such columns.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::fold::fold;
use crate::import::meaning::Meaning;
use crate::lang::Lang;
use crate::model::{FieldOwner, FieldType};

/// What a column of a table is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Field {
    /// Left out.
    Ignore,
    /// The id of the row.
    Id,
    /// What a link runs from.
    From,
    /// What a link runs to; several between bars.
    To,
    /// What a link runs from and to, both in one cell: `A (finances) B`.
    Ends,
    /// Whether a link has a direction.
    Direction,
    /// Of an actor: those it is linked to, by their names or ids.
    LinkedTo,
    /// A postal code: helps to find the commune, and is kept as text.
    Postcode,
    /// A piece of the address; the pieces are joined in the order of the columns.
    AddressPart,
    /// Latitude and longitude in one cell.
    LatLon,
    /// An INSEE legal category, by its code.
    LegalCategory,
    /// A field of the model, or a custom one.
    Means(Meaning),
}

/// Fields of tables alone, by the words a mapping writes them with.
const OWN: [(Field, &str); 11] = [
    (Field::Ignore, "ignore"),
    (Field::Id, "id"),
    (Field::From, "from"),
    (Field::To, "to"),
    (Field::Ends, "ends"),
    (Field::Direction, "direction"),
    (Field::LinkedTo, "linked_to"),
    (Field::Postcode, "postcode"),
    (Field::AddressPart, "address_part"),
    (Field::LatLon, "lat_lon"),
    (Field::LegalCategory, "legal_category"),
];

/// The fields of actors that people choose from, in the order they are offered.
pub const OF_ACTORS: [Field; 41] = [
    Field::Means(Meaning::Name),
    Field::Means(Meaning::Kind),
    Field::Id,
    Field::Means(Meaning::Acronym),
    Field::Means(Meaning::ShortName),
    Field::Means(Meaning::Aliases),
    Field::Means(Meaning::Description),
    Field::Means(Meaning::Notes),
    Field::Means(Meaning::Tags),
    Field::LinkedTo,
    Field::Means(Meaning::Territory),
    Field::Means(Meaning::Commune),
    Field::Means(Meaning::Insee),
    Field::Postcode,
    Field::Means(Meaning::Address),
    Field::AddressPart,
    Field::Means(Meaning::Latitude),
    Field::Means(Meaning::Longitude),
    Field::LatLon,
    Field::Means(Meaning::PlacePrecision),
    Field::Means(Meaning::Siren),
    Field::Means(Meaning::Siret),
    Field::Means(Meaning::Rna),
    Field::LegalCategory,
    Field::Means(Meaning::LegalForm),
    Field::Means(Meaning::Website),
    Field::Means(Meaning::Contacts),
    Field::Means(Meaning::Emails),
    Field::Means(Meaning::Phones),
    Field::Means(Meaning::Start),
    Field::Means(Meaning::End),
    Field::Means(Meaning::SourceTitles),
    Field::Means(Meaning::SourceUrls),
    Field::Means(Meaning::Confidence),
    Field::Means(Meaning::CheckedOn),
    Field::Means(Meaning::Colour),
    Field::Means(Meaning::X),
    Field::Means(Meaning::Y),
    Field::Means(Meaning::Pinned),
    Field::Means(Meaning::Custom(None)),
    Field::Ignore,
];

/// The fields of links that people choose from, in the order they are offered.
pub const OF_LINKS: [Field; 18] = [
    Field::From,
    Field::To,
    Field::Ends,
    Field::Means(Meaning::Kind),
    Field::Means(Meaning::Role),
    Field::Means(Meaning::LinkLabel),
    Field::Direction,
    Field::Means(Meaning::Weight),
    Field::Means(Meaning::Start),
    Field::Means(Meaning::End),
    Field::Means(Meaning::Notes),
    Field::Means(Meaning::SourceTitles),
    Field::Means(Meaning::SourceUrls),
    Field::Means(Meaning::Confidence),
    Field::Means(Meaning::CheckedOn),
    Field::Id,
    Field::Means(Meaning::Custom(None)),
    Field::Ignore,
];

impl Field {
    /// Its word in a mapping, and the end of the key of its name.
    pub fn word(&self) -> String {
        if let Some((_, word)) = OWN.iter().find(|(field, _)| field == self) {
            return (*word).to_owned();
        }
        match self {
            Self::Means(Meaning::Custom(None)) => "custom".to_owned(),
            Self::Means(Meaning::Custom(Some(kind))) => format!("custom:{}", kind.as_str()),
            Self::Means(Meaning::LinkLabel) => "label".to_owned(),
            Self::Means(meaning) => meaning.name().unwrap_or("ignore").to_owned(),
            _ => "ignore".to_owned(),
        }
    }

    /// The field of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        if let Some((field, _)) = OWN.iter().find(|(_, own)| *own == word) {
            return Some(field.clone());
        }
        if let Some(kind) = word.strip_prefix("custom") {
            let kind = kind.strip_prefix(':').map(FieldType::from);
            return Some(Self::Means(Meaning::Custom(kind)));
        }
        if word == "label" {
            return Some(Self::Means(Meaning::LinkLabel));
        }
        let by_name = |owner| Meaning::of_name(owner, word).filter(|meaning| meaning.name() == Some(word));
        by_name(FieldOwner::Actor).or_else(|| by_name(FieldOwner::Link)).map(Self::Means)
    }

    /// Whether several columns may be this field.
    pub fn may_repeat(&self) -> bool {
        matches!(
            self,
            Self::Ignore
                | Self::AddressPart
                | Self::LinkedTo
                | Self::Means(Meaning::Custom(_) | Meaning::Tags | Meaning::Notes)
        )
    }
}

impl From<Field> for String {
    fn from(field: Field) -> Self {
        field.word()
    }
}

impl TryFrom<String> for Field {
    type Error = UnknownField;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        Self::of_word(&word).ok_or(UnknownField(word))
    }
}

/// A word that is no field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField(pub String);

impl fmt::Display for UnknownField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no field that a column can be mapped to", self.0)
    }
}

/// A column's name without what tools add to it: `name:string` is a name that is a text, `:ID(Person)`
/// an id, `~from` an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The name as people would write it.
    pub name: String,
    /// The name as it is compared.
    pub folded: String,
    /// The type a tool says its values have.
    pub declared: Option<FieldType>,
    /// The space of ids an id is of (Neo4j): `Person` of `:ID(Person)`; empty where none is named.
    pub space: String,
    /// The mark of Neo4j or Neptune that says what it is, folded: "id", "start id", "from", "label".
    mark: Option<String>,
}

impl Header {
    /// Reads a column's name.
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        let plain = |name: &str, declared, mark| Self {
            name: name.to_owned(),
            folded: fold(name),
            declared,
            space: String::new(),
            mark,
        };
        if let Some(rest) = text.strip_suffix(" (custom)") {
            return plain(rest, None, Some("custom".to_owned()));
        }
        if let Some(rest) = text.strip_prefix('~') {
            return plain(rest, None, Some(fold(rest)));
        }
        let Some((name, suffix)) = text.rsplit_once(':') else { return plain(text, None, None) };
        let kind = suffix.split(['(', '{', '[']).next().unwrap_or_default().trim().to_ascii_lowercase();
        let declared = match kind.as_str() {
            "int" | "integer" | "long" | "float" | "double" | "byte" | "short" => Some(FieldType::Number),
            "bool" | "boolean" => Some(FieldType::Flag),
            "date" | "datetime" | "localdatetime" => Some(FieldType::Date),
            "string" | "char" => Some(FieldType::Text),
            _ => None,
        };
        if declared.is_some() {
            return plain(name, declared, None);
        }
        match kind.as_str() {
            "id" | "start_id" | "end_id" | "label" | "type" => {
                let space = suffix.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
                let header =
                    plain(if name.is_empty() { suffix } else { name }, None, Some(kind.replace('_', " ")));
                Self { space: space.map_or(String::new(), |(space, _)| space.trim().to_owned()), ..header }
            }
            "ignore" => plain(name, None, Some(kind)),
            _ => plain(text, None, None),
        }
    }

    /// What the column is in a list of actors, by its name alone.
    pub fn of_actor(&self) -> Option<Field> {
        if let Some(mark) = &self.mark {
            return Some(match mark.as_str() {
                "id" => Field::Id,
                "label" => Field::Means(Meaning::Kind),
                "ignore" => Field::Ignore,
                "custom" => Field::Means(Meaning::Custom(None)),
                _ => return None,
            });
        }
        look_up(&ACTOR_NAMES, &self.folded)
            .or_else(|| of_own_name(&self.folded))
            .or_else(|| Meaning::of_name(FieldOwner::Actor, &self.name).map(Field::Means))
            .or_else(|| self.look_up_plainly(&ACTOR_NAMES))
    }

    /// What the column is in a list of links, by its name alone.
    pub fn of_link(&self) -> Option<Field> {
        if let Some(mark) = &self.mark {
            return Some(match mark.as_str() {
                "id" => Field::Id,
                "from" | "start id" => Field::From,
                "to" | "end id" => Field::To,
                "label" | "type" => Field::Means(Meaning::Kind),
                "ignore" => Field::Ignore,
                "custom" => Field::Means(Meaning::Custom(None)),
                _ => return None,
            });
        }
        look_up(&LINK_NAMES, &self.folded)
            .or_else(|| of_own_name(&self.folded))
            .or_else(|| Meaning::of_name(FieldOwner::Link, &self.name).map(Field::Means))
            .or_else(|| self.look_up_plainly(&LINK_NAMES))
    }

    /// What the name is once what people add to it is taken off. Ids and ends must be called so.
    fn look_up_plainly(&self, names: &Names) -> Option<Field> {
        let found = plainly(&self.name).iter().find_map(|name| look_up(names, name));
        found.filter(|field| !matches!(field, Field::Id | Field::From | Field::To))
    }

    /// How sure an end is by its name, 0 being the surest: "source" and "target" come before "from" and
    /// "to", which may be dates (Onodo), and these before "depuis", which most often is one.
    pub fn end_rank(&self) -> Option<(Field, u8)> {
        let field = self.of_link().filter(|field| matches!(field, Field::From | Field::To))?;
        let rank = match self.folded.as_str() {
            _ if self.mark.is_some() => 0,
            "depuis" => 2,
            "from" | "to" | "de" | "a" | "vers" | "start" => 1,
            _ => 0,
        };
        Some((field, rank))
    }
}

/// The French names of columns that Maillage writes, by the words of their fields. In English the words
/// themselves are written.
const FRENCH: [(&str, &str); 44] = [
    ("id", "Identifiant"),
    ("from", "De"),
    ("to", "Vers"),
    ("name", "Nom"),
    ("kind", "Type"),
    ("short_name", "Nom court"),
    ("acronym", "Sigle"),
    ("aliases", "Autres noms"),
    ("aliases_until", "Autres noms (jusqu’à)"),
    ("aliases_former", "Autres noms (anciens)"),
    ("description", "Description"),
    ("notes", "Notes"),
    ("tags", "Mots-clés"),
    ("territory", "Territoire"),
    ("commune", "Commune"),
    ("insee", "Code INSEE"),
    ("address", "Adresse"),
    ("latitude", "Latitude"),
    ("longitude", "Longitude"),
    ("place_precision", "Précision du lieu"),
    ("start", "Début"),
    ("end", "Fin"),
    ("siren", "SIREN"),
    ("siret", "SIRET"),
    ("rna", "RNA"),
    ("legal_form", "Forme juridique"),
    ("website", "Site web"),
    ("contact", "Contact"),
    ("email", "Courriel"),
    ("phone", "Téléphone"),
    ("contact_private", "Contact privé"),
    ("source_title", "Sources"),
    ("source_url", "Sources (adresses)"),
    ("source_date", "Sources (dates)"),
    ("confidence", "Confiance"),
    ("checked_on", "Vérifié le"),
    ("checked_by", "Vérifié par"),
    ("colour", "Couleur"),
    ("hull", "Contour"),
    ("x", "X"),
    ("y", "Y"),
    ("pinned", "Épinglé"),
    ("role", "Rôle"),
    ("weight", "Poids"),
];

/// The name of the column that Maillage writes for a field.
pub fn header_name(field: &Field, lang: Lang) -> String {
    let word = field.word();
    let french = FRENCH.iter().find(|(known, _)| *known == word);
    match (lang, french) {
        (Lang::Fr, Some((_, name))) => (*name).to_owned(),
        _ => word,
    }
}

/// The field of a column that Maillage itself may have written, by its folded name.
fn of_own_name(folded: &str) -> Option<Field> {
    FRENCH.iter().find(|(_, name)| fold(name) == folded).and_then(|(word, _)| Field::of_word(word))
}

/// Whether a folded header is one of a name.
pub fn is_name_header(folded: &str) -> bool {
    look_up(&ACTOR_NAMES, folded) == Some(Field::Means(Meaning::Name))
}

type Names = [(&'static str, Field)];

/// Bytes of a name beyond which it is none that people give a column with more words.
const LONGEST_PLAIN: usize = 120;

/// A column's name without what people say beside it, folded: "Mél (obligatoire) *" is "mel", "Ville du
/// siège social" "ville", "Référent·e" "referent"; "Ville / commune" is both.
fn plainly(name: &str) -> Vec<String> {
    const TAILS: [&str; 14] = [
        " de la structure",
        " de votre structure",
        " de l organisme",
        " de l organisation",
        " de l association",
        " de l entreprise",
        " de l etablissement",
        " de l acteur",
        " du siege",
        " siege",
        " social",
        " d implantation",
        " principale",
        " principal",
    ];
    if name.len() > LONGEST_PLAIN {
        return Vec::new();
    }
    let mut bare = String::with_capacity(name.len());
    let mut depth = 0_usize;
    let name = name.replace("(s)", "").replace("(e)", "").replace("·e", "").replace("·s", "");
    for c in name.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    let pieces = bare.split(['/', '\n']).chain([bare.as_str()]);
    pieces
        .map(|piece| {
            let mut folded = fold(piece);
            while let Some(shorter) = TAILS.iter().find_map(|tail| folded.strip_suffix(tail)) {
                folded.truncate(shorter.len());
            }
            folded
        })
        .filter(|piece| !piece.is_empty())
        .collect()
}

fn look_up(names: &Names, folded: &str) -> Option<Field> {
    let found = |name: &str| {
        names
            .iter()
            .find(|(list, _)| list.split('|').any(|known| known == name))
            .map(|(_, field)| field.clone())
    };
    if folded.is_empty() {
        return None;
    }
    found(folded).or_else(|| {
        // "Nom de la structure *", "Adresse (siège)", "N° SIRET": what is beside the word goes.
        let bare = folded
            .trim_start_matches("n ")
            .trim_start_matches("numero de ")
            .trim_start_matches("numero ")
            .trim_end_matches(" obligatoire");
        (bare != folded).then(|| found(bare)).flatten()
    })
}

/// Names of columns of actors, folded, those of one field between bars. French lists first (SIRENE,
/// RNA, GoGoCarto, the list of the social economy), then what other tools write.
const ACTOR_NAMES: [(&str, Field); 31] = [
    (
        "id|identifiant|node id|nodeid|uid|uuid|identifiant unique|id acteur|actor id|ref|reference|cle",
        Field::Id,
    ),
    (
        "nom|name|label|libelle|titre|title|denomination|raison sociale|structure|nom de la structure|nom de votre structure|votre structure|nom structure|\
         nom de l acteur|nom acteur|acteur|acteurs|actor|actors|organisme|organisation|organization|organisations|nom de l organisme|nom de l organisation|\
         denominationunitelegale|nom1|nom complet|full name|fullname|nom usuel|association|nom de l association|entreprise|nom de l entreprise|\
         societe|element|elements|node|noeud|shared name|denomination sociale|nom ou raison sociale|intitule|node label|nom de l etablissement|etablissement",
        Field::Means(Meaning::Name),
    ),
    ("nom court|short name|titre court|nom abrege", Field::Means(Meaning::ShortName)),
    ("sigle|acronyme|acronym|sigleunitelegale", Field::Means(Meaning::Acronym)),
    (
        "autres noms|autre nom|alias|aliases|nom2|denominationusuelle1unitelegale|nom commercial|ancien nom|enseigne|enseigne1etablissement|denominationusuelleetablissement",
        Field::Means(Meaning::Aliases),
    ),
    (
        "type|kind|categorie|categories|category|nature|type d acteur|type acteur|type de structure|type structure|element type|\
         famille|taxonomy|taxonomie|classe|node type|type d organisation|type d organisme|categorie d acteur",
        Field::Means(Meaning::Kind),
    ),
    (
        "forme juridique|statut juridique|legal form|jurform|jurforme|forme|statut|libelle categorie juridique|nature juridique|forme legale",
        Field::Means(Meaning::LegalForm),
    ),
    (
        "categoriejuridiqueunitelegale|categorie juridique|code categorie juridique|cj|code nature juridique",
        Field::LegalCategory,
    ),
    (
        "description|descriptif|desc|presentation|objet|activite|activites|resume|mission|missions|objet social",
        Field::Means(Meaning::Description),
    ),
    (
        "notes|note|commentaire|commentaires|remarque|remarques|observation|observations|comment|comments",
        Field::Means(Meaning::Notes),
    ),
    (
        "tags|tag|mots cles|mot cle|thematique|thematiques|theme|themes|keywords|etiquettes|domaine|domaines|secteur|secteurs|secteur d activite|domaine d activite|domaines d action",
        Field::Means(Meaning::Tags),
    ),
    ("territoire|territory|bassin|zone", Field::Means(Meaning::Territory)),
    (
        "commune|ville|city|localite|municipality|town|addresslocality|libellecommuneetablissement|adrs libcommune|libcom|\
         nom commune|nom de la commune|libelle commune|commune du siege|ville du siege|locality|nom com",
        Field::Means(Meaning::Commune),
    ),
    (
        "insee|code insee|code commune|codecommuneetablissement|adrs codeinsee|com|codgeo|insee code|depcom|code insee commune|citycode|code commune insee|insee com",
        Field::Means(Meaning::Insee),
    ),
    (
        "code postal|cp|postal code|postalcode|postcode|zip|zipcode|zip code|codepostaletablissement|adrs codepostal|codepostal|code postal du siege|code postaux",
        Field::Postcode,
    ),
    (
        "adresse|address|rue|street|streetaddress|street address|adresse postale|adresse du siege|voie|adresse complete|adresse 1",
        Field::Means(Meaning::Address),
    ),
    (
        "numerovoieetablissement|indicerepetitionetablissement|typevoieetablissement|libellevoieetablissement|complementadresseetablissement|\
         adrs numvoie|adrs repetition|adrs typevoie|adrs libvoie|adrs complement|adr1|adr2|adr3|adresse 2|adresse 3|complement d adresse",
        Field::AddressPart,
    ),
    ("latitude|lat|gps lat|lat wgs84|y wgs84", Field::Means(Meaning::Latitude)),
    ("longitude|lon|lng|long|gps lon|gps long|lon wgs84|x wgs84", Field::Means(Meaning::Longitude)),
    (
        "coordonnees|geo point|geo point 2d|geopoint|geolocalisation|coordonnees gps|coordonnees geographiques|gps|latlng|lat lon|lat long",
        Field::LatLon,
    ),
    ("siren|numero siren|no siren", Field::Means(Meaning::Siren)),
    ("siret|numero siret|no siret|siret du siege", Field::Means(Meaning::Siret)),
    ("rna|numero rna|waldec|identifiantassociationunitelegale|code rna|id rna", Field::Means(Meaning::Rna)),
    (
        "site|site web|site internet|website|url|web|siteweb|homepage|site web url|page web|lien internet|lien",
        Field::Means(Meaning::Website),
    ),
    (
        "email|e mail|courriel|mail|mel|adresse mail|adresse e mail|mail de contact|e mail de contact|courriel de contact|email de contact|contact email|adresse electronique|adresse email|mail contact|email contact",
        Field::Means(Meaning::Emails),
    ),
    (
        "telephone|tel|phone|portable|mobile|n de telephone|telephone fixe|tel contact",
        Field::Means(Meaning::Phones),
    ),
    (
        "contact|contacts|referent|referente|interlocuteur|interlocutrice|personne contact|personne ressource|nom du contact|responsable",
        Field::Means(Meaning::Contacts),
    ),
    (
        "debut|date de debut|start date|date de creation|date creation|creation|annee de creation|datecreationunitelegale|datecreationetablissement|\
         date creat|dateconsti|date consti|depuis|cree en|since",
        Field::Means(Meaning::Start),
    ),
    ("fin|date de fin|end date|date disso|date de dissolution|dissolution", Field::Means(Meaning::End)),
    ("source|sources", Field::Means(Meaning::SourceTitles)),
    ("confiance|fiabilite", Field::Means(Meaning::Confidence)),
];

/// Names of columns of links, folded.
const LINK_NAMES: [(&str, Field); 13] = [
    ("id|identifiant|edge id|link id|id lien|uid", Field::Id),
    (
        "source|from|de|depuis|src|origine|start id|from id|source id|acteur 1|acteur1|acteur a|acteur source|noeud 1|noeud1|\
         node 1|node1|actor 1|actor1|emetteur|source name|de l acteur|from name|structure 1|depart|element 1|id source|from node|fromnodeid|from node id",
        Field::From,
    ),
    (
        "target|to|vers|cible|dst|dest|destination|end id|to id|target id|acteur 2|acteur2|acteur b|acteur cible|noeud 2|noeud2|\
         node 2|node2|actor 2|actor2|destinataire|target name|vers l acteur|a|to name|structure 2|arrivee|element 2|id cible|to node|tonodeid|to node id",
        Field::To,
    ),
    (
        "type|kind|relation|interaction|nature|type de lien|type de relation|type lien|relationship|connection type|verbe|nature du lien|\
         nature de la relation|edge type|lien|link type|relation type",
        Field::Means(Meaning::Kind),
    ),
    ("direction|directed|oriente|sens|dirige", Field::Direction),
    ("role|fonction|qualite", Field::Means(Meaning::Role)),
    ("label|libelle|etiquette|intitule", Field::Means(Meaning::LinkLabel)),
    ("weight|poids|force|intensite|ponderation|strength|tie strength", Field::Means(Meaning::Weight)),
    (
        "debut|date de debut|start date|at|date|since|date convention|dateconvention|date de convention",
        Field::Means(Meaning::Start),
    ),
    ("fin|date de fin|end date|end|until|jusqu a", Field::Means(Meaning::End)),
    (
        "notes|note|description|commentaire|commentaires|remarque|remarques|observations|comment",
        Field::Means(Meaning::Notes),
    ),
    ("sources|reference|references", Field::Means(Meaning::SourceTitles)),
    ("confiance|fiabilite", Field::Means(Meaning::Confidence)),
];

/// Whether a column of a public list is left out unless someone asks for it: personal data, and what
/// the register keeps for itself.
pub fn is_left_out(folded: &str) -> bool {
    const STARTS: [&str; 19] = [
        "adrg ",
        "statutdiffusion",
        "unitepurgee",
        "nombreperiodes",
        "datederniertraitement",
        "sexeunitelegale",
        "prenom1",
        "prenom2",
        "prenom3",
        "prenom4",
        "prenomusuel",
        "pseudonyme",
        "nomunitelegale",
        "nomusageunitelegale",
        "anneeeffectifs",
        "anneecategorie",
        "nomenclatureactivite",
        "nicsiege",
        "codecedex",
    ];
    STARTS.iter().any(|start| folded.starts_with(start))
        || matches!(
            folded,
            "dir civilite" | "maj time" | "publiweb" | "id ex" | "rup mi" | "gestion" | "nic" | "datedebut"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_word_and_comes_back_by_it() {
        let typed =
            [FieldType::Number, FieldType::Date].map(|kind| Field::Means(Meaning::Custom(Some(kind))));
        for field in OF_ACTORS.into_iter().chain(OF_LINKS).chain(typed) {
            assert_eq!(Field::of_word(&field.word()), Some(field.clone()), "{}", field.word());
            let json = serde_json::to_string(&field).expect("it is a word");
            assert_eq!(serde_json::from_str::<Field>(&json).ok(), Some(field));
        }
        assert!(serde_json::from_str::<Field>("\"nonsense\"").is_err());
    }

    #[test]
    fn names_of_columns_are_known_however_they_are_written() {
        let actor = |text: &str| Header::new(text).of_actor();
        assert_eq!(actor(" Raison  Sociale "), Some(Field::Means(Meaning::Name)));
        assert_eq!(actor("N° SIRET"), Some(Field::Means(Meaning::Siret)));
        assert_eq!(actor("codePostalEtablissement"), Some(Field::Postcode));
        assert_eq!(actor("Code_INSEE"), Some(Field::Means(Meaning::Insee)));
        assert_eq!(actor("~label"), Some(Field::Means(Meaning::Kind)));
        assert_eq!(actor("personId:ID(Person-ID)"), Some(Field::Id));
        assert_eq!(actor("source_url"), Some(Field::Means(Meaning::SourceUrls)));
        assert_eq!(actor("couleur des volets"), None);
        for (written, known) in [
            ("Ville / commune", "commune"),
            ("Code postal (5 chiffres)", "cp"),
            ("Site web de la structure", "site"),
            ("Ville du siège social", "ville"),
            ("Commune d'implantation", "ville"),
            ("SIRET siège", "siret"),
            ("Référent·e", "referent"),
            ("Secteur(s) d'activité", "secteur d activite"),
            ("Nom de la\nstructure *", "nom"),
            ("Date de création (année)", "creation"),
        ] {
            assert_eq!(actor(written), look_up(&ACTOR_NAMES, known), "{written}");
        }
        assert_eq!((actor("Nom du directeur"), actor("Référence (dossier)")), (None, None));
        let link = |text: &str| Header::new(text).of_link();
        assert_eq!((link(":START_ID(A)"), link("~to")), (Some(Field::From), Some(Field::To)));
        assert_eq!((link("Acteur A"), link("Cible")), (Some(Field::From), Some(Field::To)));
        let typed = Header::new("runways:int");
        assert_eq!((typed.name.as_str(), typed.declared), ("runways", Some(FieldType::Number)));
    }

    #[test]
    fn no_name_is_in_two_lists() {
        for names in [&ACTOR_NAMES[..], &LINK_NAMES[..]] {
            let all: Vec<&str> = names.iter().flat_map(|(list, _)| list.split('|')).collect();
            let mut sorted = all.clone();
            sorted.sort_unstable();
            assert!(sorted.windows(2).all(|pair| pair[0] != pair[1]), "{sorted:?}");
            assert!(all.iter().all(|name| fold(name) == *name), "a name is not folded");
        }
    }
}
