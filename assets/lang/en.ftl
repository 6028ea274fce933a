# The sentences of the interface in English. Same keys as fr.ftl (a test checks it).
# Typography: British spelling, curly quotation marks “ ” and apostrophe ’, ellipsis …

# --- Commands
cmd-new = New map…
cmd-open = Open a map…
cmd-open-example = Open the example
cmd-save = Save
cmd-save-as = Save as…
cmd-stop-work = Stop the work under way
cmd-quit = Quit
cmd-undo = Undo
cmd-redo = Redo
cmd-add-actor = Add an actor
cmd-add-link = Add a link
cmd-rename = Rename
cmd-duplicate = Duplicate
cmd-copy = Copy
cmd-paste = Paste
cmd-delete = Delete
cmd-select-all = Select all
cmd-select-neighbours = Extend selection to neighbours
cmd-toggle-pin = Pin or unpin
cmd-duplicates = Find duplicates…
cmd-edit-schema = Kinds and vocabulary…
cmd-edit-map = About this map
cmd-arrange = Arrange by links
cmd-arrange-communities = Arrange in communities
cmd-arrange-distances = Arrange by network distances
cmd-arrange-around = Arrange around the selection
cmd-arrange-families = Arrange in layers by family
cmd-arrange-directions = Arrange in layers by link direction
cmd-arrange-circle = Arrange in a circle
cmd-arrange-grid = Arrange in a grid by kind
cmd-arrange-overlaps = Remove overlaps
cmd-arrange-selection = Arrange the selection
cmd-arrange-new = Place only the new ones
cmd-arrange-only-selection = Arrange only the selection
cmd-arrange-keep-present = Start from present positions
cmd-arrange-for-labels = Leave room for labels
cmd-gather-territories = Gather by territory
cmd-gather-bids = Gather by joint bid or group
cmd-gather-families = Gather by family
cmd-align-left = Align left
cmd-align-center = Align on a vertical
cmd-align-right = Align right
cmd-align-top = Align top
cmd-align-middle = Align on a horizontal
cmd-align-bottom = Align bottom
cmd-distribute-horizontally = Distribute horizontally
cmd-distribute-vertically = Distribute vertically
cmd-search = Search
cmd-palette = Command palette
cmd-focus = Focus on the neighbourhood
cmd-focus-more = One degree more
cmd-focus-less = One degree less
cmd-show-all = Show everything
cmd-center = Centre the selection
cmd-fit-all = See the whole map
cmd-zoom-in = Zoom in
cmd-zoom-out = Zoom out
cmd-zoom-reset = Back to 100%
cmd-toggle-legend = Legend
cmd-toggle-inspector = Details
cmd-toggle-table = Table
cmd-toggle-hulls = Group outlines
cmd-next-region = Go to the next area
cmd-full-screen = Full screen
cmd-theme-system = Same as the system
cmd-theme-light = Light theme
cmd-theme-dark = Dark theme
cmd-french = Français
cmd-english = English
cmd-toggle-motion = Reduce animations
cmd-welcome = Welcome card
cmd-shortcuts = Shortcuts and gestures
cmd-about = About Maillage
cmd-escape = Leave (gesture, neighbourhood, selection)
group-file = File
group-edit = Edit
group-arrange = Layout
group-view = View
group-appearance = Appearance and language
group-help = Help
undo-step = Undo: { $what }
redo-step = Redo: { $what }

# --- Keys
key-ctrl = Ctrl
key-command = ⌘
key-shift = Shift
key-delete = Del
key-escape = Esc

# --- Top bar
menu-main = Main menu
menu-view = View
menu-add = Add
menu-theme = Theme and animations
menu-language = Interface language
menu-recent = Recent maps
menu-sizes = Actor size
menu-link-from = Link to…
menu-focus-here = Focus on its neighbourhood
menu-edit-link = Edit the link
menu-swap-link = Reverse direction
menu-new-here = New actor here
sizes-links = By number of links
sizes-same = All the same
drop-to-open = Let go of the file to open it
splitter = Width or height: { $panel }
untitled = Untitled map
example = example
title-button = Map: { $title }
search-hint = Search for an actor, a commune, a SIREN…

# --- Status bar
status-counts =
    { $allactors ->
        [one] { $actors } of { $allactors } actor
       *[other] { $actors } of { $allactors } actors
    } · { $alllinks ->
        [one] { $links } of { $alllinks } link
       *[other] { $links } of { $alllinks } links
    }
status-selected =
    Selected: { $actors ->
        [one] { $actors } actor
       *[other] { $actors } actors
    }{ $links ->
        [0] { "" }
        [one] , { $links } link
       *[other] , { $links } links
    }
status-table = Table
hidden-kinds =
    { $n ->
        [one] { $n } actor hidden by the legend
       *[other] { $n } actors hidden by the legend
    }
hidden-link-kinds =
    { $n ->
        [one] { $n } link hidden by the legend
       *[other] { $n } links hidden by the legend
    }
hidden-tags =
    { $n ->
        [one] { $n } actor without the chosen tag
       *[other] { $n } actors without the chosen tag
    }
hidden-territory =
    { $n ->
        [one] { $n } actor outside the chosen territory
       *[other] { $n } actors outside the chosen territory
    }
hidden-focus =
    Neighbourhood to { $degrees ->
        [one] { $degrees } degree
       *[other] { $degrees } degrees
    }: { $sharp ->
        [one] { $sharp } actor in focus
       *[other] { $sharp } actors in focus
    }, { $faded ->
        [one] { $faded } faded
       *[other] { $faded } faded
    }
zoom-percent = { $n }%
work-opening = Opening “{ $file }”…
work-merging = Comparing both copies…
work-version = Opening the version…
work-recovering = Recovering the work…
save-saving = Saving…
save-unsaved = Unsaved changes
save-saved-at = Saved at { $time }
save-untouched = No changes

# --- Common nouns
count-actors =
    { $n ->
        [one] { $n } actor
       *[other] { $n } actors
    }
count-links =
    { $n ->
        [one] { $n } link
       *[other] { $n } links
    }
unnamed-actor = Unnamed actor
cancel = Cancel
close = Close
clear = Clear
understood = Got it
save-elsewhere = Save elsewhere…

# --- Fields
field-name = name
field-short-name = short name
field-acronym = acronym
field-aliases = other names
field-kind = kind
field-description = description
field-notes = notes
field-tags = tags
field-territory = territory
field-commune = commune
field-address = address
field-coordinates = coordinates
field-start = start
field-end = end
field-identifiers = identifiers
field-legal-form = legal form
field-website = website
field-contacts = contacts
field-custom = custom field
field-sources = sources
field-confidence = confidence
field-checked = verification
field-hull = group outline
field-pin = pin
field-ends = ends
field-role = role
field-weight = weight
field-title = title
field-author = author
field-licence = licence

# --- Steps of the history
step-add-actors =
    { $subject ->
        [one] add “{ $name }”
       *[many] add { $n } actors
    }
step-add-links =
    { $subject ->
        [one] add the link { $name }
       *[many] add { $n } links
    }
step-revise-actors =
    { $subject ->
        [one] edit “{ $name }” ({ $field })
       *[many] edit { $n } actors ({ $field })
    }
step-revise-links =
    { $subject ->
        [one] edit the link { $name } ({ $field })
       *[many] edit { $n } links ({ $field })
    }
step-remove-actors =
    { $subject ->
        [one] delete “{ $name }”
       *[many] delete { $n } actors
    }
step-remove-links =
    { $subject ->
        [one] delete the link { $name }
       *[many] delete { $n } links
    }
step-move =
    { $subject ->
        [one] move “{ $name }”
       *[many] move { $n } actors
    }
step-merge = merge into “{ $name }”
step-revise-about = edit the map ({ $field })
step-schema = edit the vocabulary (“{ $name }”)
step-paste = paste
step-connect = link
step-arrange =
    { $n ->
        [one] arrange { $n } actor
       *[other] arrange { $n } actors
    }
step-bulk =
    { $n ->
        [one] edit { $n } record
       *[other] edit { $n } records
    }

# --- Refusals and advice
edit-error-gone = This item is no longer on the map: nothing has changed.
edit-error-id-taken = The identifier “{ $id }” is already taken: nothing has changed.
edit-error-empty-id = An identifier is missing: nothing has changed.
edit-error-still-used =
    { $n ->
        [one] Still used in { $n } place: first choose what to replace it with.
       *[other] Still used in { $n } places: first choose what to replace it with.
    }
edit-error-not-finite = This is not a valid number: nothing has changed.
edit-error-same-actor = An actor cannot be merged with itself.
edit-error-identity = The identity of a map never changes.
advice-unknown-kind = The kind “{ $kind }” is not in the map’s vocabulary.
advice-unusual-ends = This kind of link does not usually join such actors. It has been kept.
advice-no-name = The actor has no name.
advice-unread-date = “{ $date }” is not a date.
advice-reversed-period = The end comes before the start.
advice-identifier-shape =
    { $name ->
        [SIREN] A SIREN has 9 digits, this one has not.
        [SIRET] A SIRET has 14 digits, this one has not.
       *[other] An { $name } is W and 9 digits, like W442001234.
    }
advice-identifier-digit = The check digit of the { $name } is wrong: one of its digits needs checking.
advice-off-globe = The coordinates are off the globe.

# --- Map
canvas-spoken =
    Map: { $n ->
        [one] { $n } actor. Tab and the arrow keys walk the network.
       *[other] { $n } actors. Tab and the arrow keys walk the network.
    }
canvas-spoken-actor =
    Map: { $name }, { $kind }, { $n ->
        [one] { $n } link
       *[other] { $n } links
    }
focus-of = Neighbourhood of “{ $name }”
focus-of-several =
    { $n ->
        [one] Neighbourhood of { $n } actor
       *[other] Neighbourhood of { $n } actors
    }
focus-degrees =
    { $n ->
        [one] { $n } degree
       *[other] { $n } degrees
    }
focus-leave = Leave the neighbourhood
empty-map-title = This map is empty
empty-map-hint = Double-click anywhere to create an actor.
empty-filter-title = Everything is hidden
empty-filter-hint = The legend leaves nothing to see.
naming-new = Name of the new actor
naming-rename = Name of the actor
naming-exists = Already on the map?
naming-create = Create
naming-apply = Rename
kind-search = Search for a kind
kind-none = No matching kind.
kind-mixed = Different kinds
kind-edit = Edit kinds…

# --- Panels
legend-title = Legend and filter
inspector-map = The map
table-title = Table
paste-nothing = There is nothing on the clipboard that can go on the map.

# --- Files
choose-open = Open a map
choose-merge = Choose the copy to merge
choose-save = Save the map
file-kind = Maillage map
no-display = Maillage cannot find a screen: start it in a graphical session, or use “maillage check FILE”, which does not need one (see “maillage --help”).
no-window = The window could not open ({ $reason }): update the graphics driver, or use “maillage check FILE”, which does not need one.
built-without-window = This version was built without a window: use “maillage check FILE” (see “maillage --help”).
unsaved-title-close = Save before closing?
unsaved-title-leave = Save before leaving this map?
unsaved-body =
    { $n ->
        [0] “{ $map }” has not been saved.
        [one] “{ $map }” has { $n } unsaved change:
       *[other] “{ $map }” has { $n } unsaved changes:
    }
unsaved-more =
    { $n ->
        [one] and { $n } other
       *[other] and { $n } others
    }
unsaved-discard = Don’t save

# --- New map, welcome, about
new-title = New map
new-bid = Territorial bid
new-bid-hint = Lead organisation, members, supporters, challenges
new-network = Network of actors
new-network-hint = Umbrella body, members, funders
new-empty = Empty map
new-empty-hint = The vocabulary only
welcome-title = Welcome to Maillage
welcome-subtitle = The Pays de la Loire map is open as an example.
welcome-explore = Explore this example
welcome-explore-hint =
    { $n ->
        [one] { $n } actor, two bids
       *[other] { $n } actors, two bids
    }
welcome-new = New map
welcome-new-hint = Empty or from a template
welcome-open = Open a map
welcome-open-hint = A .maillage file
welcome-import = Start from a spreadsheet
welcome-import-hint = Excel, LibreOffice, CSV, Kumu, Gephi…
welcome-hide = Don’t show at startup
about-version = Version { $version }
about-what = Map an ecosystem of actors: who is linked to whom, in which territory, and how we know.
about-licence = Licence
about-licence-text = Maillage is free software, under the MIT or Apache 2.0 licence, at your choice.
about-data = Example maps
about-data-text = Facts taken from the article by the CRESS des Pays de la Loire on the two territories awarded the label (2019) and from public sources; every actor and every link names its own.
about-geo = Geographic data
about-fonts = Fonts and icons
about-fonts-text = Inter (SIL Open Font License 1.1); Phosphor (MIT).
about-libraries = Libraries
about-libraries-text = egui and eframe (MIT or Apache 2.0), petgraph (MIT or Apache 2.0), serde (MIT or Apache 2.0), rfd (MIT), wgpu (MIT or Apache 2.0), Fluent (Apache 2.0 or MIT) and those listed in Cargo.lock.

# --- Gestures
gestures = Gestures on the map
gesture-1 = Double-click
gesture-1-what = Create an actor, its name typed in place
gesture-2 = Drag an actor
gesture-2-what = Move and pin it
gesture-3 = Drag from the edge
gesture-3-what = Create a link, to an actor or to empty space
gesture-4 = Click
gesture-4-what = Select
gesture-5 = Shift or Ctrl + click
gesture-5-what = Add to the selection or remove from it
gesture-6 = Drag on empty space
gesture-6-what = Select what is in the rectangle
gesture-7 = Right-click
gesture-7-what = Menu for what is under the pointer
gesture-8 = Wheel
gesture-8-what = Zoom in or out at the pointer
gesture-9 = Space + drag, middle button
gesture-9-what = Move the view
gesture-10 = Tab, arrow keys
gesture-10-what = Walk the network from the keyboard
gesture-11 = F then 1 to 9
gesture-11-what = Focus on the neighbourhood to 1…9 degrees
gesture-12 = Hover
gesture-12-what = Keep the neighbours sharp, fade the rest

# --- Files: what is wrong
fact-file = File
fact-reason = Reason
fact-place = Place
place =
    line { $line }, column { $column }{ $known ->
        [yes] , record “{ $record }”
       *[no] { "" }
    }
open-failed = This file could not be opened
open-map-untouched = The open map has not changed.
file-not-found = The file does not exist (any more).
file-no-permission = You may not read this file.
file-io = The system says: { $what }
file-not-a-file = This is not a file but a folder or a device.
file-too-large = The file is too large (over 1 GiB).
file-empty = The file is empty.
file-nul = The file is damaged: it holds NUL bytes.
file-not-utf8 = The text is not UTF-8.
file-foreign = This is not a Maillage map but a { $what } file.
file-truncated = The file is cut short.
file-conflict = Two versions were not merged: conflict markers are left in it.
file-syntax = The text is not JSON at this place.
file-not-a-number = “{ $what }” is not a number.
file-out-of-range = The number { $what } is out of range.
file-too-deep = Lists lie more than 128 deep in each other.
file-other-format = This JSON was made by another program.
file-no-version = The format version is missing.
file-unknown-version = “{ $what }” is not a version of this format.
file-newer-version = This file was made by a newer Maillage (format { $what }).
file-duplicate-key = The key “{ $what }” comes twice.
file-wrong-type = The value is not of the type expected.
file-wrong-word = The word “{ $what }” is not one of those expected.
file-missing-member = The member “{ $what }” is missing.
file-empty-id = An id is empty.
file-duplicate-id = The id “{ $what }” is given twice.
hint-check-file = Check the file’s name, its folder and the disk, then try again.
hint-split = Split the map into several files.
hint-backup = Its last save or copy was interrupted: open a backup or ask for the file again.
hint-other-program = Open it with the program it came from, or copy its cells and paste them into Maillage.
hint-update = Update Maillage, or ask for the file in format 1.
hint-correct = If the file was edited by hand, correct this place; otherwise open a backup.
warning-newer-minor = File of a later version ({ $version }): what it adds is kept.
warning-stranded = Link kept but not shown: one of its ends is not on the map.
warning-too-far = Position too far out: the actor is placed anew.
opened-with-warnings =
    { $n ->
        [one] Map opened, with { $n } thing to check
       *[other] Map opened, with { $n } things to check
    }
opened-with-warnings-advice = Nothing is lost: everything is kept and will be saved as it is.
save-failed = The map could not be saved
save-folder-missing-advice = Nothing is lost: the map stays open. Save it elsewhere, or put the folder back and try again.
save-failed-advice = Nothing is lost: the map stays open and the old file is whole. Save it elsewhere or try again.
save-folder-missing = The folder no longer exists.
save-read-only = The file or its folder is write-protected.
save-no-space = There is no space left on the disk.
save-bad-name = The system refuses this name.
hidden-linked =
    { $n ->
        [one] { $n } linked actor hidden
       *[other] { $n } linked actors hidden
    }

# --- Schema editor
step-reorder = put the vocabulary in another order
schema-title = Kinds and vocabulary of the map
schema-tab-actor-kinds = Actor kinds
schema-tab-link-kinds = Link kinds
schema-tab-families = Families
schema-tab-fields = Fields
schema-search = Search
schema-none = Nothing matches.
schema-no-fields = No custom field yet.
schema-fields-hint = A custom field adds to each actor or link what Maillage does not foresee: a headcount, a joining date, a sector… The + button makes one.
schema-unnamed = Unnamed
schema-add-kind = Add a kind
schema-add-family = Add a family
schema-add-field = Add a field
schema-new-kind = New kind
schema-new-family = New family
schema-new-field = New field
schema-new-verb = relates to
schema-new-inverse = relates to
schema-up = Move up
schema-down = Move down
schema-label = Name
schema-definition = Definition
schema-in-french = { $what } in French
schema-in-english = { $what } in English
schema-family = Family
schema-icon = Icon
schema-no-icon = none
schema-icon-change = Change
schema-icon-search = Search an icon or a kind
schema-icon-none = No icon matches.
schema-colour = Colour
schema-shape = Shape
schema-like-family = Like the family
schema-hex = Another colour, #RRGGBB
schema-hex-wrong = Six digits from 0 to F
schema-preview = Preview of “{ $name }”
schema-emphasis = Emphasised
schema-emphasis-hint = A second outline and a bold name set it apart.
schema-group = Group
schema-group-hint = A hull surrounds its members on the map.
schema-offered = Offered at once
schema-offered-hint = Otherwise lists show it only when it is searched.
schema-actors-of-kind =
    { $n ->
        [0] No actor of this kind
        [one] { $n } actor of this kind
       *[other] { $n } actors of this kind
    }
schema-links-of-kind =
    { $n ->
        [0] No link of this kind
        [one] { $n } link of this kind
       *[other] { $n } links of this kind
    }
schema-kinds-of-family =
    { $n ->
        [0] No kind in this family
        [one] { $n } kind in this family
       *[other] { $n } kinds in this family
    }
schema-values-of-field =
    { $n ->
        [0] No value
        [one] { $n } value
       *[other] { $n } values
    }
schema-only-kind = It is the only kind and it is used: add another one first
schema-family-not-empty = A family can be deleted once it has no kinds left
schema-family-hint = Every kind of the family takes this colour and this shape, but those with their own.
schema-actors-take =
    { $n ->
        [one] { $n } actor has this kind. Which one does it take instead?
       *[other] { $n } actors have this kind. Which one do they take instead?
    }
schema-links-take =
    { $n ->
        [one] { $n } link has this kind. Which one does it take instead?
       *[other] { $n } links have this kind. Which one do they take instead?
    }
schema-instead = Kind to take instead
schema-choose = Choose…
schema-remove-kind = Delete the kind
schema-values-go =
    { $n ->
        [one] { $n } value goes with this field.
       *[other] { $n } values go with this field.
    }
schema-remove-field = Delete the field
schema-verb = Verb
schema-inverse = Inverse verb
schema-sentence = A { $verb } B; B { $inverse } A
schema-symmetric = Symmetric
schema-symmetric-hint = The link says the same both ways: no arrow.
schema-membership = Membership
schema-membership-hint = The first actor becomes a member of the second, where that is a group.
schema-from = Usually starts at
schema-to = Usually ends at
schema-all = All
schema-add-end = Add
schema-take-away = Remove “{ $name }”
schema-ends-hint = Advice, never a wall: an unusual link is pointed out and kept.
schema-owner = Record
schema-owner-actors = Actors
schema-owner-links = Links
schema-owner-fixed = This field has values: it stays where it is
schema-type = Content
schema-type-text = A line of text
schema-type-long-text = Several lines
schema-type-number = Number
schema-type-date = Date
schema-type-url = Web address
schema-type-choice = Choice from a list
schema-type-flag = Yes or no
schema-options = Choices, one a line
schema-options-hint = First choice
schema-private = Private
schema-private-hint = Its values do not leave the map when it is shared.
schema-colour-blue = Blue
schema-colour-green = Green
schema-colour-violet = Violet
schema-colour-grey = Grey
schema-colour-orange = Orange
schema-colour-amber = Amber
schema-colour-plum = Plum
schema-colour-deep-violet = Deep violet
schema-colour-teal = Teal
schema-colour-brown = Brown
schema-colour-pink = Pink
schema-colour-navy = Navy
schema-colour-olive = Olive
schema-colour-sky = Sky
schema-shape-square = Square
schema-shape-disc = Disc
schema-shape-diamond = Diamond
schema-shape-pentagon = Pentagon
schema-shape-ring = Ring
schema-shape-hexagon = Hexagon
schema-shape-pill = Pill

# --- File chooser
chooser-open = Open
chooser-save = Save
chooser-parent = Parent folder
chooser-home = Home folder
chooser-path = Folder or file
chooser-new-folder = New folder
chooser-folder-name = Name of the folder
chooser-make = Create
chooser-name = Name
chooser-reading = Reading the folder…
chooser-empty = Neither folders nor maps here.
chooser-forbidden = You may not read this folder.
chooser-missing = This folder or file does not exist.
chooser-unread = This folder could not be read: check the disk or the network.
chooser-folder-exists = There already is a folder or a file of this name.
chooser-not-made = The folder could not be made here.
chooser-no-folder = This name points to a folder that does not exist.
chooser-replace-question = “{ $name }” already exists. Replace it? What it holds now will be lost.
chooser-replace = Replace
chooser-other-name = Choose another name
chooser-date = { $year }-{ $month }-{ $day } { $hour }:{ $minute }
# --- Legend, search, palette
legend-search = Filter kinds
legend-hide-panel = Hide the legend
legend-hide = Hide: { $name }
legend-show = Show: { $name }
legend-unknown = Kinds outside the vocabulary
legend-links = Kinds of links
legend-tags = Tags
legend-territories = Territories
legend-territory-tip = Show only the network of this territory
legend-unlinked = Only those without links
legend-only-kind = Show only this kind
legend-only-family = Show only this family
legend-select = Select these actors
legend-select-links = Select these links
legend-edit = Edit kinds…
legend-empty = The map has no vocabulary yet.
legend-shown =
    { $n ->
        [one] { $n } actor of { $all }
       *[other] { $n } actors of { $all }
    }
legend-more =
    { $n ->
        [one] { $n } more
       *[other] { $n } more
    }
legend-fewer = Fewer
search-field = Search the map
search-none = No actor matches
search-create = Create “{ $name }”
search-why-alias = also: { $what }
search-why-tag = tag: { $what }
palette-hint = An actor, a command…
palette-actors = Actors
palette-commands = Commands
palette-none = Nothing matches.
# --- Sheet and links
inspector-to-fill = To be filled in
inspector-none = Not said
inspector-yes = Yes
inspector-no = No
inspector-name = Name of the actor
inspector-title = Title of the map
inspector-center = Centre
inspector-pin = Pin
inspector-unpin = Unpin
inspector-connect = Link
inspector-sheet = Sheet
inspector-kind = Kind
inspector-short-name = Short name
inspector-acronym = Acronym
inspector-aliases = Other names
inspector-alias = Other name
inspector-former = former name
inspector-alias-until = until
inspector-alias-until-hint = Until: 2018, March 2021…
inspector-add-alias = Add a name
inspector-remove-alias = Remove this name
inspector-territory = Territory
inspector-commune = Commune
inspector-address = Address
inspector-coordinates = Coordinates
inspector-coordinates-hint = 47.2186, -1.5538
inspector-not-coordinates = Latitude and longitude in degrees: 47.2186, -1.5538
inspector-start = Start
inspector-end = End
inspector-legal-form = Legal form
inspector-website = Website
inspector-open-link = Open in the browser
inspector-notes = Notes
inspector-hull = Hull
inspector-hull-shown = Shown
inspector-hull-hidden = Hidden
inspector-more-fields =
    { $n ->
        [one] Show { $n } empty field
       *[other] Show { $n } empty fields
    }
inspector-fewer-fields = Hide empty fields
inspector-own-fields = Add a field to the map…
inspector-description = Description
inspector-description-edit = Edit the description
inspector-description-done = Finish the description
inspector-description-hint = What it does, in a few lines
inspector-markdown = Markdown: **bold**, *italic*, - list, [link](https://…)
inspector-tags = Tags
inspector-add-tag = Add a tag
inspector-remove-tag = Remove the tag { $tag }
inspector-contacts = Contacts
inspector-no-contact = No contact
inspector-add-contact = Add a contact
inspector-remove-contact = Delete this contact
inspector-contact-label = Name or function
inspector-contact-email = E-mail
inspector-contact-phone = Phone
inspector-private = Private, not exported
inspector-public = Private (else exported)
inspector-links = Links
inspector-add-link = Add a link
inspector-edit-link = Edit this link
inspector-see-link = See the link
inspector-all-links =
    { $n ->
        [one] Show the link
       *[other] Show all { $n } links
    }
inspector-link-role = role: { $role }
inspector-from-to = from { $start } to { $end }
inspector-since = since { $start }
inspector-until = until { $end }
inspector-link-sheet = Link
inspector-link-from = From
inspector-link-to = To
inspector-verb = Verb
inspector-verb-search = Search for a verb
inspector-verbs-usual = Usual between these actors
inspector-verbs-other = Other verbs
inspector-verbs-none = No verb matches.
inspector-verbs-mixed = Different verbs
inspector-verbs-edit = Edit verbs…
inspector-swap = Swap the ends
inspector-role = Role
inspector-weight = Weight
inspector-delete-link = Delete the link
inspector-sources = Source and reliability
inspector-no-source = No source
inspector-add-source = Add a source
inspector-remove-source = Remove this source
inspector-source-title = Title of the source
inspector-source-url = Address (https://…)
inspector-source-date = Date of the source
inspector-source-date-hint = Date: 2018, March 2021…
inspector-confidence = Confidence
inspector-confidence-high = High
inspector-confidence-medium = Medium
inspector-confidence-low = Low
inspector-checked-on = Checked on
inspector-checked-by = Checked by
inspector-date-hint = 2018, March 2021…
inspector-not-a-date = A date is written 2018, March 2021 or 2019-02-25.
inspector-not-a-number = Write a number, like 3 or 2.5.
inspector-not-a-weight = Write a positive number, like 3 or 2.5.
inspector-precise-year = year
inspector-date-month = { $month } { $year }
inspector-date-day = { $day } { $month } { $year }
inspector-date-first = 1 { $month } { $year }
inspector-month-1 = January
inspector-month-2 = February
inspector-month-3 = March
inspector-month-4 = April
inspector-month-5 = May
inspector-month-6 = June
inspector-month-7 = July
inspector-month-8 = August
inspector-month-9 = September
inspector-month-10 = October
inspector-month-11 = November
inspector-month-12 = December
inspector-near = Seems to exist already:
inspector-compare = Compare and merge…
inspector-several = selected together
inspector-for-all = For all these actors
inspector-for-all-links = For all these links
inspector-and-others =
    { $n ->
        [one] and { $n } other
       *[other] and { $n } others
    }
inspector-delete-all = Delete the selection
inspector-author = Author
inspector-licence = Licence
inspector-about = Origin
inspector-map-do = On this map
inspector-tip = Click an actor or a link to open its sheet. Double-click empty space to create an actor.
connect-title = New link
connect-find = Search for an actor, or name a new one
connect-create = Create “{ $name }”
connect-new = new
connect-change = Choose another actor
connect-role = Role (optional)
connect-do = Link
# --- Table and cells
table-col-name = Name
table-col-kind = Kind
table-col-short-name = Short name
table-col-acronym = Acronym
table-col-commune = Commune
table-col-insee = INSEE code
table-col-address = Address
table-col-territory = Territory
table-col-tags = Tags
table-col-start = Start
table-col-end = End
table-col-siren = SIREN
table-col-siret = SIRET
table-col-rna = RNA
table-col-legal-form = Legal form
table-col-website = Website
table-col-description = Description
table-col-links = Links
table-col-confidence = Confidence
table-col-from = From
table-col-verb = Verb
table-col-to = To
table-col-role = Role
table-col-weight = Weight
table-confidence-high = high
table-confidence-medium = medium
table-confidence-low = low
table-confidence-none = Not stated
table-fault-date = This is not a date: write 2019, 02/2019 or 25/02/2019.
table-fault-number = This is not a positive number.
table-fault-name = An actor always has a name.
table-fault-kind = This kind is not in the map’s vocabulary.
table-fault-confidence = Confidence is high, medium or low.
table-fault-actor = No actor of the map bears this name.
table-fault-fixed = This column is counted: it cannot be edited.
table-tab-actors = Actors
table-tab-links = Links
table-tab-spoken = { $name } ({ $n })
table-filter = Filter the rows
table-hide = Hide the table
table-hidden =
    { $n ->
        [one] { $n } row hidden by the legend
       *[other] { $n } rows hidden by the legend
    }
table-sort = Sort by { $column }
table-row = Row { $n }
table-cell-spoken = { $column }: { $value }
table-empty-actors = No actor yet. Paste cells of a spreadsheet here, or double-click on the map.
table-empty-links = No link yet. Drag from the rim of an actor to another, or paste a list of links (from, verb, to).
table-ordering = Sorting the rows…
table-no-match = No row contains “{ $typed }”.
table-all-hidden = The legend hides every row.
table-some-refused =
    { $n ->
        [one] { $n } cell could not be read and has not changed.
       *[other] { $n } cells could not be read and have not changed.
    }
paste-too-many = More than { $n } rows at once: paste them in several parts.
paste-added-actors =
    { $n ->
        [one] { $n } actor added
       *[other] { $n } actors added
    }
paste-added-links =
    { $n ->
        [one] { $n } link added
       *[other] { $n } links added
    }
paste-known-actors =
    { $n ->
        [one] { $n } actor already on the map
       *[other] { $n } actors already on the map
    }
paste-known-links =
    { $n ->
        [one] { $n } link already on the map
       *[other] { $n } links already on the map
    }
paste-to-check =
    { $n ->
        [one] { $n } cell to check
       *[other] { $n } cells to check
    }

# --- Duplicates
duplicates-title = Possible duplicates
duplicates-hint = Near-equal names or the same numbers. Nothing is merged without you, and everything can be undone.
duplicates-count =
    { $n ->
        [one] { $n } pair proposed
       *[other] { $n } pairs proposed
    }
duplicates-none = No duplicate is proposed: no near-equal names and no shared numbers.
duplicates-searching = Looking for duplicates…
duplicates-keep-left = Keep the left one
duplicates-keep-right = Keep the right one
duplicates-not = These are not duplicates
duplicates-show = Show “{ $name }” on the map
duplicates-takes = Will take: { $what }.
duplicates-leaves = Will leave the other’s: { $what }.
duplicates-takes-links =
    { $n ->
        [one] { $n } link
       *[other] { $n } links
    }
duplicates-why-number = Same { $register }: { $number }
duplicates-why-same = Same name
duplicates-why-near = Near-equal names
duplicates-why-other = “{ $name }” is another name of one
duplicates-why-acronym = “{ $name }” is the acronym of the other

# --- Arrange
menu-arrange = Arrange
menu-align = Align and distribute
arrange-on-all = Arrange the whole map
arrange-on-selection = Arrange the selection ({ $n } actors)
arrange-way = By links
arrange-communities-way = Communities
arrange-distances-way = Network distances
arrange-around-way = Around the selection
arrange-families-way = Layers by family
arrange-directions-way = Layers by link direction
arrange-circle-way = Circle
arrange-grid-way = Grid by kind
arrange-options = Options
arrange-stop = Stop
arrange-stop-tip = Stop the layout and keep what there is
arrange-cancel = Cancel
arrange-cancel-tip = Cancel the layout (Esc)
work-arranging = Laying the map out…
work-changing = Changing the map…
arrange-nothing = Everything was already in place.
arrange-done =
    { $n ->
        [one] { $n } actor arranged
       *[other] { $n } actors arranged
    }
# --- Differences between two copies, merging
diff-yes = yes
diff-no = no
diff-nothing = nothing
diff-position = { NUMBER($x) }; { NUMBER($y) }
diff-position-pinned = { NUMBER($x) }; { NUMBER($y) }, pinned
diff-map = Map
diff-extra = Unknown members of the file
diff-actor = Actor “{ $name }”
diff-link = Link “{ $name }”
diff-family = Family “{ $name }”
diff-actor-kind = Actor kind “{ $name }”
diff-link-kind = Link kind “{ $name }”
diff-field = Field “{ $name }”
diff-actor-added = Actor added: “{ $name }”
diff-actor-removed = Actor removed: “{ $name }”
diff-link-added = Link added: “{ $name }”
diff-link-removed = Link removed: “{ $name }”
diff-family-added = Family added: “{ $name }”
diff-family-removed = Family removed: “{ $name }”
diff-actor-kind-added = Actor kind added: “{ $name }”
diff-actor-kind-removed = Actor kind removed: “{ $name }”
diff-link-kind-added = Link kind added: “{ $name }”
diff-link-kind-removed = Link kind removed: “{ $name }”
diff-field-added = Field added: “{ $name }”
diff-field-removed = Field removed: “{ $name }”
diff-field-changed = { $record }: { $field }: “{ $before }” becomes “{ $after }”
diff-field-set = { $record }: { $field }: “{ $after }” is added
diff-field-cleared = { $record }: { $field }: “{ $before }” is cleared
diff-n-actors-added =
    { $n ->
        [one] { $n } actor added
       *[other] { $n } actors added
    }
diff-n-actors-removed =
    { $n ->
        [one] { $n } actor removed
       *[other] { $n } actors removed
    }
diff-n-actors-changed =
    { $n ->
        [one] { $n } actor changed
       *[other] { $n } actors changed
    }
diff-n-actors-moved =
    { $n ->
        [one] { $n } actor moved
       *[other] { $n } actors moved
    }
diff-n-links-added =
    { $n ->
        [one] { $n } link added
       *[other] { $n } links added
    }
diff-n-links-removed =
    { $n ->
        [one] { $n } link removed
       *[other] { $n } links removed
    }
diff-n-links-changed =
    { $n ->
        [one] { $n } link changed
       *[other] { $n } links changed
    }
diff-n-schema =
    { $n ->
        [one] { $n } change of the vocabulary
       *[other] { $n } changes of the vocabulary
    }
diff-about-changed = the map’s own description changed
diff-same = no difference
conflict-field = { $record }: { $field }: “{ $ours }” here, “{ $theirs }” in the other copy
conflict-removed =
    { $by ->
        [ours] { $record }: removed here, but changed or used in the other copy ({ $what })
       *[theirs] { $record }: removed in the other copy, but changed or used here ({ $what })
    }
field-insee = INSEE code
field-latitude = latitude
field-longitude = longitude
field-precision = precision of the coordinates
field-siren = SIREN
field-siret = SIRET
field-rna = RNA
field-checked-on = checked on
field-checked-by = checked by
field-position = place on the map
field-extra = unknown member
field-from = start
field-to = end
field-rank = rank
field-colour = colour
field-shape = shape
field-label-fr = French name
field-label-en = English name
field-family = family
field-parent = broader kind
field-icon = icon
field-emphasis = emphasis
field-group = group
field-offered = offered
field-iris = shared vocabularies
field-definition-fr = French definition
field-definition-en = English definition
field-verb-fr = French verb
field-verb-en = English verb
field-inverse-fr = French inverse verb
field-inverse-en = English inverse verb
field-symmetric = symmetric
field-membership = membership
field-mapping-note = mapping note
field-owner = borne by
field-options = options
field-private = private
step-merge-copies = merge another copy
step-restore = restore a version
merge-taken = From the other copy: { $what }
merge-conflicts =
    { $n ->
        [one] { $n } conflict:
       *[other] { $n } conflicts:
    }
merge-chose-ours = The first copy was preferred.
merge-chose-theirs = The other copy was preferred.
merge-chose-both = Both are kept.
merge-open-field = The value of the first copy is kept until someone chooses.
merge-open-removed = Nothing is removed until someone chooses.
save-not-stored = the disk does not give back what was written to it
warning-newer-major = This file has a newer format ({ $version }): it can be looked at, not changed. Update Maillage to change it.
edit-error-read-only = This map can be looked at, not changed.
edit-error-busy = The change before is not finished yet.

# --- Recovery, versions, copies
cmd-versions = Versions…
cmd-merge-copy = Merge another copy…
moment = { $year }-{ $month }-{ $day } { $time }
size-bytes = { $n } bytes
size-kilo = { $n } kB
size-mega = { $n } MB
recovery-title =
    { $n ->
        [one] Unsaved work was found
       *[other] { $n } pieces of unsaved work were found
    }
recovery-body = Maillage stopped before they were saved. What had been done can be opened again, and undone step by step as ever.
recovery-one-at-a-time = One at a time: the others will be offered again at the next start.
recovery-facts =
    { $n ->
        [one] { $n } change, on { $when }
       *[other] { $n } changes, the last on { $when }
    }
recovery-damaged =
    { $n ->
        [one] One change cannot be read: the rest will be given back.
       *[other] { $n } changes cannot be read: the rest will be given back.
    }
recovery-recover = Recover
recovery-forget = Give up
recovery-sure = These changes will be lost. Discard them for good?
recovery-later = Later
recovery-done = The work is recovered. Save it to keep it.
changed-title = The file was changed elsewhere
changed-body = “{ $file }” has changed since you opened it: someone else, or another program, saved it. Nothing is lost.
changed-merge = Merge both copies
changed-merge-hint = Keeps your work and theirs; you choose where they conflict.
changed-copy = Save a copy
changed-copy-hint = Your work goes to another file.
changed-overwrite = Replace the file
changed-overwrite-hint = Their copy stays among the versions.
changed-reload = Reload the file
changed-reload-hint = Your unsaved work goes among the versions first.
reload-not-kept = The file was not reloaded: your work could not be kept among the versions, { $reason }
held-title = This map is already open
held-body =
    { $known ->
        [yes] “{ $file }” is open in another window by { $user } since { $since } (process { $pid }). You can look at it.
       *[no] “{ $file }” is open in another window since { $since } (process { $pid }). You can look at it.
    }
held-look = Only look
held-edit = Edit anyway
versions-title = Versions of this map
versions-body = Each save keeps what it replaces.
versions-none = No version yet: the first will be kept at the next save.
versions-unread = cannot be read
versions-first = first version kept
versions-look = Look
versions-restore = Restore
versions-restored = The version is restored. Undo goes back.
versions-damaged = This version is damaged or no longer there.
version-lost = The version before could not be kept: { $what }
open-version-advice = A good version was kept on { $when } ({ $what }). It opens read-only; from there you can put it back in the place of the file.
open-version = Open the version of { $when }
read-only-newer = Read-only: newer format
read-only-version = Read-only: older version
read-only-held = Read-only: open elsewhere
read-only-why-newer = Newer format ({ $version }): this map can be looked at, not changed. Update Maillage to change it.
read-only-why-version = You are looking at the version of { $when }.
read-only-why-held = This map is open in another window: you are looking at it.
read-only-restore = Restore this version
read-only-back = Back to the map
recovery-crash = Maillage met an error on { $when } and stopped. All you had done until then was put in safety.
recovery-crash-part = Maillage met an error on { $when } and stopped. Your work was put in safety; the very last second may be missing.
recovery-crash-note = The technical details are noted on this computer and sent to nobody: { $file }
crash-nothing-lost = Maillage met an error on { $when } and stopped. No work was waiting to be saved: nothing is lost.
recovery-nowhere = Recovery after an unexpected stop is off: the system names no folder to keep your work in. Save often.
journal-fault = Recovery after an unexpected stop is off: { $reason } You can go on; save more often.
journal-fault-denied = the folder of Maillage’s data is write-protected.
journal-fault-full = the disk with Maillage’s data is full.
journal-fault-other = writing failed ({ $what }).
journal-well = Recovery after an unexpected stop works again.
journal-off = Recovery is off
journal-off-tip = An unexpected stop would lose what is not saved. Maillage keeps trying.
versions-same = The map already is as this version: nothing has changed.
work-applying = Merging both copies…
work-restoring = Restoring the version…
merging-again = The map has changed meanwhile: the comparison starts again.
read-only-copy = Save a copy…
read-only-sheet = Read-only: fields can be read and copied, not changed.
read-only-schema = Read-only: the vocabulary can be looked at, not changed here.
read-only-table = Read-only
copy-suffix = copy
panic-journal = Your work is in { $folder } and will be offered at the next start.
merging-title = Merge another copy
merging-no-base = No common ancestor is known: what only one copy has is kept, the rest is for you to choose.
merging-other-map = This file is no copy of this map: what only one has is kept.
merging-conflicts =
    { $n ->
        [one] { $n } conflict to settle
       *[other] { $n } conflicts to settle
    }
merging-chosen = Choice: { $choice } — { $what }
merging-guess = Nothing says where this copy came from: it is compared with the version of your map that is nearest to it. What it lacks is taken as removed, what differs as changed.
merging-apart = Compare value by value, taking nothing for granted
merging-all-ours = Take all of mine
merging-all-theirs = Take all of the other
merging-apply = Merge
merging-open =
    { $n ->
        [one] { $n } choice left to make
       *[other] { $n } choices left to make
    }
merging-ours = Mine
merging-theirs = The other
merging-both = Both
merging-removal = removal
merging-removed = Remove
merging-kept = Keep: { $what }
merged-title = Both copies are merged
merged-changes = Brought
merged-advice = Undo takes the merge back in one step. Save to keep it.
recovery-partial = Part of the work is recovered: the rest could not be read. Check it, then save.
merging-before = before: { $value }

# --- Page for browsers (all of its sentences; {word} and # are filled in by the page)
page-untitled = Untitled map
page-unnamed = Unnamed actor
page-other-kinds = Other kinds
page-no-script = The map itself needs a browser that runs scripts. Here is what it says.
page-skip = Go to the list of actors
page-legend-title = Legend and filter
page-link-kinds = Kinds of links
page-search-label = Search for an actor
page-search-hint = Search for an actor, a place, a SIREN…
page-no-hit = No actor matches.
page-view = View
page-as-map = Map
page-as-list = List
page-dark = Dark theme
page-switch-language = Switch to English
page-download = Download and print
page-get-map = The map (.maillage)
page-get-actors = The actors (CSV)
page-get-links = The links (CSV)
page-get-picture = The picture (PNG)
page-print = Print…
page-csv-actors = actors
page-csv-links = links
page-map = Map
page-map-label = Map of the actors and their links
page-keys = Arrows: go from actor to actor. Enter: open the sheet. F: isolate the neighbourhood. Plus, minus, zero: zoom. Shift and arrows: move the map. Escape: go back.
page-focus-group = Isolated neighbourhood
page-wheel-hint = Click the map to zoom with the wheel
page-empty = Everything is hidden in the legend.
page-zoom = Zoom
page-zoom-in = Zoom in
page-zoom-out = Zoom out
page-fit = See the whole map
page-show-all = Show all
page-shown-of = {"{"}shown{"}"} of {"{"}all{"}"}
page-sheet = Sheet
page-about = About this map
page-close = Close
page-neighbourhood-of = Neighbourhood of “{"{"}name{"}"}”
page-degree-less = One degree less
page-degree-more = One degree more
page-leave-focus = Leave the neighbourhood
page-center = Centre
page-isolate = Isolate the neighbourhood
page-link-to-this = Address of this sheet
page-not-placed = This actor has no place on the map.
page-acronym = Acronym
page-aliases = Other names
page-former = former name
page-territory = Territory
page-commune = Commune
page-address = Address
page-period = Period
page-legal-form = Form
page-website = Website
page-tags = Tags
page-contacts = Contacts
page-notes = Notes
page-yes = Yes
page-no = No
page-from-to = from {"{"}start{"}"} to {"{"}end{"}"}
page-since = since {"{"}start{"}"}
page-until = until {"{"}end{"}"}
page-role = role: {"{"}role{"}"}
page-links = Links
page-no-links = No link
page-link-sources = Source of the link
page-sources = Sources
page-source = Source:
page-no-source = No source given
page-confidence-high = High confidence
page-confidence-medium = Medium confidence
page-confidence-low = To be checked
page-checked = Checked: {"{"}date{"}"}
page-author = Author
page-licence = Licence
page-date = Date
page-made-on = map made on {"{"}date{"}"}
page-newest = newest information: {"{"}date{"}"}
page-made-with = Map made with Maillage
page-name = Name
page-short-name = Short name
page-kind = Kind
page-family = Family
page-latitude = Latitude
page-longitude = Longitude
page-start = Start
page-end = End
page-description = Description
page-from = From
page-to = To
page-role-name = Role
page-weight = Weight
page-actors-one = # actor
page-actors-many = # actors
page-links-one = # link
page-links-many = # links
page-degrees-one = # degree
page-degrees-many = # degrees
page-hits-one = # result
page-hits-many = # results
page-uses-one = # fact
page-uses-many = # facts
page-more-links-one = and # other link
page-more-links-many = and # other links
page-more-sources-one = and # other source
page-more-sources-many = and # other sources
## What surrounds an exported map
sheet-description = Map of a network of actors: { $actors }, { $links }.
sheet-other-kinds = Other
sheet-more-kinds =
    { $n ->
        [one] and { $n } other kind
       *[other] and { $n } other kinds
    }
sheet-signs = Links and groups
sheet-link = A link, in the colour of the actor it starts from
sheet-link-arrow = Directed link, in the colour of the actor it starts from
sheet-link-plain = Mutual link
sheet-hull = A group and its members
sheet-sources = Sources: { $what }
sheet-more-sources =
    { $n ->
        [one] and { $n } more
       *[other] and { $n } more
    }
sheet-author = Author: { $who }
sheet-licence = Licence: { $what }
sheet-made-with = Made with Maillage
sheet-date-made = Map of { $date }
sheet-date-data = As known on { $date }
sheet-date-data-year = As known in { $date }

# --- Share
cmd-share = Share
cmd-copy-image = Copy as an image
cmd-export-data = Export data…
cmd-export-data-tip = Give the map to another program: Excel, Gephi, yEd, Kumu, Cytoscape, Obsidian…
cmd-import-reports = Reports of imports…
share-title = Share the map
share-format = Format
share-format-svg = Vector picture (SVG)
share-format-png = Picture (PNG)
share-format-pdf = Document to print (PDF)
share-format-html = Page to open anywhere (HTML)
share-format-maillage = Maillage map
share-audience = For whom?
share-public = Everyone
share-public-hint = No contacts, private fields, notes or names of checkers
share-partners = Partners
share-partners-hint = No contacts or fields marked private
share-internal = The team
share-internal-hint = Everything on the map
share-nothing-left-out = Nothing is left out.
share-left-out =
    { $n ->
        [one] { $n } value left out: { $what }.
       *[other] { $n } values left out: { $what }.
    }
share-left-contacts =
    { $n ->
        [one] { $n } contact
       *[other] { $n } contacts
    }
share-left-fields =
    { $n ->
        [one] { $n } private field
       *[other] { $n } private fields
    }
share-left-notes =
    { $n ->
        [one] { $n } note
       *[other] { $n } notes
    }
share-left-checkers =
    { $n ->
        [one] { $n } name of a checker
       *[other] { $n } names of checkers
    }
share-left-unknown =
    { $n ->
        [one] { $n } value this version does not know
       *[other] { $n } values this version does not know
    }
share-left-links =
    { $n ->
        [one] { $n } link without its actor
       *[other] { $n } links without their actor
    }
share-content = What is shown
share-shown = What filter and focus leave
share-whole = The whole map
share-window = What the window shows
share-selection = The selection
share-whole-always = This format holds the whole map.
share-look = Looks
share-size = Size
share-natural = That of the map
share-paper = { $name } paper
share-pixels = { $w } × { $h } pixels
share-millimetres = { $w } × { $h } mm
share-vector = Sharp at any size
share-fit = Best fit
share-landscape = Landscape
share-portrait = Portrait
share-sharpness = Sharpness
share-times = × { $n }
share-parts = Around the map
share-part-title = Title
share-part-subtitle = Subtitle
share-part-legend = Legend
share-part-sources = Sources
share-part-date = Date
share-part-author = Author
share-part-attribution = Licence
share-transparent = Transparent ground
share-outlines = Text as outlines
share-outlines-hint = For programs that read no fonts from a picture: its text can then not be searched or selected.
share-preview = Preview
share-preview-picture = Preview of the map in the file
share-save = Save…
share-copy = Copy the picture
share-saved = “{ $file }” is saved.
share-copied = Picture copied ({ $w } × { $h } pixels).
share-not-copied = The picture could not be copied.
share-failed = The file could not be made
share-advice = Choose another format. The map itself has not changed.
share-advice-too-large = Choose a smaller size. The map itself has not changed.
choose-export = Save the export
choose-report = Save the report
share-left-reports =
    { $n ->
        [one] { $n } report of an import
       *[other] { $n } reports of imports
    }
share-to-data = For another program: export data…
share-saved-two = “{ $first }” and “{ $second }” are saved.
share-taken-title =
    { $n ->
        [one] This file is there already
       *[other] These files are there already
    }
share-taken-body =
    { $n ->
        [one] Replace it? What it holds now will be lost.
       *[other] Replace them? What they hold now will be lost.
    }
share-not-saved = The file could not be saved
share-not-saved-advice = Nothing was replaced at that place. Choose another folder or another name.
share-own-file = This is the file of the open map
share-own-file-advice = No export is written there: it could hold less than the map. Choose another name.
data-title = Export data
data-export = Export…
data-to-share = A picture, a document, a page: share…
data-group-tables = Spreadsheets
data-group-networks = Network programs
data-group-others = Cards, maps and web
data-format-xlsx = Workbook
data-format-xlsx-for = Excel, LibreOffice: actors, links and sources, a sheet each
data-format-csv = CSV tables
data-format-csv-for = Any spreadsheet: two files, actors and links
data-format-gexf = GEXF
data-format-gexf-for = Gephi: measure and redraw the network
data-format-graphml = GraphML
data-format-graphml-for = yEd and Gephi: diagrams and analysis, labels visible
data-format-kumu-xlsx = Kumu workbook
data-format-kumu-xlsx-for = Kumu: to be imported as a spreadsheet
data-format-kumu-json = Kumu
data-format-kumu-json-for = Kumu: the map and everyone’s place
data-format-cyjs = Cytoscape
data-format-cyjs-for = Cytoscape, and web pages made with Cytoscape.js
data-format-cx2 = CX2
data-format-cx2-for = Cytoscape and NDEx: share a network online
data-format-dot = Graphviz
data-format-dot-for = Graphviz: draw the network by program
data-format-canvas = Canvas
data-format-canvas-for = Obsidian: a card to read and annotate for each actor
data-format-gogocarto-json = GoGoCarto
data-format-gogocarto-json-for = GoGoCarto: the actors on a geographic map online
data-format-jsonld = JSON-LD
data-format-jsonld-for = Semantic web: W3C ORG, schema.org and PROV vocabularies
data-lang = Language of the labels
data-losses = What this format cannot keep
data-no-loss = Nothing is lost: brought back in, this file gives the same map.
data-written = What will be written
data-part = Of the map: { $what }
data-whole = The whole map: { $what }
data-whole-filtered = The whole map, filtered or not: { $what }
loss-links =
    { $n ->
        [one] { $n } link is not in it: this format has points only.
       *[other] { $n } links are not in it: this format has points only.
    }
loss-actors-without-coordinates =
    { $n ->
        [one] { $n } actor without latitude and longitude is not in it.
       *[other] { $n } actors without latitude and longitude are not in it.
    }
loss-positions =
    { $n ->
        [one] The place of { $n } actor on the map is not in it.
       *[other] The places of { $n } actors on the map are not in it.
    }
loss-position-fractions =
    { $n ->
        [one] The place of { $n } actor is rounded.
       *[other] The places of { $n } actors are rounded.
    }
loss-kind-details =
    { $n ->
        [one] Of { $n } kind of this map’s own, family, definition, shape and icon are not in it.
       *[other] Of { $n } kinds of this map’s own, family, definition, shape and icon are not in it.
    }
loss-kind-colours =
    { $n ->
        [one] Of { $n } kind of this map’s own, the colour is not in it.
       *[other] Of { $n } kinds of this map’s own, the colour is not in it.
    }
loss-unused-kinds =
    { $n ->
        [one] { $n } kind of this map’s own that nothing has is not in it.
       *[other] { $n } kinds of this map’s own that nothing has are not in it.
    }
loss-field-details =
    { $n ->
        [one] Of { $n } custom field, only the values are in it: not its type, its choices or that it is private.
       *[other] Of { $n } custom fields, only the values are in it: not their types, their choices or that they are private.
    }
loss-fields-as-text = The fields of actors become text to read on their cards.
loss-link-details =
    { $n ->
        [one] Of { $n } link, dates, weight, notes, sources and fields are not in it.
       *[other] Of { $n } links, dates, weight, notes, sources and fields are not in it.
    }
loss-fields-without-word =
    { $n ->
        [one] { $n } value is not in it: these vocabularies have no word for it.
       *[other] { $n } values are not in it: these vocabularies have no words for them.
    }
loss-ids = Actors and links are numbered in it: their ids are not there.
loss-unknown-members =
    { $n ->
        [one] { $n } value that this version does not know is not in it.
       *[other] { $n } values that this version does not know are not in it.
    }
loss-import-reports =
    { $n ->
        [one] { $n } report of an import is not in it.
       *[other] { $n } reports of imports are not in it.
    }
loss-stranded-links =
    { $n ->
        [one] { $n } link to an actor that is not on the map is not in it.
       *[other] { $n } links to actors that are not on the map are not in it.
    }
loss-control-characters =
    { $n ->
        [one] { $n } control character, which this format forbids, is replaced.
       *[other] { $n } control characters, which this format forbids, are replaced.
    }
loss-long-texts =
    { $n ->
        [one] { $n } text too long for a cell is cut.
       *[other] { $n } texts too long for a cell are cut.
    }
loss-about = Title, description, author and licence of the map are not in it.
work-exporting = Exporting
# Importing
cmd-import = Import…
cmd-import-tip = Bring a table (Excel, CSV…) or a graph (Gephi, yEd, Kumu…) into a map
cmd-import-file = Choose a file to import…
step-import = import
choose-import = Choose a file to import
file-kind-import = Tables and graphs
import-title = Import
import-title-of = Import { $files }
import-drop = Drop a table or a graph here
import-drop-hint = Excel, LibreOffice, CSV, Kumu, Gephi, yEd, Cytoscape, Onodo, SIRENE and RNA lists…
import-choose = Choose a file…
import-paste-hint = Or copy cells in your spreadsheet and paste them here (Ctrl V).
import-pasted = Pasted cells
import-add-file = Add a file…
import-reading = Reading
import-known = The columns are those of an earlier import: your settings are used again.
import-size = { $rows } rows, { $columns } columns
import-sheet-lists = Each row is
import-lists-actors = an actor
import-lists-links = a link
import-lists-adjacency = an actor and its neighbours
import-lists-matrix = a matrix
import-lists-nothing = left out
import-header = The first row names the columns
import-first-row = From row
import-encoding = Encoding
import-delimiter = Separator
import-delimiter-semicolon = semicolon
import-delimiter-comma = comma
import-delimiter-tab = tab
import-delimiter-bar = bar |
import-delimiter-space = space
import-decimal = Numbers
import-dates = Dates
import-dates-day = day/month
import-dates-month = month/day
import-was = In the file: { $what }
import-first-actors = The first actors
import-target = Where
import-target-new = New map
import-target-open = Into the open map “{ $map }”
import-will-come = { $actors ->
    [one] { $actors } actor
   *[other] { $actors } actors
} and { $links ->
    [one] { $links } link
   *[other] { $links } links
} will be imported
import-new = New: { $actors ->
    [0] no actor
    [one] { $actors } actor
   *[other] { $actors } actors
}, { $links ->
    [0] no link
    [one] { $links } link
   *[other] { $links } links
}
import-updated = Updated: { $actors ->
    [0] no actor
    [one] { $actors } actor
   *[other] { $actors } actors
}, { $links ->
    [0] no link
    [one] { $links } link
   *[other] { $links } links
}
import-unchanged = On the map already, unchanged: { $actors ->
    [0] no actor
    [one] { $actors } actor
   *[other] { $actors } actors
}, { $links ->
    [0] no link
    [one] { $links } link
   *[other] { $links } links
}
import-button = Import { $actors ->
    [0] { $links ->
        [one] { $links } link
       *[other] { $links } links
    }
    [one] { $actors } actor{ $links ->
        [0] { "" }
        [one] { "" } and { $links } link
       *[other] { "" } and { $links } links
    }
   *[other] { $actors } actors{ $links ->
        [0] { "" }
        [one] { "" } and { $links } link
       *[other] { "" } and { $links } links
    }
}
import-doubts = { $n ->
    [0] No possible duplicate
    [one] 1 possible duplicate
   *[other] { $n } possible duplicates
}
import-doubt = “{ $new }” may be “{ $known }”
import-doubts-hint = Unless you say so, they are different actors. You can also merge them later.
import-why-number = same number
import-why-same = same name
import-why-near = names alike
import-why-other = another name
import-why-acronym = acronym
import-same = The same
import-same-said = { $n ->
    [one] 1 actor said to be the same
   *[other] { $n } actors said to be the same
}
import-same-undo = Take it back
import-updates = { $n ->
    [0] No update
    [one] Update of one actor, field by field
   *[other] Update of { $n } actors, field by field
}
import-only-blanks = Fill in blank fields only
import-kept = { $n ->
    [one] 1 field left as it is
   *[other] { $n } fields left as they are
}
import-kept-undo = Take all again
import-repair = Give INSEE, SIREN and postal codes their zeros back: { $n ->
    [0] none here
    [one] 1 code ({ $example })
   *[other] { $n } codes ({ $example })
}
import-locate = Locate actors by their commune: { $n } located, { $unknown } without a known commune
import-homonyms = { $n ->
    [0] Communes of one name
    [one] 1 name that several communes have: which one?
   *[other] { $n } names that several communes have: which ones?
}
import-homonym = { $name } ({ $n ->
    [one] 1 row
   *[other] { $n } rows
})
import-homonym-choose = Choose…
import-homonyms-said = { $n ->
    [one] 1 commune chosen
   *[other] { $n } communes chosen
}
import-homonyms-undo = Choose again
import-kinds = Kinds of actors: { $n } in the file, { $unknown } to make
import-link-kinds = Kinds of links: { $n } in the file, { $unknown } to make
import-kind-new = Make this kind
import-left-out = { $n ->
    [one] 1 row left out
   *[other] { $n } rows left out
}
import-noticed = { $n ->
    [one] 1 remark
   *[other] { $n } remarks
}
import-line = line { $line }
import-line-of = { $sheet }, line { $line }
import-reason-no-end = one end of the link is missing
import-reason-unknown-end = no actor is called “{ $name }”
import-reason-no-name = neither name nor id
import-report-title = Import done
import-report-kept = This report is kept with the map. Undo (Ctrl Z) takes the whole import back.
import-report-copy = Copy the report
import-report-copied = Report copied
import-sum-actors = Actors: { $read } read = { $imported } imported + { $merged } merged + { $rejected } left out{ $made ->
    [0] { "" }
   *[other] ; { $made } made after the links
}
import-sum-links = Links: { $read } read = { $imported } imported + { $merged } already there + { $rejected } left out
import-made-kinds = Kinds of actors made: { $names }
import-made-link-kinds = Kinds of links made: { $names }
import-made-fields = Fields made: { $names }
import-warn-duplicate = Several rows have one id: they are one actor
import-warn-link-id = Several links have one id: each was kept
import-warn-no-id = Rows without id got one
import-warn-other-value = Field { $what }: other values were not kept
import-warn-made = Links name actors that the list lacks: they were made
import-warn-loose = Ends were found without regard to case, accents and spaces
import-warn-ambiguous = Several actors have this name: the first was taken
import-warn-date = Column { $what }: dates were kept as text
import-warn-misfit = Column { $what }: values were kept as text
import-warn-repeated = The column { $what } comes several times: each was kept
import-warn-type = Column { $what }: values are not of the type it declares
import-warn-weight = Weights that are no positive numbers were kept as text
import-warn-colour = Colours that cannot be read were left out
import-warn-position = Positions that cannot be read were left out
import-warn-format = The content is { $what }, whatever the file’s name says
import-note-mixed = Line { $line }: not UTF-8 like the rest, read as Windows-1252 ({ $n ->
    [one] 1 line
   *[other] { $n } lines
})
import-note-quote = Line { $line }: text follows a closing quotation mark
import-note-formula = Cell { $cell }: a formula without a result, left empty
import-note-error = Cell { $cell }: error { $error }, left empty
import-note-stray = Cell { $cell }: far from all others, left out
import-note-ignored = Sheet { $sheet }: left out, as its name asks
import-note-left-out = Sheet { $sheet }: not imported
import-note-start = The table begins on line { $line }, after blank lines
import-note-merged = Sheet { $sheet }: cells merged over several rows count for each ({ $n } cells filled)
import-note-above = { $n ->
        [one] Sheet { $sheet }: one row above the table, “{ $first }”, left out
       *[other] Sheet { $sheet }: { $n } rows above the table, the first being “{ $first }”, left out
    }
import-note-below = { $n ->
        [one] Sheet { $sheet }: one row below the table, “{ $first }”, left out
       *[other] Sheet { $sheet }: { $n } rows below the table, the first being “{ $first }”, left out
    }
import-note-remarks = { $n ->
    [one] One line before the table is a remark: it was left out
   *[other] { $n } lines before the table are remarks: they were left out
}
import-note-one-column = Nothing separates columns: each line is one actor
import-note-names = Several rows have one name: each becomes an actor
import-note-rounded = { $field }: a spreadsheet rounded numbers, whose digits are lost; left out
import-note-uneven = Rows do not have { $n } cells like the others
import-note-homonyms = Several communes are called { $name }: actors not located
import-note-repaired = { $field }: { $n ->
    [one] 1 code got
   *[other] { $n } codes got
} zeros back ({ $before } → { $after })
import-column = column { $column }
import-report-save = Save the report…
import-report-of = Import of { $day }
import-history-title = Reports of imports
import-history-body = What each import brought to this map, and what it left out. These reports travel with the file of the map.
import-history-read = Read
report-file = Import report { $day }
report-what = Subject
report-where = Where
report-row = Row
report-why = What happened
report-file-read = File read
report-sum = Balance
report-left-out = Left out
report-noticed = Noticed
report-more =
    { $n ->
        [one] … and { $n } more row left out, not named
       *[other] … and { $n } more rows left out, not named
    }
import-warn-doctype = The document type (DOCTYPE) was ignored, and nothing it names was opened
import-warn-unclosed = The end of the file is missing: its last tags are not closed
import-warn-controls = Forbidden control characters were replaced
import-warn-encoding = Encoding: { $what }
import-warn-undeclared = The column { $what } is not declared: it was kept
import-warn-dynamic = The values of { $what } change over time: they were kept as one text
import-warn-spells = There in several spells: the period is the whole span, and the spells were kept in the field “spells”
import-warn-parent-cycle = Some groups lie in themselves: these memberships were left out
import-warn-parent-missing = Some groups are not there: these memberships were left out
import-warn-more-graphs =
    { $n ->
        [one] The file holds { $n } graph: the first one was read
       *[other] The file holds { $n } graphs: only the first one was read
    }
import-found-a-netdraw-file-vna = a NetDraw file (VNA)
import-found-a-list-of-settings-yaml = a list of settings (YAML)
import-found-a-leda-graph = a LEDA graph
import-found-a-ucinet-file-dl = a UCINET file (DL)
import-found-linked-data-as-turtle-rdf = linked data as Turtle (RDF)
import-found-a-cypher-script-neo4j = a Cypher script (Neo4j)
import-found-an-sql-script = an SQL script
import-found-a-contact-card-vcard = a contact card (vCard)
import-found-a-calendar-icalendar = a calendar (iCalendar)
import-found-a-plantuml-diagram = a PlantUML diagram
import-found-a-mermaid-diagram = a Mermaid diagram
import-found-a-markdown-text = a Markdown text
import-found-a-text-of-sentences = a text of sentences
import-found-a-web-page-html = a web page (HTML)
import-found-an-excalidraw-drawing = an Excalidraw drawing
import-found-a-geographic-file-geojson = a geographic file (GeoJSON)
import-found-one-json-value-a-line-json-lines = one JSON value a line (JSON Lines)
import-found-json-without-nodes-elements-or-connections = JSON without nodes, elements or connections
import-found-gogocarto-s-compact-list-gogocompact = GoGoCarto’s compact list (gogocompact): ask for it in full
import-error-lost = Reading was cut short. The map has not changed.
import-error-at = { $what } – { $place }
import-error-io = The file cannot be read ({ $detail })
import-error-io-hint = Check that the disk or network drive is there, then try again.
import-error-not-found = The file does not exist
import-error-not-found-hint = Check its name and its folder.
import-error-no-permission = You have no right to read this file
import-error-no-permission-hint = Ask whoever the file belongs to for it.
import-error-directory = This is a folder, not a file
import-error-directory-hint = Choose a file of this folder.
import-error-not-a-file = This is not an ordinary file
import-error-not-a-file-hint = Choose another file.
import-error-too-large = The file is too large: { $size }, when { $limit } is the most
import-error-too-large-hint = Take out what is not needed, or split the file.
import-error-empty = The file is empty
import-error-empty-hint = Ask for it again, or export it anew.
import-error-unknown = This is neither a table nor a graph ({ $detail })
import-error-unknown-hint = Export it as GEXF, GraphML, Kumu JSON, CSV or XLSX from the program it was made by.
import-error-not-this = This is not { $format } ({ $detail })
import-error-not-this-hint = Export it as GEXF, GraphML, Kumu JSON, CSV or XLSX from the program it was made by.
import-error-syntax = The { $format } is malformed ({ $detail })
import-error-syntax-hint = Correct this place by hand, or export the file anew.
import-error-truncated = The file is cut short ({ $detail })
import-error-truncated-hint = Its download or copy was interrupted: ask for it again.
import-error-doctype = The file defines entities (DOCTYPE), which is refused: they could read other files
import-error-doctype-hint = Export the file without a document type.
import-error-entity = “&{ $name };” is an entity that nothing defines
import-error-entity-hint = Correct this place by hand, or export the file anew.
import-error-encoding = The text is not { $encoding }: these bytes are no character
import-error-encoding-hint = Save the file as UTF-8 in the program it was made by.
import-error-too-deep = { $what }: more than { $limit } within each other
import-error-too-deep-hint = The program that made this file has gone wrong: export it anew.
import-error-too-many = { $what }: { $n }, when { $limit } is the most
import-error-too-many-hint = Take out what is not needed, or split the file.
import-error-version = Version { $version } of { $format } is not known
import-error-version-hint = Export the file in an earlier version of this format.
import-error-missing = Something is missing in the file ({ $detail })
import-error-missing-hint = Export the file anew, whole.
import-error-invalid = There is an error in the file ({ $detail })
import-error-invalid-hint = Correct this place by hand, or export the file anew.
import-error-failed = The program that made this file says in it that it failed ({ $detail })
import-error-failed-hint = Export the file anew, whole.
import-error-duplicate-key = The key “{ $name }” comes twice in one object
import-error-duplicate-key-hint = Keep one of the two.
import-error-password = The workbook is protected with a password
import-error-password-hint = Take the password off in the spreadsheet program, then try again.
import-error-archive = The workbook is damaged ({ $detail })
import-error-archive-hint = Open it in a spreadsheet program and save it anew.
import-error-together = These files are not one map ({ $detail })
import-error-together-hint = Give the list of actors and the list of links of one network.
import-error-cancelled = Import cancelled
import-error-cancelled-hint = Nothing has changed.
import-counted-nodes = Too many actors
import-counted-links = Too many links
import-counted-columns = Too many columns
import-counted-cells = Too many cells
import-counted-values = Too many values
import-counted-vertices = Too many vertices
import-counted-bytes-of-text = Too many bytes of text
import-counted-bytes-in-one-cell = A cell has too many bytes
import-counted-bytes-in-one-text = A text has too many bytes
import-counted-elements = Nested elements
import-counted-subgraphs = Nested subgraphs
import-counted-lists = Nested lists
import-counted-lists-and-objects = Nested lists and objects
import-error-blank-start = The table begins with several blank lines
import-error-blank-start-hint = Delete the blank lines at the start of the file.
import-error-uneven = The rows do not fit the columns ({ $detail })
import-error-uneven-hint = Give each row as many cells as there are columns; put cells that hold the separator in quotation marks.
import-field-id = Id
import-field-from = From
import-field-to = To
import-field-ends = Both ends (A (link) B)
import-field-direction = Direction of the link
import-field-linked-to = Linked to
import-field-postcode = Postal code
import-field-address-part = Part of the address
import-field-lat-lon = Latitude and longitude
import-field-legal-category = Legal category (code)
import-field-ignore = Leave out
import-field-custom = Custom field
import-field-label = Text on the link
import-field-kind = Kind
import-field-start = Start
import-field-end = End
import-field-notes = Notes
import-field-source-title = Sources
import-field-source-url = Addresses of sources
import-field-source-date = Dates of sources
import-field-confidence = Confidence
import-field-checked-on = Checked on
import-field-checked-by = Checked by
import-field-colour = Colour
import-field-name = Name
import-field-short-name = Short name
import-field-acronym = Acronym
import-field-aliases = Other names
import-field-aliases-until = Other names: until
import-field-aliases-former = Other names: former
import-field-description = Description
import-field-tags = Tags
import-field-territory = Territory
import-field-commune = Commune
import-field-insee = INSEE code
import-field-address = Address
import-field-latitude = Latitude
import-field-longitude = Longitude
import-field-place-precision = Precision of the place
import-field-siren = SIREN
import-field-siret = SIRET
import-field-rna = RNA
import-field-legal-form = Legal form
import-field-website = Website
import-field-contact = Contact
import-field-email = E-mail
import-field-phone = Telephone
import-field-contact-private = Private contact
import-field-x = Position x
import-field-y = Position y
import-field-pinned = Pinned
import-field-hull = Outline
import-field-role = Role
import-field-weight = Weight
