import { describe, expect, it } from 'vitest';
import { quantityAsked } from './quantity.js';

const toldIn = (question: string, text: string) => quantityAsked(question)?.(text);

describe('the quantity that a question asks for (T4)', () => {
  it.each([
    ['What does the Team plan cost?', 'Team is 145/mo from January.', 'Team has no SSO.'],
    ['How much did I pay for the boiler?', 'The boiler was 2,400 EUR.', 'The boiler hums.'],
    ['How long does the repair take?', 'The cello takes ten days.', 'The cello is cracked.'],
    ['How long have we been together?', 'Together since the carnival.', 'We went to the carnival.'],
    ['How often is it watered?', 'It wants water every Sunday.', 'It wants water.'],
    ['How many articles were loaded?', 'Samir imports 18,000 SKUs.', 'Samir imports the SKUs.'],
    ['What is my shoe size?', 'I take a 43 in shoes.', 'I like brown shoes.'],
    ['Wie viel kostet das Abo?', 'Das Abo kostet 12 Euro.', 'Das Abo läuft im Mai aus.'],
    ['Wie lange dauert der Kurs?', 'Der Kurs dauert drei Wochen.', 'Der Kurs ist voll.'],
    ["Combien coûte l'abonnement ?", '12 € par mois.', "L'abonnement est annuel."],
    ['¿Cuánto cuesta el gimnasio?', 'El gimnasio son 30 euros.', 'El gimnasio cierra hoy.'],
    ['房租多少钱？', '房租涨到4500元。', '房东很和气。'],
    ['她有几个孩子？', '她有两个孩子。', '她的孩子去年搬走了。'],
    ['他学了多久？', '他学了三年。', '他学得很好。'],
    ['家賃はいくら？', '家賃は8万円。', '家賃は高い。'],
    ['월세가 얼마야?', '월세는 50만원이다.', '월세가 올랐다.'],
  ])('%s %s', (question, told, other) => {
    expect(toldIn(question, told)).toBe(1);
    expect(toldIn(question, other)).toBe(0);
  });

  it('takes a bare number for half of an amount: people leave out what they pay in', () => {
    expect(toldIn('What is the rent?', 'Mr Doyle raised the rent to 1,210')).toBe(0.5);
    expect(toldIn('What does Netflix cost?', 'netflix is 12.99 now')).toBe(1);
  });

  it.each([
    'Where do I live?',
    'What is the plan for Friday?',
    'Which car do we have?',
    'How is Mia?',

    '他几乎没来吗？',
    '왜 늦었어?',
  ])('%s: none', (question) => {
    expect(quantityAsked(question)).toBeUndefined();
  });

  it('comes back from long texts', () => {
    for (const piece of ['how much ', 'what ', '多少', '1,2.', '$']) {
      const text = piece.repeat(200_000);
      quantityAsked(text)?.(text);
      expect(toldIn('What does it cost?', text)).toBeGreaterThanOrEqual(0);
    }
  });
});
