/** The objects of a JSON Schema, and what of them holds for which alternative. */
import type * as z from 'zod';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** One of the objects that may stand at a place. */
export interface Alternative {
  readonly schema: JsonSchema;
  /** One of these must hold of the objects around it, such as `kind: pit-table`; empty where it may always stand there. */
  readonly when: readonly string[];
}

/** A place of a document: `units[].sensors[]`, with the objects that may stand there. */
export interface Place {
  readonly path: string;
  readonly alternatives: readonly Alternative[];
}

/** A property as some of the alternatives have it. */
export interface Variant {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly holders: readonly Alternative[];
}

export const schemasIn = (value: unknown): JsonSchema[] =>
  Array.isArray(value) ? value.flatMap(schemasIn) : isSchema(value) ? [value] : [];

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;

/** All properties of a place, each as often as alternatives differ in it. */
export function variantsOf({ alternatives }: Place): Variant[] {
  const names = new Set(alternatives.flatMap(({ schema }) => Object.keys(schema.properties ?? {})));
  return [...names].flatMap((name) => {
    const groups = Map.groupBy(
      alternatives.filter(({ schema }) => schema.properties?.[name] !== undefined),
      ({ schema }) => JSON.stringify(schemasIn(schema.properties?.[name])),
    );
    return [...groups.values()].flatMap((holders): Variant[] => {
      const [schema] = schemasIn(holders[0]?.schema.properties?.[name]);
      return schema === undefined ? [] : [{ name, schema, holders }];
    });
  });
}

/**
 * What sets some alternatives apart from all others, by the literals that they have (`format: csv`), or by what
 * stands around them: one of these holds. Empty where it is all of them, or where nothing sets them apart.
 */
export function conditionsOf(some: readonly Alternative[], all: readonly Alternative[]): readonly string[] {
  const others = all.filter((one) => !some.includes(one));
  if (others.length === 0) return [];
  const literals = literalNames(all);
  for (const names of literals.length > 1 ? [...literals.map((name) => [name]), literals] : [literals]) {
    const isLike = (one: Alternative) =>
      names.every((name) => some.some((other) => literalOf(other, name) === literalOf(one, name)));
    if (names.length > 0 && !others.some(isLike))
      return [
        ...new Set(some.map((one) => names.map((name) => `${name}: ${literalOf(one, name)}`).join(', '))),
      ];
  }
  const around = new Set(some.flatMap(({ when }) => when));
  return all.every(({ when }) => when.every((one) => around.has(one))) ? [] : [...around];
}

/** The properties that tell each alternative from others, such as `kind`. */
export const literalNames = (all: readonly Alternative[]): string[] =>
  Object.keys(all[0]?.schema.properties ?? {}).filter((name) =>
    all.every((one) => literalOf(one, name) !== null),
  );

function literalOf({ schema }: Alternative, name: string): string | null {
  const [property] = schemasIn(schema.properties?.[name]);
  return typeof property?.const === 'string' ? property.const : null;
}

/** The objects within a property, as places of their own. */
export function placesWithin(place: Place): Place[] {
  const found = new Map<string, Map<string, { schema: JsonSchema; holders: Alternative[] }>>();
  for (const { name, schema, holders } of variantsOf(place)) {
    for (const { path, object } of objectsIn(schema, below(place.path, name))) {
      const objects = found.get(path) ?? new Map();
      found.set(path, objects);
      const key = JSON.stringify(object);
      const known = objects.get(key) ?? { schema: object, holders: [] };
      objects.set(key, { schema: object, holders: [...known.holders, ...holders] });
    }
  }
  return Array.from(found, ([path, objects]) => ({
    path,
    alternatives: Array.from(objects.values(), ({ schema, holders }) => ({
      schema,
      when: conditionsOf(holders, place.alternatives),
    })),
  }));
}

/** The place of the objects that a property takes; null where it takes none. */
export const placeOfObjects = ({ path }: Place, { name, schema }: Variant): string | null =>
  objectsIn(schema, below(path, name))[0]?.path ?? null;

const below = (path: string, name: string) => (path === '' ? name : `${path}.${name}`);

function objectsIn(schema: JsonSchema, path: string): { path: string; object: JsonSchema }[] {
  if (schema.properties !== undefined) return [{ path, object: schema }];
  return [
    ...[...schemasIn(schema.anyOf), ...schemasIn(schema.oneOf)].flatMap((one) => objectsIn(one, path)),
    ...schemasIn(schema.items).flatMap((one) => objectsIn(one, `${path}[]`)),
    ...schemasIn(schema.additionalProperties).flatMap((one) => objectsIn(one, `${path}.<name>`)),
  ];
}
