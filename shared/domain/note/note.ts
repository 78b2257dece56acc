/** What people write on the time axis for those who come after them: append-only. */
import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';
import { isoOf } from '../time.ts';

/** A note is read on a terminal, beside others. */
export const LONGEST_NOTE = 1000;

const noteSchema = z.object({
  id: z.string(),
  /** What it is about, µs of data time. */
  at: z.number(),
  /** Null where it is of the whole experiment. */
  unit: z.string().nullable(),
  text: z.string(),
  writtenAt: z.number(),
  by: z.string(),
});
export type Note = z.infer<typeof noteSchema>;

export const noteKind: Kind<Note> = {
  name: 'note',
  schema: noteSchema,
  isDue: () => false,
  kept: (note) => note,
};
export const NOTE = 'NOTE';
/** In the order of what they are about; to the second, so that names sort as time does. */
export const noteKey = (experiment: string, { at, id }: Pick<Note, 'at' | 'id'>): Key => ({
  partition: experiment,
  sort: sortKey(NOTE, isoOf(Math.floor(at / 1_000_000) * 1_000_000), id),
});
