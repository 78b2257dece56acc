/** The address of a page: all that a person sees stands in it, so that a link shows another person the same. */

export const TABS = [
  'arrived',
  'twins',
  'deltas',
  'alarms',
  'genes',
  'pits',
  'literature',
  'definition',
] as const;
export type Tab = (typeof TABS)[number];

export const TITLES: Readonly<Record<Tab, string>> = {
  arrived: 'Arrived',
  twins: 'Twins',
  deltas: 'Deltas',
  alarms: 'Alarms',
  genes: 'Genes',
  pits: 'Pits',
  literature: 'Literature',
  definition: 'Definition',
};

export type Route =
  | { readonly page: 'experiments' }
  | { readonly page: 'new' }
  | { readonly page: 'unknown'; readonly address: string }
  | {
      readonly page: Tab;
      readonly experiment: string;
      /** What is looked at: pair, channel, range. */
      readonly query: Readonly<Record<string, string>>;
    };

/** Of what stands behind `#` in the address. */
export function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  if (path === '') return { page: 'experiments' };
  if (path === 'new') return { page: 'new' };
  const [e, experiment, page = 'arrived', ...more] = path.split('/').map(decodedOf);
  const tab = TABS.find((one) => one === page);
  if (e !== 'e' || experiment === undefined || experiment === '' || tab === undefined || more.length > 0)
    return { page: 'unknown', address: hash };
  return { page: tab, experiment, query: Object.fromEntries(new URLSearchParams(query)) };
}

/** Of the window: what is looked at first, for people with many of them open. */
export function titleOf(route: Route): string {
  if (route.page === 'experiments') return 'Experiments · Howship';
  if (route.page === 'new') return 'New experiment · Howship';
  if (route.page === 'unknown') return 'Nothing is here · Howship';
  return `${TITLES[route.page]} · ${route.experiment} · Howship`;
}

export const NEW_ADDRESS = '#/new';

export function addressOf(
  experiment: string,
  tab: Tab,
  query: Readonly<Record<string, string | null>> = {},
): string {
  const given = Object.entries(query).filter((one): one is [string, string] => one[1] !== null);
  const text = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
  return `#/e/${encodeURIComponent(experiment)}/${tab}${text}`;
}

/** An address that somebody cut off in the middle of `%C3%A9` names nothing that is here. */
export function decodedOf(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
