import type { FakeRequest, FakeRule } from './fake-replies.js';

const NOTE = /^\[(n\d+)\] (.+) \(beside ((?:m\d+(?:, )?)*)\)$/gm;
const KEPT = /^\[(m\d+)\] (.+)$/gm;

/**
 * Plays a model that compares new notes with kept ones: what reads the same is the same, what tells of a
 * change supersedes the nearest, anything else is new. Deterministic; answers nothing else.
 */
export function fakeReconciler(): FakeRule {
  return (prompt: string, request: FakeRequest) => {
    if (!isComparison(prompt, request)) return undefined;
    const kept = new Map([...prompt.matchAll(KEPT)].map(([, ref, line]) => [ref, wordsOf(line)]));
    const items = [...prompt.matchAll(NOTE)].map(([, note, line = '', beside = '']) => {
      const refs = beside.match(/m\d+/g) ?? [];
      const same = refs.find((ref) => kept.get(ref) === wordsOf(line));
      if (same !== undefined) return { note, verdict: 'same', refs: [same] };
      const isChange = /\b(?:no longer|moved to|not any ?more)\b/i.test(line);
      const [nearest] = refs;
      if (!isChange || nearest === undefined) return { note, verdict: 'new', refs: [] };
      return { note, verdict: 'supersedes', refs: [nearest] };
    });
    return JSON.stringify({ items });
  };
}

function isComparison(prompt: string, { body }: FakeRequest): boolean {
  const asked = `${prompt}\n${JSON.stringify(body['response_format'] ?? '')}`;
  return asked.includes('"verdict"') && asked.includes('"refs"') && prompt.search(NOTE) !== -1;
}

/** What is in quotation marks, folded. */
function wordsOf(line = ''): string {
  return (/"(.*)"/.exec(line)?.[1] ?? line).toLowerCase();
}
