/** What is wrong, what was looked for, and what was not. */
import {
  type AnomaliesOnWire,
  type AnomalyOnWire,
  anomalyFromWire,
} from '../../../shared/contract/anomalies.ts';
import type { DamagedOnWire } from '../../../shared/contract/wire.ts';
import { SEVERITIES } from '../../../shared/domain/anomaly/anomaly.ts';
import { lengthText } from '../../../shared/domain/anomaly/length.ts';
import { foldLogs } from '../../../shared/domain/anomaly/logged.ts';
import { severityText } from '../../../shared/domain/anomaly/severity-text.ts';
import { type Thing, thingsOf, thingText } from '../../../shared/domain/anomaly/things.ts';
import { severityNow } from '../../../shared/domain/anomaly/urgency.ts';
import { type Anomaly, detectorNamed } from '../../../shared/domain/detect/registry.ts';
import { channelOf } from '../../../shared/domain/telemetry/frame.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedUtc } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { escaped } from '../../../shared/formats/svg/xml.ts';
import type { ReportedWatch, ReportFrame } from '../../../shared/usecases/report/report-experiment.ts';
import { type HeadCell, list, type Row, table } from './table.ts';

/** Of things. */
const MOST_ROWS = 40;
const MOST_NAMED = 6;
const MOST_PLACES = 12;

/** What is known and in no number below yet; of each section, since each is asked for by itself. */
export const pendingLine = (pending: number, more = ''): string[] =>
  pending > 0 ? [`${more}${countText(pending, 'input')} pending: what came last is not in it yet.`] : [];

/** What is kept of them cannot be read, and is in nothing that is shown. */
export const damagedLines = (damaged: readonly DamagedOnWire[] = []): string[] =>
  damaged.map(({ id }) => `What is kept of ${id} is damaged and left out: ./howship verify says more.`);

export function lookedForList({ found: { lookedFor } }: ReportedWatch): string {
  const looked = [...new Set(lookedFor.filter((one) => one.looked).map(({ kind }) => kind))];
  const told = `<p class="soft">Looked for: ${escaped(looked.join(', ') || 'nothing')}.</p>`;
  return [told, list(notLooked(lookedFor))].join('\n');
}

/** By reason, each kind with the channels on which it is not. */
function notLooked(lookedFor: AnomaliesOnWire['lookedFor']): string[] {
  const not = Map.groupBy(
    lookedFor.filter(({ looked }) => !looked),
    ({ why = 'not known why' }) => why,
  );
  return Array.from(not, ([why, entries]) => {
    const kinds = Map.groupBy(entries, ({ kind }) => kind);
    const words = Array.from(kinds, ([kind, all]) => {
      const places = all.map(({ unit, pair, channel }) => [unit ?? pair ?? [], channel].flat().join(' '));
      return `${kind} on ${listText([...new Set(places)], ', ', MOST_NAMED)}`;
    });
    return `Not looked for: ${words.join('; ')} (${why}).`;
  });
}

/** The worst first; what comes by the hundred is counted. */
export function findingsTable({ loaded }: ReportFrame, { found }: ReportedWatch): string {
  const { anomalies, lookedFor } = found;
  const { experiment, definition } = loaded;
  if (anomalies.length === 0 && !lookedFor.some(({ looked }) => looked)) {
    const why = definition.channels.length === 0 ? ', since the definition declares no channel' : '';
    return `<p>Nothing could be found: nothing was looked for${why}.</p>`;
  }
  if (anomalies.length === 0) return '<p>Nothing was found in what was looked for.</p>';
  const isLogOnly = (kind: AnomalyOnWire['kind']) => detectorNamed(kind).isLogOnly;
  const { listed, folded } = foldLogs(anomalies, isLogOnly);
  const things = thingsOf(listed.map(anomalyFromWire), ({ kind }) => isLogOnly(kind)).toSorted(
    ({ leader: a }, { leader: b }) => rankOf(b) - rankOf(a) || a.from - b.from,
  );
  const shown = things.slice(0, MOST_ROWS);
  const rest = things.length - shown.length;
  const left =
    rest === 0
      ? ''
      : `; ${countText(rest, 'milder one')} not shown, ${typedCommand(`anomalies -e ${experiment}`)} lists all`;
  const counted = folded.map(
    ({ kind, count, severity, places }) =>
      `${countText(count, kind, kind)} of severity ${severity}: ${listText(places, ', ', MOST_PLACES)}`,
  );
  const ucums = new Map(definition.channels.map(({ id, unit }) => [id, unit]));
  const rows = shown.map((thing) => rowOf(thing, ucums));
  const caption = `Worst first, then by onset; a row for each thing, with what else shows it${left}`;
  return [...(rows.length === 0 ? [] : [table(caption, HEAD, rows)]), list(counted)].join('\n');
}

const HEAD: readonly HeadCell[] = [
  { title: 'severity', width: 10 },
  { title: 'what', width: 14 },
  { title: 'where', width: 12 },
  { title: 'from', width: 13 },
  { title: 'length', width: 9 },
  { title: 'numbers', width: 32 },
  { title: 'blame', width: 10 },
];

function rowOf(thing: Thing<Anomaly>, ucums: ReadonlyMap<string, string>): Row {
  const { leader } = thing;
  const { kind, unit, pair, channels, from, to, blame } = leader;
  const unitOf = (series: string) => spokenUnit(ucums.get(channelOf(series)));
  return {
    cells: [
      { text: severityText(leader) },
      { text: thingText(thing) },
      { text: `${unit ?? pair ?? '–'} ${channels.length === 0 ? 'all' : listText(channels)}` },
      { text: typedUtc(from) },
      { text: to === null ? 'ongoing' : lengthText(from, to, leader.evidence) },
      { text: detectorNamed(kind).figures(leader, unitOf) },
      { text: blame ?? 'not known' },
    ],
  };
}

const rankOf = (anomaly: Anomaly): number => SEVERITIES.indexOf(severityNow(anomaly));
