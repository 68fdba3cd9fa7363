import { TulvingError } from '../errors.js';
import { invalidInput } from '../model/validate.js';
import { jsonBody, readBytes } from './body.js';
import type { ServerContext } from './served.js';

/** For what stands beside a file: names, borders, metadata. In bytes. */
const BESIDE = 1024 * 1024;

/** A document as JSON, or as a form with a file. It is checked by whom it is given to. */
export async function documentBody(
  context: ServerContext,
  mostFileBytes: number,
): Promise<unknown> {
  const type = context.req.header('content-type') ?? '';
  if (/^multipart\/form-data\s*;/i.test(type))
    return formBody(await readBytes(context, mostFileBytes + BESIDE), type);
  // Base64 has four characters for three bytes.
  return jsonBody(context, Math.ceil((mostFileBytes * 4) / 3) + BESIDE);
}

async function formBody(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<unknown> {
  const form = await parseForm(bytes, type);
  const file = fileOf(form);
  form.delete('file');
  const fields: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) fields[name] = readField(name, form.getAll(name));
  const named = nameless.includes(file.name) ? {} : { name: file.name };
  return { ...named, ...fields, bytes: new Uint8Array(await file.arrayBuffer()) };
}

/** `blob` is what runtimes write where nobody gave a name. */
const nameless = ['', 'blob'];

async function parseForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch (error) {
    throw new TulvingError('invalid_input', 'The form cannot be read.', {
      cause: error,
      remedy: 'Send it as multipart/form-data, such as: curl -F file=@report.pdf',
    });
  }
}

function fileOf(form: FormData): File {
  const [file, ...more] = form.getAll('file');
  if (file instanceof File && more.length === 0) return file;
  const detail = 'must be one file, such as: curl -F file=@report.pdf';
  throw invalidInput([{ pointer: '/file', detail }]);
}

type FormField = ReturnType<FormData['getAll']>[number];

/** Fields of a form are texts; these are read as what they stand for. */
const readers: Readonly<Record<string, (values: FormField[]) => unknown>> = {
  tags: (values) => values,
  categories: (values) => values,
  metadata: ([value]) => parseMetadata(value),
};

function readField(name: string, values: FormField[]): unknown {
  const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (read) return read(values);
  return values.length === 1 ? values[0] : values;
}

function parseMetadata(value: FormField | undefined): unknown {
  try {
    return JSON.parse(typeof value === 'string' ? value : '');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalidInput([{ pointer: '/metadata', detail: 'must be a JSON object' }]);
  }
}
