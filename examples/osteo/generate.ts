/**
 * Makes the files of this folder but for the README: `node examples/osteo/generate.ts`.
 * The same program always makes the same text; only gzip's bytes may differ between versions.
 */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { campaignFiles } from '../../shared/simulator/campaign.ts';
import { OSTEO } from './campaign.ts';

const DUMPS = /^(flight|ground)-\d+\.csv/;

/** The texts of the example's files by name, before compression. */
export function osteoFiles(): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { files, text } of campaignFiles(OSTEO)) {
    for (const name of files) texts.set(shipped(name), (texts.get(shipped(name)) ?? '') + text);
  }
  return texts;
}

function shipped(name: string): string {
  return DUMPS.test(name) ? `${name}.gz` : name;
}

if (import.meta.main) {
  const texts = osteoFiles();
  for (const name of await readdir(import.meta.dirname)) {
    if (DUMPS.test(name)) await rm(new URL(name, import.meta.url));
  }
  for (const [name, text] of texts) {
    await writeFile(
      new URL(name, import.meta.url),
      name.endsWith('.gz') ? gzipSync(text, { level: 9 }) : text,
    );
  }
}
