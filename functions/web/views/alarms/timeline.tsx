/** When what was wrong, in data time, with what was checked then and what was not. */
import type { AnomaliesOnWire } from '../../../../shared/contract/anomalies.ts';
import { completenessSchema } from '../../../../shared/contract/completeness.ts';
import type { LookedAtOnWire } from '../../../../shared/contract/looked-at.ts';
import { lookedForText } from '../../../../shared/domain/detect/looked-for-text.ts';
import { countText, groupedText } from '../../../../shared/domain/words/count.ts';
import { listText } from '../../../../shared/domain/words/list.ts';
import { addressOf } from '../../address/route.ts';
import { Answer } from '../../parts/answer.tsx';
import { Instant } from '../../parts/instant.tsx';
import { SeverityShape } from '../../parts/severity.tsx';
import { useZone } from '../../parts/zone.tsx';
import { axisText, type Zone, zonedText, zoneName } from '../../parts/zoned-text.ts';
import type { Api } from '../../stack/api.ts';
import { stackNow } from '../../stack/clock.ts';
import { pathOf } from '../../stack/experiment.ts';
import { useAnswer } from '../../stack/use-answer.ts';
import { nameOf } from './groups.ts';
import {
  type AlarmRow,
  type Lane,
  type Stretch,
  type Timeline,
  ticksOf,
  timelineOf,
  WHY_BLIND,
} from './lanes-of.ts';

const EVERY_MS = 60_000;

interface TimelineOfProps {
  readonly api: Api;
  readonly experiment: { readonly id: string };
  readonly anomalies: AnomaliesOnWire['anomalies'];
  readonly lookedFor: AnomaliesOnWire['lookedFor'];
  readonly lookedAt: readonly LookedAtOnWire[];
}

export function TimelineOf({ api, experiment, anomalies, lookedFor, lookedAt }: TimelineOfProps) {
  const path = pathOf(experiment.id, 'completeness');
  const shown = useAnswer(path, (signal) => api.get(path, completenessSchema, {}, signal), EVERY_MS);
  return (
    <section>
      <h2>Timeline</h2>
      <Answer of={shown} what="the gaps">
        {({ gaps, moreGaps = 0 }) => (
          <>
            <Drawn
              timeline={timelineOf({ lookedAt, anomalies, gaps, now: stackNow() })}
              experiment={experiment.id}
            />
            {moreGaps > 0 && <p class="soft">{countText(moreGaps, 'shorter gap')} not drawn.</p>}
          </>
        )}
      </Answer>
      <h3>Times that were checked</h3>
      {lookedAt.length === 0 && <p>Nothing yet: no sample has been judged.</p>}
      <ul class="listing">
        {lookedAt.map((one) => (
          <li key={one.unit}>
            <LookedAt {...one} />
          </li>
        ))}
      </ul>
      <details>
        <summary>What was looked for, and what was not</summary>
        <ul>
          {lookedForText(lookedFor)
            .trim()
            .split('\n')
            .map((line) => (
              <li key={line}>{line.trim()}</li>
            ))}
        </ul>
      </details>
    </section>
  );
}

interface DrawnProps {
  readonly timeline: Timeline | null;
  readonly experiment: string;
}

const MOST_TICKS = 4;

function Drawn({ timeline, experiment }: DrawnProps) {
  const zone = useZone();
  if (timeline === null)
    return <p class="box">Nothing was checked: no sample has come, so there is no time to draw.</p>;
  const { from, to, lanes } = timeline;
  const place = (begin: number, end: number) => ({
    left: `${((begin - from) / (to - from)) * 100}%`,
    width: `${(Math.max(0, end - begin) / (to - from)) * 100}%`,
  });
  const ticks = ticksOf(from, to, MOST_TICKS);
  return (
    <div class="timeline">
      <div class="axis" aria-hidden="true">
        <span class="of">time of the data, {zoneName(to, zone)}</span>
        <span class="track">
          {ticks.map((at) => (
            <span key={at} class="tick" style={place(at, at)}>
              {axisText(at, zone)}
            </span>
          ))}
        </span>
      </div>
      {lanes.map((lane) => (
        <LaneOf key={lane.of} {...{ lane, place, zone, experiment }} />
      ))}
      <ul class="alarm-legend" aria-label="How it is drawn">
        {LEGEND.map(([what, text]) => (
          <li key={what}>
            <span class={`stretch is-${what.toLowerCase()}`} /> {text}
          </li>
        ))}
      </ul>
    </div>
  );
}

const LEGEND: readonly (readonly [Stretch['what'], string])[] = [
  ['CHECKED', 'checked'],
  ['GAP', 'gap: nothing came (LOS or another cause)'],
  ['DOUBTED', 'stuck: checked, but readings are doubted'],
  ['UNMONITORED', 'unmonitored: no bound was held against anything'],
  ['SETTLING', 'settling: some detectors wait'],
  ['NOT_CHECKED', 'not checked'],
];

interface LaneProps {
  readonly lane: Lane;
  readonly place: (from: number, to: number) => { left: string; width: string };
  readonly zone: Zone;
  readonly experiment: string;
}

function LaneOf({ lane: { of, stretches, rows, moreRows }, place, zone, experiment }: LaneProps) {
  const told = (at: number) => zonedText(at, stackNow(), zone);
  return (
    <div class="alarm-lane">
      <div class="row">
        <strong class="of">
          <bdi>{of}</bdi>
        </strong>
        <span class="track" role="img" aria-label={stretchesText(stretches, told)}>
          {stretches.map(({ from, to, what, why }) => (
            <span
              key={`${what} ${from} ${why}`}
              class={`stretch is-${what.toLowerCase()}`}
              style={place(from, to)}
              title={`${why}: ${told(from)} to ${told(to)}`}
            />
          ))}
        </span>
      </div>
      {rows.map((row) => (
        <div class="row" key={row.id}>
          <a class="of" href={addressOf(experiment, 'alarms', { alarm: row.id })}>
            <SeverityShape severity={row.severity} /> <bdi>{nameOf(row).replace(` ${of} `, ' ')}</bdi>
          </a>
          <span class="track" role="img" aria-label={episodesText(row, told)}>
            {row.episodes.map(({ from, to, severity, isOngoing }) => (
              <span
                key={from}
                class={`episode ${severity.toLowerCase()}${isOngoing ? ' ongoing' : ''}`}
                style={place(from, to)}
                title={`${severity}, ${told(from)} ${isOngoing ? '(ongoing)' : `to ${told(to)}`}`}
              />
            ))}
          </span>
        </div>
      ))}
      {moreRows > 0 && <p class="soft">and {countText(moreRows, 'alarm')} more, none of them worse</p>}
    </div>
  );
}

function stretchesText(stretches: readonly Stretch[], told: (at: number) => string): string {
  if (stretches.length === 0) return 'a pair is checked where both of its units are';
  return listText(
    stretches.map(({ why, from, to }) => `${why} ${told(from)} to ${told(to)}`),
    '; ',
    5,
  );
}

function episodesText({ severity, episodes }: AlarmRow, told: (at: number) => string): string {
  const spans = episodes.map(
    ({ from, to, isOngoing }) => `${told(from)} ${isOngoing ? 'ongoing' : `to ${told(to)}`}`,
  );
  return `${severity}, ${countText(episodes.length, 'episode')}: ${listText(spans, '; ', 5)}`;
}

/** Of the time of a unit, and of what in it nothing could judge. */
function LookedAt({ unit, from, to, hasValid, unmonitored, moreUnmonitored = 0 }: LookedAtOnWire) {
  if (to === null)
    return (
      <>
        <bdi>{unit}</bdi>: nothing was received, so nothing was checked
      </>
    );
  return (
    <>
      <bdi>{unit}</bdi>: {from === null ? 'up to' : <Instant iso={from} />} {from !== null && 'to '}
      <Instant iso={to} />
      {!hasValid && ', no valid reading'}
      {unmonitored.length > 0 && (
        <ul>
          {unmonitored.map(({ channels, cause, from: begin, to: end }) => (
            <li key={`${channels.join()} ${begin}`}>
              UNMONITORED <bdi>{listText(channels)}</bdi>: {WHY_BLIND[cause]}, {end === null ? 'since ' : ''}
              <Instant iso={begin} />
              {end !== null && (
                <>
                  {' '}
                  to <Instant iso={end} />
                </>
              )}
            </li>
          ))}
          {moreUnmonitored > 0 && <li>and {groupedText(moreUnmonitored)} more UNMONITORED stretches</li>}
        </ul>
      )}
    </>
  );
}
