/** Makes the files of an example that a program makes, and records the hashes of its dumps: `npm run example:osteo`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { hashesOf } from './dumps.ts';
import { exampleFiles } from './files.ts';
import { EXAMPLES, folderOf } from './known.ts';

const [asked = ''] = process.argv.slice(2);
const example = Object.values(EXAMPLES).find(({ campaign }) => campaign.id === asked);
if (example === undefined)
  throw new Error(`expected the example to make (${Object.keys(EXAMPLES).join(', ')}), got "${asked}"`);
const folder = folderOf(example);
const texts = exampleFiles(example.campaign);
for (const [name, text] of texts)
  await writeFile(join(folder, name), name.endsWith('.gz') ? gzipSync(text, { level: 9 }) : text);
await writeFile(join(folder, 'dumps.json'), `${JSON.stringify(hashesOf(texts), null, 2)}\n`);
