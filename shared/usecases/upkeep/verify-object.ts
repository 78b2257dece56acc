/** Whether an object of the archive has the bytes that it is named by. */
import { digestNamed } from '../../domain/archive/derived.ts';
import type { UpkeepTally } from '../../domain/upkeep/upkeep-record.ts';
import { sha256 } from '../../formats/digest.ts';
import { ObjectMissing, type ObjectName, type Ports, versionNamed } from '../../ports.ts';

/** More than any object has: read by range, no memory of this process stands between. */
const WHOLE = 2 ** 31;
const DIGITS = 32;

/** The digest of an object as it stands in the store; null where it is gone. */
export async function storedDigest(ports: Ports, name: ObjectName): Promise<string | null> {
  try {
    return sha256(await ports.archive.readRange(name, 0, WHOLE)).slice(0, DIGITS);
  } catch (error) {
    if (error instanceof ObjectMissing) return null;
    throw error;
  }
}

/** Tells where an object has not the digest that it is named by. */
export async function verifyObject(
  ports: Ports,
  tally: UpkeepTally,
  name: ObjectName,
  digest: string,
  advice: () => Promise<string | undefined> = async () => undefined,
): Promise<boolean> {
  const { key, version } = versionNamed(name);
  tally.look(key.split('/', 1)[0] ?? key);
  const expected = digestNamed({ key, digest });
  const got = await storedDigest(ports, name);
  if (got === expected) return true;
  // Of two runs that wrote the same, the first may be named: its version expires, and the content stands.
  if (got === null && version !== null && (await storedDigest(ports, key)) === expected) {
    tally.look('expired versions that stand as newer ones');
    return true;
  }
  const why = got === null ? 'the object is gone' : `its digest is ${got}, expected ${expected}`;
  tally.differ(key, why, await advice());
  return false;
}
