/** Genes of one arm against another: how many differ, which most, what sets of the field do, and what studies reported. */
import type { ContrastOnWire } from '../../../shared/contract/expression.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { figureText, significantText } from '../../../shared/domain/words/figure.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { escaped } from '../../../shared/formats/svg/xml.ts';
import type { ReportedCompared, ReportFrame } from '../../../shared/usecases/report/report-experiment.ts';
import type { ReportedGenes } from '../../../shared/usecases/report/report-genes.ts';
import { pendingLine } from './findings.ts';
import { filesOfAssay } from './sources.ts';
import { type HeadCell, list, type Row, table } from './table.ts';

/** Empty where the definition has no assay of genes. */
export function genesSection(
  frame: ReportFrame,
  { genes, topGenes, untold }: Pick<ReportedCompared, 'genes' | 'topGenes' | 'untold'>,
): string {
  const { contrasts } = genes;
  if (contrasts.length === 0) return '';
  return [
    '<h2 id="genes">Genes</h2>',
    list(pendingLine(genes.pending)),
    contrastsTable(frame, contrasts),
    setsTable(contrasts),
    ...topGenes.map((one) => topTables(frame, one)),
    list(
      untold.map(
        ({ assay, id }) =>
          `Genes of ${id} of ${assay} have no room here: ${typedCommand(`expression ${id} --assay ${assay}`)} lists them.`,
      ),
    ),
  ].join('\n');
}

const CONTRASTS: readonly HeadCell[] = [
  { title: 'contrast', width: 16 },
  { title: 'units', isNumber: true, width: 7 },
  { title: 'engine', width: 12 },
  { title: 'compared', isNumber: true, width: 9 },
  { title: 'found', isNumber: true, width: 10 },
  { title: 'environment', width: 46 },
];

function contrastsTable(frame: ReportFrame, contrasts: readonly ContrastOnWire[]): string {
  const rows = contrasts.map((one): Row => {
    const { assay, id, n, engine, tested, significant, expectedFalse, environment, refused, warnings } = one;
    const number = (value: number | null) => (value === null ? '–' : groupedText(value));
    return {
      cells: [
        {
          text: `${id} of ${assay}`,
          why: refused === undefined ? [] : [`not compared: ${refused.message}`],
        },
        { text: n === null ? '–' : `${n.a} v ${n.b}` },
        { text: engine ?? '–', why: one.design === null ? [] : [one.design] },
        { text: number(tested) },
        {
          text: number(significant),
          why: [
            ...(expectedFalse === null ? [] : [`about ${significantText(expectedFalse, 2)} of them false`]),
            ...withoutWords(one),
          ],
        },
        {
          text: environment.verdict,
          why: [
            environment.sentence,
            ...reasonsOf(one),
            ...warnings.map(({ message }) => message),
            `files ${filesOfAssay(frame, assay) || 'none'}`,
            ...snapshotOf(one),
          ],
        },
      ],
    };
  });
  return table('Genes with an adjusted p of .05 or less', CONTRASTS, rows);
}

const MOST_REASONS = 4;

/** Of pairs that are not CLEAN. */
function reasonsOf({ environment }: ContrastOnWire): string[] {
  const all = environment.pairs.flatMap(({ pair, verdict, reasons }) =>
    verdict === 'CLEAN' ? [] : reasons.map((reason) => `${pair}: ${reason}`),
  );
  const rest = all.length - MOST_REASONS;
  return [...all.slice(0, MOST_REASONS), ...(rest > 0 ? [`and ${countText(rest, 'more reason')}`] : [])];
}

const snapshotOf = ({ snapshot }: ContrastOnWire): string[] =>
  snapshot === null ? [] : [`snapshot ${snapshot}`];

function withoutWords({ without }: ContrastOnWire): string[] {
  if (without === undefined) return [];
  const { n, significant, refused } = without;
  if (refused !== undefined) return [`with what was excluded: not compared: ${refused.message}`];
  return [
    `with what was excluded: ${n.a} v ${n.b}, ${significant === null ? 'no p' : groupedText(significant)}`,
  ];
}

const SETS: readonly HeadCell[] = [
  { title: 'gene set', width: 16 },
  { title: 'contrast', width: 22 },
  { title: 'genes', isNumber: true, width: 10 },
  { title: 'log2 fold', isNumber: true, width: 10 },
  { title: '95 % interval', isNumber: true, width: 14 },
  { title: 'p', isNumber: true, width: 8 },
  { title: 'adjusted', isNumber: true, width: 9 },
  { title: 'why not', width: 11 },
];

function setsTable(contrasts: readonly ContrastOnWire[]): string {
  const rows = contrasts.flatMap(({ assay, id, geneSets }) =>
    (geneSets?.tests ?? []).map(
      ({ set, genes, tested, log2fc, ci95, pValue, adjPValue, reason }): Row => ({
        cells: [
          { text: set },
          { text: `${id} of ${assay}` },
          { text: `${tested} of ${genes.length}` },
          { text: figureText(log2fc, 2) },
          { text: ci95 === null ? '–' : `${figureText(ci95[0], 2)} to ${figureText(ci95[1], 2)}` },
          { text: pText(pValue) },
          { text: pText(adjPValue) },
          { text: reason ?? '' },
        ],
      }),
    ),
  );
  if (rows.length === 0) return '';
  const [of] = contrasts.flatMap(({ geneSets }) => geneSets ?? []);
  const note = of === undefined ? '' : list([`${of.version}: ${of.reference}; looked for: ${of.lookedFor}.`]);
  return `<h3>Gene sets</h3>\n${table('Mean of the folds of the set; adjusted over the sets of a contrast', SETS, rows)}\n${note}`;
}

const TOP: readonly HeadCell[] = [
  { title: 'gene', width: 18 },
  { title: 'log2 fold', isNumber: true, width: 9 },
  { title: 'standard error', isNumber: true, width: 9 },
  { title: 'p', isNumber: true, width: 8 },
  { title: 'adjusted', isNumber: true, width: 9 },
  { title: 'literature', width: 47 },
];

function topTables({ loaded: { experiment } }: ReportFrame, one: ReportedGenes): string {
  const { assay, contrast, rows, markers, found, tested } = one;
  const heading = `<h3>${escaped(`${contrast} of ${assay}`)}</h3>`;
  if (rows.length === 0) return `${heading}\n<p>No gene was compared: each was read too rarely.</p>`;
  const of = found === null ? '' : `, of ${groupedText(found)} found (adjusted p of .05 or less)`;
  const among = tested === null ? '' : ` among ${groupedText(tested)} compared`;
  const caption = `The ${rows.length} of the smallest p${of}${among}; a fold is of the first arm over the second`;
  const all = typedCommand(`expression ${contrast} --assay ${assay} -e ${experiment} --csv`);
  return [
    heading,
    table(caption, TOP, rows.map(geneRow)),
    ...(markers.length === 0 ? [] : [table(MARKERS, TOP, markers.map(geneRow))]),
    list([
      `All genes: ${all}; or processed/ of ${typedCommand(`export FOLDER --osdr -e ${experiment}`)}, in the table of differential expression.`,
    ]),
  ].join('\n');
}

const MARKERS =
  'Whatever their p: genes of the sets and of primary questions that are not among these, found or not';

function geneRow(one: ReportedGenes['rows'][number]): Row {
  const { gene, symbol, log2fc, se, pValue, adjPValue, literature, reason } = one;
  return {
    cells: [
      { text: symbol ?? gene, why: symbol === undefined ? [] : [gene] },
      { text: figureText(log2fc, 2) },
      { text: figureText(se, 2) },
      { text: pText(pValue), why: reason === undefined ? [] : [reason] },
      { text: pText(adjPValue) },
      { text: literature?.verdict ?? '–', why: literature === undefined ? [] : [literature.sentence] },
    ],
  };
}
