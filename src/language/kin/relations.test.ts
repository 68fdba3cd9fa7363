import { describe, expect, it } from 'vitest';
import { relations } from './relation-words.js';
import { relationAsked, toldOf } from './relations.js';

const toldIn = (text: string) =>
  relations.flatMap((relation) => (toldOf(relation, text).size > 0 ? [relation.name] : []));

describe('what a note tells of a relation (T4)', () => {
  it.each([
    ['I moved to Leipzig last week.', 'home'],
    ['moved to hamburg, boxes everywhere', 'home'],
    ['We moved into the new house on 3 May and our new address is Elm Road 4.', 'home'],
    ['Settled in Graz for good.', 'home'],
    ['上个月搬到了上海', 'home'],
    ['Started at Helios Clinic as head nurse.', 'work'],
    ['I joined Acme to lead the data team.', 'work'],
    ['Joined a startup that makes bicycles.', 'work'],
    ['Ich habe zu Bosch gewechselt.', 'work'],
    ['Empecé en Telefónica en abril.', 'work'],
    ['加入了腾讯', 'work'],
    ['Picked up the new Skoda today.', 'vehicle'],
    ['I sold the Skoda and bought a VW ID.3.', 'vehicle'],
    ['We got a Golf from the dealer in Linz.', 'vehicle'],
    ['Compramos un coche nuevo, un Renault.', 'vehicle'],
    ['Habe ein neues Auto.', 'vehicle'],
    ['换了一辆特斯拉', 'vehicle'],
    ['My number is 0151 223344 now.', 'phone'],
    ['My wife is Anna.', 'partner'],
    ['Tom is dating Nora.', 'partner'],
    ['I study physics at TU Graz.', 'study'],
    ['Gone vegan since January.', 'diet'],
    ['I eat meat again.', 'diet'],
    ['Ich bin jetzt Vegetarierin.', 'diet'],
    ['我开始吃素了', 'diet'],
    ['Karin is my new manager.', 'boss'],
    ['My boss here is Svenja Thode.', 'boss'],
    ['My boss, Mr Brandt, wants the rota by Thursday.', 'boss'],
    ['Mein Chef Herr Brandt ist streng.', 'boss'],
    ['La jefa nueva es Beatriz.', 'boss'],
    ['Minha chefe nova se chama Paula. Chefe nova é calma.', 'boss'],
    ['上司の田中部長は朝に報告を求める。', 'boss'],
    ['直属上级是陈敏。', 'boss'],
    ['Moro em Curitiba.', 'home'],
    ['Me mudei pra Recife.', 'home'],
    ['Abito a Torino con Sara.', 'home'],
    ['Mi sono trasferita a Bari.', 'home'],
    ['横浜にある2LDKのマンションで暮らしてる。', 'home'],
    ['Trabalho como analista num banco.', 'work'],
    ['Lavoro come infermiere.', 'work'],
    ['Je commence demain comme menuisier.', 'work'],
    ['在一家电商公司做运营', 'work'],
    ['到科技公司报到第一天', 'work'],
    ['今日から新しい会社!', 'work'],
  ])('%s', (text, relation) => {
    expect(toldIn(text)).toContain(relation);
  });

  it.each([
    'Moved to Spotify from Apple Music.',
    'The 3.0 release moved to 12 October.',
    'The meeting moved to Friday.',
    'The new puppy has settled in well.',
    'Joined Strava to log my runs.',
    '加入了健身房会员',
    'Started with yoga.',
    'Habe mit Yoga angefangen.',
    'Picked up Zoe from school.',
    'Bought a car seat for Mia.',
    'Anna has the car until Friday.',
    'Brot gekauft.',
    'Compré pan y queso.',
    "J'ai acheté du pain.",
    'バナナを買った',
    '换了自行车轮胎',
    'The new phone cost 1299 euros.',
    'My business partner is Karl.',
    'The wife is on holiday, said the butcher.',
    'Changed trains at university station.',
    'I study for the exam in the library in the evening.',
    'Bought meat for the barbecue with Tom.',
    'Fleisch für den Hund besorgt.',
    '吃了牛肉面的是小王',
    'My boss is on holiday.',
    'Started "Severance" on Apple TV.',
  ])('nothing: %s', (text) => {
    expect(toldIn(text)).toEqual([]);
  });
});

describe('the relation that a question asks for (T4)', () => {
  it.each([
    ['What is my car?', 'vehicle'],
    ['my old car', 'vehicle'],
    ['Which car do I drive?', 'vehicle'],
    ["What is the user's address?", 'home'],
    ['What was my previous address?', 'home'],
    ['我家在哪里？', 'home'],
    ['Who do I work for?', 'work'],
    ['Where does Emma go to school?', 'study'],
  ])('%s', (query, relation) => {
    expect(relationAsked(query)?.relation.name).toBe(relation);
  });

  it.each([
    'Where is my car now?',
    "Where's our car?",
    "Who's our company?",
    'What is in my car?',
    'Who has my address?',
    'Who do I work with?',
    '我老家在哪？',
    '我老家地址是什么？',
  ])('none: %s', (query) => {
    expect(relationAsked(query)).toBeUndefined();
  });
});

describe('whose it is (T4)', () => {
  it.each([
    ["What's my address?", 'self', ''],
    ["Who's my boss?", 'self', ''],
    ['What’s my car?', 'self', ''],
    ["What's Tom's address?", 'other', 'Tom'],
    ["What is the dentist's address?", 'other', 'dentist'],
    ['Where does my sister work?', 'other', 'sister'],
    ['Where does Mia live?', 'other', 'Mia'],
    ['Dove lavora mia sorella?', 'other', 'mia sorella'],
    ['Qual è la mia macchina?', 'self', ''],
    ['Onde eu moro?', 'self', ''],
    ['Where does Una work?', 'other', 'Una'],
  ])('%s', (query, whose, rest) => {
    expect(relationAsked(query)).toMatchObject({ whose, rest });
  });
});
