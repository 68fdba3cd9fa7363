import { deflateSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';

/** Bytes of Latin-1 text. */
export const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

interface PdfOptions {
  title?: string;
  /** PDF's own form: `D:20240102030405Z`. */
  changed?: string;
  encrypt?: string;
}

/** A line of a page: text and size. Text in UTF-16 hex stands for Chinese, in a font of the reader. */
export type PdfLine = readonly [text: string, size: number];

/** A PDF of pages, written by hand; lines stand below each other. */
export function pdf(pages: readonly (readonly PdfLine[])[], options: PdfOptions = {}): Uint8Array {
  return pdfOf(pages.map(contentOf), options);
}

/** A PDF whose only page unfolds to as many MiB of nothing. */
export function pdfBomb(megabytes: number): Uint8Array {
  const folded = deflateSync(Buffer.alloc(megabytes * 1_048_576, ' '));
  return pdfOf([folded.toString('latin1')], {}, '/Filter /FlateDecode');
}

function contentOf(lines: readonly PdfLine[]): string {
  let height = 760;
  return lines
    .map(([text, size]) => {
      height -= size * 1.4;
      const isHex = /^<[0-9A-F]+>$/.test(text);
      const shown = isHex ? text : `(${text.replaceAll(/([()\\])/g, '\\$1')})`;
      return `BT /${isHex ? 'F2' : 'F1'} ${size} Tf 72 ${height} Td ${shown} Tj ET`;
    })
    .join('\n');
}

function pdfOf(contents: readonly string[], options: PdfOptions, filter = ''): Uint8Array {
  const { title, changed, encrypt } = options;
  const fonts = contents.length * 2 + 3;
  const kids = contents.map((_, at) => `${at * 2 + 3} 0 R`).join(' ');
  const info = `${title ? `/Title (${title})` : ''} ${changed ? `/ModDate (${changed})` : ''}`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${contents.length} >>`,
    ...contents.flatMap((content, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${at * 2 + 4} 0 R /Resources << /Font << /F1 ${fonts} 0 R /F2 ${fonts + 1} 0 R >> >> >>`,
      `<< /Length ${content.length} ${filter} >>\nstream\n${content}\nendstream`,
    ]),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [${fonts + 2} 0 R] >>`,
    `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor ${fonts + 3} 0 R >>`,
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
    `<< ${info} >>`,
    ...(encrypt ? [encrypt] : []),
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const last = encrypt ? `/Encrypt ${objects.length} 0 R /ID [<00> <00>]` : '';
  const trailer = `<< /Size ${objects.length + 1} /Root 1 0 R /Info ${fonts + 4} 0 R ${last} >>`;
  return latin1(
    `${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n${trailer}\nstartxref\n${text.length}\n%%EOF`,
  );
}

/** A PDF that no empty password opens. */
export function lockedPdf(): Uint8Array {
  const key = 'A1'.repeat(32);
  return pdf([[['Nobody reads this.', 12]]], {
    encrypt: `<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${key}> /U <${key}> >>`,
  });
}

/** An archive of texts by name. */
export function archive(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const bytes = Object.entries(parts).map(([name, part]) => [
    name,
    typeof part === 'string' ? strToU8(part) : part,
  ]);
  return zipSync(Object.fromEntries(bytes) as Record<string, Uint8Array>);
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const properties = (title: string, changed: string) =>
  `${XML}<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>${title}</dc:title><dcterms:modified>${changed}</dcterms:modified></cp:coreProperties>`;

export const paragraph = (text: string, style = '', run = ''): string =>
  `<w:p>${style && `<w:pPr>${style}</w:pPr>`}<w:r>${run && `<w:rPr>${run}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

export function docx(
  body: string,
  { title = '', changed = '', more = {} as Record<string, string | Uint8Array>, head = '' } = {},
): Uint8Array {
  return archive({
    '[Content_Types].xml': `${XML}<Types/>`,
    'docProps/core.xml': properties(title, changed),
    'word/styles.xml': `${XML}<w:styles><w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="Eigen"><w:name w:val="My own"/><w:basedOn w:val="Kop1"/></w:style></w:styles>`,
    'word/document.xml': `${XML}${head}<w:document><w:body>${body}</w:body></w:document>`,
    ...more,
  });
}

/** A slide: its title, its lines with their levels, its notes, whether it is hidden. */
export interface SlideParts {
  title: string;
  lines: readonly (readonly [text: string, level: number])[];
  notes?: string;
  hidden?: boolean;
}

export function pptx(slides: readonly SlideParts[]): Uint8Array {
  const line = ([text, level]: readonly [string, number]) =>
    `<a:p><a:pPr lvl="${level}"/><a:r><a:t>${text}</a:t></a:r></a:p>`;
  const shape = (role: string, content: string) =>
    `<p:sp><p:nvSpPr><p:nvPr><p:ph type="${role}"/></p:nvPr></p:nvSpPr><p:txBody>${content}</p:txBody></p:sp>`;
  const parts = slides.flatMap(({ title, lines, notes, hidden }, at): [string, string][] => [
    [
      `ppt/slides/slide${at + 1}.xml`,
      `${XML}<p:sld${hidden ? ' show="0"' : ''}>${shape('title', line([title, 0]))}${shape('body', lines.map(line).join(''))}${shape('sldNum', line(['77', 0]))}</p:sld>`,
    ],
    [
      `ppt/slides/_rels/slide${at + 1}.xml.rels`,
      `${XML}<Relationships>${notes ? `<Relationship Id="n" Type="x/notesSlide" Target="../notesSlides/n${at}.xml"/>` : ''}</Relationships>`,
    ],
    ...(notes
      ? [
          [
            `ppt/notesSlides/n${at}.xml`,
            `${XML}<p:notes>${shape('body', line([notes, 0]))}</p:notes>`,
          ] as [string, string],
        ]
      : []),
  ]);
  const ids = slides.map((_, at) => `<p:sldId id="${256 + at}" r:id="r${at}"/>`).join('');
  const relations = slides.map(
    (_, at) => `<Relationship Id="r${at}" Type="x/slide" Target="slides/slide${at + 1}.xml"/>`,
  );
  return archive({
    '[Content_Types].xml': `${XML}<Types/>`,
    'ppt/presentation.xml': `${XML}<p:presentation><p:sldIdLst>${ids}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': `${XML}<Relationships>${relations.join('')}</Relationships>`,
    ...Object.fromEntries(parts),
  });
}

/** A sheet: its name and the XML of its rows. */
export type SheetParts = readonly [name: string, rows: string, state?: string];

export function xlsx(
  sheets: readonly SheetParts[],
  strings: readonly string[] = [],
  more: Readonly<Record<string, Uint8Array>> = {},
): Uint8Array {
  const list = sheets.map(
    ([name, , state], at) =>
      `<sheet name="${name}" sheetId="${at + 1}" r:id="r${at}"${state ? ` state="${state}"` : ''}/>`,
  );
  const relations = sheets.map(
    (_, at) =>
      `<Relationship Id="r${at}" Type="x/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  const shared = strings.map((text) => `<si><t>${text}</t></si>`).join('');
  return archive({
    '[Content_Types].xml': `${XML}<Types/>`,
    'xl/workbook.xml': `${XML}<workbook><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships>${relations.join('')}<Relationship Id="s" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="t" Type="x/styles" Target="/xl/styles.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `${XML}<sst>${shared}</sst>`,
    'xl/styles.xml': `${XML}<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;y&quot;\\-mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map(([, rows], at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `${XML}<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
    ...more,
  });
}
