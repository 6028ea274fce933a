# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_maillage_global_optspecs
    string join \n measure-frames= h/help V/version
end

function __fish_maillage_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_maillage_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_maillage_using_subcommand
    set -l cmd (__fish_maillage_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c maillage -n "__fish_maillage_needs_command" -l measure-frames -d 'Let the camera tour the map while frames are counted, each part so many seconds long' -r
complete -c maillage -n "__fish_maillage_needs_command" -s h -l help -d 'Print help'
complete -c maillage -n "__fish_maillage_needs_command" -s V -l version -d 'Print version'
complete -c maillage -n "__fish_maillage_needs_command" -a "check" -d 'Read files and say what is wrong or unusual in them; nothing is changed'
complete -c maillage -n "__fish_maillage_needs_command" -a "layout" -d 'Give the actors of a map, or the nodes of a network, their places'
complete -c maillage -n "__fish_maillage_needs_command" -a "diff" -d 'Say what changed from one map to another'
complete -c maillage -n "__fish_maillage_needs_command" -a "merge" -d 'Put two edited copies of a map together, by their common ancestor'
complete -c maillage -n "__fish_maillage_needs_command" -a "convert" -d 'Write a map as a picture, a page or another file'
complete -c maillage -n "__fish_maillage_needs_command" -a "generate" -d 'Invent a realistic map of any size, for trials and benchmarks'
complete -c maillage -n "__fish_maillage_needs_command" -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c maillage -n "__fish_maillage_using_subcommand check" -l from -d 'Take the files for this format (gexf, graphml, gml, pajek, dot, kumu, csv, xlsx, …) whatever they look like' -r
complete -c maillage -n "__fish_maillage_using_subcommand check" -l json -d 'Print one JSON object per file'
complete -c maillage -n "__fish_maillage_using_subcommand check" -l together -d 'The files are one map: a list of actors and one of links'
complete -c maillage -n "__fish_maillage_using_subcommand check" -s h -l help -d 'Print help'
complete -c maillage -n "__fish_maillage_using_subcommand layout" -l algorithm -d 'How to lay out' -r -f -a "force\t'Links pull, actors push'
communities\t'As force, communities more clearly apart'
distances\t'Distances as in the network'
around\t'One actor in the middle, the others in rings'
layers\t'Rows by family'
direction\t'Rows by the direction of links'
circle\t'One circle'
grid\t'A grid by family and kind'
overlaps\t'Only take actors off each other'"
complete -c maillage -n "__fish_maillage_using_subcommand layout" -l seed -d 'Which of many equally good pictures' -r
complete -c maillage -n "__fish_maillage_using_subcommand layout" -l focus -d 'The actor in the middle, by id or number (for `around`; else the one with most links)' -r
complete -c maillage -n "__fish_maillage_using_subcommand layout" -l gather -d 'Draw together what shares a territory, a joint bid or a family' -r -f -a "territory\t'The territory of an actor\'s place'
bid\t'The joint bid, or another group, it is a member of'
family\t'The family of its kind'"
complete -c maillage -n "__fish_maillage_using_subcommand layout" -l threads -d 'Use so many threads; it does not change the result' -r
complete -c maillage -n "__fish_maillage_using_subcommand layout" -l keep -d 'Start from the present positions and keep them as far as can be'
complete -c maillage -n "__fish_maillage_using_subcommand layout" -l only-new -d 'Lay out only actors that have no position yet'
complete -c maillage -n "__fish_maillage_using_subcommand layout" -l labels -d 'Leave room for labels too'
complete -c maillage -n "__fish_maillage_using_subcommand layout" -l stats -d 'Print one JSON object: algorithm, n, m, wall and CPU seconds, iterations, peak memory'
complete -c maillage -n "__fish_maillage_using_subcommand layout" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c maillage -n "__fish_maillage_using_subcommand diff" -l json -d 'Print one JSON object'
complete -c maillage -n "__fish_maillage_using_subcommand diff" -s h -l help -d 'Print help'
complete -c maillage -n "__fish_maillage_using_subcommand merge" -s o -l output -d 'Where the result is saved; may be one of the copies' -r -F
complete -c maillage -n "__fish_maillage_using_subcommand merge" -l prefer -d 'Whose word stands in conflicts' -r -f -a "ours\t'The copy named second'
theirs\t'The copy named third'"
complete -c maillage -n "__fish_maillage_using_subcommand merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l from -d 'Take IN for this format (gexf, graphml, gml, pajek, dot, kumu, csv, xlsx, …) whatever it looks like' -r
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l mapping -d 'Of tables: what their columns are, a file of JSON as the import window keeps it' -r -F
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l audience -d 'Who will see it: public for pictures and pages, internal for maps unless said otherwise' -r -f -a "public\t''
partners\t''
internal\t''"
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l theme -d 'Light or dark' -r -f -a "light\t''
dark\t''"
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l lang -d 'The language of the words around the map; the system\'s unless said otherwise' -r -f -a "fr\t''
en\t''"
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l size -d 'How large it is: natural, A4 to A0, A3-portrait, 1920x1080' -r
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l scale -d 'Of a PNG: pixels to a pixel of the drawing (96 to the inch)' -r
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l view -d 'Which part of the map, KEY=VALUE (see below); as often as wanted' -r
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l subtitle -d 'A subtitle instead of the first words of the description' -r
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l date -d 'The date to print (2026, 2026-03 or 2026-03-21); that of the newest information unless said otherwise' -r
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l transparent -d 'Nothing behind the drawing'
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l outlines -d 'Of an SVG: text as outlines, for programs that read no fonts from a picture'
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l no-title -d 'No title'
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l no-subtitle -d 'No subtitle'
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l no-legend -d 'No legend'
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l no-sources -d 'No sources'
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l no-date -d 'No date'
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l no-author -d 'No author'
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l no-attribution -d 'No licence and no "made with"'
complete -c maillage -n "__fish_maillage_using_subcommand convert" -l bare -d 'Nothing but the map'
complete -c maillage -n "__fish_maillage_using_subcommand convert" -s h -l help -d 'Print help'
complete -c maillage -n "__fish_maillage_using_subcommand generate" -l actors -d 'How many actors it has, from 1 to 300000' -r
complete -c maillage -n "__fish_maillage_using_subcommand generate" -l seed -d 'What chance follows: another seed gives another map' -r
complete -c maillage -n "__fish_maillage_using_subcommand generate" -l placed -d 'Give every actor a place, in discs by territory; without it the map awaits a layout'
complete -c maillage -n "__fish_maillage_using_subcommand generate" -s h -l help -d 'Print help'
complete -c maillage -n "__fish_maillage_using_subcommand help; and not __fish_seen_subcommand_from check layout diff merge convert generate help" -f -a "check" -d 'Read files and say what is wrong or unusual in them; nothing is changed'
complete -c maillage -n "__fish_maillage_using_subcommand help; and not __fish_seen_subcommand_from check layout diff merge convert generate help" -f -a "layout" -d 'Give the actors of a map, or the nodes of a network, their places'
complete -c maillage -n "__fish_maillage_using_subcommand help; and not __fish_seen_subcommand_from check layout diff merge convert generate help" -f -a "diff" -d 'Say what changed from one map to another'
complete -c maillage -n "__fish_maillage_using_subcommand help; and not __fish_seen_subcommand_from check layout diff merge convert generate help" -f -a "merge" -d 'Put two edited copies of a map together, by their common ancestor'
complete -c maillage -n "__fish_maillage_using_subcommand help; and not __fish_seen_subcommand_from check layout diff merge convert generate help" -f -a "convert" -d 'Write a map as a picture, a page or another file'
complete -c maillage -n "__fish_maillage_using_subcommand help; and not __fish_seen_subcommand_from check layout diff merge convert generate help" -f -a "generate" -d 'Invent a realistic map of any size, for trials and benchmarks'
complete -c maillage -n "__fish_maillage_using_subcommand help; and not __fish_seen_subcommand_from check layout diff merge convert generate help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
