import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { declaredBy } from '../../../../shared/domain/experiment/declared.ts';
import { plausibleSince, plausibleSpan } from '../../../../shared/domain/experiment/plausible.ts';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { isoOf } from '../../../../shared/domain/time.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { readerOf } from '../../../../shared/formats/source/source-reader.ts';
import { readWholeText } from './read-whole-text.ts';

/**
 * Every `x.csv` or `x.ndjson` with `x.yaml`, the definition whose only source reads it, must read as `x.expected.json`
 * says. UPDATE_GOLDEN=1 writes it.
 */
const FOLDER = new URL('../../../golden/whole-files/', import.meta.url);
const RECEIVED = Date.parse('2026-11-20T00:00:00Z') * 1000;
const files = readdirSync(FOLDER).filter((name) => /\.(csv|ndjson)$/.test(name));

async function shown(file: string): Promise<unknown> {
  const stem = file.replace(/\.\w+$/, '');
  const { definition } = readDefinition(readFileSync(new URL(`${stem}.yaml`, FOLDER), 'utf8'));
  const span = plausibleSpan(definition, plausibleSince(definition), RECEIVED);
  const reader = readerOf(declaredBy(definition), definition.sources[0]!, span);
  try {
    const { summary, given } = await readWholeText(reader, readFileSync(new URL(file, FOLDER), 'utf8'));
    const { rows, samples, rejected, byReason, warnings } = summary;
    const read = given.rows.map(({ line, time, kind, values }) => [line, isoOf(time), kind, ...values]);
    return { rows, samples, rejected, byReason, warnings, read, rejects: given.rejects };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refusal: { code: error.code, says: error.message, place: error.place } };
  }
}

describe('a file judged as a whole', () => {
  it('has cases', () => {
    expect(files.length).toBeGreaterThan(5);
  });

  it.each(files)('%s is read as it should be', async (file) => {
    const came = await shown(file);
    const expected = new URL(file.replace(/\w+$/, 'expected.json'), FOLDER);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(expected, `${JSON.stringify(came, null, 2)}\n`);
    expect(existsSync(expected), `${expected.pathname} is missing`).toBe(true);
    expect(came).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });
});
