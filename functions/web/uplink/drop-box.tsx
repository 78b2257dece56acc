import { useEffect, useRef, useState } from 'preact/hooks';
import { type Dropped, droppedFiles, kept } from './dropped-files.ts';

interface DropBoxProps {
  readonly onFiles: (dropped: Dropped, isTrial: boolean) => void;
  /** Above the box. */
  readonly says: string;
  /** Whether a trial is offered. */
  readonly canTry?: boolean;
}

/** The attribute that makes a file input take folders is not in the types of forms. */
const FOLDERS = { webkitdirectory: true };

export function DropBox({ onFiles, says, canTry = false }: DropBoxProps) {
  const [isTrial, setTrial] = useState(false);
  const [isAbove, setAbove] = useState(false);
  const box = useRef<HTMLFieldSetElement>(null);
  // Of the whole page: beside the box is meant for the box. Text that is dragged into a field is not.
  useEffect(() => {
    const quit = new AbortController();
    const isMeant = ({ dataTransfer, target }: DragEvent) =>
      dataTransfer?.types.includes('Files') === true ||
      (target instanceof Node && box.current?.contains(target) === true);
    const over = (event: DragEvent) => {
      if (!isMeant(event)) return;
      event.preventDefault();
      setAbove(true);
    };
    const leave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setAbove(false);
    };
    const drop = async (event: DragEvent) => {
      setAbove(false);
      if (!isMeant(event) || event.dataTransfer === null) return;
      event.preventDefault();
      onFiles(await droppedFiles(event.dataTransfer), isTrial);
    };
    document.addEventListener('dragover', over, quit);
    document.addEventListener('dragleave', leave, quit);
    document.addEventListener('drop', drop, quit);
    return () => quit.abort();
  });
  return (
    <fieldset ref={box} class={`drop${isAbove ? ' over' : ''}`}>
      <legend>{says}</legend>
      <Picker
        label="Files to upload"
        says="Choose files"
        onFiles={(files) => onFiles(kept(files), isTrial)}
      />
      <Picker
        label="A folder to upload"
        says="Choose a folder"
        more={FOLDERS}
        onFiles={(files) => onFiles(kept(files), isTrial)}
      />
      {canTry && (
        <label class="check">
          <input
            type="checkbox"
            checked={isTrial}
            onChange={({ currentTarget }) => setTrial(currentTarget.checked)}
          />{' '}
          Try only: show what would happen, store nothing
        </label>
      )}
    </fieldset>
  );
}

interface PickerProps {
  readonly label: string;
  /** On the button. */
  readonly says: string;
  readonly more?: object;
  readonly onFiles: (files: readonly File[]) => void;
}

export function Picker({ label, says, more = {}, onFiles }: PickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        class="hidden"
        type="file"
        multiple
        tabIndex={-1}
        aria-label={label}
        {...more}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      <button type="button" onClick={() => input.current?.click()}>
        {says}
      </button>
    </>
  );
}
