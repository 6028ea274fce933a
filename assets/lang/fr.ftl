# Les phrases de l’interface en français. Même clés que en.ftl (un test y veille).
# Typographie : espace insécable avant : ; ? ! et dans « », apostrophe ’.

# --- Commandes
cmd-new = Nouvelle carte…
cmd-open = Ouvrir une carte…
cmd-open-example = Ouvrir l’exemple
cmd-save = Enregistrer
cmd-save-as = Enregistrer sous…
cmd-stop-work = Arrêter le travail en cours
cmd-quit = Quitter
cmd-undo = Annuler
cmd-redo = Rétablir
cmd-add-actor = Ajouter un acteur
cmd-add-link = Ajouter un lien
cmd-rename = Renommer
cmd-duplicate = Dupliquer
cmd-copy = Copier
cmd-paste = Coller
cmd-delete = Supprimer
cmd-select-all = Tout sélectionner
cmd-select-neighbours = Étendre la sélection aux voisins
cmd-toggle-pin = Épingler ou libérer
cmd-duplicates = Chercher les doublons…
cmd-edit-schema = Types et vocabulaire…
cmd-edit-map = À propos de cette carte
cmd-arrange = Disposer par les liens
cmd-arrange-communities = Disposer en communautés
cmd-arrange-distances = Disposer selon les distances du réseau
cmd-arrange-around = Disposer autour de la sélection
cmd-arrange-families = Disposer en couches par famille
cmd-arrange-directions = Disposer en couches par sens des liens
cmd-arrange-circle = Disposer en cercle
cmd-arrange-grid = Disposer en grille par type
cmd-arrange-overlaps = Retirer les chevauchements
cmd-arrange-selection = Disposer la sélection
cmd-arrange-new = Placer seulement les nouveaux
cmd-arrange-only-selection = Disposer seulement la sélection
cmd-arrange-keep-present = Repartir des positions actuelles
cmd-arrange-for-labels = Laisser la place aux libellés
cmd-gather-territories = Rassembler par territoire
cmd-gather-bids = Rassembler par candidature ou groupe
cmd-gather-families = Rassembler par famille
cmd-align-left = Aligner à gauche
cmd-align-center = Aligner sur une verticale
cmd-align-right = Aligner à droite
cmd-align-top = Aligner en haut
cmd-align-middle = Aligner sur une horizontale
cmd-align-bottom = Aligner en bas
cmd-distribute-horizontally = Répartir horizontalement
cmd-distribute-vertically = Répartir verticalement
cmd-search = Rechercher
cmd-palette = Palette de commandes
cmd-focus = Isoler le voisinage
cmd-focus-more = Un degré de plus
cmd-focus-less = Un degré de moins
cmd-show-all = Tout montrer
cmd-center = Centrer la sélection
cmd-fit-all = Voir toute la carte
cmd-zoom-in = Agrandir
cmd-zoom-out = Réduire
cmd-zoom-reset = Revenir à 100 %
cmd-toggle-legend = Légende
cmd-toggle-inspector = Fiche
cmd-toggle-table = Tableau
cmd-toggle-hulls = Enveloppes des groupes
cmd-next-region = Passer à la zone suivante
cmd-full-screen = Plein écran
cmd-theme-system = Comme le système
cmd-theme-light = Thème clair
cmd-theme-dark = Thème sombre
cmd-french = Français
cmd-english = English
cmd-toggle-motion = Réduire les animations
cmd-welcome = Carte de bienvenue
cmd-shortcuts = Raccourcis et gestes
cmd-about = À propos de Maillage
cmd-escape = Sortir (geste, voisinage, sélection)
group-file = Fichier
group-edit = Édition
group-arrange = Disposition
group-view = Affichage
group-appearance = Apparence et langue
group-help = Aide
undo-step = Annuler : { $what }
redo-step = Rétablir : { $what }

# --- Touches
key-ctrl = Ctrl
key-command = ⌘
key-shift = Maj
key-delete = Suppr
key-escape = Échap

# --- Barre du haut
menu-main = Menu principal
menu-view = Vue
menu-add = Ajouter
menu-theme = Thème et animations
menu-language = Langue de l’interface
menu-recent = Cartes récentes
menu-sizes = Taille des acteurs
menu-link-from = Relier à…
menu-focus-here = Isoler son voisinage
menu-edit-link = Modifier le lien
menu-swap-link = Inverser le sens
menu-new-here = Nouvel acteur ici
sizes-links = Selon le nombre de liens
sizes-same = Toutes égales
drop-to-open = Lâchez le fichier pour l’ouvrir
splitter = Largeur ou hauteur : { $panel }
untitled = Carte sans titre
example = exemple
title-button = Carte : { $title }
search-hint = Rechercher un acteur, une commune, un SIREN…

# --- Barre d’état
status-counts =
    { $allactors ->
        [one] { $actors } acteur sur { $allactors }
       *[other] { $actors } acteurs sur { $allactors }
    } · { $alllinks ->
        [one] { $links } lien sur { $alllinks }
       *[other] { $links } liens sur { $alllinks }
    }
status-selected =
    Sélection : { $actors ->
        [one] { $actors } acteur
       *[other] { $actors } acteurs
    }{ $links ->
        [0] { "" }
        [one] , { $links } lien
       *[other] , { $links } liens
    }
status-table = Tableau
hidden-kinds =
    { $n ->
        [one] { $n } acteur masqué par la légende
       *[other] { $n } acteurs masqués par la légende
    }
hidden-link-kinds =
    { $n ->
        [one] { $n } lien masqué par la légende
       *[other] { $n } liens masqués par la légende
    }
hidden-tags =
    { $n ->
        [one] { $n } acteur sans l’étiquette choisie
       *[other] { $n } acteurs sans l’étiquette choisie
    }
hidden-territory =
    { $n ->
        [one] { $n } acteur hors du territoire choisi
       *[other] { $n } acteurs hors du territoire choisi
    }
hidden-focus =
    Voisinage à { $degrees ->
        [one] { $degrees } degré
       *[other] { $degrees } degrés
    } : { $sharp ->
        [one] { $sharp } acteur net
       *[other] { $sharp } acteurs nets
    }, { $faded ->
        [one] { $faded } estompé
       *[other] { $faded } estompés
    }
zoom-percent = { $n } %
work-opening = Ouverture de « { $file } »…
work-merging = Comparaison des deux copies…
work-version = Ouverture de la version…
work-recovering = Récupération du travail…
save-saving = Enregistrement…
save-unsaved = Modifications non enregistrées
save-saved-at = Enregistré à { $time }
save-untouched = Aucune modification

# --- Noms communs
count-actors =
    { $n ->
        [one] { $n } acteur
       *[other] { $n } acteurs
    }
count-links =
    { $n ->
        [one] { $n } lien
       *[other] { $n } liens
    }
unnamed-actor = Acteur sans nom
cancel = Annuler
close = Fermer
clear = Effacer
understood = Compris
save-elsewhere = Enregistrer ailleurs…

# --- Champs
field-name = nom
field-short-name = nom court
field-acronym = sigle
field-aliases = autres noms
field-kind = type
field-description = description
field-notes = notes
field-tags = étiquettes
field-territory = territoire
field-commune = commune
field-address = adresse
field-coordinates = coordonnées
field-start = début
field-end = fin
field-identifiers = identifiants
field-legal-form = forme juridique
field-website = site
field-contacts = contacts
field-custom = champ personnalisé
field-sources = sources
field-confidence = confiance
field-checked = vérification
field-hull = enveloppe
field-pin = épingle
field-ends = extrémités
field-role = rôle
field-weight = poids
field-title = titre
field-author = auteur
field-licence = licence

# --- Étapes de l’historique
step-add-actors =
    { $subject ->
        [one] ajouter « { $name } »
       *[many] ajouter { $n } acteurs
    }
step-add-links =
    { $subject ->
        [one] ajouter le lien { $name }
       *[many] ajouter { $n } liens
    }
step-revise-actors =
    { $subject ->
        [one] modifier « { $name } » ({ $field })
       *[many] modifier { $n } acteurs ({ $field })
    }
step-revise-links =
    { $subject ->
        [one] modifier le lien { $name } ({ $field })
       *[many] modifier { $n } liens ({ $field })
    }
step-remove-actors =
    { $subject ->
        [one] supprimer « { $name } »
       *[many] supprimer { $n } acteurs
    }
step-remove-links =
    { $subject ->
        [one] supprimer le lien { $name }
       *[many] supprimer { $n } liens
    }
step-move =
    { $subject ->
        [one] déplacer « { $name } »
       *[many] déplacer { $n } acteurs
    }
step-merge = fusionner dans « { $name } »
step-revise-about = modifier la carte ({ $field })
step-schema = modifier le vocabulaire (« { $name } »)
step-paste = coller
step-connect = relier
step-arrange =
    { $n ->
        [one] disposer { $n } acteur
       *[other] disposer { $n } acteurs
    }
step-bulk =
    { $n ->
        [one] modifier { $n } fiche
       *[other] modifier { $n } fiches
    }

# --- Refus et conseils
edit-error-gone = Cet élément n’est plus sur la carte : rien n’a changé.
edit-error-id-taken = L’identifiant « { $id } » est déjà pris : rien n’a changé.
edit-error-empty-id = Il manque un identifiant : rien n’a changé.
edit-error-still-used =
    { $n ->
        [one] Encore utilisé { $n } fois : choisissez d’abord par quoi le remplacer.
       *[other] Encore utilisé { $n } fois : choisissez d’abord par quoi le remplacer.
    }
edit-error-not-finite = Ce nombre n’en est pas un : rien n’a changé.
edit-error-same-actor = Un acteur ne peut pas être fusionné avec lui-même.
edit-error-identity = L’identité d’une carte ne change jamais.
advice-unknown-kind = Le type « { $kind } » n’est pas dans le vocabulaire de la carte.
advice-unusual-ends = Ce type de lien ne relie pas d’habitude de tels acteurs. Il est gardé.
advice-no-name = L’acteur n’a pas de nom.
advice-unread-date = « { $date } » n’est pas une date.
advice-reversed-period = La fin précède le début.
advice-identifier-shape =
    { $name ->
        [SIREN] Un SIREN a 9 chiffres, celui-ci non.
        [SIRET] Un SIRET a 14 chiffres, celui-ci non.
       *[other] Un { $name } s’écrit W puis 9 chiffres, comme W442001234.
    }
advice-identifier-digit = La clé de contrôle du { $name } est fausse : un chiffre est à vérifier.
advice-off-globe = Les coordonnées sortent du globe.

# --- Carte
canvas-spoken =
    Carte : { $n ->
        [one] { $n } acteur. Tab et les flèches parcourent le réseau.
       *[other] { $n } acteurs. Tab et les flèches parcourent le réseau.
    }
canvas-spoken-actor =
    Carte : { $name }, { $kind }, { $n ->
        [one] { $n } lien
       *[other] { $n } liens
    }
focus-of = Voisinage de « { $name } »
focus-of-several =
    { $n ->
        [one] Voisinage de { $n } acteur
       *[other] Voisinage de { $n } acteurs
    }
focus-degrees =
    { $n ->
        [one] { $n } degré
       *[other] { $n } degrés
    }
focus-leave = Quitter le voisinage
empty-map-title = Cette carte est vide
empty-map-hint = Double-cliquez n’importe où pour créer un acteur.
empty-filter-title = Tout est masqué
empty-filter-hint = La légende ne laisse plus rien voir.
naming-new = Nom du nouvel acteur
naming-rename = Nom de l’acteur
naming-exists = Déjà sur la carte ?
naming-create = Créer
naming-apply = Renommer
kind-search = Chercher un type
kind-none = Aucun type ne correspond.
kind-mixed = Types différents
kind-edit = Modifier les types…

# --- Panneaux
legend-title = Légende et filtre
inspector-map = La carte
table-title = Tableau
paste-nothing = Le presse-papiers ne contient rien que la carte puisse accueillir.

# --- Fichiers
choose-open = Ouvrir une carte
choose-merge = Choisir la copie à fusionner
choose-save = Enregistrer la carte
file-kind = Carte Maillage
no-display = Maillage ne trouve pas d’écran : lancez-le dans une session graphique, ou utilisez « maillage check FICHIER » qui n’en demande pas (voir « maillage --help »).
no-window = La fenêtre n’a pas pu s’ouvrir ({ $reason }) : mettez à jour le pilote graphique, ou utilisez « maillage check FICHIER » qui n’en a pas besoin.
built-without-window = Cette version a été construite sans fenêtre : utilisez « maillage check FICHIER » (voir « maillage --help »).
unsaved-title-close = Enregistrer avant de fermer ?
unsaved-title-leave = Enregistrer avant de quitter cette carte ?
unsaved-body =
    { $n ->
        [0] « { $map } » n’est pas enregistrée.
        [one] « { $map } » a { $n } modification non enregistrée :
       *[other] « { $map } » a { $n } modifications non enregistrées :
    }
unsaved-more =
    { $n ->
        [one] et { $n } autre
       *[other] et { $n } autres
    }
unsaved-discard = Ne pas enregistrer

# --- Nouvelle carte, bienvenue, à propos
new-title = Nouvelle carte
new-bid = Candidature territoriale
new-bid-hint = Chef de file, membres, soutiens, défis
new-network = Réseau d’acteurs
new-network-hint = Tête de réseau, membres, financeurs
new-empty = Carte vide
new-empty-hint = Le vocabulaire seulement
welcome-title = Bienvenue dans Maillage
welcome-subtitle = La carte des Pays de la Loire est ouverte en exemple.
welcome-explore = Explorer cet exemple
welcome-explore-hint =
    { $n ->
        [one] { $n } acteur, deux candidatures
       *[other] { $n } acteurs, deux candidatures
    }
welcome-new = Nouvelle carte
welcome-new-hint = Vide ou à partir d’un modèle
welcome-open = Ouvrir une carte
welcome-open-hint = Fichier .maillage
welcome-import = Partir d’un tableau
welcome-import-hint = Excel, LibreOffice, CSV, Kumu, Gephi…
welcome-hide = Ne plus afficher au démarrage
about-version = Version { $version }
about-what = Cartographier un écosystème d’acteurs : qui est lié à qui, sur quel territoire, et d’où on le sait.
about-licence = Licence
about-licence-text = Maillage est un logiciel libre, sous licence MIT ou Apache 2.0, à votre choix.
about-data = Cartes d’exemple
about-data-text = Faits tirés de l’article de la CRESS des Pays de la Loire sur les deux territoires labellisés (2019) et de sources publiques ; chaque fiche et chaque lien nomme la sienne.
about-geo = Données géographiques
about-fonts = Caractères et icônes
about-fonts-text = Inter (SIL Open Font License 1.1) ; Phosphor (MIT).
about-libraries = Bibliothèques
about-libraries-text = egui et eframe (MIT ou Apache 2.0), petgraph (MIT ou Apache 2.0), serde (MIT ou Apache 2.0), rfd (MIT), wgpu (MIT ou Apache 2.0), Fluent (Apache 2.0 ou MIT) et celles que liste Cargo.lock.

# --- Gestes
gestures = Gestes sur la carte
gesture-1 = Double-clic
gesture-1-what = Créer un acteur, son nom tapé sur place
gesture-2 = Tirer un acteur
gesture-2-what = Le déplacer et l’épingler
gesture-3 = Tirer depuis le bord
gesture-3-what = Créer un lien, vers un acteur ou vers le vide
gesture-4 = Clic
gesture-4-what = Sélectionner
gesture-5 = Maj ou Ctrl + clic
gesture-5-what = Ajouter à la sélection ou en retirer
gesture-6 = Tirer dans le vide
gesture-6-what = Sélectionner ce qui est dans le rectangle
gesture-7 = Clic droit
gesture-7-what = Menu de ce qui est sous le pointeur
gesture-8 = Molette
gesture-8-what = Agrandir ou réduire à l’endroit du pointeur
gesture-9 = Espace + tirer, bouton du milieu
gesture-9-what = Déplacer la vue
gesture-10 = Tab, flèches
gesture-10-what = Parcourir le réseau au clavier
gesture-11 = F puis 1 à 9
gesture-11-what = Isoler le voisinage à 1…9 degrés
gesture-12 = Survol
gesture-12-what = Garder les voisins nets, estomper le reste

# --- Fichiers : ce qui ne va pas
fact-file = Fichier
fact-reason = Raison
fact-place = Endroit
place =
    ligne { $line }, colonne { $column }{ $known ->
        [yes] , fiche « { $record } »
       *[no] { "" }
    }
open-failed = Ce fichier n’a pas pu être ouvert
open-map-untouched = La carte ouverte n’a pas changé.
file-not-found = Le fichier n’existe pas ou plus.
file-no-permission = Vous n’avez pas le droit de lire ce fichier.
file-io = Le système répond : { $what }
file-not-a-file = Ce n’est pas un fichier, mais un dossier ou un appareil.
file-too-large = Le fichier est trop gros (plus de 1 Gio).
file-empty = Le fichier est vide.
file-nul = Le fichier est endommagé : il contient des octets nuls.
file-not-utf8 = Le texte n’est pas en UTF-8.
file-foreign = Ce n’est pas une carte Maillage, mais un fichier { $what }.
file-truncated = Le fichier est coupé avant la fin.
file-conflict = Deux versions n’ont pas été fusionnées : il y reste des marques de conflit.
file-syntax = Le texte n’est pas du JSON à cet endroit.
file-not-a-number = « { $what } » n’est pas un nombre.
file-out-of-range = Le nombre { $what } est hors limites.
file-too-deep = Des listes sont emboîtées sur plus de 128 niveaux.
file-other-format = Ce JSON vient d’un autre programme.
file-no-version = La version du format manque.
file-unknown-version = « { $what } » n’est pas une version de ce format.
file-newer-version = Ce fichier vient d’un Maillage plus récent (format { $what }).
file-duplicate-key = La clé « { $what } » figure deux fois.
file-wrong-type = La valeur n’est pas du type attendu.
file-wrong-word = Le mot « { $what } » n’est pas de ceux qui sont attendus.
file-missing-member = Le membre « { $what } » manque.
file-empty-id = Un identifiant est vide.
file-duplicate-id = L’identifiant « { $what } » est donné deux fois.
hint-check-file = Vérifiez le nom du fichier, son dossier et le disque, puis réessayez.
hint-split = Partagez la carte en plusieurs fichiers.
hint-backup = Son dernier enregistrement ou sa copie a été interrompu : ouvrez une sauvegarde ou redemandez le fichier.
hint-other-program = Ouvrez-le avec le programme dont il vient, ou copiez ses cellules et collez-les dans Maillage.
hint-update = Mettez Maillage à jour, ou demandez le fichier au format 1.
hint-correct = Si le fichier a été modifié à la main, corrigez cet endroit ; sinon ouvrez une sauvegarde.
warning-newer-minor = Fichier d’une version plus récente ({ $version }) : ce qu’elle ajoute est gardé.
warning-stranded = Lien gardé mais non montré : une de ses extrémités n’est pas sur la carte.
warning-too-far = Position trop lointaine : l’acteur est placé de nouveau.
opened-with-warnings =
    { $n ->
        [one] Carte ouverte, avec { $n } point à vérifier
       *[other] Carte ouverte, avec { $n } points à vérifier
    }
opened-with-warnings-advice = Rien n’est perdu : tout est gardé et sera enregistré tel quel.
save-failed = La carte n’a pas pu être enregistrée
save-folder-missing-advice = Rien n’est perdu : la carte reste ouverte. Enregistrez-la ailleurs, ou remettez le dossier en place et réessayez.
save-failed-advice = Rien n’est perdu : la carte reste ouverte et l’ancien fichier est intact. Enregistrez-la ailleurs ou réessayez.
save-folder-missing = Le dossier n’existe plus.
save-read-only = Le fichier ou son dossier est protégé en écriture.
save-no-space = Il n’y a plus de place sur le disque.
save-bad-name = Le système refuse ce nom.
hidden-linked =
    { $n ->
        [one] { $n } acteur avec liens masqué
       *[other] { $n } acteurs avec liens masqués
    }

# --- Éditeur du vocabulaire
step-reorder = ranger le vocabulaire autrement
schema-title = Types et vocabulaire de la carte
schema-tab-actor-kinds = Types d’acteurs
schema-tab-link-kinds = Types de liens
schema-tab-families = Familles
schema-tab-fields = Champs
schema-search = Chercher
schema-none = Rien ne correspond.
schema-no-fields = Aucun champ personnalisé pour le moment.
schema-fields-hint = Un champ personnalisé ajoute à chaque fiche d’acteur ou de lien ce que Maillage ne prévoit pas : un effectif, une date d’adhésion, un secteur… Le bouton + en crée un.
schema-unnamed = Sans nom
schema-add-kind = Ajouter un type
schema-add-family = Ajouter une famille
schema-add-field = Ajouter un champ
schema-new-kind = Nouveau type
schema-new-family = Nouvelle famille
schema-new-field = Nouveau champ
schema-new-verb = est en relation avec
schema-new-inverse = est en relation avec
schema-up = Monter
schema-down = Descendre
schema-label = Nom
schema-definition = Définition
schema-in-french = { $what } en français
schema-in-english = { $what } en anglais
schema-family = Famille
schema-icon = Icône
schema-no-icon = aucune
schema-icon-change = Changer
schema-icon-search = Chercher (en anglais) ou par type
schema-icon-none = Aucune icône ne correspond.
schema-colour = Couleur
schema-shape = Forme
schema-like-family = Comme la famille
schema-hex = Autre couleur, #RRGGBB
schema-hex-wrong = Six chiffres de 0 à F
schema-preview = Aperçu de « { $name } »
schema-emphasis = Mis en avant
schema-emphasis-hint = Un second contour et un nom en gras le distinguent.
schema-group = Groupe
schema-group-hint = Une enveloppe entoure ses membres sur la carte.
schema-offered = Proposé d’emblée
schema-offered-hint = Sinon, il n’apparaît dans les listes que si on le cherche.
schema-actors-of-kind =
    { $n ->
        [0] Aucun acteur de ce type
        [one] { $n } acteur de ce type
       *[other] { $n } acteurs de ce type
    }
schema-links-of-kind =
    { $n ->
        [0] Aucun lien de ce type
        [one] { $n } lien de ce type
       *[other] { $n } liens de ce type
    }
schema-kinds-of-family =
    { $n ->
        [0] Aucun type dans cette famille
        [one] { $n } type dans cette famille
       *[other] { $n } types dans cette famille
    }
schema-values-of-field =
    { $n ->
        [0] Aucune valeur
        [one] { $n } valeur
       *[other] { $n } valeurs
    }
schema-only-kind = C’est le seul type et il est utilisé : ajoutez-en un autre d’abord
schema-family-not-empty = Une famille se supprime quand elle n’a plus de types
schema-family-hint = Tous les types de la famille prennent cette couleur et cette forme, sauf ceux qui ont les leurs.
schema-actors-take =
    { $n ->
        [one] { $n } acteur a ce type. Lequel prend-il à la place ?
       *[other] { $n } acteurs ont ce type. Lequel prennent-ils à la place ?
    }
schema-links-take =
    { $n ->
        [one] { $n } lien a ce type. Lequel prend-il à la place ?
       *[other] { $n } liens ont ce type. Lequel prennent-ils à la place ?
    }
schema-instead = Type de remplacement
schema-choose = Choisir…
schema-remove-kind = Supprimer le type
schema-values-go =
    { $n ->
        [one] { $n } valeur part avec ce champ.
       *[other] { $n } valeurs partent avec ce champ.
    }
schema-remove-field = Supprimer le champ
schema-verb = Verbe
schema-inverse = Verbe inverse
schema-sentence = A { $verb } B ; B { $inverse } A
schema-symmetric = Symétrique
schema-symmetric-hint = Le lien dit la même chose dans les deux sens : pas de flèche.
schema-membership = Appartenance
schema-membership-hint = Le premier acteur devient membre du second, quand c’est un groupe.
schema-from = Part d’habitude de
schema-to = Arrive d’habitude à
schema-all = Tous
schema-add-end = Ajouter
schema-take-away = Retirer « { $name } »
schema-ends-hint = Un conseil, jamais un mur : un lien inhabituel est signalé et gardé.
schema-owner = Fiche
schema-owner-actors = Acteurs
schema-owner-links = Liens
schema-owner-fixed = Ce champ a des valeurs : il reste où il est
schema-type = Contenu
schema-type-text = Une ligne de texte
schema-type-long-text = Plusieurs lignes
schema-type-number = Nombre
schema-type-date = Date
schema-type-url = Adresse web
schema-type-choice = Choix dans une liste
schema-type-flag = Oui ou non
schema-options = Choix, un par ligne
schema-options-hint = Premier choix
schema-private = Privé
schema-private-hint = Ses valeurs ne quittent pas la carte quand on la partage.
schema-colour-blue = Bleu
schema-colour-green = Vert
schema-colour-violet = Violet
schema-colour-grey = Gris
schema-colour-orange = Orange
schema-colour-amber = Ambre
schema-colour-plum = Prune
schema-colour-deep-violet = Violet profond
schema-colour-teal = Bleu canard
schema-colour-brown = Brun
schema-colour-pink = Rose
schema-colour-navy = Bleu nuit
schema-colour-olive = Olive
schema-colour-sky = Bleu ciel
schema-shape-square = Carré
schema-shape-disc = Disque
schema-shape-diamond = Losange
schema-shape-pentagon = Pentagone
schema-shape-ring = Anneau
schema-shape-hexagon = Hexagone
schema-shape-pill = Pastille

# --- Choix d’un fichier
chooser-open = Ouvrir
chooser-save = Enregistrer
chooser-parent = Dossier parent
chooser-home = Dossier personnel
chooser-path = Dossier ou fichier
chooser-new-folder = Nouveau dossier
chooser-folder-name = Nom du dossier
chooser-make = Créer
chooser-name = Nom
chooser-reading = Lecture du dossier…
chooser-empty = Ni dossier ni carte ici.
chooser-forbidden = Vous n’avez pas le droit de lire ce dossier.
chooser-missing = Ce dossier ou ce fichier n’existe pas.
chooser-unread = Ce dossier n’a pas pu être lu : vérifiez le disque ou le réseau.
chooser-folder-exists = Il y a déjà un dossier ou un fichier de ce nom.
chooser-not-made = Le dossier n’a pas pu être créé ici.
chooser-no-folder = Ce nom désigne un dossier qui n’existe pas.
chooser-replace-question = « { $name } » existe déjà. Le remplacer ? Son contenu actuel sera perdu.
chooser-replace = Remplacer
chooser-other-name = Choisir un autre nom
chooser-date = { $day }/{ $month }/{ $year } { $hour }:{ $minute }
# --- Légende, recherche, palette
legend-search = Filtrer les types
legend-hide-panel = Masquer la légende
legend-hide = Masquer : { $name }
legend-show = Afficher : { $name }
legend-unknown = Types hors vocabulaire
legend-links = Types de liens
legend-tags = Étiquettes
legend-territories = Territoires
legend-territory-tip = Ne montrer que le réseau de ce territoire
legend-unlinked = Seulement sans lien
legend-only-kind = N’afficher que ce type
legend-only-family = N’afficher que cette famille
legend-select = Sélectionner ces acteurs
legend-select-links = Sélectionner ces liens
legend-edit = Modifier les types…
legend-empty = La carte n’a pas encore de vocabulaire.
legend-shown =
    { $n ->
        [one] { $n } acteur sur { $all }
       *[other] { $n } acteurs sur { $all }
    }
legend-more =
    { $n ->
        [one] { $n } de plus
       *[other] { $n } de plus
    }
legend-fewer = Moins
search-field = Rechercher sur la carte
search-none = Aucun acteur ne correspond
search-create = Créer « { $name } »
search-why-alias = autre nom : { $what }
search-why-tag = étiquette : { $what }
palette-hint = Un acteur, une commande…
palette-actors = Acteurs
palette-commands = Commandes
palette-none = Rien ne correspond.
# --- Fiche et liens
inspector-to-fill = À compléter
inspector-none = Non précisé
inspector-yes = Oui
inspector-no = Non
inspector-name = Nom de l’acteur
inspector-title = Titre de la carte
inspector-center = Centrer
inspector-pin = Épingler
inspector-unpin = Libérer
inspector-connect = Lier
inspector-sheet = Fiche
inspector-kind = Type
inspector-short-name = Nom court
inspector-acronym = Sigle
inspector-aliases = Autres noms
inspector-alias = Autre nom
inspector-former = ancien nom
inspector-alias-until = jusqu’à
inspector-alias-until-hint = Jusqu’à : 2018, mars 2021…
inspector-add-alias = Ajouter un nom
inspector-remove-alias = Retirer ce nom
inspector-territory = Territoire
inspector-commune = Commune
inspector-address = Adresse
inspector-coordinates = Coordonnées
inspector-coordinates-hint = 47.2186, -1.5538
inspector-not-coordinates = Latitude et longitude en degrés : 47.2186, -1.5538
inspector-start = Début
inspector-end = Fin
inspector-legal-form = Forme
inspector-website = Site
inspector-open-link = Ouvrir dans le navigateur
inspector-notes = Notes
inspector-hull = Enveloppe
inspector-hull-shown = Montrée
inspector-hull-hidden = Cachée
inspector-more-fields =
    { $n ->
        [one] Montrer { $n } champ vide
       *[other] Montrer { $n } champs vides
    }
inspector-fewer-fields = Masquer les champs vides
inspector-own-fields = Ajouter un champ à la carte…
inspector-description = Description
inspector-description-edit = Modifier la description
inspector-description-done = Finir la description
inspector-description-hint = Ce que fait l’acteur, en quelques lignes
inspector-markdown = Markdown : **gras**, *italique*, - liste, [lien](https://…)
inspector-tags = Étiquettes
inspector-add-tag = Ajouter une étiquette
inspector-remove-tag = Retirer l’étiquette { $tag }
inspector-contacts = Contacts
inspector-no-contact = Aucun contact
inspector-add-contact = Ajouter un contact
inspector-remove-contact = Supprimer ce contact
inspector-contact-label = Nom ou fonction
inspector-contact-email = Courriel
inspector-contact-phone = Téléphone
inspector-private = Privé, non exporté
inspector-public = Privé (sinon exporté)
inspector-links = Liens
inspector-add-link = Ajouter un lien
inspector-edit-link = Modifier ce lien
inspector-see-link = Voir le lien
inspector-all-links =
    { $n ->
        [one] Montrer le lien
       *[other] Montrer les { $n } liens
    }
inspector-link-role = rôle : { $role }
inspector-from-to = de { $start } à { $end }
inspector-since = depuis { $start }
inspector-until = jusqu’à { $end }
inspector-link-sheet = Lien
inspector-link-from = De
inspector-link-to = À
inspector-verb = Verbe
inspector-verb-search = Chercher un verbe
inspector-verbs-usual = Habituels entre ces acteurs
inspector-verbs-other = Autres verbes
inspector-verbs-none = Aucun verbe ne correspond.
inspector-verbs-mixed = Verbes différents
inspector-verbs-edit = Modifier les verbes…
inspector-swap = Inverser le sens
inspector-role = Rôle
inspector-weight = Poids
inspector-delete-link = Supprimer le lien
inspector-sources = Source et fiabilité
inspector-no-source = Aucune source
inspector-add-source = Ajouter une source
inspector-remove-source = Retirer cette source
inspector-source-title = Titre de la source
inspector-source-url = Adresse (https://…)
inspector-source-date = Date de la source
inspector-source-date-hint = Date : 2018, mars 2021…
inspector-confidence = Confiance
inspector-confidence-high = Élevée
inspector-confidence-medium = Moyenne
inspector-confidence-low = Faible
inspector-checked-on = Vérifié le
inspector-checked-by = Vérifié par
inspector-date-hint = 2018, mars 2021…
inspector-not-a-date = Une date s’écrit 2018, mars 2021 ou 25/02/2019.
inspector-not-a-number = Écrivez un nombre, comme 3 ou 2,5.
inspector-not-a-weight = Écrivez un nombre positif, comme 3 ou 2,5.
inspector-precise-year = année
inspector-date-month = { $month } { $year }
inspector-date-day = { $day } { $month } { $year }
inspector-date-first = 1er { $month } { $year }
inspector-month-1 = janvier
inspector-month-2 = février
inspector-month-3 = mars
inspector-month-4 = avril
inspector-month-5 = mai
inspector-month-6 = juin
inspector-month-7 = juillet
inspector-month-8 = août
inspector-month-9 = septembre
inspector-month-10 = octobre
inspector-month-11 = novembre
inspector-month-12 = décembre
inspector-near = Semble déjà exister :
inspector-compare = Comparer et fusionner…
inspector-several = sélectionnés ensemble
inspector-for-all = Pour tous ces acteurs
inspector-for-all-links = Pour tous ces liens
inspector-and-others =
    { $n ->
        [one] et { $n } autre
       *[other] et { $n } autres
    }
inspector-delete-all = Supprimer la sélection
inspector-author = Auteur
inspector-licence = Licence
inspector-about = Origine
inspector-map-do = Sur cette carte
inspector-tip = Cliquez sur un acteur ou un lien pour ouvrir sa fiche. Double-cliquez dans le vide pour créer un acteur.
connect-title = Nouveau lien
connect-find = Chercher un acteur, ou en nommer un nouveau
connect-create = Créer « { $name } »
connect-new = nouveau
connect-change = Choisir un autre acteur
connect-role = Rôle (facultatif)
connect-do = Relier
# --- Tableau et cellules
table-col-name = Nom
table-col-kind = Type
table-col-short-name = Nom court
table-col-acronym = Sigle
table-col-commune = Commune
table-col-insee = Code INSEE
table-col-address = Adresse
table-col-territory = Territoire
table-col-tags = Étiquettes
table-col-start = Début
table-col-end = Fin
table-col-siren = SIREN
table-col-siret = SIRET
table-col-rna = RNA
table-col-legal-form = Forme juridique
table-col-website = Site
table-col-description = Description
table-col-links = Liens
table-col-confidence = Confiance
table-col-from = De
table-col-verb = Verbe
table-col-to = Vers
table-col-role = Rôle
table-col-weight = Poids
table-confidence-high = élevée
table-confidence-medium = moyenne
table-confidence-low = faible
table-confidence-none = Non précisée
table-fault-date = Ce n’est pas une date : écrivez 2019, 02/2019 ou 25/02/2019.
table-fault-number = Ce n’est pas un nombre positif.
table-fault-name = Un acteur a toujours un nom.
table-fault-kind = Ce type n’est pas dans le vocabulaire de la carte.
table-fault-confidence = La confiance est élevée, moyenne ou faible.
table-fault-actor = Aucun acteur de la carte ne porte ce nom.
table-fault-fixed = Cette colonne est calculée : elle ne se modifie pas.
table-tab-actors = Acteurs
table-tab-links = Liens
table-tab-spoken = { $name } ({ $n })
table-filter = Filtrer les lignes
table-hide = Masquer le tableau
table-hidden =
    { $n ->
        [one] { $n } ligne masquée par la légende
       *[other] { $n } lignes masquées par la légende
    }
table-sort = Trier par { $column }
table-row = Ligne { $n }
table-cell-spoken = { $column } : { $value }
table-empty-actors = Aucun acteur. Collez ici des cellules d’un tableur, ou double-cliquez sur la carte.
table-empty-links = Aucun lien. Tirez le bord d’un acteur vers un autre, ou collez une liste de liens (de, verbe, vers).
table-ordering = Tri des lignes…
table-no-match = Aucune ligne ne contient « { $typed } ».
table-all-hidden = La légende masque toutes les lignes.
table-some-refused =
    { $n ->
        [one] { $n } cellule n’a pas pu être lue et n’a pas changé.
       *[other] { $n } cellules n’ont pas pu être lues et n’ont pas changé.
    }
paste-too-many = Plus de { $n } lignes à la fois : collez-les en plusieurs parties.
paste-added-actors =
    { $n ->
        [one] { $n } acteur ajouté
       *[other] { $n } acteurs ajoutés
    }
paste-added-links =
    { $n ->
        [one] { $n } lien ajouté
       *[other] { $n } liens ajoutés
    }
paste-known-actors =
    { $n ->
        [one] { $n } acteur déjà sur la carte
       *[other] { $n } acteurs déjà sur la carte
    }
paste-known-links =
    { $n ->
        [one] { $n } lien déjà sur la carte
       *[other] { $n } liens déjà sur la carte
    }
paste-to-check =
    { $n ->
        [one] { $n } cellule à vérifier
       *[other] { $n } cellules à vérifier
    }

# --- Doublons
duplicates-title = Doublons possibles
duplicates-hint = Noms presque égaux ou mêmes numéros. Rien n’est fusionné sans vous, et tout peut s’annuler.
duplicates-count =
    { $n ->
        [one] { $n } paire proposée
       *[other] { $n } paires proposées
    }
duplicates-none = Aucun doublon n’est proposé : pas de noms presque égaux ni de numéros communs.
duplicates-searching = Recherche des doublons…
duplicates-keep-left = Garder la gauche
duplicates-keep-right = Garder la droite
duplicates-not = Ce ne sont pas des doublons
duplicates-show = Voir « { $name } » sur la carte
duplicates-takes = Prendra : { $what }.
duplicates-leaves = Laissera de l’autre : { $what }.
duplicates-takes-links =
    { $n ->
        [one] { $n } lien
       *[other] { $n } liens
    }
duplicates-why-number = Même { $register } : { $number }
duplicates-why-same = Même nom
duplicates-why-near = Noms presque égaux
duplicates-why-other = « { $name } » est un autre nom de l’un
duplicates-why-acronym = « { $name } » est le sigle de l’autre

# --- Disposer
menu-arrange = Disposer
menu-align = Aligner et répartir
arrange-on-all = Disposer toute la carte
arrange-on-selection = Disposer la sélection ({ $n } acteurs)
arrange-way = Par les liens
arrange-communities-way = Communautés
arrange-distances-way = Distances du réseau
arrange-around-way = Autour de la sélection
arrange-families-way = Couches par famille
arrange-directions-way = Couches par sens des liens
arrange-circle-way = Cercle
arrange-grid-way = Grille par type
arrange-options = Options
arrange-stop = Arrêter
arrange-stop-tip = Arrêter la disposition et garder ce qui est là
arrange-cancel = Annuler
arrange-cancel-tip = Annuler la disposition (Échap)
work-arranging = Disposition de la carte…
work-changing = Modification de la carte…
arrange-nothing = Tout était déjà en place.
arrange-done =
    { $n ->
        [one] { $n } acteur disposé
       *[other] { $n } acteurs disposés
    }
# --- Différences entre deux copies, fusion
diff-yes = oui
diff-no = non
diff-nothing = rien
diff-position = { NUMBER($x) } ; { NUMBER($y) }
diff-position-pinned = { NUMBER($x) } ; { NUMBER($y) }, épinglé
diff-map = Carte
diff-extra = Membres inconnus du fichier
diff-actor = Acteur « { $name } »
diff-link = Lien « { $name } »
diff-family = Famille « { $name } »
diff-actor-kind = Type d’acteur « { $name } »
diff-link-kind = Type de lien « { $name } »
diff-field = Champ « { $name } »
diff-actor-added = Acteur ajouté : « { $name } »
diff-actor-removed = Acteur supprimé : « { $name } »
diff-link-added = Lien ajouté : « { $name } »
diff-link-removed = Lien supprimé : « { $name } »
diff-family-added = Famille ajoutée : « { $name } »
diff-family-removed = Famille supprimée : « { $name } »
diff-actor-kind-added = Type d’acteur ajouté : « { $name } »
diff-actor-kind-removed = Type d’acteur supprimé : « { $name } »
diff-link-kind-added = Type de lien ajouté : « { $name } »
diff-link-kind-removed = Type de lien supprimé : « { $name } »
diff-field-added = Champ ajouté : « { $name } »
diff-field-removed = Champ supprimé : « { $name } »
diff-field-changed = { $record } : { $field } : « { $before } » devient « { $after } »
diff-field-set = { $record } : { $field } : « { $after } » est ajouté
diff-field-cleared = { $record } : { $field } : « { $before } » est effacé
diff-n-actors-added =
    { $n ->
        [one] { $n } acteur ajouté
       *[other] { $n } acteurs ajoutés
    }
diff-n-actors-removed =
    { $n ->
        [one] { $n } acteur supprimé
       *[other] { $n } acteurs supprimés
    }
diff-n-actors-changed =
    { $n ->
        [one] { $n } acteur modifié
       *[other] { $n } acteurs modifiés
    }
diff-n-actors-moved =
    { $n ->
        [one] { $n } acteur déplacé
       *[other] { $n } acteurs déplacés
    }
diff-n-links-added =
    { $n ->
        [one] { $n } lien ajouté
       *[other] { $n } liens ajoutés
    }
diff-n-links-removed =
    { $n ->
        [one] { $n } lien supprimé
       *[other] { $n } liens supprimés
    }
diff-n-links-changed =
    { $n ->
        [one] { $n } lien modifié
       *[other] { $n } liens modifiés
    }
diff-n-schema =
    { $n ->
        [one] { $n } changement du vocabulaire
       *[other] { $n } changements du vocabulaire
    }
diff-about-changed = description de la carte modifiée
diff-same = aucune différence
conflict-field = { $record } : { $field } : « { $ours } » ici, « { $theirs } » dans l’autre copie
conflict-removed =
    { $by ->
        [ours] { $record } : supprimé ici, mais modifié ou utilisé dans l’autre copie ({ $what })
       *[theirs] { $record } : supprimé dans l’autre copie, mais modifié ou utilisé ici ({ $what })
    }
field-insee = code INSEE
field-latitude = latitude
field-longitude = longitude
field-precision = précision des coordonnées
field-siren = SIREN
field-siret = SIRET
field-rna = RNA
field-checked-on = vérifié le
field-checked-by = vérifié par
field-position = place sur la carte
field-extra = membre inconnu
field-from = départ
field-to = arrivée
field-rank = rang
field-colour = couleur
field-shape = forme
field-label-fr = nom français
field-label-en = nom anglais
field-family = famille
field-parent = type plus large
field-icon = icône
field-emphasis = mise en valeur
field-group = groupe
field-offered = proposé
field-iris = vocabulaires partagés
field-definition-fr = définition française
field-definition-en = définition anglaise
field-verb-fr = verbe français
field-verb-en = verbe anglais
field-inverse-fr = verbe inverse français
field-inverse-en = verbe inverse anglais
field-symmetric = symétrique
field-membership = appartenance
field-mapping-note = note de correspondance
field-owner = porté par
field-options = choix
field-private = privé
step-merge-copies = fusionner une autre copie
step-restore = restaurer une version
merge-taken = De l’autre copie : { $what }
merge-conflicts =
    { $n ->
        [one] { $n } conflit :
       *[other] { $n } conflits :
    }
merge-chose-ours = La première copie a été préférée.
merge-chose-theirs = L’autre copie a été préférée.
merge-chose-both = Les deux sont gardés.
merge-open-field = La valeur de la première copie est gardée en attendant un choix.
merge-open-removed = Rien n’est supprimé en attendant un choix.
save-not-stored = le disque ne rend pas ce qui y a été écrit
warning-newer-major = Ce fichier est d’un format plus récent ({ $version }) : il peut être regardé, pas modifié. Mettez Maillage à jour pour le modifier.
edit-error-read-only = Cette carte peut être regardée, pas modifiée.
edit-error-busy = La modification précédente n’est pas terminée.

# --- Récupération, versions, copies
cmd-versions = Versions…
cmd-merge-copy = Fusionner une autre copie…
moment = { $day }/{ $month }/{ $year } à { $time }
size-bytes = { $n } octets
size-kilo = { $n } Ko
size-mega = { $n } Mo
recovery-title =
    { $n ->
        [one] Un travail non enregistré a été retrouvé
       *[other] { $n } travaux non enregistrés ont été retrouvés
    }
recovery-body = Maillage s’est arrêté avant l’enregistrement. Ce qui avait été fait peut être rouvert, et annulé pas à pas comme d’habitude.
recovery-one-at-a-time = Un à la fois : les autres seront proposés de nouveau au prochain démarrage.
recovery-facts =
    { $n ->
        [one] { $n } modification, la dernière le { $when }
       *[other] { $n } modifications, la dernière le { $when }
    }
recovery-damaged =
    { $n ->
        [one] Une modification est illisible : le reste sera rendu.
       *[other] { $n } modifications sont illisibles : le reste sera rendu.
    }
recovery-recover = Récupérer
recovery-forget = Abandonner
recovery-sure = Ces modifications seront perdues. Abandonner pour de bon ?
recovery-later = Plus tard
recovery-done = Le travail est récupéré. Enregistrez-le pour le garder.
changed-title = Le fichier a été modifié par ailleurs
changed-body = « { $file } » a changé depuis que vous l’avez ouvert : quelqu’un d’autre, ou un autre programme, l’a enregistré. Rien n’est perdu.
changed-merge = Fusionner les deux copies
changed-merge-hint = Garde votre travail et le leur, vous choisissez en cas de conflit.
changed-copy = Enregistrer une copie
changed-copy-hint = Votre travail va dans un autre fichier.
changed-overwrite = Remplacer le fichier
changed-overwrite-hint = Leur copie reste dans les versions.
changed-reload = Recharger le fichier
changed-reload-hint = Votre travail non enregistré va d’abord dans les versions.
reload-not-kept = Le fichier n’a pas été rechargé : votre travail n’a pas pu être gardé parmi les versions, { $reason }
held-title = Cette carte est déjà ouverte
held-body =
    { $known ->
        [yes] « { $file } » est ouverte dans une autre fenêtre par { $user } depuis le { $since } (processus { $pid }). Vous pouvez la regarder.
       *[no] « { $file } » est ouverte dans une autre fenêtre depuis le { $since } (processus { $pid }). Vous pouvez la regarder.
    }
held-look = Regarder seulement
held-edit = Modifier quand même
versions-title = Versions de cette carte
versions-body = Chaque enregistrement garde ce qu’il remplace.
versions-none = Aucune version pour l’instant : la première sera gardée au prochain enregistrement.
versions-unread = illisible
versions-first = première version gardée
versions-look = Regarder
versions-restore = Restaurer
versions-restored = La version est restaurée. Annuler revient en arrière.
versions-damaged = Cette version est endommagée ou n’est plus là.
version-lost = La version précédente n’a pas pu être gardée : { $what }
open-version-advice = Une version en bon état a été gardée le { $when } ({ $what }). Elle s’ouvre en lecture seule ; de là, vous pourrez la remettre à la place du fichier.
open-version = Ouvrir la version du { $when }
read-only-newer = Lecture seule : format plus récent
read-only-version = Lecture seule : ancienne version
read-only-held = Lecture seule : ouverte ailleurs
read-only-why-newer = Format plus récent ({ $version }) : cette carte peut être regardée, pas modifiée. Mettez Maillage à jour pour la modifier.
read-only-why-version = Vous regardez la version du { $when }.
read-only-why-held = Cette carte est ouverte dans une autre fenêtre : vous la regardez.
read-only-restore = Restaurer cette version
read-only-back = Revenir à la carte
recovery-crash = Maillage a rencontré une erreur le { $when } et s’est arrêté. Tout ce que vous aviez fait jusque-là a été mis à l’abri.
recovery-crash-part = Maillage a rencontré une erreur le { $when } et s’est arrêté. Votre travail a été mis à l’abri ; la toute dernière seconde peut manquer.
recovery-crash-note = Le détail technique est noté sur cet ordinateur et n’est envoyé à personne : { $file }
crash-nothing-lost = Maillage a rencontré une erreur le { $when } et s’est arrêté. Aucun travail n’était en attente : rien n’est perdu.
recovery-nowhere = La récupération après un arrêt imprévu est suspendue : le système n’indique aucun dossier où garder votre travail. Enregistrez souvent.
journal-fault = La récupération après un arrêt imprévu est suspendue : { $reason } Vous pouvez continuer ; enregistrez plus souvent.
journal-fault-denied = le dossier des données de Maillage est protégé en écriture.
journal-fault-full = le disque des données de Maillage est plein.
journal-fault-other = l’écriture a échoué ({ $what }).
journal-well = La récupération après un arrêt imprévu fonctionne de nouveau.
journal-off = Récupération suspendue
journal-off-tip = Un arrêt imprévu ferait perdre ce qui n’est pas enregistré. Maillage réessaie sans cesse.
versions-same = La carte est déjà comme cette version : rien n’a changé.
work-applying = Fusion des deux copies…
work-restoring = Restauration de la version…
merging-again = La carte a changé entre-temps : la comparaison est refaite.
read-only-copy = Enregistrer une copie…
read-only-sheet = Lecture seule : les champs se lisent et se copient, sans se modifier.
read-only-schema = Lecture seule : le vocabulaire se consulte, il ne se modifie pas ici.
read-only-table = Lecture seule
copy-suffix = copie
panic-journal = Votre travail est dans { $folder } et sera proposé au prochain démarrage.
merging-title = Fusionner une autre copie
merging-no-base = Aucun ancêtre commun n’est connu : ce que chaque copie a en propre est gardé, le reste est à choisir.
merging-other-map = Ce fichier n’est pas une copie de cette carte : ce que chacune a en propre est gardé.
merging-conflicts =
    { $n ->
        [one] { $n } conflit à trancher
       *[other] { $n } conflits à trancher
    }
merging-chosen = Choix : { $choice } — { $what }
merging-guess = Rien ne dit d’où vient cette copie : elle est comparée à la version de votre carte qui lui ressemble le plus. Ce qui y manque est tenu pour supprimé, ce qui diffère pour modifié.
merging-apart = Comparer valeur par valeur, sans rien supposer
merging-all-ours = Tout prendre de la mienne
merging-all-theirs = Tout prendre de l’autre
merging-apply = Fusionner
merging-open =
    { $n ->
        [one] Il reste { $n } choix à faire
       *[other] Il reste { $n } choix à faire
    }
merging-ours = La mienne
merging-theirs = L’autre
merging-both = Les deux
merging-removal = suppression
merging-removed = Supprimer
merging-kept = Garder : { $what }
merged-title = Les deux copies sont fusionnées
merged-changes = Apport
merged-advice = La fusion s’annule en un pas. Enregistrez pour la garder.
recovery-partial = Une partie du travail est récupérée : le reste n’a pas pu être lu. Vérifiez, puis enregistrez.
merging-before = avant : { $value }

# --- Page pour navigateurs (toutes ses phrases ; {mot} et # sont remplis par la page)
page-untitled = Carte sans titre
page-unnamed = Acteur sans nom
page-other-kinds = Autres types
page-no-script = La carte elle-même demande un navigateur qui exécute les scripts. Voici ce qu’elle dit.
page-skip = Aller à la liste des acteurs
page-legend-title = Légende et filtre
page-link-kinds = Types de liens
page-search-label = Rechercher un acteur
page-search-hint = Rechercher un acteur, une commune, un SIREN…
page-no-hit = Aucun acteur ne correspond.
page-view = Présentation
page-as-map = Carte
page-as-list = Liste
page-dark = Thème sombre
page-switch-language = Passer en français
page-download = Télécharger et imprimer
page-get-map = La carte (.maillage)
page-get-actors = Les acteurs (CSV)
page-get-links = Les liens (CSV)
page-get-picture = L’image (PNG)
page-print = Imprimer…
page-csv-actors = acteurs
page-csv-links = liens
page-map = Carte
page-map-label = Carte des acteurs et de leurs liens
page-keys = Flèches : aller d’acteur en acteur. Entrée : ouvrir la fiche. F : isoler le voisinage. Plus, moins, zéro : zoom. Majuscule et flèches : déplacer la carte. Échap : revenir.
page-focus-group = Voisinage isolé
page-wheel-hint = Cliquez sur la carte pour zoomer avec la molette
page-empty = Tout est masqué dans la légende.
page-zoom = Zoom
page-zoom-in = Agrandir
page-zoom-out = Réduire
page-fit = Voir toute la carte
page-show-all = Tout montrer
page-shown-of = {"{"}shown{"}"} sur {"{"}all{"}"}
page-sheet = Fiche
page-about = À propos de cette carte
page-close = Fermer
page-neighbourhood-of = Voisinage de « {"{"}name{"}"} »
page-degree-less = Un degré de moins
page-degree-more = Un degré de plus
page-leave-focus = Quitter le voisinage
page-center = Centrer
page-isolate = Isoler le voisinage
page-link-to-this = Adresse de cette fiche
page-not-placed = Cet acteur n’a pas de place sur la carte.
page-acronym = Sigle
page-aliases = Autres noms
page-former = ancien nom
page-territory = Territoire
page-commune = Commune
page-address = Adresse
page-period = Période
page-legal-form = Forme
page-website = Site
page-tags = Étiquettes
page-contacts = Contacts
page-notes = Notes
page-yes = Oui
page-no = Non
page-from-to = de {"{"}start{"}"} à {"{"}end{"}"}
page-since = depuis {"{"}start{"}"}
page-until = jusqu’à {"{"}end{"}"}
page-role = rôle : {"{"}role{"}"}
page-links = Liens
page-no-links = Aucun lien
page-link-sources = Source du lien
page-sources = Sources
page-source = Source :
page-no-source = Aucune source indiquée
page-confidence-high = Confiance élevée
page-confidence-medium = Confiance moyenne
page-confidence-low = À vérifier
page-checked = Vérifié : {"{"}date{"}"}
page-author = Auteur
page-licence = Licence
page-date = Date
page-made-on = carte faite le {"{"}date{"}"}
page-newest = information la plus récente : {"{"}date{"}"}
page-made-with = Carte faite avec Maillage
page-name = Nom
page-short-name = Nom court
page-kind = Type
page-family = Famille
page-latitude = Latitude
page-longitude = Longitude
page-start = Début
page-end = Fin
page-description = Description
page-from = De
page-to = À
page-role-name = Rôle
page-weight = Poids
page-actors-one = # acteur
page-actors-many = # acteurs
page-links-one = # lien
page-links-many = # liens
page-degrees-one = # degré
page-degrees-many = # degrés
page-hits-one = # résultat
page-hits-many = # résultats
page-uses-one = # fait
page-uses-many = # faits
page-more-links-one = et # autre lien
page-more-links-many = et # autres liens
page-more-sources-one = et # autre source
page-more-sources-many = et # autres sources
## Ce qui entoure une carte exportée
sheet-description = Carte d’un réseau d’acteurs : { $actors }, { $links }.
sheet-other-kinds = Autres
sheet-more-kinds =
    { $n ->
        [one] et { $n } autre type
       *[other] et { $n } autres types
    }
sheet-signs = Liens et groupes
sheet-link = Un lien, de la couleur de l’acteur de départ
sheet-link-arrow = Lien orienté, de la couleur de l’acteur de départ
sheet-link-plain = Lien réciproque
sheet-hull = Un groupe et ses membres
sheet-sources = Sources : { $what }
sheet-more-sources =
    { $n ->
        [one] et { $n } autre
       *[other] et { $n } autres
    }
sheet-author = Auteur : { $who }
sheet-licence = Licence : { $what }
sheet-made-with = Réalisé avec Maillage
sheet-date-made = Carte du { $date }
sheet-date-data = Informations au { $date }
sheet-date-data-year = Informations de { $date }

# --- Partager
cmd-share = Partager
cmd-copy-image = Copier comme image
cmd-export-data = Exporter les données…
cmd-export-data-tip = Donner la carte à un autre logiciel : Excel, Gephi, yEd, Kumu, Cytoscape, Obsidian…
cmd-import-reports = Rapports d’import…
share-title = Partager la carte
share-format = Format
share-format-svg = Image vectorielle (SVG)
share-format-png = Image (PNG)
share-format-pdf = Document à imprimer (PDF)
share-format-html = Page à ouvrir partout (HTML)
share-format-maillage = Carte Maillage
share-audience = Pour qui ?
share-public = Tout le monde
share-public-hint = Sans contacts, champs privés, notes, ni noms de vérificateurs
share-partners = Des partenaires
share-partners-hint = Sans contacts ni champs marqués privés
share-internal = L’équipe
share-internal-hint = Tout ce que contient la carte
share-nothing-left-out = Rien n’est laissé de côté.
share-left-out =
    { $n ->
        [one] { $n } valeur laissée de côté : { $what }.
       *[other] { $n } valeurs laissées de côté : { $what }.
    }
share-left-contacts =
    { $n ->
        [one] { $n } contact
       *[other] { $n } contacts
    }
share-left-fields =
    { $n ->
        [one] { $n } champ privé
       *[other] { $n } champs privés
    }
share-left-notes =
    { $n ->
        [one] { $n } note
       *[other] { $n } notes
    }
share-left-checkers =
    { $n ->
        [one] { $n } nom de vérificateur
       *[other] { $n } noms de vérificateurs
    }
share-left-unknown =
    { $n ->
        [one] { $n } information que cette version ne connaît pas
       *[other] { $n } informations que cette version ne connaît pas
    }
share-left-links =
    { $n ->
        [one] { $n } lien sans acteur
       *[other] { $n } liens sans acteur
    }
share-content = Ce qui est montré
share-shown = Ce que laissent filtre et focus
share-whole = Toute la carte
share-window = La vue de la fenêtre
share-selection = La sélection
share-whole-always = Ce format contient toute la carte.
share-look = Apparence
share-size = Taille
share-natural = Celle de la carte
share-paper = Papier { $name }
share-pixels = { $w } × { $h } pixels
share-millimetres = { $w } × { $h } mm
share-vector = Nette à toute taille
share-fit = Au mieux
share-landscape = Paysage
share-portrait = Portrait
share-sharpness = Finesse
share-times = × { $n }
share-parts = Autour de la carte
share-part-title = Titre
share-part-subtitle = Sous-titre
share-part-legend = Légende
share-part-sources = Sources
share-part-date = Date
share-part-author = Auteur
share-part-attribution = Licence
share-transparent = Fond transparent
share-outlines = Texte vectorisé
share-outlines-hint = Pour les logiciels qui ne lisent pas les polices d’une image : le texte ne peut plus y être cherché ni sélectionné.
share-preview = Aperçu
share-preview-picture = Aperçu de la carte contenue dans le fichier
share-save = Enregistrer…
share-copy = Copier l’image
share-saved = « { $file } » est enregistré.
share-copied = Image copiée ({ $w } × { $h } pixels).
share-not-copied = L’image n’a pas pu être copiée.
share-failed = Le fichier n’a pas pu être fait
share-advice = Choisissez un autre format. La carte elle-même n’a pas changé.
share-advice-too-large = Choisissez une taille plus petite. La carte elle-même n’a pas changé.
choose-export = Enregistrer l’export
choose-report = Enregistrer le rapport
share-left-reports =
    { $n ->
        [one] { $n } rapport d’import
       *[other] { $n } rapports d’import
    }
share-to-data = Pour un autre logiciel : exporter les données…
share-saved-two = « { $first } » et « { $second } » sont enregistrés.
share-taken-title =
    { $n ->
        [one] Ce fichier existe déjà
       *[other] Ces fichiers existent déjà
    }
share-taken-body =
    { $n ->
        [one] Le remplacer ? Son contenu actuel sera perdu.
       *[other] Les remplacer ? Leur contenu actuel sera perdu.
    }
share-not-saved = Le fichier n’a pas pu être enregistré
share-not-saved-advice = Rien n’a été remplacé à cet endroit. Choisissez un autre dossier ou un autre nom.
share-own-file = C’est le fichier de la carte ouverte
share-own-file-advice = Un export n’y est pas écrit : il pourrait contenir moins que la carte. Choisissez un autre nom.
data-title = Exporter les données
data-export = Exporter…
data-to-share = Une image, un document, une page : partager…
data-group-tables = Tableurs
data-group-networks = Logiciels de réseaux
data-group-others = Fiches, cartes et web
data-format-xlsx = Classeur
data-format-xlsx-for = Excel, LibreOffice : acteurs, liens et sources, une feuille chacun
data-format-csv = Tableaux CSV
data-format-csv-for = Tout tableur : deux fichiers, les acteurs et les liens
data-format-gexf = GEXF
data-format-gexf-for = Gephi : mesurer et redessiner le réseau
data-format-graphml = GraphML
data-format-graphml-for = yEd et Gephi : schémas et analyse, textes visibles
data-format-kumu-xlsx = Classeur Kumu
data-format-kumu-xlsx-for = Kumu : à importer comme un tableur
data-format-kumu-json = Kumu
data-format-kumu-json-for = Kumu : la carte et la place de chacun
data-format-cyjs = Cytoscape
data-format-cyjs-for = Cytoscape, et les pages web faites avec Cytoscape.js
data-format-cx2 = CX2
data-format-cx2-for = Cytoscape et NDEx : partager un réseau en ligne
data-format-dot = Graphviz
data-format-dot-for = Graphviz : dessiner le réseau par programme
data-format-canvas = Canevas
data-format-canvas-for = Obsidian : une fiche à lire et annoter par acteur
data-format-gogocarto-json = GoGoCarto
data-format-gogocarto-json-for = GoGoCarto : les acteurs sur une carte géographique en ligne
data-format-jsonld = JSON-LD
data-format-jsonld-for = Web sémantique : vocabulaires W3C ORG, schema.org et PROV
data-lang = Langue des intitulés
data-losses = Ce que ce format ne peut pas garder
data-no-loss = Rien n’est perdu : ce fichier, réimporté, redonne la même carte.
data-written = Ce qui sera écrit
data-part = De la carte : { $what }
data-whole = Toute la carte : { $what }
data-whole-filtered = Toute la carte, filtre ou non : { $what }
loss-links =
    { $n ->
        [one] { $n } lien n’y est pas : ce format n’a que des points.
       *[other] { $n } liens n’y sont pas : ce format n’a que des points.
    }
loss-actors-without-coordinates =
    { $n ->
        [one] { $n } acteur sans latitude ni longitude n’y est pas.
       *[other] { $n } acteurs sans latitude ni longitude n’y sont pas.
    }
loss-positions =
    { $n ->
        [one] La place de { $n } acteur sur la carte n’y est pas.
       *[other] La place de { $n } acteurs sur la carte n’y est pas.
    }
loss-position-fractions =
    { $n ->
        [one] La place de { $n } acteur est arrondie.
       *[other] La place de { $n } acteurs est arrondie.
    }
loss-kind-details =
    { $n ->
        [one] De { $n } type propre à cette carte, famille, définition, forme et icône n’y sont pas.
       *[other] De { $n } types propres à cette carte, famille, définition, forme et icône n’y sont pas.
    }
loss-kind-colours =
    { $n ->
        [one] De { $n } type propre à cette carte, la couleur n’y est pas.
       *[other] De { $n } types propres à cette carte, la couleur n’y est pas.
    }
loss-unused-kinds =
    { $n ->
        [one] { $n } type propre à cette carte, que rien ne porte, n’y est pas.
       *[other] { $n } types propres à cette carte, que rien ne porte, n’y sont pas.
    }
loss-field-details =
    { $n ->
        [one] De { $n } champ personnalisé, seules les valeurs y sont : ni son format, ni ses choix, ni qu’il est privé.
       *[other] De { $n } champs personnalisés, seules les valeurs y sont : ni leur format, ni leurs choix, ni qu’ils sont privés.
    }
loss-fields-as-text = Les champs des acteurs deviennent du texte à lire sur leur fiche.
loss-link-details =
    { $n ->
        [one] De { $n } lien, dates, poids, notes, sources et champs n’y sont pas.
       *[other] De { $n } liens, dates, poids, notes, sources et champs n’y sont pas.
    }
loss-fields-without-word =
    { $n ->
        [one] { $n } valeur n’y est pas, faute de mot dans ces vocabulaires.
       *[other] { $n } valeurs n’y sont pas, faute de mots dans ces vocabulaires.
    }
loss-ids = Acteurs et liens y sont numérotés : leurs identifiants n’y sont pas.
loss-unknown-members =
    { $n ->
        [one] { $n } information que cette version ne connaît pas n’y est pas.
       *[other] { $n } informations que cette version ne connaît pas n’y sont pas.
    }
loss-import-reports =
    { $n ->
        [one] { $n } rapport d’import n’y est pas.
       *[other] { $n } rapports d’import n’y sont pas.
    }
loss-stranded-links =
    { $n ->
        [one] { $n } lien vers un acteur absent de la carte n’y est pas.
       *[other] { $n } liens vers des acteurs absents de la carte n’y sont pas.
    }
loss-control-characters =
    { $n ->
        [one] { $n } caractère de contrôle, interdit dans ce format, est remplacé.
       *[other] { $n } caractères de contrôle, interdits dans ce format, sont remplacés.
    }
loss-long-texts =
    { $n ->
        [one] { $n } texte trop long pour une cellule est coupé.
       *[other] { $n } textes trop longs pour une cellule sont coupés.
    }
loss-about = Titre, description, auteur et licence de la carte n’y sont pas.
work-exporting = Export en cours
# Importer
cmd-import = Importer…
cmd-import-tip = Amener un tableau (Excel, CSV…) ou un graphe (Gephi, yEd, Kumu…) dans une carte
cmd-import-file = Choisir un fichier à importer…
step-import = importer
choose-import = Choisir un fichier à importer
file-kind-import = Tableaux et graphes
import-title = Importer
import-title-of = Importer { $files }
import-drop = Déposez ici un tableau ou un graphe
import-drop-hint = Excel, LibreOffice, CSV, Kumu, Gephi, yEd, Cytoscape, Onodo, listes SIRENE et RNA…
import-choose = Choisir un fichier…
import-paste-hint = Ou copiez des cellules dans votre tableur et collez-les ici (Ctrl V).
import-pasted = Cellules collées
import-add-file = Ajouter un fichier…
import-reading = Lecture en cours
import-known = Les colonnes sont celles d’un import précédent : vos réglages sont repris.
import-size = { $rows } lignes, { $columns } colonnes
import-sheet-lists = Chaque ligne est
import-lists-actors = un acteur
import-lists-links = un lien
import-lists-adjacency = un acteur et ses voisins
import-lists-matrix = une matrice
import-lists-nothing = à laisser de côté
import-header = La première ligne nomme les colonnes
import-first-row = À partir de la ligne
import-encoding = Encodage
import-delimiter = Séparateur
import-delimiter-semicolon = point-virgule
import-delimiter-comma = virgule
import-delimiter-tab = tabulation
import-delimiter-bar = barre |
import-delimiter-space = espace
import-decimal = Nombres
import-dates = Dates
import-dates-day = jour/mois
import-dates-month = mois/jour
import-was = Dans le fichier : { $what }
import-first-actors = Les premiers acteurs
import-target = Où
import-target-new = Nouvelle carte
import-target-open = Dans la carte ouverte « { $map } »
import-will-come = { $actors ->
    [0] Aucun acteur
    [one] { $actors } acteur
   *[other] { $actors } acteurs
} et { $links ->
    [0] aucun lien
    [one] { $links } lien
   *[other] { $links } liens
} seront importés
import-new = Nouveaux : { $actors ->
    [0] aucun acteur
    [one] { $actors } acteur
   *[other] { $actors } acteurs
}, { $links ->
    [0] aucun lien
    [one] { $links } lien
   *[other] { $links } liens
}
import-updated = Mis à jour : { $actors ->
    [0] aucun acteur
    [one] { $actors } acteur
   *[other] { $actors } acteurs
}, { $links ->
    [0] aucun lien
    [one] { $links } lien
   *[other] { $links } liens
}
import-unchanged = Déjà sur la carte, inchangés : { $actors ->
    [0] aucun acteur
    [one] { $actors } acteur
   *[other] { $actors } acteurs
}, { $links ->
    [0] aucun lien
    [one] { $links } lien
   *[other] { $links } liens
}
import-button = Importer { $actors ->
    [0] { $links ->
        [one] { $links } lien
       *[other] { $links } liens
    }
    [one] { $actors } acteur{ $links ->
        [0] { "" }
        [one] { "" } et { $links } lien
       *[other] { "" } et { $links } liens
    }
   *[other] { $actors } acteurs{ $links ->
        [0] { "" }
        [one] { "" } et { $links } lien
       *[other] { "" } et { $links } liens
    }
}
import-doubts = { $n ->
    [0] Aucun doublon possible
    [one] 1 doublon possible
   *[other] { $n } doublons possibles
}
import-doubt = « { $new } » est peut-être « { $known } »
import-doubts-hint = Sans votre accord, ce sont des acteurs différents. Vous pourrez aussi les fusionner plus tard.
import-why-number = même numéro
import-why-same = même nom
import-why-near = noms proches
import-why-other = autre nom
import-why-acronym = sigle
import-same = C’est le même
import-same-said = { $n ->
    [one] 1 acteur déclaré le même
   *[other] { $n } acteurs déclarés les mêmes
}
import-same-undo = Revenir là-dessus
import-updates = { $n ->
    [0] Aucune mise à jour
    [one] Mise à jour d’un acteur, champ par champ
   *[other] Mise à jour de { $n } acteurs, champ par champ
}
import-only-blanks = Remplir seulement les champs vides
import-kept = { $n ->
    [one] 1 champ gardé tel quel
   *[other] { $n } champs gardés tels quels
}
import-kept-undo = Tout reprendre
import-repair = Rendre leurs zéros aux codes INSEE, SIREN et postaux : { $n ->
    [0] aucun ici
    [one] 1 code ({ $example })
   *[other] { $n } codes ({ $example })
}
import-locate = Situer les acteurs par leur commune : { $n ->
    [0] aucun situé
    [one] 1 situé
   *[other] { $n } situés
}, { $unknown } sans commune connue
import-homonyms = { $n ->
    [0] Communes homonymes
    [one] 1 nom porté par plusieurs communes : laquelle ?
   *[other] { $n } noms portés par plusieurs communes : lesquelles ?
}
import-homonym = { $name } ({ $n ->
    [one] 1 ligne
   *[other] { $n } lignes
})
import-homonym-choose = Choisir…
import-homonyms-said = { $n ->
    [one] 1 commune choisie
   *[other] { $n } communes choisies
}
import-homonyms-undo = Choisir à nouveau
import-kinds = Types d’acteurs : { $n } dans le fichier, { $unknown } à créer
import-link-kinds = Types de liens : { $n } dans le fichier, { $unknown } à créer
import-kind-new = Créer ce type
import-left-out = { $n ->
    [one] 1 ligne laissée de côté
   *[other] { $n } lignes laissées de côté
}
import-noticed = { $n ->
    [one] 1 remarque
   *[other] { $n } remarques
}
import-line = ligne { $line }
import-line-of = { $sheet }, ligne { $line }
import-reason-no-end = une extrémité du lien manque
import-reason-unknown-end = aucun acteur ne s’appelle « { $name } »
import-reason-no-name = ni nom ni identifiant
import-report-title = Import terminé
import-report-kept = Ce rapport est gardé avec la carte. Annuler (Ctrl Z) défait tout l’import.
import-report-copy = Copier le rapport
import-report-copied = Rapport copié
import-sum-actors = Acteurs : { $read ->
    [one] { $read } lu
   *[other] { $read } lus
} = { $imported ->
    [one] { $imported } importé
   *[other] { $imported } importés
} + { $merged ->
    [one] { $merged } réuni à un autre
   *[other] { $merged } réunis à d’autres
} + { $rejected ->
    [one] { $rejected } laissé de côté
   *[other] { $rejected } laissés de côté
}{ $made ->
    [0] { "" }
    [one]  ; { $made } créé d’après les liens
   *[other]  ; { $made } créés d’après les liens
}
import-sum-links = Liens : { $read ->
    [one] { $read } lu
   *[other] { $read } lus
} = { $imported ->
    [one] { $imported } importé
   *[other] { $imported } importés
} + { $merged } déjà là + { $rejected ->
    [one] { $rejected } laissé de côté
   *[other] { $rejected } laissés de côté
}
import-made-kinds = Types d’acteurs créés : { $names }
import-made-link-kinds = Types de liens créés : { $names }
import-made-fields = Champs créés : { $names }
import-warn-duplicate = Plusieurs lignes ont le même identifiant : elles forment un seul acteur
import-warn-link-id = Plusieurs liens ont le même identifiant : chacun est gardé
import-warn-no-id = Des lignes sans identifiant en ont reçu un
import-warn-other-value = Champ { $what } : d’autres valeurs n’ont pas été gardées
import-warn-made = Des liens nomment des acteurs absents de la liste : ils ont été créés
import-warn-loose = Extrémités retrouvées sans tenir compte des majuscules, accents et espaces
import-warn-ambiguous = Plusieurs acteurs portent ce nom : le premier a été pris
import-warn-date = Colonne { $what } : des dates ont été gardées comme du texte
import-warn-misfit = Colonne { $what } : des valeurs ont été gardées comme du texte
import-warn-repeated = La colonne { $what } revient plusieurs fois : chacune est gardée
import-warn-type = Colonne { $what } : les valeurs ne sont pas du type annoncé
import-warn-weight = Des poids qui ne sont pas des nombres positifs ont été gardés comme du texte
import-warn-colour = Des couleurs illisibles ont été laissées de côté
import-warn-position = Des positions illisibles ont été laissées de côté
import-warn-format = Le contenu est du { $what }, quoi qu’en dise le nom du fichier
import-note-mixed = Ligne { $line } : pas en UTF-8 comme le reste, lue en Windows-1252 ({ $n ->
    [one] 1 ligne
   *[other] { $n } lignes
})
import-note-quote = Ligne { $line } : du texte suit un guillemet fermant
import-note-formula = Cellule { $cell } : formule sans résultat, laissée vide
import-note-error = Cellule { $cell } : erreur { $error }, laissée vide
import-note-stray = Cellule { $cell } : loin de toutes les autres, laissée de côté
import-note-ignored = Feuille { $sheet } : laissée de côté, comme son nom le demande
import-note-left-out = Feuille { $sheet } : non importée
import-note-start = Le tableau commence à la ligne { $line }, après des lignes vides
import-note-merged = Feuille { $sheet } : des cellules fusionnées sur plusieurs lignes valent pour chacune ({ $n } cellules complétées)
import-note-above = { $n ->
        [one] Feuille { $sheet } : une ligne au-dessus du tableau, « { $first } », laissée de côté
       *[other] Feuille { $sheet } : { $n } lignes au-dessus du tableau, dont « { $first } », laissées de côté
    }
import-note-below = { $n ->
        [one] Feuille { $sheet } : une ligne sous le tableau, « { $first } », laissée de côté
       *[other] Feuille { $sheet } : { $n } lignes sous le tableau, dont « { $first } », laissées de côté
    }
import-note-remarks = { $n ->
    [one] Une ligne avant le tableau est une remarque : elle a été laissée de côté
   *[other] { $n } lignes avant le tableau sont des remarques : elles ont été laissées de côté
}
import-note-one-column = Rien ne sépare de colonnes : chaque ligne est un acteur
import-note-names = Plusieurs lignes portent le même nom : chacune devient un acteur
import-note-rounded = { $field } : un tableur a arrondi des numéros, dont des chiffres sont perdus ; laissés de côté
import-note-uneven = Des lignes n’ont pas { $n } cellules comme les autres
import-note-homonyms = Plusieurs communes s’appellent { $name } : acteurs non situés
import-note-repaired = { $field } : { $n ->
    [one] 1 code retrouve ses
   *[other] { $n } codes retrouvent leurs
} zéros ({ $before } → { $after })
import-column = colonne { $column }
import-report-save = Enregistrer le rapport…
import-report-of = Import du { $day }
import-history-title = Rapports d’import
import-history-body = Ce que chaque import a amené sur cette carte, et ce qu’il a laissé de côté. Ces rapports voyagent avec le fichier de la carte.
import-history-read = Lire
report-file = Rapport d’import { $day }
report-what = Sujet
report-where = Où
report-row = Ligne
report-why = Ce qui s’est passé
report-file-read = Fichier lu
report-sum = Bilan
report-left-out = Laissé de côté
report-noticed = Remarqué
report-more =
    { $n ->
        [one] … et { $n } autre ligne laissée de côté, non nommée
       *[other] … et { $n } autres lignes laissées de côté, non nommées
    }
import-warn-doctype = Le type de document (DOCTYPE) a été ignoré, et rien de ce qu’il nomme n’a été ouvert
import-warn-unclosed = La fin du fichier manque : ses dernières balises ne sont pas fermées
import-warn-controls = Des caractères de contrôle interdits ont été remplacés
import-warn-encoding = Encodage : { $what }
import-warn-undeclared = La colonne { $what } n’est pas déclarée : elle a été gardée
import-warn-dynamic = Les valeurs de { $what } changent dans le temps : elles ont été gardées comme un texte
import-warn-spells = Présence en plusieurs périodes : la période retenue va de la première à la dernière, et toutes sont gardées dans le champ « spells »
import-warn-parent-cycle = Des groupes se contiennent eux-mêmes : ces appartenances ont été laissées de côté
import-warn-parent-missing = Des groupes n’existent pas : ces appartenances ont été laissées de côté
import-warn-more-graphs =
    { $n ->
        [one] Le fichier contient { $n } graphe : le premier a été lu
       *[other] Le fichier contient { $n } graphes : seul le premier a été lu
    }
import-found-a-netdraw-file-vna = un fichier NetDraw (VNA)
import-found-a-list-of-settings-yaml = une liste de réglages (YAML)
import-found-a-leda-graph = un graphe LEDA
import-found-a-ucinet-file-dl = un fichier UCINET (DL)
import-found-linked-data-as-turtle-rdf = des données liées en Turtle (RDF)
import-found-a-cypher-script-neo4j = un script Cypher (Neo4j)
import-found-an-sql-script = un script SQL
import-found-a-contact-card-vcard = une carte de visite (vCard)
import-found-a-calendar-icalendar = un agenda (iCalendar)
import-found-a-plantuml-diagram = un diagramme PlantUML
import-found-a-mermaid-diagram = un diagramme Mermaid
import-found-a-markdown-text = un texte Markdown
import-found-a-text-of-sentences = un texte, des phrases
import-found-a-web-page-html = une page web (HTML)
import-found-an-excalidraw-drawing = un dessin Excalidraw
import-found-a-geographic-file-geojson = un fichier géographique (GeoJSON)
import-found-one-json-value-a-line-json-lines = une valeur JSON par ligne (JSON Lines)
import-found-json-without-nodes-elements-or-connections = du JSON sans nœuds, éléments ni connexions
import-found-gogocarto-s-compact-list-gogocompact = la liste abrégée de GoGoCarto (gogocompact) : la demander complète
import-error-lost = La lecture s’est interrompue. La carte n’a pas changé.
import-error-at = { $what } – { $place }
import-error-io = Le fichier ne peut pas être lu ({ $detail })
import-error-io-hint = Vérifiez que le disque ou le réseau est là, puis réessayez.
import-error-not-found = Le fichier n’existe pas
import-error-not-found-hint = Vérifiez son nom et son dossier.
import-error-no-permission = Vous n’avez pas le droit de lire ce fichier
import-error-no-permission-hint = Demandez-le à la personne à qui appartient ce fichier.
import-error-directory = C’est un dossier, pas un fichier
import-error-directory-hint = Choisissez un fichier de ce dossier.
import-error-not-a-file = Ce n’est pas un fichier ordinaire
import-error-not-a-file-hint = Choisissez un autre fichier.
import-error-too-large = Le fichier est trop volumineux : { $size }, pour { $limit } au plus
import-error-too-large-hint = Enlevez ce qui n’est pas utile, ou coupez le fichier en plusieurs.
import-error-empty = Le fichier est vide
import-error-empty-hint = Demandez-le à nouveau, ou exportez-le à nouveau.
import-error-unknown = Ce n’est ni un tableau ni un graphe ({ $detail })
import-error-unknown-hint = Exportez-le en GEXF, GraphML, Kumu JSON, CSV ou XLSX depuis le logiciel qui l’a fait.
import-error-not-this = Ce n’est pas du { $format } ({ $detail })
import-error-not-this-hint = Exportez-le en GEXF, GraphML, Kumu JSON, CSV ou XLSX depuis le logiciel qui l’a fait.
import-error-syntax = Le { $format } est mal formé ({ $detail })
import-error-syntax-hint = Corrigez cet endroit à la main, ou exportez le fichier à nouveau.
import-error-truncated = Le fichier est coupé ({ $detail })
import-error-truncated-hint = Son téléchargement ou sa copie s’est interrompu : demandez-le à nouveau.
import-error-doctype = Le fichier définit des entités (DOCTYPE), ce qui est refusé : elles pourraient lire d’autres fichiers
import-error-doctype-hint = Exportez le fichier sans type de document.
import-error-entity = « &{ $name }; » est une entité que rien ne définit
import-error-entity-hint = Corrigez cet endroit à la main, ou exportez le fichier à nouveau.
import-error-encoding = Le texte n’est pas en { $encoding } : ces octets ne forment aucun caractère
import-error-encoding-hint = Enregistrez le fichier en UTF-8 dans le logiciel qui l’a fait.
import-error-too-deep = { $what } : plus de { $limit } les uns dans les autres
import-error-too-deep-hint = Le logiciel qui a fait ce fichier s’est trompé : exportez-le à nouveau.
import-error-too-many = { $what } : { $n }, pour { $limit } au plus
import-error-too-many-hint = Enlevez ce qui n’est pas utile, ou coupez le fichier en plusieurs.
import-error-version = La version { $version } du { $format } n’est pas connue
import-error-version-hint = Exportez le fichier dans une version antérieure de ce format.
import-error-missing = Il manque quelque chose au fichier ({ $detail })
import-error-missing-hint = Exportez le fichier à nouveau, en entier.
import-error-invalid = Le fichier contient une erreur ({ $detail })
import-error-invalid-hint = Corrigez cet endroit à la main, ou exportez le fichier à nouveau.
import-error-failed = Le logiciel qui a fait ce fichier y dit avoir échoué ({ $detail })
import-error-failed-hint = Exportez le fichier à nouveau, en entier.
import-error-duplicate-key = La clé « { $name } » revient deux fois dans un même objet
import-error-duplicate-key-hint = Gardez l’un des deux.
import-error-password = Le classeur est protégé par un mot de passe
import-error-password-hint = Enlevez le mot de passe dans le tableur, puis réessayez.
import-error-archive = Le classeur est endommagé ({ $detail })
import-error-archive-hint = Ouvrez-le dans un tableur et enregistrez-le à nouveau.
import-error-together = Ces fichiers ne forment pas une même carte ({ $detail })
import-error-together-hint = Donnez la liste des acteurs et la liste des liens d’un même réseau.
import-error-cancelled = Import annulé
import-error-cancelled-hint = Rien n’a changé.
import-counted-nodes = Trop d’acteurs
import-counted-links = Trop de liens
import-counted-columns = Trop de colonnes
import-counted-cells = Trop de cellules
import-counted-values = Trop de valeurs
import-counted-vertices = Trop de sommets
import-counted-bytes-of-text = Trop d’octets de texte
import-counted-bytes-in-one-cell = Une cellule a trop d’octets
import-counted-bytes-in-one-text = Un texte a trop d’octets
import-counted-elements = Éléments emboîtés
import-counted-subgraphs = Sous-graphes emboîtés
import-counted-lists = Listes emboîtées
import-counted-lists-and-objects = Listes et objets emboîtés
import-error-blank-start = Le tableau commence par plusieurs lignes vides
import-error-blank-start-hint = Supprimez les lignes vides au début du fichier.
import-error-uneven = Les lignes ne correspondent pas aux colonnes ({ $detail })
import-error-uneven-hint = Donnez à chaque ligne autant de cellules qu’il y a de colonnes ; mettez entre guillemets les cellules qui contiennent le séparateur.
import-field-id = Identifiant
import-field-from = De (origine)
import-field-to = Vers (cible)
import-field-ends = Les deux bouts (A (lien) B)
import-field-direction = Direction du lien
import-field-linked-to = En lien avec
import-field-postcode = Code postal
import-field-address-part = Morceau d’adresse
import-field-lat-lon = Latitude et longitude
import-field-legal-category = Catégorie juridique (code)
import-field-ignore = Laisser de côté
import-field-custom = Champ personnalisé
import-field-label = Texte du lien
import-field-kind = Type
import-field-start = Début
import-field-end = Fin
import-field-notes = Notes
import-field-source-title = Sources
import-field-source-url = Adresses des sources
import-field-source-date = Dates des sources
import-field-confidence = Confiance
import-field-checked-on = Vérifié le
import-field-checked-by = Vérifié par
import-field-colour = Couleur
import-field-name = Nom
import-field-short-name = Nom court
import-field-acronym = Sigle
import-field-aliases = Autres noms
import-field-aliases-until = Autres noms : jusqu’à
import-field-aliases-former = Autres noms : anciens
import-field-description = Description
import-field-tags = Mots-clés
import-field-territory = Territoire
import-field-commune = Commune
import-field-insee = Code INSEE
import-field-address = Adresse
import-field-latitude = Latitude
import-field-longitude = Longitude
import-field-place-precision = Précision du lieu
import-field-siren = SIREN
import-field-siret = SIRET
import-field-rna = RNA
import-field-legal-form = Forme juridique
import-field-website = Site web
import-field-contact = Contact
import-field-email = Courriel
import-field-phone = Téléphone
import-field-contact-private = Contact privé
import-field-x = Position x
import-field-y = Position y
import-field-pinned = Épinglé
import-field-hull = Contour
import-field-role = Rôle
import-field-weight = Poids
