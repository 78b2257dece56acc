import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UNLIMITED } from '../../../../functions/cli/text/page.ts';
import { trialText } from '../../../../functions/cli/text/source-text.ts';
import { sourceSchema } from '../../../../shared/domain/experiment/source-schema.ts';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { previewOf } from '../../../../shared/formats/source-proposal/preview.ts';
import { proposeFor } from '../../../../shared/formats/source-proposal/propose.ts';

/** Each file must give what stands in `<file>.expected.txt`: what a person is shown. UPDATE_GOLDEN=1 writes it. */
const folder = new URL('../../../golden/source-proposals/', import.meta.url);
const NOW = Date.parse('2026-11-20T00:00:00Z') * 1000;
const files = readdirSync(folder).filter((name) => /\.([ct]sv|ndjson)$/.test(name));
const { definition } = readDefinition(readFileSync(new URL('definition.yaml', folder), 'utf8'));

async function shown(file: string): Promise<string> {
  const bytes = readFileSync(new URL(file, folder));
  try {
    const proposed = proposeFor(definition, file, bytes, true, NOW);
    const source = sourceSchema.parse(proposed.source);
    const isBare = source.layout === 'wide' && Object.keys(source.columns).length === 0;
    if (isBare && source.events === undefined)
      return trialText({ source: null, proposed, preview: null, drafted: null }, UNLIMITED);
    const preview = await previewOf(definition, source, bytes, true, NOW);
    return trialText({ source: source.id, proposed, preview, drafted: null }, UNLIMITED);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${error.code}: ${error.message}\n`;
  }
}

describe('the source proposed for a file', () => {
  it.each(files)('%s is as expected, and reads the file', async (file) => {
    const text = await shown(file);
    const expected = new URL(`${file}.expected.txt`, folder);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(expected, text);
    expect(existsSync(expected), `${file}.expected.txt is missing`).toBe(true);
    expect(text).toBe(readFileSync(expected, 'utf8'));
  });

  it('is a source that a definition can hold as it stands', () => {
    const bytes = readFileSync(new URL('us-wide.csv', folder));
    const { yaml } = proposeFor(definition, 'us-wide.csv', bytes, true, NOW);
    const text = readFileSync(new URL('definition.yaml', folder), 'utf8');
    const whole = `${text}sources:\n${yaml.replaceAll(/^(?=.)/gm, '  ')}`;
    expect(readDefinition(whole).definition.sources.map(({ id }) => id)).toEqual(['us-wide']);
  });
});
