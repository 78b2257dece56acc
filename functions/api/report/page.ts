/** A report as one HTML file that asks nobody for anything: no script, no other host; it prints. */

import { Refusal } from '../../../shared/domain/refusal.ts';
import { escaped } from '../../../shared/formats/svg/xml.ts';
import type { Ports } from '../../../shared/ports.ts';
import type { DeltasQuery } from '../../../shared/usecases/answer/query-deltas.ts';
import {
  type ReportedArrival,
  type ReportFrame,
  reportArrival,
  reportCompared,
  reportContrasts,
  reportFrame,
  reportWatch,
} from '../../../shared/usecases/report/report-experiment.ts';
import { reportPair } from '../../../shared/usecases/report/report-pair.ts';
import { alarmsSection } from './alarms.ts';
import { armsSection } from './arms.ts';
import { arrivedSection } from './arrived.ts';
import { attentionList } from './attention.ts';
import { contentsList } from './contents.ts';
import { findingsTable, lookedForList } from './findings.ts';
import { genesSection } from './genes.ts';
import { hardwareSection } from './hardware.ts';
import { methodsSection } from './methods.ts';
import { pairSection } from './pair.ts';
import { pitsSection } from './pits.ts';
import { PAGE_STYLE } from './style.ts';

/** Some of the page: those of all parts, one behind the other, are the page. */
type MakePart = (ports: Ports, frame: ReportFrame, query: DeltasQuery) => Promise<string>;

/** The whole page. Refuses what its parts refuse. */
export async function reportPage(ports: Ports, experiment: string, query: DeltasQuery): Promise<string> {
  const frame = await reportFrame(ports, experiment);
  const made: string[] = [];
  // One after the other: the samples of many pairs need not be there at once.
  for (const make of partsOf(frame, query)) made.push(await make(ports, frame, query));
  return made.join('');
}

/** Of the parts the one of that number, counted from 1, and whether another follows it. */
export async function reportPart(
  ports: Ports,
  experiment: string,
  query: DeltasQuery,
  number: number,
): Promise<{ readonly html: string; readonly isLast: boolean }> {
  const frame = await reportFrame(ports, experiment);
  const parts = partsOf(frame, query);
  const make = parts[number - 1];
  if (make === undefined) throw noPart(parts.length, number);
  return { html: await make(ports, frame, query), isLast: number === parts.length };
}

const noPart = (parts: number, number: number): Refusal =>
  new Refusal(
    'not-found',
    'report.no-part',
    `expected a part from 1 to ${parts}, which the page has, got ${number}`,
    {
      field: 'next',
    },
  );

/** Each is made well within the time that an answer has. */
function partsOf({ loaded }: ReportFrame, query: DeltasQuery): readonly MakePart[] {
  const pairs = query.pair ?? loaded.definition.pairs.map(({ id }) => id);
  return [beginning, ...[...new Set(pairs)].map(ofPair), compared, ending];
}

const beginning: MakePart = async (ports, frame, query) => {
  const arrival = await reportArrival(ports, frame);
  const { loaded } = frame;
  const { title } = loaded.definition;
  const heading = title === undefined ? loaded.experiment : `${title} (${loaded.experiment})`;
  return page([
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    // Whatever a name may hold, nothing is loaded and nothing runs.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(heading)}: report</title>\n<style>\n${PAGE_STYLE}\n</style>\n</head>\n<body>\n<main>`,
    `<h1>${escaped(heading)}</h1>`,
    `<p class="soft">${originText(frame, arrival)}</p>`,
    attentionList(frame, arrival, await reportContrasts(ports, frame)),
    contentsList(loaded.definition),
    hardwareSection(frame),
    arrivedSection(frame, arrival),
    '<h2 id="telemetry">Twins</h2>',
    `<p${loaded.definition.pairs.length === 0 ? '' : ' class="soft"'}>${escaped(askedText(frame, query))}</p>`,
  ]);
};

const ofPair =
  (pair: string, place: number): MakePart =>
  async (ports, frame, query) =>
    page([pairSection(frame, await reportPair(ports, frame.loaded, pair, query), place)]);

const compared: MakePart = async (ports, frame) => {
  const reported = await reportCompared(ports, frame);
  return page([
    armsSection(frame, reported.arms),
    genesSection(frame, reported),
    pitsSection(frame, reported),
    methodsSection(frame, reported),
  ]);
};

const ending: MakePart = async (ports, frame, query) => {
  const watch = await reportWatch(ports, frame, query);
  return page([
    '<h2 id="findings">Findings</h2>',
    findingsTable(frame, watch),
    lookedForList(watch),
    alarmsSection(watch),
    '</main>\n</body>\n</html>',
  ]);
};

const page = (parts: readonly string[]): string =>
  parts.map((part) => (part === '' ? '' : `${part}\n`)).join('');

function originText({ loaded, program, asOf }: ReportFrame, { archive }: ReportedArrival): string {
  return `As of ${escaped(asOf)}. Definition revision ${loaded.revision}, <code>sha256:${escaped(loaded.sha256)}</code>. Archive <code>${escaped(archive)}</code>. Howship ${escaped(program)}.`;
}

function askedText({ loaded: { definition } }: ReportFrame, query: DeltasQuery): string {
  if (definition.pairs.length === 0)
    return 'The definition declares no pair of twins: no unit was compared with another sample by sample.';
  if (definition.channels.length === 0)
    return 'The definition declares no channel: twins have nothing to be compared in.';
  const { pair, channel, from, to } = query;
  const asked = [
    ...(pair === undefined ? [] : [`the pairs ${pair.join(', ')}`]),
    ...(channel === undefined ? [] : [`the channels ${channel.join(', ')}`]),
    ...(from === undefined && to === undefined ? [] : ['a part of the time']),
  ];
  return asked.length === 0
    ? 'Of every pair and every channel that both of its units measure: the first unit minus its twin.'
    : `Of ${asked.join(' and ')} alone, as it was asked for; what stands in the other sections is of the whole experiment.`;
}
