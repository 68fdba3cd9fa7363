import { describe, expect, it } from 'vitest';
import { analyse, analyseQuery } from '../terms/analyse.js';
import { bentIn } from './word-forms.js';

/** Of the terms of a text, those that are forms of a word of the query. */
function formsOf(query: string, text: string): string[] {
  const bent = bentIn(query, analyseQuery(query).languages);
  return analyse(text).filter((term) => bent.some(({ isForm }) => isForm(term)));
}

describe('language/spelling/word-forms (T7)', () => {
  it.each([
    ['¿Dónde trabajaba?', 'Trabajo en un hospital.', 'trabajo'],
    ['¿Dónde vives?', 'Antes vivía en Sevilla.', 'vivia'],
    ['¿Qué compró?', 'Compramos un coche.', 'compramo'],
    ['Où travaillais-tu ?', 'Je travaille à Lyon.', 'travail'],
    ['Quelle tente as-tu achetée ?', "J'ai acheté une tente.", 'achet'],
    ['Dove lavoravo?', 'Lavoro in ospedale.', 'lavoro'],
    ['Onde trabalhava?', 'Trabalho num hospital.', 'trabalho'],
    ['뭘 마십니까?', '우롱차를 마셔요.', '마셔'],
    ['어디 사세요?', '부산에 살아요.', '살'],
  ])('%s finds %s', (query, text, form) => expect(formsOf(query, text)).toContain(form));

  it.each([
    ['¿Dónde vive mi hermana?', 'Un hermano toca.'],
    ['¿Cómo se llama la pintora?', 'El pintor pinta.'],
    ['Dove è la nonna?', 'Il nonno dorme.'],
    ['Where did they move?', 'Muevo la mesa, mover, moved.'],
    ['소파는 어디에 있어요?', '소포를 받았어요.'],
  ])('%s finds nothing in %s', (query, text) => expect(formsOf(query, text)).toEqual([]));

  it.each([
    ['¿Dónde vivo?', ['es']],
    ['donde vivo', ['es']],
    ['Chi phone number', []],
    ['Dove soap', []],
    ['Ou birthday', []],
  ])('%s is in %o', (query, languages) => {
    expect(analyseQuery(query).languages).toEqual(languages);
  });
});
