import { describe, expect, it } from 'vitest';
import { analyseQuery } from '../terms/analyse.js';
import { adverbsIn } from './adverbs.js';

describe('language/asking/adverbs', () => {
  it.each([
    ['Where did I previously live?', ['live']],
    ['Where am I living nowadays?', ['live']],
    ['What should I not eat?', ['eat']],
    ['Wo wohne ich derzeit?', ['wohn']],
    ['Où habites-tu actuellement ?', ['habit']],
    ['¿Dónde vive ahora?', ['vive']],
    ['Dove abiti adesso?', ['abiti']],
    ['Onde mora atualmente?', ['mora']],
    ['Waar woon ik tegenwoordig?', ['woon']],
    ['Где ты сейчас живешь?', ['живеш']],
  ])('asks in %s for %j (T5, T7)', (query, words) => {
    const adverbs = adverbsIn(query);
    expect(analyseQuery(query).terms.filter((term) => !adverbs.has(term))).toEqual(words);
  });

  it('has none of a word that says something', () => {
    expect(adverbsIn('Who won the knowledge test of the stillness club?')).toEqual(new Set());
  });
});
