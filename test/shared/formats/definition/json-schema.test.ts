import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { duration, instant } from '../../../../shared/domain/experiment/scalars.ts';
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

  it('describes every property, at any depth, in sentences of 40 words in all', () => {
    const all = [...propertiesOf(definitionJsonSchema(), '')];
    expect(all.length).toBeGreaterThan(500);
    const wrong = all.flatMap(({ path, description }) => {
      if (description === undefined) return `${path}: expected a description, got none`;
      if (SAYS_ONLY_THE_TYPE.includes(description))
        return `${path}: expected what this one says, got: ${description}`;
      if (!/^\S.*\.$/s.test(description))
        return `${path}: expected a sentence with its period: ${description}`;
      const words = description.split(/\s+/).length;
      return words > MOST_WORDS ? `${path}: expected ${MOST_WORDS} words at most, got ${words}` : [];
    });
    expect(wrong).toEqual([]);
  });

  it('finds a property without a description wherever it stands', () => {
    const bare = { properties: { a: {} } };
    const schema = { anyOf: [{ items: bare }, { additionalProperties: bare }], $defs: { one: bare } };
    expect([...propertiesOf({ ...bare, items: [schema] }, '')].map(({ path }) => path)).toEqual([
      '.a',
      '.items.anyOf.items.a',
      '.items.anyOf.additionalProperties.a',
      '.items.$defs.a',
    ]);
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

const MOST_WORDS = 40;
const SAYS_ONLY_THE_TYPE = [instant.description, duration.description];

interface Property {
  readonly path: string;
  readonly description: string | undefined;
}

/** Every property of a schema, through whatever leads to one: its place by the keywords on the way. */
function* propertiesOf(schema: unknown, path: string): Generator<Property> {
  if (Array.isArray(schema)) for (const one of schema) yield* propertiesOf(one, path);
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return;
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'properties') yield* namedProperties(value, path);
    else if (keyword === '$defs' || keyword === 'definitions')
      for (const one of Object.values(value)) yield* propertiesOf(one, `${path}.${keyword}`);
    else if (keyword !== 'default' && keyword !== 'examples')
      yield* propertiesOf(value, `${path}.${keyword}`);
  }
}

function* namedProperties(properties: Record<string, unknown>, path: string): Generator<Property> {
  for (const [name, property] of Object.entries(properties)) {
    const { description } = property as { readonly description?: string };
    yield { path: `${path}.${name}`, description };
    yield* propertiesOf(property, `${path}.${name}`);
  }
}
