import { createHash } from 'node:crypto';

/** What a model is told. `{name}` in `text` is where a field goes. */
export interface Prompt<Field extends string = string> {
  name: string;
  system: string;
  text: string;
  fields: readonly Field[];
  /** The most tokens that the answer may have. */
  maxTokens: number;
}

/** Fields are put in at once, so that braces in them stay what they are. */
export function fill<Field extends string>(
  { text, fields }: Prompt<Field>,
  values: Readonly<Record<Field, string>>,
): string {
  return text.replaceAll(/\{(\w+)\}/g, (braces, name: string) => {
    const field = fields.find((one) => one === name);
    return field === undefined ? braces : values[field];
  });
}

/** Of prompts with the same digest the models were told the same. */
export function digestOf(prompts: readonly Prompt[]): string {
  const told = prompts.map(({ name, system, text, maxTokens }) => [name, system, text, maxTokens]);
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}
