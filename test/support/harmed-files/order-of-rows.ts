/** What happens to the order of rows in good files: none of it may cost a sample. */
import { isBy, shuffled, whole } from './choice.ts';
import type { Line } from './draft.ts';
import type { Harm } from './harm.ts';

function part(lines: readonly Line[], random: Parameters<typeof whole>[0]): [number, number] {
  const from = whole(random, 0, lines.length - 1);
  return [from, whole(random, from + 1, lines.length)];
}

export const ORDERS: readonly Harm[] = [
  { name: 'nothing', doTo: () => {} },
  {
    name: 'rows shuffled',
    doTo: (draft, random) => {
      draft.lines = shuffled(random, draft.lines);
    },
  },
  {
    name: 'rows descend',
    doTo: (draft) => {
      draft.lines.reverse();
    },
  },
  {
    name: 'rows sent again',
    doTo: (draft, random) => {
      const [from, to] = part(draft.lines, random);
      const again = draft.lines.slice(from, to);
      draft.lines.splice(isBy(random, 0.5) ? to : draft.lines.length, 0, ...again);
    },
  },
  {
    name: 'older rows at the end',
    doTo: (draft, random) => {
      const [from] = part(draft.lines, random);
      draft.lines = [...draft.lines.slice(from), ...draft.lines.slice(0, from)];
    },
  },
  {
    name: 'blocks by signal',
    wish: { shape: 'long' },
    doTo: (draft) => {
      const signal = ({ samples: [one] }: Line) => `${one!.unit} ${one!.channel}`;
      const blocks = Map.groupBy(draft.lines, signal);
      draft.lines = [...blocks.values()].flat();
    },
  },
];
