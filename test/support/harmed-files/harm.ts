import type { Random } from '../../../shared/simulator/random.ts';
import type { Draft } from './draft.ts';
import type { Wish } from './form.ts';

/** Something that is done to a file. It changes the draft and the truth about it. */
export interface Harm {
  readonly name: string;
  readonly wish?: Wish;
  /** Whether no other harm may befall the file, because that would take away what shows it. */
  readonly isAlone?: true;
  /** The instant of the first row, ms; absent: any. */
  start?(random: Random): number;
  /** Does nothing where the file has no place for it. */
  doTo(draft: Draft, random: Random): void;
}
