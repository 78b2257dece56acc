/** Does the RPM agree with orbit? One endpoint or gene in several experiments, each with its own ratio, and every two held against each other. */
import type { AcrossOnWire, AcrossQueried } from '../../contract/across.ts';
import { MOST_ACROSS } from '../../contract/across.ts';
import { agreementOf } from '../../domain/comparison/across.ts';
import { experimentsApart, notComparable } from '../../domain/comparison/experiments-apart.ts';
import { PROGRAM_VERSION } from '../../domain/program.ts';
import { Refusal } from '../../domain/refusal.ts';
import { derived } from '../../domain/words/derived.ts';
import { listText } from '../../domain/words/list.ts';
import type { Ports } from '../../ports.ts';
import type { Effect, EffectsOf } from './effects-of-experiment.ts';
import { endpointEffects } from './endpoint-effects.ts';
import { geneEffects } from './gene-effects.ts';

/** Of several contrasts in each experiment every two are told. */
const MOST_EFFECTS = 16;

/** Fails with `experiment.unknown`, and with `across.…` where the question cannot be asked. Nothing is pooled. */
export async function compareAcross(ports: Ports, query: AcrossQueried): Promise<AcrossOnWire> {
  const { experiments, of, isGene } = checked(query);
  const found: (EffectsOf & { readonly experiment: string })[] = [];
  for (const experiment of experiments) {
    const told = isGene
      ? await geneEffects(ports, experiment, of, query)
      : await endpointEffects(ports, experiment, of, query);
    found.push({ ...told, experiment });
  }
  const effects = found.flatMap((one) => one.effects);
  if (effects.length > MOST_EFFECTS) {
    const message = `the answer would hold ${effects.length} contrasts, at most ${MOST_EFFECTS} fit: name those that are meant as contrast`;
    throw new Refusal('too-large', 'across.too-many', message, { field: 'query.contrast' });
  }
  return {
    of,
    effects: effects.map(({ onWire }) => onWire),
    pairs: effects.flatMap((a, i) =>
      effects
        .slice(i + 1)
        .filter((b) => b.facts.experiment !== a.facts.experiment)
        .map((b) => pairOnWire(a, b)),
    ),
    without: found.flatMap(({ experiment, without }) =>
      without === null ? [] : [{ experiment, sentence: without }],
    ),
    pending: found.reduce((sum, one) => sum + one.pending, 0),
    program: PROGRAM_VERSION,
  };
}

function checked({ experiment = [], endpoint, gene }: AcrossQueried) {
  const isWrong =
    experiment.length < 2 || experiment.length > MOST_ACROSS || new Set(experiment).size < experiment.length;
  if (isWrong) {
    const twice = [...new Set(experiment.filter((one, i) => experiment.indexOf(one) !== i))];
    const repeated = twice.length === 0 ? '' : `: ${listText(twice)} more than once`;
    const message = `expected 2 to ${MOST_ACROSS} experiments, each once, got ${experiment.join(', ') || 'none'}${repeated}`;
    throw new Refusal('invalid', 'across.experiments', message, { field: 'query.experiment' });
  }
  const of = endpoint ?? gene;
  if (of === undefined || (endpoint !== undefined && gene !== undefined)) {
    const message = `expected endpoint or gene, one of the two, got ${of === undefined ? 'neither' : 'both'}`;
    throw new Refusal('invalid', 'across.of', message, { field: 'query.endpoint' });
  }
  return { experiments: experiment, of, isGene: gene !== undefined };
}

const NO_FIGURES = {
  verdict: null,
  estimate: null,
  ci95: null,
  ci90: null,
  pValue: null,
  margin: null,
} as const;

function pairOnWire(a: Effect, b: Effect): AcrossOnWire['pairs'][number] {
  const placeOf = ({ onWire: { experiment, contrast, assay } }: Effect) => ({ experiment, contrast, assay });
  const differs = experimentsApart(a.facts, b.facts);
  const head = { a: placeOf(a), b: placeOf(b), differs };
  const refused = notComparable(a.facts, b.facts) ?? unknownIn(a, b);
  if (refused !== null || a.known === null || b.known === null) {
    const why = refused ?? { code: 'across.no-effect', message: 'an effect is not known' };
    return { ...head, ...NO_FIGURES, sentence: `not compared: ${why.message}`, refused: why };
  }
  const margin = a.margin === null || b.margin === null ? null : Math.min(a.margin, b.margin);
  const { verdict, estimate, ci95, ci90, pValue, sentence } = agreementOf(a.known, b.known, margin);
  const ends = ([low, high]: readonly [number, number]): [number, number] => [derived(low), derived(high)];
  return {
    ...{ ...head, verdict, margin, sentence },
    ...{ estimate: derived(estimate), ci95: ends(ci95), ci90: ends(ci90), pValue: derived(pValue) },
  };
}

/** What has no effect itself has none to hold against another. */
function unknownIn(a: Effect, b: Effect): { code: string; message: string } | null {
  const silent = [a, b].flatMap(({ known, onWire: { experiment, contrast, refused } }) =>
    known === null ? [`${contrast} of ${experiment} has no effect (${refused?.message ?? 'unknown'})`] : [],
  );
  return silent.length === 0 ? null : { code: 'across.no-effect', message: silent.join('; ') };
}
