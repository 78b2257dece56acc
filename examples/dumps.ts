/** The dumps of a simulated example are not in git: they are made from their seed when they are needed, in two seconds. */
import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Contents, exampleFiles } from './files.ts';
import { type Example, folderOf } from './known.ts';

/**
 * Makes the dumps that the example's folder lacks, or has in another form.
 *
 * @returns their paths, each side in the order of arrival
 * @throws Error where the simulator makes another text than the recorded one
 */
export async function ensureDumps(
  example: Example,
  folder: string = folderOf(example),
  make = () => exampleFiles(example.campaign),
): Promise<string[]> {
  const names = Object.keys(example.dumps);
  const areHere = await Promise.all(names.map((name) => isRecorded(example, folder, name)));
  const lacking = names.filter((_, i) => !areHere[i]);
  const texts: Contents = lacking.length === 0 ? new Map() : make();
  for (const name of lacking) await writeDump(example, folder, name, texts.get(name) ?? '');
  return names.map((name) => join(folder, name));
}

/** What `dumps.json` records of the files' texts. */
export function hashesOf(texts: Contents): Record<string, string> {
  const dumps = [...texts].filter(([name]) => name.endsWith('.gz')).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(dumps.map(([name, text]) => [name, hashOf(text)]));
}

async function isRecorded({ dumps }: Example, folder: string, name: string): Promise<boolean> {
  try {
    return hashOf(gunzipSync(await readFile(join(folder, name)))) === dumps[name];
  } catch {
    // Not there, or broken off while it was written.
    return false;
  }
}

async function writeDump(
  { campaign, dumps }: Example,
  folder: string,
  name: string,
  text: string | Uint8Array,
): Promise<void> {
  const hash = hashOf(text);
  if (hash !== dumps[name]) {
    throw new Error(
      `${name}: expected a text with the hash ${dumps[name]}, the simulator made one with ${hash}; where that is meant, run \`npm run example:${campaign.id}\``,
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
