/** Bytes that are not what was written: damaged, cut short or from another writer. Who read them knows whose they are. */
export class BadBytes extends Error {
  constructor(where: string, expected: string, got: string | number, cause?: unknown) {
    super(`${where}: expected ${expected}, got ${got}`, cause === undefined ? undefined : { cause });
    this.name = 'BadBytes';
  }
}

/** Reads bytes whose checksum may not cover all: whatever fails in there is a fault of the bytes. */
export function orBadBytes<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadBytes) throw error;
    throw new BadBytes(where, 'what was written', reasonOf(error), error);
  }
}

/** A schema lists its findings over many lines; none of them helps whoever has to mend the object. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message.includes('\n') ? 'another shape' : error.message;
}
