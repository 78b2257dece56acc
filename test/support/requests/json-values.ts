/** Values of a JSON Schema, and values that are no longer of it. */
import * as z from 'zod';
import type { Random } from '../../../shared/simulator/random.ts';
import { below, oneIn, oneOf } from './draw.ts';
import { WORDS } from './hostile-words.ts';
import type { Interface, Schema } from './operations.ts';

export type Json = z.core.util.JSONType;

/** A word that stands for what a member of this name holds; null where nothing is known of it. */
export type WordFor = (name: string, random: Random) => string | null;

const keywordsSchema = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  const: z.json().optional(),
  default: z.json().optional(),
  enum: z.array(z.json()).optional(),
  examples: z.array(z.json()).optional(),
  anyOf: z.array(z.record(z.string(), z.json())).optional(),
  properties: z.record(z.string(), z.record(z.string(), z.json())).default({}),
  required: z.array(z.string()).default([]),
  /** False of a list whose places have a schema each. */
  items: z.union([z.record(z.string(), z.json()), z.boolean()]).optional(),
  minimum: z.number().optional(),
});

/** One value of a schema; what it leaves open is drawn by name. */
export function drawnValue(
  schema: Schema,
  { schemas }: Interface,
  wordFor: WordFor,
  random: Random,
): (name: string) => Json {
  const draw = (from: Schema, name: string): Json => {
    const known = keywordsSchema.parse(from);
    const named = schemas[known.$ref?.split('/').at(-1) ?? ''];
    if (named !== undefined) return draw(named, name);
    if (known.const !== undefined) return known.const;
    if (known.enum !== undefined) return oneOf(random, known.enum);
    if (known.anyOf !== undefined) return draw(oneOf(random, known.anyOf), name);
    switch (known.type) {
      case 'object':
        return drawObject(known);
      case 'array':
        return Array.from({ length: 1 + below(random, 2) }, () =>
          draw(typeof known.items === 'object' ? known.items : {}, name),
        );
      case 'integer':
      case 'number':
        return Math.max(known.minimum ?? 0, below(random, 1000));
      case 'boolean':
        return oneIn(random, 2);
      case 'null':
        return null;
      default:
        return wordFor(name, random) ?? oneOf(random, known.examples ?? ['a1']);
    }
  };
  const drawObject = ({ properties, required }: z.infer<typeof keywordsSchema>): Json =>
    Object.fromEntries(
      Object.entries(properties)
        .filter(([name]) => required.includes(name) || oneIn(random, 3))
        .map(([name, property]) => [name, draw(property, name)]),
    );
  return (name) => draw(schema, name);
}

/** The value with one place of it changed: left out, of another type, doubled, unknown, or hostile. */
export function mutated(value: Json, random: Random): Json {
  if (Array.isArray(value) && value.length > 0 && !oneIn(random, 4)) {
    const at = below(random, value.length);
    if (oneIn(random, 5)) return [...value, ...Array.from({ length: 50 }, () => value[at] ?? null)];
    return value.map((one, i) => (i === at ? mutated(one, random) : one));
  }
  if (isObject(value) && Object.keys(value).length > 0 && !oneIn(random, 4)) {
    const key = oneOf(random, Object.keys(value));
    const { [key]: taken = null, ...rest } = value;
    if (oneIn(random, 5)) return rest;
    if (oneIn(random, 4)) return { ...value, [oneOf(random, STRANGE_KEYS)]: taken };
    return { ...value, [key]: mutated(taken, random) };
  }
  return oneOf<Json>(random, [
    ...[null, true, -1, 1e308, 0.1, [], {}, [[[]]], { a: null }],
    oneOf(random, WORDS),
    oneOf(random, WORDS),
  ]);
}

const STRANGE_KEYS = ['unknown', '__proto__ ', 'constructor', 'Id', '', 'a.b[0]', 'a'.repeat(300), '\u0000'];

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
