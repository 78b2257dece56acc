/** A note on the time axis, for those who come next; it says under whose name it was kept. */
import { useState } from 'preact/hooks';
import { type NoteOnWire, noteSchema } from '../../../shared/contract/notes.ts';
import { LONGEST_NOTE } from '../../../shared/domain/note/note.ts';
import { type Api, CallFailure } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';
import { notDoneText } from '../stack/not-done.ts';
import { Instant } from './instant.tsx';

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
  const [failure, setFailure] = useState('');
  const [isBusy, setBusy] = useState(false);
  const write = async (on: NonNullable<NoteFormProps['about']>) => {
    setBusy(true);
    setKept(null);
    setFailure('');
    try {
      setKept(await api.post(pathOf(experiment, 'notes'), { ...on, text: text.trim() }, noteSchema));
      setText('');
      onKept();
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      setFailure(`${notDoneText(error, 'The note is not kept.')} ${error.message}`);
    } finally {
      setBusy(false);
    }
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
      <p role="status">
        {failure}
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
