/** What single keys do, and when they do nothing. */
import { addressOf, type Route, TABS, TITLES } from '../address/route.ts';

export interface Key {
  readonly key: string;
  readonly does: string;
  readonly act: { readonly go: string } | 'MAP' | 'ZONE' | 'SEARCH';
}

/** The keys of a page, in the order in which they are listed: the parts of an experiment by their place. */
export function keysOf(route: Route): readonly Key[] {
  const parts =
    'experiment' in route
      ? TABS.slice(0, 9).map((tab, i) => ({
          key: String(i + 1),
          does: `${TITLES[tab]} of ${route.experiment}`,
          act: { go: addressOf(route.experiment, tab) },
        }))
      : [];
  return [
    { key: '?', does: 'This map of the keys', act: 'MAP' },
    { key: '0', does: 'All experiments', act: { go: '#/' } },
    ...parts,
    { key: '/', does: 'To the search field of the page', act: 'SEARCH' },
    { key: 'u', does: 'Times in UTC, or of this machine', act: 'ZONE' },
  ];
}

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly defaultPrevented: boolean;
}

const TYPED_INTO = ['INPUT', 'SELECT', 'TEXTAREA'];

/** The key that is meant; null where somebody types, or means the browser. */
export function keyMeant(
  keys: readonly Key[],
  pressed: Pressed,
  into: { readonly tagName: string; readonly isContentEditable: boolean } | null,
): Key | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.defaultPrevented) return null;
  if (into !== null && (into.isContentEditable || TYPED_INTO.includes(into.tagName))) return null;
  return keys.find(({ key }) => key === pressed.key) ?? null;
}
