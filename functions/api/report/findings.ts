/** What is wrong, what was not looked for, and what the page does not hold. */
import type { AnomaliesOnWire } from '../../../shared/contract/anomalies.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { escaped } from '../../../shared/formats/svg/xml.ts';
import type { Report } from '../../../shared/usecases/answer/report-experiment.ts';
import { list, table } from './table.ts';

/** Spikes come by the thousand. */
const MOST_ROWS = 200;
const MOST_NAMED = 6;

/** Said first: whoever reads only the numbers must not take them for more than they are. */
export function attentionList(report: Report): string {
  const missing = attention(report);
  if (missing.length === 0) {
    return '<div class="attention none"><p>Everything that arrived is in this page, and everything that can be looked for was.</p></div>';
  }
  return `<div class="attention" role="note">\n<p><strong>What this page does not hold</strong></p>\n${list(missing)}\n</div>`;
}

function attention({ answer, found, pending }: Report): string[] {
  const { awaiting, failed, lookedFor, atLeast } = found;
  const more = atLeast === true ? 'at least ' : '';
  const isOther = found.readUnderOther === true || answer.deltas.some((one) => one.readUnderOther === true);
  return [
    ...(pending > 0
      ? [`${more}${countText(pending, 'input')} pending: what came last is not in it yet.`]
      : []),
    ...(awaiting > 0 ? [`${countText(awaiting, 'downlink')} announced whose file has not come.`] : []),
    ...(failed > 0 ? [`${countText(failed, 'downlink')} FAILED and in no number until redriven.`] : []),
    ...(isOther ? ['Some samples were read by an earlier definition than the one in force.'] : []),
    ...answer.notPaired.map(({ sentence }) => `No delta: ${sentence}.`),
    ...notLooked(lookedFor),
  ];
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

export function lookedForList({ found: { lookedFor } }: Report): string {
  const looked = [...new Set(lookedFor.filter((one) => one.looked).map(({ kind }) => kind))];
  return `<p class="soft">Looked for: ${escaped(looked.join(', ') || 'nothing')}.</p>`;
}

export function findingsTable({ found: { anomalies } }: Report): string {
  if (anomalies.length === 0) return '<p>Nothing was found in what was looked for.</p>';
  const shown = anomalies.slice(0, MOST_ROWS);
  const rows = shown.map(({ kind, unit, pair, channels, from, to, severity, current, blame }) => ({
    cells: [
      { text: current === undefined ? severity : `${current.severity} now` },
      { text: kind },
      { text: unit ?? pair ?? '–' },
      { text: channels.length === 0 ? 'all' : listText(channels) },
      { text: typedIso(from) },
      { text: to === null ? 'ongoing' : typedIso(to) },
      { text: blame ?? 'not known' },
    ],
  }));
  const head = ['severity', 'kind', 'where', 'channels', 'from', 'to', 'blame'].map((title) => ({ title }));
  const rest = anomalies.length - shown.length;
  const caption =
    rest === 0
      ? 'In order of onset'
      : `The first ${shown.length} in order of onset; ${rest} more are not shown`;
  return table(caption, head, rows);
}
