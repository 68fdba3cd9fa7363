import type { Command } from '../command.js';
import { bashScript } from './bash.js';
import { fishScript } from './fish.js';
import { powershellScript } from './powershell.js';
import type { Shell } from './shells.js';
import { type Language, type Tree, treeOf } from './tree.js';
import { zshScript } from './zsh.js';

const writers: Readonly<Record<Shell, (tree: Tree) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

/**
 * The whole completion of a shell. It knows all words by itself: no process is started at a press of
 * the key, and nothing that was typed is evaluated.
 */
export function completionScript(
  shell: Shell,
  commands: readonly Command[],
  language: Language,
): string {
  return writers[shell](treeOf(commands, language));
}
