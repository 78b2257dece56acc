/** A report as one HTML file that asks nobody for anything: no script, no other host; it prints. */
import { drawFigure } from '../../../shared/formats/svg/draw-figure.ts';
import type { Figure } from '../../../shared/formats/svg/figure.ts';
import { escaped } from '../../../shared/formats/svg/xml.ts';
import type { Report } from '../../../shared/usecases/answer/report-experiment.ts';
import { armsSection } from './arms.ts';
import { attentionList, findingsTable, lookedForList } from './findings.ts';
import { deltaNotes, pairNotes } from './notes.ts';
import { pitsSection } from './pits.ts';
import { PAGE_STYLE } from './style.ts';
import { summaryTable } from './summary-table.ts';

const WIDE = 1080;
const NARROW = 360;

export function reportPage(report: Report): string {
  const { experiment, title, asOf, answer } = report;
  const heading = `${title} (${experiment})`;
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    // Whatever a name may hold, nothing is loaded and nothing runs.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(heading)}: flight minus ground</title>\n<style>\n${PAGE_STYLE}\n</style>\n</head>\n<body>\n<main>`,
    `<h1>${escaped(heading)}</h1>`,
    `<p class="soft">Flight minus ground, as of ${escaped(asOf)}. ${definitionText(report)}</p>`,
    attentionList(report),
    `<h2 id="summary">Summary</h2>`,
    summaryTable(answer.deltas),
    ...pairSections(report),
    armsSection(report),
    pitsSection(report),
    `<h2 id="findings">Findings</h2>`,
    findingsTable(report),
    lookedForList(report),
    '</main>\n</body>\n</html>\n',
  ].join('\n');
}

function definitionText({ revision, sha256, answer: { deltas } }: Report): string {
  const program = deltas[0] === undefined ? '' : ` Howship ${escaped(deltas[0].program)}.`;
  return `Definition revision ${revision}, <code>sha256:${escaped(sha256)}</code>.${program}`;
}

function pairSections({ answer, figures }: Report): string[] {
  const pairs = Map.groupBy(
    answer.deltas.map((delta, i) => ({ delta, figure: figures[i]!, number: i + 1 })),
    ({ delta }) => delta.pair,
  );
  return Array.from(pairs, ([pair, all]) =>
    [
      `<h2>Pair ${escaped(pair)}</h2>`,
      pairNotes(all[0]!.delta),
      ...all.map(({ delta, figure, number }) =>
        [
          `<section class="channel" id="d${number}">\n<h3>${escaped(`${pair} ${delta.channel}`)}</h3>`,
          figureOf(figure, number),
          deltaNotes(delta),
          '</section>',
        ].join('\n'),
      ),
    ].join('\n'),
  );
}

/** Twice, since letters that shrink with a picture cannot be read on a telephone; a style shows one of them. */
function figureOf(figure: Figure, number: number): string {
  const wide = drawFigure(figure, { width: WIDE, id: `w${number}`, isTitled: true }).markup;
  const narrow = drawFigure(figure, { width: NARROW, id: `n${number}`, isTitled: true }).markup;
  return `<figure class="wide">${wide}</figure>\n<figure class="narrow">${narrow}</figure>`;
}
