import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { assembledRows, CODE_PATH } from '../../../support/assembled.ts';

it('holds what rows.wat says: after a change, `npm run assemble`', async () => {
  expect(readFileSync(CODE_PATH, 'utf8')).toBe(await assembledRows());
});
