import { quoteFish } from './quote.js';
import { type Flag, type Place, type Tree, type Verb } from './tree.js';

export function fishScript(tree: Tree): string {
  const lines = [
    ...tree.verbs.map(({ name, help }) => completion('__tulving_at "" 0', `-a ${name}`, help)),
    ...tree.flags.map((flag) => flagLine(undefined, flag)),
    ...tree.verbs.flatMap((verb) => [
      ...verb.flags.map((flag) => flagLine(`__tulving_after ${verb.name}`, flag)),
      ...verb.places.flatMap((place, at) => placeLine(verb, place, at)),
    ]),
  ];
  const ofVerbs = tree.verbs.flatMap(({ name, flags }) =>
    valued(flags).map((flag) => `${name} ${flag}`),
  );
  return `# Completion of tulving for fish; load it with: tulving completion fish | source

# Prints the command and how many arguments it has so far.
function __tulving_walk
    set -l verb ''
    set -l place 0
    set -l skip no
    set -l common ${valued(tree.flags).map(quoteFish).join(' ')}
    for word in (commandline -opc)[2..-1]
        if test $skip = yes
            set skip no
        else if string match -q -- '-*' $word
            contains -- $word $common; or contains -- "$verb $word" ${ofVerbs.map(quoteFish).join(' ')}
            and set skip yes
        else if test -z "$verb"
            set verb $word
        else
            set place (math $place + 1)
        end
    end
    printf '%s\\n' "$verb" $place
end

function __tulving_after
    test (__tulving_walk)[1] = "$argv[1]"
end

# The second argument is a place, or "any".
function __tulving_at
    set -l walked (__tulving_walk)
    test "$walked[1]" = "$argv[1]"; and contains -- "$argv[2]" any "$walked[2]"
end

complete -c tulving -e
complete -c tulving -f
${lines.join('\n')}`;
}

function valued(flags: readonly Flag[]): string[] {
  return flags.flatMap(({ names, value }) => (value === undefined ? [] : names));
}

function flagLine(condition: string | undefined, { names, help, value }: Flag): string {
  const spelt = names.map((name) => name.replace(/^--/, '-l ').replace(/^-(?=\w$)/, '-s '));
  return completion(condition, [...spelt, ...(value ? [takes(value)] : [])].join(' '), help);
}

function takes({ values }: Place): string {
  if (typeof values !== 'string') return `-x -a ${quoteFish(values.join(' '))}`;
  return { file: '-r -F', folder: "-x -a '(__fish_complete_directories)'", anything: '-x' }[values];
}

function placeLine(verb: Verb, { name, values, many }: Place, at: number): string[] {
  if (values === 'anything') return [];
  const condition = `__tulving_at ${verb.name} ${many ? 'any' : at}`;
  const offered = {
    file: '-F',
    folder: "-a '(__fish_complete_directories)'",
    words: `-a ${quoteFish(typeof values === 'string' ? '' : values.join(' '))}`,
  }[typeof values === 'string' ? values : 'words'];
  return [completion(condition, offered, name)];
}

function completion(condition: string | undefined, what: string, help: string): string {
  const when = condition === undefined ? '' : ` -n ${quoteFish(condition)}`;
  return `complete -c tulving${when} ${what} -d ${quoteFish(help)}`;
}
