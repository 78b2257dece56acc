/**
 * Something that was kept is not what was written, or is gone: an object of the archive, or an item of the table. The
 * fault is ours, never that of whoever asks.
 */
export class Damaged extends Error {
  /** Of the object; of an item its partition and sort key, with a slash between. */
  readonly key: string;
  /** Why, without the key. */
  readonly reason: string;

  constructor(key: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`what is kept as ${key} is damaged: ${reason}`, { cause });
    this.name = 'Damaged';
    this.key = key;
    this.reason = reason;
  }
}
