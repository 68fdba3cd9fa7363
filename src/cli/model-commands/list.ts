import type { Price } from '../../model/price.js';
import { parseModelName, type Provider, providers } from '../../model/providers.js';
import { type ListPrice, listPrice } from '../../model/list-prices.js';
import type { Settings } from '../../settings.js';
import type { Call } from '../command.js';
import { dollars } from '../dollars.js';

const uses = { text: 'llm', embed: 'embedder', rerank: 'reranker' } as const;

/** What is configured, and who is known to run models. */
export async function listModels({ settings, output }: Call): Promise<void> {
  const { llm = null, embedder = 'builtin', reranker = null } = settings;
  const configured = { llm, embedder, reranker };
  const price = llm === null ? null : priceOf(llm, settings);
  const known = Object.entries(providers).map(([id, row]) => {
    const { name, url, keys, ...does }: Provider = row;
    const kinds = Object.entries(uses).flatMap(([use, kind]) =>
      does[use as keyof typeof uses] === undefined ? [] : [kind],
    );
    return { id, name, url: url ?? null, keys, uses: kinds };
  });
  const widest = Math.max(...known.map(({ url }) => url?.length ?? 0));
  output.answer({ configured, price, providers: known }, () => [
    ...Object.entries(configured).map(([kind, name]) => `${kind.padEnd(10)}${name ?? 'none'}`),
    ...(llm === null ? [] : [`${'price'.padEnd(10)}${tellPrice(price)}`]),
    '',
    ...known.map(({ id, url, keys, uses: kinds }) =>
      [id.padEnd(14), kinds.join(', ').padEnd(26), (url ?? '').padEnd(widest + 1), keys[0] ?? '']
        .join(' ')
        .trimEnd(),
    ),
  ]);
}

type Told = ListPrice | Price | null;

function priceOf(llm: string, { llmPrice }: Pick<Settings, 'llmPrice'>): Told {
  return llmPrice ?? listPrice(parseModelName(llm, 'text')) ?? null;
}

function tellPrice(price: Told): string {
  if (price === null) return 'not known, set TULVING_LLM_PRICE';
  const told = `${dollars(price.input)} in and ${dollars(price.output)} out for a million tokens`;
  return 'source' in price ? `${told}, as listed on ${price.read} at ${price.source}` : told;
}
