/** What was done, in sentences that a paper can carry: only of what the page holds, with the source of each method. */

import { LITERATURE_SOURCE, LITERATURE_VERSION } from '../../../shared/domain/literature/catalogue.ts';
import { differenceText } from '../../../shared/domain/twins/pair-sides.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { escaped } from '../../../shared/formats/svg/xml.ts';
import type { ReportedCompared, ReportFrame } from '../../../shared/usecases/report/report-experiment.ts';
import { isInForce } from '../../../shared/usecases/report/report-files.ts';
import { list } from './table.ts';

/** A sentence or two, and what it leans on. */
interface Method {
  readonly text: string;
  readonly sources: readonly string[];
}

/** What the sentences are made of. */
interface Done extends ReportFrame, ReportedCompared {}

export function methodsSection(frame: ReportFrame, compared: ReportedCompared): string {
  const methods = METHODS.flatMap((of) => of({ ...frame, ...compared }) ?? []);
  const sources = [...new Set(methods.flatMap((one) => one.sources))];
  return [
    '<h2 id="methods">Methods</h2>',
    `<p>${escaped(methods.map(({ text }) => text).join(' '))}</p>`,
    list(sources, 'notes sources'),
  ].join('\n');
}

const METHODS: readonly ((done: Done) => Method | null)[] = [
  dataMethod,
  twinsMethod,
  genesMethod,
  armsMethod,
  pitsMethod,
  exclusionsMethod,
  literatureMethod,
];

const only = (text: string, ...sources: string[]): Method => ({ text, sources });

function dataMethod({ arrived, loaded: { definition, revision, sha256 }, program }: Done): Method {
  const taken = arrived.files.filter(isInForce);
  const sum = (of: 'samples' | 'records' | 'rejected') =>
    groupedText(taken.reduce((all, { counts }) => all + counts[of], 0));
  const others = arrived.files.length - taken.length;
  const under = `revision ${revision} of the definition of the experiment (SHA-256 ${sha256})`;
  if (taken.length === 0)
    return only(
      `No data of ${countText(definition.units.length, 'culture unit')} in ${countText(definition.arms.length, 'arm')} had come in when this page was made, so that nothing was read or compared (Howship ${program}, ${under}).`,
    );
  return only(
    `Data of ${countText(definition.units.length, 'culture unit')} in ${countText(definition.arms.length, 'arm')} came in ${countText(taken.length, 'file')} (${sum('samples')} samples of telemetry and ${sum('records')} records of assays; ${sum('rejected')} were rejected${others === 0 ? '' : `, and ${countText(others, 'file')} more ${others === 1 ? 'is' : 'are'} not in force`}). They were read and compared by Howship ${program} under ${under}.`,
  );
}

function twinsMethod({ arrived, loaded: { definition, index } }: Done): Method | null {
  const { reference, channels } = definition;
  const measured = new Set(
    arrived.files.flatMap((file) => (isInForce(file) ? file.ranges.map(({ unit }) => unit) : [])),
  );
  // Of twins of which one has sent nothing, nothing was held against each other.
  const pairs = definition.pairs.filter(({ flight, ground }) => measured.has(flight) && measured.has(ground));
  if (pairs.length === 0 && !arrived.isCut) return null;
  const axis =
    reference === undefined ? 'by their clocks' : `by the time since the event ${reference} of each unit`;
  const differences = [
    ...new Set((arrived.isCut ? definition.pairs : pairs).map((pair) => differenceText(index, pair))),
  ];
  const margins = channels.filter(({ twin }) => twin.margin !== null);
  // Equivalence is told only where it is known how well the sensors can tell.
  const tested = margins.filter(({ accuracy }) => accuracy !== undefined).map(({ id }) => id);
  const judged =
    margins.length === 0
      ? 'No channel declares a margin for its twin, so that their surroundings were not judged.'
      : `Their surroundings were judged by medians of blocks against the declared margins (${margins.map(({ id }) => id).join(', ')}).`;
  const tost =
    tested.length === 0
      ? ''
      : ` Equivalence to no difference was judged by two one-sided tests at 5 % against the margins of ${tested.join(', ')}.`;
  return only(
    `Each unit was aligned with its twin ${axis}, and a sample of one was paired with the nearest of the other within the declared tolerance; the difference is the mean of ${differences.join(' and of ')} over good samples of armed phases. Intervals of 95 % allow for the autocorrelation of the differences; they are of the pair, not of a population, and are told only where the time holds enough decorrelation times. ${judged}${tost}`,
    ...(tested.length === 0
      ? []
      : ['Equivalence: D. J. Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15 (1987) 657.']),
  );
}

type Engine = NonNullable<ReportedCompared['genes']['contrasts'][number]['engine']>;

const ENGINES: Readonly<Record<Engine, { readonly text: string; readonly source: string }>> = {
  'limma-trend': {
    text: 'a moderated t on log2 values with a trend of the variance',
    source:
      'Moderated t: G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 3 (2004) 3; with a trend: C. W. Law et al., Genome Biol. 15 (2014) R29.',
  },
  voom: {
    text: 'a moderated t on log2 counts a million with precision weights',
    source:
      'Precision weights: C. W. Law et al., Genome Biol. 15 (2014) R29; moderated t: G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 3 (2004) 3.',
  },
  deseq2: {
    text: 'a negative binomial model with shrunken dispersions',
    source: 'Negative binomial: M. I. Love, W. Huber, S. Anders, Genome Biol. 15 (2014) 550.',
  },
};
const FALSE_DISCOVERIES = 'False discoveries: Y. Benjamini, Y. Hochberg, J. R. Stat. Soc. B 57 (1995) 289.';

function genesMethod({ genes: { contrasts } }: Done): Method | null {
  const engines = [...new Set(contrasts.flatMap(({ engine }) => engine ?? []))];
  if (engines.length === 0) return null;
  const named = engines.map((name) => ENGINES[name]);
  const versions = [...new Set(contrasts.flatMap(({ engineVersion }) => engineVersion ?? []))];
  return only(
    `Genes were compared with the culture unit as the replicate, by ${named.map(({ text }) => text).join(', and ')} (${versions.join(', ')}), and p was adjusted for false discoveries.`,
    ...named.map(({ source }) => source),
    FALSE_DISCOVERIES,
  );
}

const HOW = {
  units: 'as two groups, with the degrees of freedom of unequal variances',
  pairs: 'in the declared pairs',
  blocks: 'within the donors that both arms share',
} as const;

/** Of what was compared in fact: an arm without a control, or without data, is not. */
function armsMethod({ arms }: Done): Method | null {
  const told = 'refused' in arms ? [] : arms.comparisons.filter(({ estimate }) => estimate !== null);
  if (told.length === 0) return null;
  const isRate = told.some(({ sensitivity }) => sensitivity !== undefined);
  const isRank =
    !('refused' in arms) &&
    arms.comparisons.some(({ refused }) => refused?.code === 'comparison.below-detection');
  const ways = [...new Set(told.flatMap(({ by }) => by ?? []))];
  const methods = new Set(told.map(({ adjusted }) => adjusted.method));
  const isWelch = ways.includes('units');
  return only(
    [
      `Arms were compared with the culture unit as the replicate: n is the number of units, and slices, pits and wells were never counted as such. Units were compared with each other by t ${ways.map((way) => HOW[way]).join(', or ')}, beside an exact permutation of them.`,
      ...(isRate
        ? [
            'Pits, trenches and eroded surface were compared by the area looked at, as a quasi-Poisson ratio of the totals of units.',
          ]
        : []),
      ...(isRank ? ['Of arms with values below detection only ranks were compared.'] : []),
      adjustedText(methods),
    ].join(' '),
    ...(isWelch ? ['Unequal variances: B. L. Welch, Biometrika 34 (1947) 28.'] : []),
    ...(isRate ? ['Quasi-Poisson: R. W. M. Wedderburn, Biometrika 61 (1974) 439.'] : []),
    ...(methods.has('holm')
      ? ['Primary questions: S. Holm, Scandinavian Journal of Statistics 6 (1979) 65.']
      : []),
    ...(methods.has('benjamini-hochberg') ? [FALSE_DISCOVERIES] : []),
  );
}

function adjustedText(methods: ReadonlySet<'holm' | 'benjamini-hochberg'>): string {
  const exploratory =
    'p of exploratory questions was adjusted for false discoveries, of channels and of assays apart';
  if (!methods.has('holm')) return `No question was declared as primary; ${exploratory}.`;
  const primary = "p of primary questions was adjusted by Holm's method";
  return methods.has('benjamini-hochberg') ? `${primary}, and ${exploratory}.` : `${primary}.`;
}

function pitsMethod({ pits: { slices } }: Done): Method | null {
  const images = slices.flatMap(({ images = [] }) => images);
  const tables = slices.filter((one) => one.images === undefined).length;
  if (slices.length === 0) return null;
  const told = [
    ...(tables === 0 ? [] : [`the tables of ${countText(tables, 'slice')} as their programs measured them`]),
    ...(images.length === 0
      ? []
      : [
          `${countText(images.length, 'image')}, on which objects beyond a threshold were split and measured by Howship`,
        ]),
  ];
  return only(
    `Resorption was taken from ${told.join(' and from ')}; the scale of each slice and its source stand in the table of slices.`,
  );
}

function exclusionsMethod({ genes: { exclusions } }: Done): Method {
  return only(
    exclusions.length === 0
      ? 'No unit and no sample was excluded.'
      : `${countText(exclusions.length, 'exclusion')} ${exclusions.length === 1 ? 'stands' : 'stand'}, each with who decided it, when and on what evidence; results with what was excluded stand beside.`,
  );
}

function literatureMethod({ arms, topGenes }: Done): Method | null {
  const isBeside =
    topGenes.some(({ rows }) => rows.some(({ literature }) => literature !== undefined)) ||
    (!('refused' in arms) && arms.comparisons.some(({ literature }) => literature !== undefined));
  if (!isBeside) return null;
  return only(
    'Directions were compared with those that studies of the same kind of platform and cell reported; they were neither averaged nor pooled.',
    `Literature: ${LITERATURE_SOURCE}, as ${LITERATURE_VERSION}.`,
  );
}
