import { useTranslation } from 'react-i18next';
import type { Rule } from 'tulving/client';
import { useKeys } from '@/api/keys';
import { useSession } from '@/api/session';
import { localeOf } from '@/i18n/languages';
import { partsOf } from './rule-draft';

type Said = Pick<Rule, 'subject' | 'object' | 'effect'> & { actions: readonly string[] };

/** What a rule does, as a sentence. Keys are told by their names. */
export function useSentence(): (rule: Said) => string {
  const { t, i18n } = useTranslation();
  const { data: session } = useSession();
  const { data: keys } = useKeys(session?.scopes.includes('admin') === true);
  const list = new Intl.ListFormat(localeOf(i18n.language), { type: 'disjunction' });
  const nameOf = (kind: string, name: string) =>
    kind === 'key' ? (keys?.find(({ id }) => id === name)?.name ?? name) : name;
  return ({ subject, object, effect, actions }) => {
    const who = partsOf(subject);
    const what = partsOf(object);
    return t(`access:sentence.${effect}`, {
      who:
        who.name === '*'
          ? t(`access:each.${who.kind}`)
          : t(`access:who.${who.kind}`, { name: nameOf(who.kind, who.name ?? '') }),
      does: list.format(actions.map((action) => t(`access:does.${action}`))),
      what: t(`access:what.${what.kind}`, { name: what.name }),
    });
  };
}
