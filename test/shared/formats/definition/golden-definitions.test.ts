import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DefinitionRefusal } from '../../../../shared/domain/experiment/parse-definition.ts';
import { readNewDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { definitionWarnings } from '../../../../shared/usecases/define/definition-warnings.ts';

/** Each `x.yaml` must give the warnings or the problems of `x.expected.json`; UPDATE_GOLDEN=1 writes the latter. */
const folder = new URL('../../../golden/definitions/', import.meta.url);
const stems = readdirSync(folder).flatMap((name) => (name.endsWith('.yaml') ? [name.slice(0, -5)] : []));

function judged(text: string): unknown {
  try {
    return { warnings: definitionWarnings(readNewDefinition(text).definition) };
  } catch (error) {
    if (!(error instanceof DefinitionRefusal)) throw error;
    const { problems, found } = error;
    return { problems, ...(found > problems.length && { found }) };
  }
}

describe('the golden definitions', () => {
  it('are a list with their expectations beside them', () => {
    expect(stems.length).toBeGreaterThanOrEqual(9);
    const expected = readdirSync(folder).filter((name) => name.endsWith('.expected.json'));
    expect(expected.filter((name) => !stems.includes(name.slice(0, -'.expected.json'.length)))).toEqual([]);
  });

  it.each(stems)('%s is judged as expected', (stem) => {
    const found = judged(readFileSync(new URL(`${stem}.yaml`, folder), 'utf8'));
    const expected = new URL(`${stem}.expected.json`, folder);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(expected, `${JSON.stringify(found, null, 2)}\n`);
    expect(existsSync(expected), `${stem}.expected.json is missing`).toBe(true);
    expect(found).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });
});
