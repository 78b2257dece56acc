/** The address of a webhook as somebody declares it. */
import { isAddress, isAllowed, mayReach } from './receiver-address.ts';

/** Why the address is none that a webhook is sent to; null where it is one. */
export function whyNoReceiver(text: string, allowed: readonly string[]): string | null {
  if (text.endsWith(HIDDEN)) return SHOWN_ONLY;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return 'expected a URL such as https://hooks.example.org/howship';
  const { protocol, hostname, username, password, hash } = url;
  if (username !== '' || password !== '') return 'expected a URL without user and password: use secret';
  if (hash !== '') return 'expected a URL without a fragment';
  const isKnown = isAddress(hostname) && isAllowed(hostname, allowed);
  const isLocal = /(^|\.)(localhost|local|internal|home\.arpa)\.?$/i.test(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && (isKnown || allowed.length > 0)))
    return `expected https, got ${protocol.slice(0, -1)}`;
  if (isAddress(hostname) && !mayReach(hostname, allowed)) return PRIVATE;
  return isLocal && allowed.length === 0 ? PRIVATE : null;
}

const HIDDEN = '/…';
const SHOWN_ONLY =
  'expected the whole URL, got one as it is shown: its path is a secret, and none is kept for this route';

export const PRIVATE =
  'expected a receiver at a public address: private and link-local ones are only for who runs the stack to let (HOWSHIP_PRIVATE_RECEIVERS)';

/** What a reader is shown of it: whoever knows the path of a webhook may write to its receivers, or say that a dead stack lives. */
export function shownUrl(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return pathname === '/' && search === '' ? url : `${origin}${HIDDEN}`;
}
