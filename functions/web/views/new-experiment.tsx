/** An experiment from files alone, or from a definition: fetched where somebody makes one. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { experimentsSchema } from '../../../shared/contract/experiments.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { newDefinition } from '../../../shared/formats/source-proposal/new-definition.ts';
import { addressOf } from '../address/route.ts';
import { checked } from '../define/check.ts';
import { drafts } from '../define/drafts.ts';
import { Editor } from '../define/editor.tsx';
import { fileHead } from '../define/file-head.ts';
import { GuessList } from '../define/guess-list.tsx';
import { PutInForce } from '../define/put-in-force.tsx';
import { type Api, CallFailure } from '../stack/api.ts';
import type { Desk } from '../uplink/desk.ts';
import { DropBox } from '../uplink/drop-box.tsx';
import type { Dropped } from '../uplink/dropped-files.ts';

/** As the command has it: one of each kind is enough. */
const MOST_FILES = 200;

const EMPTY = `id: mine
arms:
  - id: bench
    kind: GROUND_CONTROL_SYNCHRONOUS
units:
  - id: U1
    arm: bench
channels:
  - id: temperature
    unit: Cel
    period: PT1M
sources: []
`;

const DRAFT = 'new';

/** The id that the text gives the experiment; null where it gives none. */
const idIn = (text: string): string | null => /^id: *(\S+)/m.exec(text)?.[1] ?? null;

/** No text is there to be checked yet. */
const NOTHING = { id: null, troubles: [] } as const;

interface NewExperimentProps {
  readonly api: Api;
  readonly desk: Desk;
}

export function NewExperiment({ api, desk }: NewExperimentProps) {
  const [begun] = useState(() => drafts.of(DRAFT));
  const [id, setId] = useState(() => idIn(begun?.text ?? '') ?? 'mine');
  const [files, setFiles] = useState<readonly File[]>(begun?.files ?? []);
  const [text, setText] = useState<string | null>(begun?.text ?? null);
  const [said, setSaid] = useState<readonly string[]>([]);
  const [waiting, setWaiting] = useState<Dropped | null>(null);
  const [applied, setApplied] = useState<string | null>(null);
  const write = (written: string, from: readonly File[] = files) => {
    setText(written);
    setFiles(from);
    drafts.keep(DRAFT, { text: written, revision: null, files: from });
  };
  const draft = async ({ files: dropped, left }: Dropped) => {
    setWaiting(null);
    const taken = dropped.slice(0, MOST_FILES);
    const rest = dropped.length - taken.length;
    const notes = [
      ...left,
      ...(rest > 0 ? [`Drafted from the first ${MOST_FILES} files: one of each kind is enough.`] : []),
    ];
    setSaid(notes);
    if (taken.length === 0) return;
    try {
      write(await draftOf(api, id, taken), dropped);
    } catch (error) {
      if (!(error instanceof CallFailure || error instanceof Refusal)) throw error;
      setSaid([...notes, `No draft: ${error.message} (${error.code})`]);
    }
  };
  // This part was fetched after the page was turned: what had the focus is gone.
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, []);
  const { id: readable, troubles } = useMemo(() => (text === null ? NOTHING : checked(text)), [text]);
  return (
    <main ref={main} tabIndex={-1}>
      <h1>New experiment</h1>
      <p>
        A definition says what flew, what measures, and how files are read. Drop one file of each logger:
        every guess is shown and yours to decide. Nothing is sent until you put it in force.
      </p>
      <label>
        Id of the experiment{' '}
        <input value={id} onInput={({ currentTarget }) => setId(currentTarget.value.trim())} />
      </label>
      <DropBox
        onFiles={(dropped) => (text === null ? draft(dropped) : setWaiting(dropped))}
        says="Drop one file of each logger here, or choose them"
      />
      {waiting !== null && (
        <div class="box" role="alert">
          <p>
            A draft is here already. Drafting anew from the {countText(waiting.files.length, 'file')} dropped
            now replaces what you decided and wrote below.
          </p>
          <p class="actions">
            <button type="button" onClick={() => draft(waiting)}>
              Draft anew
            </button>
            <button type="button" onClick={() => setWaiting(null)}>
              Keep the draft
            </button>
          </p>
        </div>
      )}
      {begun !== null && text === begun.text && (
        <p class="box">
          Below stands the draft that you began before. It is not in force, and is kept in this tab until you
          reload or close it.
        </p>
      )}
      {said.map((sentence) => (
        <p class="box failure" role="alert" key={sentence}>
          <bdi>{sentence}</bdi>
        </p>
      ))}
      {text === null ? (
        <button type="button" onClick={() => write(EMPTY.replace('mine', id === '' ? 'mine' : id))}>
          Write it as YAML instead
        </button>
      ) : (
        <>
          <GuessList text={text} onText={write} />
          <h2>Definition</h2>
          <Editor text={text} troubles={troubles} onText={write} />
          <PutInForce
            {...{ api, text, id: readable, revision: null }}
            onApplied={({ id: given }) => {
              drafts.drop(DRAFT);
              setApplied(given);
            }}
          />
          {applied !== null && (
            <p class="actions">
              {files.length > 0 && (
                <button
                  type="button"
                  onClick={() => {
                    desk.add(applied, files, false);
                    location.hash = addressOf(applied, 'arrived');
                  }}
                >
                  Upload the files it was drafted from
                </button>
              )}
              <a href={addressOf(applied, 'arrived')}>Open {applied}</a>
            </p>
          )}
        </>
      )}
    </main>
  );
}

/** By the very code of `howship experiment new`, and by the clock of the stack. */
async function draftOf(api: Api, id: string, files: readonly File[]): Promise<string> {
  const { now } = await api.get('/v1/experiments', experimentsSchema);
  const heads = await Promise.all(files.map(fileHead));
  return newDefinition(id, heads, Date.parse(now) * 1000);
}
