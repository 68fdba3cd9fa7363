const cent = 0.01;

/** US dollars as the language writes them; fractions of a cent keep two digits. */
export function dollarsOf(amount: number, language: string): string {
  const isSmall = amount > 0 && amount < cent;
  return amount.toLocaleString(language, {
    style: 'currency',
    currency: 'USD',
    ...(isSmall && { maximumSignificantDigits: 2 }),
  });
}
