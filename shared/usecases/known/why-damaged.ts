import type { Damaged } from '../../domain/damaged.ts';
import { ObjectMissing } from '../../ports.ts';

/** What is wrong, for a list that names the key beside it. */
export const whyDamaged = ({ cause, reason }: Damaged): string =>
  cause instanceof ObjectMissing ? 'the object is gone' : `it is damaged: ${reason}`;
