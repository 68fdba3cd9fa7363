import type { Client } from '../../install/client.js';

/** Whether somebody is there to answer. Questions go to standard error, so that answers can be piped. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** None when the question was broken off. */
export async function askWhich(clients: readonly Client[]): Promise<Client[]> {
  const { multiselect, isCancel } = await import('@clack/prompts');
  const answer = await multiselect({
    message: 'Into which clients?',
    options: clients.map(({ id, title }) => ({ value: id, label: title })),
    initialValues: clients.map(({ id }) => id),
    required: true,
    output: process.stderr,
  });
  return isCancel(answer) ? [] : clients.filter(({ id }) => answer.includes(id));
}

export async function askWhether(message: string): Promise<boolean> {
  const { confirm } = await import('@clack/prompts');
  const answer = await confirm({ message, initialValue: false, output: process.stderr });
  return answer === true;
}
