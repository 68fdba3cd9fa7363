const CENT = 0.01;

/** Fractions of a cent keep two digits: a model is asked for little, often. */
export function dollars(amount: number): string {
  const isSmall = amount > 0 && amount < CENT;
  return amount.toLocaleString('en', {
    style: 'currency',
    currency: 'USD',
    ...(isSmall && { maximumSignificantDigits: 2 }),
  });
}

/** What a language model is to be asked for, in a sentence; where its price is not known, how to tell it. */
export function tellCost(cost: number | null): string {
  if (cost === null) return 'price not known, set TULVING_LLM_PRICE';
  return cost === 0 ? 'at no price' : `for about ${dollars(cost)}`;
}
