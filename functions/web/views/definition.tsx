/** The definition of an experiment, to be read and changed: fetched where it is looked at. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { stringify } from 'yaml';
import { experimentSchema } from '../../../shared/contract/experiments.ts';
import { checked } from '../define/check.ts';
import { drafts } from '../define/drafts.ts';
import { Editor } from '../define/editor.tsx';
import { PutInForce } from '../define/put-in-force.tsx';
import { ReadAgain } from '../define/read-again.tsx';
import { Revisions } from '../define/revisions.tsx';
import { Answer } from '../parts/answer.tsx';
import { Instant } from '../parts/instant.tsx';
import { Opened } from '../parts/opened.tsx';
import type { Api } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';

/** Before the answer has come. */
const NOTHING = { id: null, troubles: [] } as const;

interface DefinitionProps {
  readonly api: Api;
  readonly experiment: string;
}

export function Definition({ api, experiment }: DefinitionProps) {
  const path = pathOf(experiment);
  const key = `definition ${experiment}`;
  const shown = useAnswer(key, (signal) => api.get(path, experimentSchema, {}, signal));
  const [begun, setBegun] = useState(() => drafts.of(key));
  const [text, setText] = useState(begun?.text ?? '');
  const [revision, setRevision] = useState(begun?.revision ?? null);
  const [applied, setApplied] = useState(0);
  const stored = useMemo(
    () => (shown.answer === null ? '' : stringify(shown.answer.definition, { lineWidth: 0 })),
    [shown.answer],
  );
  useEffect(() => {
    // What was written stands, whatever is in force by now.
    if (shown.answer === null || revision !== null) return;
    setText(stored);
    setRevision(shown.answer.revision);
  }, [shown.answer, revision]);
  const write = (written: string) => {
    setText(written);
    if (written === stored) drafts.drop(key);
    else drafts.keep(key, { text: written, revision, files: [] });
  };
  const discard = () => {
    drafts.drop(key);
    setBegun(null);
    setRevision(null);
  };
  const { id, troubles } = useMemo(() => (text === '' ? NOTHING : checked(text)), [text]);
  return (
    <Answer of={shown} what={`the definition of ${experiment}`}>
      {({ revision: standing, appliedAt, appliedBy, readUnderOther }) => (
        <>
          <h2>Definition</h2>
          <p class="soft">
            Revision {standing}, in force since <Instant iso={appliedAt} />
            {appliedBy !== undefined && (
              <>
                , put by <bdi>{appliedBy}</bdi>
              </>
            )}
            . The stack keeps no comments.
          </p>
          <Opened key={applied} title="All revisions, and who put them in force">
            <Revisions api={api} experiment={experiment} />
          </Opened>
          {readUnderOther && applied === 0 && (
            <div class="box">
              <ReadAgain api={api} experiment={experiment} files={null} />
            </div>
          )}
          {begun !== null && text !== stored && (
            <div class="box">
              <p>
                Below stands what you wrote before, on revision {begun.revision ?? '…'}. It is not in force,
                and is kept in this tab until you reload or close it.
              </p>
              <button type="button" onClick={discard}>
                Discard it and show what is in force
              </button>
            </div>
          )}
          <Editor text={text} troubles={troubles} onText={write} />
          <PutInForce
            {...{ api, id, text, revision }}
            onApplied={(now) => {
              drafts.drop(key);
              setBegun(null);
              setRevision(now.revision);
              setApplied(now.revision);
              shown.again();
            }}
          />
        </>
      )}
    </Answer>
  );
}
