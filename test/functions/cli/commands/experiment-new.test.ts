import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readNewDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { howship } from '../../../support/cli.ts';

const golden = (name: string) =>
  new URL(`../../../golden/source-proposals/${name}`, import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'howship-new-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('howship experiment new', () => {
  it('drafts a definition to the terminal, or into a file that is not there yet', async () => {
    const files = [golden('us-wide.csv'), golden('fu1-toa5.csv')];
    const shown = await howship(['experiment', 'new', ...files, '--id', 'mission']);
    expect([shown.code, shown.err]).toEqual([0, '']);
    expect(readNewDefinition(shown.out).definition.id).toBe('mission');
    const output = join(folder, 'mission.yaml');
    const written = await howship(['experiment', 'new', ...files, '--id', 'mission', '-o', output]);
    expect([written.code, written.err]).toEqual([0, '']);
    expect(written.out).toContain('./howship experiment apply');
    expect(readFileSync(output, 'utf8')).toBe(shown.out);
    const again = await howship(['experiment', 'new', ...files, '-o', output]);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('is there already, and stays')]);
    expect(readFileSync(output, 'utf8')).toBe(shown.out);
  });

  it.each([
    ['empty.csv', '', 'file.empty'],
    ['one-row.csv', 'time,temp\n', 'file.no-time'],
    ['paper.pdf', '%PDF-1.7\n1 0 obj\n<< >>\n', 'this is a PDF document'],
    ['book.xlsx', 'PK\u0003\u0004', 'save it as CSV'],
    ['noise.bin', Buffer.from([200, 1, 2, 201, 10, 44, 44]), 'file.binary'],
  ])('of %s says what is wrong and writes nothing', async (name, text, code) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    const { code: exit, out, err } = await howship(['experiment', 'new', file]);
    expect([exit, out]).toEqual([1, '']);
    expect(err).toContain(code);
  });

  it('reads files as the kind that is named, and refuses what is of another', async () => {
    const file = golden('fu1-hobo.csv');
    const { out } = await howship(['experiment', 'new', file, '--preset', 'hobo']);
    expect(out).toContain('(preset hobo)');
    const other = await howship(['experiment', 'new', file, '--preset', 'toa5']);
    expect([other.code, other.out]).toEqual([1, '']);
    expect(other.err).toContain('it looks like HOBOware');
    const unknown = await howship(['source', 'try', file, '--preset', 'hoboo']);
    expect([unknown.code, unknown.out]).toEqual([1, '']);
    expect(unknown.err).toContain('did you mean hobo?');
  });

  it('lists the kinds of files that it knows', async () => {
    const { code, out } = await howship(['source', 'presets']);
    expect([code, out]).toEqual([0, expect.stringContaining('LabVIEW')]);
    const { presets } = JSON.parse((await howship(['source', 'presets', '--json'])).out);
    expect(presets).toHaveLength(8);
    expect(presets[0]).toEqual({
      id: 'genelab',
      writer: "GeneLab's environment CSV",
      described: expect.stringContaining('https://'),
      recognisedBy: ['a column Controller_Time_GMT'],
    });
  });
});
