import { quoteSh } from './quote.js';
import { type Flag, type Place, type Tree, type Verb } from './tree.js';

/**
 * For bash from 3.2, which macOS has, and without the bash-completion package. Bash shows no
 * descriptions.
 */
export function bashScript(tree: Tree): string {
  const verbs = tree.verbs.map(({ name }) => name).join(' ');
  return `# Completion of tulving for bash; load it with: eval "$(tulving completion bash)"

# Sets _tulving_values to what an option of a command takes: words, :file, :folder or :anything.
_tulving_value_of() {
  _tulving_values=
  case "$1 $2" in
${tree.verbs.flatMap((verb) => verb.flags.flatMap((flag) => valueCases(flag, verb.name))).join('\n')}
${tree.flags.flatMap((flag) => valueCases(flag)).join('\n')}
  esac
  [[ -n $_tulving_values ]]
}

# Likewise for an argument, by its place.
_tulving_argument_of() {
  _tulving_values=:anything
  case "$1 $2" in
${tree.verbs.flatMap((verb) => verb.places.map((place, at) => argumentCase(verb, place, at))).join('\n')}
  esac
}

_tulving_options_of() {
  case "$1" in
${tree.verbs.map((verb) => `    ${verb.name}) _tulving_values=${quoteSh(namesOf([...verb.flags, ...tree.flags]))} ;;`).join('\n')}
    *) _tulving_values=${quoteSh(namesOf(tree.flags))} ;;
  esac
}

_tulving() {
  local verb='' place=0 at=1 word current="\${COMP_WORDS[COMP_CWORD]}" option='' _tulving_values=''
  COMPREPLY=()
  # Bash cuts --option=value into three words.
  [[ $current == = ]] && current=''
  while ((at < COMP_CWORD)); do
    word="\${COMP_WORDS[at]}"
    option=''
    if [[ $word == -* ]]; then
      if _tulving_value_of "$verb" "$word"; then
        option=$word
        [[ \${COMP_WORDS[at + 1]} == = ]] && ((at += 1))
        ((at += 1))
      fi
    elif [[ -z $verb ]]; then
      verb=$word
    else
      ((place += 1))
    fi
    ((at += 1))
  done
  # The walk went over the end when an option waits for its value.
  ((at > COMP_CWORD)) || option=''
  if [[ -n $option ]]; then
    _tulving_value_of "$verb" "$option"
  elif [[ $current == -* ]]; then
    _tulving_options_of "$verb"
  elif [[ -z $verb ]]; then
    _tulving_values=${quoteSh(verbs)}
  else
    _tulving_argument_of "$verb" "$place"
  fi
  case "$_tulving_values" in
    # Nothing found: then bash looks for files.
    :file) ;;
    :folder) compopt -o dirnames +o default 2>/dev/null ;;
    :anything) compopt +o default 2>/dev/null ;;
    *) COMPREPLY=($(compgen -W "$_tulving_values" -- "$current")) ;;
  esac
  return 0
}

complete -o default -F _tulving tulving`;
}

function valueCases({ names, value }: Flag, verb?: string): string[] {
  if (value === undefined) return [];
  const patterns = names.map((name) => (verb === undefined ? `*' ${name}'` : `'${verb} ${name}'`));
  return [`    ${patterns.join(' | ')}) _tulving_values=${valuesOf(value)} ;;`];
}

function argumentCase({ name }: Verb, { values, many }: Place, at: number): string {
  const pattern = many ? `'${name} '*` : `'${name} ${at}'`;
  return `    ${pattern}) _tulving_values=${valuesOf({ values })} ;;`;
}

function valuesOf({ values }: Pick<Place, 'values'>): string {
  return typeof values === 'string' ? `:${values}` : quoteSh(values.join(' '));
}

function namesOf(flags: readonly Flag[]): string {
  return flags.flatMap(({ names }) => names).join(' ');
}
