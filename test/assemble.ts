/** Assembles the kernel that reads dumps anew, after a change to its text: `npm run assemble`. */
import { writeFileSync } from 'node:fs';
import { assembledRows, CODE_PATH } from './support/assembled.ts';

writeFileSync(CODE_PATH, await assembledRows());
