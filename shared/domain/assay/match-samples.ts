/** Which registered sample each name of a file is. */
import { matchesGlob } from '../experiment/glob.ts';
import { quoted } from '../quoted.ts';
import { listText } from '../words/list.ts';
import { orSampleMeant } from './meant-sample.ts';
import { sampleMatches } from './sample-names.ts';
import type { RegisteredSample, Remark } from './sample-register.ts';

/** A sample as a file names it. */
export interface NamedInFile {
  readonly name: string;
  /** What the file says of it beside its name, which may be registered instead. */
  readonly description?: string | undefined;
}

export interface MatchedSamples {
  /** In the order of the names; null where nothing tells what a name is. */
  readonly samples: readonly (RegisteredSample | null)[];
  /** Which names are unknown or mangled, and what did not come. */
  readonly remarks: readonly Remark[];
}

export function matchSamples(
  names: readonly NamedInFile[],
  register: readonly RegisteredSample[],
): MatchedSamples {
  const found = names.map((named) => ({ name: named.name, ...foundOf(named, register) }));
  return { samples: found.map(({ sample }) => sample), remarks: remarksOn(found, register) };
}

interface Found {
  readonly sample: RegisteredSample | null;
  readonly how: 'same' | 'mangled' | null;
}

function foundOf({ name, description = '' }: NamedInFile, register: readonly RegisteredSample[]): Found {
  const found = sampleOf(name, register);
  return found.sample === null && description !== '' ? sampleOf(description, register) : found;
}

/** The name itself, then as R writes it, then what a pattern fits: of a file of one sample the name is the file's. */
function sampleOf(name: string, register: readonly RegisteredSample[]): Found {
  const same = register.find((one) => one.name === name);
  if (same !== undefined) return { sample: same, how: 'same' };
  const mangled = register.filter((one) => sampleMatches(name, one.name) === 'mangled');
  if (mangled.length === 1) return { sample: mangled[0]!, how: 'mangled' };
  const fitting = register.filter((one) => matchesGlob(one.name, name));
  return { sample: fitting.length === 1 ? fitting[0]! : null, how: 'same' };
}

function remarksOn(
  found: readonly (Found & { readonly name: string })[],
  register: readonly RegisteredSample[],
): Remark[] {
  const unknown = found.flatMap(({ name, sample }) => (sample === null ? [name] : []));
  const mangled = found.flatMap(({ name, sample, how }) =>
    how === 'mangled' ? [`${name} for ${sample?.name}`] : [],
  );
  const seen = new Set(found.map(({ sample }) => sample));
  const absent = register.flatMap((one) => (seen.has(one) ? [] : [one.name]));
  const remark = (code: string, is: boolean, message: string) => (is ? [{ code, message }] : []);
  return [
    ...remark(
      'sample.undeclared',
      unknown.length > 0,
      `nothing says what ${listText(meantIn(unknown, register), ', ', MOST_NAMED)} ${unknown.length === 1 ? 'is' : 'are'}: left out; declare ${unknown.length === 1 ? 'it' : 'them'} in samples, or in the sheet`,
    ),
    ...notComeRemark(absent),
    ...remark(
      'sample.mangled',
      mangled.length > 0,
      `names as R writes them were taken for what they are: ${listText(mangled, ', ', 12)}`,
    ),
  ];
}

/** Named in one remark; the others are counted. */
const MOST_NAMED = 12;

/** What is declared and did not come, or not in a file that could be read: that one which was refused says so itself. */
export function notComeRemark(names: readonly string[]): Remark[] {
  if (names.length === 0) return [];
  const message = `no file that could be read has brought ${listText(names.map(quoted), ', ', MOST_NAMED)}, which ${names.length === 1 ? 'is' : 'are'} declared`;
  return [{ code: 'sample.not-come', message }];
}

/** With the sample that each was most likely meant for, of those that are named. */
function meantIn(names: readonly string[], register: readonly RegisteredSample[]): string[] {
  const known = register.map(({ name }) => name);
  return names.map((name, i) => (i < MOST_NAMED ? orSampleMeant(name, known) : name));
}
