/** A pair of twins: what qualifies it, its differences by phase, and a picture of each channel. */
import { pairNamed } from '../../../shared/domain/experiment/lookups.ts';
import { twinsOf } from '../../../shared/domain/twins/pair-sides.ts';
import { drawFigure } from '../../../shared/formats/svg/draw-figure.ts';
import type { Figure } from '../../../shared/formats/svg/figure.ts';
import { escaped } from '../../../shared/formats/svg/xml.ts';
import type { ReportFrame } from '../../../shared/usecases/report/report-experiment.ts';
import type { ReportedPair } from '../../../shared/usecases/report/report-pair.ts';
import { pendingLine } from './findings.ts';
import { deltaNotes, pairNotes, restsOnText } from './notes.ts';
import { filesOfDelta } from './sources.ts';
import { summaryTable, unarmedSentences } from './summary-table.ts';
import { list } from './table.ts';

const WIDE = 1080;
const NARROW = 360;

/** @param place of the pair on the page, which makes the ids of its pictures */
export function pairSection(frame: ReportFrame, reported: ReportedPair, place: number): string {
  const { pair, deltas, figures, notPaired, leftOut, pending } = reported;
  const [first] = deltas;
  const { index } = frame.loaded;
  const twins = twinsOf(index, pairNamed(index, pair));
  return [
    `<h3 id="pair-${escaped(pair)}">${escaped(`Pair ${pair}: ${twins.difference}`)}</h3>`,
    list([
      ...pendingLine(pending),
      ...(leftOut === null ? [] : [`There is too much of it for this page: ${leftOut}.`]),
      ...notPaired.map(({ sentence }) => `No delta: ${sentence}.`),
      ...(first === undefined && leftOut === null && notPaired.length === 0
        ? ['No delta: no channel is measured by both units, so nothing was compared.']
        : []),
    ]),
    ...(first === undefined
      ? []
      : [
          pairNotes(first),
          summaryTable(deltas, twins),
          list([...unarmedSentences(deltas), ...undrawnOf(frame, reported)]),
        ]),
    ...deltas.flatMap((delta, i) => {
      const figure = figures[i];
      if (figure === undefined || figure === null) return [];
      return [
        `<section class="channel">\n<h4>${escaped(`${pair} ${delta.channel}`)}</h4>`,
        figureOf(figure, `${place}-${i}`),
        deltaNotes(delta, filesOfDelta(frame, delta)),
        '</section>',
      ];
    }),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** They have what names them all the same. */
function undrawnOf(frame: ReportFrame, { deltas, figures }: ReportedPair): string[] {
  return deltas.flatMap((delta, i) =>
    figures[i] === null
      ? [
          `${delta.channel}: not drawn, since it declares no margin for its twin (./howship report --channel ${delta.channel} draws it). ${restsOnText(delta, filesOfDelta(frame, delta))}`,
        ]
      : [],
  );
}

/** Twice, since letters that shrink with a picture cannot be read on a telephone; a style shows one of them. */
function figureOf(figure: Figure, id: string): string {
  const wide = drawFigure(figure, { width: WIDE, id: `w${id}`, isTitled: true }).markup;
  const narrow = drawFigure(figure, { width: NARROW, id: `n${id}`, isTitled: true }).markup;
  return `<figure class="wide">${wide}</figure>\n<figure class="narrow">${narrow}</figure>`;
}
