/** A note on the time axis, for those who come next; it says under whose name it was kept. */
import { useState } from 'preact/hooks';
import { type NoteOnWire, noteSchema } from '../../../shared/contract/notes.ts';
import { LONGEST_NOTE } from '../../../shared/domain/note/note.ts';
import type { Api } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';
import { Instant } from './instant.tsx';
import { NotDone, useSending } from './sending.tsx';

interface NoteFormProps {
  readonly api: Api;
  readonly experiment: string;
  /** What the note is about, now where no instant is named; null as long as that is not said rightly. */
  readonly about: { readonly at?: string; readonly unit?: string } | null;
  readonly onKept?: () => void;
}

export function NoteForm({ api, experiment, about, onKept = () => {} }: NoteFormProps) {
  const [text, setText] = useState('');
  const [kept, setKept] = useState<NoteOnWire | null>(null);
  const { isBusy, failure, send } = useSending();
  const write = (on: NonNullable<NoteFormProps['about']>) => {
    setKept(null);
    return send(async () => {
      setKept(await api.post(pathOf(experiment, 'notes'), { ...on, text: text.trim() }, noteSchema));
      setText('');
      onKept();
    });
  };
  return (
    <form
      class="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && about !== null && !isBusy) void write(about);
      }}
    >
      <label>
        Note{' '}
        <input
          value={text}
          maxLength={LONGEST_NOTE}
          required
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>{' '}
      <button type="submit" disabled={about === null || isBusy}>
        Write the note
      </button>
      <NotDone failure={failure} refused="The note is not kept." />
      <p role="status">
        {kept !== null && (
          <>
            The note is kept: “<bdi>{kept.text}</bdi>” by <bdi>{kept.by}</bdi>,{' '}
            <Instant iso={kept.writtenAt} />, about {kept.unit ?? 'all units'} at <Instant iso={kept.at} />.
          </>
        )}
      </p>
    </form>
  );
}
