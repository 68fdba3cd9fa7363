import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/ingest/read/document-reader.js';
import { docx, paragraph, pdf, pptx, xlsx } from '../helpers/files.js';

const reader = new DocumentReader({ mostBytes: 32 * 1024 * 1024 });
const read = (bytes: Uint8Array | string, name: string) =>
  reader.read({ bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes, name });
const textOf = async (bytes: Uint8Array | string, name: string) =>
  (await read(bytes, name)).sections.map(({ text }) => text).join('\n---\n');

describe('a PDF (B7)', () => {
  it('has its headings, its paragraphs and the pages that they stand on', async () => {
    const bytes = pdf(
      [
        [
          ['Harbour report', 24],
          ['The harbour opens at nine and clo-', 12],
          ['ses at five.', 12],
        ],
        [
          ['Prices', 18],
          ['A berth costs 12 euros.', 12],
        ],
      ],
      { title: 'Microsoft Word - harbour', changed: "D:20240102040405+01'00'" },
    );
    expect(await read(bytes, 'report.pdf')).toEqual({
      type: 'pdf',
      format: 'markdown',
      title: 'Microsoft Word - harbour',
      changedAt: Date.parse('2024-01-02T03:04:05Z'),
      sections: [
        {
          place: { page: 1 },
          text: '# Harbour report\n\nThe harbour opens at nine and closes at five.',
        },
        { place: { page: 2 }, text: '## Prices\n\nA berth costs 12 euros.' },
      ],
    });
  });

  it('is read in Chinese also where the font is not in the file', async () => {
    const bytes = pdf([[['<4F60597D4E16754C>', 12]]]);
    expect(await textOf(bytes, 'a.pdf')).toBe('你好世界');
  });

  it('is read without the heads and feet that its pages repeat', async () => {
    const pages = ['one', 'two', 'three', 'four', 'five'].map((word, at) => {
      return [
        ['Annual report', 9],
        [`Chapter ${word} begins.`, 12],
        [`It tells of ${word} things.`, 12],
        [`The ${word} end.`, 12],
        [`Page ${at + 1} of 5`, 9],
      ] as const;
    });
    const text = await textOf(pdf(pages), 'a.pdf');
    expect(text).toContain('Chapter three begins.');
    expect(text).not.toMatch(/Annual|Page \d/);
  });
});

describe('a Word document (B7)', () => {
  it('has headings by their styles, lists, tables and notes, without what is deleted or hidden', async () => {
    const body = [
      paragraph('Harbour', '<w:pStyle w:val="Kop1"/>'),
      paragraph('Sub', '<w:pStyle w:val="Eigen"/>'),
      paragraph('The harbour &amp; the sea.'),
      '<w:p><w:r><w:t>It opens </w:t></w:r><w:del><w:r><w:delText>at eight</w:delText></w:r></w:del><w:ins><w:r><w:t>at nine</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r><w:r><w:tab/><w:t>sharp</w:t></w:r></w:p>',
      paragraph('first', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
      paragraph('inner', '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'),
      `<w:tbl>${[
        ['Ship', 'Berth'],
        ['Zephyr', 'C4'],
      ]
        .map(
          (row) => `<w:tr>${row.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`,
        )
        .join('')}</w:tbl>`,
      '<w:p><w:r><w:t>Outside</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>In a box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>',
    ].join('');
    const bytes = docx(body, {
      title: 'Harbour book',
      changed: '2025-06-07T08:09:10Z',
      more: {
        'word/footnotes.xml': `<w:footnotes><w:footnote>${paragraph('As told by Mia.')}</w:footnote></w:footnotes>`,
      },
    });
    expect(await read(bytes, 'book.docx')).toMatchObject({
      type: 'docx',
      title: 'Harbour book',
      changedAt: Date.parse('2025-06-07T08:09:10Z'),
    });
    expect(await textOf(bytes, 'book.docx')).toBe(
      [
        '# Harbour',
        '# Sub',
        'The harbour & the sea.',
        'It opens at nine sharp',
        '- first\n  - inner',
        '- Ship: Zephyr; Berth: C4',
        'In a box',
        'Outside',
        'As told by Mia.',
      ].join('\n\n'),
    );
  });

  it('is read from right to left, too', async () => {
    const bytes = docx(paragraph('يفتح الميناء في الساعة التاسعة'));
    expect(await textOf(bytes, 'a.docx')).toBe('يفتح الميناء في الساعة التاسعة');
  });

  it('does not take the date of a template for its own', async () => {
    const bytes = docx(paragraph('Text.'), { changed: '2013-12-23T23:15:00Z' });
    expect((await read(bytes, 'a.docx')).changedAt).toBeUndefined();
  });
});

describe('a presentation (B7)', () => {
  it('has a section for each slide in the order of the show, without hidden ones', async () => {
    const bytes = pptx([
      {
        title: 'Plan',
        lines: [
          ['We sail', 0],
          ['in May', 1],
        ],
        notes: 'Smile.',
      },
      { title: 'Secret', lines: [['not shown', 0]], hidden: true },
      { title: '结论', lines: [['一切顺利', 0]] },
    ]);
    expect((await read(bytes, 'a.pptx')).sections).toEqual([
      { place: { slide: 1 }, text: '# Plan\n\n- We sail\n  - in May\n\nNotes: Smile.' },
      { place: { slide: 3 }, text: '# 结论\n\n一切顺利' },
    ]);
  });
});

describe('a workbook (B7)', () => {
  const rows = [
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Berths of 2025</t></is></c></row>',
    '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="D3" t="s"><v>2</v></c><c r="E3" t="s"><v>5</v></c></row>',
    '<row r="4"><c r="A4" t="s"><v>3</v></c><c r="B4" s="1"><v>45730</v></c><c r="D4"><f>0.1+0.2</f><v>0.30000000000000004</v></c><c r="E4" s="2"><v>0.125</v></c></row>',
    '<row r="5"><c r="A5" t="s"><v>4</v></c><c r="B5" s="3"><v>45730.5</v></c><c r="D5" t="e"><v>#DIV/0!</v></c><c r="E5" t="b"><v>1</v></c></row>',
  ].join('');
  const strings = ['Ship', 'Arrives', 'Fee', 'Zephyr', '海风号', 'Share'];

  it('has a section for each sheet, and in each row the names of its columns', async () => {
    const bytes = xlsx(
      [
        ['Berths', rows],
        ['Old', rows, 'hidden'],
      ],
      strings,
    );
    expect((await read(bytes, 'a.xlsx')).sections).toEqual([
      {
        place: { sheet: 'Berths' },
        text: [
          '# Berths\n',
          '- Berths of 2025',
          '- Ship: Zephyr; Arrives: 2025-03-14; Fee: 0.3; Share: 12.5 %',
          '- Ship: 海风号; Arrives: 2025-03-14 12:00; Share: yes',
        ].join('\n'),
      },
    ]);
  });
});

describe('tables and data (B7)', () => {
  it.each([
    ['a,b\nx,"y, z"\n', '- a: x; b: y, z'],
    ['Name;Alter\r\nAda;36\r\n', '- Name: Ada; Alter: 36'],
    ['name\tcity\nAda\tParis\n', '- name: Ada; city: Paris'],
    ['1,2\n3,4\n', '- 1 | 2\n- 3 | 4'],
    ['姓名,城市\n张伟,北京\n', '- 姓名: 张伟; 城市: 北京'],
  ])('%j as CSV', async (csv, expected) => {
    expect(await textOf(csv, 'a.csv')).toBe(expected);
  });

  it('JSON has a line for each thing, with the path of each value', async () => {
    const json = {
      owner: 'Mia',
      ships: [{ name: 'Zephyr', berth: { pier: 'C', no: 4 }, tags: ['old', 'blue'] }],
    };
    expect(await textOf(JSON.stringify(json), 'a.json')).toBe(
      '- owner: Mia\n\n# ships\n\n- name: Zephyr; berth.pier: C; berth.no: 4; tags: old, blue',
    );
    expect(await textOf('{"a":1}\n\n{"a":2}\n', 'a.jsonl')).toBe('- a: 1\n- a: 2');
  });
});

describe('a page (B7)', () => {
  it('is what one sees of it: nothing hidden, no scripts', async () => {
    const html = `<!doctype html><html><head><title>Harbour</title><meta property="article:published_time" content="2024-05-06T07:08:09Z">
      <style>p {}</style></head><body><nav>Home</nav><h2>Opening &amp; closing</h2>
      <p>It <b>opens</b>\n at nine.<p hidden>never<div style="display: none">never <p>never</p></div>
      <span aria-hidden=true>never</span><ul><li>one<li>two<ol><li>inner</ol></ul>
      <table><tr><th>Ship<th>Berth<tr><td>Zephyr<td>C4</table>
      <script>never()</script><pre>a\n  b</pre><p># no heading</p>`;
    const page = await read(html, 'page.html');
    expect(page).toMatchObject({ title: 'Harbour', changedAt: Date.parse('2024-05-06T07:08:09Z') });
    expect(page.sections[0]?.text).toBe(
      [
        '## Opening & closing',
        'It opens at nine.',
        '- one\n- two\n  - inner',
        '- Ship: Zephyr; Berth: C4',
        '```\na\n  b\n```',
        '\\# no heading',
      ].join('\n\n'),
    );
  });

  it('is told by its content, whatever it is called', async () => {
    const bytes = Buffer.from('<!DOCTYPE html><p>Hello there.');
    for (const name of ['a.html', 'a.txt', 'a'])
      expect(await read(bytes, name)).toMatchObject({ type: 'html' });
    expect(await read(docx(paragraph('Hello.')), 'a.txt')).toMatchObject({ type: 'docx' });
    expect(await read(pdf([[['Hello.', 12]]]), 'a.csv')).toMatchObject({ type: 'pdf' });
  });
});

describe('an encoding (B7)', () => {
  const gb18030 = Uint8Array.of(0xb8, 0xdb, 0xbf, 0xda, 0xd4, 0xda, 0xbe, 0xc5, 0xb5, 0xe3, 0xbf, 0xaa, 0xc3, 0xc5, 0xa1, 0xa3); // oxfmt-ignore
  const shiftJis = Uint8Array.of(0x8d, 0x60, 0x82, 0xcd, 0x8b, 0xe3, 0x8e, 0x9e, 0x82, 0xc9, 0x8a, 0x4a, 0x82, 0xab, 0x82, 0xdc, 0x82, 0xb7); // oxfmt-ignore
  const utf16be = Buffer.from('\ufeffHarbour 港', 'utf16le').swap16();

  it.each([
    ['UTF-16 with a mark', Buffer.from('\ufeffHarbour 港', 'utf16le'), 'Harbour 港'],
    ['UTF-16, the other way round', utf16be, 'Harbour 港'],
    ['UTF-16 without a mark', Buffer.from('The harbour opens', 'utf16le'), 'The harbour opens'],
    ['UTF-8 with a mark', Buffer.from('\ufeffHäfen'), 'Häfen'],
    ['GB18030', gb18030, '港口在九点开门。'],
    ['Shift_JIS', shiftJis, '港は九時に開きます'],
    ['windows-1252', Buffer.from('Der Hafen öffnet früh', 'latin1'), 'Der Hafen öffnet früh'],
  ])('%s is told', async (_, bytes, expected) => {
    expect(await textOf(bytes, 'a.txt')).toBe(expected);
  });

  it('that fits none is refused, not guessed', async () => {
    const bytes = Uint8Array.from({ length: 400 }, (_, at) => 128 + ((at * 57) % 128));
    await expect(read(bytes, 'a.txt')).rejects.toMatchObject({
      code: 'document_unsupported',
      message: 'a.txt: Its encoding cannot be told.',
    });
  });
});
