/** At which bone something was measured: weightlessness takes from bones that bear weight, and hardly from others. */
import { once } from '../once-per.ts';
import { type LiteratureRecord, literatureRecords } from './catalogue.ts';
import { endpointOf } from './names.ts';
import { wordsOf } from './plain.ts';

/** Of a bone as a whole. What cells and fluids do is summed up wherever they were taken. */
const OF_BONES: ReadonlySet<string> = new Set([
  ...['bmd', 'bone_structure', 'bone_thickness', 'bone_volume', 'cort_area', 'cort_porosity'],
  ...['cort_surface', 'cort_thickness', 'trab_area', 'trab_number', 'trab_thickness'],
]);

export const LOADS = ['weight_bearing', 'non_weight_bearing', 'unspecified'] as const;
/** What a bone bears; `unspecified` where no site is told, or one that is no single bone (the whole body). */
export type Load = (typeof LOADS)[number];

/** Whether studies of one bone say nothing of another that bears something else. */
export const isOfBone = (record: LiteratureRecord): boolean => OF_BONES.has(endpointOf(record));

export const loadOf = ({ load }: LiteratureRecord): Load => load ?? 'unspecified';

/** Null of the whole bone, which papers on densities call integral. */
export const compartmentOf = ({ compartment }: Pick<LiteratureRecord, 'compartment'>): string | null =>
  compartment === undefined || compartment === 'integral' ? null : compartment;

/** An endpoint with the bones that it is of: `bmd@weight_bearing/trabecular`, and `oc_number` of those that are of none. */
export function endpointAtBones(record: LiteratureRecord): string {
  const endpoint = endpointOf(record);
  if (!isOfBone(record)) return endpoint;
  const compartment = compartmentOf(record);
  return `${endpoint}@${loadOf(record)}${compartment === null ? '' : `/${compartment}`}`;
}

/** Names of one bone; of left and right nothing differs. */
const SAME: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ femoral: 'femur', femora: 'femur', tibial: 'tibia', tibiae: 'tibia', radial: 'radius' },
    ...{ humeral: 'humerus', calcaneal: 'calcaneus', pelvic: 'pelvis', total: 'whole' },
    ...{ vertebra: 'spine', vertebrae: 'spine', vertebral: 'spine', spinal: 'spine' },
  }),
);
const NO_PART = new Set(['left', 'right', 'and', 'of', 'the']);

const partsOf = (site: string): string[] => [
  ...new Set(
    wordsOf(site.replaceAll('-', ' ')).flatMap((word) => (NO_PART.has(word) ? [] : [SAME.get(word) ?? word])),
  ),
];

/** Whether two sites are one, or one of them part of the other: the distal femur is at the femur, and at no proximal one. */
export function isSameSite(a: string, b: string): boolean {
  const [of, other] = [partsOf(a), partsOf(b)];
  if (of.length === 0 || other.length === 0) return false;
  return of.every((part) => other.includes(part)) || other.every((part) => of.includes(part));
}

export const sitesKnown: () => readonly string[] = once(() => [
  ...new Set(literatureRecords().flatMap(({ site }) => site ?? [])),
]);

/** What the bone at a site bears, as the catalogue has it; null of a site that it does not name, or whose parts differ in it. */
export function loadAt(site: string): Load | null {
  const there = literatureRecords().filter((one) => one.site !== undefined && isSameSite(site, one.site));
  if (there.length === 0) return null;
  const [load, ...others] = new Set(there.flatMap((one) => one.load ?? []));
  return others.length > 0 ? null : (load ?? 'unspecified');
}
