/** A note about what is in view: fetched where somebody wants to write one. */
import { useState } from 'preact/hooks';
import { isoOf, MICROS_PER_SECOND } from '../../../shared/domain/time.ts';
import { Choice } from '../parts/choice.tsx';
import { NoteForm } from '../parts/note-form.tsx';
import type { Api } from '../stack/api.ts';
import type { Experiment } from '../stack/experiment.ts';
import type { PairOnAxis } from './panel-units.ts';

export interface NoteHereProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly of: PairOnAxis;
  /** The place on the axis that the note is about, if its writer says no other. */
  readonly x: number;
  readonly onKept: () => void;
}

const ALL = '';

export function NoteHere({ api, experiment, of, x, onKept }: NoteHereProps) {
  const [unit, setUnit] = useState(of.pair.flight);
  const [typed, setTyped] = useState<string | null>(null);
  const when = typed ?? instantOf(of, unit, x);
  const at = Date.parse(when);
  const isInstant = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(when) && !Number.isNaN(at);
  return (
    <>
      <div class="choices">
        <Choice label="About" value={unit} onChange={setUnit}>
          {[
            [of.pair.flight, of.pair.flight],
            [of.pair.ground, of.pair.ground],
            [ALL, 'all units'],
          ]}
        </Choice>
        <label>
          At, on the clock of {unit === ALL ? of.pair.flight : unit}{' '}
          <input
            value={when}
            aria-invalid={!isInstant}
            onInput={({ currentTarget }) => setTyped(currentTarget.value.trim())}
          />
        </label>
        {!isInstant && <span role="alert">Expected an instant such as 2026-03-04T11:00Z, got “{when}”.</span>}
      </div>
      <NoteForm
        {...{ api, onKept }}
        experiment={experiment.id}
        about={isInstant ? { at: when, ...(unit !== ALL && { unit }) } : null}
      />
    </>
  );
}

/** To the minute; the ground's own clock runs beside that of flight. */
function instantOf({ pair, placing, zeroSeconds }: PairOnAxis, unit: string, x: number): string {
  const shift = unit === pair.ground ? placing.shiftMicros : 0;
  const minute = 60 * MICROS_PER_SECOND;
  const micros = (x + (zeroSeconds ?? 0)) * MICROS_PER_SECOND + shift;
  return isoOf(Math.round(micros / minute) * minute);
}
