import type { NoteOnWire } from '../../contract/notes.ts';
import type { Note } from '../../domain/note/note.ts';
import { isoOf } from '../../domain/time.ts';

export function noteOnWire({ id, at, unit, text, writtenAt, by }: Note): NoteOnWire {
  return {
    ...{ id, at: isoOf(at), text, writtenAt: isoOf(writtenAt), by },
    ...(unit !== null && { unit }),
  };
}
