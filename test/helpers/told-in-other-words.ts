/** Notes of everyday life, each asked for by a word that it does not hold: written for these tests. */
export interface ToldInOtherWords {
  language: string;
  notes: readonly string[];
  /** What is asked, and the number of the note that answers. */
  questions: readonly (readonly [string, number])[];
}

export const toldInOtherWords: readonly ToldInOtherWords[] = [
  {
    language: 'English',
    notes: [
      'The Volvo goes to the workshop on Monday, the brakes squeak.',
      'Switched to a MacBook in June.',
      'Ruth reports to Ottilie since the merger.',
      'Grandpa gets 20 mg of atorvastatin at night.',
      'No dairy for Jonas, it makes him ill.',
      'Practising the cello half an hour before supper.',
      'The boiler in the cellar was serviced.',
      'We watered the tomatoes.',
      'Paul collects old maps.',
      'The bins go out on Thursday.',
    ],
    questions: [
      ['Which car do we have?', 0],
      ['What laptop do I use?', 1],
      ['Who is the boss of Ruth?', 2],
      ['Which medicine does grandpa take?', 3],
      ['Is Jonas on a diet?', 4],
      ['Which instrument do I play?', 5],
      ['How do we heat?', 6],
    ],
  },
  {
    language: 'German',
    notes: [
      'Seit März sind wir in ein Reihenhaus umgezogen.',
      'Der Opel muss im Mai zum TÜV.',
      'Brutto sind es jetzt 4.200 im Monat.',
      'Oma nimmt abends 5 mg Ramipril.',
      'Lena lernt Geige bei Frau Voss.',
      'Der Müll kommt am Freitag raus.',
      'Tante Inge mag keine Rosinen.',
    ],
    questions: [
      ['Wo wohnen wir?', 0],
      ['Welches Auto haben wir?', 1],
      ['Wie hoch ist mein Gehalt?', 2],
      ['Welches Instrument lernt Lena?', 4],
    ],
  },
  {
    language: 'French',
    notes: [
      'On a déménagé à Nantes en avril.',
      'La Peugeot passe au garage mardi.',
      'Lucas prend un comprimé le matin.',
      'Le chien du voisin aboie la nuit.',
    ],
    questions: [
      ["Où est-ce que j'habite ?", 0],
      ['Quelle voiture avons-nous ?', 1],
      ['Quel médicament prend Lucas ?', 2],
    ],
  },
  {
    language: 'Spanish',
    notes: [
      'Nos mudamos a Bilbao en enero.',
      'El Seat está en el taller.',
      'Marta es vegetariana desde marzo.',
      'La vecina canta por la noche.',
    ],
    questions: [
      ['¿Dónde vivo ahora?', 0],
      ['¿Qué coche tenemos?', 1],
      ['¿Qué dieta sigue Marta?', 2],
    ],
  },
  {
    language: 'Chinese',
    notes: ['上个月加薪到两万。', '妈妈每天早上一颗药片。', '弟弟在练吉他。', '周五倒垃圾。'],
    questions: [
      ['我的薪水是多少？', 0],
      ['妈妈的剂量是多少？', 1],
      ['弟弟学什么乐器？', 2],
    ],
  },
  {
    language: 'Japanese',
    notes: ['先月引っ越しました。', '長男は野球が好き。', 'ゴミは金曜日。'],
    questions: [
      ['住所はどこですか。', 0],
      ['子供は何が好きですか。', 1],
    ],
  },
  {
    language: 'Korean',
    notes: ['지난달에 이사했어요.', '아들은 야구를 좋아해요.', '쓰레기는 금요일.'],
    questions: [
      ['주소가 어디예요?', 0],
      ['자녀는 무엇을 좋아해요?', 1],
    ],
  },
];
