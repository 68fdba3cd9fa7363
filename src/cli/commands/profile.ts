import type { Profile, ProfileRequest } from '../../model/profile.js';
import type { Command } from '../command.js';
import { withMemory } from '../door.js';
import { given, usage } from '../input.js';
import { counted, printable } from '../output.js';

export const profile: Command = {
  name: 'profile',
  summary: {
    en: 'Show what memories tell of a user: a summary, interests, habits, preferences.',
    zh: '显示用户画像：摘要、兴趣、习惯和偏好。',
  },
  scoped: true,
  examples: ['profile', 'profile --user ada --json'],
  async run({ settings, scope, output }) {
    const { user_id: user, cube } = scope;
    if (user === undefined) throw usage('A profile is of one user: name it with --user.');
    const request = { user_id: user, language: settings.language, ...given({ cube }) };
    const result = await withMemory(settings, (memory) =>
      memory.profile(request as ProfileRequest),
    );
    output.answer(result, () => linesOf(result));
  },
};

function linesOf(result: Profile): string[] {
  const { interaction_patterns: patterns, key_interests: interests, preferences } = result;
  const { most_active_hours: hours, conversation_topics: topics } = patterns;
  const row = (name: string, value: string) => printable(`${name.padEnd(15)}${value || 'none'}`);
  return [
    printable(result.summary.text),
    row('memories', String(result.total_memories)),
    row('conversations', String(patterns.total_conversations)),
    row('average length', counted(patterns.average_length, 'character')),
    row('active hours', hours.map(({ hour, turns }) => `${hour}:00 (${turns})`).join(', ')),
    row('interests', interests.map(({ name }) => name).join(', ')),
    row('topics', topics.map(({ name, memories }) => `${name} (${memories})`).join(', ')),
    ...preferences.map(({ text, reason }) =>
      printable(`- ${text}${reason === null ? '' : ` (${reason})`}`),
    ),
  ];
}
