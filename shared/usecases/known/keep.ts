/** What is kept of items of the table beside the raw files, so that it can be made again from both. */
import { keptName } from '../../domain/kept/kept-name.ts';
import type { Key, Kind } from '../../domain/kind.ts';
import { encodeKept } from '../../formats/kept-item.ts';
import type { Ports } from '../../ports.ts';

/** Whether something else is to be kept of the item from now on, or nothing any more. */
export function needsKeeping<T>(kind: Kind<T>, before: T | null, next: T | null): boolean {
  if (next === null) return false;
  const standing = before === null ? null : formOf(kind, before);
  return JSON.stringify(standing) !== JSON.stringify(formOf(kind, next));
}

/** Durable when it resolves. Of an item of which nothing need be kept, that is what is kept. */
export async function keep<T>(ports: Ports, kind: Kind<T>, key: Key, item: T): Promise<void> {
  if (kind.kept !== undefined) await ports.kept.put(keptName(key), encodeKept(kind, key, formOf(kind, item)));
}

/** With its members in the order of the schema: the same item gives the same text, whoever made it. */
export function formOf<T>(kind: Kind<T>, item: T): T | null {
  const form = kind.kept?.(item) ?? null;
  return form === null ? null : kind.schema.parse(form);
}
