/**
 * What happens to personal data in what is to be kept. `mark`: the memory gets tags such as `personal:iban`;
 * `quarantine`: it waits for a person; `redact`: a mark stands in its place before anything is kept.
 */
export const personalPolicies = ['keep', 'mark', 'quarantine', 'redact'] as const;

export type PersonalPolicy = (typeof personalPolicies)[number];
