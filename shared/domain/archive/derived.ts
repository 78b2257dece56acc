/**
 * What names a derived object: a page, a checkpoint, a list of anomalies. Its key stays the same while its content is
 * computed anew, so that what was replaced goes by itself (docs/design.md#what-is-replaced); the version says which of
 * them is meant, and the digest what it holds: the same content may have been written twice.
 */
import * as z from 'zod';

export const derivedShape = {
  key: z.string(),
  /** Null where the store has no versions. */
  version: z.string().nullable(),
  /** Of the bytes. */
  digest: z.string(),
};

/** Before keys stayed the same they named the content, and nothing else did. */
export const derivedSchema = z.union([
  z.object(derivedShape),
  z.string().transform((key) => ({ key, version: null, digest: key })),
]);
export type Derived = z.infer<typeof derivedSchema>;

/** Whether both name the same content; also where neither names any. */
export const isSameContent = (a: Derived | null, b: Derived | null): boolean => a?.digest === b?.digest;

/** The digest of the bytes that a name stands for; of an object of before keys stayed the same, the key ends with it. */
export function digestNamed({ key, digest }: Pick<Derived, 'key' | 'digest'>): string {
  return digest === key ? (/([0-9a-f]{32})\.[a-z.]+$/.exec(key)?.[1] ?? '') : digest;
}
