/** Which platform of the catalogue an arm is on, and what of its definition cannot be. */
import type { Definition } from '../experiment/definition.ts';
import { type DefinitionWarning, warning } from '../experiment/definition-warning.ts';
import type { Arm, ArmKind } from '../experiment/hardware-schema.ts';
import type { Finding } from '../experiment/problems.ts';
import { wordsOf } from '../literature/plain.ts';
import { type Technique, techniqueCalled, techniqueNames } from '../literature/techniques.ts';
import { nearest } from '../nearest.ts';
import { quoted } from '../quoted.ts';
import { listText } from '../words/list.ts';
import { cellsOf, kinOf } from './subject.ts';

type Told = Pick<Definition, 'arms' | 'units'>;

/** Null where it names none, or none that the catalogue has. */
export const techniqueOfArm = ({ technique }: Pick<Arm, 'technique'>): Technique | null =>
  technique === undefined ? null : techniqueCalled(technique);

/** Contradictions: a kind of arm that the technique cannot be, and a body that it cannot take. */
export function techniqueFindings({ arms, units }: Told): Finding[] {
  return arms.flatMap((arm, i) => {
    const technique = techniqueOfArm(arm);
    if (technique === null) return [];
    const path = ['arms', i, 'technique'];
    const message = roleContradiction(arm, technique);
    if (message !== null) return [{ path, code: 'definition.contradiction' as const, message }];
    return units.flatMap((unit, place): Finding[] => {
      const kin = unit.arm === arm.id ? kinOf(unit) : null;
      if (kin === null || takes(technique, kin)) return [];
      const text = `expected ${listText(technique.appliesTo)}, which alone are put on ${technique.name} (technique of ${arm.id}), got ${quoted(String(unit.culture?.species))}`;
      return [
        { path: ['units', place, 'culture', 'species'], code: 'definition.contradiction', message: text },
      ];
    });
  });
}

/** Cells of any species are put on a platform for cells. */
const takes = ({ appliesTo }: Technique, kin: 'human' | 'animal'): boolean =>
  appliesTo.includes('cells') || appliesTo.includes(kin === 'human' ? 'humans' : 'animals');

const ROLES: Readonly<Record<Technique['role'], string>> = {
  control: 'normal gravity',
  true_microgravity: 'real microgravity',
  simulated_microgravity: 'simulated microgravity',
};

/** On board, the mission may be named of an arm at 1 g as well. */
const FITTING: Readonly<Record<ArmKind, readonly Technique['role'][]>> = {
  SPACEFLIGHT: ['true_microgravity'],
  SIMULATED_MICROGRAVITY: ['simulated_microgravity'],
  ONBOARD_1G: ['control', 'true_microgravity'],
  GROUND_CONTROL_SYNCHRONOUS: ['control'],
  GROUND_CONTROL_ASYNCHRONOUS: ['control'],
  BASAL_CONTROL: ['control'],
  VIVARIUM_CONTROL: ['control'],
};

function roleContradiction({ kind, technique: said }: Arm, { name, role }: Technique): string | null {
  const fitting = FITTING[kind];
  if (fitting.includes(role)) return null;
  const kinds = Object.entries(FITTING).flatMap(([one, roles]) => (roles[0] === role ? [one] : []));
  return `expected a technique of ${ROLES[fitting[0]!]}, as the kind of the arm is ${kind}, got ${quoted(said ?? '')} (${name}), which is ${ROLES[role]}: name another technique, or make the kind ${listText(kinds, ', ', 2)}`;
}

/** Arms whose platform nobody will know, and cells on platforms that take bodies. */
export function techniqueWarnings({ arms, units }: Told): DefinitionWarning[] {
  return arms.flatMap((arm, i) => {
    const path = ['arms', i, 'technique'];
    const isSimulated = arm.kind === 'SIMULATED_MICROGRAVITY';
    const { technique: said } = arm;
    if (said === undefined)
      return isSimulated ? [warning('definition.technique-missing', path, missing(arm.id))] : [];
    const technique = techniqueCalled(said);
    if (technique === null)
      return [warning('definition.unknown-technique', path, unknownText(said, isSimulated))];
    return subjectWarnings(arm, technique, units, path);
  });
}

const STUDIES_OF_ALL = 'studies of all platforms on the ground will stand beside it';

const missing = (arm: string): string =>
  `nothing says how microgravity is simulated in ${arm}: ${STUDIES_OF_ALL}, and it is checked against no limit of a platform; declare its technique, such as rpm, clinostat or rwv`;

function unknownText(said: string, isSimulated: boolean): string {
  const meant = namedWithin(said) ?? nearest(said, techniqueNames());
  const hint =
    meant === null
      ? '; ./howship literature --table 2 lists those that it has'
      : `; did you mean ${quoted(meant)}?`;
  const without = isSimulated
    ? `${STUDIES_OF_ALL}, and it is checked against no limit of a platform`
    : 'it says nothing of the arm';
  return `the catalogue has no technique ${quoted(said)}: ${without}${hint}`;
}

/** The longest name that a text has all words of: `2-D clinostat, 60 rpm`. */
function namedWithin(said: string): string | null {
  const has = new Set(wordsOf(said));
  const within = techniqueNames().filter((name) => wordsOf(name).every((word) => has.has(word)));
  return within.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

/** No error: the cells may have been taken from bodies that were on it. */
function subjectWarnings(
  { id }: Arm,
  { name, appliesTo }: Technique,
  units: Told['units'],
  path: readonly PropertyKey[],
): DefinitionWarning[] {
  if (appliesTo.includes('cells')) return [];
  const cultures = units.filter(({ arm }) => arm === id).filter((unit) => cellsOf(unit) !== null);
  if (cultures.length === 0) return [];
  const cells = [...new Set(cultures.flatMap((unit) => cellsOf(unit) ?? []))];
  const text = `${name} is of ${listText(appliesTo)}, and ${listText(
    cultures.map(({ id: unit }) => unit),
    ', ',
    6,
  )} of ${id} hold cells (${listText(cells, ', ', 3)}): cells in culture are at 1 g under it, unless they were taken from bodies that were on it`;
  return [warning('definition.technique-subject', path, text)];
}
