/** Which addresses a webhook may reach: public ones, and those that the operator of the stack lets. */

/** Of 32 bits (IPv4) or 128 (IPv6). */
interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** Not routed between networks, or not by everybody: a receiver there is inside ours, or nowhere. */
const PRIVATE_V4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
];
/** All that is public in IPv6, and within it what leads back to IPv4 or to nothing. */
const PUBLIC_V6 = '2000::/3';
const PRIVATE_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];
/** An IPv4 address in the clothes of IPv6. */
const MAPPED = '::ffff:0:0/96';

/** Whether a webhook may be sent there. `allowed`: addresses and networks in CIDR notation. Never what is no address. */
export function mayReach(text: string, allowed: readonly string[]): boolean {
  const address = plainAddress(text);
  if (address === null) return false;
  if (isAllowed(text, allowed)) return true;
  const isIn = (network: string) => contains(network, address);
  if (address.bits === 32) return !PRIVATE_V4.some(isIn);
  return isIn(PUBLIC_V6) && !PRIVATE_V6.some(isIn);
}

/** Whether the operator lets exactly this address. */
export function isAllowed(text: string, allowed: readonly string[]): boolean {
  const address = plainAddress(text);
  return address !== null && allowed.some((network) => contains(network, address));
}

/** `10.1.0.0/16, ::1` as a list; null where one of them is no address or network. */
export function readNetworks(text: string): string[] | null {
  const networks = text.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
  return networks.every((network) => networkOf(network) !== null) ? networks : null;
}

export function isAddress(text: string): boolean {
  return addressOf(text) !== null;
}

/** Of a mapped address the one that it means. */
function plainAddress(text: string): Address | null {
  const address = addressOf(text);
  if (address?.bits !== 128 || !contains(MAPPED, address)) return address;
  return { bits: 32, value: address.value & 0xffff_ffffn };
}

function contains(network: string, { bits, value }: Address): boolean {
  const known = networkOf(network);
  if (known === null || known.bits !== bits) return false;
  const host = BigInt(bits - known.prefix);
  return known.value >> host === value >> host;
}

function networkOf(text: string): (Address & { readonly prefix: number }) | null {
  const [name = '', length] = text.split('/');
  const address = addressOf(name);
  const prefix =
    length === undefined ? address?.bits : Number(/^\d{1,3}$/.test(length) ? length : Number.NaN);
  if (address === null || prefix === undefined || !(prefix <= address.bits)) return null;
  return { ...address, prefix };
}

function addressOf(text: string): Address | null {
  const bare = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  if (!bare.includes(':')) {
    const value = fromDotted(bare);
    return value === null ? null : { bits: 32, value };
  }
  const value = fromGroups(bare);
  return value === null ? null : { bits: 128, value };
}

function fromDotted(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255))
    return null;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

const GROUPS = 8;

function fromGroups(text: string): bigint | null {
  // An end in dots is two groups.
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const tail = dotted === null ? null : fromDotted(dotted[2] ?? '');
  if (dotted !== null && tail === null) return null;
  const whole =
    tail === null ? text : `${dotted?.[1]}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
  const halves = whole.split('::');
  if (halves.length > 2) return null;
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = GROUPS - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...left, ...Array<string>(Math.max(0, missing)).fill('0'), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}
