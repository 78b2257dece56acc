/** The definition of an experiment, to be read and changed: fetched where it is looked at. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { stringify } from 'yaml';
import { experimentSchema } from '../../../shared/contract/experiments.ts';
import { checked } from '../define/check.ts';
import { Editor } from '../define/editor.tsx';
import { PutInForce } from '../define/put-in-force.tsx';
import { Answer } from '../parts/answer.tsx';
import { Instant } from '../parts/instant.tsx';
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
  const shown = useAnswer(`definition ${experiment}`, (signal) =>
    api.get(path, experimentSchema, {}, signal),
  );
  const [text, setText] = useState('');
  const [revision, setRevision] = useState<number | null>(null);
  useEffect(() => {
    if (shown.answer === null) return;
    setText(stringify(shown.answer.definition, { lineWidth: 0 }));
    setRevision(shown.answer.revision);
  }, [shown.answer]);
  const { id, troubles } = useMemo(() => (text === '' ? NOTHING : checked(text)), [text]);
  return (
    <Answer of={shown} what={`the definition of ${experiment}`}>
      {({ appliedAt, readUnderOther }) => (
        <>
          <h2>Definition</h2>
          <p class="soft">
            Revision {revision ?? '…'}, in force since <Instant iso={appliedAt} />. The stack keeps no
            comments.
          </p>
          {readUnderOther && (
            <p class="box">
              Files are here that an earlier definition read; to read them again:{' '}
              <code>./howship reread --all -e {experiment}</code>
            </p>
          )}
          <Editor text={text} troubles={troubles} onText={setText} />
          <PutInForce
            {...{ api, id, text, revision }}
            onApplied={(applied) => setRevision(applied.revision)}
          />
        </>
      )}
    </Answer>
  );
}
