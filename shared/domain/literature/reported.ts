/** What of the catalogue a measured endpoint is held against: studies of the same thing, at bones that bear the same. */

import { orMeant } from '../nearest.ts';
import { once } from '../once-per.ts';
import {
  compartmentOf,
  isOfBone,
  isSameSite,
  LOADS,
  type Load,
  loadAt,
  loadOf,
  sitesKnown,
} from './bones.ts';
import { type LiteratureRecord, literatureRecords } from './catalogue.ts';
import { isEvidence } from './expectation.ts';
import { recordsOfGene } from './measured-names.ts';
import { endpointCalled, endpointOf } from './names.ts';
import { plain } from './plain.ts';

export interface Reported {
  readonly records: readonly LiteratureRecord[];
  /** Where it was measured; null where it does not say, and it does not matter. */
  readonly place: ReportedPlace | null;
  /** Why no study can be held against it; null where they can. */
  readonly unknown: string | null;
}

export interface ReportedPlace {
  /** The measured site and compartment; null where neither is told. */
  readonly name: string | null;
  /** Of the records those at that very place, which come first where they are evidence. */
  readonly own: readonly LiteratureRecord[];
  /** Of which bones the records are: `bones that bear weight, trabecular`. */
  readonly bones: string;
}

/** @param endpoint of one site and compartment as `bmd@femur/trabecular`; also the gene that a target of qPCR is */
export function reportedOf(endpoint: string): Reported {
  const [name = '', told = ''] = endpoint.split('@');
  const genes = recordsOfGene(name);
  const id = endpointCalled(name);
  const all = genes.length > 0 ? genes : id === null ? [] : recordsCalled(id);
  const place = placeIn(told);
  return all.length > 0 && all.every(isOfBone)
    ? atBones(all, place)
    : { records: all, place: anywhere(all, place), unknown: null };
}

/** Of an endpoint by its id, with all that is evidence of it. */
export const recordsCalled = (id: string): readonly LiteratureRecord[] => byId().get(id) ?? [];

const byId: () => ReadonlyMap<string, readonly LiteratureRecord[]> = once(() => {
  const named = literatureRecords().flatMap((record) =>
    [...new Set([record.endpoint, endpointOf(record)])].map((id) => ({ id, record })),
  );
  return new Map(
    [...Map.groupBy(named, ({ id }) => id)].map(([id, all]) => [id, all.map(({ record }) => record)]),
  );
});

interface Place {
  readonly site: string | null;
  readonly compartment: string | null;
}

const COMPARTMENTS: ReadonlyMap<string, string> = new Map([
  ...['cortical', 'trabecular', 'integral'].map((one): [string, string] => [one, one]),
  ['cancellous', 'trabecular'],
  ['total', 'integral'],
]);

/** What may follow the `@` of an endpoint: a site, a compartment, or both. */
export const isPlace = (told: string): boolean =>
  /^[^@/]*[\p{L}\p{N}][^@/]*(\/[^@/]*[\p{L}\p{N}][^@/]*)?$/u.test(told);

/** A table may tell the compartment alone: `bmd@trabecular`. */
function placeIn(told: string): Place {
  const [first = '', second] = told.split('/').map((one) => one.trim());
  const isAlone = second === undefined && COMPARTMENTS.has(plain(first));
  const [site, compartment] = isAlone ? ['', first] : [first, second ?? ''];
  return {
    site: site === '' ? null : site,
    compartment:
      compartment === '' ? null : (COMPARTMENTS.get(plain(compartment)) ?? compartment.toLowerCase()),
  };
}

const nameOf = ({ site, compartment }: Place): string | null =>
  site === null && compartment === null ? null : [site, compartment].filter((one) => one !== null).join(', ');

const isAt = (record: LiteratureRecord, { site, compartment }: Place): boolean =>
  (site === null || (record.site !== undefined && isSameSite(site, record.site))) &&
  (compartment === null || record.compartment === compartment);

/** Cells and fluids: studies of the same place come first, and others count as well. */
function anywhere(all: readonly LiteratureRecord[], place: Place): ReportedPlace | null {
  const name = nameOf(place);
  return name === null ? null : { name, own: all.filter((one) => isAt(one, place)), bones: 'any site' };
}

/** Of bones that bear the same, and of the same compartment. */
function atBones(all: readonly LiteratureRecord[], told: Place): Reported {
  const load = told.site === null ? 'unspecified' : (loadCalled(told.site) ?? loadAt(told.site));
  if (load === null) return { records: [], place: null, unknown: siteUnknown(told.site ?? '') };
  if (told.compartment !== null && !COMPARTMENTS.has(told.compartment))
    return { records: [], place: null, unknown: compartmentUnknown(told.compartment) };
  const compartment = told.compartment ?? onlyCompartmentOf(all);
  const within = compartment === 'integral' ? null : compartment;
  const records = all.filter((one) => loadOf(one) === load && compartmentOf(one) === within);
  const isSite = told.site !== null && loadCalled(told.site) === null;
  const own = isSite ? records.filter((one) => isAt(one, { ...told, compartment: null })) : [];
  const bones = `${BEARING[load]}${within === null ? '' : `, ${within}`}`;
  return { records, place: { name: isSite ? nameOf(told) : null, own, bones }, unknown: null };
}

/** As what is expected calls it: `bmd@weight_bearing`. */
const loadCalled = (site: string): Load | null => LOADS.find((load) => plain(load) === plain(site)) ?? null;

/** Trabecular density is of that compartment, whether its name is followed by it or not. */
function onlyCompartmentOf(all: readonly LiteratureRecord[]): string | null {
  const [only = null, ...others] = new Set(all.filter(isEvidence).map(compartmentOf));
  return others.length > 0 ? null : only;
}

const siteUnknown = (site: string): string =>
  `no study of the catalogue names the site ${orMeant(site, sitesKnown())}, so that nothing says what it bears`;

const compartmentUnknown = (compartment: string): string =>
  `no study of the catalogue names the compartment ${orMeant(compartment, [...COMPARTMENTS.keys()])} of a bone`;

const BEARING: Readonly<Record<Load, string>> = {
  weight_bearing: 'bones that bear weight',
  non_weight_bearing: 'bones that bear no weight',
  unspecified: 'bones of which the study does not say which',
};
