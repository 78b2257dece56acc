/** What no single field of an assay shows: names that lead nowhere, and samples that stand twice. */
import { quoted } from '../quoted.ts';
import type { Assay, Contrast } from './assay-schema.ts';
import type { Declared } from './declared.ts';
import { matchesGlob } from './glob.ts';
import { isControlSide, isFlightSide } from './hardware-schema.ts';
import { isOfPits } from './pit-assay.ts';
import type { Finding } from './problems.ts';
import { unknownReference } from './unknown-reference.ts';

type Path = readonly PropertyKey[];

export function assayFindings(assay: Assay, declared: Declared, path: Path): Finding[] {
  return [
    ...sampleFindings(assay, declared, [...path, 'samples']),
    ...sheetFindings(assay, declared, [...path, 'sheet']),
    ...factorFindings(assay, [...path, 'design']),
    ...imagedFindings(assay, [...path, 'samples']),
    ...acceptedFindings(assay, [...path, 'acceptImages']),
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

/** Of a slice no more is imaged than it has: one of the two is in another unit, or of another slice. */
function imagedFindings(assay: Assay, path: Path): Finding[] {
  if (!isOfPits(assay)) return [];
  return assay.samples.flatMap(({ name, areaMm2, imagedMm2 }, i) => {
    if (areaMm2 === undefined || imagedMm2 === undefined || imagedMm2 <= areaMm2) return [];
    const message = `expected imagedMm2 of the sample ${quoted(name)} within its slice of ${areaMm2} mm² (areaMm2), got ${imagedMm2} mm²`;
    return [{ path: [...path, i, 'imagedMm2'], code: 'definition.contradiction' as const, message }];
  });
}

/** A name that no file of the assay can have lets nothing count. */
function acceptedFindings(assay: Assay, path: Path): Finding[] {
  if (assay.kind !== 'pit-image') return [];
  const { match, masks, acceptImages } = assay;
  const patterns = [match, ...(masks === undefined ? [] : [masks.match])];
  return acceptImages.flatMap((name, i) => {
    if (patterns.some((pattern) => matchesGlob(pattern, name))) return [];
    const message = `expected the name of a file of the assay, which fits ${patterns.map(quoted).join(' or ')}, got ${quoted(name)}`;
    return [{ path: [...path, i], code: 'definition.contradiction' as const, message }];
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
