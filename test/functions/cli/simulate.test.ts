import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { howship } from '../../support/cli.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-simulate-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const small = (name: string, ...more: string[]) =>
  howship(['simulate', '--days', '0.25', '--period', 'PT5M', ...more, join(work, name)]);
const bytesOf = (name: string) =>
  Object.fromEntries(
    readdirSync(join(work, name)).map((file) => [
      file,
      readFileSync(join(work, name, file)).toString('base64'),
    ]),
  );

describe('howship simulate', () => {
  it('writes a mission, the same bytes for the same seed, and says what to do next', {
    timeout: 60_000,
  }, async () => {
    const fault = ['--fault', 'step:FU1:temperature:PT1H:1', '--fault', 'gap:GU1:*:PT2H:PT1H'];
    const [first, again, other] = await Promise.all([
      small('first', ...fault),
      small('again', ...fault),
      small('other', ...fault, '--seed', '2'),
    ]);
    expect([first, again, other].map(({ code, err }) => [code, err])).toEqual([0, 1, 2].map(() => [0, '']));
    expect(first.out).toContain(`./howship experiment apply ${work}/first/definition.yaml`);
    expect(bytesOf('again')).toEqual(bytesOf('first'));
    expect(bytesOf('other')['flight-001.csv.gz']).not.toEqual(bytesOf('first')['flight-001.csv.gz']);
    const truth = JSON.parse(readFileSync(join(work, 'first', 'truth.json'), 'utf8'));
    expect(truth.faults.map(({ kind }: { kind: string }) => kind)).toEqual(['step', 'gap']);
    const dump = gunzipSync(readFileSync(join(work, 'first', 'flight-001.csv.gz'))).toString('utf8');
    expect(dump).toMatch(/^gmt,FU1_T1,/);
  });

  it('writes bone too where slices are asked for, and says how to bring it in', {
    timeout: 60_000,
  }, async () => {
    const { code, out, err } = await small('bone', '--slices', '1', '--co2-aboard', '0.3', '--genes', '40');
    expect([code, err]).toEqual([0, '']);
    const names = readdirSync(join(work, 'bone'));
    const units = ['FU1', 'FU2', 'FU3', 'GU1', 'GU2', 'GU3'];
    expect(names).toEqual(
      expect.arrayContaining(units.flatMap((one) => [`${one}_pits.csv`, `${one}-S2.tif`])),
    );
    const { resorption } = JSON.parse(readFileSync(join(work, 'bone', 'truth.json'), 'utf8'));
    expect(resorption.causes.map(({ cause }: { cause: string }) => cause)).toEqual(['gravity', 'co2']);
    expect(out).toContain(`${names.length} files in ${work}/bone, `);
    expect(out).toContain(`${work}/bone/*_pits.csv ${work}/bone/*.tif ${work}/bone/medium_endpoints.csv\n`);
    expect(out).toContain('./howship pits confirm-scale pit-images --micrometres 2 -e simulated\n');
    expect(out).toContain('./howship expression -e simulated\n');
    const none = await small('none-of-it', '--slices', '0');
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('a whole number from 1 to 20')]);
  });

  it('overwrites nothing, and says which usage is wrong', { timeout: 60_000 }, async () => {
    const [full, days, unreadable] = await Promise.all([
      howship(['simulate', work]),
      howship(['simulate', '--days', '0', join(work, 'none')]),
      small('never', '--fault', 'melt:FU1:temperature:PT1H:1'),
    ]);
    expect([full.code, days.code, unreadable.code]).toEqual([1, 2, 2]);
    expect(days.err.replace(/\s+/g, ' ')).toContain(
      'expected a number above 0, at most 400, got "0" (usage)',
    );
    expect(full.err).toContain('is not empty');
    expect(unreadable.err).toContain('"melt" is none of step, offset');
  });
});
