import { describe, expect, it } from 'vitest';
import { analyse } from '../terms/analyse.js';
import { asksWhyEnded, tellsEndOf, tellsEndOrMendingOf } from './endings.js';

const endsIn = (text: string, thing: string) => tellsEndOf(text, new Set(analyse(thing)));

describe('what a text tells the end of (T4)', () => {
  it.each([
    ['Got a MacBook, the ThinkPad goes to Femi.', 'ThinkPad'],
    ['Sold the old blue Passat.', 'Passat'],
    ['Switched from Vodafone to Tello.', 'Vodafone'],
    ['Oat milk instead of soy from now on.', 'soy'],
    ['Brady & Sons closed in March.', 'Brady'],
    ['No longer with Merkur.', 'Merkur'],
    ['Moved transforms from pandas to polars.', 'pandas'],
    ['Moved off Neon to RDS.', 'Neon'],
    ['LaunchDarkly removed, we use our own table.', 'LaunchDarkly'],
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
    ['API keys are switched off since September.', 'since'],
    ['Subscriptions of deleted devices were open.', 'subscriptions'],
    ['Moved the desk next to the window.', 'window'],
    ['Moved from Vercel to Cloudflare Pages for the shop.', 'Pages'],
    ['The certificate of api.shop.example expired.', 'shop'],
  ])('%s: not of %s', (text, thing) => {
    expect(endsIn(text, thing)).toBe(false);
  });
});

describe('a question why something ended (T4)', () => {
  it.each([
    'why did we get rid of Prisma?',
    'When did I sell the Passat',
    'why have we moved off Neon?',
    'Warum haben wir Slack abgeschafft?',
    'pourquoi on a quitté Lyon ?',
    '¿Por qué dejamos Movistar?',
  ])('%s', (question) => expect(asksWhyEnded(question)).toBe(true));

  it.each([
    'why do we use Prisma?',
    'When is the left wing rebuilt',
    'What did we replace?',
    'why is the test flaky',
    '¿Cuándo es la boda?',
  ])('not %s', (question) => expect(asksWhyEnded(question)).toBe(false));
});

describe('what a text tells to be mended (T4)', () => {
  it.each([
    ['TestReconnect fixed with a fake clock.', 'TestReconnect'],
    ['Repaired the boiler.', 'boiler'],
    ['Der Boiler ist repariert.', 'Boiler'],
  ])('%s', (text, thing) => {
    const terms = new Set(analyse(thing));
    expect(tellsEndOrMendingOf(text, terms)).toBe(true);
    expect(tellsEndOf(text, terms)).toBe(false);
  });
});
