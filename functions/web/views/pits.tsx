import { useEffect, useRef, useState } from 'preact/hooks';
import {
  type PitsOnWire,
  pitObjectsSchema,
  pitsSchema,
  type SliceOnWire,
  scaleConfirmedSchema,
} from '../../../shared/contract/pits.ts';
import { isExposed } from '../../../shared/domain/experiment/hardware-schema.ts';
import { PIT_ENDPOINTS } from '../../../shared/domain/experiment/pit-schema.ts';
import {
  missingSentences,
  scaleSentences,
  thresholdSentences,
} from '../../../shared/domain/pit/slice-words.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import type { Move } from '../address/move.ts';
import { addressOf } from '../address/route.ts';
import { Answer, Pending } from '../parts/answer.tsx';
import { Choice } from '../parts/choice.tsx';
import { PitArms } from '../pits/pit-arms.tsx';
import { SizeCurves } from '../pits/size-curves.tsx';
import { SliceCard } from '../pits/slice-card.tsx';
import { Slices, sliceName } from '../pits/slices.tsx';
import { type Api, CallFailure } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';

const EVERY_MS = 30_000;
const FIRST_ENDPOINT = 'pits-and-trenches';

interface PitsProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly query: Readonly<Record<string, string>>;
}

/** Pits: arms by their units, sizes of objects, slices, and the pictures of what was found. The address holds the view. */
export function Pits({ api, experiment, query }: PitsProps) {
  const path = pathOf(experiment.id, 'pits');
  const shown = useAnswer(path, (signal) => api.get(path, pitsSchema, {}, signal), EVERY_MS);
  const move: Move = (changed) => {
    location.hash = addressOf(experiment.id, 'pits', { ...query, ...changed });
  };
  return (
    <Answer of={shown} what="the pits">
      {(answer) =>
        answer.assays.length === 0 ? (
          <p class="box">
            The definition declares no assay of pits (kind <code>pit-table</code> or <code>pit-image</code>),
            so there are none to show.
          </p>
        ) : (
          <Measured {...{ api, experiment, query, answer, move }} again={shown.again} />
        )
      }
    </Answer>
  );
}

interface ShownProps extends PitsProps {
  readonly answer: PitsOnWire;
  readonly move: Move;
  readonly again: () => void;
}

function Measured({ api, experiment, query, answer, move, again }: ShownProps) {
  const names = answer.assays.map(({ assay }) => assay);
  const assay = names.find((one) => one === query.assay) ?? null;
  const endpoint = PIT_ENDPOINTS.find((one) => one === query.endpoint) ?? FIRST_ENDPOINT;
  const slices = answer.slices.filter((one) => assay === null || one.assay === assay);
  const asked =
    query.slice === undefined ? undefined : answer.slices.find((one) => sliceName(one) === query.slice);
  useReturn(query.slice);
  return (
    <>
      <Doubts {...{ api, experiment, answer, again }} />
      <form class="choices" onSubmit={(event) => event.preventDefault()}>
        <Choice
          label="Endpoint"
          value={endpoint}
          onChange={(one) => move({ endpoint: one === FIRST_ENDPOINT ? null : one })}
        >
          {PIT_ENDPOINTS.map((one) => [one, one.replaceAll('-', ' ')])}
        </Choice>
        {names.length > 1 && (
          <Choice label="Assay" value={assay ?? ''} onChange={(one) => move({ assay: one || null })}>
            {[['', 'all'], ...names.map((one) => [one, one])]}
          </Choice>
        )}
      </form>
      {query.slice !== undefined && asked === undefined && (
        <p class="box failure" role="alert">
          There is no slice {query.slice} in this answer.
        </p>
      )}
      {asked !== undefined && (
        <SliceCard
          key={sliceName(asked)}
          {...{ api, query, move }}
          experiment={experiment.id}
          slice={asked}
        />
      )}
      <h2>Arms by their units: {endpoint.replaceAll('-', ' ')}</h2>
      <PitArms {...{ api, experiment, endpoint, assay }} assays={names} />
      <Sizes {...{ api, experiment, assay }} />
      <Slices
        slices={slices}
        hrefOf={(one) => addressOf(experiment.id, 'pits', { ...query, slice: sliceName(one), image: null })}
      />
    </>
  );
}

/** Who closes a slice goes on where its row is. */
function useReturn(slice: string | undefined): void {
  const last = useRef(slice);
  useEffect(() => {
    const left = last.current;
    last.current = slice;
    if (slice !== undefined || left === undefined) return;
    document.querySelector<HTMLElement>(`[data-slice="${CSS.escape(left)}"]`)?.focus();
  }, [slice]);
}

/** What is doubtful stands before the numbers: what has not come, what was refused, and scales that nobody has confirmed. */
function Doubts({ api, experiment, answer, again }: Omit<ShownProps, 'query' | 'move'>) {
  const { slices, assays, missing, ...lacking } = answer;
  const said = assays.flatMap(({ assay, warnings, refused }) =>
    [...(refused === undefined ? [] : [refused]), ...warnings].map(({ message }) => `${assay}: ${message}`),
  );
  const counting = slices.filter(({ refused, excluded }) => refused === undefined && excluded === undefined);
  return (
    <>
      <Pending {...lacking} />
      {[...said, ...missingSentences(missing)].map((line) => (
        <p class="box failure" key={line}>
          {line}
        </p>
      ))}
      <p>
        <strong>
          {counting.length} of {countText(slices.length, 'slice')} count.
        </strong>
        {counting.length < slices.length && ' The others say why below.'}
      </p>
      <ul>
        {[...scaleSentences(slices), ...thresholdSentences(slices)].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {unconfirmedIn(slices).map((one) => (
        <ConfirmScale key={`${one.assay} ${one.micrometres}`} {...{ api, experiment, again }} {...one} />
      ))}
    </>
  );
}

interface Unconfirmed {
  readonly assay: string;
  readonly micrometres: number;
  readonly sentence: string;
}

/** Each scale of an assay once. */
function unconfirmedIn(slices: readonly SliceOnWire[]): Unconfirmed[] {
  const all = slices.flatMap(({ assay, scale }) =>
    scale !== null && scale.confirmed === null
      ? [{ assay, micrometres: scale.micrometres, sentence: scale.sentence }]
      : [],
  );
  return [...new Map(all.map((one) => [`${one.assay} ${one.micrometres}`, one])).values()];
}

interface ConfirmScaleProps extends Unconfirmed {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly again: () => void;
}

/** Until a person has looked at it, pits are counted and no area is told. */
function ConfirmScale({ api, experiment, again, assay, micrometres, sentence }: ConfirmScaleProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const confirm = async () => {
    setSending(true);
    setFailure(null);
    try {
      await api.post(pathOf(experiment.id, 'pits', 'scale'), { assay, micrometres }, scaleConfirmedSchema);
      again();
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      setFailure(error.message);
    } finally {
      setSending(false);
    }
  };
  return (
    <div class="box failure">
      <p>
        {assay}: nobody has confirmed the scale ({sentence}), so no area is told. Open a slice, hold its scale
        bar against what you know, then confirm.
      </p>
      <button type="button" disabled={isSending} onClick={confirm}>
        I have looked: {micrometres} µm is right for {assay}
      </button>
      {failure !== null && <p role="alert">{failure}</p>}
    </div>
  );
}

interface SizesProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly assay: string | null;
}

function Sizes({ api, experiment, assay }: SizesProps) {
  const path = pathOf(experiment.id, 'pits', 'objects');
  const ask = assay === null ? {} : { assay };
  const shown = useAnswer(
    `${path} ${assay}`,
    (signal) => api.get(path, pitObjectsSchema, ask, signal),
    EVERY_MS,
  );
  const exposed = new Set(experiment.arms.flatMap(({ id, kind }) => (isExposed(kind) ? [id] : [])));
  return (
    <section>
      <h2>Sizes of objects, unit by unit</h2>
      <p class="soft">
        A curve per unit, of all its objects on slices that count (of more than 500, as many at even ranks).
        Objects and slices are no replicates: arms are compared by units.
      </p>
      <Answer of={shown} what="the sizes of objects">
        {({ assays }) =>
          assays.map((one) => (
            <div key={one.assay}>
              <h3>{one.assay}</h3>
              {one.units.length === 0 ? (
                <p class="box">No slice of {one.assay} has come.</p>
              ) : (
                <SizeCurves assay={one.assay} units={one.units} exposed={exposed} />
              )}
            </div>
          ))
        }
      </Answer>
    </section>
  );
}
