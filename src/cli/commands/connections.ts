import type { Command } from '../command.js';
import { clientsOf } from '../door.js';
import { usage } from '../input.js';
import { counted, printable } from '../output.js';

export const connections: Command = {
  name: 'connections',
  summary: {
    en: 'Who has talked to a server in the last five minutes, and whose streams are open.',
    zh: '最近五分钟内与服务器通信的程序，以及仍打开的流。',
  },
  examples: ['connections --url http://127.0.0.1:8858'],
  async run({ settings, output }) {
    const { url } = settings;
    if (url === undefined) throw usage('connections asks a running server: name it with --url.');
    const data = await (await clientsOf(settings, url))().connections();
    output.answer({ data }, () =>
      data.length === 0
        ? ['Nobody is connected.']
        : data.map(({ transport, app, claimed, principal, streams, requests, last_at }) => {
            const parts = [
              transport,
              app === null ? 'no app' : `${app}${claimed === true ? ' (claimed)' : ''}`,
              ...(principal === null ? [] : [`as ${principal}`]),
              counted(requests, 'request'),
              ...(streams === 0 ? [] : [counted(streams, 'stream')]),
              `last ${output.time(last_at)}`,
            ];
            return printable(parts.join(' · '));
          }),
    );
  },
};
