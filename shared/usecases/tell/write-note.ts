import type { NoteOnWire } from '../../contract/notes.ts';
import { unitNamed } from '../../domain/experiment/lookups.ts';
import { type Note, noteKey, noteKind } from '../../domain/note/note.ts';
import type { Micros } from '../../domain/time.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { noteOnWire } from '../judge/note-on-wire.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { update } from '../known/update.ts';

export interface NewNote {
  readonly text: string;
  readonly at?: Micros | undefined;
  readonly unit?: string | undefined;
}

/** Puts a note on the time axis. The same of the same author once more changes nothing. Refuses a unit that there is not. */
export async function writeNote(
  ports: Ports,
  experiment: string,
  { text, at, unit }: NewNote,
  by: string,
): Promise<NoteOnWire> {
  const { index } = await loadExperiment(ports, experiment);
  if (unit !== undefined) unitNamed(index, unit);
  const writtenAt = ports.clock.now();
  const facts = { at: at ?? writtenAt, unit: unit ?? null, text, by };
  const note: Note = { id: digestOf(facts).slice(0, 16), ...facts, writtenAt };
  // Null where it stands already.
  const stored = await update(ports, noteKind, noteKey(experiment, note), (current) =>
    current === null ? note : null,
  );
  return noteOnWire(stored ?? note);
}
