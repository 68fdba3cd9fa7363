import { describe, expect, it } from 'vitest';
import { analyse } from './analyse.js';
import { tellsEndOf } from './endings.js';

const endsIn = (text: string, thing: string) => tellsEndOf(text, new Set(analyse(thing)));

describe('what a text tells the end of (T4)', () => {
  it.each([
    ['Got a MacBook, the ThinkPad goes to Femi.', 'ThinkPad'],
    ['Sold the old blue Passat.', 'Passat'],
    ['Switched from Vodafone to Tello.', 'Vodafone'],
    ['Oat milk instead of soy from now on.', 'soy'],
    ['Brady & Sons closed in March.', 'Brady'],
    ['No longer with Merkur.', 'Merkur'],
    ['Den Passat habe ich verkauft.', 'Passat'],
    ['Tee statt Kaffee.', 'Kaffee'],
    ['Du thé au lieu du café.', 'café'],
    ['He vendido el Ibiza.', 'Ibiza'],
  ])('%s', (text, thing) => {
    expect(endsIn(text, thing)).toBe(true);
  });

  it.each([
    ['Got a MacBook, the ThinkPad goes to Femi.', 'Femi'],
    ['Got a MacBook, the ThinkPad goes to Femi.', 'MacBook'],
    ['Sold the Passat. The Skoda is blue.', 'Skoda'],
    ['The Passat needs new tyres.', 'Passat'],
    ['Closed the books; Merkur wrote.', 'Merkur'],
    ['20 is no longer tested.', 'test'],
    ['Moved from Vercel to Cloudflare Pages for the shop.', 'Pages'],
    ['The certificate of api.shop.example expired.', 'shop'],
  ])('%s: not of %s', (text, thing) => {
    expect(endsIn(text, thing)).toBe(false);
  });
});
