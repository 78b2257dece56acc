/** What stands first: whoever reads only the numbers must not take them for more than they are. */
import { countText } from '../../../shared/domain/words/count.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import type {
  ReportedArrival,
  ReportedContrasts,
  ReportFrame,
} from '../../../shared/usecases/report/report-experiment.ts';
import { MOST_GENES } from '../../../shared/usecases/report/report-genes.ts';
import { damagedLines, pendingLine } from './findings.ts';
import { list } from './table.ts';

const MOST_NAMED = 6;

/** What a reader of a paper must know comes before what nobody declared. */
export function attentionList(
  frame: ReportFrame,
  arrival: ReportedArrival,
  contrasts: ReportedContrasts,
): string {
  const told = [
    ...missingLines(arrival),
    ...absentLines(frame, arrival, contrasts),
    ...environmentLines(contrasts),
    ...handledLines(contrasts),
    ...withoutEstimate(contrasts),
    ...genesLines(contrasts),
    ...notLookedLine(arrival),
  ];
  if (told.length === 0)
    return '<div class="attention none"><p>Nothing was pending. Every comparison has an estimate and an environment that is CLEAN, and every kind of anomaly was looked for. What has no room on this page is named in its place.</p></div>';
  return `<div class="attention" role="note">\n<p><strong>Before a number of this page is used</strong></p>\n${list(told)}\n</div>`;
}

/** What is known and in no number. */
function missingLines({ found, completeness, pending }: ReportedArrival): string[] {
  const { awaiting, failed, atLeast } = found;
  return [
    ...pendingLine(pending, atLeast === true ? 'at least ' : ''),
    ...(awaiting > 0 ? [`${countText(awaiting, 'downlink')} announced whose file has not come.`] : []),
    ...(failed > 0 ? [`${countText(failed, 'downlink')} FAILED and in no number until redriven.`] : []),
    ...(found.readUnderOther === true
      ? ['Some samples were read by an earlier definition than the one in force.']
      : []),
    ...damagedLines(completeness.damaged),
  ];
}

/** What there is nothing of, so that nothing could be looked for in it. */
function absentLines(
  { loaded: { definition } }: ReportFrame,
  { completeness }: ReportedArrival,
  contrasts: ReportedContrasts,
): string[] {
  const { arms, units, channels, pairs } = definition;
  const excluded = new Set(
    contrasts.genes.exclusions.flatMap(({ unit, unmet }) => (unmet === undefined ? (unit ?? []) : [])),
  );
  const lost = arms.flatMap(({ id }) => {
    const own = units.filter(({ arm }) => arm === id);
    if (own.length === 0) return [`The arm ${id} has no unit.`];
    if (own.some((unit) => !excluded.has(unit.id))) return [];
    return [`Nothing is left of the arm ${id}: ${countText(own.length, 'unit')} of it, all excluded.`];
  });
  return [...telemetryLine(channels.length, completeness.received), ...pairsLine(pairs.length), ...lost];
}

function telemetryLine(channels: number, received: number): string[] {
  if (channels === 0)
    return ['No telemetry: the definition declares no channel, so that no anomaly was looked for.'];
  return received === 0 ? ['No telemetry: no sample of any channel has come.'] : [];
}

const pairsLine = (pairs: number): string[] =>
  pairs === 0
    ? ['No pair of twins is declared: nothing says whether the surroundings of the arms were alike.']
    : [];

interface Judged {
  readonly contrast: string;
  readonly of: string;
  readonly environment: ReportedContrasts['genes']['contrasts'][number]['environment'];
}

/** Each contrast of telemetry, of each assay of endpoints, and of genes. */
function judgedIn({ arms, genes }: ReportedContrasts): Judged[] {
  const ofArms = 'refused' in arms ? [] : arms.contrasts;
  return [
    ...ofArms.map(({ contrast, assay = 'channels', environment }) => ({ contrast, of: assay, environment })),
    ...genes.contrasts.map(({ id, assay, environment }) => ({ contrast: id, of: assay, environment })),
  ];
}

function environmentLines(contrasts: ReportedContrasts): string[] {
  const judged = judgedIn(contrasts);
  return Object.entries(NOT_CLEAN).flatMap(([verdict, meaning]) => {
    const own = judged.filter(({ environment }) => environment.verdict === verdict);
    if (own.length === 0) return [];
    const named = placesText(own, judged);
    return [
      `Environment ${verdict} in ${own.length} of ${countText(judged.length, 'contrast')} of channels and assays: ${named}. ${meaning}`,
    ];
  });
}

const NOT_CLEAN = {
  CONFOUNDED: 'Differences between these arms may have causes other than gravity.',
  UNKNOWN: 'Nobody knows whether these arms differ in gravity alone.',
} as const;

/** By contrast, of all that was compared in it or of those that are named. */
function placesText(own: readonly Judged[], all: readonly Judged[]): string {
  const texts = Array.from(
    Map.groupBy(own, ({ contrast }) => contrast),
    ([contrast, same]) => {
      const isWhole = all.filter((one) => one.contrast === contrast).length === same.length;
      return isWhole ? contrast : `${contrast} of ${listText(same.map(({ of }) => of))}`;
    },
  );
  return listText(texts, '; ', MOST_NAMED);
}

/** Storage, fixation, donors and the like, that go with the arms. */
function handledLines(contrasts: ReportedContrasts): string[] {
  const { arms, genes } = contrasts;
  const compared = [...('refused' in arms ? [] : arms.comparisons), ...genes.contrasts];
  const told = [
    ...judgedIn(contrasts).flatMap(({ of, environment }) =>
      (environment.handledApart ?? []).map((sentence) => ({ sentence, of })),
    ),
    ...compared.flatMap(({ assay = 'channels', warnings }) =>
      warnings.flatMap(({ code, message }) => (APART.has(code) ? [{ sentence: message, of: assay }] : [])),
    ),
  ];
  return Array.from(
    Map.groupBy(told, ({ sentence }) => sentence),
    ([sentence, same]) =>
      `Not gravity alone: ${sentence} (${listText([...new Set(same.map(({ of }) => of))], ', ', MOST_NAMED)}).`,
  );
}

/** Factors of samples that cannot be told from the arms. */
const APART = new Set(['design.not-in-model', 'design.donor-nested', 'comparison.donor-nested']);

function withoutEstimate({ arms, genes: { contrasts } }: ReportedContrasts): string[] {
  const refused = contrasts.flatMap(({ id, assay, refused: why }) =>
    why === undefined ? [] : [`${id} of ${assay} (${why.message})`],
  );
  return [
    ...('refused' in arms
      ? [`Arms were not compared by channels and endpoints: ${arms.refused}.`]
      : comparisonsLine(arms.comparisons)),
    ...(refused.length === 0
      ? []
      : [
          `${refused.length} of ${countText(contrasts.length, 'contrast')} of genes without a result: ${listText(refused, '; ', MOST_NAMED)}.`,
        ]),
  ];
}

type Comparisons = Exclude<ReportedContrasts['arms'], { readonly refused: string }>['comparisons'];

function comparisonsLine(comparisons: Comparisons): string[] {
  if (comparisons.length === 0) return ['No arm was compared with another by a channel or an endpoint.'];
  const without = comparisons.filter(({ estimate }) => estimate === null);
  if (without.length === 0) return [];
  const named = Array.from(
    Map.groupBy(without, ({ endpoint, assay }) => `${endpoint}${assay === undefined ? '' : ` of ${assay}`}`),
    ([name, same]) => `${name} (${listText([...new Set(same.map(({ contrast }) => contrast))])})`,
  );
  return [
    `${without.length} of ${countText(comparisons.length, 'comparison')} of arms without an estimate: ${listText(named, '; ', MOST_NAMED)}.`,
  ];
}

function genesLines({ genes: { contrasts } }: ReportedContrasts): string[] {
  const more = contrasts.flatMap(({ id, assay, significant }) =>
    significant !== null && significant > MOST_GENES ? [`${significant} in ${id} of ${assay}`] : [],
  );
  if (more.length === 0) return [];
  return [
    `More genes were found than are printed: ${listText(more, ', ', MOST_NAMED)}; of each the ${MOST_GENES} of the smallest p stand here, and the genes of the sets. Below each table stands where the others are.`,
  ];
}

/** In one line: Findings says where, and why. */
function notLookedLine({ found: { lookedFor } }: ReportedArrival): string[] {
  const kinds = new Set(lookedFor.flatMap(({ looked, kind }) => (looked ? [] : [kind])));
  if (kinds.size === 0) return [];
  return [`Not looked for everywhere: ${[...kinds].join(', ')}; see Findings for channels and reasons.`];
}
