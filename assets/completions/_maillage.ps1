
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'maillage' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'maillage'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'maillage' {
            [CompletionResult]::new('--measure-frames', '--measure-frames', [CompletionResultType]::ParameterName, 'Let the camera tour the map while frames are counted, each part so many seconds long')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Read files and say what is wrong or unusual in them; nothing is changed')
            [CompletionResult]::new('layout', 'layout', [CompletionResultType]::ParameterValue, 'Give the actors of a map, or the nodes of a network, their places')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Say what changed from one map to another')
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, 'Put two edited copies of a map together, by their common ancestor')
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Write a map as a picture, a page or another file')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Invent a realistic map of any size, for trials and benchmarks')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'maillage;check' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Take the files for this format (gexf, graphml, gml, pajek, dot, kumu, csv, xlsx, …) whatever they look like')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object per file')
            [CompletionResult]::new('--together', '--together', [CompletionResultType]::ParameterName, 'The files are one map: a list of actors and one of links')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'maillage;layout' {
            [CompletionResult]::new('--algorithm', '--algorithm', [CompletionResultType]::ParameterName, 'How to lay out')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Which of many equally good pictures')
            [CompletionResult]::new('--focus', '--focus', [CompletionResultType]::ParameterName, 'The actor in the middle, by id or number (for `around`; else the one with most links)')
            [CompletionResult]::new('--gather', '--gather', [CompletionResultType]::ParameterName, 'Draw together what shares a territory, a joint bid or a family')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Use so many threads; it does not change the result')
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'Start from the present positions and keep them as far as can be')
            [CompletionResult]::new('--only-new', '--only-new', [CompletionResultType]::ParameterName, 'Lay out only actors that have no position yet')
            [CompletionResult]::new('--labels', '--labels', [CompletionResultType]::ParameterName, 'Leave room for labels too')
            [CompletionResult]::new('--stats', '--stats', [CompletionResultType]::ParameterName, 'Print one JSON object: algorithm, n, m, wall and CPU seconds, iterations, peak memory')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'maillage;diff' {
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'maillage;merge' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Where the result is saved; may be one of the copies')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Where the result is saved; may be one of the copies')
            [CompletionResult]::new('--prefer', '--prefer', [CompletionResultType]::ParameterName, 'Whose word stands in conflicts')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'maillage;convert' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Take IN for this format (gexf, graphml, gml, pajek, dot, kumu, csv, xlsx, …) whatever it looks like')
            [CompletionResult]::new('--mapping', '--mapping', [CompletionResultType]::ParameterName, 'Of tables: what their columns are, a file of JSON as the import window keeps it')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'Who will see it: public for pictures and pages, internal for maps unless said otherwise')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Light or dark')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of the words around the map; the system''s unless said otherwise')
            [CompletionResult]::new('--size', '--size', [CompletionResultType]::ParameterName, 'How large it is: natural, A4 to A0, A3-portrait, 1920x1080')
            [CompletionResult]::new('--scale', '--scale', [CompletionResultType]::ParameterName, 'Of a PNG: pixels to a pixel of the drawing (96 to the inch)')
            [CompletionResult]::new('--view', '--view', [CompletionResultType]::ParameterName, 'Which part of the map, KEY=VALUE (see below); as often as wanted')
            [CompletionResult]::new('--subtitle', '--subtitle', [CompletionResultType]::ParameterName, 'A subtitle instead of the first words of the description')
            [CompletionResult]::new('--date', '--date', [CompletionResultType]::ParameterName, 'The date to print (2026, 2026-03 or 2026-03-21); that of the newest information unless said otherwise')
            [CompletionResult]::new('--transparent', '--transparent', [CompletionResultType]::ParameterName, 'Nothing behind the drawing')
            [CompletionResult]::new('--outlines', '--outlines', [CompletionResultType]::ParameterName, 'Of an SVG: text as outlines, for programs that read no fonts from a picture')
            [CompletionResult]::new('--no-title', '--no-title', [CompletionResultType]::ParameterName, 'No title')
            [CompletionResult]::new('--no-subtitle', '--no-subtitle', [CompletionResultType]::ParameterName, 'No subtitle')
            [CompletionResult]::new('--no-legend', '--no-legend', [CompletionResultType]::ParameterName, 'No legend')
            [CompletionResult]::new('--no-sources', '--no-sources', [CompletionResultType]::ParameterName, 'No sources')
            [CompletionResult]::new('--no-date', '--no-date', [CompletionResultType]::ParameterName, 'No date')
            [CompletionResult]::new('--no-author', '--no-author', [CompletionResultType]::ParameterName, 'No author')
            [CompletionResult]::new('--no-attribution', '--no-attribution', [CompletionResultType]::ParameterName, 'No licence and no "made with"')
            [CompletionResult]::new('--bare', '--bare', [CompletionResultType]::ParameterName, 'Nothing but the map')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'maillage;generate' {
            [CompletionResult]::new('--actors', '--actors', [CompletionResultType]::ParameterName, 'How many actors it has, from 1 to 300000')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'What chance follows: another seed gives another map')
            [CompletionResult]::new('--placed', '--placed', [CompletionResultType]::ParameterName, 'Give every actor a place, in discs by territory; without it the map awaits a layout')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'maillage;help' {
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Read files and say what is wrong or unusual in them; nothing is changed')
            [CompletionResult]::new('layout', 'layout', [CompletionResultType]::ParameterValue, 'Give the actors of a map, or the nodes of a network, their places')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Say what changed from one map to another')
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, 'Put two edited copies of a map together, by their common ancestor')
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Write a map as a picture, a page or another file')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Invent a realistic map of any size, for trials and benchmarks')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'maillage;help;check' {
            break
        }
        'maillage;help;layout' {
            break
        }
        'maillage;help;diff' {
            break
        }
        'maillage;help;merge' {
            break
        }
        'maillage;help;convert' {
            break
        }
        'maillage;help;generate' {
            break
        }
        'maillage;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
