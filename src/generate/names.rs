//! Invented names, put together from parts as French organisations put theirs together.

use super::geography::of;
use super::rng::Rng;

const FIRST_NAMES: &[&str] = &[
    "Adèle",
    "Aïcha",
    "Alain",
    "Amélie",
    "André",
    "Anaïs",
    "Antoine",
    "Aurélie",
    "Benoît",
    "Brigitte",
    "Camille",
    "Catherine",
    "Cécile",
    "Céline",
    "Chloé",
    "Christophe",
    "Claire",
    "Clément",
    "Daniel",
    "Delphine",
    "Didier",
    "Élise",
    "Émilie",
    "Éric",
    "Fabrice",
    "Fatima",
    "Florence",
    "François",
    "Françoise",
    "Gaël",
    "Gérard",
    "Gwenaëlle",
    "Hélène",
    "Hervé",
    "Inès",
    "Isabelle",
    "Jacques",
    "Jean-Luc",
    "Jérôme",
    "Joëlle",
    "Karim",
    "Laëtitia",
    "Laurent",
    "Léa",
    "Loïc",
    "Lucie",
    "Maëlle",
    "Malik",
    "Marie-Noëlle",
    "Martine",
    "Mathilde",
    "Maud",
    "Michèle",
    "Mireille",
    "Nadia",
    "Nicolas",
    "Noémie",
    "Océane",
    "Odile",
    "Pascal",
    "Pierre-Yves",
    "Raphaël",
    "Régis",
    "Rémi",
    "Rozenn",
    "Sébastien",
    "Solène",
    "Stéphane",
    "Sylvie",
    "Thérèse",
    "Thierry",
    "Valérie",
    "Véronique",
    "Yann",
    "Yvette",
    "Zoé",
];

const SURNAMES: &[&str] = &[
    "Aubert",
    "Bailly",
    "Barbier",
    "Baudry",
    "Benali",
    "Bertrand",
    "Besson",
    "Blanchard",
    "Bouchet",
    "Boulanger",
    "Bourdin",
    "Briand",
    "Brunet",
    "Caron",
    "Chauvin",
    "Chevalier",
    "Colin",
    "Cordier",
    "Couturier",
    "Da Silva",
    "Delaunay",
    "Delmas",
    "Diallo",
    "Dubois",
    "Dupuis",
    "Fabre",
    "Faure",
    "Fontaine",
    "Fournier",
    "Garnier",
    "Gauthier",
    "Géraud",
    "Giraud",
    "Guérin",
    "Guillet",
    "Haddad",
    "Hamon",
    "Hébert",
    "Huet",
    "Jacquet",
    "Joly",
    "Lacroix",
    "Lambert",
    "Le Bihan",
    "Le Goff",
    "Lebrun",
    "Leclercq",
    "Lefèvre",
    "Lemoine",
    "Leroux",
    "Lévêque",
    "Maillard",
    "Marchand",
    "Martel",
    "Mercier",
    "Meunier",
    "Michaud",
    "Monnier",
    "Moreau",
    "Morvan",
    "Nguyen",
    "Noël",
    "Ollivier",
    "Pasquier",
    "Pelletier",
    "Perrin",
    "Picard",
    "Poirier",
    "Prévost",
    "Renaud",
    "Rivière",
    "Rousseau",
    "Roussel",
    "Roy",
    "Sauvage",
    "Schmitt",
    "Tessier",
    "Thévenet",
    "Vasseur",
    "Vidal",
    "Weber",
];

/// The first half of a poetic name, which French associations are fond of.
const NOUNS: &[&str] = &[
    "L’Arbre",
    "L’Atelier",
    "L’Échappée",
    "L’Écluse",
    "L’Envol",
    "L’Escale",
    "L’Étincelle",
    "L’Îlot",
    "L’Ouvrage",
    "La Boussole",
    "La Bulle",
    "La Cabane",
    "La Cité",
    "La Clairière",
    "La Clé",
    "La Fabrique",
    "La Ferme",
    "La Forge",
    "La Grange",
    "La Halte",
    "La Maison",
    "La Marmite",
    "La Passerelle",
    "La Ronde",
    "La Ruche",
    "La Source",
    "La Traverse",
    "La Voile",
    "Le Bocal",
    "Le Champ",
    "Le Chantier",
    "Le Comptoir",
    "Le Fil",
    "Le Fournil",
    "Le Galet",
    "Le Grain",
    "Le Jardin",
    "Le Lavoir",
    "Le Moulin",
    "Le Panier",
    "Le Phare",
    "Le Pont",
    "Le Quai",
    "Le Relais",
    "Le Rucher",
    "Le Sillon",
    "Le Tremplin",
    "Le Verger",
    "Les Ailes",
    "Les Amarres",
    "Les Mains",
    "Les Passeurs",
    "Les Pieds",
    "Les Racines",
    "Les Rives",
    "Les Semeurs",
    "Les Voisins",
    "Graines",
    "Terres",
    "Traits",
];

/// The second half.
const COMPLEMENTS: &[&str] = &[
    "à idées",
    "à vélo",
    "aux étoiles",
    "aux herbes",
    "bleue",
    "commune",
    "créole",
    "d’à côté",
    "d’avenir",
    "d’en face",
    "d’ici",
    "de bois",
    "de demain",
    "de fil en aiguille",
    "de l’anse",
    "de l’Épine",
    "de la colline",
    "de la forêt",
    "de la gare",
    "de la Loire",
    "de la mer",
    "de la rivière",
    "de lumière",
    "de sable",
    "de sel",
    "des alouettes",
    "des bois",
    "des champs",
    "des cimes",
    "des faubourgs",
    "des possibles",
    "des quatre saisons",
    "des rencontres",
    "des savoirs",
    "des sens",
    "des talents",
    "des voisines",
    "du bocage",
    "du canal",
    "du cœur",
    "du fleuve",
    "du lien",
    "du marais",
    "du mieux",
    "du monde",
    "du partage",
    "du port",
    "du renouveau",
    "du village",
    "en chemin",
    "en commun",
    "en fête",
    "en herbe",
    "en mouvement",
    "en partage",
    "en transition",
    "fertile",
    "mobile",
    "nomade",
    "nouvelle",
    "ouverte",
    "partagée",
    "paysanne",
    "populaire",
    "sans frontières",
    "solidaire",
    "vagabonde",
    "verte",
];

const SAINTS: &[&str] = &[
    "Saint-Michel",
    "Sainte-Anne",
    "Saint-Joseph",
    "Notre-Dame",
    "Sainte-Thérèse",
    "Saint-Pierre",
    "Saint-Martin",
    "Saint-Yves",
    "Sainte-Marie",
    "Saint-Vincent",
    "Jeanne-d’Arc",
    "Sacré-Cœur",
];

/// What an association does: how its name begins (`*` stands for its commune after "de", `+` for an
/// invented name, `^` for a saint) and the theme that says so. Ordered from the frequent to the rare
/// would change nothing: each is as likely as the others.
const ASSOCIATIONS: &[(&str, &str)] = &[
    ("Comité des fêtes *", "culture"),
    ("Amicale laïque *", "éducation populaire"),
    ("Foyer rural *", "éducation populaire"),
    ("Familles rurales *", "petite enfance"),
    ("ADMR *", "aide à domicile"),
    ("Aide à domicile *", "aide à domicile"),
    ("Centre social +", "lien social"),
    ("Maison de quartier +", "lien social"),
    ("Maison des jeunes et de la culture *", "jeunesse"),
    ("Union sportive *", "sport"),
    ("Étoile sportive *", "sport"),
    ("Tennis club *", "sport"),
    ("Judo club *", "sport"),
    ("Club nautique *", "sport"),
    ("Les Randonneurs *", "sport"),
    ("Basket club *", "sport"),
    ("Harmonie municipale *", "culture"),
    ("Compagnie +", "culture"),
    ("Théâtre +", "culture"),
    ("Cinéma +", "culture"),
    ("École de musique *", "culture"),
    ("Festival +", "culture"),
    ("Radio +", "médias"),
    ("OGEC ^", "enseignement"),
    ("Lycée agricole ^", "enseignement"),
    ("École associative +", "enseignement"),
    ("Crèche +", "petite enfance"),
    ("Multi-accueil +", "petite enfance"),
    ("Maison d’assistantes maternelles +", "petite enfance"),
    ("EHPAD ^", "vieillissement"),
    ("Résidence autonomie +", "vieillissement"),
    ("Club des aînés *", "vieillissement"),
    ("Foyer de vie +", "handicap"),
    ("IME +", "handicap"),
    ("Groupe d’entraide mutuelle +", "santé"),
    ("Maison de santé *", "santé"),
    ("Hospitalisation à domicile *", "santé"),
    ("Secours aux familles *", "solidarité"),
    ("Épicerie solidaire +", "alimentation durable"),
    ("Jardins partagés +", "alimentation durable"),
    ("AMAP +", "circuits courts"),
    ("Café associatif +", "lien social"),
    ("Ressourcerie +", "économie circulaire"),
    ("Recyclerie +", "économie circulaire"),
    ("Repair café *", "économie circulaire"),
    ("Atelier vélo +", "mobilité"),
    ("Transport solidaire *", "mobilité"),
    ("Garage solidaire +", "mobilité"),
    ("Habitat et humanisme *", "logement"),
    ("Foyer de jeunes travailleurs +", "logement"),
    ("Énergies citoyennes *", "énergie"),
    ("Sauvegarde de la nature *", "environnement"),
    ("Les Amis de la nature *", "environnement"),
    ("Mission locale *", "emploi"),
    ("Maison de l’emploi *", "emploi"),
    ("Office de tourisme *", "tourisme"),
    ("Gîte associatif +", "tourisme"),
    ("Point numérique +", "numérique"),
    ("Espace public numérique *", "numérique"),
    ("+", "lien social"),
    ("+", "culture"),
    ("+", "alimentation durable"),
];

/// The other kinds of structures that are named by chance: kind, patterns, theme.
const OTHERS: &[(&str, &[(&str, &str)])] = &[
    (
        "cooperative",
        &[
            ("CUMA *", "agriculture"),
            ("Coopérative agricole *", "agriculture"),
            ("Cave coopérative *", "agriculture"),
            ("Caisse locale de crédit mutuel *", "finance solidaire"),
            ("Épicerie coopérative +", "circuits courts"),
            ("Supermarché coopératif +", "circuits courts"),
            ("Coopérative d’habitants +", "logement"),
            ("Coopérative maritime *", "pêche"),
            ("Coopérative artisanale *", "artisanat"),
        ],
    ),
    (
        "scop",
        &[
            ("Scop +", "services"),
            ("% Bâtiment", "construction"),
            ("% Menuiserie", "construction"),
            ("Imprimerie %", "culture"),
            ("% Conseil", "services"),
            ("Paysagistes +", "environnement"),
            ("Bureau d’études +", "énergie"),
        ],
    ),
    (
        "scic",
        &[
            ("Scic +", "services"),
            ("Centrale villageoise *", "énergie"),
            ("Scic Bois énergie *", "énergie"),
            ("Autopartage *", "mobilité"),
            ("Tiers-lieu +", "tiers-lieu"),
            ("Foncière solidaire *", "logement"),
        ],
    ),
    ("cae", &[("CAE +", "emploi"), ("Coopérative d’activité +", "emploi")]),
    (
        "mutuelle",
        &[
            ("Mutuelle +", "santé"),
            ("Mutuelle *", "santé"),
            ("Mutuelle familiale *", "santé"),
            ("Opticiens mutualistes *", "santé"),
            ("Centre dentaire mutualiste *", "santé"),
            ("Crèche mutualiste +", "petite enfance"),
        ],
    ),
    (
        "fondation",
        &[("Fondation @", "solidarité"), ("Fondation +", "solidarité"), ("Fonds de dotation +", "culture")],
    ),
    (
        "societe_ess",
        &[
            ("% Solidaire", "services"),
            ("+ SAS", "alimentation durable"),
            ("% Réemploi", "économie circulaire"),
        ],
    ),
    (
        "insertion",
        &[
            ("Chantier d’insertion +", "insertion"),
            ("ESAT +", "handicap"),
            ("ESAT ^", "handicap"),
            ("Entreprise adaptée +", "handicap"),
            ("Régie de quartier *", "insertion"),
            ("Jardins d’insertion *", "insertion"),
            ("Association intermédiaire *", "insertion"),
            ("Entreprise à but d’emploi *", "emploi"),
        ],
    ),
    (
        "entreprise",
        &[
            ("Établissements %", "services"),
            ("% et fils", "artisanat"),
            ("Transports %", "mobilité"),
            ("Ferme %", "agriculture"),
        ],
    ),
    ("personne", &[("@", "")]),
    (
        "lieu",
        &[
            ("Tiers-lieu +", "tiers-lieu"),
            ("Maison de l’ESS *", "tiers-lieu"),
            ("Salle polyvalente *", ""),
            ("Halle +", "tiers-lieu"),
        ],
    ),
    (
        "evenement",
        &[
            ("Forum de l’ESS *", ""),
            ("Mois de l’ESS *", ""),
            ("Rencontres +", "culture"),
            ("Fête de la transition *", "environnement"),
        ],
    ),
    (
        "projet",
        &[
            ("Projet alimentaire territorial *", "alimentation durable"),
            ("Plan vélo *", "mobilité"),
            ("Zéro déchet *", "économie circulaire"),
            ("Bien vieillir *", "vieillissement"),
            ("Zéro chômeur *", "emploi"),
        ],
    ),
    (
        "ressource",
        &[
            ("Annuaire de l’ESS *", ""),
            ("Monnaie locale +", "finance solidaire"),
            ("Outilthèque +", "économie circulaire"),
        ],
    ),
    ("document", &[("Diagnostic partagé *", ""), ("Panorama de l’ESS *", ""), ("Rapport moral +", "")]),
];

/// Names an actor of a kind that sits in a commune, and says what it is about (a theme, or nothing).
pub(super) fn name(kind: &str, commune: &str, rng: &mut Rng) -> (String, &'static str) {
    let patterns = OTHERS.iter().find(|(of, _)| *of == kind).map_or(ASSOCIATIONS, |(_, patterns)| patterns);
    let (pattern, theme) = rng.pick(patterns);
    let mut name = String::new();
    for part in pattern.chars() {
        match part {
            '*' => name.push_str(&of(commune)),
            '+' => name.push_str(&poetic(rng)),
            '^' => name.push_str(rng.pick(SAINTS)),
            '%' => name.push_str(rng.pick(SURNAMES)),
            '@' => name.push_str(&person(rng)),
            other => name.push(other),
        }
    }
    (name, theme)
}

/// A first name and a surname.
pub(super) fn person(rng: &mut Rng) -> String {
    format!("{} {}", rng.pick(FIRST_NAMES), rng.pick(SURNAMES))
}

/// A poetic name: "Le Grain de sable".
pub(super) fn poetic(rng: &mut Rng) -> String {
    format!("{} {}", rng.pick(NOUNS), rng.pick(COMPLEMENTS))
}

/// The capitals of a name's longer words: "Mission locale de Nantes" is "MLN".
pub(super) fn acronym(name: &str) -> String {
    name.split([' ', '’', '-'])
        .filter(|word| word.chars().count() > 3)
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect()
}

/// A name as part of a web address: lower case, plain letters, hyphens.
pub(super) fn web_name(name: &str) -> String {
    let mut web = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        let plain = match c {
            'a'..='z' | '0'..='9' => c,
            'à' | 'â' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'û' | 'ù' | 'ü' => 'u',
            'ÿ' => 'y',
            'ç' => 'c',
            'œ' => {
                web.push('o');
                'e'
            }
            _ => '-',
        };
        if plain != '-' || !web.ends_with('-') {
            web.push(plain);
        }
        if web.len() >= 36 {
            break;
        }
    }
    web.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_structure_has_a_name_with_nothing_left_to_fill_in() {
        let mut rng = Rng::new(7, 0);
        for kind in OTHERS.iter().map(|(kind, _)| *kind).chain(["association"]) {
            for _ in 0..200 {
                let (name, _) = name(kind, "Les Herbiers", &mut rng);
                assert!(!name.contains(['*', '+', '^', '%', '@']), "{kind}: {name}");
                assert!(name.chars().count() > 3, "{kind}: {name}");
            }
        }
    }

    #[test]
    fn names_go_into_addresses_without_accents() {
        assert_eq!(web_name("L’Échappée du cœur"), "l-echappee-du-coeur");
        assert_eq!(acronym("Mission locale de Nantes"), "MLN");
    }
}
