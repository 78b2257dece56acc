import type * as z from 'zod';

/**
 * For `z.toJSONSchema`: leaves out the bounds of what a double counts exactly, ±(2^53 - 1), which zod writes beside every
 * integer and a reader would take for ours.
 */
export function withoutBoundsOfDoubles({
  jsonSchema,
}: {
  readonly jsonSchema: z.core.JSONSchema.BaseSchema;
}): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
