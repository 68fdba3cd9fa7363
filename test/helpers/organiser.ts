import type { GenerateRequest } from '../../src/models/port.js';
import { ScriptedModel } from './scripted-model.js';

export interface Line {
  mark: string;
  text: string;
}

export interface Organiser {
  /** What is said of a cluster. Default: each memory as a sentence that cites it. */
  summary?: (lines: readonly Line[]) => unknown;
  /** Which pairs say the same. Default: none. */
  same?: (lines: readonly Line[]) => number[];
}

/** Plays a model that puts memories in order, by what it is shown. */
export function organiser({ summary = eachCited, same = () => [] }: Organiser = {}): ScriptedModel {
  return new ScriptedModel((request) => {
    const lines = linesOf(request);
    const isPairs = request.prompt.includes('pair 1:');
    return JSON.stringify(isPairs ? { same: same(lines) } : summary(lines));
  });
}

function eachCited(lines: readonly Line[]) {
  const sentences = lines.map(({ mark, text }) => ({ text, cites: [mark] }));
  return { sentences, relations: [] };
}

export function linesOf({ prompt }: Pick<GenerateRequest, 'prompt'>): Line[] {
  return [...prompt.matchAll(/^\[(m\d+)\] \([^)]*\) (.+)$/gm)].map(([, mark = '', text = '']) => ({
    mark,
    text,
  }));
}
