/** The dumps of this folder are not in git: they are made from their seed when they are needed, in two seconds. */
import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import recorded from './dumps.json' with { type: 'json' };
import { osteoFiles } from './files.ts';

/** SHA-256 of each dump's text by file name; gzip's own bytes may differ between versions. */
const HASHES: Readonly<Record<string, string>> = recorded;

/**
 * Makes the dumps that the folder lacks, or has in another form.
 *
 * @returns their paths, each side in the order of arrival
 * @throws Error where the simulator makes another text than the recorded one
 */
export async function ensureDumps(
  folder: string = import.meta.dirname,
  make = osteoFiles,
): Promise<string[]> {
  const names = Object.keys(HASHES);
  const areHere = await Promise.all(names.map((name) => isRecorded(join(folder, name), name)));
  const lacking = names.filter((_, i) => !areHere[i]);
  const texts = lacking.length === 0 ? new Map<string, string>() : make();
  for (const name of lacking) await writeDump(folder, name, texts.get(name) ?? '');
  return names.map((name) => join(folder, name));
}

/** What `dumps.json` records of the files' texts. */
export function hashesOf(texts: ReadonlyMap<string, string>): Record<string, string> {
  const dumps = [...texts].filter(([name]) => name.endsWith('.gz')).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(dumps.map(([name, text]) => [name, hashOf(text)]));
}

async function isRecorded(path: string, name: string): Promise<boolean> {
  try {
    return hashOf(gunzipSync(await readFile(path))) === HASHES[name];
  } catch {
    // Not there, or broken off while it was written.
    return false;
  }
}

async function writeDump(folder: string, name: string, text: string): Promise<void> {
  const hash = hashOf(text);
  if (hash !== HASHES[name]) {
    throw new Error(
      `${name}: expected a text with the hash ${HASHES[name]}, the simulator made one with ${hash}; where that is meant, run \`npm run example:osteo\``,
    );
  }
  // Two processes may make the same dump at once: each renames a file that is whole.
  const draft = join(folder, `.${name}.${process.pid}`);
  await writeFile(draft, gzipSync(text, { level: 9 }));
  await rename(draft, join(folder, name));
}

function hashOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
