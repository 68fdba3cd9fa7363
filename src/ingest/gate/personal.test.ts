import { describe, expect, it } from 'vitest';
import { personalIn, redactPersonal } from './personal.js';
import { personalRules } from './personal-rules.js';

/** Numbers from documentation, and one digit away from them. */
const cases: readonly [code: string, right: string, wrong: string][] = [
  ['email', 'Write to ada.l+x@mail.example.org.', 'The handle is @ada on that site.'],
  ['iban', 'Her account is DE89 3704 0044 0532 0130 00.', 'It was DE88 3704 0044 0532 0130 00.'],
  ['card', 'Card 4111 1111 1111 1111 is for tests.', 'Order 4111 1111 1111 1112 has come.'],
  ['cn_id', '身份证 11010519491231002X', '编号 110105194912310021'],
  ['es_id', 'Su DNI es 12345678Z.', 'Pedido 12345678A.'],
  ['fr_nir', 'NIR 2 55 08 14 168 025 38', 'NIR 2 55 08 14 168 025 39'],
  ['br_cpf', 'CPF 529.982.247-25', 'CPF 529.982.247-26'],
  ['de_tax_id', 'Steuer-ID 86 095 742 719', 'Auftrag 86 095 742 718'],
  ['us_ssn', 'SSN 078-05-1120', 'Part 000-05-1120'],
  ['phone', 'Call +44 20 7946 0958 at noon.', 'Version 10.20.30 came on 2026-03-04.'],
  ['address', 'She lives at 221 Baker Street.', 'She wrote 20 Long Letters about it.'],
];

describe('personal data (T8)', () => {
  it.each(cases)('%s is told by its form and check digits', (code, right, wrong) => {
    expect(personalIn(right)).toContain(`personal:${code}`);
    expect(personalIn(wrong)).not.toContain(`personal:${code}`);
  });

  it('has a case and a source for each rule', () => {
    expect(cases.map(([code]) => code)).toEqual(personalRules.map(({ code }) => code));
    for (const { source } of personalRules) expect(source).not.toBe('');
  });

  it.each([
    '住在文三路123号4楼',
    'Hauptstraße 12',
    '12 rue de la Paix',
    'Calle Mayor 7',
    '13800138000',
  ])('is found in %s', (text) => expect(personalIn(text)).toHaveLength(1));

  it('is replaced by a mark, once', () => {
    const once = redactPersonal('Mail ada@mail.example.org or call +44 20 7946 0958.');
    expect(once.text).toBe('Mail [REDACTED:email] or call [REDACTED:phone].');
    expect(once.found).toEqual(['email', 'phone']);
    expect(redactPersonal(once.text)).toEqual({ text: once.text, found: [] });
  });
});
