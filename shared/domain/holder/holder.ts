/** Who asks, what that token may do, and of which experiments. */
import { quoted } from '../quoted.ts';
import { Refusal } from '../refusal.ts';
import { listText } from '../words/list.ts';
import { typedCommand } from '../words/typed-command.ts';

/** Each holds those before it. */
export const RIGHTS = ['READ', 'UPLOAD', 'OPERATE'] as const;
export type Right = (typeof RIGHTS)[number];

/** What an operation asks for. `OPERATE_ALL`: the right to operate, of a holder who is held to no experiments. */
export type NeededRight = Right | 'OPERATE_ALL';

export interface Holder {
  readonly name: string;
  readonly right: Right;
  /** Ids of the experiments that there are for this holder; null: all, those that come later too. */
  readonly experiments: ReadonlySet<string> | null;
}

/** Whose token the stack made for itself: it may do everything, and no other token is needed to have it. */
export const OPERATOR = 'operator';

export const seesExperiment = ({ experiments }: Pick<Holder, 'experiments'>, experiment: string): boolean =>
  experiments === null || experiments.has(experiment);

export function mayDo({ right, experiments }: Holder, needed: NeededRight): boolean {
  if (needed === 'OPERATE_ALL') return right === 'OPERATE' && experiments === null;
  return RIGHTS.indexOf(right) >= RIGHTS.indexOf(needed);
}

const NEEDED = {
  READ: 'may read',
  UPLOAD: 'may upload',
  OPERATE: 'may operate',
  OPERATE_ALL: 'may operate all experiments',
} as const satisfies Record<NeededRight, string>;

/** `may operate`, of the token. */
export const neededText = (needed: NeededRight): string => NEEDED[needed];

/** Refuses with `auth.right` what this holder may not do. */
export function refuseLackingRight(holder: Holder, needed: NeededRight): void {
  if (mayDo(holder, needed)) return;
  throw new Refusal(
    'forbidden',
    'auth.right',
    `expected a token that ${neededText(needed)}, got that of ${quoted(holder.name)}, which ${rightText(holder)}; ask the person who runs this stack for another (${typedCommand('token add NAME')})`,
  );
}

const MOST_NAMED = 5;

/** `may read and upload osteo, oclast`. */
export function rightText({ right, experiments }: Pick<Holder, 'right' | 'experiments'>): string {
  const what = { READ: 'read', UPLOAD: 'read and upload', OPERATE: 'operate' }[right];
  const named =
    experiments === null ? 'all experiments' : listText([...experiments].sort(), ', ', MOST_NAMED);
  return `may ${what} ${named}`;
}
