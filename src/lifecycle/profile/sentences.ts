import type { Profile } from '../../model/profile.js';

type Sentence = Profile['summary']['sentences'][number];
type Facts = Pick<Profile, 'total_memories' | 'key_interests' | 'preferences'>;

const texts = {
  en: {
    nothing: 'New user: there is too little yet to tell of.',
    interests: (names: string) => `Often tells of ${names}.`,
    list: ', ',
  },
  zh: {
    nothing: '新用户，暂无足够数据生成画像',
    interests: (names: string) => `常提到：${names}。`,
    list: '、',
  },
} as const;

/** Preferences that a summary repeats. */
const MOST_PREFERENCES = 3;

/** A summary that no model has written: what is counted, and preferences in their own words. */
export function statisticalSummary(
  { key_interests: interests, preferences }: Facts,
  language: keyof typeof texts,
): { text: string; sentences: Sentence[] } {
  const words = texts[language];
  const sentences: Sentence[] = [];
  if (interests.length > 0) {
    const names = interests.map(({ name }) => name).join(words.list);
    const cites = [...new Set(interests.flatMap((interest) => interest.cites))];
    sentences.push({ text: words.interests(names), cites });
  }
  for (const { memory_id: id, text } of preferences.slice(0, MOST_PREFERENCES)) {
    sentences.push({ text, cites: [id] });
  }
  if (sentences.length === 0) return { text: words.nothing, sentences };
  return { text: joined(sentences), sentences };
}

export function joined(sentences: readonly Sentence[]): string {
  return sentences.map(({ text }) => text).join(' ');
}
