import { quotePowerShell as quote } from './quote.js';
import type { Flag, Place, Tree, Verb } from './tree.js';

/** For Windows PowerShell 5.1 and PowerShell 7. Where it answers nothing, PowerShell looks for files. */
export function powershellScript({ flags, verbs }: Tree): string {
  const whole: Verb = { name: '', help: '', flags, places: [] };
  const all = [whole, ...verbs];
  return `# Completion of tulving for PowerShell; load it with: tulving completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName tulving -ScriptBlock {
  param($current, $line, $cursor)
  # By command, '' being what all take. ':' is a file, or what nobody can guess.
  $verbs = [ordered]@{
${lines(verbs, ({ name, help }) => `    ${quote(name)} = ${quote(help)}`)}
  }
  $options = @{
${lines(all, (verb) => `    ${quote(verb.name)} = [ordered]@{\n${lines(verb.flags, helpsOf)}\n    }`)}
  }
  $values = @{
${lines(all, (verb) => `    ${quote(verb.name)} = @{\n${lines(verb.flags, valuesOf)}\n    }`)}
  }
  $places = @{
${lines(verbs, ({ name, places }) => `    ${quote(name)} = @(${places.map(offered).join(', ')})`)}
  }

  $verb = ''
  $place = 0
  $option = ''
  $takes = $values['']
  foreach ($element in @($line.CommandElements | Select-Object -Skip 1)) {
    if ($current -ne '' -and $element.Extent.EndOffset -ge $cursor) { break }
    $word = "$element"
    if ($option -ne '') {
      $option = ''
    } elseif ($word.StartsWith('-')) {
      if ($takes.ContainsKey($word)) { $option = $word }
    } elseif ($verb -ne '') {
      $place += 1
    } elseif ($verbs.Contains($word)) {
      $verb = $word
      $takes = $values[''] + $values[$verb]
    }
  }

  $before = ''
  $typed = "$current"
  if ($typed -match '^(--[^=]+)=(.*)$' -and $takes.ContainsKey($Matches[1])) {
    $option = $Matches[1]
    $before = "$option="
    $typed = $Matches[2]
  }
  $found = [ordered]@{}
  if ($option -ne '') {
    foreach ($value in @($takes[$option] -split ' ')) { $found[$value] = $value }
  } elseif ($typed.StartsWith('-')) {
    foreach ($group in @($verb, '') | Select-Object -Unique) {
      foreach ($name in $options[$group].Keys) { $found[$name] = $options[$group][$name] }
    }
  } elseif ($verb -eq '') {
    $found = $verbs
  } elseif ($places[$verb].Count -gt 0) {
    # The last may be given again and again.
    $place = [Math]::Min($place, $places[$verb].Count - 1)
    foreach ($value in @($places[$verb][$place] -split ' ')) { $found[$value] = $value }
  }
  foreach ($name in @($found.Keys)) {
    if ($name -eq ':' -or -not $name.StartsWith($typed)) { continue }
    [System.Management.Automation.CompletionResult]::new("$before$name", $name, 'ParameterValue', $found[$name])
  }
}`;
}

function lines<Item>(items: readonly Item[], write: (item: Item) => string): string {
  return items
    .map(write)
    .filter((line) => line !== '')
    .join('\n');
}

function helpsOf({ names, help }: Flag): string {
  return lines(names, (name) => `      ${quote(name)} = ${quote(help)}`);
}

function valuesOf({ names, value }: Flag): string {
  return value ? lines(names, (name) => `      ${quote(name)} = ${offered(value)}`) : '';
}

function offered({ values }: Place): string {
  return quote(typeof values === 'string' ? ':' : values.join(' '));
}
