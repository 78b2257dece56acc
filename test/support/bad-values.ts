/** Values that do not fit, at every place of a schema. */
import * as z from 'zod';
import * as core from 'zod/v4/core';

type Path = readonly (string | number)[];

/** Wrong types, too small, too long, empty, no numbers, none of a list, negative durations. */
export const BAD_VALUES: readonly unknown[] = [
  ...['x', '', ' ', '12', '-P1D', '-PT1H', 'P1Y', '2026-13-45T00:00:00Z', 'x'.repeat(20_000)],
  ...[-1, 0, 0.5, 1e99, Number.NaN, Number.POSITIVE_INFINITY, true, null],
  ...[[], ['x'], [[]], [Number.NaN, -1, 'x', {}], {}, { unknown: 1 }, { '': {} }],
];

/** Every place, the containers too; each schema once however often it stands in it. */
export function placesIn(
  schema: core.$ZodType,
  path: Path = [],
  seen: Set<core.$ZodType> = new Set(),
): Path[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const at = (child: core.$ZodType, ...key: Path) => placesIn(child, [...path, ...key], seen);
  if (schema instanceof core.$ZodPipe) return at(schema._zod.def.in);
  if (schema instanceof core.$ZodLazy) return at(schema._zod.def.getter());
  if (schema instanceof core.$ZodUnion) return [path, ...schema._zod.def.options.flatMap((one) => at(one))];
  if (schema instanceof core.$ZodTuple)
    return [path, ...schema._zod.def.items.flatMap((item, i) => at(item, i))];
  if ('innerType' in schema._zod.def) return at(innerOf.parse(schema._zod.def).innerType);
  if (schema instanceof core.$ZodObject)
    return [path, ...Object.entries(schema._zod.def.shape).flatMap(([key, child]) => at(child, key))];
  if (schema instanceof core.$ZodArray) return [path, ...at(schema._zod.def.element, 0)];
  if (schema instanceof core.$ZodRecord) return [path, ...at(schema._zod.def.valueType, 'key')];
  return [path];
}

const innerOf = z.object({ innerType: z.instanceof(core.$ZodType) });

/** The value at that place, with nothing beside it but what leads to it and the choices of alternatives. */
export function valueAt(schema: core.$ZodType, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (schema instanceof core.$ZodPipe) return valueAt(schema._zod.def.in, [key, ...rest], value);
  if ('innerType' in schema._zod.def)
    return valueAt(innerOf.parse(schema._zod.def).innerType, [key, ...rest], value);
  if (schema instanceof core.$ZodUnion) {
    const option = schema._zod.def.options.find((one) => placesIn(one).some((place) => place[0] === key));
    return valueAt(option ?? schema._zod.def.options[0]!, [key, ...rest], value);
  }
  if (schema instanceof core.$ZodArray) return [valueAt(schema._zod.def.element, rest, value)];
  if (schema instanceof core.$ZodTuple)
    return schema._zod.def.items.map((item, i) => (i === key ? valueAt(item, rest, value) : null));
  if (schema instanceof core.$ZodRecord) return { [key]: valueAt(schema._zod.def.valueType, rest, value) };
  if (!(schema instanceof core.$ZodObject)) return value;
  const { shape } = schema._zod.def;
  const literals = Object.entries(shape).flatMap(([name, child]) =>
    child instanceof core.$ZodLiteral ? [[name, child._zod.def.values[0]] as const] : [],
  );
  const child = shape[String(key)];
  return {
    ...Object.fromEntries(literals),
    [key]: child === undefined ? value : valueAt(child, rest, value),
  };
}
