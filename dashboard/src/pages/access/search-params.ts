import type { ListAccessRequest } from 'tulving/client';

export const accessTabs = ['rules', 'view', 'log'] as const;
export type AccessTab = (typeof accessTabs)[number];

/** What the address of the page holds. */
export interface AccessSearch {
  tab?: AccessTab;
  /** As whom memories are looked at: `app:cursor`. */
  as?: string;
  app?: string;
  user?: string;
  kind?: string;
  query?: string;
  from?: string;
  to?: string;
  /** Also what dashboards have read. */
  own?: boolean;
}

const texts = ['as', 'app', 'user', 'kind', 'query', 'from', 'to'] as const;

export function readAccessSearch(raw: Record<string, unknown>): AccessSearch {
  const { tab, own } = raw;
  return {
    ...(accessTabs.some((one) => one === tab) && tab !== 'rules' && { tab: tab as AccessTab }),
    ...Object.fromEntries(
      texts.flatMap((name) => {
        const value = raw[name];
        const isText = (typeof value === 'string' && value !== '') || typeof value === 'number';
        return isText ? [[name, String(value)]] : [];
      }),
    ),
    ...(own === true && { own }),
  };
}

export function logRequestOf(search: AccessSearch): ListAccessRequest {
  const { app, user, kind, query, from, to } = search;
  return {
    ...(app !== undefined && { app }),
    ...(user !== undefined && { user }),
    ...(kind !== undefined && { kind }),
    ...(query !== undefined && { query }),
    ...(from !== undefined && { from: midnight(from, 0) }),
    // The last day is a part of it.
    ...(to !== undefined && { to: midnight(to, 1) }),
  };
}

/** A day as the person's clock has it; what is no day is left to the server to refuse. */
function midnight(day: string, later: number): string {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (year === undefined) return day;
  return new Date(Number(year), Number(month) - 1, Number(date) + later).toISOString();
}
