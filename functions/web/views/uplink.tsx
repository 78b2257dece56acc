/** Files are dropped here, go in one after the other, and show their receipts as these change. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { sizeText } from '../../../shared/domain/words/size.ts';
import { Receipt } from '../parts/receipt.tsx';
import { type Api, CallFailure } from '../stack/api.ts';
import type { Experiment } from '../stack/experiment.ts';
import { sendFile } from '../stack/upload.ts';

interface UplinkProps {
  readonly api: Api;
  readonly experiment: Experiment;
  /** Something came in: what the page shows beside is asked for again. */
  readonly onIn: () => void;
}

interface Sent {
  readonly key: number;
  readonly file: File;
  readonly isDryRun: boolean;
  readonly sent: number;
  readonly receipt: ReceiptOnWire | null;
  readonly failure: string | null;
  readonly isOver: boolean;
}

/** Beyond so many the page would be a wall; the others go in and are counted. */
const MOST_SHOWN = 50;

export function Uplink({ api, experiment, onIn }: UplinkProps) {
  const [files, setFiles] = useState<readonly Sent[]>([]);
  const [isDryRun, setDryRun] = useState(false);
  const [isOver, setOver] = useState(false);
  const [left, setLeft] = useState('');
  const queue = useRef<Sent[]>([]);
  const isBusy = useRef(false);
  const count = useRef(0);
  const quit = useRef(new AbortController());
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => () => quit.current.abort(), []);

  const change = (key: number, changed: Partial<Sent>) =>
    setFiles((all) => all.map((one) => (one.key === key ? { ...one, ...changed } : one)));

  const work = async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    try {
      for (let one = queue.current.shift(); one !== undefined; one = queue.current.shift()) await bring(one);
    } finally {
      isBusy.current = false;
    }
  };

  const bring = async ({ key, file, isDryRun: isTrial }: Sent) => {
    try {
      const receipt = await sendFile(api, {
        ...{ experiment: experiment.id, file, isDryRun: isTrial, signal: quit.current.signal },
        onSent: (sent) => change(key, { sent }),
        onReceipt: (latest) => change(key, { receipt: latest, sent: file.size }),
      });
      change(key, { receipt, isOver: true });
      if (!isTrial) onIn();
    } catch (error) {
      if (quit.current.signal.aborted) return;
      // Whatever it is, the file is not in, and the others go on.
      const why = error instanceof CallFailure ? `${error.message} (${error.code})` : String(error);
      change(key, { failure: why, isOver: true });
    }
  };

  const take = (taken: readonly File[]) => {
    const begun = taken.map(
      (file): Sent => ({
        key: count.current++,
        file,
        isDryRun,
        sent: 0,
        receipt: null,
        failure: null,
        isOver: false,
      }),
    );
    queue.current.push(...begun);
    setFiles((all) => [...begun, ...all]);
    void work();
  };

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const items = [...(event.dataTransfer?.items ?? [])];
    const folders = items.filter((item) => item.webkitGetAsEntry?.()?.isDirectory === true).length;
    setLeft(folders === 0 ? '' : `${countText(folders, 'folder')} left out: drop the files that are in it.`);
    const dropped = items.flatMap((item) => {
      const file = item.webkitGetAsEntry?.()?.isDirectory === true ? null : item.getAsFile();
      return file === null ? [] : [file];
    });
    take(dropped);
  };

  const waiting = files.filter((one) => !one.isOver).length;
  return (
    <section>
      <h2>Upload files</h2>
      <fieldset
        class={`drop${isOver ? ' over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <legend>Drop files here, or choose them</legend>
        <input
          ref={picker}
          class="hidden"
          type="file"
          multiple
          aria-label="Files to upload"
          onChange={({ currentTarget }) => {
            take([...(currentTarget.files ?? [])]);
            currentTarget.value = '';
          }}
        />
        <button type="button" onClick={() => picker.current?.click()}>
          Choose files
        </button>
        <label class="check">
          <input
            type="checkbox"
            checked={isDryRun}
            onChange={({ currentTarget }) => setDryRun(currentTarget.checked)}
          />{' '}
          Try only: show what would happen, store nothing
        </label>
      </fieldset>
      {left !== '' && <p role="alert">{left}</p>}
      <p role="status" class="soft">
        {files.length === 0
          ? ''
          : `${groupedText(files.length - waiting)} of ${countText(files.length, 'file')} done`}
      </p>
      <ul class="cards">
        {files.slice(0, MOST_SHOWN).map((one) => (
          <li key={one.key}>
            <OneFile {...one} />
          </li>
        ))}
      </ul>
      {files.length > MOST_SHOWN && (
        <p class="soft">and {groupedText(files.length - MOST_SHOWN)} more: see Files below</p>
      )}
    </section>
  );
}

function OneFile({ file, sent, receipt, failure, isOver }: Sent) {
  if (failure !== null)
    return (
      <div class="box failure" role="alert">
        <strong>{file.name}</strong> was not stored. {failure}
      </div>
    );
  if (receipt !== null && isOver) return <Receipt receipt={receipt} />;
  return (
    <div class="card">
      <strong>{file.name}</strong>{' '}
      <span class="soft">
        {receipt === null ? `${sizeText(sent)} of ${sizeText(file.size)}` : `sent; ${receipt.state}`}
      </span>
      <progress max={Math.max(1, file.size)} value={sent} aria-label={`${file.name}, sent`} />
    </div>
  );
}
