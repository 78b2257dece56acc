/** Makes the files of this folder that a program makes, and records the hashes of its dumps: `npm run example:osteo`. */
import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { hashesOf } from './dumps.ts';
import { osteoFiles } from './files.ts';

const texts = osteoFiles();
for (const [name, text] of texts) {
  await writeFile(new URL(name, import.meta.url), name.endsWith('.gz') ? gzipSync(text, { level: 9 }) : text);
}
await writeFile(new URL('dumps.json', import.meta.url), `${JSON.stringify(hashesOf(texts), null, 2)}\n`);
