import { type Provider, providers } from '../../model/providers.js';
import type { Call } from '../command.js';

const uses = { text: 'llm', embed: 'embedder', rerank: 'reranker' } as const;

/** What is configured, and who is known to run models. */
export async function listModels({ settings, output }: Call): Promise<void> {
  const { llm = null, embedder = 'builtin', reranker = null } = settings;
  const configured = { llm, embedder, reranker };
  const known = Object.entries(providers).map(([id, row]) => {
    const { name, url, keys, ...does }: Provider = row;
    const kinds = Object.entries(uses).flatMap(([use, kind]) =>
      does[use as keyof typeof uses] === undefined ? [] : [kind],
    );
    return { id, name, url: url ?? null, keys, uses: kinds };
  });
  const widest = Math.max(...known.map(({ url }) => url?.length ?? 0));
  output.answer({ configured, providers: known }, () => [
    ...Object.entries(configured).map(([kind, name]) => `${kind.padEnd(10)}${name ?? 'none'}`),
    '',
    ...known.map(({ id, url, keys, uses: kinds }) =>
      [id.padEnd(14), kinds.join(', ').padEnd(26), (url ?? '').padEnd(widest + 1), keys[0] ?? '']
        .join(' ')
        .trimEnd(),
    ),
  ]);
}
