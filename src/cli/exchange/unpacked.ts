import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { finished } from 'node:stream/promises';
import { Unzip, UnzipInflate } from 'fflate';

/** Writes the files of a zip into a folder while the zip comes in. */
export async function unpacked(stream: AsyncIterable<Uint8Array>, folder: string): Promise<void> {
  const written: Promise<void>[] = [];
  let failed: Error | undefined;
  const unzip = new Unzip((member) => {
    const path = pathIn(folder, member.name);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file: WriteStream = createWriteStream(path, { mode: 0o600 });
    const done = finished(file);
    done.catch((error: Error) => (failed ??= error));
    written.push(done);
    member.ondata = (error, piece, isLast) => {
      if (error) failed ??= error;
      if (isLast) file.end(piece);
      else file.write(piece);
    };
    member.start();
  });
  unzip.register(UnzipInflate);
  for await (const piece of stream) {
    unzip.push(piece);
    if (failed) throw failed;
    // A bound for files that are open at once.
    if (written.length > 100) await Promise.all(written.splice(0, 50));
  }
  unzip.push(new Uint8Array(), true);
  await Promise.all(written);
}

/** A name cannot lead out of the folder. */
function pathIn(folder: string, name: string): string {
  return join(folder, normalize(`/${name.replaceAll('\\', '/')}`));
}
