import { describe, expect, it } from 'vitest';
import { findSecrets, redactText, redactValue } from './redact.js';
import { secretPatterns } from './secret-patterns.js';
import { looksSecret } from './secret-values.js';

/** Examples are put together here, so that no scanner takes this file for a leak. */
const join = (...parts: string[]): string => parts.join('');
const HEX = '0123456789abcdef';
const MIXED = 'aB3dE5gH7jK9mN1pQrS2tUvW4xYz6';
const of = (alphabet: string, length: number): string =>
  alphabet.repeat(Math.ceil(length / alphabet.length)).slice(0, length);
const hex = (length: number): string => of(HEX, length);
const mixed = (length: number): string => of(MIXED, length);
const upper = (length: number): string => of('ABCD2EFG3HIJ4KLM', length);
const pem = (label: string, body: string, end = true): string =>
  join(
    '-----',
    'BEGIN ',
    label,
    '-----\n',
    body,
    end ? join('\n-----', 'END ', label, '-----') : '',
  );
const keyLines = [mixed(64), mixed(64), `${mixed(20)}==`].join('\n');

interface Example {
  secret: string;
  before?: string;
  after?: string;
}
const plain = (...secrets: string[]): Example[] => secrets.map((secret) => ({ secret }));
const inside = (before: string, secret: string, after = ''): Example => ({ before, secret, after });

const jwtPart = (name: string): string => join('ey', 'J', mixed(24), name);
const password = join('Tr0ub', '4dor&3');

const examples: Readonly<Record<string, readonly Example[]>> = {
  private_key: plain(
    pem('PRIVATE KEY', keyLines),
    pem('RSA PRIVATE KEY', keyLines),
    pem('OPENSSH PRIVATE KEY', keyLines.replaceAll('\n', '\\n')),
    pem('PGP PRIVATE KEY BLOCK', `Version: 1\n\n${keyLines}`),
    pem('PRIVATE KEY', keyLines, false),
    pem('RSA PRIVATE KEY', `Proc-Type: 4,ENCRYPTED\n\n${keyLines}`, false),
  ),
  tulving_key: plain(join('tlv', '_', of('a1b2c3', 12), '_', mixed(32))),
  github_fine_grained_token: plain(join('github', '_pat_', mixed(22), '_', mixed(59))),
  github_token: plain(...['p', 'o', 'u', 's', 'r'].map((kind) => join('gh', kind, '_', mixed(36)))),
  gitlab_token: plain(
    ...['pat', 'dt', 'rt', 'agent'].map((kind) => join('gl', kind, '-', mixed(20))),
    join('gl', 'pat-', mixed(27), '.01.', '0a1b2c3d4'),
  ),
  aws_access_key_id: plain(join('AK', 'IA', upper(16)), join('AS', 'IA', upper(16))),
  aws_secret_access_key: [
    inside('aws_secret_access_key = ', mixed(40)),
    inside('"SecretAccessKey": "', `${mixed(38)}/+`, '"'),
    inside('AWS_SECRET_ACCESS_KEY=', mixed(40)),
  ],
  google_oauth_client_secret: plain(join('GOC', 'SPX-', mixed(28))),
  google_api_key: plain(join('AI', 'za', mixed(35))),
  anthropic_api_key: plain(join('sk-', 'ant-', 'api03-', mixed(93), 'AA')),
  openrouter_api_key: plain(join('sk-', 'or-', 'v1-', hex(64))),
  openai_api_key: plain(
    join('sk-', mixed(48)),
    join('sk-', 'proj-', mixed(60), '_', mixed(40)),
    join('sk-', 'svcacct-', mixed(60)),
  ),
  groq_api_key: plain(join('gs', 'k_', mixed(52))),
  huggingface_token: plain(join('h', 'f_', mixed(34)), join('api', '_org_', mixed(34))),
  slack_webhook: [
    inside(
      'https://hooks.slack.com/services/',
      join('T', upper(8), '/B', upper(8), '/', mixed(24)),
    ),
  ],
  slack_token: plain(
    join('xo', 'xb-', '123456789012-', '123456789012-', mixed(24)),
    join('xa', 'pp-', '1-A012345-', '123456789-', hex(32)),
  ),
  discord_webhook: [
    inside('https://discord.com/api/webhooks/123456789012345678/', mixed(68)),
    inside('https://discordapp.com/api/v10/webhooks/123456789012345678/', mixed(68)),
  ],
  discord_token: plain(join('MT', mixed(22), '.', mixed(6), '.', mixed(38))),
  telegram_bot_token: [
    ...plain(join('123456789', ':', 'AA', mixed(33))),
    inside('https://api.telegram.org/bot', join('123456789', ':', 'AA', mixed(33)), '/getMe'),
  ],
  stripe_key: plain(
    join('sk', '_live_', mixed(24)),
    join('rk', '_test_', mixed(24)),
    join('wh', 'sec_', mixed(32)),
  ),
  square_token: plain(join('sq0', 'atp-', mixed(22)), join('EA', 'AA', mixed(60))),
  shopify_token: plain(...['at', 'ca', 'pa', 'ss'].map((kind) => join('shp', kind, '_', hex(32)))),
  twilio_key: plain(join('S', 'K', hex(32))),
  sendgrid_key: plain(join('S', 'G.', mixed(22), '.', mixed(43))),
  mailgun_key: plain(join('ke', 'y-', hex(32)), join(hex(32), '-', hex(8), '-', hex(8))),
  npm_token: plain(join('np', 'm_', mixed(36))),
  pypi_token: plain(join('py', 'pi-', 'AgE', mixed(80))),
  docker_token: plain(join('dck', 'r_pat_', mixed(27)), join('dck', 'r_oat_', mixed(32))),
  digitalocean_token: plain(join('do', 'p_v1_', hex(64))),
  databricks_token: plain(join('da', 'pi', hex(32)), join('da', 'pi', hex(32), '-2')),
  vault_token: plain(join('hv', 's.', mixed(92)), join('s', '.', mixed(24))),
  alibaba_access_key_id: plain(join('LT', 'AI', mixed(20))),
  azure_storage_key: [
    inside(
      'AccountName=mia;AccountKey=',
      join(mixed(86), '=='),
      ';EndpointSuffix=core.windows.net',
    ),
    inside('SharedAccessKey=', join(mixed(43), '=')),
  ],
  atlassian_token: plain(join('ATA', 'TT3', mixed(180), '=', hex(8))),
  notion_token: plain(join('nt', 'n_', mixed(46)), join('sec', 'ret_', mixed(43))),
  age_secret_key: plain(join('AGE-SECRET', '-KEY-1', of('QPZRY9X8GF2TVDW0', 58))),
  json_web_token: plain(
    join(jwtPart('h'), '.', jwtPart('b'), '.', mixed(43)),
    join(jwtPart('h'), '.', jwtPart('b'), '.'),
    join(jwtPart('h'), '.', mixed(40), '.', mixed(16), '.', mixed(80), '.', mixed(22)),
  ),
  url_credentials: [
    inside('postgres://mia:', 'hunter2', '@localhost:5432/db'),
    inside('https://mia:', 'p@ss#w:rd', '@example.com/'),
    inside('redis://:', 'verysecret', '@[::1]:6379'),
  ],
  authorization_header: [
    inside('Authorization: Bearer ', mixed(30)),
    inside('"authorization": "Basic ', join('bWlh', 'Omh1bnRlcjI='), '"'),
    inside("curl -H 'Authorization: token ", hex(40), "'"),
  ],
  generic_secret: [
    inside('password = "', password, '"'),
    inside('password: ', password),
    inside('DB_PASSWORD=', 'hunter2hunter2', '\nDB_HOST=localhost'),
    inside("'api_key' => '", mixed(20), "'"),
    inside('{"apiKey":"', mixed(20), '","id":1}'),
    inside('{\\"client_secret\\":\\"', mixed(20), '\\"}'),
    inside('https://example.com/?token=', mixed(20), '&page=2'),
    inside('Server=db;User=mia;Password=', password, ';Database=x'),
    inside('mysql --user mia --password ', 'hunter2hunter2', ' db'),
    inside('<password>', 'hunter2hunter2', '</password>'),
    inside('my wifi password is ', password, ', she said'),
    inside('Passphrase:\n', 'CorrectHorseBatteryStaple'),
    inside('const token = ', 'qzxvbnmkwjrtplsd', ';'),
    inside('SECRET_KEY_BASE=', hex(128)),
    inside('密码是', password, '，请记住'),
    inside('数据库密码：', 'hunter2024'),
    inside('密钥: ', mixed(24), '。'),
    inside('登录口令为“', 'hunter2024', '”'),
  ],
};

const cases = Object.entries(examples).flatMap(([name, list]) =>
  list.map(({ before = '', secret, after = '' }) => ({ name, before, secret, after })),
);

/** They look a little like secrets, and must stay. */
const nearMisses: readonly string[] = [
  'my password is hard to remember',
  'The password is complicated; the secret is out-of-the-box thinking.',
  'I forgot my password: again.',
  'She told me a secret: her mother-in-law, unbelievably, is retiring.',
  'the token economy, token: economics',
  'Each token is base64-encoded.',
  'secret: internationalization',
  'The secret: self-discipline.',
  'commit 9fceb02d0ae598e95dc970b74767f19372d61af8 fixed it',
  '550e8400-e29b-41d4-a716-446655440000',
  '![a chart](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ)',
  'The alt text says: iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ',
  'ISBN 978-3-16-148410-0',
  'Call +49 170 1234567 or 13800138000.',
  '我的密码很难记，我总是忘记。密钥管理：请参考公司的安全手册。口令是什么？',
  '密码是我的生日。',
  'Colours #ff8800 and #a1b2c3d4',
  'password=<password>',
  'password = "<your-password>"',
  'password: "peanuts", next',
  'a group (?<secret>[a-z]{8,20})',
  'password: xxxxxxxxxxxx',
  'password: ************',
  'password=changeme, password=change-me-123',
  'password: ${DB_PASSWORD}',
  'password: {{ vault.password }}',
  'export TOKEN=$GITHUB_TOKEN',
  'const token = process.env.MY_TOKEN_2;',
  'token = os.environ["API_TOKEN"]',
  'const secret = await readSecret();',
  'apiKey: config.services.billing.apiKey',
  'api_key=your-api-key-1',
  'API_KEY=\nDB_PASSWORD=\nDB_HOST=localhost1\n',
  'token:\n  expiresIn2h: true',
  'password: string | undefined; token: string|null',
  'password: https://vault.example.com/items/42',
  'secret from mia.lopez@example.com; token: mia.lopez2@example.com',
  'max_tokens: 4096, total_tokens=128000',
  'token_type=refresh2day',
  'password reset at 12:30, token expires 2024-05-01',
  'task-force, risk-averse, desk-bound-and-everything-else-that-is-long',
  'sk-learn and xoxo-xoxo-xoxo',
  'https://example.com/path?q=a:b@c',
  'http://localhost:8080/a@b and http://host:80?mail=a@b.com',
  'https://user@example.com/ and ssh git@github.com:owner/repo.git',
  'https://mia:${TOKEN}@example.com/ and https://mia:****@example.com',
  'mia@example.com, at 12:30, 16:9',
  'Authorization: Bearer <token>, Authorization: Bearer YOUR_TOKEN',
  'authorization: basic understanding',
  'The header says -----BEGIN PUBLIC KEY----- and -----BEGIN PRIVATE KEY----- starts a key.',
  'eyJhbGciOiJIUzI1NiJ9 alone is a header',
  'com.example.internal.AbstractFactoryBean',
  'ghp_short, AKIASHORT, hf_hub, npm_config_registry, SG.1.2',
  'The pass = the mountain road over the ridge.',
];

/** The same numbers on every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

describe('ingest/redact: secrets (T8)', () => {
  it('has an example and a source for every kind, and one row for each (T8)', () => {
    const names = secretPatterns.map(({ name }) => name);
    expect(Object.keys(examples).toSorted()).toEqual(names.toSorted());
    expect(new Set(names).size).toBe(names.length);
    for (const { name, source, pattern, hints } of secretPatterns) {
      expect(examples[name]?.length).toBeGreaterThan(0);
      expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(source).toMatch(name === 'tulving_key' ? /^docs\// : /^https:\/\//);
      expect(pattern.global).toBe(true);
      expect(hints.length).toBeGreaterThan(0);
      if (pattern.ignoreCase) expect(hints).toEqual(hints.map((hint) => hint.toLowerCase()));
    }
  });

  it.each(cases)('$name goes, and what is around it stays: $before… (T8)', (example) => {
    const { name, before, secret, after } = example;
    const text = `Note: ${before}${secret}${after}`;
    const { text: redacted, found } = redactText(text);
    expect(redacted).toBe(`Note: ${before}[REDACTED:${name}]${after}`);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([secret]);
  });

  it.each(cases)('$name goes between brackets and ends of lines: $before… (T8)', (example) => {
    const { name, before, secret, after } = example;
    const { text: redacted } = redactText(`a\n(${before}${secret}${after})\nb`);
    expect(redacted).not.toContain(secret);
    expect(redacted).toContain(`[REDACTED:${name}]`);
  });

  it.each(nearMisses)('%j stays (T8)', (text) => {
    expect(redactText(text)).toEqual({ text, found: [] });
  });

  it('gives spans of the original in UTF-16 units, among emoji and Chinese (T8)', () => {
    const token = join('gh', 'p_', mixed(36));
    const text = `👩‍💻 我的令牌 ${token} 🎉，密码是${password}。`;
    const found = findSecrets(text);
    expect(found.map(({ name }) => name)).toEqual(['github_token', 'generic_secret']);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([token, password]);
    expect(redactText(text).text).toBe(
      '👩‍💻 我的令牌 [REDACTED:github_token] 🎉，密码是[REDACTED:generic_secret]。',
    );
  });

  it('names the more specific kind and leaves no end behind where two overlap (T8)', () => {
    const token = join('gh', 'p_', mixed(36));
    expect(redactText(`token=${token}`).text).toBe('token=[REDACTED:github_token]');
    expect(redactText(`Authorization: Bearer ${token}`).text).toBe(
      'Authorization: Bearer [REDACTED:github_token]',
    );
    expect(redactText(`password="${token}!tail"`).text).toBe('password="[REDACTED:github_token]"');
    expect(redactText(pem('PRIVATE KEY', `${token}\n${mixed(64)}`)).text).toBe(
      '[REDACTED:private_key]',
    );
  });

  it('finds what an address that was no secret holds (T8)', () => {
    expect(redactText('token=https://example.com/?token=hunter2024').text).toBe(
      'token=https://example.com/?token=[REDACTED:generic_secret]',
    );
  });

  it('finds no mark again, whatever stands around it (T8)', () => {
    for (const { name } of secretPatterns) {
      for (const text of [
        `[REDACTED:${name}]`,
        `password=[REDACTED:${name}]`,
        `"token": "[REDACTED:${name}]"`,
        `Authorization: Bearer [REDACTED:${name}]`,
        `https://mia:[REDACTED:${name}]@example.com`,
      ]) {
        expect(redactText(text)).toEqual({ text, found: [] });
      }
    }
  });

  it('redacts a second time to the same text, however secrets are strung together (T8)', () => {
    const next = random(8);
    const glue = ['', '', ' ', '\n', '"', "'", '=', ':', '/', '@', '-', '.', '&', '，', '😀'];
    const pieces = [
      ...cases.map(({ before, secret, after }) => `${before}${secret}${after}`),
      ...cases.map(({ secret }) => secret),
      ...cases.map(({ before }) => before),
      ...nearMisses,
      '[REDACTED:github_token]',
      'password=',
      'token is ',
      '--secret ',
      '://a:',
    ];
    for (let round = 0; round < 2000; round++) {
      const text = Array.from(
        { length: 1 + next(6) },
        () => `${pieces[next(pieces.length)]}${glue[next(glue.length)]}`,
      ).join('');
      const once = redactText(text).text;
      expect(redactText(once)).toEqual({ text: once, found: [] });
    }
  });

  it('gives ascending spans that do not overlap (T8)', () => {
    const next = random(9);
    for (let round = 0; round < 300; round++) {
      const text = Array.from({ length: 8 }, () => {
        const example = cases[next(cases.length)];
        return `${example?.before}${example?.secret}${example?.after} `;
      }).join('');
      const found = findSecrets(text);
      expect(found.length).toBeGreaterThan(0);
      found.forEach(({ start, end }, index) => {
        expect(start).toBeGreaterThanOrEqual(found[index - 1]?.end ?? 0);
        expect(end).toBeGreaterThan(start);
      });
    }
  });
});

describe('ingest/redact: values (T8)', () => {
  const token = join('gh', 'p_', mixed(36));

  it('redacts strings and keys at any place of a JSON value (T8)', () => {
    const { value, found } = redactValue({
      note: `use ${token}`,
      list: [1, null, true, { deep: [`${token} and ${token}`] }],
      [token]: 'a key that is a secret',
    });
    expect(value).toEqual({
      note: 'use [REDACTED:github_token]',
      list: [1, null, true, { deep: ['[REDACTED:github_token] and [REDACTED:github_token]'] }],
      '[REDACTED:github_token]': 'a key that is a secret',
    });
    expect(found).toEqual(Array.from({ length: 4 }, () => 'github_token'));
  });

  it.each(['password', 'api_key', 'apiKey', 'x-api-key', 'clientSecret', 'accessToken', '密码'])(
    'takes the whole value of %s (T8)',
    (key) => {
      expect(redactValue({ [key]: password })).toEqual({
        value: { [key]: '[REDACTED:generic_secret]' },
        found: ['generic_secret'],
      });
    },
  );

  it('takes the whole value of authorization, with its scheme (T8)', () => {
    expect(redactValue({ headers: { Authorization: `Bearer ${mixed(30)}` } }).value).toEqual({
      headers: { Authorization: '[REDACTED:generic_secret]' },
    });
  });

  it('names the specific kind where it is the whole value (T8)', () => {
    expect(redactValue({ token })).toEqual({
      value: { token: '[REDACTED:github_token]' },
      found: ['github_token'],
    });
  });

  it.each([
    { password: 'hard to remember' },
    { password: '<password>' },
    { password: '${DB_PASSWORD}' },
    { token: 'short' },
    { token_type: 'bearer2day' },
    { max_tokens: '128000k-limit' },
    { secret: '下周三给妈妈过生日，不要告诉她2次' },
    { password: 12_345_678, token: null, secret: ['a', 'b'] },
    { keyboard: 'a1b2c3d4e5', secretary: 'Mia-Lopez-2' },
  ])('%j comes back itself (T8)', (value) => {
    const redacted = redactValue(value);
    expect(redacted.value).toBe(value);
    expect(redacted.found).toEqual([]);
  });

  it('changes nothing a second time and leaves what it was given alone (T8)', () => {
    const given = { a: { password, b: [`key ${token}`] }, [token]: 1, Authorization: token };
    const before = structuredClone(given);
    const { value } = redactValue(given);
    expect(given).toEqual(before);
    expect(redactValue(value)).toEqual({ value, found: [] });
    expect(redactValue(value).value).toBe(value);
  });

  it('loses no entry where two keys are secrets of one kind (T8)', () => {
    const other = join('gh', 'o_', mixed(36));
    const { value } = redactValue<Record<string, number>>({ [token]: 1, [other]: 2 });
    expect(Object.values(value)).toEqual([1, 2]);
  });

  it('keeps a key called __proto__ a key (T8)', () => {
    const given: unknown = JSON.parse(`{"__proto__":{"x":1},"password":"${password}"}`);
    expect(JSON.stringify(redactValue(given).value)).toBe(
      '{"__proto__":{"x":1},"password":"[REDACTED:generic_secret]"}',
    );
  });

  it('reaches 32 levels down (T8)', () => {
    let given: unknown = token;
    for (let level = 0; level < 32; level++) given = level % 2 === 0 ? [given] : { level: given };
    expect(JSON.stringify(redactValue(given).value)).toContain('[REDACTED:github_token]');
  });
});

describe('ingest/secret-patterns: what looks like a secret (T8)', () => {
  it.each([password, 'hunter2024', 'p@ssword', 'qzxvbnmkwjrtplsd', 'Müller2024', 'a'.repeat(201)])(
    '%j does (T8)',
    (value) => expect(looksSecret(value)).toBe(true),
  );

  it.each(['short1!', 'administrator', 'two words 2', '12345678', 'xxxxxxxx', 'your-api-key'])(
    '%j does not (T8)',
    (value) => expect(looksSecret(value)).toBe(false),
  );
});
