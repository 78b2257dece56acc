import type { Storage } from '../telemetry/frame.ts';

/** What counts or switches jumps by nature. */
const JUMPS = /(?:^|[^a-z])(?:flag|counter)s?(?:$|[^a-z])/i;

export function jumpsByNature({ quantity }: { readonly quantity?: string | undefined }): boolean {
  return quantity !== undefined && JUMPS.test(quantity);
}

export const WHY_NOT_JUMPS = 'a flag or counter jumps by nature';

/** How finely a channel is read, in its unit; null where nobody says. */
export function stepOf({
  resolution,
  storage,
}: {
  readonly resolution?: number | undefined;
  readonly storage: Storage;
}): number | null {
  if (resolution !== undefined) return resolution;
  return storage.kind === 'decimal' ? 10 ** -storage.scale : null;
}
