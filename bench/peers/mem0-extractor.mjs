const NEW = /^## New Messages\n(.*?)\n\n## Observation Date/ms;

/** Plays mem0's extractor: each message is a memory. As a rule of the fake model. */
export function mem0Extractor(prompt) {
  const [, lines] = NEW.exec(prompt) ?? [];
  if (lines === undefined) return undefined;
  const memory = lines.split('\n').map((line, at) => ({
    id: String(at),
    text: line.replace(/^user: /, 'User: '),
    attributed_to: 'user',
  }));
  return JSON.stringify({ memory });
}
