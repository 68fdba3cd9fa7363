import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { commands } from '../../src/cli/commands.js';
import { knownValues } from '../../src/cli/completion/known.js';
import { ownShell, targetOf } from '../../src/cli/completion/install.js';
import { treeOf } from '../../src/cli/completion/tree.js';
import { settingTable } from '../../src/settings.js';
import { ended, runCli, spawnCli } from '../helpers/cli.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

interface Run {
  /** Holds the script and the file `conversation.json`. */
  folder: string;
  script: string;
  lines: readonly (readonly string[])[];
}

/** Presses Tab at the end of each line, and tells what the shell offers. */
type Driver = (run: Run) => string[][];

const drivers: Readonly<Record<'bash' | 'zsh' | 'fish', Driver>> = {
  bash: ({ folder, script, lines }) => {
    // Bash cuts words at `=`, too.
    const presses = lines.map((words) => {
      const cut = words.flatMap((word) => word.split(/(?<=^--[^=]+)(=)/)).filter((w) => w !== '');
      const all = ['tulving', ...(words.at(-1) === '' ? [...cut, ''] : cut)];
      return `COMP_WORDS=(${all.map(quoted).join(' ')}); COMP_CWORD=${all.length - 1}; _tulving
              printf '%s\\n' "\${COMPREPLY[@]}" ---`;
    });
    return answersOf('bash', ['--norc', '-c', `source ${script}\n${presses.join('\n')}`], folder);
  },
  fish: ({ folder, script, lines }) => {
    const presses = lines.map((words) => `complete -C ${quoted(lineOf(words))}; echo ---`);
    const source = `set -gx PATH ${folder} $PATH; source ${script}\n${presses.join('\n')}`;
    return answersOf('fish', ['--no-config', '-c', source], folder);
  },
  zsh: ({ folder, script, lines }) => {
    const answers = join(folder, '.answers');
    writeFileSync(join(folder, '.inside.zsh'), insideZsh(script, answers));
    const presses = lines.map((words) => `press ${quoted(`${lineOf(words)}\t`)}`);
    const source = `${outsideZsh(join(folder, '.inside.zsh'), answers)}\n${presses.join('\n')}`;
    spawnSync('zsh', ['-f', '-c', source], { cwd: folder, encoding: 'utf8' });
    return split(readFileSync(answers, 'utf8'));
  },
};

function lineOf(words: readonly string[]): string {
  return ['tulving', ...words].join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function answersOf(shell: string, args: string[], cwd: string): string[][] {
  const { stdout, stderr } = spawnSync(shell, args, { cwd, encoding: 'utf8' });
  expect(stderr).toBe('');
  return split(stdout);
}

function split(text: string): string[][] {
  return text
    .split('---\n')
    .slice(0, -1)
    .map((answer) => answer.split('\n').filter((line) => line !== ''));
}

/** A terminal of its own, in which Tab writes what is offered to a file. */
function outsideZsh(inside: string, answers: string): string {
  return `
    zmodload zsh/zpty
    : > ${answers}
    zpty shell zsh -f -i
    zpty -w shell "source ${inside}"
    presses=0
    press() {
      while [[ $(grep -c READY ${answers}.ready 2>/dev/null) -eq 0 ]]; do zpty -r -t shell junk; done
      zpty -w -n shell "$1"
      (( presses += 1 ))
      while [[ $(grep -c -- '^---$' ${answers}) -lt $presses ]]; do zpty -r -t shell junk; done
    }`;
}

function insideZsh(script: string, answers: string): string {
  return `
    autoload -Uz compinit && compinit -D -u
    source ${script}
    zstyle ':completion:*' verbose yes
    compadd() {
      if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
      local -a hits described=()
      local at=\${@[(i)-d]}
      (( at < $# )) && described=("\${(@P)\${@[at+1]}}")
      builtin compadd -A hits -D described "$@"
      local n; for n in {1..$#hits}; do
        [[ -n $hits[n] ]] && print -r -- "$hits[n]"$'\\t'"$described[n]" >> ${answers}
      done
      builtin compadd "$@"
    }
    capture() { zle complete-word; print -- --- >> ${answers}; zle kill-whole-line; zle -I }
    zle -N capture; bindkey '^I' capture
    print READY > ${answers}.ready`;
}

async function scriptOf(shell: string, language = 'en'): Promise<string> {
  const { code, out, err } = await runCli('completion', shell, '--language', language);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

async function press(shell: keyof typeof drivers, lines: readonly string[][], language = 'en') {
  const folder = temporaryDirectory();
  const script = join(folder, '.script');
  writeFileSync(script, await scriptOf(shell, language));
  writeFileSync(join(folder, 'conversation.json'), '[]');
  // Fish asks whether there is such a command.
  writeFileSync(join(folder, 'tulving'), '', { mode: 0o755 });
  return { folder, answers: drivers[shell]({ folder, script, lines }) };
}

/** What is offered, without descriptions and without what was typed before \`=\`. */
function namesIn(answer: readonly string[]): string[] {
  return answer.map((line) => (line.split('\t')[0] ?? '').replace(/^--[^=]+=(?=.)/, '')).toSorted();
}

/** A shell that is missing is told, not passed over. */
function needShell(shell: string, { skip }: TestContext): void {
  skip(spawnSync(shell, ['--version']).error !== undefined, `${shell} is not installed here`);
}

const expected: readonly (readonly [line: string[], offered: string[]])[] = [
  [['sea'], ['search']],
  [
    ['add', '--kind', ''],
    ['fact', 'preference', 'procedure', 'statement', 'summary'],
  ],
  [['add', '--kind=f'], ['fact']],
  [['--data', 'add', 'li'], ['list']],
  [['search', 'add', '--ki'], []],
  [['search', '--expl'], ['--explain']],
  [['jobs', '--run', '--sta'], ['--state']],
  [['jobs', '--state', 'pa'], ['parked']],
  [
    ['list', '--run', 'jobs', '--state', 'a'],
    ['active', 'archived'],
  ],
  [
    ['serve', '--log-level', ''],
    ['debug', 'error', 'info'],
  ],
  [
    ['list', '--language', ''],
    ['en', 'zh'],
  ],
  [
    ['completion', ''],
    ['bash', 'fish', 'powershell', 'zsh'],
  ],
  [['keys', 'ro'], ['rotate']],
  [
    ['eval', ''],
    [
      'beam',
      'factconsolidation',
      'locomo',
      'locomo-observations',
      'longmemeval',
      'personamem',
      'precisionmembench',
      'prefeval',
    ],
  ],
  [['help', 'mer'], ['merge']],
  [['get', '--js'], ['--json']],
];

describe.each(['bash', 'zsh', 'fish'] as const)('completion in %s', (shell) => {
  it('offers commands, options, and values where they are known', async (context) => {
    needShell(shell, context);
    const { answers } = await press(
      shell,
      expected.map(([line]) => line),
    );
    expect(expected.map(([line], at) => [line, namesIn(answers[at] ?? ['no answer'])])).toEqual(
      expected,
    );
  });

  it('offers files where a file is meant', async (context) => {
    needShell(shell, context);
    const lines = [
      ['add', '--messages', 'conv'],
      ['eval', 'locomo', 'conv'],
      ['add', '--kind', 'conv'],
      ['get', 'conv'],
    ];
    const { answers } = await press(shell, lines);
    // Bash looks for files itself where nothing is offered.
    const file = shell === 'bash' ? [] : ['conversation.json'];
    expect(answers.map(namesIn)).toEqual([file, file, [], []]);
  });

  it('runs nothing of what was typed', async (context) => {
    needShell(shell, context);
    const { folder, answers } = await press(shell, [
      ['search', '"$(touch ran)"', '`touch ran`', '--expl'],
      ['search', "'; touch ran; '", '--expl'],
    ]);
    expect(answers.map(namesIn)).toEqual([['--explain'], ['--explain']]);
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  it('loads twice without a word', async (context) => {
    needShell(shell, context);
    const script = join(temporaryDirectory(), 'script');
    writeFileSync(script, await scriptOf(shell));
    const args = { bash: ['--norc'], zsh: ['-f'], fish: ['--no-config'] }[shell];
    const twice = spawnSync(shell, [...args, '-c', `source ${script}; source ${script}`], {
      encoding: 'utf8',
    });
    expect(twice).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });
});

describe.each(['zsh', 'fish'] as const)('descriptions in %s', (shell) => {
  it('are in the language of the help', async (context) => {
    needShell(shell, context);
    const lines = [['lis'], ['search', '--expl']];
    const english = await press(shell, lines, 'en');
    expect(english.answers.map((answer) => answer.join().split('\t')[1])).toEqual([
      expect.stringContaining('List memories, newest first'),
      expect.stringContaining('Show why: what each channel adds'),
    ]);
    const chinese = await press(shell, lines, 'zh');
    expect(chinese.answers.map((answer) => answer.join().split('\t')[1])).toEqual([
      expect.stringContaining('列出记忆，最新的在前'),
      expect.stringContaining('说明理由：每个通道的贡献'),
    ]);
  });
});

/** PowerShell itself is rarely at hand: what must hold of its text. */
describe('the script for PowerShell', () => {
  it.each(['en', 'zh'])('closes every quote and bracket: %s', async (language) => {
    const script = await scriptOf('powershell', language);
    const code = script.replaceAll(/'(?:[^'\u2018-\u201B]|''|[\u2018-\u201B]{2})*'/gu, 's');
    const bare = code.replaceAll(/^\s*#.*$|"[^"\n]*"/gm, '');
    expect(bare).not.toMatch(/['\u2018-\u201B]/u);
    const count = (mark: string) => bare.split(mark).length;
    expect(['{', '(', '['].map(count)).toEqual(['}', ')', ']'].map(count));
  });

  it('knows every command, option and value', async () => {
    const script = await scriptOf('powershell');
    for (const { name, flags } of treeOf(commands, 'en').verbs) {
      expect(script).toContain(`'${name}' =`);
      for (const flag of flags) expect(script).toContain(`'${flag.names[0]}' =`);
    }
    expect(script).toContain("'--kind' = 'statement fact preference procedure summary'");
  });
});

describe('what completion knows', () => {
  const tree = treeOf(commands, 'en');

  it('stands for an option or an argument that there is', () => {
    const places = tree.verbs.flatMap(({ name, flags, places: all }) => [
      ...flags.flatMap(({ names }) => [`${name} ${names[0]}`, names[0]]),
      ...all.map((place) => `${name} ${place.name}`),
    ]);
    const known = new Set([
      ...places,
      ...tree.flags.map(({ names }) => names[0]),
      'completion shell',
    ]);
    expect(Object.keys(knownValues).filter((key) => !known.has(key))).toEqual([]);
  });

  it('is taken by the setting', () => {
    for (const { flag, read } of Object.values(settingTable)) {
      const values = knownValues[flag];
      for (const value of typeof values === 'object' ? values : []) {
        expect(() => read(value), `${flag} ${value}`).not.toThrow();
      }
    }
  });

  it('has no option of a command under the name of one of all', () => {
    const common = new Set(tree.flags.flatMap(({ names }) => names));
    const own = tree.verbs.flatMap(({ flags }) => flags.flatMap(({ names }) => names));
    expect(own.filter((name) => common.has(name))).toEqual([]);
  });
});

describe('tulving completion --install', () => {
  const home = '/home/ada';
  const host = { platform: 'linux', home, environment: {} } as const;

  it('takes the shell that the user logs in with', () => {
    expect(ownShell({ ...host, environment: { SHELL: '/usr/bin/fish' } })).toBe('fish');
    expect(ownShell({ ...host, platform: 'win32' })).toBe('powershell');
    expect(() => ownShell({ ...host, environment: { SHELL: '/bin/tcsh' } })).toThrow(/bash, zsh/);
  });

  it("knows the shell's own folder, or the line for its profile", () => {
    expect(targetOf('fish', host).path).toBe(join(home, '.config/fish/completions/tulving.fish'));
    expect(targetOf('powershell', host)).toEqual({
      line: 'tulving completion powershell | Out-String | Invoke-Expression',
      profile: '$PROFILE',
    });
  });

  it('writes the script, says where, and takes it away with all else', async () => {
    const config = temporaryDirectory();
    const environment = { HOME: config, XDG_CONFIG_HOME: config, XDG_STATE_HOME: config };
    const child = spawnCli(
      ['completion', 'fish', '--install', '--language', 'en', '--json'],
      environment,
    );
    const { code, out } = await ended(child);
    const path = join(config, 'fish', 'completions', 'tulving.fish');
    expect({ code, answer: JSON.parse(out) }).toMatchObject({
      code: 0,
      answer: { path, line: null },
    });
    expect(readFileSync(path, 'utf8')).toBe(await scriptOf('fish'));
    expect(await ended(spawnCli(['uninstall', '--all', '--yes'], environment))).toMatchObject({
      code: 0,
    });
    expect(existsSync(path)).toBe(false);
  });

  it('refuses a shell that it does not know', async () => {
    const { code, err } = await runCli('completion', 'tcsh');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('powershell') });
  });
});
