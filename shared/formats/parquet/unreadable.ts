import { Refusal } from '../../domain/refusal.ts';

/** The refusal of bytes that are not a whole, undamaged Parquet file as this folder writes them. */
export function unreadable(where: string, expected: string, got: string | number, cause?: unknown): Refusal {
  return new Refusal(
    'invalid',
    'segment.unreadable',
    `The Parquet file cannot be read: ${where} expected ${expected}, got ${got}. ` +
      'It is damaged, cut short or not written by Howship; rebuild it from the raw downlinks.',
    {},
    cause === undefined ? undefined : { cause },
  );
}
