import { describe, expect, it } from 'vitest';
import { kindOf, rowsOf, type Shape } from '../../../../functions/api/docs/schema-rows.ts';

const lines = (shape: Shape) =>
  rowsOf(shape).map(({ path, kind, isRequired, meaning }) =>
    `${path}${isRequired ? '' : '?'} = ${kind.words}${kind.ref === null ? '' : `→${kind.ref}`} ${meaning}`.trim(),
  );

describe('the rows of a schema', () => {
  it('name every value by its path, through lists, names and what stands in them', () => {
    const shape: Shape = {
      type: 'object',
      required: ['id', 'parts'],
      properties: {
        id: { type: 'string', description: 'Of the file.' },
        parts: {
          type: 'array',
          items: { type: 'object', properties: { bytes: { type: 'integer', minimum: 1 } } },
        },
        byCode: { type: 'object', additionalProperties: { type: 'number', minimum: 0, maximum: 1 } },
        range: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] },
      },
    };
    expect(lines(shape)).toEqual([
      'id = text Of the file.',
      'parts = list of: object',
      'parts[].bytes? = whole number, from 1',
      'byCode? = object',
      'byCode.<name>? = number, 0 to 1',
      'range? = list',
      'range[0] = text',
      'range[1] = number',
    ]);
  });

  it('list a value of several alternatives once, required where each has it', () => {
    const shape: Shape = {
      oneOf: [
        {
          type: 'object',
          required: ['kind', 'a'],
          properties: { kind: { const: 'A' }, a: { type: 'number' } },
        },
        { type: 'object', required: ['kind'], properties: { kind: { const: 'B' }, a: { type: 'null' } } },
      ],
    };
    expect(lines(shape)).toEqual(['= object', 'kind = "A" or "B"', 'a? = number or null']);
  });

  it('end at what has a name of its own', () => {
    const $ref = '#/components/schemas/Receipt';
    expect(lines({ $ref })).toEqual(['= →Receipt']);
    expect(lines({ type: 'array', items: { $ref } })).toEqual(['= list of→Receipt']);
    expect(kindOf({ anyOf: [{ $ref }, { type: 'null' }] })).toEqual({ words: 'null', ref: 'Receipt' });
  });

  it('say choices, formats and what holds if it is left out', () => {
    expect(kindOf({ enum: ['GOOD', 'BAD'] }).words).toBe('GOOD, BAD');
    expect(kindOf({ enum: Array.from({ length: 26 }, (_, i) => i) }).words).toMatch(/23 and 2 more$/);
    expect(kindOf({ type: 'string', format: 'date-time' }).words).toBe('text (date-time)');
    expect(kindOf({ type: ['string', 'null'] }).words).toBe('text or null');
    expect(kindOf({ type: 'boolean', default: false }).words).toBe('true or false; false if left out');
    expect(kindOf({}).words).toBe('any value');
  });
});
