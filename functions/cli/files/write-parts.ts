import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { FilePart } from '../../../shared/simulator/downlinks.ts';

/** Fast enough that the disk is not idle; the text of telemetry does not shrink much more at higher levels. */
const GZIP_LEVEL = 6;

interface OpenFile {
  readonly entry: Writable;
  readonly written: Promise<void>;
}

/**
 * Writes files that come piece by piece, the pieces of a file one after the other; those that `isPacked` names are
 * gzip, and end in `.gz`. Resolves to the names, in the order in which they began.
 */
export async function writeParts(
  directory: string,
  parts: Iterable<FilePart<string | Uint8Array>>,
  isPacked: (name: string) => boolean,
): Promise<string[]> {
  const names: string[] = [];
  let open = new Map<string, OpenFile>();
  for (const { files, text } of parts) {
    if (!files.every((name) => open.has(name))) {
      await closed(open);
      const packed = files.map((name) => (isPacked(name) ? `${name}.gz` : name));
      names.push(...packed);
      open = new Map(files.map((name, i) => [name, openFile(join(directory, packed[i]!))]));
    }
    // What cannot be written any more never drains: its failure is what is waited for then.
    for (const { entry, written } of open.values())
      if (!entry.write(text)) await Promise.race([once(entry, 'drain'), written]);
  }
  await closed(open);
  return names;
}

async function closed(files: ReadonlyMap<string, OpenFile>): Promise<void> {
  for (const { entry } of files.values()) entry.end();
  await Promise.all(Array.from(files.values(), ({ written }) => written));
}

function openFile(path: string): OpenFile {
  const file = createWriteStream(path, { flags: 'wx' });
  const written = finished(file);
  // Whoever waits for it is told; where the disk fills between two waits nobody does yet.
  written.catch(() => {});
  if (!path.endsWith('.gz')) return { entry: file, written };
  const gzip = createGzip({ level: GZIP_LEVEL });
  gzip.pipe(file);
  return { entry: gzip, written };
}
