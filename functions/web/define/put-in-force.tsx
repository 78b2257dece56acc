/** Puts a definition in force, and says what to do where the stack does not take it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import {
  type AppliedExperiment,
  appliedExperimentSchema,
  experimentSchema,
} from '../../../shared/contract/experiments.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { type Api, CallFailure } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';
import { ReadAgain } from './read-again.tsx';

interface PutInForceProps {
  readonly api: Api;
  /** Of the text; null while something is wrong with it. */
  readonly id: string | null;
  readonly text: string;
  /** What was in force when the text was taken from it; null for a new one. */
  readonly revision: number | null;
  readonly onApplied: (applied: AppliedExperiment) => void;
}

type Outcome =
  | { readonly kind: 'APPLIED'; readonly applied: AppliedExperiment }
  | { readonly kind: 'FAILED'; readonly failure: CallFailure }
  /** Somebody else put another one in force since. */
  | { readonly kind: 'OVERTAKEN'; readonly revision: number };

export function PutInForce({ api, id, text, revision, onApplied }: PutInForceProps) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isBusy, setBusy] = useState(false);
  const said = useRef<HTMLDivElement>(null);
  // The button was disabled meanwhile, and has lost the focus.
  useEffect(() => (outcome === null ? undefined : said.current?.focus()), [outcome]);
  const send = async (experiment: string, { newReading = false, isSure = false } = {}) => {
    setBusy(true);
    setOutcome(null);
    try {
      const standing = isSure ? null : await inForce(api, experiment);
      if (standing !== null && standing !== revision) {
        setOutcome({ kind: 'OVERTAKEN', revision: standing });
        return;
      }
      const path = `${pathOf(experiment)}${newReading ? '?newReading=true' : ''}`;
      const applied = await api.putText(path, text, appliedExperimentSchema);
      setOutcome({ kind: 'APPLIED', applied });
      onApplied(applied);
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      setOutcome({ kind: 'FAILED', failure: error });
    } finally {
      setBusy(false);
    }
  };
  return (
    <section>
      <button type="button" disabled={id === null || isBusy} onClick={() => id !== null && send(id)}>
        Put in force
      </button>
      {id === null && <p class="soft">Mend what is wrong first: each problem is named beside its line.</p>}
      <div ref={said} tabIndex={-1}>
        {outcome?.kind === 'APPLIED' && <Applied api={api} applied={outcome.applied} />}
        {outcome?.kind === 'OVERTAKEN' && id !== null && (
          <div class="box failure" role="alert">
            <p>
              {revision === null
                ? `An experiment ${id} is there already, at revision ${outcome.revision}. Give this one another id, or replace that definition.`
                : `Somebody put revision ${outcome.revision} in force since this page was opened, at revision ${revision}. Reload to see it; what you wrote is lost then, so copy it first.`}
            </p>
            <button type="button" onClick={() => send(id, { isSure: true })}>
              Replace revision {outcome.revision} by this
            </button>
          </div>
        )}
        {outcome?.kind === 'FAILED' && id !== null && (
          <div class="box failure" role="alert">
            <p>
              Not put in force. <bdi>{outcome.failure.message}</bdi> <code>{outcome.failure.code}</code>
            </p>
            {outcome.failure.code === 'reading.changed' && (
              <>
                <p>
                  Nothing has changed yet. Either take back what changes how files are read, or put it in
                  force with a new reading: the files stay as they came, and are to be read again after it.
                </p>
                <button type="button" onClick={() => send(id, { newReading: true, isSure: true })}>
                  Put in force with a new reading
                </button>
              </>
            )}
          </div>
        )}
      </div>
    </section>
  );
}

/** The revision that stands; null where there is no such experiment yet. */
async function inForce(api: Api, id: string): Promise<number | null> {
  try {
    return (await api.get(pathOf(id), experimentSchema)).revision;
  } catch (error) {
    if (error instanceof CallFailure && error.status === 404) return null;
    throw error;
  }
}

function Applied({ api, applied }: { readonly api: Api; readonly applied: AppliedExperiment }) {
  const { id, revision, warnings, warningsFound = warnings.length, readUnderOther } = applied;
  return (
    <div class="box" role="status">
      <p>
        {id}: revision {revision} is in force.
      </p>
      {warnings.length > 0 && (
        <ul>
          {warnings.map(({ code, field, message }) => (
            <li key={`${field} ${message}`}>
              <bdi>
                {field}: {message}
              </bdi>{' '}
              <code>{code}</code>
            </li>
          ))}
          {warningsFound > warnings.length && (
            <li>and {countText(warningsFound - warnings.length, 'more warning')}</li>
          )}
        </ul>
      )}
      {readUnderOther !== undefined && (
        <ReadAgain api={api} experiment={id} files={readUnderOther.downlinks} />
      )}
    </div>
  );
}
