import { describe, expect, it } from 'vitest';
import { timeAsked } from './time.js';

describe('language/asking/time', () => {
  it.each([
    'Where does Mia live now?',
    'What is her current job?',
    'the latest plan',
    'Does she still dance?',
    '我现在住在哪里?',
    '目前的工作',
    '今どこに住んでいますか',
    '지금 어디 살아?',
    '沙發最後買了哪一張?',
    '結局どのホテルにした?',
    'Wo wohnt sie jetzt?',
    'Où habite-t-elle maintenant ?',
    '¿Dónde vive ahora?',
  ])('%j asks for what holds', (text) => expect(timeAsked(text).now).toBe(true));

  it.each([
    'Where did Mia live originally?',
    'Where did she use to work, and what did she used to earn?',
    'What was the plan at first?',
    'Where did I live before?',
    '我以前住在哪里?',
    '最初的计划是什么?',
    '以前はどこに住んでいましたか',
    '예전에 어디 살았어?',
    '保母一開始是誰?',
    '漲價前的管理費是多少?',
    '搬家之前住哪?',
    '集合場所は元はどこ?',
    'Wo hat sie früher gewohnt?',
    'Où habitait-elle avant ?',
    '¿Dónde vivía antes?',
    'Where Mia used to live',
    'What I used to drink',
    'the school my older daughter used to attend',
    'what used to be my address',
    'Who used to water the plants?',
    'Where did Mia use to live?',
    'Who was my previous manager?',
    'Wo hat sie vorher gewohnt?',
    '從前的電話號碼',
    '我本来想学什么?',
    '这把钥匙原来放哪?',
    '我最早報的班是哪一級?',
    '專案最早的代號是什麼?',
    '換工作前住哪?',
  ])('%j asks for what held', (text) => expect(timeAsked(text).past).toBe(true));

  it.each([
    'What do I know about knowledge?',
    'Where does she live?',
    'Are you used to the cold?',
    'What happened before June?',
    'Who won in the beginning of June?',
    '2022年以前住在哪里?',
    '今年的计划',
    '今年の予定',
    '猫の名前は?',
    '地元のお店',
    'email address used to sign in to AWS',
    'What is the key used to open the shed?',
    'Has she gotten used to the cold?',
    'Responde lo antes posible',
    'Llama cuanto antes',
    'El plan antes de junio',
    '谁是从日本来的朋友?',
    '样本来自哪里?',
    '成本來源有哪些?',
    '从太原来的客人是谁?',
    '最先进的设备是哪台?',
    '最早的航班几点?',
    '最早的高鐵是幾點?',
    '钥匙从前台拿吗?',
    '從前門進去怎麼走?',
    '先前往哪个城市?',
    '谁和我一起先走?',
    '周一开始的课是什么?',
    '换前轮要多少钱?',
    '谁在升级前端?',
    '转机前往哪里?',
    '誰想換前台?',
    '升職前景如何?',
    '改札前のカフェは?',
  ])('%j asks for neither', (text) => {
    expect(timeAsked(text).now).toBe(false);
    expect(timeAsked(text).past).toBe(false);
  });

  it.each([
    'Where did I live originally?',
    '我以前住在哪里?',
    '尾牙原先訂在哪間餐廳?',
    '原計畫是誰去驗收?',
    '第一次約看屋是哪天?',
    '最初の担当は誰?',
    '담당자는 원래 누구였어?',
  ])('%j asks for what was first', (text) => expect(timeAsked(text).first).toBe(true));

  it.each([
    'Have I run a marathon before?',
    'What did you tell me earlier?',
    '我以前有沒有去過釜山?',
    '原本訂的餐廳後來改到哪裡?',
    'Who was my previous manager?',
    'the phone number that is no longer in use',
    'my former address',
    'Wo hat sie vorher gewohnt?',
    'Où habitait-elle avant ?',
    '¿Dónde vivía antes?',
    '先前的密码是什么?',
  ])('%j does not ask for what was first', (text) => expect(timeAsked(text).first).toBe(false));

  it.each([
    'Have I told you where Mia lives before?',
    'Did I mention earlier where Mia lives?',
    'Is it the same dentist as before?',
    'Hast du das vor kurzem gehört?',
    '我以前跟你说过 Mia 住在哪里吗',
    '我之前提過要換牙醫嗎？',
  ])('%j asks whether', (text) => expect(timeAsked(text).whether).toBe(true));

  it.each([
    'Where did she live before?',
    'What was the wifi password before',
    'Which bank was I with previously?',
    '我以前住在哪里',
    'Wo wohnte Mia früher?',
    'Did Mia originally live in Berlin?',
    '原本是訂週五嗎？',
  ])('%j does not ask whether', (text) => expect(timeAsked(text).whether).toBe(false));

  it.each([
    ['Who was my previous manager?', undefined],
    ['our former address', undefined],
    ['Wer war mein ehemaliger Chef?', undefined],
    ['Which gym did I go to before the climbing hall?', 'the climbing hall'],
    ['which phone did Mia have before that one', 'that one'],
    ['Where did Mia live before Porto?', 'Porto'],
    ['what did I drive before the current car', 'the current car'],
    ['Where did I live before my current flat?', 'my current flat'],
  ])('%j asks for what held before another', (text, before) => {
    const asked = timeAsked(text);
    expect([asked.previous, asked.past, asked.before]).toEqual([true, true, before]);
  });

  it.each([
    'What should I pack before the trip?',
    'Does the train leave before noon?',
    'Where were we two weeks before the wedding?',
    'What did I eat before 9?',
    'Who won the match before Friday?',
    'Where did I live before?',
    'What is the old man called?',
    'Did I turn off the stove before I left?',
    'Where did I park before Mia arrived?',
    'Where did I park before I’d left?',
    'Who was there before This happened?',
    'What did I cook before Thanksgiving?',
    'Where did I put my passport before Tom came home?',
    'Where did I put the passport before leaving?',
    'What did I eat before the marathon?',
    'Who checked the car before the winter?',
    'Where is my old phone?',
    "When is my older sister's birthday?",
    'Bei welchem Arzt muss ich vorher anrufen?',
    'What was the plan originally?',
  ])('%j does not', (text) => expect(timeAsked(text).previous).toBe(false));

  it.each([
    'What was the old door code?',
    'What is my old address?',
    "What was Tom's old phone number?",
    'Which was my old car?',
    'Wie war meine alte Adresse?',
    'Quelle était mon ancienne adresse ?',
    '¿Cuál era mi antigua dirección?',
    '旧的门禁密码是多少？',
    '我上一家公司叫什么？',
    '以前の住所はどこですか？',
  ])('%j asks for the one before', (text) => expect(timeAsked(text).previous).toBe(true));

  it.each([
    'What was my first car?',
    "What was Tom's first job?",
    'Where did I live first?',
    'Which gym did I go to at the start?',
    'What was my starting weight?',
    'Was war mein erstes Auto?',
    'Quelle était ma première voiture ?',
    '¿Cuál fue mi primer coche?',
    '我最早住在哪里？',
    '我的第一辆车是什么？',
  ])('%j asks for the first', (text) => expect(timeAsked(text).first).toBe(true));

  it.each([
    'What is my first name?',
    'When is my first day at work?',
    'Which was first, the lab or the class?',
    'Where is the first aid kit?',
    'How old is my car?',
    'Where is my old friend Tom?',
    '最早的航班是几点？',
  ])('%j asks for neither', (text) => {
    const { first, previous } = timeAsked(text);
    expect({ first, previous }).toEqual({ first: false, previous: false });
  });

  it.each([
    '我的当前公司是哪家？',
    '當前地址是什麼？',
    '当前任务是什么？',
    '提前任务有哪些？',
    'Is my old door code still valid?',
    'Where does my previous manager work now?',
    'Where does my ex live?',
    'Where does my ex-husband live?',
    "What is my ex's phone number?",
    'Who recommended Ex Machina?',
    'Wo wohnt mein Ex-Mann?',
    "What is my old boss's phone number?",
    'What is the phone number of my old boss?',
    'Wie ist die Nummer meiner alten Chefin?',
    'Wie ist die Nummer von meinem alten Chef?',
    'Quel est le numéro de mon ancien patron ?',
    '¿Cuál es el teléfono de mi antiguo jefe?',
    'When is our old bank branch open?',
    'When does the old bank open?',
    'Wann hat die alte Bank offen?',
    'Où habite mon ancien patron ?',
    '¿Dónde vive mi antiguo jefe?',
    '我前妻的电话是多少？',
    '我前女友现在住哪里？',
    '晚上家里谁做饭？',
    '晚上一家人吃什么？',
    '桌上一份文件是谁的？',
    '网上所有账号的密码本放在哪里？',
    '线上任务什么时候交？',
    '新经理什么时候上任？',
    '他上任后做了什么？',
    '我上家里拿什么？',
    '家の前の車は誰の？',
    '대전 직장 주소가 뭐야?',
    '전 남편 전화번호가 뭐야?',
  ])('%j does not ask for the one before', (text) => expect(timeAsked(text).previous).toBe(false));

  it.each([
    'Who was my ex-boss?',
    "What is my ex-husband's name?",
    'my ex-boss',
    "What is the name of Tom's ex?",
    "Who is Tom's ex-wife?",
    'Wie heißt mein Ex-Chef?',
    "What was my old boss's phone number?",
    "What is my old boss's name?",
    'What is the name of my old boss?',
    'What is the address of my old school?',
    'Wie war die Nummer meiner alten Chefin?',
    'Quelle est l’ancienne adresse ?',
    'What is my old bank account number?',
    'What is my old address in Graz?',
    'Was war mein altes WLAN Passwort?',
    'Wo ist meine alte Wohnung?',
    '我的前公司叫什么？',
    '我的前任经理是谁？',
    '前任房东的电话是多少？',
    '我前男友叫什么名字？',
    '上一任房东是谁？',
    '上任经理是谁？',
    '我的上家公司在哪里？',
    '李明上一份工作是什么？',
    '我上个住址是哪里？',
    '私の前の車は何？',
    '母の前の職場はどこ？',
    '前の会社はどこ？',
    '내 전 직장이 어디였지?',
    '전 남편 이름이 뭐야?',
  ])('%j asks for the one before, too', (text) => expect(timeAsked(text).previous).toBe(true));

  it('asks for what was before the present one, not for that', () => {
    const asked = timeAsked('What did I drive before the current car?');
    expect([asked.previous, asked.now]).toEqual([true, false]);
  });

  it.each([
    'When is my first meeting on Mondays?',
    'Who is my first emergency contact?',
    'When does our first train to Graz leave?',
    "Who's first in the standup?",
    "What's first on my list?",
    'Which exercise comes at the start?',
    'What is my starting time at work?',
    '¿Cuál es mi primer apellido?',
    '¿A qué hora empieza mi primera clase?',
    'Wann ist meine erste Vorlesung am Montag?',
    'Wann habe ich am Montag meine erste Vorlesung?',
    'Wer ist zuerst dran?',
    'Quel est mon premier cours du lundi ?',
    'À quelle heure commence mon premier cours ?',
    '合同第一部分是谁负责的？',
    '第一台阶在哪里？',
    '第一任务是什么？',
    '第一套方案是谁写的？',
    '첫차는 몇 시야?',
    '첫 번째 회의는 몇 시야?',
  ])('%j does not ask for what was first', (text) => {
    const { first, past } = timeAsked(text);
    expect([first, past]).toEqual([false, false]);
  });

  it.each([
    'my first car',
    'my very first job',
    'Do you remember my first job?',
    'What did my first coffee machine cost?',
    'What is the name of my first pet?',
    'Wo habe ich meine erste Wohnung gekauft?',
    'Wie ist mein erster Chef gewesen?',
    'mein erstes Auto',
    'Où ai-je acheté ma première voiture ?',
    'mi primer coche',
    '我的第一部手机是什么？',
    '我第一份工作在哪里？',
    '내 첫 차가 뭐였지?',
    '내 첫차가 뭐였지?',
    '우리 첫 집이 어디였어?',
    '첫 번째 회사는 어디였어?',
  ])('%j asks for the first, too', (text) => expect(timeAsked(text).first).toBe(true));

  it.each([
    ['When does the choir rehearse?', true],
    ["When's the launch?", true],
    ['How often do I water the ferns?', true],
    ['When did the choir rehearse?', false],
    ['How often did I water the ferns?', false],
  ])('%j may ask for now: %j', (text, now) => expect(timeAsked(text).mayBeNow).toBe(now));
});
