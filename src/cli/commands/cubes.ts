import type { CubeSettings, CubeSettingsPatch } from '../../model/cube-settings.js';
import type { Call, Command } from '../command.js';
import { withMemory } from '../door.js';
import { parseJson, usage } from '../input.js';
import { pageOf, pageOptions } from '../options.js';
import { moreLines, printable } from '../output.js';
import { keptLine } from './users.js';

export const cubes: Command = {
  name: 'cubes',
  summary: {
    en: 'List cubes; show or change what holds in one: instructions for the model, categories.',
    zh: '列出 cube；显示或修改某个 cube 的设置：给模型的指令、类别等。',
  },
  arguments: [
    {
      name: 'action',
      count: 'optional',
      help: {
        en: 'settings; without it all cubes are listed.',
        zh: 'settings；不给出则列出全部 cube。',
      },
    },
    { name: 'cube', count: 'optional', help: { en: 'Name of the cube.', zh: 'cube 的名称。' } },
  ],
  options: [
    {
      flags: '--set <json>',
      help: {
        en: 'What to change, as JSON; null gives a field back its default.',
        zh: '以 JSON 给出要修改的内容；null 表示恢复默认值。',
      },
    },
    ...pageOptions,
  ],
  examples: [
    'cubes',
    'cubes settings user:ada',
    `cubes settings user:ada --set '{"custom_instructions": "Remember dates in full."}'`,
  ],
  async run(call: Call) {
    const {
      arguments: [action, name],
      options,
      settings,
      output,
    } = call;
    if (action === undefined) return listCubes(call);
    if (name === undefined) throw usage('Name the cube.');
    if (action !== 'settings') throw usage(`There is no action "${String(action)}": settings.`);
    const cube = String(name);
    const { set } = options;
    const patch =
      typeof set === 'string' ? (parseJson(set, '--set') as CubeSettingsPatch) : undefined;
    const found = await withMemory(settings, (door) =>
      patch === undefined ? door.cubes.settings(cube) : door.cubes.set(cube, patch),
    );
    output.answer(found, () => linesOf(found));
  },
};

async function listCubes({ options, settings, output }: Call): Promise<void> {
  const page = await withMemory(settings, (door) => door.cubes.list(pageOf(options)));
  output.answer(page, () => [
    ...(page.data.length === 0 ? ['There is no cube yet.'] : []),
    ...page.data.flatMap((cube) => [printable(cube.cube), `  ${keptLine(cube, output)}`]),
    ...moreLines(page),
  ]);
}

function linesOf({ cube, ...fields }: CubeSettings): string[] {
  const lines = Object.entries(fields).map(
    ([name, value]) => `  ${name}: ${JSON.stringify(value)}`,
  );
  return [cube, ...lines].map((line) => printable(line));
}
