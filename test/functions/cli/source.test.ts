import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { howship } from '../../support/cli.ts';

const golden = (name: string) => new URL(`../../golden/source-proposals/${name}`, import.meta.url).pathname;
const definition = ['--definition', golden('definition.yaml')];
const folder = mkdtempSync(join(tmpdir(), 'howship-source-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('howship source try', () => {
  it('proposes a source for an unknown file and shows what it reads, without a stack', async () => {
    const { code, out, err } = await howship(['source', 'try', golden('us-wide.csv'), ...definition]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(readFileSync(golden('us-wide.csv.expected.txt'), 'utf8'));
  });

  it('reads the first stretch of a packed file only, up to a whole line', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, i) => `${new Date(1.77e12 + i * 1000).toISOString()},36.5,36.6\n`,
    );
    const file = join(folder, 'large.csv.gz');
    writeFileSync(file, gzipSync(`time,temp FU1,temp GU1\n${rows.join('')}`));
    const { code, out } = await howship(['source', 'try', file, ...definition, '--json']);
    expect(code).toBe(0);
    const { source, preview } = JSON.parse(out);
    expect(source).toBe('large');
    expect(preview.summary.rows).toBeGreaterThan(5000);
    expect(preview.summary.rows).toBeLessThan(20_000);
    expect(preview.summary.rejected).toBe(0);
  });

  it('shows how the definition reads a file that it has a source for', async () => {
    const text = readFileSync(golden('definition.yaml'), 'utf8');
    const own = join(folder, 'own.yaml');
    writeFileSync(
      own,
      `${text}sources:\n  - { id: mine, match: "mine*.csv", time: { column: t }, columns: { x: { unit: FU1, channel: co2 } } }\n`,
    );
    const file = join(folder, 'mine-1.csv');
    writeFileSync(file, 't,x\n2026-03-01T06:00:00Z,400\nnonsense,401\n');
    const { code, out } = await howship(['source', 'try', file, '--definition', own]);
    expect(code).toBe(0);
    expect(out).toContain('The source mine reads this file.');
    expect(out).toContain('Of the first 2 rows: 1 reading, 1 rejected.');
    expect(out).toContain('line 3, t: time.unreadable');
  });

  it('refuses a definition that would not apply: nothing of it is a reading yet', async () => {
    const text = readFileSync(golden('definition.yaml'), 'utf8');
    const own = join(folder, 'zone.yaml');
    const time = '{ column: t, formats: [yyyy-MM-dd HH:mm], zone: BST }';
    writeFileSync(
      own,
      `${text}sources:\n  - { id: mine, match: "mine*.csv", time: ${time}, columns: { x: { unit: FU1, channel: co2 } } }\n`,
    );
    const file = join(folder, 'mine-2.csv');
    writeFileSync(file, 't,x\n2026-07-01 00:00,400\n');
    const { code, out, err } = await howship(['source', 'try', file, '--definition', own]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('got "BST", which says too little');
  });

  it('says what a file holds without a definition, and how to make one', async () => {
    const file = join(folder, 'my logger.csv');
    writeFileSync(
      file,
      'Date,Temp (C),RH [%],Note\n2026-03-01 00:00,22.5,45,a\n2026-03-01 00:10,22.6,44,b\n2026-03-01 00:20,22.4,46,c\n',
    );
    const { code, out, err } = await howship(['source', 'try', file]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(
      'No definition was named. my logger.csv holds temperature (Cel), humidity (%) of U1.',
    );
    expect(out).not.toContain('matches no channel');
    expect(out).toContain('Of the first 3 rows: 6 readings, 0 rejected.');
    expect(out).toContain(`./howship experiment new '${file}' -o draft.yaml`);
    const { drafted, preview } = JSON.parse((await howship(['source', 'try', file, '--json'])).out);
    expect([drafted.units, preview.summary.samples]).toEqual([['U1'], 6]);
  });

  it('tells dialect and time also of a file of which no definition can be drafted', async () => {
    const file = join(folder, 'prices.csv');
    writeFileSync(file, 'Date,Price\n2026-03-01 00:00,22.5\n2026-03-01 00:10,22.6\n');
    const none = await howship(['source', 'try', file]);
    expect([none.code, none.err]).toEqual([0, '']);
    expect(none.out).toContain(
      'No definition was named, and none can be drafted from prices.csv: no column names a quantity that is known',
    );
    expect(none.out).toMatch(/time:\n +column: Date/);
  });

  it('refuses what is no telemetry, with and without a definition', async () => {
    for (const named of [[], definition]) {
      const table = await howship(['source', 'try', golden('no-time.csv'), ...named]);
      expect([table.code, table.err]).toEqual([1, expect.stringContaining('file.no-time')]);
    }
  });
});
