import { createClient } from '../../../dist/client/index.js';

const user_id = 'ada';
const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString();

const notes = [
  {
    text: 'My sister Mia lives in Lisbon.',
    kind: 'fact',
    categories: ['family'],
    app_id: 'claude',
    ago: 27,
  },
  {
    text: 'I prefer window seats on long flights, and aisle seats on short ones.',
    kind: 'preference',
    categories: ['travel'],
    tags: ['flights'],
    app_id: 'claude',
    ago: 22,
  },
  {
    text: 'Allergic to hazelnuts; the adrenaline pen is in the blue bag.',
    kind: 'fact',
    categories: ['health'],
    app_id: 'cursor',
    ago: 18,
  },
  {
    text: 'To deploy the site: run the checks, tag the release, then push the tag.',
    kind: 'procedure',
    categories: ['work'],
    tags: ['deploy', 'release'],
    app_id: 'cursor',
    ago: 15,
  },
  {
    text: 'Tabs are four spaces wide in the Go services, two in TypeScript.',
    kind: 'preference',
    categories: ['work'],
    tags: ['style'],
    app_id: 'cursor',
    ago: 14,
  },
  {
    text: 'Tokyo from 3 to 17 April, in a hotel near Ueno station.',
    kind: 'fact',
    categories: ['travel'],
    tags: ['japan'],
    app_id: 'chatgpt',
    ago: 10,
  },
  {
    text: 'Learning to play the cello; lesson every Thursday at six.',
    categories: ['hobbies'],
    tags: ['music'],
    app_id: 'claude',
    ago: 8,
  },
  {
    text: 'Ben owns the invoices table of the billing service.',
    kind: 'fact',
    categories: ['work'],
    user_id: 'ben',
    app_id: 'cursor',
    ago: 7,
  },
  {
    text: 'Prefers short answers with a code sample first.',
    kind: 'preference',
    user_id: 'ben',
    app_id: 'chatgpt',
    ago: 5,
  },
  {
    text: '我妹妹住在里斯本，喜欢海边的小咖啡馆。',
    categories: ['family'],
    app_id: 'claude',
    ago: 4,
  },
  {
    text: 'The dentist moved to the second floor.',
    categories: ['health'],
    app_id: 'claude',
    ago: 3,
  },
];

const talk = [
  ['user', 'Where should we stay when we visit Mia?'],
  ['assistant', 'Alfama is quiet and close to her flat. Shall I note that you like quiet streets?'],
  ['user', 'Yes please. We want a quiet street, a balcony, and no hazelnuts at breakfast.'],
  ['assistant', 'Noted: quiet street, balcony, and the hazelnut allergy for the hotel.'],
  ['user', 'We booked the small hotel behind the cathedral for the first week of June.'],
];

/** Memories that show what a page can do. @returns the ids that tests need */
export async function addExamples(baseUrl) {
  const client = createClient({ baseUrl, app: 'tests' });
  const ids = new Map();
  for (const { ago, ...note } of notes) {
    const { memories } = await client.add({ user_id, occurred_at: day(ago), ...note });
    ids.set(note.text, memories[0].id);
  }
  const messages = talk.map(([role, content], at) => ({
    role,
    content,
    occurred_at: day(9 - at / 100),
  }));
  await client.add({ user_id, app_id: 'claude', run_id: 'chat-17', messages });
  const sister = ids.get(notes[0].text);
  await client.update(sister, { text: 'My sister Mia lives in Lisbon, in Alfama.' });
  const cello = { user_id, app_id: 'claude', categories: ['hobbies'], occurred_at: day(1) };
  await client.add({
    ...cello,
    text: 'The cello lesson moved to Tuesdays at five.',
    supersedes: [ids.get(notes[6].text)],
  });
  await client.update(ids.get(notes[10].text), { state: 'archived' });
  // Leads to a job that waits until it can no longer be restored.
  const deleted = ids.get(notes[8].text);
  await client.delete(deleted);
  await client.search({ user_id, query: 'Where does my sister live?' });
  return { sister, deleted };
}

/** Narrow ones, as programs have them. */
export async function addKeys(baseUrl, apiKey) {
  const { keys } = createClient({ baseUrl, apiKey });
  const expires_at = day(-90);
  await keys.create({ name: 'Claude on the laptop', user_id, app_id: 'claude' });
  await keys.create({ name: 'Reports', scopes: ['read'], cubes: ['shared', 'work'], expires_at });
}

const users = ['ada', 'ben', 'chen', 'dora', 'eli'];
const turns = 50;

/** As many memories as asked for, in conversations, forty requests at a time. */
export async function addMany(baseUrl, count) {
  const client = createClient({ baseUrl, app: 'tests', timeout: 120_000 });
  let next = 0;
  async function work() {
    while (next < count) {
      const first = next;
      next += turns;
      const user = users[(first / turns) % users.length];
      const messages = Array.from({ length: turns }, (_, at) => ({
        role: at % 2 === 0 ? 'user' : 'assistant',
        content: `${user} noted measure ${first + at} of the harbour log, page ${(first + at) % 97}.`,
      }));
      await client.add({ user_id: user, run_id: `talk-${first}`, messages });
    }
  }
  await Promise.all(Array.from({ length: 40 }, work));
}
