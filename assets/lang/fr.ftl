# Les phrases de l’interface en français. Même clés que en.ftl (un test y veille).
# Typographie : espace insécable avant : ; ? ! et dans « », apostrophe ’.

# --- Commandes
cmd-new = Nouvelle carte…
cmd-open = Ouvrir une carte…
cmd-open-example = Ouvrir l’exemple
cmd-save = Enregistrer
cmd-save-as = Enregistrer sous…
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
step-arrange = disposer la carte
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
advice-identifier-shape = Le { $name } n’a pas la forme attendue.
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

# --- Panneaux
legend-title = Légende et filtre
inspector-map = La carte
table-title = Tableau
paste-nothing = Le presse-papiers ne contient rien que la carte puisse accueillir.

# --- Fichiers
choose-open = Ouvrir une carte
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
welcome-import-hint = Coller des cellules d’Excel ou de LibreOffice
welcome-import-toast = Copiez vos cellules dans le tableur, puis collez-les ici (Ctrl V).
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
inspector-former = ancien
inspector-alias-until = jusqu’à
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
inspector-source-date-hint = Date : 2018, 07/2018 ou 25/02/2019
inspector-confidence = Confiance
inspector-confidence-high = Élevée
inspector-confidence-medium = Moyenne
inspector-confidence-low = Faible
inspector-checked-on = Vérifié le
inspector-checked-by = Vérifié par
inspector-date-hint = 2018 ou 25/02/2019
inspector-not-a-date = Une date s’écrit 2018, 07/2018 ou 25/02/2019.
inspector-not-a-number = Ce n’est pas un nombre qui convient ici.
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
inspector-for-all = Pour tous
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
