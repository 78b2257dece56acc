import { useMemo, useState } from 'preact/hooks';
import type { AnomaliesOnWire } from '../../../shared/contract/anomalies.ts';
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import { type NotesOnWire, notesSchema } from '../../../shared/contract/notes.ts';
import { plannedDelayOf } from '../../../shared/domain/experiment/lookups.ts';
import { MICROS_PER_SECOND } from '../../../shared/domain/time.ts';
import type { TimelineEvent } from '../../../shared/domain/timeline/event.ts';
import { sharedUnitRemarks } from '../../../shared/domain/twins/shared-units.ts';
import type { View } from '../chart/view.ts';
import { Answer } from '../parts/answer.tsx';
import { Later } from '../parts/later.tsx';
import type { Api } from '../stack/api.ts';
import { stackNow } from '../stack/clock.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';
import type { Axis } from './axis.ts';
import { findingLane, gapsOf, isOfPair, stillOf } from './findings.ts';
import { eventLane, type Lane, noteLane, type PhaseStretch, phaseLane, phasesOn, planLane } from './lanes.ts';
import { ledgerLane } from './ledger.ts';
import type { NoteHereProps } from './note-here.tsx';
import { Panel, type PanelProps } from './panel.tsx';
import { type DrawnUnit, type PairOnAxis, pairOnAxis, unitsOfPairs } from './panel-units.ts';
import { foundOn, useFound } from './use-found.ts';
import type { Looking } from './use-view.ts';
import { useWholeDeltas, wholeOfDeltas } from './use-whole.ts';
import { ZoomButtons } from './zoom-buttons.tsx';

const NOTES_EVERY_MS = 60_000;

interface PairPanelsProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly channel: Experiment['channels'][number];
  readonly axis: Axis;
  readonly looking: Looking;
  readonly pairs: readonly Experiment['pairs'][number][];
  readonly events: readonly TimelineEvent[];
  readonly isTogether: boolean;
}

/** Pairs below each other on one axis, or their curves in one chart. */
export function PairPanels(props: PairPanelsProps) {
  const { api, experiment, channel, pairs, axis, events, looking, isTogether } = props;
  const deltas = useWholeDeltas(api, experiment.id, pairs, channel.id);
  const notes = useAnswer(
    `notes ${experiment.id}`,
    (signal) => api.get(pathOf(experiment.id, 'notes'), notesSchema, {}, signal),
    NOTES_EVERY_MS,
  );
  const found = useFound(api, experiment.id, channel.id);
  const placed = useMemo(
    () => pairs.map((pair) => pairOnAxis(experiment, pair, events, axis)),
    [experiment, pairs.map(({ id }) => id).join(' '), events, axis],
  );
  const known = placed.filter(({ zeroSeconds }) => zeroSeconds !== null);
  const groups = isTogether ? [known] : known.map((one) => [one]);
  return (
    <Answer of={deltas} what={`${channel.id} of ${pairs.map(({ id }) => id).join(', ')}`}>
      {(answers) => {
        const whole = wholeOfDeltas(answers, known);
        const [first] = answers;
        const period = first?.periodSeconds ?? 1;
        return (
          <>
            {placed
              .filter(({ zeroSeconds }) => zeroSeconds === null)
              .map(({ pair }) => (
                <p class="box" key={pair.id}>
                  {pair.id} has no place on this axis: {pair.flight} has no event {experiment.reference} yet.
                  Choose the clock of flight above, or record the event.
                </p>
              ))}
            {pairs
              .flatMap((pair, i) => sharedUnitRemarks(pair, pairs.slice(i + 1)))
              .map(({ sentence }) => (
                <p class="box" key={sentence}>
                  {sentence}: their curves and differences hold the same samples on one side.
                </p>
              ))}
            {whole === null && <p class="box">No sample of these units has come yet.</p>}
            {whole !== null && <ZoomButtons {...{ axis, whole, looking }} periodSeconds={period} />}
            {whole !== null &&
              groups.map((group) => (
                <OnePanel
                  key={group.map(({ pair }) => pair.id).join(' ')}
                  {...props}
                  group={group}
                  answers={answers}
                  whole={whole}
                  notes={notes.answer}
                  onNote={notes.again}
                  found={found}
                />
              ))}
          </>
        );
      }}
    </Answer>
  );
}

interface OnePanelProps extends PairPanelsProps {
  readonly group: readonly PairOnAxis[];
  readonly answers: readonly DeltaOnWire[];
  readonly whole: View;
  readonly notes: NotesOnWire | null;
  /** A note was written here. */
  readonly onNote: () => void;
  readonly found: AnomaliesOnWire | null;
}

function OnePanel(props: OnePanelProps) {
  const { api, experiment, channel, axis, looking, group, answers, whole, notes, found, events } = props;
  const [first] = group;
  const units = useMemo(() => unitsOfPairs(experiment, group), [experiment, group]);
  const { lanes, phases, still, gaps } = useMemo(
    () => (first === undefined ? NO_LANES : lanesOf(props, first, units)),
    [first, units, answers, whole.from, whole.to, notes, found, events],
  );
  const period = answers[0]?.periodSeconds ?? 1;
  const ids = group.map(({ pair }) => pair.id).join(', ');
  return (
    <>
      <Panel
        {...{ api, experiment, axis, units, whole, lanes, phases, still, gaps }}
        pairs={group}
        title={`${ids} ${channel.id}: ${units.map(({ label }) => label).join(', ')}`}
        channel={channel.id}
        ucum={channel.unit}
        periodSeconds={period}
        view={looking.view}
        at={looking.at}
        onView={looking.onView}
      />
      {first !== undefined && (
        <Noting
          {...{ api, experiment, of: first }}
          x={middleOf(looking.view ?? whole)}
          onKept={props.onNote}
        />
      )}
      {answers
        .filter(({ pair }) => group.some((one) => one.pair.id === pair))
        .map((delta) => (
          <Alignment key={delta.pair} {...{ api, delta }} experiment={experiment.id} />
        ))}
    </>
  );
}

const middleOf = ({ from, to }: View): number => (from + to) / 2;

/** What is written into is fetched where somebody wants to write. */
function Noting(props: NoteHereProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>Write a note on {props.of.pair.id}</summary>
      {isOpen && (
        <Later load={() => import('./note-here.tsx')}>{({ NoteHere }) => <NoteHere {...props} />}</Later>
      )}
    </details>
  );
}

interface AlignmentProps {
  readonly api: Api;
  readonly experiment: string;
  readonly delta: DeltaOnWire;
}

/** The verdict stands open; what it rests on is fetched where somebody wants it. */
function Alignment({ api, experiment, delta }: AlignmentProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>
        Alignment of {delta.pair} over all time: {delta.alignment.verdict}, lag against agreement
      </summary>
      {isOpen && (
        <Later load={() => import('./lag-plot.tsx')}>
          {({ LagPlot }) => <LagPlot {...{ api, experiment, delta }} />}
        </Later>
      )}
    </details>
  );
}

const NO_LANES = { lanes: [], phases: [], still: new Map(), gaps: new Map() };

/** Of the first pair of a panel: what happened to several at once would not be told apart. */
function lanesOf(
  { experiment, channel, answers, whole, notes, found, events }: OnePanelProps,
  { pair, placing, zeroSeconds }: PairOnAxis,
  units: readonly DrawnUnit[],
): { lanes: Lane[]; phases: PhaseStretch[] } & Pick<PanelProps, 'still' | 'gaps'> {
  const toMicros = (x: number) => (x + (zeroSeconds ?? 0)) * MICROS_PER_SECOND;
  const phases = phasesOn(placing, experiment.phases, events, {
    from: toMicros(whole.from),
    to: toMicros(whole.to),
  });
  const delay = plannedDelayOf(experiment.hardware, pair);
  const delta = answers.find((one) => one.pair === pair.id);
  const { anomalies, empty } = foundOn(found, channel.id, isOfPair(placing, channel.id));
  const lanes: Lane[] = [
    phaseLane(phases, experiment.phases.length > 0),
    eventLane(placing, events),
    planLane(placing, events, delay === null ? null : delay * MICROS_PER_SECOND, stackNow() * 1000),
    ...(delta === undefined ? [] : [ledgerLane(placing, delta, phases, whole)]),
    findingLane(placing, anomalies, whole.to, empty),
    notes === null
      ? { name: 'notes', items: [], empty: 'the notes have not come yet' }
      : noteLane(placing, notes.notes, notes.older),
  ];
  const still = new Map(units.map(({ unit }) => [unit, stillOf(placing, anomalies, unit, whole.to)]));
  const gaps = new Map(units.map(({ unit }) => [unit, gapsOf(placing, anomalies, unit, whole.to)]));
  return { lanes, phases, still, gaps };
}
