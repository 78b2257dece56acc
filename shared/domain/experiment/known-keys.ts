import * as z from 'zod';

/** The keys that the schema knows at a path of the document, for naming the one that was probably meant. */
export function knownKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  return [...new Set(objectsAt(schema, path).flatMap((object) => Object.keys(object._zod.def.shape)))];
}

/** Several where the way leads through alternatives. */
function objectsAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodObject[] {
  if (schema instanceof z.core.$ZodPipe) return objectsAt(schema._zod.def.in, path);
  if (isWrapper(schema)) return objectsAt(schema._zod.def.innerType, path);
  if (schema instanceof z.core.$ZodUnion) {
    return schema._zod.def.options.flatMap((option) => objectsAt(option, path));
  }
  const [key, ...rest] = path;
  if (key === undefined) return schema instanceof z.core.$ZodObject ? [schema] : [];
  const child = childOf(schema, key);
  return child === undefined ? [] : objectsAt(child, rest);
}

function isWrapper(
  schema: z.core.$ZodType,
): schema is z.core.$ZodOptional | z.core.$ZodDefault | z.core.$ZodPrefault {
  return (
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodPrefault
  );
}

function childOf(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.core.$ZodObject) return schema._zod.def.shape[String(key)];
  if (schema instanceof z.core.$ZodArray) return schema._zod.def.element;
  if (schema instanceof z.core.$ZodRecord) return schema._zod.def.valueType;
  return undefined;
}
