/** What one experiment says of an endpoint or gene, contrast by contrast: the arm whose gravity is altered over its control. */
import type { AcrossQueried, EffectOnWire } from '../../contract/across.ts';
import type { KnownEffect } from '../../domain/comparison/across.ts';
import { type CultureFact, cultureFact } from '../../domain/comparison/cultures-apart.ts';
import type { EffectFacts } from '../../domain/comparison/experiments-apart.ts';
import type { Contrast } from '../../domain/experiment/assay-schema.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { type Exposed, exposedIn } from '../../domain/literature/exposed-arm.ts';
import { techniqueOfArm } from '../../domain/platform/arm-technique.ts';
import { derivedOrNull } from '../../domain/words/derived.ts';

export interface Effect {
  readonly onWire: EffectOnWire;
  readonly facts: EffectFacts;
  /** Null where it is not known: `refused` of the wire says why. */
  readonly known: KnownEffect | null;
  /** Null where the assay declares none. */
  readonly margin: number | null;
}

export interface EffectsOf {
  readonly effects: readonly Effect[];
  /** Why there is none. */
  readonly without: string | null;
  readonly pending: number;
}

/** What was compared of two arms, whichever of them is exposed. */
export interface ComparedArms {
  readonly experiment: string;
  readonly contrast: Contrast;
  readonly id: string;
  readonly assay: string;
  readonly kind: string;
  readonly n: { readonly a: number; readonly b: number } | null;
  /** Of n, those below detection; null where none is. */
  readonly below: { readonly a: number; readonly b: number } | null;
  readonly units: { readonly a: readonly string[]; readonly b: readonly string[] };
  readonly scale: 'ratio' | 'difference';
  readonly ucum: string | null;
  /** Of a over b, or a minus b, on the scale of the logarithm for a ratio; null where there is none. */
  readonly known: KnownEffect | null;
  readonly pValue: number | null;
  readonly ci95: readonly [number, number] | null;
  readonly estimator: string;
  readonly environment: EffectOnWire['environment'];
  readonly warnings: EffectOnWire['warnings'];
  readonly refused: EffectOnWire['refused'];
  readonly snapshot: string | null;
  readonly margin: number | null;
  /** Beside what cultures say: of slices. */
  readonly substrates: ReadonlySet<string>;
}

/** Contrasts of an exposed arm with a control that are asked for; of two exposed arms gravity is no difference. */
export function exposedAsked(
  index: DefinitionIndex,
  contrast: Contrast,
  { contrast: wanted }: Pick<AcrossQueried, 'contrast'>,
): Exposed | null {
  if (wanted !== undefined && !wanted.includes(`${contrast.a}-v-${contrast.b}`)) return null;
  return exposedIn(index, contrast);
}

/** Said only where somebody named contrasts. */
export const ofThoseAsked = ({ contrast }: Pick<AcrossQueried, 'contrast'>): string =>
  contrast === undefined ? '' : ', of those asked for,';

export function effectOf(index: DefinitionIndex, { isSecond }: Exposed, one: ComparedArms): Effect {
  const { contrast, scale, known, ci95, n, below } = one;
  const [exposed, control] = isSecond ? [contrast.b, contrast.a] : [contrast.a, contrast.b];
  const bySide = (of: { readonly a: number; readonly b: number }) => ({
    exposed: isSecond ? of.b : of.a,
    control: isSecond ? of.a : of.b,
  });
  const arm = index.arms.get(exposed)!;
  const controlKind = index.arms.get(control)!.kind;
  const units = [...one.units.a, ...one.units.b];
  const facts = (fact: CultureFact) => [
    ...new Set(units.flatMap((unit) => cultureFact(index, unit, fact) ?? [])),
  ];
  const turned = known === null ? null : { ...known, size: isSecond ? -known.size : known.size };
  const size = turned === null ? null : scale === 'ratio' ? Math.exp(turned.size) : turned.size;
  const told = {
    ...{ experiment: one.experiment, scale, ucum: one.ucum, estimator: one.estimator, controlKind },
    ...{ cell: facts('cellType'), species: facts('species') },
    substrate: [...new Set([...facts('substrate'), ...one.substrates])],
  };
  return {
    onWire: {
      ...{ ...told, contrast: one.id, assay: one.assay, exposed, control },
      technique: techniqueName(arm),
      n: n === null ? null : bySide(n),
      ...(below !== null && { belowDetection: bySide(below) }),
      ...{ estimate: derivedOrNull(size), ci95: turnedEnds(ci95, scale, isSecond), pValue: one.pValue },
      ...{ environment: one.environment, warnings: one.warnings, snapshot: one.snapshot },
      ...(one.refused !== undefined && { refused: one.refused }),
    },
    facts: { ...told, kind: one.kind, environment: one.environment.verdict, donor: facts('donor') },
    known: turned,
    margin: one.margin,
  };
}

function techniqueName(arm: Parameters<typeof techniqueOfArm>[0] & { readonly kind: string }): string | null {
  return arm.kind === 'SPACEFLIGHT' ? 'Spaceflight' : (techniqueOfArm(arm)?.name ?? null);
}

function turnedEnds(
  ci95: readonly [number, number] | null,
  scale: 'ratio' | 'difference',
  isSecond: boolean,
): [number, number] | null {
  if (ci95 === null) return null;
  const [low, high] = ci95;
  if (!isSecond) return [low, high];
  return scale === 'ratio' ? [1 / high, 1 / low] : [-high, -low];
}
