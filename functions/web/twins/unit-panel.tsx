import { useMemo } from 'preact/hooks';
import type { AnomaliesOnWire, AnomalyOnWire } from '../../../shared/contract/anomalies.ts';
import { type NotesOnWire, notesSchema } from '../../../shared/contract/notes.ts';
import { standingEventsOf, type TimelineEvent } from '../../../shared/domain/timeline/event.ts';
import { groupedText } from '../../../shared/domain/words/count.ts';
import { percentText } from '../../../shared/domain/words/figure.ts';
import { typedUtc } from '../../../shared/domain/words/instant.ts';
import { Answer, Pending } from '../parts/answer.tsx';
import type { Api } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';
import type { Axis } from './axis.ts';
import { findingLane, gapsOf, isOfPair, stillOf } from './findings.ts';
import { type Item, type Lane, noteLane, type Placing } from './lanes.ts';
import { Panel, type PanelProps } from './panel.tsx';
import { type DrawnUnit, unitsAlone } from './panel-units.ts';
import { foundOn, useFound } from './use-found.ts';
import type { Looking } from './use-view.ts';
import { useWholeSeries, wholeOfSeries } from './use-whole.ts';
import { ZoomButtons } from './zoom-buttons.tsx';

const NOTES_EVERY_MS = 60_000;

interface UnitPanelProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly channel: Experiment['channels'][number];
  readonly axis: Axis;
  readonly looking: Looking;
  readonly units: readonly string[];
  readonly events: readonly TimelineEvent[];
}

/** A channel of units by themselves: each by its own clock, or since its own reference event. No difference is taken. */
export function UnitPanel(props: UnitPanelProps) {
  const { api, experiment, channel, axis, looking, units, events } = props;
  const { drawn, withoutZero } = useMemo(
    () => unitsAlone(experiment, units, events, axis),
    [experiment, units.join(' '), events, axis],
  );
  const series = useWholeSeries(api, experiment.id, units, channel.id);
  const notes = useAnswer(
    `notes ${experiment.id}`,
    (signal) => api.get(pathOf(experiment.id, 'notes'), notesSchema, {}, signal),
    NOTES_EVERY_MS,
  );
  const found = useFound(api, experiment.id, channel.id);
  const whole = wholeOfSeries(series.answer ?? [], drawn);
  const end = whole?.to ?? 0;
  const { lanes, still, gaps } = useMemo(
    () => lanesOf(drawn, { events, notes: notes.answer, found, channel: channel.id, end }),
    [drawn, events, notes.answer, found, channel.id, end],
  );
  return (
    <Answer of={series} what={`${channel.id} of ${units.join(', ')}`}>
      {(answers) => {
        const period = answers[0]?.series[0]?.periodSeconds ?? 1;
        return (
          <>
            {withoutZero.map((unit) => (
              <p class="box" key={unit}>
                {unit} has no place on this axis: it has no event {experiment.reference} yet.
              </p>
            ))}
            {answers
              .flatMap(({ series: all }) => all)
              .map((one) => (
                <p key={one.unit}>
                  {one.unit}: {groupedText(one.received)} of {groupedText(one.expected)} expected samples
                  {one.completeness !== null && ` (${percentText(one.completeness)})`}, {one.gaps} gaps,{' '}
                  {groupedText(one.received - one.valid)} without a valid value
                </p>
              ))}
            {answers.map((one) => (
              <Pending key={one.unit} {...one} />
            ))}
            {whole === null ? (
              <p class="box">
                No sample of {channel.id} has come from {units.join(', ')} yet.
              </p>
            ) : (
              <>
                <ZoomButtons {...{ axis, whole, looking }} periodSeconds={period} />
                <Panel
                  {...{ api, experiment, axis, whole, lanes }}
                  title={`${channel.id} of ${drawn.map(({ unit }) => unit).join(', ')}`}
                  units={drawn}
                  pairs={[]}
                  channel={channel.id}
                  ucum={channel.unit}
                  periodSeconds={period}
                  view={looking.view}
                  at={looking.at}
                  phases={[]}
                  {...{ still, gaps }}
                  onView={looking.onView}
                />
              </>
            )}
          </>
        );
      }}
    </Answer>
  );
}

interface Happened {
  readonly events: readonly TimelineEvent[];
  readonly notes: NotesOnWire | null;
  readonly found: AnomaliesOnWire | null;
  readonly channel: string;
  /** Where what is ongoing is drawn to. */
  readonly end: number;
}

/** Each unit at its own place: it is its own flight, and has no ground. */
function placingOf({ unit, zeroSeconds }: DrawnUnit): Placing {
  return {
    pair: { id: '', flight: unit, ground: '' },
    sides: { flight: unit, ground: '' },
    shiftMicros: 0,
    xOf: (at) => at / 1e6 - zeroSeconds,
  };
}

function lanesOf(
  units: readonly DrawnUnit[],
  { events, notes, found, channel, end }: Happened,
): { lanes: Lane[] } & Pick<PanelProps, 'still' | 'gaps'> {
  const marks = units.flatMap(({ unit, zeroSeconds }) =>
    standingEventsOf(events, unit).map(({ name, at }): Item => {
      const x = at / 1e6 - zeroSeconds;
      const label = units.length === 1 ? name : `${name} (${unit})`;
      return { from: x, to: x, label, title: `${name} of ${unit} at ${typedUtc(at)}`, look: 'event' };
    }),
  );
  const ofUnit = (unit: string) =>
    foundOn(
      found,
      channel,
      (one) => one.unit === unit && isOfPair({ pair: { id: '', flight: unit, ground: '' } }, channel)(one),
    );
  const findings = units.flatMap((unit) => {
    const { anomalies, empty } = ofUnit(unit.unit);
    return findingLane(placingOf(unit), anomalies, end, empty).items;
  });
  const written = units.flatMap((unit) => noteLane(placingOf(unit), notes?.notes ?? [], notes?.older).items);
  const byUnit = <T,>(
    of: (placing: Placing, found: readonly AnomalyOnWire[], unit: string, end: number) => T,
  ) => new Map(units.map((one) => [one.unit, of(placingOf(one), ofUnit(one.unit).anomalies, one.unit, end)]));
  const lanes = [
    { name: 'events', items: marks, empty: 'no event of these units is known' },
    { name: 'findings', items: findings, empty: ofUnit('').empty },
    {
      ...{ name: 'notes', items: written },
      empty: notes === null ? 'the notes have not come yet' : 'nobody wrote a note on these units',
    },
  ];
  return { lanes, still: byUnit(stillOf), gaps: byUnit(gapsOf) };
}
