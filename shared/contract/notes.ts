import * as z from 'zod';
import { instant } from '../domain/experiment/scalars.ts';
import { instantText } from '../domain/instant-text.ts';
import { LONGEST_NOTE } from '../domain/note/note.ts';
import { damaged, identifier, rangeQuery, refuseObeyed } from './wire.ts';

export const newNoteSchema = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(LONGEST_NOTE)
    .superRefine(refuseObeyed)
    .meta({
      description: `For those who read it later: one line, ${LONGEST_NOTE} characters at most.`,
    }),
  at: instant.optional().meta({ description: 'What it is about; now, if left out.' }),
  unit: identifier.optional().meta({ description: 'The unit that it is about; all, if left out.' }),
});

export const notesQuerySchema = z.strictObject({
  unit: identifier.optional().meta({ description: 'Only of this unit, and of all units.' }),
  ...rangeQuery,
});

export const noteSchema = z.object({
  id: z.string(),
  at: instantText,
  unit: z.string().optional(),
  text: z.string(),
  writtenAt: instantText,
  by: z.string(),
});
export type NoteOnWire = z.infer<typeof noteSchema>;

export const notesSchema = z.object({
  notes: z.array(noteSchema),
  /** How many were looked at: all that can be read, of whatever time and unit. */
  known: z.number().int(),
  /** Older ones of the time asked for, which are not listed. */
  older: z.number().int().optional(),
  damaged,
});
export type NotesOnWire = z.infer<typeof notesSchema>;
