import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeAll } from '../../../../functions/cli/files/write-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'howship-write-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('A file is written whole, with nothing beside it', async () => {
  await writeAll(join(folder, 'a.html'), 'page');
  expect([readdirSync(folder), readFileSync(join(folder, 'a.html'), 'utf8')]).toEqual([['a.html'], 'page']);
});

it('A folder that is not there is named as what cannot be written to, not read', async () => {
  const file = join(folder, 'none', 'x.html');
  await expect(writeAll(file, 'page')).rejects.toMatchObject({
    code: 'file.unwritable',
    message: `${file} cannot be written: there is no folder ${join(folder, 'none')}: make it, or name another place`,
  });
  await expect(writeAll(join(folder, 'a.html', 'x'), 'page')).rejects.toMatchObject({
    code: 'disk.not-a-folder',
  });
});
