import type { NotesOnWire } from '../../contract/notes.ts';
import { emptyRange } from '../../domain/empty-range.ts';
import { unitNamed } from '../../domain/experiment/lookups.ts';
import type { Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { allNotes } from '../judge/all-notes.ts';
import { noteOnWire } from '../judge/note-on-wire.ts';
import { loadExperiment } from '../known/load-experiment.ts';

export interface NotesQuery {
  readonly unit?: string | undefined;
  readonly from?: Micros | undefined;
  readonly to?: Micros | undefined;
}

/** So many are listed, the newest of them. */
const MOST_NOTES = 500;

/** Notes about [from, to), in order of time; of one unit also those about all. Refuses an empty range and an unknown unit. */
export async function listNotes(
  ports: Ports,
  experiment: string,
  { unit, from = -Infinity, to = Infinity }: NotesQuery,
): Promise<NotesOnWire> {
  if (from >= to) throw emptyRange('notes', { from, to });
  const { index } = await loadExperiment(ports, experiment);
  if (unit !== undefined) unitNamed(index, unit);
  const { notes, damaged } = await allNotes(ports, experiment);
  const asked = notes.filter(
    (note) =>
      note.at >= from && note.at < to && (unit === undefined || note.unit === null || note.unit === unit),
  );
  const listed = asked.slice(-MOST_NOTES);
  return {
    notes: listed.map(noteOnWire),
    known: notes.length,
    ...(listed.length < asked.length && { older: asked.length - listed.length }),
    ...(damaged.length > 0 && { damaged: [...damaged] }),
  };
}
