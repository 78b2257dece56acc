import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { definitionJsonSchema } from '../../../../shared/formats/definition/json-schema.ts';

const published = new URL('../../../../docs/definition.schema.json', import.meta.url);

describe('the JSON Schema for editors', () => {
  it('is the one that the check is made of (UPDATE_GOLDEN=1 writes it anew, to be formatted)', () => {
    const schema = JSON.stringify(definitionJsonSchema(), null, 2);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(published, schema);
    expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual(JSON.parse(schema));
  });

  it('gives integers no bounds but ours', () => {
    const schema = JSON.stringify(definitionJsonSchema());
    expect(schema).toContain('"type":"integer","minimum":1}');
    expect(schema).not.toContain(String(Number.MAX_SAFE_INTEGER));
  });

  it('describes the document as written: text for durations, and only what has no default is required', () => {
    const schema = definitionJsonSchema();
    expect(schema).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['id', 'arms', 'units'],
      properties: {
        channels: {
          items: {
            required: ['id', 'unit', 'period'],
            properties: { period: { type: 'string' }, stuckAfter: { default: 'PT48H' } },
          },
        },
        pairs: { items: { required: ['id', 'flight', 'ground'] } },
      },
    });
  });
});
