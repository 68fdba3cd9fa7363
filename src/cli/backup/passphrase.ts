import { canAsk } from '../install/prompt.js';
import { usage } from '../input.js';

/** Of the settings, else of who sits there; never of a command line, which others may see. */
export async function newPassphrase(
  known: string | undefined,
  what = 'the backup',
): Promise<string> {
  if (known !== undefined) return known;
  const first = await ask(`Passphrase for ${what}`);
  if (first !== (await ask('The same again'))) throw usage('The two are not the same.');
  return first;
}

/**
 * Asked for only where the file needs one.
 *
 * @throws TulvingError not_found
 */
export async function passphraseFor(
  file: string,
  known: string | undefined,
): Promise<string | undefined> {
  if (known !== undefined || !canAsk()) return known;
  const { beginsSealed, refuseMissing } = await import('../../backup/read-archive.js');
  await refuseMissing(file);
  return (await beginsSealed(file)) ? ask('Passphrase of the backup') : undefined;
}

export function passphraseOfFile(file: string): Promise<string> {
  return ask(`Passphrase of ${file}`);
}

async function ask(message: string): Promise<string> {
  if (!canAsk()) {
    throw usage('There is no passphrase: set TULVING_BACKUP_PASSPHRASE.');
  }
  const { password, isCancel } = await import('@clack/prompts');
  const answer = await password({ message, output: process.stderr });
  if (isCancel(answer) || answer === undefined || answer === '') {
    throw usage('No passphrase was given.');
  }
  return answer;
}
