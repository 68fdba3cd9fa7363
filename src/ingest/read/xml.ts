import { Parser } from 'htmlparser2';
import { broken } from './failures.js';

export type Attributes = Readonly<Record<string, string>>;

export interface XmlHandlers {
  open?: (name: string, attributes: Attributes) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
}

/** In bytes. */
const STEP = 65_536;

/**
 * Tells a part of an Office file bit by bit. Only the five entities of XML and numbers are decoded;
 * a DTD, which could define more, is refused.
 */
export function walkXml(bytes: Uint8Array, { open, close, text }: XmlHandlers): void {
  let hasRoot = false;
  let atEnd = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        hasRoot = true;
        open?.(name, attributes);
      },
      onclosetag(name) {
        // What is still open then is closed by the parser.
        if (atEnd) throw broken(`Its XML breaks off inside of ${name}.`);
        close?.(name);
      },
      ontext: text,
      onprocessinginstruction(name) {
        if (name.toLowerCase() === '!doctype') throw broken('Its XML has a DTD, which is refused.');
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  const decoder = new TextDecoder(isUtf16(bytes) ? 'utf-16le' : 'utf-8');
  for (let at = 0; at < bytes.length; at += STEP)
    parser.write(decoder.decode(bytes.subarray(at, at + STEP), { stream: true }));
  parser.write(decoder.decode());
  atEnd = true;
  parser.end();
  if (!hasRoot) throw broken('Its XML is empty.');
}

function isUtf16(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe;
}
