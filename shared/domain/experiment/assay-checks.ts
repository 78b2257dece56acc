/** What no single field of an assay shows: names that lead nowhere, and samples that stand twice. */
import { quoted } from '../quoted.ts';
import type { Assay, Contrast } from './assay-schema.ts';
import type { Declared } from './declared.ts';
import { isControlSide, isFlightSide } from './hardware-schema.ts';
import type { Finding } from './problems.ts';
import { unknownReference } from './unknown-reference.ts';

type Path = readonly PropertyKey[];

export function assayFindings(assay: Assay, declared: Declared, path: Path): Finding[] {
  return [
    ...sampleFindings(assay, declared, [...path, 'samples']),
    ...sheetFindings(assay, declared, [...path, 'sheet']),
    ...factorFindings(assay, [...path, 'design']),
    ...(assay.contrasts ?? []).flatMap(({ a, b }, i) =>
      Object.entries({ a, b }).flatMap(([side, arm]) =>
        unknownReference('arm', arm, declared.arms, [...path, 'contrasts', i, side]),
      ),
    ),
  ];
}

function sampleFindings({ samples }: Assay, { units }: Declared, path: Path): Finding[] {
  const places = new Map<string, number>();
  return samples.flatMap(({ name, unit }, i) => {
    const first = places.get(name) ?? i;
    places.set(name, first);
    const message = `the sample ${quoted(name)} stands in samples[${first}] already: expected each once`;
    return [
      ...(first === i
        ? []
        : [{ path: [...path, i, 'name'], code: 'definition.contradiction' as const, message }]),
      ...unknownReference('unit', unit, units, [...path, i, 'unit']),
    ];
  });
}

function sheetFindings({ sheet }: Assay, { units, arms }: Declared, path: Path): Finding[] {
  return [
    ...Object.entries(sheet?.units ?? {}).flatMap(([text, unit]) =>
      unknownReference('unit', unit, units, [...path, 'units', text]),
    ),
    ...Object.entries(sheet?.arms ?? {}).flatMap(([text, arm]) =>
      unknownReference('arm', arm, arms, [...path, 'arms', text]),
    ),
  ];
}

/** A factor of the model is one that samples, or the sheet, tell. */
function factorFindings({ design, samples, sheet }: Assay, path: Path): Finding[] {
  return (['batch', 'covariates'] as const).flatMap((key) => {
    const told = new Set([...samples.flatMap((sample) => Object.keys(sample[key])), ...(sheet?.[key] ?? [])]);
    return design[key].flatMap((factor, i) =>
      unknownReference(`${key === 'batch' ? 'batch' : 'covariate'} of the samples`, factor, told, [
        ...path,
        key,
        i,
      ]),
    );
  });
}

/**
 * The arms that an assay compares, as declared; else each altered gravity against each control, the least confounded first:
 * flight and centrifuge went through the same launch.
 */
export function contrastsOf(
  { contrasts }: Pick<Assay, 'contrasts'>,
  { definition }: Declared,
): readonly Contrast[] {
  if (contrasts !== undefined) return contrasts;
  const { arms } = definition;
  const all = arms.flatMap((a) =>
    arms
      .filter((b) => isFlightSide(a.kind) && isControlSide(b.kind) && a.kind !== b.kind)
      .map((b) => ({ a: a.id, b: b.id, isOnBoard: b.kind === 'ONBOARD_1G' })),
  );
  return all
    .toSorted((one, other) => Number(other.isOnBoard) - Number(one.isOnBoard))
    .map(({ a, b }) => ({ a, b }));
}
