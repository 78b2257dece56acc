// The core itself: reached through 'zod' it would bring all of its locales into every bundle.
import * as core from 'zod/v4/core';

/** The keys that the schema knows at a path of the document, for naming the one that was probably meant. */
export function knownKeys(schema: core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  return [...new Set(objectsAt(schema, path).flatMap((object) => Object.keys(object._zod.def.shape)))];
}

/**
 * Of a key that only some of the alternatives at a path know: what they have in common and the others have not, as it
 * is written (`format: csv`); null where nothing sets them apart. Of a key within a part that several alternatives have,
 * what sets these apart may stand further out.
 */
export function ownerOf(schema: core.$ZodType, path: readonly PropertyKey[], key: string): string | null {
  for (let depth = path.length; depth >= 0; depth--) {
    const rest = path.slice(depth);
    const knows = (object: core.$ZodObject) =>
      objectsAt(object, rest).some(({ _zod }) => key in _zod.def.shape);
    const objects = objectsAt(schema, path.slice(0, depth));
    const owner = literalApart(
      objects.filter(knows),
      objects.filter((object) => !knows(object)),
    );
    if (owner !== null) return owner;
  }
  return null;
}

/** What the first have in common and the others have not. */
function literalApart(
  ofOwners: readonly core.$ZodObject[],
  ofOthers: readonly core.$ZodObject[],
): string | null {
  const [owners, others] = [ofOwners, ofOthers].map((all) => all.map(({ _zod }) => _zod.def.shape));
  if (owners === undefined || others === undefined) return null;
  for (const [name, child] of Object.entries(owners[0] ?? {})) {
    const choice = literalOf(child);
    if (choice === null || owners.some((shape) => literalOf(shape[name]) !== choice)) continue;
    if (others.every((shape) => literalOf(shape[name]) !== choice)) return `${name}: ${choice}`;
  }
  return null;
}

function literalOf(schema: core.$ZodType | undefined): string | null {
  if (schema === undefined) return null;
  if (isWrapper(schema)) return literalOf(schema._zod.def.innerType);
  return schema instanceof core.$ZodLiteral ? String(schema._zod.def.values[0]) : null;
}

/** Several where the way leads through alternatives. */
function objectsAt(schema: core.$ZodType, path: readonly PropertyKey[]): core.$ZodObject[] {
  if (schema instanceof core.$ZodPipe) return objectsAt(schema._zod.def.in, path);
  if (isWrapper(schema)) return objectsAt(schema._zod.def.innerType, path);
  if (schema instanceof core.$ZodUnion) {
    return schema._zod.def.options.flatMap((option) => objectsAt(option, path));
  }
  const [key, ...rest] = path;
  if (key === undefined) return schema instanceof core.$ZodObject ? [schema] : [];
  const child = childOf(schema, key);
  return child === undefined ? [] : objectsAt(child, rest);
}

function isWrapper(
  schema: core.$ZodType,
): schema is core.$ZodOptional | core.$ZodDefault | core.$ZodPrefault {
  return (
    schema instanceof core.$ZodOptional ||
    schema instanceof core.$ZodDefault ||
    schema instanceof core.$ZodPrefault
  );
}

function childOf(schema: core.$ZodType, key: PropertyKey): core.$ZodType | undefined {
  if (schema instanceof core.$ZodObject) return schema._zod.def.shape[String(key)];
  if (schema instanceof core.$ZodArray) return schema._zod.def.element;
  if (schema instanceof core.$ZodRecord) return schema._zod.def.valueType;
  return undefined;
}
