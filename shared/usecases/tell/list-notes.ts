import type { NotesOnWire } from '../../contract/notes.ts';
import { byText } from '../../domain/by-text.ts';
import { emptyRange } from '../../domain/empty-range.ts';
import { unitNamed } from '../../domain/experiment/lookups.ts';
import { sortKey } from '../../domain/kind.ts';
import { NOTE, type Note, noteKind } from '../../domain/note/note.ts';
import type { Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { listSound } from '../known/list-sound.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { noteOnWire } from './note-on-wire.ts';

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
    ...(listed.length < asked.length && { older: asked.length - listed.length }),
    ...(damaged.length > 0 && { damaged: [...damaged] }),
  };
}

/** In order of what they are about; what cannot be read is named beside the others. */
export async function allNotes(
  ports: Ports,
  experiment: string,
): Promise<{
  readonly notes: readonly Note[];
  readonly damaged: readonly { readonly id: string; readonly key: string }[];
}> {
  const damaged: { id: string; key: string }[] = [];
  const listed = { partition: experiment, prefix: sortKey(NOTE, '') };
  const sound = listSound(ports, noteKind, listed, ({ partition, sort }) =>
    damaged.push({ id: sort.split('#')[2] ?? '', key: `${partition}/${sort}` }),
  );
  const notes = (await Array.fromAsync(sound)).map(({ item }) => item);
  notes.sort((a, b) => a.at - b.at || a.writtenAt - b.writtenAt || byText(a.id, b.id));
  return { notes, damaged };
}
