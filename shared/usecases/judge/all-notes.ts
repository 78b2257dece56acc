import { byText } from '../../domain/by-text.ts';
import { sortKey } from '../../domain/kind.ts';
import { NOTE, type Note, noteKind } from '../../domain/note/note.ts';
import type { Ports } from '../../ports.ts';
import { listSound } from '../known/list-sound.ts';

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
