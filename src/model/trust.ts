/**
 * Where words come from, the least trusted first. `outside`: a tool, a file or a web page said it;
 * `agent`: the assistant said or concluded it; `user`: a person said it; `verified`: a person has
 * looked at the memory and agreed.
 */
export const trusts = ['outside', 'agent', 'user', 'verified'] as const;

export type Trust = (typeof trusts)[number];

export function isAtLeast(trust: Trust, least: Trust): boolean {
  return trusts.indexOf(trust) >= trusts.indexOf(least);
}

/** What rests on several sources is trusted as the least of them. */
export function leastOf(all: readonly Trust[]): Trust {
  return trusts.find((trust) => all.includes(trust)) ?? 'user';
}

/** Whether a newer memory may end the validity of an older one. What a person agreed to, that person may change. */
export function maySupersede(newer: Trust, older: Trust): boolean {
  return newer === 'user' || isAtLeast(newer, older);
}
