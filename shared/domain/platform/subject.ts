/** Whom a platform can take, and who is on it: people, animals or cells in culture. */
import type { Unit } from '../experiment/hardware-schema.ts';

export type Kin = 'human' | 'animal';

const HUMAN = /\b(human|homo sapiens|h\. ?sapiens|people|astronaut)/;
const ANIMAL =
  /\b(mouse|mice|murine|mus musculus|rats?|rattus|rabbit|chick(en)?|bovine|pig|sheep|dog|monkey|macaque|medaka|zebrafish|goldfish)\b/;

/** Of whom the culture of a unit is; null where its definition does not say so in words that are known here. */
export function kinOf({ culture }: Pick<Unit, 'culture'>): Kin | null {
  const said = typeof culture?.species === 'string' ? culture.species.toLowerCase() : '';
  if (HUMAN.test(said)) return 'human';
  return ANIMAL.test(said) ? 'animal' : null;
}

/** What its cells are called; null where the definition names none, and it may be a body. */
export function cellsOf({ culture }: Pick<Unit, 'culture'>): string | null {
  const told = culture?.cellType;
  return typeof told === 'string' && told.trim() !== '' ? told : null;
}
