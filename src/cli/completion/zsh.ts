import { quoteSh } from './quote.js';
import { type Flag, type Place, type Tree, type Verb } from './tree.js';

/** Works from a folder of `fpath`, as `_tulving`, and by eval. */
export function zshScript(tree: Tree): string {
  return `#compdef tulving
# Completion of tulving for zsh; load it with: eval "$(tulving completion zsh)"

_tulving() {
  local curcontext="$curcontext" state line
  local -A opt_args
  local -a common=(
${specsOf(tree.flags).join('\n')}
  )
  local -a verbs=(
${tree.verbs.map(({ name, help }) => `    ${quoteSh(`${name}:${help}`)}`).join('\n')}
  )
  _arguments -C $common '1: :->verb' '*:: :->rest'
  case $state in
    verb) _describe -t commands command verbs ;;
    rest)
      curcontext="\${curcontext%:*:*}:tulving-$words[1]:"
      case $words[1] in
${tree.verbs.map((verb) => verbCase(verb)).join('\n')}
      esac
      ;;
  esac
}

if [[ $funcstack[1] == _tulving ]]; then
  _tulving "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
  compdef _tulving tulving
fi`;
}

function verbCase({ name, flags, places }: Verb): string {
  const specs = [
    ...specsOf(flags),
    ...places.map((place, at) => {
      return `    ${quoteSh(`${place.many ? '*' : at + 1}:${actionOf(place)}`)}`;
    }),
  ];
  return `        ${name}) _arguments $common${specs.map((spec) => ` \\\n      ${spec}`).join('')} ;;`;
}

function specsOf(flags: readonly Flag[]): string[] {
  return flags.flatMap((flag) => flag.names.map((name) => `    ${quoteSh(specOf(flag, name))}`));
}

/** As in `(--help -h)--help[Show help]` and `*--tag=[A category]:name: `. */
function specOf({ names, help, repeats, value }: Flag, name: string): string {
  const others = names.length > 1 ? `(${names.join(' ')})` : '';
  const description = `[${help.replaceAll(/[\\[\]:]/g, '\\$&')}]`;
  const tail = value === undefined ? '' : `:${actionOf(value)}`;
  return `${repeats ? '*' : others}${name}${value ? '=' : ''}${description}${tail}`;
}

function actionOf({ name, values }: Place): string {
  return `${name}:${typeof values === 'string' ? actions[values] : `(${values.join(' ')})`}`;
}

const actions = { file: '_files', folder: '_files -/', anything: ' ' } as const;
