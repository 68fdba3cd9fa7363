/** Those with most memories are named; of the others it shows that there are some. */
export function listed(named: readonly { name: string }[], count: number): string {
  const names = named.map(({ name }) => name);
  return [...names, ...(count > names.length ? ['…'] : [])].join(', ');
}
